"""The figures behind the charts, as tables.

In: the charts of the paper in order. Out: tables that the notes under the charts refer to. Trends that follow one
another and have the same periods, targets and comparators share a table of one column a measure: figures of one day
stand side by side, and no period is said twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from cabinetpaper.compose.cells import cell
from cabinetpaper.compose.desk import Desk, Spot
from cabinetpaper.paper import (
    Cell,
    Chart,
    ChartKind,
    Column,
    Figure,
    Inline,
    Paragraph,
    Point,
    PointState,
    Reference,
    Row,
    Series,
    SeriesRole,
    Table,
    Text,
    block_id,
)
from cabinetpaper.wording import listed

SHARED: Final = 3
"""At most so many measures stand side by side in one table, so that their names keep to a few lines."""


def data_id(chart: Chart) -> str:
    """Return the id of the table that begins with a chart's data."""
    return block_id(chart.id, "data")


def filed(chart: Chart, tables: list[list[Chart]]) -> str:
    """Return the id of the table that will hold the chart's data, and put the chart there: into the last one if it has
    room, else into a new one.
    """
    last = tables[-1] if tables else []
    if last and len(last) < SHARED and _lines(last[0]) and _lines(last[0]) == _lines(chart):
        last.append(chart)
    else:
        tables.append([chart])
    return data_id(tables[-1][0])


def chart_data(desk: Desk, spot: Spot) -> Iterator[Table | Paragraph]:
    """Return the tables of the charts' data; a sentence where the paper has no chart."""
    if not desk.charts:
        yield Paragraph(block_id(spot.id, "none"), (Text("This report has no charts."),))
    for charts in desk.charts:
        first = charts[0]
        if first.kind is ChartKind.OVERVIEW:
            yield _ratings(first)
        elif _lines(first):
            yield _side_by_side(charts)
        else:
            yield _listed(first)


def _ratings(chart: Chart) -> Table:
    key = data_id(chart)
    columns = (Column("Directorate", 3), *(Column(one.name, 1, True) for one in chart.series))
    rows = tuple(
        Row(block_id(key, point.label), (cell(point.label), *(_figure(one.points[at]) for one in chart.series)))
        for at, point in enumerate(chart.series[0].points)
    )
    return Table(key, _caption([chart]), columns, rows, "The number of measures of each directorate with each rating.")


def _side_by_side(charts: Sequence[Chart]) -> Table:
    key = data_id(charts[0])
    columns = (Column(_first_heading(charts[0]), 2), *(Column(_measure_heading(chart), 2, True) for chart in charts))
    drawn = [[point for one in chart.series for point in one.points] for chart in charts]
    rows = tuple(
        Row(block_id(key, str(at)), (cell(line), *(_figure(points[at]) for points in drawn)))
        for at, (_, line) in enumerate(_lines(charts[0]))
    )
    return Table(
        key,
        _caption(charts),
        columns,
        rows,
        "Each figure that the charts show, by period, with targets and comparators below.",
    )


def _listed(chart: Chart) -> Table:
    key = data_id(chart)
    columns = (Column("Shown in the chart", 3), Column("Period", 2), Column(_value_heading(chart), 2, True))
    rows = tuple(
        Row(block_id(key, str(at), str(number)), (cell(one.name), cell(_when(one, point)), _figure(point)))
        for at, one in enumerate(chart.series)
        for number, point in enumerate(one.points)
    )
    return Table(key, _caption([chart]), columns, rows, "Each figure that the chart shows, with its period.")


def _lines(chart: Chart) -> tuple[tuple[SeriesRole, str], ...]:
    """Return the first column of a trend's data: its periods, then target and comparators; nothing where a table of
    that kind cannot say it.
    """
    if chart.kind is not ChartKind.TREND or [one.role for one in chart.series].count(SeriesRole.ACTUAL) != 1:
        return ()
    return tuple((one.role, _line(one, point)) for one in chart.series for point in one.points)


def _line(series: Series, point: Point) -> str:
    when = _when(series, point)
    if series.role is SeriesRole.ACTUAL:
        return when
    return series.name if when == _UNSTATED else f"{series.name}, {when}"


def _caption(charts: Sequence[Chart]) -> tuple[Inline, ...]:
    """Return the figures' numbers; a single one has its title as well."""
    if len(charts) == 1:
        return (Text("Data for "), Reference(charts[0].id), Text(": "), *charts[0].title)
    joints = ("Data for ", *(", " for _ in charts[2:]), " and ")
    return tuple(
        inline for joint, chart in zip(joints, charts, strict=True) for inline in (Text(joint), Reference(chart.id))
    )


def _first_heading(chart: Chart) -> str:
    roles = {role for role, _ in _lines(chart)}
    besides = [role.value for role in (SeriesRole.TARGET, SeriesRole.COMPARATOR) if role in roles]
    return listed(("Period", *besides), "or")


def _measure_heading(chart: Chart) -> str:
    name = next(one.name for one in chart.series if one.role is SeriesRole.ACTUAL)
    return name if chart.unit in {"%", ""} else f"{name}, {chart.unit}"


def _value_heading(chart: Chart) -> str:
    return "Figure" if chart.unit in {"%", ""} else f"Figure, {chart.unit}"


def _figure(point: Point) -> Cell:
    return cell(Figure(point.text, point.key) if point.key else point.text)


_UNSTATED: Final = "Not stated"


def _when(series: Series, point: Point) -> str:
    if series.role in {SeriesRole.MEAN, SeriesRole.LIMIT}:
        return "All periods shown"
    if series.role is not SeriesRole.ACTUAL and point.label in {series.name, "Target"}:
        return _UNSTATED
    return f"{point.label} ({point.state.value})" if point.state is not PointState.FINAL else point.label
