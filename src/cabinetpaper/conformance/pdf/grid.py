"""The cells of a tagged table by row and column.

In: a Table tag. Out: its rows, and which cell covers each place, so that rules need not count spans again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cabinetpaper.conformance.pdf.tags import Tag

_SPAN: Final = 100
_PLACES: Final = 100_000


@dataclass(frozen=True)
class Grid:
    """A table: `places` says which cell covers a row and column, both from 0; `corner` where each cell begins."""

    rows: tuple[Tag, ...]
    places: dict[tuple[int, int], Tag]
    corner: dict[Tag, tuple[int, int]]

    @property
    def width(self) -> int:
        """Return how many columns there are."""
        return 1 + max((column for _, column in self.places), default=-1)

    @property
    def cells(self) -> tuple[Tag, ...]:
        """Return every cell once, row by row."""
        return tuple(self.corner)

    @property
    def regular(self) -> bool:
        """Return whether every row fills every column."""
        return len(self.places) == len(self.rows) * self.width

    def covered(self, cell: Tag) -> tuple[range, range]:
        """Return the rows and columns that a cell covers."""
        row, column = self.corner[cell]
        return range(row, row + min(cell.spans[0], _SPAN)), range(column, column + min(cell.spans[1], _SPAN))


def grid_of(table: Tag) -> Grid:
    """Return the cells of a table, those of tables inside it left out."""
    rows = tuple(
        tag
        for tag in table.walk()
        if tag.kind == "TR" and next((one for one in tag.above() if one.kind == "Table"), None) is table
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
            grid.places.update({(one, other): cell for one in down for other in across if one < len(rows)})
            column = across.stop
    return grid
