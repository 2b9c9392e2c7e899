"""Where a measure is heading, and whether its movement means anything: facts beyond the latest figure.

In: an assessment with its series. Out: facts by key:

    MEASURE.year_end              the projected outturn, with its sum; .year_end.rating and .year_end.method behind it;
                                  .own our projection where the council's own forecast is printed instead
    MEASURE.usual                 `within its usual range` or `outside its usual range` (statistical process control),
                                  with .usual.mean .usual.lower_limit .usual.upper_limit behind it
    MEASURE.variation .assurance  what kind of variation, and whether the target can be relied on
    MEASURE.year_ago              the same period a year before, with .year_ago.change and .year_ago.direction
    MEASURE.numerator .denominator  the fraction behind a percentage
    MEASURE.written               the latest cell exactly as its source has it
    MEASURE.revised_from          what a revised figure was, as written
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypedDict

from cabinetpaper.fact import Fact
from cabinetpaper.finding import Place
from cabinetpaper.measure import Basis, Direction, Target
from cabinetpaper.period import Period
from cabinetpaper.rule import Method, Rag, Rated
from cabinetpaper.scorecard.assessment import Assessment
from cabinetpaper.scorecard.card import Observation, Scorecard, slug
from cabinetpaper.scorecard.projection import Projection, project, year_of
from cabinetpaper.scorecard.rating import aimed_value, rate_observation
from cabinetpaper.scorecard.spc import FIRM_POINTS, Assurance, Process, process
from cabinetpaper.scorecard.travel import direction_of_travel
from cabinetpaper.unit import Unit, grouped, rounded

SPC_POINTS = 6
"""With fewer values nothing is said of usual ranges at all; from here to twelve the limits are trial limits."""


@dataclass(frozen=True, slots=True)
class YearEnd:
    """Where a measure is heading by the end of its financial year.

    `own` is our projection by the measure's method; `stated` the council's own forecast, which is printed in its place.
    `target` is what the year end is held against, `method` how the figure came about, in words.
    """

    own: Projection
    stated: Observation | None
    target: Target | None
    rated: Rated

    @property
    def value(self) -> Decimal | None:
        """Return the value at year end, the council's where it states one; None where none is made."""
        return self.own.value if self.stated is None else self.stated.value

    @property
    def agree(self) -> bool:
        """Return whether our projection comes to the council's forecast at the precision in which that is printed."""
        ours, stated = self.own.value, self.stated
        if ours is None or stated is None or stated.value is None:
            return False
        return rounded(ours, stated.decimals) == rounded(stated.value, stated.decimals)

    @property
    def method(self) -> str:
        """Return how the figure came about: by our method, also where the council's forecast is the same, or as it was
        stated.
        """
        return self.own.method.words if self.stated is None or self.agree else "as the council forecasts"


def year_end(scorecard: Scorecard, assessed: Assessment) -> YearEnd | None:
    """Return where a measure is heading, or None where neither a method is set nor a forecast stated for the year
    end.
    """
    measure, now = assessed.measure, assessed.now
    series = scorecard.series(measure.id)
    own = project(measure, series, measure.projection)
    year = year_of(now.period) if now is not None else own.period
    forecasts = [row for row in scorecard.forecasts(measure.id) if row.value is not None]
    stated = next((row for row in reversed(forecasts) if row.period.last == year.last), None)
    if measure.projection is Method.NONE and stated is None:
        return None
    aims = [aim for aim in scorecard.targets_of(measure.id) if aim.period is None or aim.period.last == year.last]
    target = next((aim for aim in aims if aim.annual), aims[0] if aims else None)
    value, decimals = (own.value, own.decimals) if stated is None else (stated.value, stated.decimals)
    if value is None:
        return YearEnd(own, None, target, Rated(Rag.UNRATED, own.reason))
    rated = rate_observation(
        replace(measure, basis=Basis.SNAPSHOT),
        Observation(measure.id, year, stated.text if stated else grouped(value, decimals), value, decimals),
        target,
        scorecard.tolerance,
        family=scorecard.family,
        series=series,
        comparators=assessed.comparators,
    )
    return YearEnd(own, stated, target, rated)


def outlook_facts(scorecard: Scorecard, assessed: Assessment) -> Iterator[Fact]:
    """Yield the facts of the outlook that the measure has figures for."""
    now, key, unit = assessed.now, assessed.measure.id, assessed.measure.unit
    if now is None:
        return
    at: _At = {"period": now.period, "sources": (now.place,)}
    yield Fact(f"{key}.written", now.text or now.reason, missing=now.value is None, **at)
    if now.revised_from:
        yield Fact(f"{key}.revised_from", now.revised_from, unit=unit, **at)
    for name, count in (("numerator", now.numerator), ("denominator", now.denominator)):
        if count is not None:
            yield Fact(f"{key}.{name}", grouped(count, 0), count, 0, Unit(), **at)
    yield from _year_end(scorecard, assessed)
    yield from _year_ago(scorecard, assessed, now)
    yield from _process(scorecard, assessed)


class _At(TypedDict):
    period: Period
    sources: tuple[Place, ...]


def _year_end(scorecard: Scorecard, assessed: Assessment) -> Iterator[Fact]:
    """Yield the year end, how it was made and rated, and our own projection where the council states another figure."""
    measure, found = assessed.measure, year_end(scorecard, assessed)
    if found is None:
        return
    key, own, stated = f"{measure.id}.year_end", found.own, found.stated
    unit, polarity, sources = measure.unit, measure.polarity, tuple(row.place for row in own.of)
    if found.value is None:
        yield Fact(key, own.reason, unit=unit, polarity=polarity, period=own.period, missing=True)
        return
    printed = []
    if own.value is not None:
        text, value = unit.figure(own.value, own.decimals), rounded(own.value, own.decimals)
        parts = (f"{measure.id}.value",)
        printed = [Fact(key, text, value, own.decimals, unit, polarity, own.period, sources, parts, own.sum)]
    if stated is not None and stated.value is not None:
        text = f"{stated.qualifier} {unit.figure(stated.value, stated.decimals)}".strip()
        parts, at = (f"{measure.id}.forecast.{slug(stated.period.label)}",), (stated.place,)
        council = Fact(key, text, stated.value, stated.decimals, unit, polarity, stated.period, at, parts)
        printed = [replace(council, qualifier=stated.qualifier), *(replace(ours, key=f"{key}.own") for ours in printed)]
    yield from printed
    why = f" ({found.rated.reason})" if found.rated.reason else ""
    places = [*sources, *(held.place for held in (stated, found.target) if held is not None)]
    yield Fact(
        f"{key}.rating",
        found.rated.rag.value,
        sources=tuple(dict.fromkeys(places)),
        parts=(key,),
        sum=f"the year-end figure rated against the year’s target{why}",
    )
    yield Fact(f"{key}.method", found.method, sources=(measure.place,))


def _year_ago(scorecard: Scorecard, assessed: Assessment, now: Observation) -> Iterator[Fact]:
    measure = assessed.measure
    before = scorecard.year_ago(measure)
    if before is None or before.value is None:
        return
    key, places, unit, polarity = f"{measure.id}.year_ago", (now.place, before.place), measure.unit, measure.polarity
    pair = (f"{measure.id}.value", key)
    text = unit.figure(before.value, before.decimals)
    yield Fact(key, text, before.value, before.decimals, unit, polarity, before.period, (before.place,))
    way, why = Direction.UNKNOWN, ""
    if now.value is not None and scorecard.broken_since(before):
        way, why = Direction.NOT_COMPARABLE, "the series breaks between the two"
    elif now.value is not None:
        decimals = max(now.decimals, before.decimals)
        change, how = rounded(now.value - before.value, decimals), f"{now.text} \N{MINUS SIGN} {before.text}"
        text = unit.difference(change, decimals)
        yield Fact(f"{key}.change", text, change, decimals, unit, polarity, now.period, places, pair, how)
        way = direction_of_travel(measure, now, before, scorecard.unchanged_within)
        why = "latest against the same period last year, by polarity"
    yield Fact(f"{key}.direction", way.value, sources=places, parts=pair, sum=why)


@dataclass(frozen=True, slots=True)
class Usual:
    """A measure under statistical process control: the observations that were looked at, and what they say."""

    run: tuple[Observation, ...]
    process: Process


def usual(scorecard: Scorecard, assessed: Assessment) -> Usual | None:
    """Return what statistical process control says of the longest run of one kind of period without a break or a gap;
    None where it is too short, or the measure is for the year to date, which rises by its nature.
    """
    measure, now = assessed.measure, assessed.now
    run: list[Observation] = []
    for row in reversed(scorecard.series(measure.id)):
        if now is None or row.value is None or row.period.kind is not now.period.kind:
            break
        run.insert(0, row)
        if row.break_before:
            break
    if len(run) < SPC_POINTS or measure.basis is Basis.YEAR_TO_DATE:
        return None
    aim = aimed_value(assessed.target, run, assessed.comparators) if assessed.target is not None else None
    values = [row.exact or Decimal(0) for row in run]
    found = process(values, aim if isinstance(aim, Decimal) else None, measure.polarity)
    return None if found is None else Usual(tuple(run), found)


def _process(scorecard: Scorecard, assessed: Assessment) -> Iterator[Fact]:
    """Yield the words and the lines of a measure's usual range."""
    own = usual(scorecard, assessed)
    if own is None:
        return
    found, key, unit = own.process, assessed.measure.id, assessed.measure.unit
    sources = tuple(row.place for row in own.run)
    trial = f", trial limits: fewer than {FIRM_POINTS} points" if found.trial else ""
    limits = f"limits {grouped(found.lower, 2)} to {grouped(found.upper, 2)}"
    how = f"mean {grouped(found.mean, 2)}, {limits} over {len(own.run)} periods{trial}"
    yield Fact(f"{key}.usual", found.words, sources=sources, sum=how)
    yield Fact(f"{key}.variation", found.variation.value, sources=sources, sum=how)
    if found.assurance is not Assurance.NONE:
        yield Fact(f"{key}.assurance", found.assurance.value, sources=sources, sum=how)
    decimals = max(row.decimals for row in own.run) + 1
    for name, value in (("mean", found.mean), ("lower_limit", found.lower), ("upper_limit", found.upper)):
        text, line = unit.figure(value, decimals), rounded(value, decimals)
        yield Fact(f"{key}.usual.{name}", text, line, decimals, unit, sources=sources, sum=how)
