"""Ratings that the printed figures seem to contradict (rate on unrounded values, and warn).

In: what is judged of each measure. Out: a warning where the figures as printed would be rated otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding
from cabinetpaper.measure import Rag
from cabinetpaper.rule import Family
from cabinetpaper.scorecard import rate_observation
from cabinetpaper.scorecard.rating import rule_of
from cabinetpaper.unit import rounded

CODES: Final[dict[str, str]] = {
    "RATING-BY-ROUNDING": "A rating is right for the unrounded figure and looks wrong beside the printed one, such as "
    "79.98 shown as 80 against a target of 80. Print one more decimal, or say in the snippet that the figure is just "
    "short."
}


def rounded_ratings(subject: Subject) -> Iterator[Finding]:
    """Return a warning for each rating that the printed figure would not have."""
    card = subject.scorecard
    for assessed in subject.assessed:
        measure, now, rag = assessed.measure, assessed.now, assessed.rag
        if now is None or now.value is None or now.exact is None or rag is Rag.UNRATED:
            continue
        if rule_of(measure, card.family, card.tolerance).family is Family.BRAG:
            continue
        shown = replace(now, value=rounded(now.value, now.decimals), numerator=None, denominator=None)
        series, beside = card.series(measure.id), assessed.comparators
        seems = rate_observation(
            measure, shown, assessed.target, card.tolerance, family=card.family, series=series, comparators=beside
        ).rag
        if seems is not rag:
            printed, exact = (
                measure.unit.figure(now.value, now.decimals),
                measure.unit.figure(now.exact, now.decimals + 2),
            )
            message = (
                f"“{measure.label}” is {rag.value.lower()} for {exact}, and {printed} is printed, which would be "
                f"{seems.value.lower()}"
            )
            remedy = "Print one more decimal, or explain it in the words"
            yield Finding.warning("RATING-BY-ROUNDING", message, remedy, now.place)
