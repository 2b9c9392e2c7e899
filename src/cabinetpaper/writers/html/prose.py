"""Draw headings and paragraphs, numbered or not.

In: a `Heading` or `Paragraph`. Out: its HTML. The paper's title is the h1 and sections are h2, so a heading of level 2
is an h3.
"""

from __future__ import annotations

from cabinetpaper.paper import Heading, Paragraph, Role, notes_in, printed
from cabinetpaper.writers.html.canvas import Canvas
from cabinetpaper.writers.html.inlines import attribute, draw_inlines, identified
from cabinetpaper.writers.html.style import css_string


def draw_heading(heading: Heading, canvas: Canvas) -> str:
    """Return a heading; its number, if it has one, hangs before it."""
    tag = f"h{heading.level + 1}"
    number = _number(heading.id, canvas) if heading.numbered else ""
    kind = attribute("class", " ".join(["numbered"] * bool(number) + ["new-page"] * heading.new_page)) + _bookmark(
        heading, canvas
    )
    return f"<{tag}{identified(heading.id, canvas)}{kind}>{number}{draw_inlines(heading.inlines, canvas)}</{tag}>"


def _bookmark(heading: Heading, canvas: Canvas) -> str:
    """Return what a PDF's list of headings says of one that has a note: its words without the mark."""
    if not canvas.printed or not notes_in(heading.inlines):
        return ""
    words = f"{canvas.number.get(heading.id, '')} {printed(heading.inlines, canvas.number)}".strip()
    return attribute("style", f"bookmark-label:{css_string(words)}")


def draw_paragraph(paragraph: Paragraph, canvas: Canvas) -> str:
    """Return a paragraph under the class of its role."""
    number = _number(paragraph.id, canvas) if paragraph.numbered else ""
    classes = [
        name
        for name, holds in ((paragraph.role.value, paragraph.role is not Role.BODY), ("numbered", bool(number)))
        if holds
    ]
    kind = f' class="{" ".join(classes)}"' if classes else ""
    drawn = f"<p{identified(paragraph.id, canvas)}{kind}>{canvas.start}{number}{draw_inlines(paragraph.inlines, canvas)}</p>"
    return f"<blockquote>{drawn}</blockquote>" if paragraph.role is Role.QUOTE else drawn


def _number(identifier: str, canvas: Canvas) -> str:
    number = canvas.number.get(identifier, "")
    return f'<span class="number">{number} </span>' if number else ""
