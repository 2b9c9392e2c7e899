"""Where words stand: in the paper for a reader, in a snippet for the officer.

In: a `Paper`, or an `Edition`. Out: each part with its place in words (`“Background”, paragraph 12`: the headings it
stands under, else the section), and the `Place` in the snippet that a span leads back to. Rules and `trace` use both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from cabinetpaper.finding import Place
from cabinetpaper.paper import model
from cabinetpaper.paper.edition import Edition
from cabinetpaper.paper.notes import notes
from cabinetpaper.paper.numbering import numbers
from cabinetpaper.paper.outline import printed
from cabinetpaper.paper.walk import Part, PartKind, Path, noted, parts


def placed(paper: model.Paper) -> Iterator[tuple[Part, str]]:
    """Return every part of the paper in reading order with its place in words, each with its notes behind it."""
    number = numbers(paper)
    note_numbers = {note.footnote.id: note.number for note in notes(paper)}
    for section_place, section in enumerate(paper.sections):
        start = f"“{section.title}”" if section.title else "front of the paper"
        above = ""
        headings: dict[int, str] = {}
        for block_place, block in enumerate(section.blocks):
            if isinstance(block, model.Heading):
                headings = {level: text for level, text in headings.items() if level < block.level}
            if isinstance(block, model.Paragraph | model.Heading) and block.id in number:
                above = f"paragraph {number[block.id]}"
            under = ", ".join(headings.values()) or start
            if isinstance(block, model.Heading):
                headings[block.level] = f"“{printed(block.inlines, number)}”"
            for part in parts(block, Path(section_place, block_place)):
                within = _within_block(part, number, above)
                where = f"{under}, {within}" if within else under
                yield part, where
                for note in noted(part):
                    yield note, f"{where}, note {note_numbers[note.holder.id]}"


def _within_block(part: Part, number: Mapping[str, str], above: str) -> str:  # noqa: C901  # one case for each kind of block
    """Return what a reader looks for below the heading; `above` is the last numbered paragraph before it."""
    block, row, cell = part.block, part.path.row, part.path.cell
    match block:
        case model.Heading():
            return f"heading “{printed(block.inlines, number)}”"
        case model.Paragraph():
            own = number.get(block.id)
            return f"paragraph {own}" if own else f"after {above}" if above else ""
        case model.Item():
            return f"list item under {above}" if above else "list item"
        case model.Recommendations():
            return "recommendations" if row is None else f"recommendation {number.get(block.items[row].id, '?')}"
        case model.Table():
            name = f"table “{printed(block.caption, number)}”"
            column = "" if cell is None or cell >= len(block.columns) else f", column “{block.columns[cell].heading}”"
            if row is None:
                return name + column
            first = "; ".join(printed(prose.inlines, number) for prose in block.rows[row].cells[0].blocks)
            return f"{name}, row “{first}”" + (column if cell and len(block.columns) > 2 else "")
        case model.Chart():
            name = f"chart “{printed(block.title, number)}”"
            if row is None or cell is None:
                return name
            return f"{name}, {block.series[row].name}, {block.series[row].points[cell].label}"
        case model.Contents():
            return "list of contents"
        case model.Picture():
            return "caption of a picture" if part.kind is PartKind.CAPTION else "picture"
        case _:
            assert_never(block)


def point_at(edition: Edition, span: model.Span | None) -> Place:
    """Return the file and line of a span, counted from 1; no place where the snippet's text is not at hand."""
    if span is None:
        return Place()
    source = edition.snippets.get(span.file, edition.entries.get(span.file))
    return Place(span.file, None if source is None else source.count("\n", 0, span.start) + 1)


def part_place(edition: Edition, part: Part, where: str, otherwise: str) -> Place:
    """Return where the officer mends these words: the line of the snippet, else the file named `otherwise`, and the
    place in the paper as detail.
    """
    spans = (
        inline.span
        for inline in part.inlines
        if isinstance(inline, model.Text | model.Figure) and inline.span is not None
    )
    place = point_at(edition, next(spans, None))
    return Place(place.file or otherwise, place.line, detail=where)
