"""Whether assistive technology may read the PDF at all, and whether anything in it runs.

In: what the file says of itself. Out: breaches for encryption that shuts readers out, scripts, forms of the kind that
few can fill in, and damage.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.conformance.pdf.document import Document
from cabinetpaper.conformance.trying import Breach, Ground, error, rule, warning

CODES: Final[dict[str, str]] = {
    "PDF-BARRED": "The file is encrypted so that screen readers may not read its text. Save it without that "
    "protection.",
    "PDF-SCRIPT": "Something in the file runs by itself. Remove scripts and actions before publication; a paper needs "
    "none.",
    "PDF-XFA": "The file holds a form of the kind XFA, which most readers and phones cannot show. Make the form anew "
    "as an ordinary one.",
    "PDF-DAMAGED": "The file is damaged and was mended for the check; other programs may show something else. Export "
    "it again.",
}

GROUNDS: Final[dict[str, Ground]] = {
    "PDF-BARRED": error("PDF/UA 7.16", "Matterhorn 26-002"),
    "PDF-SCRIPT": warning("WCAG 3.2.1", "PDF/UA 7.19"),
    "PDF-XFA": error("PDF/UA 7.15", "Matterhorn 25-001"),
    "PDF-DAMAGED": warning(),
}


@rule(GROUNDS)
def access(document: Document) -> Iterator[Breach]:
    """Yield what shuts readers out, or runs."""
    said = document.statement
    if said.bars_readers:
        yield Breach(
            "PDF-BARRED",
            "The file’s protection forbids screen readers to read its text",
            "Save it without that protection",
        )
    if said.scripts:
        yield Breach("PDF-SCRIPT", f"The file runs something by itself: {', '.join(said.scripts)}", "Remove it")
    if said.xfa:
        yield Breach(
            "PDF-XFA", "The file holds an XFA form", "Make the form anew as an ordinary PDF form, or as a web page"
        )
    if said.damage:
        yield Breach(
            "PDF-DAMAGED", f"The file is damaged and was mended for this check: {said.damage}", "Export it again"
        )
