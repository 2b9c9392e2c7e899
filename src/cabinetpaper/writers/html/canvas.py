"""What every block's drawing needs to know of the whole paper.

In: a paper and its drawn charts. Out: `Canvas`, handed to each drawing function of this package.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cabinetpaper.paper import (
    Contents,
    Drawing,
    Note,
    Paper,
    blocks,
    blocks_of,
    contents_entries,
    notes,
    numbers,
    parts,
)
from cabinetpaper.writers.sideways import sideways


@dataclass(frozen=True, slots=True)
class Canvas:
    """The numbers that references print, the ids that links may lead to, the drawings, the notes by id, the lists of
    contents that have their section's title, what stands on landscape pages, and whether the page is for print.

    The printed form leaves out what only a screen needs, and opens each paragraph, item and row with an empty element,
    the first item of a list and the first row of a table with two: a piece that lacks them is the rest of one that
    began on the page before, which is how the PDF's tags are joined again.
    """

    number: Mapping[str, str]
    targets: frozenset[str]
    drawings: Mapping[str, Drawing]
    entries: Mapping[str, tuple[tuple[int, str, str, str], ...]]
    notes: Mapping[str, Note]
    headed: frozenset[str] = frozenset()
    sideways: frozenset[str] = frozenset()
    printed: bool = False

    @property
    def printed_numbers(self) -> Mapping[str, str]:
        """Return the numbers that stand in the text: those that references print, and those of the marks of notes."""
        return {**self.number, **{identifier: note.number for identifier, note in self.notes.items()}}

    @property
    def start(self) -> str:
        """Return what marks the start of a paragraph, an item or a row in the printed form."""
        return "<i></i>" if self.printed else ""


def canvas_of(paper: Paper, drawings: Mapping[str, Drawing], *, printed: bool = False) -> Canvas:
    """Return the canvas of a paper."""
    entries = {block.id: contents_entries(paper, block.levels) for block in blocks_of(paper, Contents)}
    headed = frozenset(block.id for section in paper.sections for block in section.blocks if section.heads(block))
    marked = {note.footnote.id: note for note in notes(paper)}
    return Canvas(
        numbers(paper), frozenset(_targets(paper)), drawings, entries, marked, headed, sideways(paper), printed
    )


def _targets(paper: Paper) -> Iterator[str]:
    """Return the ids of sections, blocks, recommendations and rows."""
    yield from (section.id for section in paper.sections)
    for _, block in blocks(paper):
        yield block.id
        yield from (part.row.id if part.row else part.holder.id for part in parts(block))
