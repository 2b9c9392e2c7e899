"""The rules for what lies upon the pages of a PDF: links, fields, remarks and stamps.

In: the document as it was read. Out: what is not tagged, not described, or reached in the wrong order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.conformance.pdf.document import Annotation, Document, is_tagged
from cabinetpaper.conformance.pdf.tags import Held, Tag
from cabinetpaper.conformance.rules import Breach, error, link_words, rule, warning
from cabinetpaper.conformance.wording import cut, is_address

CODES: Final[dict[str, str]] = {
    "PDF-LINK-TAG": "A link on a page is not in a Link tag, so that a screen reader does not find it. Export the file "
    "again as a tagged PDF.",
    "PDF-LINK-CONTENTS": "A link has no description (Contents), which some readers announce instead of its words.",
    "PDF-LINK-ADDRESS": "The words or the description of a link are an address, which is heard letter by letter. Write "
    "where the link leads.",
    "PDF-LINK-WORDS": "The words of a link, such as “here”, say nothing of where it leads. Write that instead.",
    "PDF-LINK-EMPTY": "A Link tag has no link on the page, so that somebody hears of a link that cannot be followed.",
    "PDF-LINK-NESTED": "A link stands within another link. Export the file again.",
    "PDF-TAB-ORDER": "A page with links or fields does not say that the Tab key follows the tags (Tabs: S), so that it "
    "may jump about.",
    "PDF-FIELD-NAME": "A field of a form has no name that is read aloud (TU). Give it the words of its label.",
    "PDF-FIELD-TAG": "A field of a form is in no Form tag, so that a screen reader does not find it.",
    "PDF-REMARK-TAG": "A remark, a stamp or another thing that lies on the page is in no Annot tag. Remove it before "
    "publication, or tag it.",
    "PDF-REMARK-WORDS": "A remark, a stamp or another thing that lies on the page has no description. Remove it before "
    "publication, or describe it.",
}

_PASSED_OVER: Final = frozenset({"Link", "Popup", "PrinterMark"})


@rule(
    {
        "PDF-LINK-TAG": error("Export the file again as a tagged PDF", "WCAG 1.3.1", "Matterhorn 28-011"),
        "PDF-LINK-CONTENTS": error("Set its Contents to where it leads", "Matterhorn 28-012"),
        "PDF-LINK-ADDRESS": warning("Write where it leads", "WCAG 2.4.4"),
        "PDF-LINK-WORDS": error("Write where it leads", "WCAG 2.4.4"),
        "PDF-LINK-EMPTY": warning("Remove the tag, or make the words a link", "WCAG 1.3.1"),
        "PDF-LINK-NESTED": error("Export the file again", "PDF/UA 7.18.5"),
    },
    is_tagged,
)
def links(document: Document) -> Iterator[Breach]:
    """Yield what is wrong with the links: first the tags, then the pages."""
    for tag in document.of_kind("Link"):
        where, words = document.where(tag), tag.alternative or document.words(tag)
        if _within(tag.parent, "Link"):
            yield Breach("PDF-LINK-NESTED", "The link stands within another link", where)
        if not any(isinstance(part, Held) for part in document.everything(tag)):
            yield Breach("PDF-LINK-EMPTY", "No link on the page belongs to the tag", where)
        if not words and document.readable(tag):
            yield Breach("PDF-LINK-WORDS", "The link has no words", where)
        yield from link_words("PDF", words, where)
    for number, page in enumerate(document.pages, 1):
        for annotation in page.annotations:
            if annotation.kind == "Link" and not annotation.hidden:
                yield from _link(document, annotation, number)


def _link(document: Document, link: Annotation, page: int) -> Iterator[Breach]:
    tag = document.holder(link)
    words = document.words(tag) if tag else link.address
    where = f"page {page}, link{f' {cut(words)}' if words else ''}"
    if not _within(tag, "Link"):
        yield Breach("PDF-LINK-TAG", "The link is in no Link tag", where)
    if not link.contents and not (tag and tag.alternative):
        yield Breach("PDF-LINK-CONTENTS", "The link has no description", where)
    elif link.contents and (link.contents == link.goal or (is_address(link.contents) and not is_address(words))):
        message = f"The description of the link is only its target, {cut(link.contents)}"
        yield Breach("PDF-LINK-ADDRESS", message, where, remedy="Describe where it leads")


@rule(
    {
        "PDF-TAB-ORDER": error(
            "Set its tab order to the structure", "WCAG 2.4.3", "Matterhorn 28-008", "Matterhorn 28-009"
        ),
        "PDF-FIELD-NAME": error("Give it the words of its label (TU)", "WCAG 4.1.2", "Matterhorn 28-005"),
        "PDF-FIELD-TAG": error("Tag it", "WCAG 1.3.1", "Matterhorn 28-010"),
        "PDF-REMARK-TAG": error("Remove it before publication, or tag it", "Matterhorn 28-002"),
        "PDF-REMARK-WORDS": error("Remove it, or describe it", "WCAG 1.1.1", "Matterhorn 28-004"),
    },
    is_tagged,
)
def fields(document: Document) -> Iterator[Breach]:
    """Yield what is wrong with what lies upon the pages, page by page."""
    for number, page in enumerate(document.pages, 1):
        shown = [annotation for annotation in page.annotations if not annotation.hidden and annotation.kind != "Popup"]
        if shown and not page.in_order:
            message = "The page does not say that the Tab key follows the tags"
            yield Breach("PDF-TAB-ORDER", message, f"page {number}")
        for annotation in shown:
            tag, kind = document.holder(annotation), annotation.kind
            described = bool(tag and tag.alternative)
            if kind == "Widget":
                where = f"page {number}, field{f' “{annotation.field}”' if annotation.field else ''}"
                if not annotation.name and not described:
                    yield Breach("PDF-FIELD-NAME", "The field has no name that is read aloud", where)
                if not _within(tag, "Form"):
                    yield Breach("PDF-FIELD-TAG", "The field is in no Form tag", where)
            elif kind not in _PASSED_OVER:
                thing, where = f"A thing of the kind {kind} on the page", f"page {number}, {kind}"
                if tag is None or tag.kind != "Annot":
                    yield Breach("PDF-REMARK-TAG", f"{thing} is in no Annot tag", where)
                if not annotation.contents and not described:
                    yield Breach("PDF-REMARK-WORDS", f"{thing} has no description", where)


def _within(tag: Tag | None, kind: str) -> bool:
    """Return whether a tag, or one that holds it, is of a kind."""
    return tag is not None and any(above.kind == kind for above in (tag, *tag.above()))
