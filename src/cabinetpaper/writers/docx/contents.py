"""Draw a list of contents.

In: `Contents` and the paper's headings. Out: its title and a TOC field whose entries are there already, each leading to its
heading's bookmark. Pages are left out (the switch n): only Word knows them, and an entry with a wrong page is worse than none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cabinetpaper.paper import Contents, bookmark
from cabinetpaper.paper import style_names as names
from cabinetpaper.writers.docx.inlines import field, words
from cabinetpaper.writers.docx.xml import w

if TYPE_CHECKING:
    from cabinetpaper.writers.docx.canvas import Canvas
    from cabinetpaper.writers.docx.xml import Element

__all__ = ["draw_contents"]


def draw_contents(contents: Contents, canvas: Canvas) -> list[Element]:
    """Return the title of the list and its entries."""
    canvas.lists.close()
    begin, code, separate, _, end = field(_instruction(contents.levels), "")
    entries = [(names.CONTENTS_ENTRY[level], [_entry(target, number, title)]) for level, target, number, title in canvas.entries[contents.id]]
    entries = entries or [(names.CONTENTS_ENTRY[1], [])]
    entries[0] = (entries[0][0], [begin, code, separate, *entries[0][1]])
    entries[-1][1].append(end)
    title = canvas.paragraph(names.CONTENTS_HEADING, [words(contents.title)], contents.id)
    return [title, *(canvas.paragraph(style, content) for style, content in entries)]


def _instruction(levels: int) -> str:
    """Return the field's code: Word's own headings by outline, those in styles of ours by name."""
    numbered = [(level, name) for level, name in names.NUMBERED_HEADING.items() if level <= levels]
    usual = [(level, name) for level, name in names.HEADING.items() if level <= levels]
    named = [*numbered, *((level, names.ON_NEW_PAGE[name]) for level, name in (*usual, *numbered))]
    listed = ",".join(f"{name},{level}" for level, name in named)
    return f' TOC \\o "1-{levels}" \\n \\h \\z \\t "{listed}" '


def _entry(target: str, number: str, title: str) -> Element:
    line = f"{number} {title}" if number else title
    return w("hyperlink", words(line.replace("\n", " ")), anchor=bookmark(target), history="1")
