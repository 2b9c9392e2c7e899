"""Say where a measure is heading, and whether its movement means anything.

In: facts and what is judged of a measure. Out: `Phrase`, as in `phrasing`. A year end is never named without how it
came about.
"""

from __future__ import annotations

from collections.abc import Mapping

from cabinetpaper.fact import Fact
from cabinetpaper.measure import Direction, Operator, Polarity, Rag
from cabinetpaper.narrative.node import Phrase, Problem
from cabinetpaper.narrative.phrasing import figure, said, uncapital_text
from cabinetpaper.paper import Inline
from cabinetpaper.scorecard import Assessment, Scorecard, YearEnd, slug, year_end

Facts = Mapping[str, Fact]


def outlook(scorecard: Scorecard, facts: Facts, assessed: Assessment) -> Phrase:
    """Return where the year is heading: `projected at 496 by year end in a straight line from the year to date, within
    the target of 560.8`, `forecast at circa 89.4 by year end, above the target of 86.6`; raise `Problem` where there is
    no such figure.
    """
    key = f"{assessed.measure.id}.year_end"
    fact, found = facts.get(key), year_end(scorecard, assessed)
    if fact is None or fact.missing or found is None:
        why = f" ({fact.text})" if fact is not None else ""
        raise Problem(
            "SNIPPET-MISSING",
            f"{assessed.measure.id} has no figure for the year end{why}",
            f"Ask first: {{% if {key} is missing %}} … {{% else %}} …",
        )
    stated = found.stated is not None and not found.agree
    how: tuple[Inline | str, ...] = () if stated else (" ", said(found.method, f"{key}.method"))
    return Phrase.of(
        "forecast at " if stated else "projected at ",
        figure(fact),
        " by year end",
        *how,
        *_against_target(facts, found, assessed),
    )


def _against_target(facts: Facts, found: YearEnd, assessed: Assessment) -> tuple[Inline | str, ...]:
    """Return the words on the year's target, or nothing where there is none."""
    target, value = found.target, found.value
    if target is None or target.value is None or value is None:
        return ()
    key = (
        f"{target.measure}.target_by.{slug(target.period.label)}"
        if target.period is not None
        else f"{target.measure}.target"
    )
    aim = facts.get(key)
    if aim is None:
        return ()
    lower = assessed.measure.polarity is Polarity.LOWER or (
        not assessed.measure.polarity.sign and target.operator in {Operator.AT_MOST, Operator.UNDER}
    )
    if found.rated.rag is Rag.GREEN:
        words = (
            ", within the target of "
            if lower
            else ", at the target of "
            if value == target.value
            else ", better than the target of "
        )
    else:
        words = ", above the target of " if lower else ", short of the target of "
    return (words, figure(aim))


def now_and_ahead(scorecard: Scorecard, facts: Facts, assessed: Assessment) -> Phrase:
    """Return the present rating beside that of the year end: `now amber, year end red`."""
    name = assessed.measure.id
    ahead, found = facts.get(f"{name}.year_end.rating"), year_end(scorecard, assessed)
    if ahead is None or found is None:
        remedy = f"Ask first: {{% if {name}.year_end is missing %}} … {{% else %}} … {{% endif %}}"
        raise Problem("SNIPPET-MISSING", f"{name} has no figure for the year end", remedy)
    now = facts[f"{name}.rating"]
    return Phrase.of("now ", figure(now, now.text.lower()), ", year end ", figure(ahead, ahead.text.lower()))


def over_the_year(facts: Facts, assessed: Assessment) -> Phrase:
    """Return how a measure moved since the same period last year: `rose by 2 over the year, from 8 to 10`."""
    name = assessed.measure.id
    way = facts.get(f"{name}.year_ago.direction")
    if way is not None and way.text == Direction.NOT_COMPARABLE.value:
        return Phrase.of("is not comparable with the figure of a year before")
    current, before, change = (facts.get(f"{name}.{part}") for part in ("value", "year_ago", "year_ago.change"))
    if current is None or before is None or change is None or change.value is None:
        remedy = f"Ask first: {{% if {name}.year_ago is missing %}} … {{% else %}} … {{% endif %}}"
        raise Problem("SNIPPET-MISSING", f"{name} has no figure for the same period last year", remedy)
    if change.value == 0:
        return Phrase.of("was unchanged over the year at ", figure(current))
    return Phrase.of(
        "rose by " if change.value > 0 else "fell by ",
        figure(change),
        " over the year, from ",
        figure(before),
        " to ",
        figure(current),
    )


def usual_range(facts: Facts, assessed: Assessment) -> Phrase:
    """Return whether the latest figure is usual, with the limits: `within its usual range of 20.8% to 32.9%`."""
    key = f"{assessed.measure.id}.usual"
    words, low, high = facts.get(key), facts.get(f"{key}.lower_limit"), facts.get(f"{key}.upper_limit")
    if words is None or low is None or high is None:
        remedy = f"Ask first: {{% if {key} is missing %}} … {{% else %}} … {{% endif %}}"
        raise Problem(
            "SNIPPET-MISSING", f"{assessed.measure.id} has too few figures in a row for a usual range", remedy
        )
    return Phrase.of(uncapital_text(words.text), " of ", figure(low), " to ", figure(high))
