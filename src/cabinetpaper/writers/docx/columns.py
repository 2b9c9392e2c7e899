"""Fit the columns of a table to the text column.

In: a `Table`, its columns' shares, the room. Out: widths in points. Word lays columns out as it is told, so that what a browser does
by itself is done here: no column is narrower than its longest word, and short entries stand on one line where there is room.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from cabinetpaper.paper import Cell, Inline, Rating, Table, inline_text
from cabinetpaper.writers import scale
from cabinetpaper.writers.columns import is_crowded

__all__ = ["breadth", "fitted"]

_SHORT: Final = 11
"""An entry of at most so many characters should stand on one line: `Q1 2024/25`, `No target`."""

_BOLD: Final = 1.09  # bold letters are wider by so much
_SLACK_PT: Final = 1.5  # for the difference between one typeface and the next
_HARD: Final = "\N{NO-BREAK SPACE}"
_SPACES: Final = re.compile(r"[ \t\n]")
_WIDTHS: Final = {
    letter: width
    for letters, width in (
        ("ijl'|", 0.222),
        (" .,:;/!ftI[]\u00a0‘’", 0.278),
        ("r()-“”", 0.333),
        ("cksvxyzJ", 0.5),
        ("FTZ+<>=", 0.611),
        ("ABEKPSVXY", 0.667),
        ("CDHNRUw", 0.722),
        ("GOQ", 0.778),
        ("mM", 0.833),
        ("%", 0.889),
        ("W—@", 1.0),
    )
    for letter in letters
}
"""Advance widths of Arial as shares of the size of type (the metrics that it shares with Helvetica); other signs take 0.556."""


def breadth(text: str, *, bold: bool = False, size: float = scale.TABLE_PT) -> float:
    """Return how wide words are in points, in the size of a table's type."""
    return sum(_WIDTHS.get(letter, 0.556) for letter in text) * size * (_BOLD if bold else 1.0)


def fitted(table: Table, shares: Sequence[int], room_mm: float, number: Mapping[str, str]) -> list[float]:
    """Return the columns' widths in points: by their shares, but none narrower than it must be. Where the page has no room for all they are in
    proportion to what they must be.

    Columns without shares (all equal, as in a table that was read back) share the width by how much they hold.
    """
    room = room_mm * 72 / 25.4
    texts = [[_lines(row.cells[place], number) for row in table.rows] for place in range(len(table.columns))]
    parts = [float(share) for share in shares]
    if len(set(shares)) == 1:
        longest = [max((len(line) for cell in column for line in cell), default=1) for column in texts]
        parts = [min(max(length, len(column.heading)), 60) ** 0.7 + 2 for length, column in zip(longest, table.columns, strict=True)]
    wanted = [room * part / sum(parts) for part in parts]
    for short in (_SHORT, 0):
        needed = [_needed(column.heading, held, short, crowded=is_crowded(table)) for column, held in zip(table.columns, texts, strict=True)]
        if sum(needed) < room:
            return _no_narrower(wanted, needed, room)
    return [room * width / sum(needed) for width in needed]


def _lines(cell: Cell, number: Mapping[str, str]) -> list[str]:
    """Return the lines of a cell; a rating is one word, since its chip must not be torn."""
    return [line for block in cell.blocks for line in "".join(_unbroken(inline, number) for inline in block.inlines).split("\n")]


def _unbroken(inline: Inline, number: Mapping[str, str]) -> str:
    """Return the words of an inline; a rating's are bold and have the chip's edges, for which four hard spaces stand."""
    text = inline_text(inline, number)
    return text.replace(" ", _HARD) + 4 * _HARD if isinstance(inline, Rating) else text


def _needed(heading: str, cells: Sequence[Sequence[str]], short: int, *, crowded: bool) -> float:
    """Return the least width of a column: that of its longest word, or of its longest short entry."""
    pieces = [piece for cell in cells for line in cell for piece in ([line] if len(line) <= short else _SPACES.split(line))]
    size, side = (scale.CROWDED_PT, scale.CROWDED_SIDE_PT) if crowded else (scale.TABLE_PT, scale.CELL_SIDE_PT)
    words = [breadth(piece, size=size) for piece in pieces] + [breadth(word, bold=True, size=size) for word in _SPACES.split(heading)]
    return max(words) + 2 * side + _SLACK_PT


def _no_narrower(wanted: list[float], needed: list[float], room: float) -> list[float]:
    """Return the wanted widths with each at least what it needs; what that costs is taken from the others in proportion."""
    fixed: set[int] = set()
    while True:
        free = room - sum(needed[place] for place in fixed)
        rest = sum(width for place, width in enumerate(wanted) if place not in fixed)
        result = [needed[place] if place in fixed else free * width / rest for place, width in enumerate(wanted)]
        tight = {place for place, width in enumerate(result) if width < needed[place] - 1e-9}
        if not tight:
            return result
        fixed |= tight
