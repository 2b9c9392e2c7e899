"""Draw a section's blocks in order.

In: blocks. Out: HTML. Items that follow one another become lists; what belongs to a wide table goes with it onto its landscape page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from cabinetpaper.paper import Block, Chart, Contents, Heading, Item, Paragraph, Picture, Recommendations, Role, Table
from cabinetpaper.writers.html.canvas import Canvas
from cabinetpaper.writers.html.charts import draw_chart, draw_photograph
from cabinetpaper.writers.html.contents import draw_contents
from cabinetpaper.writers.html.items import draw_items
from cabinetpaper.writers.html.prose import draw_heading, draw_paragraph
from cabinetpaper.writers.html.recommendations import draw_recommendations
from cabinetpaper.writers.html.tables import draw_table

__all__ = ["draw_blocks", "opens_wide"]

_LEAD = 2
"""At most so many paragraphs go with the wide table that follows them; more is text, and stays upright."""


def draw_blocks(blocks: Sequence[Block], canvas: Canvas) -> str:
    """Return the blocks as HTML; those on a landscape page stand in a box of class `wide`."""
    drawn: list[str] = []
    for wide, run in groupby(zip(blocks, _on_wide_pages(blocks), strict=True), key=lambda pair: pair[1]):
        inside = "".join(_draw_run([block for block, _ in run], canvas))
        drawn.append(f'<div class="wide">{inside}</div>' if wide else inside)
    return "".join(drawn)


def opens_wide(blocks: Sequence[Block]) -> bool:
    """Return whether a section begins on a landscape page, so that its heading goes there too."""
    return bool(blocks) and _on_wide_pages(blocks)[0]


def _on_wide_pages(blocks: Sequence[Block]) -> list[bool]:
    """Return for each block whether it stands on a landscape page: wide tables, the few lines that lead to one, their notes."""
    wide = [isinstance(block, Table) and block.wide for block in blocks]
    for place, is_table in enumerate(list(wide)):
        if not is_table:
            continue
        lead = _lead(blocks, place)
        wide[lead:place] = [True] * (place - lead)
        after = place + 1
        while after < len(blocks) and _is_note(blocks[after]):
            wide[after] = True
            after += 1
    return wide


def _lead(blocks: Sequence[Block], table: int) -> int:
    """Return where the lines begin that go with a wide table: its own heading, or the section's, with little text between."""
    lead = table
    while lead > 0 and table - lead < _LEAD and isinstance(blocks[lead - 1], Paragraph):
        lead -= 1
    headed = lead
    while headed > 0 and isinstance(blocks[headed - 1], Heading):
        headed -= 1
    return headed if headed < lead or lead == 0 else table


def _is_note(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role is Role.NOTE


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
