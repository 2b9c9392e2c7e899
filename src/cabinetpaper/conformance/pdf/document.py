"""A PDF as the rules see it: plain values, none of which leads back into the file.

In: nothing. Out: `Document`, with the look-ups that many rules share, above all the words and the place of a tag.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Final

from cabinetpaper.conformance.budget import Budget
from cabinetpaper.conformance.examined import Declared
from cabinetpaper.conformance.pdf.objects import Key
from cabinetpaper.conformance.pdf.painting import Painted
from cabinetpaper.conformance.pdf.tags import Held, Mark, Tag, Tree
from cabinetpaper.conformance.wording import cut, solid

_ENOUGH: Final = 100
_CALLED: Final = {
    "Table": "table",
    "Figure": "picture",
    "L": "list",
    "Link": "link",
    "P": "paragraph",
    "Note": "note",
    "Formula": "formula",
}


@dataclass(frozen=True, slots=True)
class Statement:
    """What the file says of itself as a whole. `title` is that of its metadata."""

    declared: Declared
    metadata: bool
    title: str
    title_shown: bool
    language: str
    marked: bool
    suspects: bool
    bars_readers: bool
    bookmarks: int
    scripts: tuple[str, ...]
    xfa: bool
    damage: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link, field or remark on a page. `parent` is its number in the parent tree, `address` and `goal` where a link
    leads outside and in the file, `name` a field's TU entry.
    """

    key: Key
    kind: str
    contents: str
    parent: int | None
    hidden: bool
    address: str = ""
    goal: str = ""
    name: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `parents` is its number in the parent tree; `painted` is None where its content could not be read, and
    `unread` says why.
    """

    annotations: tuple[Annotation, ...]
    in_order: bool
    parents: int | None
    painted: Painted | None
    unread: str = ""


@dataclass(frozen=True)
class Document:
    """A PDF under examination. `tree` is None where it is not tagged."""

    statement: Statement
    pages: tuple[Page, ...]
    tree: Tree | None
    budget: Budget = field(default_factory=Budget, compare=False)

    def everything(self, *tags: Tag) -> Iterator[Tag | Mark | Held]:
        """Yield some tags and every tag, mark and annotation below them, in reading order; each is counted."""
        waiting: list[Tag | Mark | Held] = [*reversed(tags)]
        while waiting:
            one = waiting.pop()
            self.budget.spend("CHECKED_STEPS")
            yield one
            if isinstance(one, Tag):
                waiting += reversed(one.kids)

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        """Return every tag in reading order."""
        return tuple(one for one in self.everything(*self.tree.roots) if isinstance(one, Tag)) if self.tree else ()

    @property
    def tagged_tree(self) -> Tree:
        """Return the tree of a tagged PDF; raise `ValueError` for one that has none."""
        if self.tree is None:
            raise ValueError("the PDF has no tags")
        return self.tree

    @property
    def painted(self) -> Iterator[tuple[str, Painted]]:
        """Yield what each page paints that was read, with its place in words."""
        return ((f"page {number}", page.painted) for number, page in enumerate(self.pages, 1) if page.painted)

    @cached_property
    def numbered(self) -> Mapping[Tag, int]:
        """Return the place of each tag among those of its kind, from 1."""
        count: dict[str, int] = {}
        found: dict[Tag, int] = {}
        for tag in self.tags:
            count[tag.kind] = count.get(tag.kind, 0) + 1
            found[tag] = count[tag.kind]
        return found

    @cached_property
    def by_key(self) -> Mapping[Key, Tag]:
        """Return the tags by their place in the file."""
        return {tag.key: tag for tag in self.tags if tag.key != (0, 0)}

    @cached_property
    def words_of_marks(self) -> Mapping[Mark, str]:
        """Return the words of every mark that was read."""
        return {mark: words for page in self.pages if page.painted for mark, words in page.painted.words.items()}

    def of_kind(self, *kinds: str) -> Iterator[Tag]:
        """Yield the tags of some kinds in reading order."""
        return (tag for tag in self.tags if tag.kind in kinds)

    def words(self, tag: Tag) -> str:
        """Return what is read of a tag: its words, or what stands in their place."""
        return solid(" ".join(self._said(tag)))

    def beginning(self, tag: Tag) -> str:
        """Return the first words of a tag, enough to know it by."""
        said = ""
        for words in self._said(tag):
            said += f" {words}"
            if len(said) > _ENOUGH:
                break
        return said

    def _said(self, tag: Tag) -> Iterator[str]:
        """Yield the words of a tag; below one that has words of its own for all that it holds nothing more is read."""
        waiting: list[Tag | Mark | Held] = [tag]
        while waiting:
            one = waiting.pop()
            self.budget.spend("CHECKED_STEPS")
            if isinstance(one, Mark):
                yield self.budget.words(self.words_of_marks.get(one, ""))
            elif isinstance(one, Tag):
                if own := one.actual or (one.alternative if one.kind != "Link" else ""):
                    yield self.budget.words(own)
                else:
                    waiting += reversed(one.kids)

    def empty(self, tag: Tag) -> bool:
        """Return whether nothing at all belongs to a tag: no words, no picture, no annotation."""
        return not any(
            isinstance(one, Held) or (isinstance(one, Mark) and one in self.painted_marks)
            for one in self.everything(tag)
        )

    @cached_property
    def painted_marks(self) -> frozenset[Mark]:
        """Return the marks that the pages have; a mark of a page that was not read counts as there."""
        there = set(self.words_of_marks)
        unread = {place for place, page in enumerate(self.pages) if page.painted is None}
        return frozenset(there | {mark for mark in (self.tree.owners if self.tree else ()) if mark.page in unread})

    def holder(self, annotation: Annotation) -> Tag | None:
        """Return the tag that holds an annotation, by the parent tree, or else by the tree itself."""
        row = self.tree.parents.get(annotation.parent, ()) if self.tree and annotation.parent is not None else ()
        return self.by_key.get(row[0]) if row and row[0] is not None else None

    def readable(self, tag: Tag) -> bool:
        """Return whether the words of a tag can be told: its pages were read, and every code on them stands for a
        character.
        """
        mine = [one for one in self.everything(tag) if isinstance(one, Mark)]
        return all(0 <= one.page < len(self.pages) for one in mine) and not any(one in self.mute for one in mine)

    @cached_property
    def mute(self) -> frozenset[Mark]:
        """Return the marks whose words cannot be told."""
        unread = {place for place, page in enumerate(self.pages) if page.painted is None}
        mute = {mark for page in self.pages if page.painted for mark in page.painted.mute}
        return frozenset(mute | {mark for mark in (self.tree.owners if self.tree else ()) if mark.page in unread})

    @cached_property
    def before(self) -> Mapping[Tag, Tag]:
        """Return for each tag the one that stands directly before it under the same tag."""
        return {one: other for tag in self.tags for other, one in pairwise(tag.tags())}

    def page_of(self, tag: Tag) -> int | None:
        """Return the page on which a tag begins, from 1."""
        return next((one.page + 1 for one in self.everything(tag) if isinstance(one, Mark) and one.page >= 0), None)

    def where(self, tag: Tag) -> str:
        """Return the place of a tag as somebody would look for it: page, kind, number among its kind, words."""
        page = self.page_of(tag)
        called = _CALLED.get(
            tag.kind,
            f"heading {self.numbered[tag]} of level {tag.kind[1]}" if tag.kind[1:].isdigit() else f"{tag.kind} tag",
        )
        number = "" if tag.kind[1:].isdigit() else f" {self.numbered[tag]}"
        caption = next((kid for kid in tag.tags() if kid.kind == "Caption"), None)
        words = self.beginning(caption or tag)
        return f"{f'page {page}, ' if page else ''}{called}{number}{f' {cut(words)}' if words.strip() else ''}"


def is_tagged(document: Document) -> bool:
    """Return whether a PDF has a structure tree, so that rules about tags can be tried."""
    return document.tree is not None
