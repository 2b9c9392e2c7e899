"""One way through a paper: every part is met once, in reading order, and can be written anew."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from decimal import Decimal

import pytest
from hypothesis import given

from cabinetpaper.measure import Rag
from cabinetpaper.paper import (
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Contents,
    Figure,
    Footnote,
    Gap,
    Heading,
    Inline,
    Item,
    Paper,
    Paragraph,
    PartKind,
    Path,
    Picture,
    Point,
    Rating,
    Recommendation,
    Recommendations,
    Row,
    Section,
    SectionKind,
    Series,
    Table,
    Text,
    blocks_of,
    figures,
    map_blocks,
    map_inlines,
    map_parts,
    walk,
    with_inlines,
)
from generated import BLOCKS, every_paper


def words(text: str) -> tuple[Text]:
    return (Text(text),)


def paper(*blocks: Block) -> Paper:
    return Paper("p", "Performance", "Northgate Council", (Section("s", SectionKind.DETAIL, "Detail", blocks),))


TABLE = Table(
    "t",
    (Text("Measures"), Footnote("n1", words("provisional"))),
    (Column("Measure"), Column("Value")),
    (Row("r", (Cell((Paragraph("", words("Visits")),)), Cell((Paragraph("x", (Figure("31", "visits.value"),)),)))),),
    "How many came",
)
CHART = Chart(
    "c",
    words("Visits"),
    "They rise",
    ChartKind.TREND,
    series=(Series("Actual", (Point("Q1", Decimal(1), "1", "visits.at.q1"),)),),
)


def test_every_kind_of_block_is_met_in_reading_order_with_the_way_to_each_part() -> None:
    made = paper(
        Heading("h", 2, words("Background")),
        Paragraph("a", words("We met.")),
        Item("i", words("one")),
        Recommendations("rs", (Recommendation("r1", words("To note")),), "We recommend"),
        TABLE,
        CHART,
        Contents("l", "In this paper"),
        Picture("p", "The hall", words("The town hall")),
    )
    met = [
        (str(part.path), part.kind, "".join(getattr(one, "text", "*") for one in part.inlines)) for part in walk(made)
    ]
    assert met == [
        ("section 1, block 1", PartKind.HEADING, "Background"),
        ("section 1, block 2", PartKind.PARAGRAPH, "We met."),
        ("section 1, block 3", PartKind.ITEM, "one"),
        ("section 1, block 4, cell 1", PartKind.HEADER, "No."),
        ("section 1, block 4, cell 2", PartKind.HEADER, "We recommend"),
        ("section 1, block 4, row 1", PartKind.RECOMMENDATION, "To note"),
        ("section 1, block 5", PartKind.CAPTION, "Measures*"),
        ("section 1, block 5, note 1", PartKind.NOTE, "provisional"),
        ("section 1, block 5", PartKind.DESCRIPTION, "How many came"),
        ("section 1, block 5, cell 1", PartKind.HEADER, "Measure"),
        ("section 1, block 5, cell 2", PartKind.HEADER, "Value"),
        ("section 1, block 5, row 1, cell 1, paragraph 1", PartKind.ROW_HEADING, "Visits"),
        ("section 1, block 5, row 1, cell 2, paragraph 1", PartKind.CELL, "31"),
        ("section 1, block 6", PartKind.CAPTION, "Visits"),
        ("section 1, block 6", PartKind.ALTERNATIVE, "They rise"),
        ("section 1, block 6, row 1, cell 1", PartKind.POINT, "1"),
        ("section 1, block 7", PartKind.LIST_TITLE, "In this paper"),
        ("section 1, block 8", PartKind.ALTERNATIVE, "The hall"),
        ("section 1, block 8", PartKind.CAPTION, "The town hall"),
    ]
    assert {part.kind for part in walk(made)} == set(PartKind)


def test_every_figure_is_met_wherever_it_is_printed() -> None:
    noted = Paragraph("a", (Rating(Rag.RED, "visits.rag"), Footnote("n", (Figure("29", "visits.previous"),))))
    found = [(one.key, str(part.path)) for part, one in figures(walk(paper(TABLE, CHART, noted)))]
    assert found == [
        ("visits.value", "section 1, block 1, row 1, cell 2, paragraph 1"),
        ("visits.at.q1", "section 1, block 2, row 1, cell 1"),
        ("visits.rag", "section 1, block 3"),
        ("visits.previous", "section 1, block 3, note 1"),
    ]


def test_words_are_written_anew_where_a_path_leads() -> None:
    made = with_inlines(
        paper(TABLE), {Path(0, 0, 0, 1, 0): words("thirty-one"), Path(0, 0, note=0): words("final, revised")}
    )
    (table,) = blocks_of(made, Table)
    assert table.rows[0].cells[1].blocks[0] == Paragraph("x", words("thirty-one"))
    assert table.caption == (Text("Measures"), Footnote("n1", words("final, revised")))
    assert table.columns == TABLE.columns


@pytest.mark.parametrize("path", [Path(0, 1), Path(0, 0, 3, 0, 0), Path(0, 0, cell=1)], ids=str)
def test_a_path_that_leads_to_no_inlines_is_refused(path: Path) -> None:
    with pytest.raises(KeyError, match=str(path)):
        with_inlines(paper(TABLE), {path: words("lost")})


@every_paper()
def test_mapping_changes_what_walking_meets_and_nothing_else(made: Paper) -> None:
    assert map_blocks(made, lambda path, block: map_parts(block, lambda part: part.inlines, path)) == made
    met: list[Path] = []

    def marked(block: Block) -> Block:
        return map_inlines(block, lambda inlines: (*inlines, Gap("seen")))

    changed = map_blocks(made, lambda _, block: marked(block))
    for part in walk(changed):
        assert (part.inlines[-1:] == (Gap("seen"),)) is not part.kind.fixed
        met.append(part.path)
    assert met == [part.path for part in walk(made)]


@given(BLOCKS)
def test_no_run_of_inlines_is_passed_over(block: Block) -> None:
    """What a block holds is found by looking at its fields, whatever they are called."""

    def held(value: object) -> list[tuple[Inline, ...]]:
        if isinstance(value, tuple) and value and all(isinstance(one, Inline) for one in value):
            return [value, *(run for one in value for run in held(one))]
        if isinstance(value, tuple):
            return [run for one in value for run in held(one)]
        if is_dataclass(value):
            return [run for field in fields(value) for run in held(getattr(value, field.name))]
        return []

    met = [part.inlines for part in walk(paper(block)) if not part.kind.fixed and part.inlines]
    assert sorted(map(repr, met)) == sorted(map(repr, held(block)))
