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
        seen = [one for one in card.series(measure.id) if one.value is not None]
        told = set()
        for before, now in pairwise(seen):
            if before.period.kind is now.period.kind and _slipped(now.value, before.value):
                told.add(now.period)
                message = f"“{measure.label}” is {now.text} for {now.period} and {before.text} for {before.period}"
                yield Finding.warning(
                    "UNIT-SLIP", message, f"Write both in the same unit ({measure.unit.heading})", now.place
                )
        target = card.target(measure.id)
        if (
            seen
            and seen[-1].period not in told
            and target is not None
            and not target.annual
            and _slipped(seen[-1].value, target.value)
        ):
            message = f"“{measure.label}” is {seen[-1].text} and its target {target.text}"
            yield Finding.warning(
                "UNIT-SLIP", message, f"Write both in the same unit ({measure.unit.heading})", seen[-1].place
            )


def _slipped(one: Decimal | None, other: Decimal | None) -> bool:
    if not one or not other:
        return False
    ratio = abs(one / other)
    return any(low <= size <= high for low, high in _BANDS for size in (ratio, 1 / ratio))
