"""Mend the tags of the PDF, so that it reads well aloud.

In: the PDF library's document with WeasyPrint's tree, and the words for the tags. Out: the same document, where each
paragraph, list, row and table is one element however many pages it covers, running words are artifacts, every heading
cell has its scope, nested lists stand inside their item, notes behind the block of their mark, numbers are labels and
links say where they lead.

Pieces of one block are told from two blocks by the marks at a block's start: see `Canvas.start`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from cabinetpaper.writers.pdf.footnotes import place_notes, taken_notes
from cabinetpaper.writers.pdf.job import TagWords
from cabinetpaper.writers.pdf.tree import CONTAINERS, Annotation, Element, Kid, read_tree, write_tree


def mend(pdf: Any, words: TagWords) -> None:
    """Mend the tags of a document that is about to be written, in place."""
    tree = read_tree(pdf)
    document = tree.document
    notes = taken_notes(document) if words.notes else []
    for piece in notes:
        piece.kids = _flat(piece)
    document.kids = _joined([kid for kid in _flat(document) if isinstance(kid, Element)], _take_rest)
    place_notes(tree, notes, words.notes, _address)
    for element in list(document.walk()):
        if element.kind == "L":
            element.kids = _joined(element.kids, _take_list)
        elif element.kind == "Table":
            _scope(element)
        elif element.kind in {"P", "LBody", "TD", "TH"}:
            element.kids = _joined(element.kids, _take_link)
    _describe(document, words)
    write_tree(tree)


def _flat(element: Element) -> list[Kid]:
    """Return the kids with containers replaced by their contents, and `starts` counted from the empty elements at a
    block's start.
    """
    flat: list[Kid] = []
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


def _kept(parent: Element, kid: Element, *, label: bool) -> list[Kid]:
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


def _joined(kids: list[Kid], takes: Callable[[Element, Element], bool]) -> list[Kid]:
    """Return the kids without each element that the one before it takes in."""
    joined: list[Kid] = []
    for kid in kids:
        before = joined[-1] if joined else None
        if not (isinstance(before, Element) and isinstance(kid, Element) and takes(before, kid)):
            joined.append(kid)
    return joined


def _take_rest(last: Element, following: Element) -> bool:
    """Take in the rest of a block on the next page."""
    if _continues(last, following):
        _join(last, following)
        return True
    return False


def _take_list(item: Element, nested: Element) -> bool:
    """Take into an item's body the list that stands beside it."""
    body = item.first("LBody")
    if nested.kind != "L" or body is None:
        return False
    body.kids = _joined([*body.kids, nested], _take_rest)
    return True


def _take_link(link: Element, following: Element) -> bool:
    """Take in the piece of a link that it has on the next line."""
    if link.kind == following.kind == "Link" and _address(link) == _address(following):
        link.kids += following.kids
        return True
    return False


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


def _address(link: Element) -> str:
    annotation = next((kid.link for kid in link.kids if isinstance(kid, Annotation)), None)
    if annotation is None:
        return ""
    target = annotation["Dest"] if "Dest" in annotation else annotation["A"]["URI"]
    text: str = target.string
    return text


def _describe(document: Element, words: TagWords) -> None:
    """Write the words for the tags: how each list counts, section headings as written since capitals are only their
    look, what each table holds. A page template with headings or lists of its own has more than
    the paper, and then nobody can tell whose are whose.
    """
    import pydyf

    kinds = ("L", "H2", "Table")
    of_kind = {kind: [element for element in document.walk() if element.kind == kind] for kind in kinds}
    if len(of_kind["L"]) <= len(words.lists):
        for element, counting in zip(of_kind["L"], words.lists, strict=False):
            labelled = any(item.first("Lbl") for item in element.elements())
            numbering = f"/{counting}" if labelled else "/None"
            element.source["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": numbering})
    if len(of_kind["H2"]) <= len(words.headings):
        for element, text in zip(of_kind["H2"], words.headings, strict=False):
            element.source["ActualText"] = pydyf.String(text)
    for element, text in zip(of_kind["Table"], words.tables, strict=False):
        if text:
            element.source["A"] = pydyf.Dictionary({"O": "/Table", "Summary": pydyf.String(text)})
    _describe_links(document, dict(words.links))


def _describe_links(document: Element, links: dict[str, str]) -> None:
    """Give each link a description: its words, or the number of the paragraph that it leads to."""
    import pydyf

    for element in document.walk():
        for kid in element.kids:
            if isinstance(kid, Annotation) and (text := links.get(_address(element), "")):
                kid.link["Contents"] = pydyf.String(f"Paragraph {text}" if text.isdigit() else text)
