"""How words look in a Word document, worked out through its styles.

In: the styles and the theme. Out: for a run in its paragraph, cell and table the size, weight and colours that Word
shows, as far as styles and direct formatting say them. Shading by rows in turn (banding) is not worked out: the ground
is then not told.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cabinetpaper.conformance.budget import Budget
from cabinetpaper.conformance.docx.document import Look
from cabinetpaper.conformance.docx.package import attribute, child_value, w

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_HEX: Final = re.compile("[0-9A-Fa-f]{6}")
_THEME: Final = {
    **{"text1": "dk1", "dark1": "dk1", "background1": "lt1", "light1": "lt1"},
    **{"text2": "dk2", "dark2": "dk2", "background2": "lt2", "light2": "lt2"},
    **{"hyperlink": "hlink", "followedHyperlink": "folHlink"},
}
_HIGHLIGHTS: Final = {
    **{"black": "#000000", "blue": "#0000FF", "cyan": "#00FFFF", "green": "#00FF00", "magenta": "#FF00FF"},
    **{"red": "#FF0000", "yellow": "#FFFF00", "white": "#FFFFFF", "darkBlue": "#000080", "darkCyan": "#008080"},
    **{"darkGreen": "#008000", "darkMagenta": "#800080", "darkRed": "#800000", "darkYellow": "#808000"},
    **{"darkGray": "#808080", "lightGray": "#C0C0C0"},
}
_HEADING: Final = re.compile(r"heading ([1-9])", re.IGNORECASE)
_DEEP: Final = 20
_OFF: Final = frozenset({"0", "false", "off", "none"})


def is_on(holder: Element | None, name: str) -> bool | None:
    """Return whether a switch such as `b` is on or off, None where nothing is said of it."""
    found = None if holder is None else holder.find(w(name))
    return None if found is None else attribute(found, "val", "1").lower() not in _OFF


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says besides its look: its name, the names of all that it is based on, a heading's level,
    whether it numbers a list.
    """

    name: str
    names: frozenset[str]
    level: int | None
    listed: bool


class Looks:
    """The styles of one document."""

    def __init__(self, styles: Element | None, theme: Element | None, budget: Budget) -> None:
        self.budget = budget
        self.styles: dict[str, Element] = {}
        self.looks: dict[Hashable, Look] = {}
        self.chains: dict[tuple[str, str], tuple[Element, ...]] = {}
        self.paragraphs: dict[str, Style] = {}
        self.default: dict[str, str] = {}
        self.run_defaults: Element | None = None
        if styles is not None:
            self.run_defaults = styles.find("/".join((w("docDefaults"), w("rPrDefault"), w("rPr"))))
            for style in styles.iterfind(w("style")):
                self.styles.setdefault(attribute(style, "styleId"), style)
                if attribute(style, "default") in {"1", "true", "on"}:
                    self.default.setdefault(attribute(style, "type"), attribute(style, "styleId"))
        scheme = None if theme is None else theme.find(f".//{_A}clrScheme")
        self.theme = {} if scheme is None else dict(_scheme(scheme))

    def chain(self, identifier: str, kind: str) -> tuple[Element, ...]:
        """Return a style and those it is based on, nearest first; the default of its kind where no style is named."""
        if (identifier, kind) not in self.chains:
            found: list[Element] = []
            name = identifier or self.default.get(kind, "")
            while name in self.styles and len(found) < _DEEP:
                found.append(self.styles[name])
                name = child_value(self.styles[name], "basedOn")
            self.chains[identifier, kind] = tuple(found)
        return self.chains[identifier, kind]

    def style(self, identifier: str) -> Style:
        """Return what a paragraph style says besides its look."""
        if identifier not in self.paragraphs:
            chain = self.chain(identifier, "paragraph")
            names = tuple(child_value(style, "name") for style in chain)
            listed = any(child_value(style, "pPr/numPr/numId") not in {"", "0"} for style in chain)
            folded = frozenset(name.casefold() for name in names)
            self.paragraphs[identifier] = Style(names[0] if names else identifier, folded, _level(chain), listed)
        return self.paragraphs[identifier]

    def level(self, properties: Element | None) -> int | None:
        """Return the level of a heading, from 1, or None for what is no heading."""
        own = child_value(properties, "outlineLvl")
        return _of_outline(own) if own.isdigit() else self.style(child_value(properties, "pStyle")).level

    def listed(self, properties: Element | None) -> bool:
        """Return whether a paragraph is an item of a list that Word numbers."""
        own = None if properties is None else properties.find(w("numPr"))
        return self.style(child_value(properties, "pStyle")).listed if own is None else child_value(own, "numId") != "0"

    def look(
        self,
        run: Element | None,
        paragraph: Element | None,
        cell: str | None,
        table: str = "",
        *,
        first_row: bool = False,
    ) -> Look:
        """Return how a run looks; `run` and `paragraph` are their properties, `cell` the ground on which they stand,
        `table` the style of their table.
        """
        shading = None if paragraph is None else paragraph.find(w("shd"))
        direct = [*(run if run is not None else ()), *([] if shading is None else [shading])]
        properties = tuple((str(own.tag), *own.attrib.items()) for own in direct)
        key = (properties, child_value(paragraph, "pStyle"), cell, table, first_row)
        if key not in self.looks:
            self.budget.spend("CHECKED_LOOKS")
            self.looks[key] = self._look(run, paragraph, cell, [*self._table(table, first_row=first_row)])
        return self.looks[key]

    def _look(self, run: Element | None, paragraph: Element | None, cell: str | None, table: list[Element]) -> Look:
        own = [] if run is None else [run]
        if named := child_value(run, "rStyle"):
            own += self._of_styles(named, "character", "rPr")
        style = child_value(paragraph, "pStyle")
        letters = [*self._of_styles(style, "paragraph", "rPr")]
        layers = [*own, *letters, *table, *([] if self.run_defaults is None else [self.run_defaults])]
        self.budget.spend("CHECKED_STEPS", sum(map(len, layers)))
        size = next((points for layer in layers if (points := child_value(layer, "sz"))), "")
        inks = (self.colour(layer.find(w("color")), "val") for layer in layers)
        bold, underlined, hidden = (
            next((on for layer in layers if (on := is_on(layer, name)) is not None), False)
            for name in ("b", "u", "vanish")
        )
        beneath = [*([] if paragraph is None else [paragraph]), *self._of_styles(style, "paragraph", "pPr")]
        fills = (self.colour(layer.find(w("shd")), "fill") for layer in (*own, *letters, *beneath))
        ground = _HIGHLIGHTS.get(child_value(run, "highlight")) or next((fill for fill in fills if fill), cell)
        return Look(
            int(size) / 2 if size.isdigit() and len(size) < 6 else None,
            bold,
            next((ink for ink in inks if ink is not None), ""),
            ground,
            underlined,
            hidden,
        )

    def _of_styles(self, identifier: str, kind: str, tag: str) -> Iterator[Element]:
        """Yield the properties of a style and of those it is based on, nearest first."""
        return (own for style in self.chain(identifier, kind) if (own := style.find(w(tag))) is not None)

    def _table(self, identifier: str, *, first_row: bool) -> Iterator[Element]:
        for style in self.chain(identifier, "table") if identifier else ():
            for part in ([*_parts(style, "firstRow")] if first_row else []) + [style]:
                found = part.find(w("rPr"))
                if found is not None:
                    yield found

    def cell_ground(self, properties: Element | None, table: Element | None, *, first_row: bool) -> str | None:
        """Return the colour of a cell: its own, or that of the table's style; None where the style shades rows in
        turn.
        """
        own = None if properties is None else properties.find(w("shd"))
        if fill := self.colour(own, "fill"):
            return fill
        look = None if table is None else table.find(w("tblLook"))
        bands = look is None or attribute(look, "noHBand", "0") in _OFF or attribute(look, "noVBand", "0") in _OFF
        headed = first_row and (look is None or attribute(look, "firstRow", "1") not in _OFF)
        cell_shading = f"{w('tcPr')}/{w('shd')}"
        for style in self.chain(child_value(table, "tblStyle"), "table"):
            for part in _parts(style, "firstRow") if headed else ():
                if fill := self.colour(part.find(cell_shading), "fill"):
                    return fill
            in_turn = (part for name in _TURNS for part in _parts(style, name))
            if bands and any(part.find(cell_shading) is not None for part in in_turn):
                return None
            if fill := self.colour(style.find(cell_shading), "fill"):
                return fill
        return "#FFFFFF"

    def colour(self, element: Element | None, name: str) -> str | None:
        """Return a colour as #RRGGBB, nothing where it is automatic, None where none is said."""
        if element is None:
            return None
        value, of_theme = attribute(element, name), "theme" if name == "val" else "themeFill"
        if _HEX.fullmatch(value):
            return f"#{value.upper()}"
        theme = attribute(element, "themeColor" if name == "val" else "themeFill")
        if theme and not any(attribute(element, f"{of_theme}{change}") for change in ("Tint", "Shade")):
            return self.theme.get(_THEME.get(theme, theme), "")
        return "" if value == "auto" or theme else None


_TURNS: Final = ("band1Horz", "band2Horz", "band1Vert", "band2Vert", "firstCol", "lastCol", "lastRow")
"""The parts of a table style that shade rows or columns in turn, or at the edges."""


def _level(chain: tuple[Element, ...]) -> int | None:
    for style in chain:
        if named := _HEADING.fullmatch(child_value(style, "name")):
            return int(named[1])
        outline = child_value(style, "pPr/outlineLvl")
        if outline.isdigit():
            return _of_outline(outline)
    return None


def _of_outline(level: str) -> int | None:
    """Return the level of a heading by its outline level, which counts from 0; 9 is body text."""
    return int(level) + 1 if len(level) == 1 and level < "9" else None


def _parts(style: Element, name: str) -> Iterator[Element]:
    return (part for part in style.iterfind(w("tblStylePr")) if attribute(part, "type") == name)


def _scheme(scheme: Element) -> Iterator[tuple[str, str]]:
    for place in scheme:
        for colour in place:
            value = colour.get("lastClr") or colour.get("val") or ""
            if isinstance(place.tag, str) and _HEX.fullmatch(value):
                yield place.tag.rpartition("}")[2], f"#{value.upper()}"
