"""A chart of the model becomes a drawing.

In: `Chart` and `Look`. Out: `Drawing`, the chart as SVG and as PNG at the same size. The stages, one file each: a
kind’s layout (`trend`, `comparators`, `stacks`) places `marks` on a `Sheet` in millimetres, with the widths of words
from `lettering`; `paint` hands the sheet to matplotlib. Matplotlib is imported only when something must be drawn.
"""

from __future__ import annotations

from cabinetpaper.charts.draw import draw, draw_all
from cabinetpaper.charts.key import drawing_key

__all__ = ["draw", "draw_all", "drawing_key"]
