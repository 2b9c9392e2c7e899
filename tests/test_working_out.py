"""Hidden figures against arithmetic: whatever readers can work out of what is shown is seen, and hidden too."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cabinetpaper.inference import Constraint, Wanted, possible
from cabinetpaper.measure import Basis, Measure
from cabinetpaper.period import Period
from cabinetpaper.scorecard import Observation, Scorecard
from cabinetpaper.scorecard.arithmetic import Arithmetic, Publication, Rule, Shown, Sureness
from cabinetpaper.scorecard.disclosure import Profile, disclose
from cabinetpaper.unit import Unit, UnitKind

QUARTER = Period.parse("Q2 2024/25")
EARLIER = Period.parse("Q1 2024/25")
FIVE = Profile(hide_up_to=5)
PERCENT = Unit(UnitKind.PERCENT)


def count(name: str, part_of: str = "", basis: Basis = Basis.SNAPSHOT, **more: object) -> Measure:
    return Measure(
        name, str(more.pop("title", name)), "d", Unit(), basis=basis, sensitive=True, part_of=part_of, **more
    )  # type: ignore[arg-type]


def share(name: str, part: str, whole: str, unit: Unit = PERCENT) -> Measure:
    return Measure(name, name, "d", unit, numerator=part, denominator=whole)


def seen(name: str, value: str, period: Period = QUARTER, **more: object) -> Observation:
    places = len(value.partition(".")[2])
    return Observation(name, period, value, Decimal(value), places, **more)  # type: ignore[arg-type]


def hidden(measures: list[Measure], rows: list[Observation], profile: Profile = FIVE) -> set[str]:
    card = Scorecard(QUARTER, date(2024, 12, 31), measures=tuple(measures), observations=tuple(rows))
    return {
        f"{one.measure} {one.period}" if one.period != QUARTER else one.measure
        for one in disclose(card, profile).hidden
    }


FOUR = [count("all"), *(count(name, "all") for name in "abcd")]
RUNNING = count("so_far", basis=Basis.YEAR_TO_DATE, title="Children hurt, year to date")
IN_QUARTER = count("hurt", basis=Basis.IN_PERIOD, title="Children hurt in the quarter")
RATE = Unit(UnitKind.RATE, "per 10,000 children")

ATTACKS = {
    "four hidden ones of a known total are one each, since a zero would be shown": (
        FOUR,
        [seen("all", "54"), *(seen(name, "1") for name in "abc"), seen("d", "51")],
        {"a", "b", "c", "d"},
    ),
    "two hidden ones and what is left of the total": (
        FOUR,
        [seen("all", "62"), seen("a", "1"), seen("b", "1"), seen("c", "20"), seen("d", "40")],
        {"a", "b", "c"},
    ),
    "four of at most five each make twenty": (
        FOUR,
        [seen("all", "20"), *(seen(name, "5") for name in "abcd")],
        {"all", *"abcd"},
    ),
    "the year to date, less that of the quarter before": (
        [RUNNING],
        [seen("so_far", "12", EARLIER), seen("so_far", "14")],
        {"so_far Q1 2024/25"},
    ),
    "the same where the quarter is a measure of its own, and hidden": (
        [RUNNING, IN_QUARTER],
        [seen("so_far", "12", EARLIER), seen("so_far", "14"), seen("hurt", "12", EARLIER), seen("hurt", "2")],
        {"hurt", "so_far"},
    ),
    "a rounded count beside an exact share of a known whole": (
        [count("a"), replace(count("all"), sensitive=False), share("p", "a", "all")],
        [seen("a", "13"), seen("all", "40"), seen("p", "32.5")],
        {"p"},
    ),
    "a rate per 10,000 of a known number": (
        [count("a"), replace(count("all"), sensitive=False), share("r", "a", "all", RATE)],
        [seen("a", "3"), seen("all", "23456"), seen("r", "1.3")],
        {"a", "r"},
    ),
    "a share whose own fraction prints the count that covers for another": (
        [count("all"), count("a", "all"), count("b", "all"), share("p", "b", "all")],
        [
            seen("all", "1703"),
            seen("a", "3"),
            seen("b", "1700"),
            seen("p", "100", numerator=Decimal(1700), denominator=Decimal(1703)),
        ],
        {"a", "b", "p"},
    ),
    "a half year, less its first quarter": (
        [count("a", basis=Basis.IN_PERIOD)],
        [seen("a", "20", EARLIER), seen("a", "2"), seen("a", "22", Period.parse("H1 2024/25"))],
        {"a", "a Q1 2024/25"},
    ),
    "a total of totals, where the one between is not in the data": (
        [count("all"), count("north", "all"), count("south", "all"), count("n1", "north"), count("n2", "north")],
        [seen("all", "60"), seen("south", "40"), seen("n1", "3"), seen("n2", "17")],
        {"n1", "n2"},
    ),
    "two shares of one whole that leave a third": (
        [replace(count("all"), sensitive=False), count("a", "all"), count("b", "all"), share("p", "b", "all")],
        [seen("all", "20"), seen("a", "3"), seen("b", "17"), seen("p", "85")],
        {"a", "b", "p"},
    ),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_held_by_hiding_as_little_more_as_helps(attack: str) -> None:
    measures, rows, gone = ATTACKS[attack]
    profile = replace(FIVE, round_to=5) if "rounded" in attack else FIVE
    assert hidden(measures, rows, profile) == gone


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_same_attack_works_where_nothing_further_is_hidden_and_is_seen(attack: str) -> None:
    measures, rows, _ = ATTACKS[attack]
    step = Decimal(5 if "rounded" in attack else 1)
    small = {one.measure for one in rows if one.measure not in {"p", "r"} and one.value is not None and one.value <= 5}
    shown = {}
    for one in rows:
        if one.value is not None and not (one.measure in small and one.period == QUARTER):
            own = step if one.measure == "a" else Decimal(1).scaleb(-one.decimals)
            shown[one.measure, one.period] = Shown((one.value / own).quantize(Decimal(1)) * own, own)
    public = Publication(Arithmetic(tuple(measures)), shown, {(name, QUARTER): True for name in small}, FIVE.rule)
    assert public.given_away()


def test_a_wide_cover_is_left_alone() -> None:
    rows = [seen("all", "70"), seen("a", "3"), seen("b", "4"), seen("c", "23"), seen("d", "40")]
    assert hidden(FOUR, rows) == {"a", "b"}


def test_a_share_that_is_too_coarse_to_tell_stays() -> None:
    measures = [count("a"), replace(count("all"), sensitive=False), share("p", "a", "all")]
    assert hidden(measures, [seen("a", "3"), seen("all", "2000"), seen("p", "0")]) == {"a"}


def test_a_hidden_percentage_of_two_counts_that_are_shown_is_given_away() -> None:
    measures = (share("p", "a", "all"), count("a"), count("all"))
    shown = {("a", QUARTER): Shown(Decimal(1)), ("all", QUARTER): Shown(Decimal(20))}
    public = Publication(Arithmetic(measures), shown, {("p", QUARTER): True}, Rule(5))
    assert [(one.key[0], one.how) for one in public.given_away()] == [("p", Sureness.EXACTLY)]
    assert not replace(public, shown={("a", QUARTER): Shown(Decimal(1))}).given_away()


def test_figures_that_contradict_one_another_are_told_as_such() -> None:
    shown = {("all", QUARTER): Shown(Decimal(10)), ("b", QUARTER): Shown(Decimal(17))}
    arithmetic = Arithmetic((count("all"), count("a", "all"), count("b", "all")))
    (one,) = Publication(arithmetic, shown, {("a", QUARTER): True}, Rule(5)).given_away()
    assert one.how is Sureness.CONTRADICTORY


def test_over_the_budget_a_figure_counts_as_given_away() -> None:
    shown = {("all", QUARTER): Shown(Decimal(30))}
    public = Publication(Arithmetic(tuple(FOUR)), shown, {(name, QUARTER): True for name in "abcd"}, Rule(5), steps=5)
    assert {one.how for one in public.given_away()} == {Sureness.UNPROVEN}


def draws(strategy: st.SearchStrategy[Any], number: int) -> list[Any]:
    """Return what a law would be tried on."""
    drawn: list[Any] = []

    @settings(max_examples=number, deadline=None, database=None, derandomize=True)
    @given(strategy)
    def draw(one: Any) -> None:
        drawn.append(one)

    draw()
    return drawn


# -- the solver against every table there is


@st.composite
def systems(draw: st.DrawFn) -> tuple[list[Constraint[str]], dict[str, tuple[int, int]]]:
    names = "uvwxy"[: draw(st.integers(2, 5))]
    ranges = {name: (low := draw(st.integers(0, 2)), low + draw(st.integers(0, 4))) for name in names}
    truth = {name: draw(st.integers(*ranges[name])) for name in names}
    found = []
    for _ in range(draw(st.integers(1, 4))):
        terms = {
            name: draw(st.sampled_from((-3, -1, 1, 1, 2))) for name in draw(st.sets(st.sampled_from(names), min_size=1))
        }
        middle = sum(factor * truth[name] for name, factor in terms.items()) + draw(st.sampled_from((0, 0, 0, 0, 1)))
        room = draw(st.sampled_from((0, 0, 0, 2)))
        found.append(Constraint(terms, middle - room, middle + room))
    return found, ranges


def every_answer(constraints: list[Constraint[str]], ranges: dict[str, tuple[int, int]]) -> list[dict[str, int]]:
    tables = (
        dict(zip(ranges, values, strict=True))
        for values in itertools.product(*(range(low, high + 1) for low, high in ranges.values()))
    )
    return [
        table
        for table in tables
        if all(
            one.low <= sum(factor * table[name] for name, factor in one.terms.items()) <= one.high
            for one in constraints
        )
    ]


@given(systems())
def test_the_values_found_are_those_of_all_answers_tried_one_by_one(
    system: tuple[list[Constraint[str]], dict[str, tuple[int, int]]],
) -> None:
    constraints, ranges = system
    answers = every_answer(constraints, ranges)
    found = possible(constraints, ranges, dict.fromkeys(ranges, Wanted(range(10), 10)), 10**6)
    if not answers:
        assert found is None
    else:
        assert found == {name: {table[name] for table in answers} for name in ranges}


def test_systems_are_drawn_with_none_one_and_many_answers() -> None:
    numbers = [len(every_answer(*system)) for system in draws(systems(), 300)]
    assert numbers.count(0) > 5
    assert numbers.count(1) > 5
    assert sum(number > 1 for number in numbers) > 50


# -- a table with totals against every table that readers could think of


@st.composite
def tables(draw: st.DrawFn) -> list[list[int]]:
    width = draw(st.integers(2, 3))
    few = st.sampled_from((0, 1, 1, 2, 3, 4, 5, 6, 9))
    return draw(st.lists(st.lists(few, min_size=width, max_size=width), min_size=1, max_size=2))


THREE = Profile(hide_up_to=3)


def card_of(rows: list[list[int]]) -> Scorecard:
    measures, observations = [count("all")], [seen("all", str(sum(map(sum, rows))))]
    for i, row in enumerate(rows):
        measures.append(count(f"r{i}", "all"))
        observations.append(seen(f"r{i}", str(sum(row))))
        for j, value in enumerate(row):
            measures.append(count(f"r{i}c{j}", f"r{i}"))
            observations.append(seen(f"r{i}c{j}", str(value)))
    return Scorecard(QUARTER, date(2024, 12, 31), measures=tuple(measures), observations=tuple(observations))


def tables_of(card: Scorecard, gone: list[str]) -> tuple[list[dict[str, int]], bool]:
    """Return the ways to fill the hidden cells from 1 to a few more than they are so that all sums are right, and
    whether these are all there are.
    """
    values = {one.measure: int(one.value or 0) for one in card.observations}
    parts = {total: [own.id for own in card.measures if own.part_of == total] for total in values}
    found = []
    for filled in itertools.product(*(range(1, values[name] + 5) for name in gone)):
        table = {**values, **dict(zip(gone, filled, strict=True))}
        if all(table[total] == sum(table[part] for part in own) for total, own in parts.items() if own):
            found.append(table)
    return found, all(table[name] < values[name] + 4 for table in found for name in gone)


def publication(card: Scorecard, gone: list[str]) -> Publication:
    shown = {
        (one.measure, QUARTER): Shown(one.value)
        for one in card.observations
        if one.measure not in gone and one.value is not None
    }
    return Publication(Arithmetic(card.measures), shown, {(name, QUARTER): False for name in gone}, THREE.rule)


@settings(deadline=None)
@given(tables())
def test_no_hidden_cell_of_a_table_is_determined_where_nothing_is_given_away(rows: list[list[int]]) -> None:
    """By the small numbers alone, and with what is hidden for their sake."""
    card = card_of(rows)
    primary = [one.measure for one in card.observations if one.value is not None and 0 < one.value <= 3]
    for gone in (primary, sorted(one.measure for one in disclose(card, THREE).hidden)):
        if len(gone) <= 4:
            bad = {one.key[0] for one in publication(card, gone).given_away()}
            answers, complete = tables_of(card, gone)
            few = {name for name in gone if len({table[name] for table in answers}) < 3}
            assert not complete or few <= bad


def test_tables_are_drawn_that_are_refused_and_that_pass() -> None:
    refused = passed = tried = 0
    for rows in draws(tables(), 200):
        card = card_of(rows)
        primary = [one.measure for one in card.observations if one.value is not None and 0 < one.value <= 3]
        if primary:
            bad = publication(card, primary).given_away()
            refused, passed = refused + bool(bad), passed + (not bad)
            tried += len(primary) <= 4 and tables_of(card, primary)[1]
    assert refused > 30
    assert passed > 10
    assert tried > 30


wide = st.lists(st.lists(st.integers(0, 25), min_size=2, max_size=4), min_size=2, max_size=4).filter(
    lambda rows: len({len(row) for row in rows}) == 1
)


@settings(deadline=None)
@given(wide)
def test_what_is_hidden_of_a_table_with_totals_stays_hidden(rows: list[list[int]]) -> None:
    card = card_of(rows)
    found = disclose(card, FIVE)
    gone = {one.measure for one in found.hidden}
    small = {one.measure for one in card.observations if one.value is not None and 0 < one.value <= 5}
    assert small <= gone
    public = replace(publication(card, sorted(gone)), rule=FIVE.rule)
    assert not [one for one in public.given_away() if one.how is Sureness.EXACTLY]
