"""Year ends carried on in a straight line where the year is not one.

In: the measures and their method. Out: a warning for a share of a year's total, such as tax collected, and for a year
end that cannot be.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding
from cabinetpaper.rule import Method
from cabinetpaper.unit import UnitKind

CODES: Final[dict[str, str]] = {
    "PROJECTION-STRAIGHT": "A percentage for the year to date is carried on in a straight line, though collection and "
    "completion do not run evenly: 27% in June is not 108% in March. Write seasonal under projection, with last year’s "
    "figures, or take the method out."
}


def projections(subject: Subject) -> Iterator[Finding]:
    """Return a warning for each percentage that is carried on in a straight line."""
    for measure in subject.scorecard.measures:
        if measure.projection is Method.CUMULATIVE and measure.unit.kind is UnitKind.PERCENT:
            message = f"“{measure.label}” is a percentage and is projected in a straight line"
            yield Finding.warning(
                "PROJECTION-STRAIGHT", message, "Write seasonal under projection, or take it out", measure.place
            )
