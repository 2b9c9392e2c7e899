"""Draw a list of contents.

In: `Contents`, the paper's headings and the page of each where that is known. Out: its title and a TOC field whose
entries are there already, each leading to its heading's bookmark. The pages are those of the PDF, until Word works out
its own; without them the field has none (the switch n), since an entry with a wrong page is worse than one without.
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


def draw_contents(contents: Contents, canvas: Canvas) -> list[Element]:
    """Return the title of the list, if its section's is not that already, and its entries."""
    canvas.lists.close()
    begin, code, separate, _, end = field(_instruction(contents.levels, paged=bool(canvas.pages)), "")
    entries = [
        (names.CONTENTS_ENTRY[level], [_entry(target, number, title, canvas)])
        for level, target, number, title in canvas.entries[contents.id]
    ]
    entries = entries or [(names.CONTENTS_ENTRY[1], [])]
    entries[0] = (entries[0][0], [begin, code, separate, *entries[0][1]])
    entries[-1][1].append(end)
    title = (
        []
        if contents.id in canvas.headed
        else [canvas.paragraph(names.CONTENTS_HEADING, [words(contents.title)], contents.id)]
    )
    return [*title, *(canvas.paragraph(style, content) for style, content in entries)]


def _instruction(levels: int, *, paged: bool) -> str:
    """Return the field's code: every paragraph whose style has one of these outline levels, as Word's own lists have
    it.

    Styles are not named one by one: LibreOffice would list a heading of such a style twice, by its name and by its
    level.
    """
    bare = "" if paged else "\\n "
    return f' TOC \\o "1-{levels}" {bare}\\h \\z \\u '


def _entry(target: str, number: str, title: str, canvas: Canvas) -> Element:
    line = f"{number} {title}" if number else title
    page = canvas.pages.get(target)
    shown = [] if page is None else [w("r", w("tab")), *field(f" PAGEREF {bookmark(target)} \\h ", str(page))]
    return w("hyperlink", words(line.replace("\n", " ")), *shown, anchor=bookmark(target), history="1")
