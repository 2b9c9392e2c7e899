"""What became of what: each part of an edited paper knows which part of the printed one it was, or that it does not."""

from __future__ import annotations

import itertools
import random
import sys
import time
from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from cabinetpaper.paper import (
    Block,
    Figure,
    Item,
    Paper,
    Paragraph,
    Section,
    SectionKind,
    Span,
    Text,
    inline_text,
    map_inlines,
    plain,
)
from cabinetpaper.paper.align import Aligned, Lineage, Place, align
from cabinetpaper.paper.pairing import Basis
from cabinetpaper.paper.walk import Path, figures, walk
from cabinetpaper.paper.walk import blocks as every_block
from generated import papers


def of(*blocks: Block) -> Paper:
    """Return a paper of one section with some blocks."""
    return Paper("p", "Title", "Council", (Section("s", SectionKind.DETAIL, "Section", blocks),))


def paragraph(identifier: str, *words: str | Figure) -> Paragraph:
    """Return a paragraph whose words have spans."""
    place, inlines = 0, []
    for one in words:
        if isinstance(one, str):
            inlines.append(Text(one, span=Span(f"{identifier}.md", place, place + len(one))))
        else:
            inlines.append(one)
        place += 100
    return Paragraph(identifier, tuple(inlines))


RATE = paragraph(
    "rate", "The rate of children in care is ", Figure("96.1", "rate.value"), " per 10,000 at the end of June."
)
VISITS = paragraph(
    "visits", "Visits to libraries came to ", Figure("12,300", "visits.value"), " in the quarter, more than planned."
)
WASTE = paragraph("waste", "Of household waste ", Figure("31%", "waste.value"), " was recycled; bins were late in May.")
BASE = of(RATE, VISITS, WASTE)


def read(*blocks: Block) -> Aligned:
    """Return what became of BASE where its blocks are now these."""
    return align(plain(of(*blocks)), BASE)


def blocks(aligned: Aligned) -> tuple[Block, ...]:
    return aligned.paper.sections[0].blocks


def words(block: Block, old: str, new: str) -> Block:
    """Return a paragraph with other words in place of some."""
    assert isinstance(block, Paragraph)
    return replace(
        block,
        inlines=tuple(
            replace(inline, text=inline.text.replace(old, new)) if isinstance(inline, Text) else inline
            for inline in block.inlines
        ),
    )


def bases(aligned: Aligned, identifier: str) -> list[str]:
    return [base.id for base in aligned.lineage(identifier).bases]


@given(papers())
def test_a_paper_that_nobody_edited_comes_from_itself(paper: Paper) -> None:
    for read in (paper, plain(paper)):
        aligned = align(read, paper)
        assert aligned.paper == paper
        assert all(lineage.basis is Basis.ANCHOR and lineage.bases == (lineage.place,) for lineage in aligned.lineages)
        assert not aligned.gone


@st.composite
def shuffled(draw: st.DrawFn) -> tuple[Paper, Paper, set[str]]:
    """Return a paper, what somebody made of it (writing, deleting, moving, copying, rewording blocks), and the ids of
    the blocks that were left alone or moved.
    """
    paper = draw(papers())
    read = plain(paper)
    left = set()
    sections = []
    for section in read.sections:
        now: list[Block] = []
        for block in draw(st.permutations(section.blocks)):
            what = draw(st.sampled_from(["keep", "keep", "delete", "copy", "reword", "write"]))
            if what == "reword":
                block = map_inlines(block, lambda inlines: (*inlines[:2], Text(" new "), *inlines[3:]))
            elif what in {"keep", "copy", "write"}:
                left.add(block.id)
            if what == "write":
                now.append(Paragraph(f"new_{len(now)}", (Text("Nothing like this was printed."),)))
            now += [block] * {"delete": 0, "copy": 2}.get(what, 1)
        sections.append(replace(section, blocks=tuple(now)))
    return paper, plain(replace(read, sections=tuple(sections))), left


def test_what_was_done_to_the_blocks_of_any_paper_is_what_is_told() -> None:
    drawn: Counter[str] = Counter()

    @settings(max_examples=80)
    @given(shuffled(), st.booleans())
    def law(made: tuple[Paper, Paper, set[str]], anchors: bool) -> None:
        paper, read, left = made
        aligned = align(read if anchors else stripped(read), paper)
        ids = [one.place.id for one in aligned.lineages if one.place.id and one.place.path.note is None]
        assert len(ids) == len(set(ids))
        assert texts(aligned.paper) == texts(read)
        printed_with = {(inline.key, inline_text(inline, {})) for _, inline in figures(walk(paper))}
        for _, inline in figures(walk(aligned.paper)):
            assert not inline.key or (inline.key, inline_text(inline, {})) in printed_with
        if anchors:
            before, after, now = (
                {block.id: block for _, block in every_block(one)} for one in (paper, aligned.paper, read)
            )
            gone = {place.id for place in aligned.gone}
            assert all(after[identifier] == before[identifier] for identifier in left)
            assert gone >= set(before) - set(now)
            assert gone.isdisjoint(left)
        drawn.update(kind for lineage in aligned.lineages for kind in kinds(lineage))

    law()
    assert all(drawn[kind] >= 5 for kind in ("anchor", "same words", "new", "moved", "copied")), drawn


def texts(paper: Paper) -> list[str]:
    """Return the words of each part, without the numbers that a paper computes."""
    return ["".join(inline_text(inline, {}) for inline in part.inlines) for part in walk(paper) if not part.kind.fixed]


def stripped(paper: Paper) -> Paper:
    """Return a paper whose anchors are lost."""
    count = itertools.count(1)
    return replace(
        paper,
        sections=tuple(
            replace(
                section,
                id=f"new_{next(count)}",
                blocks=tuple(replace(block, id=f"new_{next(count)}") for block in section.blocks),
            )
            for section in paper.sections
        ),
    )


def kinds(lineage: Lineage) -> list[str]:
    """Return what is said of a part."""
    return [lineage.basis.value, *(name for name in ("moved", "copied", "part", "joined") if getattr(lineage, name))]


def test_reworded_moved_new_and_deleted_blocks_are_told() -> None:
    aligned = read(WASTE, Paragraph("new_1", (Text("Something new."),)), words(RATE, "the end of June", "30 June"))
    assert blocks(aligned)[0] == WASTE
    assert [(lineage.place.id, lineage.basis) for lineage in aligned.lineages[1:]] == [
        ("waste", Basis.ANCHOR),
        ("new_1", Basis.NEW),
        ("rate", Basis.ANCHOR),
    ]
    assert [lineage.place.id for lineage in aligned.lineages if lineage.moved] in (["waste"], ["rate"])
    assert aligned.gone == (Place(Path(0, 1), "visits"),)


def test_without_anchors_blocks_are_known_by_their_words_and_have_their_ids_again() -> None:
    edited = words(replace(WASTE, id="new_1"), "late", "often late")
    aligned = read(edited, replace(VISITS, id="new_2"), replace(RATE, id="new_3"))
    assert [(lineage.place.id, lineage.basis) for lineage in aligned.lineages[1:]] == [
        ("waste", Basis.LIKE_WORDS),
        ("visits", Basis.SAME_WORDS),
        ("rate", Basis.SAME_WORDS),
    ]
    assert blocks(aligned)[1:] == (VISITS, RATE)
    assert not aligned.gone


def test_a_split_paragraph_keeps_its_id_once_and_all_its_provenance() -> None:
    head = Paragraph("waste", (*plain(BASE).sections[0].blocks[2].inlines[:2], Text(" was recycled;")))  # type: ignore[union-attr]
    for identifier in ("new_1", "waste"):
        aligned = read(RATE, VISITS, head, Paragraph(identifier, (Text("bins were late in May."),)))
        first, second = aligned.lineages[-2:]
        assert (first.place.id, first.part, second.place.id, second.part) == ("waste", False, "new_1", True)
        assert bases(aligned, "new_1") == ["waste"]
        assert blocks(aligned)[2].inlines[1] == Figure("31%", "waste.value")  # type: ignore[union-attr]
        assert blocks(aligned)[3].inlines == (Text("bins were late in May.", span=Span("waste.md", 215, 237)),)  # type: ignore[union-attr]
        assert len(aligned.of_base("waste")) == 2


def test_joined_paragraphs_have_both_for_their_bases() -> None:
    both = (*RATE.inlines, Text(" "), *VISITS.inlines)
    aligned = read(Paragraph("rate", both), WASTE)
    assert bases(aligned, "rate") == ["rate", "visits"]
    assert aligned.lineage("rate").joined
    assert blocks(aligned)[0].inlines == both  # type: ignore[union-attr]
    assert not aligned.gone


def test_a_copy_is_said_to_be_one_and_has_an_id_of_its_own() -> None:
    aligned = read(RATE, RATE, VISITS, WASTE)
    assert [lineage.place.id for lineage in aligned.lineages[1:]] == ["rate", "new_1", "visits", "waste"]
    assert aligned.lineage("new_1").copied
    assert blocks(aligned)[1] == replace(RATE, id="new_1")


def test_an_anchor_that_stands_twice_stays_with_the_better_match() -> None:
    aligned = read(Paragraph("rate", (Text("Before it all."),)), RATE, VISITS, WASTE)
    assert [lineage.place.id for lineage in aligned.lineages[1:]] == ["new_1", "rate", "visits", "waste"]


def test_a_new_paragraph_that_took_the_anchor_of_the_next_gives_it_back() -> None:
    aligned = read(Paragraph("rate", (Text("A word before."),)), replace(RATE, id="new_1"), VISITS, WASTE)
    assert blocks(aligned)[1] == RATE
    assert aligned.lineages[1].basis is Basis.NEW


def test_a_paragraph_made_an_item_is_still_that_paragraph() -> None:
    aligned = read(Item("rate", RATE.inlines), VISITS, WASTE)
    assert blocks(aligned)[0] == Item("rate", RATE.inlines)


def test_the_same_words_in_two_sections_are_known_by_their_section_or_unsure() -> None:
    answer = Paragraph("a1", (Text("Not applicable."),))
    other = replace(answer, id="a2")
    first, second = (
        Section(name, SectionKind.OTHER, name, (one,)) for name, one in (("Risk", answer), ("Policy", other))
    )
    base = Paper("p", "Title", "Council", (first, second))
    lost = replace(second, blocks=(replace(other, id="new_1"),))
    aligned = align(plain(replace(base, sections=(replace(first, blocks=()), lost))), base)
    assert bases(aligned, "a2") == ["a2"]
    aligned = align(plain(replace(base, sections=(replace(first, blocks=()), replace(lost, id="x", title="X")))), base)
    assert aligned.lineages[-1].basis is Basis.UNSURE
    assert bases(aligned, "new_1") == ["a1", "a2"]


NAMES = (
    "children in care",
    "children in need",
    "children on protection plans",
    "care leavers in suitable homes",
    "care leavers in work or training",
    "adults in residential care",
    "adults in nursing care",
    "older adults in residential care",
    "older adults in nursing care",
    "homes inspected",
    "homes rated good",
    "homes rated good or better",
)
NEW_WORDS = [
    "despite",
    "however",
    "strong",
    "work",
    "with",
    "partners",
    "this",
    "year",
    "pressure",
    "demand",
    "remains",
    "careful",
    "slightly",
    "now",
]


def sentence(place: int, rnd: random.Random) -> Paragraph:
    """Return one of twelve sentences that differ in a name and three figures, some of which are the same."""
    figures = [Figure(f"{rnd.choice((48, 49, 50, 51))}.{rnd.randint(0, 3)}", f"k{place}.{kind}") for kind in range(3)]
    return paragraph(
        f"p{place}",
        f"The rate of {NAMES[place]} was ",
        figures[0],
        " per 10,000 at the end of June, against a target of ",
        figures[1],
        " and compared with ",
        figures[2],
        " a year before.",
    )


def edited(block: Paragraph, rnd: random.Random) -> Paragraph:
    """Return a paragraph in which words were typed over, put in or taken out, and now and then a figure."""
    inlines = list(block.inlines)
    for _ in range(rnd.randint(1, 4)):
        at = rnd.randrange(len(inlines))
        inline = inlines[at]
        if isinstance(inline, Figure):
            inlines[at] = replace(inline, text=f"{rnd.choice((48, 49, 50, 51))}.{rnd.randint(0, 3)}", key="")
        elif isinstance(inline, Text):
            words = inline.text.split(" ")
            place = rnd.randrange(len(words))
            words[place : place + rnd.randint(0, 2)] = rnd.choices(NEW_WORDS, k=rnd.randint(0, 2)) or [""]
            inlines[at] = replace(inline, text=" ".join(words))
    return replace(block, inlines=tuple(inlines))


def trial(seed: int, *, anchors: bool) -> Counter[str]:
    """Shuffle, delete, copy and reword near-identical sentences; count what is said of where each comes from."""
    rnd = random.Random(seed)  # noqa: S311  # the same trials every time
    base = of(*(sentence(place, rnd) for place in range(12)))
    left = rnd.sample(base.sections[0].blocks, rnd.randint(8, 12))
    if seed % 3 == 0:
        left.sort(key=base.sections[0].blocks.index)
    now = [edited(block, rnd) if rnd.random() < 0.5 else block for block in left]  # type: ignore[arg-type]
    named = [block if anchors else replace(block, id=f"new_{place}") for place, block in enumerate(now)]
    aligned = align(plain(of(*named)), base)
    counts: Counter[str] = Counter()
    for truth, lineage, block in zip(left, aligned.lineages[1:], blocks(aligned), strict=True):
        sure = lineage.basis not in {Basis.UNSURE, Basis.NEW}
        found = [one.id for one in lineage.bases]
        keys = [inline.key for inline in block.inlines if isinstance(inline, Figure) and inline.key]  # type: ignore[union-attr]
        own = {inline.key: inline.text for inline in truth.inlines if isinstance(inline, Figure)}  # type: ignore[union-attr]
        wrong = (sure and found != [truth.id]) or any(key not in own for key in keys)
        counts["wrong" if wrong else "right" if sure else "unsure"] += 1
    return counts


def test_near_identical_sentences_are_never_swapped() -> None:
    with_anchors = sum((trial(seed, anchors=True) for seed in range(200)), Counter())
    without = sum((trial(seed, anchors=False) for seed in range(200)), Counter())
    sys.stdout.write(f"with anchors {dict(with_anchors)}, without {dict(without)}\n")
    assert with_anchors["wrong"] == without["wrong"] == 0
    assert with_anchors["right"] == with_anchors.total() == without.total() > 1900
    assert without["right"] > 0.9 * without.total()


def test_the_time_grows_with_the_paper_and_not_with_its_square() -> None:
    def seconds(count: int, *, anchors: bool) -> float:
        rnd = random.Random(count)  # noqa: S311  # the same papers every time
        names = [f"{rnd.choice(NAMES)} {place}" for place in range(count)]
        base = of(
            *(
                paragraph(
                    f"p{place}",
                    f"The rate of {name} was ",
                    Figure(f"{place}.5", f"k{place}"),
                    " in June, less than in May.",
                )
                for place, name in enumerate(names)
            )
        )
        now = [words(block, "less than", "far below that") for block in base.sections[0].blocks]
        read = plain(of(*now))
        start = time.process_time()
        aligned = align(read if anchors else stripped(read), base)
        spent = time.process_time() - start
        assert sum(bool(inline.key) for _, inline in figures(walk(aligned.paper))) == count
        return spent

    for anchors in (True, False):
        assert seconds(2000, anchors=anchors) < 20 * max(seconds(200, anchors=anchors), 0.02)
