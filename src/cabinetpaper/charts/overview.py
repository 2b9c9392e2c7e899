"""Lay out an overview: how many measures of each directorate have which rating.

In: a chart of kind `OVERVIEW`, a series for each rating with a point for each directorate. Out: a `Sheet` with one stacked bar a
directorate. Each segment has its rating's shape and its count, and the key says the word, so that colour never carries it alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from cabinetpaper.charts.colours import BASELINE, QUIET, on, rag_colour
from cabinetpaper.charts.lettering import line_of, measure, wrap
from cabinetpaper.charts.marks import ASCENT, LEADING, WIDTH, Bar, Line, Mark, Sheet
from cabinetpaper.charts.points import axis_labels, value_of
from cabinetpaper.measure import Rag
from cabinetpaper.paper.model import Chart, Series
from cabinetpaper.settings import Look

__all__ = ["overview"]

_GUTTER: Final = 62.0
_BAR: Final = 6.6
_GAP: Final = 3.0
_SEAM: Final = 0.5
"""White between two segments."""
_INSET: Final = 0.7
"""Least room at each side of a segment's words."""


@dataclass(frozen=True, slots=True)
class _Segment:
    """A part of a bar: its rating, its share in measures, its words."""

    rag: Rag
    count: float
    text: str

    @property
    def words(self) -> str:
        return f"{self.rag.shape}\N{SIX-PER-EM SPACE}{self.text}"


@dataclass(frozen=True, slots=True)
class _Row:
    """A directorate with its segments."""

    name: tuple[str, ...]
    segments: tuple[_Segment, ...]

    @property
    def height(self) -> float:
        return max(_BAR, len(self.name) * LEADING)

    def after(self, unit: float) -> str:
        """Return the words of the segments that are too narrow to hold them, to stand behind the bar."""
        return "   ".join(one.words for one in self.segments if not _fits(one, unit))


def overview(chart: Chart, look: Look) -> Sheet:
    """Return the overview laid out, as high as its rows need."""
    rows = [_row(label, chart.series) for label in axis_labels(chart.series)]
    marks, top = _key(chart.series, look)
    if not rows:
        return Sheet(round(top + 2 * LEADING, 2), (*marks, line_of(0.0, top + ASCENT, "No measures", colour=QUIET)))
    left = max(measure(line) for row in rows for line in row.name or ("",)) + 3.0
    unit = _unit(rows, WIDTH - left)
    y = top + _GAP / 2
    for row in rows:
        marks += _drawn(row, left, y, unit, look)
        y += row.height + _GAP
    marks.append(Line((((left, top), (left, y - _GAP / 2)),), BASELINE, 0.8))
    return Sheet(round(y - _GAP / 2 + 0.6, 2), tuple(marks))


def _row(label: str, series: Sequence[Series]) -> _Row:
    points = [(one, point) for one in series for point in one.points if point.label == label]
    valued = [(one, point, value) for one, point in points if (value := value_of(point)) is not None and value > 0]
    return _Row(wrap(label, _GUTTER), tuple(_Segment(one.rag or Rag.UNRATED, float(value), point.text or str(value)) for one, point, value in valued))


def _key(series: Sequence[Series], look: Look) -> tuple[list[Mark], float]:
    """Return the key to the ratings in the order of the series, and where the bars may begin."""
    marks: list[Mark] = []
    x, y = 0.0, 0.0
    for one in series:
        rag = one.rag or Rag.UNRATED
        chip = measure(rag.shape) + 2.0
        width = chip + 1.4 + measure(one.name)
        if x and x + width > WIDTH:
            x, y = 0.0, y + LEADING + 1.6
        colour = rag_colour(rag, look)
        marks.append(Bar((x, y, x + chip, y + ASCENT + 1.8), colour))
        marks.append(line_of(x + 1.0, y + ASCENT + 0.9, rag.shape, colour=on(colour)))
        marks.append(line_of(x + chip + 1.4, y + ASCENT + 0.9, one.name))
        x += width + 6.0
    return marks, (y + LEADING + 3.2 if series else 0.6)


def _fits(segment: _Segment, unit: float) -> bool:
    return measure(segment.words) + 2 * _INSET + _SEAM <= segment.count * unit


def _unit(rows: Sequence[_Row], room: float) -> float:
    """Return millimetres for one measure, the most at which every bar and the words behind it have room."""
    longest = max(sum(one.count for one in row.segments) for row in rows)
    unit = room / longest if longest else 0.0
    for _ in range(40):
        if all(sum(one.count for one in row.segments) * unit + _behind(row, unit) <= room for row in rows):
            break
        unit *= 0.97
    return unit


def _behind(row: _Row, unit: float) -> float:
    words = row.after(unit)
    return measure(words) + 1.6 if words else 0.0


def _drawn(row: _Row, left: float, top: float, unit: float, look: Look) -> Iterator[Mark]:
    middle = top + row.height / 2
    first = middle - len(row.name) * LEADING / 2 + LEADING / 2 + ASCENT / 2
    for number, text in enumerate(row.name):
        yield line_of(0.0, first + number * LEADING, text)
    x = left
    for one in row.segments:
        end = x + one.count * unit
        colour = rag_colour(one.rag, look)
        yield Bar((x, middle - _BAR / 2, max(end - _SEAM, x + 0.3), middle + _BAR / 2), colour)
        if _fits(one, unit):
            yield line_of((x + end - _SEAM) / 2, middle + ASCENT / 2, one.words, anchor="middle", colour=on(colour))
        x = end
    words = row.after(unit) or ("" if row.segments else "No figures")
    if words:
        yield line_of(x + 1.6, middle + ASCENT / 2, words, colour="" if row.segments else QUIET)
