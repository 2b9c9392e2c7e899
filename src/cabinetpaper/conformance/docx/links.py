"""Links say where they lead, and nothing else is underlined.

In: the links and the runs. Out: breaches for links without words or with words that say nothing, and for underlined
words that are no link.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.conformance.docx.document import Document
from cabinetpaper.conformance.trying import Breach, Ground, error, rule, warning
from cabinetpaper.conformance.wording import cut, is_address, no_link_text

CODES: Final[dict[str, str]] = {
    "DOCX-LINK-EMPTY": "A link has no words, so that somebody hears “link” and nothing more. Delete it, or give it "
    "words.",
    "DOCX-LINK-WORDS": "The words of a link, such as “here”, say nothing of where it leads. Write that instead.",
    "DOCX-LINK-ADDRESS": "The words of a link are its address, which is heard letter by letter. Write where it leads.",
    "DOCX-UNDERLINE": "Underlined words are no link, and are taken for one. Use bold, or a heading style.",
}

LINKS: Final[dict[str, Ground]] = {
    "DOCX-LINK-EMPTY": error("WCAG 2.4.4", "WCAG 4.1.2"),
    "DOCX-LINK-WORDS": error("WCAG 2.4.4"),
    "DOCX-LINK-ADDRESS": warning("WCAG 2.4.4"),
}
UNDERLINED: Final[dict[str, Ground]] = {"DOCX-UNDERLINE": warning()}


@rule(LINKS)
def links(document: Document) -> Iterator[Breach]:
    """Yield what is wrong with the links, one after another."""
    for one in document.links:
        if not one.words and not one.pictured:
            yield Breach("DOCX-LINK-EMPTY", "The link has no words", "Delete it, or give it words", one.where)
        elif one.words and no_link_text(one.words):
            yield Breach(
                "DOCX-LINK-WORDS",
                f"The link says {cut(one.words)} and not where it leads",
                "Write where it leads",
                one.where,
            )
        elif is_address(one.words):
            yield Breach(
                "DOCX-LINK-ADDRESS",
                f"The words of the link are its address, {cut(one.words)}",
                "Write where it leads",
                one.where,
            )


@rule(UNDERLINED)
def underlined(document: Document) -> Iterator[Breach]:
    """Yield paragraphs with underlined words that are no link."""
    for paragraph in document.paragraphs:
        words = "".join(run.words for run in paragraph.runs if run.look.underlined and not run.link)
        if words.strip():
            yield Breach(
                "DOCX-UNDERLINE",
                f"{cut(words)} is underlined and no link",
                "Use bold, or a heading style",
                paragraph.where,
            )
