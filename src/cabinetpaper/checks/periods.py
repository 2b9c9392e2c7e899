"""Periods that are behind, out of order or too far ahead.

In: the observations as the data have them. Out: notes for a latest figure that is old and for rows out of order, a
warning for a figure of a time that has not begun.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Final

from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding
from cabinetpaper.measure import Measure
from cabinetpaper.period import PeriodKind
from cabinetpaper.scorecard import Observation, Status

CODES: Final[dict[str, str]] = {
    "PERIOD-STALE": "The latest figure of a measure is two or more of its own periods behind the paper’s, such as the "
    "third quarter in a paper on the first of the next year. Add the newer figures, or say in the snippet why there "
    "are none yet.",
    "PERIOD-ORDER": "A measure’s rows go neither forward nor backward in time, so one of them may have the wrong "
    "period. Put them in order, or correct the period.",
    "PERIOD-AHEAD": "A figure is for a period that begins more than a year after the paper’s and is no forecast. "
    "Correct the year, or write forecast under status.",
}


def periods(subject: Subject) -> Iterator[Finding]:
    """Return what is odd about the periods of each measure."""
    rows: dict[str, list[Observation]] = {}
    for one in subject.scorecard.observations:
        if one.status is not Status.FORECAST:
            rows.setdefault(one.measure, []).append(one)
    for measure in subject.scorecard.measures:
        yield from _stale(subject, measure)
        yield from _order(measure, rows.get(measure.id, []))
        yield from _ahead(subject, measure, rows.get(measure.id, []))


def _stale(subject: Subject, measure: Measure) -> Iterator[Finding]:
    now = subject.scorecard.latest(measure.id)
    if now is None or now.value is None or now.period.kind is PeriodKind.DAY:
        return
    if now.period.shifted(2).last <= subject.scorecard.period.last:
        behind = now.period.shifted(1)
        while behind.shifted(1).last <= subject.scorecard.period.last:
            behind = behind.shifted(1)
        message = f"The latest figure of “{measure.label}” is for {now.period}, and {behind} has ended"
        yield Finding.note("PERIOD-STALE", message, "Add the newer figures, or say why there are none", now.place)


def _order(measure: Measure, rows: list[Observation]) -> Iterator[Finding]:
    """Return a note where the rows of one file and kind of period turn round in time; revisions of one period may
    follow each other.
    """
    by_file: dict[tuple[object, ...], list[Observation]] = {}
    for one in rows:
        by_file.setdefault((one.place.file, one.place.sheet, one.period.kind), []).append(one)
    for own in by_file.values():
        steps = [(late, late.period > early.period) for early, late in pairwise(own) if late.period != early.period]
        turned = next((one for (_, before), (one, after) in pairwise(steps) if before is not after), None)
        if turned is not None:
            message = f"The rows of “{measure.label}” are not in the order of time: {turned.period} is out of place"
            yield Finding.note("PERIOD-ORDER", message, "Put the rows in order, or correct the period", turned.place)


def _ahead(subject: Subject, measure: Measure, rows: list[Observation]) -> Iterator[Finding]:
    for one in rows:
        if one.value is not None and one.period.first > subject.scorecard.period.last + timedelta(days=366):
            message = f"“{measure.label}” has a figure for {one.period}, more than a year after the paper’s period"
            yield Finding.warning(
                "PERIOD-AHEAD", message, "Correct the year, or write forecast under status", one.place
            )
