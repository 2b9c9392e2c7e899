"""data/targets.csv: what each measure aims for.

In: the rows of the file. Out: `Target`s. A target is kept as written; what it says is read where it can be (`<37`, `at least 12`,
`£25`), and words without a figure (`TBC`) are a target that is still awaited.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from cabinetpaper.finding import Finding
from cabinetpaper.measure import Measure, Operator, Polarity, Target
from cabinetpaper.sources.cells import Cells, Number, as_number
from cabinetpaper.sources.known import Known
from cabinetpaper.sources.rows import Row

__all__ = ["CODES", "COLUMNS", "as_aim", "targets"]

COLUMNS: Final = {"measure": True, "target": True, "by": False, "annual": False, "note": False, "source": False}

CODES: Final[dict[str, str]] = {
    "DATA-TARGET": "A target holds a figure in a form that is not understood. Write 54.7, <37, >=90, at least 12, or TBC while it is awaited.",
}

_BEFORE: Final = (
    (r"(?:<=|≤|at most|no more than|not more than|up to|maximum(?: of)?|max)", Operator.AT_MOST),
    (r"(?:>=|≥|at least|no less than|not less than|no fewer than|minimum(?: of)?|min)", Operator.AT_LEAST),
    (r"(?:<|under|below|less than|fewer than)", Operator.UNDER),
    (r"(?:>|over|above|more than|greater than)", Operator.OVER),
)
_AFTER: Final = (
    (r"(?:\+|or above|or more|or over|or higher|and above|and over)", Operator.AT_LEAST),
    (r"(?:or below|or less|or under|or fewer|or lower|and below|and under)", Operator.AT_MOST),
)


class Aim(NamedTuple):
    """A target as read: its number and how it binds; None for the operator where none is written."""

    number: Number
    operator: Operator | None


def as_aim(text: str) -> Aim | None:
    """Return what a target says, or None where its figure is in no form that is understood."""
    plain = " ".join(text.split())
    for pattern, operator in _BEFORE:
        match = re.fullmatch(rf"{pattern}\s*(.+)", plain, re.IGNORECASE)
        if match and (number := as_number(match[1])):
            return Aim(number, operator)
    for pattern, operator in _AFTER:
        match = re.fullmatch(rf"(.+?)\s*{pattern}", plain, re.IGNORECASE)
        if match and (number := as_number(match[1])):
            return Aim(number, operator)
    number = as_number(plain)
    return Aim(number, None) if number else None


def targets(rows: Sequence[Row], known: Known) -> tuple[tuple[Target, ...], list[Finding]]:
    """Return the sound targets in the order of the file, and what is wrong with the others."""
    read: list[Target] = []
    findings: list[Finding] = []
    for row in rows:
        cells = Cells(row)
        measure = known.measure(cells)
        target = _target(cells, measure)
        if target and known.first(cells, "target", target.measure, str(target.period)):
            read.append(target)
        findings += cells.findings
    return tuple(read), findings


def _target(cells: Cells, measure: Measure | None) -> Target | None:
    text = cells.words("target", required=True)
    aim = as_aim(text)
    if aim is None and any(character.isdigit() for character in text):
        cells.error("DATA-TARGET", "target", f"The target “{text}” is not understood", "Write 54.7, <37, >=90, at least 12, or TBC while it is awaited.")
    if aim is not None and measure is not None:
        cells.agree("target", aim.number, measure.unit)
    period, annual, note = cells.period("by"), cells.yes("annual"), cells.words("note")
    if not cells.sound or measure is None:
        return None
    place = cells.row.place("target")
    if aim is None:
        return Target(measure.id, period, text, annual=annual, note=note, place=place)
    lower = measure.polarity is Polarity.LOWER
    operator = aim.operator or (Operator.AT_MOST if lower else Operator.AT_LEAST)
    return Target(measure.id, period, text, aim.number.value, aim.number.decimals, operator, annual, note, place)
