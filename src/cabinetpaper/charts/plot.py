"""Where values and periods stand in a chart.

In: values, periods and the edges of the area in which lines run. Out: a `Scale` with round ends and round ticks, a
`Plot` that gives each point its place, the grid behind the lines. The limits of an axis are always worked out here,
never left to a library, so that the same values give the same axis whatever was drawn before. Values stay decimal up to
their place on the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import count
from typing import Final

from cabinetpaper.charts.colours import BASELINE, GRID, QUIET
from cabinetpaper.charts.lettering import line_of
from cabinetpaper.charts.marks import ASCENT, Line, Mark, Spot
from cabinetpaper.charts.points import value_of
from cabinetpaper.paper.model import Point
from cabinetpaper.unit import decimals_of, grouped

_STEPS: Final = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_INTERVALS: Final = 5
PAD: Final = 4.0
"""From the ends of the axis to the first and the last period, in millimetres."""


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from `low` to `high`, both of them ticks."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]

    def share(self, value: Decimal) -> float:
        """Return how far along the axis a value stands, 0 at `low` and 1 at `high`."""
        return float((value - self.low) / (self.high - self.low))


def scale_of(values: Sequence[Decimal], *, zero: bool = False) -> Scale:
    """Return an axis that holds all values, with at most six round ticks.

    It starts at zero where `zero` asks for it, and where that costs no more than half of the axis; a line chart of
    values that lie close together far from zero may start higher. Whole values get whole ticks. Steps divide 100, so
    percent end there.
    """
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(0))
    if zero or low == high or 0 <= low <= high / 2:
        low = min(low, Decimal(0))
    if zero or low == high or low / 2 <= high <= 0:
        high = max(high, Decimal(0))
    if low == high:
        high = low + 1
    whole = all(value == value.to_integral_value() for value in values)
    power = ((high - low) / _INTERVALS).adjusted()
    for step in (factor.scaleb(power + more) for more in count() for factor in _STEPS):
        first = (low / step).to_integral_value(ROUND_FLOOR)
        last = (high / step).to_integral_value(ROUND_CEILING)
        if last - first <= _INTERVALS and not (whole and step != step.to_integral_value()):
            break
    bottom, top = first * step, last * step
    ticks = tuple((bottom + step * number).normalize() + 0 for number in range(int(last - first) + 1))
    return Scale(bottom, top, ticks)


def tick_texts(scale: Scale, suffix: str = "") -> tuple[str, ...]:
    """Return the ticks as printed, all with the same decimals."""
    plain = [Decimal(format(tick, "f")) for tick in scale.ticks]
    decimals = max(decimals_of(tick) for tick in plain)
    return tuple(grouped(tick, decimals) + suffix for tick in plain)


@dataclass(frozen=True, slots=True)
class Plot:
    """The area's edges in millimetres, its periods and its scale."""

    left: float
    top: float
    right: float
    bottom: float
    labels: tuple[str, ...]
    scale: Scale

    def x(self, index: int) -> float:
        """Return where a period stands; a lone one stands in the middle."""
        if len(self.labels) == 1:
            return (self.left + self.right) / 2
        return self.left + PAD + (self.right - self.left - 2 * PAD) * index / (len(self.labels) - 1)

    def y(self, point: Point) -> float:
        """Return how far down a point with a value stands."""
        value = value_of(point)
        return self.bottom if value is None else self.bottom - (self.bottom - self.top) * self.scale.share(value)

    def spot(self, point: Point) -> Spot:
        """Return where a point with a value stands."""
        return self.x(self.labels.index(point.label)), self.y(point)


def grid(plot: Plot, ticks: Sequence[str]) -> Iterator[Mark]:
    """Yield the horizontal grid and the ticks' words, and the base line, which stands at zero where the axis has one.

    Without ticks there is nothing to measure: only the base line is drawn.
    """
    heights = [plot.bottom - (plot.bottom - plot.top) * plot.scale.share(tick) for tick in plot.scale.ticks]
    base = next((height for height, tick in zip(heights, plot.scale.ticks, strict=True) if tick == 0), plot.bottom)
    others = tuple(((plot.left, height), (plot.right, height)) for height in heights if height != base)
    if ticks:
        yield Line(others, GRID, 0.6)
    yield Line((((plot.left, base), (plot.right, base)),), BASELINE, 0.8)
    for height, text in zip(heights, ticks, strict=False):
        yield line_of(plot.left - 2.0, height + ASCENT / 2, text, anchor="end", colour=QUIET)
