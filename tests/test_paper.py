from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabinetpaper.finding import CabinetPaperError
from cabinetpaper.measure import Rag
from cabinetpaper.paper import (
    Block,
    Break,
    Cell,
    Chart,
    ChartKind,
    Column,
    Contents,
    Counting,
    Figure,
    Gap,
    Heading,
    Item,
    Link,
    Numbering,
    Paper,
    Paragraph,
    Point,
    Rating,
    Recommendation,
    Recommendations,
    Reference,
    Row,
    Section,
    SectionKind,
    Series,
    Span,
    Style,
    Table,
    Text,
    block_id,
    bookmark,
    contents_entries,
    from_bookmark,
    from_json,
    joined,
    numbers,
    outline,
    plain,
    printed,
    recommendation_number,
    roman,
    to_json,
)
from generated import every_paper


def words(text: str) -> tuple[Text]:
    return (Text(text),)


def paper(*blocks: Block, **fields: object) -> Paper:
    return Paper(
        "p", "Performance, Q1", "Northgate Council", (Section("s", SectionKind.DETAIL, "Detail", blocks),), **fields
    )  # type: ignore[arg-type]


# Numbering


def test_paragraph_numbers_run_through_the_whole_paper_and_headings_take_part() -> None:
    one = Section(
        "a",
        SectionKind.SUMMARY,
        "Summary",
        (Paragraph("a1", (), numbered=True), Paragraph("a2", ()), Heading("a3", 2, (), numbered=True)),
    )
    two = Section("b", SectionKind.DETAIL, "Detail", (Paragraph("b1", (), numbered=True),))
    assert numbers(Paper("p", "T", "C", (one, two))) == {"a1": "1", "a3": "2", "b1": "3"}


def test_ordered_items_start_again_after_any_block_that_is_not_an_item() -> None:
    items = [
        Item(name, (), level, ordered)
        for name, level, ordered in (
            ("i1", 1, True),
            ("i2", 2, True),
            ("i3", 1, True),
            ("i4", 1, False),
            ("i5", 1, True),
        )
    ]
    found = numbers(paper(*items, Paragraph("p1", ()), Item("i6", (), ordered=True)))
    assert found == {"i1": "1.", "i3": "2.", "i5": "3.", "i6": "1."}


def test_recommendations_count_by_themselves_through_the_paper() -> None:
    lists = [
        Recommendations(name, (Recommendation(f"{name}1", ()), Recommendation(f"{name}2", ()))) for name in ("r", "t")
    ]
    assert numbers(paper(Paragraph("p", (), numbered=True), *lists)) == {
        "p": "1",
        "r1": "(i)",
        "r2": "(ii)",
        "t1": "(iii)",
        "t2": "(iv)",
    }


@pytest.mark.parametrize(
    ("scheme", "number", "text"),
    [
        (Numbering.ROMAN, 4, "(iv)"),
        (Numbering.LETTER, 26, "(z)"),
        (Numbering.LETTER, 27, "(aa)"),
        (Numbering.LETTER, 53, "(aaa)"),
        (Numbering.ARABIC, 12, "12"),
    ],
)
def test_recommendations_are_numbered_by_the_papers_scheme(scheme: Numbering, number: int, text: str) -> None:
    assert recommendation_number(scheme, number) == text


@given(st.integers(1, 3999))
def test_roman_numerals_add_up_to_their_number(number: int) -> None:
    worth = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}[letter] for letter in roman(number)]
    assert (
        sum(-one if any(one < later for later in worth[place + 1 :]) else one for place, one in enumerate(worth))
        == number
    )


def counted(section: Section) -> list[str]:
    """Return the ids of a section's numbered paragraphs and headings."""
    apart = {block.id for block in section.blocks if isinstance(block, Paragraph) and block.role.stands_apart}
    return [
        block.id
        for block in section.blocks
        if isinstance(block, Heading | Paragraph) and block.numbered and block.id not in apart
    ]


@every_paper()
def test_numbered_paragraphs_are_one_two_three_in_reading_order(made: Paper) -> None:
    made = replace(made, counting=Counting.THROUGH)
    found = numbers(made)
    whole = [one for section in made.sections for one in ([section.id] * section.counted + counted(section))]
    assert [found[one] for one in whole] == [str(number) for number in range(1, 1 + len(whole))]
    blocks = [block for section in made.sections for block in section.blocks]
    assert all(block.id not in found for block in blocks if isinstance(block, Paragraph) and not block.numbered)


@every_paper()
def test_numbers_by_section_begin_anew_below_each_numbered_title_and_nowhere_else(made: Paper) -> None:
    made = replace(made, counting=Counting.BY_SECTION)
    found = numbers(made)
    titles = [section.id for section in made.sections if section.counted]
    assert [found[one] for one in titles] == [str(number) for number in range(1, 1 + len(titles))]
    part = paragraph = 0
    for section in made.sections:
        if section.id in titles:
            part, paragraph = part + 1, 0
        for one in counted(section):
            paragraph += 1
            assert found[one] == f"{part}.{paragraph}"


# Ids and bookmarks


@pytest.mark.parametrize(
    ("parts", "identifier"),
    [
        (("recommendations",), "recommendations"),
        (("front", "table"), "front__table"),
        (("cic_rate", "1"), "cic_rate__1"),
    ],
)
def test_a_short_plain_origin_gives_an_id_that_can_be_read(parts: tuple[str, ...], identifier: str) -> None:
    assert block_id(*parts) == identifier


PARTS = st.lists(
    st.text(st.sampled_from("abAB01 ./_-é") | st.characters(codec="utf-8"), min_size=1, max_size=20),
    min_size=1,
    max_size=4,
)


@given(PARTS)
def test_every_id_fits_into_words_bookmark_and_comes_back_out(parts: list[str]) -> None:
    identifier = block_id(*parts)
    assert identifier == block_id(*parts)
    assert 1 <= len(identifier) <= 35
    assert len(bookmark(identifier)) <= 40
    assert all(letter.isascii() and (letter.isalnum() or letter == "_") for letter in identifier)
    assert from_bookmark(bookmark(identifier)) == identifier


@given(PARTS, PARTS)
def test_different_origins_have_different_ids_even_where_word_ignores_case(one: list[str], two: list[str]) -> None:
    assert (block_id(*one).lower() == block_id(*two).lower()) == (one == two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (("a", "b"), ("a_b",)),
        (("a b",), ("a-b",)),
        (("A",), ("a",)),
        (("a.b",), ("a", "b")),
        (("é",), ("e",)),
        (("a/b",), ("a", "b")),
    ],
)
def test_origins_that_look_alike_are_told_apart(one: tuple[str, ...], two: tuple[str, ...]) -> None:
    assert block_id(*one).lower() != block_id(*two).lower()


def test_bookmarks_of_others_and_copies_are_not_ours() -> None:
    assert from_bookmark("_Toc123") is None
    assert from_bookmark("_cpb_intro_Copy_1") is None


# JSON form


@every_paper()
def test_the_json_form_reads_back_as_the_same_paper(made: Paper) -> None:
    text = to_json(made)
    assert from_json(text) == made
    assert to_json(from_json(text)) == text


def test_the_json_form_leaves_out_what_stands_at_its_default() -> None:
    form = json.loads(to_json(paper(Paragraph("p1", words("Hello")))))
    assert form["format"] == 1
    assert form["paper"]["sections"][0]["blocks"][0] == {
        "is": "Paragraph",
        "id": "p1",
        "inlines": [{"is": "Text", "text": "Hello"}],
    }


def test_points_keep_the_decimals_of_their_values() -> None:
    chart = Chart("c", (), "alt", ChartKind.TREND, series=(Series("s", (Point("Q1", Decimal("7.20"), "7.20"),)),))
    (block,) = from_json(to_json(paper(chart))).sections[0].blocks
    assert isinstance(block, Chart)
    assert str(block.series[0].points[0].value) == "7.20"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Expecting value"),
        ("[]", "list indices"),
        ('{"format":2,"paper":{}}', "format 2, this release reads 1"),
        ('{"format":1,"paper":{"is":"Text","text":"a"}}', "no paper"),
        ('{"format":1,"paper":{"is":"Popen"}}', "“Popen” is not a part of a paper"),
        (
            '{"format":1,"paper":{"is":"Paper","id":"p","title":"t","council":"c","sections":[],"colour":"red"}}',
            "Paper has no colour",
        ),
        ('{"format":1,"paper":{"is":"Paper","id":"p"}}', "missing"),
        ('{"format":1,"paper":{"is":"Paper","id":"p","title":5,"council":"c","sections":[]}}', "title of Paper"),
        (
            '{"format":1,"paper":{"is":"Paper","id":"p","title":"t","council":"c","sections":"all"}}',
            "sections of Paper",
        ),
        (
            '{"format":1,"paper":{"is":"Paper","id":"p","title":"t","council":"c","sections":[{"is":"Gap","text":"x"}]}}',
            "sections of Paper",
        ),
        (
            '{"format":1,"paper":{"is":"Paper","id":"p","title":"t","council":"c","sections":[],"recommendation_numbering":"(1)"}}',
            "not a valid",
        ),
    ],
)
def test_anything_but_a_stored_paper_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(CabinetPaperError) as caught:
        from_json(text)
    (finding,) = caught.value.findings
    assert finding.code == "PAPER-FORMAT"
    assert why in finding.message


# Plain


@every_paper()
def test_the_plain_paper_has_nothing_left_to_take_away_and_reads_the_same(made: Paper) -> None:
    assert plain(plain(made)) == plain(made)
    assert [(line.kind, line.number, line.text) for line in outline(plain(made))] == [
        (line.kind, line.number, line.text) for line in outline(made)
    ]


def test_the_plain_paper_has_no_keys_spans_kinds_or_points() -> None:
    span = Span("a.md", 0, 9)
    chart = Chart("c", (), "alt", ChartKind.TREND, "%", (Series("s", (Point("Q1", Decimal(1), "1"),)),))
    table = Table("t", (), (Column("A", 3, numeric=True),), ())
    made = paper(
        Paragraph(
            "p", (Text("a", span=span), Text("b"), Figure("1", "m.value", span=span), Rating(Rag.RED, "m.rating"))
        ),
        chart,
        table,
    )
    section = plain(made).sections[0]
    assert section.kind is SectionKind.OTHER
    assert section.blocks == (
        Paragraph("p", (Text("ab"), Figure("1"), Rating(Rag.RED))),
        Chart("c", (), "alt"),
        Table("t", (), (Column("A", numeric=True),), ()),
    )


def test_words_of_one_style_are_joined_but_not_across_spans() -> None:
    span = Span("a.md", 0, 1)
    assert joined(
        (Text("a"), Text(""), Text("b"), Text("c", Style.STRONG), Text("d", span=span), Text("e", span=span))
    ) == (Text("ab"), Text("c", Style.STRONG), Text("d", span=span), Text("e", span=span))


def test_figures_with_nothing_between_them_become_one() -> None:
    made = plain(paper(Paragraph("p", (Figure("9"), Text(""), Figure("6", "m.value"), Text(" "), Figure("1")))))
    assert made.sections[0].blocks == (Paragraph("p", (Figure("96"), Text(" "), Figure("1"))),)


# Outline


def test_the_outline_says_kind_number_and_text_in_reading_order() -> None:
    made = paper(
        Heading("h", 2, words("Background")),
        Paragraph(
            "p",
            (
                Text("Rate "),
                Figure("96.1"),
                Text(", "),
                Rating(Rag.AMBER),
                Text(", see "),
                Reference("r1"),
                Break(),
                Gap("date"),
            ),
            numbered=True,
        ),
        Item("i", (Link("the plan", "https://example.org/"),), ordered=True),
        Recommendations("r", (Recommendation("r1", words("To note")),)),
        Table(
            "t",
            words("Measures"),
            (Column("Measure"), Column("Value")),
            (Row("t1", (Cell((Paragraph("", words("Rate")),)), Cell((Paragraph("", words("96.1")),)))),),
        ),
        Chart("c", words("Rate"), "It fell."),
    )
    assert [str(line) for line in outline(made)] == [
        "title |  | Performance, Q1",
        "heading 1 |  | Detail",
        "heading 2 |  | Background",
        "paragraph | 1 | Rate 96.1, ▲\u00a0Amber, see (i)\n[date]",
        "item | 1. | the plan",
        "header |  | No.",
        "header |  | Recommendation",
        "recommendation | (i) | To note",
        "caption |  | Measures",
        "header |  | Measure",
        "header |  | Value",
        "row heading |  | Rate",
        "cell |  | 96.1",
        "caption |  | Rate",
        "figure |  | It fell.",
    ]


def test_a_list_of_contents_shows_sections_and_headings_down_to_its_level() -> None:
    made = paper(
        Contents("toc", levels=2),
        Heading("h", 2, words("Background"), numbered=True),
        Heading("h3", 3, words("Deeper")),
    )
    assert contents_entries(made, 2) == ((1, "s", "", "Detail"), (2, "h", "1", "Background"))
    assert [str(line) for line in outline(made)][2:5] == [
        "paragraph |  | Contents",
        "contents |  | Detail",
        "contents | 1 | Background",
    ]


def test_the_front_has_no_heading_where_its_section_has_no_title() -> None:
    made = Paper("p", "T", "C", (Section("front", SectionKind.FRONT, "", (Paragraph("p1", words("a")),)),))
    assert [line.kind for line in outline(made)] == ["title", "paragraph"]
    assert contents_entries(made, 4) == ()


def test_a_reference_follows_its_paragraph_when_another_comes_before() -> None:
    target = Paragraph("target", words("here"), numbered=True)
    pointing = Paragraph("p", (Text("see "), Reference("target")))
    for before, text in (((), "see 1"), ((Paragraph("new", (), numbered=True),), "see 2")):
        made = paper(*before, target, pointing)
        assert printed(pointing.inlines, numbers(made)) == text


def test_a_reference_to_nothing_prints_a_question_mark() -> None:
    assert printed((Reference("gone"),), {}) == "?"


def test_papers_are_values() -> None:
    assert paper(Paragraph("p", words("a"))) == paper(Paragraph("p", words("a")))
    assert hash(paper()) == hash(replace(paper()))
