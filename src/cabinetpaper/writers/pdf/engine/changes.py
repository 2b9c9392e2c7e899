"""Everything that is changed in WeasyPrint at run time, in one list.

In: the engine's module. Out: the same module with `CHANGES` made. Should a later release keep one of these parts
otherwise, that part stays as it is: papers are then drawn more slowly, or a lost note is told by `draw`. A test says
when an installed release has none of what is replaced.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final

_SET_BY_LETTER: Final = ("dx", "dy", "rotate", "letter-spacing", "textLength")
"""Attributes of an SVG text that set letters apart."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the part of the engine that it replaces, why, the releases that it was made for, and what makes it in
    the engine's module.
    """

    replaces: str
    why: str
    releases: str
    make: Callable[[Any], None]


class OnePiece(str):
    """Words that whoever takes them letter by letter gets as a single piece."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        return iter((str(self),) if self else ())


def words_in_one_piece(engine: Any) -> None:
    """Have each text of an SVG set at once, unless something asks for a place of each letter."""
    pictures: Any = getattr(engine, "svg", object())
    drawings: Any = getattr(pictures, "TAGS", {})
    if not hasattr(pictures, "text") or drawings.get("text") is not pictures.text:
        return
    by_letter = pictures.text

    def at_once(svg: Any, node: Any, font_size: float) -> None:
        source = getattr(node, "_etree_node", None)
        apart = any(node.get(name) for name in _SET_BY_LETTER) or any(" " in node.get(axis, "") for axis in "xy")
        if source is not None and node.tag == "text" and node.text and not apart:
            source.text = OnePiece(node.text)
        by_letter(svg, node, font_size)

    pictures.text = at_once  # the engine also asks whether the drawing of a tag is this one
    drawings.update({tag: at_once for tag, drawing in drawings.items() if drawing is by_letter})


def footnotes_kept(engine: Any) -> None:
    """Have a note whose mark was drawn and whose words were not go to the next page."""
    layout: Any = getattr(getattr(engine, "layout", None), "page", None)
    if not hasattr(layout, "make_page"):
        return
    make_page = layout.make_page

    def keeping(context: Any, *args: Any, **named: Any) -> Any:
        made = make_page(context, *args, **named)
        if context.footnotes:
            waiting = {id(footnote) for footnote in context.footnotes}
            left = [box.footnote for box in made[0].descendants() if id(box.footnote) in waiting]
            for footnote in left:
                context.footnotes.remove(footnote)
                context.reported_footnotes.append(footnote)
        return made

    layout.make_page = keeping


def sheets_without_footnotes(engine: Any) -> None:
    """Leave the rules for footnotes and notes out of the engine's own style sheets; the sheets themselves stay whole
    for whoever else uses them.
    """
    page: Any = getattr(engine, "HTML", None)
    whole = getattr(page, "_ua_stylesheets", None)
    if whole is None or hasattr(whole, "__wrapped__"):  # no such engine, or it is done already
        return

    def lighter(sheet: Any) -> Any:
        rules = getattr(getattr(sheet, "matcher", None), "other_selectors", None)
        if not isinstance(rules, list):
            return sheet
        sheet, matcher = copy.copy(sheet), copy.copy(sheet.matcher)
        matcher.other_selectors = [rule for rule in rules if not str(rule[3]).startswith(("footnote-", "note-"))]
        sheet.matcher = matcher
        return sheet

    @wraps(whole)
    def sheets(*args: Any, **named: Any) -> list[Any]:
        return [lighter(sheet) for sheet in whole(*args, **named)]

    page._ua_stylesheets = sheets


CHANGES: Final = (
    Change(
        "weasyprint.svg.text",
        "The words of a chart would be set letter by letter, which costs a tenth of a paper's time, loses the kerning "
        "and breaks words for whoever searches or copies them.",
        "70",
        words_in_one_piece,
    ),
    Change(
        "weasyprint.layout.page.make_page",
        "Where a line has no room because of the notes before it, the engine puts those off and draws the line, but "
        "forgets the line's own.",
        "70",
        footnotes_kept,
    ),
    Change(
        "weasyprint.HTML._ua_stylesheets",
        "A page draws the marks and numbers of its own footnotes itself. The engine would work out five "
        "pseudo-elements for every element, a tenth of the time in which a paper is drawn, and use none.",
        "70",
        sheets_without_footnotes,
    ),
)
"""Each is made once, when the engine is loaded."""
