"""Charts of measures: the one that its figures support, how all are rated, and what a second source says.

In: the scorecard. Out: charts of printed points only, each with its message in words and a note. A measure with enough
values gets its trend, or where it asks for it the trend within its usual range; one that has comparators stands beside
them; percentages that have a target alone stand together in one chart a directorate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from cabinetpaper.compose import chart_words as words
from cabinetpaper.compose.chart_points import (
    charted,
    comparators,
    fact_point,
    forecast,
    latest,
    observed_point,
    shown,
    target,
)
from cabinetpaper.compose.desk import Desk, Made, Spot
from cabinetpaper.compose.prose import figure, inlines, note
from cabinetpaper.compose.table import of_measure
from cabinetpaper.fact import Fact
from cabinetpaper.paper import Chart, ChartKind, Point, PointState, Series, SeriesRole, block_id
from cabinetpaper.rule import Charted, Polarity, Rag
from cabinetpaper.scorecard import Assessment, Observation, slug, usual
from cabinetpaper.unit import Unit, UnitKind

CODES: Final[dict[str, str]] = {
    "SECOND-SOURCE-MEASURE": "The template asks for the second source of a measure that the data do not have. Choose "
    "one of those listed."
}


def _process(desk: Desk, _: Spot, row: Assessment) -> tuple[Chart, str] | None:
    """Return the measure with the mean and the limits of its usual range, where it asks for them; points that are
    signals stand in series of their own.
    """
    found = usual(desk.scorecard, row) if row.measure.chart is Charted.PROCESS else None
    if found is None:
        return None
    measure, seen = row.measure, [observed_point(desk, point) for point in found.run]
    levels = [
        Series(name, (_level(measure.unit, desk.facts[f"{measure.id}.usual.{key}"], name),), role)
        for name, key, role in (
            ("Upper limit", "upper_limit", SeriesRole.LIMIT),
            ("Mean", "mean", SeriesRole.MEAN),
            ("Lower limit", "lower_limit", SeriesRole.LIMIT),
        )
    ]
    signals: dict[tuple[SeriesRole, str], list[Point]] = {}
    for signal in found.process.signals:
        role = SeriesRole.SIGNAL  # neither better nor worse where no way is good
        if measure.polarity.sign:
            better = signal.up == (measure.polarity is Polarity.HIGHER)
            role = SeriesRole.IMPROVEMENT if better else SeriesRole.CONCERN
        signals.setdefault((role, signal.kind.value), []).append(seen[signal.index])
    marked = [Series(f"{role.value.capitalize()}: {rule}", tuple(at), role) for (role, rule), at in signals.items()]
    series = (Series(measure.label, tuple(seen)), *levels, *target(desk, row), *marked)
    title, alt = words.usual_title(row, found), words.usual_alt(row, desk.facts, found, series)
    chart = Chart(
        block_id("chart", measure.id), title, alt, ChartKind.PROCESS, measure.unit.heading, series, of_measure(row)
    )
    return chart, words.usual_note(row, found)


def _level(unit: Unit, fact: Fact, name: str) -> Point:
    """Return a line of the usual range. What cannot be is cut off for the eye, below none and above all; the sums are
    not.
    """
    value = fact.value or Decimal(0)
    shown = max(value, Decimal(0))
    if unit.kind is UnitKind.PERCENT:
        shown = min(shown, Decimal(100))
    if shown != value:
        return Point(name, shown, f"{unit.figure(shown, 0)} (cut off)")
    return Point(name, value, fact.text, fact.key)


def _trend(desk: Desk, _: Spot, row: Assessment) -> tuple[Chart, str] | None:
    """Return the measure over time, with forecasts, target and comparators, where it has enough values."""
    seen = charted(desk, row)
    return over_time(desk, row, seen) if len(seen) >= desk.settings.charts.trend_minimum else None


def over_time(desk: Desk, row: Assessment, seen: Sequence[Observation]) -> tuple[Chart, str]:
    """Return the measure over time, with what the note below says."""
    measure, facts = row.measure, desk.facts
    points, ahead = [observed_point(desk, row) for row in seen], forecast(desk, row)
    year = facts.get(f"{measure.id}.year_end")
    # our own projection alone: a figure that the council states is among the forecasts
    if year is not None and year.period is not None and f"{measure.id}.value" in year.parts:
        ahead.append(fact_point(year.period.label, year, PointState.FORECAST))
    series = (Series(measure.label, (*points, *ahead)), *target(desk, row), *comparators(desk, row))
    title, alt = words.trend_title(row, facts, points), words.trend_alt(row, facts, points, ahead)
    chart = Chart(
        block_id("chart", measure.id), title, alt, ChartKind.TREND, measure.unit.heading, series, of_measure(row)
    )
    return chart, words.trend_note(row, seen)


def _beside_others(desk: Desk, spot: Spot, row: Assessment) -> tuple[Chart, str] | None:
    """Return the latest figure beside target and comparators, where there is any. A template that names a group wants
    its measures shown, so one with a target alone has a chart of its own there.
    """
    compared = any(other.value is not None for other in row.comparators)
    if not compared and not (spot.argument and row.gap is not None):
        return None
    measure, council = row.measure, desk.settings.council.label or "This council"
    series = (latest(desk, row, council), *target(desk, row), *comparators(desk, row))
    title, alt = inlines(f"{measure.label}: {words.comparison(row)}"), words.bars_alt(row, series)
    chart = Chart(
        block_id("chart", measure.id), title, alt, ChartKind.COMPARATORS, measure.unit.heading, series, of_measure(row)
    )
    return chart, f"{words.full_name(row)}. "


OF_A_MEASURE: Final = (_process, _trend, _beside_others)
"""The charts that one measure may have; it gets the first that its figures support."""


def charts(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return the charts that the figures of a directorate, or of the group behind the colon, support, each with a note
    that says what it shows and where its data stand.
    """
    alone: list[Assessment] = []
    for row in desk.of(spot.directorate):
        if not row.has_figure or spot.argument not in {"", row.measure.group}:
            continue
        drawn = next((found for draw in OF_A_MEASURE if (found := draw(desk, spot, row)) is not None), None)
        if drawn is not None:
            yield from shown(desk, *drawn)
        elif row.gap is not None and row.measure.unit.kind is UnitKind.PERCENT:
            alone.append(row)
    if not alone:
        return
    series = [line for row in alone for line in (latest(desk, row, row.measure.label), *target(desk, row))]
    met = sum(row.rag is Rag.GREEN for row in alone)
    title = f"{met} of {len(alone)} figures {'is at its' if met == 1 else 'are at their'} target"
    if len(alone) == 1:
        title = f"{alone[0].measure.label}: {words.comparison(alone[0])}"
    alt, key = words.targets_alt(alone, desk.facts), block_id("chart", spot.id, "targets")
    chart = Chart(key, inlines(title), alt, ChartKind.COMPARATORS, "%", tuple(series))
    yield from shown(desk, chart, "Percentages that have a target and no comparator. ")


def overview_chart(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return how many measures of each directorate have which rating."""
    directorates, series = desk.scorecard.directorates, []
    for rag in (Rag.BLUE, Rag.GREEN, Rag.AMBER, Rag.RED, Rag.UNRATED):
        counts = [(one, desk.facts[f"tally.{slug(one.id)}.{rag.name.lower()}"]) for one in directorates]
        if rag is not Rag.BLUE or desk.facts["tally.all.blue"].value:
            points = tuple(Point(one.name, fact.value, fact.text, fact.key) for one, fact in counts)
            series.append(Series(rag.value, points, SeriesRole.RATING, rag))
    red, rated = figure(desk.facts, "tally.all.red"), figure(desk.facts, "tally.all.rated")
    title, alt = (
        inlines(red, " of the ", rated, " rated measures are red"),
        words.overview_alt(directorates, desk.facts),
    )
    chart = Chart(spot.key("overview"), title, alt, ChartKind.OVERVIEW, "measures", tuple(series))
    yield from shown(desk, chart, "Number of measures by rating. ")


def second_source(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return the latest figure of the measure behind the colon beside those that other sources state for it, as bars; a
    sentence where there are none. A loose figure speaks for a measure whose id is a part of its own: `chat.cp_visits`.
    """
    row = desk.assessed.get(spot.argument)
    if row is None:
        message = f"There is no measure “{spot.argument}”"
        yield desk.unknown(spot, "SECOND-SOURCE-MEASURE", message, spot.argument, desk.assessed)
        return
    measure, facts = row.measure, desk.facts
    stated = [own for own in desk.scorecard.figures if measure.id in own.id.split(".") and own.value is not None]
    if not stated or not row.has_figure:
        text = f"{measure.label}: the data hold no figure of a second source, so there is no chart of it here."
        yield note(spot.key("no_second", measure.id), text)
        return
    aimed = facts.get(f"{measure.id}.target") if row.gap is not None else None
    series = (
        latest(desk, row, "Our own figure"),
        *((Series("Target", (fact_point("Target", aimed),), SeriesRole.TARGET),) if aimed is not None else ()),
        *(
            Series(own.label, (fact_point(own.label, facts[f"figure.{own.id}"]),), SeriesRole.COMPARATOR)
            for own in stated
        ),
    )
    title, key = (
        inlines(f"{measure.label}: our own figure beside a second source"),
        block_id("chart", measure.id, "second"),
    )
    alt, unit = words.bars_alt(row, series), measure.unit.heading
    yield from shown(
        desk, Chart(key, title, alt, ChartKind.COMPARATORS, unit, series, of_measure(row)), f"{words.full_name(row)}. "
    )
