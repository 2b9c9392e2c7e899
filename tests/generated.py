"""Papers for laws to hold on: any paper that the model allows, with words that are awkward to carry.

`every_paper` makes a test of a law, and asserts that the papers it was tried on had among them everything that the
model knows: each kind of block and inline, each value of each enumeration, each yes and no, a note in each kind of
part. What the model knows is read from the model itself, so that whatever is added to it must be drawn too.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from itertools import count, cycle, islice
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from hypothesis import given, seed, settings
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
    PartKind,
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
    walk,
)

T = TypeVar("T")


def some(strategy: st.SearchStrategy[T], most: int, least: int = 0) -> st.SearchStrategy[tuple[T, ...]]:
    """Return from `least` to `most` values, every number of them as likely as another."""
    return st.integers(least, most).flatmap(lambda count: st.tuples(*[strategy] * count))


WORDS = st.text(st.sampled_from("abz 019,.%£&<>\"'“–−ée{}[]#*_"), min_size=1, max_size=9)
MAYBE_WORDS = st.one_of(st.just(""), WORDS)
FLAG = st.booleans()
SPANS = st.one_of(
    st.none(), st.builds(Span, st.just("narratives/q1/a.md"), st.integers(0, 99), st.integers(100, 200), FLAG)
)
KEYS = st.sampled_from(["", "cic_rate.value", "figure.stated.asc.green"])
ID = st.just("id")  # `identified` gives each its own

IN_NOTES: dict[type[NoteInline], st.SearchStrategy[NoteInline]] = {
    Text: st.builds(Text, MAYBE_WORDS, st.sampled_from(Style), SPANS),
    Figure: st.builds(Figure, WORDS, KEYS, st.sampled_from(Style), SPANS),
    Rating: st.builds(Rating, st.sampled_from(Rag), KEYS, SPANS),
    Reference: st.builds(Reference, st.sampled_from(["b0", "b1", "b2"]), SPANS),
    Link: st.builds(Link, WORDS, st.just("https://example.org/?a=1&b=2"), SPANS),
    Gap: st.builds(Gap, WORDS, SPANS),
    Break: st.just(Break()),
}
INLINE_KINDS: dict[type[Inline], st.SearchStrategy[Inline]] = {
    **IN_NOTES,
    Footnote: st.builds(Footnote, ID, some(st.one_of(*IN_NOTES.values()), 2)),
}
RUNS = some(st.one_of(*INLINE_KINDS.values(), INLINE_KINDS[Footnote]), 4)
POINTS = st.builds(
    Point, WORDS, st.one_of(st.none(), st.decimals(-99, 99, places=2)), WORDS, KEYS, st.sampled_from(PointState)
)
SERIES = st.builds(Series, WORDS, some(POINTS, 3), st.sampled_from(SeriesRole), st.sampled_from([None, *Rag]))
ORIGINS = st.one_of(
    st.none(), st.builds(Origin, st.sampled_from(OriginKind), st.sampled_from(["children/ratings-table", "cic_rate"]))
)
ITEMS = st.builds(Item, ID, RUNS, st.sampled_from([1, 2]), FLAG, ORIGINS)
PROSE = st.one_of(st.builds(Paragraph, ID, RUNS, st.sampled_from(Role), st.just(False), ORIGINS), ITEMS)


def _tables(columns: tuple[Column, ...]) -> st.SearchStrategy[Table]:
    """Return tables of these columns, whose rows all have as many cells."""
    rows = st.builds(Row, ID, st.tuples(*[st.builds(Cell, some(PROSE, 2, 1))] * len(columns)), ORIGINS)
    return st.builds(Table, ID, RUNS, st.just(columns), some(rows, 2), MAYBE_WORDS, FLAG, ORIGINS)


RECOMMENDATIONS = some(st.builds(Recommendation, ID, RUNS, ORIGINS), 3, 1)
BLOCK_KINDS: dict[type[Block], st.SearchStrategy[Block]] = {
    Heading: st.builds(Heading, ID, st.integers(2, 4), RUNS, FLAG, FLAG, ORIGINS),
    Paragraph: st.builds(Paragraph, ID, RUNS, st.sampled_from(Role), FLAG, ORIGINS),
    Item: ITEMS,
    Recommendations: st.builds(Recommendations, ID, RECOMMENDATIONS, WORDS, ORIGINS),
    Table: some(st.builds(Column, WORDS, st.integers(1, 4), FLAG), 3, 1).flatmap(_tables),
    Chart: st.builds(Chart, ID, RUNS, WORDS, st.sampled_from(ChartKind), MAYBE_WORDS, some(SERIES, 4), ORIGINS),
    Contents: st.builds(Contents, ID, WORDS, st.integers(1, 4), ORIGINS),
    Picture: st.builds(Picture, ID, WORDS, RUNS, st.sampled_from(["", "cover.jpg"]), ORIGINS),
}
BLOCKS = st.one_of(*BLOCK_KINDS.values(), BLOCK_KINDS[Table], BLOCK_KINDS[Chart])  # they have the most to try
LISTING = WORDS.map(lambda title: Section("id", SectionKind.OTHER, title, (Contents("id", title),)))
SECTION = st.builds(Section, ID, st.sampled_from(SectionKind), WORDS, some(BLOCKS, 6), FLAG, FLAG, FLAG)
SECTIONS = st.one_of(SECTION, SECTION, SECTION, st.builds(replace, LISTING, new_page=FLAG, divider=FLAG, numbered=FLAG))


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    """Return a paper in which every block, row and prose in a cell has an id of its own."""
    sections = draw(some(SECTIONS, 8))
    paper = Paper("2024-25-q1", draw(WORDS), draw(WORDS), sections, draw(MAYBE_WORDS), draw(MAYBE_WORDS))
    paper = replace(
        paper,
        strapline=draw(MAYBE_WORDS),
        status=draw(st.sampled_from(["", "Draft"])),
        recommendation_numbering=draw(st.sampled_from(Numbering)),
        counting=draw(st.sampled_from(Counting)),
    )
    paper = identified(paper, draw(st.integers(0, 99)))
    if sections and draw(FLAG):
        first, *others = paper.sections
        first = replace(first, title="", kind=draw(st.sampled_from([first.kind, SectionKind.COVER])))
        paper = replace(paper, sections=(first, *others))
    return paper


_MANY: dict[type, tuple[str, tuple[Any, ...]]] = {
    Section: ("kind", tuple(SectionKind)),
    Chart: ("kind", tuple(ChartKind)),
    Series: ("role", tuple(SeriesRole)),
}
"""Fields of so many values that a few papers would not draw them all: they have them in turn."""


def identified(paper: Paper, turn: int = 0) -> Paper:
    """Return the paper with the ids s0, s1 for its sections, b0, b1 … for all else that has one and f0, f1 … for its
    notes; kinds of which there are many come in turn, from the one that `turn` says.
    """
    ids = {"s": count(), "b": count(), "f": count()}
    turns = {kind: islice(cycle(values), turn % len(values), None) for kind, (_, values) in _MANY.items()}

    def named(value: Any) -> Any:
        """Return a part of the paper with an id of its own and of each part of it that has one."""
        if isinstance(value, tuple):
            return tuple(named(one) for one in value)
        if not is_dataclass(value):
            return value
        own: dict[str, Any] = {}
        if hasattr(value, "id") and not isinstance(value, Paper):
            letter = "s" if isinstance(value, Section) else "f" if isinstance(value, Footnote) else "b"
            own["id"] = f"{letter}{next(ids[letter])}"
        if type(value) in _MANY:
            own[_MANY[type(value)][0]] = next(turns[type(value)])
        inner = {field.name: named(getattr(value, field.name)) for field in fields(value) if field.name not in own}
        return replace(value, **inner, **own)  # type: ignore[type-var]

    return named(paper)  # type: ignore[no-any-return]


# What a law has been tried on


def every_feature() -> frozenset[str]:
    """Return everything that a paper can have, read from the types of the model."""
    noted = {f"note in {kind.name}" for kind in PartKind if not kind.fixed and kind is not PartKind.NOTE}
    return frozenset(_possible(Paper)) | noted | {"cover", "list of headings under its own title"}


def _possible(kind: Any, seen: set[type] | None = None) -> Iterator[str]:
    seen = set() if seen is None else seen
    if isinstance(kind, UnionType) or get_origin(kind) is tuple:
        for option in get_args(kind):
            yield from _possible(option, seen)
    elif is_dataclass(kind) and isinstance(kind, type) and kind not in seen:
        seen.add(kind)
        yield kind.__name__
        for name, hint in get_type_hints(kind).items():
            for option in get_args(hint) if isinstance(hint, UnionType) else (hint,):
                values = list(option) if isinstance(option, type) and issubclass(option, Enum) else []
                values += [True, False] if option is bool else [None] if option is type(None) else []
                yield from (f"{kind.__name__}.{name} = {value}" for value in values)
            yield from _possible(hint, seen)


def features(paper: Paper) -> Iterator[str]:
    """Yield what a paper has of `every_feature`."""
    yield from _had(paper)
    yield from (
        f"note in {part.kind.name}" for part in walk(paper) if any(isinstance(i, Footnote) for i in part.inlines)
    )
    yield from ["cover"] * paper.cover
    yield from ["list of headings under its own title"] * any(section.lists_headings for section in paper.sections)


def _had(value: Any) -> Iterator[str]:
    if isinstance(value, tuple):
        for one in value:
            yield from _had(one)
    elif is_dataclass(value):
        yield type(value).__name__
        for field in fields(value):
            own = getattr(value, field.name)
            if isinstance(own, Enum | bool | None):
                yield f"{type(value).__name__}.{field.name} = {own}"
            yield from _had(own)


_ROUNDS = 8


def every_paper(examples: int = 20, **options: Any) -> Callable[[Callable[[Paper], None]], Callable[[], None]]:
    """Make a test of a law for papers: it holds for rounds of `examples` papers, until they have had every feature.

    The draws follow from the name of the law alone; a law that is never tried on some feature fails.
    """

    def as_test(law: Callable[[Paper], None]) -> Callable[[], None]:
        def test() -> None:
            missing = set(every_feature())

            def tried(paper: Paper) -> None:
                missing.difference_update(features(paper))
                law(paper)

            for number in range(_ROUNDS):
                again = seed(zlib.crc32(f"{law.__name__} {number}".encode()))
                again(settings(max_examples=examples, **options)(given(papers())(tried)))()
                if not missing:
                    return
            raise AssertionError(f"{law.__name__} was never tried on {', '.join(sorted(missing))}")

        test.__name__, test.__doc__ = law.__name__, law.__doc__
        return test

    return as_test
