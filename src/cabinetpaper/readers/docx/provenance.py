"""Give back to what was read the provenance that a printed page does not show.

In: a paper as read, and the base that it was printed from. Out: the paper with keys, spans, kinds, widths and points
where, and only where, the words are still those that were printed: an edited sentence knows no figure, its neighbours
still do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from cabinetpaper.paper import (
    Block,
    Cell,
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
    Row,
    Section,
    Table,
    bookmark,
    notes_in,
    plain,
    plain_block,
    plain_inlines,
)

Prose = TypeVar("Prose", bound=Heading | Paragraph | Item | Recommendation)


def with_provenance(read: Paper, base: Paper) -> Paper:
    """Return the paper as read with the provenance of the base, joined by the blocks' bookmarks."""
    if plain(base) == read:
        return base
    blocks = {bookmark(block.id): block for section in base.sections for block in section.blocks}
    sections = {bookmark(section.id): section for section in base.sections}
    return replace(read, sections=tuple(_section(section, sections, blocks) for section in read.sections))


def _section(read: Section, sections: Mapping[str, Section], blocks: Mapping[str, Block]) -> Section:
    base = sections.get(bookmark(read.id))
    joined = tuple(_block(block, blocks.get(bookmark(block.id))) for block in read.blocks)
    return replace(read, blocks=joined) if base is None else replace(read, id=base.id, kind=base.kind, blocks=joined)


def _block(read: Block, base: Block | None) -> Block:
    """Return a block with what its base knows; a block of another kind than its base keeps nothing."""
    if base is None or type(base) is not type(read):
        return read
    if plain_block(replace(base, id=read.id)) == read:
        return base
    match read, base:
        case Table(), Table():
            return _table(read, base)
        case Recommendations(), Recommendations():
            known = {item.id: item for item in base.items}
            return replace(read, items=tuple(_words(item, known.get(item.id)) for item in read.items))
        case Chart(), Chart() if read.alt == base.alt:
            return replace(
                read, title=_inlines(read.title, base.title), kind=base.kind, unit=base.unit, series=base.series
            )
        case Picture(), Picture() if read.alt == base.alt:
            return replace(read, caption=_inlines(read.caption, base.caption), file=base.file)
        case ((Heading() | Paragraph() | Item()), _):
            return _words(read, base)
    return read


def _table(read: Table, base: Table) -> Table:
    plain_base = plain_block(base)
    columns = base.columns if isinstance(plain_base, Table) and plain_base.columns == read.columns else read.columns
    description = read.description or base.description  # LibreOffice loses it, nobody can edit it there
    known = {row.id: row for row in base.rows}
    rows = tuple(_row(row, known.get(row.id)) for row in read.rows)
    return replace(
        read, caption=_inlines(read.caption, base.caption), columns=columns, rows=rows, description=description
    )


def _row(read: Row, base: Row | None) -> Row:
    if base is None or len(base.cells) != len(read.cells):
        return read
    return replace(read, cells=tuple(_cell(own, held) for own, held in zip(read.cells, base.cells, strict=True)))


def _cell(read: Cell, base: Cell) -> Cell:
    """Return a cell whose paragraphs are joined by their bookmarks, those without one by their places."""
    known = {block.id: block for block in base.blocks if block.id}
    pairs = zip(read.blocks, _padded(base.blocks, len(read.blocks)), strict=True)
    return Cell(tuple(_words(own, known.get(own.id) if own.id else held) for own, held in pairs))


def _padded(blocks: tuple[Paragraph | Item, ...], length: int) -> Iterator[Paragraph | Item | None]:
    yield from (blocks[place] if place < len(blocks) else None for place in range(length))


def _words(read: Prose, base: object) -> Prose:
    """Return a heading, paragraph, item or recommendation with the words of its base, where they are the same."""
    held = base.inlines if isinstance(base, Heading | Paragraph | Item | Recommendation) else None
    return read if held is None else replace(read, inlines=_inlines(read.inlines, held))


def _inlines(read: tuple[Inline, ...], base: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return a run with what its base knows; the words round the marks of notes are judged apart from the words of each
    note.
    """
    if plain_inlines(base) == read:
        return base
    held = {footnote.id: footnote for footnote in notes_in(base)}
    said = {footnote.id: _note(footnote, held.get(footnote.id)) for footnote in notes_in(read)}
    same = plain_inlines(_hollow(base)) == _hollow(read)
    return tuple(said[one.id] if isinstance(one, Footnote) else one for one in (base if same else read))


def _note(read: Footnote, base: Footnote | None) -> Footnote:
    return read if base is None or plain_inlines(base.inlines) != read.inlines else base


def _hollow(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return the inlines with the marks of their notes and nothing of their words."""
    return tuple(Footnote(one.id, ()) if isinstance(one, Footnote) else one for one in inlines)
