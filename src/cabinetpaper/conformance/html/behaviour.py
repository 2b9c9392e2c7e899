"""Nothing moves, plays or jumps by itself, and the page needs nothing from elsewhere.

In: the page. Out: breaches for what plays, moves or reloads by itself, for an order of its own of the Tab key, for
parts taken from other places and for scripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from cabinetpaper.conformance.html.page import Page
from cabinetpaper.conformance.trying import Breach, Ground, error, note, rule, warning

if TYPE_CHECKING:
    from lxml.html import HtmlElement

CODES: Final[dict[str, str]] = {
    "HTML-AUTOPLAY": "Sound or film plays by itself, over the voice of a screen reader. Let people begin it.",
    "HTML-MOVING": "Words move or blink by themselves. Let them stand.",
    "HTML-REFRESH": "The page reloads, or leads elsewhere, by itself after a time. Take the refresh out.",
    "HTML-TABINDEX": "An element sets an order of its own for the Tab key, so that it jumps about. Take tabindex out, "
    "or make it 0.",
    "HTML-ELSEWHERE": "The page takes a picture, style sheet, script or font from another place, which may be gone, "
    "change or watch who reads. Put it into "
    "the page.",
    "HTML-SCRIPT": "The page holds scripts. What they change was not looked at.",
}

BEHAVIOUR: Final[dict[str, Ground]] = {
    "HTML-AUTOPLAY": error("WCAG 1.4.2", "WCAG 2.2.2"),
    "HTML-MOVING": error("WCAG 2.2.2"),
    "HTML-REFRESH": error("WCAG 2.2.1", "WCAG 3.2.5"),
    "HTML-TABINDEX": warning("WCAG 2.4.3"),
}
ELSEWHERE: Final[dict[str, Ground]] = {"HTML-ELSEWHERE": warning(), "HTML-SCRIPT": note()}

_SOURCES: Final = {
    "img": "src",
    "script": "src",
    "iframe": "src",
    "audio": "src",
    "video": "src",
    "source": "src",
    "embed": "src",
    "object": "data",
    "input": "src",
}
_URL: Final = re.compile(r"""url\(\s*["']?([^"')\s]{1,300})|@import\s+["']([^"']{1,300})""", re.IGNORECASE)
_RELATIONS: Final = frozenset({"stylesheet", "icon", "preload", "modulepreload"})


@rule(BEHAVIOUR)
def behaviour(page: Page) -> Iterator[Breach]:
    """Yield what moves, plays or jumps by itself, in order."""
    for one in page.elements:
        where, line = "", page.line(one)
        tag = str(one.tag)
        if tag in {"audio", "video"} and one.get("autoplay") is not None:
            yield Breach("HTML-AUTOPLAY", f"The {tag} plays by itself", "Let people begin it", where, line)
        elif tag in {"marquee", "blink"}:
            yield Breach("HTML-MOVING", "The words move or blink by themselves", "Let them stand", where, line)
        elif tag == "meta" and one.get("http-equiv", "").lower() == "refresh":
            yield Breach(
                "HTML-REFRESH", "The page reloads, or leads elsewhere, by itself", "Take the refresh out", where, line
            )
        order = one.get("tabindex", "").strip()
        if order.isascii() and order.isdigit() and order.strip("0"):
            yield Breach(
                "HTML-TABINDEX",
                f"The element has tabindex {order[:10]}",
                "Take it out, or make it 0",
                page.where(one),
                line,
            )


@rule(ELSEWHERE)
def elsewhere(page: Page) -> Iterator[Breach]:
    """Yield what the page takes from elsewhere, and its scripts."""
    for one in page.elements:
        for address in _addresses(one):
            if not address.lower().startswith(("data:", "#", "about:")) and address:
                message = f"The page takes “{address[:80]}” from elsewhere"
                yield Breach("HTML-ELSEWHERE", message, "Put it into the page", f"<{one.tag!s}>", page.line(one))
    script = next(
        (
            one
            for one in page.of_kind("script")
            if one.get("type", "").lower() not in {"application/json", "application/ld+json"}
        ),
        None,
    )
    if script is not None:
        yield Breach(
            "HTML-SCRIPT",
            "The page holds scripts; what they change was not looked at",
            "Look at it in a browser",
            line=page.line(script),
        )


def _addresses(element: HtmlElement) -> Iterator[str]:
    """Yield the addresses that a browser fetches for an element by itself."""
    tag = str(element.tag)
    if tag in _SOURCES:
        yield element.get(_SOURCES[tag], "").strip()
        for part in element.get("srcset", "").split(","):
            yield part.strip().partition(" ")[0] if not element.get("srcset", "").startswith("data:") else ""
    if tag == "link" and _RELATIONS & set(element.get("rel", "").lower().split()):
        yield element.get("href", "").strip()
    styles = (element.text or "") if tag == "style" else element.get("style", "")
    for address, imported in _URL.findall(styles):
        yield address or imported
