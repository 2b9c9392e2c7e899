"""Where a measure is heading, and whether its movement means anything: facts beyond the latest figure.

In: an assessment with its series. Out: facts by key:

    MEASURE.year_end             the projected outturn, with its sum; .year_end.rating and .year_end.method behind it
                                 .own our projection where the council's own forecast is printed instead MEASURE.usual
                                 `within its usual range` or `outside its usual range` (statistical process control),
                                 with .usual.mean .usual.lower_limit .usual.upper_limit behind it MEASURE.variation
                                 .assurance what kind of variation, and whether the target can be relied on
                                 MEASURE.year_ago             the same period a year before, with .year_ago.change and
                                 .year_ago.direction MEASURE.numerator .denominator   the fraction behind a percentage
                                 MEASURE.written              the latest cell exactly as its source has it
                                 MEASURE.revised_from         what a revised figure was, as written
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from cabinetpaper.fact import Fact
from cabinetpaper.measure import Basis, Direction, Rag, Target
from cabinetpaper.rule import Method
from cabinetpaper.scorecard.assessment import Assessment
from cabinetpaper.scorecard.card import Observation, Scorecard, slug
from cabinetpaper.scorecard.projection import Projection, project, year_of
from cabinetpaper.scorecard.rating import Rated, aimed_value, rate_observation
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
        one, other = self.own.value, self.stated
        return (
            one is not None
            and other is not None
            and other.value is not None
            and rounded(one, other.decimals) == rounded(other.value, other.decimals)
        )

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
    ahead = [one for one in scorecard.forecasts(measure.id) if one.value is not None and one.period.last == year.last]
    if measure.projection is Method.NONE and not ahead:
        return None
    stated = ahead[-1] if ahead else None
    aims = [one for one in scorecard.targets_of(measure.id) if one.period is None or one.period.last == year.last]
    target = next((one for one in aims if one.annual), aims[0] if aims else None)
    value = own.value if stated is None else stated.value
    if value is None:
        return YearEnd(own, None, target, Rated(Rag.UNRATED, own.reason))
    outturn = Observation(
        measure.id,
        year,
        stated.text if stated else grouped(value, own.decimals),
        value,
        stated.decimals if stated else own.decimals,
    )
    rated = rate_observation(
        replace(measure, basis=Basis.SNAPSHOT),
        outturn,
        target,
        scorecard.tolerance,
        family=scorecard.family,
        series=series,
        comparators=assessed.comparators,
    )
    return YearEnd(own, stated, target, rated)


def outlook_facts(scorecard: Scorecard, assessed: Assessment) -> Iterator[Fact]:
    """Yield the facts of the outlook that the measure has figures for."""
    now, key = assessed.now, assessed.measure.id
    if now is None:
        return
    yield Fact(
        f"{key}.written", now.text or now.reason, period=now.period, sources=(now.place,), missing=now.value is None
    )
    if now.revised_from:
        yield Fact(
            f"{key}.revised_from", now.revised_from, unit=assessed.measure.unit, period=now.period, sources=(now.place,)
        )
    for name, count in (("numerator", now.numerator), ("denominator", now.denominator)):
        if count is not None:
            yield Fact(f"{key}.{name}", grouped(count, 0), count, 0, Unit(), period=now.period, sources=(now.place,))
    yield from _year_end(scorecard, assessed)
    yield from _year_ago(scorecard, assessed, now)
    yield from _process(scorecard, assessed)


def _year_end(scorecard: Scorecard, assessed: Assessment) -> Iterator[Fact]:
    """Yield the year end, how it was made and rated, and our own projection where the council states another figure."""
    measure, found = assessed.measure, year_end(scorecard, assessed)
    if found is None:
        return
    key, own = f"{measure.id}.year_end", found.own
    unit, polarity, places = measure.unit, measure.polarity, tuple(one.place for one in own.of)
    if found.value is None:
        yield Fact(key, own.reason, unit=unit, polarity=polarity, period=own.period, missing=True)
        return
    ours = Fact(key, "", own.value, own.decimals, unit, polarity, own.period, places, (f"{measure.id}.value",), own.sum)
    if own.value is not None:
        ours = replace(ours, text=unit.figure(own.value, own.decimals), value=rounded(own.value, own.decimals))
    stated = found.stated
    if stated is None or stated.value is None:
        yield ours
    else:
        figure = unit.figure(stated.value, stated.decimals)
        said = (f"{measure.id}.forecast.{slug(stated.period.label)}",)
        text = f"{stated.qualifier} {figure}".strip()
        yield Fact(
            key,
            text,
            stated.value,
            stated.decimals,
            unit,
            polarity,
            stated.period,
            (stated.place,),
            said,
            qualifier=stated.qualifier,
        )
        if own.value is not None:
            yield replace(ours, key=f"{key}.own")
    why = f" ({found.rated.reason})" if found.rated.reason else ""
    of = tuple(
        dict.fromkeys((*places, *((stated.place,) if stated else ()), *((found.target.place,) if found.target else ())))
    )
    yield Fact(
        f"{key}.rating",
        found.rated.rag.value,
        sources=of,
        parts=(key,),
        sum=f"the year-end figure rated against the year’s target{why}",
    )
    yield Fact(f"{key}.method", found.method, sources=(measure.place,))


def _year_ago(scorecard: Scorecard, assessed: Assessment, now: Observation) -> Iterator[Fact]:
    measure = assessed.measure
    before = scorecard.year_ago(measure)
    if before is None or before.value is None:
        return
    key, places = f"{measure.id}.year_ago", (now.place, before.place)
    text = measure.unit.figure(before.value, before.decimals)
    yield Fact(key, text, before.value, before.decimals, measure.unit, measure.polarity, before.period, (before.place,))
    pair = (f"{measure.id}.value", key)
    if now.value is None or scorecard.broken_since(before):
        sum_ = "the series breaks between the two" if now.value is not None else ""
        way = Direction.UNKNOWN if now.value is None else Direction.NOT_COMPARABLE
        yield Fact(f"{key}.direction", way.value, sources=places, parts=pair, sum=sum_)
        return
    decimals = max(now.decimals, before.decimals)
    change = rounded(now.value - before.value, decimals)
    sum_ = f"{now.text} \N{MINUS SIGN} {before.text}"
    shown = measure.unit.difference(change, decimals)
    yield Fact(f"{key}.change", shown, change, decimals, measure.unit, measure.polarity, now.period, places, pair, sum_)
    way = direction_of_travel(measure, now, before, scorecard.unchanged_within)
    yield Fact(
        f"{key}.direction",
        way.value,
        sources=places,
        parts=pair,
        sum="latest against the same period last year, by polarity",
    )


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
    for one in reversed(scorecard.series(measure.id)):
        if now is None or one.value is None or one.period.kind is not now.period.kind:
            break
        run.insert(0, one)
        if one.break_before:
            break
    if len(run) < SPC_POINTS or measure.basis is Basis.YEAR_TO_DATE:
        return None
    aim = aimed_value(assessed.target, run, assessed.comparators) if assessed.target is not None else "no target"
    found = process(
        [one.exact or Decimal(0) for one in run], aim if isinstance(aim, Decimal) else None, measure.polarity
    )
    return None if found is None else Usual(tuple(run), found)


def _process(scorecard: Scorecard, assessed: Assessment) -> Iterator[Fact]:
    """Yield the words and the lines of a measure's usual range."""
    own = usual(scorecard, assessed)
    if own is None:
        return
    found, key, measure = own.process, assessed.measure.id, assessed.measure
    places = tuple(one.place for one in own.run)
    trial = f", trial limits: fewer than {FIRM_POINTS} points" if found.trial else ""
    low, high = (grouped(limit, 2) for limit in (found.lower, found.upper))
    sum_ = f"mean {grouped(found.mean, 2)}, limits {low} to {high} over {len(own.run)} periods{trial}"
    yield Fact(f"{key}.usual", found.words, sources=places, sum=sum_)
    yield Fact(f"{key}.variation", found.variation.value, sources=places, sum=sum_)
    if found.assurance is not Assurance.NONE:
        yield Fact(f"{key}.assurance", found.assurance.value, sources=places, sum=sum_)
    decimals = max(one.decimals for one in own.run) + 1
    for name, value in (("mean", found.mean), ("lower_limit", found.lower), ("upper_limit", found.upper)):
        text = measure.unit.figure(value, decimals)
        yield Fact(
            f"{key}.usual.{name}", text, rounded(value, decimals), decimals, measure.unit, sources=places, sum=sum_
        )
