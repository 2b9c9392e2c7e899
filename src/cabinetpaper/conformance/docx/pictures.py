"""Every picture is described, and stands where it is read.

In: the drawings and pictures. Out: breaches for those without a description, with one that says nothing, and for those
that float over the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.conformance.docx.document import Document
from cabinetpaper.conformance.trying import Breach, Ground, error, rule, warning
from cabinetpaper.conformance.wording import cut, poor_description

CODES: Final[dict[str, str]] = {
    "DOCX-ALT-MISSING": "A picture, chart or shape has no alternative text. Write what it tells the reader (Edit Alt "
    "Text), or mark it as decorative if it "
    "tells nothing.",
    "DOCX-ALT-POOR": "The alternative text of a picture is the name of a file, a word such as “chart”, or what Word "
    "made up. Write what the picture tells "
    "the reader.",
    "DOCX-PICTURE-FLOATING": "A picture floats over the text, so that nobody knows when it is read. Set its layout to "
    "In Line with Text.",
}

GROUNDS: Final[dict[str, Ground]] = {
    "DOCX-ALT-MISSING": error("WCAG 1.1.1"),
    "DOCX-ALT-POOR": error("WCAG 1.1.1"),
    "DOCX-PICTURE-FLOATING": warning("WCAG 1.3.2"),
}


@rule(GROUNDS)
def pictures(document: Document) -> Iterator[Breach]:
    """Yield what is wrong with the pictures, one after another."""
    for number, one in enumerate(document.pictures, 1):
        where = f"picture {number}, {one.where}"
        if not one.decorative and not one.words:
            yield Breach(
                "DOCX-ALT-MISSING",
                "The picture has no alternative text",
                "Write what it tells the reader (Edit Alt Text)",
                where,
            )
        elif not one.decorative and poor_description(one.words):
            yield Breach(
                "DOCX-ALT-POOR",
                f"The alternative text {cut(one.words)} says nothing of the picture",
                "Write what it tells the reader",
                where,
            )
        if one.floating and not one.decorative:
            yield Breach(
                "DOCX-PICTURE-FLOATING",
                "The picture floats over the text",
                "Set its layout to In Line with Text",
                where,
            )
