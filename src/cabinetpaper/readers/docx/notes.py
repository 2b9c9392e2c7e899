"""Read the notes of a document: footnotes as Word keeps them in a part of their own, and endnotes, which a paper prints
as footnotes.

In: the parts that hold them. Out: for the mark of a note the `Footnote` in its plain form. A note keeps the id that the
bookmark round its mark gives it; one that an editor wrote gets `new_note_1`, `new_note_2` … in reading order. What has
words and no mark is reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from cabinetpaper.finding import Severity
from cabinetpaper.paper import Break, Footnote, Inline, NoteInline, Text, notes_in, plain_inlines, printed
from cabinetpaper.readers.docx.fields import Fields
from cabinetpaper.readers.docx.inlines import Content, InlineReader
from cabinetpaper.readers.docx.names import attribute, w
from cabinetpaper.readers.docx.report import Report
from cabinetpaper.readers.docx.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from cabinetpaper.readers.docx.package import Package

_PARTS: Final = {"footnote": "footnotes", "endnote": "endnotes"}
_RULED: Final = frozenset({"separator", "continuationSeparator", "continuationNotice"})
"""Types of what stands in a part of notes and is none: the lines that Word draws above them."""


class NoteReader:
    """Reads the note of each mark, once."""

    def __init__(self, package: Package, styles: Styles, report: Report) -> None:
        self._report = report
        self._held: dict[tuple[str, str], Element] = {}
        self._readers: dict[str, InlineReader] = {}
        self._new = 0
        for kind, part in _PARTS.items():
            name = package.related(part)
            root = package.root(name)
            links = package.links(name)
            self._readers[kind] = InlineReader(styles, lambda link, links=links: links.get(link, ""), report)  # type: ignore[misc]
            for one in [] if root is None else root.iterfind(w(kind)):
                if attribute(one, "type") not in _RULED:
                    self._held[kind, attribute(one, "id")] = one

    def read(self, kind: str, number: str, identifier: str) -> Footnote | None:
        """Return the note of a mark under its id, or None if there is no such note or its mark stood before."""
        note = self._held.pop((kind, number), None)
        if note is None:
            return None
        reader = self._readers[kind]
        reader.fields = Fields()  # a field that one note leaves open silences no other
        contents = [reader.read(paragraph) for paragraph in self._paragraphs(note)]
        self._say(kind, contents)
        lines: list[Inline] = []
        for place, content in enumerate(contents):
            lines += [*([Break()] if place else []), *(content.inlines if place else _without_gap(content.inlines))]
        self._new += not identifier
        return Footnote(identifier or f"new_note_{self._new}", _in_note(plain_inlines(tuple(lines))))

    def _paragraphs(self, note: Element) -> Iterator[Element]:
        for child in note:
            if child.tag == w("p"):
                yield child
            elif child.tag == w("sdt"):
                for content in child.iterfind(w("sdtContent")):
                    yield from self._paragraphs(content)
            elif words := "".join(part.text or "" for part in child.iter(w("t"))):
                self._report.add("DOCX-NOT-CARRIED", f"A table in a note was left out: “{words}”")

    def _say(self, kind: str, contents: list[Content]) -> None:
        words = " ".join(printed(content.inlines, {}).strip() for content in contents)
        if kind == "endnote":
            self._report.add(
                "DOCX-NOT-CARRIED", f"An endnote was read as a footnote: “{words}”", severity=Severity.NOTE
            )
        if len(contents) > 1:
            self._report.add(
                "DOCX-NOT-CARRIED",
                f"The paragraphs of a note were read as lines of one: “{words}”",
                severity=Severity.NOTE,
            )
        for picture in (picture for content in contents for picture in content.pictures):
            self._report.add("DOCX-NOT-CARRIED", f"A picture in a note was left out: “{picture.alt or picture.name}”")

    def report_others(self) -> None:
        """Report the notes whose marks nobody has met."""
        self._report.place = ""
        for (kind, number), note in self._held.items():
            words = "".join(part.text or "" for part in note.iter(w("t"))).strip()
            if words:
                self._report.add(
                    "DOCX-NOT-CARRIED", f"{kind.capitalize()} {number} has no mark that was read: “{words}”"
                )


def one_line(inlines: tuple[Inline, ...], report: Report) -> str:
    """Return the words of what is no more than words in a paper, such as a title; a note in it is reported."""
    for footnote in notes_in(inlines):
        report.add(
            "DOCX-NOT-CARRIED", f"A footnote in a title or heading cell was left out: “{printed(footnote.inlines, {})}”"
        )
    return printed(inlines, {})


def _without_gap(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return a note without the space or tab that stands between its number and its words."""
    first = inlines[0] if inlines else None
    if isinstance(first, Text) and first.text[:1] in {" ", "\t", "\N{NO-BREAK SPACE}"}:
        return (Text(first.text[1:], first.style), *inlines[1:])
    return inlines


def _in_note(inlines: tuple[Inline, ...]) -> tuple[NoteInline, ...]:
    return tuple(one for one in inlines if not isinstance(one, Footnote))
