"""What a law is tried on follows from the law alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cabinetpaper.paper import Paper
from generated import every_feature, every_paper

TESTS = Path(__file__).parent
DRAW = """
import hashlib
import conftest
{beside}
from hypothesis import given, settings
from hypothesis import strategies as st
drawn = []
@settings(max_examples=200, derandomize=True)
@given(st.integers(), st.text())
def law(number, words):
    drawn.append((number, words))
law()
print(hashlib.sha256(repr(drawn).encode()).hexdigest())
"""


def drawn(beside: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", DRAW.format(beside=beside)], cwd=TESTS, capture_output=True, text=True, check=True
    )
    return ran.stdout


def test_a_law_draws_the_same_whichever_tests_run_beside_it() -> None:
    assert drawn("") == drawn("import hostile_data, hostile_pages, narrative_figures, walkthrough")


def test_a_law_that_is_never_tried_on_some_feature_fails() -> None:
    @every_paper(1)
    def test_hardly_anything(paper: Paper) -> None:
        assert paper.council

    with pytest.raises(AssertionError, match=r"test_hardly_anything was never tried on .*Chart"):
        test_hardly_anything()


def test_what_a_law_must_have_been_tried_on_is_read_from_the_model() -> None:
    some = {"Table", "Footnote", "Table.wide = True", "Section.kind = SectionKind.COVER", "note in CELL", "cover"}
    assert some | {"Point.state = PointState.FORECAST", "Series.rag = None", "Rating.rag = Rag.RED"} <= every_feature()
