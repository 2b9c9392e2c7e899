"""What was looked at in a file, what came of it, and what nobody looked at.

Nothing comes in. Out: `Examined`, which never says more than was tried, and the words that go with every result.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from cabinetpaper.finding import Finding, Severity


class Kind(Enum):
    """The kinds of file that rules are known for."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"

    @property
    def words(self) -> str:
        """Return the kind as an officer calls it."""
        return {"pdf": "PDF", "docx": "Word document", "html": "web page"}[self.value]


@dataclass(frozen=True, slots=True)
class Declared:
    """What a PDF says of itself: the part of PDF/UA, the part and conformance level of PDF/A (`2`, `A`); empty where it
    says nothing.
    """

    pdfua_part: str = ""
    pdfa_part: str = ""
    pdfa_conformance: str = ""


@dataclass(frozen=True, slots=True)
class Examined:
    """An examined file. `kind` is None for a kind without rules; `read` is false where the file could not be read, so
    that no rule was tried.

    `tried` are the codes of the rules that were tried, in their order; what has no part in the file, such as tags in an
    untagged PDF, was not. `whole` is false where a part of the file was left unread, because it is damaged, oddly
    packed or beyond the limits; a finding says which. `seen` counts what the rules had before them: `(("pages", 30),
    ("tags", 912))`. `declared` is there for a PDF that was read.
    """

    kind: Kind | None
    tried: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    seen: tuple[tuple[str, int], ...] = ()
    declared: Declared | None = None
    read: bool = True
    whole: bool = True

    @property
    def passed(self) -> bool:
        """Return whether the whole file was read and no rule that was tried found an error."""
        return self.read and self.whole and not any(found.severity is Severity.ERROR for found in self.findings)


_PEOPLE: Final = (
    "whether the words are plain, the headings and descriptions say what is meant, and the order in which it is read "
    "makes sense: a person"
)

UNCHECKED: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.PDF: (
        "all 106 machine conditions of PDF/UA-1, and PDF/A: veraPDF",
        "the structure of the file itself: qpdf",
        "contrast on pictures and shadings, in drawn letters, of lines and shapes, and of words that run from one "
        "ground onto another: a person",
        _PEOPLE,
    ),
    Kind.DOCX: (
        "whether every part follows the standard, so that all editors open it: the Open XML SDK",
        "how it looks, and whether it opens and prints elsewhere: Word and LibreOffice",
        "contrast in charts and pictures, and on rows shaded in turn: a person",
        _PEOPLE,
    ),
    Kind.HTML: (
        "whether the page is valid HTML: the Nu HTML checker",
        "what a browser makes of it: keyboard, focus, small windows, scripts, and contrast as drawn: axe-core in a "
        "browser",
        _PEOPLE,
    ),
}
"""For each kind of file what the rules do not look at, and what or who does."""
