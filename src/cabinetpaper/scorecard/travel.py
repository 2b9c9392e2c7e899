"""Say which way a measure has moved.

In: two observations and a polarity. Out: a `Direction`. Better and worse come from polarity, higher and lower from the
number where polarity is none.
"""

from __future__ import annotations

from decimal import Decimal

from cabinetpaper.measure import Direction, Measure
from cabinetpaper.scorecard.card import Observation
from cabinetpaper.unit import rounded


def direction_of_travel(
    measure: Measure, now: Observation | None, earlier: Observation | None, unchanged_within: Decimal
) -> Direction:
    """Return the direction of travel; no change means equal at printed precision, or within the given percentage of the
    earlier value. A break in the series is not comparable.
    """
    if now is not None and now.break_before:
        return Direction.NOT_COMPARABLE
    if now is None or earlier is None or now.value is None or earlier.value is None:
        return Direction.UNKNOWN
    decimals = min(now.decimals, earlier.decimals)
    change = now.value - earlier.value
    same = rounded(now.value, decimals) == rounded(earlier.value, decimals)
    if same or abs(change) * 100 <= unchanged_within * abs(earlier.value):
        return Direction.UNCHANGED
    if not measure.polarity.sign:
        return Direction.HIGHER if change > 0 else Direction.LOWER
    return Direction.IMPROVING if change * measure.polarity.sign > 0 else Direction.WORSENING
