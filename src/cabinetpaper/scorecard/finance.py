"""Budgets, forecasts and savings, and whether their tables add up.

In: lines of money as councils print them. Out: variances with their effect, movements, totals and ratings. Variance is
forecast less budget; cost up or income down is adverse (A), the reverse favourable (F); the arrow of a movement is
about improvement, never about the number. Money of one table has one scale.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from cabinetpaper.finding import Place
from cabinetpaper.measure import Direction
from cabinetpaper.rule import Rag
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
        ratings = {"FULL": Rag.GREEN, "AT_RISK": Rag.AMBER, "LARGE_RISK": Rag.RED, "LOST": Rag.RED}
        return ratings.get(self.name, Rag.UNRATED)


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

    def in_year(self, year: str) -> Decimal:
        """Return the saving in a year, 0 where none is stated."""
        return dict(self.years).get(year, Decimal(0))


def within_rounding(printed: Decimal, computed: Decimal, terms: int, step: Decimal) -> bool:
    """Return whether a printed result can come from unrounded terms: |printed - computed| <= k u / 2, with k printed
    terms, the result among them, each rounded to u.
    """
    return abs(printed - computed) * 2 <= terms * step


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


@dataclass(frozen=True, slots=True)
class Sum:
    """A printed result (a `figure` of a `line`) beside what the printed figures that it is made of give."""

    line: str
    figure: str
    printed: Decimal
    computed: Decimal
    terms: int
    step: Decimal
    place: Place

    @property
    def is_rounded(self) -> bool:
        """Return whether the figures give something else, be it for rounding alone."""
        return bool(self.terms) and self.printed != self.computed

    @property
    def is_off(self) -> bool:
        """Return whether rounding does not explain the difference, or there is nothing that it could be the sum of."""
        return not self.terms or not within_rounding(self.printed, self.computed, self.terms + 1, self.step)


def budget_sums(lines: Sequence[BudgetLine]) -> Iterator[Sum]:
    """Yield every printed variance, movement and total of a budget with what the figures beside or above it give."""

    def result(line: BudgetLine, figure: str, printed: Decimal, computed: Decimal, terms: int) -> Sum:
        return Sum(line.service, figure, printed, computed, terms, step_of(printed, computed), line.place)

    for line in lines:
        if line.variance is not None:
            spent = line.budget - line.forecast if line.income else line.forecast - line.budget
            yield result(line, "variance", line.variance, spent, 2)
            if line.movement is not None and line.before is not None:
                yield result(line, "movement", line.movement, line.variance - line.before, 2)
    rows = [line for line in lines if not line.total]
    for total in (line for line in lines if line.total):
        for name in ("budget", "forecast", "variance", "before", "movement"):
            parts: list[Decimal | None] = [getattr(line, name) for line in rows]
            stated = [part for part in parts if part is not None]
            printed: Decimal | None = getattr(total, name)
            if printed is not None and len(stated) == len(parts):
                yield result(total, f"total of {name}", printed, sum(stated, Decimal(0)), len(parts))


def savings_sums(lines: Sequence[SavingLine]) -> Iterator[Sum]:
    """Yield every printed subtotal and total of savings, year by year, with what its lines give."""
    for line, parts in added_up(lines):
        for year, printed in line.years:
            values = [part.in_year(year) for part in parts]
            total, step = sum(values, Decimal(0)), step_of(printed, *values)
            yield Sum(line.description, year, printed, total, len(values), step, line.place)


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
