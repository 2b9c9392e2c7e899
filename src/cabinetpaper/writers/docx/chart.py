"""Draw charts and photographs: a picture on the text column, a chart's title above it, a photograph's caption below.

In: a `Chart` or a `Picture`, and its drawing. Out: paragraphs that stay together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cabinetpaper.paper import Chart, Picture
from cabinetpaper.paper import style_names as names
from cabinetpaper.writers.docx.inlines import draw_inlines, words
from cabinetpaper.writers.docx.picture import draw_picture

if TYPE_CHECKING:
    from cabinetpaper.writers.docx.canvas import Canvas
    from cabinetpaper.writers.docx.xml import Element


def draw_chart(chart: Chart, canvas: Canvas) -> list[Element]:
    """Return a chart's title and picture; where no drawing was made, what it shows stands there in words."""
    canvas.lists.close()
    title = canvas.paragraph(names.CHART_TITLE, draw_inlines(chart.title, canvas), chart.id)
    return [title, canvas.paragraph(names.CHART, [_drawn(chart, canvas)])]


def draw_photograph(picture: Picture, canvas: Canvas) -> list[Element]:
    """Return a photograph, or what it shows in words where it is not at hand, and its caption if it has one."""
    canvas.lists.close()
    drawn = [canvas.paragraph(names.PICTURE, [_drawn(picture, canvas)], picture.id)]
    return (
        [*drawn, canvas.paragraph(names.PICTURE_CAPTION, draw_inlines(picture.caption, canvas))]
        if picture.caption
        else drawn
    )


def _drawn(block: Chart | Picture, canvas: Canvas) -> Element:
    drawing = canvas.drawings.get(block.id)
    if drawing is None:
        return words(block.alt)
    shrink = min(1.0, canvas.width_mm / drawing.width_mm)
    return draw_picture(
        canvas.picture(drawing.png, drawing.media_type),
        drawing.width_mm * shrink,
        drawing.height_mm * shrink,
        number=canvas.next_picture(),
        name=block.id,
        alt=block.alt,
    )
