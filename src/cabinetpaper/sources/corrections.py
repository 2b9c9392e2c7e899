"""data/corrections.csv: figures put right where their source cannot be changed today.

In: the rows of the file and the observations of every other source. Out: the observations with corrections laid over
them. A correction holds only while the source still says what it corrects: otherwise the build stops, or says that the
source has caught up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from cabinetpaper.finding import Finding
from cabinetpaper.measure import Measure
from cabinetpaper.period import Period
from cabinetpaper.scorecard import Correction, Observation, Status
from cabinetpaper.sources.agreeing import same_figure
from cabinetpaper.sources.cells import Cells
from cabinetpaper.sources.known import Known
from cabinetpaper.sources.rows import Row
from cabinetpaper.written import Cell, Missing, parse_cell

COLUMNS: Final = {"measure": True, "period": True, "old": True, "new": True, "reason": True, "who": True, "date": True}

CODES: Final[dict[str, str]] = {
    "CORRECTION-NO-FIGURE": "A correction is for a measure and period that no source has. Correct the row, or remove "
    "it.",
    "CORRECTION-OLD": "The source no longer says what a correction corrects, so that nobody knows whether it still "
    "holds. "
    "Look at both, and change or remove the row.",
    "CORRECTION-CAUGHT-UP": "The source now says what the correction says. Remove the correction.",
}


def corrected(
    rows: Sequence[Row], observations: Sequence[Observation], known: Known
) -> tuple[tuple[Observation, ...], list[Finding]]:
    """Return the observations with every sound correction applied, and what is wrong with the others."""
    findings: list[Finding] = []
    held: dict[tuple[str, Period], list[Observation]] = defaultdict(list)
    for one in observations if rows else ():
        if one.status is not Status.FORECAST:
            held[one.measure, one.period].append(one)
    changed: dict[int, Observation] = {}
    for row in rows:
        cells = Cells(row)
        measure, period, when = known.measure(cells), cells.period("period", required=True), cells.day("date")
        texts = {column: cells.words(column, required=True) for column in ("old", "new", "reason", "who", "date")}
        cell = _new(cells, texts["new"], measure)
        if (
            cells.sound
            and measure is not None
            and period is not None
            and cell is not None
            and known.first(cells, "correction", measure.id, period.label)
        ):
            mark = Correction(
                texts["old"], texts["new"], texts["reason"], texts["who"], str(when or ""), cells.row.place("new")
            )
            changed.update(
                (id(one), _overlaid(one, cell, mark)) for one in _meant(cells, held[measure.id, period], mark)
            )
        findings += cells.findings
    return tuple(changed.get(id(one), one) for one in observations), findings


def _new(cells: Cells, text: str, measure: Measure | None) -> Cell | None:
    """Return what the new figure says, or None where it says nothing that is understood, which is told."""
    cell = parse_cell(text)
    if text and cell.missing is Missing.UNSTATED:
        cells.error(
            "DATA-NUMBER",
            "new",
            f"“{text}” is not a number",
            "Write the figure as it should stand, or a reason such as “awaited”.",
        )
        return None
    if measure is not None and cell.value is not None:
        cells.agree("new", cell.mark, measure.unit)
    return cell


def _meant(cells: Cells, held: Sequence[Observation], mark: Correction) -> list[Observation]:
    """Return the observations that a correction is for: those that still say what it corrects. Why there are none is
    told.
    """
    if not held:
        cells.error(
            "CORRECTION-NO-FIGURE",
            "period",
            "No source has a figure for this measure and period",
            "Correct the row, or remove it.",
        )
        return []
    meant = [one for one in held if same_figure(one.text or one.reason, mark.old)]
    latest = held[-1]
    said = latest.text or latest.reason
    if same_figure(said, mark.new):
        message = f"The source has caught up: {latest.place} says {said}"
        cells.findings.append(
            Finding.note("CORRECTION-CAUGHT-UP", message, "Remove the correction.", cells.row.place("new"))
        )
        return []
    if not meant:
        message = f"The correction is from {mark.old}, but {latest.place} says {said}"
        cells.error("CORRECTION-OLD", "old", message, "Look at both, and change or remove the correction.")
    return meant


def _overlaid(one: Observation, cell: Cell, mark: Correction) -> Observation:
    """Return the observation as corrected; it keeps its place, so that it can be traced to the figure that was
    wrong.
    """
    status = (
        Status.PROVISIONAL
        if cell.provisional
        else Status.REVISED
        if cell.revised_from
        else Status.ESTIMATE
        if cell.estimate
        else one.status
    )
    return replace(
        one,
        text=mark.new,
        value=cell.value,
        decimals=cell.decimals,
        reason="" if cell.value is not None else cell.note or mark.new,
        qualifier=cell.qualifier,
        status=status,
        numerator=cell.numerator,
        denominator=cell.denominator,
        note=cell.note if cell.value is not None and cell.note else one.note,
        revised_from=cell.revised_from,
        correction=mark,
    )
