"""data/budget.csv and data/savings.csv: what services spend, and what they save.

In: the rows of the files. Out: lines of money. Variances are written as finance prints them: `3.54 A` is adverse, `0.20
F` favourable. A saving has a row for each year; rows of one id are one line. Whatever does not add up beyond rounding
is reported, and printed as stated.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from typing import Final, TypeVar

from cabinetpaper.finding import Finding
from cabinetpaper.scorecard.finance import BudgetLine, Delivery, SavingLine, Sum, budget_sums, savings_sums
from cabinetpaper.sources.cells import Cells
from cabinetpaper.sources.rows import Row, columns
from cabinetpaper.unit import decimals_of, grouped
from cabinetpaper.written import plain_number

BUDGET: Final = columns(
    "id* service* budget* forecast* variance previous_variance movement indicator income total source"
)
SAVINGS: Final = columns(
    "table* id* block kind reference description* directorate service year* value* delivery letter source"
)

CODES: Final[dict[str, str]] = {
    "MONEY-VARIANCE": "A variance or a movement is not in the form that finance prints. Write 3.54 A where it is "
    "adverse, 0.20 F where it is favourable, 0.00 where there is none.",
    "MONEY-SUM": "A variance, a movement, a subtotal or a total does not come out of the other figures, beyond what "
    "rounding allows. It is printed as stated: correct whichever figure is wrong.",
}


T = TypeVar("T")


class _Kind(Enum):
    """What a line of savings is; the value is the word that the file uses."""

    ROW = "row"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


def budget(rows: Sequence[Row]) -> tuple[tuple[BudgetLine, ...], list[Finding]]:
    """Return the sound lines of the budget in the order of the file, and what is wrong."""
    lines, findings = _lines(rows, _budget)
    return tuple(lines), [*findings, *(_off(total) for total in budget_sums(lines) if total.is_off)]


def savings(rows: Sequence[Row]) -> tuple[tuple[SavingLine, ...], list[Finding]]:
    """Return the lines of savings in the order of the file, each with its years, and what is wrong."""
    read: dict[str, SavingLine] = {}
    parts, findings = _lines(rows, _saving)
    for part in parts:
        held = read.get(part.id)
        read[part.id] = replace(held, years=held.years + part.years) if held else part
    lines = tuple(read.values())
    for table in dict.fromkeys(line.table for line in lines):
        findings += [
            _off(total) for total in savings_sums([line for line in lines if line.table == table]) if total.is_off
        ]
    return lines, findings


def _lines(rows: Sequence[Row], read: Callable[[Cells], T | None]) -> tuple[list[T], list[Finding]]:
    """Return the line that each row is, and what is wrong with the rows. A line may stand several times."""
    cells = [Cells(row) for row in rows]
    lines = [line for own in cells if (line := read(own)) is not None]
    return lines, [finding for own in cells for finding in own.findings]


def _budget(cells: Cells) -> BudgetLine | None:
    identifier, service = cells.identifier("id"), cells.words("service", required=True)
    planned, forecast = cells.number("budget", required=True), cells.number("forecast", required=True)
    variance, before, movement = (_signed(cells, name) for name in ("variance", "previous_variance", "movement"))
    income, total = cells.yes("income"), cells.yes("total")
    if not cells.sound or planned is None or forecast is None:
        return None
    return BudgetLine(
        service,
        planned.value,
        forecast.value,
        variance,
        before,
        movement,
        cells.words("indicator"),
        income,
        total,
        cells.row.place("service"),
        identifier,
        cells.words("source"),
    )


def _signed(cells: Cells, column: str) -> Decimal | None:
    """Return a variance or a movement, adverse positive."""
    text = cells.words(column)
    if not text:
        return None
    letter = text[-1] if text[-1] in {"A", "F"} else ""
    number = plain_number(text.removesuffix(letter))
    if number is None or number.mark or number.value < 0 or (number.value and not letter):
        message = f"“{text}” does not say whether it is adverse or favourable"
        cells.error("MONEY-VARIANCE", column, message, "Write 3.54 A or 0.20 F.")
        return None
    return -number.value if letter == "F" else number.value


def _saving(cells: Cells) -> SavingLine | None:
    table, identifier = cells.identifier("table"), cells.identifier("id")
    description, year = cells.words("description", required=True), cells.words("year", required=True)
    value, kind = cells.number("value", required=True), cells.choice("kind", _Kind, _Kind.ROW)
    delivery = cells.choice("delivery", Delivery, Delivery.UNSTATED)
    if not cells.sound or value is None or kind is None or delivery is None:
        return None
    return SavingLine(
        cells.words("block"),
        description,
        ((year, value.value),),
        cells.words("reference"),
        cells.words("directorate"),
        cells.words("service"),
        delivery,
        cells.words("letter"),
        kind.value,
        cells.row.place("value"),
        identifier,
        table,
        cells.words("source"),
    )


def _off(off: Sum) -> Finding:
    decimals = max(decimals_of(off.printed), decimals_of(off.computed))
    printed, computed = grouped(off.printed, decimals), grouped(off.computed, decimals)
    message = f"{off.line}, {off.figure}: {printed} is stated, the others give {computed}"
    return Finding.warning("MONEY-SUM", message, "Correct whichever figure is wrong", off.place)
