"""Statistical process control, against figures worked by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabinetpaper.measure import Polarity
from cabinetpaper.scorecard.spc import Assurance, SignalKind, Variation, process

REREFERRALS = ((79, 334), (83, 325), (79, 286), (93, 314), (75, 276), (104, 396), (89, 298), (94, 343), (81, 330))
"""Re-referrals within 12 months, June 2022 to February 2023 (a published report of a council's children's services)."""


def decimals(*values: float | str) -> list[Decimal]:
    return [Decimal(str(value)) for value in values]


def test_the_published_series_has_the_limits_worked_by_hand() -> None:
    values = [Decimal(a) * 100 / b for a, b in REREFERRALS]
    found = process(values, Decimal(23), Polarity.LOWER)
    assert found is not None
    assert [round(one, 2) for one in (found.mean, found.lower, found.upper)] == decimals("26.85", "20.79", "32.92")
    assert (found.assurance, found.variation, found.trial) == (Assurance.HIT_AND_MISS, Variation.COMMON, True)
    assert found.words == "within its usual range"


@pytest.mark.parametrize(
    ("values", "kind", "up"),
    [
        ([5] * 6 + [5.1, 4.9] * 3 + [9], SignalKind.ASTRONOMICAL, True),
        ([0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7], SignalKind.TREND, True),
        ([10, 1] * 5 + [4] * 7, SignalKind.SHIFT, False),
    ],
)
def test_each_rule_finds_its_pattern(values: list[float], kind: SignalKind, up: bool) -> None:
    found = process(decimals(*values), polarity=Polarity.HIGHER)
    assert found is not None
    assert (kind, up) in {(signal.kind, signal.up) for signal in found.signals}


def test_two_of_three_near_a_limit_is_a_signal() -> None:
    values = decimals(10, 11, 10, 9, 10, 11, 10, 9, 10, 11, 10, "12.5", "12.4", "12.5")
    found = process(values)
    assert found is not None
    assert any(signal.kind is SignalKind.TWO_IN_THREE and signal.up for signal in found.signals)


def test_a_point_on_the_mean_breaks_a_shift() -> None:
    low, high = decimals(*[1] * 6), decimals(*[3] * 6)
    found = process([*low, Decimal(2), *high])
    assert found is not None
    assert not any(signal.kind is SignalKind.SHIFT for signal in found.signals)


@pytest.mark.parametrize(
    ("target", "polarity", "assurance"),
    [
        (1, Polarity.HIGHER, Assurance.PASS),
        (99, Polarity.HIGHER, Assurance.FAIL),
        (1, Polarity.LOWER, Assurance.FAIL),
        (99, Polarity.LOWER, Assurance.PASS),
        (10, Polarity.LOWER, Assurance.HIT_AND_MISS),
        (None, Polarity.LOWER, Assurance.NONE),
    ],
)
def test_assurance_depends_on_where_the_target_lies(
    target: int | None, polarity: Polarity, assurance: Assurance
) -> None:
    found = process(decimals(9, 11, 10, 9, 11, 10), None if target is None else Decimal(target), polarity)
    assert found is not None
    assert found.assurance is assurance


def test_one_value_is_no_process() -> None:
    assert process(decimals(1)) is None


@given(st.lists(st.decimals(-1000, 1000, places=1), min_size=2, max_size=30), st.decimals(-50, 50, places=1))
def test_moving_every_value_moves_the_limits_and_changes_no_signal(values: list[Decimal], by: Decimal) -> None:
    here, there = process(values), process([value + by for value in values])
    assert here is not None
    assert there is not None
    assert abs((there.upper - by) - here.upper) < Decimal("1e-20")
    assert here.signals == there.signals or any(abs(value - here.mean) < Decimal("1e-20") for value in values)
