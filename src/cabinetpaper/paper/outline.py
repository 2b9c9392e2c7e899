"""The content of a paper as plain lines: what must be equal in DOCX, HTML and PDF.

In: a `Paper`. Out: one `Line` per block that is read in one breath: kind, number, text. The tests that compare outputs,
the text goldens and `trace` all use it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cabinetpaper.paper.model import (
    Block,
    Break,
    Cell,
    Chart,
    Contents,
    Figure,
    Footnote,
    Gap,
    Heading,
    Inline,
    Item,
    Link,
    Paper,
    Paragraph,
    Picture,
    Rating,
    Recommendations,
    Reference,
    Table,
    Text,
)
from cabinetpaper.paper.notes import mark_text, notes
from cabinetpaper.paper.numbering import numbers
from cabinetpaper.paper.plain import joined


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the outline. `kind` is `title`, `heading 1` to `heading 4`, `paragraph`, `item`, `contents`,
    `recommendation`, `caption`, `header`, `row heading`, `cell`, `figure` (whose text is its alternative text) or
    `footnote`; the footnotes stand last.
    """

    kind: str
    number: str
    text: str
    block: str = ""

    def __str__(self) -> str:
        """Return `kind | number | text`."""
        return f"{self.kind} | {self.number} | {self.text}"


def gap_text(gap: Gap) -> str:
    """Return how a gap is printed: `[name of the contact officer]`."""
    return f"[{gap.text}]"


def inline_text(inline: Inline, number: Mapping[str, str]) -> str:
    """Return the printed text of one inline; `number` gives the numbers that references print, and those of notes where
    marks are to be seen.
    """
    match inline:
        case Text() | Figure() | Link():
            return inline.text
        case Rating():
            return inline.rag.label
        case Reference():
            return number.get(inline.target, "?").rstrip(".")
        case Gap():
            return gap_text(inline)
        case Break():
            return "\n"
        case Footnote():
            return mark_text(number[inline.id]) if inline.id in number else ""


def printed(inlines: tuple[Inline, ...], number: Mapping[str, str]) -> str:
    """Return the printed text of a run of inlines."""
    return "".join(inline_text(inline, number) for inline in inlines)


def contents_entries(paper: Paper, levels: int) -> tuple[tuple[int, str, str, str], ...]:
    """Return (level, id, number, text) of every heading that a list of contents shows, its own left out: sections are
    level 1.
    """
    number = numbers(paper)
    entries: list[tuple[int, str, str, str]] = []
    for section in paper.sections:
        if section.title and not section.lists_headings:
            entries.append((1, section.id, number.get(section.id, ""), section.title))
        entries += [
            (block.level, block.id, number.get(block.id, ""), printed(block.inlines, number))
            for block in section.blocks
            if isinstance(block, Heading) and block.level <= levels
        ]
    return tuple(entries)


def outline(paper: Paper) -> tuple[Line, ...]:
    """Return the paper line by line, in reading order."""
    return tuple(_lines(paper))


def _lines(paper: Paper) -> Iterator[Line]:
    own = notes(paper)
    number = {**numbers(paper), **{note.footnote.id: note.number for note in own}}
    yield Line("title", "", paper.title)
    for section in paper.sections:
        if section.title:
            yield Line("heading 1", number.get(section.id, ""), section.title, section.id)
        for block in section.blocks:
            if isinstance(block, Contents):
                if not section.heads(block):
                    yield Line("paragraph", "", block.title, block.id)
                for _, _, entry, text in contents_entries(paper, block.levels):
                    yield Line("contents", entry, text, block.id)
            else:
                yield from _block(block, number)
    for note in own:
        yield Line("footnote", note.number, printed(note.footnote.inlines, number), note.footnote.id)


def _block(block: Block, number: Mapping[str, str]) -> Iterator[Line]:
    match block:
        case Heading() | Paragraph() | Item():
            kind = (
                f"heading {block.level}"
                if isinstance(block, Heading)
                else "item"
                if isinstance(block, Item)
                else "paragraph"
            )
            yield Line(kind, number.get(block.id, ""), printed(block.inlines, number), block.id)
        case Recommendations():
            yield Line("header", "", "No.", block.id)
            yield Line("header", "", block.heading, block.id)
            for item in block.items:
                yield Line("recommendation", number[item.id], printed(item.inlines, number), item.id)
        case Table():
            yield from _table(block, number)
        case Chart():
            yield Line("caption", "", printed(block.title, number), block.id)
            yield Line("figure", "", block.alt, block.id)
        case Picture():
            yield Line("figure", "", block.alt, block.id)
            if joined(block.caption):
                yield Line("caption", "", printed(block.caption, number), block.id)
        case Contents():
            raise AssertionError("contents are drawn with the whole paper in hand")


def _table(table: Table, number: Mapping[str, str]) -> Iterator[Line]:
    yield Line("caption", "", printed(table.caption, number), table.id)
    for column in table.columns:
        yield Line("header", "", column.heading, table.id)
    for row in table.rows:
        for place, cell in enumerate(row.cells):
            yield Line("cell" if place else "row heading", "", _cell(cell, number), row.id)


def _cell(cell: Cell, number: Mapping[str, str]) -> str:
    return "\n".join(printed(block.inlines, number) for block in cell.blocks)
