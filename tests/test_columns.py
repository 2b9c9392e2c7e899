"""How wide the columns of a table are: the same in Word, PDF and HTML, and never too narrow for a word."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabinetpaper.fonts import width
from cabinetpaper.measure import Rag
from cabinetpaper.paper import (
    Cell,
    Column,
    Figure,
    Paper,
    Paragraph,
    Rating,
    Reference,
    Row,
    Section,
    SectionKind,
    Table,
    Text,
)
from cabinetpaper.writers import scale, write_docx, write_html
from cabinetpaper.writers.columns import column_shares
from docx_parts import found
from generated import every_paper
from specimen_paper import prose, rated, scorecard_table, words

PAGE_PT = (210 - 44) * 72 / 25.4
SIDES_PT = 2 * scale.CELL_SIDE_PT + 1.5


def cells(*inlines: tuple[Text | Figure | Rating | Reference, ...]) -> Row:
    return Row("r", tuple(Cell((Paragraph("", run),)) for run in inlines))


def points(table: Table) -> list[float]:
    return [share * PAGE_PT for share in column_shares(table, {"far": "12."})]


@every_paper()
def test_columns_share_out_the_whole_width(paper: Paper) -> None:
    for section in paper.sections:
        for table in (block for block in section.blocks if isinstance(block, Table)):
            shares = column_shares(table, {})
            assert sum(shares) == pytest.approx(1)
            assert min(shares) > 0


@given(st.lists(st.integers(1, 9), min_size=2, max_size=2))
def test_a_word_that_is_wider_than_the_page_leaves_the_others_something(parts: list[int]) -> None:
    table = Table(
        "t",
        (),
        (Column("Measure", parts[0]), Column("Figure", parts[1])),
        (cells((Text("unreasonably" * 20),), (Text("1"),)),),
    )
    shares = column_shares(table, {})
    assert sum(shares) == pytest.approx(1)
    assert min(shares) > 0


def test_a_column_is_never_narrower_than_its_longest_word_or_its_rating() -> None:
    columns = (Column("Measure", 20), Column("Worsening", 1, True), Column("R", 1))
    made = points(Table("t", words("Caption"), columns, (Row("r", (prose("Visits"), prose("1"), rated(Rag.UNRATED))),)))
    assert made[1] == pytest.approx(width("Worsening", bold=True) * 9.5 + SIDES_PT, abs=0.1)
    assert made[2] > width("○ Not rated", bold=True) * 9.5 + SIDES_PT
    assert made[0] > made[1] + made[2]


MARKED = (
    Text("estimated "),
    Figure("99.7%", "bins.value"),
    Text("\N{NO-BREAK SPACE}[e]"),
    Text("\N{NO-BREAK SPACE}[n]"),
)
WIDEST = {
    "a figure and its marks are one word": (MARKED, "99.7%\N{NO-BREAK SPACE}[e]\N{NO-BREAK SPACE}[n]"),
    "a short entry is not broken": ((Text("Q1 2024/25"),), "Q1 2024/25"),
    "a longer one is": ((Text("Autumn term 2023/24"),), "2023/24"),
    "a fraction is not broken": ((Text("percentage 24% (1708/2395)"),), "(1708/2395)"),
    "a line may end behind a hyphen": ((Text("an off-the-record conversation"),), "conversation"),
    "a reference is as wide as its number": ((Text("paragraphs "), Reference("far")), "paragraphs"),
}


@pytest.mark.parametrize("case", WIDEST)
def test_a_column_holds_what_should_not_be_broken(case: str) -> None:
    run, widest = WIDEST[case]
    made = points(Table("t", words("C"), (Column("Measure", 40), Column("R", 1)), (cells((Text("Visits"),), run),)))
    assert made[1] == pytest.approx(width(widest) * 9.5 + SIDES_PT, abs=0.1)


def test_short_entries_are_broken_where_the_page_has_no_room_for_all_of_them() -> None:
    columns = tuple(Column(f"C{number}") for number in range(9))
    made = points(Table("t", words("C"), columns, (cells(*[(Text("wide world"),)] * 9),)))
    assert width("wide") * 9.5 < made[0] - SIDES_PT < width("wide world") * 9.5


def test_a_column_of_commentary_has_the_width_that_short_entries_would_like() -> None:
    def wide(words_: int) -> float:
        columns = (*(Column(f"Q{number}", 1) for number in range(5)), Column("Commentary", 4))
        table = Table("t", words("C"), columns, (cells(*[(Text("wide world"),)] * 5, (Text("word " * words_),)),))
        return column_shares(table, {})[5]

    assert wide(61) == pytest.approx(4 / 9)
    assert wide(40) < wide(61)


def test_columns_without_need_keep_the_parts_they_are_given() -> None:
    table = Table("t", words("C"), (Column("A", 3), Column("B", 1)), (Row("r", (prose("a"), prose("b"))),))
    assert column_shares(table, {}) == pytest.approx((0.75, 0.25))


def test_columns_of_equal_parts_share_the_width_by_how_much_they_hold() -> None:
    table = Table("t", words("C"), (Column("A"), Column("B")), (Row("r", (prose("words " * 9), prose("b"))),))
    assert column_shares(table, {})[0] > 0.75


def test_word_and_the_page_give_the_columns_the_same_widths() -> None:
    table = scorecard_table("t", 2)
    paper = Paper("p", "P", "C", (Section("s", SectionKind.DETAIL, "S", (table,)),))
    page = [float(share) for share in re.findall(r'<col style="width:([0-9.]+)%">', write_html(paper, {}))]
    document = [int(str(column)) for column in found(write_docx(paper, {}), "//w:tblGrid/w:gridCol/@w:w")]
    assert page == pytest.approx([100 * share for share in column_shares(table, {})], abs=0.01)
    assert [100 * column / sum(document) for column in document] == pytest.approx(page, abs=0.02)
