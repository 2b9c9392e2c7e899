"""Words stand out from their ground.

In: the words that each page paints, with their colour and that of the ground beneath their beginning. Out: breaches
where they stand out too little. Words on pictures and shadings, on anything seen through, and in colours of rare kinds
are not judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.conformance.pdf.document import Document
from cabinetpaper.conformance.trying import Breach, Ground, error, rule
from cabinetpaper.conformance.wording import cut
from cabinetpaper.writers.scale import contrast as ratio

CODES: Final[dict[str, str]] = {
    "PDF-CONTRAST": "Words stand out from their ground by less than 4.5 to 1 (3 to 1 for large words), so that many "
    "cannot read them. Choose darker words "
    "or a lighter ground."
}

GROUNDS: Final[dict[str, Ground]] = {"PDF-CONTRAST": error("WCAG 1.4.3")}


@rule(GROUNDS)
def contrast(document: Document) -> Iterator[Breach]:
    """Yield words that stand out too little, page by page, each pair of colours once."""
    for number, page in enumerate(document.pages, 1):
        seen: set[tuple[str, str]] = set()
        for one in page.painted.faint if page.painted else ():
            if (one.ink, one.ground) in seen:
                continue
            seen.add((one.ink, one.ground))
            least = 3 if one.large else 4.5
            message = (
                f"{cut(one.words)} in {one.ink} on {one.ground} stands out by {ratio(one.ink, one.ground):.1f} to 1; "
                f"{least} to 1 is needed"
            )
            yield Breach("PDF-CONTRAST", message, "Choose darker words or a lighter ground", f"page {number}")
