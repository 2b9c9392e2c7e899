"""Money tables: effects, movements, and sums that come out within rounding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pytest

from cabinetpaper.measure import Direction, Rag
from cabinetpaper.scorecard.finance import (
    BudgetLine,
    Delivery,
    SavingLine,
    Sum,
    budget_sums,
    effect,
    movement_words,
    savings_sums,
)

# A published budget table of an adult social care department, £ million, month 6 of 2023/24.
PUBLISHED = """\
Services Management|1.16|1.16|0.00|0.06|-0.06
Long Term|45.14|48.68|3.54|3.25|0.30
Provider Services|4.46|4.48|0.01|0.14|-0.12
Reablement & Hospital Discharge|8.80|8.60|-0.20|-0.15|-0.05
Safeguarding|14.02|14.26|0.24|0.31|-0.07
Provider Relationships|14.97|15.11|0.14|0.37|-0.23
System Redesign|1.64|1.74|0.10|0.10|0.00"""


def off(sums: Iterable[Sum]) -> list[Sum]:
    return [found for found in sums if found.is_off]


def published() -> list[BudgetLine]:
    lines = []
    for row in PUBLISHED.splitlines():
        service, *figures = row.split("|")
        lines.append(BudgetLine(service, *(Decimal(figure) for figure in figures)))
    total = BudgetLine("Total", *(Decimal(f) for f in ("90.19", "94.03", "3.84", "4.08", "-0.24")), total=True)
    return [*lines, total]


def test_the_published_table_comes_out_within_rounding() -> None:
    assert off(budget_sums(published())) == []


def test_a_wrong_figure_is_found_with_what_it_should_be() -> None:
    lines = published()
    lines[1] = replace(lines[1], variance=Decimal("3.45"))
    found = off(budget_sums(lines))
    assert (found[0].line, found[0].figure, found[0].computed) == ("Long Term", "variance", Decimal("3.54"))


@pytest.mark.parametrize(
    ("value", "text"),
    [("3.54", "3.54 A"), ("-0.20", "0.20 F"), ("0", "0.00"), ("0.004", "0.00"), ("1234.5", "1,234.50 A")],
)
def test_a_variance_is_printed_with_its_effect(value: str, text: str) -> None:
    assert effect(Decimal(value)) == text


def test_more_income_is_favourable() -> None:
    assert off(budget_sums([BudgetLine("Fees", Decimal("2.00"), Decimal("2.50"), Decimal("-0.50"), income=True)])) == []


@pytest.mark.parametrize(
    ("movement", "direction"),
    [("-0.06", Direction.IMPROVING), ("0.30", Direction.WORSENING), ("0.00", Direction.UNCHANGED)],
)
def test_a_movement_is_about_improvement(movement: str, direction: Direction) -> None:
    assert movement_words(BudgetLine("S", Decimal(1), Decimal(1), movement=Decimal(movement))) is direction


def saving(description: str, *years: int, kind: str = "row") -> SavingLine:
    return SavingLine("b", description, tuple(zip(("2023/24", "2024/25"), map(Decimal, years), strict=True)), kind=kind)


def test_savings_add_up_over_stacked_blocks() -> None:
    lines = [
        saving("a", -100, -150),
        saving("b", -134, -473),
        saving("c", -850, -850),
        saving("care", -1084, -1473, kind="subtotal"),
        saving("d", -500, -500),
        saving("health", -500, -500, kind="subtotal"),
        saving("e", -1044, -1044),
        saving("wellbeing", -1044, -1044, kind="subtotal"),
        saving("overall", -2628, -3017, kind="total"),
    ]
    assert off(savings_sums(lines)) == []
    assert [one.figure for one in off(savings_sums([*lines[:-1], saving("overall", -2629, -4000, kind="total")]))] == [
        "2024/25"
    ]


def test_a_saving_has_four_states() -> None:
    assert [one.rag for one in Delivery] == [Rag.GREEN, Rag.AMBER, Rag.RED, Rag.RED, Rag.UNRATED]
