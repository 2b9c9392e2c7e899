"""Whether tags stand inside one another as the standard has them.

In: the tree. Out: breaches for tags in the wrong place, for a tree without a document at its root and for tags that
hold nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.conformance.pdf.document import Document, is_tagged
from cabinetpaper.conformance.pdf.tags import Tag
from cabinetpaper.conformance.trying import Breach, Ground, error, rule, warning

CODES: Final[dict[str, str]] = {
    "PDF-NESTING": "A tag of a table, list or contents list stands where the standard does not allow it, such as a "
    "row outside a table, so that readers "
    "lose the structure.",
    "PDF-NESTING-ODD": "A paragraph or heading holds a block of its own, such as a table, which readers treat in "
    "different ways.",
    "PDF-ROOT": "The tree of tags does not begin with a document (or a part, article or section).",
    "PDF-TAG-EMPTY": "A tag holds nothing. Readers may stop there and say nothing; remove it.",
}

GROUNDS: Final[dict[str, Ground]] = {
    "PDF-NESTING": error("WCAG 1.3.1", "Matterhorn 09-004", "Matterhorn 09-005", "Matterhorn 09-006"),
    "PDF-NESTING-ODD": warning("Matterhorn 09-002"),
    "PDF-ROOT": error("PDF/UA 7.1"),
    "PDF-TAG-EMPTY": warning(),
}

_ABOVE: Final = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "TH": {"TR"},
    "TD": {"TR"},
    "LI": {"L"},
    "LBody": {"LI"},
    "TOCI": {"TOC"},
}
"""Where these may stand (ISO 32000-1, tables 333, 336 and 337)."""

_BELOW: Final = {
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"LI", "L", "Caption"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOC", "TOCI", "Caption"},
}
"""What these may hold."""

_NEUTRAL: Final = frozenset({"NonStruct", "Private"})
_ROOTS: Final = frozenset({"Document", "Part", "Art", "Sect", "Div"})
_BLOCKS: Final = frozenset({"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Table", "L", "TOC"})
_MAY_BE_EMPTY: Final = frozenset(
    {
        "TD",
        "TH",
        "Document",
        "Part",
        "Art",
        "Sect",
        "Div",
        "NonStruct",
        "Private",
        "Figure",
        "Formula",
        "H",
        *(f"H{n}" for n in range(1, 7)),
    }
)
"""Cells may be empty; empty figures and headings have findings of their own."""


@rule(GROUNDS, is_tagged)
def nesting(document: Document) -> Iterator[Breach]:
    """Yield tags in the wrong place, in reading order."""
    roots = document.tree.roots if document.tree else ()
    if any(root.kind not in _ROOTS for root in roots):
        yield Breach(
            "PDF-ROOT",
            f"The tree of tags begins with {roots[0].kind or 'no type'}, not with a document",
            "Put all tags into one Document tag",
        )
    for tag in document.tags:
        holder = _holder(tag)
        if tag.kind in _ABOVE and holder not in _ABOVE[tag.kind]:
            yield _wrong(document, tag, f"{tag.kind} stands in {holder or 'nothing'}")
        elif (
            holder in _BELOW and tag.kind not in _BELOW[holder] and tag.kind not in _NEUTRAL and tag.kind not in _ABOVE
        ):
            yield _wrong(document, tag, f"{tag.kind} stands directly in {holder}")
        if tag.kind in _BLOCKS and holder in _BLOCKS - {"L", "TOC", "Table"} and (holder != "P" or tag.kind != "L"):
            yield Breach(
                "PDF-NESTING-ODD",
                f"A {tag.kind} tag stands within a {holder} tag",
                "Put it after that tag",
                document.where(tag),
            )
        if not tag.kids and tag.kind not in _MAY_BE_EMPTY:
            yield Breach("PDF-TAG-EMPTY", f"A {tag.kind} tag holds nothing", "Remove it", document.where(tag))


def _holder(tag: Tag) -> str:
    """Return the type of the nearest tag above that has a meaning of its own."""
    return next((above.kind for above in tag.above() if above.kind not in _NEUTRAL), "")


def _wrong(document: Document, tag: Tag, what: str) -> Breach:
    return Breach(
        "PDF-NESTING",
        f"{what}, where the standard does not allow it",
        "Correct the tags, or export the file again",
        document.where(tag),
    )
