"""Draw charts: the title in the document, then the picture on the text column.

In: a `Chart` and its drawing. Out: a title paragraph that stays with the picture below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cabinetpaper.paper import Chart
from cabinetpaper.paper import style_names as names
from cabinetpaper.writers.docx.inlines import draw_inlines, words
from cabinetpaper.writers.docx.picture import draw_picture

if TYPE_CHECKING:
    from cabinetpaper.writers.docx.canvas import Canvas
    from cabinetpaper.writers.docx.xml import Element

__all__ = ["draw_chart"]


def draw_chart(chart: Chart, canvas: Canvas) -> list[Element]:
    """Return a chart's title and picture; where no drawing was made, what it shows stands there in words."""
    canvas.lists.close()
    title = canvas.paragraph(names.CHART_TITLE, draw_inlines(chart.title, canvas), chart.id)
    drawing = canvas.drawings.get(chart.id)
    if drawing is None:
        return [title, canvas.paragraph(names.CHART, [words(chart.alt)])]
    shrink = min(1.0, canvas.width_mm / drawing.width_mm)
    picture = draw_picture(
        canvas.picture(drawing.png, "image/png"),
        drawing.width_mm * shrink,
        drawing.height_mm * shrink,
        number=canvas.next_picture(),
        name=chart.id,
        alt=chart.alt,
    )
    return [title, canvas.paragraph(names.CHART, [picture])]
