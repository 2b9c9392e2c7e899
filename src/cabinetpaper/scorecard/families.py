"""The families of rules by which councils rate a measure.

In: a value, what it is held against, and a `Rule`. Out: a `Rated`. Every family is one function of the same signature
in `FAMILIES`; the paper prints `Rule.words`. Values are unrounded; strict operators make equality a miss (domain 2.2).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from cabinetpaper.measure import Operator, Polarity, Rag
from cabinetpaper.rule import Family, Rule


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating, and for a measure without one the reason in words."""

    rag: Rag
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What a value is held against. `target` may be the lower end of a range whose upper end is `upper`, the budget, or
    the comparator's value; `year_ago` is the same period's value a year before; `stated` a rating that the data state
    in words.
    """

    target: Decimal | None = None
    upper: Decimal | None = None
    operator: Operator = Operator.AT_LEAST
    polarity: Polarity = Polarity.NONE
    year_ago: Decimal | None = None
    stated: str = ""

    @property
    def way(self) -> Polarity:
        """Return which way is good: the measure's polarity, or what the operator implies."""
        if self.polarity.sign:
            return self.polarity
        return Polarity.LOWER if self.operator in {Operator.AT_MOST, Operator.UNDER} else Polarity.HIGHER


def rate_by(value: Decimal, yardstick: Yardstick, rule: Rule) -> Rated:
    """Return the rating of the value by the rule's family."""
    if yardstick.target is None and rule.family not in {Family.BRAG, Family.NONE}:
        return Rated(Rag.UNRATED, "no comparator" if rule.family is Family.COMPARATOR else "no target")
    return FAMILIES[rule.family](value, yardstick, rule)


def _distance(value: Decimal, yardstick: Yardstick) -> Decimal:
    """Return how far the value is on the good side of the target: s(v - t)."""
    assert yardstick.target is not None  # noqa: S101 - rate_by lets no family see a missing target
    return yardstick.way.sign * (value - yardstick.target)


def _met(value: Decimal, yardstick: Yardstick) -> bool:
    distance = _distance(value, yardstick)
    return distance > 0 or (distance == 0 and not yardstick.operator.strict)


def _relative(value: Decimal, yardstick: Yardstick, rule: Rule) -> Rated:
    if _met(value, yardstick):
        return Rated(Rag.GREEN)
    target = yardstick.target
    near = bool(target) and -_distance(value, yardstick) * 100 <= rule.tolerance * abs(target or Decimal(0))
    return Rated(Rag.AMBER if near else Rag.RED)


def _absolute(value: Decimal, yardstick: Yardstick, rule: Rule) -> Rated:
    if _met(value, yardstick):
        return Rated(Rag.GREEN)
    return Rated(Rag.AMBER if -_distance(value, yardstick) <= rule.tolerance else Rag.RED)


def _floor(value: Decimal, yardstick: Yardstick, rule: Rule) -> Rated:
    if rule.floor is None:
        return Rated(Rag.UNRATED, "no floor is set")
    if _met(value, yardstick):
        return Rated(Rag.GREEN)
    return Rated(Rag.AMBER if yardstick.way.sign * (value - rule.floor) >= 0 else Rag.RED)


def _trend(value: Decimal, yardstick: Yardstick, _: Rule) -> Rated:
    if _met(value, yardstick):
        return Rated(Rag.GREEN)
    if yardstick.year_ago is None:
        return Rated(Rag.UNRATED, "no figure from a year ago")
    return Rated(Rag.AMBER if yardstick.way.sign * (value - yardstick.year_ago) >= 0 else Rag.RED)


def _range(value: Decimal, yardstick: Yardstick, rule: Rule) -> Rated:
    low = yardstick.target if yardstick.target is not None else value
    high = yardstick.upper if yardstick.upper is not None else low
    if low <= value <= high:
        return Rated(Rag.GREEN)
    return Rated(Rag.AMBER if low - rule.tolerance <= value <= high + rule.tolerance else Rag.RED)


def _two_state(value: Decimal, yardstick: Yardstick, _: Rule) -> Rated:
    return Rated(Rag.GREEN if _met(value, yardstick) else Rag.RED)


def _stated(_: Decimal, yardstick: Yardstick, __: Rule) -> Rated:
    """Return the rating that somebody gave: a BRAG status is a judgement, not a sum."""
    words = {"b": Rag.BLUE, "g": Rag.GREEN, "a": Rag.AMBER, "r": Rag.RED}
    rag = words.get(yardstick.stated.strip().lower()[:1])
    return Rated(rag) if rag else Rated(Rag.UNRATED, "no status given")


def _finance(value: Decimal, yardstick: Yardstick, rule: Rule) -> Rated:
    """Return the rating of a forecast against its budget: cost up is adverse, income is turned by polarity."""
    turned = Yardstick(
        yardstick.target, None, Operator.AT_MOST, yardstick.polarity if yardstick.polarity.sign else Polarity.LOWER
    )
    return _relative(value, turned, rule)


def _none(_: Decimal, __: Yardstick, ___: Rule) -> Rated:
    return Rated(Rag.UNRATED, "not rated")


Rater = Callable[[Decimal, Yardstick, Rule], Rated]

FAMILIES: Final[Mapping[Family, Rater]] = MappingProxyType(
    {
        Family.RELATIVE: _relative,
        Family.ABSOLUTE: _absolute,
        Family.FLOOR: _floor,
        Family.BOUNDARIES: _floor,
        Family.TREND: _trend,
        Family.RANGE: _range,
        Family.TWO_STATE: _two_state,
        Family.BRAG: _stated,
        Family.COMPARATOR: _relative,
        Family.FINANCE: _finance,
        Family.NONE: _none,
    }
)
