"""Percentages of few cases.

In: the latest observations. Out: a warning for each percentage whose denominator is below the setting.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding
from cabinetpaper.unit import UnitKind, decimals_of, grouped

CODES: Final[dict[str, str]] = {
    "SMALL-DENOMINATOR": "A percentage is of fewer cases than the setting small_denominator (20 unless changed), so "
    "one case more or less moves it a lot. Give the fraction in the words (1 of 20) and do not speak of steep changes; "
    "check that nobody can be recognised."
}


def denominators(subject: Subject) -> Iterator[Finding]:
    """Return a warning for each percentage of few cases."""
    limit = subject.settings.rating.small_denominator
    for assessed in subject.assessed:
        now, unit = assessed.now, assessed.measure.unit
        if now is None or now.value is None or now.denominator is None or unit.kind is not UnitKind.PERCENT:
            continue
        if now.denominator < limit:
            figure = unit.figure(now.value, now.decimals)
            cases = grouped(now.denominator, decimals_of(now.denominator))
            message = f"“{assessed.measure.label}” is {figure} of only {cases} cases"
            yield Finding.warning("SMALL-DENOMINATOR", message, "Give the fraction in the words", now.place)
