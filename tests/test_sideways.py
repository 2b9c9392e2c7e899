"""What stands on pages that lie on their side: wide tables, and what belongs to them."""

from __future__ import annotations

import pytest

from cabinetpaper.paper import Block, Chart, Heading, Item, Paper, Paragraph, Role, Section, SectionKind
from cabinetpaper.writers.sideways import sideways
from specimen_paper import scorecard_table, words

WIDE = scorecard_table("wide", 2, wide=True)
UPRIGHT = scorecard_table("narrow", 2)


def text(identifier: str, count: int = 2, role: Role = Role.BODY) -> Paragraph:
    return Paragraph(identifier, words(" ".join(["word"] * count)), role)


def paper(*blocks: Block, title: str = "Figures", divider: bool = False) -> Paper:
    return Paper("p", "P", "C", (Section("s", SectionKind.DETAIL, title, blocks, divider=divider),))


CASES = {
    "an upright table turns nothing": (paper(text("a"), UPRIGHT), ""),
    "the heading and the title above come along": (paper(Heading("h", 2, words("All")), WIDE), "s h wide"),
    "so do two paragraphs": (paper(text("a"), Item("i", words("item")), WIDE), "s a i wide"),
    "three paragraphs stay upright": (paper(text("a"), text("b"), text("c"), WIDE), "wide"),
    "a front has no title to come along": (paper(text("a"), WIDE, title=""), "wide"),
    "a divider stays on its own page": (paper(WIDE, divider=True), "wide"),
    "the text below stays with the table": (
        paper(WIDE, text("a", 100), Item("i", words("item")), text("b", 190)),
        "s wide a i b",
    ),
    "a long text does not": (paper(WIDE, text("a", 200), text("b", 101)), "s wide"),
    "but the notes before it do": (paper(WIDE, text("n", 20, Role.NOTE), text("a", 300)), "s wide n"),
    "a heading ends the text": (paper(WIDE, text("a"), Heading("h", 2, words("Next")), text("b")), "s wide a"),
    "a chart does too": (paper(WIDE, text("a"), Chart("c", words("Rate"), "It fell.")), "s wide a"),
    "what stands between two wide tables lies with them": (
        paper(
            WIDE,
            Heading("h", 2, words("None")),
            text("a"),
            Heading("k", 2, words("Next")),
            scorecard_table("more", 2, wide=True),
        ),
        "s wide h a k more",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_turns_with_a_wide_table(case: str) -> None:
    made, turned = CASES[case]
    assert sideways(made) == set(turned.split())
