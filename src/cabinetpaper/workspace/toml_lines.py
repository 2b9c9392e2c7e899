"""Find the line on which an entry of a TOML file stands.

In: the text of a file that parses, and the path of an entry (`("rating", "tolerance")`, `("directorates", 2, "id")`).
Out: its line. The TOML reader keeps no positions, so the line is found by parsing beginnings of the file: the shortest
that holds the entry ends on its last line, the longest that does not ends just before its first.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cabinetpaper import limits
from cabinetpaper.toml_text import parse

Path = Sequence[str | int]


@dataclass
class Search:
    """How many characters may still be read to find lines; shared by the problems of one file, so that a hostile one
    costs seconds.
    """

    left: int = limits.TOML_SEARCH_CHARACTERS
    read: dict[int, dict[str, Any] | None] = field(default_factory=dict)
    """The entries of each beginning that was read, by its number of lines; none where it does not parse. All of one
    text.
    """

    def entries(self, lines: list[str], end: int) -> dict[str, Any] | None:
        """Return the entries of the first `end` lines, or None where they do not parse; raise `_Enough` when too much
        was read.
        """
        if end not in self.read:
            beginning = "\n".join(lines[:end])
            self.left -= len(beginning)
            if self.left < 0:
                raise _Enough
            try:
                self.read[end] = parse(beginning)
            except tomllib.TOMLDecodeError:
                self.read[end] = None
        return self.read[end]


class _Enough(Exception):  # noqa: N818 - what was found so far is good enough
    """The search has read as much as it may."""


def line_of(text: str, path: Path, search: Search | None = None) -> int:
    """Return the line, from 1, on which the entry at `path` begins; of the nearest entry above it where there is none
    such.

    Once `search` has read as much as it may, the line is the last one that is certainly not behind the entry, and then
    the first.
    """
    search = search or Search()
    lines = text.split("\n")
    low, high = 0, len(lines)
    try:
        path = _existing(search.entries(lines, high), path)
        while path and high - low > 1:
            middle = (low + high) // 2
            end = next((at for at in range(middle, high) if search.entries(lines, at) is not None), None)
            if end is None:
                high, low = _statement(lines, path, low, middle, search)
            elif _holds(search.entries(lines, end), path):
                high = end
            else:
                low = end
    except _Enough:
        pass
    return _first_word(lines, low) if path else 1


def _statement(lines: list[str], path: Path, low: int, middle: int, search: Search) -> tuple[int, int]:
    """Return the new bounds where one long entry spans from before `middle` to beyond it."""
    before = next((at for at in range(middle - 1, low, -1) if search.entries(lines, at) is not None), low)
    if before > low and _holds(search.entries(lines, before), path):
        return before, low
    return before + 1, before


def _first_word(lines: list[str], low: int) -> int:
    """Return the number of the first line after `low` that is neither blank nor a comment."""
    for number, line in enumerate(lines[low:], low + 1):
        if line.strip() and not line.lstrip().startswith("#"):
            return number
    return low + 1


def _holds(entries: Any, path: Path) -> bool:
    return len(_existing(entries, path)) == len(path)


def _existing(value: Any, path: Path) -> Path:
    """Return as much of `path` as leads somewhere."""
    for depth, step in enumerate(path):
        named = isinstance(value, dict) and step in value
        counted = isinstance(value, list) and isinstance(step, int) and step < len(value)
        if not named and not counted:
            return path[:depth]
        value = value[step]
    return path
