"""What a chart says, in words: its title and its text alternative, written from the facts.

In: what is judged of a measure, and the points that its chart shows. Out: a short title with the message, and a text
alternative that gives the message and its figures to those who cannot see the chart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from cabinetpaper.fact import Fact
from cabinetpaper.measure import Directorate, Rag
from cabinetpaper.paper import Figure, Inline, Point, Series, Text
from cabinetpaper.scorecard import Assessment, slug
from cabinetpaper.wording import capital, listed

Facts = Mapping[str, Fact]
_SHARE = re.compile(r"%|percentage\b|share\b|proportion\b", re.IGNORECASE)
"""How the name of a percentage begins that says so itself."""
_IN_FULL = 6
"""So many points a text alternative names one by one; of more it names the first and the last."""


def said(one: Assessment) -> str:
    """Return the measure's whole name with its unit, unless the name begins with it: `Children in care, rate per 10,000
    children`.
    """
    name, unit = one.measure.name.rstrip("."), one.measure.unit.heading
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


def trend_title(one: Assessment, facts: Facts, seen: Sequence[Point]) -> tuple[Inline, ...]:
    """Return how the measure moved over the charted periods: `Children in care fell from 113 in December 2022 to 96.1
    in Q1 2024/25`.
    """
    first, last = seen[0], seen[-1]
    moved = _moved(first, last)
    if not moved:
        return (
            Text(f"{one.measure.label}: "),
            Figure(last.text, last.key),
            Text(f" in {_when(facts, last)}, as in {_when(facts, first)}"),
        )
    return (
        Text(f"{one.measure.label} {moved} from "),
        Figure(first.text, first.key),
        Text(f" in {_when(facts, first)} to "),
        Figure(last.text, last.key),
        Text(f" in {_when(facts, last)}"),
    )


def trend_alt(one: Assessment, facts: Facts, seen: Sequence[Point], ahead: Sequence[Point]) -> str:
    """Return the trend in words: how it moved, its figures, forecasts, target and comparators."""
    first, last = seen[0], seen[-1]
    moved = _moved(first, last)
    told = f", {moved} from {first.text} in {_when(facts, first)} to {last.text}" if moved else f": {last.text}"
    text = f"Line chart. {said(one)}{told} in {_when(facts, last)}{'' if moved else f', as in {_when(facts, first)}'}."
    if 2 < len(seen) <= _IN_FULL:
        text += " In between: " + ", ".join(f"{point.text} in {_when(facts, point)}" for point in seen[1:-1]) + "."
    for point in ahead:
        how = (
            f"Projected for {_when(facts, point)}, {facts[f'{point.key}.method'].text}"
            if point.key.endswith(".year_end")
            else f"Forecast for {_when(facts, point)}"
        )
        text += f" {how}: {point.text}."
    return f"{text}{_others(one, facts)} {capital(standing(one))}."


def bars_alt(one: Assessment, series: Iterable[Series]) -> str:
    """Return the comparison in words: each bar's figure, then how they stand to one another."""
    bars = "; ".join(f"{row.name} {point.text}" for row in series for point in row.points)
    period = f", {one.now.period.name}" if one.now else ""
    return f"Bar chart. {said(one)}{period}: {bars}. {capital(standing(one))}."


def targets_alt(rows: Iterable[Assessment], facts: Facts) -> str:
    """Return several figures beside their targets, in words."""
    told = (
        f"{one.measure.name}: {facts[f'{one.measure.id}.value'].text}, target "
        f"{facts[f'{one.measure.id}.target'].text}, {standing(one)}"
        for one in rows
    )
    return f"Bar chart of figures beside their targets. {'. '.join(told)}."


def overview_alt(directorates: Iterable[Directorate], facts: Facts) -> str:
    """Return the ratings of each directorate in words."""
    told = []
    for one in directorates:
        key = f"tally.{slug(one.id)}"
        blue = (("blue", "blue"),) if facts["tally.all.blue"].value else ()
        counts = ", ".join(
            f"{facts[f'{key}.{name}'].text} {word}"
            for name, word in (*blue, ("green", "green"), ("amber", "amber"), ("red", "red"), ("unrated", "not rated"))
        )
        told.append(f"{one.name}: {counts}")
    return f"Stacked bar chart of the number of measures by rating. {'. '.join(told)}."


def _others(one: Assessment, facts: Facts) -> str:
    text = ""
    if one.target is not None and one.target.value is not None:
        by = f" by {one.target.period.name}" if one.target.period else ""
        text += f" Target: {facts[f'{one.measure.id}.target'].text}{by}."
    for other in one.comparators:
        if other.value is not None:
            text += f" {other.name}: {facts[f'{one.measure.id}.comparator.{slug(other.name)}'].text}."
    return text


_TO_TARGET = {Rag.GREEN: "at its target or better", Rag.AMBER: "close to its target"}


def standing(one: Assessment) -> str:
    """Return how the latest figure stands to its target and comparators: `close to its target, below England and
    Portsmouth`.
    """
    found = [_TO_TARGET[one.rag]] if one.rag in _TO_TARGET else []
    if one.rag is Rag.RED:
        found.append("above its target" if one.gap is not None and one.gap > 0 else "short of its target")
    sides: dict[str, list[str]] = {}
    if one.now is not None and one.now.value is not None:
        for other in one.comparators:
            if other.value is not None:
                word = (
                    "level with"
                    if other.value == one.now.value
                    else "above"
                    if one.now.value > other.value
                    else "below"
                )
                sides.setdefault(word, []).append(_in_prose(other.name))
    return (
        ", ".join((*found, *(f"{word} {listed(names)}" for word, names in sides.items())))
        or "no figure to compare it with"
    )


def _in_prose(name: str) -> str:
    """Return a comparator's name inside a sentence: `the national average`, `statistical neighbours`, `England`."""
    words = name.split()
    if len(words) > 1 and all(word.islower() for word in words[1:]):
        name = name[:1].lower() + name[1:]
    return f"the {name}" if words[-1] in {"average", "median", "mean"} else name
