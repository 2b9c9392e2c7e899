"""Draw paragraphs.

In: a `Paragraph`. Out: a paragraph in the style of its role; Word's own numbering counts the numbered ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cabinetpaper.paper import Paragraph
from cabinetpaper.paper import style_names as names
from cabinetpaper.writers.docx.inlines import draw_inlines

if TYPE_CHECKING:
    from cabinetpaper.writers.docx.canvas import Canvas
    from cabinetpaper.writers.docx.xml import Element


def draw_paragraph(paragraph: Paragraph, canvas: Canvas) -> list[Element]:
    """Return a paragraph of the running text."""
    canvas.lists.close(numbered=paragraph.numbered)
    style = names.PARAGRAPH[(paragraph.role, paragraph.numbered)]
    return [canvas.paragraph(style, draw_inlines(paragraph.inlines, canvas), paragraph.id)]
