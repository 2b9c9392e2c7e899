"""Draw the body of a document on its pages, upright and on their side, with running header and footer.

In: a paper in its plain form, its running words, the relations of its headers and footers. Out: the document part, its
blocks in reading order, its pages turned where a table is wide, a cover and each divider on a page of their own; header
and footer parts. The first page carries the council's name instead of the running title; pages count on through every
section.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from cabinetpaper.paper import Block, Paper, Section
from cabinetpaper.paper import style_names as names
from cabinetpaper.writers import scale
from cabinetpaper.writers.docx.blocks import draw_block, draw_section_title
from cabinetpaper.writers.docx.inlines import field, words
from cabinetpaper.writers.docx.measures import twips_mm
from cabinetpaper.writers.docx.xml import R, W, w
from cabinetpaper.writers.sideways import sideways

if TYPE_CHECKING:
    from cabinetpaper.writers.docx.canvas import Canvas
    from cabinetpaper.writers.docx.xml import Element

_RUNNING_MM: Final = 11.0  # from the edge of the page to the running header and footer


@dataclass(frozen=True, slots=True)
class Running:
    """The relation ids of the running parts, header and footer: those of upright pages, of pages on their side, and of
    the first page.
    """

    upright: tuple[str, str]
    sideways: tuple[str, str]
    first: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """A stretch of the paper on pages of its own, of one orientation: sections where their titles stand, and blocks."""

    parts: tuple[Section | Block, ...]
    landscape: bool


def leaves(paper: Paper) -> tuple[Leaf, ...]:
    """Return the paper in stretches of pages. A cover is a stretch of its own, and so is a divider with its
    straplines.
    """
    placed: list[tuple[Section | Block, bool, int]] = []
    lying, count = sideways(paper), 0
    for section in paper.sections:
        count += section.divider
        for place, part in enumerate((section, *section.blocks)):
            count += section.divider and place == section.opening + 1
            placed.append((part, part.id in lying, count))
        count += section.divider and len(section.blocks) == section.opening
        count += paper.cover and section is paper.sections[0]
    runs = groupby(placed, key=lambda own: own[1:])
    return tuple(Leaf(tuple(part for part, _, _ in run), landscape) for (landscape, _), run in runs)


def document_part(paper: Paper, running: Running, canvas: Canvas) -> Element:
    """Return the document: the title, which carries the bookmark of a front that has no heading of its own, then every
    section.
    """
    front = paper.sections[0].id if paper.sections and not paper.sections[0].title else ""
    title = [words(paper.title)] if paper.title else []
    body = w("body", canvas.paragraph(names.COVER_TITLE if paper.cover else names.TITLE, title, front))
    before = False
    stretches = leaves(paper)
    for place, leaf in enumerate(stretches):
        canvas.width_mm = scale.TEXT_WIDTH_SIDEWAYS_MM if leaf.landscape else scale.TEXT_WIDTH_MM
        if place or leaf.landscape:  # the title stands on an upright page
            _turn(body, _section_properties(running, landscape=before, first=place < 2 and not before), canvas)
        for part in leaf.parts:
            drawn = draw_section_title(part, canvas) if isinstance(part, Section) else draw_block(part, canvas)
            if drawn and drawn[0].tag == f"{{{W}}}tbl" and body[-1].tag == f"{{{W}}}tbl":
                # Word would make one table of two that touch: a thin line keeps them apart
                body.append(canvas.paragraph(names.TABLE_SEPARATOR, []))
            for element in drawn:
                body.append(element)
        before = leaf.landscape
    body.append(_section_properties(running, landscape=before, first=len(stretches) < 2 and not before))
    return w("document", body)


def _turn(body: Element, properties: Element, canvas: Canvas) -> None:
    """End a section of pages in its last paragraph; after a table, which cannot, in a paragraph of no height.

    So too after a list of contents: LibreOffice reads the footer where the section ends, and leaves out its page
    numbers if that is within a field.
    """
    last = body[-1]
    marks = [mark.get(f"{{{W}}}fldCharType") for mark in last.iter(f"{{{W}}}fldChar")]
    if last.tag != f"{{{W}}}p" or marks.count("end") > marks.count("begin"):
        last = canvas.paragraph(names.SECTION_BREAK, [])
        body.append(last)
    last[0].append(properties)


def _section_properties(running: Running, *, landscape: bool, first: bool) -> Element:
    """Return the properties of a section of pages; every section but the last starts the next on a new page."""
    header, footer = running.sideways if landscape else running.upright
    parts = [("headerReference", "default", header), ("footerReference", "default", footer)]
    if first:
        parts += [("headerReference", "first", running.first), ("footerReference", "first", footer)]
    references: list[Element] = []
    for tag, kind, relation in parts:
        references.append(w(tag, type=kind))
        references[-1].set(f"{{{R}}}id", relation)
    size = {"w": twips_mm(scale.PAGE_WIDTH_MM), "h": twips_mm(scale.PAGE_HEIGHT_MM)}
    if landscape:
        size = {"w": size["h"], "h": size["w"], "orient": "landscape"}
    side, apart = twips_mm(scale.MARGIN_SIDE_MM), twips_mm(_RUNNING_MM)
    margins = {
        **{"top": twips_mm(scale.MARGIN_TOP_MM), "right": side, "bottom": twips_mm(scale.MARGIN_BOTTOM_MM)},
        **{"left": side, "header": apart, "footer": apart, "gutter": "0"},
    }
    properties = w("sectPr", *references, w("type", val="nextPage"), w("pgSz", **size), w("pgMar", **margins))
    if first:
        properties.append(w("titlePg"))
    return properties


def header_part(paper: Paper, canvas: Canvas, *, landscape: bool) -> Element:
    """Return the running header: the running title, the status at the right, and the strapline below."""
    style = names.LANDSCAPE_HEADER if landscape else names.HEADER
    strapline = [canvas.paragraph(names.STRAPLINE_HEADER, [words(paper.strapline)])] if paper.strapline else []
    return w("hdr", canvas.paragraph(style, _apart(paper.running, paper.status)), *strapline)


def masthead_part(paper: Paper, canvas: Canvas, logo: Element | None) -> Element:
    """Return the first page's header: the logo if there is one, the council's name, and the status."""
    pictures = [] if logo is None else [canvas.paragraph(names.LOGO, [logo])]
    return w("hdr", *pictures, canvas.paragraph(names.MASTHEAD, _apart(paper.council, paper.status)))


def footer_part(paper: Paper, canvas: Canvas, *, landscape: bool) -> Element:
    """Return the footer: whose paper it is, and `Page 3 of 12`."""
    style = names.LANDSCAPE_FOOTER if landscape else names.FOOTER
    pages = [words("Page "), *field(" PAGE ", "1"), words(" of "), *field(" NUMPAGES ", "1")]
    return w("ftr", canvas.paragraph(style, [*_apart(paper.council, ""), *pages]))


def _apart(left: str, right: str) -> list[Element]:
    """Return words at the left and, behind a tab, at the right."""
    return [*[words(left)] * bool(left), w("r", w("tab")), *[words(right)] * bool(right)]
