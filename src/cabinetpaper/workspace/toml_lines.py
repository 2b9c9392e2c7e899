"""Find the line on which an entry of a TOML file stands.

In: the text of a file that parses, and the path of an entry (`("rating", "tolerance")`, `("directorates", 2, "id")`). Out: its line.
The TOML reader keeps no positions, so the line is found by parsing beginnings of the file: the shortest that holds the entry ends
on its last line, the longest that does not ends just before its first.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

__all__ = ["line_of", "parse"]

Path = Sequence[str | int]


def parse(text: str) -> dict[str, Any]:
    """Return the entries of a TOML text, numbers with a point exactly; raise `tomllib.TOMLDecodeError`."""
    return tomllib.loads(text, parse_float=Decimal)


def line_of(text: str, path: Path) -> int:
    """Return the line, from 1, on which the entry at `path` begins; of the nearest entry above it where there is none such."""
    lines = text.split("\n")
    path = _existing(parse(text), path)
    if not path:
        return 1
    low, high = 0, len(lines)
    while high - low > 1:
        middle = (low + high) // 2
        end = next((at for at in range(middle, high) if _parses(lines, at)), None)
        if end is None:
            high, low = _statement(lines, path, low, middle)
        elif _holds(lines, end, path):
            high = end
        else:
            low = end
    return _first_word(lines, low)


def _statement(lines: list[str], path: Path, low: int, middle: int) -> tuple[int, int]:
    """Return the new bounds where one long entry spans from before `middle` to beyond it."""
    before = next((at for at in range(middle - 1, low, -1) if _parses(lines, at)), low)
    if before > low and _holds(lines, before, path):
        return before, low
    return before + 1, before


def _first_word(lines: list[str], low: int) -> int:
    """Return the number of the first line after `low` that is neither blank nor a comment."""
    for number, line in enumerate(lines[low:], low + 1):
        if line.strip() and not line.lstrip().startswith("#"):
            return number
    return low + 1


def _parses(lines: list[str], end: int) -> bool:
    try:
        parse("\n".join(lines[:end]))
    except tomllib.TOMLDecodeError:
        return False
    return True


def _holds(lines: list[str], end: int, path: Path) -> bool:
    return len(_existing(parse("\n".join(lines[:end])), path)) == len(path)


def _existing(value: Any, path: Path) -> Path:
    """Return as much of `path` as leads somewhere."""
    for depth, step in enumerate(path):
        named = isinstance(value, dict) and step in value
        counted = isinstance(value, list) and isinstance(step, int) and step < len(value)
        if not named and not counted:
            return path[:depth]
        value = value[step]
    return path
