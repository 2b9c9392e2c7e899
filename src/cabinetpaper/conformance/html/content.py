"""The rules for what is in a web page: pictures, links, fields, contrast, and what moves or comes from elsewhere.

In: the page as it was read. Out: where something has no name, cannot be read, or happens by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from cabinetpaper.conformance.contrast import faintness, is_faint
from cabinetpaper.conformance.html.addresses import Reach, leavings
from cabinetpaper.conformance.html.page import Page, line_of
from cabinetpaper.conformance.rules import Breach, error, link_words, rule, warning
from cabinetpaper.conformance.wording import cut, poor_description, solid

if TYPE_CHECKING:
    from lxml.html import HtmlElement

CODES: Final[dict[str, str]] = {
    "HTML-ALT-MISSING": 'A picture has no description in words. Write what it tells the reader as alt; alt="" for what '
    "tells nothing.",
    "HTML-ALT-POOR": "The description of a picture is the name of a file or a word such as “chart”. Write what the "
    "picture tells the reader.",
    "HTML-FRAME-TITLE": "A frame has no title, so that nobody hears what is in it. Write one.",
    "HTML-LINK-EMPTY": "A link has no words, so that somebody hears “link” and nothing more. Give it words, or take it "
    "out.",
    "HTML-LINK-WORDS": "The words of a link, such as “here”, say nothing of where it leads. Write that instead.",
    "HTML-LINK-ADDRESS": "The words of a link are its address, which is heard letter by letter. Write where it leads.",
    "HTML-LINK-TARGET": "A link leads to a place in the page that is not there. Correct the id.",
    "HTML-BUTTON-EMPTY": "A button has no words. Write what it does.",
    "HTML-FIELD-NAME": "A field has no label, so that nobody hears what to write into it. Write a label for it.",
    "HTML-CONTRAST": "Words stand out from their ground by less than 4.5 to 1 (3 to 1 for large words), so that many "
    "cannot read them. Choose darker words or a lighter ground.",
    "HTML-AUTOPLAY": "Sound or film plays by itself, over the voice of a screen reader. Let people begin it.",
    "HTML-MOVING": "Words move or blink by themselves. Let them stand.",
    "HTML-REFRESH": "The page reloads, or leads elsewhere, by itself after a time. Take the refresh out.",
    "HTML-TABINDEX": "An element sets an order of its own for the Tab key, so that it jumps about. Take tabindex out, "
    "or make it 0.",
    "HTML-ELSEWHERE": "The page takes a picture, style sheet, script or font from another place, or leads there by "
    "itself. The place may be gone, change or watch who reads. Put what is needed into the page.",
    "HTML-SCRIPT": "The page runs something: a script, an attribute such as onclick, or an address such as "
    "javascript:. What that changes or fetches was not looked at.",
    "HTML-STYLES": "The style sheets of the page are longer, or their selectors harder to try, than the limit that is "
    "named. What they fetch or how they look was not looked at.",
}

_NO_FIELD: Final = frozenset({"hidden", "submit", "reset", "button", "image"})


@rule(
    {
        "HTML-ALT-MISSING": error("Write what it tells the reader", "WCAG 1.1.1"),
        "HTML-ALT-POOR": error("Write what it tells the reader", "WCAG 1.1.1"),
        "HTML-FRAME-TITLE": error("Write one", "WCAG 4.1.2"),
    }
)
def pictures(page: Page) -> Iterator[Breach]:
    """Yield what is wrong with the pictures and frames, in order."""
    for own in page.heard():
        if own.get("role") in {"presentation", "none"}:
            continue
        if own.tag in {"iframe", "frame"}:
            if not page.name(own):
                yield Breach("HTML-FRAME-TITLE", "The frame has no title", *page.place(own))
            continue
        description = _description(page, own)
        if description is None:
            continue
        if description and poor_description(description):
            message = f"The description {cut(description)} says nothing of the picture"
            yield Breach("HTML-ALT-POOR", message, *page.place(own))
        elif not description and not (own.tag == "img" and own.get("alt") is not None):
            yield Breach("HTML-ALT-MISSING", "The picture has no description in words", *page.place(own))


def _description(page: Page, element: HtmlElement) -> str | None:
    """Return what describes a picture, None for what is no picture or within one."""
    tag = str(element.tag)
    if tag == "svg":
        if any(above.tag == "svg" for above in element.iterancestors()):
            return None
        if element.get("aria-label") or element.get("aria-labelledby"):
            return page.name(element)
        title = element.find("title")
        return solid("" if title is None else title.text or "")
    shown = tag in {"img", "area", "object", "embed"} or element.get("role") == "img"
    return page.name(element) if shown or (tag == "input" and element.get("type", "").lower() == "image") else None


@rule(
    {
        "HTML-LINK-EMPTY": error("Give it words, or take it out", "WCAG 2.4.4", "WCAG 4.1.2"),
        "HTML-LINK-WORDS": error("Write where it leads", "WCAG 2.4.4"),
        "HTML-LINK-ADDRESS": warning("Write where it leads", "WCAG 2.4.4"),
        "HTML-LINK-TARGET": warning("Correct the id", "WCAG 2.4.4"),
        "HTML-BUTTON-EMPTY": error("Write what it does", "WCAG 4.1.2"),
        "HTML-FIELD-NAME": error("Write a label for it", "WCAG 1.3.1", "WCAG 4.1.2"),
    }
)
def names(page: Page) -> Iterator[Breach]:
    """Yield the links, buttons and fields that have no name or a poor one, in order."""
    labels = {label for label in page.of_kind("label") if page.words(label)}
    labelled = {label.get("for") for label in labels}
    for own in page.heard():
        role, tag, kind = own.get("role", ""), str(own.tag), own.get("type", "").lower()
        if (tag in {"a", "area"} and own.get("href") is not None) or role == "link":
            yield from _link(page, own)
        elif tag == "button" or role == "button" or (tag == "input" and kind == "button"):
            if not page.name(own) and not own.get("value"):
                yield Breach("HTML-BUTTON-EMPTY", "The button has no words", *page.place(own))
        elif tag in {"input", "select", "textarea"} and kind not in _NO_FIELD:
            within = any(above in labels for above in own.iterancestors("label"))
            named = own.get("aria-label") or page.name_by_reference(own) or own.get("title")
            if not (within or named or (own.get("id") and own.get("id") in labelled)):
                yield Breach("HTML-FIELD-NAME", "The field has no label", *page.place(own))


def _link(page: Page, link: HtmlElement) -> Iterator[Breach]:
    words, place, target = page.name(link), page.place(link), link.get("href", "")
    if not words:
        yield Breach("HTML-LINK-EMPTY", "The link has no words", *place)
    yield from link_words("HTML", words, *place)
    goal = unquote(target[1:])
    if target.startswith("#") and goal not in {"", "top"} and goal not in page.by_id and goal not in page.anchors:
        yield Breach("HTML-LINK-TARGET", f"The link leads to “{target[:60]}”, which is not in the page", *place)


def _has_all_its_styles(page: Page) -> bool:
    return page.looks.complete


@rule({"HTML-CONTRAST": error("Choose darker words or a lighter ground", "WCAG 1.4.3")}, _has_all_its_styles)
def contrast(page: Page) -> Iterator[Breach]:
    """Yield words that stand out too little, each pair of colours once for each tag and class. Words on pictures, on
    what is seen through or lies over something else, and in fields and buttons are not judged.
    """
    seen: set[tuple[str, str, str, str]] = set()
    for own in page.heard():
        looks = page.looks.of(own)
        words = "".join([own.text or "", *(child.tail or "" for child in own)])
        if looks is None or looks.ink is None or looks.ground is None or not words.strip():
            continue
        alike = (str(own.tag), own.get("class", ""), looks.ink, looks.ground)
        if alike not in seen and is_faint(looks.ink, looks.ground, large=looks.large):
            seen.add(alike)
            message = faintness(words, looks.ink, looks.ground, large=looks.large)
            yield Breach("HTML-CONTRAST", message, *page.place(own))


@rule(
    {
        "HTML-AUTOPLAY": error("Let people begin it", "WCAG 1.4.2", "WCAG 2.2.2"),
        "HTML-MOVING": error("Let them stand", "WCAG 2.2.2"),
        "HTML-REFRESH": error("Take the refresh out", "WCAG 2.2.1", "WCAG 3.2.5"),
        "HTML-TABINDEX": warning("Take it out, or make it 0", "WCAG 2.4.3"),
    }
)
def behaviour(page: Page) -> Iterator[Breach]:
    """Yield what moves, plays or jumps by itself, in order."""
    for own in page.elements:
        tag, line = str(own.tag), line_of(own)
        if tag in {"audio", "video"} and own.get("autoplay") is not None:
            yield Breach("HTML-AUTOPLAY", f"The {tag} plays by itself", line=line)
        elif tag in {"marquee", "blink"}:
            yield Breach("HTML-MOVING", "The words move or blink by themselves", line=line)
        elif tag == "meta" and own.get("http-equiv", "").lower() == "refresh":
            yield Breach("HTML-REFRESH", "The page reloads, or leads elsewhere, by itself", line=line)
        order = own.get("tabindex", "").strip()
        if order.isascii() and order.isdigit() and order.strip("0"):
            yield Breach("HTML-TABINDEX", f"The element has tabindex {order[:10]}", *page.place(own))


@rule(
    {
        "HTML-ELSEWHERE": warning("Put it into the page"),
        "HTML-SCRIPT": warning("Take it out, or look in a browser at what it does"),
        "HTML-STYLES": warning("Make the style sheets shorter and simpler, and check the page again"),
    }
)
def elsewhere(page: Page) -> Iterator[Breach]:
    """Yield what the page takes from elsewhere and what it runs, in order, and the styles that nobody looked at."""
    codes = {Reach.FETCHES: "HTML-ELSEWHERE", Reach.RUNS: "HTML-SCRIPT", Reach.UNREAD: "HTML-STYLES"}
    if page.looks.beyond:
        yield Breach("HTML-STYLES", f"How the page looks was not worked out; its style sheets have {page.looks.beyond}")
    for root in (page.root, *page.strays):
        yield from (Breach(codes[own.reach], own.message, own.where, own.line) for own in leavings(root))
