"""Open an officer's workbook, XLSX or CSV, as sheets of cells as shown.

In: the bytes of a file. Out: `Sheet`s whose cells know their address, and findings on what cannot be read; nothing raises for a
bad file. Sizes are checked before anything is unpacked; macros, links and formulas are never run.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from cabinetpaper.finding import Finding, Place, Severity
from cabinetpaper.sources.decoding import decode
from cabinetpaper.sources.shown import Shown, show

__all__ = ["CODES", "Opened", "Sheet", "column_letters", "open_workbook"]

CODES: Final[dict[str, str]] = {
    "WORKBOOK-EMPTY": "A workbook has no cell with anything in it. Check that the right file was saved into data/.",
    "WORKBOOK-FORMULA": "A cell holds a formula whose result was never calculated. Open the workbook in Excel, let it calculate, and save it.",
    "WORKBOOK-LOCKED": "A workbook is protected with a password, so nothing in it can be read. Save a copy without a password.",
    "WORKBOOK-OLD": "A workbook is in Excel's format from before 2007 (.xls). Open it in Excel and save it as .xlsx.",
    "WORKBOOK-SIZE": "A workbook unpacks to more than a council's figures can need, as a damaged or hostile file does. It was not opened.",
    "WORKBOOK-UNREADABLE": "A file is not a workbook, or is damaged. Open it in Excel and save it again.",
}

_CFB: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_BYTES: Final = 200 * 1024 * 1024
_MOST_CELLS: Final = 2_000_000
_MOST_RATIO: Final = 200


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its cells by (row, column), both from 1, which rows and columns are hidden, and which cells are merged, as
    (first row, first column, last row, last column).
    """

    file: str
    name: str
    cells: Mapping[tuple[int, int], Shown]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    _last: tuple[int, int] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Remember the last row and column that hold anything."""
        rows, columns = [row for row, _ in self.cells], [column for _, column in self.cells]
        object.__setattr__(self, "_last", (max(rows, default=0), max(columns, default=0)))

    @property
    def last_row(self) -> int:
        """Return the last row that holds anything; 0 for an empty sheet."""
        return self._last[0]

    @property
    def last_column(self) -> int:
        """Return the last column that holds anything; 0 for an empty sheet."""
        return self._last[1]

    def cell(self, row: int, column: int) -> Shown:
        """Return a cell; an empty one where nothing stands."""
        return self.cells.get((row, column), Shown(""))

    def place(self, row: int, column: int) -> Place:
        """Return where a cell stands, as its officer would say it: workbook, sheet and cell, or file and line of a CSV."""
        if not self.name:
            return Place(self.file, row, cell=column_letters(column))
        return Place(self.file, sheet=self.name, cell=f"{column_letters(column)}{row}")


@dataclass(frozen=True, slots=True)
class Opened:
    """The sheets of a workbook in their order, and what was wrong with it."""

    sheets: tuple[Sheet, ...] = ()
    findings: tuple[Finding, ...] = ()


def column_letters(column: int) -> str:
    """Return a column's letters: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def open_workbook(file: str, data: bytes) -> Opened:
    """Return the sheets of a workbook or of a CSV file (one sheet without a name)."""
    if data.startswith(_CFB):
        return _refused(file, *_old_or_locked(data))
    if data.startswith(b"PK"):
        return _xlsx(file, data)
    if file.lower().endswith((".xlsx", ".xlsm")):
        return _refused(file, "WORKBOOK-UNREADABLE", "The file is not a workbook", "Open it in Excel and save it as .xlsx.")
    return _csv(file, data)


def _refused(file: str, code: str, message: str, remedy: str) -> Opened:
    return Opened(findings=(Finding(code, Severity.ERROR, message, remedy, Place(file)),))


def _old_or_locked(data: bytes) -> tuple[str, str, str]:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "WORKBOOK-LOCKED", "The workbook is protected with a password", "Save a copy without a password."
    return "WORKBOOK-OLD", "The workbook is in the format of Excel before 2007 (.xls)", "Open it in Excel and save it as .xlsx."


def _csv(file: str, data: bytes) -> Opened:
    decoded = decode(file, data)
    if any(one.severity is Severity.ERROR for one in decoded.findings):
        return Opened(findings=decoded.findings)
    cells: dict[tuple[int, int], Shown] = {}
    reader = csv.reader(io.StringIO(decoded.text, newline=""))
    line = 1
    try:
        for row in reader:
            cells.update({(line, column): Shown(text) for column, text in enumerate(row, 1) if text.strip()})
            line = reader.line_num + 1
    except csv.Error as error:
        return _refused(
            file, "WORKBOOK-UNREADABLE", f"The rows cannot be told apart from line {line} on: {error}", "Close the quotation mark that begins there."
        )
    return _filled(file, (Sheet(file, "", cells),), list(decoded.findings))


def _xlsx(file: str, data: bytes) -> Opened:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            size = sum(info.file_size for info in package.infolist())
            names = [info.filename for info in package.infolist()]
    except (zipfile.BadZipFile, OSError, ValueError):
        return _refused(file, "WORKBOOK-UNREADABLE", "The workbook is damaged", "Open it in Excel and save it again.")
    if size > _MOST_BYTES or (size > 50 * 1024 * 1024 and size > _MOST_RATIO * len(data)) or len(names) != len(set(names)):
        return _refused(file, "WORKBOOK-SIZE", f"The workbook would unpack to {size // 1024 // 1024} MB; it was not opened", "Save a fresh copy from Excel.")
    try:
        return _sheets(file, data)
    except Exception as error:
        return _refused(file, "WORKBOOK-UNREADABLE", f"The workbook cannot be read ({type(error).__name__})", "Open it in Excel and save it again.")


def _sheets(file: str, data: bytes) -> Opened:
    """Return the sheets with what their cells show. Values and formats come from the saved results; formulas are only looked at
    to tell an empty cell from one that was never calculated.
    """
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    formulas = openpyxl.load_workbook(io.BytesIO(data), data_only=False, keep_links=False) if b"<f" in _raw(data) else None
    sheets, findings, count = [], [], 0
    for page in book.worksheets:
        if (count := count + page.max_row * page.max_column) > _MOST_CELLS:
            return _refused(file, "WORKBOOK-SIZE", f"The workbook has more than {_MOST_CELLS:,} cells; it was not read", "Keep to the rows that are used.")
        cells = {(cell.row, cell.column): show(cell.value, cell.number_format) for row in page.iter_rows() for cell in row if cell.value is not None}
        rows = frozenset(number for number, own in page.row_dimensions.items() if own.hidden)
        columns = frozenset(_hidden_columns(page))
        sheet = Sheet(
            file, page.title, cells, rows, columns, tuple(sorted((one.min_row, one.min_col, one.max_row, one.max_col) for one in page.merged_cells.ranges))
        )
        sheets.append(sheet)
        if formulas is not None:
            findings += _never_calculated(sheet, formulas[page.title])
    return _filled(file, tuple(sheets), findings)


def _raw(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return b"".join(package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml"))


def _hidden_columns(page: object) -> list[int]:
    from openpyxl.worksheet.worksheet import Worksheet

    assert isinstance(page, Worksheet)  # noqa: S101 - only worksheets come here; charts sheets are left out by openpyxl
    return [number for own in page.column_dimensions.values() if own.hidden for number in range(own.min or 0, (own.max or 0) + 1)]


def _never_calculated(sheet: Sheet, page: object) -> list[Finding]:
    from openpyxl.worksheet.worksheet import Worksheet

    assert isinstance(page, Worksheet)  # noqa: S101 - as above
    return [
        Finding(
            "WORKBOOK-FORMULA",
            Severity.ERROR,
            f"The formula {cell.value} has no result",
            "Open the workbook in Excel, let it calculate and save it.",
            sheet.place(cell.row or 0, cell.column or 0),
        )
        for row in page.iter_rows()
        for cell in row
        if cell.data_type == "f" and (cell.row, cell.column) not in sheet.cells
    ]


def _filled(file: str, sheets: tuple[Sheet, ...], findings: list[Finding]) -> Opened:
    if not any(sheet.cells for sheet in sheets):
        findings.append(Finding("WORKBOOK-EMPTY", Severity.ERROR, "The workbook is empty", "Check that the right file is in data/.", Place(file)))
    return Opened(sheets, tuple(findings))
