"""A table of money says that its figures may not sum exactly where they do not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cabinetpaper.compose.money_tables import rounding_note
from cabinetpaper.paper import printed
from cabinetpaper.scorecard.finance import BudgetLine, SavingLine, budget_sums, savings_sums

# Two services of a published budget table, £ million, with the variance that was printed and with the one that the
# figures give.
LONG_TERM, PROVIDERS = ("Long Term", "45.14", "48.68", "3.54"), ("Provider Services", "4.46", "4.48", "0.01")


def line(name: str, *figures: str, total: bool = False) -> BudgetLine:
    budget, forecast, variance = map(Decimal, figures)
    return BudgetLine(name, budget, forecast, variance, total=total)


@pytest.mark.parametrize(
    ("lines", "notes"),
    [
        ([line(*LONG_TERM)], 0),
        ([line(*PROVIDERS)], 1),
        ([line(*LONG_TERM), line("Total", "45.14", "48.68", "3.54", total=True)], 0),
        ([line(*LONG_TERM), line("Total", "45.15", "48.68", "3.53", total=True)], 1),
    ],
)
def test_a_budget_says_that_it_may_not_sum_where_it_does_not(lines: list[BudgetLine], notes: int) -> None:
    found = list(rounding_note("b", budget_sums(lines)))
    assert [printed(one.inlines, {}) for one in found] == ["Figures may not sum due to rounding."] * notes


def saving(value: str, kind: str = "row") -> SavingLine:
    return SavingLine("Approved", kind, (("2023/24", Decimal(value)),), kind=kind)


@pytest.mark.parametrize(
    ("lines", "notes"),
    [
        ([saving("-100"), saving("-134"), saving("-234", "subtotal"), saving("-234", "total")], 0),
        ([saving("-100"), saving("-134"), saving("-235", "subtotal"), saving("-235", "total")], 1),
        (
            [
                saving("-100"),
                saving("-100", "subtotal"),
                saving("-50"),
                saving("-50", "subtotal"),
                saving("-149", "total"),
            ],
            1,
        ),
        ([saving("-100")], 0),
    ],
)
def test_savings_say_it_for_subtotals_and_totals(lines: list[SavingLine], notes: int) -> None:
    assert len(list(rounding_note("s", savings_sums(lines)))) == notes
