"""Draw tables: one header row, row headings in the first column, cells that may hold prose.

In: a `Table`. Out: a captioned HTML table with scopes on every heading, in a box that scrolls on a narrow screen.
"""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from typing import Final

from cabinetpaper.paper import Cell, Column, Item, Paragraph, Role, Row, Table, inline_text, notes_in
from cabinetpaper.writers.columns import column_shares, is_crowded, is_tall
from cabinetpaper.writers.html.canvas import Canvas
from cabinetpaper.writers.html.inlines import attribute, draw_inlines, identified
from cabinetpaper.writers.html.items import draw_items
from cabinetpaper.writers.html.prose import draw_paragraph

_OPENING: Final = re.compile(r"(?:<(?:th|blockquote|p|ul|ol|li)\b[^>]*>)+")

SHORT: Final = 6
_LITTLE: Final = 1500
"""A table of at most so many rows, with at most so many characters in them, is kept on one page."""


def draw_table(table: Table, canvas: Canvas) -> str:
    """Return a table; its description, for those who hear it, is referred to and not shown. On a screen its caption
    stays while the table scrolls.
    """
    caption = f"{table.id}-caption"
    about = f"{table.id}-about" if table.description and not canvas.printed else ""
    described = f' aria-describedby="{escape(about)}"' if about else ""
    named = "" if canvas.printed else f' id="{escape(caption)}"'
    title = draw_inlines(table.caption, canvas)
    title = title if canvas.printed else f'<span class="stays">{title}</span>'
    classes = attribute(
        "class", " ".join(["short"] * _is_short(table) + ["crowded"] * is_crowded(table) + ["tall"] * is_tall(table))
    )
    drawn = (
        f"<table{identified(table.id, canvas)}{described}{classes}><caption{named}>{title}</caption>"
        f"<colgroup>{_widths(table, canvas)}</colgroup>"
        f"<thead><tr>{''.join(_header(column) for column in table.columns)}</tr></thead>"
        f"<tbody>{''.join(_row(row, table.columns, canvas.start * (1 if place else 2), canvas) for place, row in enumerate(table.rows))}</tbody></table>"
    )
    hidden = f'<p id="{escape(about)}" hidden>{escape(table.description)}</p>' if about else ""
    return scrolling(drawn, caption, canvas) + hidden


def _is_short(table: Table) -> bool:
    inlines = [inline for row in table.rows for cell in row.cells for block in cell.blocks for inline in block.inlines]
    noted = [inline for footnote in notes_in(inlines) for inline in footnote.inlines]  # they need room on the same page
    return len(table.rows) <= SHORT and sum(len(inline_text(inline, {})) for inline in (*inlines, *noted)) <= _LITTLE


def scrolling(drawn: str, labelled_by: str, canvas: Canvas) -> str:
    """Return a drawn table in a box that can be scrolled with the keyboard; in print the table alone."""
    if canvas.printed:
        return drawn
    return f'<div class="table" role="group" aria-labelledby="{escape(labelled_by)}" tabindex="0">{drawn}</div>'


def _widths(table: Table, canvas: Canvas) -> str:
    return "".join(f'<col style="width:{100 * share:.4g}%">' for share in column_shares(table, canvas.printed_numbers))


def _header(column: Column) -> str:
    return f'<th scope="col"{_numeric(column)}>{escape(column.heading, quote=False)}</th>'


def _row(row: Row, columns: tuple[Column, ...], start: str, canvas: Canvas) -> str:
    cells = [
        _cell(
            cell,
            "td" if place else "th",
            ("" if place else ' scope="row"') + (_numeric(columns[place]) if place < len(columns) else ""),
            canvas,
        )
        for place, cell in enumerate(row.cells)
    ]
    return f"<tr{identified(row.id, canvas)}>{_begun(cells[0], start)}{''.join(cells[1:])}</tr>"


def _begun(heading: str, start: str) -> str:
    """Return a row's heading with the marks of its beginning put before its first words."""
    if not start:
        return heading
    opening = _OPENING.match(heading)
    place = opening.end() if opening else 0
    return heading[:place] + start + heading[place:]


def _numeric(column: Column) -> str:
    return ' class="num"' if column.numeric else ""


def _cell(cell: Cell, tag: str, attributes: str, canvas: Canvas) -> str:
    only = cell.blocks[0] if len(cell.blocks) == 1 else None
    if isinstance(only, Paragraph) and only.role is Role.BODY and not only.numbered:
        return f"<{tag}{identified(only.id, canvas)}{attributes}>{draw_inlines(only.inlines, canvas)}</{tag}>"
    drawn: list[str] = []
    for is_list, run in groupby(cell.blocks, key=lambda block: isinstance(block, Item)):
        blocks = list(run)
        if is_list:
            drawn.append(draw_items([block for block in blocks if isinstance(block, Item)], canvas))
        else:
            drawn += [draw_paragraph(block, canvas) for block in blocks if isinstance(block, Paragraph)]
    return f"<{tag}{attributes}>{''.join(drawn)}</{tag}>"
