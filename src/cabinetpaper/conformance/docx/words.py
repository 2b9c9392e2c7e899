"""The rules for the words of a Word document: their colours, sizes and capitals, and what links say.

In: the document as it was read. Out: where words cannot be read, or say nothing when heard.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from cabinetpaper.conformance.contrast import faintness, is_faint, is_large
from cabinetpaper.conformance.docx.document import Cell, Document, Paragraph
from cabinetpaper.conformance.rules import Breach, error, link_words, rule, warning
from cabinetpaper.conformance.wording import cut

CODES: Final[dict[str, str]] = {
    "DOCX-CONTRAST": "Words stand out from their ground by less than 4.5 to 1 (3 to 1 for large words), so that many "
    "cannot read them. Choose darker words or a lighter ground.",
    "DOCX-COLOUR-ALONE": "A coloured cell, or a coloured dot in one, has no word that says what the colour means. "
    "Write it: Green, on target.",
    "DOCX-LINK-EMPTY": "A link has no words, so that somebody hears “link” and nothing more. Delete it, or give it "
    "words.",
    "DOCX-LINK-WORDS": "The words of a link, such as “here”, say nothing of where it leads. Write that instead.",
    "DOCX-LINK-ADDRESS": "The words of a link are its address, which is heard letter by letter. Write where it leads.",
    "DOCX-UNDERLINE": "Underlined words are no link, and are taken for one. Use bold, or a heading style.",
    "DOCX-TYPE-SMALL": "Much of the running text is smaller than 12 points, which many find hard to read in print. "
    "Make it 12 points in the style.",
    "DOCX-CAPITALS": "A line is typed in capitals, which is slow to read and may be spelled out by a screen reader. "
    "Type it in small letters; a style can show capitals.",
}

SMALLEST: Final = 12.0
_SHARE: Final = 0.1
"""Small type is told where more than this share of the running text is set in it."""
_CAPITAL_WORDS, _CAPITAL_LETTERS = 3, 15
"""A line in capitals has at least so many words and letters; less is a name such as NHS."""
_GREY: Final = 60
"""A colour whose parts differ by no more is a shade of grey."""
_SMALL_BY_NATURE: Final = (
    *("caption", "chart title", "note", "toc", "header", "footer"),
    *("source", "footnote", "endnote", "date", "strapline"),
)


@rule({"DOCX-CONTRAST": error("Choose darker words or a lighter ground", "WCAG 1.4.3")})
def contrast(document: Document) -> Iterator[Breach]:
    """Yield words that stand out too little, in each paragraph each pair of colours once."""
    for paragraph in document.paragraphs:
        seen: set[tuple[str, str]] = set()
        for run in paragraph.runs:
            ink, ground = run.look.ink, run.look.ground
            if not run.words.strip() or run.look.hidden or not ink or ground is None or (ink, ground) in seen:
                continue
            large = is_large(run.look.size or 0.0, bold=run.look.bold)
            if is_faint(ink, ground, large=large):
                seen.add((ink, ground))
                yield Breach("DOCX-CONTRAST", faintness(run.words, ink, ground, large=large), paragraph.where)


@rule({"DOCX-COLOUR-ALONE": error("Write what the colour means", "WCAG 1.4.1")})
def alone(document: Document) -> Iterator[Breach]:
    """Yield cells whose colour is all that they say."""
    for table in document.tables:
        place = table.where
        for row, column, cell in () if table.framing else table.cells:
            where = f"{place}, row {row}, column {column}"
            if cell.empty and cell.coloured and not cell.merged:
                yield Breach("DOCX-COLOUR-ALONE", "The coloured cell has no word", where)
            elif not cell.empty and _is_coloured_sign(cell):
                yield Breach("DOCX-COLOUR-ALONE", f"The cell says {cut(cell.words)} and means it by colour", where)


def _is_coloured_sign(cell: Cell) -> bool:
    """Return whether a cell holds coloured signs without a letter or figure."""
    inks = {run.look.ink for paragraph in cell.paragraphs for run in paragraph.runs if run.words.strip()}
    parts = [[int(ink[place : place + 2], 16) for place in (1, 3, 5)] for ink in inks if ink]
    signs = bool(cell.words) and not any(letter.isalnum() for letter in cell.words)
    return signs and any(max(colour) - min(colour) > _GREY for colour in parts)


@rule(
    {
        "DOCX-LINK-EMPTY": error("Delete it, or give it words", "WCAG 2.4.4", "WCAG 4.1.2"),
        "DOCX-LINK-WORDS": error("Write where it leads", "WCAG 2.4.4"),
        "DOCX-LINK-ADDRESS": warning("Write where it leads", "WCAG 2.4.4"),
    }
)
def links(document: Document) -> Iterator[Breach]:
    """Yield what is wrong with the links, one after another."""
    for link in document.links:
        if not link.words and not link.pictured:
            yield Breach("DOCX-LINK-EMPTY", "The link has no words", link.where)
        yield from link_words("DOCX", link.words, link.where)


@rule({"DOCX-UNDERLINE": warning("Use bold, or a heading style")})
def underlined(document: Document) -> Iterator[Breach]:
    """Yield paragraphs with underlined words that are no link."""
    for paragraph in document.paragraphs:
        words = "".join(run.words for run in paragraph.runs if run.look.underlined and not run.link)
        if words.strip():
            yield Breach("DOCX-UNDERLINE", f"{cut(words)} is underlined and no link", paragraph.where)


@rule({"DOCX-CAPITALS": warning("Type it in small letters; a style can show capitals")})
def capitals(document: Document) -> Iterator[Breach]:
    """Yield lines typed in capitals."""
    for line in document.paragraphs:
        words = [word for word in line.words.split() if any(letter.isalpha() for letter in word)]
        letters = sum(letter.isalpha() for letter in line.words)
        if len(words) >= _CAPITAL_WORDS and letters >= _CAPITAL_LETTERS and line.words.isupper():
            yield Breach("DOCX-CAPITALS", "The line is typed in capitals", line.where)


@rule({"DOCX-TYPE-SMALL": warning("Make it 12 points in the style")})
def sizes(document: Document) -> Iterator[Breach]:
    """Yield the sizes below 12 points in which more than a tenth of the running text is set."""
    letters: Counter[float] = Counter()
    first: dict[float, Paragraph] = {}
    for line in document.body:
        if any(word in line.style.casefold() for word in _SMALL_BY_NATURE):
            continue
        for run in line.runs:
            if run.words.strip() and run.look.size is not None:
                letters[run.look.size] += len(run.words)
                first.setdefault(run.look.size, line)
    small = sorted(size for size in letters if size < SMALLEST)
    if sum(letters[size] for size in small) > _SHARE * letters.total():
        for size in small:
            message = f"{round(100 * letters[size] / letters.total())}% of the running text is set in {size:g} points"
            yield Breach("DOCX-TYPE-SMALL", message, f"first in {first[size].where}")
