"""Tables can be heard cell by cell.

In: the tags. Out: breaches for tables without headings or with headings that say of nothing what they head, for rows of
different length, empty headings, and tables that look cut in two by the end of a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.conformance.pdf.document import Document, is_tagged
from cabinetpaper.conformance.pdf.grid import Grid, grid_of
from cabinetpaper.conformance.pdf.tags import Tag
from cabinetpaper.conformance.trying import Breach, Ground, error, rule, warning

CODES: Final[dict[str, str]] = {
    "PDF-TABLE-HEADERS": "A table has no heading cells, so that its figures are read without saying what they are. "
    "Mark the heading row in the source and "
    "export it again.",
    "PDF-TABLE-SCOPE": "A heading cell does not say whether it heads its column or its row, and the cells do not say "
    "it either.",
    "PDF-TABLE-LINKS": "A cell names a heading that does not exist, or one that stands neither in its row nor in its "
    "column, so that figures are read under "
    "a wrong name.",
    "PDF-TABLE-ROWS": "The rows of a table do not have the same number of cells, so that columns cannot be followed. "
    "Do not merge or leave out cells.",
    "PDF-TABLE-HEADING-EMPTY": "A heading cell of a table has no words. Write what stands in its column or row.",
    "PDF-TABLE-EMPTY": "A table has no cells at all.",
    "PDF-TABLE-CAPTION": "A table has neither a caption nor a summary, and no heading directly before it, so that "
    "nobody hears which table begins. Give it "
    "a caption.",
    "PDF-TABLE-CUT": "Two tables follow one another and the second has no caption: most likely one table that was cut "
    "at the end of a page, which is then "
    "heard as two.",
}

GROUNDS: Final[dict[str, Ground]] = {
    "PDF-TABLE-HEADERS": error("WCAG 1.3.1", "Matterhorn 15-001", "Matterhorn 15-002"),
    "PDF-TABLE-SCOPE": error("WCAG 1.3.1", "Matterhorn 15-003"),
    "PDF-TABLE-LINKS": error("WCAG 1.3.1", "Matterhorn 15-005"),
    "PDF-TABLE-ROWS": error("WCAG 1.3.1", "PDF/UA 7.5"),
    "PDF-TABLE-HEADING-EMPTY": error("WCAG 1.3.1"),
    "PDF-TABLE-EMPTY": error("Matterhorn 09-004"),
    "PDF-TABLE-CAPTION": warning("WCAG 1.3.1"),
    "PDF-TABLE-CUT": warning("WCAG 1.3.1", "PDF/UA 7.5"),
}


@rule(GROUNDS, is_tagged)
def tables(document: Document) -> Iterator[Breach]:
    """Yield what is wrong with the tables, one after another."""
    for table in document.of_kind("Table"):
        yield from _table(document, table)
        before = document.before.get(table)
        if before is not None and before.kind == "Table" and not _has_caption(table):
            message = (
                "The table follows another directly and has no caption of its own, as a table does that was cut at "
                "the end of a page"
            )
            yield Breach("PDF-TABLE-CUT", message, "Join the two, or give the second a caption", document.where(table))


def _table(document: Document, table: Tag) -> Iterator[Breach]:
    grid, where = grid_of(table), document.where(table)
    if not grid.cells:
        yield Breach("PDF-TABLE-EMPTY", "The table has no cells", "Remove it, or tag its rows and cells", where)
        return
    headings = [cell for cell in grid.cells if cell.kind == "TH"]
    if not headings:
        yield Breach(
            "PDF-TABLE-HEADERS",
            "The table has no heading cells",
            "Mark its heading row in the source and export it again",
            where,
        )
    if not grid.regular:
        message = f"Its {len(grid.rows)} rows do not all have {grid.width} cells"
        yield Breach("PDF-TABLE-ROWS", message, "Give every row the same cells", where)
    before = document.before.get(table)
    headed = before is not None and before.kind.startswith("H")
    if not (headed or _has_caption(table) or table.attributes.get("Summary")):
        yield Breach(
            "PDF-TABLE-CAPTION",
            "The table has neither a caption nor a summary, and no heading stands before it",
            "Give it a caption",
            where,
        )
    yield from _headings(document, grid, headings, where)


def _headings(document: Document, grid: Grid, headings: list[Tag], where: str) -> Iterator[Breach]:
    for cell in headings:
        if not document.words(cell) and document.readable(cell):
            row, column = grid.corner[cell]
            yield Breach(
                "PDF-TABLE-HEADING-EMPTY",
                "A heading cell has no words",
                "Write what stands below or beside it",
                f"{where}, row {row + 1}, column {column + 1}",
            )
    data = [cell for cell in grid.cells if cell.kind == "TD"]
    silent = [cell for cell in headings if not cell.attributes.get("Scope")]
    if silent and any(not cell.headers for cell in data):
        message = f"{len(silent)} of {len(headings)} heading cells do not say what they head"
        yield Breach("PDF-TABLE-SCOPE", message, "Give each a scope: Column or Row", where)
    known = {cell.identifier: cell for cell in headings if cell.identifier}
    for cell in data:
        problem = _wrong_link(grid, known, cell)
        if problem:
            row, column = grid.corner[cell]
            yield Breach(
                "PDF-TABLE-LINKS",
                problem,
                "Let each cell name the headings of its own row and column",
                f"{where}, row {row + 1}, column {column + 1}",
            )


def _wrong_link(grid: Grid, known: dict[str, Tag], cell: Tag) -> str:
    """Return in words what is wrong with the headings that a cell names, or nothing."""
    rows, columns = grid.covered(cell)
    for name in cell.headers or ():
        heading = known.get(name)
        if heading is None:
            return f"The cell names a heading “{name}” that the table does not have"
        down, across = grid.covered(heading)
        if not (set(down) & set(rows) or set(across) & set(columns)):
            return "The cell names a heading that stands neither in its row nor in its column"
    return ""


def _has_caption(table: Tag) -> bool:
    beside = table.parent.tags() if table.parent is not None and table.parent.kind in {"Div", "NonStruct"} else []
    return any(one.kind == "Caption" for one in (*table.tags(), *beside))
