"""Lay out shares: the parts of a whole, a bar for each row.

In: a chart of kind `SHARES`, a series for each part with a point for each row. Out: a `Sheet` with one bar a row, all of one length, cut in
proportion to the values. Each segment has its part's letter and its figure, and the key says the letter's name, so that colour never carries
it alone; a figure too long for its segment stands behind the bar.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from cabinetpaper.charts.colours import QUIET, categorical, on
from cabinetpaper.charts.lettering import line_of, measure, wrap
from cabinetpaper.charts.marks import ASCENT, LEADING, WIDTH, Bar, Mark, Sheet
from cabinetpaper.charts.points import axis_labels, value_of
from cabinetpaper.paper.model import Chart, Series
from cabinetpaper.settings import Look

__all__ = ["shares"]

_GUTTER: Final = 50.0
_BAR: Final = 6.6
_GAP: Final = 3.0
_SEAM: Final = 0.5
_INSET: Final = 0.7
_BEHIND: Final = 1.6


@dataclass(frozen=True, slots=True)
class _Segment:
    """A part of a bar: its place among the parts, its share of the whole, its words."""

    part: int
    share: float
    words: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A bar with its name and its segments."""

    name: tuple[str, ...]
    segments: tuple[_Segment, ...]

    @property
    def height(self) -> float:
        return max(_BAR, len(self.name) * LEADING)

    def after(self, length: float) -> str:
        """Return the words of the segments that are too narrow to hold them."""
        return "   ".join(one.words for one in self.segments if not _fits(one, length))


def shares(chart: Chart, look: Look) -> Sheet:
    """Return the shares laid out, as high as its rows need."""
    rows = [_row(label, chart.series) for label in axis_labels(chart.series)]
    marks, top = _key(chart.series, look)
    if not any(row.segments for row in rows):
        return Sheet(round(top + 2 * LEADING, 2), (*marks, line_of(0.0, top + ASCENT, "No figures", colour=QUIET)))
    left = max(measure(line) for row in rows for line in row.name or ("",)) + 3.0
    length = _length(rows, WIDTH - left)
    y = top + _GAP / 2
    for row in rows:
        marks += _drawn(row, left, y, length, look)
        y += row.height + _GAP
    return Sheet(round(y - _GAP / 2 + 0.6, 2), tuple(marks))


def _letter(part: int) -> str:
    """Return the letter of a part: A to Z, then AA and so on."""
    return chr(ord("A") + part % 26) * (part // 26 + 1)


def _row(label: str, series: Sequence[Series]) -> _Row:
    found = [(part, point) for part, one in enumerate(series) for point in one.points if point.label == label]
    valued = [(part, float(value), point.text) for part, point in found if (value := value_of(point)) is not None and value > 0]
    whole = sum(value for _, value, _ in valued)
    return _Row(wrap(label, _GUTTER), tuple(_Segment(part, value / whole, f"{_letter(part)}\N{SIX-PER-EM SPACE}{text}") for part, value, text in valued))


def _key(series: Sequence[Series], look: Look) -> tuple[list[Mark], float]:
    """Return the key to the parts in their order, and where the bars may begin."""
    marks: list[Mark] = []
    palette = categorical(look)
    x, y = 0.0, 0.0
    for part, one in enumerate(series):
        letter = _letter(part)
        chip = measure(letter) + 2.0
        lines = wrap(one.name, WIDTH - chip - 2.0)
        width = chip + 1.4 + max(map(measure, lines), default=0.0)
        if x and x + width > WIDTH:
            x, y = 0.0, y + LEADING + 1.6
        colour = palette[part % len(palette)]
        marks.append(Bar((x, y, x + chip, y + ASCENT + 1.8), colour))
        marks.append(line_of(x + 1.0, y + ASCENT + 0.9, letter, colour=on(colour)))
        marks += [line_of(x + chip + 1.4, y + ASCENT + 0.9 + number * LEADING, line) for number, line in enumerate(lines)]
        y += (len(lines) - 1) * LEADING if len(lines) > 1 else 0.0
        x += width + 6.0
    return marks, (y + LEADING + 3.2 if series else 0.6)


def _fits(segment: _Segment, length: float) -> bool:
    return measure(segment.words) + 2 * _INSET + _SEAM <= segment.share * length


def _length(rows: Sequence[_Row], room: float) -> float:
    """Return the length of all bars, the most at which the words behind each have room; never less than a third of it."""
    length = room
    while length > room / 3 and any(length + _behind(row, length) > room for row in rows):
        length *= 0.97
    return length


def _behind(row: _Row, length: float) -> float:
    words = row.after(length)
    return measure(words) + _BEHIND if words else 0.0


def _drawn(row: _Row, left: float, top: float, length: float, look: Look) -> Iterator[Mark]:
    middle = top + row.height / 2
    first = middle - len(row.name) * LEADING / 2 + LEADING / 2 + ASCENT / 2
    palette = categorical(look)
    for number, text in enumerate(row.name):
        yield line_of(0.0, first + number * LEADING, text)
    x = left
    for one in row.segments:
        end = x + one.share * length
        colour = palette[one.part % len(palette)]
        yield Bar((x, middle - _BAR / 2, max(end - _SEAM, x + 0.3), middle + _BAR / 2), colour)
        if _fits(one, length):
            yield line_of((x + end - _SEAM) / 2, middle + ASCENT / 2, one.words, anchor="middle", colour=on(colour))
        x = end
    words = row.after(length) if row.segments else "No figures"
    for number, line in enumerate(wrap(words, WIDTH - x - _BEHIND) if words else ()):
        yield line_of(x + _BEHIND, middle + ASCENT / 2 + number * LEADING, line, colour="" if row.segments else QUIET)
