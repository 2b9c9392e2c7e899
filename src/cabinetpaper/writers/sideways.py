"""Decide what stands on pages that lie on their side.

In: a paper. Out: the ids of the blocks there, and of the sections whose titles stand there. A wide table turns the
page. Its notes stay with it, and so does the text below it where that fits such a page; what leads up to it comes along
where that is little, so that no heading is left alone on the page before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cabinetpaper.paper import Block, Heading, Paper, Paragraph, PartKind, Role, Section, Table, printed
from cabinetpaper.paper import parts as parts_of

_LEAD: Final = 2
"""At most so many paragraphs between a heading and a wide table are taken along; more stay upright."""
_WORDS: Final = 300
"""So many words fit below a table: text under it with more begins an upright page of its own, where lines are
shorter.
"""

_TEXT: Final = frozenset({PartKind.PARAGRAPH, PartKind.ITEM})
"""What a block of running text holds and nothing else."""


def sideways(paper: Paper) -> frozenset[str]:
    """Return the ids of what stands on landscape pages."""
    parts: list[Section | Block] = [part for section in paper.sections for part in (section, *section.blocks)]
    turned = [_turns(part) for part in parts]
    for place, part in enumerate(parts):
        if _turns(part):
            _take_text(parts, turned, place)
            _take_lead(parts, turned, place)
    return frozenset(part.id for part, lies in zip(parts, turned, strict=True) if lies)


def _turns(part: Section | Block) -> bool:
    return isinstance(part, Table) and part.wide


def _take_text(parts: Sequence[Section | Block], turned: list[bool], place: int) -> None:
    """Mark the paragraphs and items right below the table; of a long text only the notes that it begins with."""
    end = place + 1
    while end < len(parts) and _is_text(parts[end]):
        end += 1
    if sum(_words(part) for part in parts[place + 1 : end]) > _WORDS:
        end = next(after for after in range(place + 1, end) if not _is_note(parts[after]))
    turned[place + 1 : end] = [True] * (end - place - 1)


def _take_lead(parts: Sequence[Section | Block], turned: list[bool], place: int) -> None:
    """Mark the headings above the table, each with the one or two paragraphs that it may have; the front is never
    taken.
    """
    while True:
        start = place
        while start and _is_text(parts[start - 1]) and not turned[start - 1]:
            start -= 1
        if place - start > _LEAD or not start or not _is_heading(parts[start - 1]) or turned[start - 1]:
            return
        start -= 1
        turned[start:place] = [True] * (place - start)
        place = start


def _is_text(part: Section | Block) -> bool:
    return not isinstance(part, Section) and {within.kind for within in parts_of(part)} <= _TEXT


def _words(block: Section | Block) -> int:
    inlines = () if isinstance(block, Section) else (part.inlines for part in parts_of(block))
    return sum(len(printed(run, {}).split()) for run in inlines)


def _is_note(part: Section | Block) -> bool:
    return isinstance(part, Paragraph) and part.role is Role.NOTE


def _is_heading(part: Section | Block) -> bool:
    return isinstance(part, Heading) or (isinstance(part, Section) and bool(part.title) and not part.divider)
