"""Read the properties of runs, paragraphs and pages.

In: `w:rPr`, `w:pPr`, `w:sectPr`. Out: what of them means anything to a paper, and the tracked changes of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from cabinetpaper.readers.docx.names import R, W, attribute, child_value, number, switched_on, twips, w
from cabinetpaper.readers.docx.tree import Formatting, Look, Pages, Properties

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DROPPED: Final = {
    "u": "Underline",
    "strike": "Strike-through",
    "dstrike": "Strike-through",
    "highlight": "Highlighting",
    "vertAlign": "Superscript or subscript",
    "vanish": "Hiding of words",
}


def look_of(properties: Element) -> Look:
    """Return how the properties of a run set it apart."""
    held = {str(one.tag).rpartition("}")[2]: one for one in properties.iterchildren(f"{{{W}}}*")}
    dropped = tuple(_DROPPED[name] for name in held if name in _DROPPED and switched_on(held[name]))
    style = attribute(held["rStyle"], "val") if "rStyle" in held else ""
    return Look(style, switched_on(held.get("b")), switched_on(held.get("i")), dropped)


def properties_of(properties: Element) -> Properties:
    """Return what a paragraph says of itself."""
    written = child_value(properties, "outlineLvl")
    return Properties(
        child_value(properties, "pStyle"),
        child_value(properties, "numPr/numId"),
        number(child_value(properties, "numPr/ilvl")),
        number(written) if written else None,
    )


def pages_of(properties: Element) -> Pages:
    """Return the stretch of pages that ends where these properties stand."""
    size = properties.find(w("pgSz"))
    landscape = size is not None and (
        attribute(size, "orient") == "landscape" or twips(attribute(size, "w")) > twips(attribute(size, "h"))
    )
    running = tuple(
        (
            str(one.tag).rpartition("}")[2].removesuffix("Reference"),
            attribute(one, "type", "default"),
            one.get(f"{{{R}}}id", ""),
        )
        for one in properties.iterchildren(w("headerReference"), w("footerReference"))
    )
    return Pages(landscape, running, [*formattings(properties, "the pages", "sectPrChange")])


def formattings(properties: Element, what: str, *paths: str) -> Iterator[Formatting]:
    """Yield the tracked changes of properties that stand at some paths in them; `what` they belong to."""
    for path in paths:
        for found in properties.iterfind("/".join(w(tag) for tag in path.split("/"))):
            yield Formatting(what, attribute(found, "author"), attribute(found, "date"))
