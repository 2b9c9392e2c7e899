"""Words know where they come from: the law of spans over the five sample papers."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from cabinetpaper.narrative import parse_snippet, render
from cabinetpaper.paper import (
    Break,
    Edition,
    Figure,
    Footnote,
    Inline,
    Link,
    Origin,
    OriginKind,
    Rating,
    Span,
    Style,
    Table,
    Text,
    blocks_of,
    plain_block,
    printed,
    typed_words,
    walk,
)
from cabinetpaper.scorecard import facts
from cabinetpaper.workspace import open_workspace
from places_of_words import kind_of_place, with_notes

ROOT = Path(__file__).parent.parent
PAPERS = (
    "2014-15-q2-early-help-scorecard",
    "2023-02-childrens-kpi",
    "2023-12-childrens-outcomes",
    "2023-24-m6-adult-social-care",
    "2024-25-q1-cabinet",
)


@cache
def edition(paper: str) -> Edition:
    return open_workspace(ROOT).compose(paper)


@pytest.mark.parametrize("paper", PAPERS)
def test_every_typed_word_of_the_sample_stands_in_its_file_as_it_is_printed(paper: str) -> None:
    made = edition(paper)
    sources = {**made.snippets, **made.entries}
    met: Counter[str] = Counter()
    for part in walk(made.paper):
        for one in part.inlines:
            if isinstance(one, Text | Figure | Link) and one.span is not None:
                file = one.span.file.rpartition(".")[2]
                met[f"{file} {kind_of_place(one, sources, escaped=file == 'toml')}"] += 1
    assert met["toml typed words"] >= (15 if paper == "2024-25-q1-cabinet" else 1), met
    assert met["md typed words"] > 10, met


@pytest.mark.parametrize("paper", PAPERS)
def test_every_block_row_cell_and_caption_of_the_sample_says_where_it_comes_from(paper: str) -> None:
    counted, unsaid = 0, []
    for part in walk(edition(paper).paper):
        counted += 1
        words = any(not isinstance(one, Break | Footnote) and one.span is not None for one in part.inlines)
        figures = any(isinstance(one, Figure | Rating) and one.key for one in part.inlines)
        holders = (part.holder, part.row, part.block)
        origins = any(one.origin is not None for one in holders if one is not None and not isinstance(one, Footnote))
        if not (words or figures or origins):
            unsaid.append(f"{part.kind.value} at {part.path}: {printed(part.inlines, {})}")
    assert counted > 200
    assert not unsaid, f"{len(unsaid)} of {counted}: {unsaid[:9]}"


def test_the_rows_of_the_scorecard_are_made_from_their_measures_and_its_table_by_the_template() -> None:
    tables = {table.origin: table for table in blocks_of(edition("2024-25-q1-cabinet").paper, Table)}
    ratings = tables[Origin(OriginKind.TEMPLATE, "children_social_care/ratings-table")]
    assert {row.origin.kind for row in ratings.rows if row.origin} == {OriginKind.MEASURE}
    front = [row.origin for row in tables[Origin(OriginKind.TEMPLATE, "front/front-table")].rows]
    assert Origin(OriginKind.ENTRY, "contacts.0") in front
    assert Origin(OriginKind.ENTRY, "decision_maker") in front


def wrapped(source: str) -> str:
    """Return a snippet with a line end and an indent between any two small words outside braces and headings."""
    lines = []
    for line in source.split("\n"):
        pieces = re.split(r"(\{\{.*?\}\}|\{%.*?%\})", line)
        if not line.startswith(("#", "[^")):
            pieces[::2] = [re.sub(r"(?<=[a-z,]) (?=[a-z])", "\n  ", words) for words in pieces[::2]]
        lines.append("".join(pieces))
    return "\n".join(lines)


@pytest.mark.parametrize("paper", PAPERS)
def test_the_sample_s_snippets_wrapped_print_the_same_and_every_word_has_its_place(paper: str) -> None:
    loaded = open_workspace(ROOT).load(paper)
    assert loaded.scorecard is not None
    own = facts(loaded.scorecard)
    met: Counter[str] = Counter()
    for snippet in loaded.snippets:
        front, body = snippet.source[: snippet.offset], wrapped(snippet.body)
        narrow = parse_snippet(snippet.file, front + body)
        made, again = render(snippet, own, loaded.scorecard), render(narrow, own, loaded.scorecard)
        assert [plain_block(block) for block in again.blocks] == [plain_block(block) for block in made.blocks]
        for block in again.blocks:
            run: tuple[Inline, ...] = block.inlines  # type: ignore[union-attr]
            met.update(kind_of_place(one, {snippet.file: narrow.source}) for one in with_notes(run))
    assert met["line end"] > 100, met
    assert met["typed words"] > met["line end"], met


def test_a_part_of_typed_words_has_the_span_of_just_that_part() -> None:
    text = Text("three words here", Style.STRONG, Span("a.md", 10, 26))
    assert text.part(6, 11) == Text("words", Style.STRONG, Span("a.md", 16, 21))
    assert text.part(12) == Text("here", Style.STRONG, Span("a.md", 22, 26))
    assert text.part(0) == text


def test_a_part_of_printed_words_and_an_escape_keep_the_span_that_they_have() -> None:
    printed = Text("fell by ", span=Span("a.md", 0, 18, printed=True))
    assert printed.part(5) == Text("by ", span=printed.span)
    escape = Text("*", span=Span("a.md", 0, 2))
    assert escape.part(0, 1) == escape


def test_typed_words_read_on_over_an_escape_and_a_line_end_and_stop_at_what_is_printed() -> None:
    run = (
        Text("About 1", span=Span("a.md", 0, 7)),
        Text(" ", span=Span("a.md", 7, 10)),
        Text("in 4", Style.STRONG, Span("a.md", 12, 16)),
        Text(" fell by ", span=Span("a.md", 16, 30, printed=True)),
        Figure("96.1", "cic_rate.value", span=Span("a.md", 16, 30, printed=True)),
        Text(" or so", span=Span("a.md", 30, 36)),
        Text("again", span=Span("a.md", 0, 5)),
    )
    first, second, third = typed_words(run)
    assert [words.text for words in (first, second, third)] == ["About 1 in 4", " or so", "again"]
    assert first.span(6, 12) == Span("a.md", 6, 16)
    with pytest.raises(ValueError, match="No words stand from 12 to 12"):
        first.span(12, 12)
