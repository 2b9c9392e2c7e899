"""Every kind of block and inline is known wherever a paper is made, kept, read or looked at.

What a type checker names by itself is not asked here. A message `PLACE knows no KIND` says where a new kind is missing;
tests/test_adding.py adds one and reads those messages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from itertools import count
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cabinetpaper.checks import Subject
from cabinetpaper.checks.gaps import gaps
from cabinetpaper.checks.typed_figures import typed_figures
from cabinetpaper.paper import (
    Block,
    Edition,
    Figure,
    Footnote,
    Gap,
    Inline,
    Paper,
    Section,
    SectionKind,
    Span,
    Text,
    figures,
    from_json,
    notes,
    outline,
    plain,
    to_json,
    walk,
)
from cabinetpaper.paper.places import placed
from cabinetpaper.period import Period
from cabinetpaper.readers import read_docx
from cabinetpaper.scorecard import Scorecard
from cabinetpaper.settings import Settings
from cabinetpaper.writers import write_docx
from cabinetpaper.writers.html.blocks import draw_blocks
from cabinetpaper.writers.html.canvas import canvas_of
from cabinetpaper.writers.html.page import house_file
from docx_parts import W, part, pixels
from generated import BLOCK_KINDS, INLINE_KINDS, identified

KINDS = (*get_args(Block), *get_args(Inline))
FILE = "narratives/p/a.md"


def of(*blocks: Block) -> Paper:
    return identified(Paper("p", "Title", "Council", (Section("s", SectionKind.DETAIL, "Detail", blocks),)))


def held(value: Any) -> Iterator[type]:
    """Yield the kind of everything in a paper, found by its fields, whatever they are called."""
    if isinstance(value, tuple):
        for each in value:
            yield from held(each)
    elif is_dataclass(value):
        yield type(value)
        for field in fields(value):
            yield from held(getattr(value, field.name))


def filled(value: Any, inlines: Callable[[], tuple[Inline, ...]]) -> Any:
    """Return a block with new inlines in each place for them, found by the types of its fields."""
    if isinstance(value, tuple):
        return tuple(filled(each, inlines) for each in value)
    if not is_dataclass(value):
        return value
    hints = get_type_hints(type(value))
    return replace(  # type: ignore[type-var]
        value,
        **{
            field.name: inlines()
            if hints[field.name] == tuple[Inline, ...]
            else filled(getattr(value, field.name), inlines)
            for field in fields(value)
        },
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_is_drawn_for_the_laws(kind: type) -> None:
    assert kind in {**BLOCK_KINDS, **INLINE_KINDS}, f"tests/generated.py knows no {kind.__name__}"


@cache
def read_from_a_docx() -> frozenset[type]:
    """Return what came back of every kind of block that is drawn, with every kind of inline in it."""
    read: set[type] = set()
    run, blocks = st.tuples(*INLINE_KINDS.values()), st.tuples(*BLOCK_KINDS.values())

    @settings(max_examples=8, phases=[Phase.generate])
    @given(st.tuples(run, blocks))
    def reading(drawn: tuple[tuple[Inline, ...], tuple[Block, ...]]) -> None:
        paper = of(*filled(drawn[1], lambda: drawn[0]))
        read.update(held(read_docx(write_docx(paper, pixels(paper))).paper))

    reading()
    return frozenset(read)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_is_read_from_a_docx(kind: type) -> None:
    assert kind in read_from_a_docx(), f"src/cabinetpaper/readers/docx knows no {kind.__name__}"


def alone(kind: type[Block]) -> Paper:
    """Return a paper of one block of a kind."""
    made: list[Block] = []

    @settings(max_examples=1, phases=[Phase.generate])
    @given(BLOCK_KINDS[kind])
    def make(block: Block) -> None:
        made.append(block)

    make()
    return of(made[0])


@pytest.mark.parametrize("kind", get_args(Block), ids=lambda kind: kind.__name__)
def test_every_kind_has_its_look_in_word(kind: type[Block]) -> None:
    """A style that the document does not have looks like body text, and nobody sees that it is missing."""
    used, styles = {"none"}, set[str]()
    if kind in BLOCK_KINDS:
        document = write_docx(alone(kind), {})
        used = {str(style.get(f"{{{W}}}val")) for style in part(document).iter(f"{{{W}}}pStyle")}
        styles = {str(style.get(f"{{{W}}}styleId")) for style in part(document, "word/styles.xml")}
    assert used <= styles, f"src/cabinetpaper/writers/docx/house_styles.py knows no {kind.__name__}"


@pytest.mark.parametrize("kind", get_args(Block), ids=lambda kind: kind.__name__)
def test_every_kind_has_its_look_on_the_page(kind: type[Block]) -> None:
    """The element that a block is drawn as, or its class, is one that the style sheet sets."""
    named: set[str] = set()
    if kind in BLOCK_KINDS:
        paper = alone(kind)
        drawn = re.match(r"<(\w+)([^>]*)>", draw_blocks(paper.sections[0].blocks, canvas_of(paper, {})))
        assert drawn is not None
        classes = re.search('class="([^"]*)"', drawn[2])
        named = {drawn[1], *(f".{name}" for name in (classes[1].split() if classes else ()))}
    selectors = re.findall(r"[.\w-]+", " ".join(re.findall(r"^\s*([^@{}]+)\{", house_file("paper.css"), re.MULTILINE)))
    assert named & set(selectors), f"templates/cabinet/paper.css knows no {kind.__name__}"


# What looks at a paper meets every part of it


def gaps_met(paper: Paper) -> set[str]:
    return {word for finding in gaps(subject(paper, "")) for word in re.findall(r"\d+", finding.message)}


def typed_figures_met(paper: Paper) -> set[str]:
    found = typed_figures(subject(paper, "\n".join(str(100 + number) for number in range(200))))
    return {finding.message.split("”")[0].removeprefix("“") for finding in found}


def subject(paper: Paper, source: str) -> Subject:
    card = Scorecard(Period.parse("Q1 2024/25"), date(2024, 6, 30))
    return Subject(Edition(paper, {}, {FILE: source}), card, Settings())


LOOKS: dict[str, tuple[Callable[[int], Inline], Callable[[Paper], set[str]]]] = {
    "gaps": (lambda number: Gap(f"{100 + number}"), gaps_met),
    "typed figures": (
        lambda number: Text(f"{100 + number}", span=Span(FILE, 4 * number, 4 * number + 3)),
        typed_figures_met,
    ),
    "outline": (
        lambda number: Text(f"{100 + number}"),
        lambda paper: {word for line in outline(paper) for word in line.text.replace(": ", " ").split()},
    ),
    "notes": (
        lambda number: Footnote("f", (Text(f"{100 + number}"),)),
        lambda paper: {note.footnote.inlines[0].text for note in notes(paper)},  # type: ignore[union-attr]
    ),
    "keys": (
        lambda number: Figure("1", f"{100 + number}"),
        lambda paper: {figure.key for _, figure in figures(walk(paper))},
    ),
    "places": (
        lambda number: Text(f"{100 + number}"),
        lambda paper: {part.inlines[0].text for part, where in placed(paper) if part.inlines and where},  # type: ignore[union-attr]
    ),
}
"""By what looks at a paper: what to put into each part of it, and what is met of it."""


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("kind", BLOCK_KINDS, ids=lambda kind: kind.__name__)
def test_whatever_looks_at_a_paper_meets_every_part_of_every_kind_of_block(kind: type[Block], look: str) -> None:
    made, met = LOOKS[look]

    @settings(max_examples=4, phases=[Phase.generate])
    @given(BLOCK_KINDS[kind])
    def looked_at(block: Block) -> None:
        number = count()
        paper = of(filled(block, lambda: (made(next(number)),)))
        assert {f"{100 + place}" for place in range(next(number))} <= met(paper), f"{look} knows no {kind.__name__}"

    looked_at()


@pytest.mark.parametrize("kind", BLOCK_KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_is_kept_and_plain_without_its_provenance(kind: type[Block]) -> None:
    @settings(max_examples=4, phases=[Phase.generate])
    @given(BLOCK_KINDS[kind])
    def kept(block: Block) -> None:
        paper = of(filled(block, lambda: (Figure("1", "visits.value", span=Span(FILE, 0, 1)),)))
        assert from_json(to_json(paper)) == paper
        assert "visits.value" not in to_json(plain(paper))
        assert Span not in held(plain(paper))

    kept()
