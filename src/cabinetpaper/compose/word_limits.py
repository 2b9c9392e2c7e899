"""Count the words of the parts that have a limit.

In: the blocks of a section or part as composed, and its limits. Out: a finding with the count and the limit. Headings,
tables, charts, notes and marked gaps are not counted; recommendations are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from cabinetpaper.finding import Finding, Place
from cabinetpaper.paper import Block, Gap, Paragraph, Role, parts, printed

CODES: Final[dict[str, str]] = {
    "WORDS-MANY": "A part of the paper has more words than the council's template allows. Shorten it; the finding has "
    "the count and the limit.",
    "WORDS-FEW": "A part of the paper has fewer words than the council's template asks for. Say more; the finding has "
    "the count and the limit.",
}


def counted_words(blocks: Iterable[Block]) -> int:
    """Return how many words the prose of the blocks has."""
    return sum(
        len(printed(tuple(one for one in part.inlines if not isinstance(one, Gap)), {}).split())
        for block in blocks
        for part in parts(block)
        if part.kind.prose and part.row is None and not (isinstance(block, Paragraph) and block.role is Role.NOTE)
    )


def limit_problems(title: str, blocks: Iterable[Block], least: int, most: int, place: Place) -> Iterator[Finding]:
    """Return a finding where the words are more or fewer than allowed; a part without a word is a gap, told
    elsewhere.
    """
    count = counted_words(blocks) if least or most else 0
    said = f"“{title}” has {count} words; at"
    if most and count > most:
        yield Finding.warning("WORDS-MANY", f"{said} most {most} are allowed", f"Shorten it by {count - most}", place)
    elif 0 < count < least:
        yield Finding.warning("WORDS-FEW", f"{said} least {least} are asked for", f"Say {least - count} more", place)
