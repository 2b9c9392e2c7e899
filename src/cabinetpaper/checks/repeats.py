"""Series that repeat themselves: last time's figures copied forward, or one measure's figures under another's name.

In: the visible observations. Out: notes, since figures may stand still.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import Final

from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding

CODES: Final[dict[str, str]] = {
    "SERIES-REPEATS": "The latest figures of a measure are the same as those before them: one figure four times or "
    "more, or a run of three or more repeated. Check that last year’s or last quarter’s cells were not copied; leave "
    "it if they really are equal.",
    "SERIES-COPIED": "Two measures have the same figures in every period. Check that one was not pasted over the "
    "other.",
}

_STILL: Final = 4
_RUN: Final = 3


def repeats(subject: Subject) -> Iterator[Finding]:
    """Return a note for each series that repeats itself or another."""
    seen: dict[tuple[tuple[object, str], ...], str] = {}
    for measure in subject.scorecard.measures:
        valued = [row for row in subject.scorecard.series(measure.id) if row.value is not None]
        texts = [row.text for row in valued]
        if len(valued) >= _STILL and len(set(texts[-_STILL:])) == 1 and valued[-1].value:
            still = sum(1 for _ in takewhile(texts[-1].__eq__, reversed(texts)))
            message = f"“{measure.label}” is {texts[-1]} in each of the last {still} periods"
            yield Finding.note("SERIES-REPEATS", message, "Check that the figures were not copied", valued[-1].place)
        elif run := _repeated(texts):
            figures = ", ".join(texts[-run:])
            message = f"“{measure.label}”: the last {run} figures are those of the {run} periods before ({figures})"
            yield Finding.note("SERIES-REPEATS", message, "Check that the figures were not copied", valued[-1].place)
        if len(valued) >= _STILL and len(set(texts)) > 1:
            key = tuple((row.period, row.text) for row in valued)
            if key in seen:
                message = f"“{measure.label}” has the same {len(valued)} figures as “{seen[key]}”"
                remedy = "Check that one was not pasted over the other"
                yield Finding.note("SERIES-COPIED", message, remedy, valued[-1].place)
            seen.setdefault(key, measure.label)


def _repeated(texts: list[str]) -> int:
    """Return how many of the last figures repeat the ones before them, the longest run first; 0 for none. Equal figures
    are no run.
    """
    for run in range(len(texts) // 2, _RUN - 1, -1):
        if texts[-run:] == texts[-2 * run : -run] and len(set(texts[-run:])) > 1:
            return run
    return 0
