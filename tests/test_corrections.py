"""Figures put right over a source that cannot be changed today: they hold only while the source says what they
correct.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from as_written import saved, sheet_of
from cabinetpaper.building.manifest import manifest
from cabinetpaper.cli import main
from cabinetpaper.finding import Severity
from cabinetpaper.measure import Directorate
from cabinetpaper.period import Period
from cabinetpaper.scorecard import Correction, Status
from cabinetpaper.settings import Disclosure, Settings
from cabinetpaper.sources import Sourced, read_scorecard

DIRECTORATES = (Directorate("children", "Children and Learning"),)
HOUSE = Settings(directorates=DIRECTORATES)
NOW = Period.parse("Q1 2024/25")
MEASURES = (
    "id,name,directorate,unit,polarity\ncic_rate,Children in care,children,rate,lower\nvisits,Visits in "
    "time,children,percent,higher\n"
)
OBSERVATIONS = (
    "measure,period,value,reason\ncic_rate,Q4 2023/24,98.3,\ncic_rate,Q1 2024/25,96.1,\nvisits,Q1 2024/25,24% "
    "(79/334),\nvisits,Q4 2023/24,,TBC\n"
)
HEAD = "measure,period,old,new,reason,who,date\n"
ROW = "cic_rate,Q1 2024/25,96.1,95.0,Two children counted twice,A Jones,2024-07-20\n"


def read(
    rows: str,
    observations: str = OBSERVATIONS,
    settings: Settings = HOUSE,
    cut_off: date = date(2024, 8, 1),
    measures: str = MEASURES,
) -> Sourced:
    files = {"measures": measures, "observations": observations, "corrections": HEAD + rows}
    return read_scorecard({f"data/{name}.csv": text.encode() for name, text in files.items()}, settings, NOW, cut_off)


def test_a_correction_takes_the_place_of_the_figure_and_remembers_it() -> None:
    sourced = read(ROW)
    one = sourced.scorecard.latest("cic_rate")
    assert sourced.findings == ()
    assert one is not None
    assert (one.text, one.value, one.decimals, str(one.place)) == (
        "95.0",
        Decimal("95.0"),
        1,
        "data/observations.csv:3, column value",
    )
    assert one.correction == Correction(
        "96.1",
        "95.0",
        "Two children counted twice",
        "A Jones",
        "2024-07-20",
        one.correction.place if one.correction else None,
    )
    assert one.correction is not None
    assert str(one.correction.place) == "data/corrections.csv:2, column new"
    assert [other.correction for other in sourced.scorecard.observations if other.measure != "cic_rate"] == [None, None]


@pytest.mark.parametrize(
    ("row", "value", "fraction", "status"),
    [
        (
            "visits,Q1 2024/25,24% (79/334),25% (84/334),Five late forms,A Jones,2024-07-20\n",
            "25",
            (84, 334),
            Status.FINAL,
        ),
        (
            "visits,Q1 2024/25,24% (79/334),80% *Prov,Estimate,A Jones,20/07/2024\n",
            "80",
            (None, None),
            Status.PROVISIONAL,
        ),
        ("visits,Q4 2023/24,TBC,31%,Came late,A Jones,2024-07-20\n", "31", (None, None), Status.FINAL),
        ("visits,Q1 2024/25,24% (79/334),nearly 25%,Rounded,A Jones,2024-07-20\n", "25", (None, None), Status.FINAL),
    ],
)
def test_a_new_figure_is_read_as_any_cell_is(
    row: str, value: str, fraction: tuple[object, object], status: Status
) -> None:
    sourced = read(row)
    (one,) = [one for one in sourced.scorecard.observations if one.correction]
    assert sourced.findings == ()
    assert (one.value, (one.numerator, one.denominator), one.status, one.reason) == (
        Decimal(value),
        fraction,
        status,
        "",
    )
    assert one.qualifier == ("nearly" if "nearly" in row else "")


def test_a_figure_may_be_withdrawn() -> None:
    one = read(
        "cic_rate,Q1 2024/25,96.1,Pending data accuracy work,Under review,A Jones,2024-07-20\n"
    ).scorecard.latest("cic_rate")
    assert one is not None
    assert (one.value, one.reason) == (None, "Pending data accuracy work")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            ROW.replace("96.1", "97.0"),
            "data/corrections.csv:2, column old: error: The correction is from 97.0, but data/observations.csv:3, "
            "column value says 96.1. Look at both,",
        ),
        (ROW.replace("96.1", "96.10"), "data/corrections.csv:2, column old: error: The correction is from 96.10, but"),
        (
            ROW.replace("95.0", "96.1").replace("96.1", "95.0", 1),
            "data/corrections.csv:2, column new: note: The source has caught up:",
        ),
        (
            ROW.replace("Q1 2024/25", "2022/23"),
            "data/corrections.csv:2, column period: error: No source has a figure for this measure and period.",
        ),
        (
            ROW.replace("cic_rate", "cic_rat"),
            "data/corrections.csv:2, column measure: error: There is no measure “cic_rat”. Did you mean “cic_rate”?",
        ),
        (
            ROW.replace("95.0", "ninety five"),
            "data/corrections.csv:2, column new: error: “ninety five” is not a number.",
        ),
        (ROW.replace("95.0", "95%"), "data/corrections.csv:2, column new: error: “95%” has %, but the unit is rate."),
        (ROW.replace("A Jones", ""), "data/corrections.csv:2, column who: error: The who is blank."),
        (ROW.replace("2024-07-20", ""), "data/corrections.csv:2, column date: error: The date is blank."),
        (
            ROW.replace("2024-07-20", "last week"),
            "data/corrections.csv:2, column date: error: “last week” is not a day.",
        ),
        (
            ROW + ROW.replace("95.0", "94"),
            "data/corrections.csv:3: error: This correction stands twice (cic_rate, Q1 2024/25): line 2 has it "
            "already.",
        ),
    ],
)
def test_a_correction_that_does_not_hold_is_told_and_not_applied(row: str, told: str) -> None:
    sourced = read(row)
    (finding,) = sourced.findings
    assert str(finding).startswith(told)
    if row.count("\n") == 1:
        assert [one.text for one in sourced.scorecard.series("cic_rate")] == ["98.3", "96.1"]


def test_a_source_that_has_caught_up_is_no_error() -> None:
    assert read("cic_rate,Q1 2024/25,97,96.1,Typing mistake,A Jones,2024-07-20\n").findings[0].severity is Severity.NOTE


def test_of_two_figures_for_one_period_only_the_wrong_one_is_corrected() -> None:
    later = "measure,period,value,as_at\ncic_rate,Q1 2024/25,96.1,2024-07-10\ncic_rate,Q1 2024/25,95.5,2024-10-10\n"
    sourced = read(ROW, later)
    assert [(one.text, bool(one.correction)) for one in sourced.scorecard.observations] == [
        ("95.0", True),
        ("95.5", False),
    ]
    assert [one.text for one in read(ROW, later, cut_off=date(2024, 11, 1)).scorecard.series("cic_rate")] == ["95.5"]


def test_a_forecast_is_not_what_a_correction_is_for() -> None:
    (finding,) = read(ROW, "measure,period,value,status\ncic_rate,Q1 2024/25,96.1,forecast\n").findings
    assert finding.code == "CORRECTION-NO-FIGURE"


def test_a_cell_of_a_workbook_is_corrected_without_touching_the_workbook() -> None:
    mapping = (
        'workbook = "kpis.xlsx"\n[[tables]]\nsheet = "KPIs"\nheadings = 1\nmeasure = "Indicator"\nperiods = { "Q1" = '
        '"Q1 2024/25" }\n'
    )
    mapping += '[measures."Referrals"]\nid = "referrals"\ndirectorate = "children"\n'
    files = {
        "data/kpis.xlsx": saved(sheet_of(["Indicator", "Q1"], ["Referrals", 334])),
        "data/kpis.mapping.toml": mapping.encode(),
        "data/corrections.csv": (
            HEAD + 'referrals,Q1 2024/25,334,"1,334",A digit was lost,A Jones,2024-07-20\n'
        ).encode(),
    }
    sourced = read_scorecard(files, HOUSE, NOW, date(2024, 8, 1))
    assert sourced.findings == ()
    (one,) = sourced.scorecard.observations
    assert (one.text, one.value, str(one.place)) == ("1,334", 1334, "data/kpis.xlsx, sheet KPIs, cell B2")


def test_a_correction_of_a_hidden_figure_is_hidden_with_it() -> None:
    measures = "id,name,directorate,unit,polarity,sensitive\nharm,Children harmed,children,count,lower,yes\n"
    row = "harm,Q1 2024/25,14,12,One counted twice,A Jones,2024-07-20\n"
    for profile in (Disclosure(hide_up_to=20), Disclosure(round_to=5)):
        sourced = read(
            row,
            "measure,period,value\nharm,Q1 2024/25,14\n",
            Settings(directorates=DIRECTORATES, disclosure=profile),
            measures=measures,
        )
        (one,) = sourced.scorecard.observations
        assert one.correction is None
        assert manifest("p", "b", {}, {}, (), None, sourced.scorecard.observations)["corrections"] == []


def test_the_manifest_lists_what_was_put_right() -> None:
    assert manifest("p", "b", {}, {}, (), None, read(ROW).scorecard.observations)["corrections"] == [
        {
            "measure": "cic_rate",
            "period": "Q1 2024/25",
            "old": "96.1",
            "new": "95.0",
            "reason": "Two children counted twice",
            "who": "A Jones",
            "date": "2024-07-20",
            "source": "data/observations.csv:3, column value",
            "correction": "data/corrections.csv:2, column new",
        }
    ]


def test_trace_shows_a_correction_of_the_figure_and_of_what_is_computed_from_it(tmp_path: Path) -> None:
    (tmp_path / "cabinetpaper.toml").write_text(
        'format = 1\n[[directorates]]\nid = "children"\nname = "Children"\n', encoding="utf-8"
    )
    folder = tmp_path / "narratives" / "q1"
    folder.mkdir(parents=True)
    (folder / "paper.toml").write_text(
        'kind = "cabinet"\ntitle = "Q1"\nperiod = "Q1 2024/25"\ncut_off = 2024-08-01\n', encoding="utf-8"
    )
    (tmp_path / "data").mkdir()
    for name, text in {"measures": MEASURES, "observations": OBSERVATIONS, "corrections": HEAD + ROW}.items():
        (tmp_path / "data" / f"{name}.csv").write_text(text, encoding="utf-8", newline="\n")
    for asked in ("cic_rate.value", "cic_rate.change"):
        said = CliRunner().invoke(main, ["trace", asked, "--workspace", str(tmp_path)]).stdout
        assert (
            "  Corrected:  96.1 to 95.0 in data/corrections.csv:2, column new\n              Two children counted "
            "twice (A Jones, 2024-07-20)" in said
        )
    told = json.loads(
        CliRunner().invoke(main, ["trace", "cic_rate.value", "--format", "json", "--workspace", str(tmp_path)]).stdout
    )
    assert [one["old"] for one in told["facts"][0]["corrections"]] == ["96.1"]
