"""Draw list items.

In: an `Item`. Out: a paragraph in a list style of its level.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cabinetpaper.paper import Item
from cabinetpaper.writers.docx.inlines import draw_inlines

if TYPE_CHECKING:
    from cabinetpaper.writers.docx.canvas import Canvas
    from cabinetpaper.writers.docx.xml import Element


def draw_item(item: Item, canvas: Canvas) -> list[Element]:
    """Return an item of a list in the running text."""
    style = canvas.lists.style(ordered=item.ordered, level=item.level)
    return [canvas.paragraph(style, draw_inlines(item.inlines, canvas), item.id)]
