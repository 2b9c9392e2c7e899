"""What every written form of a paper needs to know of it as a whole, worked out once.

In: a paper. Out: `Layout`: its numbers and notes, the entries of its lists of contents, what stands on pages on their
side.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cabinetpaper.paper import Contents, Note, Paper, blocks_of, contents_entries, notes, numbers
from cabinetpaper.writers.sideways import sideways

ADDRESS: Final = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
"""What a link may lead to; anything else is drawn as words alone."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The numbers that references print, the notes by id, the entries of each list of contents (level, target, number,
    words), the lists of contents that have their section's title, and the ids of what stands on landscape pages.
    """

    number: Mapping[str, str]
    notes: Mapping[str, Note]
    entries: Mapping[str, tuple[tuple[int, str, str, str], ...]]
    headed: frozenset[str]
    sideways: frozenset[str]

    @property
    def printed_numbers(self) -> Mapping[str, str]:
        """Return the numbers that stand in the text: those that references print, and those of the marks of notes."""
        return {**self.number, **{identifier: note.number for identifier, note in self.notes.items()}}


def layout_of(paper: Paper) -> Layout:
    """Return the layout of a paper."""
    return Layout(
        numbers(paper),
        {note.footnote.id: note for note in notes(paper)},
        {block.id: contents_entries(paper, block.levels) for block in blocks_of(paper, Contents)},
        frozenset(block.id for section in paper.sections for block in section.blocks if section.heads(block)),
        sideways(paper),
    )
