"""Charts of the paper, as values: what they show, their titles, and their message in words.

In: the scorecard. Out: charts of printed points only. A measure with enough values gets its trend, or where it asks for
it the trend within its usual range; one that has comparators stands beside them; percentages that have a target alone
stand together in one chart a directorate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Final

from cabinetpaper.compose.chart_tables import chart_data, data_id, filed
from cabinetpaper.compose.desk import Desk, Spot
from cabinetpaper.compose.messages import bars_alt, overview_alt, said, standing, targets_alt, trend_alt, trend_title
from cabinetpaper.compose.ranges import signal_role, usual_alt, usual_note, usual_title
from cabinetpaper.fact import Fact
from cabinetpaper.measure import Rag
from cabinetpaper.paper import (
    Block,
    Chart,
    ChartKind,
    Figure,
    Inline,
    Paragraph,
    Point,
    PointState,
    Reference,
    Role,
    Series,
    SeriesRole,
    Text,
    block_id,
)
from cabinetpaper.rule import Charted
from cabinetpaper.scorecard import Assessment, Observation, Status, Usual, slug, usual, year_end
from cabinetpaper.unit import Unit, UnitKind, rounded

__all__ = ["DRAWINGS", "data_id", "latest", "point", "shown", "trend", "trend_note", "valued"]

_STATES: Final = {Status.PROVISIONAL: PointState.PROVISIONAL, Status.FORECAST: PointState.FORECAST}


def charts(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return the charts that the figures of a directorate, or of the group behind the colon, support, each with a note
    that says what it shows and where its data stand. A template that names a group wants its measures shown, so one
    with a target alone has a chart of its own there.
    """
    own = [one for one in desk.of(spot.directorate) if spot.named in {"", one.measure.group}]
    rows = [one for one in own if one.now is not None and one.now.value is not None]
    alone: list[Assessment] = []
    for one in rows:
        found = usual(desk.scorecard, one) if one.measure.chart is Charted.PROCESS else None
        if found is not None:
            yield from shown(desk, _process(desk, one, found), (Text(f"{said(one)}. {usual_note(found)} "),))
        elif len(valued(desk, one)) >= desk.settings.charts.trend_minimum:
            yield from shown(desk, trend(desk, one), trend_note(desk, one))
        elif any(other.value is not None for other in one.comparators) or (spot.named and one.gap is not None):
            yield from shown(desk, _bars(desk, one), (Text(f"{said(one)}. "),))
        elif one.gap is not None and one.measure.unit.kind is UnitKind.PERCENT:
            alone.append(one)
    if alone:
        yield from shown(
            desk, _targets(desk, spot, alone), (Text("Percentages that have a target and no comparator. "),)
        )


def shown(desk: Desk, chart: Chart, note: tuple[Inline, ...]) -> Iterator[Block]:
    """Return the chart and its note, which names the table of its data where the paper prints one."""
    table = filed(chart, desk.charts)
    yield chart
    data = (Text("Data: "), Reference(table), Text(".")) if desk.prints("chart-data") else ()
    yield Paragraph(block_id(chart.id, "note"), (*note, *data), Role.NOTE)


def valued(desk: Desk, one: Assessment) -> list[Observation]:
    """Return the observations with a value that a trend shows: the latest ones, as many as the settings allow."""
    return [seen for seen in desk.scorecard.series(one.measure.id) if seen.value is not None][
        -desk.settings.charts.trend_points :
    ]


def point(label: str, fact: Fact, state: PointState = PointState.FINAL) -> Point:
    """Return the point of a fact at its printed precision: nothing unrounded may be read off a chart or what carries
    it.
    """
    value = None if fact.value is None else rounded(fact.value, fact.decimals)
    return Point(label, value, fact.text, fact.key, state)


def trend(desk: Desk, one: Assessment) -> Chart:
    """Return the measure over time, with forecasts, target and comparators."""
    measure, facts = one.measure, desk.facts
    seen = [
        point(
            row.period.label,
            facts[f"{measure.id}.at.{slug(row.period.label)}"],
            _STATES.get(row.status, PointState.FINAL),
        )
        for row in valued(desk, one)
    ]
    ahead = [
        point(row.period.label, facts[f"{measure.id}.forecast.{slug(row.period.label)}"], PointState.FORECAST)
        for row in desk.scorecard.forecasts(measure.id)
        if row.value is not None
    ]
    year = facts.get(f"{measure.id}.year_end")
    if (
        year is not None
        and not year.missing
        and year.period is not None
        and f"{year.key}.own" not in facts
        and not _stated(desk, one)
    ):
        ahead.append(point(year.period.label, year, PointState.FORECAST))
    series = (Series(measure.label, tuple(seen + ahead)), *_beside(desk, one))
    title = trend_title(one, facts, seen)
    return Chart(
        block_id("chart", measure.id),
        title,
        trend_alt(one, facts, seen, ahead),
        ChartKind.TREND,
        measure.unit.heading,
        series,
    )


def _stated(desk: Desk, one: Assessment) -> bool:
    """Return whether the council states its own figure for the year end, which then stands in the chart."""
    found = year_end(desk.scorecard, one)
    return found is not None and found.stated is not None


def _process(desk: Desk, one: Assessment, own: Usual) -> Chart:
    """Return the measure with the mean and the limits of its usual range; points that are signals stand in series of
    their own.
    """
    measure, facts, found = one.measure, desk.facts, own.process
    seen = [
        point(
            row.period.label,
            facts[f"{measure.id}.at.{slug(row.period.label)}"],
            _STATES.get(row.status, PointState.FINAL),
        )
        for row in own.run
    ]
    levels = [
        Series(name, (_level(measure.unit, facts[f"{measure.id}.usual.{key}"], name),), role)
        for name, key, role in (
            ("Upper limit", "upper_limit", SeriesRole.LIMIT),
            ("Mean", "mean", SeriesRole.MEAN),
            ("Lower limit", "lower_limit", SeriesRole.LIMIT),
        )
    ]
    signals: dict[tuple[SeriesRole, str], list[Point]] = {}
    for signal in found.signals:
        signals.setdefault((signal_role(measure.polarity, signal.up), signal.kind.value), []).append(seen[signal.index])
    marked = [
        Series(f"{role.value.capitalize()}: {rule}", tuple(points), role) for (role, rule), points in signals.items()
    ]
    targets = tuple(beside for beside in _beside(desk, one) if beside.role is SeriesRole.TARGET)
    series = (Series(measure.label, tuple(seen)), *levels, *targets, *marked)
    return Chart(
        block_id("chart", measure.id),
        usual_title(one, own),
        usual_alt(one, facts, own, series),
        ChartKind.PROCESS,
        measure.unit.heading,
        series,
    )


def _level(unit: Unit, fact: Fact, name: str) -> Point:
    """Return a line of the usual range. What cannot be is cut off for the eye, below none and above all; the sums are
    not.
    """
    top = Decimal(100) if unit.kind is UnitKind.PERCENT else None
    value = fact.value or Decimal(0)
    cut = max(value, Decimal(0)) if top is None else min(max(value, Decimal(0)), top)
    return (
        Point(name, value, fact.text, fact.key)
        if cut == value
        else Point(name, cut, f"{unit.figure(cut, 0)} (cut off)")
    )


def _beside(desk: Desk, one: Assessment) -> Iterator[Series]:
    """Return the target in force, unless it is a whole year's, and each comparator, as series of one point."""
    measure = one.measure
    if one.target is not None and one.target.value is not None and one.gap is not None:
        label = one.target.period.label if one.target.period else "Target"
        yield Series("Target", (point(label, desk.facts[f"{measure.id}.target"]),), SeriesRole.TARGET)
    for other in one.comparators:
        if other.value is not None:
            label = other.period.label if other.period else other.name
            yield Series(
                other.name,
                (point(label, desk.facts[f"{measure.id}.comparator.{slug(other.name)}"]),),
                SeriesRole.COMPARATOR,
            )


def latest(desk: Desk, one: Assessment, name: str) -> Series:
    """Return the measure's latest figure as a series of one point."""
    state = _STATES.get(one.now.status, PointState.FINAL) if one.now else PointState.FINAL
    label = desk.facts[f"{one.measure.id}.period"].text
    return Series(name, (point(label, desk.facts[f"{one.measure.id}.value"], state),))


def _bars(desk: Desk, one: Assessment) -> Chart:
    measure = one.measure
    council = desk.settings.council.label or "This council"
    series = (latest(desk, one, council), *_beside(desk, one))
    title = (Text(f"{measure.label}: {standing(one)}"),)
    return Chart(
        block_id("chart", measure.id), title, bars_alt(one, series), ChartKind.COMPARATORS, measure.unit.heading, series
    )


def _targets(desk: Desk, spot: Spot, rows: list[Assessment]) -> Chart:
    series: list[Series] = []
    for one in rows:
        series += [latest(desk, one, one.measure.label), *_beside(desk, one)]
    missed = [one for one in rows if one.rag is not Rag.GREEN]
    title = (
        f"{len(rows) - len(missed)} of {len(rows)} figures "
        f"{'is at its' if len(rows) - len(missed) == 1 else 'are at their'} target"
        if len(rows) > 1
        else f"{rows[0].measure.label}: {standing(rows[0])}"
    )
    return Chart(
        block_id("chart", spot.id, "targets"),
        (Text(title),),
        targets_alt(rows, desk.facts),
        ChartKind.COMPARATORS,
        "%",
        tuple(series),
    )


def trend_note(desk: Desk, one: Assessment) -> tuple[Inline, ...]:
    """Return what a trend shows; it says so where its periods are not evenly apart, since the axis sets them so."""
    days = [row.period.last.toordinal() for row in valued(desk, one)]
    steps = [later - earlier for earlier, later in pairwise(days)]
    uneven = " The periods are not evenly apart." if steps and max(steps) > 1.3 * min(steps) else ""
    return (Text(f"{said(one)}.{uneven} "),)


def overview_chart(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return how many measures of each directorate have which rating."""
    series = []
    blue = ((Rag.BLUE, "blue"),) if desk.facts["tally.all.blue"].value else ()
    for rag, name in (*blue, (Rag.GREEN, "green"), (Rag.AMBER, "amber"), (Rag.RED, "red"), (Rag.UNRATED, "unrated")):
        points = []
        for directorate in desk.scorecard.directorates:
            fact = desk.facts[f"tally.{slug(directorate.id)}.{name}"]
            points.append(Point(directorate.name, fact.value, fact.text, fact.key))
        series.append(Series(rag.value, tuple(points), SeriesRole.RATING, rag))
    key = "tally.all"
    title = (
        Figure(desk.facts[f"{key}.red"].text, f"{key}.red"),
        Text(" of the "),
        Figure(desk.facts[f"{key}.rated"].text, f"{key}.rated"),
        Text(" rated measures are red"),
    )
    chart = Chart(
        block_id(spot.id, "overview"),
        title,
        overview_alt(desk.scorecard.directorates, desk.facts),
        ChartKind.OVERVIEW,
        "measures",
        tuple(series),
    )
    yield from shown(desk, chart, (Text("Number of measures by rating. "),))


DRAWINGS: Final[Mapping[str, Callable[[Desk, Spot], Iterator[Block]]]] = {
    "charts": charts,
    "overview-chart": overview_chart,
    "chart-data": chart_data,
}
"""The charts and their data, by the name that a template lists."""
