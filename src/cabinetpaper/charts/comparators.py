"""Lay out a comparison: one bar for this council, for the target and for each comparator.

In: a chart of kind `COMPARATORS`. Out: a `Sheet`. A series with one point is named by the series, with the point's
label (its period) beneath; of a series with several points each bar has its point's label. Bars start at zero; a row
without a value says why. Several measures may stand one below the other, each beginning with its actual value.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from cabinetpaper.charts.colours import BASELINE, INK, OTHERS, QUIET
from cabinetpaper.charts.lettering import line_of, measure, wrap
from cabinetpaper.charts.marks import ASCENT, LEADING, TOP, WIDTH, Bar, Line, Mark, Sheet
from cabinetpaper.charts.points import heading_of, value_of
from cabinetpaper.paper.model import Chart, Point, Series, SeriesRole
from cabinetpaper.settings import Look

_GUTTER: Final = 56.0
_BAR: Final = 6.2
_GAP: Final = 3.2
_TEXT_GAP: Final = 1.6


@dataclass(frozen=True, slots=True)
class _Row:
    """One bar to be: its words at the left, its value with words, what it means."""

    name: tuple[str, ...]
    period: tuple[str, ...]
    value: Decimal | None
    text: str
    role: SeriesRole

    @property
    def bold(self) -> bool:
        return self.role is SeriesRole.ACTUAL

    @property
    def height(self) -> float:
        return max(_BAR, (len(self.name) + len(self.period)) * LEADING)


@dataclass(frozen=True, slots=True)
class _Lane:
    """Where bars run: the places of the lowest value, of zero and of the highest."""

    low: float
    zero: float
    high: float
    unit: float

    def x(self, value: Decimal) -> float:
        return self.zero + float(value) * self.unit


def comparators(chart: Chart, look: Look) -> Sheet:
    """Return the comparison laid out, as high as its rows need."""
    rows = [_row(one, point) for one in chart.series for point in one.points]
    words = wrap(heading_of(chart.unit) or "Percentage", WIDTH) if chart.unit else ()
    marks: list[Mark] = [line_of(0.0, TOP + number * LEADING, line, colour=QUIET) for number, line in enumerate(words)]
    top = TOP + len(words) * LEADING - 1.4 if words else 0.6
    if not rows:
        return Sheet(round(top + 2 * LEADING, 2), (*marks, line_of(0.0, top + ASCENT, "No figures", colour=QUIET)))
    lane = _lane(rows)
    y = top + _GAP / 2
    for row in rows:
        if row.bold and row is not rows[0]:
            y += _GAP  # another measure begins, with its own target and comparators
        marks += _drawn(row, lane, y, look)
        y += row.height + _GAP
    marks.append(Line((((lane.zero, top), (lane.zero, y - _GAP / 2)),), BASELINE, 0.8))
    return Sheet(round(y - _GAP / 2 + 0.6, 2), tuple(marks))


def _row(series: Series, point: Point) -> _Row:
    alone = len(series.points) == 1 and bool(series.name)
    name = series.name if alone else point.label
    period = point.label if alone and point.label != series.name else ""
    bold = series.role is SeriesRole.ACTUAL
    return _Row(
        wrap(name, _GUTTER, bold), wrap(period, _GUTTER), value_of(point), point.text or "No figure", series.role
    )


def _lane(rows: list[_Row]) -> _Lane:
    """Return the lane in which every bar and, beyond its end, its words have room."""
    names = max(max((measure(line, row.bold) for line in row.name), default=0.0) for row in rows)
    left = max(names, max((measure(line) for row in rows for line in row.period), default=0.0)) + 3.0
    low = min((row.value for row in rows if row.value is not None), default=Decimal(0))
    high = max((row.value for row in rows if row.value is not None), default=Decimal(0))
    before = max(
        (measure(row.text, row.bold) + _TEXT_GAP for row in rows if row.value is not None and row.value < 0),
        default=0.0,
    )
    after = max(
        (measure(row.text, row.bold) + _TEXT_GAP for row in rows if row.value is None or row.value >= 0), default=0.0
    )
    low, high = min(low, Decimal(0)), max(high, Decimal(0))
    start, end = left + before, WIDTH - after - 0.4
    unit = (end - start) / float(high - low) if high > low else 0.0
    return _Lane(start, start - float(low) * unit, end, unit)


def _drawn(row: _Row, lane: _Lane, top: float, look: Look) -> Iterator[Mark]:
    middle = top + row.height / 2
    lines = len(row.name) + len(row.period)
    y = middle - lines * LEADING / 2 + LEADING / 2 + ASCENT / 2
    for number, text in enumerate(row.name):
        yield line_of(0.0, y + number * LEADING, text, bold=row.bold)
    for number, text in enumerate(row.period, len(row.name)):
        yield line_of(0.0, y + number * LEADING, text, colour=QUIET)
    if row.value is None:
        yield line_of(lane.zero + _TEXT_GAP, middle + ASCENT / 2, row.text, colour=QUIET)
        return
    end = lane.x(row.value)
    if end != lane.zero:
        box = (min(end, lane.zero), middle - _BAR / 2, max(end, lane.zero), middle + _BAR / 2)
        yield Bar(box, _colour(row.role, look), outlined=row.role is SeriesRole.TARGET)
    if row.value < 0:
        yield line_of(end - _TEXT_GAP, middle + ASCENT / 2, row.text, anchor="end", bold=row.bold)
    else:
        yield line_of(end + _TEXT_GAP, middle + ASCENT / 2, row.text, bold=row.bold)


def _colour(role: SeriesRole, look: Look) -> str:
    return {SeriesRole.ACTUAL: look.accent, SeriesRole.TARGET: INK}.get(role, OTHERS)
