"""Near names: what was meant by a word that is none of the choices."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabinetpaper.nearest import advice, did_you_mean, nearest

MEASURES = ("cic_rate", "cic_rate_boys", "visits", "home_visits", "council_tax")


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("cic_rat", ("cic_rate", "cic_rate_boys")),
        ("CIC_RATE", ("cic_rate", "cic_rate_boys")),
        ("visit", ("visits", "home_visits")),
        ("tax", ("council_tax",)),  # no like spelling, but a part of the name
        ("ax", ()),  # too short for a part
        ("roadworks", ()),
        ("", ()),
    ],
)
def test_the_nearest_names_are_those_spelt_alike_and_those_that_hold_the_word(word: str, near: tuple[str, ...]) -> None:
    assert nearest(word, MEASURES, 3) == near


def test_advice_names_the_nearest_and_then_every_choice() -> None:
    assert did_you_mean("visit", MEASURES, 3) == "Did you mean “visits” or “home_visits”? "
    assert advice("grade", ("grades", "other")) == "Did you mean “grades”? Choose one of grades and other."
    assert advice("x", (), "data/ has", "no workbook") == "data/ has no workbook."
    assert advice("x", map(str, range(50))).endswith("38, 39 and 10 more.")


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=12), st.text(max_size=12), st.integers(1, 4))
def test_near_names_are_choices_and_no_more_than_asked_for(choices: list[str], word: str, most: int) -> None:
    near = nearest(word, choices, most)
    assert set(near) <= set(choices)
    assert len(near) == len(set(near)) <= most
    if word.strip() and word in choices:
        assert near[0].casefold() == word.strip().casefold()


def test_a_long_word_and_many_choices_cost_little() -> None:
    many = [f"measure_{number}" for number in range(100_000)]
    began = time.process_time()
    assert nearest("measur_77", many) == ("measure_77",)
    assert nearest("ab" * 5_000, ["ab" * 5_000 + "a"] * 1_000) == ()
    assert nearest("measure", ["measure" * 1_500] * 2_000)  # long names that hold the word
    assert time.process_time() - began < 2
