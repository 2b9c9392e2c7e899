"""From a value to its place on an axis.

In: values. Out: a `Scale` with round ends and round ticks. The limits are always worked out here, never left to a
library, so that the same values give the same axis whatever was drawn before. Values stay decimal up to their place on
the sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from cabinetpaper.unit import decimals_of, grouped

_STEPS: Final = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_INTERVALS: Final = 5


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from `low` to `high`, both of them ticks."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]

    def share(self, value: Decimal) -> float:
        """Return how far along the axis a value stands, 0 at `low` and 1 at `high`."""
        return float((value - self.low) / (self.high - self.low))


def scale_of(values: Sequence[Decimal], *, zero: bool = False) -> Scale:
    """Return an axis that holds all values, with at most six round ticks.

    It starts at zero where `zero` asks for it, and where that costs no more than half of the axis; a line chart of
    values that lie close together far from zero may start higher. Whole values get whole ticks. Steps divide 100, so
    percent end there.
    """
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(0))
    if zero or low == high or 0 <= low <= high / 2:
        low = min(low, Decimal(0))
    if zero or low == high or low / 2 <= high <= 0:
        high = max(high, Decimal(0))
    if low == high:
        high = low + 1
    whole = all(value == value.to_integral_value() for value in values)
    step = _step(low, high, whole)
    bottom = (low / step).to_integral_value(ROUND_FLOOR) * step
    top = (high / step).to_integral_value(ROUND_CEILING) * step
    count = int((top - bottom) / step)
    ticks = tuple((bottom + step * number).normalize() + 0 for number in range(count + 1))
    return Scale(bottom, top, ticks)


def _step(low: Decimal, high: Decimal, whole: bool) -> Decimal:
    """Return the smallest round step with which at most five intervals hold both values."""
    power = ((high - low) / _INTERVALS).adjusted()
    while True:
        for factor in _STEPS:
            step = factor.scaleb(power)
            if whole and step != step.to_integral_value():
                continue
            if (high / step).to_integral_value(ROUND_CEILING) - (low / step).to_integral_value(
                ROUND_FLOOR
            ) <= _INTERVALS:
                return step
        power += 1


def tick_texts(scale: Scale, suffix: str = "") -> tuple[str, ...]:
    """Return the ticks as printed, all with the same decimals."""
    plain = [Decimal(format(tick, "f")) for tick in scale.ticks]
    decimals = max(decimals_of(tick) for tick in plain)
    return tuple(grouped(tick, decimals) + suffix for tick in plain)
