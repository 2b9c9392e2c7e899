"""The figures behind the charts, as tables.

In: the charts of the paper in order. Out: tables that the notes under the charts refer to. Trends that follow one
another and have the same periods, targets and comparators share a table of one column a measure: figures of one day
stand side by side, and no period is said twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from cabinetpaper.compose.desk import Desk, Made, Spot
from cabinetpaper.compose.prose import Words, paragraph
from cabinetpaper.compose.table import ColumnOf, table
from cabinetpaper.paper import (
    Chart,
    ChartKind,
    Figure,
    Point,
    PointState,
    Reference,
    Series,
    SeriesRole,
    Table,
    block_id,
)
from cabinetpaper.wording import listed

SHARED: Final = 3
"""At most so many measures stand side by side in one table, so that their names keep to a few lines."""


def data_id(chart: Chart) -> str:
    """Return the id of the table that begins with a chart's data."""
    return block_id(chart.id, "data")


def by_table(charts: Iterable[Chart]) -> tuple[tuple[Chart, ...], ...]:
    """Return the charts whose data stand in each table: one goes into the last that has room for it, else into a new
    one.
    """
    tables: list[tuple[Chart, ...]] = []
    for chart in charts:
        last = tables[-1] if tables else ()
        if last and len(last) < SHARED and _lines(last[0]) and _lines(last[0]) == _lines(chart):
            tables[-1] = (*last, chart)
        else:
            tables.append((chart,))
    return tuple(tables)


def table_of_data(desk: Desk, chart: Chart) -> str:
    """Return the id of the table that holds a chart's data."""
    held = next((charts for charts in desk.charts if any(own.id == chart.id for own in charts)), (chart,))
    return data_id(held[0])


def chart_data(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return the tables of the charts' data; a sentence where the paper has no chart."""
    if not desk.charts:
        yield paragraph(spot.key("none"), "This report has no charts.")
    for charts in desk.charts:
        first = charts[0]
        if first.kind is ChartKind.OVERVIEW:
            yield _ratings(first)
        elif _lines(first):
            yield _side_by_side(charts)
        else:
            yield _listed(first)


def _ratings(chart: Chart) -> Table:
    key, series = data_id(chart), chart.series
    labels = [point.label for point in series[0].points]

    def counted(line: Series) -> ColumnOf[int]:
        return ColumnOf(line.name, 1, lambda at: _figure(line.points[at]), numeric=True)

    return table(
        key,
        _caption([chart]),
        [ColumnOf("Directorate", 3, lambda at: labels[at]), *(counted(line) for line in series)],
        range(len(labels)),
        "The number of measures of each directorate with each rating.",
        lambda at: block_id(key, labels[at]),
    )


def _side_by_side(charts: Sequence[Chart]) -> Table:
    key, lines = data_id(charts[0]), _lines(charts[0])
    besides = [role.value for role in (SeriesRole.TARGET, SeriesRole.COMPARATOR) if role in {own for own, _ in lines}]

    def measure(chart: Chart) -> ColumnOf[int]:
        points = [point for line in chart.series for point in line.points]
        name = next(line.name for line in chart.series if line.role is SeriesRole.ACTUAL)
        return ColumnOf(_with_unit(name, chart), 2, lambda at: _figure(points[at]), numeric=True)

    return table(
        key,
        _caption(charts),
        [ColumnOf(listed(("Period", *besides), "or"), 2, lambda at: lines[at][1]), *map(measure, charts)],
        range(len(lines)),
        "Each figure that the charts show, by period, with targets and comparators below.",
        lambda at: block_id(key, str(at)),
    )


def _listed(chart: Chart) -> Table:
    key = data_id(chart)
    points = [
        (at, number, line, point) for at, line in enumerate(chart.series) for number, point in enumerate(line.points)
    ]
    return table(
        key,
        _caption([chart]),
        [
            ColumnOf("Shown in the chart", 3, lambda row: row[2].name),
            ColumnOf("Period", 2, lambda row: _when(row[2], row[3])),
            ColumnOf(_with_unit("Figure", chart), 2, lambda row: _figure(row[3]), numeric=True),
        ],
        points,
        "Each figure that the chart shows, with its period.",
        lambda row: block_id(key, str(row[0]), str(row[1])),
    )


def _lines(chart: Chart) -> tuple[tuple[SeriesRole, str], ...]:
    """Return the first column of a trend's data: its periods, then target and comparators; nothing where a table of
    that kind cannot say it.
    """
    if chart.kind is not ChartKind.TREND or [line.role for line in chart.series].count(SeriesRole.ACTUAL) != 1:
        return ()
    found = []
    for line in chart.series:
        for point in line.points:
            when = _when(line, point)
            named = line.name if when == _UNSTATED else f"{line.name}, {when}"
            found.append((line.role, when if line.role is SeriesRole.ACTUAL else named))
    return tuple(found)


def _caption(charts: Sequence[Chart]) -> tuple[Words, ...]:
    """Return the figures' numbers; a single one has its title as well."""
    first, *others = charts
    if not others:
        return ("Data for ", Reference(first.id), ": ", *first.title)
    joints = (*(", " for _ in others[1:]), " and ")
    more = (word for joint, chart in zip(joints, others, strict=True) for word in (joint, Reference(chart.id)))
    return ("Data for ", Reference(first.id), *more)


def _with_unit(heading: str, chart: Chart) -> str:
    return heading if chart.unit in {"%", ""} else f"{heading}, {chart.unit}"


def _figure(point: Point) -> Words:
    return Figure(point.text, point.key) if point.key else point.text


_UNSTATED: Final = "Not stated"


def _when(series: Series, point: Point) -> str:
    if series.role in {SeriesRole.MEAN, SeriesRole.LIMIT}:
        return "All periods shown"
    if series.role is not SeriesRole.ACTUAL and point.label in {series.name, "Target"}:
        return _UNSTATED
    return f"{point.label} ({point.state.value})" if point.state is not PointState.FINAL else point.label
