"""Lists are heard as lists.

In: the page. Out: breaches for what stands in a list and is no item, and for items outside a list.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from cabinetpaper.conformance.html.page import Page
from cabinetpaper.conformance.trying import Breach, Ground, error, rule

if TYPE_CHECKING:
    from lxml.html import HtmlElement

CODES: Final[dict[str, str]] = {
    "HTML-LIST": "Something stands directly in a list and is no item, or an item stands outside a list, so that the "
    "list is heard wrongly or not at all."
}

GROUNDS: Final[dict[str, Ground]] = {"HTML-LIST": error("WCAG 1.3.1")}

_HOLDS: Final = {"ul": {"li"}, "ol": {"li"}, "menu": {"li"}, "dl": {"dt", "dd", "div"}}
_ANYWHERE: Final = frozenset({"script", "template"})
_ABOVE: Final = {"li": {"ul", "ol", "menu"}, "dt": {"dl", "div"}, "dd": {"dl", "div"}}


@rule(GROUNDS)
def lists(page: Page) -> Iterator[Breach]:
    """Yield what is wrong with the lists, in order."""
    for one in page.elements:
        if one in page.unheard:
            continue
        tag, parent = str(one.tag), one.getparent()
        if tag in _HOLDS and one.get("role") in {None, "list"}:
            yield from _list(page, one, _HOLDS[tag] | _ANYWHERE)
        elif tag in _ABOVE and (parent is None or parent.tag not in _ABOVE[tag]):
            yield Breach(
                "HTML-LIST",
                f"The {tag} element stands outside a list",
                "Put it into one",
                page.where(one),
                page.line(one),
            )


def _list(page: Page, element: HtmlElement, may: set[str] | frozenset[str]) -> Iterator[Breach]:
    tag = str(element.tag)
    wrong = next((child for child in element if isinstance(child.tag, str) and child.tag not in may), None)
    if wrong is not None:
        message = f"A {wrong.tag!s} element stands directly in the {tag}"
        yield Breach("HTML-LIST", message, "Put it into an item", page.where(element), page.line(wrong))
    elif (element.text or "").strip() or any((child.tail or "").strip() for child in element):
        yield Breach(
            "HTML-LIST",
            f"Words stand directly in the {tag}",
            "Put them into an item",
            page.where(element),
            page.line(element),
        )
