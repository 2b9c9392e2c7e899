"""Draw the recommendations as a table `No. | Recommendation`.

In: `Recommendations`. Out: an HTML table whose row headings are the computed numbers.
"""

from __future__ import annotations

from html import escape

from cabinetpaper.paper import Recommendations
from cabinetpaper.writers.html.canvas import Canvas
from cabinetpaper.writers.html.inlines import draw_inlines, identified


def draw_recommendations(block: Recommendations, canvas: Canvas) -> str:
    """Return the recommendations' table."""
    rows = "".join(
        f"<tr{identified(item.id, canvas)}><th "
        f'scope="row">{canvas.start * (1 if place else 2)}{escape(canvas.number[item.id])}</th>'
        f"<td>{draw_inlines(item.inlines, canvas)}</td></tr>"
        for place, item in enumerate(block.items)
    )
    return (
        f'<table{identified(block.id, canvas)} class="recommendations" '
        f'aria-label="{escape(block.heading)}s"><colgroup><col style="width:9%"><col></colgroup>'
        '<thead><tr><th scope="col">No.</th><th '
        f'scope="col">{escape(block.heading, quote=False)}</th></tr></thead><tbody>{rows}</tbody></table>'
    )
