"""Mend the tags of the PDF, so that it reads well aloud.

In: the PDF library's document with WeasyPrint's tree, and what the page says of itself (`Said`). Out: the same
document, where each paragraph, list, row and table is one element however many pages it covers, running words are
artifacts, every heading cell has its scope, nested lists stand inside their item, notes behind the block of their mark,
numbers are labels and links say where they lead.

Pieces of one block are told from two blocks by the marks at a block's start: see `Canvas.start`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Any, Final

from cabinetpaper.writers.pdf.footnotes import place_notes, taken_notes
from cabinetpaper.writers.pdf.tree import CONTAINERS, Annotation, Element, Mark, read_tree, write_tree

_TAG: Final = re.compile(r"<[^>]+>")
_LIST: Final = re.compile(r"<(/?)(ul|ol)\b([^>]*)>")
_HEADING: Final = re.compile(r"<h2\b[^>]*>(.*?)</h2>", re.DOTALL)
_LINK: Final = re.compile(r'<a href="([^"]*)"(?:[^>]*? aria-label="([^"]*)")?[^>]*>(.*?)</a>', re.DOTALL)
_NOTE: Final = re.compile(r'<span class="footnote" id="([^"]*)">')


@dataclass(frozen=True, slots=True)
class Said:
    """What the page says that its drawing does not: how each list counts, the section headings without capitals, each
    table's description, for each address what the link to it says, and the ids of the notes.
    """

    lists: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


def said_by(page: str, tables: tuple[str, ...] = ()) -> Said:
    """Return what a printed page says of itself; `tables` are the descriptions in order, empty where there is none."""
    links = {
        unescape(address).removeprefix("#"): unescape(label) or _plain(text)
        for address, label, text in _LINK.findall(page)
    }
    headings = tuple(_plain(text) for text in _HEADING.findall(page))
    return Said(
        tuple(_countings(page)), headings, tables, tuple(links.items()), tuple(map(unescape, _NOTE.findall(page)))
    )


def mend(pdf: Any, said: Said) -> None:
    """Mend the tags of a document that is about to be written, in place."""
    tree = read_tree(pdf)
    document = tree.document
    notes = taken_notes(document) if said.notes else []
    for piece in notes:
        piece.kids = _flat(piece)
    document.kids = [kid for kid in _flat(document) if isinstance(kid, Element)]
    _join_pages(document)
    place_notes(tree, notes, said.notes, _address)
    for element in list(document.walk()):
        _mend_element(element)
    _number_lists(document, said.lists)
    _say_headings(document, said.headings)
    _describe_tables(document, said.tables)
    _say_links(document, dict(said.links))
    write_tree(tree)


def _plain(markup: str) -> str:
    return " ".join(unescape(_TAG.sub("", markup)).split())


def _countings(page: str) -> list[str]:
    """Return for each list of the page, in order, how it counts."""
    found: list[str] = []
    open_lists: list[str] = []
    for closing, tag, attributes in _LIST.findall(page):
        if closing:
            open_lists.pop()
            continue
        deeper = bool(open_lists) or "deeper" in attributes
        found.append("Disc" if tag == "ul" else "LowerAlpha" if deeper else "Decimal")
        open_lists.append(tag)
    return found


def _flat(element: Element) -> list[Element | Mark | Annotation]:
    """Return the kids with containers replaced by their contents, and `starts` counted from the empty elements at a
    block's start.
    """
    flat: list[Element | Mark | Annotation] = []
    for place, kid in enumerate(element.kids):
        if not isinstance(kid, Element):
            flat.append(kid)
        elif kid.kind == "NonStruct" and not kid.kids:
            element.starts += place == element.starts
        else:
            label = _is_number(element, kid, place)
            kid.kids = _flat(kid)
            flat += _kept(element, kid, label=label)
    return flat


def _kept(parent: Element, kid: Element, *, label: bool) -> list[Element | Mark | Annotation]:
    """Return what stays of a kid: itself, its contents where it has no meaning of its own, or nothing of a picture
    without words.
    """
    if label:
        kid.kind = "Lbl" if parent.kind == "P" else "Span"
        return [kid]
    if kid.kind == "Figure" and "Alt" not in kid.source:
        return []
    if kid.kind == "NonStruct" and kid.first("Caption"):
        kid.kind = "Div"
        return [kid]
    if kid.kind == "LI" and not kid.kids:
        return []  # the rest of an item whose words ended on the page before, and whose inner list goes on
    if kid.kind not in CONTAINERS:
        return [kid]
    if parent.kind == "LBody":
        parent.starts += kid.starts
    return kid.kids


def _is_number(parent: Element, kid: Element, place: int) -> bool:
    """Return whether a kid is the number that hangs before a paragraph or a heading: a span of the page, which holds
    elements, at its start.
    """
    first = (
        place == parent.starts == 1
        if parent.kind == "P"
        else place == 0 and re.fullmatch("H[1-6]", parent.kind) is not None
    )
    return first and kid.kind == "Span" and bool(kid.elements())


def _join_pages(document: Element) -> None:
    """Join each block with the rest of it on the next page."""
    joined: list[Element | Mark | Annotation] = []
    for kid in document.kids:
        last = joined[-1] if joined else None
        if isinstance(last, Element) and isinstance(kid, Element) and _continues(last, kid):
            _join(last, kid)
        else:
            joined.append(kid)
    document.kids = joined


def _continues(last: Element, following: Element) -> bool:
    """Return whether an element is the rest of the one before it."""
    if last.kind != following.kind or _first_page(following) != _last_page(last) + 1:
        return False
    match last.kind:
        case "P":
            return last.starts > 0 and not following.starts
        case "Table":
            rest = _starts_of_row(_first_row(following)) < 2 or (
                _first_row(last) is None and _columns(last) in {0, _columns(following)}
            )
            return following.first("Caption") is None and rest
        case "TR":
            return not _starts_of_row(following)
        case "L":
            return _starts_of_list(following) < 2
        case "LI":
            return not _starts_of(following)
        case "LBody":
            return not following.starts
        case "BlockQuote":
            paragraph = following.first("P")
            return paragraph is not None and not paragraph.starts
    return False


def _starts_of(item: Element) -> int:
    body = item.first("LBody")
    return body.starts if body else 0


def _starts_of_list(element: Element) -> int:
    """Return the marks of a beginning in a list's first item; none where it begins with a list, which belongs to an
    item on the page before.
    """
    first = next(iter(element.elements()), None)
    return _starts_of(first) if first is not None and first.kind == "LI" else 0


def _join(last: Element, following: Element) -> None:
    """Put the contents of `following` at the end of `last`, joining where they meet; repeated heading rows drop out of
    the tree.
    """
    if last.kind == "TR":
        for cell, rest in zip(last.elements(), following.elements(), strict=False):
            _join(cell, rest)
        return
    head = following.first("THead") if last.kind == "Table" else None
    if head is not None and last.first("THead") is None:
        last.kids.insert(sum(isinstance(kid, Element) and kid.kind == "Caption" for kid in last.kids), head)
    fresh = [
        kid
        for kid in following.kids
        if not (last.kind == "Table" and isinstance(kid, Element) and kid.kind in {"THead", "Caption"})
    ]
    if fresh and last.kids:
        end, start = last.kids[-1], fresh[0]
        if (
            isinstance(end, Element)
            and isinstance(start, Element)
            and (end.kind == start.kind == "TBody" or _continues(end, start))
        ):
            _join(end, start)
            fresh = fresh[1:]
    last.kids += fresh


def _first_page(element: Element) -> int:
    return next((mark.page for mark in element.marks()), element.page)


def _last_page(element: Element) -> int:
    return max((mark.page for mark in element.marks()), default=element.page)


def _first_row(table: Element) -> Element | None:
    body = table.first("TBody")
    return body.first("TR") if body else None


def _columns(table: Element) -> int:
    """Return how many heading cells a piece of a table has: where its first row had no room beside its notes, they or
    the caption stand alone.
    """
    head = table.first("THead")
    row = head.first("TR") if head else None
    return len(row.elements()) if row else 0


def _starts_of_row(row: Element | None) -> int:
    """Return the marks of a beginning in a row's heading: before its words, or before those of its first paragraph or
    item.
    """
    place = row.first("TH") if row else None
    while place is not None:
        if place.starts:
            return place.starts - {"P": 1, "LBody": 2}.get(place.kind, 0)
        place = next((kid for kid in place.elements() if kid.kind != "Lbl"), None)
    return 0


def _mend_element(element: Element) -> None:
    match element.kind:
        case "L":
            _nest_lists(element)
        case "Table":
            _scope(element)
        case "P" | "LBody" | "TD" | "TH":
            _join_links(element)


def _nest_lists(parent: Element) -> None:
    """Put each list that stands beside its item into the item's body."""
    kids: list[Element | Mark | Annotation] = []
    for kid in parent.kids:
        before = kids[-1] if kids else None
        if isinstance(kid, Element) and kid.kind == "L" and isinstance(before, Element):
            body = before.first("LBody")
            if body is not None:
                _add_list(body, kid)
                continue
        kids.append(kid)
    parent.kids = kids


def _add_list(body: Element, nested: Element) -> None:
    last = body.kids[-1] if body.kids else None
    if isinstance(last, Element) and _continues(last, nested):
        _join(last, nested)
    else:
        body.kids.append(nested)


def _scope(table: Element) -> None:
    """Give every heading cell its scope; with one heading row and one heading column that says all, so lists of headers
    go.
    """
    import pydyf

    for group in table.elements():
        scope = "/Column" if group.kind == "THead" else "/Row"
        for cell in (cell for row in group.elements() for cell in row.elements()):
            cell.source.pop("ID", None)
            if cell.kind == "TH":
                cell.source["A"] = pydyf.Dictionary({"O": "/Table", "Scope": scope})
            else:
                cell.source.pop("A", None)


def _join_links(parent: Element) -> None:
    """Make one link of the pieces that it has on several lines."""
    kids: list[Element | Mark | Annotation] = []
    for kid in parent.kids:
        before = kids[-1] if kids else None
        if (
            isinstance(kid, Element)
            and isinstance(before, Element)
            and kid.kind == before.kind == "Link"
            and _address(kid) == _address(before)
        ):
            before.kids += kid.kids
        else:
            kids.append(kid)
    parent.kids = kids


def _address(link: Element) -> str:
    annotation = next((kid.link for kid in link.kids if isinstance(kid, Annotation)), None)
    if annotation is None:
        return ""
    target = annotation["Dest"] if "Dest" in annotation else annotation["A"]["URI"]
    text: str = target.string
    return text


def _number_lists(document: Element, countings: tuple[str, ...]) -> None:
    import pydyf

    lists = [element for element in document.walk() if element.kind == "L"]
    for element, counting in zip(lists, countings, strict=len(lists) == len(countings)):
        labelled = any(item.first("Lbl") for item in element.elements())
        element.source["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{counting}" if labelled else "/None"})


def _say_headings(document: Element, headings: tuple[str, ...]) -> None:
    """Give each section heading its words as written, since capitals are only its look."""
    import pydyf

    drawn = [element for element in document.walk() if element.kind == "H2"]
    for element, text in zip(drawn, headings, strict=False):
        element.source["ActualText"] = pydyf.String(text)


def _describe_tables(document: Element, descriptions: tuple[str, ...]) -> None:
    import pydyf

    tables = [element for element in document.walk() if element.kind == "Table"]
    for element, text in zip(tables, descriptions, strict=False):
        if text:
            element.source["A"] = pydyf.Dictionary({"O": "/Table", "Summary": pydyf.String(text)})


def _say_links(document: Element, links: dict[str, str]) -> None:
    """Give each link a description: its words, or the number of the paragraph that it leads to."""
    import pydyf

    for element in document.walk():
        for kid in element.kids:
            if isinstance(kid, Annotation):
                words = links.get(_address(element), "")
                if words:
                    kid.link["Contents"] = pydyf.String(f"Paragraph {words}" if words.isdigit() else words)
