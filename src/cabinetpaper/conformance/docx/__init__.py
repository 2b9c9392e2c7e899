"""The rules for a Word document, and what they look at.

In: the bytes of a file. Out: `RULES`, and `examine_docx`, which tries them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from cabinetpaper.conformance.docx import structure, words
from cabinetpaper.conformance.docx.document import Document
from cabinetpaper.conformance.docx.package import opened
from cabinetpaper.conformance.docx.reading import read_document
from cabinetpaper.conformance.examined import Examined, Kind
from cabinetpaper.conformance.rules import Rule, tried
from cabinetpaper.finding import CabinetPaperError

__all__ = ["RULES", "examine_docx"]

RULES: Final[tuple[Rule[Document], ...]] = (
    *(structure.properties, structure.headings, structure.pictures, structure.tables),
    *(words.alone, words.contrast, words.links, words.underlined),
    *(structure.lists, structure.spacing, structure.boxes),
    *(words.capitals, words.sizes, structure.leftovers),
)
"""Every rule for a Word document, from the document as a whole to its letters."""


def examine_docx(file: str, data: bytes) -> Examined:
    """Return what the rules find in a Word document."""
    try:
        document = read_document(opened(data))
    except CabinetPaperError as error:
        findings = tuple(replace(found, place=replace(found.place, file=file)) for found in error.findings)
        return Examined(Kind.DOCX, findings=findings, read=False)
    codes, findings = tried(RULES, document, file)
    seen = (
        ("paragraphs", len(document.paragraphs)),
        ("tables", len(document.tables)),
        ("pictures", len(document.pictures)),
        ("links", len(document.links)),
    )
    return Examined(Kind.DOCX, codes, findings, seen, whole=document.whole)
