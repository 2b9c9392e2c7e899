"""How a web page looks, worked out from the style sheets that it brings.

In: the page's elements and its style sheets. Out: for an element its colour and ground, whether its words are large,
and whether it is shown. What depends on the width of the window, on print or on the pointer is left out; where the
colour or the ground cannot be told, the answer is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from cabinetpaper.conformance.contrast import is_large

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_READ: Final = frozenset(
    {
        *("color", "background", "background-color", "background-image", "font-size", "font-weight"),
        *("display", "visibility", "opacity", "position"),
    }
)
"""The properties that say how words look."""
_SIZES: Final = {"h1": 2.0, "h2": 1.5, "h3": 1.17, "h5": 0.83, "h6": 0.67, "small": 0.83}
_BOLD: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "th", "b", "strong"})
_UNTOLD_BY_US: Final = frozenset(
    {"button", "input", "select", "textarea", "option", "svg", "canvas", "video", "iframe", "object"}
)
_BODY_POINTS: Final = 12.0
_UNITS: Final = {"pt": 1.0, "px": 0.75, "pc": 12.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4}
_SHEETS: Final = 1_000_000
_TRIALS: Final = 3_000_000
_FAR: Final = re.compile(r":has\(|~(?!=)|of-type|nth-last", re.IGNORECASE)
_DEEP: Final = 8


@dataclass(frozen=True, slots=True)
class Shown:
    """How an element is shown: colours as #RRGGBB or None where they cannot be told, size in points."""

    ink: str | None = "#000000"
    ground: str | None = "#FFFFFF"
    size: float | None = _BODY_POINTS
    bold: bool = False
    hidden: bool = False
    clear: bool = False

    @property
    def large(self) -> bool:
        """Return whether the words are large, or may be."""
        return self.size is None or is_large(self.size, bold=self.bold)


class Looks:
    """The looks of one page, element by element, each inheriting from the one that holds it."""

    def __init__(self, shown: dict[HtmlElement, Shown], *, complete: bool) -> None:
        self.shown = shown
        self.complete = complete

    def hidden(self, element: HtmlElement) -> bool:
        """Return whether a style hides an element."""
        one = self.shown.get(element)
        return one is not None and one.hidden

    def of(self, element: HtmlElement) -> Shown | None:
        """Return how an element is shown."""
        return self.shown.get(element)


Declared = dict[str, list[Any]]
"""By property, its value as tokens."""


def looks_of(root: HtmlElement) -> Looks:
    """Return the looks of a page; `complete` is false where it takes style sheets from elsewhere, or has more or
    stranger ones than a paper.
    """
    sheets = [(one.text or "") for one in root.iter("style") if _for_screens(one.get("media", ""))]
    elsewhere = any(
        "stylesheet" in one.get("rel", "").lower() and _for_screens(one.get("media", "")) for one in root.iter("link")
    )
    complete = not elsewhere and sum(map(len, sheets)) <= _SHEETS and not any("@import" in sheet for sheet in sheets)
    rules = [rule for sheet in (sheets if complete else []) for rule in _rules(sheet)]
    elements = sum(1 for _ in root.iter())
    quick = [(selectors, declarations) for selectors, declarations in rules if selectors is not None]
    trials = elements * sum(len(selectors) for selectors, _ in quick)
    complete = complete and len(quick) == len(rules) and trials <= _TRIALS
    return Looks(dict(_shown(root, quick if complete else [])), complete=complete)


def _for_screens(media: str) -> bool:
    return media.strip().lower() in {"", "all", "screen"}


def _shown(root: HtmlElement, rules: list[tuple[list[Any], list[Any]]]) -> Iterator[tuple[HtmlElement, Shown]]:
    import cssselect2

    matcher = cssselect2.Matcher()
    for selectors, declarations in rules:
        for selector in selectors:
            if selector.pseudo_element is None:
                matcher.add_selector(selector, declarations)
    variables: Declared = {}
    shown: dict[HtmlElement, Shown] = {}
    for wrapper in cssselect2.ElementWrapper.from_html_root(root).iter_subtree():
        element = wrapper.etree_element
        declared = _cascade(matcher.match(wrapper), element.get("style", ""))
        if element is root:
            variables = {name: value for name, value in declared.items() if name.startswith("--")}
        parent = element.getparent()
        above = Shown() if parent is None else shown.get(parent, Shown())
        shown[element] = _one(
            str(element.tag), above, {name: _resolved(value, variables, 0) for name, value in declared.items()}
        )
        yield element, shown[element]


def _rules(sheet: str) -> Iterator[tuple[Any, list[Any]]]:
    """Yield the selectors and declarations of a sheet that say how something looks, those for screens in general
    included; None for selectors that look far about the page, which would take long.
    """
    import cssselect2
    import tinycss2

    waiting = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    for depth in range(3):
        deeper: list[Any] = []
        for one in waiting:
            if (
                one.type == "at-rule"
                and one.lower_at_keyword == "media"
                and one.content
                and depth < 2
                and _for_screens(tinycss2.serialize(one.prelude))
            ):
                deeper += tinycss2.parse_rule_list(one.content, skip_comments=True, skip_whitespace=True)
            declarations = _declarations(one.content) if one.type == "qualified-rule" else []
            if declarations and _FAR.search(tinycss2.serialize(one.prelude)):
                yield None, declarations
            elif declarations:
                with suppress(cssselect2.SelectorError):
                    yield cssselect2.compile_selector_list(one.prelude), declarations
        waiting = deeper


def _declarations(source: Any) -> list[Any]:
    import tinycss2

    parsed = tinycss2.parse_blocks_contents(source, skip_comments=True, skip_whitespace=True)
    return [
        one for one in parsed if one.type == "declaration" and (one.lower_name in _READ or one.name.startswith("--"))
    ]


def _cascade(matches: list[Any], inline: str) -> Declared:
    """Return what is declared of an element, the strongest word for each property."""
    found: Declared = {}
    rows = [(specificity, order, one) for specificity, order, _, declarations in matches for one in declarations]
    rows += [((9, 0, 0), 0, one) for one in (_declarations(inline) if inline else ())]
    for _, _, _, one in sorted(
        ((one.important, specificity, order, one) for specificity, order, one in rows), key=lambda row: row[:3]
    ):
        name = one.name if one.name.startswith("--") else one.lower_name
        found[name] = one.value
        if name == "background":
            found["background-color"] = found["background-image"] = one.value
    return found


def _resolved(value: list[Any], variables: Declared, depth: int) -> list[Any]:
    """Return a value with the custom properties of the page put in."""
    whole: list[Any] = []
    for one in value:
        if one.type == "function" and one.lower_name == "var" and depth < _DEEP:
            name = next((part.value for part in one.arguments if part.type == "ident"), "")
            whole += _resolved(variables.get(name, []), variables, depth + 1)
        elif one.type not in {"whitespace", "comment"}:
            whole.append(one)
    return whole


def _one(tag: str, above: Shown, declared: Declared) -> Shown:
    """Return how an element is shown, by what is declared of it and how the element round it is shown."""
    shown = replace(
        above, ink="#0000EE" if tag == "a" else above.ink, bold=above.bold or tag in _BOLD, hidden=above.hidden
    )
    if tag == "mark":
        shown = replace(shown, ink="#000000", ground="#FFFF00")
    if tag in _UNTOLD_BY_US:
        shown = replace(shown, ink=None, ground=None)
    if above.size is not None:
        shown = replace(shown, size=above.size * _SIZES.get(tag, 1.0))
    if "color" in declared:
        shown = replace(shown, ink=_ink(declared["color"], above.ink))
    shown = replace(shown, ground=_ground(declared, shown))
    words = {
        name: " ".join(str(getattr(one, "lower_value", getattr(one, "value", ""))) for one in declared[name])
        for name in declared
    }
    if words.get("position") in {"absolute", "fixed"} and "background-color" not in declared:
        shown = replace(shown, ground=None)
    if "opacity" in declared and words["opacity"] not in {"1", "1.0", "100"}:
        shown = replace(shown, ink=None, ground=None)
    if "font-size" in declared:
        shown = replace(shown, size=_size(declared["font-size"], above.size))
    if "font-weight" in declared:
        shown = replace(shown, bold=words["font-weight"] in {"bold", "bolder", "600", "700", "800", "900"})
    if words.get("display") == "none" or words.get("visibility") == "hidden":
        shown = replace(shown, hidden=True)
    return shown


def _ink(value: list[Any], inherited: str | None) -> str | None:
    from tinycss2.color4 import parse_color

    if len(value) == 1 and getattr(value[0], "lower_value", "") in {"inherit", "unset", "currentcolor"}:
        return inherited
    return _hex(parse_color(value[0])) if len(value) == 1 else None


def _ground(declared: Declared, shown: Shown) -> str | None:
    """Return the ground of an element: its own, that of what lies behind it, None where that is a picture or cannot be
    told.
    """
    from tinycss2.color4 import parse_color

    image = [
        one
        for one in declared.get("background-image", [])
        if one.type in {"url", "function"} and getattr(one, "lower_name", "url") not in _COLOUR_FUNCTIONS
    ]
    if image:
        return None
    value = declared.get("background-color")
    if value is None:
        return shown.ground
    colours = [
        colour
        for one in value
        if one.type in {"ident", "hash", "function"} and (colour := parse_color(one)) is not None
    ]
    if len(colours) == 1:
        if colours[0] != "currentcolor" and colours[0].alpha == 0:
            return shown.ground
        return _hex(colours[0])
    known = all(getattr(one, "lower_value", "") in {"none", "transparent", "initial", "unset"} for one in value)
    return shown.ground if known else None


_COLOUR_FUNCTIONS: Final = frozenset(
    {"rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color", "color-mix"}
)


def _hex(colour: Any) -> str | None:
    """Return a colour as #RRGGBB, None if it is none, of a rare kind or seen through."""
    if colour is None or colour == "currentcolor" or colour.alpha < 1:
        return None
    try:
        parts = colour.to("srgb").coordinates
    except (NotImplementedError, AttributeError, ValueError):
        return None
    return "#" + "".join(f"{round(255 * min(1.0, max(0.0, part or 0.0))):02X}" for part in parts)


def _size(value: list[Any], inherited: float | None) -> float | None:
    """Return a size in points, None where it cannot be told."""
    if len(value) != 1:
        return None
    (one,) = value
    if one.type == "dimension" and one.lower_unit in _UNITS:
        return float(one.value) * _UNITS[one.lower_unit]
    if one.type == "dimension" and one.lower_unit == "rem":
        return float(one.value) * _BODY_POINTS
    if one.type == "percentage" and inherited is not None:
        return float(one.value) / 100 * inherited
    if one.type == "dimension" and one.lower_unit == "em" and inherited is not None:
        return float(one.value) * inherited
    return inherited if getattr(one, "lower_value", "") == "inherit" else None
