"""Cut a document into stretches of pages of one orientation.

In: a paper. Out: its sections' titles and blocks in reading order. A cover is a stretch of its own, and so is a divider
with its straplines.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from cabinetpaper.paper import Block, Paper, Section
from cabinetpaper.writers.sideways import sideways


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
    lying = sideways(paper)
    turned = groupby(zip(parts, (part.id in lying for part in parts), apart, strict=True), key=lambda part: part[1:])
    return tuple(Leaf(tuple(part for part, _, _ in run), landscape) for (landscape, _), run in turned)
