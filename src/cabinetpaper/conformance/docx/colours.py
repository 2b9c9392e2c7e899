"""Colours: words stand out from their ground, and nothing is said by colour alone.

In: the runs with their looks, and the cells. Out: breaches for words that stand out too little, and for cells whose
colour is all that they say.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.conformance.docx.document import Cell, Document, Run
from cabinetpaper.conformance.trying import Breach, Ground, error, rule
from cabinetpaper.conformance.wording import cut
from cabinetpaper.writers.scale import SMALLEST_CONTRAST
from cabinetpaper.writers.scale import contrast as ratio

CODES: Final[dict[str, str]] = {
    "DOCX-CONTRAST": "Words stand out from their ground by less than 4.5 to 1 (3 to 1 for large words), so that many "
    "cannot read them. Choose darker words "
    "or a lighter ground.",
    "DOCX-COLOUR-ALONE": "A coloured cell, or a coloured dot in one, has no word that says what the colour means. "
    "Write it: Green, on target.",
}

CONTRAST: Final[dict[str, Ground]] = {"DOCX-CONTRAST": error("WCAG 1.4.3")}
ALONE: Final[dict[str, Ground]] = {"DOCX-COLOUR-ALONE": error("WCAG 1.4.1")}

_LARGE, _LARGE_BOLD = 18.0, 14.0
_LARGE_CONTRAST: Final = 3.0


@rule(CONTRAST)
def contrast(document: Document) -> Iterator[Breach]:
    """Yield words that stand out too little, in each paragraph each pair of colours once."""
    for paragraph in document.paragraphs:
        seen: set[tuple[str, str | None]] = set()
        for run in paragraph.runs:
            least = _least(run)
            look = run.look
            if (
                not run.words.strip()
                or look.hidden
                or not look.ink
                or look.ground is None
                or (look.ink, look.ground) in seen
            ):
                continue
            stands_out = ratio(look.ink, look.ground)
            if stands_out < least:
                seen.add((look.ink, look.ground))
                message = (
                    f"{cut(run.words)} in {look.ink} on {look.ground} stands out by {stands_out:.1f} to 1; {least:g} "
                    "to 1 is needed"
                )
                yield Breach("DOCX-CONTRAST", message, "Choose darker words or a lighter ground", paragraph.where)


def _least(run: Run) -> float:
    size = run.look.size or 0.0
    return _LARGE_CONTRAST if size >= _LARGE or (size >= _LARGE_BOLD and run.look.bold) else SMALLEST_CONTRAST


@rule(ALONE)
def alone(document: Document) -> Iterator[Breach]:
    """Yield cells whose colour is all that they say."""
    for table in document.tables:
        for number, row in enumerate(table.rows, 1):
            for column, cell in enumerate(row.cells, 1):
                if not table.framing and _says_by_colour(cell):
                    what = (
                        "The coloured cell has no word"
                        if not cell.words
                        else f"The cell says {cut(cell.words)} and means it by colour"
                    )
                    yield Breach(
                        "DOCX-COLOUR-ALONE",
                        what,
                        "Write what the colour means",
                        f"{table.where}, row {number}, column {column}",
                    )


def _says_by_colour(cell: Cell) -> bool:
    """Return whether a cell is coloured and empty, or holds coloured signs without a letter or figure."""
    if cell.empty:
        return cell.ground not in {"#FFFFFF", None} and not cell.merged
    inks = {run.look.ink for one in cell.paragraphs for run in one.runs if run.words.strip()}
    signs = cell.words and not any(letter.isalnum() for letter in cell.words)
    return bool(signs) and any(ink and _coloured(ink) for ink in inks)


def _coloured(ink: str) -> bool:
    """Return whether a colour is more than a shade of grey."""
    parts = [int(ink[place : place + 2], 16) for place in (1, 3, 5)]
    return max(parts) - min(parts) > 60
