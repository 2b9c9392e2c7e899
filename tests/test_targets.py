"""Targets as councils set them, from the CSV file to the rating: which one is in force, what it means, and what it is
not held against.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabinetpaper.measure import Directorate, Operator, Rag, Target
from cabinetpaper.period import Period
from cabinetpaper.scorecard import Assessment, Scorecard, assess
from cabinetpaper.settings import Settings
from cabinetpaper.sources import Sourced, read_scorecard

HOUSE = Settings(directorates=(Directorate("children", "Children and Learning"),))
NOW = Period.parse("Q1 2024/25")


def quoted(*cells: str) -> str:
    return ",".join(f'"{cell}"' for cell in cells) + "\n"


def read(
    targets: list[tuple[str, ...]] | None = None,
    observed: tuple[tuple[str, str], ...] = (("Q1 2024/25", "50"),),
    comparators: list[tuple[str, ...]] | None = None,
    *,
    unit: str = "percent",
    polarity: str = "higher",
    basis: str = "snapshot",
    rating: str = "",
    tolerance: str = "10",
) -> Sourced:
    files = {
        "measures": "id,name,directorate,unit,polarity,basis,rating,tolerance\n"
        + quoted("m", "M", "children", unit, polarity, basis, rating, tolerance),
        "observations": "measure,period,value\n" + "".join(quoted("m", *row) for row in observed),
        "targets": "measure,target,by,annual\n" + "".join(quoted("m", *(*row, "", "")[:3]) for row in targets or []),
        "comparators": "measure,comparator,value,period,kind\n"
        + "".join(quoted("m", *(*row, "", "")[:4]) for row in comparators or []),
    }
    return read_scorecard(
        {f"data/{name}.csv": text.encode() for name, text in files.items()}, HOUSE, NOW, date(2030, 1, 1)
    )


def card(sourced: Sourced) -> Scorecard:
    assert [str(one) for one in sourced.findings if one.code != "DATA-NO-ROWS"] == []
    return sourced.scorecard


def judged(sourced: Sourced) -> Assessment:
    scorecard = card(sourced)
    return assess(scorecard, scorecard.measures[0])


def rated(sourced: Sourced) -> tuple[Rag, str]:
    found = judged(sourced).rated
    return found.rag, found.reason


def target(text: str, **more: str) -> Target:
    (one,) = card(read([(text,)], **more)).targets
    return one


@pytest.mark.parametrize(
    ("text", "operator", "value"),
    [
        ("90%", ">=", "90"),
        ("<10%", "<", "10"),
        ("<36%", "<", "36"),
        (">70%", ">", "70"),
        ("≤5", "<=", "5"),
        (">= 12", ">=", "12"),
        ("fewer than 50", "<", "50"),
        ("at least 12", ">=", "12"),
        ("no more than 3", "<=", "3"),
        ("up to 8", "<=", "8"),
        ("more than 70%", ">", "70"),
        ("5% or above", ">=", "5"),
        ("37 or fewer", "<=", "37"),
        ("3 days", ">=", "3"),
        ("1,500", ">=", "1500"),
        ("<17K", "<", "17000"),
        ("7.20", ">=", "7.20"),
    ],
)
def test_a_target_is_kept_as_written_and_says_how_it_binds(text: str, operator: str, value: str) -> None:
    one = target(text)
    assert (one.text, one.operator, one.value) == (text, Operator(operator), Decimal(value))
    assert one.decimals == len(value.partition(".")[2])


@pytest.mark.parametrize(
    ("polarity", "operator"), [("higher", Operator.AT_LEAST), ("lower", Operator.AT_MOST), ("none", Operator.AT_LEAST)]
)
def test_a_bare_number_binds_by_polarity(polarity: str, operator: Operator) -> None:
    assert target("50", polarity=polarity).operator is operator


@pytest.mark.parametrize("text", ["TBC", "N/A", "awaited", "To be agreed", "Pending data accuracy work"])
def test_a_target_that_is_awaited_or_not_set_is_kept_and_never_rated(text: str) -> None:
    sourced = read([(text,)])
    assert card(sourced).targets[0].text == text
    assert rated(sourced) == (Rag.UNRATED, f"target {text}")


@pytest.mark.parametrize(
    ("text", "value", "polarity", "rag"),
    [
        ("<37", "37", "lower", Rag.AMBER),
        ("<37", "36", "lower", Rag.GREEN),
        ("37", "37", "lower", Rag.GREEN),
        ("37 or fewer", "37", "lower", Rag.GREEN),
        (">90", "90", "higher", Rag.AMBER),
        ("90", "90", "higher", Rag.GREEN),
        ("at least 90", "81", "higher", Rag.AMBER),
        ("at least 90", "80.9", "higher", Rag.RED),
    ],
)
def test_what_equality_means_is_explicit(text: str, value: str, polarity: str, rag: Rag) -> None:
    assert rated(read([(text,)], (("Q1 2024/25", value),), polarity=polarity))[0] is rag


TWO_DATES: list[tuple[str, ...]] = [("86.6", "Mar 2025"), ("72", "Mar 2026")]


@pytest.mark.parametrize(
    ("period", "text"),
    [
        ("Q1 2024/25", "86.6"),
        ("Q4 2024/25", "86.6"),
        ("Mar 2025", "86.6"),
        ("Q1 2025/26", "72"),
        ("2025/26", "72"),
        ("Q1 2026/27", "72"),
    ],
)
def test_of_two_targets_with_two_dates_the_next_one_is_in_force(period: str, text: str) -> None:
    found = judged(read(TWO_DATES, ((period, "96.1"),), unit="rate", polarity="lower"))
    assert found.target is not None
    assert found.target.text == text


def test_two_targets_in_one_cell_are_two_targets_that_print_the_cell() -> None:
    scorecard = card(read([("86.6 by March 2025; 72 by March 2026",)], unit="rate", polarity="lower"))
    assert [(one.value, str(one.period), one.text) for one in scorecard.targets] == [
        (Decimal("86.6"), "Mar 2025", "86.6 by March 2025; 72 by March 2026"),
        (Decimal(72), "Mar 2026", "86.6 by March 2025; 72 by March 2026"),
    ]


def test_a_target_without_a_date_holds_when_no_dated_one_lies_ahead() -> None:
    scorecard = card(read([("40",), ("60", "Mar 2024")], (("Q1 2024/25", "50"),)))
    found = scorecard.target("m")
    assert found is not None
    assert found.text == "40"


PROFILE: list[tuple[str, ...]] = [
    ("10", "Q1 2024/25"),
    ("20", "Q2 2024/25"),
    ("60", "Q3 2024/25"),
    ("100", "Q4 2024/25"),
]


@pytest.mark.parametrize(
    ("period", "value", "rag"),
    [
        ("Q1 2024/25", "12", Rag.GREEN),
        ("Q2 2024/25", "19", Rag.AMBER),
        ("Q3 2024/25", "30", Rag.RED),
        ("Q4 2024/25", "100", Rag.GREEN),
    ],
)
def test_a_profile_gives_each_period_its_own_target(period: str, value: str, rag: Rag) -> None:
    assert rated(read(PROFILE, ((period, value),), unit="count", basis="year to date"))[0] is rag


@pytest.mark.parametrize(
    ("text", "observed", "rag"),
    [
        ("10% reduction from March 2024", (("Mar 2024", "100"), ("Q1 2024/25", "90")), Rag.GREEN),
        ("10% reduction from March 2024", (("Mar 2024", "100"), ("Q1 2024/25", "95")), Rag.AMBER),
        ("10% reduction from March 2024", (("Q4 2023/24", "100"), ("Q1 2024/25", "120")), Rag.RED),
        ("reduce by 10 from 2023/24", (("2023/24", "100"), ("Q1 2024/25", "90")), Rag.GREEN),
        ("increase of 5% on 2023/24", (("2023/24", "100"), ("Q1 2024/25", "104")), Rag.AMBER),
    ],
)
def test_a_change_is_aimed_for_from_its_baseline(text: str, observed: tuple[tuple[str, str], ...], rag: Rag) -> None:
    polarity = "higher" if "increase" in text else "lower"
    assert rated(read([(text,)], observed, unit="rate", polarity=polarity))[0] is rag


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("10% reduction", "the baseline is not stated"),
        ("additional 100", "the baseline is not stated"),
        ("10% reduction from March 2023", "no figure for the baseline, Mar 2023"),
    ],
)
def test_a_change_without_its_baseline_is_not_rated_and_says_why(text: str, reason: str) -> None:
    assert rated(read([(text,)], unit="rate", polarity="lower")) == (Rag.UNRATED, reason)


@pytest.mark.parametrize(
    ("value", "rag"),
    [("40", Rag.GREEN), ("60", Rag.GREEN), ("37", Rag.AMBER), ("65", Rag.AMBER), ("20", Rag.RED), ("80", Rag.RED)],
)
@pytest.mark.parametrize("polarity", ["higher", "lower", "none"])
def test_a_range_is_rated_at_both_ends_whatever_the_rule(value: str, rag: Rag, polarity: str) -> None:
    assert rated(read([("between 40 and 60",)], (("Q1 2024/25", value),), polarity=polarity))[0] is rag


ENGLAND: list[tuple[str, ...]] = [("South East", "40"), ("England", "55", "2023/24")]


@pytest.mark.parametrize(
    ("text", "value", "rag"),
    [
        ("England average", "55", Rag.GREEN),
        ("above the national average", "55", Rag.AMBER),
        ("South East average", "40", Rag.GREEN),
        ("England average", "40", Rag.RED),
    ],
)
def test_a_target_may_be_a_comparators_figure(text: str, value: str, rag: Rag) -> None:
    assert rated(read([(text,)], (("Q1 2024/25", value),), ENGLAND))[0] is rag


@pytest.mark.parametrize(
    ("comparators", "reason"),
    [
        ([], "no comparator’s figure"),
        ([("England", "not available")], "no comparator’s figure"),
        ([("England", "12th of 152")], "no comparator’s figure"),
    ],
)
def test_without_a_comparators_figure_nothing_is_rated(comparators: list[tuple[str, ...]], reason: str) -> None:
    assert rated(read([("England average",)], comparators=comparators)) == (Rag.UNRATED, reason)


def test_a_comparator_keeps_its_own_period_kind_and_rank() -> None:
    scorecard = card(
        read(
            comparators=[
                ("England", "7th out of 152", "2023/24", "rank"),
                ("South East", "40", "AY 2022/23", "mean of councils"),
            ]
        )
    )
    assert [
        (one.name, one.text, one.value, one.rank, one.size, str(one.period), one.kind) for one in scorecard.comparators
    ] == [
        ("England", "7th out of 152", 7, True, 152, "2023/24", "rank"),
        ("South East", "40", 40, False, None, "AY 2022/23", "mean of councils"),
    ]


@pytest.mark.parametrize("unit", ["count", "money"])
@pytest.mark.parametrize("rating", ["", "comparator"])
def test_counts_are_never_held_against_other_areas_counts(unit: str, rating: str) -> None:
    assert rated(
        read([("England average",)], (("Q1 2024/25", "545"),), [("England", "80,850")], unit=unit, rating=rating)
    ) == (Rag.UNRATED, "counts are not compared with other areas’ counts")


def test_a_quarters_rate_is_not_held_against_a_years() -> None:
    observed = (("Q1 2024/25", "12"),)
    assert rated(
        read([("England average",)], observed, [("England", "55", "2023/24")], unit="rate", basis="in period")
    ) == (Rag.UNRATED, "comparator for a financial year, figure for a quarter")
    assert (
        rated(
            read([("England average",)], observed, [("England", "10", "Q4 2023/24")], unit="rate", basis="in period")
        )[0]
        is Rag.GREEN
    )


@pytest.mark.parametrize(
    ("observed", "aim", "basis", "reason"),
    [
        ("Jun 2024", ("<17K", "", "yes"), "in period", "whole-year target"),
        ("Q1 2024/25", ("<17K", "2024/25", "yes"), "in period", "whole-year target"),
        ("Q1 2024/25", ("17000", "2024/25"), "in period", "whole-year target"),
        ("Q1 2024/25", ("560.8", "2024/25", "yes"), "year to date", "whole-year target"),
        ("Q1 2024/25", ("17000", "Q2 2024/25"), "year to date", "target for Q2 2024/25, figure up to Q1 2024/25"),
        ("Q1 2024/25", ("17000", "Mar 2025"), "year to date", "target for Mar 2025, figure up to Q1 2024/25"),
        ("Jun 2024", ("17000", "Q1 2024/25"), "in period", "target for a quarter, figure for a month"),
        ("2024/25", ("17000", "Q4 2024/25"), "in period", "target for a quarter, figure for a financial year"),
        ("Q1 2024/25", ("17000", "H1 2024/25"), "in period", "target for a half year, figure for a quarter"),
    ],
)
def test_a_figure_for_one_length_of_time_is_not_held_against_a_target_for_another(
    observed: str, aim: tuple[str, ...], basis: str, reason: str
) -> None:
    found = judged(read([aim], ((observed, "1598"),), unit="count", polarity="lower", basis=basis))
    assert (found.rag, found.rated.reason, found.gap) == (Rag.UNRATED, reason, None)


@pytest.mark.parametrize(
    ("observed", "aim", "unit", "basis"),
    [
        ("2024/25", ("<17K", "2024/25", "yes"), "count", "in period"),
        ("Q4 2024/25", ("17000", "2024/25", "yes"), "count", "year to date"),
        ("Mar 2025", ("17000", "2024/25"), "count", "year to date"),
        ("Q1 2024/25", ("17000", "Q1 2024/25"), "count", "year to date"),
        ("Q1 2024/25", ("17000", "Q4 2024/25"), "count", "in period"),
        ("Q1 2024/25", ("17000", "Mar 2025"), "count", "in period"),
        ("Q1 2024/25", ("17000",), "count", "in period"),
        ("Q1 2024/25", ("17000", "2024/25"), "count", "snapshot"),
        ("Q1 2024/25", ("17000", "2024/25"), "percent", "in period"),
        ("Q1 2024/25", ("17000", "2024/25", "yes"), "count", "rolling 12 months"),
    ],
)
def test_a_target_for_the_same_stretch_is_held_against_it(
    observed: str, aim: tuple[str, ...], unit: str, basis: str
) -> None:
    found = judged(read([aim], ((observed, "1598"),), unit=unit, polarity="lower", basis=basis))
    assert (found.rag, found.gap) == (Rag.GREEN, Decimal(1598 - 17000))


def test_a_share_collected_so_far_is_not_red_for_being_early() -> None:
    assert rated(read([("95%", "2024/25")], (("Q1 2024/25", "27.06%"),), basis="year to date")) == (
        Rag.UNRATED,
        "whole-year target",
    )


@given(
    st.decimals(0, 200, places=2),
    st.decimals(0, 50, places=2),
    st.sampled_from(["90", ">90", "<90", "at most 90", "between 80 and 90"]),
    st.sampled_from(["higher", "lower"]),
)
def test_a_better_value_is_never_rated_worse(value: Decimal, more: Decimal, text: str, polarity: str) -> None:
    order = [Rag.RED, Rag.AMBER, Rag.GREEN]
    one, other = (
        rated(read([(text,)], (("Q1 2024/25", f"{own:f}"),), polarity=polarity, unit="rate"))[0]
        for own in (value, value + more)
    )
    if "between" in text:
        low, high = (order.index(one), order.index(other)) if value + more <= 90 else (0, 0)
        assert low <= high
    elif polarity == "higher":
        assert order.index(one) <= order.index(other)
    else:
        assert order.index(one) >= order.index(other)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("banana", "“banana” is not a target. Write a number (“90%”)"),
        ("60 to 40", "“60 to 40” is a range that ends below its beginning"),
        ("<90 or more", "“<90 or more” is not a target"),
        ("10% reduction from the old days", "“the old days” is not a period"),
        ("£5", "“£5” has £, but the unit is percent"),
    ],
)
def test_what_is_no_target_is_told(text: str, told: str) -> None:
    (finding,) = read([(text,)]).findings
    assert told in str(finding)
    assert str(finding).startswith("data/targets.csv:2, column target: error:")
