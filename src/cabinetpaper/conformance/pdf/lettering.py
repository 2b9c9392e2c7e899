"""The fonts of a PDF: which characters their codes stand for.

In: a font as it stands in the file. Out: a `Face`: its name, whether it is embedded, whether its codes can be turned
into characters, and those characters. A code without one is read as nothing.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cabinetpaper.conformance.pdf import objects

_CODES: Final = 60_000
_SYMBOLS: Final = 4
_PART: Final = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
_PAIR: Final = re.compile(rb"<([0-9A-Fa-f\s]{1,40})>\s*<([0-9A-Fa-f\s]{1,200})>")
_RANGE: Final = re.compile(
    rb"<([0-9A-Fa-f\s]{1,40})>\s*<([0-9A-Fa-f\s]{1,40})>\s*(?:<([0-9A-Fa-f\s]{1,200})>|\[([^\]]{0,9000})\])"
)
_ONE: Final = re.compile(rb"<([0-9A-Fa-f\s]{1,200})>")
_KNOWN: Final = frozenset({"WinAnsiEncoding", "MacRomanEncoding", "MacExpertEncoding"})
_COLLECTIONS: Final = frozenset({"GB1", "CNS1", "Japan1", "Korea1"})
_PROGRAMS: Final = ("/FontFile", "/FontFile2", "/FontFile3")


@dataclass(frozen=True, slots=True)
class Face:
    """One font. `wide` says that its codes have two bytes, `readable` that the file says which characters they stand
    for.
    """

    name: str
    embedded: bool
    readable: bool
    wide: bool = False
    letters: Mapping[int, str] = field(default_factory=dict)

    @property
    def bold(self) -> bool:
        """Return whether the font is bold by its name."""
        return bool(re.search(r"bold|black|heavy|semibold|demi", self.name, re.IGNORECASE))

    def words(self, codes: bytes) -> str:
        """Return the characters of a string on a page."""
        if self.wide:
            count = len(codes) // 2
            return "".join([self.letters.get(code, "") for code in struct.unpack(f">{count}H", codes[: 2 * count])])
        if self.letters:
            return "".join([self.letters.get(code, "") for code in codes])
        return codes.decode("cp1252", "replace")


def read_face(source: Any, letters: Mapping[int, str]) -> Face:
    """Return what the file says of a font; `letters` are the characters that its own table gives its codes."""
    kind = objects.name(objects.entry(source, "/Subtype"))
    inner = next(iter(objects.listed(objects.entry(source, "/DescendantFonts"))), None) if kind == "Type0" else source
    descriptor = objects.entry(inner, "/FontDescriptor")
    embedded = kind == "Type3" or any(objects.entry(descriptor, one) is not None for one in _PROGRAMS)
    name = objects.name(objects.entry(source, "/BaseFont")) or objects.name(objects.entry(source, "/Name"))
    readable = bool(letters) or objects.entry(source, "/ToUnicode") is not None or _named(source, inner, kind)
    return Face(name.partition("+")[2] or name or "without a name", embedded, readable, kind == "Type0", letters)


def _named(source: Any, inner: Any, kind: str) -> bool:
    """Return whether the characters can be told without a table: a known encoding, a known collection, the names of a
    Type 1 font.
    """
    encoding = objects.entry(source, "/Encoding")
    if kind == "Type0":
        return objects.text(
            objects.entry(objects.entry(inner, "/CIDSystemInfo"), "/Ordering")
        ) in _COLLECTIONS or objects.name(encoding).startswith("Uni")
    based = objects.name(encoding) or objects.name(objects.entry(encoding, "/BaseEncoding"))
    if based in _KNOWN:
        return True
    flags = objects.number(objects.entry(objects.entry(inner, "/FontDescriptor"), "/Flags")) or 0
    return kind in {"Type1", "MMType1"} and (
        not flags & _SYMBOLS or objects.entry(encoding, "/Differences") is not None
    )


def read_letters(data: bytes) -> dict[int, str]:
    """Return the characters by code, from a font's table (ToUnicode)."""
    letters: dict[int, str] = {}
    for kind, body in _PART.findall(data):
        if kind == b"bfchar":
            letters.update({_code(one): _characters(other) for one, other in _PAIR.findall(body)})
        else:
            for first, last, start, those in _RANGE.findall(body):
                letters.update(_range(_code(first), _code(last), start, those))
                if len(letters) > _CODES:
                    return letters
    return letters


def _range(first: int, last: int, start: bytes, those: bytes) -> dict[int, str]:
    """Return the characters of a stretch of codes: counted on from one character, or one by one."""
    if those:
        return {first + offset: _characters(one) for offset, one in enumerate(_ONE.findall(those))}
    begin = _characters(start)
    if not begin:
        return {}
    return {
        code: begin[:-1] + chr(min(ord(begin[-1]) + code - first, 0x10FFFF))
        for code in range(first, min(last, first + 0xFF if len(begin) > 1 else 0xFFFF) + 1)
    }


def _code(code: bytes) -> int:
    plain = b"".join(code.split())
    return int(plain, 16) & 0xFFFF if plain else 0


def _characters(code: bytes) -> str:
    plain = b"".join(code.split())
    return bytes.fromhex(plain.decode()).decode("utf-16-be", "ignore") if len(plain) % 4 == 0 else ""
