"""Draw the charts of a paper.

In: charts, a look, and the drawings made before by their key. Out: drawings by block id; matplotlib is imported only if
one is new.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final

from cabinetpaper.charts.comparators import comparators
from cabinetpaper.charts.key import drawing_key
from cabinetpaper.charts.marks import Sheet
from cabinetpaper.charts.paint import painting
from cabinetpaper.charts.stacks import overview, shares
from cabinetpaper.charts.trend import trend
from cabinetpaper.paper.drawing import Drawing
from cabinetpaper.paper.model import Chart, ChartKind
from cabinetpaper.settings import Look

LAYOUTS: Final[Mapping[ChartKind, Callable[[Chart, Look], Sheet]]] = {
    ChartKind.TREND: trend,
    ChartKind.COMPARATORS: comparators,
    ChartKind.OVERVIEW: overview,
    ChartKind.PROCESS: trend,
    ChartKind.SHARES: shares,
}
"""How each kind is laid out; a picture that was read (`UNREAD`) has no points and is never drawn."""


def draw(chart: Chart, look: Look) -> Drawing:
    """Return the chart drawn as SVG and PNG; raise `ValueError` for a picture without points."""
    if chart.kind not in LAYOUTS:
        raise ValueError(f"the chart {chart.id} was read from a document without its points and cannot be drawn")
    return draw_all([chart], look, {})[chart.id]


def draw_all(charts: Collection[Chart], look: Look, stored: Mapping[str, Drawing]) -> dict[str, Drawing]:
    """Return a drawing for each chart by its block id, taken from `stored` where its key is there.

    Charts that would look the same are drawn once. Pictures without points are left out.
    """
    keys = {chart.id: drawing_key(chart, look) for chart in charts if chart.kind in LAYOUTS}
    new = {keys[chart.id]: chart for chart in charts if chart.id in keys and keys[chart.id] not in stored}
    drawn: dict[str, Drawing] = {}
    if new:
        with painting() as painter:
            drawn = {key: painter.paint(LAYOUTS[chart.kind](chart, look)) for key, chart in new.items()}
    return {identifier: drawn[key] if key in drawn else stored[key] for identifier, key in keys.items()}
