"""Draw the body of a document.

In: a paper in its plain form, the shares of its tables' columns. Out: the document part, its blocks in reading order,
its pages turned where a table is wide, a cover and each divider on a page of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, assert_never

from cabinetpaper.paper import (
    Block,
    Chart,
    Contents,
    Heading,
    Item,
    Paper,
    Paragraph,
    Picture,
    Recommendations,
    Section,
    Table,
)
from cabinetpaper.paper import style_names as names
from cabinetpaper.writers.docx.chart import draw_chart, draw_photograph
from cabinetpaper.writers.docx.contents import draw_contents
from cabinetpaper.writers.docx.heading import draw_heading, draw_section_title
from cabinetpaper.writers.docx.inlines import words
from cabinetpaper.writers.docx.item import draw_item
from cabinetpaper.writers.docx.leaves import leaves
from cabinetpaper.writers.docx.page import Running, section_properties, text_width
from cabinetpaper.writers.docx.paragraph import draw_paragraph
from cabinetpaper.writers.docx.recommendations import draw_recommendations
from cabinetpaper.writers.docx.table import draw_table
from cabinetpaper.writers.docx.xml import W, w

if TYPE_CHECKING:
    from cabinetpaper.writers.docx.canvas import Canvas
    from cabinetpaper.writers.docx.xml import Element


def document_part(paper: Paper, shares: Mapping[str, tuple[float, ...]], running: Running, canvas: Canvas) -> Element:
    """Return the document: the title, then every section."""
    body = w("body", _title(paper, canvas))
    stretches = leaves(paper)
    landscape = False
    for place, leaf in enumerate(stretches):
        landscape = leaf.landscape
        canvas.width_mm = text_width(landscape=landscape)
        if place:
            before = stretches[place - 1].landscape
            _turn(body, section_properties(running, landscape=before, first=place == 1 and not before), canvas)
        elif landscape:
            _turn(body, section_properties(running, landscape=False, first=True), canvas)
        for part in leaf.parts:
            _add(
                body,
                _draw_section(part, canvas) if isinstance(part, Section) else draw_block(part, shares, canvas),
                canvas,
            )
    body.append(section_properties(running, landscape=landscape, first=len(stretches) < 2 and not landscape))
    return w("document", body)


def _title(paper: Paper, canvas: Canvas) -> Element:
    """Return the title, which carries the bookmark of the front, since that has no heading of its own."""
    front = paper.sections[0].id if paper.sections and not paper.sections[0].title else ""
    return canvas.paragraph(
        names.COVER_TITLE if paper.cover else names.TITLE, [words(paper.title)] if paper.title else [], front
    )


def _draw_section(section: Section, canvas: Canvas) -> list[Element]:
    if section.title:
        return draw_section_title(section, canvas)
    canvas.lists.close()
    return []


def draw_block(block: Block, shares: Mapping[str, tuple[float, ...]], canvas: Canvas) -> list[Element]:
    """Return the paragraphs and tables of one block."""
    match block:
        case Heading():
            return draw_heading(block, canvas)
        case Paragraph():
            return draw_paragraph(block, canvas)
        case Item():
            return draw_item(block, canvas)
        case Recommendations():
            return draw_recommendations(block, canvas)
        case Table():
            return draw_table(block, shares[block.id], canvas)
        case Chart():
            return draw_chart(block, canvas)
        case Contents():
            return draw_contents(block, canvas)
        case Picture():
            return draw_photograph(block, canvas)
        case _:
            assert_never(block)


def _add(body: Element, drawn: list[Element], canvas: Canvas) -> None:
    """Add a block; Word would make one table of two that touch, so that a thin line keeps them apart."""
    if drawn and drawn[0].tag == f"{{{W}}}tbl" and body[-1].tag == f"{{{W}}}tbl":
        body.append(canvas.paragraph(names.TABLE_SEPARATOR, []))
    for element in drawn:
        body.append(element)


def _turn(body: Element, properties: Element, canvas: Canvas) -> None:
    """End a section of pages in its last paragraph; after a table, which cannot, in a paragraph of no height.

    So too after a list of contents: LibreOffice reads the footer where the section ends, and leaves out its page
    numbers if that is within a field.
    """
    last = body[-1]
    if last.tag != f"{{{W}}}p" or _ends_a_field(last):
        last = canvas.paragraph(names.SECTION_BREAK, [])
        body.append(last)
    last[0].append(properties)


def _ends_a_field(paragraph: Element) -> bool:
    """Return whether a field that began in an earlier paragraph ends in this one."""
    marks = [mark.get(f"{{{W}}}fldCharType") for mark in paragraph.iter(f"{{{W}}}fldChar")]
    return marks.count("end") > marks.count("begin")
