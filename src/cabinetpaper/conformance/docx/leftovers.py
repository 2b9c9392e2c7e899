"""Nothing of the editing is left.

In: what was counted on reading. Out: breaches for tracked changes and comments that are still there, and for a document
too long to be read on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.conformance.docx.document import Document
from cabinetpaper.conformance.trying import Breach, Ground, note, rule, warning

CODES: Final[dict[str, str]] = {
    "DOCX-CHANGES-LEFT": "Tracked changes are still in the document, where everybody can see what was deleted. Accept "
    "or reject them before publication.",
    "DOCX-COMMENTS-LEFT": "Comments are still in the document. Answer and delete them before publication.",
    "DOCX-LONG": "The document is longer than any paper; what stands beyond that was not looked at. Check it in parts.",
}

GROUNDS: Final[dict[str, Ground]] = {"DOCX-CHANGES-LEFT": note(), "DOCX-COMMENTS-LEFT": note(), "DOCX-LONG": warning()}


@rule(GROUNDS)
def leftovers(document: Document) -> Iterator[Breach]:
    """Yield what is left of the editing."""
    if document.changes:
        changes = "1 tracked change is" if document.changes == 1 else f"{document.changes} tracked changes are"
        yield Breach(
            "DOCX-CHANGES-LEFT", f"{changes} still in the document", "Accept or reject them before publication"
        )
    if document.comments:
        comments = "1 comment is" if document.comments == 1 else f"{document.comments} comments are"
        yield Breach(
            "DOCX-COMMENTS-LEFT", f"{comments} still in the document", "Answer and delete them before publication"
        )
    if not document.whole:
        yield Breach(
            "DOCX-LONG",
            f"Beyond {len(document.paragraphs)} paragraphs nothing was looked at",
            "Check the document in parts",
        )
