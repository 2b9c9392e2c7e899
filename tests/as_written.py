"""The figures of five real papers, as they stood there, for tests to read: tests/data holds them as text, cell by
cell.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl

from cabinetpaper.paper import Edition, Figure, Table

DATA = Path(__file__).parent / "data"
Record = dict[str, str]


def records(name: str) -> list[Record]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def printed_figures(edition: Edition) -> dict[str, str]:
    """Return every figure that a paper prints in sentences and tables, by its key; those set in words as digits
    again.
    """
    found: dict[str, str] = {}
    for section in edition.paper.sections:
        for block in section.blocks:
            runs = [getattr(block, "inlines", ())]
            if isinstance(block, Table):
                runs += [inner.inlines for row in block.rows for cell in row.cells for inner in cell.blocks]
            found.update((one.key, one.text) for run in runs for one in run if isinstance(one, Figure))
    return {key: str(_WORDS.index(text.lower())) if text.lower() in _WORDS else text for key, text in found.items()}


def table(columns: str, rows: Iterable[Iterable[str]]) -> bytes:
    """Return the bytes of a CSV file."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns.split(","))
    writer.writerows(rows)
    return out.getvalue().encode()


def workbook(name: str) -> bytes:
    """Return the workbook whose cells tests/data lists, as Excel would hold it: real dates, percentages as 0.9 shown
    0%.
    """
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for cell in records(f"{name}_workbook"):
        sheet = book[cell["sheet"]] if cell["sheet"] in book.sheetnames else book.create_sheet(cell["sheet"])
        at = sheet[cell["cell"]]
        at.value = {"date": lambda text: datetime.fromisoformat(text), "number": Decimal, "text": str}[cell["kind"]](
            cell["value"]
        )
        at.number_format = cell["format"] or "General"
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_of(*rows: Iterable[object], title: str = "KPIs") -> openpyxl.Workbook:
    """Return a workbook of one sheet with these rows."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = title
    for row in rows:
        page.append([*row])
    return book


FIRST_OF_JUNE = date(2022, 6, 1)
