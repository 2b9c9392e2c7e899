"""Put the drawn blocks into a template's page.

In: a paper, its drawings and a page template (Jinja2, in the immutable sandbox). Out: one self-contained HTML page. The
template sees `paper`, `sections` (each with `id`, `kind`, `title`, `wide`, `new_page`, `divider`, `alone`, `number` and
`content`), `css`, `logo` and `printed`, and does no arithmetic. On the web the notes are a last section, of the kind
`notes`, so that no page can forget them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from cabinetpaper.finding import CabinetPaperError, Finding, Place
from cabinetpaper.paper import Logo, Paper, Section
from cabinetpaper.writers.html.blocks import draw_blocks, draw_picture
from cabinetpaper.writers.html.canvas import Canvas
from cabinetpaper.writers.html.inlines import draw_notes
from cabinetpaper.writers.html.sandbox import PageTemplateError, page_template

CODES: Final[dict[str, str]] = {
    "PAGE-TEMPLATE": "The template's paper.html cannot be filled: a name or a tag is wrong. The line is given; compare "
    "it with the page that this release brings, or delete your own copy to inherit it again."
}

_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that HTML cannot hold; a paper that was made in a program of one's own may have them."""


@dataclass(frozen=True, slots=True)
class DrawnSection:
    """A section as the page template sees it; `content` is finished HTML, `wide` says that it begins on a landscape
    page, `new_page` that it starts a page, `divider` that its title stands on a page of its own, `alone` that nothing
    else does, and `number` is what counts its title.
    """

    id: str
    kind: str
    title: str
    content: str
    wide: bool = False
    new_page: bool = False
    divider: bool = False
    alone: bool = False
    number: str = ""


def draw_page(paper: Paper, canvas: Canvas, *, page: str, css: str, logo: Logo | None) -> str:
    """Return the page; raise `CabinetPaperError` (PAGE-TEMPLATE) where the template cannot be filled."""
    from markupsafe import Markup

    names = {
        "paper": paper,
        "sections": _sections(paper, canvas),
        "css": Markup(css.replace("</", "<\\/")),  # noqa: S704 the workspace's own style sheet; it cannot close its element
        "logo": Markup(draw_picture(logo.data, logo.media_type, logo.alt)) if logo else "",  # noqa: S704 escaped where it is drawn
        "printed": canvas.printed,
    }
    try:
        return _UNWRITABLE.sub("", _template(page).fill(names))
    except PageTemplateError as error:
        message = f"The page template cannot be filled: {str(error)[:300]}"
        remedy = "Correct the line, or delete your paper.html to inherit the house's"
        raise CabinetPaperError(
            Finding.error("PAGE-TEMPLATE", message, remedy, Place("paper.html", error.line))
        ) from error


def house_file(name: str) -> str:
    """Return a file of the house template `cabinet`: from the installed package, else from the checkout that this
    module stands in.
    """
    installed = files("cabinetpaper") / "starter" / "templates" / "cabinet" / name
    if installed.is_file():
        return installed.read_text(encoding="utf-8")
    return (Path(__file__).parents[4] / "templates" / "cabinet" / name).read_text(encoding="utf-8")


def _sections(paper: Paper, canvas: Canvas) -> list[DrawnSection]:
    from markupsafe import Markup

    notes = "" if canvas.printed else draw_notes(canvas)
    return [
        DrawnSection(
            section.id,
            section.kind.value,
            section.title,
            Markup(_content(section, canvas)),  # noqa: S704 every drawing escapes its words
            section.id in canvas.layout.sideways,
            section.new_page,
            section.divider,
            section.divider and not section.opening,
            canvas.number.get(section.id, ""),
        )
        for section in paper.sections
    ] + [DrawnSection("paper-notes", "notes", "Notes", Markup(notes))] * bool(notes)  # noqa: S704 as above


def _content(section: Section, canvas: Canvas) -> str:
    """Return a section's blocks; the straplines of a divider in a box that ends its page."""
    opening = draw_blocks(section.blocks[: section.opening], canvas)
    rest = draw_blocks(section.blocks[section.opening :], canvas)
    return f'<div class="opening">{opening}</div>{rest}' if opening else rest


_template = lru_cache(maxsize=4)(page_template)
