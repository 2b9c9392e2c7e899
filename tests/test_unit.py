from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabinetpaper.unit import Unit, UnitKind, decimals_of, grouped, rounded

VALUES = st.decimals(-1_000_000, 1_000_000, places=4, allow_nan=False)


@pytest.mark.parametrize(
    ("value", "decimals", "result"),
    [("2.5", 0, "3"), ("-2.5", 0, "-3"), ("0.05", 1, "0.1"), ("1.005", 2, "1.01"), ("2.4999", 0, "2")],
)
def test_ties_round_half_up_away_from_zero(value: str, decimals: int, result: str) -> None:
    assert rounded(Decimal(value), decimals) == Decimal(result)


@pytest.mark.parametrize(
    ("unit", "value", "text"),
    [
        (Unit(UnitKind.RATE, "per 10,000 children"), "96.1", "96.1"),
        (Unit(UnitKind.PERCENT), "27", "27%"),
        (Unit(UnitKind.PERCENT), "-2.50", "−2.50%"),
        (Unit(UnitKind.COUNT, "households"), "2571", "2,571"),
        (Unit(UnitKind.MONEY, "million"), "25", "£25\u00a0million"),
        (Unit(UnitKind.MONEY), "7.20", "£7.20"),
        (Unit(UnitKind.MONEY), "-1234", "−£1,234"),
        (Unit(UnitKind.MINUTES), "24", "24\u00a0minutes"),
        (Unit(UnitKind.WEEKS), "1", "1\u00a0week"),
        (Unit(UnitKind.DAYS), "1.0", "1.0\u00a0days"),
        (Unit(UnitKind.RANK, "of 317"), "55", "55"),
    ],
)
def test_a_figure_is_printed_as_councils_print_it(unit: Unit, value: str, text: str) -> None:
    number = Decimal(value)
    assert unit.figure(number, decimals_of(number)) == text


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (UnitKind.PERCENT, "-2", "2 percentage points"),
        (UnitKind.PERCENT, "1", "1 percentage point"),
        (UnitKind.PERCENT, "0.5", "0.5 percentage points"),
        (UnitKind.RATE, "-2.2", "2.2"),
        (UnitKind.MINUTES, "-1", "1\u00a0minute"),
    ],
)
def test_a_difference_has_no_sign_and_percentages_differ_by_points(kind: UnitKind, value: str, text: str) -> None:
    number = Decimal(value)
    assert Unit(kind).difference(number, decimals_of(number)) == text


@pytest.mark.parametrize(
    ("unit", "heading"),
    [
        (Unit(UnitKind.PERCENT), "%"),
        (Unit(UnitKind.RATE, "per 10,000 children"), "rate per 10,000 children"),
        (Unit(UnitKind.RATE), "rate"),
        (Unit(UnitKind.MONEY, "million"), "£ million"),
        (Unit(UnitKind.COUNT, "households"), "households"),
        (Unit(), "number"),
        (Unit(UnitKind.RANK, "of 317"), "rank of 317"),
        (Unit(UnitKind.HOURS), "hours"),
    ],
)
def test_a_table_heads_its_column_with_the_unit(unit: Unit, heading: str) -> None:
    assert unit.heading == heading


@pytest.mark.parametrize(("text", "decimals"), [("7.20", 2), ("96.1", 1), ("1665", 0), ("1E+3", 0), ("NaN", 0)])
def test_decimals_are_those_that_were_written(text: str, decimals: int) -> None:
    assert decimals_of(Decimal(text)) == decimals


@given(VALUES, st.integers(0, 4))
def test_rounding_moves_a_value_by_at_most_half_a_step_and_is_symmetric(value: Decimal, decimals: int) -> None:
    result = rounded(value, decimals)
    assert abs(result - value) * 2 <= Decimal(1).scaleb(-decimals)
    assert rounded(-value, decimals) == -result
    assert rounded(result, decimals) == result


@given(VALUES, st.integers(0, 4))
def test_a_grouped_figure_reads_back_as_the_rounded_value_and_never_as_minus_nothing(
    value: Decimal, decimals: int
) -> None:
    text = grouped(value, decimals)
    assert Decimal(text.replace(",", "").replace("−", "-")) == rounded(value, decimals)
    assert not text.startswith("−") or rounded(value, decimals) < 0
