"""data/targets.csv: what each measure aims for.

In: the rows of the file. Out: `Target`s. A target is kept as written; what it says is read where it can be (`<37`, `at
least 12`, `£25`), and words without a figure (`TBC`) are a target that is still awaited.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from cabinetpaper.finding import Finding
from cabinetpaper.measure import Measure, Target
from cabinetpaper.period import Period
from cabinetpaper.rule import Operator, Polarity
from cabinetpaper.sources.cells import Cells, Measures, read_each
from cabinetpaper.sources.rows import Row, columns
from cabinetpaper.wording import capital
from cabinetpaper.written import Aim, AimKind, parse_aims

COLUMNS: Final = columns("measure* target* by annual note source")

CODES: Final[dict[str, str]] = {
    "DATA-TARGET": "A target holds a figure in a form that is not understood. Write 54.7, <37, >=90, at least 12, or "
    "TBC while it is awaited."
}


def targets(rows: Sequence[Row], measures: Measures) -> tuple[tuple[Target, ...], list[Finding]]:
    """Return the sound targets in the order of the file, and what is wrong with the others."""
    return read_each(
        rows, lambda cells: _targets(cells, measures), lambda target: ("target", target.measure, target.period)
    )


def _targets(cells: Cells, measures: Measures) -> Iterator[Target]:
    """Yield the targets of one row: one, or one for each date that the cell names."""
    measure, text = cells.measure(measures), cells.words("target", required=True)
    by, annual, note = cells.period("by"), cells.yes("annual"), cells.words("note")
    aims: tuple[DatedAim, ...] = ()
    try:
        aims = dated_aims(text) if text else ()
    except ValueError as error:
        cells.error("DATA-TARGET", "target", *problem_and_remedy(error))
    for aim, _, _ in aims:
        if measure is not None and aim.value is not None and aim.kind is AimKind.VALUE:
            cells.agree("target", aim.mark, measure.unit)
    if not cells.sound or measure is None:
        return
    for dated in aims:
        own = target_of(measure, dated, text)
        yield replace(own, period=own.period or by, annual=annual, note=note, place=cells.row.place("target"))


DatedAim = tuple[Aim, Period | None, Period | None]
"""An aim, the period it is for and the one that it changes from."""


def dated_aims(text: str) -> tuple[DatedAim, ...]:
    """Return what a text aims for; raise `ValueError` with what is wrong and, behind a semicolon, what to write."""
    aims = parse_aims(text)
    for words in (words for aim in aims for words in (aim.by, aim.baseline) if words):
        if Period.named(words) is None:
            raise ValueError(f"“{words}” is not a period; write by March 2025, or put the period in the column by")
    return tuple((aim, Period.named(aim.by), Period.named(aim.baseline)) for aim in aims)


def problem_and_remedy(error: ValueError) -> tuple[str, str]:
    """Return what is wrong with a target and what to do about it."""
    problem, _, remedy = str(error).partition("; ")
    return problem, f"{capital(remedy)}." if remedy else "Write 54.7, <37, at least 12 or TBC."


def target_of(measure: Measure, dated: DatedAim, text: str) -> Target:
    """Return the target that an aim states for a measure. A number without a bound binds by polarity."""
    aim, period, baseline = dated
    lower = measure.polarity is Polarity.LOWER
    operator = Operator(aim.operator) if aim.operator else (Operator.AT_MOST if lower else Operator.AT_LEAST)
    own = Target(measure.id, period, text, decimals=aim.decimals, operator=operator, baseline=baseline)
    if aim.kind is AimKind.CHANGE:
        return replace(own, change=aim.value, change_percent=aim.mark == "%")
    if aim.kind is AimKind.COMPARATOR:
        return replace(own, comparator=aim.comparator or aim.position)
    return replace(own, value=aim.value, upper=aim.upper)
