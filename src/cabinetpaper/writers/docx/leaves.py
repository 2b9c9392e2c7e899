"""Decide which blocks stand on pages that lie on their side, and which on pages of their own.

In: a paper. Out: its sections' titles and blocks in reading order, in stretches of pages. A wide table turns the page; its notes stay with
it, and so does what leads up to it where that is little, so that no heading is left alone on the page before. A cover is a stretch of its own,
and so is a divider with its straplines.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Final

from cabinetpaper.paper import Block, Heading, Item, Paper, Paragraph, Role, Section, Table

__all__ = ["Leaf", "leaves"]

_LEAD: Final = 2
"""At most so many paragraphs between a heading and a wide table are taken along; more stay upright."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A stretch of the paper on pages of its own, of one orientation: sections where their titles stand, and blocks."""

    parts: tuple[Section | Block, ...]
    landscape: bool


def leaves(paper: Paper) -> tuple[Leaf, ...]:
    """Return the paper in stretches of pages."""
    parts: list[Section | Block] = []
    apart: list[int] = []
    count = 0
    for section in paper.sections:
        whole = [section, *section.blocks]
        opening = 1 + section.opening
        count += section.divider
        apart += [count] * opening
        count += section.divider
        apart += [count] * (len(whole) - opening)
        count += paper.cover and section is paper.sections[0]
        parts += whole
    sideways = [isinstance(part, Table) and part.wide for part in parts]
    for place, part in enumerate(parts):
        if isinstance(part, Table) and part.wide:
            _take_notes(parts, sideways, place)
            _take_lead(parts, sideways, place)
    turned = groupby(zip(parts, sideways, apart, strict=True), key=lambda part: part[1:])
    return tuple(Leaf(tuple(part for part, _, _ in run), landscape) for (landscape, _), run in turned)


def _take_notes(parts: list[Section | Block], sideways: list[bool], place: int) -> None:
    for after in range(place + 1, len(parts)):
        part = parts[after]
        if not (isinstance(part, Paragraph) and part.role is Role.NOTE):
            return
        sideways[after] = True


def _take_lead(parts: list[Section | Block], sideways: list[bool], place: int) -> None:
    """Mark the headings above the table, each with the one or two paragraphs that it may have; the front is never taken."""
    while True:
        start = place
        while start and isinstance(parts[start - 1], Paragraph | Item) and not sideways[start - 1]:
            start -= 1
        if place - start > _LEAD or not start or not _is_heading(parts[start - 1]) or sideways[start - 1]:
            return
        start -= 1
        sideways[start:place] = [True] * (place - start)
        place = start


def _is_heading(part: Section | Block) -> bool:
    return isinstance(part, Heading) or (isinstance(part, Section) and bool(part.title) and not part.divider)
