"""Facts of money: what each service may spend and is forecast to spend, and what each saving comes to.

In: the budget and the savings of a scorecard. Out: facts, printed as finance tables print them, without sign of
currency or scale. Keys:

    budget.ID.budget .forecast .variance .previous_variance .movement .indicator .direction .service savings.ID.2023_24
    …         a saving in a year; also .description .achievability savings.ID.delivery.STATE    of the table's first
    year, what is in that state (see `Delivery.key`); for a subtotal or a total their sum
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from cabinetpaper.fact import Fact
from cabinetpaper.finding import Place
from cabinetpaper.measure import Direction
from cabinetpaper.scorecard.card import Scorecard, slug
from cabinetpaper.scorecard.finance import BudgetLine, Delivery, SavingLine, by_delivery, effect, movement_words
from cabinetpaper.unit import Unit, UnitKind, decimals_of, grouped

ARROWS: Final = {
    Direction.IMPROVING: "↑ Improving",
    Direction.WORSENING: "↓ Deteriorating",
    Direction.UNCHANGED: "– No change",
}
"""The arrow of a movement with its word; it is about improvement, never about the number."""

_MILLION, _THOUSAND = Unit(UnitKind.MONEY, "million"), Unit(UnitKind.MONEY, "thousand")


def money_facts(scorecard: Scorecard) -> Iterator[Fact]:
    """Return the facts of every line of the budget and of savings."""
    for line in scorecard.budget:
        yield from _of_budget(line)
    for saving in scorecard.savings:
        yield from _of_saving(saving)
    tables = dict.fromkeys(saving.table for saving in scorecard.savings)
    for table in tables:
        yield from _delivered([saving for saving in scorecard.savings if saving.table == table])


def _of_budget(line: BudgetLine) -> Iterator[Fact]:
    key, sources = f"budget.{line.id}", (_place(line),)
    yield Fact(f"{key}.service", line.service, sources=sources)
    for name, value in (("budget", line.budget), ("forecast", line.forecast)):
        yield Fact(
            f"{key}.{name}", grouped(value, decimals_of(value)), value, decimals_of(value), _MILLION, sources=sources
        )
    for name, signed in (("variance", line.variance), ("previous_variance", line.before), ("movement", line.movement)):
        if signed is not None:
            yield _effect(f"{key}.{name}", signed, sources)
    if line.indicator:
        yield Fact(f"{key}.indicator", line.indicator, sources=sources)
    if line.movement is not None:
        yield Fact(f"{key}.direction", ARROWS[movement_words(line)], sources=sources, parts=(f"{key}.movement",))


def _effect(key: str, value: Decimal, sources: tuple[Place, ...]) -> Fact:
    decimals = decimals_of(value)
    return Fact(key, effect(value, decimals), value, decimals, _MILLION, sources=sources)


def _of_saving(line: SavingLine) -> Iterator[Fact]:
    key, sources = f"savings.{line.id}", (_place(line),)
    yield Fact(f"{key}.description", line.description, sources=sources)
    if line.letter:
        yield Fact(f"{key}.achievability", line.letter, sources=sources)
    for year, value in line.years:
        yield Fact(
            f"{key}.{slug(year)}",
            grouped(value, decimals_of(value)),
            value,
            decimals_of(value),
            _THOUSAND,
            sources=sources,
        )


def _delivered(lines: Sequence[SavingLine]) -> Iterator[Fact]:
    """Return what of each line of a table is in which state of delivery; nothing where no line states one."""
    if all(line.delivery is Delivery.UNSTATED for line in lines):
        return
    year = lines[0].years[0][0]
    held = by_delivery(lines)
    for line in lines:
        for state, rows in held[line.id].items():
            values = [dict(row.years).get(year, Decimal(0)) for row in rows]
            value = sum(values, Decimal(0))
            decimals = max((decimals_of(one) for one in values), default=0)
            sums = line.kind != "row"
            parts = tuple(f"savings.{row.id}.delivery.{state.key}" for row in rows) if sums else ()
            told = " + ".join(grouped(one, decimals_of(one)) for one in values) if sums else ""
            key = f"savings.{line.id}.delivery.{state.key}"
            yield Fact(
                key,
                grouped(value, decimals),
                value,
                decimals,
                _THOUSAND,
                sources=() if sums else (_place(line),),
                parts=parts,
                sum=told,
            )


def _place(line: BudgetLine | SavingLine) -> Place:
    return replace(line.place, detail=line.source) if line.source else line.place
