"""Papers for laws to hold on: any paper that the model allows, small, with words that are awkward to carry."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

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
    Footnote,
    Gap,
    Heading,
    Inline,
    Item,
    Link,
    NoteInline,
    Numbering,
    Origin,
    OriginKind,
    Paper,
    Paragraph,
    Picture,
    Point,
    PointState,
    Rating,
    Recommendation,
    Recommendations,
    Reference,
    Role,
    Row,
    Section,
    SectionKind,
    Series,
    SeriesRole,
    Span,
    Style,
    Table,
    Text,
    map_inlines,
)

WORDS = st.text(st.sampled_from("abz 019,.%£&<>\"'“–−ée{}[]#*_"), min_size=1, max_size=12)
MAYBE_WORDS = st.one_of(st.just(""), WORDS)
SPANS = st.one_of(
    st.none(), st.builds(Span, st.just("narratives/q1/a.md"), st.integers(0, 99), st.integers(100, 200), st.booleans())
)
KEYS = st.sampled_from(["", "cic_rate.value", "figure.stated.asc.green"])

IN_NOTES: st.SearchStrategy[NoteInline] = st.one_of(
    st.builds(Text, MAYBE_WORDS, st.sampled_from(Style), SPANS),
    st.builds(Figure, WORDS, KEYS, st.sampled_from(Style), SPANS),
    st.builds(Rating, st.sampled_from(Rag), KEYS, SPANS),
    st.builds(Reference, st.sampled_from(["b0", "b1", "b2"]), SPANS),
    st.builds(Link, WORDS, st.just("https://example.org/?a=1&b=2"), SPANS),
    st.builds(Gap, WORDS, SPANS),
    st.just(Break()),
)
NOTES = st.builds(Footnote, st.just("id"), st.lists(IN_NOTES, max_size=3).map(tuple))
INLINES: st.SearchStrategy[Inline] = st.one_of(IN_NOTES, IN_NOTES, IN_NOTES, NOTES)
RUNS = st.lists(INLINES, max_size=5).map(tuple)
POINTS = st.builds(
    Point, WORDS, st.one_of(st.none(), st.decimals(-99, 99, places=2)), WORDS, KEYS, st.sampled_from(PointState)
)
SERIES = st.builds(
    Series,
    WORDS,
    st.lists(POINTS, max_size=3).map(tuple),
    st.sampled_from(SeriesRole),
    st.one_of(st.none(), st.sampled_from(Rag)),
)
ORIGINS = st.one_of(
    st.none(), st.builds(Origin, st.sampled_from(OriginKind), st.sampled_from(["children/ratings-table", "cic_rate"]))
)
PROSE = st.one_of(
    st.builds(Paragraph, st.just("id"), RUNS, st.sampled_from(Role), st.just(False), ORIGINS),
    st.builds(Item, st.just("id"), RUNS, st.sampled_from([1, 2]), st.booleans(), ORIGINS),
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Return a table whose rows all have as many cells as it has columns."""
    columns = draw(st.lists(st.builds(Column, WORDS, st.integers(1, 4), st.booleans()), min_size=1, max_size=3))
    cells = st.builds(Cell, st.lists(PROSE, min_size=1, max_size=2).map(tuple))
    rows = st.builds(
        Row, st.just("id"), st.lists(cells, min_size=len(columns), max_size=len(columns)).map(tuple), ORIGINS
    )
    return Table(
        "id",
        draw(RUNS),
        tuple(columns),
        tuple(draw(st.lists(rows, max_size=3))),
        draw(MAYBE_WORDS),
        draw(st.booleans()),
        draw(ORIGINS),
    )


BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, st.just("id"), st.integers(2, 4), RUNS, st.booleans(), st.booleans(), ORIGINS),
    st.builds(Paragraph, st.just("id"), RUNS, st.sampled_from(Role), st.booleans(), ORIGINS),
    st.builds(Item, st.just("id"), RUNS, st.sampled_from([1, 2]), st.booleans(), ORIGINS),
    st.builds(
        Recommendations,
        st.just("id"),
        st.lists(st.builds(Recommendation, st.just("id"), RUNS, ORIGINS), min_size=1, max_size=3).map(tuple),
        WORDS,
        ORIGINS,
    ),
    tables(),
    st.builds(
        Chart,
        st.just("id"),
        RUNS,
        WORDS,
        st.sampled_from(ChartKind),
        MAYBE_WORDS,
        st.lists(SERIES, max_size=2).map(tuple),
        ORIGINS,
    ),
    st.builds(Contents, st.just("id"), WORDS, st.integers(1, 4), ORIGINS),
    st.builds(Picture, st.just("id"), WORDS, RUNS, st.sampled_from(["", "cover.jpg"]), ORIGINS),
)
FLAG = st.booleans()
LISTING = WORDS.map(lambda title: Section("id", SectionKind.OTHER, title, (Contents("id", title),)))
SECTIONS = st.one_of(
    st.builds(
        Section,
        st.just("id"),
        st.sampled_from(SectionKind),
        WORDS,
        st.lists(BLOCKS, max_size=4).map(tuple),
        FLAG,
        FLAG,
        FLAG,
    ),
    st.builds(replace, LISTING, new_page=FLAG, divider=FLAG, numbered=FLAG),
)


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    """Return a paper in which every block, row and prose in a cell has an id of its own."""
    sections = draw(st.lists(SECTIONS, max_size=3))
    if sections and draw(st.booleans()):
        sections[0] = replace(sections[0], title="")
    paper = Paper("2024-25-q1", draw(WORDS), draw(WORDS), tuple(sections), draw(MAYBE_WORDS), draw(MAYBE_WORDS))
    paper = replace(
        paper,
        strapline=draw(MAYBE_WORDS),
        status=draw(st.sampled_from(["", "Draft"])),
        recommendation_numbering=draw(st.sampled_from(Numbering)),
    )
    paper = replace(paper, counting=draw(st.sampled_from(Counting)))
    return identified(paper)


def identified(paper: Paper) -> Paper:
    """Return the paper with the ids s0, s1 for its sections, b0, b1 … for all else that has one and f0, f1 … for its
    notes.
    """
    count, noted = iter(range(1_000_000)), iter(range(1_000_000))

    def marked(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(replace(one, id=f"f{next(noted)}") if isinstance(one, Footnote) else one for one in inlines)

    def named(block: Block) -> Block:
        block = map_inlines(replace(block, id=f"b{next(count)}"), marked)
        if isinstance(block, Recommendations):
            return replace(block, items=tuple(replace(item, id=f"b{next(count)}") for item in block.items))
        if isinstance(block, Table):
            rows = (
                replace(
                    row,
                    id=f"b{next(count)}",
                    cells=tuple(Cell(tuple(replace(b, id=f"b{next(count)}") for b in c.blocks)) for c in row.cells),
                )
                for row in block.rows
            )
            return replace(block, rows=tuple(rows))
        return block

    sections = (
        replace(one, id=f"s{place}", blocks=tuple(named(block) for block in one.blocks))
        for place, one in enumerate(paper.sections)
    )
    return replace(paper, sections=tuple(sections))
