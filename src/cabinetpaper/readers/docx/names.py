"""Names that the reader of Word documents goes by: namespaces, and the codes of what it reports.

Nothing comes in. Out: constants.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PR: Final = "http://schemas.openxmlformats.org/package/2006/relationships"

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
    "DOCX-NOT-CARRIED": "Something in the document has no place in a paper (a text box, a formula, an unknown "
    "picture, a merged cell, a footnote in a title). "
    "Its words are quoted here and are not in what was read; write them as ordinary paragraphs.",
    "DOCX-FORMAT-DROPPED": "Formatting that a paper does not carry (underline, highlight, strike-through, "
    "superscript) was left out; the words were kept.",
    "DOCX-STYLE-UNKNOWN": "A paragraph has a style that papers do not use; it was read as body text. "
    "docs/docx-styles.md lists the styles.",
    "DOCX-RATING-CHANGED": "Words in a rating's style are no rating (Green, Amber, Red, Blue, Not rated), or another "
    "than the style says; the words were kept.",
    "DOCX-ORPHAN": "A caption has no table, or a table or picture no caption. It was read as it stands.",
}


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
