"""data/corrections.csv: figures put right where their source cannot be changed today.

In: the rows of the file and the observations of every other source. Out: the observations with corrections laid over
them. A correction holds only while the source still says what it corrects: otherwise the build stops, or says that the
source has caught up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from cabinetpaper.finding import Finding
from cabinetpaper.period import Period
from cabinetpaper.scorecard import Correction, Observation, Status
from cabinetpaper.sources.agreeing import same_figure
from cabinetpaper.sources.cells import Cells, Measures, read_each
from cabinetpaper.sources.observations import with_figure
from cabinetpaper.sources.rows import Row, columns
from cabinetpaper.written import Cell

COLUMNS: Final = columns("measure* period* old* new* reason* who* date*")

CODES: Final[dict[str, str]] = {
    "CORRECTION-NO-FIGURE": "A correction is for a measure and period that no source has. Correct the row, or remove "
    "it.",
    "CORRECTION-OLD": "The source no longer says what a correction corrects, so that nobody knows whether it still "
    "holds. Look at both, and change or remove the row.",
    "CORRECTION-CAUGHT-UP": "The source now says what the correction says. Remove the correction.",
}


def corrected(
    rows: Sequence[Row], observations: Sequence[Observation], measures: Measures
) -> tuple[tuple[Observation, ...], list[Finding]]:
    """Return the observations with every sound correction applied, and what is wrong with the others."""
    held: dict[tuple[str, Period], list[Observation]] = defaultdict(list)
    for observation in observations if rows else ():
        if observation.status is not Status.FORECAST:
            held[observation.measure, observation.period].append(observation)
    corrections, findings = read_each(
        rows,
        lambda cells: _correction(cells, measures),
        lambda correction: ("correction", correction.measure, correction.period),
    )
    changed: dict[int, Observation] = {}
    for correction in corrections:
        meant, problem = _meant(correction, held[correction.measure, correction.period])
        changed |= {id(observation): _overlaid(observation, correction) for observation in meant}
        findings += [problem] if problem else []
    return tuple(changed.get(id(observation), observation) for observation in observations), findings


@dataclass(frozen=True, slots=True)
class _Correction:
    """One row: the figure that it is for, and what its new cell says."""

    measure: str
    period: Period
    cell: Cell
    mark: Correction
    row: Row


def _correction(cells: Cells, measures: Measures) -> Iterator[_Correction]:
    measure, period, when = cells.measure(measures), cells.period("period", required=True), cells.day("date")
    old, new, reason, who, _ = (
        cells.words(column, required=True) for column in ("old", "new", "reason", "who", "date")
    )
    cell = cells.figure("new", measure, "Write the figure as it should stand, or a reason such as “awaited”.")
    if cells.sound and measure is not None and period is not None and cell is not None:
        mark = Correction(old, new, reason, who, str(when or ""), cells.row.place("new"))
        yield _Correction(measure.id, period, cell, mark, cells.row)


def _meant(correction: _Correction, held: Sequence[Observation]) -> tuple[list[Observation], Finding | None]:
    """Return the observations that a correction is for: those that still say what it corrects; or why there are
    none.
    """
    if not held:
        message = "No source has a figure for this measure and period"
        place = correction.row.place("period")
        return [], Finding.error("CORRECTION-NO-FIGURE", message, "Correct the row, or remove it.", place)
    now = f"{held[-1].place} says {held[-1].text or held[-1].reason}"
    if same_figure(held[-1].text or held[-1].reason, correction.mark.new):
        message = f"The source has caught up: {now}"
        return [], Finding.note("CORRECTION-CAUGHT-UP", message, "Remove the correction.", correction.mark.place)
    meant = [
        observation for observation in held if same_figure(observation.text or observation.reason, correction.mark.old)
    ]
    if meant:
        return meant, None
    message = f"The correction is from {correction.mark.old}, but {now}"
    remedy = "Look at both, and change or remove the correction."
    return [], Finding.error("CORRECTION-OLD", message, remedy, correction.row.place("old"))


def _overlaid(observation: Observation, correction: _Correction) -> Observation:
    """Return the observation as corrected; it keeps its place, so that it can be traced to the figure that was
    wrong.
    """
    bare = replace(
        observation, text=correction.mark.new, qualifier="", note="", status=Status.FINAL, correction=correction.mark
    )
    read = with_figure(bare, correction.cell)
    missing = correction.cell.value is None
    return replace(
        read,
        reason=correction.cell.note or correction.mark.new if missing else "",
        status=observation.status if read.status is Status.FINAL else read.status,
        note=observation.note if missing else read.note or observation.note,
    )
