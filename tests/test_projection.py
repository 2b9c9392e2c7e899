"""Projections to year end, against the figures of a published paper."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cabinetpaper.measure import Basis, Measure, Polarity
from cabinetpaper.period import Period
from cabinetpaper.rule import Method
from cabinetpaper.scorecard.card import Observation
from cabinetpaper.scorecard.projection import project
from cabinetpaper.unit import Unit, decimals_of, rounded


def observed(*pairs: tuple[str, str]) -> list[Observation]:
    return [
        Observation("m", Period.parse(period), text, Decimal(text), decimals_of(Decimal(text)))
        for period, text in pairs
    ]


def measure(basis: Basis) -> Measure:
    return Measure("m", "M", "d", Unit(), Polarity.LOWER, basis)


@pytest.mark.parametrize(
    ("period", "text", "year_end"),
    [
        ("Q1 2024/25", "124.1", "496.4"),
        ("2024-06", "4.76", "19.04"),
        ("Q3 2024/25", "75", "100"),
        ("2024-08", "5", "12"),
    ],
)
def test_a_count_goes_on_as_it_began(period: str, text: str, year_end: str) -> None:
    found = project(measure(Basis.YEAR_TO_DATE), observed((period, text)), Method.CUMULATIVE)
    assert found.value == Decimal(year_end)
    assert found.period == Period.parse("2024/25")


def test_the_published_whole_number_comes_out() -> None:
    found = project(measure(Basis.YEAR_TO_DATE), observed(("Q1 2024/25", "124.1")), Method.CUMULATIVE)
    assert found.value is not None
    assert rounded(found.value, 0) == 496
    assert found.sum == "124.1 × 4"


def test_a_snapshot_goes_on_from_where_the_year_began() -> None:
    found = project(measure(Basis.SNAPSHOT), observed(("2024-03", "98.3"), ("Q1 2024/25", "96.1")), Method.SNAPSHOT)
    assert found.value == Decimal("89.5")
    assert found.sum == "98.3 + (96.1 − 98.3) × 4"


def test_a_seasonal_measure_follows_last_year() -> None:
    series = observed(("Q1 2023/24", "27.5"), ("2023/24", "95.7"), ("Q1 2024/25", "27.06"))
    found = project(measure(Basis.YEAR_TO_DATE), series, Method.SEASONAL)
    assert found.value is not None
    assert rounded(found.value, 2) == Decimal("94.17")


def test_a_seasonal_measure_without_last_year_is_not_projected() -> None:
    found = project(measure(Basis.YEAR_TO_DATE), observed(("Q1 2024/25", "27.06")), Method.SEASONAL)
    assert (found.value, found.method) == (None, Method.NONE)
    assert "outturn for 2023/24" in found.reason


def test_without_a_method_nothing_is_projected() -> None:
    assert project(measure(Basis.SNAPSHOT), observed(("Q1 2024/25", "5")), Method.NONE).value is None
