"""Follow Word's fields, which may run over several paragraphs.

In: the marks of fields as they are met. Out: which instruction is being shown, so that what a field computes is never
read as words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from cabinetpaper.paper import from_bookmark

_NAME: Final = re.compile(r'\s*([A-Za-z]+)(?:\s+"([^"]*)"|\s+([^\s\\]\S*))?')
_LEVELS: Final = re.compile(r'\\o\s+"?\s*\d+\s*-\s*(\d+)')


@dataclass
class Field:
    """One field: its instruction, and whether its result is being read."""

    code: str = ""
    in_result: bool = False

    @property
    def name(self) -> str:
        """Return the kind of field: `REF`, `TOC`, `PAGE`."""
        found = _NAME.match(self.code)
        return found[1].upper() if found else ""

    @property
    def argument(self) -> str:
        """Return the first argument: a bookmark, an address."""
        found = _NAME.match(self.code)
        return (found[2] or found[3] or "") if found else ""

    @property
    def target(self) -> str | None:
        """Return the id of the block that a reference leads to, or None if this is no reference of ours."""
        return from_bookmark(self.argument) if self.name in {"REF", "NUMREF"} else None

    @property
    def levels(self) -> int:
        """Return how many levels of headings a list of contents shows."""
        found = _LEVELS.search(self.code)
        return int(found[1]) if found else 2


@dataclass
class Fields:
    """The fields that are open at a place in the document, outermost first."""

    open: list[Field] = field(default_factory=list)

    @property
    def in_contents(self) -> bool:
        """Return whether a list of contents is being shown."""
        return any(one.name == "TOC" for one in self.open)

    @property
    def silent(self) -> bool:
        """Return whether words met here are a field's code, or computed by it: no words of the paper."""
        return any(not one.in_result or one.name == "TOC" or one.target is not None for one in self.open)

    @property
    def address(self) -> str:
        """Return the address of the innermost link that is written as a field, or nothing."""
        return next(
            (one.argument for one in reversed(self.open) if one.name == "HYPERLINK" and "\\l" not in one.code), ""
        )

    def begin(self) -> None:
        """Note the start of a field."""
        self.open.append(Field())

    def instruct(self, code: str) -> None:
        """Note a piece of the innermost field's instruction."""
        if self.open and not self.open[-1].in_result:
            self.open[-1].code += code

    def separate(self) -> Field | None:
        """Note that the result follows; return the field."""
        if self.open:
            self.open[-1].in_result = True
        return self.open[-1] if self.open else None

    def end(self) -> Field | None:
        """Note the end of the innermost field; return it."""
        return self.open.pop() if self.open else None
