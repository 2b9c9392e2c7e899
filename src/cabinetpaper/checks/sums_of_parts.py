"""Parts that do not add up to their whole.

In: measures that are part of another (`part_of` in measures.csv). Out: a warning for each period in which all are known
and the sum differs by more than rounding allows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding
from cabinetpaper.measure import Measure
from cabinetpaper.scorecard.finance import step_of, within_rounding

CODES: Final[dict[str, str]] = {
    "PARTS-DO-NOT-SUM": "The parts of a measure do not add up to it, by more than rounding allows. Correct the figure "
    "that is wrong, or take out part_of in measures.csv if the parts overlap or leave some over."
}


def sums_of_parts(subject: Subject) -> Iterator[Finding]:
    """Return a warning for each whole that its parts do not give."""
    parts: dict[str, list[Measure]] = defaultdict(list)
    for measure in subject.scorecard.measures:
        if measure.part_of:
            parts[measure.part_of].append(measure)
    step = Decimal(subject.settings.disclosure.round_to)
    for whole, own in parts.items():
        yield from _summed(subject, whole, own, step)


def _summed(subject: Subject, whole: str, own: list[Measure], step: Decimal) -> Iterator[Finding]:
    total = subject.scorecard.measure(whole)
    for one in subject.scorecard.series(whole):
        same = [
            next((part for part in subject.scorecard.series(measure.id) if part.period == one.period), None)
            for measure in own
        ]
        values = [part.value for part in same if part is not None and part.value is not None]
        if total is None or one.value is None or len(values) != len(own):
            continue
        added = sum(values, Decimal(0))
        exact = all(value == value.to_integral_value() for value in (one.value, *values)) and not step
        if (
            added != one.value
            if exact
            else not within_rounding(one.value, added, len(values) + 1, max(step, step_of(one.value, *values)))
        ):
            terms = " + ".join(part.text for part in same if part is not None)
            message = f"“{total.label}” is {one.text} for {one.period}, and its parts {terms} add to {added:,f}"
            yield Finding.warning(
                "PARTS-DO-NOT-SUM", message, "Correct the figure that is wrong, or part_of", one.place
            )
