"""Draw tables: caption above, one header row, row headings in the first column, cells that may hold prose.

In: a `Table` in its plain form and its columns' widths. Out: a caption paragraph and a Word table without merged cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from cabinetpaper.paper import Cell, Column, Paragraph, Role, Row, Table, printed
from cabinetpaper.paper import style_names as names
from cabinetpaper.writers import scale
from cabinetpaper.writers.docx.grid import draw_grid, shared_out
from cabinetpaper.writers.docx.inlines import draw_inlines, words

if TYPE_CHECKING:
    from cabinetpaper.writers.docx.canvas import Canvas
    from cabinetpaper.writers.docx.xml import Element

__all__ = ["draw_table", "fitted"]

LETTER_WIDTH: Final = 0.56
"""Of an average letter or digit of Arial, as a share of the size of type: enough room for a word to stand unbroken."""


def draw_table(table: Table, widths: Sequence[int], canvas: Canvas) -> list[Element]:
    """Return the caption and the table; `widths` are the columns' shares, which the plain form no longer holds."""
    canvas.lists.close()
    caption = canvas.paragraph(names.CAPTION, draw_inlines(table.caption, canvas), table.id)
    header = [[_header(column, canvas)] for column in table.columns]
    rows = [_row(row, table.columns, canvas) for row in table.rows]
    grid = draw_grid(
        [header, *rows],
        shared_out(fitted(table, widths, canvas), canvas.width_mm),
        canvas,
        caption=printed(table.caption, canvas.number).replace("\n", " "),
        description=table.description,
    )
    return [caption, grid]


def _header(column: Column, canvas: Canvas) -> Element:
    return canvas.paragraph(names.TABLE_NUMBER_HEADING if column.numeric else names.TABLE_HEADING, [words(column.heading)])


def _row(row: Row, columns: tuple[Column, ...], canvas: Canvas) -> list[list[Element]]:
    return [_cell(cell, canvas, numeric=columns[place].numeric, heading=place == 0, row="" if place else row.id) for place, cell in enumerate(row.cells)]


def _cell(cell: Cell, canvas: Canvas, *, numeric: bool, heading: bool, row: str) -> list[Element]:
    """Return the paragraphs of a cell; the bookmark of the row stands in its first cell, outside the paragraph's own."""
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


def fitted(table: Table, widths: Sequence[int], canvas: Canvas) -> list[float]:
    """Return the columns' widths in points: by their shares, but none narrower than its longest word where there is room for all.

    Columns without shares (all equal, as in a table that was read back) share the width by how much they hold.
    """
    room = canvas.width_mm * 72 / 25.4
    texts = [
        [column.heading, *(printed(block.inlines, canvas.number) for row in table.rows for block in row.cells[place].blocks)]
        for place, column in enumerate(table.columns)
    ]
    needed = [max((_breadth(word) for text in column for word in text.split()), default=0.0) + 2 * scale.CELL_SIDE_PT for column in texts]
    shares = [float(width) for width in widths]
    if len(set(widths)) == 1:
        shares = [min(max(len(text) for text in column), 60) ** 0.7 + 2 for column in texts]
    wanted = [room * share / sum(shares) for share in shares]
    if sum(needed) >= room:
        return wanted
    return _no_narrower(wanted, needed, room)


def _no_narrower(wanted: list[float], needed: list[float], room: float) -> list[float]:
    """Return the wanted widths with each at least what it needs; what that costs is taken from the others in proportion."""
    fixed: set[int] = set()
    result = wanted
    while True:
        free = room - sum(needed[place] for place in fixed)
        rest = sum(width for place, width in enumerate(wanted) if place not in fixed)
        result = [needed[place] if place in fixed else free * width / rest for place, width in enumerate(wanted)]
        tight = {place for place, width in enumerate(result) if width < needed[place] - 1e-9}
        if not tight:
            return result
        fixed |= tight


def _breadth(word: str) -> float:
    return len(word) * LETTER_WIDTH * scale.TABLE_PT
