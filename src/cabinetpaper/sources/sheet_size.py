"""Measure a worksheet before it is loaded.

In: the XML of one sheet, in any encoding and with any prefixes. Out: how many cells loading it would make. A few bytes
can merge the whole sheet into one cell, and every cell of it would be made.
"""

from __future__ import annotations

import re
from typing import Final
from xml.parsers import expat

DEEPEST: Final = 64
"""Elements inside one another; Excel writes seven."""

_RANGE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})")


def cell_count(source: bytes) -> int:
    """Return the number of cells, those of merged ranges too; raise `ValueError` for XML that is broken or nested too
    deeply.
    """
    found, level = 0, 0

    def start(name: str, own: dict[str, str]) -> None:
        nonlocal found, level
        level += 1
        if level > DEEPEST:
            raise ValueError("its elements are nested too deeply")
        if name.endswith("c") and name.rpartition(":")[2] == "c":
            found += 1
        elif name.endswith("mergeCell"):
            found += _area(own.get("ref", ""))

    def end(_: str) -> None:
        nonlocal level
        level -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(source, True)
    except expat.ExpatError as error:
        raise ValueError(f"it is broken: {expat.errors.messages[error.code]}") from error
    return found


def _area(ref: str) -> int:
    match = _RANGE.fullmatch(ref)
    if match is None:
        return 1
    left, top, right, bottom = column_number(match[1]), int(match[2]), column_number(match[3]), int(match[4])
    return max(0, right - left + 1) * max(0, bottom - top + 1)


def column_number(letters: str) -> int:
    """Return the number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
