"""Read the inlines of a paragraph: one rule for each element that Word may put there.

In: the content of a `w:p`. Out: inlines in their plain form, the ids of the bookmarks in it, its pictures; what no rule
carries is reported with its words.

The constructs, and what becomes of them: [x] carried, [-] carried and reported, [ ] reported with its words.

    [x] run, text, tab, line break, hard and soft hyphens   [x] character styles of ours   [x] bold and italic set by
    hand [x] hyperlink, HYPERLINK field   [x] REF field, TOC field   [x] content control, smart tag, custom XML: read
    through [x] footnote   [-] endnote, insertion, arrival of a move, other fields   [ ] deletion, departure of a move,
    comment [ ] text box, formula, embedded object, unknown picture   [ ] underline, highlight, strike, superscript
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

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
    from_bookmark,
    note_from_bookmark,
    plain_inlines,
)
from cabinetpaper.readers.docx.fields import Field, Fields
from cabinetpaper.readers.docx.names import WP, R, attribute, child_value, w
from cabinetpaper.readers.docx.report import Report
from cabinetpaper.readers.docx.styles import CharacterMeaning, Styles

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_RATING: Final = re.compile(
    rf"\s*[{''.join(rag.shape for rag in Rag)}]?\s*({'|'.join(rag.value for rag in Rag)})\s*", re.IGNORECASE
)
_RATINGS: Final = {rag.value.lower(): rag for rag in Rag}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its name, which is the id of its chart, and what it shows."""

    name: str
    alt: str


@dataclass
class Content:
    """What stands in a paragraph."""

    inlines: tuple[Inline, ...] = ()
    anchors: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    contents: list[Field] = field(default_factory=list)


@dataclass
class _Piece:
    """A stretch of one character style, or something that is no words at all."""

    meaning: CharacterMeaning
    text: str = ""
    other: Inline | None = None


def _no_note(kind: str, number: str, identifier: str) -> Footnote | None:
    """Return no note, as within a note."""
    del kind, number, identifier
    return None


class InlineReader:
    """Reads paragraphs one after another; fields that are open at the end of one are open at the start of the next."""

    def __init__(
        self,
        styles: Styles,
        links: Callable[[str], str],
        report: Report,
        note: Callable[[str, str, str], Footnote | None] = _no_note,
    ) -> None:
        self.fields = Fields()
        self._styles, self._links, self._report, self._note = styles, links, report, note
        self._pieces: list[_Piece] = []
        self._content = Content()
        self._marks: dict[str, str] = {}

    def read(self, paragraph: Element) -> Content:
        """Return the content of a paragraph."""
        self._pieces, self._content = [], Content()
        self._children(paragraph)
        self._content.inlines = plain_inlines(tuple(_inlines(self._pieces, self._report)))
        return self._content

    def _children(self, parent: Element) -> None:
        for child in parent:
            rule = _RULES.get(str(child.tag))
            if rule is not None:
                rule(self, child)
            elif child.tag not in _SILENT:
                self._lost(child)

    def _lost(self, element: Element) -> None:
        """Report an element that no rule carries, with its words."""
        words = "".join(str(part) for part in element.itertext()).strip()
        name = str(element.tag).rpartition("}")[2]
        self._report.add(
            "DOCX-NOT-CARRIED", f"{_CALLED.get(name, name)} was left out" + (f": “{words}”" if words else "")
        )

    def _run(self, run: Element) -> None:
        meaning = self._meaning(run)
        for child in run:
            tag = str(child.tag)
            if tag in _WORDS:
                self._say(_WORDS[tag](child), meaning)
            elif tag in _RUN_RULES:
                _RUN_RULES[tag](self, child)
            elif tag not in _SILENT:
                self._lost(child)

    def _say(self, words: str, meaning: CharacterMeaning) -> None:
        if self.fields.silent:
            return
        if meaning.kind == "mark":
            if words.strip(" ,"):
                self._report.add(
                    "DOCX-FORMAT-DROPPED",
                    f"The mark “{words}” was left out: notes are numbered",
                    severity=Severity.NOTE,
                )
        elif self.fields.address:
            self._pieces.append(_Piece(meaning, other=Link(words, self.fields.address)))
        elif (
            self._pieces
            and self._pieces[-1].other is None
            and self._pieces[-1].meaning == meaning
            and meaning.kind not in {"gap", "rating"}
        ):
            self._pieces[-1].text += words
        else:
            self._pieces.append(_Piece(meaning, words))

    def _meaning(self, run: Element) -> CharacterMeaning:
        """Return what a run's properties say; bold and italic set by hand mean strong and emphasis."""
        properties = run.find(w("rPr"))
        if properties is None:
            return CharacterMeaning()
        meaning = self._styles.character(child_value(properties, "rStyle"))
        for tag, called in _DROPPED.items():
            held = properties.find(w(tag))
            if held is not None and attribute(held, "val") not in {"0", "false", "none", "baseline", "off"}:
                self._report.add("DOCX-FORMAT-DROPPED", f"{called} was left out", severity=Severity.NOTE)
        if meaning.kind in {"text", "figure"} and meaning.style is Style.PLAIN:
            for tag, style in (("b", Style.STRONG), ("i", Style.EMPHASIS)):
                held = properties.find(w(tag))
                if held is not None and attribute(held, "val", "1") not in {"0", "false", "off"}:
                    return CharacterMeaning(meaning.kind, style)
        return meaning

    def _link(self, link: Element) -> None:
        if self.fields.silent:
            return self._children(link)
        address = self._links(link.get(f"{{{R}}}id", ""))
        held, self._pieces = self._pieces, []
        self._children(link)
        words, self._pieces = self._pieces, held
        if address:
            self._pieces.append(_Piece(CharacterMeaning(), other=Link("".join(piece.text for piece in words), address)))
            self._pieces += [piece for piece in words if isinstance(piece.other, Footnote)]
        else:
            self._pieces += [
                _Piece(CharacterMeaning() if piece.meaning.kind == "link" else piece.meaning, piece.text, piece.other)
                for piece in words
            ]
        return None

    def _bookmark(self, start: Element) -> None:
        name = attribute(start, "name")
        if identifier := from_bookmark(name):
            self._content.anchors.append(identifier)
        elif identifier := note_from_bookmark(name):
            self._marks[attribute(start, "id")] = identifier

    def _bookmark_ends(self, end: Element) -> None:
        self._marks.pop(attribute(end, "id"), None)

    def _inserted(self, element: Element) -> None:
        self._report.add(
            "DOCX-REVISION",
            f"An insertion by {attribute(element, 'author') or 'somebody'} is open: “{_words(element)}”",
        )
        self._children(element)

    def _deleted(self, element: Element) -> None:
        self._report.add(
            "DOCX-REVISION", f"A deletion by {attribute(element, 'author') or 'somebody'} is open: “{_words(element)}”"
        )

    def _control(self, control: Element) -> None:
        for content in control.iterfind(w("sdtContent")):
            self._children(content)

    def _simple_field(self, simple: Element) -> None:
        self.fields.begin()
        self.fields.instruct(attribute(simple, "instr"))
        self._result_follows()
        self._children(simple)
        self._field_ends()

    def _field_mark(self, mark: Element) -> None:
        match attribute(mark, "fldCharType"):
            case "begin":
                self.fields.begin()
            case "separate":
                self._result_follows()
            case "end":
                self._field_ends()

    def _result_follows(self) -> None:
        one = self.fields.separate()
        if one is not None and one.name == "TOC":
            self._content.contents.append(one)
        elif one is not None and one.target is None and one.name not in {"HYPERLINK", "PAGE", "NUMPAGES", "PAGEREF"}:
            self._report.add(
                "DOCX-NOT-CARRIED",
                f"The field {one.name or one.code} was read as the words it shows",
                severity=Severity.NOTE,
            )

    def _field_ends(self) -> None:
        one = self.fields.end()
        if one is not None and one.target is not None and not self.fields.silent:
            self._pieces.append(_Piece(CharacterMeaning(), other=Reference(one.target)))

    def _code(self, code: Element) -> None:
        self.fields.instruct(code.text or "")

    def _break(self, mark: Element) -> None:
        if attribute(mark, "type") in {"page", "column"}:
            self._report.add("DOCX-NOT-CARRIED", "A page break set by hand was left out", severity=Severity.NOTE)
        elif not self.fields.silent:
            self._pieces.append(_Piece(CharacterMeaning(), other=Break()))

    def _drawing(self, drawing: Element) -> None:
        told = next(drawing.iter(f"{{{WP}}}docPr"), None)
        if told is not None:
            self._content.pictures.append(Picture(told.get("name", ""), told.get("descr", "")))
        if words := "".join(part.text or "" for box in drawing.iter(w("txbxContent")) for part in box.iter(w("t"))):
            self._report.add("DOCX-NOT-CARRIED", f"A text box was left out: “{words}”")

    def _alternative(self, alternative: Element) -> None:
        for choice in alternative:
            drawings = list(choice.iter(w("drawing")))
            for drawing in drawings:
                self._drawing(drawing)
            if drawings:
                return
        self._lost(alternative)

    def _note_mark(self, mark: Element) -> None:
        """Put the note where its mark stands."""
        if self.fields.silent:
            return
        own = next(reversed(self._marks.values()), "")
        footnote = self._note(str(mark.tag).rpartition("}")[2].removesuffix("Reference"), attribute(mark, "id"), own)
        if footnote is None:
            self._lost(mark)
        else:
            self._pieces.append(_Piece(CharacterMeaning(), other=footnote))

    def _comment(self, mark: Element) -> None:
        self._report.add("DOCX-COMMENT", f"Comment {attribute(mark, 'id')} stands here")


def _words(element: Element) -> str:
    return "".join(part.text or "" for part in element.iter(w("t"), w("delText")))


def _inlines(pieces: list[_Piece], report: Report) -> list[Inline]:
    """Return the inlines that pieces make: gaps and ratings from as many runs as an editor's typing left them in."""
    made: list[Inline] = []
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        if piece.other is not None:
            made.append(piece.other)
        elif piece.meaning.kind == "gap":
            place, words = _gathered(pieces, place, lambda text: text.startswith("[") and text.endswith("]"))
            made.append(
                Gap(words[1:-1]) if words.startswith("[") and words.endswith("]") and len(words) > 1 else Text(words)
            )
        elif piece.meaning.kind == "rating":
            place, words = _gathered(pieces, place, lambda text: _RATING.fullmatch(text) is not None)
            made.append(_rating(words, piece.meaning.rag, report))
        elif piece.meaning.kind == "figure":
            made.append(Figure(piece.text, style=piece.meaning.style))
        else:
            made.append(Text(piece.text, piece.meaning.style))
        place += 1
    return made


def _gathered(pieces: list[_Piece], place: int, whole: Callable[[str], bool]) -> tuple[int, str]:
    """Return the last of the pieces of one style from a place on that together are whole, and their words; if none are,
    the first.
    """
    words = ""
    for end in range(place, len(pieces)):
        if pieces[end].other is not None or pieces[end].meaning != pieces[place].meaning:
            break
        words += pieces[end].text
        if whole(words):
            return end, words
    return place, pieces[place].text


def _rating(words: str, styled: Rag | None, report: Report) -> Inline:
    found = _RATING.fullmatch(words)
    rag = _RATINGS[found[1].lower()] if found else None
    if rag is not styled:
        report.add(
            "DOCX-RATING-CHANGED", f"“{words}” stands in the style of {'a rating' if styled is None else styled.value}"
        )
    return Text(words) if rag is None else Rating(rag)


_CALLED: Final = {
    "footnoteReference": "A footnote",
    "endnoteReference": "An endnote",
    "oMath": "A formula",
    "oMathPara": "A formula",
    "object": "An embedded object",
    "pict": "A drawing",
    "AlternateContent": "A drawing",
    "sym": "A symbol from a special typeface",
    "ruby": "A reading aid",
    "subDoc": "A part document",
}
_DROPPED: Final = {
    "u": "Underline",
    "strike": "Strike-through",
    "dstrike": "Strike-through",
    "highlight": "Highlighting",
    "vertAlign": "Superscript or subscript",
    "vanish": "Hiding of words",
}
_WORDS: Final[dict[str, Callable[[Element], str]]] = {
    w("t"): lambda element: element.text or "",
    w("tab"): lambda _: "\t",
    w("ptab"): lambda _: "\t",
    w("noBreakHyphen"): lambda _: "\N{NON-BREAKING HYPHEN}",
    w("softHyphen"): lambda _: "\N{SOFT HYPHEN}",
}
_RUN_RULES: Final[dict[str, Callable[[InlineReader, Element], None]]] = {
    w("br"): InlineReader._break,
    w("cr"): InlineReader._break,
    w("fldChar"): InlineReader._field_mark,
    w("instrText"): InlineReader._code,
    w("drawing"): InlineReader._drawing,
    w("commentReference"): InlineReader._comment,
    w("footnoteReference"): InlineReader._note_mark,
    w("endnoteReference"): InlineReader._note_mark,
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent": InlineReader._alternative,
}
_RULES: Final[dict[str, Callable[[InlineReader, Element], None]]] = {
    w("r"): InlineReader._run,
    w("hyperlink"): InlineReader._link,
    w("bookmarkStart"): InlineReader._bookmark,
    w("bookmarkEnd"): InlineReader._bookmark_ends,
    w("ins"): InlineReader._inserted,
    w("moveTo"): InlineReader._inserted,
    w("del"): InlineReader._deleted,
    w("moveFrom"): InlineReader._deleted,
    w("sdt"): InlineReader._control,
    w("smartTag"): InlineReader._children,
    w("customXml"): InlineReader._children,
    w("dir"): InlineReader._children,
    w("bdo"): InlineReader._children,
    w("fldSimple"): InlineReader._simple_field,
}
_SILENT_NAMES: Final = (
    "pPr",
    "rPr",
    "proofErr",
    "permStart",
    "permEnd",
    "lastRenderedPageBreak",
    "commentRangeStart",
    "commentRangeEnd",
    "annotationRef",
    "footnoteRef",
    "endnoteRef",
    "moveFromRangeStart",
    "moveFromRangeEnd",
    "moveToRangeStart",
    "moveToRangeEnd",
    "smartTagPr",
    "customXmlPr",
    "sdtPr",
    "sdtEndPr",
    "customXmlInsRangeStart",
    "customXmlInsRangeEnd",
    "customXmlDelRangeStart",
    "customXmlDelRangeEnd",
    "fldData",
)
_SILENT: Final = frozenset(map(w, _SILENT_NAMES))
"""Marks that carry no words and no meaning of the paper's."""
