"""Read TOML that anybody may have written, and know where each of its values stands.

In: text. Out: `Toml`: its entries, numbers with a point exactly; the line of every entry, and the place of every
character of a text in quotation marks. Whatever is wrong with it is one kind of error: broken, a number that is too
long, tables that lie too deep in one another. Python's own reader decides what is TOML and what it says; since it keeps
no positions, the text that it has read is gone through once more where one is asked for.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Collection, Iterator
from copy import copy
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from cabinetpaper import limits

Path = tuple[str | int, ...]
"""The way to an entry: `("rating", "tolerance")`, `("directorates", 2, "id")`; a list counts from 0."""

_ERROR_PLACE: Final = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


class TomlError(ValueError):
    """The text cannot be read: `what` is wrong, in a few words, and on which line, from 1."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(f"{what} (line {line})")
        self.what, self.line = what, line


@dataclass(frozen=True)
class Toml:
    """A TOML text that could be read: its line ends as LF, and its entries."""

    text: str = ""
    entries: dict[str, Any] = field(default_factory=dict)

    def line(self, *path: str | int) -> int:
        """Return the line, from 1, on which an entry begins; of the nearest table round it where there is none such."""
        begins = self._standing.begins
        while path not in begins:
            path = path[:-1]
        return bisect_right(self._line_ends, begins[path] - 1) + 1

    def characters(self, *path: str | int) -> tuple[tuple[int, int], ...]:
        """Return for each character of a text in quotation marks from where to where it is written; none for any other
        entry. A character that is written as an escape stands where its escape stands.
        """
        value = self.value(*path)
        if value is None or self.text[value[0]] not in "\"'":
            return ()
        return tuple((start, end) for _, start, end in _characters(self.text, value))

    def value(self, *path: str | int) -> tuple[int, int] | None:
        """Return from where to where the value of an entry is written, quotation marks and all; None where there is no
        such entry, or it is a table.
        """
        return self._standing.values.get(path)

    def without(self, entries: Collection[Path]) -> Toml:
        """Return the text with nothing but the values of all other entries, each in its place; `entries` are paths, of
        tables too. What stands between the values, comments among it, is blank.
        """
        own = {
            path: place
            for path, place in self._standing.values.items()
            if self.text[place[0]] not in "[{" and not any(path[: len(one)] == one for one in entries)
        }
        text = [character if character == "\n" else " " for character in self.text]
        for start, end in own.values():
            text[start:end] = self.text[start:end]
        bare = Toml("".join(text))
        scan = bare.__dict__["_standing"] = copy(self._standing)  # the blank text would not be understood
        scan.values = own
        return bare

    @cached_property
    def _standing(self) -> _Scan:
        return _Scan(self.text)

    @cached_property
    def _line_ends(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self.text)]


_LONG_KEY: Final = re.compile(r"""(?:\.[ \t]*+(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+){100}""")
"""A key of so many parts that tomllib would take time with the square of their number."""


def parse(text: str) -> Toml:
    """Return what a text holds, numbers with a point as `Decimal`; raise `TomlError` and nothing else."""
    text = text.replace("\r\n", "\n")
    last = text.rstrip("\n").count("\n") + 1
    if long := _LONG_KEY.search(text):
        raise TomlError("Tables are nested too deeply", text.count("\n", 0, long.start()) + 1)
    try:
        entries = tomllib.loads(text, parse_float=_number)
    except tomllib.TOMLDecodeError as error:
        place = _ERROR_PLACE.search(str(error))
        what = str(error)[: place.start()] if place else str(error)
        raise TomlError(what, int(place[1]) if place and place[1] else last) from error
    except RecursionError as error:
        raise TomlError("Brackets are nested too deeply", last) from error
    except (ValueError, ArithmeticError) as error:
        raise TomlError("A number is too long", last) from error
    if _depth(entries) > limits.TOML_LEVELS:
        raise TomlError("Tables are nested too deeply", last)
    return Toml(text, entries)


def _number(text: str) -> Decimal:
    """Return a number of ordinary size, or NaN, which every reader of a number refuses with its key and line."""
    value = Decimal(text)
    return (
        value if value.is_finite() and (not value or abs(value.adjusted()) <= limits.NUMBER_DIGITS) else Decimal("NaN")
    )


def _depth(entries: Any) -> int:
    """Return how many tables and lists lie in one another; dotted keys make any number of them in one line."""
    level, row = 0, [entries]
    while row:
        level += 1
        row = [
            own
            for one in row
            for own in (one.values() if isinstance(one, dict) else one)
            if isinstance(own, dict | list)
        ]
    return level


_BLANK: Final = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_KEY: Final = re.compile(r"""[ \t]*(?P<name>"(?:\\.|[^"\\])*"|'[^']*'|[A-Za-z0-9_-]+)[ \t]*(?P<dot>\.?)""")
_TEXT: Final = re.compile(
    r'''"""(?:\\.|[^\\])*?"""(?:""|"|)|\'\'\'.*?\'\'\'(?:\'\'|\'|)|"(?:\\.|[^"\\])*"|'[^']*\'''', re.DOTALL
)
_BARE: Final = re.compile(r"[^,\]}#\n]+")


class _Scan:
    """Where each entry of a TOML text begins, and from where to where each value goes.

    It relies on the text being TOML, so that it need not look for mistakes: what could not be there is not asked for.
    """

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.begins: dict[Path, int] = {(): 0}
        self.values: dict[Path, tuple[int, int]] = {}
        self._tables: dict[Path, int] = {}
        """How many tables each list of tables has so far."""
        table: Path = ()
        while self._blank() < len(text):
            if text[self.at] == "[":
                table = self._header()
            else:
                self._entry(table)

    def _blank(self) -> int:
        """Step over white space, line ends and comments."""
        self.at = _BLANK.match(self.text, self.at).end()  # type: ignore[union-attr]  # it matches nothing at all too
        return self.at

    def _keys(self) -> list[str]:
        """Step over a key, dotted or not."""
        names = []
        while found := _KEY.match(self.text, self.at):
            self.at = found.end()
            quoted = found["name"][0] in "\"'"
            names.append("".join(_written(self.text, found.span("name"))) if quoted else found["name"])
            if not found["dot"]:
                break
        return names

    def _header(self) -> Path:
        """Step over `[a.b]` or `[[a.b]]`."""
        start = self.at
        listed = self.text.startswith("[[", start)
        self.at += 2 if listed else 1
        *above, last = self._keys()
        self.at += 2 if listed else 1
        table: Path = ()
        for name in above:
            table = (*table, name)
            self.begins.setdefault(table, start)
            if table in self._tables:
                table = (*table, self._tables[table] - 1)
        table = (*table, last)
        if listed:
            self.begins.setdefault(table, start)
            number = self._tables[table] = self._tables.get(table, 0) + 1
            table = (*table, number - 1)
        self.begins[table] = start
        return table

    def _entry(self, table: Path) -> None:
        """Step over `a.b = value`."""
        start = self.at
        path = table
        for name in self._keys():
            path = (*path, name)
            self.begins.setdefault(path, start)
        self.at += 1
        self._value(path)

    def _value(self, path: Path) -> None:
        start = self._blank()
        opening = self.text[start]
        if opening in "\"'":
            self.at = _TEXT.match(self.text, start).end()  # type: ignore[union-attr]  # it is TOML
        elif opening in "[{":
            self.at += 1
            number = 0
            while self.text[self._blank()] not in "]}":
                if opening == "[":
                    self.begins[(*path, number)] = self.at
                    self._value((*path, number))
                else:
                    self._entry(path)
                number += 1
                if self.text[self._blank()] == ",":
                    self.at += 1
            self.at += 1
        else:
            bare = _BARE.match(self.text, start)[0]  # type: ignore[index]  # it is TOML
            self.at += len(bare.rstrip())
        self.values[path] = start, self.at


_WRITTEN: Final = re.compile(
    r"\\u(?P<short>[0-9A-Fa-f]{4})|\\U(?P<long>[0-9A-Fa-f]{8})|(?P<joint>\\[ \t]*\n[ \t\n]*)|\\(?P<sign>.)|.", re.DOTALL
)
_SIGNS: Final = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


def _characters(text: str, literal: tuple[int, int]) -> Iterator[tuple[str, int, int]]:
    """Yield each character of a text in quotation marks, with from where to where it is written."""
    start, end = literal
    mark = text[start] * 3 if text.startswith(text[start] * 3, start) and end - start >= 6 else text[start]
    start, end = start + len(mark), end - len(mark)
    if len(mark) == 3 and text.startswith("\n", start):
        start += 1
    if mark[0] == "'":
        yield from ((text[at], at, at + 1) for at in range(start, end))
        return
    for found in _WRITTEN.finditer(text, start, end):
        if code := found["short"] or found["long"]:
            yield chr(int(code, 16)), *found.span()
        elif not found["joint"]:
            yield _SIGNS[found["sign"]] if found["sign"] else found[0], *found.span()


def _written(text: str, literal: tuple[int, int]) -> Iterator[str]:
    return (character for character, _, _ in _characters(text, literal))
