"""The structure tree of a PDF: what a screen reader is told.

In: the root of the tree as it stands in the file. Out: `Tag`s with plain values, each once however often the file leads
back to it, and the marks on the pages that belong to each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cabinetpaper import limits
from cabinetpaper.conformance.budget import Budget
from cabinetpaper.conformance.pdf import objects
from cabinetpaper.conformance.pdf.objects import Key

STANDARD: Final = frozenset(
    {
        *("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct"),
        *("Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH"),
        *("TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot"),
        *("Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form"),
    }
)
"""The structure types of ISO 32000-1, 14.8.4."""

_ATTRIBUTES: Final = ("Scope", "ListNumbering", "Summary")
_FEW: Final = 50


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked piece of a page, or of a drawing that pages share (then `drawing` is its key)."""

    page: int
    number: int
    drawing: Key | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A link, field or other annotation that a tag holds."""

    annotation: Key


@dataclass(slots=True, eq=False)
class Tag:
    """An element of the tree: `kind` is its standard type after the role map, `own` what the file calls it, `key` its
    place in the file.
    """

    kind: str
    own: str
    key: Key
    parent: Tag | None
    alternative: str = ""
    actual: str = ""
    title: str = ""
    identifier: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    spans: tuple[int, int] = (1, 1)
    headers: tuple[str, ...] | None = None
    kids: list[Tag | Mark | Held] = field(default_factory=list)

    def tags(self) -> list[Tag]:
        """Return the kids that are tags."""
        return [kid for kid in self.kids if isinstance(kid, Tag)]

    def above(self) -> Iterator[Tag]:
        """Yield the tag that holds this one, the one that holds that, and so on."""
        one = self.parent
        while one is not None:
            yield one
            one = one.parent


@dataclass(frozen=True)
class Tree:
    """The whole tree. `owners` says which tag each mark belongs to, `shared` which marks belong to two; `again` counts
    the tags that the file leads to twice, `circles` are the types whose role map leads back to themselves; `parents` is
    the parent tree: for each of its numbers the keys of tags.
    """

    roots: tuple[Tag, ...]
    owners: Mapping[Mark, Tag]
    shared: tuple[Mark, ...]
    again: int
    circles: tuple[str, ...]
    remapped: tuple[str, ...]
    parents: Mapping[int, tuple[Key | None, ...]]
    whole: bool


def read_tree(root: Any, pages: Mapping[Key, int], budget: Budget) -> Tree:
    """Return the tree; `pages` gives each page's place, from 0, by its key."""
    return _Reader(root, pages, budget).tree(root)


class _Reader:
    """Goes through the tree without recursion, and through no element twice."""

    def __init__(self, root: Any, pages: Mapping[Key, int], budget: Budget) -> None:
        self.pages, self.budget = pages, budget
        self.kinds: dict[str, str] = {}
        self.roles = {
            name.lstrip("/"): objects.name(value) for name, value in objects.entries(objects.entry(root, "/RoleMap"))
        }
        self.seen: set[Key] = set()
        self.count = 0
        self.again = 0
        self.circles: dict[str, None] = {}
        self.owners: dict[Mark, Tag] = {}
        self.shared: dict[Mark, None] = {}

    def tree(self, root: Any) -> Tree:
        top = Tag("", "", (0, 0), None)  # stands above the tree while it is read
        waiting: list[tuple[Tag, Any, int | None, int]] = [(top, root, None, 0)]
        cut = False
        while waiting and self.count < limits.CHECKED_TAGS:
            tag, source, page, depth = waiting.pop()
            if depth > limits.CHECKED_DEPTH:
                cut = True
                continue
            for kid in objects.listed(objects.entry(source, "/K"), limits.CHECKED_TAGS - self.count):
                below = self._kid(tag, kid, page)
                if below is not None:
                    waiting.append((*below, depth + 1))
        roots = tuple(top.tags())
        for one in roots:
            one.parent = None
        remapped = tuple(name for name in self.roles if name in STANDARD and self.roles[name] != name)
        whole = self.count < limits.CHECKED_TAGS and not cut
        return Tree(
            roots, self.owners, tuple(self.shared), self.again, tuple(self.circles), remapped, _parents(root), whole
        )

    def _kid(self, tag: Tag, kid: Any, page: int | None) -> tuple[Tag, Any, int | None] | None:
        """Add a kid to its tag; return what is to be read on, if it is a tag itself."""
        self.count += 1
        number = objects.number(kid)
        if number is not None:
            self._mark(tag, page, number, None)
            return None
        own = self.pages.get(objects.key(objects.entry(kid, "/Pg")), page)
        match objects.name(objects.entry(kid, "/Type")):
            case "MCR":
                number = objects.number(objects.entry(kid, "/MCID"))
                stream = objects.entry(kid, "/Stm")
                if number is not None:
                    self._mark(tag, own, number, None if stream is None else objects.key(stream))
            case "OBJR":
                tag.kids.append(Held(objects.key(objects.entry(kid, "/Obj"))))
            case _:
                return self._tag(tag, kid, own)
        return None

    def _tag(self, parent: Tag, source: Any, page: int | None) -> tuple[Tag, Any, int | None] | None:
        place = objects.key(source)
        if objects.entry(source, "/S") is None:
            return None
        if place in self.seen:
            self.again += 1
            return None
        if place != (0, 0):
            self.seen.add(place)
        own = self.budget.words(objects.name(objects.entry(source, "/S")))
        tag = Tag(self._standard(own), own, place, parent)
        _describe(tag, source, self.budget)
        parent.kids.append(tag)
        return tag, source, page

    def _mark(self, tag: Tag, page: int | None, number: int, drawing: Key | None) -> None:
        if tag.parent is None:  # a mark that hangs on no tag belongs to none
            return
        mark = Mark(-1 if page is None else page, number, drawing)
        tag.kids.append(mark)
        if mark in self.owners:
            self.shared[mark] = None
        self.owners.setdefault(mark, tag)

    def _standard(self, own: str) -> str:
        """Return the standard type that a type is mapped to, or the type itself where it is mapped to none. A standard
        type that is mapped, which the standard forbids, is taken for what the file says it is.
        """
        kind, chain = own, {own: None}
        while kind in self.roles and self.roles[kind] not in chain and kind not in self.kinds:
            kind = self.roles[kind]
            chain[kind] = None
        kind = self.kinds.get(kind, kind)
        self.kinds.update(dict.fromkeys(chain, kind))
        if kind in STANDARD:
            return kind
        if kind in self.roles and own not in STANDARD:
            self.circles[own] = None
        return own


def _describe(tag: Tag, source: Any, budget: Budget) -> None:
    """Give a tag the words and attributes that the file gives it."""
    tag.alternative = budget.words(objects.text(objects.entry(source, "/Alt")))
    tag.actual = budget.words(objects.text(objects.entry(source, "/ActualText")))
    tag.title = budget.words(objects.text(objects.entry(source, "/T")))
    tag.identifier = budget.words(objects.text(objects.entry(source, "/ID")))
    attributes: dict[str, str] = {}
    spans = {"/RowSpan": 1, "/ColSpan": 1}
    for owner in objects.listed(objects.entry(source, "/A"), _FEW):
        for name in _ATTRIBUTES:
            value = objects.entry(owner, f"/{name}")
            if value is not None:
                attributes[name] = budget.words(objects.name(value) or objects.text(value))
        for name in spans:
            spans[name] = max(spans[name], objects.number(objects.entry(owner, name)) or 1)
        headers = objects.entry(owner, "/Headers")
        if headers is not None:
            tag.headers = tuple(budget.words(objects.text(one)) for one in objects.listed(headers, _FEW))
    tag.attributes = attributes
    tag.spans = spans["/RowSpan"], spans["/ColSpan"]


def _parents(root: Any) -> dict[int, tuple[Key | None, ...]]:
    """Return the parent tree: for a page the tag of each mark, for an annotation the one tag that holds it."""
    found: dict[int, tuple[Key | None, ...]] = {}
    left = 2 * limits.CHECKED_TAGS
    for place, value in objects.tree_entries(objects.entry(root, "/ParentTree"), "/Nums"):
        number = objects.number(place)
        if number is not None and number not in found:
            found[number] = tuple(None if one is None else objects.key(one) for one in objects.listed(value, left))
            left -= len(found[number]) + 1
    return found
