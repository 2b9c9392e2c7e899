"""Damage valid files, and try every reader on them: only findings and `CabinetPaperError` may come out.

`TARGETS` maps each reader's name to its valid files and to what reads one. test_fuzz.py draws the damage with
hypothesis for some seconds; scripts/fuzz.py goes on for as long as one likes."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from cabinetpaper.building.earlier import _entry, earlier_build
from cabinetpaper.compose import Details, Template
from cabinetpaper.conformance import examine
from cabinetpaper.finding import CabinetPaperError
from cabinetpaper.narrative import parse_snippet, render
from cabinetpaper.paper.base import Base
from cabinetpaper.period import Period
from cabinetpaper.picture_file import picture_problem
from cabinetpaper.readers.docx import read_docx
from cabinetpaper.settings import Settings
from cabinetpaper.sources import DATA_FILES, read_scorecard
from cabinetpaper.sources.mapping import read_mapping
from cabinetpaper.sources.sql import Query, single_select
from cabinetpaper.sources.workbooks import open_workbook
from cabinetpaper.workspace.cache import Cache
from cabinetpaper.workspace.record import RECORD, RECORD_FORMAT, Record
from cabinetpaper.workspace.toml_reading import fill
from cabinetpaper.writers.docx import check_reference, write_docx
from cabinetpaper.writers.html.sandbox import PageTemplateError, page_template
from conformance_docx import GOOD as GOOD_DOCX
from conformance_html import GOOD as GOOD_HTML
from conformance_pdf import GOOD as GOOD_PDF
from conformance_pdf import readable
from docx_parts import pixels
from hostile_documents import workbook
from narrative_figures import FACTS, SAMPLE
from specimen_paper import specimen

OWN_FOLDER: Final = "fuzzed-"
"""How the name of a folder begins that a reader's trial makes for itself."""
ROOT: Final = Path(__file__).parent.parent
PERIOD, CUT_OFF = Period.parse("Q1 2024/25"), date(2024, 9, 1)
WORDS: Final = tuple(
    word.encode()
    for word in (
        *(
            "",
            "\0",
            "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
            "\u202e",
            "\ufeff",
            "\r\n",
            '"',
            "'",
            "{{",
            "}}",
            "{%",
            "%}",
            "{#",
            "+++",
        ),
        *(
            "[",
            "]",
            "]]>",
            "<",
            ">",
            "&",
            "&#0;",
            "<!DOCTYPE x [",
            "<!--",
            "=",
            "inf",
            "nan",
            "1e999999",
            "-0",
            "9" * 50,
            "99999-12-31",
            "0000-00-00",
        ),
        *(
            "{{ cic_rate.value }}",
            "{% for a in measures %}",
            "{% endfor %}",
            "{% if x is missing %}",
            "{{ [1,2]|listed }}",
            "{{ gap('x') }}",
            "{{ ref(1) }}",
        ),
        *(
            "Q9 2024/25",
            "2024/99",
            "31 Feb 2024",
            "w:val",
            "true",
            "[[tables]]",
            "x.y.z = 1",
            "٣",
            "½",
            "—",
            "£",
            "%",
            "10 / 0",
            "(1/0)",
            "<=",
            "between 9 and 1",
        ),
    )
)

Reader = Callable[[bytes], object]


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return the bytes with one to six pieces of damage: bits turned, stretches cut out, doubled, moved or filled with
    odd words.
    """
    spoilt = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(spoilt) + 1)
        end = min(len(spoilt), start + chance.choice((1, 1, 2, 8, 40, 400)))
        match chance.randrange(6):
            case 0 if start < len(spoilt):
                spoilt[start] ^= 1 << chance.randrange(8)
            case 1:
                del spoilt[start:end]
            case 2:
                spoilt[start:start] = spoilt[start:end] * chance.randint(1, 3)
            case 3:
                spoilt[start:end] = chance.choice(WORDS)
            case 4:
                spoilt[start:start] = chance.choice(WORDS)
            case _ if chance.random() < 0.2:
                del spoilt[start:]
    return bytes(spoilt)


def grown(data: bytes, chance: random.Random) -> bytes:
    """Return the bytes with something repeated in them up to 20,000 times: an odd word, a stretch of the file itself,
    one within the other, or two in turn. So new members are made of each class in docs/security.md: what nests, what
    never closes, what takes time or memory with the square of its length."""
    start, many = chance.randrange(len(data) + 1), chance.choice((50, 400, 3_000, 20_000))
    one = chance.choice(WORDS) if chance.random() < 0.5 else data[start : start + chance.choice((1, 2, 5, 20, 80))]
    two = chance.choice(WORDS) if chance.random() < 0.5 else data[max(0, start - chance.choice((1, 3, 9, 40))) : start]
    many = min(many, 200_000 // (len(one + two) or 1))
    body = chance.choice((one * many, two * many, one * many + two * many, (one + two) * many))
    return data[:start] + body + data[start + chance.choice((0, 0, len(one), len(data))) :]


def grown_package(data: bytes, chance: random.Random) -> bytes:
    """Return a DOCX or XLSX with something in one part repeated."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = chance.choice(sorted(parts))
    parts[name] = grown(parts[name], chance)
    return _package(parts)


def _package(parts: dict[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return whole.getvalue()


def damaged_package(data: bytes, chance: random.Random) -> bytes:
    """Return a DOCX or XLSX with parts damaged, taken out, swapped or doubled, or with its bytes damaged as they
    are.
    """
    if chance.random() < 0.15:
        return damaged(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for _ in range(chance.randint(1, 3)):
        name, other = chance.choice(sorted(parts)), chance.choice(sorted(parts))
        match chance.randrange(8):
            case 0:
                del parts[name]
                if not parts:
                    break
            case 1:
                parts[name], parts[other] = parts[other], parts[name]
            case 2:
                parts[name] = b""
            case 3 if name.endswith((".xml", ".rels")):
                parts[name] = _other_elements(parts[name], chance)
            case _:
                parts[name] = damaged(parts[name], chance)
    return _package(parts)


def _other_elements(source: bytes, chance: random.Random) -> bytes:
    """Return XML that still parses, its elements and values in other places: the damage that a parser does not see."""
    pieces = source.replace(b">", b">\n").split(b"\n")
    for _ in range(chance.randint(1, 5)):
        one, two = chance.randrange(len(pieces)), chance.randrange(len(pieces))
        if pieces[one].startswith(b"<") and pieces[one].endswith(b"/>"):
            pieces.insert(two, pieces[one])
        else:
            pieces[one] = pieces[one].replace(b'"1"', b'"-99999999999"').replace(b'"0"', b'"x"')
    return b"".join(pieces)


@dataclass(frozen=True)
class Target:
    """One reader: valid files, what reads one, and how they are damaged. `refuses` are the errors that it may raise."""

    seeds: Callable[[], tuple[bytes, ...]]
    read: Reader
    damage: Callable[[bytes, random.Random], bytes] = damaged
    refuses: tuple[type[Exception], ...] = ()

    def attempt(self, data: bytes) -> None:
        """Read the bytes; whatever is raised beyond what the reader may raise is a fault."""
        with suppress(*self.refuses):
            self.read(data)

    def spoilt(self, seed: int) -> bytes:
        """Return the damaged file with that number."""
        chance = random.Random(seed)  # noqa: S311 - which damage is no secret
        return self.damage(chance.choice(self.seeds()), chance)

    def grown(self, seed: int) -> bytes:
        """Return the file with that number in which something is repeated many times."""
        chance = random.Random(seed)  # noqa: S311 - which is repeated is no secret
        return (grown_package if self.damage is damaged_package else grown)(chance.choice(self.seeds()), chance)


def files(pattern: str) -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in sorted(ROOT.glob(pattern)))


def _data(data: bytes) -> None:
    valid = {
        "data/measures.csv": files("data/measures.csv")[0],
        "data/observations.csv": files("data/observations.csv")[0],
    }
    for name in DATA_FILES:
        read_scorecard({**valid, name: data[:60_000]}, Settings(), PERIOD, CUT_OFF)


def _mapping_of(data: bytes) -> None:
    read_mapping("data/kpis.mapping.toml", data.decode("utf-8", "replace"))
    read_scorecard({"data/kpis.mapping.toml": data, "data/kpis.xlsx": sheet()}, Settings(), PERIOD, CUT_OFF)


def _workbook(data: bytes) -> None:
    open_workbook("data/kpis.xlsx", data)
    read_scorecard({"data/kpis.mapping.toml": MAPPING, "data/kpis.xlsx": data}, Settings(), PERIOD, CUT_OFF)


def _snippet(data: bytes) -> None:
    render(parse_snippet("narratives/q1/a.md", data.decode("utf-8", "replace")), FACTS, SAMPLE)


def _page(data: bytes) -> None:
    page_template(data.decode("utf-8", "replace")).fill(
        {"paper": specimen(), "sections": [], "css": "", "logo": "", "printed": False}
    )


def _toml(data: bytes) -> None:
    for kind in (Settings, Details, Template):
        fill("x.toml", data, kind)


def _pictures(data: bytes) -> None:
    for kind in ("image/png", "image/jpeg", "image/svg+xml"):
        picture_problem(data, kind)


def _aims() -> tuple[bytes, ...]:
    cells = (
        ">=90",
        "TBC",
        "between 5 and 10",
        "<17K",
        "5% reduction from 2022/23",
        "84% (16/19)",
        "n/a",
        "£25.4m",
        "better than England",
    )
    rows = "".join(f"m{number},{cell},Mar 2025\n" for number, cell in enumerate(cells))
    return (f"measure,target,by\n{rows}".encode(), f"measure,period,value\n{rows}".encode())


MAPPING: Final = b"""workbook = "kpis.xlsx"
directorate = "children"

[[tables]]
sheet = "Sheet"
headings = 1
measure = "Indicator"
periods = { "Jun-24" = "2024-06" }
target = "Target"
comparators = { "England" = "England" }
groups = true
skip = ["Total"]

[measures."Referrals"]
id = "referrals"
unit = "count"
polarity = "none"
"""


@cache
def sheet() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in (
        ("Indicator", "Jun-24", "Target", "England"),
        ("Group", None, None, None),
        ("Referrals", 334, ">=300", 310),
        ("Share", 0.84, "TBC", "n/a"),
    ):
        page.append(row)
    page["B4"].number_format = "0%"
    page["B5"] = "=1/0"
    page.merge_cells("A6:C7")
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue()


@cache
def document() -> bytes:
    return write_docx(specimen(), pixels(specimen()), base=Base.of(specimen(), "b1"))


@cache
def stored() -> bytes:
    return Base.of(specimen(), "b1", (("narratives/q1/a.md", "0"),)).to_xml()


def _journal(data: bytes) -> None:
    from cabinetpaper.workspace.journal import _moves

    _moves(Path("/nowhere"), data)


def _query(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    single_select(text)
    for kind in (Query, Settings):
        fill("data/observations.sql.toml", data, kind)


def _kept(data: bytes) -> None:
    """Read an entry of the cache and one of the record, and the answer of a query that was kept."""
    root = Path(_own_folder().name)
    Cache(root).put(_entry("q1"), data)
    earlier_build(Cache(root), "q1")
    home = root / RECORD / "builds" / "q1"
    home.mkdir(parents=True, exist_ok=True)
    (home / f"{16 * '0'}.json").write_bytes(data)
    for entry in Record(root).entries():
        with suppress(CabinetPaperError):
            Record(root).files(entry)
        Record(root).printed(entry)


@cache
def _own_folder() -> TemporaryDirectory[str]:
    """Return the one folder in which what is kept is tried; it goes with the process."""
    return TemporaryDirectory(prefix=OWN_FOLDER)


def _kept_files() -> tuple[bytes, ...]:
    zero = 64 * "0"
    earlier = {
        "made_from": zero,
        "job": "",
        "outputs": {"q1.docx": zero},
        "findings": [],
        "pages": {"a": 1},
        "boxes": "",
    }
    build = {
        "build": 16 * "0",
        "paper": "q1",
        "name": "q1",
        "printed": zero,
        "docx": [zero],
        "files": {"data/a.csv": zero},
    }
    return (
        json.dumps({**earlier, "examined": []}).encode(),
        json.dumps({"format": RECORD_FORMAT, **build}, indent=1).encode(),
    )


QUERY: Final = b"""url = "sqlite:///data/kpis.db"
fills = "observations"
query = '''
WITH one AS (SELECT measure, period, 'it''s' AS "a name" FROM kpis -- last year
) SELECT * FROM one /* and no more */ WHERE period = $$Q1 2024/25$$ OR $a$x$a$ IS NULL;
'''
"""


def _journals() -> tuple[bytes, ...]:
    move = {"part": "out/.1-0.part", "path": "out/q1.docx", "before": "0", "after": "1"}
    return (json.dumps({"format": 1, "moves": [move, {**move, "part": None}]}).encode(),)


TARGETS: Final[dict[str, Target]] = {
    "csv": Target(lambda: (*files("data/*.csv"), *_aims()), _data),
    "xlsx": Target(lambda: (sheet(), workbook()), _workbook, damaged_package),
    "mapping": Target(lambda: (MAPPING,), _mapping_of),
    "toml": Target(
        lambda: (*files("cabinetpaper.toml"), *files("narratives/*/paper.toml"), *files("templates/*/paper.toml")),
        _toml,
    ),
    "snippet": Target(lambda: files("narratives/2024-25-q1-cabinet/**/*.md"), _snippet, refuses=(CabinetPaperError,)),
    "page template": Target(lambda: files("templates/*/paper.html"), _page, refuses=(PageTemplateError,)),
    "docx": Target(lambda: (document(),), read_docx, damaged_package, (CabinetPaperError,)),
    "reference.docx": Target(lambda: files("templates/*/reference.docx"), check_reference, damaged_package),
    "stored paper": Target(lambda: (stored(),), Base.from_xml, refuses=(CabinetPaperError,)),
    "journal": Target(_journals, _journal),
    "query": Target(lambda: (QUERY,), _query),
    "cache and record": Target(_kept_files, _kept),
    "checked pdf": Target(lambda: (GOOD_PDF, readable()), lambda data: examine("f.pdf", data)),
    "checked docx": Target(lambda: (GOOD_DOCX,), lambda data: examine("f.docx", data), damaged_package),
    "checked html": Target(lambda: (GOOD_HTML,), lambda data: examine("f.html", data)),
    "picture": Target(
        lambda: (b"\x89PNG\r\n\x1a\n" + bytes(40), b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(40), b"<svg xmlns='x'/>"),
        _pictures,
    ),
}
