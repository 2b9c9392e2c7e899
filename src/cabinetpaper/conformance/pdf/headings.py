"""Headings lead through the PDF.

In: the tags. Out: breaches where there are none, where the first is not the highest, where a level is skipped and where
one is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cabinetpaper.conformance.pdf.document import Document, is_tagged
from cabinetpaper.conformance.trying import Breach, Ground, error, rule

CODES: Final[dict[str, str]] = {
    "PDF-HEADINGS-NONE": "The PDF has no headings, so that nobody can jump through it. Use heading styles in the "
    "source and export it again.",
    "PDF-HEADING-FIRST": "The first heading is not of level 1. Begin with the title of the document as heading 1.",
    "PDF-HEADING-SKIPPED": "A level of headings is skipped, such as 3 after 1, so that a part seems to be missing. "
    "Use the level that follows.",
    "PDF-HEADING-EMPTY": "A heading has no words. Remove it in the source; space before a heading belongs to its "
    "style.",
    "PDF-HEADING-KINDS": "The PDF mixes headings with and without a level (H and H1 to H6). Use those with a level.",
}

GROUNDS: Final[dict[str, Ground]] = {
    "PDF-HEADINGS-NONE": error("WCAG 1.3.1", "WCAG 2.4.6", "Matterhorn 14-001"),
    "PDF-HEADING-FIRST": error("WCAG 1.3.1", "Matterhorn 14-002"),
    "PDF-HEADING-SKIPPED": error("WCAG 1.3.1", "Matterhorn 14-003"),
    "PDF-HEADING-EMPTY": error("WCAG 1.3.1", "WCAG 2.4.6"),
    "PDF-HEADING-KINDS": error("Matterhorn 14-006", "Matterhorn 14-007"),
}


@rule(GROUNDS, is_tagged)
def headings(document: Document) -> Iterator[Breach]:
    """Yield what is wrong with the headings, in reading order."""
    found = [tag for tag in document.tags if re.fullmatch("H[1-6]?", tag.kind)]
    if not found:
        yield Breach(
            "PDF-HEADINGS-NONE", "The file has no headings", "Use heading styles in the source and export it again"
        )
    levels = [tag for tag in found if tag.kind != "H"]
    if levels and len(levels) < len(found):
        yield Breach(
            "PDF-HEADING-KINDS",
            "Headings with and without a level stand side by side",
            "Use H1 to H6",
            document.where(next(document.of_kind("H"))),
        )
    last = 0
    for tag in levels:
        level = int(tag.kind[1])
        if not last and level != 1:
            yield Breach(
                "PDF-HEADING-FIRST", f"The first heading is of level {level}", "Begin with level 1", document.where(tag)
            )
        elif last and level > last + 1:
            message = f"A heading of level {level} follows one of level {last}"
            yield Breach(
                "PDF-HEADING-SKIPPED",
                message,
                f"Make it level {last + 1}, or add the one that is missing",
                document.where(tag),
            )
        last = level
    for tag in found:
        if not document.words(tag) and document.readable(tag):
            yield Breach("PDF-HEADING-EMPTY", "A heading has no words", "Remove it in the source", document.where(tag))
