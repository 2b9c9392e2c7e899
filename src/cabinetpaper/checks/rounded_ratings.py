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
    for one in subject.assessed:
        now = one.now
        if now is None or now.value is None or now.exact is None or one.rag is Rag.UNRATED:
            continue
        if rule_of(one.measure, card.family, card.tolerance).family is Family.BRAG:
            continue
        shown = replace(now, value=rounded(now.value, now.decimals), numerator=None, denominator=None)
        seems = rate_observation(
            one.measure,
            shown,
            one.target,
            card.tolerance,
            family=card.family,
            series=card.series(one.measure.id),
            comparators=one.comparators,
        )
        if seems.rag is not one.rag:
            printed = one.measure.unit.figure(now.value, now.decimals)
            exact = one.measure.unit.figure(now.exact, now.decimals + 2)
            message = (
                f"“{one.measure.label}” is {one.rag.value.lower()} for {exact}, and {printed} is printed, which would "
                f"be {seems.rag.value.lower()}"
            )
            yield Finding.warning(
                "RATING-BY-ROUNDING", message, "Print one more decimal, or explain it in the words", now.place
            )
