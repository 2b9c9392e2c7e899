"""The families of rating rules, one row a case."""

from __future__ import annotations

import re
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabinetpaper import rule
from cabinetpaper.measure import Operator, Polarity, Rag
from cabinetpaper.rule import Family, Rule, Yardstick
from cabinetpaper.rule.judging import Scale

PAGE = Path(__file__).parents[1] / "docs" / "judging.md"
G, A, R, U, B = Rag.GREEN, Rag.AMBER, Rag.RED, Rag.UNRATED, Rag.BLUE
HIGH, LOW = Polarity.HIGHER, Polarity.LOWER


@pytest.mark.parametrize(
    ("rule", "value", "yardstick", "rag"),
    [
        (Rule(), "58.6", Yardstick(Decimal("54.7"), polarity=HIGH), G),
        (Rule(), "84.2", Yardstick(Decimal("87.9"), polarity=HIGH), A),
        (Rule(), "26.1", Yardstick(Decimal("20.4"), polarity=LOW), R),
        (Rule(), "90", Yardstick(Decimal(100), polarity=HIGH), A),
        (Rule(), "89.99", Yardstick(Decimal(100), polarity=HIGH), R),
        (Rule(), "37", Yardstick(Decimal(37), operator=Operator.UNDER, polarity=LOW), A),
        (Rule(), "37", Yardstick(Decimal(37), operator=Operator.AT_MOST, polarity=LOW), G),
        (Rule(), "1", Yardstick(Decimal(0), polarity=LOW), R),
        (Rule(), "1", Yardstick(polarity=LOW), U),
        (Rule(Family.ABSOLUTE, Decimal(2)), "1", Yardstick(Decimal(0), polarity=LOW), A),
        (Rule(Family.ABSOLUTE, Decimal(2)), "2.1", Yardstick(Decimal(0), polarity=LOW), R),
        (Rule(Family.FLOOR, floor=Decimal(80)), "80", Yardstick(Decimal(90), polarity=HIGH), A),
        (Rule(Family.FLOOR, floor=Decimal(80)), "79.9", Yardstick(Decimal(90), polarity=HIGH), R),
        (Rule(Family.FLOOR), "95", Yardstick(Decimal(90), polarity=HIGH), U),
        (Rule(Family.BOUNDARIES, floor=Decimal(40)), "45", Yardstick(Decimal(60), polarity=HIGH), A),
        (Rule(Family.TREND), "85", Yardstick(Decimal(90), polarity=HIGH, year_ago=Decimal(85)), A),
        (Rule(Family.TREND), "84", Yardstick(Decimal(90), polarity=HIGH, year_ago=Decimal(85)), R),
        (Rule(Family.TREND), "84", Yardstick(Decimal(90), polarity=HIGH), U),
        (Rule(Family.RANGE, Decimal(5)), "50", Yardstick(Decimal(40), Decimal(60)), G),
        (Rule(Family.RANGE, Decimal(5)), "64", Yardstick(Decimal(40), Decimal(60)), A),
        (Rule(Family.RANGE, Decimal(5)), "34", Yardstick(Decimal(40), Decimal(60)), R),
        (Rule(Family.TWO_STATE), "89.99", Yardstick(Decimal(90), polarity=HIGH), R),
        (Rule(Family.BRAG), "0", Yardstick(stated="Blue"), B),
        (Rule(Family.BRAG), "0", Yardstick(stated="G"), G),
        (Rule(Family.BRAG), "0", Yardstick(), U),
        (Rule(Family.COMPARATOR), "29.1", Yardstick(Decimal("41.7"), polarity=HIGH), R),
        (Rule(Family.FINANCE, Decimal(0)), "48.68", Yardstick(Decimal("45.14")), R),
        (Rule(Family.FINANCE, Decimal(0)), "8.60", Yardstick(Decimal("8.80")), G),
        (Rule(Family.FINANCE, Decimal(2)), "14.26", Yardstick(Decimal("14.02")), A),
        (Rule(Family.NONE), "5", Yardstick(Decimal(1), polarity=HIGH), U),
    ],
)
def test_a_value_is_rated_by_its_family(rule: Rule, value: str, yardstick: Yardstick, rag: Rag) -> None:
    assert rule.rate(Decimal(value), yardstick).rag is rag


def test_every_family_says_its_rule() -> None:
    assert all(Rule(family).sentence for family in Family)
    assert [family for family in Family if not Rule(family).bands] == [Family.NONE]


def test_every_scale_is_that_of_a_family() -> None:
    modules = [import_module(f"{rule.__name__}.{found.name}") for found in iter_modules(rule.__path__)]
    scales = [value for module in modules for value in vars(module).values() if isinstance(value, Scale)]
    assert all(any(scale is family.scale for family in Family) for scale in scales)
    assert len(scales) >= len(Family)


def test_the_page_on_judging_explains_every_family() -> None:
    rows = [line.split("|")[1] for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert {word for row in rows for word in re.findall("`([^`]+)`", row)} >= {family.value for family in Family}


def test_the_sentence_and_each_colour_alone_are_made_of_the_same_parts() -> None:
    rule = Rule(Family.RELATIVE, Decimal("7.50"))
    assert rule.sentence == "green at the target or better, amber within 7.5% of it, red beyond"
    assert [band.alone for band in rule.bands] == [
        "the figure is at its target or better",
        "the figure misses its target by no more than 7.5% of the target",
        "the figure misses its target by more than 7.5% of the target",
    ]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rule(Family.ABSOLUTE, Decimal(2)), "amber within 2 of it in the measure’s own unit"),
        (Rule(Family.ABSOLUTE, Decimal(2), None, "2 percentage points"), "amber within 2 percentage points of it"),
        (Rule(Family.FLOOR, floor=Decimal(80), floor_words="80%"), "amber down to the floor of 80%"),
        (Rule(Family.BOUNDARIES, floor=Decimal(40), floor_words="40%"), "red past the lower, 40%"),
    ],
)
def test_a_measures_own_rule_says_its_numbers_in_the_measures_unit(rule: Rule, words: str) -> None:
    assert words in rule.sentence.split(", ", 1)[1]


amounts = st.decimals(-1000, 1000, places=2)
monotone = st.sampled_from(
    [
        Rule(),
        Rule(Family.ABSOLUTE, Decimal(5)),
        Rule(Family.TWO_STATE),
        Rule(Family.TREND),
        Rule(Family.FLOOR, floor=Decimal(-10)),
    ]
)


@given(monotone, amounts, amounts, amounts, st.sampled_from([HIGH, LOW]), st.sampled_from(Operator))
def test_a_better_value_is_never_rated_worse(
    rule: Rule, one: Decimal, other: Decimal, target: Decimal, polarity: Polarity, operator: Operator
) -> None:
    yardstick = Yardstick(target, operator=operator, polarity=polarity, year_ago=Decimal(0))
    worse, better = sorted((one, other), key=lambda value: polarity.sign * value)
    order = [R, A, G]
    assert (
        order.index(rule.rate(worse, yardstick).rag) <= order.index(rule.rate(better, yardstick).rag)
        or rule.family is Family.FLOOR
    )


@given(amounts, st.sampled_from([f for f in Family if f not in {Family.BRAG, Family.NONE}]))
def test_nothing_is_rated_without_a_target(value: Decimal, family: Family) -> None:
    assert Rule(family).rate(value, Yardstick(polarity=HIGH)).rag is U
