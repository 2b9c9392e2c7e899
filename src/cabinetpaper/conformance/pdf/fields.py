"""Fields, remarks and other things that lie upon a page.

In: the annotations and the tags. Out: breaches for what is not tagged, not described or reached in the wrong order, and
fields without a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.conformance.pdf.document import Annotation, Document, is_tagged
from cabinetpaper.conformance.trying import Breach, Ground, error, rule

CODES: Final[dict[str, str]] = {
    "PDF-TAB-ORDER": "A page with links or fields does not say that the Tab key follows the tags (Tabs: S), so that "
    "it may jump about.",
    "PDF-FIELD-NAME": "A field of a form has no name that is read aloud (TU). Give it the words of its label.",
    "PDF-FIELD-TAG": "A field of a form is in no Form tag, so that a screen reader does not find it.",
    "PDF-REMARK-TAG": "A remark, a stamp or another thing that lies on the page is in no Annot tag. Remove it before "
    "publication, or tag it.",
    "PDF-REMARK-WORDS": "A remark, a stamp or another thing that lies on the page has no description. Remove it "
    "before publication, or describe it.",
}

GROUNDS: Final[dict[str, Ground]] = {
    "PDF-TAB-ORDER": error("WCAG 2.4.3", "Matterhorn 28-008", "Matterhorn 28-009"),
    "PDF-FIELD-NAME": error("WCAG 4.1.2", "Matterhorn 28-005"),
    "PDF-FIELD-TAG": error("WCAG 1.3.1", "Matterhorn 28-010"),
    "PDF-REMARK-TAG": error("Matterhorn 28-002"),
    "PDF-REMARK-WORDS": error("WCAG 1.1.1", "Matterhorn 28-004"),
}

_PASSED_OVER: Final = frozenset({"Link", "Popup", "PrinterMark"})


@rule(GROUNDS, is_tagged)
def fields(document: Document) -> Iterator[Breach]:
    """Yield what is wrong with what lies upon the pages, page by page."""
    for number, page in enumerate(document.pages, 1):
        shown = [one for one in page.annotations if not one.hidden and one.kind != "Popup"]
        if shown and not page.in_order:
            yield Breach(
                "PDF-TAB-ORDER",
                "The page does not say that the Tab key follows the tags",
                "Set its tab order to the structure",
                f"page {number}",
            )
        for one in shown:
            if one.kind == "Widget":
                yield from _field(document, one, number)
            elif one.kind not in _PASSED_OVER:
                yield from _remark(document, one, number)


def _field(document: Document, field: Annotation, page: int) -> Iterator[Breach]:
    tag = document.holder(field)
    where = f"page {page}, field{f' “{field.field}”' if field.field else ''}"
    if not field.name and not (tag and tag.alternative):
        yield Breach(
            "PDF-FIELD-NAME", "The field has no name that is read aloud", "Give it the words of its label (TU)", where
        )
    if tag is None or not any(one.kind == "Form" for one in (tag, *tag.above())):
        yield Breach("PDF-FIELD-TAG", "The field is in no Form tag", "Tag it", where)


def _remark(document: Document, remark: Annotation, page: int) -> Iterator[Breach]:
    tag, where = document.holder(remark), f"page {page}, {remark.kind}"
    if tag is None or tag.kind != "Annot":
        yield Breach(
            "PDF-REMARK-TAG",
            f"A thing of the kind {remark.kind} on the page is in no Annot tag",
            "Remove it before publication, or tag it",
            where,
        )
    if not remark.contents and not (tag and tag.alternative):
        yield Breach(
            "PDF-REMARK-WORDS",
            f"A thing of the kind {remark.kind} on the page has no description",
            "Remove it, or describe it",
            where,
        )
