"""The rules for a web page, and what they look at.

In: the bytes of a file. Out: `RULES`, and `examine_html`, which tries them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from cabinetpaper.conformance.examined import Examined, Kind
from cabinetpaper.conformance.html import content, structure
from cabinetpaper.conformance.html.addresses import leavings
from cabinetpaper.conformance.html.page import Page
from cabinetpaper.conformance.html.reading import parsed, read_page, strays
from cabinetpaper.conformance.rules import Rule, tried
from cabinetpaper.finding import CabinetPaperError

__all__ = ["CODES", "RULES", "examine_html", "leaves_file"]

CODES: Final[dict[str, str]] = {
    "HTML-UNREADABLE": "The file is no web page, or far too large for one. Save it again from the program that made it."
}

RULES: Final[tuple[Rule[Page], ...]] = (
    *(structure.page_as_a_whole, structure.headings, content.pictures, structure.tables),
    *(content.names, structure.references, structure.lists),
    *(content.contrast, content.behaviour, content.elsewhere),
)
"""Every rule for a web page, from the page as a whole to its parts."""


def leaves_file(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield each way in which a page fetches, runs or leads to what is not in its file: in words, and the element."""
    text = data.decode()
    root, cut_off = parsed(text)
    trees = (root, *strays(text, root))
    yield from dict.fromkeys((own.message, own.where) for tree in trees for own in leavings(tree))
    if cut_off:
        yield f"The page cannot be looked at: it has {cut_off}", ""


def examine_html(file: str, data: bytes) -> Examined:
    """Return what the rules find in a web page."""
    try:
        page = read_page(data)
    except CabinetPaperError as error:
        findings = tuple(replace(found, place=replace(found.place, file=file)) for found in error.findings)
        return Examined(Kind.HTML, findings=findings, read=False)
    codes, findings = tried(RULES, page, file)
    unread = page.cut_off or any(found.code == "HTML-STYLES" for found in findings)
    seen = (
        ("elements", len(page.elements)),
        ("headings", len([*page.of_kind("h1", "h2", "h3", "h4", "h5", "h6")])),
        ("tables", len([*page.of_kind("table")])),
    )
    return Examined(Kind.HTML, codes, findings, seen, whole=not unread)
