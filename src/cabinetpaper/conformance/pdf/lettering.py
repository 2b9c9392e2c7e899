"""The fonts of a PDF: which characters their codes stand for.

In: a font as it stands in the file. Out: a `Face`: its name, whether it is embedded, whether its codes can be turned
into characters, and those characters. A code without one is read as nothing.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any, Final

from cabinetpaper.conformance.budget import Budget
from cabinetpaper.conformance.pdf import objects

_SYMBOLS: Final = 4
_PAIR: Final = re.compile(rb"<([0-9A-Fa-f\s]{1,40})>\s*<([0-9A-Fa-f\s]{1,200})>")
_RANGE: Final = re.compile(
    rb"<([0-9A-Fa-f\s]{1,40})>\s*<([0-9A-Fa-f\s]{1,40})>\s*(?:<([0-9A-Fa-f\s]{1,200})>|\[([^\[\]]{0,9000})\])"
)
_ONE: Final = re.compile(rb"<([0-9A-Fa-f\s]{1,200})>")
_KNOWN: Final = frozenset({"WinAnsiEncoding", "MacRomanEncoding", "MacExpertEncoding"})
_COLLECTIONS: Final = frozenset({"GB1", "CNS1", "Japan1", "Korea1"})
_PROGRAMS: Final = ("/FontFile", "/FontFile2", "/FontFile3")


class Letters(dict[int, str]):
    """The characters by code. A range is not made into its codes, of which it may have very many: a code that is used
    is looked up in the range that begins nearest before it. A code without a character stands for nothing.
    """

    def __init__(self) -> None:
        super().__init__()
        self.ranges: dict[int, tuple[int, str]] = {}
        self.starts: list[int] = []

    def __bool__(self) -> bool:
        return bool(len(self) or self.ranges)

    def add(self, first: int, last: int, begin: str) -> None:
        """Add codes that count on from a character."""
        self.ranges[first] = (min(last, first + 0xFF) if len(begin) > 1 else last, begin)

    def __missing__(self, code: int) -> str:
        if len(self.starts) != len(self.ranges):
            self.starts = sorted(self.ranges)
        place = bisect_right(self.starts, code) - 1
        first = self.starts[place] if place >= 0 else 0
        last, begin = self.ranges.get(first, (-1, ""))
        found = begin[:-1] + chr(min(ord(begin[-1]) + code - first, 0x10FFFF)) if code <= last else ""
        self[code] = found
        return found


@dataclass(frozen=True, slots=True)
class Face:
    """One font. `wide` says that its codes have two bytes, `readable` that the file says which characters they stand
    for.
    """

    name: str
    embedded: bool
    readable: bool
    wide: bool = False
    letters: Letters = field(default_factory=Letters)

    @property
    def bold(self) -> bool:
        """Return whether the font is bold by its name."""
        return bool(re.search(r"bold|black|heavy|semibold|demi", self.name, re.IGNORECASE))

    def words(self, codes: bytes) -> str:
        """Return the characters of a string on a page."""
        if self.wide:
            count = len(codes) // 2
            return "".join([self.letters[code] for code in struct.unpack(f">{count}H", codes[: 2 * count])])
        if self.letters:
            return "".join([self.letters[code] for code in codes])
        return codes.decode("cp1252", "replace")


def read_face(source: Any, letters: Letters) -> Face:
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


def read_letters(data: bytes, budget: Budget) -> Letters:
    """Return the characters by code, from a font's table (ToUnicode)."""
    letters, at = Letters(), 0
    while (at := data.find(b"beginbf", at)) >= 0 and (end := data.find(b"endbf", at)) >= 0:
        if data.startswith(b"beginbfchar", at):
            for code, other in _PAIR.findall(data, at, end):
                budget.spend("CHECKED_CODES")
                letters[_code(code)] = _characters(other)
        elif data.startswith(b"beginbfrange", at):
            for first, last, start, those in _RANGE.findall(data, at, end):
                for offset, other in enumerate(_ONE.findall(those)):
                    budget.spend("CHECKED_CODES")
                    letters[_code(first) + offset] = _characters(other)
                budget.spend("CHECKED_CODES")
                if begin := _characters(start):
                    letters.add(_code(first), _code(last), begin)
        at = end
    return letters


def _code(code: bytes) -> int:
    plain = b"".join(code.split())
    return int(plain, 16) & 0xFFFF if plain else 0


def _characters(code: bytes) -> str:
    plain = b"".join(code.split())
    return bytes.fromhex(plain.decode()).decode("utf-16-be", "ignore") if len(plain) % 4 == 0 else ""
