"""Measures that the last paper had and this one has not.

In: the measures of the paper before. Out: a warning for each that the data no longer have.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding, Place
from cabinetpaper.nearest import nearest

CODES: Final[dict[str, str]] = {
    "MEASURE-DROPPED": "A measure of the last paper is not in the data any more. Say in the paper that it is no longer "
    "reported and why, or put it back; a measure that was renamed keeps its id."
}


def dropped(subject: Subject) -> Iterator[Finding]:
    """Return a warning for each measure that has gone since the last paper."""
    held = [measure.id for measure in subject.scorecard.measures]
    for name in (name for name in subject.before if name not in held):
        near = nearest(name, held)
        if near:
            remedy = f"If it is now “{near[0]}”, keep the old id; else say in the paper why it has gone"
        else:
            remedy = "Say in the paper why it has gone, or put it back"
        message = f"The last paper had “{name}”, and the data have it no more"
        yield Finding.warning("MEASURE-DROPPED", message, remedy, Place("data/measures.csv", detail=f"measure {name}"))
