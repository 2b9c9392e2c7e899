"""Set words into a sentence: capitals at its beginning, lists with their last joint.

In: words. Out: words. What a sentence says is no matter of this module.
"""

from __future__ import annotations

from collections.abc import Iterable


def capital(text: str) -> str:
    """Return the text with a capital at its beginning; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def listed(words: Iterable[str], joint: str = "and", most: int = 0) -> str:
    """Return words as a list in a sentence: `a`, `a and b`, `a, b and c`; nothing where there are none.

    Where there are more than `most`, the list ends in how many more there are; 0 lists all.
    """
    names = list(words)
    if most and len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    *first, last = names or [""]
    return f"{', '.join(first)} {joint} {last}" if first else last
