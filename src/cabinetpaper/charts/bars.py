"""What charts of bars share: rows one below the other, each with its name at the left.

In: rows that know their height, and how each is drawn. Out: a `Sheet` as high as its rows need.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from cabinetpaper.charts.colours import BASELINE, QUIET
from cabinetpaper.charts.lettering import line_of
from cabinetpaper.charts.marks import ASCENT, LEADING, Line, Mark, Sheet


class _Row(Protocol):
    """A row of a chart, so high; `lead` is the room above it beyond the gap between rows."""

    @property
    def height(self) -> float: ...
    @property
    def lead(self) -> float: ...


R = TypeVar("R", bound=_Row)


def in_rows(
    head: Iterable[Mark],
    top: float,
    rows: Sequence[R],
    drawn: Callable[[R, float], Iterable[Mark]],
    gap: float,
    *,
    empty: str,
    base: float | None,
) -> Sheet:
    """Return rows below a head that ends at `top`; `drawn` is given a row and how far down its middle is.

    `empty` says what there is none of where there are no rows; `base` is where the line that bars start from stands.
    """
    if not rows:
        return Sheet(round(top + 2 * LEADING, 2), (*head, line_of(0.0, top + ASCENT, empty, colour=QUIET)))
    marks, y = list(head), top + gap / 2
    for row in rows:
        y += row.lead
        marks += drawn(row, y + row.height / 2)
        y += row.height + gap
    if base is not None:
        marks.append(Line((((base, top), (base, y - gap / 2)),), BASELINE, 0.8))
    return Sheet(round(y - gap / 2 + 0.6, 2), tuple(marks))


def first_line(middle: float, lines: int) -> float:
    """Return the baseline of the first of some lines of words that stand round a middle."""
    return middle - lines * LEADING / 2 + LEADING / 2 + ASCENT / 2
