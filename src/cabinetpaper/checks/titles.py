"""Names that say another unit, or another way to be good, than the measure has.

In: the measures. Out: a warning for a unit that the name contradicts, a note for a polarity that its words speak
against.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding
from cabinetpaper.measure import Measure, Polarity
from cabinetpaper.unit import UnitKind

CODES: Final[dict[str, str]] = {
    "TITLE-UNIT": "The name of a measure says one unit and its figures have another, such as “Number of visits” in "
    "percent. Correct the name or the unit in measures.csv, so that nobody reads one for the other.",
    "TITLE-POLARITY": "The words of a measure’s name speak against its polarity, such as “missed” with higher is "
    "better, so its ratings may be upside down. Check the column polarity in measures.csv; leave it if it is right.",
}

_UNITS: Final[tuple[tuple[re.Pattern[str], str, frozenset[UnitKind]], ...]] = (
    (
        re.compile(r"^(?:the )?(?:total )?(?:number|no\.|count) of\b", re.IGNORECASE),
        "a number",
        frozenset({UnitKind.COUNT}),
    ),
    (
        re.compile(r"^(?:the )?(?:percentage|proportion|share|%)\b|\(%\)|^% ", re.IGNORECASE),
        "a percentage",
        frozenset({UnitKind.PERCENT}),
    ),
    (
        re.compile(
            r"^(?:the )?(?:average|mean|median) (?:number of )?(?:minutes|hours|days|weeks|months)\b", re.IGNORECASE
        ),
        "a length of time",
        frozenset(),
    ),
    (re.compile(r"\bper (?:1|10|100)?,?000\b", re.IGNORECASE), "a rate", frozenset({UnitKind.RATE})),
)
_WORSE: Final = re.compile(
    r"\b(?:missed|overdue|late|complaints?|absences?|vacanc(?:y|ies)|re-?referrals?|homeless\w*|rough "
    r"sleep\w*|arrears|sickness|errors?|backlog)\b",
    re.I,
)
_BETTER: Final = re.compile(
    r"\b(?:on time|in time|satisf\w+|recycl\w+|completed|timely|good or outstanding|resolved)\b", re.IGNORECASE
)
_TURNED: Final = re.compile(
    r"\b(?:reduction|decrease|reduced|not|without|fewer|no longer|answered|free of)\b", re.IGNORECASE
)


def titles(subject: Subject) -> Iterator[Finding]:
    """Return where a measure's name and its unit or polarity disagree."""
    for measure in subject.scorecard.measures:
        yield from _unit(measure)
        yield from _polarity(measure)


def _unit(measure: Measure) -> Iterator[Finding]:
    for pattern, says, kinds in _UNITS:
        fits = measure.unit.kind in kinds or (not kinds and measure.unit.kind.is_time)
        if pattern.search(measure.name) and not fits:
            message = f"“{measure.name}” says {says}, and the unit is {measure.unit.kind.value}"
            yield Finding.warning("TITLE-UNIT", message, "Correct the name or the unit", measure.place)
            return


def _polarity(measure: Measure) -> Iterator[Finding]:
    if _TURNED.search(measure.name):
        return
    worse, better = _WORSE.search(measure.name), _BETTER.search(measure.name)
    odd = {Polarity.HIGHER: worse if not better else None, Polarity.LOWER: better if not worse else None}
    if word := odd.get(measure.polarity):
        message = f"“{measure.name}” is measured with {measure.polarity.value} as better, and says “{word[0]}”"
        yield Finding.note("TITLE-POLARITY", message, "Check the polarity; leave it if it is right", measure.place)
