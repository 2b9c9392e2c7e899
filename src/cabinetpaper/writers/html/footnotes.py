"""Draw the notes of a page that has no feet to put them at: a list at its end.

In: a canvas with the paper's notes. Out: an ordered list, each note with a link back to its mark.
"""

from __future__ import annotations

from html import escape

from cabinetpaper.paper import Note, PartKind, Table
from cabinetpaper.writers.html.canvas import Canvas
from cabinetpaper.writers.html.inlines import attribute, draw_inlines, mark_id


def draw_notes(canvas: Canvas) -> str:
    """Return the notes, or nothing where there are none."""
    drawn = "".join(_note(note, canvas) for note in canvas.notes.values())
    return f'<ol class="notes">{drawn}</ol>' if drawn else ""


def _note(note: Note, canvas: Canvas) -> str:
    words = draw_inlines(note.footnote.inlines, canvas)
    back = f'<a href="#{escape(mark_id(note.footnote))}" role="doc-backlink">Back to {_whence(note, canvas)}</a>'
    return f"<li{attribute('id', note.footnote.id)}>{words} {back}</li>"


def _whence(note: Note, canvas: Canvas) -> str:
    """Return what holds the mark: `paragraph 12`, `recommendation (i)`, `the table`."""
    holder, kind = note.marked.holder, note.marked.kind
    if kind is PartKind.RECOMMENDATION:
        return f"recommendation {canvas.number[holder.id]}"
    if kind in {PartKind.HEADING, PartKind.PARAGRAPH} and holder.id in canvas.number:
        return f"paragraph {canvas.number[holder.id]}"
    if isinstance(note.marked.block, Table):
        return "the table"
    return "the caption" if kind is PartKind.CAPTION else "the text"
