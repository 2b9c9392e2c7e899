"""Read the structure tree that WeasyPrint has made, and write it back.

In: the finished document of the PDF library, before it is written. Out: `Element`s that can be moved about freely, then
the same document with the tree, the parent tree and the marks on the pages agreeing with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

CONTAINERS: Final = frozenset({"Part", "Sect", "Art", "Div", "NonStruct", "Span"})
"""Elements without meaning of their own here: their contents stand in their place."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked piece of a page: its text or picture."""

    page: int
    number: int


@dataclass(slots=True, eq=False)
class Annotation:
    """The place of a link on a page."""

    page: int
    link: Any
    reference: bytes


@dataclass(slots=True, eq=False)
class Element:
    """An element of the tree. `starts` counts the marks of a beginning: none in a piece that goes on from the page
    before, one at the start of a paragraph or an item, two at the first item of a list.
    """

    kind: str
    page: int
    source: Any
    kids: list[Element | Mark | Annotation] = field(default_factory=list)
    starts: int = 0

    def elements(self) -> list[Element]:
        """Return the kids that are elements."""
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def marks(self) -> Iterator[Mark]:
        """Yield every mark below, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Mark):
                yield kid
            elif isinstance(kid, Element):
                yield from kid.marks()

    def first(self, kind: str) -> Element | None:
        """Return the first kid of a kind."""
        return next((kid for kid in self.elements() if kid.kind == kind), None)


Kid = Element | Mark | Annotation


@dataclass(slots=True)
class Tree:
    """The tree with what ties it to the pages."""

    document: Element
    pdf: Any
    pages: list[Any]
    used: list[Any]
    root: Any
    references: list[bytes]


def read_tree(pdf: Any) -> Tree:
    """Return the structure tree of a document that is about to be written."""
    root = pdf.objects[_number(pdf.catalog["StructTreeRoot"])]
    places = {reference: place for place, reference in enumerate(pdf.page_references)}
    used: list[Any] = []
    document = _element(pdf, pdf.objects[_number(root["K"][0])], 0, places, used)
    pages = [pdf.objects[_number(reference)] for reference in pdf.page_references]
    return Tree(document, pdf, pages, used, root, list(pdf.page_references))


def made(tree: Tree, kind: str, page: int) -> Element:
    """Return a new element, which belongs to the document and has no place in the tree yet."""
    import pydyf

    source = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{kind}"})
    tree.pdf.add_object(source)
    return Element(kind, page, source)


def _number(reference: bytes) -> int:
    return int(reference.split(b" ", 1)[0])


def _element(pdf: Any, source: Any, page: int, places: dict[bytes, int], used: list[Any]) -> Element:
    used.append(source)
    page = places.get(source.get("Pg"), page)
    element = Element(source["S"].lstrip("/"), page, source)
    for kid in source["K"]:
        if isinstance(kid, int):
            element.kids.append(Mark(page, kid))
            continue
        below = pdf.objects[_number(kid)]
        if below.get("Type") == "/OBJR":
            element.kids.append(Annotation(places[below["Pg"]], pdf.objects[_number(below["Obj"])], below["Obj"]))
            used.append(below)
        else:
            element.kids.append(_element(pdf, below, page, places, used))
    return element


def write_tree(tree: Tree) -> None:
    """Write the elements back; marks that no element holds become artifacts, as running headers are."""
    import pydyf

    kept = {id(element.source) for element in tree.document.walk()}
    for source in tree.used:
        if id(source) not in kept:
            source.clear()
    owners: list[dict[int, bytes]] = [{} for _ in tree.pages]
    links: list[bytes] = []
    nums = pydyf.Array()
    tree.document.source["P"] = tree.root.reference
    _write(tree, tree.document, owners, links)
    for place, owner in enumerate(owners):
        marks = 1 + max(owner, default=-1)
        nums.extend([place, pydyf.Array([owner.get(mark, "null") for mark in range(marks)])])
    for offset, reference in enumerate(links):
        nums.extend([len(tree.pages) + offset, reference])
    tree.pdf.objects[_number(tree.root["ParentTree"])]["Nums"] = nums
    tree.root["ParentTreeNextKey"] = len(tree.pages) + len(links)
    for page, owner in zip(tree.pages, owners, strict=True):
        _set_aside(tree.pdf.objects[_number(page["Contents"])].stream, owner)


def _write(tree: Tree, element: Element, owners: list[dict[int, bytes]], links: list[bytes]) -> None:
    import pydyf

    source = element.source
    own: bytes = source.reference
    page_of = tree.references
    source["S"] = f"/{element.kind}"
    kids = pydyf.Array()
    for kid in element.kids:
        if isinstance(kid, Mark):
            owners[kid.page][kid.number] = own
            here = kid.page == element.page
            kids.append(
                kid.number if here else pydyf.Dictionary({"Type": "/MCR", "Pg": page_of[kid.page], "MCID": kid.number})
            )
        elif isinstance(kid, Annotation):
            kid.link["StructParent"] = len(tree.pages) + len(links)
            links.append(own)
            kids.append(pydyf.Dictionary({"Type": "/OBJR", "Pg": page_of[kid.page], "Obj": kid.reference}))
        else:
            kid.source["P"] = own
            _write(tree, kid, owners, links)
            kids.append(kid.source.reference)
    if any(isinstance(kid, Mark) for kid in element.kids):
        source["Pg"] = page_of[element.page]
    else:
        source.pop("Pg", None)
    source["K"] = kids


def _set_aside(stream: list[Any], owner: dict[int, bytes]) -> None:
    """Turn the marks of a page that no element owns into pagination artifacts: tag, properties and operator stand one
    after another.
    """
    import pydyf

    for place, item in enumerate(stream):
        if isinstance(item, pydyf.Dictionary) and "MCID" in item and item["MCID"] not in owner:
            stream[place - 1] = "/Artifact"
            stream[place] = pydyf.Dictionary({"Type": "/Pagination"})
