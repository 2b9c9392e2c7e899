"""Print an empty box for each character that no typeface of the page can draw.

In: a page, style sheet or SVG and the characters that the engine found no glyph for. Out: the same text with a box for
each of them, however it is written there. The engine would print a mark that says nothing to a screen reader or a
search, which neither PDF/UA nor PDF/A allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import Final

BOX: Final = "\N{WHITE SQUARE}"
_WRITTEN: Final = re.compile(r"&#?\w+;|\\([0-9a-fA-F]{1,6})\s?")
"""A character by its name or number in a page, or by its number in a style sheet."""


def boxed(text: str, lacking: frozenset[str]) -> str:
    """Return the text with a box for each character of `lacking`."""
    plain = text.translate({ord(sign): BOX for sign in lacking})
    return _WRITTEN.sub(lambda written: BOX if _meant(written) in lacking else written[0], plain)


def named_characters(characters: Iterable[str]) -> str:
    """Return characters with their code points, as somebody can look for them: `“☃” (U+2603)`."""
    return ", ".join(f"“{sign}” (U+{ord(sign):04X})" for sign in sorted(characters))


def _meant(written: re.Match[str]) -> str:
    if written[1] is None:
        return unescape(written[0])
    code = int(written[1], 16)
    return chr(code) if code <= 0x10FFFF else ""
