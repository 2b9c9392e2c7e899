"""The accessibility rules that need no outside tool, for any PDF, Word document or web page, whoever made it.

In: the name and the bytes of a file. Out: `Examined`: what kind it is, which rules were tried, and what they found. The
same bytes give the same answer; whatever is in the file, the answer is findings and never an exception.
docs/accessibility.md lists the rules, and what they cannot see.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from cabinetpaper.conformance.budget import OverBudgetError
from cabinetpaper.conformance.docx import RULES as DOCX_RULES
from cabinetpaper.conformance.docx import examine_docx
from cabinetpaper.conformance.examined import UNCHECKED, Declared, Examined, Kind
from cabinetpaper.conformance.html import RULES as HTML_RULES
from cabinetpaper.conformance.html import examine_html, leaves_file
from cabinetpaper.conformance.pdf import RULES as PDF_RULES
from cabinetpaper.conformance.pdf import examine_pdf
from cabinetpaper.conformance.rules import Ground, Rule
from cabinetpaper.finding import Finding, Place

__all__ = [
    "CODES",
    "GROUNDS",
    "RULES",
    "UNCHECKED",
    "Declared",
    "Examined",
    "Ground",
    "Kind",
    "examine",
    "kind_of",
    "leaves_file",
]

CODES: Final[dict[str, str]] = {
    "FILE-KIND": "The file is of a kind that there are no rules for. PDF, DOCX and HTML are checked.",
    "FILE-LIMIT": "The file asks for more work than any paper does, and was not checked. The finding names the limit; "
    "they all stand in docs/security.md.",
}

RULES: Final[Mapping[Kind, tuple[Rule[Any], ...]]] = {Kind.PDF: PDF_RULES, Kind.DOCX: DOCX_RULES, Kind.HTML: HTML_RULES}
"""Every rule by the kind of file, in the order in which they are tried."""

GROUNDS: Final[Mapping[Kind, Mapping[str, Ground]]] = {
    kind: {code: ground for rule in rules for code, ground in rule.grounds.items()} for kind, rules in RULES.items()
}
"""For each kind of file the code of every rule, with how grave a breach is and the clauses that ask for it."""

_EXAMINE: Final[Mapping[Kind, Callable[[str, bytes], Examined]]] = {
    Kind.PDF: examine_pdf,
    Kind.DOCX: examine_docx,
    Kind.HTML: examine_html,
}
_SUFFIXES: Final = {".pdf": Kind.PDF, ".docx": Kind.DOCX, ".html": Kind.HTML, ".htm": Kind.HTML, ".xhtml": Kind.HTML}


def kind_of(name: str, data: bytes = b"") -> Kind | None:
    """Return the kind of a file: by its name, or else by how it begins; None for one that there are no rules for."""
    named = next((kind for suffix, kind in _SUFFIXES.items() if name.lower().endswith(suffix)), None)
    if named is not None:
        return named
    start = data[:1024].lstrip().lower()
    if b"%pdf-" in start:
        return Kind.PDF
    if start.startswith(b"pk\x03\x04") and b"word/" in data:
        return Kind.DOCX
    return Kind.HTML if start.startswith((b"<!doctype html", b"<html")) else None


def examine(name: str, data: bytes) -> Examined:
    """Return what the rules for its kind find in a file; `name` is told in the findings, and says by its end which kind
    it is.
    """
    kind = kind_of(name, data)
    if kind is None:
        remedy = "Give the name of a PDF, a DOCX or an HTML file"
        return Examined(
            None,
            findings=(Finding.error("FILE-KIND", "There are no rules for a file of this kind", remedy, Place(name)),),
            read=False,
        )
    try:
        return _EXAMINE[kind](name, data)
    except OverBudgetError as error:
        remedy = "Check it in parts, or export it again from the program that made it"
        return Examined(kind, findings=(Finding.error("FILE-LIMIT", str(error), remedy, Place(name)),), read=False)
