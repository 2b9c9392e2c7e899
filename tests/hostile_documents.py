"""Hostile Word documents and workbooks. Each document is tried as one that comes back from an editor and as a council's
reference.docx.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

import openpyxl

from cabinetpaper.paper import Paper, Paragraph, Section, SectionKind, Text
from cabinetpaper.readers.docx import read_docx
from cabinetpaper.sources.workbooks import open_workbook
from cabinetpaper.writers.docx import write_docx
from cabinetpaper.writers.docx.reference import read_reference
from hostile import Attack, refused, told

MAIN, SHEET = "word/document.xml", "xl/worksheets/sheet1.xml"
PACKAGE, XML, SHEETS = "package", "XML prolog", "sheet size"
Parts = dict[str, bytes]
Change = Callable[[Parts], None]


def opened(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Parts, *again: tuple[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as package:
        warnings.simplefilter("ignore")
        for name, data in [*parts.items(), *again]:
            package.writestr(name, data)
    return whole.getvalue()


@cache
def document() -> bytes:
    return write_docx(
        Paper("p", "T", "C", (Section("s", SectionKind.DETAIL, "S", (Paragraph("a", (Text("hello"),)),)),)), {}
    )


@cache
def workbook() -> bytes:
    whole = io.BytesIO()
    book = openpyxl.Workbook()
    book.active["A1"] = "Indicator"  # type: ignore[index]
    book.save(whole)
    return whole.getvalue()


def replaced(name: str, old: bytes, new: bytes) -> Change:
    def change(parts: Parts) -> None:
        assert old in parts[name], f"{old!r} is not in {name}"
        parts[name] = parts[name].replace(old, new, 1)

    return change


def added(name: str, data: bytes = b"x") -> Change:
    return lambda parts: parts.update({name: data})


def docx(change: Change, *codes: str) -> Callable[[Path], None]:
    """Return the proof that a changed document is refused by both of its readers."""

    def prove(_: Path) -> None:
        parts = opened(document())
        change(parts)
        _refuse(packed(parts), *codes)

    return prove


def _refuse(data: bytes, *codes: str) -> None:
    refused(lambda: read_docx(data), *(codes or ("DOCX-UNSAFE",)))
    refused(lambda: read_reference(data), "REFERENCE-UNREADABLE")


def spoiled(change: Callable[[bytes], bytes], *codes: str) -> Callable[[Path], None]:
    """Return the proof that a document with other bytes is refused."""
    return lambda _: _refuse(change(document()), *codes)


def xlsx(change: Change, *codes: str) -> Callable[[Path], None]:
    """Return the proof that a changed workbook is refused."""

    def prove(_: Path) -> None:
        parts = opened(workbook())
        change(parts)
        result = open_workbook("data/kpis.xlsx", packed(parts))
        assert result.sheets == ()
        told(result.findings, *codes)

    return prove


def sheet(rows: bytes) -> Change:
    """Return the change that gives a workbook these rows."""
    return lambda parts: parts.update(
        {
            SHEET: b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            + rows
            + b"</worksheet>"
        }
    )


def entity(name: str, root: bytes) -> Change:
    """Return the change that lets a part declare an entity that names a file of the machine."""
    return replaced(name, b"<" + root, b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><' + root)


def laughs(name: str, root: bytes) -> Change:
    levels = b"".join(b'<!ENTITY e%d "%s">' % (n, b"ha" if not n else b"&e%d;" % (n - 1) * 10) for n in range(10))
    return replaced(name, b"<" + root, b"<!DOCTYPE x [" + levels + b"]><" + root)


def wide_text(name: str, root: str) -> Change:
    """Return the change that hides a document type in UTF-16, where no search for its letters finds it."""

    def change(parts: Parts) -> None:
        text = parts[name].decode()
        start = text.index(f"<{root}")
        parts[name] = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY e "b">]>{text[start:]}'.encode(
            "utf-16"
        )

    return change


def related(kind: str, target: str) -> Change:
    address = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    link = f'<Relationship Id="rId999" Type="{address}" Target="{target}" TargetMode="External"/>'
    return replaced("word/_rels/document.xml.rels", b"</Relationships>", link.encode() + b"</Relationships>")


def template(parts: Parts) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    start = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    link = f'<Relationship Id="rId1" Type="{kind}" Target="https://templates.example/own.dotm" TargetMode="External"/>'
    parts["word/_rels/settings.xml.rels"] = f"{start}{link}</Relationships>".encode()


def nested(_: Path) -> None:
    """Nesting is refused where the XML library draws its line, and below it nothing breaks."""
    for levels in (200, 250, 5000):
        parts = opened(document())
        replaced(
            MAIN, b"<w:body>", b"<w:body>" + b"<w:sdt><w:sdtContent>" * levels + b"</w:sdtContent></w:sdt>" * levels
        )(parts)
        refused(lambda parts=parts: read_docx(packed(parts)), "DOCX-UNREADABLE", "DOCX-UNSAFE")
    parts = opened(document())
    table = b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>"
    replaced(MAIN, b"<w:body>", b"<w:body>" + table[0] * 70 + table[1] * 70)(parts)
    assert read_docx(packed(parts)).paper


def hidden_twin(_: Path) -> None:
    _refuse(packed(opened(document()), (MAIN, opened(document())[MAIN].replace(b"hello", b"other"))), "DOCX-UNSAFE")


def locked(data: bytes) -> bytes:
    """Return the package with the mark of encryption on its first part, in both of its headers."""
    spoilt = bytearray(data)
    spoilt[6] |= 1
    spoilt[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(spoilt)


def lying(_: Path) -> None:
    """A part that claims to be small is read no further than it claims, and then fails its checksum."""
    whole = bytearray(document())
    place = whole.rindex(MAIN.encode()) - 46
    whole[place + 24 : place + 28] = (500).to_bytes(4, "little")
    refused(lambda: read_docx(bytes(whole)), "DOCX-UNREADABLE")


def macros_of_an_xlsm(_: Path) -> None:
    """The figures of an .xlsm are read and its macro is not; the same file under the name .xlsx is refused."""
    parts = opened(workbook())
    added("xl/vbaProject.bin", b"not a project at all")(parts)
    assert open_workbook("data/kpis.xlsm", packed(parts)).sheets[0].cell(1, 1).text == "Indicator"
    told(open_workbook("data/kpis.xlsx", packed(parts)).findings, "WORKBOOK-UNSAFE")


_MACRO_TYPE: Final = (b"wordprocessingml.document.main+xml", b"wordprocessingml.template.main+xml")
_BAD: Final = ("DOCX-UNREADABLE",)

ATTACKS: Final = (
    Attack("D01", "read a file by an entity", XML, docx(entity(MAIN, b"w:document"))),
    Attack("D02", "grow a text by entities of entities", XML, docx(laughs(MAIN, b"w:document"))),
    Attack("D03", "hide a document type in UTF-16", XML, docx(wide_text(MAIN, "w:document"))),
    Attack(
        "D04",
        "unpack to 150 million bytes",
        PACKAGE,
        docx(added("word/media/b.png", bytes(150_000_000)), "DOCX-TOO-LARGE"),
    ),
    Attack("D05", "bring a macro", PACKAGE, docx(added("word/vbaProject.bin"))),
    Attack("D06", "write outside the folder", PACKAGE, docx(added("../../../tmp/evil"))),
    Attack("D07", "load a template from the network", PACKAGE, docx(template)),
    Attack("D08", "nest elements thousands deep", "DOCX reader", nested),
    Attack(
        "D09",
        "send the old binary format",
        PACKAGE,
        spoiled(lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(800), *_BAD),
    ),
    Attack("D10", "hide a second part of the same name", PACKAGE, hidden_twin),
    Attack("D11", "cut the file in half", PACKAGE, spoiled(lambda data: data[: len(data) // 2], *_BAD)),
    Attack("D12", "hide a part behind another letter case", PACKAGE, docx(added("WORD/Document.xml"))),
    Attack("D13", "name a part by an absolute path", PACKAGE, docx(added("/etc/cron.d/x"))),
    Attack("D14", "name a part by a drive", PACKAGE, docx(added("C:/evil.xml", b"<x/>"))),
    Attack("D15", "name a part with a line break", PACKAGE, docx(added("word/a\nb.xml", b"<x/>"))),
    Attack("D16", "bring an ActiveX control", PACKAGE, docx(added("word/activeX/activeX1.bin"))),
    Attack(
        "D17",
        "be of the kind that holds macros",
        PACKAGE,
        docx(replaced("[Content_Types].xml", _MACRO_TYPE[0], b"ms-word.document.macroEnabled.main+xml")),
    ),
    Attack(
        "D18",
        "be a template under the name of a document",
        PACKAGE,
        docx(replaced("[Content_Types].xml", *_MACRO_TYPE), *_BAD),
    ),
    Attack(
        "D19", "load an object from the network", PACKAGE, docx(related("oleObject", "https://objects.example/o.bin"))
    ),
    Attack("D20", "load a part of the text from a share", PACKAGE, docx(related("aFChunk", r"\\share\c$\x.html"))),
    Attack(
        "D21",
        "have three thousand parts",
        PACKAGE,
        docx(lambda parts: parts.update({f"word/media/{n}.png": b"" for n in range(3000)}), "DOCX-TOO-LARGE"),
    ),
    Attack("D22", "claim to be locked", PACKAGE, spoiled(locked, *_BAD)),
    Attack("D23", "claim a smaller size than it has", PACKAGE, lying),
    Attack("D24", "be a workbook under the name of a document", PACKAGE, spoiled(lambda _: workbook(), *_BAD)),
    Attack(
        "D25",
        "put the document type behind a long comment",
        XML,
        docx(replaced(MAIN, b"<w:document", b"<!--" + b"x" * 70_000 + b"--><w:document"), *_BAD),
    ),
    Attack("D26", "declare an entity in the properties", XML, docx(entity("docProps/core.xml", b"cp:coreProperties"))),
    Attack("X06", "fill two corners of a sheet", SHEETS, lambda _: _corners()),
    Attack(
        "X07",
        "hold four million rows",
        SHEETS,
        xlsx(sheet(b"<sheetData>" + b'<row r="2"><c r="A2"/></row>' * 1_100_000 + b"</sheetData>"), "WORKBOOK-SIZE"),
    ),
    Attack("X08", "read a file by an entity of a sheet", XML, xlsx(entity(SHEET, b"worksheet"), "WORKBOOK-UNSAFE")),
    Attack(
        "X15",
        "merge a whole sheet into one cell",
        SHEETS,
        xlsx(sheet(b'<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "WORKBOOK-SIZE"),
    ),
    Attack("X16", "nest elements in a sheet", SHEETS, xlsx(sheet(b"<x>" * 500 + b"</x>" * 500), "WORKBOOK-UNREADABLE")),
    Attack("X17", "bring a macro in an .xlsx", PACKAGE, macros_of_an_xlsm),
    Attack(
        "X18",
        "hide a document type of a workbook in UTF-16",
        XML,
        xlsx(wide_text(SHEET, "worksheet"), "WORKBOOK-UNSAFE"),
    ),
    Attack(
        "X19",
        "hide a second sheet of the same name",
        PACKAGE,
        xlsx(added("XL/Worksheets/sheet1.xml", b"<x/>"), "WORKBOOK-UNSAFE"),
    ),
    Attack("X20", "hide columns without end", SHEETS, lambda _: _columns()),
)


def _corners() -> None:
    parts = opened(workbook())
    sheet(
        b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c '
        b'r="XFD1048576"><v>2</v></c></row></sheetData>'
    )(parts)
    (read,) = open_workbook("data/kpis.xlsx", packed(parts)).sheets
    assert read.rows == (1, 1_048_576)


def _columns() -> None:
    parts = opened(workbook())
    sheet(
        b'<cols><col min="1" max="2000000000" hidden="1"/></cols><sheetData><row r="1"><c '
        b'r="A1"><v>1</v></c></row></sheetData>'
    )(parts)
    result = open_workbook("data/kpis.xlsx", packed(parts))
    assert all(len(one.hidden_columns) <= 16_385 for one in result.sheets)
