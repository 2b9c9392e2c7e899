"""How a web page looks, worked out from the style sheets that it brings.

In: the page's elements and its style sheets. Out: for an element its colour and ground, whether its words are large,
and whether it is shown. What depends on the width of the window, on print or on the pointer is left out; where the
colour or the ground cannot be told, the answer is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from cabinetpaper import limits
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
_FAR: Final = re.compile(r":has\(|~(?!=)|of-type|nth-last", re.IGNORECASE)
_NESTED: Final = 50
_VALUE: Final = 64
"""The tokens of a value that are looked at; a colour or a size has a few."""
_CHAIN: Final = 4
"""How many custom properties may rest on one another."""


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


@dataclass(frozen=True)
class Looks:
    """The looks of one page, element by element, each inheriting from what holds it. `complete` is false where it takes
    style sheets from elsewhere, or has stranger ones than a paper; `beyond` names the limit that they are beyond.
    """

    shown: dict[HtmlElement, Shown]
    complete: bool
    beyond: str = ""

    def hidden(self, element: HtmlElement) -> bool:
        """Return whether a style hides an element."""
        return element in self.shown and self.shown[element].hidden

    def of(self, element: HtmlElement) -> Shown | None:
        """Return how an element is shown."""
        return self.shown.get(element)


Declared = dict[str, list[Any]]
"""By property, its value as tokens."""


class _Beyond(Exception):  # noqa: N818 nothing is wrong with the page but its size
    """The style sheets are beyond a limit, which the message names."""


def looks_of(root: HtmlElement) -> Looks:
    """Return the looks of a page."""
    sheets = [(style.text or "") for style in root.iter("style") if _for_screens(style.get("media", ""))]
    elsewhere = any(
        "stylesheet" in link.get("rel", "").lower() and _for_screens(link.get("media", ""))
        for link in root.iter("link")
    )
    if elsewhere or any("@import" in sheet for sheet in sheets):
        return Looks(_shown(root, []), complete=False)
    try:
        if sum(map(len, sheets)) > limits.CHECKED_STYLES:
            raise _Beyond(f"more than {limits.CHECKED_STYLES:,} characters")
        rules = [(selectors, declared) for sheet in sheets for selectors, declared in _rules(sheet)]
        quick = [(selectors, declared) for selectors, declared in rules if selectors is not None]
        return Looks(_shown(root, _compiled(root, quick)), complete=len(quick) == len(rules))
    except _Beyond as beyond:
        return Looks(_shown(root, []), complete=False, beyond=str(beyond))


def _compiled(root: HtmlElement, rules: list[tuple[Any, list[Any]]]) -> list[tuple[list[Any], list[Any]]]:
    """Return the rules with their selectors ready to be tried; raise `_Beyond` where they would take too long."""
    import cssselect2

    sizes = [_size_of(selectors) for selectors, _ in rules]
    if sum(parts for parts, _ in sizes) > limits.CHECKED_SELECTORS:
        raise _Beyond(f"more than {limits.CHECKED_SELECTORS:,} parts of selectors")
    if sum(1 for _ in root.iter()) * sum(weight for _, weight in sizes) > limits.CHECKED_TRIALS:
        raise _Beyond(f"more than {limits.CHECKED_TRIALS:,} trials of a selector on an element")
    ready: list[tuple[list[Any], list[Any]]] = []
    for selectors, declared in rules:
        try:
            ready.append((cssselect2.compile_selector_list(selectors), declared))
        except cssselect2.SelectorError:
            continue
        except (RecursionError, SyntaxError, MemoryError) as error:
            raise _Beyond("a selector that is joined from more parts than can be tried") from error
    return ready


def _size_of(selectors: list[Any]) -> tuple[int, int]:
    """Return how many parts a list of selectors has, and how many may have to be tried on one element: each selector of
    the list, and each part within a function.
    """
    parts, weight = 0, 1
    waiting = [(selectors, False)]
    while waiting:
        tokens, within = waiting.pop()
        parts += len(tokens)
        weight += len(tokens) if within else sum(1 for own in tokens if own == ",")
        for token in tokens:
            if token.type == "function":
                waiting.append((token.arguments, True))
            elif token.type in {"() block", "[] block", "{} block"}:
                waiting.append((token.content, within))
    return parts, weight


def _for_screens(media: str) -> bool:
    return media.strip().lower() in {"", "all", "screen"}


def _shown(root: HtmlElement, rules: list[tuple[list[Any], list[Any]]]) -> dict[HtmlElement, Shown]:
    """Return how each element is shown; raise `_Beyond` where the selectors look at more of what holds the elements
    than the limit allows, since each step of `a b c d` may try all that holds an element.
    """
    import cssselect2

    steps = 0

    class Counted(cssselect2.ElementWrapper):  # type: ignore[misc]
        """Counts how many elements a selector looks at above another."""

        @property
        def ancestors(self) -> tuple[Any, ...]:
            nonlocal steps
            above: tuple[Any, ...] = super().ancestors
            steps += len(above)
            if steps > limits.CHECKED_TRIALS:
                raise _Beyond(f"more than {limits.CHECKED_TRIALS:,} trials of a selector on an element")
            return above

    matcher = cssselect2.Matcher()
    for selectors, declarations in rules:
        for selector in selectors:
            if selector.pseudo_element is None:
                matcher.add_selector(selector, declarations)
    variables: Declared = {}
    shown: dict[HtmlElement, Shown] = {}
    for wrapper in Counted.from_html_root(root).iter_subtree():
        element = wrapper.etree_element
        declared = _cascade(matcher.match(wrapper), element.get("style", ""))
        if element is root:
            variables = _computed({name: value for name, value in declared.items() if name.startswith("--")})
        parent = element.getparent()
        above = Shown() if parent is None else shown.get(parent, Shown())
        resolved = {name: _resolved(value, variables) for name, value in declared.items() if name[:2] != "--"}
        shown[element] = _look(str(element.tag), above, resolved)
    return shown


def _rules(sheet: str) -> Iterator[tuple[Any, list[Any]]]:
    """Yield the selectors and declarations of a sheet that say how something looks, those for screens in general
    included; None for selectors that look far about the page, which would take long.
    """
    import tinycss2

    waiting = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    for depth in range(3):
        deeper: list[Any] = []
        for rule in waiting:
            if rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content and depth < 2:
                if _for_screens(_written(rule.prelude)):
                    deeper += tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
                continue
            declarations = _declarations(rule.content) if rule.type == "qualified-rule" else []
            if declarations and _FAR.search(_written(rule.prelude)):
                yield None, declarations
            elif declarations:
                yield rule.prelude, declarations
        waiting = deeper


def _written(prelude: list[Any]) -> str:
    """Return the tokens before a block as they are written; raise `_Beyond` where they lie too deep in one another."""
    import tinycss2

    waiting = [(prelude, 0)]
    while waiting:
        tokens, depth = waiting.pop()
        if depth > _NESTED:
            raise _Beyond(f"a selector in which brackets are more than {_NESTED} deep in one another")
        inside = (getattr(token, "arguments", None) or getattr(token, "content", None) for token in tokens)
        waiting += [(own, depth + 1) for own in inside if own]
    return str(tinycss2.serialize(prelude))


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


def _computed(variables: Declared) -> Declared:
    """Return the custom properties of the page, each with those that it names put in once; one that names itself is
    empty.
    """
    computed: Declared = {}
    for _ in range(_CHAIN):
        computed = {name: _resolved(value, computed or variables) for name, value in variables.items()}
    return computed


def _resolved(value: list[Any], variables: Declared) -> list[Any]:
    """Return a value with the custom properties of the page put in."""
    resolved: list[Any] = []
    for token in value[:_VALUE]:
        if token.type == "function" and token.lower_name == "var":
            name = next((part.value for part in token.arguments if part.type == "ident"), "")
            resolved += variables.get(name, [])
        elif token.type not in {"whitespace", "comment"}:
            resolved.append(token)
    return resolved[:_VALUE]


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
