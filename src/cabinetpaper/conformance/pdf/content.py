"""Read the content of pages: their instructions, and the fonts and drawings that those name.

In: pages and resources as they stand in the file. Out: `Painted` of each page, or the reason why it was not read. All
pages together, and each drawing every time it is painted, are read no further than `limits` allows.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from typing import Any, Final

from cabinetpaper import limits
from cabinetpaper.conformance.budget import Budget, OverBudgetError
from cabinetpaper.conformance.pdf import objects
from cabinetpaper.conformance.pdf.lettering import Face, Letters, read_face, read_letters
from cabinetpaper.conformance.pdf.objects import Key
from cabinetpaper.conformance.pdf.painting import OPERATORS, Drawing, Painted, Painter
from cabinetpaper.conformance.pdf.plane import UNIT, Plane

_RARE: Final = "its content is damaged, or packed in a way that is not read"
_LONG: Final = "the pages before it fill what is read of one file"
_PIECE: Final = 200
_WORD: Final = re.compile(rb"[^\s\[\]()<>/{}%]+")
_LOOK_UP: Final = 5
"""The steps as which an object of the file counts that is looked up."""
_MOST_WORDS: Final = 500_000
"""The words that the content of one page may have: no more instructions than that are held at once."""


class Contents:
    """The content of one document's pages."""

    def __init__(self, pdf: Any, budget: Budget) -> None:
        self.pdf, self.budget = pdf, budget
        self.left = limits.CHECKED_CONTENT
        self.left_for_drawings = limits.CHECKED_DRAWINGS
        self.faces: dict[Key, Face] = {}
        self.letters: dict[Key, Letters] = {}
        self.drawings: dict[Key, Drawing] = {}

    def painted(self, page: Any, place: int) -> tuple[Painted | None, str]:
        """Return what a page paints, or why that is not known."""
        import pikepdf

        painter = Painter(place, Plane(self.budget), self.budget, self.afford)
        try:
            data = b"\n".join(self._pieces(page))
            painter.paint(self._drawing((0, 0), data, inherited(page, "/Resources", self.budget), None))
        except (objects.UnreadError, pikepdf.PdfError):
            return None, _RARE
        except _SpentError:
            return None, _LONG
        except OverBudgetError as error:
            return None, f"{str(error)[0].lower()}{str(error)[1:]}"
        return painter.whole(), ""

    def _pieces(self, page: Any) -> Iterator[bytes]:
        for stream in objects.listed(objects.entry(page, "/Contents")):
            self.afford(_PIECE)
            yield objects.decoded(stream, limits.CHECKED_PAGE)

    def afford(self, size: int) -> None:
        """Count what is read; raise `_SpentError` where it is more than one file may have."""
        self.left -= size
        if self.left < 0:
            raise _SpentError

    def _drawing(self, key: Key, data: bytes, resources: Any, source: Any) -> Drawing:
        import pikepdf

        if len(data) > limits.CHECKED_PAGE or sum(1 for _ in _WORD.finditer(data)) > _MOST_WORDS:
            raise objects.UnreadError("long")
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # how the library tells that the instructions break off
            try:
                instructions = pikepdf.parse_content_stream(self.pdf.make_stream(data), OPERATORS)
            except UserWarning as error:
                raise objects.UnreadError("broken off") from error
        parts = objects.numbers(objects.listed(objects.entry(source, "/Matrix")))
        matrix = (parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]) if len(parts) == 6 else UNIT
        return Drawing(
            key,
            instructions,
            _Resources(self, resources),
            matrix,
            objects.entry(source, "/StructParents") is not None,
            len(data),
        )

    def named(self, source: Any, resources: Any) -> Drawing:
        """Return a drawing or picture, read once however often it is named."""
        key = objects.key(source)
        if key not in self.drawings or key == (0, 0):
            self.drawings[key] = Drawing(key)
            if objects.name(objects.entry(source, "/Subtype")) == "Form":
                own = objects.entry(source, "/Resources")
                data = objects.decoded(source, self.left_for_drawings)
                self.left_for_drawings -= len(data)
                self.drawings[key] = self._drawing(key, data, resources if own is None else own, source)
        return self.drawings[key]

    def face(self, source: Any) -> Face:
        """Return a font, read once."""
        key = objects.key(source)
        if key not in self.faces or key == (0, 0):
            self.faces[key] = read_face(source, self._letters(objects.entry(source, "/ToUnicode")))
        return self.faces[key]

    def _letters(self, table: Any) -> Letters:
        """Return the characters that a font's table gives its codes; none if it has no table, or one that cannot be
        read.
        """
        key = objects.key(table)
        if key not in self.letters or key == (0, 0):
            try:
                data = b"" if table is None else objects.decoded(table, limits.CHECKED_LETTERS)
            except objects.UnreadError:
                data = b""
            self.afford(len(data))
            self.letters[key] = read_letters(data, self.budget)
        return self.letters[key]


class _Resources:
    """What the names of one page or drawing stand for; each is looked up when it is first used."""

    def __init__(self, contents: Contents, source: Any) -> None:
        self.contents = contents
        self.source = source
        self.known: dict[tuple[str, str], Any] = {}

    def _entry(self, kind: str, name: str) -> Any:
        return objects.entry(objects.entry(self.source, kind), f"/{name}") if name else None

    def drawing(self, name: str) -> Drawing | None:
        """Return a drawing or picture."""
        source = self._entry("/XObject", name)
        return None if source is None else self.contents.named(source, self.source)

    def face(self, name: str) -> Face | None:
        """Return a font."""
        if ("font", name) not in self.known:
            source = self._entry("/Font", name)
            self.known["font", name] = None if source is None else self.contents.face(source)
        found: Face | None = self.known["font", name]
        return found

    def clear(self, name: str) -> bool:
        """Return whether in this state painting is seen through, or mixed with what lies below."""
        if ("state", name) not in self.known:
            self.known["state", name] = _clear(self._entry("/ExtGState", name))
        return bool(self.known["state", name])

    def properties(self, name: str) -> Any:
        """Return the properties of a mark."""
        return self._entry("/Properties", name)


class _SpentError(Exception):
    """More was painted than one file may have read."""


def _clear(state: Any) -> bool:
    opacity = objects.numbers([objects.entry(state, "/ca")])
    mixed = objects.name(objects.entry(state, "/BM")) not in {"", "Normal", "Compatible"}
    mask = objects.entry(state, "/SMask")
    return bool(opacity and opacity[0] < 1) or mixed or (mask is not None and objects.name(mask) != "None")


def inherited(page: Any, name: str, budget: Budget) -> Any:
    """Return an entry of a page or a form field, or of the nodes above it; raise `OverBudgetError` for a long chain."""
    seen: set[Key] = set()
    while page is not None and objects.key(page) not in seen:
        value = objects.entry(page, name)
        if value is not None:
            return value
        seen.add(objects.key(page))
        if len(seen) > limits.CHECKED_CHAIN:
            raise OverBudgetError("CHECKED_CHAIN")
        budget.spend("CHECKED_STEPS", _LOOK_UP)
        page = objects.entry(page, "/Parent")
    return None
