"""Build WordprocessingML, element by element.

In: tag names, attributes, children. Out: lxml elements in their namespaces, and the bytes of a part. Characters that
XML cannot hold never get here: `plain` has taken them out.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    __all__ = ["Element"]

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"
SVG: Final = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"

_NAMESPACES: Final[dict[str | None, str]] = {"w": W, "r": R, "wp": WP, "a": A, "pic": PIC}
_OWN: Final = {"w": W}
_ROOTS: Final = frozenset({"document", "footnotes", "hdr", "ftr"})
"""Only roots declare every namespace: declaring five for each element takes twice as long."""
_PREFIXED: Final = {f"{prefix}:": f"{{{uri}}}" for prefix, uri in _NAMESPACES.items()}


@cache
def _make() -> Any:
    from lxml import etree

    return etree.Element


def w(tag: str, *children: Element, **attributes: str) -> Element:
    """Return a WordprocessingML element with its children; attributes are in the same namespace (`val="…"`)."""
    element: Element = _make()(f"{{{W}}}{tag}", None, _NAMESPACES if tag in _ROOTS else _OWN)
    for name, value in attributes.items():
        element.set(f"{{{W}}}{name}", value)
    for child in children:
        element.append(child)
    return element


def any_of(name: str, attributes: dict[str, str] | None = None, *children: Element) -> Element:
    """Return an element whose name carries a prefix (`wp:inline`); attributes with a prefix get its namespace, others
    none.
    """
    element: Element = _make()(_full(name), None, _NAMESPACES)
    for key, value in (attributes or {}).items():
        element.set(_full(key), value)
    for child in children:
        element.append(child)
    return element


def _full(name: str) -> str:
    prefix, colon, local = name.partition(":")
    return _PREFIXED[prefix + colon] + local if colon else name


def text(words: str) -> Element:
    """Return words as `w:t`, with the spaces at their ends kept."""
    element = w("t")
    element.text = words
    if words != words.strip():
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def parsed(source: bytes | str) -> Element:
    """Return the root of an XML text of ours or of a council's, read without entities, document types or the
    network.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_blank_text=True)
    return etree.fromstring(source.encode() if isinstance(source, str) else source, parser)


def serialised(root: Element) -> bytes:
    """Return the bytes of a part."""
    from lxml import etree

    etree.cleanup_namespaces(root, keep_ns_prefixes=["w"])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
