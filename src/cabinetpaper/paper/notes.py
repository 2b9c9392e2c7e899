"""Number the notes of a paper.

In: a `Paper`. Out: its notes in reading order, counted 1, 2, 3 through the whole paper, each with the part that its
mark stands in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cabinetpaper.paper.anchors import block_id
from cabinetpaper.paper.model import Footnote, Inline, Paper
from cabinetpaper.paper.walk import Part, walk


@dataclass(frozen=True, slots=True)
class Note:
    """A note with its number and the part in which its mark stands."""

    number: str
    footnote: Footnote
    marked: Part


def notes(paper: Paper) -> tuple[Note, ...]:
    """Return the paper's notes in the order of their marks."""
    found = ((footnote, part) for part in walk(paper) for footnote in notes_in(part.inlines))
    return tuple(Note(str(number), footnote, part) for number, (footnote, part) in enumerate(found, 1))


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
