"""The rules for a web page, and what they look at.

In: the bytes of a file. Out: `RULES`, and `examine_html`, which tries them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from cabinetpaper.conformance.examined import Examined, Kind
from cabinetpaper.conformance.html.behaviour import behaviour, elsewhere
from cabinetpaper.conformance.html.contrast import contrast
from cabinetpaper.conformance.html.headings import headings
from cabinetpaper.conformance.html.lists import lists
from cabinetpaper.conformance.html.names import names
from cabinetpaper.conformance.html.page import Page
from cabinetpaper.conformance.html.pictures import pictures
from cabinetpaper.conformance.html.reading import read_page
from cabinetpaper.conformance.html.references import references
from cabinetpaper.conformance.html.tables import tables
from cabinetpaper.conformance.html.whole import whole
from cabinetpaper.conformance.trying import Rule, tried
from cabinetpaper.finding import CabinetPaperError

__all__ = ["CODES", "RULES", "examine_html"]

CODES: Final[dict[str, str]] = {
    "HTML-UNREADABLE": "The file is no web page, or far too large for one. Save it again from the program that made it."
}

RULES: Final[tuple[Rule[Page], ...]] = (
    whole,
    headings,
    pictures,
    tables,
    names,
    references,
    lists,
    contrast,
    behaviour,
    elsewhere,
)
"""Every rule for a web page, from the page as a whole to its parts."""


def examine_html(file: str, data: bytes) -> Examined:
    """Return what the rules find in a web page."""
    try:
        page = read_page(data)
    except CabinetPaperError as error:
        return Examined(
            Kind.HTML,
            findings=tuple(replace(one, place=replace(one.place, file=file)) for one in error.findings),
            read=False,
        )
    codes, findings = tried(RULES, page, file)
    counted = {
        "elements": page.elements,
        "headings": [*page.of_kind("h1", "h2", "h3", "h4", "h5", "h6")],
        "tables": [*page.of_kind("table")],
    }
    seen = tuple((name, len(ones)) for name, ones in counted.items())
    return Examined(Kind.HTML, codes, findings, seen, whole=not page.cut_off)
