"""Read drawings, and whatever else may hang in a line: pictures, shapes, diagrams, other documents.

In: the elements round a drawing, as the walk of `elements` comes to them. Out: pictures as `Image`s; of everything else
what it is called and its words, as `Unread`. Of several forms of one drawing the one that Word takes is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from cabinetpaper.readers.docx.levels import Levels
from cabinetpaper.readers.docx.names import MC, A, M, R, w
from cabinetpaper.readers.docx.tree import Changes, Image, Unread

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


class Relations(Protocol):
    """What a part is related to, by the ids of its relations."""

    def address(self, relation: str) -> str:
        """Return the address outside the document that a link leads to, or nothing."""

    def digest(self, relation: str) -> str:
        """Return the SHA-256 of a picture, or nothing if it is not in the file."""

    def words(self, relation: str) -> str:
        """Return the words of a part that is not read: a chart, a diagram, a document inside this one."""


@dataclass(eq=False)
class _Drawing:
    """A drawing that is being read: what it is called, its name, what it shows, whether anything of it was kept."""

    called: str
    name: str = ""
    alt: str = ""
    kept: bool = False


Leave = Callable[[], None] | None
Visit = tuple[Iterable["Element"], Leave] | None
"""The elements to go into, and what to do on the way out; None where an element has been dealt with."""


def words_of(element: Element) -> str:
    """Return all words in an element: those of text, deleted text, formulas and drawings."""
    return "".join(part.text or "" for part in element.iter(*_TEXTS))


class DrawingRules:
    """The rules for drawings, and what a walk through a part holds for them."""

    def __init__(self, relations: Relations) -> None:
        self._relations = relations
        self._levels = Levels()
        self._changes: Changes = ()
        self._drawings: list[_Drawing] = []

    def _drawing(self, element: Element) -> Visit:
        drawing = _Drawing("An embedded object" if element.tag == w("object") else "A drawing")
        self._drawings.append(drawing)

        def leave() -> None:
            self._drawings.pop()
            if not drawing.kept:
                self._levels.add(Unread(self._changes, drawing.called, drawing.alt))

        return element, leave

    def _named(self, element: Element) -> Visit:
        """Take the name of a drawing and what it shows, from `wp:docPr` or from a shape of VML."""
        if self._drawings and not self._drawings[-1].name:
            self._drawings[-1].name = element.get("name") or element.get("id") or ""
            self._drawings[-1].alt = element.get("descr") or element.get("alt") or ""
        return element, None

    def _image(self, element: Element) -> Visit:
        drawing = self._drawings[-1] if self._drawings else _Drawing("")
        if not drawing.kept and drawing.called != "An embedded object":
            relation = element.get(f"{{{R}}}embed") or element.get(f"{{{R}}}id") or ""
            self._levels.add(Image(self._changes, drawing.name, drawing.alt, self._relations.digest(relation)))
            drawing.kept = True
        return None

    def _word_art(self, element: Element) -> Visit:
        if words := element.get("string", ""):
            self._keep("Words drawn as a picture", words)
        return None

    def _drawn_text(self, element: Element) -> Visit:
        if element.text:
            self._keep("Words in a drawing", element.text)
        return None

    def _related(self, element: Element) -> Visit:
        """Report a chart, a diagram or a document that is a part of its own, with its words."""
        name = str(element.tag).rpartition("}")[2]
        relation = element.get(f"{{{R}}}dm") or element.get(f"{{{R}}}id") or ""
        self._keep(_CALLED[name], self._relations.words(relation))
        return None

    def _keep(self, called: str, words: str) -> None:
        if self._drawings:
            self._drawings[-1].kept = True
        self._levels.add(Unread(self._changes, called, words))

    def _alternatives(self, element: Element) -> Visit:
        """Go into the form that Word takes: the first whose requirements it knows, or else the one to fall back on."""
        taken = next((one for one in element if one.tag == f"{{{MC}}}Choice" and _understood(one)), None)
        if taken is None:
            taken = next(element.iterchildren(f"{{{MC}}}Fallback"), None)
        shown = "" if taken is None else words_of(taken)
        for other in element:
            words = "" if other is taken else words_of(other)
            if words and words not in shown:
                self._levels.add(Unread(self._changes, "Another form of a drawing", words))
        return None if taken is None else (taken, None)

    def _unread(self, element: Element) -> Visit:
        name = str(element.tag).rpartition("}")[2]
        self._levels.add(Unread(self._changes, _CALLED.get(name, name), words_of(element).strip()))
        return None


def _understood(choice: Element) -> bool:
    """Return whether Word knows all namespaces that a choice of forms requires."""
    required = choice.get("Requires", "").split()
    return bool(required) and all(_UNDERSTOOD.match(choice.nsmap.get(prefix) or "") for prefix in required)


_UNDERSTOOD: Final = re.compile(
    r"http://schemas\.microsoft\.com/office/(?:word/20\d\d/|drawing/20\d\d/|2006/|mac/)|"
    r"http://schemas\.openxmlformats\.org/|urn:schemas-microsoft-com:"
)
"""Namespaces of Microsoft's own, of which today's Word knows all."""
DRAWN: Final = re.compile(
    r"\{(?:http://schemas\.openxmlformats\.org/drawingml/2006/|http://schemas\.microsoft\.com/office/drawing/|"
    r"http://schemas\.microsoft\.com/office/word/2010/wordprocessing|urn:schemas-microsoft-com:)"
)
"""Namespaces of drawings: their elements hold no words but those that have a rule."""
_TEXTS: Final = (w("t"), w("delText"), f"{{{M}}}t", f"{{{A}}}t")
_CALLED: Final = {
    "oMath": "A formula",
    "oMathPara": "A formula",
    "rt": "A reading aid",
    "subDoc": "A part document",
    "altChunk": "A document inside this one",
    "contentPart": "Handwriting",
    "chart": "A chart made in Word",
    "relIds": "A diagram",
    "pgNum": "A page number",
    "tr": "A row outside a table",
    "tc": "A cell outside a row",
    **dict.fromkeys(
        ("dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong"), "A date that Word works out"
    ),
}
