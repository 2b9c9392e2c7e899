"""One word of each paragraph of the sample papers is changed in Word: all else keeps its key or its place."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from cabinetpaper.workspace import open_workspace
from wording_changes import kept

ROOT = Path(__file__).parent.parent
LEAST = {
    "2014-15-q2-early-help-scorecard": (360, 580, 15000),
    "2023-02-childrens-kpi": (190, 730, 7500),
    "2023-12-childrens-outcomes": (210, 210, 9500),
    "2023-24-m6-adult-social-care": (190, 300, 6000),
    "2024-25-q1-cabinet": (600, 900, 18000),
}
"""How many parts are edited, figures and characters looked at, at least, so that the counts are of something."""


@pytest.mark.parametrize("paper", LEAST)
def test_one_word_changed_in_each_paragraph_leaves_all_other_figures_and_words_their_sources(paper: str) -> None:
    count = kept(open_workspace(ROOT).compose(paper).paper, which=sorted(LEAST).index(paper) % 3)
    sys.stdout.write(f"{paper} {count}\n")
    assert (count.figures_kept, count.characters_kept) == (count.figures, count.characters)
    assert (count.figures_wrong, count.characters_wrong) == (0, 0)
    assert all(
        number >= least
        for number, least in zip((count.edited, count.figures, count.characters), LEAST[paper], strict=True)
    )
