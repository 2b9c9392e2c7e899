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
from cabinetpaper.charts.labels import SAMPLE, Ending, ending, endings, values
from cabinetpaper.charts.lettering import line_of, measure, wrap
from cabinetpaper.charts.marks import ASCENT, LEADING, TOP, WIDTH, Dots, Line, Mark, Sheet, Spot
from cabinetpaper.charts.periods import period_words
from cabinetpaper.charts.plot import Plot, grid
from cabinetpaper.charts.points import axis_labels, drawable, heading_of, value_of
from cabinetpaper.charts.scale import scale_of, tick_texts
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
    SeriesRole.IMPROVEMENT: Dots((), IMPROVED, 1.5, shape="diamond"),
    SeriesRole.CONCERN: Dots((), CONCERNED, 1.5, shape="square"),
    SeriesRole.SIGNAL: Dots((), NOTABLE, 1.5, shape="triangle"),
}
"""How a point that is a signal is drawn; the key says the word."""
_SIGNAL_WORDS: Final = {
    SeriesRole.IMPROVEMENT: "Signal: better",
    SeriesRole.CONCERN: "Signal: worse",
    SeriesRole.SIGNAL: "Signal",
}


def trend(chart: Chart, look: Look) -> Sheet:
    """Return the trend laid out; it grows in height where the labels need it."""
    known = tuple(one for one in chart.series if any(drawable(point) for point in one.points))
    series, signals = (
        tuple(one for one in known if one.role not in _SIGNALS),
        tuple(one for one in known if one.role in _SIGNALS),
    )
    scale = scale_of([value for one in series for point in one.points if (value := value_of(point)) is not None])
    ticks = tick_texts(scale, "%" if chart.unit == "%" else "") if series else ()
    head, top = _head(chart, ticks[0] if ticks and scale.low > 0 else "", known, look)
    labels = [ending(one) for one in series]
    styles = _styles(series, look)
    samples = styles if _several(series) else []
    plot = Plot(
        max(map(measure, ticks), default=-2.0) + 2.0,
        top,
        _right(labels, bool(samples)),
        _HEIGHT,
        axis_labels(chart.series),
        scale,
    )
    below = period_words(plot.labels, [plot.x(index) for index in range(len(plot.labels))], 2.1)
    depth = max((words.box[3] for words in below), default=0.0) + 0.4
    plot = replace(plot, bottom=max(_HEIGHT - depth, top + sum(label.height for label in labels) - 4.0))
    marks: list[Mark] = [*head, *grid(plot, ticks), *(replace(words, y=words.y + plot.bottom) for words in below)]
    if series:
        lines = sorted(zip(series, styles, strict=True), key=lambda pair: _FRONT.index(pair[0].role))
        marks += [mark for one, style in lines for mark in _drawn(one, plot, style)]
        marks += [
            replace(_SIGNALS[one.role], spots=tuple(plot.spot(point) for point in one.points if drawable(point)))
            for one in signals
        ]
        marks += endings(labels, [_end(one, plot) for one in series], samples, plot)
        marks += values(series, plot, marks)
    else:
        middle = (plot.left + plot.right) / 2
        marks.append(
            line_of(middle, (plot.top + plot.bottom) / 2, "No figures for these periods", anchor="middle", colour=QUIET)
        )
    return Sheet(round(plot.bottom + depth, 2), tuple(marks))


def _right(labels: Sequence[Ending], sampled: bool) -> float:
    """Return the right edge of the plot, before the labels of its lines."""
    return WIDTH - (max(label.width for label in labels) + 3.2 + (SAMPLE if sampled else 0.0) if labels else 0.5)


def _several(series: Sequence[Series]) -> bool:
    return sum(one.role is not SeriesRole.TARGET for one in series) > 1


def _styles(series: Sequence[Series], look: Look) -> list[Line]:
    """Return how each line looks, without its runs: actual lines first in the order of the palette, then comparators;
    targets dashed and in ink.
    """
    coloured = sorted(
        (index for index, one in enumerate(series) if one.role not in {SeriesRole.TARGET, *_RANGE}),
        key=lambda at: -_FRONT.index(series[at].role),
    )
    palette = categorical(look)
    colours = {at: palette[order % len(palette)] for order, at in enumerate(coloured)}
    return [
        _RANGE.get(one.role)
        or Line(
            (),
            colours.get(at, INK),
            1.9 if one.role is SeriesRole.ACTUAL else 1.3,
            _DASH if one.role is SeriesRole.TARGET else None,
        )
        for at, one in enumerate(series)
    ]


def _head(chart: Chart, start: str, series: Sequence[Series], look: Look) -> tuple[list[Mark], float]:
    """Return the unit over the axis, with the axis's start where that is not zero, and the key to hollow and dashed
    marks; and where the plot may begin.
    """
    words = heading_of(chart.unit)
    if start:
        words = f"{words} (axis starts at {start})" if words else f"Axis starts at {start}"
    states = {point.state for one in series for point in one.points if drawable(point)}
    key, edge = _key(states, [role for role in _SIGNALS if any(one.role is role for one in series)], look)
    lines = wrap(words, edge - 4.0 if key else WIDTH)
    rows = max(len(lines), 1 if key else 0)
    marks: list[Mark] = [line_of(0.0, TOP + number * LEADING, line, colour=QUIET) for number, line in enumerate(lines)]
    return [*marks, *key], (TOP + rows * LEADING - 0.4 if rows else TOP)


def _key(states: set[PointState], signals: Sequence[SeriesRole], look: Look) -> tuple[list[Mark], float]:
    """Return the key, set right on the first line, and its left edge."""
    marks: list[Mark] = []
    edge, middle = WIDTH, TOP - ASCENT / 2
    for state in (PointState.FORECAST, PointState.PROVISIONAL):
        if state not in states:
            continue
        name = line_of(edge, TOP, state.value.capitalize(), anchor="end", colour=QUIET)
        left = name.box[0] - 2.0
        if state is PointState.FORECAST:
            marks.append(Line((((left - 8.0, middle), (left, middle)),), look.accent, 1.9, _FORECAST_DASH))
            marks.append(Dots(((left - 4.0, middle),), look.accent, hollow=True))
            edge = left - 13.0
        else:
            marks.append(Dots(((left - 0.4, middle),), look.accent, hollow=True))
            edge = left - 6.0
        marks.append(name)
    for role in signals:
        name = line_of(edge, TOP, _SIGNAL_WORDS[role], anchor="end", colour=QUIET)
        marks += [replace(_SIGNALS[role], spots=((name.box[0] - 2.4, middle),)), name]
        edge = name.box[0] - 8.0
    return marks, edge


def _is_level(series: Series) -> bool:
    return series.role is not SeriesRole.ACTUAL and sum(drawable(point) for point in series.points) == 1


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
    solid, dashed = _runs(series, plot)
    if solid:
        yield replace(style, runs=solid)
    if dashed:
        yield replace(style, runs=dashed, dash=_FORECAST_DASH)
    if series.role is not SeriesRole.ACTUAL and len(points) == len(series.points):
        return
    for hollow in (False, True):
        if spots := tuple(plot.spot(point) for point in points if (point.state is not PointState.FINAL) is hollow):
            yield Dots(spots, style.colour, hollow=hollow)


def _runs(series: Series, plot: Plot) -> tuple[tuple[tuple[Spot, ...], ...], tuple[tuple[Spot, ...], ...]]:
    """Return the stretches between neighbouring values: solid ones joined up, and those that lead into a forecast."""
    solid: list[list[Spot]] = []
    dashed: list[list[Spot]] = []
    for before, point in pairwise(series.points):
        if not (drawable(before) and drawable(point)):
            continue
        kind = dashed if point.state is PointState.FORECAST else solid
        start, end = plot.spot(before), plot.spot(point)
        if kind and kind[-1][-1] == start:
            kind[-1].append(end)
        else:
            kind.append([start, end])
    return tuple(map(tuple, solid)), tuple(map(tuple, dashed))
