"""Hostile data, texts, settings, names and links in a workspace."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from lxml import etree

from cabinetpaper.building import build
from cabinetpaper.charts import draw
from cabinetpaper.compose import Details
from cabinetpaper.finding import CabinetPaperError
from cabinetpaper.measure import Directorate
from cabinetpaper.paper import Chart, ChartKind, Paper, Paragraph, Point, Section, SectionKind, Series, Text
from cabinetpaper.paper.base import Base
from cabinetpaper.period import Period
from cabinetpaper.readers.docx import read_docx
from cabinetpaper.settings import Look, Settings
from cabinetpaper.sources import read_scorecard
from cabinetpaper.workspace import inside, open_workspace
from cabinetpaper.workspace.journal import JOURNAL, finish
from cabinetpaper.workspace.toml_reading import fill
from cabinetpaper.writers.docx import write_docx
from cabinetpaper.writers.html import write_html
from docx_parts import part
from hostile import Attack, refused, told

Prove = Callable[[Path], None]
TEXTS, CELLS, NAMES, TOML, LINKS = "texts", "cells", "file names", "TOML", "links"
PACKAGE_ROOT: Final = Path(__file__).parent.parent / "src" / "cabinetpaper"
SETTINGS: Final = Settings(directorates=(Directorate("children", "Children"),))
MEASURES: Final = "id,name,directorate,unit,polarity\nrate,Rate,children,rate,lower\n"


def one(text: str) -> Paper:
    return Paper(
        "p",
        f"Title {text}",
        "C",
        (Section("s", SectionKind.DETAIL, f"Section {text}", (Paragraph("a", (Text(text),)),)),),
    )


def written(text: str, gone: str) -> Prove:
    """Return the proof that a paper with these words is written in each form, and that the characters of `gone` are in
    none.
    """

    def prove(_: Path) -> None:
        document = write_docx(one(text), {}, base=Base.of(one(text)))
        assert not set("".join(part(document).itertext())) & set(gone)
        assert read_docx(document).paper.sections
        write_html(one(text), {}).encode()

    return prove


def injected(_: Path) -> None:
    field = "A</w:t></w:r><w:r><w:instrText> DDEAUTO cmd </w:instrText></w:r><w:r><w:t>]]>&amp;"
    root = part(write_docx(one(field), {}))
    assert field in "".join(root.itertext())
    assert not [
        tag for tag in root.iter() if etree.QName(tag).localname == "instrText" and "DDEAUTO" in (tag.text or "")
    ]


def cell(column: str, text: str, *codes: str) -> Prove:
    """Return the proof that an observation with this cell is refused and told, and that it is in no scorecard."""

    def prove(_: Path) -> None:
        cells = {"measure": "rate", "period": "Q1 2024/25", "value": "5", column: text}
        quoted = ",".join('"' + value.replace('"', '""') + '"' for value in cells.values())
        files = {
            "data/measures.csv": MEASURES.encode(),
            "data/observations.csv": f"{','.join(cells)}\n{quoted}\n".encode(),
        }
        sourced = read_scorecard(files, SETTINGS, Period.parse("Q1 2024/25"), date(2024, 9, 1))
        told(sourced.findings, *codes)
        assert sourced.scorecard.observations == ()
        assert all(len(finding.message) < 1_000 for finding in sourced.findings)

    return prove


def numbers(_: Path) -> None:
    for text in (
        "#DIV/0!",
        "1e400",
        "1e999999",
        "--",
        "NaN",
        "Infinity",
        "-inf",
        "0x10",
        "1_000",
        "٣",
        "9" * 40,
        "1" + "0" * 5000,
    ):
        cell("value", text, "DATA-NUMBER")(Path())


def sources(name: str, data: bytes, *codes: str) -> Prove:
    """Return the proof that a data file is told with one of `codes` and gives no row."""

    def prove(_: Path) -> None:
        files = {
            "data/measures.csv": MEASURES.encode(),
            "data/observations.csv": b"measure,period,value\nrate,Q1 2024/25,5\n",
            name: data,
        }
        found = read_scorecard(files, SETTINGS, Period.parse("Q1 2024/25"), date(2024, 9, 1)).findings
        assert {finding.code for finding in found} & set(codes), found

    return prove


def windows_text(_: Path) -> None:
    """Excel's own CSV of a British machine is read for what it is, and said; nothing of it is guessed in silence."""
    files = {
        "data/measures.csv": MEASURES.replace("Rate", "Saving £k").encode("cp1252"),
        "data/observations.csv": b"measure,period,value\n",
    }
    sourced = read_scorecard(files, SETTINGS, Period.parse("Q1 2024/25"), date(2024, 9, 1))
    assert [finding.code for finding in sourced.findings if finding.code.startswith("TEXT-")] == ["TEXT-CP1252"]
    assert sourced.scorecard.measures[0].name == "Saving £k"
    told(
        read_scorecard({"data/measures.csv": b"id\x81\x8d\xff"}, SETTINGS, Period.parse("2024/25"), date.max).findings,
        "TEXT-ENCODING",
    )


def no_spreadsheet_is_written(_: Path) -> None:
    """Formulas cannot be smuggled into what we write, because no module writes CSV or XLSX from data: only the empty
    starter has headings.
    """
    writers = {"writer", "DictWriter", "to_csv", "to_excel", "Workbook", "writerow", "writerows"}
    for path in sorted(PACKAGE_ROOT.rglob("*.py")):
        names = {
            node.attr
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute)
        }
        assert not names & writers, (
            f"{path.name} writes a spreadsheet: {names & writers}; it needs a guard against formulas first"
        )


def mathematics(_: Path) -> None:
    points = tuple(
        Point(label, Decimal(value), str(value))
        for label, value in (("Q1 2023/24", 3), ("Q2 2023/24", 4), ("Q3 2023/24", 5))
    )
    words = "Savings of $5m_{ against \\frac $9m"
    drawing = draw(Chart("c", (Text(words),), words, ChartKind.TREND, words, (Series(words, points),)), Look())
    assert drawing.png.startswith(b"\x89PNG")


def outside(*names: str) -> Prove:
    """Return the proof that no such name is taken for a file of the workspace."""

    def prove(folder: Path) -> None:
        for name in names:
            refused(lambda name=name: inside(folder, name), "PATH-OUTSIDE", "NAME-UNUSABLE")

    return prove


def paper_names(folder: Path) -> None:
    workspace = open_workspace(made(folder))
    for name in ("../../etc", "/etc", "..", "q1/../../x", "", "q1\x00", "con"):
        refused(lambda name=name: workspace.load(name), "PAPER-UNKNOWN", "PATH-OUTSIDE", "NAME-UNUSABLE")
        refused(lambda name=name: workspace.save(name, b""), "PATH-OUTSIDE", "NAME-UNUSABLE")


def setting(text: str, *codes: str, file: str = "cabinetpaper.toml") -> Prove:
    """Return the proof that a workspace with this in a TOML file is refused in words before anything is written."""

    def prove(folder: Path) -> None:
        root = made(folder)
        path = root / file
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
        told(findings(root), *codes)
        assert not (root / "out").exists()

    return prove


def findings(root: Path) -> tuple[object, ...]:
    try:
        return open_workspace(root).compose("q1").findings
    except CabinetPaperError as error:
        return error.findings


def made(folder: Path) -> Path:
    """Return a small whole workspace in the folder."""
    files = {
        "cabinetpaper.toml": 'format = 1\n[council]\nname = "Testshire"\n[[directorates]]\nid = "children"\nname = '
        '"Children"\n',
        "data/measures.csv": MEASURES,
        "data/observations.csv": "measure,period,value\nrate,Q1 2024/25,5\n",
        "narratives/q1/summary.md": '+++\nsection = "brief_summary"\n+++\nThe rate is {{ rate.value }}.\n',
        "narratives/q1/paper.toml": 'kind = "cabinet"\ntitle = "Performance"\nperiod = "Q1 2024/25"\ncut_off = '
        "2024-08-01\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def linked(name: str, *codes: str) -> Prove:
    """Return the proof that a link out of the workspace in the place of a file is told and not followed."""

    def prove(folder: Path) -> None:
        root = made(folder / "work")
        secret = folder / "secret"
        secret.write_text("WORD-OF-THE-DAY", encoding="utf-8")
        (root / name).unlink(missing_ok=True)
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        try:
            (root / name).symlink_to(secret)
        except OSError:  # an account that may make no links, as on Windows: nobody can attack by one
            return
        found = findings(root)
        told(found, *codes)  # type: ignore[arg-type]
        assert "WORD-OF-THE-DAY" not in "".join(map(str, found))

    return prove


def linked_out(folder: Path) -> None:
    root, elsewhere = made(folder / "work"), folder / "elsewhere"
    elsewhere.mkdir()
    try:
        (root / "out").symlink_to(elsewhere, target_is_directory=True)
    except OSError:
        return
    refused(lambda: build(open_workspace(root), "q1"), "PATH-OUTSIDE", "PATH-LINK")
    assert list(elsewhere.iterdir()) == []


def large(name: str, size: int) -> Prove:
    """Return the proof that a file above the size of its kind is told and not read."""

    def prove(folder: Path) -> None:
        root = made(folder)
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        with (root / name).open("wb") as file:
            file.truncate(size)
        told(findings(root), "FILE-TOO-LARGE")  # type: ignore[arg-type]

    return prove


def forged_journal(folder: Path) -> None:
    """A journal that came with somebody's workspace moves nothing but a build's files, and nothing over a file that has
    changed.
    """
    root = made(folder)
    (root / "out").mkdir()
    words = (root / "narratives/q1/summary.md").read_bytes()
    (root / "narratives/q1/.1-0.part").write_bytes(b"evil")
    moves = (
        ("narratives/q1/summary.md", "narratives/q1/.1-0.part"),
        ("out/../narratives/q1/summary.md", None),
        ("out/x", "../../x"),
        ("/etc/x", None),
    )
    for path, aside in moves:
        (root / ".cabinetpaper").mkdir(exist_ok=True)
        form = {"format": 1, "moves": [{"part": aside, "path": path, "before": "", "after": "0"}]}
        (root / JOURNAL).write_text(json.dumps(form), encoding="utf-8")
        (finding,) = finish(root)
        assert finding.code == "OUTPUT-MIXED"
        assert (root / "narratives/q1/summary.md").read_bytes() == words


def many_keys(_: Path) -> None:
    text = "\n".join(f"key_{n} = [\n{n},\n]" for n in range(3_000))
    found = fill("narratives/q1/paper.toml", text.encode(), Details).findings
    assert len(found) >= 3_000


def stored_paper(_: Path) -> None:
    """The paper that a document carries in itself is data: damaged or forged, it is told and the words are still
    read.
    """
    document = write_docx(one("words"), {}, base=Base.of(one("words")))
    from docx_parts import names, repacked

    (name,) = (
        own for own in names(document) if own.startswith("customXml/item") and "Props" not in own and "rels" not in own
    )
    for change in (
        lambda xml: xml.replace('"is":"Paper"', '"is":"os.system"'),
        lambda xml: xml.replace('"format":1', '"format":1e999999'),
        lambda xml: xml.replace('"blocks":[', '"blocks":[' + "[" * 5_000, 1),
        lambda xml: xml.replace("{", "", 1),
    ):
        reading = read_docx(repacked(document, {name: change}))
        assert reading.base is None
        assert {finding.code for finding in reading.findings} & {"PAPER-FORMAT", "BASE-UNREADABLE"}
        assert reading.paper.sections[-1].title == "Section words"


_DEEP: Final = "a = " + "[" * 3_000 + "]" * 3_000 + "\n"

ATTACKS: Final = (
    Attack("X01", "write control characters", TEXTS, written("a\x00b\x0bc\x1b", "\x00\x0b\x1b")),
    Attack("X02", "write half a character", TEXTS, written("x\ud800y\ufffe", "\ud800\ufffe")),
    Attack(
        "X03", "turn the direction of writing in a cell", CELLS, cell("note", "Saving \u202e000,01£", "DATA-CHARACTER")
    ),
    Attack("X04", "write fields of Word into a text", TEXTS, injected),
    Attack("X05", "write a formula into a spreadsheet", "no spreadsheets", no_spreadsheet_is_written),
    Attack("X09", "hide a null character in a cell", CELLS, cell("note", "A\x00B", "DATA-CHARACTER")),
    Attack("X10", "send Windows text as UTF-8", CELLS, windows_text),
    Attack("X11", "write what is no number", CELLS, numbers),
    Attack(
        "X12",
        "name a column twice",
        CELLS,
        sources("data/observations.csv", b"measure,period,value,value\nrate,Q1 2024/25,1,2\n", "DATA-COLUMN-TWICE"),
    ),
    Attack(
        "X13",
        "write outputs outside the workspace",
        NAMES,
        outside("../../x", "/etc/x", "..\\x", "C:\\x", "a/../../b", "~/../x/..", "\\\\share\\x"),
    ),
    Attack("X14", "write mathematics into a chart", "charts", mathematics),
    Attack(
        "X21",
        "write a cell of a million characters",
        CELLS,
        sources("data/figures.csv", b"id,label,value\nx," + b"y" * 1_000_000 + b",1\n", "DATA-QUOTES"),
    ),
    Attack("X22", "write a value of thirty thousand characters", CELLS, cell("value", "z" * 30_000, "DATA-NUMBER")),
    Attack("X23", "name a period of the year 99999", CELLS, cell("period", "99999-01-01", "DATA-PERIOD")),
    Attack(
        "X24",
        "open a quotation that never closes",
        CELLS,
        sources("data/figures.csv", b'id,label,value\n"x,y,1\n' + b"a,b,1\n" * 20_000, "DATA-QUOTES"),
    ),
    Attack("N01", "name a paper by a path", NAMES, paper_names),
    Attack(
        "N02",
        "name a file as a device of Windows",
        NAMES,
        outside("con", "out/nul.txt", "aux.", "lpt1.docx", "a:b", "a\x00b", "x" * 300),
    ),
    Attack(
        "N05",
        "name a file with marks that turn the direction, or that nobody sees",
        NAMES,
        outside("out/a\u202efdp.docx", "a\u200bb", "narratives/q\ufeff1", "q1\u2066", "-x", "out/--help", "a\udcff"),
    ),
    Attack("N03", "take the logo from outside", NAMES, setting('[look]\nlogo = "../secret.png"\n', "PATH-OUTSIDE")),
    Attack("N04", "take the template from outside", NAMES, lambda folder: _kind(folder)),
    Attack("L01", "link a snippet to a file of the machine", LINKS, linked("narratives/q1/more.md", "FILE-OUTSIDE")),
    Attack("L02", "link the data to a file of the machine", LINKS, linked("data/figures.csv", "FILE-OUTSIDE")),
    Attack(
        "L03", "link a template to a file of the machine", LINKS, linked("templates/cabinet/paper.html", "FILE-OUTSIDE")
    ),
    Attack("L04", "link a picture beside the template", LINKS, linked("templates/cabinet/link.svg", "FILE-OUTSIDE")),
    Attack("L05", "link the outputs to another folder", LINKS, linked_out),
    Attack(
        "T01", "nest lists three thousand deep", TOML, setting(_DEEP, "TOML-SYNTAX", file="narratives/q1/paper.toml")
    ),
    Attack(
        "T02",
        "nest tables by five thousand dots",
        TOML,
        setting("\n[x." + ".".join(["a"] * 5_000) + "]\n", "TOML-SYNTAX"),
    ),
    Attack(
        "T03",
        "write a number of five thousand digits",
        TOML,
        setting("\n[rating]\nsmall_denominator = " + "9" * 5_000, "TOML-SYNTAX"),
    ),
    Attack(
        "T04", "write a number beyond all numbers", TOML, setting("\n[rating]\ntolerance = 1e999999\n", "TOML-VALUE")
    ),
    Attack(
        "T05",
        "write infinity and what is no number",
        TOML,
        setting("\n[rating]\ntolerance = inf\nunchanged_within = nan\n", "TOML-VALUE"),
    ),
    Attack("T06", "make three thousand mistakes", TOML, many_keys),
    Attack(
        "T07",
        "turn the direction of writing in a title",
        TOML,
        setting(
            '\nstatus = "Draft \u202etfard"\n', "TOML-CHARACTER", "TOML-KEY-UNKNOWN", file="narratives/q1/paper.toml"
        ),
    ),
    Attack(
        "T08",
        "write a control character by its code",
        TOML,
        setting('\n[look]\nlogo_alt = "a\\u0000b"\n', "TOML-CHARACTER"),
    ),
    Attack("T09", "nest the front matter of a snippet", TOML, lambda folder: _front(folder)),
    Attack("F01", "save a film as a snippet", "file sizes", large("narratives/q1/summary.md", 500_000)),
    Attack("F02", "save a data base as a CSV file", "file sizes", large("data/observations.csv", 11_000_000)),
    Attack("F03", "save a book as the settings of a paper", "file sizes", large("narratives/q1/paper.toml", 600_000)),
    Attack("F04", "save a film as a picture", "file sizes", large("templates/cabinet/film.png", 11_000_000)),
    Attack("B01", "forge the journal of a build", "journal", forged_journal),
    Attack("B02", "forge the paper that a document carries", "stored paper", stored_paper),
)


def _kind(folder: Path) -> None:
    root = made(folder)
    path = root / "narratives/q1/paper.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"cabinet"', '"../../elsewhere"'), encoding="utf-8")
    told(findings(root), "TEMPLATE-UNKNOWN")  # type: ignore[arg-type]


def _front(folder: Path) -> None:
    root = made(folder)
    for front in (
        _DEEP,
        "order = " + "9" * 5_000 + "\n",
        "due = 1e999999999999999999999\n",
        "x = " + "{a = " * 900 + "1" + "}" * 900 + "\n",
    ):
        (root / "narratives/q1/summary.md").write_text(f"+++\n{front}+++\nwords\n", encoding="utf-8")
        told(findings(root), "SNIPPET-FRONT", "SNIPPET-KEY", "SNIPPET-VALUE")  # type: ignore[arg-type]
