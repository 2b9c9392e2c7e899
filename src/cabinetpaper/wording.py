"""Set words into a sentence: capitals at its beginning, lists with their last joint.

In: words. Out: words. What a sentence says is no matter of this module.
"""

from __future__ import annotations

from collections.abc import Iterable


def capital(text: str) -> str:
    """Return the text with a capital at its beginning; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def listed(words: Iterable[str], joint: str = "and") -> str:
    """Return words as a list in a sentence: `a`, `a and b`, `a, b and c`; nothing where there are none."""
    *first, last = (*words,) or ("",)
    return f"{', '.join(first)} {joint} {last}" if first else last
