"""Percentages that are not their fractions.

In: the visible observations that have a fraction. Out: a warning where the printed percentage does not come out of it,
where the part is more than the whole, and where all or none is printed though the fraction is neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding
from cabinetpaper.measure import Measure
from cabinetpaper.scorecard import Observation
from cabinetpaper.unit import UnitKind, decimals_of, grouped, rounded

CODES: Final[dict[str, str]] = {
    "FRACTION-DIFFERS": "A percentage is not its fraction at the precision in which it is printed: 95% (584/618) is "
    "94.5%. One of the three figures is wrong, or it was cut off instead of rounded. Correct it at its source, or in "
    "corrections.csv.",
    "FRACTION-OVER-ONE": "The part of a fraction is more than its whole. One of the two counts is wrong.",
    "ROUNDED-TO-ALL": "A percentage is printed as 100% or 0% though not all or some are meant, such as 546 of 548. "
    "Print a decimal (99.6%), or say over 99%.",
}


def fractions(subject: Subject) -> Iterator[Finding]:
    """Return where a percentage and its fraction disagree, or where rounding says more than is true."""
    for measure in subject.scorecard.measures:
        for row in subject.scorecard.series(measure.id) if measure.unit.kind is UnitKind.PERCENT else ():
            if row.value is not None and row.numerator is not None and row.denominator:
                yield from _checked(measure, row, row.value, row.numerator, row.denominator)


def _checked(measure: Measure, row: Observation, value: Decimal, part: Decimal, whole: Decimal) -> Iterator[Finding]:
    """Return what is wrong with one percentage; one that was cut off at a decimal place is wrong too."""
    exact = part * 100 / whole
    counts = "/".join(grouped(count, decimals_of(count)) for count in (part, whole))
    printed = measure.unit.figure(value, row.decimals)
    where = f"“{measure.label}”, {row.period}: "
    if part > whole:
        message = f"{where}{counts} is more than all"
        yield Finding.warning("FRACTION-OVER-ONE", message, "Correct one of the two counts", row.place)
    elif abs(value - exact) * 2 > Decimal(1).scaleb(-row.decimals):
        message = f"{where}{printed} is printed, and {counts} is {measure.unit.figure(exact, max(row.decimals, 1))}"
        yield Finding.warning("FRACTION-DIFFERS", message, "Correct the figure or the counts", row.place)
    elif (value == 100 and part < whole) or (value == 0 and part > 0):
        decimals = next(places for places in range(row.decimals + 1, 12) if rounded(exact, places) not in {0, 100})
        remedy = f"Print {measure.unit.figure(exact, decimals)}, or the fraction itself"
        yield Finding.warning("ROUNDED-TO-ALL", f"{where}{printed} is printed for {counts}", remedy, row.place)
