"""Open an officer's workbook, XLSX or CSV, as sheets of cells as shown.

In: the bytes of a file. Out: `Sheet`s whose cells know their address, and findings on what cannot be read; nothing
raises for a bad file. Sizes are checked before anything is unpacked; macros, links and formulas are never run.
"""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from cabinetpaper import limits
from cabinetpaper.finding import Finding, Place, Severity
from cabinetpaper.office_file import XLSM, XLSX, Reason, RefusedError, examine
from cabinetpaper.sources.cells import unprintable
from cabinetpaper.sources.decoding import decode
from cabinetpaper.sources.rows import UncutError, by_csv, separator_of
from cabinetpaper.sources.sheet_parts import WorkbookParts, workbook_parts
from cabinetpaper.sources.shown import Shown, show

CODES: Final[dict[str, str]] = {
    "WORKBOOK-EMPTY": "A workbook has no cell with anything in it. Check that the right file was saved into data/.",
    "WORKBOOK-FORMULA": "A cell holds a formula whose result was never calculated. Open the workbook in Excel, let it "
    "calculate, and save it.",
    "WORKBOOK-LOCKED": "A workbook is protected with a password, so nothing in it can be read. Save a copy without a "
    "password.",
    "WORKBOOK-OLD": "A workbook is in Excel's format from before 2007 (.xls). Open it in Excel and save it as .xlsx.",
    "WORKBOOK-SIZE": "A workbook unpacks to more than a council's figures can need, as a damaged or hostile file does. "
    "It was not opened.",
    "WORKBOOK-UNSAFE": "A workbook holds what Excel never writes, or what runs on opening: a macro in an .xlsx, two "
    "parts of one name, a document type, a part with a path. It was not opened. The figures of an .xlsm are read; its "
    "macros never are.",
    "WORKBOOK-UNREADABLE": "A file is not a workbook, or is damaged. Open it in Excel and save it again.",
}

_CFB: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WHY: Final = {
    Reason.DAMAGED: ("WORKBOOK-UNREADABLE", "Open it in Excel and save it again as .xlsx."),
    Reason.LOCKED: ("WORKBOOK-LOCKED", "Save a copy without a password."),
    Reason.LARGE: ("WORKBOOK-SIZE", "Save a fresh copy from Excel."),
    Reason.UNSAFE: ("WORKBOOK-UNSAFE", "Save its figures as a plain .xlsx, and ask where this file came from."),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its cells by (row, column), both from 1, which rows and columns are hidden, and which cells are
    merged, as (first row, first column, last row, last column).
    """

    file: str
    name: str
    cells: Mapping[tuple[int, int], Shown]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    _filled: Mapping[int, tuple[int, ...]] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Remember which cells hold anything: sheets are sparse, and one stray cell may stand in the millionth row."""
        filled: dict[int, list[int]] = {}
        for row, column in sorted(at for at, shown in self.cells.items() if not shown.blank):
            filled.setdefault(row, []).append(column)
        object.__setattr__(self, "_filled", {row: tuple(columns) for row, columns in filled.items()})

    @property
    def rows(self) -> tuple[int, ...]:
        """Return the rows that hold anything, in order."""
        return tuple(self._filled)

    def columns(self, row: int) -> tuple[int, ...]:
        """Return the columns of a row that hold anything, in order."""
        return self._filled.get(row, ())

    def cell(self, row: int, column: int) -> Shown:
        """Return a cell; an empty one where nothing stands."""
        return self.cells.get((row, column), Shown(""))

    def text(self, row: int, column: int) -> str:
        """Return what a cell shows, on one line."""
        return " ".join(self.cell(row, column).text.split())

    def place(self, row: int, column: int) -> Place:
        """Return where a cell stands, as its officer would say it: workbook, sheet and cell, or file and line of a
        CSV.
        """
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
        if "EncryptedPackage".encode("utf-16-le") in data:
            message = "The workbook is protected with a password"
            return _refused(file, "WORKBOOK-LOCKED", message, "Save a copy without a password.")
        message = "The workbook is in the format of Excel before 2007 (.xls)"
        return _refused(file, "WORKBOOK-OLD", message, "Open it in Excel and save it as .xlsx.")
    if data.startswith(b"PK"):
        return _xlsx(file, data)
    if file.lower().endswith((".xlsx", ".xlsm", ".xls")):
        message = "The file is not a workbook, whatever its name says"
        return _refused(file, "WORKBOOK-UNREADABLE", message, "Open it in Excel and save it as .xlsx.")
    return _csv(file, data)


def _refused(file: str, code: str, message: str, remedy: str) -> Opened:
    return Opened(findings=(Finding.error(code, message, remedy, Place(file)),))


def _csv(file: str, data: bytes) -> Opened:
    decoded = decode(file, data)
    if any(finding.severity is Severity.ERROR for finding in decoded.findings):
        return Opened(findings=decoded.findings)
    try:
        records = by_csv(decoded.text, separator_of(decoded.text))
    except UncutError as error:
        message = f"The rows cannot be told apart from line {error.line} on: {error}"
        return _refused(file, "WORKBOOK-UNREADABLE", message, "Close the quotation mark that begins there.")
    cells = {(line, column): Shown(text) for line, row in records for column, text in enumerate(row, 1) if text.strip()}
    return _opened(file, (Sheet(file, "", cells),), decoded.findings)


def _xlsx(file: str, data: bytes) -> Opened:
    """Return the sheets of a workbook that is small enough once unpacked and holds nothing that Excel does not
    write.
    """
    damaged = "Open it in Excel and save it again as .xlsx."
    try:
        examine(data, XLSM if file.lower().endswith(".xlsm") else XLSX)
        return _opened(file, _sheets(file, workbook_parts(data)))
    except RefusedError as error:
        code, remedy = _WHY[error.reason]
        return _refused(file, code, f"The workbook is not opened: {error.message}", remedy)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        return _refused(file, "WORKBOOK-UNREADABLE", "The workbook is damaged", damaged)
    except Exception as error:
        message = f"The workbook cannot be read ({type(error).__name__})"
        return _refused(file, "WORKBOOK-UNREADABLE", message, damaged)


def _sheets(file: str, parts: WorkbookParts) -> tuple[Sheet, ...]:
    """Return the sheets with what their cells show. Values and formats come from the saved results; a formula without
    one is told apart from an empty cell, and one whose result is an empty text is empty.
    """
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out; no figure stands in it
        book = openpyxl.load_workbook(io.BytesIO(parts.package), data_only=True, keep_links=False)
    sheets = []
    left = limits.WORKBOOK_CHARACTERS
    for page, part in zip(book.worksheets, parts.sheets, strict=True):
        # `_cells` holds the cells that the file has; walking rows and columns would make all between a stray cell and
        # the first.
        cells: dict[tuple[int, int], Shown] = {}
        for at, cell in page._cells.items():
            if cell.value is not None:
                cells[at] = show(cell.value, cell.number_format)
                left -= len(cells[at].text)
                if left < 0:
                    most = f"{limits.WORKBOOK_CHARACTERS:,}"
                    raise RefusedError(Reason.LARGE, f"its cells show more than {most} characters")
        for at, formula in part.formulas.items():
            cells.setdefault(at, Shown("", formula=formula))
        for top, left_edge, bottom, right in part.merged:  # of merged cells the first alone shows anything
            for row in range(top, bottom + 1):
                for column in range(left_edge, right + 1):
                    if (row, column) != (top, left_edge):
                        cells.pop((row, column), None)
        hidden = frozenset(part.hidden_rows), frozenset(part.hidden_columns)
        sheets.append(Sheet(file, page.title, cells, *hidden, tuple(sorted(part.merged))))
    return tuple(sheets)


def _opened(file: str, sheets: tuple[Sheet, ...], findings: tuple[Finding, ...] = ()) -> Opened:
    """Return the sheets without the cells that no output may carry, each of which is reported."""
    found = list(findings)
    if not any(sheet.rows for sheet in sheets):
        remedy = "Check that the right file was saved."
        found.append(Finding.error("WORKBOOK-EMPTY", "The workbook is empty", remedy, Place(file)))
    printable = []
    for sheet in sheets:
        odd = {at: name for at, shown in sheet.cells.items() if (name := unprintable(shown.text))}
        for at, name in odd.items():
            message = f"The cell holds a character that cannot be printed ({name})"
            found.append(Finding.error("DATA-CHARACTER", message, "Type the cell anew.", sheet.place(*at)))
        kept = {at: shown for at, shown in sheet.cells.items() if at not in odd} if odd else sheet.cells
        printable.append(replace(sheet, cells=kept) if odd else sheet)
    return Opened(tuple(printable), tuple(found))
