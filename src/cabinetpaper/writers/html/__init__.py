"""Write a paper as one HTML page that needs nothing else: styles, charts and logo are inside it.

In: a `Paper`, its drawn charts and a council's look. Out: HTML text, valid and accessible (WCAG 2.2 AA), whose `main`
holds exactly the paper's outline.
"""

from __future__ import annotations

from collections.abc import Mapping

from cabinetpaper.paper import Drawing, Logo, Paper
from cabinetpaper.settings import Look
from cabinetpaper.writers.html.canvas import canvas_of
from cabinetpaper.writers.html.page import draw_page, house_file
from cabinetpaper.writers.html.style import properties

__all__ = ["write_html"]


def write_html(
    paper: Paper,
    drawings: Mapping[str, Drawing],
    *,
    look: Look = Look(),
    page: str | None = None,
    css: str | None = None,
    logo: Logo | None = None,
) -> str:
    """Return the paper as a web page; `page` and `css` replace the house template's paper.html and paper.css.

    Raises `CabinetPaperError` (PAGE-TEMPLATE) for a page template that cannot be filled.
    """
    own = "".join(f"--{name}:{value};" for name, value in properties(look).items())
    sheet = f":root{{{own}}}\n{house_file('paper.css') if css is None else css}"
    page = house_file("paper.html") if page is None else page
    return draw_page(paper, canvas_of(paper, drawings), page=page, css=sheet, logo=logo)
