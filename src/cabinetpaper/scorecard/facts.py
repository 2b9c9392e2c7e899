"""Every fact that a paper may print, by key.

In: a `Scorecard`. Out: a mapping from key to `Fact`. This is where differences, gaps and counts are computed, each with
its sum in words, so that templates never compute. Keys:

    MEASURE.value .previous .change .change_percent .target .gap .rating .direction .period .previous_period .name
    MEASURE.at.PERIOD            any visible observation: `cic_rate.at.dec_2022`
    MEASURE.forecast.PERIOD      a forecast that the data state
    MEASURE.target_by.PERIOD     any target with a date
    MEASURE.comparator.NAME      with .gap and .period behind it
    MEASURE.year_end .usual …    where the measure is heading (see `outlook`)
    tally.GROUP.green …          over a directorate, `corporate_plan` or `all`
    figure.ID                    a loose figure
    budget.ID.budget …           money of a service, and its savings (see `money`)
    period                       the paper's own
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from cabinetpaper.fact import Fact
from cabinetpaper.finding import Place
from cabinetpaper.measure import Comparator, Measure, Target
from cabinetpaper.period import Period
from cabinetpaper.scorecard.assessment import Assessment, Tally, assess, tally
from cabinetpaper.scorecard.card import LooseFigure, Observation, Scorecard, slug
from cabinetpaper.scorecard.money import money_facts
from cabinetpaper.scorecard.outlook import outlook_facts
from cabinetpaper.unit import Unit, UnitKind, grouped, rounded

_RATED = ("rated", "blue", "green", "amber", "red", "unrated")
_DIRECTED = ("improving", "worsening", "unchanged", "undirected")


def facts(scorecard: Scorecard) -> dict[str, Fact]:
    """Return every fact of the scorecard by key, in the order of the data."""
    return {fact.key: fact for fact in _every(scorecard)}


def _every(scorecard: Scorecard) -> Iterator[Fact]:
    yield Fact("period", scorecard.period.label, period=scorecard.period)
    assessed = {measure.id: assess(scorecard, measure) for measure in scorecard.measures}
    for judged in assessed.values():
        yield from _of_measure(scorecard, judged)
    groups = {one.id: [assessed[own.id] for own in scorecard.of_directorate(one.id)] for one in scorecard.directorates}
    groups["corporate_plan"] = [judged for judged in assessed.values() if judged.measure.corporate_plan]
    groups["all"] = list(assessed.values())
    for name, rows in groups.items():
        yield from _of_tally(f"tally.{slug(name)}", tally(rows))
    for figure in scorecard.figures:
        yield _of_figure(figure)
    yield from money_facts(scorecard)


def _of_measure(scorecard: Scorecard, assessed: Assessment) -> Iterator[Fact]:
    measure, now, earlier, key = assessed.measure, assessed.now, assessed.earlier, assessed.measure.id
    yield Fact(f"{key}.name", measure.label, sources=(measure.place,))
    if now is not None:
        yield _observed(f"{key}.value", measure, now)
        yield Fact(f"{key}.period", now.period.label, period=now.period, sources=(now.place,))
    if earlier is not None:
        yield _observed(f"{key}.previous", measure, earlier)
        before = earlier.period
        yield Fact(f"{key}.previous_period", before.label, period=before, sources=(earlier.place,))
    if assessed.target is not None:
        yield _aimed(f"{key}.target", measure, assessed.target)
    yield from _judged(assessed)
    for seen in scorecard.series(key):
        yield _observed(f"{key}.at.{slug(seen.period.label)}", measure, seen)
    for seen in scorecard.forecasts(key):
        yield _observed(f"{key}.forecast.{slug(seen.period.label)}", measure, seen)
    for aim in scorecard.targets_of(key):
        if aim.period is not None:
            yield _aimed(f"{key}.target_by.{slug(aim.period.label)}", measure, aim)
    for comparator in assessed.comparators:
        yield from _compared(assessed, comparator)
    yield from outlook_facts(scorecard, assessed)


def _judged(assessed: Assessment) -> Iterator[Fact]:
    """Yield how a measure is rated and moves, and the differences behind both."""
    measure, now, earlier, target = assessed.measure, assessed.now, assessed.earlier, assessed.target
    key, pair = measure.id, (f"{measure.id}.value", f"{measure.id}.previous")
    held = {f"{key}.{name}": one.place for name, one in (("value", now), ("target", target)) if one is not None}
    why = f"rated against the target{f' ({assessed.rated.reason})' if assessed.rated.reason else ''}"
    yield Fact(f"{key}.rating", assessed.rag.value, sources=tuple(held.values()), parts=tuple(held), sum=why)
    moved = tuple(one.place for one in (now, earlier) if one is not None)
    why, parts = "latest against earlier, by polarity", pair if earlier else ()
    yield Fact(f"{key}.direction", assessed.direction.value, sources=moved, parts=parts, sum=why)
    if now is None:
        return
    if assessed.change is not None and earlier is not None and earlier.value is not None:
        yield _difference(f"{key}.change", measure, assessed.change, (now, earlier), pair)
        if earlier.value:
            share, percent = assessed.change * 100 / abs(earlier.value), Unit(UnitKind.PERCENT)
            text, how = percent.figure(abs(share), 0), f"({now.text} \N{MINUS SIGN} {earlier.text}) ÷ {earlier.text}"
            name = f"{key}.change_percent"
            yield Fact(name, text, share, 0, percent, measure.polarity, now.period, moved, pair, how)
    if assessed.gap is not None and target is not None:
        yield _difference(f"{key}.gap", measure, assessed.gap, (now, target), (pair[0], f"{key}.target"))


def _difference(
    key: str,
    measure: Measure,
    value: Decimal,
    of: tuple[Observation, Observation | Target | Comparator],
    parts: tuple[str, str],
) -> Fact:
    """Return the fact of a difference, printed without sign; its `value` keeps the sign, at the finer of the two
    precisions.
    """
    now, other = of
    decimals = max(now.decimals, other.decimals)
    how, sources = f"{now.text} \N{MINUS SIGN} {other.text}", (now.place, other.place)
    text = measure.unit.difference(value, decimals)
    return _fact(key, measure, now.period, sources, rounded(value, decimals), decimals, text=text, parts=parts, sum=how)


def _fact(
    key: str,
    measure: Measure,
    period: Period | None,
    sources: tuple[Place, ...],
    value: Decimal,
    decimals: int,
    *,
    text: str = "",
    **more: Any,
) -> Fact:
    """Return a figure of a measure as a fact, printed in the measure's unit unless its text is given."""
    text = text or measure.unit.figure(value, decimals)
    return Fact(key, text, value, decimals, measure.unit, measure.polarity, period, sources, **more)


def _missing(key: str, text: str, measure: Measure, period: Period | None, *sources: Place) -> Fact:
    return Fact(key, text, None, 0, measure.unit, measure.polarity, period, sources, missing=True)


def _observed(key: str, measure: Measure, seen: Observation) -> Fact:
    source = _with_source(seen.place, seen.source)
    if seen.value is None:
        return _missing(key, seen.reason, measure, seen.period, source)
    text = f"{seen.qualifier} {measure.unit.figure(seen.value, seen.decimals)}".strip()
    return _fact(key, measure, seen.period, (source,), seen.value, seen.decimals, text=text, qualifier=seen.qualifier)


def _aimed(key: str, measure: Measure, target: Target) -> Fact:
    if target.value is None:
        return _missing(key, target.text, measure, target.period, target.place)
    text = measure.unit.figure(target.value, target.decimals)
    if target.upper is not None:
        text += f" to {measure.unit.figure(target.upper, target.decimals)}"
    return _fact(key, measure, target.period, (target.place,), target.value, target.decimals, text=text)


def _compared(assessed: Assessment, other: Comparator) -> Iterator[Fact]:
    measure, now = assessed.measure, assessed.now
    key = f"{measure.id}.comparator.{slug(other.name)}"
    if other.value is None:
        yield _missing(key, other.text, measure, other.period, other.place)
        return
    yield _fact(key, measure, other.period, (other.place,), other.value, other.decimals)
    if now is not None and now.value is not None:
        yield _difference(f"{key}.gap", measure, now.value - other.value, (now, other), (f"{measure.id}.value", key))


def _of_tally(key: str, counts: Tally) -> Iterator[Fact]:
    how = f"measures counted: {counts.total}"
    for name in ("total", *_RATED, *_DIRECTED):
        parts = tuple(f"{measure}.{'rating' if name in _RATED else 'direction'}" for measure in counts.measures)
        number = Decimal(getattr(counts, name))
        yield Fact(f"{key}.{name}", grouped(number, 0), number, 0, Unit(), parts=parts, sum=how)


def _of_figure(figure: LooseFigure) -> Fact:
    text = figure.text if figure.value is None else figure.unit.figure(figure.value, figure.decimals)
    return Fact(
        f"figure.{figure.id}",
        f"{figure.qualifier} {text}" if figure.qualifier else text,
        figure.value,
        figure.decimals,
        figure.unit,
        sources=(_with_source(figure.place, figure.source),),
        qualifier=figure.qualifier,
    )


def _with_source(place: Place, source: str) -> Place:
    return replace(place, detail=source) if source else place
