"""Every picture is described in words.

In: the tags. Out: breaches for figures and formulas without a description, with one that says nothing, or without
anything to be seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.conformance.pdf.document import Document, is_tagged
from cabinetpaper.conformance.trying import Breach, Ground, error, rule, warning
from cabinetpaper.conformance.wording import cut, poor_description

CODES: Final[dict[str, str]] = {
    "PDF-ALT-MISSING": "A picture or formula has no description in words. Write what it tells the reader; mark it as "
    "an artifact if it tells nothing.",
    "PDF-ALT-POOR": "The description of a picture is the name of a file or a word such as “chart”. Write what the "
    "picture tells the reader.",
    "PDF-FIGURE-EMPTY": "A figure is described but nothing on the page belongs to it: the picture is marked as an "
    "artifact, or is gone. "
    "Tag the picture, or remove the figure.",
}

GROUNDS: Final[dict[str, Ground]] = {
    "PDF-ALT-MISSING": error("WCAG 1.1.1", "Matterhorn 13-004", "Matterhorn 17-002"),
    "PDF-ALT-POOR": error("WCAG 1.1.1"),
    "PDF-FIGURE-EMPTY": warning("PDF/UA 7.3", "Matterhorn 01-002"),
}


@rule(GROUNDS, is_tagged)
def figures(document: Document) -> Iterator[Breach]:
    """Yield what is wrong with the pictures, one after another."""
    for tag in document.of_kind("Figure", "Formula"):
        said, where = (tag.alternative or tag.actual).strip(), document.where(tag)
        called = "picture" if tag.kind == "Figure" else "formula"
        if not said:
            yield Breach(
                "PDF-ALT-MISSING", f"The {called} has no description in words", "Write what it tells the reader", where
            )
        elif poor_description(said):
            yield Breach(
                "PDF-ALT-POOR",
                f"The description {cut(said)} says nothing of the {called}",
                "Write what it tells the reader",
                where,
            )
        if document.empty(tag):
            yield Breach(
                "PDF-FIGURE-EMPTY",
                f"Nothing on the page belongs to the {called}",
                "Tag the picture itself, or remove the tag",
                where,
            )
