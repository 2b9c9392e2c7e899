"""What a chart says, in words: its title, its text alternative and its note, written from the facts.

In: what is judged of a measure, and the points that its chart shows. Out: a short title with the message, and a text
alternative that gives the message and its figures to those who cannot see the chart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from cabinetpaper.compose.prose import inlines, lower_first
from cabinetpaper.fact import Fact
from cabinetpaper.measure import Directorate
from cabinetpaper.paper import Figure, Inline, Point, PointState, Series, SeriesRole
from cabinetpaper.rule import Rag
from cabinetpaper.scorecard import Assessment, Observation, Usual, slug
from cabinetpaper.scorecard.spc import FIRM_POINTS, Assurance, Variation
from cabinetpaper.wording import capital, listed

Facts = Mapping[str, Fact]
_SHARE: Final = re.compile(r"%|percentage\b|share\b|proportion\b", re.IGNORECASE)
"""How the name of a percentage begins that says so itself."""
_IN_FULL: Final = 6
"""So many points a text alternative names one by one; of more it names the first and the last."""


def full_name(row: Assessment) -> str:
    """Return the measure's whole name with its unit, unless the name begins with it: `Children in care, rate per 10,000
    children`.
    """
    name, unit = row.measure.name.rstrip("."), row.measure.unit.heading
    if unit == "%" and _SHARE.match(name):
        return name
    return f"{name}, {'percentage' if unit == '%' else unit}"


def _when(facts: Facts, point: Point) -> str:
    period = facts[point.key].period if point.key in facts else None
    return period.name if period else point.label


def _moved(first: Point, last: Point) -> str:
    """Return `rose` or `fell`; nothing where the last figure is the first again, whatever lies between."""
    if first.value is None or last.value is None or first.value == last.value:
        return ""
    return "rose" if last.value > first.value else "fell"


def trend_title(row: Assessment, facts: Facts, seen: Sequence[Point]) -> tuple[Inline, ...]:
    """Return how the measure moved over the charted periods: `Children in care fell from 113 in December 2022 to 96.1
    in Q1 2024/25`.
    """
    first, last, label = seen[0], seen[-1], row.measure.label
    begin, end = _when(facts, first), _when(facts, last)
    figure = Figure(last.text, last.key)
    if moved := _moved(first, last):
        return inlines(
            f"{label} {moved} from ", Figure(first.text, first.key), f" in {begin} to ", figure, f" in {end}"
        )
    return inlines(f"{label}: ", figure, f" in {end}, as in {begin}")


def trend_alt(row: Assessment, facts: Facts, seen: Sequence[Point], ahead: Sequence[Point]) -> str:
    """Return the trend in words: how it moved, its figures, forecasts, target and comparators."""
    first, last, name = seen[0], seen[-1], full_name(row)
    begin, end = _when(facts, first), _when(facts, last)
    if moved := _moved(first, last):
        text = f"Line chart. {name}, {moved} from {first.text} in {begin} to {last.text} in {end}."
    else:
        text = f"Line chart. {name}: {last.text} in {end}, as in {begin}."
    if 2 < len(seen) <= _IN_FULL:
        text += " In between: " + ", ".join(f"{point.text} in {_when(facts, point)}" for point in seen[1:-1]) + "."
    for point in ahead:
        how = f"Forecast for {_when(facts, point)}"
        if point.key.endswith(".year_end"):
            how = f"Projected for {_when(facts, point)}, {facts[f'{point.key}.method'].text}"
        text += f" {how}: {point.text}."
    if row.target is not None and row.target.value is not None:
        by = f" by {row.target.period.name}" if row.target.period else ""
        text += f" Target: {facts[f'{row.measure.id}.target'].text}{by}."
    for other in row.comparators:
        if other.value is not None:
            text += f" {other.name}: {facts[f'{row.measure.id}.comparator.{slug(other.name)}'].text}."
    return f"{text} {capital(comparison(row))}."


def trend_note(row: Assessment, seen: Sequence[Observation]) -> str:
    """Return what a trend shows; it says so where its periods are not evenly apart, since the axis sets them so."""
    days = [observed.period.last.toordinal() for observed in seen]
    steps = [later - earlier for earlier, later in pairwise(days)]
    uneven = " The periods are not evenly apart." if steps and max(steps) * 10 > 13 * min(steps) else ""
    return f"{full_name(row)}.{uneven} "


def lines_alt(kind: str, title: str, series: Iterable[Series]) -> str:
    """Return several lines in words: each of a few figures, of more the first and the last; forecasts by themselves."""
    lines = []
    for line in series:
        settled = [point for point in line.points if point.value is not None and point.state is not PointState.FORECAST]
        few = len(settled) <= _IN_FULL
        said = [f"{point.text} in {point.label}" for point in (settled if few else [settled[0], settled[-1]])]
        ahead = (point for point in line.points if point.state is PointState.FORECAST)
        forecasts = "".join(f"; forecast for {point.label}: {point.text}" for point in ahead)
        lines.append(f"{line.name}: {(', ' if few else ' to ').join(said)}{forecasts}")
    return f"{kind}. {title}. {'. '.join(lines)}."


def bars_alt(row: Assessment, series: Iterable[Series]) -> str:
    """Return the comparison in words: each bar's figure, then how they stand to one another."""
    bars = "; ".join(f"{bar.name} {point.text}" for bar in series for point in bar.points)
    period = f", {row.now.period.name}" if row.now else ""
    return f"Bar chart. {full_name(row)}{period}: {bars}. {capital(comparison(row))}."


def targets_alt(rows: Iterable[Assessment], facts: Facts) -> str:
    """Return several figures beside their targets, in words."""
    said = []
    for row in rows:
        figure, target = facts[f"{row.measure.id}.value"].text, facts[f"{row.measure.id}.target"].text
        said.append(f"{row.measure.name}: {figure}, target {target}, {comparison(row)}")
    return f"Bar chart of figures beside their targets. {'. '.join(said)}."


def overview_alt(directorates: Iterable[Directorate], facts: Facts) -> str:
    """Return the ratings of each directorate in words."""
    names = {"blue": "blue", "green": "green", "amber": "amber", "red": "red", "unrated": "not rated"}
    if not facts["tally.all.blue"].value:
        del names["blue"]
    said = []
    for one in directorates:
        counts = (f"{facts[f'tally.{slug(one.id)}.{name}'].text} {word}" for name, word in names.items())
        said.append(f"{one.name}: {', '.join(counts)}")
    return f"Stacked bar chart of the number of measures by rating. {'. '.join(said)}."


_TO_TARGET: Final = {Rag.GREEN: "at its target or better", Rag.AMBER: "close to its target"}


def comparison(row: Assessment) -> str:
    """Return how the latest figure stands to its target and comparators: `close to its target, below England and
    Portsmouth`.
    """
    found = [_TO_TARGET[row.rag]] if row.rag in _TO_TARGET else []
    if row.rag is Rag.RED:
        found.append("above its target" if row.gap is not None and row.gap > 0 else "short of its target")
    sides: dict[str, list[str]] = {}
    for other in row.comparators:
        if row.now is not None and row.now.value is not None and other.value is not None:
            side = "above" if row.now.value > other.value else "below" if row.now.value < other.value else "level with"
            sides.setdefault(side, []).append(_in_prose(other.name))
    found += [f"{side} {listed(names)}" for side, names in sides.items()]
    return ", ".join(found) or "no figure to compare it with"


def _in_prose(name: str) -> str:
    """Return a comparator's name inside a sentence: `the national average`, `statistical neighbours`, `England`."""
    words = name.split()
    if len(words) > 1 and all(word.islower() for word in words[1:]):
        name = lower_first(name)
    return f"the {name}" if words[-1] in {"average", "median", "mean"} else name


_VARIATION: Final = {
    Variation.COMMON: "within its usual range",
    Variation.IMPROVEMENT: "outside its usual range, for the better",
    Variation.CONCERN: "outside its usual range, for the worse",
    Variation.NEUTRAL: "outside its usual range",
}
_SIGNALS: Final = frozenset({SeriesRole.IMPROVEMENT, SeriesRole.CONCERN, SeriesRole.SIGNAL})


def usual_title(row: Assessment, usual: Usual) -> tuple[Inline, ...]:
    """Return what a chart of the usual range says: `Re-referrals at 27% in June 2024: within its usual range`."""
    last = usual.run[-1]
    text = last.text
    if last.value is not None:
        text = f"{last.qualifier} {row.measure.unit.figure(last.value, last.decimals)}".strip()
    said = f" in {last.period.name}: {_VARIATION[usual.process.variation]}"
    return inlines(f"{row.measure.label} at ", Figure(text, f"{row.measure.id}.value"), said)


def usual_alt(row: Assessment, facts: Facts, usual: Usual, series: Sequence[Series]) -> str:
    """Return the usual range in words: the latest figure, the mean and limits as drawn, the target and what can be said
    of it, each signal.
    """
    points = series[0].points
    text = (
        f"Control chart. {full_name(row)}, over {len(points)} periods from {points[0].text} in {points[0].label} to "
        f"{points[-1].text} in {points[-1].label}: {_VARIATION[usual.process.variation]}."
    )
    for line in series[1:]:
        signals = ", ".join(f"{point.text} in {point.label}" for point in line.points)
        text += f" {line.name}: {signals if line.role in _SIGNALS else line.points[0].text}."
    if usual.process.assurance is not Assurance.NONE:
        text += f" As it runs, the measure {facts[f'{row.measure.id}.assurance'].text}."
    return text


def usual_note(row: Assessment, usual: Usual) -> str:
    """Return how to read a chart of the usual range."""
    trial = f" With fewer than {FIRM_POINTS} points the limits are trial limits." if usual.process.trial else ""
    return (
        f"{full_name(row)}. Nearly all figures of a steady process lie between the limits; a signal is a figure that "
        f"is not to be put down to chance.{trial} "
    )
