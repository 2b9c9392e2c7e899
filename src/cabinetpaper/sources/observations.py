"""data/observations.csv: what was observed.

In: the rows of the file and the measures they may name. Out: `Observation`s. Each has a value or the reason why there
is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from cabinetpaper.finding import Finding
from cabinetpaper.measure import Measure
from cabinetpaper.scorecard import Observation, Status
from cabinetpaper.sources.cells import Cells
from cabinetpaper.sources.known import Known
from cabinetpaper.sources.rows import Row
from cabinetpaper.written import Cell, Missing, parse_cell

COLUMNS: Final = {
    "measure": True,
    "period": True,
    "value": True,
    "reason": False,
    "qualifier": False,
    "status": False,
    "numerator": False,
    "denominator": False,
    "as_at": False,
    "break_before": False,
    "note": False,
    "source": False,
    "stated": False,
}

CODES: Final[dict[str, str]] = {
    "DATA-VALUE-OR-REASON": "An observation has neither a value nor a reason why there is none, or it has both. Keep "
    "one of the two."
}


def observations(rows: Sequence[Row], known: Known) -> tuple[tuple[Observation, ...], list[Finding]]:
    """Return the sound observations in the order of the file, and what is wrong with the others."""
    read: list[Observation] = []
    findings: list[Finding] = []
    for row in rows:
        cells = Cells(row)
        measure = known.measure(cells)
        one = _observation(cells, measure)
        if one:
            forecast = "forecast" if one.status is Status.FORECAST else "observation"
            if known.first(cells, forecast, one.measure, one.period.label, str(one.as_at)):
                read.append(one)
        findings += cells.findings
    return tuple(read), findings


def _observation(cells: Cells, measure: Measure | None) -> Observation | None:
    period, status, as_at = (
        cells.period("period", required=True),
        cells.choice("status", Status, Status.FINAL),
        cells.day("as_at"),
    )
    text, reason = cells.words("value"), cells.words("reason")
    cell = _cell(cells, text, measure)
    if cell is not None and cell.missing is not None and not reason:
        text, reason = "", text
    if text and reason and cell is not None:
        message = "The row has both a value and a reason why there is none"
        cells.error(
            "DATA-VALUE-OR-REASON",
            "reason",
            message,
            "Keep one of the two; a remark on the value belongs in the column note.",
        )
    if not text and not reason:
        remedy = "Write the figure, or why there is none (“not yet published” for example) in the column reason."
        cells.error(
            "DATA-VALUE-OR-REASON", "value", "The row has neither a value nor a reason why there is none", remedy
        )
    numerator, denominator = _counted(cells, "numerator"), _counted(cells, "denominator")
    if cell is not None and numerator is None and denominator is None:
        numerator, denominator = cell.numerator, cell.denominator
    if not cells.sound or measure is None or period is None or status is None:
        return None
    qualifier, break_before, note, source = (
        cells.words(column) for column in ("qualifier", "break_before", "note", "source")
    )
    place = cells.row.place("value" if text else "reason")
    if cell is None or cell.value is None:
        return Observation(
            measure.id, period, text, reason=reason, status=status, as_at=as_at, note=note, source=source, place=place
        )
    return Observation(
        measure.id,
        period,
        text,
        cell.value,
        cell.decimals,
        reason,
        qualifier or cell.qualifier,
        _status(status, cell),
        numerator,
        denominator,
        as_at,
        break_before,
        note or cell.note,
        source,
        place,
        cell.revised_from,
        stated=cells.words("stated"),
    )


def _cell(cells: Cells, text: str, measure: Measure | None) -> Cell | None:
    """Return what the value's cell says, or None where it is blank or not understood, which is told."""
    if not text:
        return None
    cell = parse_cell(text)
    if cell.missing is Missing.UNSTATED:
        reason = "Write a figure such as 96.1 or 1,665 or leave it blank and write the reason in the column reason."
        cells.error("DATA-NUMBER", "value", f"“{text}” is not a number", reason)
        return None
    if measure is not None and cell.value is not None:
        cells.agree("value", cell.mark, measure.unit)
    return cell


def _status(status: Status, cell: Cell) -> Status:
    """Return how settled a value is: the column says so, or a mark in the cell."""
    if status is not Status.FINAL:
        return status
    return (
        Status.PROVISIONAL
        if cell.provisional
        else Status.REVISED
        if cell.revised_from
        else Status.ESTIMATE
        if cell.estimate
        else status
    )


def _counted(cells: Cells, column: str) -> Decimal | None:
    number = cells.number(column)
    return number.value if number else None
