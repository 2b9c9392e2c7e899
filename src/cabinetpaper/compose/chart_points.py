"""The points and lines that every chart of the paper is made of, and the note below it.

In: the scorecard and its facts. Out: points at their printed precision, series of them, and the blocks of a chart.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.compose.chart_data import table_of_data
from cabinetpaper.compose.desk import Desk, Made
from cabinetpaper.compose.prose import Words, note
from cabinetpaper.fact import Fact
from cabinetpaper.paper import Chart, Point, PointState, Reference, Series, SeriesRole, Table, block_id
from cabinetpaper.scorecard import Assessment, Observation, Status, slug
from cabinetpaper.unit import rounded

_STATES: Final = {Status.PROVISIONAL: PointState.PROVISIONAL, Status.FORECAST: PointState.FORECAST}


def fact_point(label: str, fact: Fact, state: PointState = PointState.FINAL) -> Point:
    """Return the point of a fact at its printed precision: nothing unrounded may be read off a chart or what carries
    it.
    """
    value = None if fact.value is None else rounded(fact.value, fact.decimals)
    return Point(label, value, fact.text, fact.key, state)


def observed_point(desk: Desk, seen: Observation, label: str = "") -> Point:
    """Return the point of an observation or a forecast, by its period unless it has another label."""
    kind, period = "forecast" if seen.status is Status.FORECAST else "at", seen.period.label
    fact = desk.facts[f"{seen.measure}.{kind}.{slug(period)}"]
    return fact_point(label or period, fact, _STATES.get(seen.status, PointState.FINAL))


def charted(desk: Desk, row: Assessment) -> list[Observation]:
    """Return the observations with a value that a trend shows: the latest ones, as many as the settings allow."""
    seen = [observed for observed in desk.scorecard.series(row.measure.id) if observed.value is not None]
    return seen[-desk.settings.charts.trend_points :]


def forecast(desk: Desk, row: Assessment) -> list[Point]:
    """Return the forecasts that the data state."""
    return [observed_point(desk, seen) for seen in desk.scorecard.forecasts(row.measure.id) if seen.value is not None]


def latest(desk: Desk, row: Assessment, name: str) -> Series:
    """Return the measure's latest figure as a series of one point."""
    state = _STATES.get(row.now.status, PointState.FINAL) if row.now else PointState.FINAL
    facts, key = desk.facts, row.measure.id
    return Series(name, (fact_point(facts[f"{key}.period"].text, facts[f"{key}.value"], state),))


def target(desk: Desk, row: Assessment) -> list[Series]:
    """Return the target in force as a series of one point, none where it is a whole year's or no figure."""
    if row.target is None or row.target.value is None or row.gap is None:
        return []
    label = row.target.period.label if row.target.period else "Target"
    return [Series("Target", (fact_point(label, desk.facts[f"{row.measure.id}.target"]),), SeriesRole.TARGET)]


def comparators(desk: Desk, row: Assessment) -> list[Series]:
    """Return each comparator as a series of one point."""
    found = []
    for other in row.comparators:
        if other.value is not None:
            fact = desk.facts[f"{row.measure.id}.comparator.{slug(other.name)}"]
            label = other.period.label if other.period else other.name
            found.append(Series(other.name, (fact_point(label, fact),), SeriesRole.COMPARATOR))
    return found


def shown(desk: Desk, chart: Chart, *said: Words) -> Iterator[Made]:
    """Return the chart and its note, which names the table of its data where the paper prints one."""
    yield chart
    data = ("Data: ", Reference(table_of_data(desk, chart)), ".") if desk.prints("chart-data") else ()
    yield note(block_id(chart.id, "note"), *said, *data)


def with_table(chart: Chart, own: Table, *said: Words) -> Iterator[Made]:
    """Return the chart with its figures in a table of its own, right below."""
    yield chart
    if said:
        yield note(block_id(chart.id, "note"), *said)
    yield own
