"""The parts of a paper that come from somewhere: what `align` pairs.

In: a `Paper`. Out: its sections, blocks, rows, recommendations, the prose in its cells and its notes as `Piece`s, in
reading order, each with what it says.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from cabinetpaper.paper.model import (
    Block,
    Footnote,
    Heading,
    Inline,
    Item,
    Paper,
    Paragraph,
    Recommendation,
    Recommendations,
    Row,
    Section,
    Table,
    Text,
)
from cabinetpaper.paper.outline import printed
from cabinetpaper.paper.pairing import Words
from cabinetpaper.paper.walk import HERE, Part, Path, parts

Inlines = tuple[Inline, ...]
Value = Section | Block | Row | Recommendation | Footnote


class Piece:
    """A part of a paper that is paired: its `value`, the part that holds it, its number in reading order."""

    def __init__(self, path: Path, value: Value, number: int, holder: int | None) -> None:
        self.path, self.value, self.number, self.holder = path, value, number, holder
        self.id = value.id
        self.name = (isinstance(value, Footnote), value.id)  # the names of notes are their own
        self.kind = "Prose" if isinstance(value, Heading | Paragraph | Item | Recommendation) else type(value).__name__

    @cached_property
    def words(self) -> Words:
        """Return what it says, without notes."""
        match self.value:
            case Section():
                runs: Iterable[Inlines] = ((Text(self.value.title),),)
            case Row():
                runs = (prose.inlines for cell in self.value.cells for prose in cell.blocks)
            case Recommendation() | Footnote():
                runs = (self.value.inlines,)
            case _:
                runs = (part.inlines for part in parts(self.value))
        return Words(self.kind, "\n".join(printed(inlines, {}) for inlines in runs))


def pieces(paper: Paper) -> list[Piece]:
    """Return the parts of a paper that are paired, in reading order."""
    found: list[Piece] = []

    def add(path: Path, value: Value, holder: int | None = None) -> int:
        """Add a piece and the notes in its own words; return its number."""
        number = len(found)
        found.append(Piece(path, value, number, holder))
        footnotes = (inline for inline in own_words(value) if isinstance(inline, Footnote))
        for place, footnote in enumerate(footnotes):
            found.append(Piece(replace(path, note=place), footnote, len(found), number))
        return number

    for place, section in enumerate(paper.sections):
        add(Path(place), section)
        for position, block in enumerate(section.blocks):
            path = Path(place, position)
            number = add(path, block)
            for line, item in enumerate(block.items if isinstance(block, Recommendations) else ()):
                add(replace(path, row=line), item, number)
            for line, row in enumerate(block.rows if isinstance(block, Table) else ()):
                holder = add(replace(path, row=line), row, number)
                for column, cell in enumerate(row.cells):
                    for inner, prose in enumerate(cell.blocks):
                        add(replace(path, row=line, cell=column, inner=inner), prose, holder)
    return found


def own_words(value: Value) -> Inlines:
    """Return the words that are a part's own: those of prose and of a note, a caption, the title of a chart."""
    match value:
        case Recommendation() | Footnote():
            return value.inlines
        case Section() | Row():
            return ()
        case _:
            return next((part.inlines for part in parts(value) if is_own(part)), ())


def is_own(part: Part) -> bool:
    """Return whether words are those of the block itself, not of what stands in it, and may be any."""
    return part.path == HERE and not part.kind.fixed


def by_holder(every: list[Piece]) -> dict[int | None, list[Piece]]:
    """Return the pieces by the number of what holds them."""
    held: dict[int | None, list[Piece]] = {}
    for piece in every:
        held.setdefault(piece.holder, []).append(piece)
    return held
