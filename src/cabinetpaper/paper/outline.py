"""The content of a paper as plain lines: what must be equal in DOCX, HTML and PDF.

In: a `Paper`. Out: one `Line` per block that is read in one breath: kind, number, text. The tests that compare outputs,
the text goldens and `trace` all use it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import assert_never

from cabinetpaper.paper.model import (
    Block,
    Break,
    Contents,
    Figure,
    Footnote,
    Gap,
    Heading,
    Inline,
    Link,
    Paper,
    Picture,
    Rating,
    Reference,
    Text,
)
from cabinetpaper.paper.notes import mark_text, notes
from cabinetpaper.paper.numbering import numbers
from cabinetpaper.paper.plain import joined
from cabinetpaper.paper.walk import parts


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
        case _:
            assert_never(inline)


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
            if not section.heads(block):
                yield from _block_lines(block, number)
            if isinstance(block, Contents):
                for _, _, entry, text in contents_entries(paper, block.levels):
                    yield Line("contents", entry, text, block.id)
    for note in own:
        yield Line("footnote", note.number, printed(note.footnote.inlines, number), note.footnote.id)


def _block_lines(block: Block, number: Mapping[str, str]) -> Iterator[Line]:
    """Return a line for each part of a block; the paragraphs and items of a cell are one line."""
    for (kind, _), found in groupby(parts(block), key=lambda part: (part.kind, replace(part.path, inner=None))):
        together = list(found)
        text = "\n".join(printed(part.inlines, number) for part in together)
        holder = together[0].row or together[0].holder
        if not kind.line or (isinstance(block, Picture) and not joined(together[0].inlines)):
            continue
        name = f"heading {block.level}" if isinstance(block, Heading) else kind.line
        yield Line(name, number.get(holder.id, ""), text, holder.id)
