"""Share out a table's width so that no word is cut.

In: a `Table`, with each column's share in parts. Out: shares in which every column holds its longest word, heading or rating; what is left goes by
the parts. DOCX and PDF share it, so that their tables break lines in the same places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from cabinetpaper.fonts import width
from cabinetpaper.paper import Rating, Table, inline_text
from cabinetpaper.writers import scale

__all__ = ["column_shares", "is_crowded"]

_BREAK: Final = re.compile(r"[ \n]|(?<=[-/])(?!\d)|(?<=[–—])")
"""Where a line may end: not within `79/334`."""
_MOST_COLUMNS: Final = 10
_CHIP: Final = 2 * 0.45
"""The edges of a rating's chip, in sizes of type."""


def is_crowded(table: Table) -> bool:
    """Return whether a table has so many columns that it is set in small type, with less room at the sides of its cells."""
    return table.wide and len(table.columns) > _MOST_COLUMNS


def column_shares(table: Table) -> tuple[float, ...]:
    """Return each column's share of the table's width; together they make 1.

    Columns that would cut a word at their part get what they need, in order of need, and the others share the rest by their parts. Where
    the needs alone are wider than the page, the shares are in proportion to the needs.
    """
    page = scale.PAGE_HEIGHT_MM if table.wide else scale.PAGE_WIDTH_MM
    whole = (page - 2 * scale.MARGIN_SIDE_MM) * 72 / 25.4
    needs = [_need(table, place) / whole for place in range(len(table.columns))]
    total = sum(needs)
    if total >= 1:
        return tuple(need / total for need in needs)
    return _shared([max(column.width, 1) for column in table.columns], needs)


def _shared(parts: Sequence[float], needs: Sequence[float]) -> tuple[float, ...]:
    fixed: dict[int, float] = {}
    while True:
        rest = 1 - sum(fixed.values())
        free = sum(part for place, part in enumerate(parts) if place not in fixed)
        short = {place: needs[place] for place, part in enumerate(parts) if place not in fixed and part / free * rest < needs[place]}
        if not short:
            return tuple(fixed.get(place, part / free * rest if free else 0.0) for place, part in enumerate(parts))
        fixed.update(short)


def _need(table: Table, place: int) -> float:
    """Return the width in points of the widest thing in a column that cannot be broken."""
    crowded = is_crowded(table)
    size = scale.CROWDED_PT if crowded else scale.TABLE_PT
    margin = 2 * (scale.CROWDED_SIDE_PT if crowded else scale.CELL_SIDE_PT) + 1.0
    heading = max((width(word, bold=True) for word in _BREAK.split(table.columns[place].heading)), default=0.0)
    cells = (row.cells[place] for row in table.rows if place < len(row.cells))
    inlines = {inline for cell in cells for block in cell.blocks for inline in block.inlines}
    ratings = {inline.rag.label for inline in inlines if isinstance(inline, Rating)}
    words = {word for inline in inlines if not isinstance(inline, Rating) for word in _BREAK.split(inline_text(inline, {}))}
    return max(heading, _widest(ratings, bold=True) + _CHIP * bool(ratings), _widest(words)) * size + margin


def _widest(words: Iterable[str], *, bold: bool = False) -> float:
    return max((width(word, bold=bold) for word in words), default=0.0)
