"""Make the inlines of a paragraph out of its pieces, one rule for each kind of piece.

In: `Line`s of one part, one after the other. Out: for each its inlines in their plain form, its pictures and what its
fields say; what a paper does not carry is reported with its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from cabinetpaper.finding import Severity
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
    note_from_bookmark,
    plain_inlines,
)
from cabinetpaper.readers.docx.fields import Instruction
from cabinetpaper.readers.docx.report import Report
from cabinetpaper.readers.docx.styles import CharacterMeaning, Styles
from cabinetpaper.readers.docx.tree import (
    Anchor,
    AnchorEnd,
    Boxed,
    Edge,
    Field,
    FieldMark,
    Hyperlink,
    Image,
    LineBreak,
    Look,
    NoteMark,
    Unread,
    Words,
)
from cabinetpaper.readers.docx.views import Line, View, words_seen

_RATING: Final = re.compile(
    rf"\s*+(?:[{''.join(rag.shape for rag in Rag)}]\s*+)?({'|'.join(rag.value for rag in Rag)})\s*", re.IGNORECASE
)
_RATINGS: Final = {rag.value.lower(): rag for rag in Rag}
_FIELDS_OF_WORDS: Final = frozenset({"HYPERLINK", "PAGE", "NUMPAGES", "PAGEREF"})
_UNSEEN_FIELDS: Final = frozenset({"XE", "TC", "RD", "TA"})
"""Fields of words, whose results are read without a remark; and marks for an index, which show nothing."""


@dataclass
class Content:
    """What stands in a paragraph; `contents` are the lists of contents that begin in it."""

    inlines: tuple[Inline, ...] = ()
    anchors: list[str] = field(default_factory=list)
    pictures: list[Image] = field(default_factory=list)
    contents: list[Instruction] = field(default_factory=list)
    in_contents: bool = False


@dataclass
class _Stretch:
    """A stretch of one character style, or something that is no words at all."""

    meaning: CharacterMeaning
    parts: list[str] = field(default_factory=list)
    other: Inline | None = None
    link: Hyperlink | None = None

    @property
    def text(self) -> str:
        return "".join(self.parts)


@dataclass(eq=False)
class _OpenField:
    """A field that is open: what it says, the words in its code, those of its result where it computes them, the link
    that it is, the list of open fields that it stands in.
    """

    instruction: Instruction
    coded: list[str] = field(default_factory=list)
    result: list[str] = field(default_factory=list)
    in_result: bool = False
    link: Hyperlink | None = None
    among: list[_OpenField] | None = None

    def enter(self, among: list[_OpenField]) -> None:
        among.append(self)
        self.among = among

    def leave(self) -> None:
        """Leave the list of open fields, with any behind it that were left open."""
        while self.among:
            self.among.pop().among = None


def _no_note(kind: str, number: str, identifier: str) -> Footnote | None:
    """Return no note, as within a note."""
    del kind, number, identifier
    return None


class InlineReader:
    """Reads the lines of one part in their order; fields that are open at the end of one are open in the next."""

    def __init__(
        self, styles: Styles, report: Report, view: View, note: Callable[[str, str, str], Footnote | None] = _no_note
    ) -> None:
        self._styles, self._report, self._view, self._note = styles, report, view, note
        self._stretches: list[_Stretch] = []
        self._content = Content()
        self._fields: dict[Field, _OpenField] = {}
        self._coding: list[_OpenField] = []
        self._lists: list[_OpenField] = []
        self._references: list[_OpenField] = []
        self._links: list[_OpenField] = []
        self._entry: list[str] = []
        self._marks: dict[str, str] = {}

    def read(self, line: Line) -> Content:  # noqa: C901  # one case for each kind of piece
        """Return the content of a paragraph."""
        self._stretches, self._entry = [], []
        self._content = Content(anchors=list(line.anchors), in_contents=bool(self._lists))
        for piece in line.pieces:
            match piece:
                case Words():
                    self._say(piece.text, piece.look, piece.link)
                case LineBreak():
                    self._break(piece)
                case FieldMark():
                    self._field_mark(piece)
                case Anchor() if identifier := note_from_bookmark(piece.name):
                    self._marks[piece.number] = identifier
                case AnchorEnd():
                    self._marks.pop(piece.number, None)
                case NoteMark():
                    self._note_mark(piece)
                case Image():
                    self._content.pictures.append(piece)
                case Boxed():
                    self._left_out("A text box", words_seen(piece.nodes, self._view))
                case Unread():
                    self._left_out(piece.called, piece.words)
                case _:
                    pass
        self._content.inlines = plain_inlines(tuple(_inlines(self._stretches, self._report)))
        if entry := "".join(self._entry).strip():
            self._report.entries.append(entry)
        return self._content

    def _left_out(self, called: str, words: str) -> None:
        self._report.left_out(called, words)

    def _add(self, inline: Inline) -> None:
        self._stretches.append(_Stretch(CharacterMeaning(), other=inline))

    def _say(self, words: str, look: Look, link: Hyperlink | None) -> None:
        if self._coding:
            self._coding[-1].coded.append(words)
        elif self._references:
            self._references[-1].result.append(words)
        elif self._lists:
            self._entry.append(words)
        else:
            meaning = self._meaning(look)
            if meaning.kind == "mark":
                if words.strip(" ,"):
                    self._report.add(
                        "DOCX-FORMAT-DROPPED",
                        f"The mark “{words}” was left out: notes are numbered",
                        severity=Severity.NOTE,
                    )
                return
            link = link or (self._links[-1].link if self._links else None)
            last = self._stretches[-1] if self._stretches else None
            alike = last is not None and last.other is None and (last.link, last.meaning) == (link, meaning)
            if last is not None and alike and meaning.kind not in {"gap", "rating"}:
                last.parts.append(words)
            else:
                self._stretches.append(_Stretch(meaning, [words], link=link))

    def _meaning(self, look: Look) -> CharacterMeaning:
        """Return what a run's look says; bold and italic set by hand mean strong and emphasis."""
        for called in look.dropped:
            self._report.add("DOCX-FORMAT-DROPPED", f"{called} was left out", severity=Severity.NOTE)
        meaning = self._styles.character(look.style)
        if (look.strong or look.emphasis) and meaning.kind in {"text", "figure"} and meaning.style is Style.PLAIN:
            return CharacterMeaning(meaning.kind, Style.STRONG if look.strong else Style.EMPHASIS)
        return meaning

    def _break(self, mark: LineBreak) -> None:
        if mark.page:
            self._report.add("DOCX-NOT-CARRIED", "A page break set by hand was left out", severity=Severity.NOTE)
        elif self._coding or self._references or self._lists:
            self._say(" ", Look(), None)
        else:
            self._add(Break())

    def _note_mark(self, mark: NoteMark) -> None:
        """Put the note where its mark stands."""
        if self._coding or self._references or self._lists:
            return
        own = next(reversed(self._marks.values()), "")
        footnote = self._note(mark.kind, mark.number, own)
        if footnote is None:
            self._left_out("An endnote" if mark.kind == "endnote" else "A footnote", "")
        else:
            self._add(footnote)

    # -- fields

    def _field_mark(self, mark: FieldMark) -> None:
        if mark.edge is Edge.BEGIN:
            code = "".join(piece.text for piece in mark.field.codes if self._view.shows(piece.changes))
            opened = _OpenField(Instruction.parse(code))
            if mark.field.closed:
                self._fields[mark.field] = opened
                opened.enter(self._coding)
            else:
                self._report.add(
                    "DOCX-NOT-CARRIED",
                    f"The field {opened.instruction.code or '?'} never ends; it was read as the words it shows",
                )
        elif mark.field in self._fields:
            opened = self._fields[mark.field]
            opened.leave()
            if mark.edge is Edge.SEPARATE:
                self._result_begins(opened)
            else:
                del self._fields[mark.field]
                self._field_ends(opened)

    def _result_begins(self, opened: _OpenField) -> None:
        opened.in_result = True
        instruction = opened.instruction
        if instruction.name == "TOC":
            self._content.contents.append(instruction)
            self._content.in_contents = True
            opened.enter(self._lists)
        elif instruction.target is not None:
            opened.enter(self._references)
        elif instruction.address:
            opened.link = Hyperlink(instruction.address)
            opened.enter(self._links)
        elif instruction.name not in _FIELDS_OF_WORDS and not self._lists:
            self._report.add(
                "DOCX-NOT-CARRIED",
                f"The field {instruction.name or instruction.code} was read as the words it shows",
                severity=Severity.NOTE,
            )

    def _field_ends(self, opened: _OpenField) -> None:
        instruction = opened.instruction
        if words := "".join(opened.coded).strip():
            self._left_out(f"What stands in the code of the field {instruction.name}", words)
        if instruction.target is not None:
            if self._coding or self._references or self._lists:
                self._say("".join(opened.result), Look(), None)
            else:
                shown = "".join(opened.result).strip()
                self._report.references.append((instruction.target, shown, self._report.place))
                self._add(Reference(instruction.target))
        elif instruction.name == "TOC" and not opened.in_result:
            self._content.contents.append(instruction)
        elif not opened.in_result and instruction.name not in _UNSEEN_FIELDS and not (self._coding or self._lists):
            self._report.left_out("A field without a result", instruction.code, severity=Severity.NOTE)


def _inlines(stretches: Sequence[_Stretch], report: Report) -> list[Inline]:
    """Return the inlines that stretches make: gaps and ratings from as many runs as an editor's typing left them in."""
    made: list[Inline] = []
    place = 0
    while place < len(stretches):
        stretch = stretches[place]
        if stretch.other is not None:
            made.append(stretch.other)
        elif stretch.link is not None:
            words = []
            while place < len(stretches) and stretches[place].link is stretch.link:
                words.append(stretches[place].text)
                place += 1
            made.append(Link("".join(words), stretch.link.address))
            continue
        elif stretch.meaning.kind == "gap":
            place, text = _gathered(stretches, place, lambda text: text.startswith("[") and text.endswith("]"))
            made.append(
                Gap(text[1:-1]) if text.startswith("[") and text.endswith("]") and len(text) > 1 else Text(text)
            )
        elif stretch.meaning.kind == "rating":
            place, text = _gathered(stretches, place, lambda text: _RATING.fullmatch(text) is not None)
            made.append(_rating(text, stretch.meaning.rag, report))
        elif stretch.meaning.kind == "figure":
            made.append(Figure(stretch.text, style=stretch.meaning.style))
        else:
            made.append(Text(stretch.text, stretch.meaning.style))
        place += 1
    return made


_TORN: Final = 40
"""In how many runs an editor's typing may leave one gap or rating."""


def _gathered(stretches: Sequence[_Stretch], place: int, complete: Callable[[str], bool]) -> tuple[int, str]:
    """Return the last of the stretches of one style from a place on that together are complete, and their words; if
    none are, the first.
    """
    words = ""
    first = stretches[place]
    for end in range(place, min(len(stretches), place + _TORN)):
        if stretches[end].other is not None or (stretches[end].meaning, stretches[end].link) != (first.meaning, None):
            break
        words += stretches[end].text
        if complete(words):
            return end, words
    return place, first.text


def _rating(words: str, styled: Rag | None, report: Report) -> Inline:
    found = _RATING.fullmatch(words)
    rag = _RATINGS[found[1].lower()] if found else None
    if rag is not styled:
        report.add(
            "DOCX-RATING-CHANGED", f"“{words}” stands in the style of {'a rating' if styled is None else styled.value}"
        )
    return Text(words) if rag is None else Rating(rag)
