"""Understand the instructions of Word's fields.

In: an instruction such as `REF _cpb_p1`. Out: the kind of field, and what it leads to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from cabinetpaper.paper import from_bookmark
from cabinetpaper.readers.docx.names import number

_NAME: Final = re.compile(r'\s*([A-Za-z]+)(?:\s+"([^"]*)"|\s+([^\s\\]\S*))?')
_LEVELS: Final = re.compile(r'\\o\s++(?:"\s*+)?\d+\s*-\s*(\d+)')
_SHOWS_NUMBER: Final = re.compile(r"\\[rnw]\b", re.IGNORECASE)
_LEVEL_COUNT: Final = 2


@dataclass(frozen=True, slots=True)
class Instruction:
    """The instruction of a field: its name (`REF`, `TOC`, `PAGE`) and its first argument, a bookmark or an address."""

    code: str
    name: str
    argument: str

    @classmethod
    def parse(cls, code: str) -> Instruction:
        """Return what an instruction says; one that is none has no name."""
        found = _NAME.match(code)
        return cls(code.strip(), found[1].upper(), found[2] or found[3] or "") if found else cls(code.strip(), "", "")

    @property
    def target(self) -> str | None:
        """Return the id of the block whose number a reference shows, or None if this is no reference of ours."""
        return from_bookmark(self.argument) if self.name == "REF" and _SHOWS_NUMBER.search(self.code) else None

    @property
    def address(self) -> str:
        """Return the address of a link that is written as a field, or nothing."""
        return self.argument if self.name == "HYPERLINK" and "\\l" not in self.code else ""

    @property
    def levels(self) -> int:
        """Return how many levels of headings a list of contents shows."""
        found = _LEVELS.search(self.code)
        return number(found[1], _LEVEL_COUNT) if found else _LEVEL_COUNT
