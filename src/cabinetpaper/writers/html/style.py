"""Fill the style sheets with the house scale and a council's look.

In: `Look` and the house scale. Out: CSS custom properties, which paper.css and print.css use for every size and colour.
"""

from __future__ import annotations

import re
from typing import Final

from cabinetpaper.fonts import FAMILY
from cabinetpaper.settings import Look
from cabinetpaper.writers import scale

_PROPERTY: Final = re.compile(r"var\(--([a-z0-9-]+)\)")


def properties(look: Look, *, printed: bool = False) -> dict[str, str]:
    """Return every custom property by name, without its dashes."""
    quoted = look.font.replace("\\", "").replace('"', "")
    family = f'"{FAMILY}"' if printed else f'"{quoted}", Arial, "{FAMILY}", Helvetica, sans-serif'
    grounds = {"green": look.green, "amber": look.amber, "red": look.red, "blue": look.blue, "unrated": look.unrated}
    return {
        "font": family,
        "accent": scale.legible(look.accent),
        "ink": scale.INK,
        "quiet": scale.GREY,
        "link": scale.LINK,
        "rule-colour": scale.RULE_COLOUR,
        "gap-fill": scale.GAP_FILL,
        **grounds,
        **{f"on-{name}": scale.ink_on(ground) for name, ground in grounds.items()},
        "line": f"{scale.LINE:g}",
        **_sizes(_POINTS, "pt"),
        **_sizes(_MILLIMETRES, "mm"),
    }


def filled(css: str, values: dict[str, str]) -> str:
    """Return the style sheet with each `var(--name)` replaced by its value; an unknown name stays, for the engine to
    report.
    """
    return _PROPERTY.sub(lambda match: values.get(match[1], match[0]), css)


def css_string(text: str) -> str:
    """Return text as a CSS string; everything that could end it is written as its code."""
    safe = (sign if sign.isalnum() or sign in " .,:;-()/" else f"\\{ord(sign):06X} " for sign in text)
    return f'"{"".join(safe)}"'


_POINTS: Final = (
    *("body", "title", "heading-1", "heading-2", "heading-3", "heading-4", "table", "crowded", "crowded-side"),
    *("caption", "note", "header", "cover-title", "subtitle", "strapline", "divider", "cover-drop", "divider-drop"),
    *("paragraph-after", "heading-1-before", "heading-2-before", "heading-3-before", "heading-after", "table-after"),
    *("cell-vertical", "cell-side", "rule", "header-rule"),
)
_MILLIMETRES: Final = (
    *("page-width", "page-height", "margin-side", "margin-top", "margin-bottom", "hang", "list-hang"),
)
"""The sizes of the house scale that style sheets use, by the names that they have there."""


def _sizes(names: tuple[str, ...], unit: str) -> dict[str, str]:
    return {name: f"{getattr(scale, f'{name}-{unit}'.replace('-', '_').upper()):g}{unit}" for name in names}
