"""The letters can be shown everywhere, and turned into characters.

In: the fonts that the pages use. Out: breaches for fonts that the file does not bring, and for those whose codes stand
for no known character.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.conformance.pdf.document import Document
from cabinetpaper.conformance.trying import Breach, Ground, error, rule

CODES: Final[dict[str, str]] = {
    "PDF-FONT-ABSENT": "The file uses a font that it does not bring, so that letters may look wrong or be missing "
    "elsewhere. Embed all fonts when exporting.",
    "PDF-FONT-UNREADABLE": "The letters of a font cannot be turned into characters, so that they can be neither read "
    "aloud nor searched. Export the file "
    "again.",
}

GROUNDS: Final[dict[str, Ground]] = {
    "PDF-FONT-ABSENT": error("Matterhorn 31-009"),
    "PDF-FONT-UNREADABLE": error("WCAG 1.3.1", "Matterhorn 10-001", "Matterhorn 31-027"),
}


@rule(GROUNDS)
def fonts(document: Document) -> Iterator[Breach]:
    """Yield what is wrong with the fonts, each on the first page that uses it."""
    seen: set[str] = set()
    for number, page in enumerate(document.pages, 1):
        for name, face in page.painted.faces.items() if page.painted else ():
            if name in seen:
                continue
            seen.add(name)
            if not face.embedded:
                yield Breach(
                    "PDF-FONT-ABSENT",
                    f"The font {name} is not in the file",
                    "Embed all fonts when exporting",
                    f"page {number}",
                )
            if not face.readable:
                message = f"The file does not say which characters the codes of the font {name} stand for"
                yield Breach("PDF-FONT-UNREADABLE", message, "Export it again from its source", f"page {number}")
