"""data/observations.csv: what was observed.

In: the rows of the file and the measures they may name. Out: `Observation`s. Each has a value or the reason why there
is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from cabinetpaper.finding import Finding
from cabinetpaper.scorecard import Observation, Status
from cabinetpaper.sources.cells import Cells, Measures, read_each
from cabinetpaper.sources.rows import Row, columns
from cabinetpaper.written import Cell

COLUMNS: Final = columns(
    "measure* period* value* reason qualifier status numerator denominator as_at break_before note source stated"
)

CODES: Final[dict[str, str]] = {
    "DATA-VALUE-OR-REASON": "An observation has neither a value nor a reason why there is none, or it has both. Keep "
    "one of the two."
}


def observations(rows: Sequence[Row], measures: Measures) -> tuple[tuple[Observation, ...], list[Finding]]:
    """Return the sound observations in the order of the file, and what is wrong with the others."""
    return read_each(rows, lambda cells: _observation(cells, measures), _key)


def _key(observation: Observation) -> tuple[object, ...]:
    kind = "forecast" if observation.status is Status.FORECAST else "observation"
    return kind, observation.measure, observation.period.label, observation.as_at


def _observation(cells: Cells, measures: Measures) -> Iterator[Observation]:
    measure, period = cells.measure(measures), cells.period("period", required=True)
    status, as_at = cells.choice("status", Status, Status.FINAL), cells.day("as_at")
    text, reason = cells.words("value"), cells.words("reason")
    remedy = "Write a figure such as 96.1 or 1,665 or leave it blank and write the reason in the column reason."
    cell = cells.figure("value", measure, remedy)
    if cell is not None and cell.missing is not None and not reason:
        text, reason = "", text
    if text and reason and cell is not None:
        message = "The row has both a value and a reason why there is none"
        remedy = "Keep one of the two; a remark on the value belongs in the column note."
        cells.error("DATA-VALUE-OR-REASON", "reason", message, remedy)
    if not text and not reason:
        message = "The row has neither a value nor a reason why there is none"
        remedy = "Write the figure, or why there is none (“not yet published” for example) in the column reason."
        cells.error("DATA-VALUE-OR-REASON", "value", message, remedy)
    part, whole = cells.number("numerator"), cells.number("denominator")
    if not cells.sound or measure is None or period is None or status is None:
        return
    note, source, place = cells.words("note"), cells.words("source"), cells.row.place("value" if text else "reason")
    own = Observation(
        measure.id, period, text, reason=reason, status=status, as_at=as_at, note=note, source=source, place=place
    )
    if cell is None or cell.value is None:
        yield own
        return
    read = with_figure(replace(own, qualifier=cells.words("qualifier")), cell)
    if part or whole:
        read = replace(read, numerator=part.value if part else None, denominator=whole.value if whole else None)
    yield replace(read, break_before=cells.words("break_before"), stated=cells.words("stated"))


def with_figure(observation: Observation, cell: Cell) -> Observation:
    """Return an observation with the figure that its cell has and all that stands round it; its own qualifier, note and
    status come before those of the cell.
    """
    status = observation.status
    if status is Status.FINAL:
        status = (
            (cell.provisional and Status.PROVISIONAL)
            or (cell.revised_from and Status.REVISED)
            or (cell.estimate and Status.ESTIMATE)
            or status
        )
    return replace(
        observation,
        value=cell.value,
        decimals=cell.decimals,
        qualifier=observation.qualifier or cell.qualifier,
        status=status,
        numerator=cell.numerator,
        denominator=cell.denominator,
        note=observation.note or cell.note,
        revised_from=cell.revised_from,
    )
