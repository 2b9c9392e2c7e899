"""The rules for a PDF, and what they look at.

In: the bytes of a file. Out: `RULES`, and `examine_pdf`, which tries them.
"""

from __future__ import annotations

from typing import Final

from cabinetpaper import limits
from cabinetpaper.conformance.examined import Examined, Kind
from cabinetpaper.conformance.pdf.access import access
from cabinetpaper.conformance.pdf.bookmarks import bookmarks
from cabinetpaper.conformance.pdf.contrast import contrast
from cabinetpaper.conformance.pdf.document import Document
from cabinetpaper.conformance.pdf.fields import fields
from cabinetpaper.conformance.pdf.figures import figures
from cabinetpaper.conformance.pdf.fonts import fonts
from cabinetpaper.conformance.pdf.headings import headings
from cabinetpaper.conformance.pdf.identity import identity
from cabinetpaper.conformance.pdf.links import links
from cabinetpaper.conformance.pdf.lists import lists
from cabinetpaper.conformance.pdf.marks import agreement, marks, unread
from cabinetpaper.conformance.pdf.nesting import nesting
from cabinetpaper.conformance.pdf.notes import notes
from cabinetpaper.conformance.pdf.reading import RefusedError, read_pdf
from cabinetpaper.conformance.pdf.tables import tables
from cabinetpaper.conformance.pdf.tagging import tagged, types
from cabinetpaper.conformance.trying import Rule, tried
from cabinetpaper.finding import Finding, Place

__all__ = ["CODES", "RULES", "examine_pdf"]

CODES: Final[dict[str, str]] = {
    "PDF-UNREADABLE": "The file is no PDF, or so damaged that nothing can be read in it. Export it again from the "
    "program that made it.",
    "PDF-LOCKED": "A password is needed to open the file, so that nobody without it, and no check, can read it. Save "
    "it without one.",
}

RULES: Final[tuple[Rule[Document], ...]] = (
    access,
    identity,
    tagged,
    types,
    unread,
    marks,
    agreement,
    nesting,
    headings,
    tables,
    lists,
    figures,
    links,
    fields,
    notes,
    fonts,
    contrast,
    bookmarks,
)
"""Every rule for a PDF, from the file as a whole to its parts."""


def examine_pdf(file: str, data: bytes) -> Examined:
    """Return what the rules find in a PDF."""
    try:
        if len(data) > limits.CHECKED_FILE:
            most = limits.CHECKED_FILE // 1_000_000
            raise RefusedError(
                "PDF-UNREADABLE", f"The file has more than {most} MB", "Make its pictures smaller, or check it in parts"
            )
        document = read_pdf(data)
    except RefusedError as error:
        return Examined(
            Kind.PDF, findings=(Finding.error(error.code, error.message, error.remedy, Place(file)),), read=False
        )
    codes, findings = tried(RULES, document, file)
    read = [page.painted for page in document.pages if page.painted]
    seen = (
        ("pages", len(document.pages)),
        ("pages read", len(read)),
        ("tags", len(document.tags)),
        ("stretches of words judged for contrast", sum(one.judged for one in read)),
        ("stretches of words not judged for contrast", sum(one.unjudged for one in read)),
    )
    whole = len(read) == len(document.pages) and (document.tree is None or document.tree.whole)
    return Examined(Kind.PDF, codes, findings, seen, document.statement.declared, whole=whole)
