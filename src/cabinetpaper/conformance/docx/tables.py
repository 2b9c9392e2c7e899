"""Tables can be heard cell by cell.

In: the tables. Out: breaches for tables without a heading row, with merged, nested or empty cells, without a name, and
for frames made of a table.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.conformance.docx.document import Document, Table
from cabinetpaper.conformance.trying import Breach, Ground, error, rule, warning

CODES: Final[dict[str, str]] = {
    "DOCX-TABLE-HEADER-ROW": "No row of a table is marked as its heading, so that figures are read without saying "
    "what they are. Mark the first row: "
    "Layout, Repeat Header Rows.",
    "DOCX-TABLE-HEADER-PLACE": "A row is marked as heading but does not stand at the top, where alone Word takes it "
    "for one. Put it first.",
    "DOCX-TABLE-MERGED": "A table has merged cells, with which a screen reader loses the column. Split them and "
    "repeat the words, or make two tables.",
    "DOCX-TABLE-NESTED": "A table lies within a cell of another, which is hard to follow by ear. Put it after the "
    "other.",
    "DOCX-TABLE-EMPTY-CELL": "A cell is empty, so that nobody hears whether something is missing. Write “none”, “not "
    "applicable” or why there is no figure.",
    "DOCX-TABLE-HEADING-EMPTY": "A heading cell has no words. Write what stands in its column.",
    "DOCX-TABLE-NAME": "A table has neither a caption beside it nor a title or description, so that nobody hears "
    "which table begins. Insert a caption.",
    "DOCX-TABLE-FRAME": "A table of one cell frames words. Use a border of the paragraph instead.",
}

GROUNDS: Final[dict[str, Ground]] = {
    "DOCX-TABLE-HEADER-ROW": error("WCAG 1.3.1"),
    "DOCX-TABLE-HEADER-PLACE": error("WCAG 1.3.1"),
    "DOCX-TABLE-MERGED": error("WCAG 1.3.1"),
    "DOCX-TABLE-NESTED": error("WCAG 1.3.1", "WCAG 1.3.2"),
    "DOCX-TABLE-EMPTY-CELL": warning("WCAG 1.3.1"),
    "DOCX-TABLE-HEADING-EMPTY": error("WCAG 1.3.1"),
    "DOCX-TABLE-NAME": warning("WCAG 1.3.1"),
    "DOCX-TABLE-FRAME": warning("WCAG 1.3.1"),
}


@rule(GROUNDS)
def tables(document: Document) -> Iterator[Breach]:
    """Yield what is wrong with the tables, one after another."""
    for table in document.tables:
        if table.nested:
            yield Breach(
                "DOCX-TABLE-NESTED", "The table lies within a cell of another", "Put it after the other", table.where
            )
        if table.framing:
            yield Breach(
                "DOCX-TABLE-FRAME", "The table has one cell", "Use a border of the paragraph instead", table.where
            )
            continue
        yield from _headings(table)
        if not table.name and not table.captioned:
            yield Breach(
                "DOCX-TABLE-NAME", "The table has no caption, title or description", "Insert a caption", table.where
            )
        yield from _cells(table)


def _headings(table: Table) -> Iterator[Breach]:
    marked = [number for number, row in enumerate(table.rows, 1) if row.heading]
    if not marked:
        yield Breach(
            "DOCX-TABLE-HEADER-ROW",
            "No row of the table is marked as its heading",
            "Mark the first row: Layout, Repeat Header Rows",
            table.where,
        )
    elif marked != list(range(1, len(marked) + 1)):
        wrong = next(number for place, number in enumerate(marked, 1) if number != place)
        yield Breach(
            "DOCX-TABLE-HEADER-PLACE",
            f"Row {wrong} is marked as heading and is not at the top",
            "Put it first, or unmark it",
            table.where,
        )


def _cells(table: Table) -> Iterator[Breach]:
    merged = next(
        (
            (row, column)
            for row, one in enumerate(table.rows, 1)
            for column, cell in enumerate(one.cells, 1)
            if cell.merged
        ),
        None,
    )
    if merged:
        count = sum(cell.merged for row in table.rows for cell in row.cells)
        message = f"The table has merged cells ({count} in all, the first in row {merged[0]}, column {merged[1]})"
        yield Breach("DOCX-TABLE-MERGED", message, "Split them and repeat the words, or make two tables", table.where)
    for number, row in enumerate(table.rows, 1):
        for column, cell in enumerate(row.cells, 1):
            if not cell.empty or cell.merged:
                continue
            where = f"{table.where}, row {number}, column {column}"
            if row.heading or number == 1:
                yield Breach(
                    "DOCX-TABLE-HEADING-EMPTY", "A heading cell has no words", "Write what stands in its column", where
                )
            elif cell.ground in {"#FFFFFF", None}:
                yield Breach(
                    "DOCX-TABLE-EMPTY-CELL", "The cell is empty", "Write “none”, or why there is no figure", where
                )
