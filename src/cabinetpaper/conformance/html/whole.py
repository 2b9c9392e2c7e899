"""The page as a whole: its language, title, zoom, main part and the way past what repeats.

In: the page. Out: breaches for what is missing of these, and for a page that was not read to its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cabinetpaper.conformance.html.page import Page
from cabinetpaper.conformance.trying import Breach, Ground, error, rule, warning
from cabinetpaper.conformance.wording import cut, is_language, poor_title, solid

CODES: Final[dict[str, str]] = {
    "HTML-LANGUAGE": "The page does not say in which language it is written, so that it is read aloud in the wrong "
    'voice. Write <html lang="en-GB">.',
    "HTML-TITLE": "The page has no title, or one that says nothing, so that tabs and lists of pages do not tell what "
    "it is. Write one in its head.",
    "HTML-VIEWPORT": 'The page does not fit itself to small screens. Write <meta name="viewport" '
    'content="width=device-width, initial-scale=1">.',
    "HTML-ZOOM": "The page keeps people from making it larger. Take user-scalable=no and maximum-scale out of its "
    "viewport.",
    "HTML-MAIN": "The page has no main element, to which a screen reader can jump, or more than one. Put the content "
    "into one <main>.",
    "HTML-SKIP-LINK": "The page does not begin with a link that leads past what repeats to its content. Write one as "
    "the first link.",
    "HTML-DEEP": "The page is so long, or lies in one another so deep, that not all of it was looked at.",
}

GROUNDS: Final[dict[str, Ground]] = {
    "HTML-LANGUAGE": error("WCAG 3.1.1"),
    "HTML-TITLE": error("WCAG 2.4.2"),
    "HTML-VIEWPORT": warning("WCAG 1.4.10"),
    "HTML-ZOOM": error("WCAG 1.4.4"),
    "HTML-MAIN": warning("WCAG 1.3.1", "WCAG 2.4.1"),
    "HTML-SKIP-LINK": warning("WCAG 2.4.1"),
    "HTML-DEEP": warning(),
}

_SCALE: Final = re.compile(r"maximum-scale\s*=\s*([0-9.]+)")


@rule(GROUNDS)
def whole(page: Page) -> Iterator[Breach]:
    """Yield what the page as a whole lacks."""
    if not is_language(page.root.get("lang", "")):
        yield Breach(
            "HTML-LANGUAGE",
            "The page does not say in which language it is written",
            'Write <html lang="en-GB">',
            line=page.line(page.root),
        )
    title = next(page.of_kind("title"), None)
    words = solid("" if title is None else title.text or "")
    if not words or poor_title(words):
        what = f"The title {cut(words)} does not say what the page is" if words else "The page has no title"
        yield Breach("HTML-TITLE", what, "Write one in its head", line=None if title is None else page.line(title))
    yield from _viewport(page)
    mains = [
        one for one in page.elements if (one.tag == "main" or one.get("role") == "main") and one not in page.unheard
    ]
    if len(mains) != 1:
        what = f"The page has {len(mains)} main elements" if mains else "The page has no main element"
        yield Breach("HTML-MAIN", what, "Put the content into one <main>", line=page.line(mains[1]) if mains else None)
    link = next((one for one in page.heard("a") if one.get("href")), None)
    target = "" if link is None else link.get("href", "")
    if not (target.startswith("#") and target[1:] in page.by_id):
        yield Breach(
            "HTML-SKIP-LINK",
            "The first link of the page does not lead to its content",
            "Write one that does",
            line=None if link is None else page.line(link),
        )
    if page.cut_off:
        yield Breach("HTML-DEEP", "Not all of the page was looked at", "Make it shorter, or less deep")


def _viewport(page: Page) -> Iterator[Breach]:
    found = next((one for one in page.of_kind("meta") if one.get("name", "").lower() == "viewport"), None)
    content = "" if found is None else found.get("content", "").replace(" ", "").lower()
    if "width=device-width" not in content:
        remedy = 'Write <meta name="viewport" content="width=device-width, initial-scale=1">'
        yield Breach(
            "HTML-VIEWPORT",
            "The page does not fit itself to small screens",
            remedy,
            line=None if found is None else page.line(found),
        )
    scale = _SCALE.search(content)
    if (
        "user-scalable=no" in content
        or "user-scalable=0" in content
        or (scale and float("0" + scale[1].split(".")[0]) < 2)
    ):
        yield Breach(
            "HTML-ZOOM",
            "The page keeps people from making it larger",
            "Take that out of its viewport",
            line=None if found is None else page.line(found),
        )
