"""The rules for what the tags of a PDF hold: headings, tables, lists, pictures and notes.

In: the document as it was read. Out: where a screen reader finds nothing, or the wrong thing, under a tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from cabinetpaper.conformance.pdf.document import Document, is_tagged
from cabinetpaper.conformance.pdf.tags import Tag
from cabinetpaper.conformance.rules import Breach, error, heading_order, rule, warning
from cabinetpaper.conformance.wording import cut, poor_description

CODES: Final[dict[str, str]] = {
    "PDF-HEADINGS-NONE": "The PDF has no headings, so that nobody can jump through it. Use heading styles in the "
    "source and export it again.",
    "PDF-HEADING-FIRST": "The first heading is not of level 1. Begin with the title of the document as heading 1.",
    "PDF-HEADING-SKIPPED": "A level of headings is skipped, such as 3 after 1, so that a part seems to be missing. Use "
    "the level that follows.",
    "PDF-HEADING-EMPTY": "A heading has no words. Remove it in the source; space before a heading belongs to its "
    "style.",
    "PDF-HEADING-KINDS": "The PDF mixes headings with and without a level (H and H1 to H6). Use those with a level.",
    "PDF-TABLE-HEADERS": "A table has no heading cells, so that its figures are read without saying what they are. "
    "Mark the heading row in the source and export it again.",
    "PDF-TABLE-SCOPE": "A heading cell does not say whether it heads its column or its row, and the cells do not say "
    "it either.",
    "PDF-TABLE-LINKS": "A cell names a heading that does not exist, or one that stands neither in its row nor in its "
    "column, so that figures are read under a wrong name.",
    "PDF-TABLE-ROWS": "The rows of a table do not have the same number of cells, so that columns cannot be followed. "
    "Do not merge or leave out cells.",
    "PDF-TABLE-HEADING-EMPTY": "A heading cell of a table has no words. Write what stands in its column or row.",
    "PDF-TABLE-EMPTY": "A table has no cells at all.",
    "PDF-TABLE-CAPTION": "A table has neither a caption nor a summary, and no heading directly before it, so that "
    "nobody hears which table begins. Give it a caption.",
    "PDF-TABLE-CUT": "Two tables follow one another and the second has no caption: most likely one table that was cut "
    "at the end of a page, which is then heard as two.",
    "PDF-LIST-NUMBERING": "A list has numbers or bullets and does not say of which kind (ListNumbering), so that a "
    "reader cannot announce them.",
    "PDF-LIST-BODY": "An item of a list has no body (LBody), in which its words belong.",
    "PDF-LIST-NESTED": "A list within a list stands beside its item, not in it, so that it is heard as a list of its "
    "own or not at all.",
    "PDF-ALT-MISSING": "A picture or formula has no description in words. Write what it tells the reader; mark it as "
    "an artifact if it tells nothing.",
    "PDF-ALT-POOR": "The description of a picture is the name of a file or a word such as “chart”. Write what the "
    "picture tells the reader.",
    "PDF-FIGURE-EMPTY": "A figure is described but nothing on the page belongs to it: the picture is marked as an "
    "artifact, or is gone. Tag the picture, or remove the figure.",
    "PDF-NOTE-ID": "A footnote has no id, or that of another, so that nothing can lead to it. Export the file again.",
}

_SPAN: Final = 100
_PLACES: Final = 100_000


@rule(
    {
        "PDF-HEADINGS-NONE": error(
            "Use heading styles in the source and export it again", "WCAG 1.3.1", "WCAG 2.4.6", "Matterhorn 14-001"
        ),
        "PDF-HEADING-FIRST": error("Begin with level 1", "WCAG 1.3.1", "Matterhorn 14-002"),
        "PDF-HEADING-SKIPPED": error("", "WCAG 1.3.1", "Matterhorn 14-003"),
        "PDF-HEADING-EMPTY": error("Remove it in the source", "WCAG 1.3.1", "WCAG 2.4.6"),
        "PDF-HEADING-KINDS": error("Use H1 to H6", "Matterhorn 14-006", "Matterhorn 14-007"),
    },
    is_tagged,
)
def headings(document: Document) -> Iterator[Breach]:
    """Yield what is wrong with the headings."""
    found = [tag for tag in document.tags if re.fullmatch("H[1-6]?", tag.kind)]
    if not found:
        yield Breach("PDF-HEADINGS-NONE", "The file has no headings")
    levels = [tag for tag in found if tag.kind != "H"]
    if levels and len(levels) < len(found):
        where = document.where(next(document.of_kind("H")))
        yield Breach("PDF-HEADING-KINDS", "Headings with and without a level stand side by side", where)
    remedy = "Make it level {}, or add the one that is missing"
    yield from heading_order("PDF", ((int(tag.kind[1]), document.where(tag), None) for tag in levels), remedy)
    for tag in found:
        if not document.words(tag) and document.readable(tag):
            yield Breach("PDF-HEADING-EMPTY", "A heading has no words", document.where(tag))


@dataclass(frozen=True)
class Grid:
    """A table by rows and columns, both from 0: `places` says which cell covers each place, `corner` where each cell
    begins.
    """

    rows: tuple[Tag, ...]
    places: dict[tuple[int, int], Tag]
    corner: dict[Tag, tuple[int, int]]

    def covered(self, cell: Tag) -> tuple[range, range]:
        """Return the rows and columns that a cell covers."""
        row, column = self.corner[cell]
        return range(row, row + min(cell.spans[0], _SPAN)), range(column, column + min(cell.spans[1], _SPAN))


def grid_of(document: Document, table: Tag) -> Grid:
    """Return the cells of a table, those of tables inside it left out."""
    rows = tuple(
        tag
        for tag in document.everything(table)
        if isinstance(tag, Tag)
        and tag.kind == "TR"
        and next((above for above in tag.above() if above.kind == "Table"), None) is table
    )
    grid = Grid(rows, {}, {})
    for number, row in enumerate(rows):
        column = 0
        for cell in row.tags():
            if cell.kind not in {"TH", "TD"} or len(grid.places) > _PLACES:
                continue
            while (number, column) in grid.places:
                column += 1
            grid.corner[cell] = number, column
            down, across = grid.covered(cell)
            down = range(down.start, min(down.stop, len(rows)))
            document.budget.spend("CHECKED_STEPS", len(down) * len(across))
            grid.places.update({(one, other): cell for one in down for other in across})
            column = across.stop
    return grid


@rule(
    {
        "PDF-TABLE-HEADERS": error(
            "Mark its heading row in the source and export it again",
            *("WCAG 1.3.1", "Matterhorn 15-001", "Matterhorn 15-002"),
        ),
        "PDF-TABLE-SCOPE": error("Give each a scope: Column or Row", "WCAG 1.3.1", "Matterhorn 15-003"),
        "PDF-TABLE-LINKS": error(
            "Let each cell name the headings of its own row and column", "WCAG 1.3.1", "Matterhorn 15-005"
        ),
        "PDF-TABLE-ROWS": error("Give every row the same cells", "WCAG 1.3.1", "PDF/UA 7.5"),
        "PDF-TABLE-HEADING-EMPTY": error("Write what stands below or beside it", "WCAG 1.3.1"),
        "PDF-TABLE-EMPTY": error("Remove it, or tag its rows and cells", "Matterhorn 09-004"),
        "PDF-TABLE-CAPTION": warning("Give it a caption", "WCAG 1.3.1"),
        "PDF-TABLE-CUT": warning("Join the two, or give the second a caption", "WCAG 1.3.1", "PDF/UA 7.5"),
    },
    is_tagged,
)
def tables(document: Document) -> Iterator[Breach]:
    """Yield what is wrong with the tables, one after another."""
    for table in document.of_kind("Table"):
        where, before = document.where(table), document.before.get(table)
        beside = table.parent.tags() if table.parent is not None and table.parent.kind in {"Div", "NonStruct"} else []
        document.budget.spend("CHECKED_STEPS", len(beside) + len(table.kids))
        captioned = any(tag.kind == "Caption" for tag in (*table.tags(), *beside))
        named = captioned or table.attributes.get("Summary") or (before is not None and before.kind.startswith("H"))
        grid = grid_of(document, table)
        width = 1 + max((column for _, column in grid.places), default=-1)
        if not grid.corner:
            yield Breach("PDF-TABLE-EMPTY", "The table has no cells", where)
        else:
            if len(grid.places) != len(grid.rows) * width:
                yield Breach("PDF-TABLE-ROWS", f"Its {len(grid.rows)} rows do not all have {width} cells", where)
            if not named:
                message = "The table has neither a caption nor a summary, and no heading stands before it"
                yield Breach("PDF-TABLE-CAPTION", message, where)
            yield from _cells(document, grid, where)
        if before is not None and before.kind == "Table" and not captioned:
            message = "The table follows another directly and has no caption of its own, as a table does that was cut"
            yield Breach("PDF-TABLE-CUT", f"{message} at the end of a page", where)


def _cells(document: Document, grid: Grid, where: str) -> Iterator[Breach]:
    headings = [cell for cell in grid.corner if cell.kind == "TH"]
    data = [cell for cell in grid.corner if cell.kind == "TD"]
    place = {cell: f"{where}, row {row + 1}, column {column + 1}" for cell, (row, column) in grid.corner.items()}
    if not headings:
        yield Breach("PDF-TABLE-HEADERS", "The table has no heading cells", where)
    for cell in headings:
        if not document.words(cell) and document.readable(cell):
            yield Breach("PDF-TABLE-HEADING-EMPTY", "A heading cell has no words", place[cell])
    silent = [cell for cell in headings if not cell.attributes.get("Scope")]
    if silent and any(not cell.headers for cell in data):
        message = f"{len(silent)} of {len(headings)} heading cells do not say what they head"
        yield Breach("PDF-TABLE-SCOPE", message, where)
    by_name = {cell.identifier: cell for cell in headings if cell.identifier}
    for cell in data:
        rows, columns = map(set, grid.covered(cell))
        for name in cell.headers or ():
            down, across = grid.covered(by_name[name]) if name in by_name else ((), ())
            if rows.isdisjoint(down) and columns.isdisjoint(across):
                message = (
                    "The cell names a heading that stands neither in its row nor in its column"
                    if name in by_name
                    else f"The cell names a heading “{name}” that the table does not have"
                )
                yield Breach("PDF-TABLE-LINKS", message, place[cell])
                break


@rule(
    {
        "PDF-LIST-NUMBERING": warning(
            "Set ListNumbering, such as Decimal or Disc", "WCAG 1.3.1", "Matterhorn 16-001", "Matterhorn 16-002"
        ),
        "PDF-LIST-BODY": error("Tag its words as LBody", "WCAG 1.3.1", "Matterhorn 09-005"),
        "PDF-LIST-NESTED": warning("Put it into the item’s body", "WCAG 1.3.1"),
    },
    is_tagged,
)
def lists(document: Document) -> Iterator[Breach]:
    """Yield what is wrong with the lists and their items, one after another."""
    for tag in document.of_kind("L", "LI"):
        held = {kid.kind for kid in tag.tags()}
        if tag.kind == "LI" and "LBody" not in held:
            yield Breach("PDF-LIST-BODY", "The item has no body", document.where(tag))
        if tag.kind == "LI":
            continue
        labelled = any(kid.kind == "Lbl" for item in tag.tags() for kid in item.tags())
        if labelled and tag.attributes.get("ListNumbering", "None") == "None":
            yield Breach("PDF-LIST-NUMBERING", "The list does not say how it is numbered", document.where(tag))
        if "L" in held:
            yield Breach("PDF-LIST-NESTED", "A list within the list stands beside its item", document.where(tag))


@rule(
    {
        "PDF-ALT-MISSING": error(
            "Write what it tells the reader", "WCAG 1.1.1", "Matterhorn 13-004", "Matterhorn 17-002"
        ),
        "PDF-ALT-POOR": error("Write what it tells the reader", "WCAG 1.1.1"),
        "PDF-FIGURE-EMPTY": warning("Tag the picture itself, or remove the tag", "PDF/UA 7.3", "Matterhorn 01-002"),
    },
    is_tagged,
)
def figures(document: Document) -> Iterator[Breach]:
    """Yield what is wrong with the pictures and formulas, one after another."""
    for tag in document.of_kind("Figure", "Formula"):
        description, where = (tag.alternative or tag.actual).strip(), document.where(tag)
        called = "picture" if tag.kind == "Figure" else "formula"
        if not description:
            yield Breach("PDF-ALT-MISSING", f"The {called} has no description in words", where)
        elif poor_description(description):
            yield Breach("PDF-ALT-POOR", f"The description {cut(description)} says nothing of the {called}", where)
        if document.empty(tag):
            yield Breach("PDF-FIGURE-EMPTY", f"Nothing on the page belongs to the {called}", where)


@rule({"PDF-NOTE-ID": error("Give it one", "Matterhorn 19-003", "Matterhorn 19-004")}, is_tagged)
def notes(document: Document) -> Iterator[Breach]:
    """Yield notes without an id of their own."""
    seen: set[str] = set()
    for tag in document.of_kind("Note"):
        if not tag.identifier:
            yield Breach("PDF-NOTE-ID", "The note has no id", document.where(tag))
        elif tag.identifier in seen:
            message, remedy = f"Another note has the same id, “{tag.identifier}”", "Give it one of its own"
            yield Breach("PDF-NOTE-ID", message, document.where(tag), remedy=remedy)
        seen.add(tag.identifier)
