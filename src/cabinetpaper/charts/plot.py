"""The area in which a trend's lines run.

In: periods, a scale and the area's edges. Out: where each point stands, and the grid behind the lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from cabinetpaper.charts.colours import BASELINE, GRID, QUIET
from cabinetpaper.charts.lettering import line_of
from cabinetpaper.charts.marks import ASCENT, Line, Mark, Spot
from cabinetpaper.charts.points import value_of
from cabinetpaper.charts.scale import Scale
from cabinetpaper.paper.model import Point

PAD: Final = 4.0
"""From the ends of the axis to the first and the last period, in millimetres."""


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
