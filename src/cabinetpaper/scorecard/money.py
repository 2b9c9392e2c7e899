"""Facts of money: what each service may spend and is forecast to spend, and what each saving comes to.

In: the budget and the savings of a scorecard. Out: facts, printed as finance tables print them, without sign of
currency or scale. Keys:

    budget.ID.budget .forecast .variance .previous_variance .movement .indicator .direction .service
    savings.ID.2023_24 …         a saving in a year; also .description .achievability
    savings.ID.delivery.STATE    of the table's first year, what is in that state (see `Delivery.key`); for a subtotal
                                 or a total their sum
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

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
        key, sources = f"savings.{saving.id}", (_place(saving),)
        yield Fact(f"{key}.description", saving.description, sources=sources)
        if saving.letter:
            yield Fact(f"{key}.achievability", saving.letter, sources=sources)
        for year, value in saving.years:
            yield _amount(f"{key}.{slug(year)}", value, _THOUSAND, sources=sources)
    for table in dict.fromkeys(saving.table for saving in scorecard.savings):
        yield from _delivered([saving for saving in scorecard.savings if saving.table == table])


def _of_budget(line: BudgetLine) -> Iterator[Fact]:
    key, sources = f"budget.{line.id}", (_place(line),)
    yield Fact(f"{key}.service", line.service, sources=sources)
    yield _amount(f"{key}.budget", line.budget, _MILLION, sources=sources)
    yield _amount(f"{key}.forecast", line.forecast, _MILLION, sources=sources)
    for name, signed in (("variance", line.variance), ("previous_variance", line.before), ("movement", line.movement)):
        if signed is not None:
            decimals = decimals_of(signed)
            yield Fact(f"{key}.{name}", effect(signed, decimals), signed, decimals, _MILLION, sources=sources)
    if line.indicator:
        yield Fact(f"{key}.indicator", line.indicator, sources=sources)
    if line.movement is not None:
        yield Fact(f"{key}.direction", ARROWS[movement_words(line)], sources=sources, parts=(f"{key}.movement",))


def _delivered(lines: Sequence[SavingLine]) -> Iterator[Fact]:
    """Return what of each line of a table is in which state of delivery; nothing where no line states one."""
    if all(line.delivery is Delivery.UNSTATED for line in lines):
        return
    year, held = lines[0].years[0][0], by_delivery(lines)
    for line in lines:
        for state, rows in held[line.id].items():
            values = [row.in_year(year) for row in rows]
            value = sum(values, Decimal(0))
            more: dict[str, Any] = {"sources": (_place(line),)}
            if line.kind != "row":
                how = " + ".join(grouped(part, decimals_of(part)) for part in values)
                more = {"parts": tuple(f"savings.{row.id}.delivery.{state.key}" for row in rows), "sum": how}
            yield _amount(f"savings.{line.id}.delivery.{state.key}", value, _THOUSAND, **more)


def _amount(key: str, value: Decimal, unit: Unit, **more: Any) -> Fact:
    """Return an amount as the fact of that key, with the decimals that it has."""
    decimals = decimals_of(value)
    return Fact(key, grouped(value, decimals), value, decimals, unit, **more)


def _place(line: BudgetLine | SavingLine) -> Place:
    return replace(line.place, detail=line.source) if line.source else line.place
