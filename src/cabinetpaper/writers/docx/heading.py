"""Draw headings.

In: a section's title or a `Heading`. Out: a paragraph in one of Word's own heading styles, or in a style based on it:
numbered, or the first on its page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cabinetpaper.paper import Heading, Section
from cabinetpaper.paper import style_names as names
from cabinetpaper.writers.docx.inlines import draw_inlines, words

if TYPE_CHECKING:
    from cabinetpaper.writers.docx.canvas import Canvas
    from cabinetpaper.writers.docx.xml import Element


def draw_section_title(section: Section, canvas: Canvas) -> list[Element]:
    """Return the level 1 heading of a section; that of a list of contents carries the list's bookmark too, since Word
    writes the list anew.
    """
    canvas.lists.close(numbered=section.counted)
    style = (
        names.UNLISTED_HEADING
        if section.lists_headings
        else (names.NUMBERED_HEADING if section.counted else names.HEADING)[1]
    )
    style = names.DIVIDER if section.divider else names.ON_NEW_PAGE[style] if section.new_page else style
    headed = [block.id for block in section.blocks if section.heads(block)]
    return [canvas.paragraph(style, [words(section.title)] if section.title else [], section.id, *headed)]


def draw_heading(heading: Heading, canvas: Canvas) -> list[Element]:
    """Return a heading of level 2 to 4."""
    canvas.lists.close(numbered=heading.numbered)
    style = (names.NUMBERED_HEADING if heading.numbered else names.HEADING)[heading.level]
    return [
        canvas.paragraph(
            names.ON_NEW_PAGE[style] if heading.new_page else style, draw_inlines(heading.inlines, canvas), heading.id
        )
    ]
