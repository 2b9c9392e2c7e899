from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabinetpaper.finding import Place
from cabinetpaper.measure import Basis, Comparator, Direction, Directorate, Measure, Operator, Polarity, Rag, Target
from cabinetpaper.period import Period
from cabinetpaper.rule import Rule, Yardstick
from cabinetpaper.scorecard import (
    LooseFigure,
    Observation,
    Scorecard,
    Status,
    assess,
    facts,
    rate_observation,
    slug,
    tally,
)
from cabinetpaper.unit import Unit, UnitKind, decimals_of

Q1 = Period.parse("Q1 2024/25")
CUT_OFF = date(2024, 8, 30)
HIGHER = Measure("visits", "Library visits", "place", Unit(UnitKind.PERCENT), Polarity.HIGHER)
LOWER = Measure("cic_rate", "Children in care", "children", Unit(UnitKind.RATE, "per 10,000 children"), Polarity.LOWER)


def observed(measure: str, period: str, text: str, **fields: object) -> Observation:
    """Return an observation of the value as written, or without a value if the text is no number."""
    try:
        value = Decimal(text)
    except ArithmeticError:
        return Observation(measure, Period.parse(period), text, reason=text, **fields)  # type: ignore[arg-type]
    return Observation(measure, Period.parse(period), text, value, decimals_of(value), **fields)  # type: ignore[arg-type]


def aimed(
    measure: str, text: str, by: str | None = None, operator: Operator = Operator.AT_LEAST, *, annual: bool = False
) -> Target:
    value = Decimal(text.lstrip("<>="))
    return Target(measure, Period.parse(by) if by else None, text, value, decimals_of(value), operator, annual)


def card(measure: Measure, *observations: Observation, **fields: object) -> Scorecard:
    return Scorecard(Q1, CUT_OFF, measures=(measure,), observations=observations, **fields)  # type: ignore[arg-type]


# Rating


@pytest.mark.parametrize(
    ("polarity", "value", "target", "operator", "rag"),
    [
        (Polarity.HIGHER, "50", "50", Operator.AT_LEAST, Rag.GREEN),
        (Polarity.HIGHER, "45", "50", Operator.AT_LEAST, Rag.AMBER),  # exactly 10% short
        (Polarity.HIGHER, "44.99", "50", Operator.AT_LEAST, Rag.RED),
        (Polarity.LOWER, "96.1", "90", Operator.AT_MOST, Rag.AMBER),  # 6.8% over
        (Polarity.LOWER, "99", "90", Operator.AT_MOST, Rag.AMBER),  # exactly 10% over
        (Polarity.LOWER, "99.1", "90", Operator.AT_MOST, Rag.RED),
        (Polarity.LOWER, "89", "90", Operator.AT_MOST, Rag.GREEN),
        (Polarity.LOWER, "37", "37", Operator.UNDER, Rag.AMBER),  # “<37” is not met by 37
        (Polarity.LOWER, "36.9", "37", Operator.UNDER, Rag.GREEN),
        (Polarity.HIGHER, "37", "37", Operator.OVER, Rag.AMBER),
        (
            Polarity.NONE,
            "36",
            "37",
            Operator.AT_MOST,
            Rag.GREEN,
        ),  # without polarity the operator says which way is good
        (Polarity.NONE, "36", "37", Operator.AT_LEAST, Rag.AMBER),
        (Polarity.LOWER, "0", "0", Operator.AT_MOST, Rag.GREEN),
        (Polarity.LOWER, "0.1", "0", Operator.AT_MOST, Rag.RED),  # nothing is within a percentage of 0
        (Polarity.HIGHER, "-11", "-10", Operator.AT_LEAST, Rag.AMBER),  # a target below 0 has its tolerance below it
    ],
)
def test_a_value_is_rated_by_relative_tolerance_and_polarity(
    polarity: Polarity, value: str, target: str, operator: Operator, rag: Rag
) -> None:
    assert Rule().rate(Decimal(value), Yardstick(Decimal(target), operator=operator, polarity=polarity)).rag is rag


def test_a_measures_own_tolerance_goes_before_the_councils() -> None:
    strict = replace(HIGHER, tolerance=Decimal(0))
    now, target = observed("visits", "Q1 2024/25", "49"), aimed("visits", "50")
    assert rate_observation(HIGHER, now, target, Decimal(10)).rag is Rag.AMBER
    assert rate_observation(strict, now, target, Decimal(10)).rag is Rag.RED


@pytest.mark.parametrize(
    ("now", "target", "reason"),
    [
        (None, aimed("visits", "50"), "no figure"),
        (observed("visits", "Q1 2024/25", "Not published"), aimed("visits", "50"), "Not published"),
        (observed("visits", "Q1 2024/25", "12"), None, "no target"),
        (observed("visits", "Q1 2024/25", "12"), Target("visits", None, "TBC"), "target TBC"),
    ],
)
def test_what_is_missing_is_never_red_and_says_why(now: Observation | None, target: Target | None, reason: str) -> None:
    rated = rate_observation(HIGHER, now, target, Decimal(10))
    assert (rated.rag, rated.reason) == (Rag.UNRATED, reason)


@pytest.mark.parametrize(
    ("basis", "period", "rated"),
    [
        (Basis.IN_PERIOD, "Q1 2024/25", False),
        (Basis.YEAR_TO_DATE, "Q1 2024/25", False),
        (Basis.YEAR_TO_DATE, "2023/24", True),
        (Basis.ROLLING, "Q1 2024/25", True),
        (Basis.SNAPSHOT, "Q1 2024/25", True),
    ],
)
def test_a_part_of_a_year_is_not_rated_against_the_whole_years_target(basis: Basis, period: str, rated: bool) -> None:
    measure = replace(HIGHER, basis=basis)
    judged = assess(
        card(measure, observed("visits", period, "10"), targets=(aimed("visits", "50", annual=True),)), measure
    )
    assert (judged.rag is not Rag.UNRATED, judged.gap is not None) == (rated, rated)


NUMBERS = st.decimals(-1000, 1000, places=2, allow_nan=False)
TARGETS = st.builds(
    lambda value, operator: Target("m", None, str(value), value, 2, operator), NUMBERS, st.sampled_from(Operator)
)
WORTH = {Rag.RED: 0, Rag.AMBER: 1, Rag.GREEN: 2}


@given(NUMBERS, NUMBERS, TARGETS, st.sampled_from(Polarity), st.decimals(0, 50, places=1))
def test_a_better_value_never_rates_worse(
    one: Decimal, two: Decimal, target: Target, polarity: Polarity, tolerance: Decimal
) -> None:
    rule, held = Rule(tolerance=tolerance), Yardstick(target.value, operator=target.operator, polarity=polarity)
    low, high = (WORTH[rule.rate(value, held).rag] for value in sorted((one, two)))
    way = polarity.sign or (-1 if target.operator in {Operator.AT_MOST, Operator.UNDER} else 1)
    assert low <= high if way > 0 else low >= high


@given(st.sampled_from(Polarity), st.one_of(st.none(), st.just("Pending")), st.one_of(st.none(), TARGETS), NUMBERS)
def test_there_is_a_rating_only_where_value_and_target_are(
    polarity: Polarity, gone: str | None, target: Target | None, value: Decimal
) -> None:
    measure = replace(HIGHER, polarity=polarity)
    rated = rate_observation(measure, observed("visits", "Q1 2024/25", gone or str(value)), target, Decimal(10))
    assert (rated.rag is Rag.UNRATED) == (gone is not None or target is None)
    assert bool(rated.reason) == (rated.rag is Rag.UNRATED)


# Direction of travel


@pytest.mark.parametrize(
    ("measure", "earlier", "now", "direction"),
    [
        (LOWER, "98.3", "96.1", Direction.IMPROVING),
        (LOWER, "96.1", "98.3", Direction.WORSENING),
        (HIGHER, "25", "27", Direction.IMPROVING),
        (HIGHER, "27", "25", Direction.WORSENING),
        (replace(HIGHER, polarity=Polarity.NONE), "25", "27", Direction.HIGHER),
        (replace(HIGHER, polarity=Polarity.NONE), "27", "25", Direction.LOWER),
        (HIGHER, "27", "27.4", Direction.UNCHANGED),  # equal at the coarser of the two precisions
        (HIGHER, "27.0", "27.4", Direction.IMPROVING),
        (HIGHER, "26.5", "27", Direction.UNCHANGED),  # a tie rounds up
        (HIGHER, "27", "Not published", Direction.UNKNOWN),
    ],
)
def test_better_and_worse_come_from_polarity(measure: Measure, earlier: str, now: str, direction: Direction) -> None:
    scorecard = card(measure, observed(measure.id, "Q4 2023/24", earlier), observed(measure.id, "Q1 2024/25", now))
    assert assess(scorecard, measure).direction is direction


def test_a_small_change_counts_as_none_if_the_council_says_so() -> None:
    series = (observed("visits", "Q4 2023/24", "100"), observed("visits", "Q1 2024/25", "102"))
    directions = [
        assess(card(HIGHER, *series, unchanged_within=Decimal(share)), HIGHER).direction for share in ("1.9", "2")
    ]
    assert directions == [Direction.IMPROVING, Direction.UNCHANGED]


def test_a_break_in_the_series_is_not_comparable_and_has_no_change() -> None:
    scorecard = card(
        HIGHER,
        observed("visits", "Q4 2023/24", "100"),
        observed("visits", "Q1 2024/25", "50", break_before="New counters"),
    )
    judged = assess(scorecard, HIGHER)
    assert (judged.direction, judged.change) == (Direction.NOT_COMPARABLE, None)
    assert "visits.change" not in facts(scorecard)


def test_a_break_between_the_two_figures_counts_too() -> None:
    scorecard = card(
        HIGHER,
        observed("visits", "Q3 2023/24", "100"),
        observed("visits", "Q4 2023/24", "Not counted", break_before="New counters"),
        observed("visits", "Q1 2024/25", "50"),
    )
    judged = assess(scorecard, HIGHER)
    assert (judged.direction, judged.change) == (Direction.NOT_COMPARABLE, None)


@pytest.mark.parametrize(
    ("basis", "periods", "earlier"),
    [
        (Basis.SNAPSHOT, ["Dec 2022", "Mar 2024", "Jun 2024"], "Mar 2024"),
        (Basis.ROLLING, ["2022/23", "Q1 2024/25"], "2022/23"),
        (Basis.IN_PERIOD, ["Q4 2023/24", "Mar 2024", "Q1 2024/25"], "Q4 2023/24"),  # a quarter with a quarter
        (Basis.IN_PERIOD, ["2023/24", "Q1 2024/25"], None),
        (Basis.YEAR_TO_DATE, ["Q1 2023/24", "Q4 2023/24", "Q1 2024/25"], "Q1 2023/24"),  # only the same point last year
        (Basis.YEAR_TO_DATE, ["Q4 2023/24", "Q1 2024/25"], None),
        (Basis.SNAPSHOT, ["Q1 2024/25"], None),
    ],
)
def test_a_figure_is_compared_with_one_that_its_basis_allows(
    basis: Basis, periods: list[str], earlier: str | None
) -> None:
    measure = replace(HIGHER, basis=basis)
    found = card(measure, *(observed("visits", period, str(n)) for n, period in enumerate(periods, 1))).earlier(measure)
    assert (found.period.label if found else None) == earlier


def test_a_period_without_a_value_is_passed_over_when_comparing() -> None:
    scorecard = card(
        HIGHER,
        observed("visits", "Q3 2023/24", "20"),
        observed("visits", "Q4 2023/24", "N/A"),
        observed("visits", "Q1 2024/25", "25"),
    )
    earlier = scorecard.earlier(HIGHER)
    assert earlier is not None
    assert earlier.period.label == "Q3 2023/24"


# What is visible at the cut-off


def test_a_figure_that_was_known_after_the_cut_off_is_not_seen() -> None:
    scorecard = card(HIGHER, observed("visits", "Q1 2024/25", "25"), observed("visits", "Q2 2024/25", "30"))
    assert [one.text for one in scorecard.series("visits")] == ["25"]


def test_last_quarters_paper_rebuilds_as_it_was_after_a_revision() -> None:
    rows = (
        observed("visits", "Q1 2024/25", "25"),
        observed("visits", "Q1 2024/25", "26", status=Status.REVISED, as_at=date(2024, 10, 1)),
    )
    then, later = Scorecard(Q1, CUT_OFF, observations=rows), Scorecard(Q1, date(2024, 10, 1), observations=rows)
    assert ([one.text for one in then.series("visits")], [one.text for one in later.series("visits")]) == (
        ["25"],
        ["26"],
    )


def test_a_late_figure_waits_for_its_as_at_day_though_its_period_is_over() -> None:
    scorecard = card(HIGHER, observed("visits", "Q1 2024/25", "25", as_at=date(2024, 8, 31)))
    assert scorecard.latest("visits") is None


def test_a_forecast_is_no_observation() -> None:
    scorecard = card(
        HIGHER, observed("visits", "Q1 2024/25", "25"), observed("visits", "2024/25", "100", status=Status.FORECAST)
    )
    latest = scorecard.latest("visits")
    assert latest is not None
    assert latest.text == "25"
    assert [one.text for one in scorecard.forecasts("visits")] == ["100"]
    assert facts(scorecard)["visits.forecast.2024_25"].value == 100


def test_the_target_in_force_is_the_first_that_falls_on_or_after_the_latest_figure() -> None:
    targets = tuple(aimed("visits", text, by) for text, by in (("60", "2026/27"), ("40", "2023/24"), ("50", "2024/25")))
    now = observed("visits", "Q1 2024/25", "25")
    texts = [
        getattr(card(HIGHER, now, targets=some).target("visits"), "text", None)
        for some in (targets, targets[1:2], (*targets[1:2], aimed("visits", "45")), ())
    ]
    assert texts == ["50", "40", "45", None]


# Tallies


@given(
    st.lists(
        st.tuples(
            st.sampled_from(Polarity),
            st.sampled_from(["", "9", "10", "12", "N/A"]),
            st.sampled_from(["", "9", "11"]),
            st.booleans(),
        ),
        max_size=8,
    )
)
def test_tallies_add_up_and_name_what_they_cover(rows: list[tuple[Polarity, str, str, bool]]) -> None:
    measures, observations, targets = [], [], []
    for number, (polarity, value, earlier, has_target) in enumerate(rows):
        name = f"m{number}"
        measures.append(Measure(name, name, "d", Unit(), polarity))
        observations += [
            observed(name, period, text) for period, text in (("Q4 2023/24", earlier), ("Q1 2024/25", value)) if text
        ]
        targets += [aimed(name, "11")] if has_target else []
    scorecard = Scorecard(Q1, CUT_OFF, (Directorate("d", "D"),), tuple(measures), tuple(observations), tuple(targets))
    counts = tally(assess(scorecard, one) for one in measures)
    assert counts.measures == tuple(one.id for one in measures)
    assert counts.total == counts.rated + counts.unrated == len(rows)
    assert counts.total == counts.improving + counts.worsening + counts.unchanged + counts.undirected
    known = facts(scorecard)
    assert {known[f"tally.{group}.green"].value for group in ("d", "all")} == {Decimal(counts.green)}


# Facts


@pytest.fixture
def sample() -> Scorecard:
    return Scorecard(
        Q1,
        CUT_OFF,
        (Directorate("children", "Children"),),
        (replace(LOWER, corporate_plan=True),),
        (
            observed(
                "cic_rate", "Q4 2023/24", "98.3", place=Place("data/observations.csv", 2), source="Report, line 7"
            ),
            observed("cic_rate", "Q1 2024/25", "96.1", place=Place("data/observations.csv", 3)),
        ),
        (aimed("cic_rate", "90", "2024/25", Operator.AT_MOST),),
        (
            Comparator("cic_rate", "England", Period.parse("2022/23"), Decimal(71), 0, "71"),
            Comparator("cic_rate", "Family group", None, None, text="n/a"),
        ),
        (LooseFigure("stated.asc.green", "Green measures, as the council stated", "2", Decimal(2)),),
    )


@pytest.mark.parametrize(
    ("key", "text", "sum_"),
    [
        ("cic_rate.value", "96.1", ""),
        ("cic_rate.previous", "98.3", ""),
        ("cic_rate.change", "2.2", "96.1 − 98.3"),
        ("cic_rate.change_percent", "2%", "(96.1 − 98.3) ÷ 98.3"),
        ("cic_rate.target", "90", ""),
        ("cic_rate.gap", "6.1", "96.1 − 90"),
        ("cic_rate.rating", "Amber", "rated against the target"),
        ("cic_rate.direction", "Improving", "latest against earlier, by polarity"),
        ("cic_rate.period", "Q1 2024/25", ""),
        ("cic_rate.previous_period", "Q4 2023/24", ""),
        ("cic_rate.name", "Children in care", ""),
        ("cic_rate.at.q4_2023_24", "98.3", ""),
        ("cic_rate.target_by.2024_25", "90", ""),
        ("cic_rate.comparator.england", "71", ""),
        ("cic_rate.comparator.england.gap", "25.1", "96.1 − 71"),
        ("cic_rate.comparator.family_group", "n/a", ""),
        ("tally.children.amber", "1", "measures counted: 1"),
        ("tally.corporate_plan.total", "1", "measures counted: 1"),
        ("tally.all.red", "0", "measures counted: 1"),
        ("figure.stated.asc.green", "2", ""),
        ("period", "Q1 2024/25", ""),
    ],
)
def test_every_fact_stands_under_its_key_with_its_sum(sample: Scorecard, key: str, text: str, sum_: str) -> None:
    fact = facts(sample)[key]
    assert (fact.key, fact.text, fact.sum) == (key, text, sum_)


def test_a_computed_fact_names_facts_that_exist_and_cells_that_it_was_read_from(sample: Scorecard) -> None:
    known = facts(sample)
    assert all(part in known for fact in known.values() for part in fact.parts)
    assert known["cic_rate.change"].sources == (Place("data/observations.csv", 3), Place("data/observations.csv", 2))
    assert str(known["cic_rate.previous"].sources[0]) == "data/observations.csv:2 (Report, line 7)"


def test_a_change_keeps_its_sign_in_the_value_and_drops_it_in_print(sample: Scorecard) -> None:
    change = facts(sample)["cic_rate.change"]
    assert (change.value, change.text) == (Decimal("-2.2"), "2.2")


def test_a_difference_is_printed_at_the_finer_of_the_two_precisions() -> None:
    scorecard = card(HIGHER, observed("visits", "Q4 2023/24", "25"), observed("visits", "Q1 2024/25", "27.25"))
    assert facts(scorecard)["visits.change"].text == "2.25 percentage points"


def test_a_missing_value_prints_its_reason_and_says_that_it_is_missing() -> None:
    known = facts(card(HIGHER, observed("visits", "Q1 2024/25", "Pending data accuracy work")))
    assert (known["visits.value"].text, known["visits.value"].missing, known["visits.value"].value) == (
        "Pending data accuracy work",
        True,
        None,
    )
    assert known["visits.rating"].text == "Not rated"
    assert "visits.gap" not in known


def test_a_qualifier_is_printed_before_the_figure() -> None:
    assert (
        facts(card(HIGHER, observed("visits", "Q1 2024/25", "27", qualifier="about")))["visits.value"].text
        == "about 27%"
    )


def test_a_change_from_nothing_has_no_percentage() -> None:
    known = facts(card(HIGHER, observed("visits", "Q4 2023/24", "0"), observed("visits", "Q1 2024/25", "3")))
    assert known["visits.change"].value == 3
    assert "visits.change_percent" not in known


def test_keys_are_lower_case_words_with_underscores() -> None:
    assert slug("Q1 2024/25") == "q1_2024_25"
    assert slug("  South East (England) ") == "south_east_england"
