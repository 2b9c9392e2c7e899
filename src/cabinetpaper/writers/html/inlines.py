"""Draw the inlines: words, figures, ratings, references, links, gaps, the marks of notes.

In: a run of inlines. Out: HTML whose text is exactly what `printed` gives, escaped; in print a note goes to the foot of
the page that its mark is on.
"""

from __future__ import annotations

import re
from html import escape
from typing import Final, assert_never

from cabinetpaper.measure import Rag
from cabinetpaper.paper import (
    Break,
    Figure,
    Footnote,
    Gap,
    Inline,
    Link,
    Rating,
    Reference,
    Style,
    Text,
    gap_text,
    inline_text,
    stretches,
)
from cabinetpaper.writers.html.canvas import Canvas
from cabinetpaper.writers.html.pieces import pieces

CHIP_CLASS: Final = {Rag.GREEN: "green", Rag.AMBER: "amber", Rag.RED: "red", Rag.BLUE: "blue", Rag.UNRATED: "unrated"}

_ADDRESS: Final = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)


def draw_inlines(inlines: tuple[Inline, ...], canvas: Canvas) -> str:
    """Return the inlines as HTML."""
    return "".join(_draw(inline, canvas) for inline in stretches(inlines))


def attribute(name: str, value: str) -> str:
    """Return an attribute with a space before it, or nothing where the value is empty."""
    return f' {name}="{escape(value)}"' if value else ""


def identified(identifier: str, canvas: Canvas) -> str:
    """Return the `id` attribute; in print only where a link leads to it, since every other one would be a named
    destination.
    """
    if canvas.printed and identifier not in canvas.targets:
        return ""
    return attribute("id", identifier)


def _draw(inline: Inline, canvas: Canvas) -> str:
    match inline:
        case Text() | Figure():
            return _styled(escape(inline.text, quote=False), inline.style)
        case Rating():
            return _chip(inline.rag)
        case Reference():
            text = escape(inline_text(inline, canvas.number))
            return f'<a href="#{escape(inline.target)}">{text}</a>' if inline.target in canvas.targets else text
        case Link():
            text = escape(inline.text, quote=False)
            return f'<a href="{escape(inline.url)}">{text}</a>' if _ADDRESS.fullmatch(inline.url) else text
        case Gap():
            return f'<mark class="gap">{escape(gap_text(inline), quote=False)}</mark>'
        case Break():
            return "<br>"
        case Footnote():
            return _mark(inline, canvas)
        case _:
            assert_never(inline)


def mark_id(footnote: Footnote) -> str:
    """Return the id of the mark of a note, which has the footnote's own."""
    return f"{footnote.id}-mark"


def _mark(footnote: Footnote, canvas: Canvas) -> str:
    """Return the mark of a note; in print the note follows, in pieces of which each may go to the next page, and the
    engine takes it to the foot.
    """
    number, name = canvas.notes[footnote.id].number, escape(footnote.id)
    mark = escape(mark_id(footnote))
    drawn = f'<sup><a href="#{name}" id="{mark}" role="doc-noteref" aria-label="Note {number}">{number}</a></sup>'
    if not canvas.printed:
        return drawn
    back = f'{canvas.start}<a href="#{mark}" class="number" aria-label="Back to the text">{number} </a>'
    first, *others = (draw_inlines(piece, canvas) for piece in pieces(footnote.inlines))
    return f'{drawn}<span class="footnote" id="{name}">{back}{first}</span>' + "".join(
        f'<span class="footnote">{other}</span>' for other in others
    )


def _styled(text: str, style: Style) -> str:
    if style is Style.STRONG:
        return f"<strong>{text}</strong>"
    return f"<em>{text}</em>" if style is Style.EMPHASIS else text


def _chip(rag: Rag) -> str:
    """Return a rating as a labelled chip."""
    return f'<b class="chip {CHIP_CLASS[rag]}">{rag.label}</b>'
