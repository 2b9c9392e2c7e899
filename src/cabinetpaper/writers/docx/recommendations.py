"""Draw the recommendations as a table `No. | Recommendation`.

In: `Recommendations`. Out: a table whose first column is counted by Word itself, so that an editor's new row renumbers
the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cabinetpaper.paper import Recommendations
from cabinetpaper.paper import style_names as names
from cabinetpaper.writers.docx.grid import draw_grid, shared_out
from cabinetpaper.writers.docx.inlines import draw_inlines, words

if TYPE_CHECKING:
    from cabinetpaper.writers.docx.canvas import Canvas
    from cabinetpaper.writers.docx.xml import Element

_PARTS: Final = (9, 91)


def draw_recommendations(block: Recommendations, canvas: Canvas) -> list[Element]:
    """Return the recommendations' table. The bookmark of each stands with its number, which references print."""
    canvas.lists.close()
    header = [
        [canvas.paragraph(names.RECOMMENDATION_HEADING, [words("No.")], block.id)],
        [canvas.paragraph(names.RECOMMENDATION_HEADING, [words(block.heading)])],
    ]
    rows = [
        [
            [canvas.paragraph(names.RECOMMENDATION_NUMBER, [], item.id)],
            [canvas.paragraph(names.RECOMMENDATION, draw_inlines(item.inlines, canvas))],
        ]
        for item in block.items
    ]
    return [draw_grid([header, *rows], shared_out(_PARTS, canvas.width_mm), canvas, caption=f"{block.heading}s")]
