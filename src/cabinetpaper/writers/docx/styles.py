"""Make the styles part: a council's own styles, the house styles for whatever they lack, and the numbering that styles
carry.

In: the styles and theme of a reference.docx if there is one, `Look`, the language, the lists that the paper needs. Out:
the styles part, and the id of each style by its name: a reference.docx from a Word of another language has ids of its
own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cabinetpaper.writers import scale
from cabinetpaper.writers.docx.canvas import AddedList
from cabinetpaper.writers.docx.house_styles import HOUSE_STYLES, HouseStyle
from cabinetpaper.writers.docx.measures import half_points
from cabinetpaper.writers.docx.theme import colours_of, typeface_of
from cabinetpaper.writers.docx.xml import W, parsed, w

if TYPE_CHECKING:
    from cabinetpaper.writers.docx.xml import Element


@dataclass(frozen=True)
class Styles:
    """The styles part while it is made: its root, and each style's id by its name in lower case."""

    root: Element
    ids: dict[str, str]

    def id_of(self, name: str) -> str:
        """Return the id of a style; one that is not there yet is given the id that Word would give it."""
        if name.casefold() not in self.ids:
            self.ids[name.casefold()] = _free_id(name, self)
        return self.ids[name.casefold()]


_DEFAULTS: Final = f"""
<w:styles xmlns:w="{W}">
  <w:docDefaults>
    <w:rPrDefault><w:rPr>
      <w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial"
        w:cs="Arial"/>
      <w:sz w:val="{half_points(scale.BODY_PT)}"/><w:szCs w:val="{half_points(scale.BODY_PT)}"/>
      <w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>
    </w:rPr></w:rPrDefault>
    <w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>
  </w:docDefaults>
  <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>
    <w:pPr><w:widowControl/></w:pPr><w:rPr><w:color w:val="{scale.INK[1:]}"/></w:rPr></w:style>
  <w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>
    <w:uiPriority w:val="1"/><w:semiHidden/></w:style>
  <w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>
    <w:uiPriority w:val="99"/><w:semiHidden/>
    <w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>
    <w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
  <w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/>
    <w:semiHidden/></w:style>
</w:styles>
"""


_AFTER_PARAGRAPH: Final = frozenset(f"{{{W}}}{tag}" for tag in ("rPr", "tblPr", "trPr", "tcPr", "tblStylePr"))
"""What stands behind the properties of paragraphs in a style."""
_BEFORE_NUMBER: Final = frozenset(
    f"{{{W}}}{tag}" for tag in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
)
"""What stands before the number in the properties of paragraphs."""


def styles_part(reference: Element | None, theme: Element, language: str) -> Styles:
    """Return the styles: those of the reference, or none but Word's defaults, with every house style that they lack
    added.
    """
    root = parsed(_DEFAULTS) if reference is None else reference
    styles = Styles(root, _ids(root))
    if reference is not None:
        _add_defaults(styles)
    missing = [style for style in HOUSE_STYLES if style.name.casefold() not in styles.ids]
    for style in missing:
        styles.id_of(style.name)
    for style in missing:
        _append(styles, style)
    for lang in root.iterfind(f"{{{W}}}docDefaults/{{{W}}}rPrDefault/{{{W}}}rPr/{{{W}}}lang"):
        lang.set(f"{{{W}}}val", language)
    _follow(root, theme)
    return styles


def _ids(root: Element) -> dict[str, str]:
    named = ((style.find(f"{{{W}}}name"), style.get(f"{{{W}}}styleId", "")) for style in root.iterfind(f"{{{W}}}style"))
    return {name.get(f"{{{W}}}val", "").casefold(): identifier for name, identifier in named if name is not None}


def _add_defaults(styles: Styles) -> None:
    """Add what every document has and a bare reference may lack: the defaults, and the four default styles."""
    house = parsed(_DEFAULTS)
    for place, own in enumerate(list(house)):
        name = own.find(f"{{{W}}}name")
        if name is None:
            held = styles.root.find(f"{{{W}}}docDefaults/{{{W}}}rPrDefault/{{{W}}}rPr/{{{W}}}lang")
            if held is None:
                for old in styles.root.findall(f"{{{W}}}docDefaults"):
                    styles.root.remove(old)
                styles.root.insert(0, own)
        elif name.get(f"{{{W}}}val", "").casefold() not in styles.ids:
            styles.root.insert(place, own)
            styles.ids[name.get(f"{{{W}}}val", "").casefold()] = own.get(f"{{{W}}}styleId", "")


def _free_id(name: str, styles: Styles) -> str:
    """Return the id that Word would give a style of this name, with an x for each other style that has it."""
    identifier = "".join(
        word.upper() if word == "toc" else word[0].upper() + word[1:] for word in re.findall(r"[A-Za-z0-9]+", name)
    )
    while identifier in styles.ids.values():
        identifier += "x"
    return identifier


def _append(styles: Styles, style: HouseStyle) -> None:
    own = w("style", w("name", val=style.name), type=style.kind, styleId=styles.id_of(style.name))
    own.append(w("basedOn", val=styles.id_of(style.based_on)))
    if style.next:
        own.append(w("next", val=styles.id_of(style.next)))
    own.append(w("uiPriority", val="99" if style.hidden else "1"))
    if style.hidden:
        own.append(w("semiHidden"))
    own.append(w("qFormat"))
    source = style.table
    for tag, properties in (("rPr", style.run), ("pPr", style.paragraph)):
        source = f"<w:{tag}>{properties}</w:{tag}>{source}" if properties else source
    for part in parsed(f'<w:style xmlns:w="{W}">{source}</w:style>'):
        own.append(part)
    styles.root.append(own)


def _follow(root: Element, theme: Element) -> None:
    """Write into every style that follows the theme what the theme says now, for programs that read the written value
    alone.
    """
    colours, face = colours_of(theme), typeface_of(theme)
    for element in root.iter(f"{{{W}}}color", f"{{{W}}}bottom", f"{{{W}}}bdr"):
        place, changed = element.get(f"{{{W}}}themeColor"), (f"{{{W}}}themeTint", f"{{{W}}}themeShade")
        if place in colours and not any(element.get(name) for name in changed):
            own = "color" if element.get(f"{{{W}}}val") == "single" else "val"
            element.set(f"{{{W}}}{own}", colours[place][1:])
    for shade in root.iter(f"{{{W}}}shd"):
        if (place := shade.get(f"{{{W}}}themeFill")) in colours:
            shade.set(f"{{{W}}}fill", colours[place][1:])
            holder = shade.getparent()
            ink = None if holder is None else holder.find(f"{{{W}}}color")
            if ink is not None:
                ink.set(f"{{{W}}}val", scale.ink_on(colours[place])[1:])
    for fonts in root.iter(f"{{{W}}}rFonts"):
        if face and fonts.get(f"{{{W}}}asciiTheme"):
            for attribute in ("ascii", "hAnsi", "eastAsia", "cs"):
                fonts.set(f"{{{W}}}{attribute}", face)


def number_styles(styles: Styles, numbered: dict[str, tuple[int, int]]) -> None:
    """Give each named style its place in the numbering: the number of the list and the level in it."""
    by_id = {style.get(f"{{{W}}}styleId", ""): style for style in styles.root.iterfind(f"{{{W}}}style")}
    for name, (number, level) in numbered.items():
        style = by_id[styles.id_of(name)]
        properties = style.find(f"{{{W}}}pPr")
        if properties is None:
            properties = w("pPr")
            style.insert(sum(own.tag not in _AFTER_PARAGRAPH for own in style), properties)
        for old in properties.findall(f"{{{W}}}numPr"):
            properties.remove(old)
        place = w("numPr", *([w("ilvl", val=str(level))] if level else []), w("numId", val=str(number)))
        properties.insert(sum(own.tag in _BEFORE_NUMBER for own in properties), place)


def add_lists(styles: Styles, lists: Sequence[AddedList]) -> None:
    """Add the styles of lists with a count of their own."""
    for added in lists:
        for name, based_on in zip(added.names, added.based_on, strict=True):
            _append(styles, HouseStyle(name, based_on=based_on, hidden=True))
