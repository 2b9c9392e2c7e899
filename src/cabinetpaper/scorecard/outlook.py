"""Where a measure is heading, and whether its movement means anything: facts beyond the latest figure.

In: an assessment with its series. Out: facts by key:

    MEASURE.year_end             the projected outturn, with its sum; .year_end.rating and .year_end.method behind it
    MEASURE.usual                `within its usual range` or `outside its usual range` (statistical process control)
    MEASURE.variation .assurance what kind of variation, and whether the target can be relied on
    MEASURE.year_ago             the same period a year before, with .year_ago.change and .year_ago.direction
    MEASURE.numerator .denominator   the fraction behind a percentage
    MEASURE.written              the latest cell exactly as its source has it
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from cabinetpaper.fact import Fact
from cabinetpaper.measure import Basis, Rag
from cabinetpaper.rule import Method
from cabinetpaper.scorecard.assessment import Assessment
from cabinetpaper.scorecard.card import Observation, Scorecard
from cabinetpaper.scorecard.projection import Projection, project
from cabinetpaper.scorecard.rating import Rated, aimed_value, rate_observation
from cabinetpaper.scorecard.spc import FIRM_POINTS, Assurance, process
from cabinetpaper.scorecard.travel import direction_of_travel
from cabinetpaper.unit import Unit, grouped, rounded

__all__ = ["outlook_facts", "year_end"]

SPC_POINTS = 6
"""With fewer values nothing is said of usual ranges at all; from here to twelve the limits are trial limits."""


def year_end(scorecard: Scorecard, assessed: Assessment) -> tuple[Projection, Rated]:
    """Return the projection of a measure to its year end by its own method, and how that value would be rated."""
    measure = assessed.measure
    series = scorecard.series(measure.id)
    projection = project(measure, series, measure.projection)
    if projection.value is None:
        return projection, Rated(Rag.UNRATED, projection.reason)
    aims = [one for one in scorecard.targets_of(measure.id) if one.period is None or one.period.last == projection.period.last]
    target = next((one for one in aims if one.annual), aims[0] if aims else None)
    outturn = Observation(measure.id, projection.period, grouped(projection.value, projection.decimals), projection.value, projection.decimals)
    rated = rate_observation(
        replace(measure, basis=Basis.SNAPSHOT),
        outturn,
        target,
        scorecard.tolerance,
        family=scorecard.family,
        series=series,
        comparators=assessed.comparators,
    )
    return projection, rated


def outlook_facts(scorecard: Scorecard, assessed: Assessment) -> Iterator[Fact]:
    """Yield the facts of the outlook that the measure has figures for."""
    now, key = assessed.now, assessed.measure.id
    if now is None:
        return
    yield Fact(f"{key}.written", now.text or now.reason, period=now.period, sources=(now.place,), missing=now.value is None)
    for name, count in (("numerator", now.numerator), ("denominator", now.denominator)):
        if count is not None:
            yield Fact(f"{key}.{name}", grouped(count, 0), count, 0, Unit(), period=now.period, sources=(now.place,))
    if assessed.measure.projection is not Method.NONE:
        yield from _year_end(scorecard, assessed)
    yield from _year_ago(scorecard, assessed, now)
    yield from _process(scorecard, assessed)


def _year_end(scorecard: Scorecard, assessed: Assessment) -> Iterator[Fact]:
    measure = assessed.measure
    projection, rated = year_end(scorecard, assessed)
    key, places = f"{measure.id}.year_end", tuple(one.place for one in projection.of)
    if projection.value is None:
        yield Fact(key, projection.reason, unit=measure.unit, polarity=measure.polarity, period=projection.period, missing=True)
        return
    text = measure.unit.figure(projection.value, projection.decimals)
    parts = (f"{measure.id}.value",)
    yield Fact(key, text, projection.value, projection.decimals, measure.unit, measure.polarity, projection.period, places, parts, projection.sum)
    why = f" ({rated.reason})" if rated.reason else ""
    yield Fact(f"{key}.rating", rated.rag.value, sources=places, parts=(key,), sum=f"projected outturn rated against the year’s target{why}")
    yield Fact(f"{key}.method", projection.method.words, sources=(measure.place,))


def _year_ago(scorecard: Scorecard, assessed: Assessment, now: Observation) -> Iterator[Fact]:
    measure = assessed.measure
    before = next((one for one in scorecard.series(measure.id) if one.period == now.period.year_before), None)
    if before is None or before.value is None:
        return
    key, places = f"{measure.id}.year_ago", (now.place, before.place)
    text = measure.unit.figure(before.value, before.decimals)
    yield Fact(key, text, before.value, before.decimals, measure.unit, measure.polarity, before.period, (before.place,))
    if now.value is None or scorecard.broken_since(before):
        return
    decimals = max(now.decimals, before.decimals)
    change = rounded(now.value - before.value, decimals)
    sum_ = f"{now.text} \N{MINUS SIGN} {before.text}"
    shown = measure.unit.difference(change, decimals)
    yield Fact(f"{key}.change", shown, change, decimals, measure.unit, measure.polarity, now.period, places, (f"{measure.id}.value", key), sum_)
    way = direction_of_travel(measure, now, before, scorecard.unchanged_within)
    yield Fact(f"{key}.direction", way.value, sources=places, parts=(f"{measure.id}.value", key), sum="latest against the same period last year, by polarity")


def _process(scorecard: Scorecard, assessed: Assessment) -> Iterator[Fact]:
    """Yield what statistical process control says, from the longest run of one kind of period without a break."""
    measure, now = assessed.measure, assessed.now
    run: list[Observation] = []
    for one in reversed(scorecard.series(measure.id)):
        if now is None or one.value is None or one.period.kind is not now.period.kind:
            break
        run.insert(0, one)
        if one.break_before:
            break
    if len(run) < SPC_POINTS or measure.basis is Basis.YEAR_TO_DATE:
        return
    aim = aimed_value(assessed.target, run, assessed.comparators) if assessed.target is not None else "no target"
    found = process([one.exact or Decimal(0) for one in run], aim if isinstance(aim, Decimal) else None, measure.polarity)
    if found is None:
        return
    places = tuple(one.place for one in run)
    trial = f", trial limits: fewer than {FIRM_POINTS} points" if found.trial else ""
    low, high = (grouped(limit, 2) for limit in (found.lower, found.upper))
    sum_ = f"mean {grouped(found.mean, 2)}, limits {low} to {high} over {len(run)} periods{trial}"
    yield Fact(f"{measure.id}.usual", found.words, sources=places, sum=sum_)
    yield Fact(f"{measure.id}.variation", found.variation.value, sources=places, sum=sum_)
    if found.assurance is not Assurance.NONE:
        yield Fact(f"{measure.id}.assurance", found.assurance.value, sources=places, sum=sum_)
