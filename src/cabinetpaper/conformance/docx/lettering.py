"""Letters that everybody can read: large enough, and not in capitals.

In: the paragraphs with their looks. Out: breaches for text that is mostly small, and for whole lines typed in capitals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from cabinetpaper.conformance.docx.document import Document, Paragraph
from cabinetpaper.conformance.trying import Breach, Ground, rule, warning

CODES: Final[dict[str, str]] = {
    "DOCX-TYPE-SMALL": "Much of the running text is smaller than 12 points, which many find hard to read in print. "
    "Make it 12 points in the style.",
    "DOCX-CAPITALS": "A line is typed in capitals, which is slow to read and may be spelled out by a screen reader. "
    "Type it in small letters; a style can "
    "show capitals.",
}

SIZES: Final[dict[str, Ground]] = {"DOCX-TYPE-SMALL": warning()}
CAPITALS: Final[dict[str, Ground]] = {"DOCX-CAPITALS": warning()}

SMALLEST: Final = 12.0
_SHARE: Final = 0.1
_WORDS, _LETTERS = 3, 15
_SMALL_BY_NATURE: Final = (
    "caption",
    "chart title",
    "note",
    "toc",
    "header",
    "footer",
    "source",
    "footnote",
    "endnote",
    "date",
    "strapline",
)


@rule(SIZES)
def sizes(document: Document) -> Iterator[Breach]:
    """Yield the sizes below 12 points in which more than a tenth of the running text is set."""
    letters: Counter[float] = Counter()
    first: dict[float, Paragraph] = {}
    for one in document.body:
        if any(word in one.style.casefold() for word in _SMALL_BY_NATURE):
            continue
        for run in one.runs:
            if run.words.strip() and run.look.size is not None:
                letters[run.look.size] += len(run.words)
                first.setdefault(run.look.size, one)
    small = sorted(size for size in letters if size < SMALLEST)
    if sum(letters[size] for size in small) > _SHARE * sum(letters.values()):
        for size in small:
            share = round(100 * letters[size] / sum(letters.values()))
            message = f"{share}% of the running text is set in {size:g} points"
            yield Breach("DOCX-TYPE-SMALL", message, "Make it 12 points in the style", f"first in {first[size].where}")


@rule(CAPITALS)
def capitals(document: Document) -> Iterator[Breach]:
    """Yield lines typed in capitals."""
    for one in document.paragraphs:
        words = [word for word in one.words.split() if any(letter.isalpha() for letter in word)]
        if len(words) >= _WORDS and one.words.isupper() and sum(letter.isalpha() for letter in one.words) >= _LETTERS:
            yield Breach(
                "DOCX-CAPITALS",
                "The line is typed in capitals",
                "Type it in small letters; a style can show capitals",
                one.where,
            )
