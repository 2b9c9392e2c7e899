"""Rate a value against its target.

In: value, target, polarity, tolerance, all unrounded. Out: a `Rag` with the reason where there is none. Each family of rules is
one function of the same signature; the paper prints the rule it used.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from cabinetpaper.measure import Basis, Measure, Operator, Polarity, Rag, Target
from cabinetpaper.period import PeriodKind
from cabinetpaper.scorecard.card import Observation

__all__ = ["Rated", "rate", "rate_observation", "shortfall"]


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating, and for a measure without one the reason in words."""

    rag: Rag
    reason: str = ""


def shortfall(value: Decimal, target: Target, polarity: Polarity) -> Decimal:
    """Return how far the value is past the target, as a share of it: d = s(v - t)/|t|; negative is worse (domain 2.2).

    The target must have a value other than 0.
    """
    if not target.value:
        raise ValueError("a relative shortfall needs a target other than 0")
    return polarity.sign * (value - target.value) / abs(target.value)


def rate(value: Decimal, target: Target, polarity: Polarity, tolerance: Decimal) -> Rated:
    """Return the rating by relative tolerance: green at the target or better, amber within `tolerance` percent of it, else red.

    A strict target (`<37`) is missed by meeting it exactly; a missed target is amber at best. Without polarity the operator
    says which way is good. A target of 0 is either met or missed, since nothing is within a percentage of it.
    """
    if target.value is None:
        return Rated(Rag.UNRATED, f"target {target.text}" if target.text else "no target")
    way = polarity if polarity.sign else (Polarity.LOWER if target.operator in {Operator.AT_MOST, Operator.UNDER} else Polarity.HIGHER)
    distance = way.sign * (value - target.value)
    if distance > 0 or (distance == 0 and not target.operator.strict):
        return Rated(Rag.GREEN)
    if target.value != 0 and shortfall(value, target, way) * 100 >= -tolerance:
        return Rated(Rag.AMBER)
    return Rated(Rag.RED)


def rate_observation(measure: Measure, now: Observation | None, target: Target | None, tolerance: Decimal) -> Rated:
    """Return the rating of an observation, or why it has none. No data is never red; nor is a part-year figure against a
    whole year's target (domain 2.2).
    """
    if now is None:
        return Rated(Rag.UNRATED, "no figure")
    if now.value is None:
        return Rated(Rag.UNRATED, now.reason)
    if target is None:
        return Rated(Rag.UNRATED, "no target")
    part = now.period.kind not in {PeriodKind.YEAR, PeriodKind.ACADEMIC, PeriodKind.CALENDAR}
    if target.annual and part and measure.basis in {Basis.IN_PERIOD, Basis.YEAR_TO_DATE}:
        return Rated(Rag.UNRATED, "whole-year target")
    own = measure.tolerance if measure.tolerance is not None else tolerance
    return rate(now.value, target, measure.polarity, own)
