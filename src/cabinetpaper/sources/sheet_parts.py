"""Take out of an officer's workbook what figures need, before anything loads it.

In: the bytes of an XLSX. Out: a package with the rows, the strings and the formats alone, and of each sheet what else
is needed: which rows and columns are hidden, which cells are merged, which formulas have no result. A few bytes can put
a link on every cell of a sheet, or merge them all; links, remarks, pictures, charts, pivots and rules are never given
to the library. What remains is counted by its elements, whatever the parts are called; over a limit `RefusedError`
names it.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final
from xml.parsers import expat

from cabinetpaper import limits
from cabinetpaper.office_file import Reason, RefusedError

DEEPEST: Final = 64
"""Elements inside one another; Excel writes seven."""

_LAST_COLUMN: Final = 16_384
_RANGE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")
_OTHERS: Final = frozenset({"Types", "workbook", "styleSheet", "sst"})
"""The first elements of the parts that are kept besides sheets."""

Box = tuple[int, int, int, int]
"""First row, first column, last row, last column, all from 1."""


@dataclass
class SheetPart:
    """One sheet: the XML of its rows alone, and what else was read of it. `formulas` are those without a result."""

    rows: bytes = b""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Box] = field(default_factory=list)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class WorkbookParts:
    """A package for the library, and its sheets in their order."""

    package: bytes
    sheets: tuple[SheetPart, ...]


class _Budget:
    """What reading one workbook may still cost."""

    def __init__(self) -> None:
        self.cells, self.elements = limits.WORKBOOK_CELLS, limits.WORKBOOK_ELEMENTS

    def spend(self, cells: int = 0, elements: int = 0) -> None:
        self.cells -= cells
        self.elements -= elements
        if self.cells < 0:
            raise RefusedError(Reason.LARGE, f"it has more than {limits.WORKBOOK_CELLS:,} cells and merged cells")
        if self.elements < 0:
            raise RefusedError(Reason.LARGE, f"it has more than {limits.WORKBOOK_ELEMENTS:,} elements")


def workbook_parts(data: bytes) -> WorkbookParts:
    """Return what figures need of a workbook; raise `RefusedError` for one that is too large or names a sheet twice,
    `ValueError` for XML that is broken or nested too deeply.
    """
    kept: dict[str, bytes] = {}
    sheets: dict[str, SheetPart] = {}
    budget, main = _Budget(), ""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = {name: package.read(name) for name in package.namelist() if name.endswith((".xml", ".rels"))}
    for name, source in names.items():
        root = _first_element(source)
        if root == "worksheet":
            sheets[name] = _sheet(source, budget)
            kept[name] = sheets[name].rows
        elif root in _OTHERS:
            kept[name] = source
            main = name if root == "workbook" else main
            formats = root == "styleSheet" and source.count(b"<") > limits.WORKBOOK_FORMATS
            if formats:
                raise RefusedError(Reason.LARGE, f"it has more than {limits.WORKBOOK_FORMATS:,} elements of formats")
            # What an element of these costs is about twice that of one in a sheet.
            budget.spend(elements=2 * (source.count(b"<") + source.count(b"=")))
    folder, file = posixpath.split(main)
    relations = posixpath.join(folder, "_rels", f"{file}.rels")
    kept |= {name: names[name] for name in ("_rels/.rels", relations) if name in names}
    targets = _targets(kept.get(relations, b""), folder)
    listed = [target for own in _named(kept.get(main, b""), "sheet") if (target := targets.get(_id(own), "")) in sheets]
    if len(set(listed)) != len(listed):
        raise RefusedError(Reason.UNSAFE, "two of its sheets are one part")
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as package:
        for name, source in kept.items():
            package.writestr(name, source)
    return WorkbookParts(whole.getvalue(), tuple(sheets[name] for name in listed))


def _id(own: Mapping[str, str]) -> str:
    return next((value for name, value in own.items() if name.endswith(":id")), "")


def _targets(source: bytes, folder: str) -> dict[str, str]:
    """Return the parts that hold sheets, by the ids of the workbook's relations."""
    return {
        own.get("Id", ""): target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        for own in _named(source, "Relationship")
        if "chartsheet" not in own.get("Type", "")
        for target in (own.get("Target", ""),)
    }


def _named(source: bytes, name: str) -> list[dict[str, str]]:
    """Return the attributes of the elements of a name."""
    found: list[dict[str, str]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda own, attributes: found.append(attributes) if _local(own) == name else None
    _parse(parser, source or b"<none/>")
    return found


def _first_element(source: bytes) -> str:
    """Return the name of the first element of a part, or nothing where there is none."""
    found: list[str] = []
    parser = expat.ParserCreate()

    def start(name: str, _: dict[str, str]) -> None:
        found.append(_local(name))
        parser.StartElementHandler = None

    parser.StartElementHandler = start
    try:
        for begin in range(0, limits.PROLOG, 1024):
            parser.Parse(source[begin : begin + 1024], False)
            if found:
                break
    except expat.ExpatError:
        pass  # what is broken further on is told where it is read
    return found[0] if found else ""


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _parse(parser: expat.XMLParserType, source: bytes) -> None:
    try:
        parser.Parse(source, True)
    except expat.ExpatError as error:
        raise ValueError(f"it is broken: {expat.errors.messages[error.code]}") from error


def _sheet(source: bytes, budget: _Budget) -> SheetPart:
    """Return what is needed of a sheet."""
    reader = _SheetReader(budget)
    parser = reader.parser
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.characters
    _parse(parser, source)
    edges = [*reader.edges, (reader.last, "")]
    pieces = [source[begin:end] for (begin, name), (end, _) in pairwise(edges) if name == "sheetData"]
    reader.part.rows = b"".join((source[: edges[0][0]], *pieces, source[reader.last :]))
    return reader.part


class _SheetReader:
    """Goes through the XML of a sheet once, and counts the places of cells as the library does."""

    def __init__(self, budget: _Budget) -> None:
        self.budget, self.part = budget, SheetPart()
        self.parser = expat.ParserCreate()
        self.level = self.row = self.column = self.last = 0
        self.edges: list[tuple[int, str]] = []
        self.text: list[str] | None = None
        self.formula: str | None = None
        self.has_result = False

    def start(self, name: str, own: dict[str, str]) -> None:
        self.level += 1
        if self.level > DEEPEST:
            raise ValueError("its elements are nested too deeply")
        name = _local(name)
        if self.level == 2:
            self.edges.append((self.parser.CurrentByteIndex, name))
        self.budget.spend(elements=1 + len(own))
        match name:
            case "c":
                self.budget.spend(cells=1)
                box = _box(own.get("r", ""))
                self.row, self.column = box[:2] if box else (self.row, self.column + 1)
                self.formula, self.has_result = None, own.get("t") == "str"
            case "row":
                self.budget.spend(cells=1)
                self.row, self.column = int(float(own["r"])) if "r" in own else self.row + 1, 0
                if _is_true(own.get("hidden", "")):
                    self.part.hidden_rows.add(self.row)
            case "f" | "v":
                self.text = []
            case "col" if _is_true(own.get("hidden", "")):
                first, last = int(own.get("min", 1)), min(int(own.get("max", 0)), _LAST_COLUMN)
                self.budget.spend(cells=1 + max(0, last - first))
                self.part.hidden_columns.update(range(first, last + 1))
            case "mergeCell":
                box = _box(own.get("ref", ""))
                if box:
                    self.budget.spend(cells=max(0, box[2] - box[0] + 1) * max(0, box[3] - box[1] + 1))
                    self.part.merged.append(box)

    def characters(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)

    def end(self, name: str) -> None:
        name = _local(name)
        self.level -= 1
        if not self.level:
            self.last = self.parser.CurrentByteIndex
        if name == "f":
            self.formula = f"={''.join(self.text or ())}"
        elif name == "v":
            self.has_result = self.has_result or bool(self.text)
        elif name == "c" and self.formula is not None and not self.has_result:
            self.part.formulas[self.row, self.column] = self.formula
        if name in {"f", "v"}:
            self.text = None


def _is_true(value: str) -> bool:
    return value not in {"", "0", "false", "f"}


def _box(ref: str) -> Box | None:
    """Return the cells of a reference such as B2 or B2:C9."""
    match = _RANGE.fullmatch(ref)
    if match is None:
        return None
    left, top = column_number(match[1]), int(match[2])
    return (top, left, int(match[4]), column_number(match[3])) if match[3] else (top, left, top, left)


def column_number(letters: str) -> int:
    """Return the number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
