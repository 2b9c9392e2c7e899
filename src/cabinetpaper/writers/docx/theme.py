"""The theme: the colours and the typeface that a council sets once and every style follows.

In: `Look`. Out: the theme part. Its colour scheme and its font scheme carry our name; once somebody has chosen others
in Word they carry another, and the look of cabinetpaper.toml gives way to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cabinetpaper.settings import Look
from cabinetpaper.writers import scale
from cabinetpaper.writers.docx.xml import A, parsed

if TYPE_CHECKING:
    from cabinetpaper.writers.docx.xml import Element

NAME: Final = "cabinetpaper"
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="6350">{_FILL}</a:ln>'
_ACCENTS: Final = ("accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
_PLACES: Final = ("dk1", "lt1", "dk2", "lt2", *_ACCENTS, "hlink", "folHlink")


def house_theme() -> Element:
    """Return the root of the house theme, its colours and typeface still to be set."""
    colours = "".join(f'<a:{place}><a:srgbClr val="000000"/></a:{place}>' for place in _PLACES)
    faces = "".join(
        f'<a:{face}Font><a:latin typeface=""/><a:ea typeface=""/><a:cs typeface=""/></a:{face}Font>'
        for face in ("major", "minor")
    )
    fills, lines = _FILL * 3, _LINE * 3
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return parsed(
        f'<a:theme xmlns:a="{A}" name="{NAME}"><a:themeElements><a:clrScheme name="{NAME}">{colours}</a:clrScheme>'
        f'<a:fontScheme name="{NAME}">{faces}</a:fontScheme><a:fmtScheme name="{NAME}">'
        f"<a:fillStyleLst>{fills}</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effects}</a:effectStyleLst><a:bgFillStyleLst>{fills}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )


def set_look(theme: Element, look: Look) -> None:
    """Set the look's colours and typeface in the schemes of a theme that are still ours."""
    scheme = theme.find(f".//{{{A}}}clrScheme[@name='{NAME}']")
    if scheme is not None:
        grounds = (look.green, look.amber, look.red, look.unrated, look.blue)
        colours = ("#000000", "#FFFFFF", scale.INK, "#FFFFFF", scale.legible(look.accent), *grounds)
        for place, colour in zip(_PLACES, (*colours, scale.LINK, scale.LINK), strict=True):
            held = scheme.find(f"{{{A}}}{place}/{{{A}}}srgbClr")
            if held is not None:
                held.set("val", colour[1:].upper())
    fonts = theme.find(f".//{{{A}}}fontScheme[@name='{NAME}']")
    if fonts is not None:
        for face in fonts.iter(f"{{{A}}}latin"):
            face.set("typeface", look.font)


def colours_of(theme: Element) -> dict[str, str]:
    """Return the accents of a theme by place, as #RRGGBB."""
    found = ((place, theme.find(f".//{{{A}}}clrScheme/{{{A}}}{place}/{{{A}}}srgbClr")) for place in _PLACES)
    return {place: f"#{held.get('val', '000000')}" for place, held in found if held is not None}


def typeface_of(theme: Element) -> str:
    """Return the typeface of a theme's running text, or nothing."""
    face = theme.find(f".//{{{A}}}minorFont/{{{A}}}latin")
    return "" if face is None else face.get("typeface", "")
