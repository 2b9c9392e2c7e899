"""The scorecard of the sample: every cell of its 78 measures as written, commentary at real length, pages that hold
it.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from cabinetpaper.finding import Severity
from cabinetpaper.paper import Cell, Edition, Figure, Heading, Item, Table, printed
from cabinetpaper.workspace import open_workspace
from cabinetpaper.writers.docx import write_docx
from cabinetpaper.writers.pdf import write_pdf

ROOT = Path(__file__).parent.parent
PAPER = "2014-15-q2-early-help-scorecard"
VALUES = ("latest", "q1", "year", "neighbours", "national")
BLANK = "[x]"
BROKEN = "\N{NO-BREAK SPACE}[b]"
NO_COMMENTARY = "No commentary"


def source_rows() -> list[dict[str, str]]:
    with (Path(__file__).parent / "data" / "s003_rows.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def edition() -> Edition:
    return open_workspace(ROOT).compose(PAPER)


def words(cell: Cell) -> str:
    return "\n".join(printed(block.inlines, {}) for block in cell.blocks)


def groups() -> dict[str, Table]:
    """Return the table of each group by the group's heading."""
    found: dict[str, Table] = {}
    heading = ""
    for section in edition().paper.sections:
        if section.id == "scorecard":
            for block in section.blocks:
                if isinstance(block, Heading):
                    heading = printed(block.inlines, {})
                elif isinstance(block, Table):
                    found[heading] = block
    return found


def cells() -> dict[str, list[str]]:
    """Return the cells of each measure's row by the measure's id, which ends the row's own."""
    known = {row["measure"] for row in source_rows()}
    keys = {
        f"{inline.key.split('.')[0]}": row
        for table in groups().values()
        for row in table.rows
        for inline in named(row.cells[1])
    }
    assert set(keys) == known
    return {name: [words(cell) for cell in row.cells] for name, row in keys.items()}


def named(cell: Cell) -> list[Figure]:
    return [inline for block in cell.blocks for inline in block.inlines if isinstance(inline, Figure)]


def test_the_scorecard_composes_without_an_error() -> None:
    assert [str(finding) for finding in edition().findings if finding.severity is Severity.ERROR] == []
    assert edition().drafted == ()


def test_seventy_eight_measures_stand_in_their_groups_under_twelve_headings() -> None:
    section = next(section for section in edition().paper.sections if section.id == "scorecard")
    headings = [printed(block.inlines, {}) for block in section.blocks if isinstance(block, Heading)]
    assert len(headings) == 12
    quiet = {
        "FAMILIES MATTER FUNDING": "Families Matter funding"
    }  # the template prints no heading of the workbook in capitals
    assert list(groups()) == list(dict.fromkeys(quiet.get(row["group"], row["group"]) for row in source_rows()))
    assert set(headings) - set(groups()) == {"Youth Offending Service expenditure"}
    assert sum(len(table.rows) for table in groups().values()) == 78


def test_every_cell_stands_as_written() -> None:
    shown = cells()
    for row in source_rows():
        code, title, subgroup, *rest = shown[row["measure"]]
        assert (code, title, subgroup) == (row["code"], row["title"], row["subgroup"] or "None")
        assert [text.removesuffix(BROKEN) for text in rest[:5]] == [row[name] or BLANK for name in VALUES], row
        assert rest[0].endswith(BROKEN) is (row["measure"] in {"ed2", "lscb16", "lscb18"})
        assert rest[5] == (row["source"] or "Not stated")


def test_the_subgroup_is_a_column_and_no_row_spans_the_table() -> None:
    for table in groups().values():
        assert table.wide
        assert [column.heading for column in table.columns] == [
            "No.",
            "Priority indicator",
            "Sub-group",
            "Latest",
            "Quarter before",
            "2013/14",
            "Statistical neighbours",
            "National average",
            "Source",
            "Commentary",
        ]
        assert all(len(row.cells) == 10 for row in table.rows)


def test_commentary_stands_where_the_source_has_it_at_the_length_of_the_source() -> None:
    shown = cells()
    lengths = {row["measure"]: (int(row["commentary_length"]), len(shown[row["measure"]][9])) for row in source_rows()}
    assert sum(source > 0 for source, _ in lengths.values()) == 57
    for row in source_rows():
        source, own = lengths[row["measure"]]
        if source:
            assert abs(own - source) <= max(20, source * 0.15), row["measure"]
        else:
            assert shown[row["measure"]][9] == NO_COMMENTARY
    assert max(own for _, own in lengths.values()) > 900


def test_every_figure_knows_its_cell_and_the_line_of_the_scorecard() -> None:
    for row in source_rows():
        place = edition().facts[f"{row['measure']}.value"].sources[0]
        assert (place.file, bool(place.sheet), bool(place.cell)) == (
            "data/early-help-scorecard/early-help-scorecard.xlsx",
            True,
            True,
        )
        assert place.detail == f"Early Intervention Performance Framework, Q2 2014/15, line {row['line']}"


def test_every_stated_figure_is_printed() -> None:
    keys = {
        inline.key
        for table in groups().values()
        for row in table.rows
        for block in row.cells[9].blocks
        for inline in block.inlines
        if isinstance(inline, Figure)
    }
    assert {key for key in edition().facts if key.startswith("figure.")} - keys == set()


def test_what_is_not_collected_and_what_has_changed_is_listed() -> None:
    notes = next(section for section in edition().paper.sections if section.id == "notes")
    items = [printed(block.inlines, {}) for block in notes.blocks if isinstance(block, Item)]
    missing = [row for row in source_rows() if not any(re.match(r"\d", row[name]) for name in VALUES[:3])]
    for row in missing:
        assert any(item.startswith(f"{row['code']}, {row['title']}") for item in items), row["title"]
    changed = [item for item in items if "(from Q2 2014/15)" in item]
    assert [item.split(",")[0] for item in changed] == ["ED2", "LSCB16", "LSCB18"]
    assert len(items) == len(missing) + len(changed) == 11 + 3


def test_the_front_names_what_moved_most_and_where_cases_are_few() -> None:
    table = next(
        block for block in edition().paper.sections[0].blocks if isinstance(block, Table) and len(block.columns) == 6
    )
    rows = [[words(cell) for cell in row.cells] for row in table.rows]
    assert rows[0] == [
        "EH14, Number of EH UHAs completed (recorded on PARIS)",
        "298 (Q2 2014/15)",
        "92 (Q1 2014/15)",
        "+224%",
        "Higher",
        "Enough",
    ]
    assert next(row for row in rows if row[0].startswith("MASH39"))[3:] == ["−80%", "Lower", "Few cases"]
    changes = [int(re.sub(r"[^0-9]", "", row[3])) for row in rows]
    assert changes == sorted(changes, reverse=True)


@pytest.fixture(scope="module")
def document() -> str:
    return zipfile.ZipFile(io.BytesIO(write_docx(edition().paper, {}))).read("word/document.xml").decode()


def test_in_word_every_group_repeats_its_header_and_keeps_its_rows_whole(document: str) -> None:
    wide = [
        table for table in re.findall(r"<w:tbl>.*?</w:tbl>", document, re.DOTALL) if table.count("<w:gridCol ") == 10
    ]
    assert len(wide) == 11
    for table in wide:
        assert table.count("<w:tblHeader") == 1
        assert table.count("<w:cantSplit") >= table.count("<w:tr>") - 1


def test_in_print_every_page_of_the_scorecard_repeats_the_header_and_no_row_is_split() -> None:
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(write_pdf(edition().paper, {}))]
    flat = [" ".join(page.split()) for page in pages]
    shown = cells()
    for row in source_rows():
        commentary = " ".join(shown[row["measure"]][9].split())
        if len(commentary) > 60:
            first, last = commentary[:25], commentary[-25:]
            assert any(first in page and last in page and "Commentary" in page for page in flat), row["measure"]
    wide = [page for page in flat if "Priority indicator" in page]
    assert len(wide) > 15
    assert all("Source Commentary" in page for page in wide)
