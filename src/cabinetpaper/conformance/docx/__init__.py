"""The rules for a Word document, and what they look at.

In: the bytes of a file. Out: `RULES`, and `examine_docx`, which tries them. Whether the file may be opened at all is
judged as for one that comes back from an editor.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from cabinetpaper.conformance.docx.colours import alone, contrast
from cabinetpaper.conformance.docx.document import Document
from cabinetpaper.conformance.docx.headings import headings
from cabinetpaper.conformance.docx.layout import boxes, lists, spacing
from cabinetpaper.conformance.docx.leftovers import leftovers
from cabinetpaper.conformance.docx.lettering import capitals, sizes
from cabinetpaper.conformance.docx.links import links, underlined
from cabinetpaper.conformance.docx.pictures import pictures
from cabinetpaper.conformance.docx.properties import properties
from cabinetpaper.conformance.docx.reading import read_document
from cabinetpaper.conformance.docx.tables import tables
from cabinetpaper.conformance.examined import Examined, Kind
from cabinetpaper.conformance.trying import Rule, tried
from cabinetpaper.finding import CabinetPaperError
from cabinetpaper.readers.docx.package import opened

__all__ = ["RULES", "examine_docx"]

RULES: Final[tuple[Rule[Document], ...]] = (
    properties,
    headings,
    pictures,
    tables,
    alone,
    contrast,
    links,
    underlined,
    lists,
    spacing,
    boxes,
    capitals,
    sizes,
    leftovers,
)
"""Every rule for a Word document, from the document as a whole to its letters."""


def examine_docx(file: str, data: bytes) -> Examined:
    """Return what the rules find in a Word document."""
    try:
        package = opened(data)
        document = read_document(package)
    except CabinetPaperError as error:
        return Examined(
            Kind.DOCX,
            findings=tuple(replace(one, place=replace(one.place, file=file)) for one in error.findings),
            read=False,
        )
    codes, findings = tried(RULES, document, file)
    seen = (
        ("paragraphs", len(document.paragraphs)),
        ("tables", len(document.tables)),
        ("pictures", len(document.pictures)),
        ("links", len(document.links)),
    )
    return Examined(Kind.DOCX, codes, findings, seen, whole=document.whole)
