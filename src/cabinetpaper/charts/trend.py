"""Lay out a trend: values over periods, with the target and comparators as lines.

In: a chart of kind `TREND` or `PROCESS`. Out: a `Sheet`. The periods are the labels of the points, in their order. A
target or comparator with one value is a level line over all periods; with several it goes through its own. A missing
value is a gap in its line. In a process chart the mean and the limits are level lines too, and points that are signals
have a shape of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from cabinetpaper.charts.colours import BASELINE, CONCERNED, IMPROVED, INK, NOTABLE, QUIET, categorical
from cabinetpaper.charts.labels import SAMPLE, ending, endings, values
from cabinetpaper.charts.lettering import line_of, lines_of, measure, wrap
from cabinetpaper.charts.marks import ASCENT, LEADING, TOP, WIDTH, Dots, Line, Mark, Sheet, Spot
from cabinetpaper.charts.periods import period_words
from cabinetpaper.charts.plot import Plot, grid, scale_of, tick_texts
from cabinetpaper.charts.points import axis_labels, drawable, heading_of, value_of
from cabinetpaper.paper.model import Chart, PointState, Series, SeriesRole
from cabinetpaper.settings import Look

_HEIGHT: Final = 72.0
_DASH: Final = (4.5, 2.2)
_FORECAST_DASH: Final = (3.6, 2.4)
_FRONT: Final = (
    SeriesRole.LIMIT,
    SeriesRole.MEAN,
    SeriesRole.COMPARATOR,
    SeriesRole.TARGET,
    SeriesRole.RATING,
    SeriesRole.ACTUAL,
)
"""Roles of lines from the back to the front."""
_RANGE: Final = {SeriesRole.MEAN: Line((), BASELINE, 1.0), SeriesRole.LIMIT: Line((), BASELINE, 1.0, (1.4, 1.6))}
"""How the mean is drawn, and the limits of the usual range."""
_SIGNALS: Final = {
    SeriesRole.IMPROVEMENT: ("Signal: better", Dots((), IMPROVED, 1.5, shape="diamond")),
    SeriesRole.CONCERN: ("Signal: worse", Dots((), CONCERNED, 1.5, shape="square")),
    SeriesRole.SIGNAL: ("Signal", Dots((), NOTABLE, 1.5, shape="triangle")),
}
"""What the key calls a point that is a signal, and how it is drawn."""


def trend(chart: Chart, look: Look) -> Sheet:
    """Return the trend laid out; it grows in height where the labels need it."""
    valued = [series for series in chart.series if any(map(drawable, series.points))]
    lines = [series for series in valued if series.role not in _SIGNALS]
    scale = scale_of([value for one in lines for point in one.points if (value := value_of(point)) is not None])
    ticks = tick_texts(scale, "%" if chart.unit == "%" else "") if lines else ()
    head, top = _head(chart, ticks[0] if ticks and scale.low > 0 else "", valued, look)
    labels, styles = [ending(series) for series in lines], _styles(lines, look)
    samples = styles if sum(series.role is not SeriesRole.TARGET for series in lines) > 1 else []
    beside = max(label.width for label in labels) + 3.2 + (SAMPLE if samples else 0.0) if labels else 0.5
    left = max(map(measure, ticks), default=-2.0) + 2.0
    plot = Plot(left, top, WIDTH - beside, _HEIGHT, axis_labels(chart.series), scale)
    below = period_words(plot.labels, [plot.x(index) for index in range(len(plot.labels))], 2.1)
    depth = max((words.box[3] for words in below), default=0.0) + 0.4
    plot = replace(plot, bottom=max(_HEIGHT - depth, top + sum(label.height for label in labels) - 4.0))
    marks: list[Mark] = [*head, *grid(plot, ticks), *(replace(words, y=words.y + plot.bottom) for words in below)]
    if not lines:
        middle = (plot.left + plot.right) / 2, (plot.top + plot.bottom) / 2
        marks.append(line_of(*middle, "No figures for these periods", anchor="middle", colour=QUIET))
    for series, style in sorted(zip(lines, styles, strict=True), key=lambda pair: _FRONT.index(pair[0].role)):
        marks += _drawn(series, plot, style)
    for series in valued if lines else ():
        if series.role in _SIGNALS:
            spots = tuple(plot.spot(point) for point in series.points if drawable(point))
            marks.append(replace(_SIGNALS[series.role][1], spots=spots))
    marks += endings(labels, [_end(series, plot) for series in lines], samples, plot)
    marks += values(lines, plot, marks)
    return Sheet(round(plot.bottom + depth, 2), tuple(marks))


def _styles(lines: Sequence[Series], look: Look) -> list[Line]:
    """Return how each line looks, without its runs: actual lines first in the order of the palette, then comparators;
    targets dashed and in ink.
    """
    coloured = [place for place, one in enumerate(lines) if one.role not in {SeriesRole.TARGET, *_RANGE}]
    coloured.sort(key=lambda place: -_FRONT.index(lines[place].role))
    palette = categorical(look)
    colours = {place: palette[order % len(palette)] for order, place in enumerate(coloured)}
    return [
        _RANGE.get(one.role)
        or Line(
            (),
            colours.get(place, INK),
            1.9 if one.role is SeriesRole.ACTUAL else 1.3,
            _DASH if one.role is SeriesRole.TARGET else None,
        )
        for place, one in enumerate(lines)
    ]


def _head(chart: Chart, start: str, valued: Sequence[Series], look: Look) -> tuple[list[Mark], float]:
    """Return the unit over the axis, with the axis's start where that is not zero, and the key to hollow and dashed
    marks and signals, set right on the first line; and where the plot may begin.
    """
    key: list[Mark] = []
    edge, middle = WIDTH, TOP - ASCENT / 2
    states = {point.state for series in valued for point in series.points if drawable(point)}
    for state in (PointState.FORECAST, PointState.PROVISIONAL):
        if state not in states:
            continue
        forecast = state is PointState.FORECAST
        name = line_of(edge, TOP, state.value.capitalize(), anchor="end", colour=QUIET)
        left = name.box[0] - 2.0
        if forecast:
            key.append(Line((((left - 8.0, middle), (left, middle)),), look.accent, 1.9, _FORECAST_DASH))
        key += [Dots(((left - (4.0 if forecast else 0.4), middle),), look.accent, hollow=True), name]
        edge = left - (13.0 if forecast else 6.0)
    for role, (word, dots) in _SIGNALS.items():
        if any(series.role is role for series in valued):
            name = line_of(edge, TOP, word, anchor="end", colour=QUIET)
            key += [replace(dots, spots=((name.box[0] - 2.4, middle),)), name]
            edge = name.box[0] - 8.0
    words = heading_of(chart.unit)
    if start:
        words = f"{words} (axis starts at {start})" if words else f"Axis starts at {start}"
    lines = wrap(words, edge - 4.0 if key else WIDTH)
    rows = max(len(lines), 1 if key else 0)
    return [*lines_of(0.0, TOP, lines, colour=QUIET), *key], (TOP + rows * LEADING - 0.4 if rows else TOP)


def _is_level(series: Series) -> bool:
    return series.role is not SeriesRole.ACTUAL and sum(map(drawable, series.points)) == 1


def _end(series: Series, plot: Plot) -> Spot:
    """Return the spot that a line's label speaks for: its last value, or the plot's edge for a level line."""
    last = [point for point in series.points if drawable(point)][-1]
    return (plot.right, plot.y(last)) if _is_level(series) else plot.spot(last)


def _drawn(series: Series, plot: Plot, style: Line) -> Iterator[Mark]:
    """Yield a series' line and marks: dashed for a target or into a forecast, hollow where not final."""
    points = [point for point in series.points if drawable(point)]
    if _is_level(series):
        height = plot.y(points[0])
        yield replace(style, runs=(((plot.left, height), (plot.right, height)),))
        return
    for forecast in (False, True):
        runs: list[list[Spot]] = []  # the stretches between neighbouring values, joined up
        for before, point in pairwise(series.points):
            if drawable(before) and drawable(point) and (point.state is PointState.FORECAST) is forecast:
                start, end = plot.spot(before), plot.spot(point)
                if runs and runs[-1][-1] == start:
                    runs[-1].append(end)
                else:
                    runs.append([start, end])
        if runs:
            yield replace(style, runs=tuple(map(tuple, runs)), dash=_FORECAST_DASH if forecast else style.dash)
    if series.role is not SeriesRole.ACTUAL and len(points) == len(series.points):
        return
    for hollow in (False, True):
        if spots := tuple(plot.spot(point) for point in points if (point.state is not PointState.FINAL) is hollow):
            yield Dots(spots, style.colour, hollow=hollow)
