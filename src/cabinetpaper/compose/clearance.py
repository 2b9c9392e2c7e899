"""Who cleared the words of a part, and when: in a note below it, or in the columns of a table of implications.

In: the parts of a section as blocks, and the [cleared] table of the paper.toml. Out: blocks. A clearance that is still
to come is a gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from cabinetpaper.compose.desk import Desk, Made, Remedy, Spot
from cabinetpaper.compose.prose import Words, cell, note
from cabinetpaper.compose.table import ColumnOf, Printed, table
from cabinetpaper.compose.template import TemplateSection
from cabinetpaper.finding import Finding, Place
from cabinetpaper.paper import Block, Cell, Gap, Item, Paragraph, block_id

CODES: Final[dict[str, str]] = {
    "PART-NOT-PROSE": "A part that stands as a row of a table prints something that no cell can hold: a table, a "
    "chart, a heading. Print it in another section, or show this one's parts as headings."
}

_HEADINGS: Final = ("Implication", "Details", "Cleared by", "Date")


def _cleared_by(desk: Desk, spot: Spot) -> tuple[Words, ...]:
    """Return who cleared a part, a gap where that is not known."""
    known = spot.id in desk.details.cleared and desk.entry("cleared", spot.id, "by")
    return known or (Gap("who cleared it"),)


def _cleared_on(desk: Desk, spot: Spot) -> tuple[Words, ...]:
    """Return on which day, a gap where that is not known."""
    known = spot.id in desk.details.cleared and desk.entry("cleared", spot.id, "date")
    return known or (Gap("date of clearance"),)


def _remedy(spot: Spot, gap: str) -> Remedy:
    return Remedy(gap, f'Under [cleared] write {spot.id} = {{ by = "…", date = … }}')


def clearance_note(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return the note below a part that an officer must clear."""
    identifier = spot.key("cleared")
    yield _remedy(spot, identifier)
    yield note(identifier, "Cleared by ", *_cleared_by(desk, spot), ", ", *_cleared_on(desk, spot), ".")


def parts_table(desk: Desk, section: TemplateSection, parts: Iterable[tuple[Spot, Sequence[Block]]]) -> Iterator[Made]:
    """Return the parts as rows of one table: title, words, and where any is to be cleared, by whom and when."""
    held = list(parts)
    for spot, blocks in held:
        if not all(isinstance(block, Paragraph | Item) for block in blocks):
            place = Place(desk.template_file, detail=f"blocks of “{spot.id}”")
            message = f"“{spot.title}” prints something that no cell can hold"
            yield Finding.error("PART-NOT-PROSE", message, "Print it elsewhere, or use parts_as = “headings”", place)
    rows = [(spot, words) for spot, blocks in held if (words := _prose(blocks))]
    if not rows:
        return
    cleared = any(spot.part.clearance for spot, _ in held)
    for spot, _ in rows:
        if spot.part.clearance:
            yield from (_remedy(spot, spot.key("cleared", name)) for name in ("by", "date"))

    def by(row: tuple[Spot, tuple[Paragraph | Item, ...]]) -> Printed:
        return _cell(row[0], "by", _cleared_by(desk, row[0]))

    def date(row: tuple[Spot, tuple[Paragraph | Item, ...]]) -> Printed:
        return _cell(row[0], "date", _cleared_on(desk, row[0]))

    headings = (*section.columns, *_HEADINGS[len(section.columns) :])
    yield table(
        block_id(section.id, "table"),
        section.title or headings[0],
        [
            ColumnOf(headings[0], 3, lambda row: row[0].title),
            ColumnOf(headings[1], 9, lambda row: Cell(row[1])),
            ColumnOf(headings[2], 3, by, used=cleared),
            ColumnOf(headings[3], 2, date, used=cleared),
        ],
        rows,
        "Each implication in words" + (", and who cleared it and when." if cleared else "."),
        lambda row: row[0].key("row"),
    )


def _prose(blocks: Sequence[Block]) -> tuple[Paragraph | Item, ...]:
    """Return the paragraphs and items of a part as a cell holds them, without numbers."""
    return tuple(
        replace(block, numbered=False) if isinstance(block, Paragraph) else block
        for block in blocks
        if isinstance(block, Paragraph | Item)
    )


def _cell(spot: Spot, name: str, words: tuple[Words, ...]) -> Printed:
    if spot.part.clearance:
        return cell(*words, id=spot.key("cleared", name))
    return "Not published" if spot.exempt else "Not needed"
