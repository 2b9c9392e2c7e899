"""data/targets.csv: what each measure aims for.

In: the rows of the file. Out: `Target`s. A target is kept as written; what it says is read where it can be (`<37`, `at
least 12`, `£25`), and words without a figure (`TBC`) are a target that is still awaited.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from cabinetpaper.finding import Finding
from cabinetpaper.measure import Measure, Operator, Polarity, Target
from cabinetpaper.period import Period
from cabinetpaper.sources.cells import Cells
from cabinetpaper.sources.known import Known
from cabinetpaper.sources.rows import Row
from cabinetpaper.wording import capital
from cabinetpaper.written import Aim, AimKind, parse_aims

COLUMNS: Final = {"measure": True, "target": True, "by": False, "annual": False, "note": False, "source": False}

CODES: Final[dict[str, str]] = {
    "DATA-TARGET": "A target holds a figure in a form that is not understood. Write 54.7, <37, >=90, at least 12, or "
    "TBC while it is awaited."
}


def targets(rows: Sequence[Row], known: Known) -> tuple[tuple[Target, ...], list[Finding]]:
    """Return the sound targets in the order of the file, and what is wrong with the others."""
    read: list[Target] = []
    findings: list[Finding] = []
    for row in rows:
        cells = Cells(row)
        measure = known.measure(cells)
        read += [one for one in _targets(cells, measure) if known.first(cells, "target", one.measure, str(one.period))]
        findings += cells.findings
    return tuple(read), findings


def _targets(cells: Cells, measure: Measure | None) -> list[Target]:
    """Return the targets of one row: one, or one for each date that the cell names."""
    text = cells.words("target", required=True)
    by, annual, note = cells.period("by"), cells.yes("annual"), cells.words("note")
    aims: tuple[Aim, ...] = ()
    if text:
        try:
            aims = parse_aims(text)
        except ValueError as error:
            what, _, remedy = str(error).partition("; ")
            cells.error(
                "DATA-TARGET",
                "target",
                what,
                f"{capital(remedy)}." if remedy else "Write 54.7, <37, at least 12 or TBC.",
            )
    for aim in aims:
        if aim.value is not None and aim.kind is AimKind.VALUE and measure is not None:
            cells.agree("target", aim.mark, measure.unit)
    if not cells.sound or measure is None:
        return []
    place = cells.row.place("target")
    made = [_target(cells, measure, aim, text) for aim in aims]
    return (
        [replace(one, period=one.period or by, annual=annual, note=note, place=place) for one in made]
        if cells.sound
        else []
    )


def _target(cells: Cells, measure: Measure, aim: Aim, text: str) -> Target:
    """Return the target that an aim states; a period in it that is not understood is told."""
    by, baseline = (_period(cells, words) for words in (aim.by, aim.baseline))
    return replace(target_of(measure, aim, text), period=by, baseline=baseline)


def target_of(measure: Measure, aim: Aim, text: str) -> Target:
    """Return the target that an aim states for a measure, without its periods. A number without a bound binds by
    polarity.
    """
    lower = measure.polarity is Polarity.LOWER
    operator = Operator(aim.operator) if aim.operator else (Operator.AT_MOST if lower else Operator.AT_LEAST)
    own = Target(measure.id, None, text, decimals=aim.decimals, operator=operator)
    if aim.kind is AimKind.CHANGE:
        return replace(own, change=aim.value, change_percent=aim.mark == "%")
    if aim.kind is AimKind.COMPARATOR:
        return replace(own, comparator=aim.comparator or aim.position)
    return replace(own, value=aim.value, upper=aim.upper) if aim.kind in {AimKind.VALUE, AimKind.RANGE} else own


def _period(cells: Cells, words: str) -> Period | None:
    if not words:
        return None
    try:
        return Period.parse(words)
    except ValueError as error:
        cells.error(
            "DATA-TARGET",
            "target",
            str(error).partition("; ")[0],
            "Write by March 2025, or put the period in the column by.",
        )
        return None
