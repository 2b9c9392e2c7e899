"""Rate an observation: find what its value is held against, and let the measure's family of rules decide.

In: a measure with its observation, target, series and comparators, all unrounded. Out: a `Rated`, with the reason where there is no
rating. No data is never red; a part of a year is never held against a whole year's target (domain 2.2).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from cabinetpaper.measure import Basis, Comparator, Measure, Operator, Polarity, Rag, Target
from cabinetpaper.period import PeriodKind
from cabinetpaper.rule import Family, Rule
from cabinetpaper.scorecard.card import Observation
from cabinetpaper.scorecard.families import Rated, Yardstick, rate_by
from cabinetpaper.unit import UnitKind

__all__ = ["WHOLE_YEAR", "Rated", "aimed_value", "rate", "rate_observation", "rule_of", "shortfall"]

WHOLE_YEAR = "whole-year target"
"""The reason of a part-year figure that is not rated."""

_YEARS = frozenset({PeriodKind.YEAR, PeriodKind.ACADEMIC, PeriodKind.CALENDAR})


def shortfall(value: Decimal, target: Target, polarity: Polarity) -> Decimal:
    """Return how far the value is past the target, as a share of it: d = s(v - t)/|t|; negative is worse (domain 2.2).

    The target must have a value other than 0.
    """
    if not target.value:
        raise ValueError("a relative shortfall needs a target other than 0")
    return polarity.sign * (value - target.value) / abs(target.value)


def rate(value: Decimal, target: Target, polarity: Polarity, tolerance: Decimal) -> Rated:
    """Return the rating by relative tolerance: green at the target or better, amber within `tolerance` percent of it, else red."""
    if target.value is None:
        return Rated(Rag.UNRATED, f"target {target.text}" if target.text else "no target")
    return rate_by(value, Yardstick(target.value, target.upper, target.operator, polarity), Rule(Family.RELATIVE, tolerance))


def rule_of(measure: Measure, family: Family, tolerance: Decimal) -> Rule:
    """Return the rule that rates a measure: its own, or the council's family and tolerance."""
    own = measure.tolerance if measure.tolerance is not None else tolerance
    return Rule(measure.family or family, own, measure.floor)


def rate_observation(
    measure: Measure,
    now: Observation | None,
    target: Target | None,
    tolerance: Decimal,
    *,
    family: Family = Family.RELATIVE,
    series: Sequence[Observation] = (),
    comparators: Sequence[Comparator] = (),
) -> Rated:
    """Return the rating of an observation, or why it has none."""
    if now is None:
        return Rated(Rag.UNRATED, "no figure")
    rule = rule_of(measure, family, tolerance)
    if rule.family is Family.BRAG:
        return rate_by(Decimal(0), Yardstick(stated=now.stated), rule)
    if now.value is None:
        return Rated(Rag.UNRATED, now.reason)
    if target is None and rule.family is not Family.COMPARATOR:
        return Rated(Rag.UNRATED, "no target" if rule.family is not Family.NONE else "not rated")
    if target is not None and _whole_year(measure, now, target):
        return Rated(Rag.UNRATED, WHOLE_YEAR)
    aim = aimed_value(target, series, comparators)
    if isinstance(aim, str):
        return Rated(Rag.UNRATED, aim)
    before = next((one.exact for one in series if one.period == now.period.year_before), None)
    operator = target.operator if target is not None else Operator.AT_LEAST
    return rate_by(now.exact or now.value, Yardstick(aim, target.upper if target else None, operator, measure.polarity, before), rule)


def _whole_year(measure: Measure, now: Observation, target: Target) -> bool:
    """Return whether a part of a year would be held against a whole year's target: counts and money add up over the year."""
    if now.period.kind in _YEARS or measure.basis not in {Basis.IN_PERIOD, Basis.YEAR_TO_DATE}:
        return False
    adds_up = measure.unit.kind in {UnitKind.COUNT, UnitKind.MONEY}
    return target.annual or (adds_up and target.period is not None and target.period.kind in _YEARS)


def aimed_value(target: Target | None, series: Sequence[Observation], comparators: Sequence[Comparator]) -> Decimal | str:
    """Return the number that is aimed for, or in words why there is none.

    A comparator's target is that comparator's figure; a change is aimed for against the observation at its baseline:
    baseline x (1 + percent/100), or baseline + change.
    """
    if target is None or target.comparator:
        name = target.comparator.lower() if target is not None else ""
        match = next((one for one in comparators if one.value is not None and _names(name, one.name.lower())), None)
        return match.value if match is not None and match.value is not None else "no comparator’s figure"
    if target.change is not None:
        if target.baseline is None:
            return "the baseline is not stated"
        base = next((one.exact for one in series if one.period == target.baseline and one.value is not None), None)
        if base is None:
            return f"no figure for the baseline, {target.baseline}"
        return base * (100 + target.change) / 100 if target.change_percent else base + target.change
    if target.value is None:
        return f"target {target.text}" if target.text else "no target"
    return target.value


def _names(wanted: str, name: str) -> bool:
    """Return whether a target's words (`national average`) mean a comparator (`England`); no words mean the first there is."""
    if not wanted:
        return True
    national = ("england", "national")
    if any(word in wanted for word in national):
        return any(word in name for word in national)
    return name in wanted or wanted in name
