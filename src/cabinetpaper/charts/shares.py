"""Lay out shares: the parts of a whole, a bar for each row.

In: a chart of kind `SHARES`, a series for each part with a point for each row. Out: a `Sheet` with one bar a row, all
of one length, cut in proportion to the values; a segment's sign is its part's letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cabinetpaper.charts.colours import categorical
from cabinetpaper.charts.lettering import wrap
from cabinetpaper.charts.marks import Sheet
from cabinetpaper.charts.points import axis_labels, value_of
from cabinetpaper.charts.stacks import Entry, Segment, Stack, stacked
from cabinetpaper.paper.model import Chart, Series
from cabinetpaper.settings import Look

_GUTTER: Final = 50.0


def shares(chart: Chart, look: Look) -> Sheet:
    """Return the shares laid out, as high as its rows need."""
    palette = categorical(look)
    entries = [Entry(_letter(part), one.name, palette[part % len(palette)]) for part, one in enumerate(chart.series)]
    rows = [_row(label, chart.series, entries) for label in axis_labels(chart.series)]
    return stacked(entries, rows if any(row.segments for row in rows) else (), empty="No figures")


def _letter(part: int) -> str:
    """Return the letter of a part: A to Z, then AA and so on."""
    return chr(ord("A") + part % 26) * (part // 26 + 1)


def _row(label: str, series: Sequence[Series], entries: Sequence[Entry]) -> Stack:
    found = [
        (entry, point)
        for entry, one in zip(entries, series, strict=True)
        for point in one.points
        if point.label == label
    ]
    valued = [
        (entry, float(value), point.text)
        for entry, point in found
        if (value := value_of(point)) is not None and value > 0
    ]
    whole = sum(value for _, value, _ in valued)
    return Stack(
        wrap(label, _GUTTER),
        tuple(Segment(value / whole, entry.sign, text, entry.colour) for entry, value, text in valued),
    )
