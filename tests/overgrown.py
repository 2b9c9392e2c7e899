"""Make small files that ask for very much, by class and size, and measure what reading one costs.

`CLASSES` has the generators: a class is a way to grow (a depth, the length of a chain, the width of a range, a number
of repetitions), and its generator makes a member of any size. `measured` reads one in a process of its own and returns
what that cost; run as a program with a class and a size this module is that process."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any, Final

HERE: Final = Path(__file__).parent
MEMORY: Final = 3_000_000_000
"""What the process may have at most, so that a reading without bounds is stopped and does not stop the machine."""


@dataclass(frozen=True)
class Grown:
    """One class: the reader that it is for, its generator, the largest size that is tried, and the codes by one of
    which it may be refused; without any it is read to its end.
    """

    reader: str
    make: Callable[[int], bytes]
    largest: int
    refused: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cost:
    """What a reading cost: seconds of the processor, MiB of memory at the most; the codes of what it found, and the
    size of the file.
    """

    seconds: float
    mebibytes: float
    codes: frozenset[str]
    bytes: int


# PDF


def pdf(content: bytes = b"", change: Callable[[Any, Any], None] = lambda *_: None, pages: int = 1) -> bytes:
    """Return a tagged PDF whose pages have this content; `change` may add to it."""
    import pikepdf

    document = pikepdf.new()
    for _ in range(pages):
        page = document.add_blank_page(page_size=(595, 842))
        page.Contents = document.make_stream(content)
    document.Root.StructTreeRoot = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    document.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
    whole = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what is odd in it, on purpose
        change(document, document.pages[0])
        packing = pikepdf.ObjectStreamMode.generate
        document.save(whole, compress_streams=True, fix_metadata_version=False, object_stream_mode=packing)
    return whole.getvalue()


def tables_of_letters(table: bytes, fonts: int = 1) -> bytes:
    """Return a PDF whose page writes in fonts that have this table of characters."""
    import pikepdf

    def change(document: Any, page: Any) -> None:
        own = {
            f"/F{number}": document.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Font,
                    Subtype=pikepdf.Name.Type0,
                    BaseFont=pikepdf.Name("/A"),
                    ToUnicode=document.make_stream(table),
                )
            )
            for number in range(fonts)
        }
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(own))

    words = b"".join(b"/F%d 9 Tf (ab) Tj " % number for number in range(fonts))
    return pdf(b"BT " + words + b"ET", change)


def metadata(packet: bytes) -> bytes:
    """Return a PDF with this XMP packet."""

    def change(document: Any, _: Any) -> None:
        document.Root.Metadata = document.make_stream(packet)

    return pdf(b"", change)


def chained_roles(size: int) -> bytes:
    """Return a PDF whose types of tags lead on to one another, and which uses each."""
    import pikepdf

    def change(document: Any, _: Any) -> None:
        root = document.Root.StructTreeRoot
        root.RoleMap = pikepdf.Dictionary({f"/r{at}": pikepdf.Name(f"/r{at + 1}") for at in range(size)})
        root.K = pikepdf.Array([pikepdf.Dictionary(S=pikepdf.Name(f"/r{at}")) for at in range(size)])

    return pdf(b"", change)


def chained_fields(size: int) -> bytes:
    """Return a PDF with fields that stand at the end of a chain of parents."""
    import pikepdf

    def change(document: Any, page: Any) -> None:
        above = document.make_indirect(pikepdf.Dictionary())
        for _ in range(size):
            above = document.make_indirect(pikepdf.Dictionary(Parent=above))
        field = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, Parent=above)
        page.Annots = pikepdf.Array([document.make_indirect(field) for _ in range(2_000)])

    return pdf(b"", change)


def shared_words(size: int) -> bytes:
    """Return a PDF whose tags share one long description."""
    import pikepdf

    def change(document: Any, _: Any) -> None:
        words = document.make_indirect(pikepdf.String("word " * (size // 5)))
        tags = [pikepdf.Dictionary(S=pikepdf.Name.Figure, Alt=words) for _ in range(5_000)]
        document.Root.StructTreeRoot.K = pikepdf.Array(tags)

    return pdf(b"", change)


def tags(tree: Callable[[int], Any]) -> Callable[[int], bytes]:
    """Return the generator of a PDF with a tree of tags."""

    def make(size: int) -> bytes:
        def change(document: Any, _: Any) -> None:
            document.Root.StructTreeRoot.K = tree(size)

        return pdf(b"", change)

    return make


def siblings(size: int) -> Any:
    """Return tables side by side in one Div."""
    import pikepdf

    table = [pikepdf.Dictionary(S=pikepdf.Name.Table) for _ in range(size)]
    return pikepdf.Dictionary(S=pikepdf.Name.Div, K=pikepdf.Array(table))


def spans(size: int) -> Any:
    """Return tables of one cell that says that it covers very many."""
    import pikepdf

    name = pikepdf.Name
    wide = pikepdf.Dictionary(O=name.Table, RowSpan=10_000, ColSpan=10_000)
    row = [
        pikepdf.Dictionary(S=name.Table, K=pikepdf.Dictionary(S=name.TR, K=pikepdf.Dictionary(S=name.TD, A=wide)))
        for _ in range(size)
    ]
    return pikepdf.Array(row)


def nested_links(size: int) -> Any:
    """Return links in links, 90 deep, with very many marks within the last."""
    import pikepdf

    inner: Any = pikepdf.Array(range(size))
    for _ in range(90):
        inner = pikepdf.Dictionary(S=pikepdf.Name.Link, K=inner)
    return inner


def long_types(size: int) -> Any:
    """Return tags of one very long type."""
    import pikepdf

    return pikepdf.Array([pikepdf.Dictionary(S=pikepdf.Name("/" + "a" * min(size, 9_000))) for _ in range(size // 100)])


def fields_on_pages(size: int) -> bytes:
    """Return a PDF whose pages share a list of 2,000 fields."""
    import pikepdf

    def change(document: Any, page: Any) -> None:
        field = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget)
        fields = document.make_indirect(pikepdf.Array([document.make_indirect(field)] * 2_000))
        for page in document.pages:
            page.Annots = fields

    return pdf(b"", change, size)


# Word


WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES: Final = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{}</Types>'
)


def packed(parts: dict[str, str | bytes]) -> bytes:
    """Return a package with these parts."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return whole.getvalue()


def docx(body: str, styles: str = "", relations: str = "", more: dict[str, str | bytes] | None = None) -> bytes:
    """Return a Word document with this body."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    own = f'<Relationship Id="s" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    return packed(
        {
            "[Content_Types].xml": _TYPES.format(f'<Override PartName="/word/document.xml" ContentType="{kind}"/>'),
            "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="d" '
            f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{own}{relations}</Relationships>',
            "word/styles.xml": f'<w:styles xmlns:w="{WORD}">{styles}</w:styles>',
            "word/document.xml": f'<w:document xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/'
            f'markup-compatibility/2006"><w:body>{body}</w:body></w:document>',
            **(more or {}),
        }
    )


def attributes(size: int) -> str:
    """Return attributes, each with a name of its own."""
    return " ".join(f'a{at}=""' for at in range(size))


def repeated_headers(size: int) -> bytes:
    """Return a document that names one part as its header, again and again."""
    relation = '<Relationship Id="h{}" Type="' + _OFFICE + '/header" Target="header1.xml"/>'
    header = f'<w:hdr xmlns:w="{WORD}">{"<w:r/>" * 20_000}</w:hdr>'
    return docx("<w:p/>", "", "".join(map(relation.format, range(size))), {"word/header1.xml": header})


def formatted_runs(size: int) -> bytes:
    """Return a document of runs that each look another way, in a style that says very much."""
    style = f'<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr>{"<w:x/>" * size}</w:rPr></w:style>'
    runs = "".join(f'<w:r><w:rPr><w:sz w:val="{at}"/></w:rPr><w:t>a</w:t></w:r>' for at in range(size))
    return docx(f"<w:p>{runs}</w:p>", style)


def many_properties(size: int) -> bytes:
    """Return a document of one paragraph with very many properties and runs."""
    return docx(f"<w:p><w:pPr>{'<w:x/>' * size}</w:pPr>{'<w:r><w:t>a</w:t></w:r>' * size}</w:p>")


def long_cell(size: int) -> bytes:
    """Return a document with a table of many cells whose first is very long."""
    first = f"<w:tc><w:p><w:r><w:t>{'word ' * (20 * size)}</w:t></w:r></w:p></w:tc>"
    rows = "<w:tr>" + "<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>" * size + "</w:tr>"
    return docx(f"<w:tbl><w:tr>{first}</w:tr>{rows}</w:tbl>")


_IMAGE: Final = '<v:imagedata xmlns:v="urn:schemas-microsoft-com:vml"/>'


def nested_word(name: str, inner: str, last: str = "") -> Callable[[int], bytes]:
    """Return the generator of a document in which an element lies in itself 60 times, with very much in the last."""

    def make(size: int) -> bytes:
        return docx(f"<w:p>{f'<w:{name}>' * 60}{inner * size}{last}{f'</w:{name}>' * 60}</w:p>")

    return make


# workbooks


_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OF_A_STRING: Final = '<c t="s"><v>0</v></c>'
_ROW: Final = '<row r="1"><c r="A1" t="inlineStr"><is><t>Indicator</t></is></c></row>'


def xlsx(
    rows: str = _ROW,
    before: str = "",
    after: str = "",
    *,
    styles: str = "",
    strings: str = "",
    sheets: int = 1,
    at: str = "xl/worksheets/sheet1.xml",
) -> bytes:
    """Return a workbook whose sheet has these rows, and these elements before and after them."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    kinds = {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles", "/xl/sharedStrings.xml": "sharedStrings"}
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}{own}+xml"/>'
        for name, own in {**kinds, f"/{at}": "worksheet"}.items()
    )
    listed = "".join(f'<sheet name="S{number}" sheetId="{number}" r:id="r1"/>' for number in range(1, sheets + 1))
    relation = f'<Relationship Id="{{}}" Type="{_OFFICE}/{{}}" Target="{{}}"/>'
    own = [("r1", "worksheet", f"/{at}"), ("r2", "styles", "styles.xml"), ("r3", "sharedStrings", "sharedStrings.xml")]
    return packed(
        {
            "[Content_Types].xml": _TYPES.format(overrides),
            "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}">'
            f"{relation.format('w', 'officeDocument', 'xl/workbook.xml')}</Relationships>",
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}">'
            f"{''.join(relation.format(*one) for one in own)}</Relationships>",
            "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>',
            "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{strings}</sst>',
            at: f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>',
        }
    )


def hidden_columns(size: int) -> bytes:
    """Return a workbook with ranges of hidden columns, each to the last one."""
    ranges = (f'<col min="{at % 16_384 + 1}" max="16384" hidden="1" width="9"/>' for at in range(size))
    return xlsx(before=f"<cols>{''.join(ranges)}</cols>")


def merged(size: int) -> bytes:
    """Return a workbook with very many merged ranges."""
    cells = "".join(f'<mergeCell ref="B{2 * at + 1}:B{2 * at + 2}"/>' for at in range(size))
    return xlsx(after=f"<mergeCells>{cells}</mergeCells>")


# queries


def query(sql: str) -> bytes:
    """Return a query file that asks a database in the workspace."""
    return f'url = "sqlite:///kpis.db"\nfills = "figures"\nquery = """\n{sql}\n"""\n'.encode()


def numbers(size: int, what: str, tail: str = "") -> bytes:
    """Return the query for something of each number up to a size."""
    return query(
        f"WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT {size}) SELECT {what} FROM n {tail}"  # noqa: S608
    )


_UNREAD, _LIMIT = ("PDF-PAGE-UNREAD", "FILE-LIMIT"), ("FILE-LIMIT",)
_SIZE, _LONG = ("WORKBOOK-SIZE", "WORKBOOK-UNSAFE"), ("SQL-LONG", "SQL-MANY", "SQL-QUERY")

CLASSES: Final[dict[str, Grown]] = {
    "pdf: ranges of characters": Grown(
        "pdf",
        lambda size: tables_of_letters(b"1 beginbfrange " + b"<0000><EA00><0041>" * size + b" endbfrange"),
        25_000,
    ),
    "pdf: tables of characters": Grown(
        "pdf", partial(tables_of_letters, b"1 beginbfrange <0000><FFFF><0041> endbfrange"), 2_000
    ),
    "pdf: tables that never end": Grown("pdf", lambda size: tables_of_letters(b"beginbfchar" * size), 40_000),
    "pdf: instructions of XML": Grown("pdf", lambda size: metadata(b"<x>" + b"<?" * size), 400_000),
    "pdf: elements of metadata": Grown("pdf", lambda size: metadata(b"<x>" * size), 300_000),
    "pdf: marks in one another": Grown("pdf", lambda size: pdf(b"/P BMC 0 0 m S " * size), 70_000),
    "pdf: states in one another": Grown("pdf", lambda size: pdf(b"q " * size), 450_000),
    "pdf: short instructions": Grown("pdf", lambda size: pdf(b"f\n" * (size // 10), pages=10), 9_000_000, _UNREAD),
    "pdf: types in a chain": Grown("pdf", chained_roles, 30_000),
    "pdf: fields below a chain": Grown("pdf", chained_fields, 20_000, _LIMIT),
    "pdf: one description for all": Grown("pdf", shared_words, 400_000, _LIMIT),
    "pdf: tables side by side": Grown("pdf", tags(siblings), 30_000, _LIMIT),
    "pdf: cells over cells": Grown("pdf", tags(spans), 8_000),
    "pdf: links in links": Grown("pdf", tags(nested_links), 190_000, _LIMIT),
    "pdf: words in one mark": Grown(
        "pdf", lambda size: pdf(b"/P <</MCID 0>> BDC BT " + b"(aaaaaaaa) Tj\n" * size + b"ET EMC"), 140_000
    ),
    "pdf: boxes below words": Grown(
        "pdf", lambda size: pdf(b"BT 9 0 0 9 9 9 Tm " + (b"0 0 50 50 re " * 40 + b"f (a) Tj ") * size + b"ET"), 3_000
    ),
    "pdf: one long type for all": Grown("pdf", tags(long_types), 400_000, _LIMIT),
    "pdf: fields on every page": Grown("pdf", fields_on_pages, 200, _LIMIT),
    "docx: links in a paragraph": Grown(
        "docx",
        lambda size: docx("<w:p>" + "<w:hyperlink><w:r><w:t>a</w:t></w:r></w:hyperlink>" * size + "</w:p>"),
        100_000,
    ),
    "docx: elements": Grown("docx", lambda size: docx(f"<w:p>{'<w:r/>' * size}</w:p>"), 1_600_000, _LIMIT),
    "docx: elements that are read": Grown("docx", lambda size: docx(f"<w:p>{'<w:r/>' * size}</w:p>"), 500_000),
    "docx: properties of a paragraph": Grown("docx", many_properties, 50_000, _LIMIT),
    "docx: attributes": Grown(
        "docx",
        lambda size: docx("<w:p>" + f"<w:r {attributes(1_000)}/>" * (size // 1_000) + "</w:p>"),
        8_000_000,
        _LIMIT,
    ),
    "docx: headers": Grown("docx", repeated_headers, 5_000, _LIMIT),
    "docx: looks": Grown("docx", formatted_runs, 60_000, _LIMIT),
    "docx: cells beside a long one": Grown("docx", long_cell, 20_000),
    "docx: fallbacks": Grown("docx", lambda size: docx("<w:p>" + "<mc:Fallback/>" * size + "</w:p>"), 300_000),
    "docx: links in links": Grown("docx", nested_word("hyperlink", "<w:r><w:t>a</w:t></w:r>"), 100_000, _LIMIT),
    "docx: pictures in pictures": Grown("docx", nested_word("pict", "<w:r/>", _IMAGE), 200_000, _LIMIT),
    "docx: codes of fields": Grown(
        "docx",
        lambda size: docx(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            + "<w:r><w:instrText>abcdefgh</w:instrText></w:r>" * size
            + "</w:p>"
        ),
        200_000,
    ),
    "docx: fields in fields": Grown(
        "docx",
        lambda size: docx("<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/><w:t>a</w:t></w:r>' * size + "</w:p>"),
        100_000,
    ),
    "xlsx: a link over cells": Grown(
        "xlsx", lambda size: xlsx(after=f'<hyperlinks><hyperlink ref="A1:XFD{size}"/></hyperlinks>'), 1_048_576
    ),
    "xlsx: hidden columns": Grown("xlsx", hidden_columns, 100_000, _SIZE),
    "xlsx: merged cells": Grown("xlsx", merged, 400_000, _SIZE),
    "xlsx: rows without cells": Grown("xlsx", lambda size: xlsx(_ROW + '<row hidden="1"/>' * size), 450_000, _SIZE),
    "xlsx: cells": Grown("xlsx", lambda size: xlsx("<row>" + "<c><v>1</v></c>" * size + "</row>"), 600_000, _SIZE),
    "xlsx: cells that are read": Grown(
        "xlsx",
        lambda size: xlsx("".join(f"<row>{'<c><f>A1+1</f><v>1</v></c>' * 99}</row>" for _ in range(size // 100))),
        90_000,
    ),
    "xlsx: rows that are read": Grown("xlsx", lambda size: xlsx(_ROW + '<row hidden="1" ht="9"/>' * size), 90_000),
    "xlsx: formats that are read": Grown(
        "xlsx", lambda size: xlsx(styles=f"<cellXfs>{'<xf/>' * size}</cellXfs>"), 30_000
    ),
    "xlsx: one long string": Grown(
        "xlsx",
        lambda size: xlsx(f"<row>{_OF_A_STRING * size}</row>", strings=f"<si><t>{'word ' * 6000}</t></si>"),
        200_000,
        _SIZE,
    ),
    "xlsx: strings": Grown("xlsx", lambda size: xlsx(strings="<si/>" * size), 2_000_000, _SIZE),
    "xlsx: formats": Grown("xlsx", lambda size: xlsx(styles=f"<cellXfs>{'<xf/>' * size}</cellXfs>"), 2_000_000, _SIZE),
    "xlsx: one sheet again and again": Grown(
        "xlsx", lambda size: xlsx("<row>" + "<c><v>1</v></c>" * 50_000 + "</row>", sheets=size), 200, _SIZE
    ),
    "xlsx: a sheet in another place": Grown(
        "xlsx", lambda size: xlsx("<row>" + "<c><v>1</v></c>" * size + "</row>", at="xl/other.xml"), 600_000, _SIZE
    ),
    "sql: rows without end": Grown("sql", lambda size: numbers(size, "count(*)"), 2_000_000_000, _LONG),
    "sql: wide rows": Grown(
        "sql", lambda size: numbers(size, ", ".join(f"'a long value' AS c{at}" for at in range(40))), 900_000, _LONG
    ),
    "sql: long values": Grown("sql", lambda size: query(f"SELECT hex(zeroblob({size}))"), 900_000_000, _LONG),
    "sql: sorted long values": Grown(
        "sql", lambda size: numbers(size, "x", "ORDER BY hex(zeroblob(99999)) || x"), 100_000, _LONG
    ),
    "sql: patterns": Grown(
        "sql", lambda size: query(f"SELECT hex(zeroblob(9000)) LIKE '{'%0' * size}1'"), 2_000, _LONG
    ),
}
"""Every class by its name."""


def read(reader: str, data: bytes) -> frozenset[str]:
    """Read a file as the program does, and return the codes of what it finds."""
    if reader in {"pdf", "docx"}:
        from cabinetpaper.conformance import examine

        return frozenset(finding.code for finding in examine(f"f.{reader}", data).findings)
    if reader == "xlsx":
        from cabinetpaper.sources.workbooks import open_workbook

        return frozenset(finding.code for finding in open_workbook("data/f.xlsx", data).findings)
    import sqlite3

    from cabinetpaper.workspace.databases import fetch

    with tempfile.TemporaryDirectory() as folder:
        sqlite3.connect(f"{folder}/kpis.db").close()
        return frozenset(finding.code for finding in fetch(Path(folder), "f.sql.toml", data)[1])


def measured(name: str, size: int) -> Cost:
    """Read a member of a class in a process of its own, and return what that cost."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parent / "src")])}
    done = subprocess.run(
        [sys.executable, str(HERE / "overgrown.py"), name, str(size)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, f"{name} of {size}: {done.stderr[-2000:] or done.returncode}"
    seconds, mebibytes, codes, size_of_file = json.loads(done.stdout)
    return Cost(seconds, mebibytes, frozenset(codes), size_of_file)


def _peak() -> float:
    """Return the most memory that this process had so far, in MiB, without that of the process that began it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def _measure(name: str, size: int) -> None:
    import resource

    grown = CLASSES[name]
    read_end, write_end = os.pipe()
    # The file is made in a process before this one, whose memory is not counted.
    if not (child := os.fork()):
        os.close(read_end)
        with os.fdopen(write_end, "wb") as pipe:
            pipe.write(grown.make(size))
        os._exit(0)
    os.close(write_end)
    with os.fdopen(read_end, "rb") as pipe:
        data = pipe.read()
    os.waitpid(child, 0)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (90, 90))
    began = process_time()
    codes = read(grown.reader, data)
    sys.stdout.write(json.dumps([process_time() - began, _peak(), sorted(codes), len(data)]))


if __name__ == "__main__":
    _measure(sys.argv[1], int(sys.argv[2]))
