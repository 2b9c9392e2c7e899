"""Officers' workbooks as they come: what is read, and what is told instead of a traceback."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from time import process_time

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from as_written import saved, sheet_of
from cabinetpaper.finding import Finding
from cabinetpaper.sources import workbooks
from cabinetpaper.sources.sheet_parts import column_number
from cabinetpaper.sources.shown import show
from cabinetpaper.sources.workbooks import Opened, Sheet, column_letters, open_workbook


def only(opened: Opened) -> Finding:
    (finding,) = opened.findings
    return finding


def first(opened: Opened) -> Sheet:
    assert opened.findings == ()
    return opened.sheets[0]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (334, "General", "334"),
        (0.9, "0%", "90%"),
        (0.8983, "0%", "90%"),
        (0.0732, "0.00%", "7.32%"),
        (1665, "#,##0", "1,665"),
        (7.2, "0.00", "7.20"),
        (0, "0.0%", "0.0%"),
        (0, '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', "0"),
        (-1084, "#,##0", "-1,084"),
        (-1084, "#,##0;(#,##0)", "(1,084)"),
        (-1084, "#,##0;[Red]-#,##0", "-1,084"),
        (25, "[$£-809]#,##0.00", "£25.00"),
        (-3.5, '"£"#,##0.00', "-£3.50"),
        (25_400_000, '£0.0,,"m"', "£25.4m"),
        (17_000, '0,"K"', "17K"),
        (5.6, '0.0" months"', "5.6 months"),
        (90, '0"%"', "90%"),
        (1_234_567, '[>=1000000]0.0,,"m";0', "1.2m"),
        (12, '[>=1000000]0.0,,"m";0', "12"),
        (0.1 + 0.2, "General", "0.3"),
        (1 / 3, "General", "0.333333333"),
        (2.675, "0.00", "2.68"),
        (1.005, "0.00", "1.01"),
        (0.5, "0.##", "0.5"),
        (5, "0.##", "5"),
        (7, "000", "007"),
        (0.5, "# ?/?", "0.5"),
        (3, ";;;", "3"),
        (1e30, "General", ""),
        (True, "General", "TRUE"),
        (date(2022, 6, 1), "mmm-yy", "Jun-22"),
        (date(2022, 6, 1), "mmm\\-yy", "Jun-22"),
        (datetime(2022, 6, 30), "[$-809]dd mmmm yyyy;@", "30 June 2022"),
        (date(2022, 6, 30), "mm-dd-yy", "30/06/2022"),
        (datetime(2022, 6, 30, 14, 5), "m/d/yy h:mm", "30/06/2022"),
        (date(2022, 6, 30), "General", "2022-06-30"),
        (time(9, 5), "h:mm", "09:05"),
        (timedelta(hours=25, minutes=3), "[h]:mm", "25:03"),
        (None, "0", ""),
    ],
)
def test_a_cell_is_read_as_the_spreadsheet_shows_it(value: object, number_format: str, text: str) -> None:
    assert show(value, number_format).text == text


@pytest.mark.parametrize(
    ("value", "number_format", "held"),
    [
        (0.8983, "0%", "89.83"),
        (25_449_000, '0.0,,"m"', "25.449"),
        (0.07, "0%", "7"),
        (0.1 + 0.2, "0.0", "0.3"),
        (-1084, "#,##0;(#,##0)", "-1084"),
    ],
)
def test_what_stands_behind_a_cell_comes_along_in_the_unit_shown(value: float, number_format: str, held: str) -> None:
    assert show(value, number_format).held == Decimal(held)


@given(
    st.floats(allow_nan=True, allow_infinity=True),
    st.text(st.sampled_from('0#?.,%";-_* [$£]()Eemdhys@\\General'), max_size=14),
)
def test_no_number_format_breaks_the_reader(value: float, number_format: str) -> None:
    shown = show(value, number_format)
    assert shown.text or shown.fault or not number_format.strip("0#?.,%")


@given(st.integers(1, 16384))
def test_columns_have_the_letters_of_a_spreadsheet(column: int) -> None:
    assert column_number(column_letters(column)) == column
    assert (column_letters(1), column_letters(27), column_letters(16384)) == ("A", "AA", "XFD")


def test_a_sheet_knows_its_cells_what_is_hidden_and_what_is_merged() -> None:
    book = sheet_of(["Indicator", "Jun-22", "Jul-22"], ["Referrals", 334, 325])
    page = book.worksheets[0]
    page.row_dimensions[2].hidden = True
    page.column_dimensions["C"].hidden = True
    page.merge_cells("A3:C3")
    page["A3"] = "Outcomes"
    sheet = first(open_workbook("data/kpis.xlsx", saved(book)))
    assert (sheet.name, sheet.rows, sheet.columns(2)) == ("KPIs", (1, 2, 3), (1, 2, 3))
    assert (sheet.hidden_rows, sheet.hidden_columns, sheet.merged) == ({2}, {3}, ((3, 1, 3, 3),))
    assert str(sheet.place(2, 2)) == "data/kpis.xlsx, sheet KPIs, cell B2"


def test_a_stray_cell_in_the_last_corner_costs_nothing() -> None:
    book = sheet_of(["Indicator", "Jun-22"])
    book.worksheets[0]["XFD1048576"] = "x"
    sheet = first(open_workbook("data/kpis.xlsx", saved(book)))
    assert (sheet.rows, sheet.columns(1_048_576)) == ((1, 1_048_576), (16_384,))


def uncalculated() -> bytes:
    return saved(sheet_of(["Indicator", "Jun-22"], ["Referrals", "=SUM(B3:B9)"]))


def test_a_formula_that_was_never_calculated_is_no_empty_cell() -> None:
    shown = first(open_workbook("data/kpis.xlsx", uncalculated())).cell(2, 2)
    assert (shown.text, shown.formula, shown.blank) == ("", "=SUM(B3:B9)", False)


def test_a_formula_whose_result_is_an_empty_text_is_empty() -> None:
    data = changed(uncalculated(), "xl/worksheets/sheet1.xml", b'<c r="B2">', b'<c r="B2" t="str">')
    assert first(open_workbook("data/kpis.xlsx", data)).cell(2, 2).blank


def test_an_error_value_is_a_fault_of_its_cell() -> None:
    book = sheet_of(["Indicator", "#DIV/0!", "#N/A"])
    sheet = first(open_workbook("data/kpis.xlsx", saved(book)))
    assert [sheet.cell(1, column).fault for column in (1, 2, 3)] == [
        "",
        "the cell shows #DIV/0!",
        "the cell shows #N/A",
    ]


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return a workbook with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            assert name != part or old in content
            after.writestr(name, content.replace(old, new) if name == part else content)
    return out.getvalue()


def compound_file(*names: str) -> bytes:
    """Return a small compound file (the container of .xls, and of a workbook with a password) with these entries."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += (
        struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", 0) + b"\xff" * 432
    )
    table = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * 504
    directory = b"".join(
        f"{name}\0".encode("utf-16-le").ljust(64, b"\0") + bytes(64) for name in ("Root Entry", *names)
    )
    return header + table + directory.ljust(512, b"\0")


def bomb() -> bytes:
    """Return a small workbook that unpacks to 200 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        block = b" " * (1024 * 1024)
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(200):
                part.write(block)
    return out.getvalue()


def lying_bomb() -> bytes:
    """Return a workbook that says it is small and is not."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b" " * 3_000_000)
    size = struct.pack("<I", 3_000_000)
    return out.getvalue().replace(size, struct.pack("<I", 30))


def crowded() -> bytes:
    """Return a workbook with more cells than any council has figures."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"<worksheet>" + b"<c/>" * 1_000_001 + b"</worksheet>")
    return out.getvalue()


def entities() -> bytes:
    declared = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><worksheet'
    return changed(saved(sheet_of(["x"])), "xl/worksheets/sheet1.xml", b"<worksheet", declared)


WORKBOOK = saved(sheet_of(["Indicator", "Jun-22"], ["Referrals", 334]))


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        (
            "kpis.xlsx",
            saved(openpyxl.Workbook()),
            "error: The workbook is empty. Check that the right file was saved. [WORKBOOK-EMPTY]",
        ),
        (
            "kpis.csv",
            b"\r\n, ,\r\n",
            "error: The workbook is empty. Check that the right file was saved. [WORKBOOK-EMPTY]",
        ),
        (
            "kpis.xlsx",
            b"",
            "error: The file is not a workbook, whatever its name says. Open it in Excel and save it as .xlsx. "
            "[WORKBOOK-UNREADABLE]",
        ),
        (
            "kpis.xls",
            b"<html><table><tr><td>334",
            "error: The file is not a workbook, whatever its name says. Open it in Excel and save it as .xlsx.",
        ),
        (
            "kpis.xlsx",
            compound_file("EncryptionInfo", "EncryptedPackage"),
            "error: The workbook is protected with a password. Save a copy without a password. [WORKBOOK-LOCKED]",
        ),
        (
            "kpis.xls",
            compound_file("Workbook"),
            "error: The workbook is in the format of Excel before 2007 (.xls). Open it in Excel and save it as .xlsx.",
        ),
        ("kpis.xlsx", compound_file("Workbook"), "error: The workbook is in the format of Excel before 2007 (.xls)."),
        ("kpis.xlsx", bomb(), "error: The workbook is not opened: it would unpack to 200 MiB in 1 parts."),
        ("kpis.xlsx", lying_bomb(), "error: The workbook is not opened: it is damaged (Bad CRC-32"),
        ("kpis.xlsx", crowded(), "error: The workbook is not opened: it has more than 300,000 cells and merged cells."),
        (
            "kpis.xlsx",
            entities(),
            "error: The workbook is not opened: its part xl/worksheets/sheet1.xml declares a document type.",
        ),
        ("kpis.xlsx", WORKBOOK[:-40], "error: The workbook is not opened: it is damaged (File is not a zip file)."),
        ("kpis.xlsx", WORKBOOK.replace(b"sheet1", b"sheet9"), "error: The workbook"),
        ("kpis.xlsx", changed(WORKBOOK, "xl/workbook.xml", b"<sheets", b"<shoots"), "error: The workbook"),
        (
            "kpis.csv",
            b'Indicator,Jun-22\r\nReferrals,"334\r\nx,1',
            "error: The rows cannot be told apart from line 2 on: unexpected end of data.",
        ),
        ("kpis.csv", b"Indicator,Jun-22\r\n\x81,334", ":2: error: The file is in no encoding that is understood."),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_what_to_do(name: str, data: bytes, told: str) -> None:
    opened = open_workbook(f"data/{name}", data)
    finding = str(only(opened))
    assert finding.startswith(f"data/{name}")
    assert told in finding


def test_a_bomb_is_refused_from_what_it_claims_without_unpacking_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("it was unpacked"))
    assert only(open_workbook("data/kpis.xlsx", bomb())).code == "WORKBOOK-SIZE"


def test_the_bomb_itself_is_small() -> None:
    assert len(bomb()) < 2_000_000


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_workbook_is_one_sheet_whose_places_are_lines_and_columns(separator: str) -> None:
    text = f'Indicator{separator}Jun-22\r\n"two\r\nlines"{separator}334\r\nNext{separator}1\r\n'
    sheet = first(open_workbook("data/kpis.csv", text.encode()))
    assert (sheet.name, sheet.rows, sheet.cell(2, 2).text) == ("", (1, 2, 4), "334")
    assert str(sheet.place(4, 2)) == "data/kpis.csv:4, column B"


def test_a_csv_workbook_in_windows_text_is_read_and_said() -> None:
    opened = open_workbook("data/kpis.csv", "Indicator,Jun-22\r\nChildren’s £,334".encode("cp1252"))
    assert only(opened).code == "TEXT-CP1252"
    assert opened.sheets[0].cell(2, 1).text == "Children’s £"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (
            b"Indicator,Jun-22\r\nRefer\x00rals,334",
            "data/kpis.csv:2, column A: error: The cell holds a character that cannot be printed (U+0000).",
        ),
        (
            "Indicator,Jun-22\r\nx,3\u202e34".encode(),
            "data/kpis.csv:2, column B: error: The cell holds a character that cannot be printed (RIGHT-TO-LEFT "
            "OVERRIDE).",
        ),
    ],
)
def test_a_cell_that_cannot_be_printed_is_told_and_the_others_are_read(data: bytes, told: str) -> None:
    opened = open_workbook("data/kpis.csv", data)
    assert str(only(opened)).startswith(told)
    assert len(opened.sheets[0].cells) == 3


def test_the_same_in_a_workbook_names_sheet_and_cell() -> None:
    opened = open_workbook("data/kpis.xlsx", saved(sheet_of(["Indicator", "3\u202e34"])))
    assert str(only(opened)).startswith(
        "data/kpis.xlsx, sheet KPIs, cell B1: error: The cell holds a character that cannot be printed"
    )


def test_what_openpyxl_warns_of_is_no_concern_of_an_officer() -> None:
    broken = changed(
        WORKBOOK, "xl/worksheets/sheet1.xml", b"</sheetData>", b'</sheetData><extLst><ext uri="{x}"/></extLst>'
    )
    assert first(open_workbook("data/kpis.xlsx", broken)).cell(2, 2).text == "334"


@given(
    st.binary(max_size=200),
    st.sampled_from(["a.xlsx", "a.xls", "a.csv", "a.xlsm"]),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]),
)
def test_no_bytes_make_it_raise(data: bytes, name: str, start: bytes) -> None:
    opened = open_workbook(name, start + data)
    assert opened.sheets or opened.findings


@pytest.mark.parametrize("at", range(0, len(WORKBOOK), max(1, len(WORKBOOK) // 25)))
def test_a_damaged_byte_never_makes_a_traceback(at: int) -> None:
    damaged = WORKBOOK[:at] + bytes([WORKBOOK[at] ^ 0xFF]) + WORKBOOK[at + 1 :]
    opened = workbooks.open_workbook("data/kpis.xlsx", damaged)
    assert opened.sheets or opened.findings


@pytest.mark.parametrize("piece", ["[$", '"', "0.0;", "[<", "\\", "General", "_", "#,"])
def test_a_number_format_costs_little_whatever_stands_in_it(piece: str) -> None:
    began = process_time()
    for times in (60, 4_000):
        show(Decimal("1234.5"), piece * times)
        show(date(2024, 6, 30), piece * times)
    assert process_time() - began < 0.2
