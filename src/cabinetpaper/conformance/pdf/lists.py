"""Lists are heard as lists.

In: the tags. Out: breaches for lists that do not say how they are numbered, items without a body, and lists beside the
item that they belong to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.conformance.pdf.document import Document, is_tagged
from cabinetpaper.conformance.trying import Breach, Ground, error, rule, warning

CODES: Final[dict[str, str]] = {
    "PDF-LIST-NUMBERING": "A list has numbers or bullets and does not say of which kind (ListNumbering), so that a "
    "reader cannot announce them.",
    "PDF-LIST-BODY": "An item of a list has no body (LBody), in which its words belong.",
    "PDF-LIST-NESTED": "A list within a list stands beside its item, not in it, so that it is heard as a list of its "
    "own or not at all.",
}

GROUNDS: Final[dict[str, Ground]] = {
    "PDF-LIST-NUMBERING": warning("WCAG 1.3.1", "Matterhorn 16-001", "Matterhorn 16-002"),
    "PDF-LIST-BODY": error("WCAG 1.3.1", "Matterhorn 09-005"),
    "PDF-LIST-NESTED": warning("WCAG 1.3.1"),
}


@rule(GROUNDS, is_tagged)
def lists(document: Document) -> Iterator[Breach]:
    """Yield what is wrong with the lists, one after another."""
    for tag in document.of_kind("L", "LI"):
        if tag.kind == "LI":
            if not any(kid.kind == "LBody" for kid in tag.tags()):
                yield Breach("PDF-LIST-BODY", "The item has no body", "Tag its words as LBody", document.where(tag))
            continue
        labelled = any(kid.kind == "Lbl" for item in tag.tags() for kid in item.tags())
        if labelled and tag.attributes.get("ListNumbering", "None") == "None":
            yield Breach(
                "PDF-LIST-NUMBERING",
                "The list does not say how it is numbered",
                "Set ListNumbering, such as Decimal or Disc",
                document.where(tag),
            )
        if any(kid.kind == "L" for kid in tag.tags()):
            yield Breach(
                "PDF-LIST-NESTED",
                "A list within the list stands beside its item",
                "Put it into the item’s body",
                document.where(tag),
            )
