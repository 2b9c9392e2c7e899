"""What is left of a paper when only the reader's view counts.

In: a `Paper`, or part of one. Out: the same without provenance, in one canonical form: adjacent words of one style joined, no
empty stretches. The DOCX reader without a base gives exactly this.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from cabinetpaper.paper.model import (
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Figure,
    Heading,
    Inline,
    Item,
    Paper,
    Paragraph,
    Rating,
    Recommendations,
    Row,
    Section,
    SectionKind,
    Table,
    Text,
)

__all__ = ["joined", "map_inlines", "plain", "plain_block", "plain_inlines"]

B = TypeVar("B", bound=Block)
Change = Callable[[tuple[Inline, ...]], tuple[Inline, ...]]


def joined(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return the inlines with empty words dropped and adjacent words of the same style and no span between them joined."""
    result: list[Inline] = []
    for inline in inlines:
        last = result[-1] if result else None
        if isinstance(inline, Text | Figure) and not inline.text:
            continue
        if isinstance(inline, Text) and isinstance(last, Text) and (last.style, last.span) == (inline.style, inline.span) and inline.span is None:
            result[-1] = replace(last, text=last.text + inline.text)
        else:
            result.append(inline)
    return tuple(result)


def plain_inlines(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return the inlines without keys and spans, joined; adjacent figures stay apart only by words between them."""
    bare: list[Inline] = []
    for inline in joined(inlines):
        match inline:
            case Text():
                bare.append(Text(inline.text, inline.style))
            case Figure():
                last = bare[-1] if bare else None
                if isinstance(last, Figure) and last.style is inline.style:
                    bare[-1] = Figure(last.text + inline.text, style=last.style)
                else:
                    bare.append(Figure(inline.text, style=inline.style))
            case Rating():
                bare.append(Rating(inline.rag))
            case _:
                bare.append(inline)
    return joined(tuple(bare))


def map_inlines(block: Block, change: Change) -> Block:
    """Return the block with `change` applied to every run of inlines in it: headings, cells, captions and all."""
    match block:
        case Heading() | Paragraph() | Item():
            return replace(block, inlines=change(block.inlines))
        case Recommendations():
            return replace(block, items=tuple(replace(item, inlines=change(item.inlines)) for item in block.items))
        case Table():
            return replace(block, caption=change(block.caption), rows=tuple(_row(row, change) for row in block.rows))
        case Chart():
            return replace(block, title=change(block.title))
        case _:
            return block


def _row(row: Row, change: Change) -> Row:
    return replace(row, cells=tuple(Cell(tuple(replace(b, inlines=change(b.inlines)) for b in cell.blocks)) for cell in row.cells))


def plain_block(block: Block) -> Block:
    """Return the block as a reader sees it: a table without its column widths, a chart without its points."""
    block = map_inlines(block, plain_inlines)
    if isinstance(block, Table):
        return replace(block, columns=tuple(Column(column.heading, numeric=column.numeric) for column in block.columns))
    if isinstance(block, Chart):
        return replace(block, kind=ChartKind.UNREAD, unit="", series=())
    return block


def plain(paper: Paper) -> Paper:
    """Return the paper without provenance: what any reader of the DOCX alone could know."""
    return replace(
        paper,
        sections=tuple(
            Section(section.id, SectionKind.OTHER, section.title, tuple(plain_block(block) for block in section.blocks)) for section in paper.sections
        ),
    )
