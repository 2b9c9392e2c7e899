"""Headings lead through the page.

In: the page. Out: breaches where there are none, where the first is not the highest, where a level is skipped and where
one is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from cabinetpaper.conformance.html.page import Page
from cabinetpaper.conformance.trying import Breach, Ground, error, rule

if TYPE_CHECKING:
    from lxml.html import HtmlElement

CODES: Final[dict[str, str]] = {
    "HTML-HEADINGS-NONE": "The page has no headings, so that nobody can jump through it. Use h1 to h6.",
    "HTML-HEADING-FIRST": "The first heading is not of level 1. Begin with the title of the page as h1.",
    "HTML-HEADING-SKIPPED": "A level of headings is skipped, such as h3 after h1, so that a part seems to be missing. "
    "Use the level that follows.",
    "HTML-HEADING-EMPTY": "A heading has no words. Remove it.",
}

GROUNDS: Final[dict[str, Ground]] = {
    "HTML-HEADINGS-NONE": error("WCAG 1.3.1", "WCAG 2.4.6"),
    "HTML-HEADING-FIRST": error("WCAG 1.3.1"),
    "HTML-HEADING-SKIPPED": error("WCAG 1.3.1"),
    "HTML-HEADING-EMPTY": error("WCAG 1.3.1", "WCAG 2.4.6"),
}


@rule(GROUNDS)
def headings(page: Page) -> Iterator[Breach]:
    """Yield what is wrong with the headings, in order."""
    found = [(level, one) for one in page.elements if one not in page.unheard and (level := _level(one))]
    if not found:
        yield Breach("HTML-HEADINGS-NONE", "The page has no headings", "Use h1 to h6")
    last = 0
    for level, one in found:
        where, line = page.where(one), page.line(one)
        if not page.name(one):
            yield Breach("HTML-HEADING-EMPTY", "The heading has no words", "Remove it", where, line)
        if not last and level != 1:
            yield Breach("HTML-HEADING-FIRST", f"The first heading is of level {level}", "Begin with h1", where, line)
        elif last and level > last + 1:
            yield Breach(
                "HTML-HEADING-SKIPPED",
                f"A heading of level {level} follows one of level {last}",
                f"Make it level {last + 1}",
                where,
                line,
            )
        last = level


def _level(element: HtmlElement) -> int:
    """Return the level of a heading, 0 for what is none."""
    tag, role = str(element.tag), element.get("role", "")
    if role == "heading":
        level = element.get("aria-level", "2")
        return int(level) if re.fullmatch("[1-9]", level) else 2
    return int(tag[1]) if re.fullmatch("h[1-6]", tag) and not role else 0
