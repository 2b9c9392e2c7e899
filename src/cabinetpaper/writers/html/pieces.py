"""Cut a long note into pieces that can stand on pages of their own.

In: the inlines of a note. Out: runs of inlines. The PDF engine never parts a note that it puts at the foot of a page,
so that one longer than the page would be lost: what is cut here, at the end of a sentence, is a note of one piece for
all but very long ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from cabinetpaper.paper import Inline, Text, inline_text, stretches

LONGEST: Final = 1200
"""A piece has at most so many characters, some ten lines, unless one figure or link has more."""

_SENTENCE: Final = re.compile(r".*?[.!?…][)”’\"]*\s+|.+", re.DOTALL)
_CHUNK: Final = re.compile(rf".{{1,{LONGEST}}}(?:\s|$)|.{{1,{LONGEST}}}", re.DOTALL)


def pieces(inlines: tuple[Inline, ...]) -> tuple[tuple[Inline, ...], ...]:
    """Return the note in pieces, at least one."""
    if sum(len(inline_text(one, {})) for one in inlines) <= LONGEST:
        return (inlines,)
    found: list[list[Inline]] = [[]]
    length = 0
    for one in (part for inline in stretches(inlines) for part in _parts(inline)):
        size = len(inline_text(one, {}))
        if found[-1] and length + size > LONGEST:
            found.append([])
            length = 0
        found[-1].append(one)
        length += size
    return tuple(map(tuple, found))


def _parts(inline: Inline) -> Iterator[Inline]:
    """Return words sentence by sentence, a sentence that is too long in chunks; anything else is one part."""
    if not isinstance(inline, Text):
        yield inline
        return
    for sentence in _SENTENCE.findall(inline.text):
        yield from (replace(inline, text=chunk) for chunk in _CHUNK.findall(sentence))
