"""Figures held against others that they cannot be held against.

In: the comparators. Out: a warning for counts beside other areas' counts, notes for a comparator of another time or of
another kind than its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding
from cabinetpaper.unit import UnitKind

CODES: Final[dict[str, str]] = {
    "COUNT-COMPARED": "A count stands beside another area’s count, though areas differ in size. Compare rates, or "
    "leave the comparator out.",
    "COMPARATOR-PERIOD": "A comparator is for another time than the figure beside it: it ended more than a year "
    "before, or is for a longer stretch of time. Say so in the words, or use a comparator of the same period.",
    "COMPARATOR-KIND": "The comparators of a measure are of different kinds, such as a mean of councils beside a mean "
    "of people. Say so where both are named.",
    "COMPARATOR-DEFINITION": "A comparator’s note says that it is defined otherwise than the measure. Say so in the "
    "words, or leave it out.",
}

_OWN: Final = ("last year", "previous", "year before", "own", "target")


def compared(subject: Subject) -> Iterator[Finding]:  # four questions of each comparator
    """Return which comparators do not compare with the latest figure."""
    council = (subject.settings.council.name, subject.settings.council.short_name)
    own = (*(name.lower() for name in council if name), *_OWN)
    for assessed in subject.assessed:
        label, now, kind = assessed.measure.label, assessed.now, assessed.measure.unit.kind
        others = [other for other in assessed.comparators if other.value is not None]
        away = [other for other in others if not any(word in other.name.lower() for word in own)]
        if kind is UnitKind.COUNT and away:
            message = f"“{label}” is a count, and stands beside the counts of {'; '.join(other.name for other in away)}"
            remedy = "Compare rates, or leave the comparator out"
            yield Finding.warning("COUNT-COMPARED", message, remedy, away[0].place)
        for other in others:
            if now is not None and other.period is not None and other.period != now.period:
                old = (now.period.last - other.period.last).days > 366
                longer = other.period.kind.months > 2 * now.period.kind.months
                if old or (longer and kind in {UnitKind.COUNT, UnitKind.MONEY}):
                    message = f"“{label}” is for {now.period}, and {other.name} for {other.period}"
                    remedy = "Say so in the words, or use a comparator of the same period"
                    yield Finding.note("COMPARATOR-PERIOD", message, remedy, other.place)
            if "defin" in other.note.lower():
                message = f"{other.name} is defined otherwise than “{label}”: {other.note.rstrip('.')}"
                yield Finding.note(
                    "COMPARATOR-DEFINITION", message, "Say so in the words, or leave it out", other.place
                )
        kinds = dict.fromkeys(other.kind for other in others if other.kind)
        if len(kinds) > 1:
            message = f"The comparators of “{label}” are of different kinds: {'; '.join(kinds)}"
            yield Finding.note("COMPARATOR-KIND", message, "Say so where both are named", others[0].place)
