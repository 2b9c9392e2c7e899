"""What the document is called and written in.

In: its properties and defaults. Out: breaches where it has no title, no language, or does not begin with its title.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.conformance.docx.document import Document
from cabinetpaper.conformance.trying import Breach, Ground, error, rule, warning
from cabinetpaper.conformance.wording import cut, is_language, poor_title

CODES: Final[dict[str, str]] = {
    "DOCX-TITLE": "The document has no title in its properties, or one that says nothing. Write it under File, Info, "
    "Title; the PDF made from it takes it "
    "over.",
    "DOCX-TITLE-LINE": "The document does not begin with its title: nothing in it has the style Title, and the first "
    "words are no heading 1.",
    "DOCX-LANGUAGE": "The document does not say in which language it is written. Set the proofing language under "
    "Review, such as English (United Kingdom).",
}

GROUNDS: Final[dict[str, Ground]] = {
    "DOCX-TITLE": error("WCAG 2.4.2"),
    "DOCX-TITLE-LINE": warning("WCAG 2.4.6"),
    "DOCX-LANGUAGE": error("WCAG 3.1.1"),
}


@rule(GROUNDS)
def properties(document: Document) -> Iterator[Breach]:
    """Yield what the document does not say of itself."""
    if not document.title or poor_title(document.title):
        what = (
            f"The title {cut(document.title)} does not say what the document is"
            if document.title
            else "The document has no title in its properties"
        )
        yield Breach("DOCX-TITLE", what, "Write it under File, Info, Title")
    if not is_language(document.language):
        yield Breach(
            "DOCX-LANGUAGE",
            "The document does not say in which language it is written",
            "Set the proofing language under Review",
        )
    first = next((one for one in document.body if one.words), None)
    if first is not None and first.level != 1 and not any(one.title for one in document.paragraphs):
        yield Breach(
            "DOCX-TITLE-LINE",
            "The document does not begin with its title",
            "Give its title the style Title",
            first.where,
        )
