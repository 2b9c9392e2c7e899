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
        if measure.unit.kind is UnitKind.PERCENT:
            for one in subject.scorecard.series(measure.id):
                if one.value is not None and one.numerator is not None and one.denominator:
                    yield from _checked(measure, one, one.numerator, one.denominator)


def _checked(measure: Measure, one: Observation, part: Decimal, whole: Decimal) -> Iterator[Finding]:
    """Return what is wrong with one percentage; one that was cut off at a decimal place is wrong too."""
    value = one.value or Decimal(0)
    exact = part * 100 / whole
    counts = f"{_count(part)}/{_count(whole)}"
    printed = measure.unit.figure(value, one.decimals)
    where = f"“{measure.label}”, {one.period}: "
    if part > whole:
        yield Finding.warning(
            "FRACTION-OVER-ONE", f"{where}{counts} is more than all", "Correct one of the two counts", one.place
        )
    elif abs(value - exact) * 2 > Decimal(1).scaleb(-one.decimals):
        right = measure.unit.figure(exact, max(one.decimals, 1))
        yield Finding.warning(
            "FRACTION-DIFFERS",
            f"{where}{printed} is printed, and {counts} is {right}",
            "Correct the figure or the counts",
            one.place,
        )
    elif (value == 100 and part < whole) or (value == 0 and part > 0):
        decimals = next(places for places in range(one.decimals + 1, 12) if rounded(exact, places) not in {0, 100})
        better = measure.unit.figure(exact, decimals)
        yield Finding.warning(
            "ROUNDED-TO-ALL",
            f"{where}{printed} is printed for {counts}",
            f"Print {better}, or the fraction itself",
            one.place,
        )


def _count(value: Decimal) -> str:
    return grouped(value, decimals_of(value))
