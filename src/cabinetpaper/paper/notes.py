"""Number the notes of a paper.

In: a `Paper`. Out: its notes in reading order, counted 1, 2, 3 through the whole paper, each with the block that its
mark stands in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cabinetpaper.paper.anchors import block_id
from cabinetpaper.paper.model import (
    Block,
    Chart,
    Footnote,
    Heading,
    Inline,
    Item,
    Paper,
    Paragraph,
    Picture,
    Recommendation,
    Recommendations,
    Table,
)


@dataclass(frozen=True, slots=True)
class Note:
    """A note with its number; `block` is what holds its mark."""

    number: str
    footnote: Footnote
    block: Block | Recommendation


def notes(paper: Paper) -> tuple[Note, ...]:
    """Return the paper's notes in the order of their marks."""
    runs = (run for section in paper.sections for block in section.blocks for run in _runs(block))
    found = ((footnote, block) for block, inlines in runs for footnote in notes_in(inlines))
    return tuple(Note(str(number), footnote, block) for number, (footnote, block) in enumerate(found, 1))


def notes_in(inlines: Iterable[Inline]) -> tuple[Footnote, ...]:
    """Return the notes whose marks stand in a run of inlines."""
    return tuple(one for one in inlines if isinstance(one, Footnote))


def named_notes(inlines: Iterable[Inline], *parts: str) -> tuple[Inline, ...]:
    """Return the inlines with their notes' ids made of some parts and the ids they had, as of words that stand in a
    place of their own.
    """
    return tuple(
        Footnote(block_id(*parts, one.id), one.inlines) if isinstance(one, Footnote) else one for one in inlines
    )


def without_notes(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Return the inlines without their notes, for words that are said a second time: the note stands where they were
    said first.
    """
    return tuple(one for one in inlines if not isinstance(one, Footnote))


def mark_text(number: str) -> str:
    """Return how the mark of a note is written where nothing can be raised above the line: `[3]`."""
    return f"[{number}]"


def _runs(block: Block) -> Iterator[tuple[Block | Recommendation, tuple[Inline, ...]]]:
    """Return each run of inlines of a block in reading order, with the block or recommendation that holds it."""
    match block:
        case Heading() | Paragraph() | Item():
            yield block, block.inlines
        case Recommendations():
            yield from ((item, item.inlines) for item in block.items)
        case Table():
            yield block, block.caption
            yield from ((block, inner.inlines) for row in block.rows for cell in row.cells for inner in cell.blocks)
        case Chart():
            yield block, block.title
        case Picture():
            yield block, block.caption
