"""Figures a hundred or a thousand times what they were: a slip of the unit.

In: the visible observations. Out: a warning for each figure that is about 100 or 1,000 times, or a hundredth or
thousandth of, the one before it or, for the latest, the target.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final

from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding

CODES: Final[dict[str, str]] = {
    "UNIT-SLIP": "A figure is about 100 or 1,000 times the one before it or the target, or a hundredth or thousandth: "
    "0.9 for 90%, pounds for thousands of pounds. Write it in the measure’s own unit."
}

_BANDS: Final = ((Decimal(80), Decimal(125)), (Decimal(800), Decimal(1250)))


def unit_slips(subject: Subject) -> Iterator[Finding]:
    """Return a warning for each figure that looks to be in another unit than its neighbour or its target."""
    card = subject.scorecard
    for measure in card.measures:
        valued = [row for row in card.series(measure.id) if row.value is not None]
        slipped = [
            (now, f"“{measure.label}” is {now.text} for {now.period} and {before.text} for {before.period}")
            for before, now in pairwise(valued)
            if before.period.kind is now.period.kind and _slipped(now.value, before.value)
        ]
        target, latest = card.target(measure.id), valued[-1] if valued else None
        reported = any(now is latest for now, _ in slipped)
        if latest and target and not target.annual and not reported and _slipped(latest.value, target.value):
            slipped.append((latest, f"“{measure.label}” is {latest.text} and its target {target.text}"))
        for now, message in slipped:
            remedy = f"Write both in the same unit ({measure.unit.heading})"
            yield Finding.warning("UNIT-SLIP", message, remedy, now.place)


def _slipped(figure: Decimal | None, other: Decimal | None) -> bool:
    if not figure or not other:
        return False
    ratio = abs(figure / other)
    return any(low <= size <= high for low, high in _BANDS for size in (ratio, 1 / ratio))
