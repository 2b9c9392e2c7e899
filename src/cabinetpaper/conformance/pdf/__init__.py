"""The rules for a PDF, and what they look at.

In: the bytes of a file. Out: `RULES`, and `examine_pdf`, which tries them.
"""

from __future__ import annotations

from typing import Final

from cabinetpaper import limits
from cabinetpaper.conformance.examined import Examined, Kind
from cabinetpaper.conformance.pdf import blocks, file, links, tagging
from cabinetpaper.conformance.pdf.document import Document
from cabinetpaper.conformance.pdf.reading import RefusedError, read_pdf
from cabinetpaper.conformance.rules import Rule, tried
from cabinetpaper.finding import Finding, Place

__all__ = ["CODES", "RULES", "examine_pdf"]

CODES: Final[dict[str, str]] = {
    "PDF-UNREADABLE": "The file is no PDF, or so damaged that nothing can be read in it. Export it again from the "
    "program that made it.",
    "PDF-LOCKED": "A password is needed to open the file, so that nobody without it, and no check, can read it. Save "
    "it without one.",
}

RULES: Final[tuple[Rule[Document], ...]] = (
    *(file.access, file.identity, tagging.tagged, tagging.types, tagging.unread),
    *(tagging.marks, tagging.agreement, tagging.nesting),
    *(blocks.headings, blocks.tables, blocks.lists, blocks.figures, links.links, links.fields, blocks.notes),
    *(file.fonts, file.contrast, file.bookmarks),
)
"""Every rule for a PDF, from the file as a whole to its parts."""


def examine_pdf(name: str, data: bytes) -> Examined:
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
            Kind.PDF, findings=(Finding.error(error.code, error.message, error.remedy, Place(name)),), read=False
        )
    codes, findings = tried(RULES, document, name)
    read = [page.painted for page in document.pages if page.painted]
    seen = (
        ("pages", len(document.pages)),
        ("pages read", len(read)),
        ("tags", len(document.tags)),
        ("stretches of words judged for contrast", sum(painted.judged for painted in read)),
        ("stretches of words not judged for contrast", sum(painted.unjudged for painted in read)),
    )
    whole = len(read) == len(document.pages) and (document.tree is None or document.tree.whole)
    return Examined(Kind.PDF, codes, findings, seen, document.statement.declared, whole=whole)
