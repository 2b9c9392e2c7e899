"""Whether everything on the pages is tagged or set aside, and the tags and pages agree.

In: what each page paints, and the tree. Out: breaches for content that is neither, for running words that are read from
nowhere, for marks that two tags claim and for a parent tree that says otherwise than the tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.conformance.pdf.document import Document, Page, is_tagged
from cabinetpaper.conformance.pdf.tags import Mark, Tree
from cabinetpaper.conformance.trying import Breach, Ground, error, rule, warning
from cabinetpaper.conformance.wording import cut

CODES: Final[dict[str, str]] = {
    "PDF-CONTENT-UNTAGGED": "Something on a page is neither tagged nor marked as an artifact, so that it is not read "
    "aloud, or read out of order. Tag it, "
    "or mark it as an artifact.",
    "PDF-CONTENT-MIXED": "An artifact stands within tagged content, or tagged content within an artifact. Export the "
    "file again.",
    "PDF-CONTENT-ORPHAN": "Something on a page is marked as content, but no tag holds it: most often a running header "
    "or footer that should be an artifact. "
    "It is never read aloud.",
    "PDF-CONTENT-TWICE": "Two tags claim the same piece of a page, so that it is read twice. Export the file again.",
    "PDF-PARENT-TREE": "The table that leads from the page back to the tags (the parent tree) disagrees with them, so "
    "that a reader that follows a click or "
    "a highlight gets lost.",
    "PDF-DRAWING-SHARED": "A drawing with tags of its own is painted more than once, so that nobody can tell which of "
    "them is meant.",
    "PDF-PAGE-UNREAD": "What a page paints was not looked at, because it is damaged, packed in a rare way or far "
    "longer than pages are. Nothing is said of "
    "its content.",
}

GROUNDS: Final[dict[str, Ground]] = {
    "PDF-CONTENT-UNTAGGED": error("WCAG 1.3.1", "Matterhorn 01-005"),
    "PDF-CONTENT-MIXED": error("Matterhorn 01-003", "Matterhorn 01-004"),
    "PDF-CONTENT-ORPHAN": error("WCAG 1.3.1", "Matterhorn 18-001"),
    "PDF-DRAWING-SHARED": error("PDF/UA 7.21", "Matterhorn 30-002"),
}

UNREAD: Final[dict[str, Ground]] = {"PDF-PAGE-UNREAD": warning()}

AGREEMENT: Final[dict[str, Ground]] = {
    "PDF-CONTENT-TWICE": error("WCAG 1.3.2", "PDF/UA 7.1"),
    "PDF-PARENT-TREE": error("PDF/UA 7.1"),
}


@rule(UNREAD)
def unread(document: Document) -> Iterator[Breach]:
    """Yield the pages whose content was not looked at."""
    for number, page in enumerate(document.pages, 1):
        if page.painted is None:
            message = f"The content of the page was not looked at: {page.unread}"
            yield Breach("PDF-PAGE-UNREAD", message, "Export the file again, or check it in parts", f"page {number}")


@rule(GROUNDS, is_tagged)
def marks(document: Document) -> Iterator[Breach]:
    """Yield content that is not tagged as it should be, page by page."""
    owners = document.tree.owners if document.tree else {}
    for number, page in enumerate(document.pages, 1):
        where, painted = f"page {number}", page.painted
        if painted is None:
            continue
        if painted.untagged:
            words = f", among them {cut(painted.loose)}" if painted.loose.strip() else ""
            message = f"{_things(painted.untagged)} on the page neither tagged nor marked as artifacts{words}"
            yield Breach(
                "PDF-CONTENT-UNTAGGED", message, "Tag what is to be read, and mark the rest as artifacts", where
            )
        if painted.artifacts_inside or painted.tagged_inside:
            yield Breach(
                "PDF-CONTENT-MIXED",
                "Artifacts and tagged content stand within one another",
                "Export the file again",
                where,
            )
        orphans = [mark for mark in painted.words if mark not in owners]
        if orphans:
            words = " ".join(painted.words[mark] for mark in orphans)
            message = (
                f"{_things(len(orphans))} marked as content, and no tag holds "
                f"them{f': {cut(words)}' if words.strip() else ''}"
            )
            yield Breach(
                "PDF-CONTENT-ORPHAN",
                message,
                "Mark running headers and footers as artifacts; tag what is to be read",
                where,
            )
        for _, count in sorted(painted.repeated.items()):
            if count > 1:
                yield Breach(
                    "PDF-DRAWING-SHARED",
                    f"A drawing that holds tags is painted {count} times",
                    "Export the file again",
                    where,
                )


def _things(count: int) -> str:
    return f"{count} thing is" if count == 1 else f"{count} things are"


@rule(AGREEMENT, is_tagged)
def agreement(document: Document) -> Iterator[Breach]:
    """Yield marks that two tags claim, and where the parent tree says otherwise than the tree."""
    tree = document.tree
    if tree is None:
        return
    shared = {tree.owners[mark]: mark for mark in reversed(tree.shared)}
    for tag, mark in reversed(shared.items()):
        yield Breach(
            "PDF-CONTENT-TWICE",
            "Two tags claim the same piece of the page",
            "Export the file again",
            f"page {mark.page + 1}, {document.where(tag)}",
        )
    wrong = {
        mark.page: mark
        for mark in reversed(
            [mark for mark in tree.owners if mark.drawing is None and not _agrees(document, tree, mark)]
        )
    }
    for place, mark in sorted(wrong.items()):
        message = "The parent tree does not lead from the page to the tag that holds its content"
        yield Breach(
            "PDF-PARENT-TREE",
            message,
            "Export the file again",
            f"page {place + 1}, {document.where(tree.owners[mark])}",
        )


def _agrees(document: Document, tree: Tree, mark: Mark) -> bool:
    """Return whether the parent tree leads from a mark to its tag."""
    if not 0 <= mark.page < len(document.pages):
        return False
    page: Page = document.pages[mark.page]
    row = tree.parents.get(page.parents, ()) if page.parents is not None else ()
    key = tree.owners[mark].key
    return 0 <= mark.number < len(row) and (row[mark.number] == key or key == (0, 0))
