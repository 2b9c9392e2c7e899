"""Find the line on which an entry of a TOML file stands.

In: the text of a file that parses, and the path of an entry (`("rating", "tolerance")`, `("directorates", 2, "id")`). Out: its line.
The TOML reader keeps no positions, so the line is found by parsing beginnings of the file: the shortest that holds the entry ends
on its last line, the longest that does not ends just before its first.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cabinetpaper import limits
from cabinetpaper.toml_text import parse

__all__ = ["Search", "line_of"]

Path = Sequence[str | int]


@dataclass
class Search:
    """How many characters may still be read to find lines; shared by the problems of one file, so that a hostile one costs seconds."""

    left: int = limits.TOML_SEARCH_CHARACTERS


class _Enough(Exception):  # noqa: N818 - what was found so far is good enough
    """The search has read as much as it may."""


def line_of(text: str, path: Path, search: Search | None = None) -> int:
    """Return the line, from 1, on which the entry at `path` begins; of the nearest entry above it where there is none such.

    Once `search` has read as much as it may, the line is the last one that is certainly not behind the entry.
    """
    lines = text.split("\n")
    search = search or Search()
    path = _existing(parse(text), path)
    low, high = 0, len(lines) if path else 0
    try:
        while high - low > 1:
            middle = (low + high) // 2
            end = next((at for at in range(middle, high) if _parses(lines, at, search)), None)
            if end is None:
                high, low = _statement(lines, path, low, middle, search)
            elif _holds(lines, end, path):
                high = end
            else:
                low = end
    except _Enough:
        pass
    return _first_word(lines, low) if path else 1


def _statement(lines: list[str], path: Path, low: int, middle: int, search: Search) -> tuple[int, int]:
    """Return the new bounds where one long entry spans from before `middle` to beyond it."""
    before = next((at for at in range(middle - 1, low, -1) if _parses(lines, at, search)), low)
    if before > low and _holds(lines, before, path):
        return before, low
    return before + 1, before


def _first_word(lines: list[str], low: int) -> int:
    """Return the number of the first line after `low` that is neither blank nor a comment."""
    for number, line in enumerate(lines[low:], low + 1):
        if line.strip() and not line.lstrip().startswith("#"):
            return number
    return low + 1


def _parses(lines: list[str], end: int, search: Search) -> bool:
    beginning = "\n".join(lines[:end])
    search.left -= len(beginning)
    if search.left < 0:
        raise _Enough
    try:
        parse(beginning)
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
