"""Whether the PDF is tagged, with types that every reader knows.

In: the tree and what the file says of itself. Out: breaches where there is no tree, where types are unknown or where
the tree runs in circles.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.conformance.pdf.document import Document, is_tagged
from cabinetpaper.conformance.pdf.tags import STANDARD
from cabinetpaper.conformance.trying import Breach, Ground, error, rule

CODES: Final[dict[str, str]] = {
    "PDF-UNTAGGED": "The PDF has no tags, or does not say that it has: a screen reader finds no headings, tables or "
    "order in it. Export it as a tagged "
    "PDF from its source; a scan must be made anew.",
    "PDF-SUSPECTS": "The program that tagged the PDF says that it was not sure of the tags. Have somebody look "
    "through them, or export the file again.",
    "PDF-TAG-UNKNOWN": "A tag has a type that is not one of the standard and is mapped to none, so that readers do "
    "not know what it is.",
    "PDF-TAG-REMAPPED": "A standard type of tag is given the meaning of another, which readers may follow or not.",
    "PDF-TREE-LOOP": "The tree of tags leads back into itself, or a type of tag is mapped in a circle. Export the "
    "file again.",
}

GROUNDS: Final[dict[str, Ground]] = {
    "PDF-UNTAGGED": error("WCAG 1.3.1", "WCAG 1.3.2", "PDF/UA 7.1", "Matterhorn 01-005"),
    "PDF-SUSPECTS": error("PDF/UA 7.1", "Matterhorn 01-007"),
}

TYPES: Final[dict[str, Ground]] = {
    "PDF-TAG-UNKNOWN": error("WCAG 1.3.1", "Matterhorn 02-001"),
    "PDF-TAG-REMAPPED": error("PDF/UA 7.1", "Matterhorn 02-004"),
    "PDF-TREE-LOOP": error("Matterhorn 02-003", "PDF/UA 7.1"),
}


@rule(GROUNDS)
def tagged(document: Document) -> Iterator[Breach]:
    """Yield where the file is not tagged."""
    remedy = "Export it from its source as a tagged PDF"
    if document.tree is None or not document.tree.roots:
        yield Breach("PDF-UNTAGGED", "The file has no tags", remedy)
    elif not document.statement.marked:
        yield Breach("PDF-UNTAGGED", "The file has tags but does not say that they are to be used (MarkInfo)", remedy)
    if document.statement.suspects:
        yield Breach(
            "PDF-SUSPECTS",
            "The file says of itself that its tags may be wrong (Suspects)",
            "Look through the tags, or export it again",
        )


@rule(TYPES, is_tagged)
def types(document: Document) -> Iterator[Breach]:
    """Yield unknown types, and trees and maps that run in circles."""
    tree = document.tree
    if tree is None:
        return
    unknown = {
        tag.own: tag for tag in reversed(document.tags) if tag.kind not in STANDARD and tag.own not in tree.circles
    }
    for own, tag in sorted(unknown.items()):
        yield Breach(
            "PDF-TAG-UNKNOWN",
            f"The type of tag “{own}” is mapped to no standard type",
            "Map it to one, or change it",
            document.where(tag),
        )
    for own in tree.remapped:
        yield Breach(
            "PDF-TAG-REMAPPED",
            f"The standard type of tag “{own}” is given the meaning of another",
            "Take it out of the role map",
        )
    for own in tree.circles:
        yield Breach("PDF-TREE-LOOP", f"The type of tag “{own}” is mapped in a circle", "Map it to a standard type")
    if tree.again:
        yield Breach(
            "PDF-TREE-LOOP",
            f"The tree of tags leads {tree.again} times to a tag that it already holds",
            "Export the file again",
        )
    if not tree.whole:
        yield Breach(
            "PDF-TREE-LOOP",
            "The tree has more tags, or lies deeper in itself, than any paper’s; the rest was not looked at",
            "Check the file in parts",
        )
