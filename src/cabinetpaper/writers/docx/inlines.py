"""Draw the inlines: words, figures, ratings, references, links, gaps, the marks of notes.

In: a run of inlines in their plain form. Out: runs and fields whose only property is a character style.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, assert_never

from cabinetpaper.paper import (
    Break,
    Figure,
    Footnote,
    Gap,
    Inline,
    Link,
    Rating,
    Reference,
    Text,
    bookmark,
    gap_text,
    inline_text,
)
from cabinetpaper.paper import style_names as names
from cabinetpaper.writers.docx.xml import R, text, w

if TYPE_CHECKING:
    from cabinetpaper.writers.docx.canvas import Canvas
    from cabinetpaper.writers.docx.xml import Element

ADDRESS: Final = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
"""What a link may lead to; anything else is drawn as words alone."""


def draw_inlines(inlines: tuple[Inline, ...], canvas: Canvas) -> list[Element]:
    """Return the runs of some inlines."""
    drawn: list[Element] = []
    for place, inline in enumerate(inlines):
        if place and isinstance(inline, Footnote) and isinstance(inlines[place - 1], Footnote):
            drawn.append(run(",", canvas, names.FOOTNOTE_MARK))  # or 1 and 2 would read 12
        drawn += _draw(inline, canvas)
    return drawn


def _draw(inline: Inline, canvas: Canvas) -> list[Element]:
    match inline:
        case Text():
            return [run(inline.text, canvas, names.TEXT[inline.style])]
        case Figure():
            return [run(inline.text, canvas, names.FIGURE[inline.style])]
        case Rating():
            return [
                run(inline.rag.label, canvas, (names.CROWDED_RATING if canvas.crowded else names.RATING)[inline.rag])
            ]
        case Reference():
            return field(f" REF {bookmark(inline.target)} \\r \\h ", inline_text(inline, canvas.number))
        case Link():
            if not ADDRESS.fullmatch(inline.url):
                return [run(inline.text, canvas)]
            link = w("hyperlink", run(inline.text, canvas, names.HYPERLINK), history="1")
            link.set(f"{{{R}}}id", canvas.link(inline.url))
            return [link]
        case Gap():
            return [run(gap_text(inline), canvas, names.GAP)]
        case Break():
            return [w("r", w("br"))]
        case Footnote():
            mark = w("footnoteReference", id=str(len(canvas.notes) + 1))
            return canvas.note(inline, w("r", w("rPr", w("rStyle", val=canvas.style(names.FOOTNOTE_MARK))), mark))
        case _:
            assert_never(inline)


def run(content: str, canvas: Canvas, style: str = "") -> Element:
    """Return a run of words, in a character style where one is named."""
    drawn = words(content)
    if style:
        drawn.insert(0, w("rPr", w("rStyle", val=canvas.style(style))))
    return drawn


def words(content: str) -> Element:
    """Return a run without properties; a tab in the words becomes Word's tab."""
    if "\t" not in content:
        return w("r", text(content))
    drawn = w("r")
    for place, part in enumerate(content.split("\t")):
        if place:
            drawn.append(w("tab"))
        if part:
            drawn.append(text(part))
    return drawn


def field(instruction: str, shown: str) -> list[Element]:
    """Return a field with what it showed when it was last computed."""
    code = w("instrText")
    code.text = instruction
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", code),
        w("r", w("fldChar", fldCharType="separate")),
        w("r", text(shown)),
        w("r", w("fldChar", fldCharType="end")),
    ]
