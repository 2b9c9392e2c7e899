"""Read the notes of a document: footnotes as Word keeps them in a part of their own, and endnotes, which a paper prints
as footnotes.

In: the nodes of each note. Out: for the mark of a note the `Footnote` in its plain form. A note keeps the id that the
bookmark round its mark gives it; one that an editor wrote gets `new_note_1`, `new_note_2` … in reading order. What has
words and no mark is reported.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cabinetpaper.finding import Severity
from cabinetpaper.paper import Break, Footnote, Inline, Reference, Text, notes_in, plain_inlines, printed
from cabinetpaper.paper.walk import in_note
from cabinetpaper.readers.docx.inlines import InlineReader
from cabinetpaper.readers.docx.report import Report
from cabinetpaper.readers.docx.styles import Styles
from cabinetpaper.readers.docx.tree import Node, Table
from cabinetpaper.readers.docx.views import Line, Sight, View, words_seen

Notes = Mapping[tuple[str, str], list[Node]]
"""The nodes of each note by its kind (`footnote`, `endnote`) and number."""
_GAPS: Final = frozenset({" ", "\t", "\N{NO-BREAK SPACE}"})


class NoteReader:
    """Reads the note of each mark, once."""

    def __init__(self, notes: Notes, styles: Styles, report: Report, view: View) -> None:
        self._held = dict(notes)
        self._styles, self._report, self._view = styles, report, view
        self._used: set[str] = set()
        self._new = 0

    def read(self, kind: str, number: str, identifier: str) -> Footnote | None:
        """Return the note of a mark under its id, or None if there is no such note or its mark stood before."""
        nodes = self._held.pop((kind, number), None)
        if nodes is None:
            return None
        reader = InlineReader(self._styles, self._report, self._view)
        lines: list[Inline] = []
        count = 0
        for node in Sight(self._view).lines(nodes):
            if isinstance(node, Table):
                self._report.left_out("A table in a note", words_seen([node], self._view))
            elif isinstance(node, Line):
                content = reader.read(node)
                for image in content.pictures:
                    self._report.left_out("A picture in a note", image.alt or image.name)
                if node.gone or (node.sources[0].loose and not content.inlines):
                    continue
                lines += [*([Break()] if count else []), *(content.inlines if count else _without_gap(content.inlines))]
                count += 1
        inlines = in_note(plain_inlines(tuple(lines)))
        words = " ".join(printed(inlines, {}).split("\n")).strip()
        if kind == "endnote":
            self._note(f"An endnote was read as a footnote: “{words}”")
        if count > 1:
            self._note(f"The paragraphs of a note were read as lines of one: “{words}”")
        if not identifier or identifier in self._used:
            self._new += 1
            identifier = f"new_note_{self._new}"
        self._used.add(identifier)
        return Footnote(identifier, inlines)

    def _note(self, message: str) -> None:
        self._report.add("DOCX-NOT-CARRIED", message, severity=Severity.NOTE)

    def report_others(self) -> None:
        """Report the notes whose marks nobody has met."""
        self._report.place = ""
        for (kind, number), nodes in self._held.items():
            if words := words_seen(nodes, self._view):
                self._report.add(
                    "DOCX-NOT-CARRIED", f"{kind.capitalize()} {number} has no mark that was read: “{words}”"
                )


def one_line(inlines: tuple[Inline, ...], report: Report) -> str:
    """Return the words of what is no more than words in a paper, such as a title; a note in it is reported."""
    for footnote in notes_in(inlines):
        report.left_out("A footnote in a title or heading cell", printed(footnote.inlines, {}))
    if any(isinstance(inline, Reference) for inline in inlines):
        report.left_out("A reference in a title or heading cell", printed(inlines, {}))
    return printed(inlines, {})


def _without_gap(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return a note without the space or tab that stands between its number and its words."""
    first = inlines[0] if inlines else None
    if isinstance(first, Text) and first.text[:1] in _GAPS:
        return (Text(first.text[1:], first.style), *inlines[1:])
    return inlines
