"""Share out a table's width so that no word is cut.

In: a `Table`, with each column's share in parts, and the numbers that references print. Out: shares in which every
column holds its longest word, heading or rating, and short entries stand on one line where there is room; what is left
goes by the parts. Every writer uses it, so that tables break their lines in the same places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from cabinetpaper.fonts import width
from cabinetpaper.paper import Cell, Inline, Rating, Table, inline_text
from cabinetpaper.writers import scale

_SHORT: Final = 11
"""An entry of at most so many characters should stand on one line: `Q1 2024/25`, `No target`."""
_BREAK: Final = re.compile(r"[ \n]|(?<=-)(?!\d)|(?<=[–—])")
"""Where every program may end a line: at a space that is not hard, and behind a hyphen or a dash."""
_HARD: Final = "\N{NO-BREAK SPACE}"
_MOST_COLUMNS: Final = 10
_CHIP: Final = 2 * 0.45
"""The edges of a rating's chip, in sizes of type."""
_SLACK_PT: Final = 1.5
"""For the difference between one typeface and the next."""
_MUCH: Final = 300
"""A cell of more characters is long."""
_LONG: Final = 60
"""Of columns without parts of their own one counts by its longest entry, up to so many characters."""

Number = Mapping[str, str]


def is_crowded(table: Table) -> bool:
    """Return whether a table has so many columns that it is set in small type, with less room at the sides of its
    cells.
    """
    return table.wide and len(table.columns) > _MOST_COLUMNS


def is_tall(table: Table) -> bool:
    """Return whether a table has cells so long that their rows fill much of a page; their column needs all the width
    that it can have.
    """
    texts = (
        "".join(inline_text(inline, {}) for block in cell.blocks for inline in block.inlines)
        for row in table.rows
        for cell in row.cells
    )
    return any(len(text) > _MUCH for text in texts)


def column_shares(table: Table, number: Number) -> tuple[float, ...]:
    """Return each column's share of the table's width; together they make 1.

    Columns that would cut a word at their part get what they need, in order of need, and the others share the rest by
    their parts. Where the needs alone are wider than the page, the shares are in proportion to the needs. Columns whose
    parts are all equal, as in a table that was read back, share the width by how much they hold.
    """
    width_pt = (scale.TEXT_WIDTH_SIDEWAYS_MM if table.wide else scale.TEXT_WIDTH_MM) * 72 / 25.4
    for short in (0,) if is_tall(table) else (_SHORT, 0):
        needs = [_need(table, place, short, number) / width_pt for place in range(len(table.columns))]
        if sum(needs) < 1:
            return _shared(_parts(table, number), needs)
    return tuple(need / sum(needs) for need in needs)


def _parts(table: Table, number: Number) -> list[float]:
    parts = [float(max(column.width, 1)) for column in table.columns]
    if len(set(parts)) > 1:
        return parts
    longest = [max((len(line) for line in _lines(table, place, number)), default=1) for place in range(len(parts))]
    return [
        min(max(length, len(column.heading)), _LONG) ** 0.7 + 2
        for length, column in zip(longest, table.columns, strict=True)
    ]


def _shared(parts: Sequence[float], needs: Sequence[float]) -> tuple[float, ...]:
    fixed: dict[int, float] = {}
    while True:
        rest = 1 - sum(fixed.values())
        free = sum(part for place, part in enumerate(parts) if place not in fixed)
        short = {
            place: needs[place]
            for place, part in enumerate(parts)
            if place not in fixed and part / free * rest < needs[place]
        }
        if not short:
            return tuple(fixed.get(place, part / free * rest if free else 0.0) for place, part in enumerate(parts))
        fixed.update(short)


def _need(table: Table, place: int, short: int, number: Number) -> float:
    """Return the width in points of the widest thing in a column that cannot, or should not, be broken."""
    crowded = is_crowded(table)
    size = scale.CROWDED_PT if crowded else scale.TABLE_PT
    margin = 2 * (scale.CROWDED_SIDE_PT if crowded else scale.CELL_SIDE_PT) + _SLACK_PT
    heading = max((width(word, bold=True) for word in _BREAK.split(table.columns[place].heading)), default=0.0)
    words = {
        word for line in _lines(table, place, number) for word in ([line] if len(line) <= short else _BREAK.split(line))
    }
    inlines = [inline for cell in _cells(table, place) for block in cell.blocks for inline in block.inlines]
    chips = {width(inline.rag.label, bold=True) + _CHIP for inline in inlines if isinstance(inline, Rating)}
    return max(heading, *chips, *(width(word) for word in words), 0.0) * size + margin


def _cells(table: Table, place: int) -> Iterator[Cell]:
    return (row.cells[place] for row in table.rows if place < len(row.cells))


def _lines(table: Table, place: int, number: Number) -> Iterator[str]:
    """Return the lines of a column's cells. What hard spaces join is one word, whatever inlines it is made of; a
    rating's edges are such spaces.
    """
    for cell in _cells(table, place):
        for block in cell.blocks:
            yield from "".join(_unbroken(inline, number) for inline in block.inlines).split("\n")


def _unbroken(inline: Inline, number: Number) -> str:
    text = inline_text(inline, number)
    return text.replace(" ", _HARD) + 4 * _HARD if isinstance(inline, Rating) else text
