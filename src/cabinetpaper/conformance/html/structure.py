"""The rules for how a web page is built: the page as a whole, headings, tables, lists and references.

In: the page as it was read. Out: where a screen reader or a small screen would lose its thread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from cabinetpaper.conformance.html.page import Page, line_of
from cabinetpaper.conformance.rules import Breach, error, heading_order, rule, warning
from cabinetpaper.conformance.wording import cut, is_language, poor_title, solid

if TYPE_CHECKING:
    from lxml.html import HtmlElement

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
    "HTML-HEADINGS-NONE": "The page has no headings, so that nobody can jump through it. Use h1 to h6.",
    "HTML-HEADING-FIRST": "The first heading is not of level 1. Begin with the title of the page as h1.",
    "HTML-HEADING-SKIPPED": "A level of headings is skipped, such as h3 after h1, so that a part seems to be missing. "
    "Use the level that follows.",
    "HTML-HEADING-EMPTY": "A heading has no words. Remove it.",
    "HTML-TABLE-HEADERS": "A table has no heading cells, so that its figures are read without saying what they are. "
    "Write th in its first row and column.",
    "HTML-TABLE-SCOPE": 'A heading cell does not say whether it heads its column or its row. Write scope="col" or '
    'scope="row".',
    "HTML-TABLE-HEADING-EMPTY": "A heading cell has no words. Write what stands in its column or row; an empty corner "
    "is a td.",
    "HTML-TABLE-LINKS": "A cell names a heading (headers) that does not exist. Correct the id.",
    "HTML-TABLE-CAPTION": "A table has no caption or name, so that nobody hears which table begins. Write a caption.",
    "HTML-TABLE-ROWS": "The rows of a table do not have the same number of cells, so that columns cannot be followed.",
    "HTML-LIST": "Something stands directly in a list and is no item, or an item stands outside a list, so that the "
    "list is heard wrongly or not at all.",
    "HTML-ID-TWICE": "Two elements have the same id, so that links, labels and descriptions may lead to the wrong one. "
    "Give each its own.",
    "HTML-REFERENCE": "An element refers to an id for its label or description that is not in the page, so that it has "
    "none. Correct the id.",
}

_SCALE: Final = re.compile(r"maximum-scale\s*=\s*([0-9.]+)")
_VIEWPORT: Final = '<meta name="viewport" content="width=device-width, initial-scale=1">'
_SPAN: Final = 1000
_ITEMS: Final = {"ul": {"li"}, "ol": {"li"}, "menu": {"li"}, "dl": {"dt", "dd", "div"}}
"""What may stand directly in a list, beside what may stand anywhere."""
_ANYWHERE: Final = frozenset({"script", "template"})
_LISTS: Final = {"li": {"ul", "ol", "menu"}, "dt": {"dl", "div"}, "dd": {"dl", "div"}}
_REFERRING: Final = (
    *("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns"),
    *("aria-details", "aria-errormessage", "aria-flowto"),
)


@rule(
    {
        "HTML-LANGUAGE": error('Write <html lang="en-GB">', "WCAG 3.1.1"),
        "HTML-TITLE": error("Write one in its head", "WCAG 2.4.2"),
        "HTML-VIEWPORT": warning(f"Write {_VIEWPORT}", "WCAG 1.4.10"),
        "HTML-ZOOM": error("Take that out of its viewport", "WCAG 1.4.4"),
        "HTML-MAIN": warning("Put the content into one <main>", "WCAG 1.3.1", "WCAG 2.4.1"),
        "HTML-SKIP-LINK": warning("Write one that does", "WCAG 2.4.1"),
        "HTML-DEEP": warning("Make it shorter, or less deep"),
    }
)
def page_as_a_whole(page: Page) -> Iterator[Breach]:
    """Yield what the page as a whole lacks: its language, title, zoom, main part, the way past what repeats."""
    if not is_language(page.root.get("lang", "")):
        message = "The page does not say in which language it is written"
        yield Breach("HTML-LANGUAGE", message, line=line_of(page.root))
    title = next(page.of_kind("title"), None)
    words = solid("" if title is None else title.text or "")
    if not words or poor_title(words):
        message = f"The title {cut(words)} does not say what the page is" if words else "The page has no title"
        yield Breach("HTML-TITLE", message, line=line_of(title))
    viewport = next((meta for meta in page.of_kind("meta") if meta.get("name", "").lower() == "viewport"), None)
    content = "" if viewport is None else viewport.get("content", "").replace(" ", "").lower()
    if "width=device-width" not in content:
        message = "The page does not fit itself to small screens"
        yield Breach("HTML-VIEWPORT", message, line=line_of(viewport))
    most = _SCALE.search(content)
    fixed = "user-scalable=no" in content or "user-scalable=0" in content
    if fixed or (most and float("0" + most[1].split(".")[0]) < 2):
        yield Breach("HTML-ZOOM", "The page keeps people from making it larger", line=line_of(viewport))
    mains = [own for own in page.heard() if own.tag == "main" or own.get("role") == "main"]
    if len(mains) != 1:
        message = f"The page has {len(mains)} main elements" if mains else "The page has no main element"
        yield Breach("HTML-MAIN", message, line=line_of(mains[1]) if mains else None)
    link = next((own for own in page.heard("a") if own.get("href")), None)
    target = "" if link is None else link.get("href", "")
    if not (target.startswith("#") and target[1:] in page.by_id):
        message = "The first link of the page does not lead to its content"
        yield Breach("HTML-SKIP-LINK", message, line=line_of(link))
    if page.cut_off:
        yield Breach("HTML-DEEP", f"Not all of the page was looked at: it has {page.cut_off}")


@rule(
    {
        "HTML-HEADINGS-NONE": error("Use h1 to h6", "WCAG 1.3.1", "WCAG 2.4.6"),
        "HTML-HEADING-FIRST": error("Begin with h1", "WCAG 1.3.1"),
        "HTML-HEADING-SKIPPED": error("", "WCAG 1.3.1"),
        "HTML-HEADING-EMPTY": error("Remove it", "WCAG 1.3.1", "WCAG 2.4.6"),
    }
)
def headings(page: Page) -> Iterator[Breach]:
    """Yield what is wrong with the headings."""
    found = [(level, heading) for heading in page.heard() if (level := _level(heading))]
    if not found:
        yield Breach("HTML-HEADINGS-NONE", "The page has no headings")
    for _, heading in found:
        if not page.name(heading):
            yield Breach("HTML-HEADING-EMPTY", "The heading has no words", *page.place(heading))
    yield from heading_order("HTML", ((level, *page.place(heading)) for level, heading in found))


def _level(element: HtmlElement) -> int:
    """Return the level of a heading, 0 for what is none."""
    tag, role = str(element.tag), element.get("role", "")
    if role == "heading":
        level = element.get("aria-level", "2")
        return int(level) if re.fullmatch("[1-9]", level) else 2
    return int(tag[1]) if re.fullmatch("h[1-6]", tag) and not role else 0


@rule(
    {
        "HTML-TABLE-HEADERS": error("Write th in its first row and column", "WCAG 1.3.1"),
        "HTML-TABLE-SCOPE": warning('Write scope="col" or scope="row"', "WCAG 1.3.1"),
        "HTML-TABLE-HEADING-EMPTY": error("Write what stands below or beside it", "WCAG 1.3.1"),
        "HTML-TABLE-LINKS": error("Correct the id", "WCAG 1.3.1"),
        "HTML-TABLE-CAPTION": warning("Write a caption", "WCAG 1.3.1"),
        "HTML-TABLE-ROWS": warning("Give every row the same cells", "WCAG 1.3.1"),
    }
)
def tables(page: Page) -> Iterator[Breach]:
    """Yield what is wrong with the tables, one after another."""
    rows_of: dict[HtmlElement, list[HtmlElement]] = {
        table: [] for table in page.heard("table") if table.get("role") not in {"presentation", "none"}
    }
    for row in page.of_kind("tr"):
        table = next((above for above in row.iterancestors("table")), None)
        if table in rows_of:
            rows_of[table].append(row)
    for number, (table, rows) in enumerate(rows_of.items(), 1):
        yield from _table(page, table, rows, number)


def _table(page: Page, table: HtmlElement, rows: list[HtmlElement], number: int) -> Iterator[Breach]:
    caption = table.find("caption")
    words = "" if caption is None else page.words(caption)
    named = words or table.get("aria-label") or page.name_by_reference(table) or table.get("title")
    where, line = f"table {number}{f' “{named[:60]}”' if named else ''}", line_of(table)
    cells = [cell for row in rows for cell in row if cell.tag in {"th", "td"}]
    headings = [cell for cell in cells if cell.tag == "th" or cell.get("role") in {"columnheader", "rowheader"}]
    if not headings:
        yield Breach("HTML-TABLE-HEADERS", "The table has no heading cells", where, line)
    if not named:
        yield Breach("HTML-TABLE-CAPTION", "The table has no caption or name", where, line)
    if len(set(_widths(rows))) > 1:
        message = "The rows of the table do not have the same number of cells"
        yield Breach("HTML-TABLE-ROWS", message, where, line)
    silent = [cell for cell in headings if cell.tag == "th" and not cell.get("scope")]
    if silent and not any(cell.get("headers") for cell in cells):
        message = f"{len(silent)} of {len(headings)} heading cells do not say what they head"
        yield Breach("HTML-TABLE-SCOPE", message, where, line_of(silent[0]))
    for cell in headings:
        if not page.name(cell):
            yield Breach("HTML-TABLE-HEADING-EMPTY", "A heading cell has no words", where, line_of(cell))
    for cell in cells:
        missing = next((goal for goal in cell.get("headers", "").split() if goal not in page.by_id), "")
        if missing:
            message = f"A cell names a heading “{missing}” that does not exist"
            yield Breach("HTML-TABLE-LINKS", message, where, line_of(cell))


def _widths(rows: list[HtmlElement]) -> Iterator[int]:
    """Yield how many columns each row fills, with what reaches down from rows above."""
    reaching: list[tuple[int, int]] = []
    for row in rows:
        width = sum(across for across, _ in reaching)
        reaching = [(across, down - 1) for across, down in reaching if down > 1]
        for cell in row:
            if cell.tag in {"th", "td"}:
                across, down = _span(cell, "colspan"), _span(cell, "rowspan")
                width += across
                if down > 1:
                    reaching.append((across, down - 1))
        yield width


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name, "1").strip()
    return max(1, min(int(value), _SPAN)) if value.isascii() and value.isdigit() and len(value) < 6 else 1


@rule({"HTML-LIST": error("Put it into an item", "WCAG 1.3.1")})
def lists(page: Page) -> Iterator[Breach]:
    """Yield what stands in a list and is no item, and items outside a list, in order."""
    for own in page.heard():
        tag, parent = str(own.tag), own.getparent()
        if tag in _ITEMS and own.get("role") in {None, "list"}:
            may = _ITEMS[tag] | _ANYWHERE
            wrong = next((child for child in own if isinstance(child.tag, str) and child.tag not in may), None)
            if wrong is not None:
                message = f"A {wrong.tag!s} element stands directly in the {tag}"
                yield Breach("HTML-LIST", message, page.place(own)[0], line_of(wrong))
            elif (own.text or "").strip() or any((child.tail or "").strip() for child in own):
                remedy = "Put them into an item"
                yield Breach("HTML-LIST", f"Words stand directly in the {tag}", *page.place(own), remedy)
        elif tag in _LISTS and (parent is None or parent.tag not in _LISTS[tag]):
            message, remedy = f"The {tag} element stands outside a list", "Put it into one"
            yield Breach("HTML-LIST", message, *page.place(own), remedy)


@rule(
    {
        "HTML-ID-TWICE": error("Give each element an id of its own", "WCAG 1.3.1", "WCAG 4.1.2"),
        "HTML-REFERENCE": error("Correct the id", "WCAG 1.3.1", "WCAG 4.1.2"),
    }
)
def references(page: Page) -> Iterator[Breach]:
    """Yield ids that stand twice and references that lead nowhere, in order."""
    for own in page.elements:
        name = own.get("id")
        if name and page.by_id[name] is not own:
            message = f"The id “{name[:60]}” stands in line {line_of(page.by_id[name])} already"
            yield Breach("HTML-ID-TWICE", message, *page.place(own))
        goals = [(f"{name} refers to", goal) for name in _REFERRING for goal in own.get(name, "").split()]
        if own.tag == "label" and own.get("for"):
            goals.append(("The label is for", own.get("for", "")))
        for refers, goal in goals:
            if goal not in page.by_id:
                message = f"{refers} “{goal[:60]}”, which is not in the page"
                yield Breach("HTML-REFERENCE", message, *page.place(own))
