"""Draw tables: caption above, one header row, row headings in the first column, cells that may hold prose.

In: a `Table` in its plain form and its columns' shares. Out: a caption paragraph and a Word table without merged cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cabinetpaper.paper import Cell, Column, Paragraph, Role, Row, Table, printed
from cabinetpaper.paper import style_names as names
from cabinetpaper.writers.columns import is_crowded
from cabinetpaper.writers.docx.grid import draw_grid, shared_out
from cabinetpaper.writers.docx.inlines import draw_inlines, words

if TYPE_CHECKING:
    from cabinetpaper.writers.docx.canvas import Canvas
    from cabinetpaper.writers.docx.xml import Element


def draw_table(table: Table, shares: Sequence[float], canvas: Canvas) -> list[Element]:
    """Return the caption and the table; `shares` are the columns' parts of the width, which the plain form no longer
    tells.
    """
    canvas.lists.close()
    caption = canvas.paragraph(names.CAPTION, draw_inlines(table.caption, canvas), table.id)
    canvas.crowded = is_crowded(table)
    header = [[_header(column, canvas)] for column in table.columns]
    rows = [_row(row, table.columns, canvas) for row in table.rows]
    grid = draw_grid(
        [header, *rows],
        shared_out(shares, canvas.width_mm),
        canvas,
        caption=printed(table.caption, canvas.number).replace("\n", " "),
        description=table.description,
    )
    canvas.crowded = False
    return [caption, grid]


def _header(column: Column, canvas: Canvas) -> Element:
    return canvas.paragraph(
        names.TABLE_NUMBER_HEADING if column.numeric else names.TABLE_HEADING, [words(column.heading)]
    )


def _row(row: Row, columns: tuple[Column, ...], canvas: Canvas) -> list[list[Element]]:
    return [
        _cell(cell, canvas, numeric=columns[place].numeric, heading=place == 0, row="" if place else row.id)
        for place, cell in enumerate(row.cells)
    ]


def _cell(cell: Cell, canvas: Canvas, *, numeric: bool, heading: bool, row: str) -> list[Element]:
    """Return the paragraphs of a cell; the bookmark of the row stands in its first cell, outside the paragraph's
    own.
    """
    lists = canvas.lists.cell()
    drawn: list[Element] = []
    for place, block in enumerate(cell.blocks):
        if isinstance(block, Paragraph):
            lists.close()
            style = names.CELL_PARAGRAPH[block.role]
            if block.role is Role.BODY and numeric:
                style = names.TABLE_NUMBER
            elif block.role is Role.BODY and heading:
                style = names.ROW_HEADING
        else:
            style = lists.style(ordered=block.ordered, level=block.level)
        outer = (row,) if place == 0 else ()
        drawn.append(canvas.paragraph(style, draw_inlines(block.inlines, canvas), *outer, block.id))
    return drawn
