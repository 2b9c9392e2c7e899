"""Place the drawn charts and the photographs.

In: a `Chart` or `Picture` and its `Drawing`. Out: a figure with its title or caption as text and a picture with
alternative text. A picture keeps the drawing's own ids and styles to itself, and its words stay words in the PDF.
"""

from __future__ import annotations

import base64
from html import escape
from typing import Final

from cabinetpaper.paper import Chart, Drawing, Picture, joined
from cabinetpaper.writers.html.canvas import Canvas
from cabinetpaper.writers.html.inlines import draw_inlines, identified

_UNDRAWN: Final = Drawing(
    svg=b'<svg xmlns="http://www.w3.org/2000/svg" width="160mm" height="20mm" viewBox="0 0 160 20">'
    b'<rect x="0.25" y="0.25" width="159.5" height="19.5" fill="none" stroke="#B1B4B6" stroke-width="0.5"/></svg>',
    png=b"",
    width_mm=160,
    height_mm=20,
)


def draw_chart(chart: Chart, canvas: Canvas) -> str:
    """Return a chart; one that was never drawn, as in a paper read from a DOCX, is an empty frame with the same
    words.
    """
    title = draw_inlines(chart.title, canvas)
    return f"<figure{identified(chart.id, canvas)}><figcaption>{title}</figcaption>{_drawn(chart, canvas)}</figure>"


def draw_photograph(block: Picture, canvas: Canvas) -> str:
    """Return a photograph with its caption, if it has one, below."""
    caption = f"<figcaption>{draw_inlines(block.caption, canvas)}</figcaption>" if joined(block.caption) else ""
    return f'<figure{identified(block.id, canvas)} class="picture">{_drawn(block, canvas)}{caption}</figure>'


def _drawn(block: Chart | Picture, canvas: Canvas) -> str:
    drawing = canvas.drawings.get(block.id, _UNDRAWN)
    data, kind = (drawing.svg, "image/svg+xml") if drawing.svg else (drawing.png, drawing.media_type)
    return picture(data, kind, block.alt, f"width:{drawing.width_mm:g}mm")


def picture(data: bytes, media_type: str, alt: str, style: str = "") -> str:
    """Return an image that carries its own data."""
    styled = f' style="{escape(style)}"' if style else ""
    return f'<img src="data:{escape(media_type)};base64,{base64.b64encode(data).decode()}" alt="{escape(alt)}"{styled}>'
