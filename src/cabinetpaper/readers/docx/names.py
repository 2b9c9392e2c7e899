"""Names that the reader of Word documents goes by: namespaces, how attributes are read, the codes of what it reports.

In: elements. Out: their attributes as text, numbers, lengths and switches, whatever somebody may have written there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PR: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
M: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DIAGRAM: Final = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
VML: Final = "urn:schemas-microsoft-com:vml"
MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
W14: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
W15: Final = "http://schemas.microsoft.com/office/word/2012/wordml"

CODES: Final[dict[str, str]] = {
    "DOCX-UNREADABLE": "The file is no Word document, is encrypted or is broken. Open it in Word and save it again as "
    ".docx.",
    "DOCX-TOO-LARGE": "The file would unpack to far more than a paper ever holds, and was not opened. Ask the sender "
    "for the file as Word saved it.",
    "DOCX-UNSAFE": "The file holds what Word never writes and attackers do. Do not use it; ask the sender for another.",
    "DOCX-ACTIVE-CONTENT": "The file holds macros or another file inside it. They were not read. Remove them in Word "
    "unless you know what they are.",
    "DOCX-PART-UNREAD": "The file holds a part that a paper has no place for. Its content is not in what was read.",
    "DOCX-REVISION": "A tracked change is still open: insertions were read as words, deletions were left out. Accept "
    "or reject it in Word.",
    "DOCX-COMMENT": "A comment stands in the document; it is not part of the paper. Answer it and delete it in Word "
    "before publication.",
    "DOCX-NOT-CARRIED": "Something in the document has no place in a paper (a text box, a formula, an unknown picture, "
    "a merged cell, a footnote in a title). Its words are quoted here and are not in what was read; write them as "
    "ordinary paragraphs.",
    "DOCX-FORMAT-DROPPED": "Formatting that a paper does not carry (underline, highlight, strike-through, superscript) "
    "was left out; the words were kept.",
    "DOCX-STYLE-UNKNOWN": "A paragraph has a style that papers do not use; it was read as body text. "
    "docs/docx-styles.md lists the styles.",
    "DOCX-RATING-CHANGED": "Words in a rating's style are no rating (Green, Amber, Red, Blue, Not rated), or another "
    "than the style says; the words were kept.",
    "DOCX-ORPHAN": "A caption has no table, or a table or picture no caption. It was read as it stands.",
    "DOCX-PICTURE-CHANGED": "A picture is another than the one that was printed under this name. A paper draws its "
    "charts from the data and takes its pictures from the workspace; change it there.",
    "DOCX-RUNNING-CHANGED": "A header or footer says something that papers do not print there. It is not in what was "
    "read; what headers and footers say comes from paper.toml and the settings.",
}

_NUMBER: Final = re.compile(r"\s*([+-]?\d{1,9})(?:\.\d*)?\s*")
_LENGTH: Final = re.compile(r"\s*(-?\d{1,9}(?:\.\d{1,9})?)(pt|in|cm|mm|pc|pi)?\s*")
_TWIPS: Final = {"pt": 20.0, "in": 1440.0, "cm": 1440 / 2.54, "mm": 144 / 2.54, "pc": 240.0, "pi": 240.0}
_OFF: Final = frozenset({"0", "false", "off", "none", "baseline"})


def w(tag: str) -> str:
    """Return a WordprocessingML name as lxml writes it."""
    return f"{{{W}}}{tag}"


def attribute(element: Element, name: str, default: str = "") -> str:
    """Return an attribute in the namespace of WordprocessingML."""
    return element.get(f"{{{W}}}{name}", default)


def child_value(element: Element | None, path: str) -> str:
    """Return `w:val` of the element at a path of WordprocessingML names (`pPr/pStyle`), or nothing."""
    found = element if element is None else element.find("/".join(w(tag) for tag in path.split("/")))
    return "" if found is None else attribute(found, "val")


def number(written: str, default: int = 0) -> int:
    """Return the whole number that an attribute holds, or the default for anything that is none or is absurd."""
    found = _NUMBER.fullmatch(written)
    return int(found[1]) if found else default


def twips(written: str) -> float:
    """Return a length in twentieths of a point, as Word writes it by itself or with a unit (`595.3pt`); 0 for none."""
    found = _LENGTH.fullmatch(written)
    return float(found[1]) * _TWIPS.get(found[2], 1.0) if found else 0.0


def switched_on(element: Element | None) -> bool:
    """Return whether a property such as `w:b` is there and not switched off."""
    return element is not None and attribute(element, "val", "1").strip().lower() not in _OFF
