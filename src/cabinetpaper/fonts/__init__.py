"""The one typeface of the PDF and of the charts: Liberation Sans, whose widths are Arial's, shipped under the OFL
beside it.

In: a face's name, or text. Out: the font file's bytes or path, the characters that the typeface cannot draw, the
width of a line. Nothing else is ever loaded, so that a paper looks the same on every machine.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

__all__ = ["FACES", "FAMILY", "Face", "face_bytes", "face_path", "missing", "width"]

FAMILY: Final = "Liberation Sans"


@dataclass(frozen=True, slots=True)
class Face:
    """One cut of the typeface: its file, its CSS weight and style."""

    file: str
    weight: int
    style: str


FACES: Final = (
    Face("LiberationSans-Regular.ttf", 400, "normal"),
    Face("LiberationSans-Bold.ttf", 700, "normal"),
    Face("LiberationSans-Italic.ttf", 400, "italic"),
    Face("LiberationSans-BoldItalic.ttf", 700, "italic"),
)

_INVISIBLE: Final = frozenset("\n\r\t\N{ZERO WIDTH SPACE}\N{SOFT HYPHEN}")


@cache
def face_bytes(file: str) -> bytes:
    """Return the bytes of one face's font file; raise `KeyError` for a file that is not one of the faces."""
    if file not in {face.file for face in FACES}:
        raise KeyError(file)
    return (files(__name__) / file).read_bytes()


def face_path(file: str) -> Path:
    """Return where one face's font file lies, for libraries that load fonts by path."""
    return Path(str(files(__name__) / file))


def missing(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the characters of the texts that the typeface has no glyph for, in the order of their code points."""
    used: set[str] = set()
    for text in texts:
        used.update(text)
    covered = _covered()
    return tuple(sorted(one for one in used - _INVISIBLE if ord(one) not in covered))


def width(text: str, *, bold: bool = False) -> float:
    """Return how wide a line of text is, as a multiple of its size; a character without a glyph counts as one em."""
    advances = _advances(FACES[1 if bold else 0].file)
    return sum(advances.get(ord(one), 1.0) for one in text)


def _covered() -> Mapping[int, float]:
    """Return the code points that the regular face can draw."""
    return _advances(FACES[0].file)


@cache
def _advances(file: str) -> Mapping[int, float]:
    """Return the width of each character that a face can draw, in ems, from its tables (OpenType head, hhea, hmtx, cmap
    format 4).
    """
    data = face_bytes(file)
    count = struct.unpack_from(">H", data, 4)[0]
    tables = {tag: offset for tag, _, offset, _ in struct.iter_unpack(">4sIII", data[12 : 12 + 16 * count])}
    em = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
    measured = struct.unpack_from(">H", data, tables[b"hhea"] + 34)[0]
    advances = struct.unpack_from(">" + "Hh" * measured, data, tables[b"hmtx"])[::2]
    return {code: advances[min(glyph, measured - 1)] / em for code, glyph in _mapped(data, tables[b"cmap"])}


def _mapped(data: bytes, table: int) -> Iterator[tuple[int, int]]:
    for index in range(struct.unpack_from(">H", data, table + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", data, table + 4 + 8 * index)
        start = table + offset
        if (platform, encoding) == (3, 1) and struct.unpack_from(">H", data, start)[0] == 4:
            yield from _segments(data, start)


def _segments(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Yield code points and glyphs of a format 4 subtable: segments of first to last, each with a delta or an offset to
    glyphs.
    """
    count = struct.unpack_from(">H", data, start + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", data, start + 14)
    starts = struct.unpack_from(f">{count}H", data, start + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}h", data, start + 16 + 4 * count)
    place = start + 16 + 6 * count
    offsets = struct.unpack_from(f">{count}H", data, place)
    for number, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = (
                code
                if not offset
                else struct.unpack_from(">H", data, place + 2 * number + offset + 2 * (code - first))[0]
            )
            if glyph and (glyph + delta) % 0x10000:
                yield code, (glyph + delta) % 0x10000
