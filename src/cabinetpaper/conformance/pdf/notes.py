"""Notes can be found from where they are mentioned.

In: the tags. Out: breaches for notes without an id of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.conformance.pdf.document import Document, is_tagged
from cabinetpaper.conformance.trying import Breach, Ground, error, rule

CODES: Final[dict[str, str]] = {
    "PDF-NOTE-ID": "A footnote has no id, or that of another, so that nothing can lead to it. Export the file again."
}

GROUNDS: Final[dict[str, Ground]] = {"PDF-NOTE-ID": error("Matterhorn 19-003", "Matterhorn 19-004")}


@rule(GROUNDS, is_tagged)
def notes(document: Document) -> Iterator[Breach]:
    """Yield notes without an id of their own."""
    seen: set[str] = set()
    for tag in document.of_kind("Note"):
        if not tag.identifier:
            yield Breach("PDF-NOTE-ID", "The note has no id", "Give it one", document.where(tag))
        elif tag.identifier in seen:
            yield Breach(
                "PDF-NOTE-ID",
                f"Another note has the same id, “{tag.identifier}”",
                "Give it one of its own",
                document.where(tag),
            )
        seen.add(tag.identifier)
