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
_UNITS: Final = {"pt": 1.0, "px": 0.75, "pc": 12.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "rem": _BODY_POINTS}
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

    @property
    def large(self) -> bool:
        """Return whether the words are large, or may be."""
        return self.size is None or is_large(self.size, bold=self.bold)


class Looks:
    """The looks of one page, element by element, each inheriting from what holds it."""

    def __init__(self, shown: dict[HtmlElement, Shown], *, complete: bool) -> None:
        self.shown = shown
        self.complete = complete

    def hidden(self, element: HtmlElement) -> bool:
        """Return whether a style hides an element."""
        return element in self.shown and self.shown[element].hidden

    def of(self, element: HtmlElement) -> Shown | None:
        """Return how an element is shown."""
        return self.shown.get(element)


Declared = dict[str, list[Any]]
"""By property, its value as tokens."""


def looks_of(root: HtmlElement) -> Looks:
    """Return the looks of a page; `complete` is false where it takes style sheets from elsewhere, or has more or
    stranger ones than a paper.
    """
    sheets = [(style.text or "") for style in root.iter("style") if _for_screens(style.get("media", ""))]
    elsewhere = any(
        "stylesheet" in link.get("rel", "").lower() and _for_screens(link.get("media", ""))
        for link in root.iter("link")
    )
    complete = not elsewhere and sum(map(len, sheets)) <= _SHEETS and not any("@import" in sheet for sheet in sheets)
    rules = [rule for sheet in (sheets if complete else []) for rule in _rules(sheet)]
    quick = [(selectors, declarations) for selectors, declarations in rules if selectors is not None]
    trials = sum(1 for _ in root.iter()) * sum(len(selectors) for selectors, _ in quick)
    complete = complete and len(quick) == len(rules) and trials <= _TRIALS
    return Looks(_shown(root, quick if complete else []), complete=complete)


def _for_screens(media: str) -> bool:
    return media.strip().lower() in {"", "all", "screen"}


def _shown(root: HtmlElement, rules: list[tuple[list[Any], list[Any]]]) -> dict[HtmlElement, Shown]:
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
        resolved = {name: _resolved(value, variables, 0) for name, value in declared.items()}
        shown[element] = _look(str(element.tag), above, resolved)
    return shown


def _rules(sheet: str) -> Iterator[tuple[Any, list[Any]]]:
    """Yield the selectors and declarations of a sheet that say how something looks, those for screens in general
    included; None for selectors that look far about the page, which would take long.
    """
    import cssselect2
    import tinycss2

    waiting = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    for depth in range(3):
        deeper: list[Any] = []
        for rule in waiting:
            if rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content and depth < 2:
                if _for_screens(tinycss2.serialize(rule.prelude)):
                    deeper += tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
                continue
            declarations = _declarations(rule.content) if rule.type == "qualified-rule" else []
            if declarations and _FAR.search(tinycss2.serialize(rule.prelude)):
                yield None, declarations
            elif declarations:
                with suppress(cssselect2.SelectorError):
                    yield cssselect2.compile_selector_list(rule.prelude), declarations
        waiting = deeper


def _declarations(source: Any) -> list[Any]:
    import tinycss2

    parsed = tinycss2.parse_blocks_contents(source, skip_comments=True, skip_whitespace=True)
    return [own for own in parsed if own.type == "declaration" and (own.lower_name in _READ or own.name[:2] == "--")]


def _cascade(matches: list[Any], inline: str) -> Declared:
    """Return what is declared of an element, the strongest word for each property."""
    rows = [(own.important, weight, order, own) for weight, order, _, declared in matches for own in declared]
    rows += [(own.important, (9, 0, 0), 0, own) for own in (_declarations(inline) if inline else ())]
    found: Declared = {}
    for _, _, _, own in sorted(rows, key=lambda row: row[:3]):
        name = own.name if own.name.startswith("--") else own.lower_name
        found[name] = own.value
        if name == "background":
            found["background-color"] = found["background-image"] = own.value
    return found


def _resolved(value: list[Any], variables: Declared, depth: int) -> list[Any]:
    """Return a value with the custom properties of the page put in."""
    resolved: list[Any] = []
    for token in value:
        if token.type == "function" and token.lower_name == "var" and depth < _DEEP:
            name = next((part.value for part in token.arguments if part.type == "ident"), "")
            resolved += _resolved(variables.get(name, []), variables, depth + 1)
        elif token.type not in {"whitespace", "comment"}:
            resolved.append(token)
    return resolved


def _look(tag: str, above: Shown, declared: Declared) -> Shown:
    """Return how an element is shown, by what is declared of it and how the element round it is shown."""
    words = {name: " ".join(_word(token) for token in value) for name, value in declared.items()}
    ink, ground = ("#0000EE" if tag == "a" else above.ink), above.ground
    if tag == "mark":
        ink, ground = "#000000", "#FFFF00"
    if tag in _UNTOLD_BY_US:
        ink = ground = None
    if "color" in declared:
        ink = _ink(declared["color"], above.ink)
    ground = _ground(declared, ground)
    if words.get("position") in {"absolute", "fixed"} and "background-color" not in declared:
        ground = None
    if words.get("opacity", "1") not in {"1", "1.0", "100"}:
        ink = ground = None
    size = None if above.size is None else above.size * _SIZES.get(tag, 1.0)
    if "font-size" in declared:
        size = _size(declared["font-size"], above.size)
    bold = above.bold or tag in _BOLD
    if "font-weight" in declared:
        bold = words["font-weight"] in {"bold", "bolder", "600", "700", "800", "900"}
    hidden = above.hidden or words.get("display") == "none" or words.get("visibility") == "hidden"
    return replace(above, ink=ink, ground=ground, size=size, bold=bold, hidden=hidden)


def _word(token: Any) -> str:
    return str(getattr(token, "lower_value", getattr(token, "value", "")))


def _ink(value: list[Any], inherited: str | None) -> str | None:
    from tinycss2.color4 import parse_color

    if len(value) != 1:
        return None
    kept = getattr(value[0], "lower_value", "") in {"inherit", "unset", "currentcolor"}
    return inherited if kept else _hex(parse_color(value[0]))


def _ground(declared: Declared, inherited: str | None) -> str | None:
    """Return the ground of an element: its own, that of what lies behind it, None where that is a picture or cannot be
    told.
    """
    from tinycss2.color4 import parse_color

    for token in declared.get("background-image", []):
        if token.type in {"url", "function"} and getattr(token, "lower_name", "url") not in _COLOUR_FUNCTIONS:
            return None
    value = declared.get("background-color")
    if value is None:
        return inherited
    named = [token for token in value if token.type in {"ident", "hash", "function"}]
    colours = [colour for token in named if (colour := parse_color(token)) is not None]
    if len(colours) == 1:
        unseen = colours[0] != "currentcolor" and colours[0].alpha == 0
        return inherited if unseen else _hex(colours[0])
    none = all(getattr(token, "lower_value", "") in {"none", "transparent", "initial", "unset"} for token in value)
    return inherited if none else None


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
    (token,) = value
    of_inherited = {("dimension", "em"): 1.0, ("percentage", ""): 0.01}.get(
        (token.type, getattr(token, "lower_unit", ""))
    )
    if token.type == "dimension" and token.lower_unit in _UNITS:
        return float(token.value) * _UNITS[token.lower_unit]
    if of_inherited is not None and inherited is not None:
        return float(token.value) * of_inherited * inherited
    return inherited if getattr(token, "lower_value", "") == "inherit" else None
