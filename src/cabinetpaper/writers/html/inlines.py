"""Draw the inlines: words, figures, ratings, references, links, gaps, the marks of notes and the notes.

In: a run of inlines. Out: HTML whose text is exactly what `printed` gives, escaped. On the web the notes are a list at
the end of the page; in print each goes to the foot of the page that its mark is on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from typing import Final, assert_never

from cabinetpaper.measure import Rag
from cabinetpaper.paper import Note, PartKind, gap_text, inline_text, model, stretches
from cabinetpaper.writers.html.canvas import Canvas
from cabinetpaper.writers.layout import ADDRESS

CHIP_CLASS: Final = {Rag.GREEN: "green", Rag.AMBER: "amber", Rag.RED: "red", Rag.BLUE: "blue", Rag.UNRATED: "unrated"}
LONGEST: Final = 1200
"""A piece of a note has at most so many characters, some ten lines, unless one figure or link has more."""
BACK_TO_THE_TEXT: Final = "Back to the text"

_TAG: Final = {model.Style.PLAIN: "", model.Style.STRONG: "strong", model.Style.EMPHASIS: "em"}
_SENTENCE: Final = re.compile(r".*?[.!?…][)”’\"]*\s+|.+", re.DOTALL)
_CHUNK: Final = re.compile(rf".{{1,{LONGEST}}}(?:\s|$)|.{{1,{LONGEST}}}", re.DOTALL)


def draw_inlines(inlines: tuple[model.Inline, ...], canvas: Canvas) -> str:
    """Return the inlines as HTML."""
    return "".join(_draw(inline, canvas) for inline in stretches(inlines))


def attribute(name: str, value: str) -> str:
    """Return an attribute with a space before it, or nothing where the value is empty."""
    return f' {name}="{escape(value)}"' if value else ""


def identified(identifier: str, canvas: Canvas) -> str:
    """Return the `id` attribute; in print only where a link leads to it, since every other one would be a named
    destination.
    """
    return "" if canvas.printed and identifier not in canvas.targets else attribute("id", identifier)


def _draw(inline: model.Inline, canvas: Canvas) -> str:
    match inline:
        case model.Text() | model.Figure():
            text, tag = escape(inline.text, quote=False), _TAG[inline.style]
            return f"<{tag}>{text}</{tag}>" if tag else text
        case model.Rating():
            return f'<b class="chip {CHIP_CLASS[inline.rag]}">{inline.rag.label}</b>'
        case model.Reference():
            text = escape(inline_text(inline, canvas.number))
            return f'<a href="#{escape(inline.target)}">{text}</a>' if inline.target in canvas.targets else text
        case model.Link():
            text = escape(inline.text, quote=False)
            return f'<a href="{escape(inline.url)}">{text}</a>' if ADDRESS.fullmatch(inline.url) else text
        case model.Gap():
            return f'<mark class="gap">{escape(gap_text(inline), quote=False)}</mark>'
        case model.Break():
            return "<br>"
        case model.Footnote():
            return _draw_mark(inline, canvas)
        case _:
            assert_never(inline)


def mark_id(footnote: model.Footnote) -> str:
    """Return the id of the mark of a note, which has the footnote's own."""
    return f"{footnote.id}-mark"


def mark_label(number: str) -> str:
    """Return what the mark of a note says to those who hear it."""
    return f"Note {number}"


def _draw_mark(footnote: model.Footnote, canvas: Canvas) -> str:
    """Return the mark of a note; in print the note follows, in pieces of which each may go to the next page, and the
    engine takes it to the foot.
    """
    number, name = canvas.layout.notes[footnote.id].number, escape(footnote.id)
    mark, label = escape(mark_id(footnote)), mark_label(number)
    drawn = f'<sup><a href="#{name}" id="{mark}" role="doc-noteref" aria-label="{label}">{number}</a></sup>'
    if not canvas.printed:
        return drawn
    back = f'{canvas.start()}<a href="#{mark}" class="number" aria-label="{BACK_TO_THE_TEXT}">{number} </a>'
    first, *others = (draw_inlines(piece, canvas) for piece in pieces(footnote.inlines))
    rest = "".join(f'<span class="footnote">{other}</span>' for other in others)
    return f'{drawn}<span class="footnote" id="{name}">{back}{first}</span>{rest}'


def pieces(inlines: tuple[model.Inline, ...]) -> tuple[tuple[model.Inline, ...], ...]:
    """Return a note in pieces that can stand on pages of their own, at least one.

    The PDF engine never parts a note that it puts at the foot of a page, so that one longer than the page would be
    lost. The cuts are at the ends of sentences; all but very long notes are one piece.
    """
    if sum(len(inline_text(inline, {})) for inline in inlines) <= LONGEST:
        return (inlines,)
    found: list[list[model.Inline]] = [[]]
    length = 0
    for part in (part for inline in stretches(inlines) for part in _parts(inline)):
        size = len(inline_text(part, {}))
        if found[-1] and length + size > LONGEST:
            found.append([])
            length = 0
        found[-1].append(part)
        length += size
    return tuple(map(tuple, found))


def _parts(inline: model.Inline) -> Iterator[model.Inline]:
    """Return words sentence by sentence, a sentence that is too long in chunks; anything else is one part."""
    if not isinstance(inline, model.Text):
        yield inline
        return
    for sentence in _SENTENCE.findall(inline.text):
        yield from (replace(inline, text=chunk) for chunk in _CHUNK.findall(sentence))


def draw_notes(canvas: Canvas) -> str:
    """Return the notes as a list, each with a link back to its mark, or nothing where there are none."""
    drawn = [
        f"<li{attribute('id', note.footnote.id)}>{draw_inlines(note.footnote.inlines, canvas)} "
        f'<a href="#{escape(mark_id(note.footnote))}" role="doc-backlink">Back to {_holder(note, canvas)}</a></li>'
        for note in canvas.layout.notes.values()
    ]
    return f'<ol class="notes">{"".join(drawn)}</ol>' if drawn else ""


def _holder(note: Note, canvas: Canvas) -> str:
    """Return what holds the mark of a note: `paragraph 12`, `recommendation (i)`, `the table`."""
    holder, kind = note.marked.holder, note.marked.kind
    if kind is PartKind.RECOMMENDATION:
        return f"recommendation {canvas.number[holder.id]}"
    if kind in {PartKind.HEADING, PartKind.PARAGRAPH} and holder.id in canvas.number:
        return f"paragraph {canvas.number[holder.id]}"
    if isinstance(note.marked.block, model.Table):
        return "the table"
    return "the caption" if kind is PartKind.CAPTION else "the text"
