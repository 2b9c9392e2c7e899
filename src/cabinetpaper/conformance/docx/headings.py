"""Headings lead through the document.

In: its paragraphs. Out: breaches where there are none, where the first is not the highest, where a level is skipped,
where one is empty, and for bold lines that only look like headings.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from cabinetpaper.conformance.docx.document import Document, Paragraph
from cabinetpaper.conformance.trying import Breach, Ground, error, rule, warning

CODES: Final[dict[str, str]] = {
    "DOCX-HEADINGS-NONE": "No paragraph has a heading style, so that nobody can jump through the document. Use "
    "Heading 1, Heading 2 and so on.",
    "DOCX-HEADING-FIRST": "The first heading is not of level 1. Begin with Heading 1.",
    "DOCX-HEADING-SKIPPED": "A level of headings is skipped, such as 3 after 1, so that a part seems to be missing. "
    "Use the level that follows.",
    "DOCX-HEADING-EMPTY": "A paragraph with a heading style has no words. Delete it; space belongs to the style.",
    "DOCX-HEADING-FAKE": "A short bold line looks like a heading and is none, so that no screen reader finds it. Give "
    "it a heading style, or leave it if it "
    "is none.",
}

GROUNDS: Final[dict[str, Ground]] = {
    "DOCX-HEADINGS-NONE": error("WCAG 1.3.1", "WCAG 2.4.6"),
    "DOCX-HEADING-FIRST": error("WCAG 1.3.1"),
    "DOCX-HEADING-SKIPPED": error("WCAG 1.3.1"),
    "DOCX-HEADING-EMPTY": error("WCAG 1.3.1", "WCAG 2.4.6"),
    "DOCX-HEADING-FAKE": warning("WCAG 1.3.1"),
}

_SHORT: Final = 80
_ENDS: Final = (".", ",", ";", ":", "!", "?")


@rule(GROUNDS)
def headings(document: Document) -> Iterator[Breach]:
    """Yield what is wrong with the headings, in reading order."""
    found = list(document.headings)
    if not found:
        yield Breach("DOCX-HEADINGS-NONE", "No paragraph has a heading style", "Use Heading 1, Heading 2 and so on")
    last = 0
    for one in found:
        level = one.level or 1
        if not one.words and "picture" not in one.holds:
            yield Breach(
                "DOCX-HEADING-EMPTY", "The heading has no words", "Delete it; space belongs to the style", one.where
            )
            continue
        if not last and level != 1:
            yield Breach(
                "DOCX-HEADING-FIRST", f"The first heading is of level {level}", "Begin with Heading 1", one.where
            )
        elif last and level > last + 1:
            yield Breach(
                "DOCX-HEADING-SKIPPED",
                f"A heading of level {level} follows one of level {last}",
                f"Make it level {last + 1}",
                one.where,
            )
        last = level
    for one, following in pairwise(document.body):
        if _looks_like_one(one) and following.words and not _looks_like_one(following) and not following.level:
            yield Breach(
                "DOCX-HEADING-FAKE",
                "The bold line looks like a heading and is none",
                "Give it a heading style if it is one",
                one.where,
            )


def _looks_like_one(paragraph: Paragraph) -> bool:
    """Return whether a paragraph of plain style is short, all bold and no sentence."""
    spoken = [run for run in paragraph.runs if run.words.strip()]
    plain = paragraph.plain and not paragraph.level and not paragraph.title and not paragraph.listed
    return (
        plain
        and bool(spoken)
        and all(run.look.bold for run in spoken)
        and len(paragraph.words) <= _SHORT
        and not paragraph.words.endswith(_ENDS)
    )
