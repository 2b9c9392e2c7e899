"""Cut a run of words after its first sentence.

In: inlines. Out: the inlines of the first sentence, whose words still know the stretch of the snippet that they came
from.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from cabinetpaper.paper import Inline, Text, without_notes

_END: Final = re.compile(r"(?<!\be\.g)(?<!\bi\.e)[.!?][”’)]?(?=\s+[A-Z0-9“‘(])")


def first_sentence(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return the inlines up to the end of the first sentence, all of them where it is the only one; a note stays where
    the whole is said.
    """
    inlines = without_notes(inlines)
    for place, inline in enumerate(inlines):
        following = inlines[place + 1] if place + 1 < len(inlines) else None
        match = (
            _END.search(inline.text + "  A" * (following is not None and _opens(following)))
            if isinstance(inline, Text)
            else None
        )
        if isinstance(inline, Text) and match is not None:
            return (*inlines[:place], _shortened(inline, min(match.end(), len(inline.text))))
    return inlines


def _opens(inline: Inline) -> bool:
    """Return whether an inline begins with a space and a capital, as a new sentence does."""
    return isinstance(inline, Text) and re.match(r"\s+[A-Z0-9“‘(]", inline.text) is not None


def _shortened(text: Text, end: int) -> Text:
    span = text.span
    literal = span is not None and span.end - span.start == len(text.text)
    return replace(
        text, text=text.text[:end], span=replace(span, end=span.start + end) if span is not None and literal else span
    )
