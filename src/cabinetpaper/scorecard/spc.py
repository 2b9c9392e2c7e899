"""Tell a signal from ordinary variation: the XmR chart of statistical process control.

In: a series of values, oldest first, with target and polarity. Out: limits, the signals found, and the variation and
assurance in words, as NHS Making Data Count uses them (formulas from NHSRplotthedots). All sums are
decimal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    inner_lower: Decimal
    inner_upper: Decimal
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
    inner = reach * 2 / 3
    found = _signals(_Chart(values, mean, lower, mean - inner, mean + inner, upper))
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
    return Process(mean, lower, upper, mean - inner, mean + inner, found, variation, assurance, trial)


@dataclass(frozen=True, slots=True)
class _Chart:
    """The values with their lines, for the rules to look at."""

    values: Sequence[Decimal]
    mean: Decimal
    lower: Decimal
    inner_lower: Decimal
    inner_upper: Decimal
    upper: Decimal


def _astronomical(chart: _Chart) -> Iterator[tuple[int, bool]]:
    for index, value in enumerate(chart.values):
        if value > chart.upper or value < chart.lower:
            yield index, value > chart.upper


def _trend(chart: _Chart) -> Iterator[tuple[int, bool]]:
    steps = [late - early for early, late in pairwise(chart.values)]
    for start in range(len(chart.values) - _RUN + 1):
        run = steps[start : start + _RUN - 1]
        if all(step > 0 for step in run) or all(step < 0 for step in run):
            yield from ((index, run[0] > 0) for index in range(start, start + _RUN))


def _two_in_three(chart: _Chart) -> Iterator[tuple[int, bool]]:
    for start in range(len(chart.values) - 2):
        three = range(start, start + 3)
        for up in (True, False):
            near = [i for i in three if _near(chart, chart.values[i], up)]
            if len(near) >= 2 and all(_beyond_mean(chart, i, up) for i in three):
                yield from ((index, up) for index in near)


def _shift(chart: _Chart) -> Iterator[tuple[int, bool]]:
    for start in range(len(chart.values) - _RUN + 1):
        run = range(start, start + _RUN)
        for up in (True, False):
            if all(_beyond_mean(chart, i, up) for i in run):
                yield from ((index, up) for index in run)


def _near(chart: _Chart, value: Decimal, up: bool) -> bool:
    return chart.inner_upper < value <= chart.upper if up else chart.lower <= value < chart.inner_lower


def _beyond_mean(chart: _Chart, index: int, up: bool) -> bool:
    return chart.values[index] > chart.mean if up else chart.values[index] < chart.mean


_RULES: Final = (
    (SignalKind.ASTRONOMICAL, _astronomical),
    (SignalKind.TREND, _trend),
    (SignalKind.TWO_IN_THREE, _two_in_three),
    (SignalKind.SHIFT, _shift),
)


def _signals(chart: _Chart) -> tuple[Signal, ...]:
    """Return at most one signal per point: the first rule, in order of priority, that the point is part of."""
    by_point: dict[int, Signal] = {}
    for kind, rule in _RULES:
        for index, up in rule(chart):
            by_point.setdefault(index, Signal(index, kind, up))
    return tuple(by_point[index] for index in sorted(by_point))
