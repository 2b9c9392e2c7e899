"""One way through a paper, and the way to put words back where they stood.

In: a `Paper`. Out: its `Part`s in reading order, each with the `Path` that leads to it; or the paper with other words
in some of them. `parts` and `map_parts` are the one place that knows what each kind of block holds. Whatever looks for
all words, figures, notes or gaps of a paper comes this way, so that a new kind of block is seen by all of it at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final, TypeVar, assert_never

from cabinetpaper.paper import model

B = TypeVar("B", bound=model.Block)
Inlines = tuple[model.Inline, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """The way to a part of a paper: positions, counted from 0, from the outside in; None where it goes no further.

    A recommendation and a series of a chart count as rows, a point of a series and the heading of a column as cells.
    `inner` is the paragraph or item in a cell, `note` the note among those of the words it stands in.
    """

    section: int = 0
    block: int | None = None
    row: int | None = None
    cell: int | None = None
    inner: int | None = None
    note: int | None = None

    def __str__(self) -> str:
        """Return the way in words, counted from 1: `section 2, block 5, row 3, cell 1, paragraph 1, note 2`."""
        steps = (
            ("section", self.section),
            ("block", self.block),
            ("row", self.row),
            ("cell", self.cell),
            ("paragraph", self.inner),
            ("note", self.note),
        )
        return ", ".join(f"{name} {position + 1}" for name, position in steps if position is not None)


HERE = Path()
"""The way to a block that is looked at by itself."""


PROSE: Final = "prose"
FIXED: Final = "fixed"


class PartKind(Enum):
    """What words are to the block that holds them.

    `line` is what they are called where a paper is told line by line (`outline`); empty where they have no line of
    their own. `prose` says whether they belong to the text itself and not to what stands over, under or beside it;
    `fixed`, whether the model holds plain words there, or a point of a chart, so that no other inlines can be put in.
    """

    HEADING = ("heading", "heading")
    PARAGRAPH = ("paragraph", "paragraph", PROSE)
    ITEM = ("item", "item", PROSE)
    RECOMMENDATION = ("recommendation", "recommendation", PROSE)
    CAPTION = ("caption", "caption")
    HEADER = ("header", "header", FIXED)
    ROW_HEADING = ("row heading", "row heading", PROSE)
    CELL = ("cell", "cell", PROSE)
    LIST_TITLE = ("list title", "paragraph", FIXED)
    ALTERNATIVE = ("alternative", "figure", FIXED)
    DESCRIPTION = ("description", "", FIXED)
    POINT = ("point", "", FIXED)
    NOTE = ("note", "")

    def __init__(self, _: str, line: str, nature: str = "") -> None:
        self.line = line
        self.prose = nature == PROSE
        self.fixed = nature == FIXED


@dataclass(frozen=True, slots=True)
class Part:
    """Words that are read in one breath. `holder` is what they belong to: the block itself, a paragraph or item in a
    cell, a recommendation, a note; `row` is the row of the table in which they stand.

    Plain words of the model are a `Text` without a span, a point of a chart is a `Figure`.
    """

    path: Path
    kind: PartKind
    inlines: Inlines
    block: model.Block
    holder: model.Block | model.Recommendation | model.Footnote
    row: model.Row | None = None


def walk(paper: model.Paper) -> Iterator[Part]:
    """Return every part of the paper in reading order, each with its notes right behind it."""
    for path, block in blocks(paper):
        yield from walk_block(block, path)


def walk_block(block: model.Block, path: Path = HERE) -> Iterator[Part]:
    """Return every part of a block, `path` being the way to it, each with its notes right behind it."""
    for part in parts(block, path):
        yield part
        yield from noted(part)


def blocks(paper: model.Paper) -> Iterator[tuple[Path, model.Block]]:
    """Return the blocks of all sections with the way to each."""
    for place, section in enumerate(paper.sections):
        for position, block in enumerate(section.blocks):
            yield Path(place, position), block


def blocks_of(paper: model.Paper, kind: type[B]) -> Iterator[B]:
    """Return the blocks of one kind, through all sections."""
    return (block for _, block in blocks(paper) if isinstance(block, kind))


def parts(block: model.Block, path: Path = HERE) -> Iterator[Part]:  # noqa: C901  # one case for each kind of block
    """Return the parts of a block in reading order, `path` being the way to it; its notes are left to `noted`."""

    def part(kind: PartKind, inlines: Inlines, holder: model.Block | model.Recommendation = block, **way: int) -> Part:
        return Part(replace(path, **way), kind, inlines, block, holder)

    match block:
        case model.Heading():
            yield part(PartKind.HEADING, block.inlines)
        case model.Paragraph():
            yield part(PartKind.PARAGRAPH, block.inlines)
        case model.Item():
            yield part(PartKind.ITEM, block.inlines)
        case model.Recommendations():
            yield part(PartKind.HEADER, (model.Text("No."),), cell=0)
            yield part(PartKind.HEADER, (model.Text(block.heading),), cell=1)
            for place, item in enumerate(block.items):
                yield part(PartKind.RECOMMENDATION, item.inlines, item, row=place)
        case model.Table():
            yield part(PartKind.CAPTION, block.caption)
            yield part(PartKind.DESCRIPTION, (model.Text(block.description),))
            for place, column in enumerate(block.columns):
                yield part(PartKind.HEADER, (model.Text(column.heading),), cell=place)
            for position, row in enumerate(block.rows):
                for place, cell in enumerate(row.cells):
                    kind = PartKind.CELL if place else PartKind.ROW_HEADING
                    for inner, prose in enumerate(cell.blocks):
                        way = replace(path, row=position, cell=place, inner=inner)
                        yield Part(way, kind, prose.inlines, block, prose, row)
        case model.Chart():
            yield part(PartKind.CAPTION, block.title)
            yield part(PartKind.ALTERNATIVE, (model.Text(block.alt),))
            for position, series in enumerate(block.series):
                for place, point in enumerate(series.points):
                    yield part(PartKind.POINT, (model.Figure(point.text, point.key),), row=position, cell=place)
        case model.Contents():
            yield part(PartKind.LIST_TITLE, (model.Text(block.title),))
        case model.Picture():
            yield part(PartKind.ALTERNATIVE, (model.Text(block.alt),))
            yield part(PartKind.CAPTION, block.caption)
        case _:
            assert_never(block)


def noted(part: Part) -> Iterator[Part]:
    """Return the notes whose marks stand in a part."""
    footnotes = (inline for inline in part.inlines if isinstance(inline, model.Footnote))
    for place, footnote in enumerate(footnotes):
        way = replace(part.path, note=place)
        yield Part(way, PartKind.NOTE, footnote.inlines, part.block, footnote, part.row)


def figures(walked: Iterable[Part]) -> Iterator[tuple[Part, model.Figure | model.Rating]]:
    """Return every figure and rating that stands in some parts, in words, cells, notes and charts, each with its part.

    `figures(walk(paper))` are those of a paper.
    """
    for part in walked:
        yield from ((part, inline) for inline in part.inlines if isinstance(inline, model.Figure | model.Rating))


def map_parts(block: model.Block, change: Callable[[Part], Inlines], path: Path = HERE) -> model.Block:
    """Return the block with the inlines that `change` gives for each part that can hold any; a part comes to it after
    its notes, and with them.
    """

    def changed(part: Part) -> Inlines:
        notes = iter([in_note(change(note)) for note in noted(part)])
        within = tuple(
            replace(inline, inlines=next(notes)) if isinstance(inline, model.Footnote) else inline
            for inline in part.inlines
        )
        return change(replace(part, inlines=within))

    runs = iter([changed(part) for part in parts(block, path) if not part.kind.fixed])
    match block:
        case model.Heading() | model.Paragraph() | model.Item():
            return replace(block, inlines=next(runs))
        case model.Recommendations():
            return replace(block, items=tuple(replace(item, inlines=next(runs)) for item in block.items))
        case model.Table():
            caption = next(runs)
            rows = tuple(replace(row, cells=tuple(_cell(cell, runs) for cell in row.cells)) for row in block.rows)
            return replace(block, caption=caption, rows=rows)
        case model.Chart():
            return replace(block, title=next(runs))
        case model.Picture():
            return replace(block, caption=next(runs))
        case model.Contents():
            return block
        case _:
            assert_never(block)


def _cell(cell: model.Cell, runs: Iterator[Inlines]) -> model.Cell:
    return replace(cell, blocks=tuple(replace(prose, inlines=next(runs)) for prose in cell.blocks))


def in_note(inlines: Inlines) -> tuple[model.NoteInline, ...]:
    """Return the inlines that a note may hold: all but other notes."""
    return tuple(inline for inline in inlines if not isinstance(inline, model.Footnote))


def map_inlines(block: model.Block, change: Callable[[Inlines], Inlines]) -> model.Block:
    """Return the block with `change` applied to every run of inlines: headings, cells, captions, notes and all."""
    return map_parts(block, lambda part: change(part.inlines))


def map_blocks(paper: model.Paper, change: Callable[[Path, model.Block], model.Block]) -> model.Paper:
    """Return the paper with each block as `change` gives it."""
    sections = (
        replace(
            section, blocks=tuple(change(Path(place, position), one) for position, one in enumerate(section.blocks))
        )
        for place, section in enumerate(paper.sections)
    )
    return replace(paper, sections=tuple(sections))


def with_inlines(paper: model.Paper, given: Mapping[Path, Inlines]) -> model.Paper:
    """Return the paper with other inlines at some paths; raise `KeyError` for a path that leads to no run of inlines.

    Where both a run and a note in it are given, the run's own words win.
    """
    left = set(given)

    def change(part: Part) -> Inlines:
        left.discard(part.path)
        return given.get(part.path, part.inlines)

    made = map_blocks(paper, lambda path, block: map_parts(block, change, path))
    if left:
        raise KeyError(f"nothing can be written at {min(map(str, left))}")
    return made
