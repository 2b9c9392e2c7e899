"""What is left of a paper when only the reader's view counts.

In: a `Paper`, or part of one. Out: the same without provenance, in one canonical form. The DOCX reader without a base
gives exactly this. The form:

- adjacent words of one style are one stretch, and so are adjacent figures of one style; there are no empty stretches;
- a line break inside words or figures is a `Break`;
- what stands on one line (titles, headings of columns, links, gaps, descriptions) has a space for each tab or line
  break in it;
- characters that no XML can hold are not there;
- a paragraph in a cell is not numbered, an item's level is 1 or 2;
- a table has no column widths, a chart no points, a picture no file, a section no kind unless it is the cover; one
  without a title starts no page and has no number, and a divider does so anyway and has none;
- what belongs to a cover or a divider has no number, and in a cell it is body text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import assert_never

from cabinetpaper.paper import model
from cabinetpaper.paper.walk import in_note, map_inlines


def joined(inlines: Iterable[model.Inline]) -> tuple[model.Inline, ...]:
    """Return the inlines with empty words dropped and adjacent words of the same style and no span between them
    joined.
    """
    return _merged((one for one in inlines if not isinstance(one, model.Text | model.Figure) or one.text), model.Text)


def stretches(inlines: tuple[model.Inline, ...]) -> tuple[model.Inline, ...]:
    """Return the inlines as they are set: adjacent words of one style in one stretch, wherever each was written."""
    return joined(tuple(replace(one, span=None) if isinstance(one, model.Text) else one for one in inlines))


def plain_inlines(inlines: tuple[model.Inline, ...]) -> tuple[model.Inline, ...]:
    """Return the inlines without keys and spans, joined; adjacent figures stay apart only by words between them."""
    return _merged(joined(part for inline in inlines for part in _bare(inline)), model.Figure)


def _merged(inlines: Iterable[model.Inline], kind: type[model.Text | model.Figure]) -> tuple[model.Inline, ...]:
    """Return the inlines with neighbours of a kind that have no span and differ in nothing but their words as one."""

    def wordless(inline: model.Inline) -> model.Text | model.Figure | None:
        if isinstance(inline, model.Text | model.Figure) and type(inline) is kind and inline.span is None:
            return replace(inline, text="")
        return None

    result: list[model.Inline] = []
    for common, alike in groupby(inlines, wordless):
        if common is None:
            result += alike
        else:
            result.append(
                replace(common, text="".join(one.text for one in alike if isinstance(one, model.Text | model.Figure)))
            )
    return tuple(result)


def _bare(inline: model.Inline) -> Iterator[model.Inline]:
    """Return an inline without its provenance, in as many parts as it has lines."""
    match inline:
        case model.Text() | model.Figure():
            kind = model.Text if isinstance(inline, model.Text) else model.Figure
            for place, line in enumerate(_printable(inline.text).split("\n")):
                if place:
                    yield model.Break()
                yield kind(line, style=inline.style)
        case model.Rating():
            yield model.Rating(inline.rag)
        case model.Link():
            yield model.Link(_line(inline.text), inline.url)
        case model.Gap():
            yield model.Gap(_line(inline.text))
        case model.Reference():
            yield model.Reference(inline.target)
        case model.Footnote():
            yield model.Footnote(inline.id, in_note(plain_inlines(inline.inlines)))
        case model.Break():
            yield inline
        case _:
            assert_never(inline)


_OUTSIDE_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?")


def _printable(text: str) -> str:
    """Return the text without the characters that XML cannot hold, its line ends as line feeds."""
    return _OUTSIDE_XML.sub("", _LINE_END.sub("\n", text))


def _line(text: str) -> str:
    """Return the text on one line."""
    return _printable(text).replace("\n", " ").replace("\t", " ")


def plain_block(block: model.Block) -> model.Block:
    """Return the block as a reader sees it: a table without its column widths, a chart without its points."""
    block = replace(map_inlines(block, plain_inlines), origin=None)
    match block:
        case model.Heading():
            return block
        case model.Paragraph():
            return replace(block, numbered=block.numbered and not block.role.stands_apart)
        case model.Item():
            return _in_cell(block)
        case model.Recommendations():
            items = tuple(replace(item, origin=None) for item in block.items)
            return replace(block, items=items, heading=_line(block.heading))
        case model.Table():
            columns = tuple(model.Column(_line(column.heading), numeric=column.numeric) for column in block.columns)
            rows = tuple(
                model.Row(row.id, tuple(model.Cell(tuple(map(_in_cell, cell.blocks))) for cell in row.cells))
                for row in block.rows
            )
            return replace(block, columns=columns, rows=rows, description=_line(block.description))
        case model.Chart():
            return replace(block, alt=_line(block.alt), kind=model.ChartKind.UNREAD, unit="", series=())
        case model.Contents():
            return replace(block, title=_line(block.title))
        case model.Picture():
            return replace(block, alt=_line(block.alt), file="")
        case _:
            assert_never(block)


def _in_cell(block: model.Paragraph | model.Item) -> model.Paragraph | model.Item:
    if isinstance(block, model.Item):
        return replace(block, level=1 if block.level < 2 else 2, origin=None)
    return replace(block, role=model.Role.BODY if block.role.stands_apart else block.role, numbered=False, origin=None)


def plain(paper: model.Paper) -> model.Paper:
    """Return the paper without provenance: what any reader of the DOCX alone could know."""
    return replace(
        paper,
        id=_line(paper.id),
        title=_line(paper.title),
        council=_line(paper.council),
        subject=_line(paper.subject),
        running=_line(paper.running),
        status=_line(paper.status),
        language=_line(paper.language),
        strapline=_line(paper.strapline),
        sections=tuple(
            _section(section, cover=paper.cover and not place) for place, section in enumerate(paper.sections)
        ),
    )


def _section(section: model.Section, *, cover: bool) -> model.Section:
    kind, title = model.SectionKind.COVER if cover else model.SectionKind.OTHER, _line(section.title)
    divider = section.divider and bool(title)
    blocks = tuple(plain_block(block) for block in section.blocks)
    return model.Section(
        section.id,
        kind,
        title,
        blocks,
        section.new_page and bool(title) and not divider,
        divider,
        section.counted and bool(title),
    )
