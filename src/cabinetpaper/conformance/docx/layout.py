"""Space, lists and places are made by styles, not by typing.

In: the paragraphs. Out: breaches for blank paragraphs, runs of spaces and tabs, lists typed by hand, and text boxes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from cabinetpaper.conformance.docx.document import Document, Paragraph
from cabinetpaper.conformance.trying import Breach, Ground, rule, warning

CODES: Final[dict[str, str]] = {
    "DOCX-BLANK-PARAGRAPH": "A blank paragraph makes space, and is read as “blank”. Delete it and set the space "
    "before or after in the style.",
    "DOCX-SPACES": "Words are put into place by spaces or tabs, which is lost by ear and on small screens. Use a "
    "table, a list or a tab stop of the style.",
    "DOCX-LIST-TYPED": "A list is typed by hand with dashes, dots or numbers, so that it is not heard as one. Use "
    "Word’s bullets or numbering.",
    "DOCX-TEXT-BOX": "Words stand in a text box, which is read at an odd time or not at all. Put them into a "
    "paragraph; a border makes a box of it.",
}

SPACING: Final[dict[str, Ground]] = {
    "DOCX-BLANK-PARAGRAPH": warning("WCAG 1.3.1"),
    "DOCX-SPACES": warning("WCAG 1.3.1", "WCAG 1.3.2"),
}
LISTS: Final[dict[str, Ground]] = {"DOCX-LIST-TYPED": warning("WCAG 1.3.1")}
BOXES: Final[dict[str, Ground]] = {"DOCX-TEXT-BOX": warning("WCAG 1.3.2")}

_GAP: Final = re.compile("[ \N{NO-BREAK SPACE}]{3,}|\t[ \N{NO-BREAK SPACE}]*\t")
_SIGN: Final = re.compile("\\s*[•·▪◦‣●○■□➢✓\uf0b7\uf0a7]\\s*\\S")
_DASH: Final = re.compile(r"\s*(?:[-–—*][\s]+|\(?\d{1,2}[.)]\s+|\(?[a-z][.)]\s+|\(?[ivx]{1,4}[.)]\s+)\S")


@rule(SPACING)
def spacing(document: Document) -> Iterator[Breach]:
    """Yield blank paragraphs, and runs of spaces and tabs."""
    before = ""
    for one in document.body:
        if _blank(one):
            where = f"paragraph {one.number}{f', after {before}' if before else ''}"
            yield Breach(
                "DOCX-BLANK-PARAGRAPH", "The paragraph is blank", "Delete it and set the space in the style", where
            )
        elif one.words:
            before = one.where
    for one in document.paragraphs:
        if _GAP.search(one.raw.strip()) and not one.style.casefold().startswith("toc") and one.part == "":
            yield Breach(
                "DOCX-SPACES",
                "Words are put into place by spaces or tabs",
                "Use a table, a list or a tab stop of the style",
                one.where,
            )


def _blank(paragraph: Paragraph) -> bool:
    """Return whether a paragraph is blank and nothing needs it; Word itself puts one after a table, which has a style
    of its own here.
    """
    return not paragraph.words and not paragraph.holds and paragraph.level is None and paragraph.plain


@rule(LISTS)
def lists(document: Document) -> Iterator[Breach]:
    """Yield lists typed by hand: each beginning of one."""
    told: set[int] = set()
    for one, following in pairwise((*document.body, Paragraph(0, "", "", None, ()))):
        signed = _typed(one, _SIGN)
        if signed or (_typed(one, _DASH) and _typed(following, _DASH)):
            if one.number - 1 not in told:
                yield Breach(
                    "DOCX-LIST-TYPED", "The list is typed by hand", "Use Word’s bullets or numbering", one.where
                )
            told.add(one.number)


def _typed(paragraph: Paragraph, beginning: re.Pattern[str]) -> bool:
    return not paragraph.listed and paragraph.level is None and bool(beginning.match(paragraph.raw))


@rule(BOXES)
def boxes(document: Document) -> Iterator[Breach]:
    """Yield text boxes."""
    for where in document.boxes:
        yield Breach("DOCX-TEXT-BOX", "Words stand in a text box", "Put them into a paragraph", where)
