"""Draw the inlines: words, figures, ratings, references, links, gaps, the marks of notes and the notes.

In: a run of inlines in their plain form. Out: runs and fields whose only property is a character style; the part with
Word's own footnotes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from cabinetpaper.paper import bookmark, gap_text, inline_text, model
from cabinetpaper.paper import style_names as names
from cabinetpaper.writers.docx.xml import R, text, w
from cabinetpaper.writers.layout import ADDRESS

if TYPE_CHECKING:
    from cabinetpaper.writers.docx.canvas import Canvas
    from cabinetpaper.writers.docx.xml import Element

FOOTNOTE_LINES: Final = (("separator", "-1"), ("continuationSeparator", "0"))
"""Word's lines above the notes, that of a page and that of a note which goes on from the page before, with their ids;
notes count from 1.
"""


def draw_inlines(inlines: tuple[model.Inline, ...], canvas: Canvas) -> list[Element]:
    """Return the runs of some inlines."""
    drawn: list[Element] = []
    for place, inline in enumerate(inlines):
        if place and isinstance(inline, model.Footnote) and isinstance(inlines[place - 1], model.Footnote):
            drawn.append(run(",", canvas, names.FOOTNOTE_MARK))  # or 1 and 2 would read 12
        drawn += _draw(inline, canvas)
    return drawn


def _draw(inline: model.Inline, canvas: Canvas) -> list[Element]:
    match inline:
        case model.Text():
            return [run(inline.text, canvas, names.TEXT[inline.style])]
        case model.Figure():
            return [run(inline.text, canvas, names.FIGURE[inline.style])]
        case model.Rating():
            styles = names.CROWDED_RATING if canvas.crowded else names.RATING
            return [run(inline.rag.label, canvas, styles[inline.rag])]
        case model.Reference():
            return field(f" REF {bookmark(inline.target)} \\r \\h ", inline_text(inline, canvas.layout.number))
        case model.Link():
            if not ADDRESS.fullmatch(inline.url):
                return [run(inline.text, canvas)]
            link = w("hyperlink", run(inline.text, canvas, names.HYPERLINK), history="1")
            link.set(f"{{{R}}}id", canvas.link(inline.url))
            return [link]
        case model.Gap():
            return [run(gap_text(inline), canvas, names.GAP)]
        case model.Break():
            return [w("r", w("br"))]
        case model.Footnote():
            mark = w("footnoteReference", id=str(len(canvas.notes) + 1))
            return canvas.note(inline, w("r", _styled(canvas, names.FOOTNOTE_MARK), mark))
        case _:
            assert_never(inline)


def run(content: str, canvas: Canvas, style: str = "") -> Element:
    """Return a run of words, in a character style where one is named."""
    drawn = words(content)
    if style:
        drawn.insert(0, _styled(canvas, style))
    return drawn


def _styled(canvas: Canvas, style: str) -> Element:
    return w("rPr", w("rStyle", val=canvas.style(style)))


def words(content: str) -> Element:
    """Return a run without properties; a tab in the words becomes Word's tab."""
    drawn = w("r")
    for place, part in enumerate(content.split("\t")):
        if place:
            drawn.append(w("tab"))
        if part or part == content:
            drawn.append(text(part))
    return drawn


def field(instruction: str, shown: str) -> list[Element]:
    """Return a field with what it showed when it was last computed."""
    code = w("instrText")
    code.text = instruction
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    begin, separate, end = (w("r", w("fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end"))
    return [begin, w("r", code), separate, w("r", text(shown)), end]


def footnotes_part(canvas: Canvas) -> Element:
    """Return the part with the notes that the document's body refers to, each a paragraph that begins with its number,
    behind the two lines that Word draws above the notes of a page.
    """
    part = w("footnotes")
    for kind, identifier in FOOTNOTE_LINES:
        line = canvas.paragraph(names.FOOTNOTE, [w("r", w(kind))])
        part.append(w("footnote", line, type=kind, id=identifier))
    for number, footnote in enumerate(canvas.notes, 1):
        own = w("r", _styled(canvas, names.FOOTNOTE_MARK), w("footnoteRef"))
        content = [own, words(" "), *draw_inlines(footnote.inlines, canvas)]
        part.append(w("footnote", canvas.paragraph(names.FOOTNOTE, content), id=str(number)))
    return part
