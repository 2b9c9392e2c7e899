"""Prepare a paper for the PDF engine: the printed page with its styles and running words, and the words for its
tags.

In: a paper, its drawings, a look and a template's files. Out: a `Job`, and the findings that can be known before it is
drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, assert_never

from cabinetpaper.finding import Finding, Place
from cabinetpaper.paper import Drawing, Logo, blocks, inline_text, model, outline, parts
from cabinetpaper.settings import Look
from cabinetpaper.writers.html.blocks import ItemList, items_together, lists_of
from cabinetpaper.writers.html.canvas import Canvas, canvas_of
from cabinetpaper.writers.html.inlines import BACK_TO_THE_TEXT, mark_id, mark_label
from cabinetpaper.writers.html.page import draw_page, house_file
from cabinetpaper.writers.html.style import css_string, filled, properties
from cabinetpaper.writers.layout import ADDRESS
from cabinetpaper.writers.pdf.glyphs import named_characters
from cabinetpaper.writers.pdf.job import Job, TagWords

_FOOTNOTES: Final = """
.footnote { float: footnote; footnote-policy: line }
.footnote + .footnote { footnote-policy: auto }
.footnote::footnote-call, .footnote::footnote-marker { content: none }
@page { @footnote { padding-bottom: .1mm } }
"""
"""What puts each note at the foot of the page of its mark, the rest of a long one below it or on the next page. The
page itself draws mark and number, as links, so that the engine need not work out its own for every element. The padding
is for the engine too: it adds up heights in two ways, and would take a difference in the last digit for a foot that
does not hold its notes. """
_NAMED_IDS: Final = re.compile(r"#([\w-]+)")
_IDENTIFIED: Final = re.compile(r'(<[a-z][^<>]*?) id="([^"]*)"')


def prepare(
    paper: model.Paper,
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
    canvas = canvas_of(paper, drawings, printed=True)
    sheets = (
        house_file("paper.css") if css is None else css,
        house_file("print.css") if print_css is None else print_css,
    )
    sheet = filled("\n".join(sheets), properties(look, printed=True)) + _running_words(paper)
    sheet += _FOOTNOTES * bool(canvas.layout.notes)
    page = house_file("paper.html") if page is None else page
    drawn = draw_page(paper, canvas, page=page, css=sheet, logo=logo)
    words = tag_words(paper, canvas)
    return Job(_without_idle_ids(drawn), words, paper.council, paper.subject, created, dict(assets or {}))


def _without_idle_ids(page: str) -> str:
    """Return the page with only those ids that a link or a style sheet names.

    The engine shares one computed style among alike elements, but never with one that has an id; a table's rows all
    have theirs. That costs a quarter of the time of drawing a paper.
    """
    named = set(_NAMED_IDS.findall(page))
    return _IDENTIFIED.sub(lambda tag: tag[0] if tag[2] in named else tag[1], page)


def unprintable(paper: model.Paper, boxes: str) -> tuple[Finding, ...]:
    """Return a finding for each line of the paper that holds a character which the PDF shows as an empty box
    (PDF-GLYPH), and one for those that stand in no line: the template or a chart prints them.
    """
    if not boxes:
        return ()
    found = [(line, "".join(sign for sign in boxes if sign in line.text)) for line in outline(paper)]
    others = "".join(sign for sign in boxes if not any(sign in odd for _, odd in found))
    places = [(f"{line.kind} {line.number or line.block}".strip(), odd) for line, odd in found]
    return tuple(
        Finding.warning(
            "PDF-GLYPH",
            f"The PDF's typeface cannot draw {named_characters(odd)}",
            "Write it in another way",
            Place(detail=place),
        )
        for place, odd in (*places, ("the page template, its style sheet or a chart", others))
        if odd
    )


def tag_words(paper: model.Paper, canvas: Canvas) -> TagWords:
    """Return what the tags of a paper's PDF say that its drawing does not; the recommendations are a table too."""
    links: dict[str, str] = {}
    runs = (run for section in paper.sections for run in items_together(section.blocks))
    described = [words for run in runs for words in _described(run)]
    lists, tables = (tuple(words for tag, words in described if tag == kind) for kind in ("L", "Table"))
    for path, block in blocks(paper):
        if isinstance(block, model.Contents):
            links |= {
                target: _line(f"{number} {words}") for _, target, number, words in canvas.layout.entries[block.id]
            }
        for part in parts(block, path):
            links |= _links(part.inlines, canvas)
    titles = tuple(
        _line(f"{canvas.number.get(section.id, '')} {section.title}") for section in paper.sections if section.title
    )
    return TagWords(lists, titles, tables, tuple(links.items()), tuple(canvas.layout.notes))


def _line(words: str) -> str:
    return " ".join(words.split())


def _described(run: model.Block | list[model.Item]) -> Iterator[tuple[str, str]]:
    """Yield for each list and table that a block or a run of items is drawn as, in order, its tag and what that says:
    how a list counts, what a table holds; the recommendations are a table too.
    """
    match run:
        case list():
            yield from (("L", counting) for own in lists_of(run) for counting in _counting(own))
        case model.Contents():
            yield "L", "Disc"
        case model.Recommendations():
            yield "Table", f"{run.heading}s"
        case model.Table():
            yield "Table", run.description
            cells = (cell for row in run.rows for cell in row.cells)
            yield from (
                words for cell in cells for within in items_together(cell.blocks) for words in _described(within)
            )
        case model.Heading() | model.Paragraph() | model.Item() | model.Chart() | model.Picture():
            return
        case _:
            assert_never(run)


def _counting(own: ItemList) -> Iterator[str]:
    yield "Disc" if not own.ordered else "LowerAlpha" if own.deeper else "Decimal"
    for _, within in own.items:
        for deeper in within:
            yield from _counting(deeper)


def _links(inlines: Sequence[model.Inline], canvas: Canvas) -> dict[str, str]:
    """Return what the link to each address says."""
    found: dict[str, str] = {}
    for inline in inlines:
        match inline:
            case model.Reference() if inline.target in canvas.targets:
                found[inline.target] = _line(inline_text(inline, canvas.number))
            case model.Link() if ADDRESS.fullmatch(inline.url):
                found[inline.url] = _line(inline.text)
            case model.Footnote():
                number = canvas.layout.notes[inline.id].number
                found |= {inline.id: mark_label(number), mark_id(inline): BACK_TO_THE_TEXT}
                found |= _links(inline.inlines, canvas)
            case (
                model.Text()
                | model.Figure()
                | model.Rating()
                | model.Reference()
                | model.Link()
                | model.Gap()
                | model.Break()
            ):
                pass
            case _:
                assert_never(inline)
    return found


def _running_words(paper: model.Paper) -> str:
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
