"""data/budget.csv and data/savings.csv: what services spend, and what they save.

In: the rows of the files. Out: lines of money. Variances are written as finance prints them: `3.54 A` is adverse, `0.20
F` favourable. A saving has a row for each year; rows of one id are one line. Whatever does not add up beyond rounding
is told, and printed as stated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from typing import Final

from cabinetpaper.finding import Finding
from cabinetpaper.scorecard.finance import BudgetLine, Delivery, Discrepancy, SavingLine, check_budget, check_savings
from cabinetpaper.sources.cells import Cells
from cabinetpaper.sources.rows import Row
from cabinetpaper.unit import decimals_of, grouped
from cabinetpaper.written import plain_number

BUDGET: Final = {
    "id": True,
    "service": True,
    "budget": True,
    "forecast": True,
    "variance": False,
    "previous_variance": False,
    "movement": False,
    "indicator": False,
    "income": False,
    "total": False,
    "source": False,
}
SAVINGS: Final = {
    "table": True,
    "id": True,
    "block": False,
    "kind": False,
    "reference": False,
    "description": True,
    "directorate": False,
    "service": False,
    "year": True,
    "value": True,
    "delivery": False,
    "letter": False,
    "source": False,
}

CODES: Final[dict[str, str]] = {
    "MONEY-VARIANCE": "A variance or a movement is not in the form that finance prints. Write 3.54 A where it is "
    "adverse, 0.20 F where it is favourable, "
    "0.00 where there is none.",
    "MONEY-SUM": "A variance, a movement, a subtotal or a total does not come out of the other figures, beyond what "
    "rounding allows. It is printed as "
    "stated: correct whichever figure is wrong.",
}


class _Kind(Enum):
    """What a line of savings is; the value is the word that the file uses."""

    ROW = "row"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


def budget(rows: Sequence[Row]) -> tuple[tuple[BudgetLine, ...], list[Finding]]:
    """Return the sound lines of the budget in the order of the file, and what is wrong."""
    read: list[BudgetLine] = []
    findings: list[Finding] = []
    for row in rows:
        cells = Cells(row)
        line = _budget(cells)
        if line is not None:
            read.append(line)
        findings += cells.findings
    return tuple(read), [*findings, *(_off(one) for one in check_budget(read))]


def _budget(cells: Cells) -> BudgetLine | None:
    identifier, service = cells.identifier("id"), cells.words("service", required=True)
    planned, forecast = cells.number("budget"), cells.number("forecast")
    variance, before, movement = (_signed(cells, name) for name in ("variance", "previous_variance", "movement"))
    income, total, indicator, source = (
        cells.yes("income"),
        cells.yes("total"),
        cells.words("indicator"),
        cells.words("source"),
    )
    for name, number in (("budget", planned), ("forecast", forecast)):
        if number is None and not cells.words(name):
            cells.words(name, required=True)
    if not cells.sound or planned is None or forecast is None:
        return None
    return BudgetLine(
        service,
        planned.value,
        forecast.value,
        variance,
        before,
        movement,
        indicator,
        income,
        total,
        cells.row.place("service"),
        identifier,
        source,
    )


def _signed(cells: Cells, column: str) -> Decimal | None:
    """Return a variance or a movement, adverse positive."""
    text = cells.words(column)
    if not text:
        return None
    letter = text[-1] if text[-1] in {"A", "F"} else ""
    number = plain_number(text.removesuffix(letter))
    if number is None or number.mark or number.value < 0 or (number.value and not letter):
        cells.error(
            "MONEY-VARIANCE",
            column,
            f"“{text}” does not say whether it is adverse or favourable",
            "Write 3.54 A or 0.20 F.",
        )
        return None
    return -number.value if letter == "F" else number.value


def savings(rows: Sequence[Row]) -> tuple[tuple[SavingLine, ...], list[Finding]]:
    """Return the lines of savings in the order of the file, each with its years, and what is wrong."""
    read: dict[str, SavingLine] = {}
    findings: list[Finding] = []
    for row in rows:
        cells = Cells(row)
        line = _saving(cells)
        if line is not None:
            held = read.get(line.id)
            read[line.id] = replace(held, years=held.years + line.years) if held else line
        findings += cells.findings
    lines = tuple(read.values())
    tables = dict.fromkeys(line.table for line in lines)
    off = (one for name in tables for one in check_savings([line for line in lines if line.table == name]))
    return lines, [*findings, *(_off(one) for one in off)]


def _saving(cells: Cells) -> SavingLine | None:
    table, identifier = cells.identifier("table"), cells.identifier("id")
    description, year = cells.words("description", required=True), cells.words("year", required=True)
    value, kind, delivery = (
        cells.number("value"),
        cells.choice("kind", _Kind, _Kind.ROW),
        cells.choice("delivery", Delivery, Delivery.UNSTATED),
    )
    if value is None:
        cells.words("value", required=True)
    if not cells.sound or value is None or kind is None or delivery is None:
        return None
    block, reference, directorate, service, letter, source = (
        cells.words(name) for name in ("block", "reference", "directorate", "service", "letter", "source")
    )
    years = ((year, value.value),)
    place = cells.row.place("value")
    return SavingLine(
        block,
        description,
        years,
        reference,
        directorate,
        service,
        delivery,
        letter,
        kind.value,
        place,
        identifier,
        table,
        source,
    )


def _off(one: Discrepancy) -> Finding:
    decimals = max(decimals_of(one.printed), decimals_of(one.computed))
    message = (
        f"{one.line}, {one.figure}: {grouped(one.printed, decimals)} is stated, the others give "
        f"{grouped(one.computed, decimals)}"
    )
    return Finding.warning("MONEY-SUM", message, "Correct whichever figure is wrong", one.place)
