"""Rate an observation: find what its value is held against, and let the measure's rule decide.

In: a measure with its observation, target, series and comparators, all unrounded. Out: a `Rated`, with the reason where
there is no rating. No data is never red; a part of a year is never held against a whole year's target.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from cabinetpaper.measure import Basis, Comparator, Measure, Target
from cabinetpaper.period import Period, PeriodKind
from cabinetpaper.rule import Family, Operator, Polarity, Rag, Rated, Rule, Yardstick
from cabinetpaper.scorecard.card import Observation
from cabinetpaper.unit import UnitKind, decimals_of

WHOLE_YEAR = "whole-year target"
"""The reason of a part-year figure that is not rated."""

_YEARS = frozenset({PeriodKind.YEAR, PeriodKind.ACADEMIC, PeriodKind.CALENDAR})


def rule_of(measure: Measure, family: Family, tolerance: Decimal) -> Rule:
    """Return the rule that rates a measure: its own, or the council's family and tolerance."""
    own, floor, unit = measure.tolerance if measure.tolerance is not None else tolerance, measure.floor, measure.unit
    by, end = unit.difference(own, decimals_of(own)), "" if floor is None else unit.figure(floor, decimals_of(floor))
    return Rule(measure.family or family, own, floor, by, end)


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
        return rule.rate(Decimal(0), Yardstick(stated=now.stated))
    if now.value is None:
        return Rated(Rag.UNRATED, now.reason)
    if target is None and rule.family is not Family.COMPARATOR:
        return Rated(Rag.UNRATED, "no target" if rule.family is not Family.NONE else "not rated")
    against = _meant(target, comparators) if target is None or target.comparator else None
    if refused := refusal(measure, now, target, against):
        return Rated(Rag.UNRATED, refused)
    aim = aimed_value(target, series, comparators)
    if isinstance(aim, str):
        return Rated(Rag.UNRATED, aim)
    held = Yardstick(
        aim,
        upper=target.upper if target else None,
        operator=target.operator if target else Operator.AT_LEAST,
        polarity=measure.polarity,
        year_ago=next((row.exact for row in series if row.period == now.period.year_before), None),
    )
    value = now.exact if now.exact is not None else now.value
    if held.upper is not None and rule.family is not Family.RANGE:
        # a rule that knows one target only: the end of the range that the value is beyond
        held = (
            Yardstick(held.upper, operator=Operator.AT_MOST, polarity=Polarity.LOWER)
            if value > held.upper
            else Yardstick(aim, operator=Operator.AT_LEAST, polarity=Polarity.HIGHER)
        )
    return rule.rate(value, held)


def refusal(measure: Measure, now: Observation, target: Target | None, comparator: Comparator | None = None) -> str:
    """Return in words why a figure is not held against its target, or nothing.

    What adds up over time (counts and money in a period, everything for the year to date) is never held against a
    target for another length of time; a count never against other areas' counts, nor a rate against one for another
    length.
    """
    adds_up = measure.unit.kind in {UnitKind.COUNT, UnitKind.MONEY}
    in_year = now.period.kind not in _YEARS
    if comparator is not None:
        if adds_up or comparator.kind == "total":
            return "counts are not compared with other areas’ counts"
        over_time = measure.unit.kind is UnitKind.RATE and measure.basis in {Basis.IN_PERIOD, Basis.YEAR_TO_DATE}
        return _lengths("comparator", comparator.period, now.period) if over_time else ""
    if target is None:
        return ""
    if measure.basis is Basis.YEAR_TO_DATE:
        if target.period is None or target.period.last == now.period.last:
            year_end = (now.period.last.month, now.period.last.day) == (3, 31)
            return WHOLE_YEAR if target.annual and in_year and not year_end else ""
        whole = target.annual or target.period.kind in _YEARS
        return WHOLE_YEAR if whole else f"target for {target.period}, figure up to {now.period}"
    if measure.basis is not Basis.IN_PERIOD:
        return ""
    if target.annual and in_year:
        return WHOLE_YEAR
    if not adds_up or target.period is None:
        return ""
    return WHOLE_YEAR if target.period.kind in _YEARS and in_year else _lengths("target", target.period, now.period)


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
        match = _meant(target, comparators)
        return match.value if match is not None and match.value is not None else "no comparator’s figure"
    if target.change is not None:
        if target.baseline is None:
            return "the baseline is not stated"
        at, end = target.baseline, target.baseline.last
        values = [row for row in series if row.value is not None]
        base = next((row.exact for row in values if row.period == at), None) or next(
            (row.exact for row in values if row.period.last == end), None
        )
        if base is None:
            return f"no figure for the baseline, {target.baseline}"
        return base * (100 + target.change) / 100 if target.change_percent else base + target.change
    if target.value is None:
        return f"target {target.text}" if target.text else "no target"
    return target.value


def _meant(target: Target | None, comparators: Sequence[Comparator]) -> Comparator | None:
    """Return the comparator with a figure that a target's words (`national average`) mean (`England`); no words mean
    the first there is. A rank is no figure to aim for.
    """
    wanted = target.comparator.lower() if target is not None else ""
    national = ("england", "national")
    for comparator in comparators:
        name = comparator.name.lower()
        if comparator.rank or comparator.value is None:
            continue
        if any(word in wanted for word in national):
            if any(word in name for word in national):
                return comparator
        elif name in wanted or wanted in name:
            return comparator
    return None
