"""Lay out pages: upright and on their side, with running header and footer.

In: the paper's running words, the relations of its headers and footers. Out: section properties, header and footer
parts. The first page carries the council's name instead of the running title; pages count on through every section.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cabinetpaper.paper import Paper
from cabinetpaper.paper import style_names as names
from cabinetpaper.writers import scale
from cabinetpaper.writers.docx.inlines import field, words
from cabinetpaper.writers.docx.measures import LANDSCAPE_WIDTH, PORTRAIT_WIDTH, twips_mm
from cabinetpaper.writers.docx.xml import R, W, w

if TYPE_CHECKING:
    from cabinetpaper.writers.docx.canvas import Canvas
    from cabinetpaper.writers.docx.xml import Element

_RUNNING_MM: Final = 11.0  # from the edge of the page to the running header and footer


@dataclass(frozen=True, slots=True)
class Running:
    """The relation ids of the running parts: those of upright pages, of pages on their side, and of the first page."""

    upright: tuple[str, str]
    sideways: tuple[str, str]
    first: str


def text_width(*, landscape: bool) -> float:
    """Return the width of the text column in millimetres."""
    return LANDSCAPE_WIDTH if landscape else PORTRAIT_WIDTH


def header_part(paper: Paper, canvas: Canvas, *, landscape: bool) -> Element:
    """Return the running header: the running title, the status at the right, and the strapline below."""
    style = names.LANDSCAPE_HEADER if landscape else names.HEADER
    strapline = [canvas.paragraph(names.STRAPLINE_HEADER, [words(paper.strapline)])] if paper.strapline else []
    return _part("hdr", canvas.paragraph(style, _apart(paper.running, paper.status)), *strapline)


def masthead_part(paper: Paper, canvas: Canvas, logo: Element | None) -> Element:
    """Return the first page's header: the logo if there is one, the council's name, and the status."""
    pictures = [] if logo is None else [canvas.paragraph(names.LOGO, [logo])]
    return _part("hdr", *pictures, canvas.paragraph(names.MASTHEAD, _apart(paper.council, paper.status)))


def footer_part(paper: Paper, canvas: Canvas, *, landscape: bool) -> Element:
    """Return the footer: whose paper it is, and `Page 3 of 12`."""
    style = names.LANDSCAPE_FOOTER if landscape else names.FOOTER
    pages = [words("Page "), *field(" PAGE ", "1"), words(" of "), *field(" NUMPAGES ", "1")]
    return _part("ftr", canvas.paragraph(style, [*_apart(paper.council, ""), *pages]))


def _part(tag: str, *paragraphs: Element) -> Element:
    return w(tag, *paragraphs)


def _apart(left: str, right: str) -> list[Element]:
    drawn = [words(left)] if left else []
    drawn.append(w("r", w("tab")))
    return [*drawn, words(right)] if right else drawn


def section_properties(running: Running, *, landscape: bool, first: bool) -> Element:
    """Return the properties of a section of pages; every section but the last starts the next on a new page."""
    header, footer = running.sideways if landscape else running.upright
    parts = [_reference("headerReference", "default", header), _reference("footerReference", "default", footer)]
    if first:
        parts += [_reference("headerReference", "first", running.first), _reference("footerReference", "first", footer)]
    size = {"w": twips_mm(scale.PAGE_WIDTH_MM), "h": twips_mm(scale.PAGE_HEIGHT_MM)}
    if landscape:
        size = {"w": size["h"], "h": size["w"], "orient": "landscape"}
    side, top, bottom = twips_mm(scale.MARGIN_SIDE_MM), twips_mm(scale.MARGIN_TOP_MM), twips_mm(scale.MARGIN_BOTTOM_MM)
    margins = {
        "top": top,
        "right": side,
        "bottom": bottom,
        "left": side,
        "header": twips_mm(_RUNNING_MM),
        "footer": twips_mm(_RUNNING_MM),
        "gutter": "0",
    }
    properties = w("sectPr", *parts, w("type", val="nextPage"), w("pgSz", **size), w("pgMar", **margins))
    if first:
        properties.append(w("titlePg"))
    return properties


def _reference(tag: str, kind: str, relation: str) -> Element:
    reference = w(tag)
    reference.set(f"{{{W}}}type", kind)
    reference.set(f"{{{R}}}id", relation)
    return reference
