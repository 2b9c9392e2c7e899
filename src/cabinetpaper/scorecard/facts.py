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

from cabinetpaper.fact import Fact
from cabinetpaper.finding import Place
from cabinetpaper.measure import Comparator, Measure, Target
from cabinetpaper.period import Period
from cabinetpaper.scorecard.assessment import Assessment, Tally, assess, tally
from cabinetpaper.scorecard.card import LooseFigure, Observation, Scorecard, slug
from cabinetpaper.scorecard.money import money_facts
from cabinetpaper.scorecard.outlook import outlook_facts
from cabinetpaper.unit import Unit, UnitKind, grouped, rounded

TALLIES = (
    "total",
    "rated",
    "blue",
    "green",
    "amber",
    "red",
    "unrated",
    "improving",
    "worsening",
    "unchanged",
    "undirected",
)


def facts(scorecard: Scorecard) -> dict[str, Fact]:
    """Return every fact of the scorecard by key, in the order of the data."""
    assessments = {one.id: assess(scorecard, one) for one in scorecard.measures}
    found: dict[str, Fact] = {"period": Fact("period", scorecard.period.label, period=scorecard.period)}
    for assessment in assessments.values():
        found.update((fact.key, fact) for fact in _of_measure(scorecard, assessment))
    groups = {one.id: [assessments[m.id] for m in scorecard.of_directorate(one.id)] for one in scorecard.directorates}
    groups["corporate_plan"] = [one for one in assessments.values() if one.measure.corporate_plan]
    groups["all"] = list(assessments.values())
    for name, rows in groups.items():
        found.update((fact.key, fact) for fact in _of_tally(f"tally.{slug(name)}", tally(rows)))
    for figure in scorecard.figures:
        fact = _of_figure(figure)
        found[fact.key] = fact
    found.update((fact.key, fact) for fact in money_facts(scorecard))
    return found


def _of_measure(scorecard: Scorecard, assessed: Assessment) -> Iterator[Fact]:
    measure, now, earlier, target = assessed.measure, assessed.now, assessed.earlier, assessed.target
    yield Fact(f"{measure.id}.name", measure.label, sources=(measure.place,))
    if now is not None:
        yield _observed(f"{measure.id}.value", measure, now)
        yield Fact(f"{measure.id}.period", now.period.label, period=now.period, sources=(now.place,))
    if earlier is not None:
        yield _observed(f"{measure.id}.previous", measure, earlier)
        yield Fact(
            f"{measure.id}.previous_period", earlier.period.label, period=earlier.period, sources=(earlier.place,)
        )
    if target is not None:
        yield _aimed(f"{measure.id}.target", measure, target)
    yield from _computed(assessed)
    for one in scorecard.series(measure.id):
        yield _observed(f"{measure.id}.at.{slug(one.period.label)}", measure, one)
    for one in scorecard.forecasts(measure.id):
        yield _observed(f"{measure.id}.forecast.{slug(one.period.label)}", measure, one)
    for aim in scorecard.targets_of(measure.id):
        if aim.period is not None:
            yield _aimed(f"{measure.id}.target_by.{slug(aim.period.label)}", measure, aim)
    for comparator in assessed.comparators:
        yield from _compared(assessed, comparator)
    yield from outlook_facts(scorecard, assessed)


def _computed(assessed: Assessment) -> Iterator[Fact]:
    measure, now, earlier, target = assessed.measure, assessed.now, assessed.earlier, assessed.target
    judged = tuple(one.place for one in (now, target) if one is not None)
    parts = tuple(f"{measure.id}.{name}" for name, one in (("value", now), ("target", target)) if one is not None)
    why = f" ({assessed.rated.reason})" if assessed.rated.reason else ""
    yield Fact(
        f"{measure.id}.rating", assessed.rag.value, sources=judged, parts=parts, sum=f"rated against the target{why}"
    )
    moved = tuple(one.place for one in (now, earlier) if one is not None)
    pair = (f"{measure.id}.value", f"{measure.id}.previous")
    yield Fact(
        f"{measure.id}.direction",
        assessed.direction.value,
        sources=moved,
        parts=pair if earlier else (),
        sum="latest against earlier, by polarity",
    )
    if assessed.change is not None and now is not None and earlier is not None and earlier.value is not None:
        yield _difference(f"{measure.id}.change", measure, assessed.change, (now, earlier), pair, now.period)
        if earlier.value:
            share = assessed.change * 100 / abs(earlier.value)
            percent = Unit(UnitKind.PERCENT)
            text = percent.figure(abs(share), 0)
            sum_ = f"({now.text} \N{MINUS SIGN} {earlier.text}) ÷ {earlier.text}"
            yield Fact(
                f"{measure.id}.change_percent", text, share, 0, percent, measure.polarity, now.period, moved, pair, sum_
            )
    if assessed.gap is not None and now is not None and target is not None:
        yield _difference(
            f"{measure.id}.gap", measure, assessed.gap, (now, target), (pair[0], f"{measure.id}.target"), now.period
        )


def _difference(
    key: str,
    measure: Measure,
    value: Decimal,
    of: tuple[Observation, Observation | Target | Comparator],
    parts: tuple[str, ...],
    period: Period,
) -> Fact:
    """Return the fact of a difference, printed without sign; its `value` keeps the sign, at the finer of the two
    precisions.
    """
    decimals = max(of[0].decimals, of[1].decimals)
    text = measure.unit.difference(value, decimals)
    sum_ = f"{of[0].text} \N{MINUS SIGN} {of[1].text}"
    return Fact(
        key,
        text,
        rounded(value, decimals),
        decimals,
        measure.unit,
        measure.polarity,
        period,
        (of[0].place, of[1].place),
        parts,
        sum_,
    )


def _observed(key: str, measure: Measure, one: Observation) -> Fact:
    sources = (_with_source(one.place, one.source),)
    if one.value is None:
        return Fact(key, one.reason, None, 0, measure.unit, measure.polarity, one.period, sources, missing=True)
    text = measure.unit.figure(one.value, one.decimals)
    text = f"{one.qualifier} {text}" if one.qualifier else text
    return Fact(
        key, text, one.value, one.decimals, measure.unit, measure.polarity, one.period, sources, qualifier=one.qualifier
    )


def _aimed(key: str, measure: Measure, target: Target) -> Fact:
    if target.value is None:
        return Fact(
            key, target.text, None, 0, measure.unit, measure.polarity, target.period, (target.place,), missing=True
        )
    text = measure.unit.figure(target.value, target.decimals)
    if target.upper is not None:
        text += f" to {measure.unit.figure(target.upper, target.decimals)}"
    return Fact(
        key, text, target.value, target.decimals, measure.unit, measure.polarity, target.period, (target.place,)
    )


def _compared(assessed: Assessment, one: Comparator) -> Iterator[Fact]:
    measure, now = assessed.measure, assessed.now
    key = f"{measure.id}.comparator.{slug(one.name)}"
    if one.value is None:
        yield Fact(key, one.text, None, 0, measure.unit, measure.polarity, one.period, (one.place,), missing=True)
        return
    text = measure.unit.figure(one.value, one.decimals)
    yield Fact(key, text, one.value, one.decimals, measure.unit, measure.polarity, one.period, (one.place,))
    if now is not None and now.value is not None:
        yield _difference(
            f"{key}.gap", measure, now.value - one.value, (now, one), (f"{measure.id}.value", key), now.period
        )


def _of_tally(key: str, counts: Tally) -> Iterator[Fact]:
    for name in TALLIES:
        number: int = getattr(counts, name)
        parts = tuple(f"{one}.{'rating' if name in TALLIES[1:7] else 'direction'}" for one in counts.measures)
        yield Fact(
            f"{key}.{name}",
            grouped(Decimal(number), 0),
            Decimal(number),
            0,
            Unit(),
            parts=parts,
            sum=f"measures counted: {counts.total}",
        )


def _of_figure(figure: LooseFigure) -> Fact:
    text = figure.text if figure.value is None else figure.unit.figure(figure.value, figure.decimals)
    text = f"{figure.qualifier} {text}" if figure.qualifier else text
    sources = (_with_source(figure.place, figure.source),)
    return Fact(
        f"figure.{figure.id}",
        text,
        figure.value,
        figure.decimals,
        figure.unit,
        sources=sources,
        qualifier=figure.qualifier,
    )


def _with_source(place: Place, source: str) -> Place:
    return replace(place, detail=source) if source else place
