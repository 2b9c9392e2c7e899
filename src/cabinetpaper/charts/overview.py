"""Lay out an overview: how many measures of each directorate have which rating.

In: a chart of kind `OVERVIEW`, a series for each rating with a point for each directorate. Out: a `Sheet` with one
stacked bar a directorate; a segment's sign is its rating's shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cabinetpaper.charts.colours import rag_colour
from cabinetpaper.charts.lettering import wrap
from cabinetpaper.charts.marks import Sheet
from cabinetpaper.charts.points import axis_labels, value_of
from cabinetpaper.charts.stacks import Entry, Segment, Stack, stacked
from cabinetpaper.measure import Rag
from cabinetpaper.paper.model import Chart, Series
from cabinetpaper.settings import Look

_GUTTER: Final = 62.0


def overview(chart: Chart, look: Look) -> Sheet:
    """Return the overview laid out, as high as its rows need."""
    rags = [one.rag or Rag.UNRATED for one in chart.series]
    entries = [Entry(rag.shape, one.name, rag_colour(rag, look)) for rag, one in zip(rags, chart.series, strict=True)]
    rows = [_row(label, chart.series, entries) for label in axis_labels(chart.series)]
    return stacked(entries, rows, empty="No measures", baseline=True)


def _row(label: str, series: Sequence[Series], entries: Sequence[Entry]) -> Stack:
    points = [
        (entry, point)
        for entry, one in zip(entries, series, strict=True)
        for point in one.points
        if point.label == label
    ]
    valued = [(entry, point, value) for entry, point in points if (value := value_of(point)) is not None and value > 0]
    return Stack(
        wrap(label, _GUTTER),
        tuple(
            Segment(float(value), entry.sign, point.text or str(value), entry.colour) for entry, point, value in valued
        ),
    )
