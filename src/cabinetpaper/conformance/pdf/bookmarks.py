"""A long PDF has bookmarks.

In: the pages and how many bookmarks there are. Out: a breach where many pages have none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.conformance.pdf.document import Document
from cabinetpaper.conformance.trying import Breach, Ground, rule, warning

CODES: Final[dict[str, str]] = {
    "PDF-BOOKMARKS": "A document of five pages or more has no bookmarks, by which many readers find their way. Let "
    "the export make them from the headings."
}

GROUNDS: Final[dict[str, Ground]] = {"PDF-BOOKMARKS": warning("WCAG 2.4.5", "PDF/UA 7.17")}

LONG: Final = 5


@rule(GROUNDS)
def bookmarks(document: Document) -> Iterator[Breach]:
    """Yield where bookmarks are missing."""
    if len(document.pages) >= LONG and not document.statement.bookmarks:
        yield Breach(
            "PDF-BOOKMARKS",
            f"The file has {len(document.pages)} pages and no bookmarks",
            "Let the export make them from the headings",
        )
