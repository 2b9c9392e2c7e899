"""Every picture is described in words.

In: the page. Out: breaches for pictures without a description, or with one that says nothing, and for frames without a
title.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from cabinetpaper.conformance.html.page import Page
from cabinetpaper.conformance.trying import Breach, Ground, error, rule
from cabinetpaper.conformance.wording import cut, poor_description, solid

if TYPE_CHECKING:
    from lxml.html import HtmlElement

CODES: Final[dict[str, str]] = {
    "HTML-ALT-MISSING": 'A picture has no description in words. Write what it tells the reader as alt; alt="" for '
    "what tells nothing.",
    "HTML-ALT-POOR": "The description of a picture is the name of a file or a word such as “chart”. Write what the "
    "picture tells the reader.",
    "HTML-FRAME-TITLE": "A frame has no title, so that nobody hears what is in it. Write one.",
}

GROUNDS: Final[dict[str, Ground]] = {
    "HTML-ALT-MISSING": error("WCAG 1.1.1"),
    "HTML-ALT-POOR": error("WCAG 1.1.1"),
    "HTML-FRAME-TITLE": error("WCAG 4.1.2"),
}


@rule(GROUNDS)
def pictures(page: Page) -> Iterator[Breach]:
    """Yield what is wrong with the pictures and frames, in order."""
    for one in page.elements:
        if one in page.unheard or one.get("role") in {"presentation", "none"}:
            continue
        where, line = page.where(one), page.line(one)
        if one.tag in {"iframe", "frame"}:
            if not page.name(one):
                yield Breach("HTML-FRAME-TITLE", "The frame has no title", "Write one", where, line)
            continue
        said = _description(page, one)
        if said is None:
            continue
        if not said and not (one.tag == "img" and one.get("alt") is not None):
            yield Breach(
                "HTML-ALT-MISSING",
                "The picture has no description in words",
                "Write what it tells the reader",
                where,
                line,
            )
        elif said and poor_description(said):
            yield Breach(
                "HTML-ALT-POOR",
                f"The description {cut(said)} says nothing of the picture",
                "Write what it tells the reader",
                where,
                line,
            )


def _description(page: Page, element: HtmlElement) -> str | None:
    """Return what describes a picture, None for what is no picture or within one."""
    tag = str(element.tag)
    if tag == "svg":
        if any(above.tag == "svg" for above in element.iterancestors()):
            return None
        title = element.find("title")
        return (
            page.name(element)
            if element.get("aria-label") or element.get("aria-labelledby")
            else solid("" if title is None else title.text or "")
        )
    if (
        tag in {"img", "area", "object", "embed"}
        or element.get("role") == "img"
        or (tag == "input" and element.get("type", "").lower() == "image")
    ):
        return page.name(element)
    return None
