"""What the rules do not look at: what outside validators add, and what only a person can judge.

Nothing comes in. Out: words, by the kind of file, that go with every result, so that none says more than was tried.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cabinetpaper.conformance.examined import Kind

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
"""For each kind of file what was not looked at, and what or who does."""
