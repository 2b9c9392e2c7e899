"""A hidden figure cannot be had back from anything that a build writes.

Two proofs over whole workspaces. What a build writes does not depend on a hidden figure at all: two workspaces that
differ only in hidden cells give the same bytes, down to the manifest and the folder of builds. And the figures that are
shown do not determine it: every part of every file is taken apart, all figures in it are gathered, and each hidden cell
still has more than one answer."""

from __future__ import annotations

import hashlib
import io
import itertools
import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pytest
from PIL import Image

from cabinetpaper.building import Built, build
from cabinetpaper.workspace import open_workspace
from cabinetpaper.workspace.record import RECORD

SETTINGS = """\
format = 1
[council]
name = "Testshire"
[[directorates]]
id = "children"
name = "Children"
[disclosure]
hide_up_to = 5
"""
PAPER = 'kind = "cabinet"\ntitle = "Performance"\nperiod = "Q1 2024/25"\ncut_off = 2024-08-01\n'
MEASURES = """\
id,name,directorate,unit,polarity,basis,sensitive,part_of,numerator,denominator,base
all,All children,children,count,lower,in period,yes,,,,children
north,North,children,count,lower,in period,yes,all,,,children
south,South,children,count,lower,in period,yes,all,,,children
west,West,children,count,lower,in period,yes,all,,,children
share,Share in the North,children,percent,lower,in period,yes,,north,all,
visits,Visits late,children,percent,lower,in period,yes,,,,
open,Open cases,children,count,lower,snapshot,,,,,cases
"""
HIDDEN = ("north", "visits", "month", "earlier")
"""What the cells below are called that stand for hidden figures."""

SNIPPETS = {
    "brief_summary": "The North had {{ north.value }} of {{ all.value }} children{% if north is missing %}, which is "
    "not shown{% elif north.value > 2 %}, which is many{% else %}, which is few{% endif %}. Visits: {{ visits.value "
    "}}.{% if north is red %} It is red.{% else %} It is not red.{% endif %} {{ tally.children.red }} red, {{ "
    "tally.children.unrated }} not rated."
}
OVER_TIME = """

[[sections]]
id = "over_time"
kind = "appendix"
title = "Appendix: over time"
blocks = ["period-table:few", "most-moved:few"]

[[tables]]
id = "few"
measures = ["all", "north", "south", "west", "share", "visits", "open"]
columns = ["measure", "periods", "target", "rating", "direction", "comparators"]
named_periods = ["Q3 2023/24", "Q4 2023/24", "Q1 2024/25", "Apr 2024", "May 2024"]
"""
SHIPPED = Path(__file__).parent.parent / "templates" / "cabinet" / "paper.toml"
TARGETS = "measure,target\nnorth,2\nvisits,10\nall,60\nopen,100\n"


def observations(north: int, visits: int, month: int, earlier: int) -> str:
    """Return the data with the hidden figures in their places; what is shown is always the same."""
    rows = ["measure,period,value,reason,note,numerator,denominator,source"]
    rows += [f"north,Q4 2023/24,{earlier},,,,,", "south,Q4 2023/24,21,,,,,", "west,Q4 2023/24,33,,,,,"]
    rows += [
        f"north,Q1 2024/25,{north},,{north} sisters,,,",
        f"south,Q1 2024/25,{20 - north},,,,,",
        "west,Q1 2024/25,35,,,,,",
        "all,Q1 2024/25,55,,,,,",
    ]
    rows += [f"share,Q1 2024/25,{north * 100 / 55:.1f},,,{north},55,"]
    rows += [
        f"visits,Q1 2024/25,{visits * 5}% ({visits}/20),,,,,",
        "visits,Q4 2023/24,40% (8/20),,,,,",
        "visits,Q3 2023/24,45% (9/20),,,,,",
    ]
    rows += ["visits,Q2 2023/24,50% (10/20),,,,,"]
    rows += [f"open,Q{quarter} 2023/24,{80 + quarter},,,,," for quarter in (1, 2, 3, 4)] + ["open,Q1 2024/25,86,,,,,"]
    rows += [f"west,Apr 2024,{month},,,,,", f"west,May 2024,{14 - month},,,,,", "west,Jun 2024,21,,,,,"]
    return "\n".join(rows) + "\n"


def files(cells: Mapping[str, int]) -> dict[str, str]:
    own = {f"narratives/q1/{name}.md": f'+++\nsection = "{name}"\n+++\n\n{text}\n' for name, text in SNIPPETS.items()}
    comparators = f"measure,comparator,value\nnorth,Testshire 2022/23,{cells['north']}\nopen,England,90\n"
    corrections = (
        f"measure,period,old,new,reason,who,date\nnorth,Q1 2024/25,{cells['north'] + 1},9,Miscounted,An "
        "officer,2024-07-01\n"
    )
    return {
        "cabinetpaper.toml": SETTINGS,
        "data/measures.csv": MEASURES,
        "data/observations.csv": observations(**cells),
        "data/targets.csv": TARGETS,
        "data/comparators.csv": comparators,
        "data/corrections.csv": corrections,
        "narratives/q1/paper.toml": PAPER,
        "templates/cabinet/paper.toml": SHIPPED.read_text(encoding="utf-8") + OVER_TIME,
        **own,
    }


def built(root: Path, cells: Mapping[str, int], *, correct: bool = True) -> Built:
    for name, text in files(cells).items():
        if name == "data/corrections.csv" and correct:
            continue
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return build(open_workspace(root), "q1")


def everything(root: Path) -> dict[str, bytes]:
    """Return every byte that a build wrote: the outputs, the manifest, and what it keeps for later builds; all but the
    part of the record that is kept apart, which holds the data themselves.
    """
    found = {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
    ours = {name: data for name, data in found.items() if name.startswith(("out/", ".cabinetpaper/"))}
    return {name: data for name, data in ours.items() if not name.startswith(f"{RECORD}/restricted/")}


CELLS = {"north": 3, "visits": 1, "month": 2, "earlier": 4}
OTHERS = {"north": 2, "visits": 3, "month": 5, "earlier": 1}


@cache
def pair() -> tuple[dict[str, bytes], dict[str, bytes], Built]:
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        first = built(Path(one), CELLS)
        assert first.written, [str(finding) for finding in first.findings]
        built(Path(other), OTHERS)
        return everything(Path(one)), everything(Path(other)), first


def test_what_is_written_does_not_depend_on_a_hidden_figure() -> None:
    one, other, _ = pair()
    assert {Path(name).suffix for name in one} >= {".docx", ".html", ".pdf", ".json"}
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []


def test_a_digest_of_the_data_does_not_let_anybody_try_the_figures() -> None:
    one, _, _ = pair()
    whole = b"".join(one.values())
    hiding = [
        text
        for name, text in files(CELLS).items()
        if name.startswith("data/") and "north" in text and name != "data/measures.csv"
    ]
    digests = {hashlib.sha256(text.encode()).hexdigest() for text in hiding}
    assert not [digest for digest in digests if digest.encode() in whole]


# -- taken apart


def parts(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Return every text in a file, unpacked: parts of a DOCX with its base, streams and strings of a PDF, words of a
    picture.
    """
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.namelist():
                yield from parts(f"{name}!{part}", archive.read(part))
    elif data[:4] == b"%PDF":
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for number, own in enumerate(pdf.objects):
                yield f"{name}!{number}", repr(own)
                if isinstance(own, pikepdf.Stream):
                    try:
                        yield f"{name}!{number} stream", own.read_bytes().decode("latin-1")
                    except pikepdf.PdfError:
                        continue
    elif data[:4] == b"\x89PNG":
        yield name, repr(Image.open(io.BytesIO(data)).info)
    else:
        yield name, data.decode("utf-8", "replace")


WORDS = (
    "North had 3",
    "3 sisters",
    "sisters",
    "5% (1/20)",
    "(1/20)",
    "17 children",
    "5.5%",
    "which is many",
    "which is few",
)


@pytest.mark.parametrize("words", WORDS)
def test_no_part_of_any_file_holds_a_hidden_figure_in_words(words: str) -> None:
    one, _, _ = pair()
    kept = [(name, text) for file, data in one.items() for name, text in parts(file, data)]
    assert len(kept) > 50
    branches = words.startswith("which is")
    assert [
        name for name, text in kept if words in text and not (branches and name.startswith(f"{RECORD}/files/"))
    ] == []


def shown() -> dict[str, int | None]:
    """Return the figures of the HTML page's tables by measure: what any reader has to work with."""
    one, _, _ = pair()
    page = one["out/q1.html"].decode()
    found: dict[str, int | None] = {}
    for row in re.findall(r"<tr\b.*?</tr>", page, re.S):
        cells = [
            re.sub(r"<[^>]+>|\s+", " ", cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)
        ]
        if cells and cells[0] in {"North", "South", "West", "All children"} and len(cells) > 5:
            number = re.match(r"\d+", cells[2])
            found.setdefault(cells[0], int(number[0]) if number else None)
    return found


def test_a_hidden_part_cannot_be_had_back_from_the_total_and_the_other_parts() -> None:
    figures = shown()
    assert (figures["All children"], figures["North"], figures["South"], figures["West"]) == (55, None, None, 35)
    answers = [(north, south) for north, south in itertools.product(range(56), repeat=2) if north + south == 55 - 35]
    assert len({north for north, _ in answers if 1 <= north <= 5}) == 5
    assert len({south for north, south in answers if 1 <= north <= 5}) == 5


def test_what_is_hidden_says_so_and_the_mark_is_explained_by_the_table() -> None:
    one, _, first = pair()
    page = one["out/q1.html"].decode()
    assert "The North had [c] of 55 children, which is not shown." in page
    assert "It is not red." in page
    over_time = page.rpartition("Appendix: over time")[2]
    assert all("[c]\N{NO-BREAK SPACE}hidden, so that nobody can be recognised" in part for part in (page, over_time))
    (note,) = (finding for finding in first.findings if finding.code == "SMALL-NUMBERS-HIDDEN")
    assert "north (Q1 2024/25)" in note.message
    assert "share (Q1 2024/25)" in note.message


def test_a_finding_on_a_sensitive_row_does_not_repeat_its_figures(tmp_path: Path) -> None:
    first = built(tmp_path, CELLS, correct=False)
    found = next(finding for finding in first.findings if finding.code == "CORRECTION-OLD")
    assert not re.search(r"“\d|\b[34]\b", found.message.replace("Q1 2024/25", "")), found.message
