"""data/corrections.csv: figures put right where their source cannot be changed today.

In: the rows of the file and the observations of every other source. Out: the observations with corrections laid over them. A
correction holds only while the source still says what it corrects: otherwise the build stops, or says that the source has caught up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from cabinetpaper.finding import Finding, Severity
from cabinetpaper.period import Period
from cabinetpaper.scorecard import Correction, Observation, Status
from cabinetpaper.sources.cells import Cells
from cabinetpaper.sources.known import Known
from cabinetpaper.sources.rows import Row
from cabinetpaper.written import parse_cell

__all__ = ["CODES", "COLUMNS", "corrected"]

COLUMNS: Final = {"measure": True, "period": True, "old": True, "new": True, "reason": True, "who": True, "date": True}

CODES: Final[dict[str, str]] = {
    "CORRECTION-NO-FIGURE": "A correction is for a measure and period that no source has. Correct the row, or remove it.",
    "CORRECTION-OLD": "The source no longer says what a correction corrects, so that nobody knows whether it still holds. "
    "Look at both, and change or remove the row.",
    "CORRECTION-CAUGHT-UP": "The source now says what the correction says. Remove the correction.",
}


def corrected(rows: Sequence[Row], observations: Sequence[Observation], known: Known) -> tuple[tuple[Observation, ...], list[Finding]]:
    """Return the observations with every sound correction applied, and what is wrong with the others."""
    findings: list[Finding] = []
    now = {(one.measure, one.period): one for one in observations if one.status is not Status.FORECAST}
    changed: dict[tuple[str, Period], Observation] = {}
    for row in rows:
        cells = Cells(row)
        measure, period, when = known.measure(cells), cells.period("period", required=True), cells.day("date")
        texts = {column: cells.words(column, required=True) for column in ("old", "new", "reason", "who")}
        if cells.sound and measure is not None and period is not None and known.first(cells, "correction", measure.id, period.label):
            one = now.get((measure.id, period))
            fixed = _apply(cells, one, texts, str(when or ""))
            if fixed is not None:
                changed[measure.id, period] = fixed
        findings += cells.findings
    return tuple(changed.get((one.measure, one.period), one) if one.status is not Status.FORECAST else one for one in observations), findings


def _apply(cells: Cells, one: Observation | None, texts: Mapping[str, str], when: str) -> Observation | None:
    """Return the corrected observation, or None where the correction does not hold (any more)."""
    if one is None:
        cells.error("CORRECTION-NO-FIGURE", "period", "No source has a figure for this measure and period", "Correct the row, or remove it.")
        return None
    said = one.text if one.text else one.reason
    if _same(said, texts["new"]):
        remedy = "Remove the correction."
        message = f"The source has caught up: {one.place} says {said}"
        cells.findings.append(Finding("CORRECTION-CAUGHT-UP", Severity.NOTE, message, remedy, cells.row.place("new")))
        return None
    if not _same(said, texts["old"]):
        message = f"The correction is from {texts['old']}, but {one.place} says {said}"
        cells.error("CORRECTION-OLD", "old", message, "Look at both, and change or remove the correction.")
        return None
    cell = parse_cell(texts["new"])
    mark = Correction(texts["old"], texts["new"], texts["reason"], texts["who"], when, cells.row.place("new"))
    reason = "" if cell.value is not None else cell.note or texts["new"]
    return replace(
        one,
        text=texts["new"],
        value=cell.value,
        decimals=cell.decimals,
        reason=reason,
        numerator=cell.numerator,
        denominator=cell.denominator,
        correction=mark,
    )


def _same(one: str, other: str) -> bool:
    """Return whether two cells say the same: as text, or as the same number with the same precision."""
    if " ".join(one.split()) == " ".join(other.split()):
        return True
    a, b = parse_cell(one), parse_cell(other)
    return a.value is not None and (a.value, a.decimals, a.numerator, a.qualifier) == (b.value, b.decimals, b.numerator, b.qualifier)
