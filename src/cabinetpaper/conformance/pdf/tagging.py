"""The rules for the tags of a PDF: whether there are any, their types and their nesting, and whether everything on the
pages is tagged or set aside.

In: the document as it was read. Out: where a reader would lose the structure, or a piece of the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.conformance.pdf.document import Document, is_tagged
from cabinetpaper.conformance.pdf.tags import STANDARD, Mark, Tag, Tree
from cabinetpaper.conformance.rules import Breach, error, rule, warning
from cabinetpaper.conformance.wording import cut

CODES: Final[dict[str, str]] = {
    "PDF-UNTAGGED": "The PDF has no tags, or does not say that it has: a screen reader finds no headings, tables or "
    "order in it. Export it as a tagged PDF from its source; a scan must be made anew.",
    "PDF-SUSPECTS": "The program that tagged the PDF says that it was not sure of the tags. Have somebody look through "
    "them, or export the file again.",
    "PDF-TAG-UNKNOWN": "A tag has a type that is not one of the standard and is mapped to none, so that readers do not "
    "know what it is.",
    "PDF-TAG-REMAPPED": "A standard type of tag is given the meaning of another, which readers may follow or not.",
    "PDF-TREE-LOOP": "The tree of tags leads back into itself, or a type of tag is mapped in a circle. Export the file "
    "again.",
    "PDF-CONTENT-UNTAGGED": "Something on a page is neither tagged nor marked as an artifact, so that it is not read "
    "aloud, or read out of order. Tag it, or mark it as an artifact.",
    "PDF-CONTENT-MIXED": "An artifact stands within tagged content, or tagged content within an artifact. Export the "
    "file again.",
    "PDF-CONTENT-ORPHAN": "Something on a page is marked as content, but no tag holds it: most often a running header "
    "or footer that should be an artifact. It is never read aloud.",
    "PDF-CONTENT-TWICE": "Two tags claim the same piece of a page, so that it is read twice. Export the file again.",
    "PDF-PARENT-TREE": "The table that leads from the page back to the tags (the parent tree) disagrees with them, so "
    "that a reader that follows a click or a highlight gets lost.",
    "PDF-DRAWING-SHARED": "A drawing with tags of its own is painted more than once, so that nobody can tell which of "
    "them is meant.",
    "PDF-PAGE-UNREAD": "What a page paints was not looked at, because it is damaged, packed in a rare way or far "
    "longer than pages are. Nothing is said of its content.",
    "PDF-NESTING": "A tag of a table, list or contents list stands where the standard does not allow it, such as a row "
    "outside a table, so that readers lose the structure.",
    "PDF-NESTING-ODD": "A paragraph or heading holds a block of its own, such as a table, which readers treat in "
    "different ways.",
    "PDF-ROOT": "The tree of tags does not begin with a document (or a part, article or section).",
    "PDF-TAG-EMPTY": "A tag holds nothing. Readers may stop there and say nothing; remove it.",
}

_AGAIN: Final = "Export the file again"
_GROUPS: Final = frozenset({"Document", "Part", "Art", "Sect", "Div"})
_NEUTRAL: Final = frozenset({"NonStruct", "Private"})
_PROSE: Final = frozenset({"P", "H", "H1", "H2", "H3", "H4", "H5", "H6"})
_BLOCKS: Final = _PROSE | {"Table", "L", "TOC"}
_ROWS: Final = frozenset({"THead", "TBody", "TFoot"})
_ABOVE: Final = {
    "TR": {"Table", *_ROWS},
    **{part: {"Table"} for part in _ROWS},
    **{"TH": {"TR"}, "TD": {"TR"}, "LI": {"L"}, "LBody": {"LI"}, "TOCI": {"TOC"}},
}
"""Where these may stand (ISO 32000-1, tables 333, 336 and 337)."""
_BELOW: Final = {
    "Table": {"TR", *_ROWS, "Caption"},
    **{part: {"TR"} for part in _ROWS},
    **{"TR": {"TH", "TD"}, "L": {"LI", "L", "Caption"}, "LI": {"Lbl", "LBody"}, "TOC": {"TOC", "TOCI", "Caption"}},
}
"""What these may hold."""
_MAY_BE_EMPTY: Final = (_PROSE - {"P"}) | _GROUPS | _NEUTRAL | {"TD", "TH", "Figure", "Formula"}
"""Cells may be empty; empty figures and headings have findings of their own."""


@rule(
    {
        "PDF-UNTAGGED": error(
            "Export it from its source as a tagged PDF",
            *("WCAG 1.3.1", "WCAG 1.3.2", "PDF/UA 7.1", "Matterhorn 01-005"),
        ),
        "PDF-SUSPECTS": error("Look through the tags, or export it again", "PDF/UA 7.1", "Matterhorn 01-007"),
    }
)
def tagged(document: Document) -> Iterator[Breach]:
    """Yield where the file is not tagged."""
    if document.tree is None or not document.tree.roots:
        yield Breach("PDF-UNTAGGED", "The file has no tags")
    elif not document.statement.marked:
        yield Breach("PDF-UNTAGGED", "The file has tags but does not say that they are to be used (MarkInfo)")
    if document.statement.suspects:
        yield Breach("PDF-SUSPECTS", "The file says of itself that its tags may be wrong (Suspects)")


@rule(
    {
        "PDF-TAG-UNKNOWN": error("Map it to one, or change it", "WCAG 1.3.1", "Matterhorn 02-001"),
        "PDF-TAG-REMAPPED": error("Take it out of the role map", "PDF/UA 7.1", "Matterhorn 02-004"),
        "PDF-TREE-LOOP": error(_AGAIN, "Matterhorn 02-003", "PDF/UA 7.1"),
    },
    is_tagged,
)
def types(document: Document) -> Iterator[Breach]:
    """Yield unknown types, and trees and maps that run in circles."""
    tree = document.tagged_tree
    unknown = {
        tag.own: tag for tag in reversed(document.tags) if tag.kind not in STANDARD and tag.own not in tree.circles
    }
    for own, tag in sorted(unknown.items()):
        yield Breach("PDF-TAG-UNKNOWN", f"The type of tag “{own}” is mapped to no standard type", document.where(tag))
    for own in tree.remapped:
        yield Breach("PDF-TAG-REMAPPED", f"The standard type of tag “{own}” is given the meaning of another")
    for own in tree.circles:
        message = f"The type of tag “{own}” is mapped in a circle"
        yield Breach("PDF-TREE-LOOP", message, remedy="Map it to a standard type")
    if tree.again:
        yield Breach("PDF-TREE-LOOP", f"The tree of tags leads {tree.again} times to a tag that it already holds")
    if not tree.whole:
        message = "The tree has more tags, or lies deeper in itself, than any paper’s; the rest was not looked at"
        yield Breach("PDF-TREE-LOOP", message, remedy="Check the file in parts")


@rule({"PDF-PAGE-UNREAD": warning("Export the file again, or check it in parts")})
def unread(document: Document) -> Iterator[Breach]:
    """Yield the pages whose content was not looked at."""
    for number, page in enumerate(document.pages, 1):
        if page.painted is None:
            message = f"The content of the page was not looked at: {page.unread}"
            yield Breach("PDF-PAGE-UNREAD", message, f"page {number}")


@rule(
    {
        "PDF-CONTENT-UNTAGGED": error(
            "Tag what is to be read, and mark the rest as artifacts", "WCAG 1.3.1", "Matterhorn 01-005"
        ),
        "PDF-CONTENT-MIXED": error(_AGAIN, "Matterhorn 01-003", "Matterhorn 01-004"),
        "PDF-CONTENT-ORPHAN": error(
            "Mark running headers and footers as artifacts; tag what is to be read", "WCAG 1.3.1", "Matterhorn 18-001"
        ),
        "PDF-DRAWING-SHARED": error(_AGAIN, "PDF/UA 7.21", "Matterhorn 30-002"),
    },
    is_tagged,
)
def marks(document: Document) -> Iterator[Breach]:
    """Yield content that is not tagged as it should be, page by page."""
    owners = document.tagged_tree.owners
    for where, painted in document.painted:
        if painted.untagged:
            words = f", among them {cut(painted.loose)}" if painted.loose.strip() else ""
            message = f"{_things(painted.untagged)} on the page neither tagged nor marked as artifacts{words}"
            yield Breach("PDF-CONTENT-UNTAGGED", message, where)
        if painted.artifacts_inside or painted.tagged_inside:
            yield Breach("PDF-CONTENT-MIXED", "Artifacts and tagged content stand within one another", where)
        orphans = [mark for mark in painted.words if mark not in owners]
        if orphans:
            words = " ".join(painted.words[mark] for mark in orphans)
            words = f": {cut(words)}" if words.strip() else ""
            message = f"{_things(len(orphans))} marked as content, and no tag holds them{words}"
            yield Breach("PDF-CONTENT-ORPHAN", message, where)
        for _, count in sorted(painted.repeated.items()):
            if count > 1:
                yield Breach("PDF-DRAWING-SHARED", f"A drawing that holds tags is painted {count} times", where)


def _things(count: int) -> str:
    return f"{count} thing is" if count == 1 else f"{count} things are"


@rule(
    {"PDF-CONTENT-TWICE": error(_AGAIN, "WCAG 1.3.2", "PDF/UA 7.1"), "PDF-PARENT-TREE": error(_AGAIN, "PDF/UA 7.1")},
    is_tagged,
)
def agreement(document: Document) -> Iterator[Breach]:
    """Yield marks that two tags claim, and where the parent tree says otherwise than the tree."""
    tree = document.tagged_tree
    shared = {tree.owners[mark]: mark for mark in reversed(tree.shared)}
    for tag, mark in reversed(shared.items()):
        where = f"page {mark.page + 1}, {document.where(tag)}"
        yield Breach("PDF-CONTENT-TWICE", "Two tags claim the same piece of the page", where)
    astray = [mark for mark in tree.owners if mark.drawing is None and not _agrees(document, tree, mark)]
    first = {mark.page: mark for mark in reversed(astray)}
    for page, mark in sorted(first.items()):
        message = "The parent tree does not lead from the page to the tag that holds its content"
        yield Breach("PDF-PARENT-TREE", message, f"page {page + 1}, {document.where(tree.owners[mark])}")


def _agrees(document: Document, tree: Tree, mark: Mark) -> bool:
    """Return whether the parent tree leads from a mark to its tag."""
    if not 0 <= mark.page < len(document.pages):
        return False
    parents = document.pages[mark.page].parents
    row = tree.parents.get(parents, ()) if parents is not None else ()
    key = tree.owners[mark].key
    return 0 <= mark.number < len(row) and (row[mark.number] == key or key == (0, 0))


@rule(
    {
        "PDF-NESTING": error(
            "Correct the tags, or export the file again",
            *("WCAG 1.3.1", "Matterhorn 09-004", "Matterhorn 09-005", "Matterhorn 09-006"),
        ),
        "PDF-NESTING-ODD": warning("Put it after that tag", "Matterhorn 09-002"),
        "PDF-ROOT": error("Put all tags into one Document tag", "PDF/UA 7.1"),
        "PDF-TAG-EMPTY": warning("Remove it"),
    },
    is_tagged,
)
def nesting(document: Document) -> Iterator[Breach]:
    """Yield tags in the wrong place, in reading order."""
    roots = document.tagged_tree.roots
    if any(root.kind not in _GROUPS for root in roots):
        message = f"The tree of tags begins with {roots[0].kind or 'no type'}, not with a document"
        yield Breach("PDF-ROOT", message)
    for tag in document.tags:
        holder = next((above.kind for above in tag.above() if above.kind not in _NEUTRAL), "")
        if misplaced := _misplaced(tag, holder):
            message = f"{misplaced}, where the standard does not allow it"
            yield Breach("PDF-NESTING", message, document.where(tag))
        if tag.kind in _BLOCKS and holder in _PROSE and (holder, tag.kind) != ("P", "L"):
            yield Breach("PDF-NESTING-ODD", f"A {tag.kind} tag stands within a {holder} tag", document.where(tag))
        if not tag.kids and tag.kind not in _MAY_BE_EMPTY:
            yield Breach("PDF-TAG-EMPTY", f"A {tag.kind} tag holds nothing", document.where(tag))


def _misplaced(tag: Tag, holder: str) -> str:
    """Return in words where a tag stands that it may not, or nothing."""
    if tag.kind in _ABOVE:
        return "" if holder in _ABOVE[tag.kind] else f"{tag.kind} stands in {holder or 'nothing'}"
    allowed = holder not in _BELOW or tag.kind in _BELOW[holder] or tag.kind in _NEUTRAL
    return "" if allowed else f"{tag.kind} stands directly in {holder}"
