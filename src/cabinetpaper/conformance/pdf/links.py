"""Links can be found, heard and followed.

In: the tags and the annotations of the pages. Out: breaches for links that are not tagged, that say nothing of where
they lead or hold one another.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.conformance.pdf.document import Annotation, Document, is_tagged
from cabinetpaper.conformance.pdf.tags import Held, Tag
from cabinetpaper.conformance.trying import Breach, Ground, error, rule, warning
from cabinetpaper.conformance.wording import cut, is_address, no_link_text

CODES: Final[dict[str, str]] = {
    "PDF-LINK-TAG": "A link on a page is not in a Link tag, so that a screen reader does not find it. Export the file "
    "again as a tagged PDF.",
    "PDF-LINK-CONTENTS": "A link has no description (Contents), which some readers announce instead of its words.",
    "PDF-LINK-ADDRESS": "The words or the description of a link are an address, which is heard letter by letter. "
    "Write where the link leads.",
    "PDF-LINK-WORDS": "The words of a link, such as “here”, say nothing of where it leads. Write that instead.",
    "PDF-LINK-EMPTY": "A Link tag has no link on the page, so that somebody hears of a link that cannot be followed.",
    "PDF-LINK-NESTED": "A link stands within another link. Export the file again.",
}

GROUNDS: Final[dict[str, Ground]] = {
    "PDF-LINK-TAG": error("WCAG 1.3.1", "Matterhorn 28-011"),
    "PDF-LINK-CONTENTS": error("Matterhorn 28-012"),
    "PDF-LINK-ADDRESS": warning("WCAG 2.4.4"),
    "PDF-LINK-WORDS": error("WCAG 2.4.4"),
    "PDF-LINK-EMPTY": warning("WCAG 1.3.1"),
    "PDF-LINK-NESTED": error("PDF/UA 7.18.5"),
}


@rule(GROUNDS, is_tagged)
def links(document: Document) -> Iterator[Breach]:
    """Yield what is wrong with the links: first the tags, then the pages."""
    for tag in document.of_kind("Link"):
        yield from _tag(document, tag)
    for number, page in enumerate(document.pages, 1):
        for one in page.annotations:
            if one.kind == "Link" and not one.hidden:
                yield from _annotation(document, one, number)


def _tag(document: Document, tag: Tag) -> Iterator[Breach]:
    words, where = document.words(tag), document.where(tag)
    if any(above.kind == "Link" for above in tag.above()):
        yield Breach("PDF-LINK-NESTED", "The link stands within another link", "Export the file again", where)
    if not any(isinstance(one, Held) for one in tag.everything()):
        yield Breach(
            "PDF-LINK-EMPTY",
            "No link on the page belongs to the tag",
            "Remove the tag, or make the words a link",
            where,
        )
    said = tag.alternative or words
    if not said and document.readable(tag):
        yield Breach("PDF-LINK-WORDS", "The link has no words", "Write where it leads", where)
    elif no_link_text(said):
        yield Breach(
            "PDF-LINK-WORDS", f"The link says {cut(said)} and not where it leads", "Write where it leads", where
        )
    elif is_address(said):
        yield Breach(
            "PDF-LINK-ADDRESS", f"The words of the link are its address, {cut(said)}", "Write where it leads", where
        )


def _annotation(document: Document, link: Annotation, page: int) -> Iterator[Breach]:
    tag = document.holder(link)
    words = document.words(tag) if tag else link.address
    where = f"page {page}, link{f' {cut(words)}' if words else ''}"
    if tag is None or not any(one.kind == "Link" for one in (tag, *tag.above())):
        yield Breach("PDF-LINK-TAG", "The link is in no Link tag", "Export the file again as a tagged PDF", where)
    if not link.contents and not (tag and tag.alternative):
        yield Breach("PDF-LINK-CONTENTS", "The link has no description", "Set its Contents to where it leads", where)
    elif link.contents and (link.contents == link.goal or (is_address(link.contents) and not is_address(words))):
        yield Breach(
            "PDF-LINK-ADDRESS",
            f"The description of the link is only its target, {cut(link.contents)}",
            "Describe where it leads",
            where,
        )
