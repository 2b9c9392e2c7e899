"""data/observations.csv: what was observed.

In: the rows of the file and the measures they may name. Out: `Observation`s. Each has a value or the reason why there is none.
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

__all__ = ["CODES", "COLUMNS", "observations"]

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
}

CODES: Final[dict[str, str]] = {
    "DATA-VALUE-OR-REASON": "An observation has neither a value nor a reason why there is none, or it has both. Keep one of the two.",
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
    period, status, as_at = cells.period("period", required=True), cells.choice("status", Status, Status.FINAL), cells.day("as_at")
    number, reason = cells.number("value", measure.unit if measure else None), cells.words("reason")
    text = cells.words("value")
    if text and reason:
        message = "The row has both a value and a reason why there is none"
        cells.error("DATA-VALUE-OR-REASON", "reason", message, "Keep one of the two; a remark on the value belongs in the column note.")
    if not text and not reason:
        remedy = "Write the figure, or why there is none (“not yet published” for example) in the column reason."
        cells.error("DATA-VALUE-OR-REASON", "value", "The row has neither a value nor a reason why there is none", remedy)
    numerator, denominator = _counted(cells, "numerator"), _counted(cells, "denominator")
    if not cells.sound or measure is None or period is None or status is None:
        return None
    qualifier, break_before, note, source = (cells.words(column) for column in ("qualifier", "break_before", "note", "source"))
    value, decimals = (number.value, number.decimals) if number else (None, 0)
    place = cells.row.place("value" if number else "reason")
    return Observation(measure.id, period, text, value, decimals, reason, qualifier, status, numerator, denominator, as_at, break_before, note, source, place)


def _counted(cells: Cells, column: str) -> Decimal | None:
    number = cells.number(column)
    return number.value if number else None
