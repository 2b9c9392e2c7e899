"""A web page as the rules see it.

In: the elements of a page that was read. Out: `Page`, with the look-ups that many rules share: what is shown, the words
and the name of an element as a screen reader says them, and its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final

from cabinetpaper.conformance.wording import cut, solid

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from cabinetpaper.conformance.html.looks import Looks

_REFERENCES: Final = 20
_NAME: Final = 500
_PARTS: Final = 2_000
_PLACE: Final = 100
_SILENT: Final = frozenset({"script", "style", "template", "noscript", "head"})


@dataclass(frozen=True)
class Page:
    """A web page under examination. `looks` are its style sheets worked out; `cut_off` names the limit beyond which it
    was not read, empty where all of it was; `strays` is the page once more where it has outermost elements that are
    misplaced.
    """

    root: HtmlElement
    looks: Looks
    cut_off: str = ""
    strays: tuple[HtmlElement, ...] = ()

    @cached_property
    def elements(self) -> tuple[HtmlElement, ...]:
        """Return every element in order, without comments."""
        return tuple(one for one in self.root.iter() if isinstance(one.tag, str))

    def of_kind(self, *tags: str) -> Iterator[HtmlElement]:
        """Yield the elements of some tags, in order."""
        return (one for one in self.elements if one.tag in tags)

    @cached_property
    def by_id(self) -> Mapping[str, HtmlElement]:
        """Return the first element with each id."""
        found: dict[str, HtmlElement] = {}
        for own in self.elements:
            if own.get("id"):
                found.setdefault(own.get("id", ""), own)
        return found

    @cached_property
    def unheard(self) -> frozenset[HtmlElement]:
        """Return the elements that no screen reader says: hidden by an attribute or a style, or within one that is."""
        found: set[HtmlElement] = set()
        for one in self.elements:
            parent = one.getparent()
            hidden = (
                one.get("hidden") is not None
                or one.get("aria-hidden") == "true"
                or one.tag in _SILENT
                or self.looks.hidden(one)
            )
            if hidden or (parent is not None and parent in found):
                found.add(one)
        return frozenset(found)

    def heard(self, *tags: str) -> Iterator[HtmlElement]:
        """Yield the elements of some tags, of any if none is named, that are not hidden."""
        return (own for own in (self.of_kind(*tags) if tags else self.elements) if own not in self.unheard)

    def words(self, element: HtmlElement, *, even_hidden: bool = False, parts: int = _PARTS) -> str:
        """Return the words in an element, with those that stand for its pictures, from so many of its parts: elements
        that lie in one another are all asked for theirs.
        """
        spoken: list[str] = []
        waiting: list[HtmlElement | str] = [element]
        while waiting and (parts := parts - 1) >= 0:
            one = waiting.pop()
            if isinstance(one, str):
                spoken.append(one)
                continue
            if (
                not isinstance(one.tag, str)
                or (one in self.unheard and not even_hidden)
                or (one.tag in _SILENT and one is not element)
            ):
                continue
            if one.tag in {"img", "input", "area"}:
                spoken.append(one.get("alt", ""))
            elif one is not element:
                spoken.append(one.get("aria-label", ""))
            inside: list[HtmlElement | str] = [one.text or ""]
            for child in islice(one, parts):
                inside += [child, child.tail or ""]
            waiting += reversed(inside)
        return solid(" ".join(spoken))

    def name(self, element: HtmlElement) -> str:
        """Return what a screen reader calls an element: the words that it refers to, its label, its words, its
        title.
        """
        own = element.get("alt", "") if element.tag in {"img", "input", "area"} else ""
        candidates = (
            self.name_by_reference(element),
            element.get("aria-label", ""),
            own,
            self.words(element),
            element.get("title", ""),
        )
        return next((solid(one) for one in candidates if one.strip()), "")

    def name_by_reference(self, element: HtmlElement) -> str:
        """Return the words of the elements that an element refers to as its label."""
        return solid(" ".join(self._referred(one) for one in element.get("aria-labelledby", "").split()[:_REFERENCES]))

    def _referred(self, identifier: str) -> str:
        """Return the words of the element with an id, as many as a name may have."""
        if identifier not in self.referred_words:
            element = self.by_id.get(identifier)
            self.referred_words[identifier] = "" if element is None else self.words(element, even_hidden=True)[:_NAME]
        return self.referred_words[identifier]

    @cached_property
    def referred_words(self) -> dict[str, str]:
        """Return the words of elements that others have referred to so far."""
        return {}

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Return the names of anchors of the old kind."""
        return frozenset(one.get("name", "") for one in self.of_kind("a") if one.get("name"))

    def place(self, element: HtmlElement) -> tuple[str, int | None]:
        """Return which element is meant, by its tag, its id or class and its words, and the line on which it begins."""
        tag, mark = str(element.tag), element.get("id") or ""
        words = self.words(element, even_hidden=True, parts=_PLACE)
        return f"<{tag}{f' id={mark}' if mark else ''}>{f' {cut(words, 40)}' if words else ''}", line_of(element)


def line_of(element: HtmlElement | None) -> int | None:
    """Return the line on which an element begins, None where there is no element."""
    line = None if element is None else element.sourceline
    return int(line) if line else None
