"""Prepare a paper for the PDF engine: the printed page with its styles and running words, and what is said of it for
the tags.

In: a paper, its drawings, a look and a template's files. Out: a `Job`, and the findings that can be known before it is
drawn.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from cabinetpaper.finding import Finding, Place
from cabinetpaper.paper import Drawing, Logo, Paper, Recommendations, Table, blocks, notes, outline
from cabinetpaper.settings import Look
from cabinetpaper.writers.html.page import draw_page, house_file
from cabinetpaper.writers.html.style import css_string, filled, properties
from cabinetpaper.writers.pdf.engine import Job
from cabinetpaper.writers.pdf.tags import said_by

_FEET: Final = """
.footnote { float: footnote; footnote-policy: line }
.footnote + .footnote { footnote-policy: auto }
.footnote::footnote-call, .footnote::footnote-marker { content: none }
@page { @footnote { padding-bottom: .1mm } }
"""
"""What puts each note at the foot of the page of its mark, the rest of a long one below it or on the next page. The
page itself draws mark and number, as links, so that the engine need not work out its own for every element. The padding
is for the engine too: it adds up heights in two ways, and would take a difference in the last digit for a foot that
does not hold its notes. """
_NAMED: Final = re.compile(r"#([\w-]+)")
_IDENTIFIED: Final = re.compile(r'(<[a-z][^<>]*?) id="([^"]*)"')


def prepare(
    paper: Paper,
    drawings: Mapping[str, Drawing],
    *,
    look: Look = Look(),
    page: str | None = None,
    css: str | None = None,
    print_css: str | None = None,
    logo: Logo | None = None,
    assets: Mapping[str, bytes] | None = None,
    created: str = "",
) -> Job:
    """Return the job of drawing a paper; raise `CabinetPaperError` (PAGE-TEMPLATE) where the page cannot be filled."""
    sheets = (
        house_file("paper.css") if css is None else css,
        house_file("print.css") if print_css is None else print_css,
    )
    sheet = (
        filled("\n".join(sheets), properties(look, printed=True)) + _running_words(paper) + _FEET * bool(notes(paper))
    )
    drawn = draw_page(
        paper, drawings, page=house_file("paper.html") if page is None else page, css=sheet, logo=logo, printed=True
    )
    said = said_by(drawn, _descriptions(paper))
    return Job(_without_idle_ids(drawn), said, paper.council, paper.subject, created, dict(assets or {}))


def _without_idle_ids(page: str) -> str:
    """Return the page with only those ids that a link or a style sheet names.

    The engine shares one computed style among alike elements, but never with one that has an id; a table's rows all
    have theirs. That costs a quarter of the time of drawing a paper.
    """
    named = set(_NAMED.findall(page))
    return _IDENTIFIED.sub(lambda tag: tag[0] if tag[2] in named else tag[1], page)


def unprintable(paper: Paper, boxes: str) -> tuple[Finding, ...]:
    """Return a finding for each line of the paper that holds a character which the PDF shows as an empty box
    (PDF-GLYPH), and one for those that stand in no line: the template or a chart prints them.
    """
    if not boxes:
        return ()
    found = [(line, tuple(one for one in boxes if one in line.text)) for line in outline(paper)]
    others = tuple(one for one in boxes if not any(one in odd for _, odd in found))
    template = (_glyph(Place(detail="the page template, its style sheet or a chart"), others),) if others else ()
    return (
        *(_glyph(Place(detail=f"{line.kind} {line.number or line.block}".strip()), odd) for line, odd in found if odd),
        *template,
    )


def _glyph(place: Place, odd: tuple[str, ...]) -> Finding:
    named = ", ".join(f"“{one}” (U+{ord(one):04X})" for one in odd)
    return Finding.warning("PDF-GLYPH", f"The PDF's typeface cannot draw {named}", "Write it in another way", place)


def _descriptions(paper: Paper) -> tuple[str, ...]:
    """Return the description of each table in order; the recommendations are a table too."""
    return tuple(
        block.description if isinstance(block, Table) else f"{block.heading}s"
        for _, block in blocks(paper)
        if isinstance(block, Table | Recommendations)
    )


def _running_words(paper: Paper) -> str:
    """Return the CSS that puts the paper's title, strapline and status over each page and the council and page number
    under it.
    """
    head, status, foot = css_string(paper.running or paper.title), css_string(paper.status), css_string(paper.council)
    if paper.strapline:
        head += f' "\\A " {css_string(paper.strapline)};white-space:pre-wrap'
    return (
        f"\n@page{{@top-left{{content:{head}}}@top-right{{content:{status}}}@bottom-left{{content:{foot}}}"
        '@bottom-right{content:"Page " counter(page) " of " counter(pages)}}'
    )
