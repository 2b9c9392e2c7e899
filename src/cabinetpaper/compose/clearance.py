"""Who cleared the words of a part, and when: in a note below it, or in the columns of a table of implications.

In: the parts of a section as blocks, and the [cleared] table of the paper.toml. Out: blocks. A clearance that is still
to come is a gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from cabinetpaper.compose.cells import cell, prose_cell
from cabinetpaper.compose.desk import Desk, Spot
from cabinetpaper.compose.details import Clearance
from cabinetpaper.compose.template import TemplateSection
from cabinetpaper.finding import Place
from cabinetpaper.paper import Block, Cell, Column, Gap, Inline, Item, Paragraph, Role, Row, Table, Text, block_id
from cabinetpaper.period import long_date

CODES: Final[dict[str, str]] = {
    "PART-NOT-PROSE": "A part that stands as a row of a table prints something that no cell can hold: a table, a "
    "chart, a heading. Print it in another "
    "section, or show this one's parts as headings."
}

_HEADINGS: Final = ("Implication", "Details", "Cleared by", "Date")
_WIDTHS: Final = (3, 9, 3, 2)


def _words(desk: Desk, spot: Spot) -> tuple[Inline, Inline]:
    """Return who cleared a part and on which day, each a gap where it is not known."""
    held = desk.details.cleared.get(spot.id, Clearance())
    return (
        Text(held.by) if held.by else Gap("who cleared it"),
        Text(long_date(held.date)) if held.date else Gap("date of clearance"),
    )


def clearance_note(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return the note below a part that an officer must clear."""
    by, day = _words(desk, spot)
    identifier = block_id(spot.id, "cleared")
    desk.remedies[identifier] = _remedy(spot)
    yield Paragraph(identifier, (Text("Cleared by "), by, Text(", "), day, Text(".")), Role.NOTE)


def _remedy(spot: Spot) -> str:
    return f'Under [cleared] write {spot.id} = {{ by = "…", date = … }}'


def parts_table(desk: Desk, section: TemplateSection, parts: Iterable[tuple[Spot, Sequence[Block]]]) -> Iterator[Block]:
    """Return the parts as rows of one table: title, words, and where any is to be cleared, by whom and when."""
    held = list(parts)
    cleared = any(spot.clearance for spot, _ in held)
    headings = (*section.columns, *_HEADINGS[len(section.columns) :])[: 4 if cleared else 2]
    rows = tuple(row for spot, blocks in held for row in _row(desk, spot, blocks, cleared))
    columns = tuple(Column(heading, width) for heading, width in zip(headings, _WIDTHS, strict=False))
    if rows:
        description = "Each implication in words" + (", and who cleared it and when." if cleared else ".")
        yield Table(block_id(section.id, "table"), (Text(section.title or headings[0]),), columns, rows, description)


def _row(desk: Desk, spot: Spot, blocks: Sequence[Block], cleared: bool) -> Iterator[Row]:
    prose = tuple(
        replace(block, numbered=False) if isinstance(block, Paragraph) else block
        for block in blocks
        if isinstance(block, Paragraph | Item)
    )
    if len(prose) < len(blocks):
        place = Place(f"templates/{desk.details.kind}/paper.toml", detail=f"blocks of “{spot.id}”")
        desk.error(
            "PART-NOT-PROSE",
            f"“{spot.title}” prints something that no cell can hold",
            "Print it elsewhere, or use parts_as = “headings”",
            place,
        )
    if not prose:
        return
    cells = [cell(spot.title), Cell(prose)]
    if cleared and spot.clearance:
        for name, inline in zip(("by", "date"), _words(desk, spot), strict=True):
            identifier = block_id(spot.id, "cleared", name)
            desk.remedies[identifier] = _remedy(spot)
            cells.append(prose_cell(identifier, inline))
    elif cleared:
        words = "Not published" if spot.exempt else "Not needed"
        cells += [cell(words), cell(words)]
    yield Row(block_id(spot.id, "row"), tuple(cells))
