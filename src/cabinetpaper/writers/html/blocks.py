"""Draw a section's blocks in order.

In: blocks. Out: HTML. The paper's title is the h1 and sections are h2, so that a heading of level 2 is an h3. Items
that follow one another become lists, those of level 2 within the item before them. What belongs to a wide table goes
with it onto its landscape page. A picture keeps the drawing's own ids and styles to itself, and its words stay words in
the PDF.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Final, assert_never

from cabinetpaper.paper import Drawing, inline_text, joined, model, notes_in, printed
from cabinetpaper.writers.columns import column_shares, is_crowded, is_tall
from cabinetpaper.writers.html.canvas import Canvas
from cabinetpaper.writers.html.inlines import attribute, draw_inlines, identified
from cabinetpaper.writers.html.style import css_string

_OPENING: Final = re.compile(r"(?:<(?:th|blockquote|p|ul|ol|li)\b[^>]*>)+")
SHORT: Final = 6
_LITTLE: Final = 1500
"""A table of at most so many rows, with at most so many characters in them, is kept on one page."""
_UNDRAWN: Final = Drawing(
    svg=b'<svg xmlns="http://www.w3.org/2000/svg" width="160mm" height="20mm" viewBox="0 0 160 20">'
    b'<rect x="0.25" y="0.25" width="159.5" height="19.5" fill="none" stroke="#B1B4B6" stroke-width="0.5"/></svg>',
    png=b"",
    width_mm=160,
    height_mm=20,
)
"""An empty frame, for a chart that was never drawn, as in a paper read from a DOCX."""


def draw_blocks(blocks: Sequence[model.Block], canvas: Canvas) -> str:
    """Return the blocks as HTML; those on a landscape page stand in a box of class `wide`."""
    drawn: list[str] = []
    for wide, page in groupby(blocks, key=lambda block: block.id in canvas.layout.sideways):
        inside = "".join(
            _draw_lists(run, canvas) if isinstance(run, list) else _draw(run, canvas) for run in items_together(page)
        )
        drawn.append(f'<div class="wide">{inside}</div>' if wide else inside)
    return "".join(drawn)


def _draw(block: model.Block, canvas: Canvas) -> str:
    match block:
        case model.Heading():
            return _draw_heading(block, canvas)
        case model.Paragraph():
            return _draw_paragraph(block, canvas)
        case model.Item():
            return _draw_lists([block], canvas)
        case model.Recommendations():
            return _draw_recommendations(block, canvas)
        case model.Table():
            return _draw_table(block, canvas)
        case model.Chart():
            return _draw_chart(block, canvas)
        case model.Contents():
            return _draw_contents(block, canvas)
        case model.Picture():
            return _draw_photograph(block, canvas)
        case _:
            assert_never(block)


def _draw_heading(heading: model.Heading, canvas: Canvas) -> str:
    """Return a heading; its number, if it has one, hangs before it. In print one that has a note says what a PDF's list
    of headings has of it: its words without the mark.
    """
    tag = f"h{heading.level + 1}"
    number = _number(heading.id, canvas) if heading.numbered else ""
    looks = attribute("class", " ".join(["numbered"] * bool(number) + ["new-page"] * heading.new_page))
    if canvas.printed and notes_in(heading.inlines):
        words = f"{canvas.number.get(heading.id, '')} {printed(heading.inlines, canvas.number)}".strip()
        looks += attribute("style", f"bookmark-label:{css_string(words)}")
    return f"<{tag}{identified(heading.id, canvas)}{looks}>{number}{draw_inlines(heading.inlines, canvas)}</{tag}>"


def _draw_paragraph(paragraph: model.Paragraph, canvas: Canvas) -> str:
    """Return a paragraph under the class of its role."""
    number = _number(paragraph.id, canvas) if paragraph.numbered else ""
    role = [paragraph.role.value] * (paragraph.role is not model.Role.BODY)
    looks = identified(paragraph.id, canvas) + attribute("class", " ".join(role + ["numbered"] * bool(number)))
    drawn = f"<p{looks}>{canvas.start()}{number}{draw_inlines(paragraph.inlines, canvas)}</p>"
    return f"<blockquote>{drawn}</blockquote>" if paragraph.role is model.Role.QUOTE else drawn


def _number(identifier: str, canvas: Canvas) -> str:
    number = canvas.number.get(identifier, "")
    return f'<span class="number">{number} </span>' if number else ""


# lists


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list: whether it counts, whether it has the signs of a list within another, its items with the lists in
    each.
    """

    ordered: bool
    deeper: bool
    items: tuple[tuple[model.Item, tuple[ItemList, ...]], ...]


def items_together(blocks: Iterator[model.Block] | Sequence[model.Block]) -> Iterator[model.Block | list[model.Item]]:
    """Yield the blocks in order, items that follow one another together."""
    for is_list, run in groupby(blocks, key=lambda block: isinstance(block, model.Item)):
        if is_list:
            yield [block for block in run if isinstance(block, model.Item)]
        else:
            yield from run


def lists_of(items: Sequence[model.Item]) -> Iterator[ItemList]:
    """Yield the lists that a run of items makes; items of level 2 stand inside the item of level 1 before them."""
    pairs: list[tuple[model.Item, list[model.Item]]] = []
    for item in items:
        if item.level > 1 and pairs and pairs[-1][0].level == 1:
            pairs[-1][1].append(item)
        else:
            pairs.append((item, []))
    for (ordered, level), run in groupby(pairs, key=lambda pair: (pair[0].ordered, pair[0].level)):
        yield ItemList(ordered, level > 1, tuple((item, tuple(_inner_lists(children))) for item, children in run))


def _inner_lists(items: Sequence[model.Item]) -> Iterator[ItemList]:
    for ordered, run in groupby(items, key=lambda item: item.ordered):
        yield ItemList(ordered, True, tuple((item, ()) for item in run))


def _draw_lists(items: Sequence[model.Item], canvas: Canvas) -> str:
    """Return items as lists. Ordered items of level 1 go on counting past bullets that stand between them, as `numbers`
    does, so that an interrupted list says where it starts again; the PDF engine takes that from the style alone.
    """
    drawn: list[str] = []
    for own in lists_of(items):
        first = canvas.number.get(own.items[0][0].id, "").rstrip(".") if own.ordered else ""
        looks = ""
        if first not in {"", "1"}:
            looks = f' style="counter-reset:list-item {int(first) - 1}"' if canvas.printed else f' start="{first}"'
        drawn.append(_draw_list(own, looks + ' class="deeper"' * own.deeper, canvas))
    return "".join(drawn)


def _draw_list(own: ItemList, looks: str, canvas: Canvas) -> str:
    tag = "ol" if own.ordered else "ul"
    drawn: list[str] = []
    for place, (item, within) in enumerate(own.items):
        start, words = canvas.start(first=place == 0), draw_inlines(item.inlines, canvas)
        inner = "".join(_draw_list(deeper, "", canvas) for deeper in within)
        drawn.append(f"<li{identified(item.id, canvas)}>{start}{words}{inner}</li>")
    return f"<{tag}{looks}>{''.join(drawn)}</{tag}>"


def _draw_contents(contents: model.Contents, canvas: Canvas) -> str:
    """Return a list of contents as a navigation list of links; in print each is followed by its page."""
    rows: list[str] = []
    for place, (level, target, number, words) in enumerate(canvas.layout.entries[contents.id]):
        counted = f'<span class="number">{escape(number)} </span>' if number else ""
        page = f'<span class="page" data-to="#{escape(target)}"></span>' if canvas.printed else ""
        link = f'<a href="#{escape(target)}">{counted}{escape(words, quote=False)}</a>'
        rows.append(f'<li class="level-{level}">{canvas.start(first=place == 0)}{link}{page}</li>')
    name, title = escape(f"{contents.id}-title"), ""
    label = f'aria-label="{escape(contents.title)}"'
    if contents.id not in canvas.layout.headed:
        label = f'aria-labelledby="{name}"'
        words = escape(contents.title, quote=False)
        title = f'<p class="contents-title" id="{name}">{canvas.start()}{words}</p>'
    return f'<nav{identified(contents.id, canvas)} class="contents" {label}>{title}<ul>{"".join(rows)}</ul></nav>'


# tables


def _draw_recommendations(block: model.Recommendations, canvas: Canvas) -> str:
    """Return the recommendations as a table `No. | Recommendation`, whose row headings are the numbers."""
    rows: list[str] = []
    for place, item in enumerate(block.items):
        number = f'<th scope="row">{canvas.start(first=place == 0)}{escape(canvas.number[item.id])}</th>'
        rows.append(f"<tr{identified(item.id, canvas)}>{number}<td>{draw_inlines(item.inlines, canvas)}</td></tr>")
    heading = f'<th scope="col">No.</th><th scope="col">{escape(block.heading, quote=False)}</th>'
    return (
        f'<table{identified(block.id, canvas)} class="recommendations" aria-label="{escape(block.heading)}s">'
        f'<colgroup><col style="width:9%"><col></colgroup><thead><tr>{heading}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _draw_table(table: model.Table, canvas: Canvas) -> str:
    """Return a table with scopes on every heading; its description, for those who hear it, is referred to and not
    shown. On a narrow screen the table scrolls in a box that the keyboard reaches, and its caption stays.
    """
    kinds = ["short"] * _is_short(table) + ["crowded"] * is_crowded(table) + ["tall"] * is_tall(table)
    looks = attribute("class", " ".join(kinds))
    caption, named, described, about = draw_inlines(table.caption, canvas), "", "", ""
    if not canvas.printed:
        caption, named = f'<span class="stays">{caption}</span>', attribute("id", f"{table.id}-caption")
    if table.description and not canvas.printed:
        described = attribute("aria-describedby", f"{table.id}-about")
        about = f"<p{attribute('id', f'{table.id}-about')} hidden>{escape(table.description)}</p>"
    shares = column_shares(table, canvas.layout.printed_numbers)
    widths = "".join(f'<col style="width:{100 * share:.4g}%">' for share in shares)
    headings = "".join(
        f'<th scope="col"{_numeric(column)}>{escape(column.heading, quote=False)}</th>' for column in table.columns
    )
    rows = "".join(
        _draw_row(row, table.columns, canvas.start(first=place == 0), canvas) for place, row in enumerate(table.rows)
    )
    drawn = (
        f"<table{identified(table.id, canvas)}{described}{looks}><caption{named}>{caption}</caption>"
        f"<colgroup>{widths}</colgroup><thead><tr>{headings}</tr></thead><tbody>{rows}</tbody></table>"
    )
    if canvas.printed:
        return drawn
    label = attribute("aria-labelledby", f"{table.id}-caption")
    return f'<div class="table" role="group"{label} tabindex="0">{drawn}</div>{about}'


def _is_short(table: model.Table) -> bool:
    inlines = [inline for row in table.rows for cell in row.cells for block in cell.blocks for inline in block.inlines]
    noted = [inline for footnote in notes_in(inlines) for inline in footnote.inlines]  # they need room on the same page
    return len(table.rows) <= SHORT and sum(len(inline_text(inline, {})) for inline in (*inlines, *noted)) <= _LITTLE


def _numeric(column: model.Column) -> str:
    return ' class="num"' if column.numeric else ""


def _draw_row(row: model.Row, columns: tuple[model.Column, ...], start: str, canvas: Canvas) -> str:
    """Return a row; the mark of its beginning, if the page is for print, stands before the first words of its
    heading.
    """
    cells: list[str] = []
    for place, cell in enumerate(row.cells):
        tag, scope = ("td", "") if place else ("th", ' scope="row"')
        cells.append(_draw_cell(cell, tag, scope + (_numeric(columns[place]) if place < len(columns) else ""), canvas))
    opening = _OPENING.match(cells[0])
    place = opening.end() if opening else 0
    heading = cells[0][:place] + start + cells[0][place:]
    return f"<tr{identified(row.id, canvas)}>{heading}{''.join(cells[1:])}</tr>"


def _draw_cell(cell: model.Cell, tag: str, looks: str, canvas: Canvas) -> str:
    only = cell.blocks[0] if len(cell.blocks) == 1 else None
    if isinstance(only, model.Paragraph) and only.role is model.Role.BODY and not only.numbered:
        return f"<{tag}{identified(only.id, canvas)}{looks}>{draw_inlines(only.inlines, canvas)}</{tag}>"
    inside = "".join(
        _draw_lists(run, canvas) if isinstance(run, list) else _draw(run, canvas) for run in items_together(cell.blocks)
    )
    return f"<{tag}{looks}>{inside}</{tag}>"


# pictures


def _draw_chart(chart: model.Chart, canvas: Canvas) -> str:
    """Return a chart below its title."""
    title = draw_inlines(chart.title, canvas)
    return f"<figure{identified(chart.id, canvas)}><figcaption>{title}</figcaption>{_drawn(chart, canvas)}</figure>"


def _draw_photograph(block: model.Picture, canvas: Canvas) -> str:
    """Return a photograph with its caption, if it has one, below."""
    caption = f"<figcaption>{draw_inlines(block.caption, canvas)}</figcaption>" if joined(block.caption) else ""
    return f'<figure{identified(block.id, canvas)} class="picture">{_drawn(block, canvas)}{caption}</figure>'


def _drawn(block: model.Chart | model.Picture, canvas: Canvas) -> str:
    drawing = canvas.drawings.get(block.id, _UNDRAWN)
    data, kind = (drawing.svg, "image/svg+xml") if drawing.svg else (drawing.png, drawing.media_type)
    return draw_picture(data, kind, block.alt, f"width:{drawing.width_mm:g}mm")


def draw_picture(data: bytes, media_type: str, alt: str, style: str = "") -> str:
    """Return an image that carries its own data."""
    source = f"data:{escape(media_type)};base64,{base64.b64encode(data).decode()}"
    return f'<img src="{source}" alt="{escape(alt)}"{attribute("style", style)}>'
