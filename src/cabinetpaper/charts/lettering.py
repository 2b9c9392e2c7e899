"""How wide words are, and where they break.

In: text. Out: widths in millimetres and lines that fit. The one typeface of charts is the packaged Liberation Sans, of
Arial's widths; the files are named outright, so that no typeface of the machine is ever taken instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cabinetpaper.charts.marks import LEADING, MM, SIZE, Anchor, Words
from cabinetpaper.fonts import FACES, face_path

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

_UNITS: Final = 2048
"""Units to the em of Liberation Sans."""


def font_file(bold: bool = False) -> Path:
    """Return the packaged font file."""
    weight = 700 if bold else 400
    return face_path(next(face.file for face in FACES if face.weight == weight and face.style == "normal"))


@cache
def _font(bold: bool) -> FT2Font:
    from matplotlib.ft2font import FT2Font

    font = FT2Font(font_file(bold))
    font.set_size(_UNITS, 72)
    return font


@cache
def _advance(letter: str, bold: bool) -> float:
    """Return the width of a letter in ems; one that the typeface lacks is as wide as the box drawn for it."""
    from matplotlib.ft2font import LoadFlags

    font = _font(bold)
    return (
        font.load_glyph(font.get_char_index(ord(letter)), flags=LoadFlags.NO_HINTING).linearHoriAdvance / 65536 / _UNITS
    )


def measure(text: str, bold: bool = False) -> float:
    """Return the width of a line of words in millimetres, at the size of charts, unhinted and without kerning."""
    return sum(_advance(letter, bold) for letter in text) * SIZE * MM


def line_of(x: float, y: float, text: str, *, anchor: Anchor = "start", bold: bool = False, colour: str = "") -> Words:
    """Return a line of words with its width measured."""
    return Words(x, y, text, measure(text, bold), anchor, bold, colour)


def lines_of(
    x: float,
    y: float,
    texts: Sequence[str],
    *,
    anchor: Anchor = "start",
    bold: bool = False,
    colour: str = "",
    after: int = 0,
) -> list[Words]:
    """Return lines of words one below the other, the first `after` lines below `y`."""
    return [
        line_of(x, y + number * LEADING, text, anchor=anchor, bold=bold, colour=colour)
        for number, text in enumerate(texts, after)
    ]


def wrap(text: str, width: float, bold: bool = False) -> tuple[str, ...]:
    """Return the text in lines no wider than `width` millimetres; a word that is wider breaks where it must.

    No-break spaces hold. Nothing is left out.
    """
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and measure(joined, bold) <= width:
            lines[-1] = joined
        else:
            lines.extend(_pieces(word, width, bold))
    return tuple(line for line in lines if line)


def _pieces(word: str, width: float, bold: bool) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and measure(pieces[-1] + letter, bold) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
