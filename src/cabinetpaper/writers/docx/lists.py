"""Decide which style numbers an ordered item, so that Word counts as the paper does.

In: the blocks of a paper as they are drawn, one after another. Out: the name of each ordered item's style, and the
styles that had to be added. Word starts a list again by itself only after a numbered paragraph, which stands above it
in the same multilevel numbering. A list that starts again after anything else, or before the first numbered paragraph,
gets a style of its own, based on the usual one and with its own count: numbering lives in styles, an editor can still
delete or add any item, and no paragraph needs a property of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cabinetpaper.paper.style_names import CELL_ITEM, ITEM

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class AddedList:
    """A list with a count of its own: the names of its two styles and of those that they are based on."""

    names: tuple[str, str]
    based_on: tuple[str, str]


@dataclass
class Lists:
    """The lists met so far. `_fresh` says that the usual style would count from 1 here, `_open` is the list being
    counted.
    """

    added: list[AddedList] = field(default_factory=list)
    _fresh: bool = False
    _open: tuple[str, str] | None = None
    _cell_fresh: bool = True

    def close(self, *, numbered: bool = False) -> None:
        """Note a block that is no item; a numbered one makes the usual style start again."""
        self._open = None
        self._fresh = self._fresh or numbered

    def style(self, *, ordered: bool, level: int) -> str:
        """Return the style of the next item."""
        deep = level > 1
        if not ordered:
            return ITEM[(False, 1 + deep)]
        if self._open is None:
            self._open = _usual(ITEM) if self._fresh else self._add(ITEM)
            self._fresh = False
        return self._open[deep]

    def cell(self) -> CellLists:
        """Return the lists of one cell; they count by themselves."""
        return CellLists(self)

    def open_in_cell(self) -> tuple[str, str]:
        """Return the styles of a new ordered list in a cell: the usual ones once in a document."""
        names = _usual(CELL_ITEM) if self._cell_fresh else self._add(CELL_ITEM)
        self._cell_fresh = False
        return names

    def _add(self, styles: Mapping[tuple[bool, int], str]) -> tuple[str, str]:
        number = len(self.added) + 2
        based_on = _usual(styles)
        names = (f"{based_on[0]} list {number}", f"{based_on[1]} list {number}")
        self.added.append(AddedList(names, based_on))
        return names


@dataclass
class CellLists:
    """The ordered list of one cell, if it has one: it starts again after any paragraph."""

    whole: Lists
    _open: tuple[str, str] | None = None

    def close(self) -> None:
        """Note a paragraph."""
        self._open = None

    def style(self, *, ordered: bool, level: int) -> str:
        """Return the style of the next item in the cell."""
        deep = level > 1
        if not ordered:
            return CELL_ITEM[(False, 1 + deep)]
        if self._open is None:
            self._open = self.whole.open_in_cell()
        return self._open[deep]


def _usual(styles: Mapping[tuple[bool, int], str]) -> tuple[str, str]:
    return styles[(True, 1)], styles[(True, 2)]
