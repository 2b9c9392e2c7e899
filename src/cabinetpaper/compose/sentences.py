"""Cut a run of words after its first sentence.

In: inlines. Out: the inlines of the first sentence, whose words still know where they were written.
"""

from __future__ import annotations

import re
from typing import Final

from cabinetpaper.paper import Inline, Text, without_notes

_END: Final = re.compile(r"(?<!\be\.g)(?<!\bi\.e)[.!?][”’)]?(?=\s+[A-Z0-9“‘(])")
_NO_WORDS: Final = "\N{OBJECT REPLACEMENT CHARACTER}"


def first_sentence(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return the inlines up to the end of the first sentence, all of them where it is the only one; a note stays where
    the whole is said.
    """
    inlines = without_notes(inlines)
    match = _END.search("".join(one.text if isinstance(one, Text) else _NO_WORDS for one in inlines))
    if match is None:
        return inlines
    sentence: list[Inline] = []
    left = match.end()
    for one in inlines:
        if left <= 0:
            break
        sentence.append(one.part(0, left) if isinstance(one, Text) else one)
        left -= len(one.text) if isinstance(one, Text) else 1
    return tuple(sentence)
