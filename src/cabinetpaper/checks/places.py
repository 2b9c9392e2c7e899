"""Where words stand: in the paper for a reader, in a snippet for the officer.

In: an `Edition`. Out: `Run`, a stretch of words with its place in words (`“Background”, paragraph 12`: the headings it
stands under, else the section), and the `Place` in the snippet that a span leads back to. Rules and `trace` both use
it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cabinetpaper.finding import Place
from cabinetpaper.paper import (
    Block,
    Chart,
    Edition,
    Figure,
    Heading,
    Inline,
    Item,
    Paper,
    Paragraph,
    Picture,
    Recommendations,
    Section,
    Table,
    Text,
    notes,
    notes_in,
    numbers,
    printed,
)
from cabinetpaper.paper.model import Span


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are read in one breath, and where a reader finds them; `paragraph` is the id of what holds them, in a
    table or a note too.
    """

    section: Section
    block: Block
    inlines: tuple[Inline, ...]
    where: str
    paragraph: str = ""


def runs(paper: Paper) -> Iterator[Run]:
    """Return every run of inlines of the paper in reading order: paragraphs, list items, cells, captions, each with its
    notes behind it.
    """
    number = numbers(paper)
    noted = {note.footnote.id: note.number for note in notes(paper)}
    for section in paper.sections:
        start = f"“{section.title}”" if section.title else "front of the paper"
        last = ""
        headings: dict[int, str] = {}
        for block in section.blocks:
            if isinstance(block, Heading):
                headings = {level: text for level, text in headings.items() if level < block.level}
            if isinstance(block, Paragraph | Heading) and block.id in number:
                last = f"paragraph {number[block.id]}"
            part = ", ".join(headings.values()) or start
            if isinstance(block, Heading):
                headings[block.level] = f"“{printed(block.inlines, number)}”"
            for where, inlines, identifier in _of_block(block, number, last):
                place = f"{part}, {where}" if where else part
                yield Run(section, block, inlines, place, identifier)
                for footnote in notes_in(inlines):
                    yield Run(section, block, footnote.inlines, f"{place}, note {noted[footnote.id]}", footnote.id)


def _of_block(block: Block, number: Mapping[str, str], last: str) -> Iterator[tuple[str, tuple[Inline, ...], str]]:
    match block:
        case Heading():
            yield f"heading “{printed(block.inlines, number)}”", block.inlines, block.id
        case Paragraph():
            own = number.get(block.id)
            yield (f"paragraph {own}" if own else f"after {last}" if last else ""), block.inlines, block.id
        case Item():
            yield (f"list item under {last}" if last else "list item"), block.inlines, block.id
        case Recommendations():
            for item in block.items:
                yield f"recommendation {number.get(item.id, '?')}", item.inlines, item.id
        case Chart():
            yield f"chart “{printed(block.title, number)}”", block.title, block.id
        case Picture():
            yield "caption of a picture", block.caption, block.id
        case Table():
            yield from _of_table(block, number)


def _of_table(table: Table, number: Mapping[str, str]) -> Iterator[tuple[str, tuple[Inline, ...], str]]:
    name = f"table “{printed(table.caption, number)}”"
    yield name, table.caption, table.id
    for row in table.rows:
        first = "; ".join(printed(block.inlines, number) for block in row.cells[0].blocks) if row.cells else ""
        for position, cell in enumerate(row.cells):
            heading = table.columns[position].heading if position < len(table.columns) else ""
            for block in cell.blocks:
                column = f", column “{heading}”" if position and heading and len(table.columns) > 2 else ""
                yield f"{name}, row “{first}”{column}", block.inlines, block.id


def point_at(edition: Edition, span: Span | None) -> Place:
    """Return the file and line of a span, counted from 1; no place where the snippet's text is not at hand."""
    if span is None:
        return Place()
    source = edition.snippets.get(span.file)
    return Place(span.file, None if source is None else source.count("\n", 0, span.start) + 1)


def run_place(edition: Edition, run: Run, otherwise: str) -> Place:
    """Return where the officer mends these words: the line of the snippet, else the file named `otherwise`, and the
    place in the paper as detail.
    """
    span = next(
        (inline.span for inline in run.inlines if isinstance(inline, Text | Figure) and inline.span is not None), None
    )
    place = point_at(edition, span)
    return Place(place.file or otherwise, place.line, detail=run.where)
