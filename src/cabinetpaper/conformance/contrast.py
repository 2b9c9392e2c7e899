"""How much words stand out from their ground (WCAG 2.2, 1.4.3).

In: two colours as #RRGGBB, the size of the words. Out: the contrast, and whether it is enough.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from cabinetpaper.conformance.wording import cut

CONTRAST: Final = 4.5
CONTRAST_LARGE: Final = 3.0
_LARGE_PT, _LARGE_BOLD_PT = 18.0, 14.0


def is_large(size: float, *, bold: bool) -> bool:
    """Return whether words of a size in points are large, so that 3 to 1 will do."""
    return size >= _LARGE_PT or (bold and size >= _LARGE_BOLD_PT)


@cache
def contrast(ink: str, ground: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def is_faint(ink: str, ground: str, *, large: bool) -> bool:
    """Return whether words of a colour stand out too little."""
    return contrast(ink, ground) < (CONTRAST_LARGE if large else CONTRAST)


def faintness(words: str, ink: str, ground: str, *, large: bool) -> str:
    """Return in words by how much some words stand out, and what is needed."""
    least = CONTRAST_LARGE if large else CONTRAST
    stands_out = f"{cut(words)} in {ink} on {ground} stands out by {contrast(ink, ground):.1f} to 1"
    return f"{stands_out}; {least:g} to 1 is needed"


def _luminance(colour: str) -> float:
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
