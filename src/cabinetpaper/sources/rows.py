"""Cut a CSV file into rows whose cells know their column and their line.

In: the bytes of one file and the columns it may have. Out: `Row`s, with the line on which each begins as an editor
shows it (a quoted cell may run over several lines), and what was noticed. A row that does not fit its header is
reported and left out.

A file separated by commas, which is nearly every one, is cut by the csv module: importing pandas alone costs more than
reading a council's data (docs/architecture.md has the figures). One separated by semicolons or tabs goes through
pandas. A test holds both to the same rows and lines.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from cabinetpaper import limits
from cabinetpaper.finding import Finding, Place, Severity
from cabinetpaper.nearest import advice
from cabinetpaper.sources.decoding import decode
from cabinetpaper.wording import listed

CODES: Final[dict[str, str]] = {
    "DATA-COLUMN-MISSING": "A data file lacks a column that it must have. Add it to the first line.",
    "DATA-COLUMN-TWICE": "A column heading stands twice in the first line of a data file. Remove or rename one.",
    "DATA-COLUMN-UNKNOWN": "A data file has a column that is not understood. Correct the heading, or remove the "
    "column.",
    "DATA-FILE-EMPTY": "A data file has nothing in it, not even the headings. Write the first line, or restore the "
    "file.",
    "DATA-NO-ROWS": "A data file has its headings and no row, so there is nothing to report.",
    "DATA-QUOTES": "The quotation marks of a data file do not pair, so that its rows cannot be told apart. Close the "
    "cell that begins there.",
    "DATA-ROW-LENGTH": "A row has more or fewer cells than the first line, so that its values may stand in the wrong "
    "columns. A comma within a cell needs quotation marks round the cell.",
    "DATA-SEPARATOR": "A data file is separated by semicolons or tabs, not commas. It was read all the same.",
}

_SEPARATORS: Final = {";": "semicolons", "\t": "tabs"}

Record = tuple[int, list[str]]
"""The line on which a row begins, and its cells as written."""


def columns(names: str) -> dict[str, bool]:
    """Return the columns of a file in their order, each with whether it must be there: a star in `names` says so."""
    return {name.rstrip("*"): name.endswith("*") for name in names.split()}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its file, its first line, its cells by column, trimmed of outer space. Columns that the file lacks are
    empty.

    A row of a query's answer is counted from 1 and has no line.
    """

    file: str
    line: int
    cells: Mapping[str, str]
    counted: bool = False

    def place(self, column: str = "") -> Place:
        """Return where the row stands, or one of its cells."""
        return (
            Place(self.file, cell=column, row=self.line) if self.counted else Place(self.file, self.line, cell=column)
        )


@dataclass(frozen=True, slots=True)
class Rows:
    """What one file holds."""

    rows: tuple[Row, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def failed(self) -> bool:
        """Return whether something is wrong with the file, so that rows of it may be missing."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


class UncutError(ValueError):
    """The quotation marks of a text do not pair from `line` on."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def read_rows(file: str, data: bytes, known: Mapping[str, bool]) -> Rows:
    """Return the rows of a file. `known` maps each known column to whether it must be there. Never raises."""
    decoded = decode(file, data)
    text, found = decoded.text, list(decoded.findings)
    if any(finding.severity is Severity.ERROR for finding in found):
        return Rows(findings=tuple(found))
    if not text.strip('," ;\t\r\n'):
        remedy = f"Write the headings on its first line: {','.join(known)}"
        return Rows(findings=(*found, Finding.error("DATA-FILE-EMPTY", "The file is empty", remedy, Place(file, 1))))
    separator = separator_of(text)
    if separator != ",":
        message = f"The file is separated by {_SEPARATORS[separator]}; it was read all the same"
        found.append(
            Finding.note("DATA-SEPARATOR", message, "Save it as CSV with commas if cells look wrong.", Place(file, 1))
        )
    try:
        records = by_csv(text) if separator == "," else by_pandas(text, separator)
    except UncutError as error:
        message = f"The rows cannot be told apart from here on: {error}"
        remedy = 'Close the quotation mark, or write "" for one that belongs to the cell; the file was not read.'
        return Rows(findings=(*found, Finding.error("DATA-QUOTES", message, remedy, Place(file, error.line))))
    start = next((at for at, (_, cells) in enumerate(records) if any(cell.strip() for cell in cells)), 0)
    line, headings = records[start]
    names, problems = header(headings, known, Place(file, line))
    found += problems
    rows = []
    for line, cells in records[start + 1 :] if names else ():
        trimmed = [cell.strip() for cell in cells]
        if not any(trimmed):
            continue
        unnamed = any(cell for name, cell in zip(names, trimmed, strict=False) if not name)
        if len(trimmed) < len(names) or any(trimmed[len(names) :]) or unnamed:
            found.append(_wrong_length(Place(file, line), len(trimmed), len(names)))
        else:
            named = dict(zip(names, trimmed, strict=False))
            rows.append(Row(file, line, {column: named.get(column, "") for column in known}))
    return Rows(tuple(rows), tuple(found))


def _wrong_length(place: Place, cells: int, headings: int) -> Finding:
    message = f"The row has {cells} cell{'s' * (cells != 1)} where the first line has {headings}; it was left out"
    remedy = 'Put a cell that holds a comma in quotation marks: "1,665".'
    if cells < headings:
        remedy = "Add the commas of its empty cells."
    return Finding.error("DATA-ROW-LENGTH", message, remedy, place)


def by_csv(text: str, separator: str = ",") -> list[Record]:
    """Return the records of a text whose cells `separator` parts; raise `UncutError` where quotation marks do not
    pair.
    """
    csv.field_size_limit(limits.CELL_CHARACTERS)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    records, line = [], 1
    try:
        for cells in reader:
            records.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise UncutError(str(error), line) from error
    return records


def by_pandas(text: str, separator: str) -> list[Record]:
    """Return the records of text separated by `separator`; raise `UncutError` where pandas cannot cut it.

    Every cell is read as text: no “N/A” or “TBC” may turn into nothing. A line number is that of the row before plus
    the line breaks inside its cells, which pandas keeps.
    """
    import pandas as pd

    lines = text.splitlines()
    width = max((line.count(separator) for line in lines), default=0) + 1
    if width * len(lines) > limits.WORKBOOK_CELLS:  # pandas would fill every row to the width of the widest
        return by_csv(text, separator)
    try:
        frame = pd.read_csv(
            io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")),
            sep=separator,
            header=None,
            names=list(range(width)),
            dtype=str,
            keep_default_na=False,
            na_values=[],
            skip_blank_lines=False,
            engine="python",
            index_col=False,
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise UncutError(str(error), 1) from error
    records, line = [], 1
    for values in frame.itertuples(index=False, name=None):
        cells = [value for value in values if isinstance(value, str)]
        records.append((line, cells))
        line += 1 + sum(cell.count("\n") for cell in cells)
    return records


def separator_of(text: str) -> str:
    """Return what separates the cells of a text: a comma, or a semicolon or tab where its first line has no comma."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_SEPARATORS, key=first.count) if "," not in first and any(mark in first for mark in _SEPARATORS) else ","


def header(
    headings: list[str], known: Mapping[str, bool], place: Place, *, query: bool = False
) -> tuple[list[str], list[Finding]]:
    """Return the column names in the order of the headings, an empty one for an empty heading; no names where the rows
    below cannot be read. `place` is where the headings stand; those of a `query` are changed there.
    """
    kind, home = ("kind", "query") if query else ("file", "first line")
    names = ["_".join(heading.strip().lower().replace("-", " ").split()) for heading in headings]
    found = [
        Finding.error(
            "DATA-COLUMN-UNKNOWN",
            f"“{heading.strip()}” is not a column of this {kind}",
            advice(name, known, "The columns are"),
            replace(place, cell=heading.strip()),
        )
        for name, heading in zip(names, headings, strict=True)
        if name and name not in known
    ]
    unusable = [
        Finding.error(
            "DATA-COLUMN-TWICE",
            f"The column “{name}” stands {names.count(name)} times",
            "Remove or rename all but one; the file was not read.",
            replace(place, cell=name),
        )
        for name in dict.fromkeys(names)
        if name and names.count(name) > 1
    ]
    unusable += [
        Finding.error(
            "DATA-COLUMN-MISSING",
            f"The column “{name}” is missing",
            f"Add it to the {home}; {place.file.rpartition('/')[2]} has {listed(known, most=40)}.",
            replace(place, cell=name),
        )
        for name, required in known.items()
        if required and name not in names
    ]
    return [] if unusable else names, [*found, *unusable]
