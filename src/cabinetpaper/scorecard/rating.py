"""Rate an observation: find what its value is held against, and let the measure's family of rules decide.

In: a measure with its observation, target, series and comparators, all unrounded. Out: a `Rated`, with the reason where
there is no rating. No data is never red; a part of a year is never held against a whole year's target (domain 2.2).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from cabinetpaper.measure import Basis, Comparator, Measure, Operator, Polarity, Rag, Target
from cabinetpaper.period import Period, PeriodKind
from cabinetpaper.rule import Family, Rule
from cabinetpaper.scorecard.card import Observation
from cabinetpaper.scorecard.families import Rated, Yardstick, rate_by
from cabinetpaper.unit import UnitKind

__all__ = ["WHOLE_YEAR", "Rated", "aimed_value", "rate", "rate_observation", "refusal", "rule_of", "shortfall"]

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
    """Return the rating by relative tolerance: green at the target or better, amber within `tolerance` percent of it,
    else red.
    """
    if target.value is None:
        return Rated(Rag.UNRATED, f"target {target.text}" if target.text else "no target")
    return rate_by(
        value, Yardstick(target.value, target.upper, target.operator, polarity), Rule(Family.RELATIVE, tolerance)
    )


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
    other = (
        next((one for one in comparators if one.value is not None and _names(target, one)), None)
        if target is None or target.comparator
        else None
    )
    if refused := refusal(measure, now, target, other):
        return Rated(Rag.UNRATED, refused)
    aim = aimed_value(target, series, comparators)
    if isinstance(aim, str):
        return Rated(Rag.UNRATED, aim)
    before = next((one.exact for one in series if one.period == now.period.year_before), None)
    operator = target.operator if target is not None else Operator.AT_LEAST
    value = now.exact if now.exact is not None else now.value
    if target is not None and target.upper is not None and rule.family is not Family.RANGE:
        return _within(value, aim, target.upper, rule)
    return rate_by(value, Yardstick(aim, target.upper if target else None, operator, measure.polarity, before), rule)


def _within(value: Decimal, low: Decimal, high: Decimal, rule: Rule) -> Rated:
    """Return the rating against a range by a rule that knows one target only: against the end that the value is
    beyond.
    """
    ends = (
        Yardstick(low, None, Operator.AT_LEAST, Polarity.HIGHER),
        Yardstick(high, None, Operator.AT_MOST, Polarity.LOWER),
    )
    return rate_by(value, ends[value > high], rule)


def refusal(measure: Measure, now: Observation, target: Target | None, comparator: Comparator | None = None) -> str:
    """Return in words why a figure is not held against its target, or nothing.

    What adds up over time (counts and money in a period, everything for the year to date) is never held against a
    target for another length of time; a count never against other areas' counts, nor a rate against one for another
    length (domain 2.2, 2.5).
    """
    adds_up = measure.unit.kind in {UnitKind.COUNT, UnitKind.MONEY}
    if comparator is not None:
        if adds_up or comparator.kind == "total":
            return "counts are not compared with other areas’ counts"
        over_time = measure.unit.kind is UnitKind.RATE and measure.basis in {Basis.IN_PERIOD, Basis.YEAR_TO_DATE}
        return _lengths("comparator", comparator.period, now.period) if over_time else ""
    if target is None:
        return ""
    whole = now.period.kind in _YEARS
    if measure.basis is Basis.YEAR_TO_DATE:
        return _to_date(now, target)
    if measure.basis is not Basis.IN_PERIOD:
        return ""
    if target.annual and not whole:
        return WHOLE_YEAR
    if not adds_up or target.period is None:
        return ""
    return WHOLE_YEAR if target.period.kind in _YEARS and not whole else _lengths("target", target.period, now.period)


def _to_date(now: Observation, target: Target) -> str:
    """Return why a figure for the year to date is not held against a target: only one for the same point of the year
    will do.
    """
    over = now.period.kind in _YEARS or (now.period.last.month, now.period.last.day) == (3, 31)
    if target.period is None or target.period.last == now.period.last:
        return WHOLE_YEAR if target.annual and not over else ""
    return (
        WHOLE_YEAR
        if target.annual or target.period.kind in _YEARS
        else f"target for {target.period}, figure up to {now.period}"
    )


def _lengths(what: str, period: Period | None, now: Period) -> str:
    """Return that two periods differ in length, or nothing; a day or a month names a date, by which something is aimed
    for.
    """
    if period is None or period.kind.months < 3 or period.kind.months == now.kind.months:
        return ""
    return f"{what} for a {period.kind.value}, figure for a {now.kind.value}"


def aimed_value(
    target: Target | None, series: Sequence[Observation], comparators: Sequence[Comparator]
) -> Decimal | str:
    """Return the number that is aimed for, or in words why there is none.

    A comparator's target is that comparator's figure; a change is aimed for against the observation at its baseline:
    baseline x (1 + percent/100), or baseline + change.
    """
    if target is None or target.comparator:
        match = next((one for one in comparators if one.value is not None and _names(target, one)), None)
        return match.value if match is not None and match.value is not None else "no comparator’s figure"
    if target.change is not None:
        if target.baseline is None:
            return "the baseline is not stated"
        at, end = target.baseline, target.baseline.last
        values = [one for one in series if one.value is not None]
        base = next((one.exact for one in values if one.period == at), None) or next(
            (one.exact for one in values if one.period.last == end), None
        )
        if base is None:
            return f"no figure for the baseline, {target.baseline}"
        return base * (100 + target.change) / 100 if target.change_percent else base + target.change
    if target.value is None:
        return f"target {target.text}" if target.text else "no target"
    return target.value


def _names(target: Target | None, comparator: Comparator) -> bool:
    """Return whether a target's words (`national average`) mean a comparator (`England`); no words mean the first there
    is. A rank is no figure to aim for.
    """
    wanted, name = target.comparator.lower() if target is not None else "", comparator.name.lower()
    if comparator.rank or not wanted:
        return not comparator.rank
    national = ("england", "national")
    if any(word in wanted for word in national):
        return any(word in name for word in national)
    return name in wanted or wanted in name
