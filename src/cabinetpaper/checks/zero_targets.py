"""Targets of nothing.

In: the targets. Out: a warning for each target of 0 that is judged by a share of itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding
from cabinetpaper.rule import Family
from cabinetpaper.scorecard.rating import rule_of

CODES: Final[dict[str, str]] = {
    "TARGET-ZERO": "A target is 0 and the rule allows a share of the target, which of nothing is nothing: every miss "
    "is red. If 0 is meant, give the measure a rule of its own in measures.csv (rating = absolute, tolerance in its "
    "own unit); if the target is not known, write TBC."
}


def zero_targets(subject: Subject) -> Iterator[Finding]:
    """Return a warning for each target of 0 with a tolerance in percent."""
    card = subject.scorecard
    for measure in card.measures:
        if rule_of(measure, card.family, card.tolerance).family is not Family.RELATIVE:
            continue
        for target in card.targets_of(measure.id):
            if target.value == 0:
                message = f"The target of “{measure.label}” is 0, so that no miss is ever amber"
                yield Finding.warning(
                    "TARGET-ZERO",
                    message,
                    "Rate it by an absolute tolerance, or write TBC if no target is set",
                    target.place,
                )
