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
from cabinetpaper.scorecard.finance import step_of, within_rounding

CODES: Final[dict[str, str]] = {
    "PARTS-DO-NOT-SUM": "The parts of a measure do not add up to it, by more than rounding allows. Correct the figure "
    "that is wrong, or take out part_of in measures.csv if the parts overlap or leave some over."
}


def sums_of_parts(subject: Subject) -> Iterator[Finding]:
    """Return a warning for each whole that its parts do not give."""
    card, step = subject.scorecard, Decimal(subject.settings.disclosure.round_to)
    parts: dict[str, list[str]] = defaultdict(list)
    for measure in card.measures:
        if measure.part_of:
            parts[measure.part_of].append(measure.id)
    for whole, names in parts.items():
        total = card.measure(whole)
        for row in card.series(whole) if total is not None else ():
            same = [part for name in names for part in card.series(name) if part.period == row.period]
            values = [part.value for part in same if part.value is not None]
            if total is not None and row.value is not None and len(values) == len(names):
                added = sum(values, Decimal(0))
                exact = not step and all(value == value.to_integral_value() for value in (row.value, *values))
                room = max(step, step_of(row.value, *values))
                if added != row.value and (exact or not within_rounding(row.value, added, len(values) + 1, room)):
                    terms = " + ".join(part.text for part in same)
                    message = f"“{total.label}” is {row.text} for {row.period}, and its parts {terms} add to {added:,f}"
                    remedy = "Correct the figure that is wrong, or part_of"
                    yield Finding.warning("PARTS-DO-NOT-SUM", message, remedy, row.place)
