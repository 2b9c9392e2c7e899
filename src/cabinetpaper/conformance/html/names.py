"""Links, buttons and fields have names, and links say where they lead.

In: the page. Out: breaches for those without a name, for links whose words say nothing and for links that lead to a
place which is not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from cabinetpaper.conformance.html.page import Page
from cabinetpaper.conformance.trying import Breach, Ground, error, rule, warning
from cabinetpaper.conformance.wording import cut, is_address, no_link_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

CODES: Final[dict[str, str]] = {
    "HTML-LINK-EMPTY": "A link has no words, so that somebody hears “link” and nothing more. Give it words, or take "
    "it out.",
    "HTML-LINK-WORDS": "The words of a link, such as “here”, say nothing of where it leads. Write that instead.",
    "HTML-LINK-ADDRESS": "The words of a link are its address, which is heard letter by letter. Write where it leads.",
    "HTML-LINK-TARGET": "A link leads to a place in the page that is not there. Correct the id.",
    "HTML-BUTTON-EMPTY": "A button has no words. Write what it does.",
    "HTML-FIELD-NAME": "A field has no label, so that nobody hears what to write into it. Write a label for it.",
}

GROUNDS: Final[dict[str, Ground]] = {
    "HTML-LINK-EMPTY": error("WCAG 2.4.4", "WCAG 4.1.2"),
    "HTML-LINK-WORDS": error("WCAG 2.4.4"),
    "HTML-LINK-ADDRESS": warning("WCAG 2.4.4"),
    "HTML-LINK-TARGET": warning("WCAG 2.4.4"),
    "HTML-BUTTON-EMPTY": error("WCAG 4.1.2"),
    "HTML-FIELD-NAME": error("WCAG 1.3.1", "WCAG 4.1.2"),
}

_NO_FIELD: Final = frozenset({"hidden", "submit", "reset", "button", "image"})


@rule(GROUNDS)
def names(page: Page) -> Iterator[Breach]:
    """Yield what has no name or a poor one, in order."""
    labels = {one for one in page.of_kind("label") if page.words(one)}
    labelled = {one.get("for") for one in labels}
    for one in page.elements:
        if one in page.unheard:
            continue
        role, tag = one.get("role", ""), str(one.tag)
        if (tag in {"a", "area"} and one.get("href") is not None) or role == "link":
            yield from _link(page, one)
        elif tag == "button" or role == "button" or (tag == "input" and one.get("type", "").lower() == "button"):
            if not page.name(one) and not one.get("value"):
                yield Breach(
                    "HTML-BUTTON-EMPTY",
                    "The button has no words",
                    "Write what it does",
                    page.where(one),
                    page.line(one),
                )
        elif tag in {"input", "select", "textarea"} and one.get("type", "").lower() not in _NO_FIELD:
            within = any(above in labels for above in one.iterancestors("label"))
            named = one.get("aria-label") or page.name_by_reference(one) or one.get("title")
            if not (within or named or (one.get("id") and one.get("id") in labelled)):
                yield Breach(
                    "HTML-FIELD-NAME", "The field has no label", "Write a label for it", page.where(one), page.line(one)
                )


def _link(page: Page, link: HtmlElement) -> Iterator[Breach]:
    said, where, line = page.name(link), page.where(link), page.line(link)
    target = link.get("href", "")
    if not said:
        yield Breach("HTML-LINK-EMPTY", "The link has no words", "Give it words, or take it out", where, line)
    elif no_link_text(said):
        yield Breach(
            "HTML-LINK-WORDS", f"The link says {cut(said)} and not where it leads", "Write where it leads", where, line
        )
    elif is_address(said):
        yield Breach(
            "HTML-LINK-ADDRESS",
            f"The words of the link are its address, {cut(said)}",
            "Write where it leads",
            where,
            line,
        )
    goal = unquote(target[1:])
    if target.startswith("#") and goal not in {"", "top"} and goal not in page.by_id and goal not in page.anchors:
        yield Breach(
            "HTML-LINK-TARGET",
            f"The link leads to “{target[:60]}”, which is not in the page",
            "Correct the id",
            where,
            line,
        )
