"""What a chart of a usual range says, in words (statistical process control).

In: a measure with its process: mean, limits, signals. Out: a title with the message, a text alternative with every line
and signal, and the note that says how to read the chart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from cabinetpaper.compose.messages import said
from cabinetpaper.fact import Fact
from cabinetpaper.measure import Polarity
from cabinetpaper.paper import Figure, Inline, Series, SeriesRole, Text
from cabinetpaper.scorecard import Assessment, Usual
from cabinetpaper.scorecard.spc import FIRM_POINTS, Assurance, Variation

_TOLD: Final = {
    Variation.COMMON: "within its usual range",
    Variation.IMPROVEMENT: "outside its usual range, for the better",
    Variation.CONCERN: "outside its usual range, for the worse",
    Variation.NEUTRAL: "outside its usual range",
}
_SIGNALS: Final = frozenset({SeriesRole.IMPROVEMENT, SeriesRole.CONCERN, SeriesRole.SIGNAL})


def signal_role(polarity: Polarity, up: bool) -> SeriesRole:
    """Return what a signal means: for the better, for the worse, or neither where no way is good."""
    if not polarity.sign:
        return SeriesRole.SIGNAL
    return SeriesRole.IMPROVEMENT if up == (polarity is Polarity.HIGHER) else SeriesRole.CONCERN


def usual_title(one: Assessment, own: Usual) -> tuple[Inline, ...]:
    """Return the message: `Re-referrals at 27% in June 2024: within its usual range`."""
    key, last = one.measure.id, own.run[-1]
    figure = (
        f"{last.qualifier} {one.measure.unit.figure(last.value, last.decimals)}".strip()
        if last.value is not None
        else last.text
    )
    return (
        Text(f"{one.measure.label} at "),
        Figure(figure, f"{key}.value"),
        Text(f" in {last.period.name}: {_TOLD[own.process.variation]}"),
    )


def usual_alt(one: Assessment, facts: Mapping[str, Fact], own: Usual, series: Sequence[Series]) -> str:
    """Return the chart in words: the latest figure, the mean and limits as drawn, the target and what can be said of
    it, each signal.
    """
    points = series[0].points
    text = (
        f"Control chart. {said(one)}, over {len(points)} periods from {points[0].text} in {points[0].label} to "
        f"{points[-1].text} in {points[-1].label}: "
    )
    text += f"{_TOLD[own.process.variation]}."
    for line in series[1:]:
        if line.role in _SIGNALS:
            at = ", ".join(f"{point.text} in {point.label}" for point in line.points)
            text += f" {line.name}: {at}."
        else:
            text += f" {line.name}: {line.points[0].text}."
    if own.process.assurance is not Assurance.NONE:
        text += f" As it runs, the measure {facts[f'{one.measure.id}.assurance'].text}."
    return text


def usual_note(own: Usual) -> str:
    """Return how to read the chart."""
    trial = f" With fewer than {FIRM_POINTS} points the limits are trial limits." if own.process.trial else ""
    return (
        "Nearly all figures of a steady process lie between the limits; a signal is a figure that is not to be put "
        f"down to chance.{trial}"
    )
