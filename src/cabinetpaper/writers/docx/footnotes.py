"""Write the notes of a document as Word's own footnotes.

In: the notes that a canvas has met, in the order of their marks. Out: the part that holds them, each a paragraph that
begins with its number, behind the two lines that Word draws above the notes of a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cabinetpaper.paper import Footnote
from cabinetpaper.paper import style_names as names
from cabinetpaper.writers.docx.inlines import draw_inlines, words
from cabinetpaper.writers.docx.xml import w

if TYPE_CHECKING:
    from cabinetpaper.writers.docx.canvas import Canvas
    from cabinetpaper.writers.docx.xml import Element

LINES = (("separator", "-1"), ("continuationSeparator", "0"))
"""Word's lines above the notes, that of a page and that of a note which goes on from the page before, with their ids;
notes count from 1.
"""


def footnotes_part(canvas: Canvas) -> Element:
    """Return the notes that the document's body refers to."""
    lines = (
        w("footnote", canvas.paragraph(names.FOOTNOTE, [w("r", w(kind))]), type=kind, id=identifier)
        for kind, identifier in LINES
    )
    drawn = (_note(number, footnote, canvas) for number, footnote in enumerate(canvas.notes, 1))
    return w("footnotes", *lines, *drawn)


def _note(number: int, footnote: Footnote, canvas: Canvas) -> Element:
    own = w("r", w("rPr", w("rStyle", val=canvas.style(names.FOOTNOTE_MARK))), w("footnoteRef"))
    content = [own, words(" "), *draw_inlines(footnote.inlines, canvas)]
    return w("footnote", canvas.paragraph(names.FOOTNOTE, content), id=str(number))
