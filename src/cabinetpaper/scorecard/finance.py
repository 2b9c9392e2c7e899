"""Budgets, forecasts and savings, and whether their tables add up.

In: lines of money as councils print them. Out: variances with their effect, movements, totals and ratings. Variance is
forecast less budget; cost up or income down is adverse (A), the reverse favourable (F); the arrow of a movement is
about improvement, never about the number (domain 2.9). Money of one table has one scale.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final

from cabinetpaper.finding import Place
from cabinetpaper.measure import Direction, Rag
from cabinetpaper.unit import grouped, rounded


class Delivery(Enum):
    """The four states of a saving, with the rating each one carries."""

    FULL = "full saving to be achieved"
    AT_RISK = "up to 25% at risk, with plans for the rest"
    LARGE_RISK = "more than 25% at risk"
    LOST = "not achieved"
    UNSTATED = "not stated"

    @property
    def key(self) -> str:
        """Return the name by which facts and templates know it: `full`, `at_risk`, `large_risk`, `lost`, `unstated`."""
        return self.name.lower()

    @property
    def rag(self) -> Rag:
        """Return the rating of the state; both risks are amber and red by their size."""
        return {"FULL": Rag.GREEN, "AT_RISK": Rag.AMBER, "LARGE_RISK": Rag.RED, "LOST": Rag.RED}.get(
            self.name, Rag.UNRATED
        )


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One service's money at a period. `variance`, `before` (the variance at the previous period) and `movement` are
    signed: adverse positive. `income` turns the effect: more of it is favourable. `total` marks the line that the
    others add up to.
    """

    service: str
    budget: Decimal
    forecast: Decimal
    variance: Decimal | None = None
    before: Decimal | None = None
    movement: Decimal | None = None
    indicator: str = ""
    income: bool = False
    total: bool = False
    place: Place = Place()
    id: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class SavingLine:
    """One saving over the years, negative as printed; `block` groups lines of a `table`, `subtotal` and
    `total` mark what they add up to.
    """

    block: str
    description: str
    years: tuple[tuple[str, Decimal], ...]
    reference: str = ""
    directorate: str = ""
    service: str = ""
    delivery: Delivery = Delivery.UNSTATED
    letter: str = ""
    kind: str = "row"
    place: Place = Place()
    id: str = ""
    table: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A printed figure that does not come out of the others, beyond what rounding allows."""

    line: str
    figure: str
    printed: Decimal
    computed: Decimal
    place: Place


_TENTHS: Final = Decimal("0.5")


def within_rounding(printed: Decimal, computed: Decimal, terms: int, step: Decimal) -> bool:
    """Return whether a printed result can come from unrounded terms: |printed - computed| <= k u / 2, with k printed
    terms, the result among them, each rounded to u (domain 2.6).
    """
    return abs(printed - computed) <= terms * step * _TENTHS


def step_of(*values: Decimal) -> Decimal:
    """Return the unit of the coarsest of the values' last printed places."""
    places = [exponent for value in values if isinstance(exponent := value.as_tuple().exponent, int)]
    return Decimal(1).scaleb(max(places, default=0))


def effect(value: Decimal, decimals: int = 2) -> str:
    """Return a variance as finance prints it: magnitude and letter, `3.54 A`, `0.20 F`; nothing behind zero."""
    text = grouped(abs(value), decimals)
    if rounded(value, decimals) == 0:
        return text
    return f"{text} {'A' if value > 0 else 'F'}"


def movement_words(line: BudgetLine) -> Direction:
    """Return the direction of a movement: a variance that moves towards favourable improves."""
    moved = line.movement
    if moved is None:
        return Direction.UNKNOWN
    return Direction.UNCHANGED if moved == 0 else Direction.IMPROVING if moved < 0 else Direction.WORSENING


def check_budget(lines: Sequence[BudgetLine]) -> tuple[Discrepancy, ...]:
    """Return every printed variance, movement and total that the other figures do not give."""
    found: list[Discrepancy] = []
    for line in lines:
        sign = -1 if line.income else 1
        if line.variance is not None:
            _compare(found, line, "variance", line.variance, sign * (line.forecast - line.budget), 3)
            if line.movement is not None and line.before is not None:
                _compare(found, line, "movement", line.movement, line.variance - line.before, 3)
    rows = [line for line in lines if not line.total]
    for total in (line for line in lines if line.total):
        for name in ("budget", "forecast", "variance", "before", "movement"):
            parts = [getattr(line, name) for line in rows]
            printed: Decimal | None = getattr(total, name)
            if printed is not None and None not in parts:
                _compare(found, total, f"total of {name}", printed, sum(parts, Decimal(0)), len(parts) + 1)
    return tuple(found)


def check_savings(lines: Sequence[SavingLine]) -> tuple[Discrepancy, ...]:
    """Return every printed subtotal and total of savings that its lines do not give."""
    found: list[Discrepancy] = []
    for line, parts in added_up(lines):
        for year, printed in line.years:
            values = [dict(part.years).get(year, Decimal(0)) for part in parts]
            computed = sum(values, Decimal(0))
            if not within_rounding(printed, computed, len(values) + 1, step_of(printed, *values)) or not values:
                found.append(Discrepancy(line.description, year, printed, computed, line.place))
    return tuple(found)


def added_up(lines: Sequence[SavingLine]) -> Iterator[tuple[SavingLine, tuple[SavingLine, ...]]]:
    """Yield each subtotal and total of a table with the lines that add up to it: those above the next subtotal, and all
    subtotals (or bare lines) above the total.
    """
    rows: list[SavingLine] = []
    subtotals: list[SavingLine] = []
    for line in lines:
        if line.kind == "row":
            rows.append(line)
        elif line.kind == "subtotal":
            yield line, tuple(rows)
            subtotals.append(line)
            rows = []
        else:
            yield line, (*subtotals, *rows)
            subtotals, rows = [], []


def by_delivery(lines: Sequence[SavingLine]) -> dict[str, dict[Delivery, tuple[SavingLine, ...]]]:
    """Return by the id of each line of a table its savings in each state: a line of its own is in one, a subtotal or a
    total adds up the lines below it.
    """
    held: dict[str, tuple[SavingLine, ...]] = {line.id: (line,) for line in lines if line.kind == "row"}
    for line, parts in added_up(lines):
        held[line.id] = tuple(row for part in parts for row in held[part.id])
    return {
        name: {state: tuple(row for row in rows if row.delivery is state) for state in Delivery}
        for name, rows in held.items()
    }


def _compare(
    found: list[Discrepancy], line: BudgetLine, name: str, printed: Decimal, computed: Decimal, terms: int
) -> None:
    if not within_rounding(printed, computed, terms, step_of(printed, computed)):
        found.append(Discrepancy(line.service, name, printed, computed, line.place))
