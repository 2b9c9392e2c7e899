"""Draw a section's blocks in order.

In: blocks. Out: HTML. Items that follow one another become lists; what belongs to a wide table goes with it onto its
landscape page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import assert_never

from cabinetpaper.paper import Block, Chart, Contents, Heading, Item, Paragraph, Picture, Recommendations, Table
from cabinetpaper.writers.html.canvas import Canvas
from cabinetpaper.writers.html.charts import draw_chart, draw_photograph
from cabinetpaper.writers.html.contents import draw_contents
from cabinetpaper.writers.html.items import draw_items
from cabinetpaper.writers.html.prose import draw_heading, draw_paragraph
from cabinetpaper.writers.html.recommendations import draw_recommendations
from cabinetpaper.writers.html.tables import draw_table


def draw_blocks(blocks: Sequence[Block], canvas: Canvas) -> str:
    """Return the blocks as HTML; those on a landscape page stand in a box of class `wide`."""
    drawn: list[str] = []
    for wide, run in groupby(blocks, key=lambda block: block.id in canvas.sideways):
        inside = "".join(_draw_run(list(run), canvas))
        drawn.append(f'<div class="wide">{inside}</div>' if wide else inside)
    return "".join(drawn)


def _draw_run(blocks: Sequence[Block], canvas: Canvas) -> Iterator[str]:
    for is_list, run in groupby(blocks, key=lambda block: isinstance(block, Item)):
        if is_list:
            yield draw_items([block for block in run if isinstance(block, Item)], canvas)
        else:
            yield from (_draw(block, canvas) for block in run)


def _draw(block: Block, canvas: Canvas) -> str:
    match block:
        case Heading():
            return draw_heading(block, canvas)
        case Paragraph():
            return draw_paragraph(block, canvas)
        case Item():
            return draw_items([block], canvas)
        case Recommendations():
            return draw_recommendations(block, canvas)
        case Table():
            return draw_table(block, canvas)
        case Chart():
            return draw_chart(block, canvas)
        case Contents():
            return draw_contents(block, canvas)
        case Picture():
            return draw_photograph(block, canvas)
        case _:
            assert_never(block)
