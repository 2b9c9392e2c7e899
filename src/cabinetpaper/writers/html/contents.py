"""Draw a list of contents.

In: `Contents` and the paper's headings. Out: a navigation list of links; in print each is followed by its page.
"""

from __future__ import annotations

from html import escape

from cabinetpaper.paper import Contents
from cabinetpaper.writers.html.canvas import Canvas
from cabinetpaper.writers.html.inlines import identified


def draw_contents(contents: Contents, canvas: Canvas) -> str:
    """Return the list of contents."""
    rows = "".join(
        _entry(*entry, canvas.start * (1 if place else 2), canvas)
        for place, entry in enumerate(canvas.entries[contents.id])
    )
    if contents.id in canvas.headed:
        return (
            f'<nav{identified(contents.id, canvas)} class="contents" '
            f'aria-label="{escape(contents.title)}"><ul>{rows}</ul></nav>'
        )
    name = escape(f"{contents.id}-title")
    title = f'<p class="contents-title" id="{name}">{canvas.start}{escape(contents.title, quote=False)}</p>'
    return (
        f'<nav{identified(contents.id, canvas)} class="contents" aria-labelledby="{name}">{title}<ul>{rows}</ul></nav>'
    )


def _entry(level: int, target: str, number: str, text: str, start: str, canvas: Canvas) -> str:
    words = (f'<span class="number">{escape(number)} </span>' if number else "") + escape(text, quote=False)
    page = f'<span class="page" data-to="#{escape(target)}"></span>' if canvas.printed else ""
    return f'<li class="level-{level}">{start}<a href="#{escape(target)}">{words}</a>{page}</li>'
