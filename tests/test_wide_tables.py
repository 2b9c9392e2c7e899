"""Wide tables on paper: 16 columns and cells of 955 characters, nothing cut, nothing printed over, headings on each
page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from cabinetpaper.measure import Rag
from cabinetpaper.paper import (
    Cell,
    Column,
    Paper,
    Paragraph,
    Rating,
    Row,
    Section,
    SectionKind,
    Table,
    Text,
    plain,
    printed,
)
from cabinetpaper.readers import read_docx
from cabinetpaper.workspace import open_workspace
from cabinetpaper.writers import scale, write_docx, write_pdf
from cabinetpaper.writers.columns import column_shares, is_crowded
from specimen_paper import prose, words
from word_processor import WITH_LIBREOFFICE, converted

MONTHS = [f"{month} 2022" for month in ("Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb")]
OTHERS = ["Southampton 21/22", "Statistical Neighbours", "South East", "England"]
LONG = (
    "Visits on time rose from 84% (264/316) in January; the team expects more, since two posts have been filled. " * 9
)


def months(rows: int) -> Table:
    """Return the widest table that councils print: a measure, nine months with fractions, target, rating, four
    comparators.
    """
    columns = (
        Column("Indicator", 12),
        *(Column(one, 2, True) for one in MONTHS),
        Column("Target", 2, True),
        Column("Rating", 3),
    )
    columns += tuple(Column(one, 2, True) for one in OTHERS)
    made = tuple(
        Row(
            f"row_{n}",
            (
                prose(
                    f"{n}: Percentage of children subject to a Child Protection Plan whom a social worker has visited "
                    "within the last ten working days"
                ),
                *(prose(f"{80 + n % 9}% ({300 + n}/{389 + n + place})") for place in range(9)),
                prose("95%"),
                Cell((Paragraph("", (Rating(tuple(Rag)[n % 5]),)),)),
                *(prose(one) for one in ("86%", "N/A", "89.5%", "1,234")),
            ),
        )
        for n in range(rows)
    )
    return Table("months", words("Overview, February 2023"), columns, made, "Measures by month.", wide=True)


def comments(rows: int) -> Table:
    """Return the table with the longest cells: nine columns, the last with commentary of 955 characters."""
    headings = (
        "No.",
        "Indicator",
        "Sub-group",
        "Q2 2014/15",
        "Q1 2014/15",
        "2013/14",
        "Statistical Neighbour Average",
        "Source",
        "Commentary",
    )
    columns = tuple(Column(one, {"Indicator": 12, "Commentary": 36}.get(one, 3), one[0] == "Q") for one in headings)
    made = tuple(
        Row(
            f"c_{n}",
            (
                *(
                    prose(one)
                    for one in (
                        f"MASH{n}",
                        "Number of referrals " * 13,
                        "Demand monitoring",
                        "838",
                        "987",
                        "732.5",
                        "668",
                        "LSCB",
                    )
                ),
                commentary(n),
            ),
        )
        for n in range(rows)
    )
    return Table("comments", words("Scorecard, Q2 2014/15"), columns, made, "Measures with commentary.", wide=True)


def short(number: int) -> tuple[str, ...]:
    return f"MASH{number}", "Number of referrals " * 13, "Demand monitoring", "838", "987", "732.5", "668", "LSCB"


def commentary(number: int) -> Cell:
    return Cell((Paragraph(f"said_{number}", words(LONG[: 955 - 200 * (number % 4)].strip() + ".")),))


def paper(*tables: Table) -> Paper:
    sections = tuple(Section(f"s{n}", SectionKind.OTHER, f"Table {n}", (table,)) for n, table in enumerate(tables))
    return Paper("p", "Report", "Council", (Section("front", SectionKind.FRONT, "", ()), *sections))


@dataclass(frozen=True)
class Word:
    """A word on a page: where it stands, in points from the top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    words: tuple[Word, ...]


def pages_of(data: bytes) -> list[Page]:
    """Return the words of each page of a PDF."""
    document = pdfium.PdfDocument(data)
    return [Page(*page.get_size(), tuple(words_on(page))) for page in document]


def words_on(page: Any) -> Iterator[Word]:
    height, held = page.get_height(), page.get_textpage()
    letters: list[tuple[str, tuple[float, float, float, float]]] = []
    for place in range(held.count_chars() + 1):
        letter = held.get_text_range(place, 1) if place < held.count_chars() else " "
        box = held.get_charbox(place) if letter.strip() else (0.0, 0.0, 0.0, 0.0)
        ended = bool(letters) and (not letter.strip() or box[3] < letters[-1][1][1])
        if ended:
            left, bottom, right, top = zip(*(box for _, box in letters), strict=True)
            text = re.sub(
                "[\x02\ufffe]", "-", "".join(one for one, _ in letters)
            )  # how the library tells a hyphen at the end of a line
            yield Word(text, min(left), height - max(top), max(right), height - min(bottom))
            letters = []
        if letter.strip():
            letters.append((letter, box))


def check_printed(data: bytes, table: Table) -> None:
    """Assert that all words of a table stand on landscape pages, whole, inside the margins, and that none stands over
    another.
    """
    pages = [page for page in pages_of(data) if page.width > page.height]
    side = scale.MARGIN_SIDE_MM * 72 / 25.4
    for page in pages:
        assert all(
            side - 1 <= one.left and one.right <= page.width - side + 1 and one.top >= 0 and one.bottom <= page.height
            for one in page.words
        )
        assert not [pair for pair in combinations(page.words, 2) if over(*pair)]
        assert table.columns[0].heading in {one.text for one in page.words}, "the headings stand on every page"
    printed = {one.text for page in pages for one in page.words}
    blocks = [block for row in table.rows for cell in row.cells for block in cell.blocks]
    texts = [inline.text for block in blocks for inline in block.inlines if isinstance(inline, Text)]
    wanted = {word for text in (*texts, *(column.heading for column in table.columns)) for word in text.split()}
    assert (
        sorted(
            word
            for word in wanted
            if word not in printed and not all(part in printed for part in re.split(r"(?<=-)", word))
        )
        == []
    )


def over(one: Word, other: Word) -> bool:
    """Return whether two words overlap by more than a hair."""
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 0.6 and down > 0.35 * min(one.bottom - one.top, other.bottom - other.top)


@pytest.mark.parametrize("table", [months(18), comments(9)], ids=["16 columns", "955 characters"])
def test_a_wide_table_is_whole_in_print(table: Table) -> None:
    check_printed(write_pdf(paper(table), {}), table)


@WITH_LIBREOFFICE
def test_a_wide_table_is_whole_in_a_word_processor(tmp_path: Path) -> None:
    for name, table in (("months", months(18)), ("comments", comments(9))):
        (tmp_path / f"{name}.docx").write_bytes(write_docx(paper(table), {}))
    folder = converted(tmp_path, "pdf", *sorted(tmp_path.glob("*.docx")))
    for name, table in (("months", months(18)), ("comments", comments(9))):
        check_printed((folder / f"{name}.pdf").read_bytes(), table)


ROOT = Path(__file__).parent.parent
SAMPLES = {"2023-02-childrens-kpi": (7, 16, 36), "2014-15-q2-early-help-scorecard": (11, 10, 78)}
"""By the sample's paper how many wide tables it has, of how many columns, and how many rows in all."""


@cache
def sample(name: str) -> Paper:
    return open_workspace(ROOT).compose(name).paper


def letters_of(data: bytes) -> list[str]:
    """Return each landscape page's letters without spaces, in the order in which they were set: cell after cell."""
    pages = [page for page in pdfium.PdfDocument(data) if page.get_width() > page.get_height()]
    return [squeezed(re.sub("[\x02\ufffe]\r?\n?", "-", page.get_textpage().get_text_range())) for page in pages]


def squeezed(text: str) -> str:
    return re.sub(r"\s|\N{NO-BREAK SPACE}", "", text)


def check_sample(data: bytes, name: str) -> None:
    """Assert that every row of the paper's wide tables stands whole on one page, below all headings of its table,
    inside the margins.
    """
    tables = [
        block
        for section in sample(name).sections
        for block in section.blocks
        if isinstance(block, Table) and block.wide
    ]
    count, columns, rows = SAMPLES[name]
    assert (len(tables), {len(table.columns) for table in tables}, sum(len(table.rows) for table in tables)) == (
        count,
        {columns},
        rows,
    )
    pages = letters_of(data)
    for table in tables:
        headings = [squeezed(column.heading) for column in table.columns]
        for row in table.rows:
            cells = [squeezed("".join(printed(block.inlines, {}) for block in cell.blocks)) for cell in row.cells]
            assert any(all(text in page for text in (*cells, *headings)) for page in pages), cells
    side = scale.MARGIN_SIDE_MM * 72 / 25.4
    for page in pages_of(data):
        assert all(
            side - 1 <= one.left and one.right <= page.width - side + 1 and one.top >= 0 and one.bottom <= page.height
            for one in page.words
        )
        assert not [pair for pair in combinations(page.words, 2) if over(*pair)]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_wide_tables_of_a_sample_are_whole_in_print(name: str) -> None:
    check_sample(write_pdf(sample(name), {}), name)


@pytest.mark.parametrize("name", SAMPLES)
@WITH_LIBREOFFICE
def test_the_wide_tables_of_a_sample_are_whole_in_a_word_processor(name: str, tmp_path: Path) -> None:
    (tmp_path / "sample.docx").write_bytes(write_docx(sample(name), {}))
    folder = converted(tmp_path, "pdf", tmp_path / "sample.docx")
    check_sample((folder / "sample.pdf").read_bytes(), name)


def test_rows_that_fit_a_page_are_not_split_in_print() -> None:
    marked = tuple(
        replace(row, cells=(*row.cells[:-1], prose(f"{LONG[:900]} END{n}."))) for n, row in enumerate(comments(9).rows)
    )
    found = [
        [one.text for one in page.words] for page in pages_of(write_pdf(paper(replace(comments(9), rows=marked)), {}))
    ]
    starts = {
        text.removeprefix("MASH"): page for page, texts in enumerate(found) for text in texts if text.startswith("MASH")
    }
    ends = {
        text.strip(".").removeprefix("END"): page
        for page, texts in enumerate(found)
        for text in texts
        if text.startswith("END")
    }
    assert len(starts) == 9
    assert starts == ends


def test_many_columns_are_set_small_and_read_back_as_they_were() -> None:
    assert is_crowded(months(1))
    assert not is_crowded(comments(1))
    heights = [
        one.bottom - one.top
        for page in pages_of(write_pdf(paper(months(2)), {}))
        for one in page.words
        if one.text.startswith("(")
    ]
    assert len(heights) == 18
    assert all(0.9 * scale.CROWDED_PT < height < 1.02 * scale.CROWDED_PT for height in heights), (
        "a bracket is nearly as high as the type"
    )
    assert scale.CROWDED_PT >= 7.5
    made = paper(months(3), comments(2))
    assert read_docx(write_docx(made, {})).paper == plain(made)


def test_the_shares_of_the_columns_hold_each_word() -> None:
    shares = column_shares(months(12), {})
    assert abs(sum(shares) - 1) < 1e-9
    assert min(shares) > 0.02
