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
        "quiet": scale.QUIET,
        "link": scale.LINK,
        "rule-colour": scale.RULE_COLOUR,
        "gap-fill": scale.GAP_FILL,
        **grounds,
        **{f"on-{name}": scale.ink_on(ground) for name, ground in grounds.items()},
        "line": f"{scale.LINE:g}",
        **{name: f"{size:g}pt" for name, size in _POINTS.items()},
        **{name: f"{size:g}mm" for name, size in _MILLIMETRES.items()},
    }


def filled(css: str, values: dict[str, str]) -> str:
    """Return the style sheet with each `var(--name)` replaced by its value; an unknown name stays, for the engine to
    report.
    """
    return _PROPERTY.sub(lambda match: values.get(match[1], match[0]), css)


def css_string(text: str) -> str:
    """Return text as a CSS string; everything that could end it is written as its code."""
    return '"' + "".join(one if one.isalnum() or one in " .,:;-()/" else f"\\{ord(one):06X} " for one in text) + '"'


_POINTS: Final = {
    "body": scale.BODY_PT,
    "title": scale.TITLE_PT,
    "heading-1": scale.HEADING_1_PT,
    "heading-2": scale.HEADING_2_PT,
    "heading-3": scale.HEADING_3_PT,
    "heading-4": scale.HEADING_4_PT,
    "table": scale.TABLE_PT,
    "crowded": scale.CROWDED_PT,
    "crowded-side": scale.CROWDED_SIDE_PT,
    "caption": scale.CAPTION_PT,
    "note": scale.NOTE_PT,
    "header": scale.HEADER_PT,
    "cover-title": scale.COVER_TITLE_PT,
    "subtitle": scale.SUBTITLE_PT,
    "strapline": scale.STRAPLINE_PT,
    "divider": scale.DIVIDER_PT,
    "cover-drop": scale.COVER_DROP_PT,
    "divider-drop": scale.DIVIDER_DROP_PT,
    "paragraph-after": scale.PARAGRAPH_AFTER_PT,
    "heading-1-before": scale.HEADING_1_BEFORE_PT,
    "heading-2-before": scale.HEADING_2_BEFORE_PT,
    "heading-3-before": scale.HEADING_3_BEFORE_PT,
    "heading-after": scale.HEADING_AFTER_PT,
    "table-after": scale.TABLE_AFTER_PT,
    "cell-vertical": scale.CELL_VERTICAL_PT,
    "cell-side": scale.CELL_SIDE_PT,
    "rule": scale.RULE_PT,
    "header-rule": scale.HEADER_RULE_PT,
}

_MILLIMETRES: Final = {
    "page-width": scale.PAGE_WIDTH_MM,
    "page-height": scale.PAGE_HEIGHT_MM,
    "margin-side": scale.MARGIN_SIDE_MM,
    "margin-top": scale.MARGIN_TOP_MM,
    "margin-bottom": scale.MARGIN_BOTTOM_MM,
    "hang": scale.HANG_MM,
    "list-hang": scale.LIST_HANG_MM,
}
