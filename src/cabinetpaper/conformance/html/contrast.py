"""Words stand out from their ground.

In: the page with its looks. Out: breaches where words stand out too little, as far as the style sheets that the page
brings tell it. Words on pictures, on what is seen through or lies over something else, and in fields and buttons are
not judged; nor is a page that takes its style sheets from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.conformance.html.page import Page
from cabinetpaper.conformance.trying import Breach, Ground, error, rule
from cabinetpaper.conformance.wording import cut
from cabinetpaper.writers.scale import SMALLEST_CONTRAST
from cabinetpaper.writers.scale import contrast as ratio

CODES: Final[dict[str, str]] = {
    "HTML-CONTRAST": "Words stand out from their ground by less than 4.5 to 1 (3 to 1 for large words), so that many "
    "cannot read them. Choose darker words "
    "or a lighter ground."
}

GROUNDS: Final[dict[str, Ground]] = {"HTML-CONTRAST": error("WCAG 1.4.3")}

_LARGE: Final = 3.0


def _known(page: Page) -> bool:
    return page.looks.known


@rule(GROUNDS, _known)
def contrast(page: Page) -> Iterator[Breach]:
    """Yield words that stand out too little, each pair of colours once for each tag and class."""
    seen: set[tuple[str, str, str, str]] = set()
    for one in page.elements:
        looks = page.looks.of(one)
        words = "".join([one.text or "", *(child.tail or "" for child in one)]) if one not in page.unheard else ""
        if looks is None or looks.ink is None or looks.ground is None or not words.strip():
            continue
        least = _LARGE if looks.large else SMALLEST_CONTRAST
        stands_out = ratio(looks.ink, looks.ground)
        mark = (str(one.tag), one.get("class", ""), looks.ink, looks.ground)
        if stands_out < least and mark not in seen:
            seen.add(mark)
            message = (
                f"{cut(words)} in {looks.ink} on {looks.ground} stands out by {stands_out:.1f} to 1; {least:g} to 1 "
                "is needed"
            )
            yield Breach(
                "HTML-CONTRAST", message, "Choose darker words or a lighter ground", page.where(one), page.line(one)
            )
