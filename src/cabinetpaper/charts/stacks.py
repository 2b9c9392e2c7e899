"""Lay out stacked bars: a key above, a bar for each row, each bar cut into segments.

In: rows of segments with their words and colours, and the entries of the key. Out: a `Sheet`. Every segment has a sign
of its own beside its figure, and the key says the sign's name, so that colour never carries it alone; words that are
too long for their segment stand behind the bar.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from cabinetpaper.charts.colours import BASELINE, QUIET, on
from cabinetpaper.charts.lettering import line_of, measure, wrap
from cabinetpaper.charts.marks import ASCENT, LEADING, WIDTH, Bar, Line, Mark, Sheet

_BAR: Final = 6.6
_GAP: Final = 3.0
_SEAM: Final = 0.5
"""White between two segments."""
_INSET: Final = 0.7
"""Least room at each side of a segment's words."""
_BEHIND: Final = 1.6
"""Room between a bar and the words behind it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the key: its sign on its colour, and what it stands for."""

    sign: str
    name: str
    colour: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: its size, in the same measure for all bars, its sign, its figure, its colour."""

    size: float
    sign: str
    text: str
    colour: str

    @property
    def words(self) -> str:
        """Return its sign and its figure."""
        return f"{self.sign}\N{SIX-PER-EM SPACE}{self.text}"

    def fits(self, unit: float) -> bool:
        """Return whether its words have room in it, at so many millimetres for a size of 1."""
        return measure(self.words) + 2 * _INSET + _SEAM <= self.size * unit


@dataclass(frozen=True, slots=True)
class Stack:
    """A bar with the lines of its name and its segments."""

    name: tuple[str, ...]
    segments: tuple[Segment, ...]

    @property
    def height(self) -> float:
        """Return the height of the row."""
        return max(_BAR, len(self.name) * LEADING)

    @property
    def size(self) -> float:
        """Return how large the bar is."""
        return sum(one.size for one in self.segments)

    def behind(self, unit: float) -> str:
        """Return the words of the segments that are too narrow to hold them."""
        return "   ".join(one.words for one in self.segments if not one.fits(unit))

    def reach(self, unit: float) -> float:
        """Return how far bar and words reach to the right."""
        words = self.behind(unit)
        return self.size * unit + (measure(words) + _BEHIND if words else 0.0)


def stacked(entries: Sequence[Entry], rows: Sequence[Stack], *, empty: str, baseline: bool = False) -> Sheet:
    """Return the bars laid out, as high as their rows need; `empty` is what to say where there are none, `baseline`
    draws the line they start from.
    """
    marks, top = _key(entries)
    if not rows:
        return Sheet(round(top + 2 * LEADING, 2), (*marks, line_of(0.0, top + ASCENT, empty, colour=QUIET)))
    left = max(measure(line) for row in rows for line in row.name or ("",)) + 3.0
    unit = _unit(rows, WIDTH - left)
    y = top + _GAP / 2
    for row in rows:
        marks += _drawn(row, left, y, unit)
        y += row.height + _GAP
    if baseline:
        marks.append(Line((((left, top), (left, y - _GAP / 2)),), BASELINE, 0.8))
    return Sheet(round(y - _GAP / 2 + 0.6, 2), tuple(marks))


def _key(entries: Sequence[Entry]) -> tuple[list[Mark], float]:
    """Return the key in its order, and where the bars may begin."""
    marks: list[Mark] = []
    x, y = 0.0, 0.0
    for one in entries:
        chip = measure(one.sign) + 2.0
        lines = wrap(one.name, WIDTH - chip - 2.0)
        width = chip + 1.4 + max(map(measure, lines), default=0.0)
        if x and x + width > WIDTH:
            x, y = 0.0, y + LEADING + 1.6
        marks.append(Bar((x, y, x + chip, y + ASCENT + 1.8), one.colour))
        marks.append(line_of(x + 1.0, y + ASCENT + 0.9, one.sign, colour=on(one.colour)))
        marks += [
            line_of(x + chip + 1.4, y + ASCENT + 0.9 + number * LEADING, line) for number, line in enumerate(lines)
        ]
        y += (len(lines) - 1) * LEADING if len(lines) > 1 else 0.0
        x += width + 6.0
    return marks, (y + LEADING + 3.2 if entries else 0.6)


def _unit(rows: Sequence[Stack], room: float) -> float:
    """Return millimetres for a size of 1, the most at which every bar and the words behind it have room; never less
    than about a third of that.
    """
    longest = max(row.size for row in rows)
    unit = room / longest if longest else 0.0
    for _ in range(40):
        if all(row.reach(unit) <= room for row in rows):
            break
        unit *= 0.97
    return unit


def _drawn(row: Stack, left: float, top: float, unit: float) -> Iterator[Mark]:
    middle = top + row.height / 2
    first = middle - len(row.name) * LEADING / 2 + LEADING / 2 + ASCENT / 2
    for number, text in enumerate(row.name):
        yield line_of(0.0, first + number * LEADING, text)
    x = left
    for one in row.segments:
        end = x + one.size * unit
        yield Bar((x, middle - _BAR / 2, max(end - _SEAM, x + 0.3), middle + _BAR / 2), one.colour)
        if one.fits(unit):
            yield line_of((x + end - _SEAM) / 2, middle + ASCENT / 2, one.words, anchor="middle", colour=on(one.colour))
        x = end
    words = row.behind(unit) if row.segments else "No figures"
    for number, line in enumerate(wrap(words, WIDTH - x - _BEHIND) if words else ()):
        yield line_of(x + _BEHIND, middle + ASCENT / 2 + number * LEADING, line, colour="" if row.segments else QUIET)
