"""Cut a CSV file into rows whose cells know their column and their line.

In: the bytes of one file and the columns it may have. Out: `Row`s, with the line on which each begins as an editor
shows it (a quoted cell may run over several lines), and what was noticed. A row that does not fit its header is told
and left out.

A file separated by commas, which is nearly every one, is cut by the csv module: importing pandas alone costs more than
reading a council's data (docs/architecture.md has the figures). One separated by semicolons or tabs goes through
pandas. A test holds both to the same rows and lines.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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

"""A longer word is no mistyped choice, and comparing it would take long."""

Record = tuple[int, list[str]]
"""The line on which a row begins, and its cells as written."""


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


def read_rows(file: str, data: bytes, columns: Mapping[str, bool]) -> Rows:
    """Return the rows of a file. `columns` maps each known column to whether it must be there. Never raises."""
    decoded = decode(file, data)
    text, findings = decoded.text, list(decoded.findings)
    if any(one.severity is Severity.ERROR for one in findings):
        return Rows(findings=tuple(findings))
    if not text.strip('," ;\t\r\n'):
        headings = ",".join(columns)
        findings.append(
            _error("DATA-FILE-EMPTY", file, 1, "The file is empty", f"Write the headings on its first line: {headings}")
        )
        return Rows(findings=tuple(findings))
    separator = separator_of(text)
    if separator != ",":
        message = f"The file is separated by {_SEPARATORS[separator]}; it was read all the same"
        findings.append(
            Finding.note("DATA-SEPARATOR", message, "Save it as CSV with commas if cells look wrong.", Place(file, 1))
        )
    try:
        records = by_csv(text) if separator == "," else by_pandas(text, separator)
    except csv.Error as error:
        findings.append(_unpaired(file, text, error))
        return Rows(findings=tuple(findings))
    start = next((index for index, (_, cells) in enumerate(records) if any(cell.strip() for cell in cells)), 0)
    names, problems = header(file, records[start], columns)
    findings += problems
    if names is None:
        return Rows(findings=tuple(findings))
    rows, problems = _fitted(file, names, records[start + 1 :], columns)
    return Rows(tuple(rows), (*findings, *problems))


def by_csv(text: str) -> list[Record]:
    """Return the records of comma-separated text; raise `csv.Error` where quotation marks do not pair."""
    csv.field_size_limit(limits.CELL_CHARACTERS)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records, line = [], 1
    for cells in reader:
        records.append((line, cells))
        line = reader.line_num + 1
    return records


def by_pandas(text: str, separator: str) -> list[Record]:
    """Return the records of text separated by `separator`; raise `csv.Error` where pandas cannot cut it.

    Every cell is read as text: no “N/A” or “TBC” may turn into nothing. A line number is that of the row before plus
    the line breaks inside its cells, which pandas keeps.
    """
    import pandas as pd

    width = max((line.count(separator) for line in text.splitlines()), default=0) + 1
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
        raise csv.Error(str(error)) from error
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


def header(file: str, record: Record, columns: Mapping[str, bool]) -> tuple[list[str] | None, list[Finding]]:
    """Return the column names in the order of the file, an empty name for an empty heading; None where rows cannot be
    read.
    """
    line, cells = record
    names = ["_".join(cell.strip().lower().replace("-", " ").split()) for cell in cells]
    found: list[Finding] = []
    for name, written in zip(names, cells, strict=True):
        if name and name not in columns:
            found.append(_unknown_column(file, line, written.strip(), name, columns))
    for name in dict.fromkeys(names):
        if name and names.count(name) > 1:
            message = f"The column “{name}” stands {names.count(name)} times"
            found.append(
                _error(
                    "DATA-COLUMN-TWICE",
                    file,
                    line,
                    message,
                    "Remove or rename all but one; the file was not read.",
                    name,
                )
            )
    for name, required in columns.items():
        if required and name not in names:
            remedy = f"Add it to the first line; {file.rpartition('/')[2]} has {listed(columns, most=40)}."
            found.append(_error("DATA-COLUMN-MISSING", file, line, f"The column “{name}” is missing", remedy, name))
    unusable = any(one.code != "DATA-COLUMN-UNKNOWN" for one in found)
    return None if unusable else names, found


def _unknown_column(file: str, line: int, written: str, name: str, columns: Mapping[str, bool]) -> Finding:
    remedy = advice(name, columns, "The columns are")
    return _error("DATA-COLUMN-UNKNOWN", file, line, f"“{written}” is not a column of this file", remedy, written)


def _fitted(
    file: str, names: Sequence[str], records: Sequence[Record], columns: Mapping[str, bool]
) -> tuple[list[Row], list[Finding]]:
    """Return the rows that fit the header, and what is wrong with the others."""
    rows: list[Row] = []
    found: list[Finding] = []
    width, unnamed = len(names), [at for at, name in enumerate(names) if not name]
    places = {name: at for at, name in enumerate(names) if name in columns}
    blank = dict.fromkeys(columns, "")
    for line, cells in records:
        trimmed = [cell.strip() for cell in cells]
        if not any(trimmed):
            continue
        if len(trimmed) < width or any(trimmed[width:]) or any(trimmed[at] for at in unnamed):
            found.append(_length(file, line, len(trimmed), width))
            continue
        rows.append(Row(file, line, {**blank, **{name: trimmed[at] for name, at in places.items()}}))
    return rows, found


def _length(file: str, line: int, cells: int, headings: int) -> Finding:
    message = (
        f"The row has {cells} cell{'' if cells == 1 else 's'} where the first line has {headings}; it was left out"
    )
    if cells < headings:
        return _error("DATA-ROW-LENGTH", file, line, message, "Add the commas of its empty cells.")
    return _error("DATA-ROW-LENGTH", file, line, message, 'Put a cell that holds a comma in quotation marks: "1,665".')


def _unpaired(file: str, text: str, error: csv.Error) -> Finding:
    """Return the finding for a file that cannot be cut, at the row where cutting stopped."""
    line = 1
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for _ in reader:
            line = reader.line_num + 1
    except csv.Error:
        pass
    message = f"The rows cannot be told apart from here on: {error}"
    return _error(
        "DATA-QUOTES",
        file,
        line,
        message,
        'Close the quotation mark, or write "" for one that belongs to the cell; the file was not read.',
    )


def _error(code: str, file: str, line: int, message: str, remedy: str, column: str = "") -> Finding:
    return Finding.error(code, message, remedy, Place(file, line, cell=column))
