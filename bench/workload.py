"""The benchmark's own quarter, of any size.

    python bench/workload.py SCALE FOLDER      writes FOLDER/workspace (for cabinetpaper) and FOLDER/peers (CSV for the
    peers)

W1 is one quarter's paper: 8 directorates of 12 measures (96), three charted ones in each over 13 months (24 charts), 8
tables of ratings, 72 paragraphs. W4 and W16 have 4 and 16 times the directorates. Every figure follows a fixed rule
from its place, without chance or clock, so that a scale always gives the same bytes. The figures are a benchmark's:
they are nobody's performance."""

from __future__ import annotations

import csv
import json
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

MONTHS = tuple(
    f"{month} {year}"
    for year, months in (("2023", "Jun Jul Aug Sep Oct Nov Dec"), ("2024", "Jan Feb Mar Apr May Jun"))
    for month in months.split()
)
DIRECTORATES = (
    "Families",
    "Schools",
    "Adult Care",
    "Health",
    "Economy",
    "Neighbourhoods",
    "Corporate Services",
    "Strategy",
)
SUBJECTS = (
    ("Referrals", "Assessments", "Plans", "Visits"),
    ("Admissions", "Attendance", "Attainment", "Transport"),
    ("Contacts", "Reviews", "Packages of care", "Safeguarding enquiries"),
    ("Health checks", "Vaccinations", "Treatment", "Screening"),
    ("Planning applications", "Grants", "Apprenticeships", "Road repairs"),
    ("Collections", "Housing repairs", "Calls", "Inspections"),
    ("Invoices", "Freedom of Information requests", "Recruitment", "Council tax"),
    ("Complaints", "Consultations", "Projects", "Audits"),
)
ASPECTS = (
    ("completed on time", "percent", "higher"),
    ("per 10,000 residents", "rate", "lower"),
    ("average days to a decision", "days", "lower"),
)
COMPARATORS = ("Similar councils", "The region", "England")
CHARTED = 3
"""Measures of each directorate with 13 months, of three comparators and a chart; the others have two months and no
chart.
"""
SPOKEN = 6
"""Measures of each directorate with a paragraph."""


@dataclass(frozen=True)
class Kpi:
    """A measure of the benchmark; its values are in tenths."""

    id: str
    directorate: str
    name: str
    unit: str
    polarity: str
    target: int
    values: tuple[int, ...]
    comparators: tuple[int, ...]
    charted: bool


def tenths(value: int) -> str:
    """Return tenths as written in data files."""
    return f"{Decimal(value) / 10:.1f}"


def kpis(scale: int) -> Iterator[Kpi]:
    """Yield the measures of a scale, directorate by directorate."""
    for number in range(8 * scale):
        place, area = number % 8, number // 8
        name = DIRECTORATES[place] + (f" (area {area + 1})" if area else "")
        for k in range(12):
            subject, (aspect, unit, polarity) = SUBJECTS[place][k // 3], ASPECTS[k % 3]
            if k >= CHARTED and unit == "percent":  # percentages with a target alone would get a chart of their own
                aspect, unit = "for each 100 officers", "rate"
            seed = number * 12 + k
            start, step = 350 + seed * 37 % 480, seed * 7 % 9 - 4
            values = tuple(start + step * month + (month * 7 + seed * 5) % 11 - 5 for month in range(13))
            target = values[-1] + (seed * 11 % 13 - 6) * 9
            compared = tuple(values[-1] + (seed * 3 + other * 17) % 41 - 20 for other in range(3))
            yield Kpi(
                f"m{number:03d}_{k:02d}",
                name,
                f"{subject} {aspect}",
                unit,
                polarity,
                target,
                values,
                compared,
                k < CHARTED,
            )


def directorates(scale: int) -> list[str]:
    """Return the directorates' names in order."""
    return list(dict.fromkeys(kpi.directorate for kpi in kpis(scale)))


INTRO = (
    "This part covers {count} key measures of {name}. Each is compared with its target and with the month before; "
    "amber means within a tenth of the "
    "target. The positions are those at the end of June 2024, and the longer series begin in June 2023. Figures may "
    "change when returns are settled."
)
SPEECH = (
    "**{name}:** The latest figure is {value}, against {earlier} a month before, and the target is {target}. "
    "It stands as {rating} by the house rule. The service has looked at where demand comes from, at how work is "
    "shared between the teams, and at what "
    "others do who had the same position a year ago. {more}"
)
MORE = (
    "The change follows the plan agreed in the spring: earlier contact with those concerned, fewer hand-overs, and "
    "one list of open cases for all."
)
ACTION = (
    "Action: the teams review each open case by the end of the next month, and the results are reported with the next "
    "quarter's figures."
)
STANDING = (
    "The council reports its performance each quarter, so that members and the public can see what was aimed for, "
    "what was reached and what is done about the "
    "difference. The measures were chosen with the services, and each has an owner, a definition and a source. Where "
    "others publish the same measure, "
    "theirs stands beside it."
)
ANSWERS = {
    **dict.fromkeys(
        ("confidentiality", "capital_revenue", "property_other", "other_legal", "risk_management", "policy_framework"),
        "Not applicable.",
    ),
    "statutory_power": "Section 111 of the Local Government Act 1972.",
    **dict.fromkeys(("key_decision", "esia", "dpia"), "No"),
    "wards": "All",
}


def write(scale: int, folder: Path) -> None:
    """Write the workspace and the peers' files anew."""
    shutil.rmtree(folder, ignore_errors=True)
    _write_workspace(scale, folder / "workspace")
    _write_peers(scale, folder / "peers")


def _rows(path: Path, head: str, rows: Iterable[Iterable[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(head.split(","))
        writer.writerows(rows)


def _write_peers(scale: int, folder: Path) -> None:
    everything = list(kpis(scale))
    _rows(
        folder / "kpis.csv",
        "id,directorate,name,unit,polarity,target,similar,region,england,charted",
        (
            [
                k.id,
                k.directorate,
                k.name,
                k.unit,
                k.polarity,
                tenths(k.target),
                *map(tenths, k.comparators),
                str(int(k.charted)),
            ]
            for k in everything
        ),
    )
    _rows(
        folder / "values.csv",
        "id,period,value",
        ([k.id, month, tenths(v)] for k in everything for month, v in zip(MONTHS, k.values, strict=True)),
    )


def _write_workspace(scale: int, folder: Path) -> None:
    everything, names = list(kpis(scale)), directorates(scale)
    ids = {name: f"d{number:03d}" for number, name in enumerate(names)}
    data = folder / "data"
    bases = {"percent": "", "rate": "", "days": ""}
    _rows(
        data / "measures.csv",
        "id,name,directorate,unit,base,polarity,basis",
        ([k.id, k.name, ids[k.directorate], k.unit, bases[k.unit], k.polarity, "in period"] for k in everything),
    )
    _rows(
        data / "observations.csv",
        "measure,period,value,source",
        (
            [k.id, MONTHS[at], tenths(k.values[at]), "the benchmark's rule"]
            for k in everything
            for at in range(0 if k.charted else 11, 13)
        ),
    )
    _rows(data / "targets.csv", "measure,target", ([k.id, tenths(k.target)] for k in everything))
    _rows(
        data / "comparators.csv",
        "measure,comparator,value,period",
        (
            [k.id, name, tenths(v), "Jun 2024"]
            for k in everything
            if k.charted
            for name, v in zip(COMPARATORS, k.comparators, strict=True)
        ),
    )
    tables = "\n".join(f"[[directorates]]\nid = {json.dumps(ids[name])}\nname = {json.dumps(name)}\n" for name in names)
    (folder / "cabinetpaper.toml").write_text(
        f'format = 1\n\n[council]\nname = "Benchmark Council (made up)"\nshort_name = "Benchmark"\n\n{tables}',
        encoding="utf-8",
    )
    _write_narratives(everything, ids, folder / "narratives" / "bench")


def _write_narratives(everything: list[Kpi], ids: dict[str, str], folder: Path) -> None:
    folder.mkdir(parents=True)
    lines = [
        'kind = "cabinet"',
        'title = "Benchmark performance paper"',
        'period = "Q1 2024/25"',
        "cut_off = 2024-06-30",
        'recommendations = ["To note the benchmark.", "To note how long it took."]',
        "",
        "[answers]",
        *(f'{name} = "{said}"' for name, said in ANSWERS.items()),
    ]
    (folder / "paper.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for section in (
        "brief_summary",
        "reasons",
        "options",
        "background",
        "briefing",
        "glance",
        "corporate_plan",
        "summary",
    ):
        _snippet(folder / f"{section}.md", [f'section = "{section}"'], STANDING)
    for name, identifier in ids.items():
        own = [kpi for kpi in everything if kpi.directorate == name]
        rest = json.dumps([kpi.id for kpi in own[SPOKEN:]])
        _snippet(
            folder / identifier / "intro.md",
            [f'section = "{identifier}"', 'part = "intro"', f"measures = {rest}"],
            INTRO.format(count=len(own), name=name),
        )
        for at, kpi in enumerate(own[:SPOKEN]):
            part = "on-track" if at % 2 else "focus"
            facts = {
                "name": kpi.name,
                "value": f"{{{{ {kpi.id}.value }}}}",
                "earlier": f"{{{{ {kpi.id}.previous }}}}",
                "target": f"{{{{ {kpi.id}.target }}}}",
            }
            text = SPEECH.format(**facts, rating=f"{{{{ {kpi.id}.rating }}}}", more=MORE)
            head = [f'section = "{identifier}"', f'part = "{part}"', f"order = {at}", f'measure = "{kpi.id}"']
            _snippet(folder / identifier / f"{kpi.id}.md", head, text if at % 2 else f"{text}\n\n{ACTION}")


def _snippet(path: Path, head: list[str], text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["+++", *head, "+++", "", text, ""]), encoding="utf-8")


def leave_out_chart_data(workspace: Path) -> None:
    """Give the workspace a template without the figures behind the charts, a third of the house template's tables."""
    house = Path(__file__).parent.parent / "templates" / "cabinet" / "paper.toml"
    kept, cut, _ = house.read_text(encoding="utf-8").partition('[[sections.parts]]\nid = "chart_data"')
    if not cut:
        raise ValueError("the house template has no part chart_data")
    own = workspace / "templates" / "cabinet" / "paper.toml"
    own.parent.mkdir(parents=True)
    own.write_text(kept, encoding="utf-8")


def change_one_figure(workspace: Path, turn: int) -> None:
    """Give one charted measure another latest figure, as an officer does between two builds."""
    path = workspace / "data" / "observations.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    measure, period, _, source = lines[13].split(",")
    lines[13] = f"{measure},{period},{tenths(400 + turn % 100)},{source}"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
