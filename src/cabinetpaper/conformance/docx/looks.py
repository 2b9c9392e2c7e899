"""How words look in a Word document, worked out through its styles.

In: the styles and the theme. Out: for a run in its paragraph, cell and table the size, weight and colours that Word
shows, as far as styles and direct formatting say them. Shading by rows in turn (banding) is not worked out: the ground
is then not told.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

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

    def __init__(self, styles: Element | None, theme: Element | None) -> None:
        self.styles: dict[str, Element] = {}
        self.known: dict[Hashable, Look] = {}
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
            one, found = identifier or self.default.get(kind, ""), list[Any]()
            while one in self.styles and len(found) < _DEEP:
                found.append(self.styles[one])
                one = child_value(self.styles[one], "basedOn")
            self.chains[identifier, kind] = tuple(found)
        return self.chains[identifier, kind]

    def style(self, identifier: str) -> Style:
        """Return what a paragraph style says besides its look."""
        if identifier not in self.paragraphs:
            chain = self.chain(identifier, "paragraph")
            names = tuple(child_value(style, "name") for style in chain)
            listed = any(child_value(style, "pPr/numPr/numId") not in {"", "0"} for style in chain)
            self.paragraphs[identifier] = Style(
                names[0] if names else identifier, frozenset(name.casefold() for name in names), _level(chain), listed
            )
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
        said = [*(run if run is not None else ()), *([] if shading is None else [shading])]
        key = (
            tuple((str(one.tag), *one.attrib.items()) for one in said),
            child_value(paragraph, "pStyle"),
            cell,
            table,
            first_row,
        )
        if key not in self.known:
            self.known[key] = self._look(run, paragraph, cell, table, first_row=first_row)
        return self.known[key]

    def _look(
        self, run: Element | None, paragraph: Element | None, cell: str | None, table: str, *, first_row: bool
    ) -> Look:
        layers = [
            one
            for one in (
                run,
                *self._character(child_value(run, "rStyle")),
                *self._paragraph(child_value(paragraph, "pStyle")),
            )
            if one is not None
        ]
        layers += self._table(table, first_row=first_row)
        if self.run_defaults is not None:
            layers.append(self.run_defaults)
        size = next((one for layer in layers if (one := child_value(layer, "sz"))), "")
        ink = next(
            (colour for layer in layers if (colour := self.colour(layer.find(w("color")), "val")) is not None), ""
        )
        return Look(
            int(size) / 2 if size.isdigit() and len(size) < 6 else None,
            next((on for layer in layers if (on := is_on(layer, "b")) is not None), False),
            ink,
            self._ground(run, paragraph, cell),
            next((on for layer in layers if (on := is_on(layer, "u")) is not None), False),
            next((on for layer in layers if (on := is_on(layer, "vanish")) is not None), False),
        )

    def _character(self, identifier: str) -> Iterator[Element]:
        return (
            one
            for style in (self.chain(identifier, "character") if identifier else ())
            if (one := style.find(w("rPr"))) is not None
        )

    def _paragraph(self, identifier: str) -> Iterator[Element]:
        return (one for style in self.chain(identifier, "paragraph") if (one := style.find(w("rPr"))) is not None)

    def _table(self, identifier: str, *, first_row: bool) -> Iterator[Element]:
        for style in self.chain(identifier, "table") if identifier else ():
            for part in ([*_parts(style, "firstRow")] if first_row else []) + [style]:
                found = part.find(w("rPr"))
                if found is not None:
                    yield found

    def _ground(self, run: Element | None, paragraph: Element | None, cell: str | None) -> str | None:
        """Return the ground of a run: its own, that of its paragraph, or that on which they stand."""
        mark = child_value(run, "highlight")
        if mark in _HIGHLIGHTS:
            return _HIGHLIGHTS[mark]
        layers = (run, *self._character(child_value(run, "rStyle")))
        styles = (style.find(w("pPr")) for style in self.chain(child_value(paragraph, "pStyle"), "paragraph"))
        letters = (style.find(w("rPr")) for style in self.chain(child_value(paragraph, "pStyle"), "paragraph"))
        for layer in (*layers, *letters, paragraph, *styles):
            shading = None if layer is None else layer.find(w("shd"))
            if shading is not None:
                fill = self.colour(shading, "fill")
                if fill:
                    return fill
        return cell

    def cell_ground(self, properties: Element | None, table: Element | None, *, first_row: bool) -> str | None:
        """Return the colour of a cell: its own, or that of the table's style; None where the style shades rows in
        turn.
        """
        own = None if properties is None else properties.find(w("shd"))
        fill = None if own is None else self.colour(own, "fill")
        if fill:
            return fill
        look = None if table is None else table.find(w("tblLook"))
        bands = look is None or attribute(look, "noHBand", "0") in _OFF or attribute(look, "noVBand", "0") in _OFF
        for style in self.chain(child_value(table, "tblStyle"), "table"):
            conditions = (
                ("firstRow",) if first_row and (look is None or attribute(look, "firstRow", "1") not in _OFF) else ()
            )
            for part in [one for name in conditions for one in _parts(style, name)]:
                shading = part.find(f"{w('tcPr')}/{w('shd')}")
                fill = None if shading is None else self.colour(shading, "fill")
                if fill:
                    return fill
            if bands and any(
                part.find(f"{w('tcPr')}/{w('shd')}") is not None for name in _TURNS for part in _parts(style, name)
            ):
                return None
            shading = style.find(f"{w('tcPr')}/{w('shd')}")
            fill = None if shading is None else self.colour(shading, "fill")
            if fill:
                return fill
        return "#FFFFFF"

    def colour(self, element: Element | None, name: str) -> str | None:
        """Return a colour as #RRGGBB, nothing where it is automatic, None where none is said."""
        if element is None:
            return None
        value = attribute(element, name)
        if _HEX.fullmatch(value):
            return f"#{value.upper()}"
        theme = attribute(element, "themeColor" if name == "val" else "themeFill")
        plain = not any(
            attribute(element, f"{'theme' if name == 'val' else 'themeFill'}{change}") for change in ("Tint", "Shade")
        )
        if theme and plain:
            return self.theme.get(_THEME.get(theme, theme), "")
        return "" if value == "auto" or theme else None


def _level(chain: tuple[Element, ...]) -> int | None:
    for style in chain:
        named = _HEADING.fullmatch(child_value(style, "name"))
        if named:
            return int(named[1])
        outline = child_value(style, "pPr/outlineLvl")
        if outline.isdigit():
            return _of_outline(outline)
    return None


def _of_outline(level: str) -> int | None:
    """Return the level of a heading by its outline level, which counts from 0; 9 is body text."""
    return int(level) + 1 if len(level) == 1 and level < "9" else None


_TURNS: Final = ("band1Horz", "band2Horz", "band1Vert", "band2Vert", "firstCol", "lastCol", "lastRow")


def _parts(style: Element, name: str) -> Iterator[Element]:
    return (part for part in style.iterfind(w("tblStylePr")) if attribute(part, "type") == name)


def _scheme(scheme: Element) -> Iterator[tuple[str, str]]:
    for one in scheme:
        for colour in one:
            value = colour.get("lastClr") or colour.get("val") or ""
            if isinstance(one.tag, str) and _HEX.fullmatch(value):
                yield one.tag.rpartition("}")[2], f"#{value.upper()}"
