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

from cabinetpaper.charts.bars import first_line, in_rows
from cabinetpaper.charts.colours import INK, OTHERS, QUIET
from cabinetpaper.charts.lettering import line_of, lines_of, measure, wrap
from cabinetpaper.charts.marks import ASCENT, LEADING, TOP, WIDTH, Bar, Mark, Sheet
from cabinetpaper.charts.points import heading_of, value_of
from cabinetpaper.paper.model import Chart, SeriesRole
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
    lead: float

    @property
    def bold(self) -> bool:
        return self.role is SeriesRole.ACTUAL

    @property
    def height(self) -> float:
        return max(_BAR, (len(self.name) + len(self.period)) * LEADING)

    @property
    def reach(self) -> float:
        """Return the room that the words of its value take up beyond the bar."""
        return measure(self.text, self.bold) + _TEXT_GAP


def comparators(chart: Chart, look: Look) -> Sheet:
    """Return the comparison laid out, as high as its rows need."""
    words = wrap(heading_of(chart.unit) or "Percentage", WIDTH) if chart.unit else ()
    top = TOP + len(words) * LEADING - 1.4 if words else 0.6
    rows: list[_Row] = []
    for series in chart.series:
        bold = series.role is SeriesRole.ACTUAL
        for point in series.points:
            alone = len(series.points) == 1 and bool(series.name)
            name = wrap(series.name if alone else point.label, _GUTTER, bold)
            period = wrap(point.label if alone and point.label != series.name else "", _GUTTER)
            lead = _GAP if bold and rows else 0.0  # another measure begins, with its own target and comparators
            rows.append(_Row(name, period, value_of(point), point.text or "No figure", series.role, lead))
    zero, unit = _lane(rows)
    head = lines_of(0.0, TOP, words, colour=QUIET)

    def drawn(row: _Row, middle: float) -> Iterator[Mark]:
        y = first_line(middle, len(row.name) + len(row.period))
        yield from lines_of(0.0, y, row.name, bold=row.bold)
        yield from lines_of(0.0, y, row.period, colour=QUIET, after=len(row.name))
        if row.value is None:
            yield line_of(zero + _TEXT_GAP, middle + ASCENT / 2, row.text, colour=QUIET)
            return
        end = zero + float(row.value) * unit
        if end != zero:
            box = (min(end, zero), middle - _BAR / 2, max(end, zero), middle + _BAR / 2)
            colour = {SeriesRole.ACTUAL: look.accent, SeriesRole.TARGET: INK}.get(row.role, OTHERS)
            yield Bar(box, colour, outlined=row.role is SeriesRole.TARGET)
        if row.value < 0:
            yield line_of(end - _TEXT_GAP, middle + ASCENT / 2, row.text, anchor="end", bold=row.bold)
        else:
            yield line_of(end + _TEXT_GAP, middle + ASCENT / 2, row.text, bold=row.bold)

    return in_rows(head, top, rows, drawn, _GAP, empty="No figures", base=zero)


def _lane(rows: list[_Row]) -> tuple[float, float]:
    """Return where zero stands, and millimetres for a value of 1, so that every bar and, beyond its end, its words have
    room.
    """
    names = (measure(line, row.bold) for row in rows for line in row.name)
    periods = (measure(line) for row in rows for line in row.period)
    left = max((*names, *periods), default=0.0) + 3.0
    values = [row.value for row in rows if row.value is not None]
    low, high = min((*values, Decimal(0))), max((*values, Decimal(0)))
    before = max((row.reach for row in rows if row.value is not None and row.value < 0), default=0.0)
    after = max((row.reach for row in rows if row.value is None or row.value >= 0), default=0.0)
    start, end = left + before, WIDTH - after - 0.4
    unit = (end - start) / float(high - low) if high > low else 0.0
    return start - float(low) * unit, unit
