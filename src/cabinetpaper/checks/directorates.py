"""Directorates and measures that have nothing to show.

In: the scorecard. Out: a note for each directorate without a figure, and one that counts the measures without one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding, Place

CODES: Final[dict[str, str]] = {
    "DIRECTORATE-WITHOUT-FIGURES": "A directorate of cabinetpaper.toml has no figure up to the paper's cut-off, so its "
    "part of the paper prints a sentence instead of a table. Add its figures to observations.csv, or take it out of "
    "the settings.",
    "MEASURE-WITHOUT-FIGURE": "A measure has no observation up to the paper's cut-off, neither a value nor a reason. "
    "Add a row to observations.csv: the value, or the reason why there is none.",
}


def directorates(subject: Subject) -> Iterator[Finding]:
    """Return directorates and measures without figures."""
    card = subject.scorecard
    latest = {measure.id: card.latest(measure.id) for measure in card.measures}
    observed = {name for name, now in latest.items() if now is not None and now.value is not None}
    for directorate in card.directorates:
        if not any(measure.id in observed for measure in card.of_directorate(directorate.id)):
            message, remedy = f"{directorate.name} has no figure this quarter", "Add its figures if there are any"
            place = Place("data/observations.csv", detail=f"directorate {directorate.id}")
            yield Finding.note("DIRECTORATE-WITHOUT-FIGURES", message, remedy, place)
    for measure in card.measures:
        if latest[measure.id] is None:
            message = f"“{measure.label}” has neither a value nor a reason for its absence"
            yield Finding.note("MEASURE-WITHOUT-FIGURE", message, "Add a row to data/observations.csv", measure.place)
