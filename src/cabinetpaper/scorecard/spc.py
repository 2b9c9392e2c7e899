"""Tell a signal from ordinary variation: the XmR chart of statistical process control.

In: a series of values, oldest first, with target and polarity. Out: limits, the signals found, and the variation and
assurance in words, as NHS Making Data Count uses them (formulas from NHSRplotthedots). All sums are
decimal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import pairwise
from typing import Final

from cabinetpaper.measure import Polarity

FIRM_POINTS: Final = 12
"""With fewer points the limits are trial limits."""

_LIMIT: Final = Decimal("2.66")
_RUN: Final = 7


class SignalKind(Enum):
    """The four rules, in the order in which they are reported."""

    ASTRONOMICAL = "beyond a limit"
    TREND = "seven in a row rising or falling"
    TWO_IN_THREE = "two of three near a limit"
    SHIFT = "seven in a row on one side of the mean"


class Variation(Enum):
    """What kind of variation the latest point shows."""

    COMMON = "common cause"
    IMPROVEMENT = "special cause, improvement"
    CONCERN = "special cause, concern"
    NEUTRAL = "special cause"


class Assurance(Enum):
    """Whether the process can be relied on to meet its target."""

    PASS = "consistently meets the target"  # noqa: S105 - a word of the method, not a password
    FAIL = "consistently misses the target"
    HIT_AND_MISS = "may or may not meet the target"
    NONE = "no target"


@dataclass(frozen=True, slots=True)
class Signal:
    """A rule that a point breaks: its place in the series, which rule, and whether it lies above the mean or rises
    (`up`).
    """

    index: int
    kind: SignalKind
    up: bool


@dataclass(frozen=True, slots=True)
class Process:
    """The limits and what they say. `trial` marks limits from fewer than 12 points."""

    mean: Decimal
    lower: Decimal
    upper: Decimal
    signals: tuple[Signal, ...]
    variation: Variation
    assurance: Assurance
    trial: bool

    @property
    def words(self) -> str:
        """Return a phrase for a sentence: `within its usual range`."""
        return "within its usual range" if self.variation is Variation.COMMON else "outside its usual range"


def process(
    values: Sequence[Decimal], target: Decimal | None = None, polarity: Polarity = Polarity.NONE
) -> Process | None:
    """Return the XmR process of the values, or None for fewer than two.

    Mean m, average moving range AMR = mean of |x_i - x_(i-1)|; limits m +/- 2.66 AMR; inner lines at two thirds of
    that. Limits are computed unclipped; a chart may clip what it shows at 0 or 100%.
    """
    if len(values) < 2:
        return None
    mean = sum(values, Decimal(0)) / len(values)
    ranges = [abs(late - early) for early, late in pairwise(values)]
    reach = _LIMIT * sum(ranges, Decimal(0)) / len(ranges)
    lower, upper = mean - reach, mean + reach
    found = _signals(values, mean, reach)
    latest = next((signal for signal in found if signal.index == len(values) - 1), None)
    if latest is None:
        variation = Variation.COMMON
    elif not polarity.sign:
        variation = Variation.NEUTRAL
    else:
        better = latest.up == (polarity is Polarity.HIGHER)
        variation = Variation.IMPROVEMENT if better else Variation.CONCERN
    assurance = Assurance.NONE
    if target is not None and polarity.sign:
        # where higher is better, a target below the lower limit is always met and one above the upper never
        sure = target < lower if polarity is Polarity.HIGHER else target > upper
        never = target > upper if polarity is Polarity.HIGHER else target < lower
        assurance = Assurance.PASS if sure else Assurance.FAIL if never else Assurance.HIT_AND_MISS
    trial = len(values) < FIRM_POINTS
    return Process(mean, lower, upper, found, variation, assurance, trial)


def _signals(values: Sequence[Decimal], mean: Decimal, reach: Decimal) -> tuple[Signal, ...]:
    """Return at most one signal per point: the first rule, in order of priority, that the point is part of."""
    by_point: dict[int, Signal] = {}
    ways = ((True, [value - mean for value in values]), (False, [mean - value for value in values]))
    for kind, size, broken_by in _RULES:
        for start in range(len(values) - size + 1):
            for up, away in ways:
                for offset in broken_by(away[start : start + size], reach):
                    by_point.setdefault(start + offset, Signal(start + offset, kind, up))
    return tuple(by_point[index] for index in sorted(by_point))


Distances = Sequence[Decimal]
"""How far points in a row lie from the mean, one way; the limit is at `reach`, the inner line at two thirds of it."""


def _astronomical(away: Distances, reach: Decimal) -> Iterable[int]:
    return (0,) if away[0] > reach else ()


def _trend(away: Distances, _: Decimal) -> Iterable[int]:
    return range(_RUN) if all(early < late for early, late in pairwise(away)) else ()


def _two_in_three(away: Distances, reach: Decimal) -> Iterable[int]:
    near = [offset for offset, distance in enumerate(away) if reach * 2 / 3 < distance <= reach]
    return near if len(near) >= 2 and all(distance > 0 for distance in away) else ()


def _shift(away: Distances, _: Decimal) -> Iterable[int]:
    return range(_RUN) if all(distance > 0 for distance in away) else ()


_RULES: Final = (
    (SignalKind.ASTRONOMICAL, 1, _astronomical),
    (SignalKind.TREND, _RUN, _trend),
    (SignalKind.TWO_IN_THREE, 3, _two_in_three),
    (SignalKind.SHIFT, _RUN, _shift),
)
"""Each rule with the number of points that it looks at; it returns which of them are signals."""
