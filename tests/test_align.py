"""What became of what: each part of an edited paper knows which part of the printed one it was, or that it does not."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from cabinetpaper.paper import Block, Figure, Item, Paper, Paragraph, Section, SectionKind, Span, Text, plain
from cabinetpaper.paper.align import Aligned, Place, align
from cabinetpaper.paper.pairing import Basis
from cabinetpaper.paper.walk import Path
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
    return [base.id for base in aligned.origin(identifier).bases]


@given(papers())
def test_a_paper_that_nobody_edited_comes_from_itself(paper: Paper) -> None:
    for read in (paper, plain(paper)):
        aligned = align(read, paper)
        assert aligned.paper == paper
        assert all(origin.basis is Basis.ANCHOR and origin.bases == (origin.place,) for origin in aligned.origins)
        assert not aligned.gone


def test_reworded_moved_new_and_deleted_blocks_are_told() -> None:
    aligned = read(WASTE, Paragraph("new_1", (Text("Something new."),)), words(RATE, "the end of June", "30 June"))
    assert blocks(aligned)[0] == WASTE
    assert [(origin.place.id, origin.basis) for origin in aligned.origins[1:]] == [
        ("waste", Basis.ANCHOR),
        ("new_1", Basis.NEW),
        ("rate", Basis.ANCHOR),
    ]
    assert [origin.place.id for origin in aligned.origins if origin.moved] in (["waste"], ["rate"])
    assert aligned.gone == (Place(Path(0, 1), "visits"),)


def test_without_anchors_blocks_are_known_by_their_words_and_have_their_ids_again() -> None:
    edited = words(replace(WASTE, id="new_1"), "late", "often late")
    aligned = read(edited, replace(VISITS, id="new_2"), replace(RATE, id="new_3"))
    assert [(origin.place.id, origin.basis) for origin in aligned.origins[1:]] == [
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
        first, second = aligned.origins[-2:]
        assert (first.place.id, first.part, second.place.id, second.part) == ("waste", False, "new_1", True)
        assert bases(aligned, "new_1") == ["waste"]
        assert blocks(aligned)[2].inlines[1] == Figure("31%", "waste.value")  # type: ignore[union-attr]
        assert blocks(aligned)[3].inlines == (Text("bins were late in May.", span=Span("waste.md", 215, 237)),)  # type: ignore[union-attr]
        assert len(aligned.of_base("waste")) == 2


def test_joined_paragraphs_have_both_for_their_bases() -> None:
    both = (*RATE.inlines, Text(" "), *VISITS.inlines)
    aligned = read(Paragraph("rate", both), WASTE)
    assert bases(aligned, "rate") == ["rate", "visits"]
    assert aligned.origin("rate").joined
    assert blocks(aligned)[0].inlines == both  # type: ignore[union-attr]
    assert not aligned.gone


def test_a_copy_is_said_to_be_one_and_has_an_id_of_its_own() -> None:
    aligned = read(RATE, RATE, VISITS, WASTE)
    assert [origin.place.id for origin in aligned.origins[1:]] == ["rate", "new_1", "visits", "waste"]
    assert aligned.origin("new_1").copied
    assert blocks(aligned)[1] == replace(RATE, id="new_1")


def test_an_anchor_that_stands_twice_stays_with_the_better_match() -> None:
    aligned = read(Paragraph("rate", (Text("Before it all."),)), RATE, VISITS, WASTE)
    assert [origin.place.id for origin in aligned.origins[1:]] == ["new_1", "rate", "visits", "waste"]


def test_a_new_paragraph_that_took_the_anchor_of_the_next_gives_it_back() -> None:
    aligned = read(Paragraph("rate", (Text("A word before."),)), replace(RATE, id="new_1"), VISITS, WASTE)
    assert blocks(aligned)[1] == RATE
    assert aligned.origins[1].basis is Basis.NEW


def test_a_paragraph_made_an_item_is_still_that_paragraph() -> None:
    aligned = read(Item("rate", RATE.inlines), VISITS, WASTE)
    assert blocks(aligned)[0] == Item("rate", RATE.inlines)
