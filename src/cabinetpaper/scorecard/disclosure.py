"""Decide what may be shown: small numbers are hidden once, before anything is printed.

In: a `Scorecard` and a `Profile`. Out: a `Scorecard` in which hidden observations have lost their value, their text,
their fraction and their note, so that nothing made from it (table, sentence, chart, rating, tally, base) can give them
away; and the list of what was hidden and why. Secondary suppression hides further cells until no hidden one can be
worked out:

* what readers know of sums (`arithmetic`) is solved for the bounds of each hidden cell: a small number must be able to
  be any small number, any other hidden one as many values as the rule hides;
* a percentage with its fraction, and a percentage with the two counts it is made of, give each other away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from cabinetpaper.measure import Comparator, Measure
from cabinetpaper.period import Period
from cabinetpaper.scorecard.arithmetic import Arithmetic, Key, Publication, Rule, Shown
from cabinetpaper.scorecard.card import Observation, Scorecard
from cabinetpaper.unit import UnitKind, rounded
from cabinetpaper.written import Number, fraction_in, numbers_in


@dataclass(frozen=True, slots=True)
class Profile:
    """A council's disclosure rule: sensitive counts from 1 up to `hide_up_to` are hidden, others rounded to `round_to`.

    `zero_is_safe` shows zeros. `symbol` stands in a hidden cell. `also` are further cells to hide: `west Q1 2024/25`. 0
    switches a part off.
    """

    hide_up_to: int = 0
    round_to: int = 0
    zero_is_safe: bool = True
    secondary: bool = True
    symbol: str = "[c]"
    also: tuple[str, ...] = ()

    @property
    def rule(self) -> Rule:
        """Return what readers must not find out."""
        return Rule(self.hide_up_to, 1 if self.zero_is_safe else 0)

    def hides(self, count: Decimal | None) -> bool:
        """Return whether a count of people is too small to show."""
        if count is None or not self.hide_up_to:
            return False
        return (0 < count <= self.hide_up_to) or (count == 0 and not self.zero_is_safe)


@dataclass(frozen=True, slots=True)
class Hidden:
    """A cell that is not shown: `primary` for its own size, else because another could be worked out from it."""

    measure: str
    period: Period
    primary: bool


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What may be shown, and what was hidden, in the order of the data."""

    scorecard: Scorecard
    hidden: tuple[Hidden, ...]


def disclose(scorecard: Scorecard, profile: Profile) -> Disclosed:  # noqa: C901 - two stories told one after the other
    """Return the scorecard with sensitive small numbers hidden; without a threshold and rounding it is returned as it
    is.
    """
    if not profile.hide_up_to and not profile.round_to:
        return Disclosed(scorecard, ())
    valued = [row for row in scorecard.observations if row.value is not None]
    cells = {(row.measure, row.period): row for row in valued}
    sensitive = {measure.id: measure for measure in scorecard.measures if measure.sensitive}
    # every version of a figure counts: an earlier one is printed by a paper with an earlier cut-off
    primary = {
        (row.measure, row.period)
        for row in valued
        if row.measure in sensitive and _tells_of_few(sensitive[row.measure], row, profile)
    }
    hidden = primary | {key for key in cells if f"{key[0]} {key[1]}" in profile.also}
    if profile.secondary:
        hidden = _secondary(scorecard, cells, primary, hidden, profile)

    def shown(row: Observation) -> Observation:
        """Return the observation as it may be shown; a hidden one keeps its place and period, and nothing else."""
        if (row.measure, row.period) in hidden:
            return Observation(
                row.measure,
                row.period,
                profile.symbol,
                reason=profile.symbol,
                as_at=row.as_at,
                source=row.source,
                place=row.place,
            )
        measure = sensitive.get(row.measure)
        if row.value is None or measure is None:
            return row
        if profile.round_to and measure.unit.kind is UnitKind.COUNT:
            step = Decimal(profile.round_to)
            value = rounded(row.value / step, 0) * step
            return _bare(replace(row, value=value, decimals=0), f"{value:,f}")
        if profile.round_to or _words_tell_of_few(row, profile):
            return _bare(row, measure.unit.figure(row.value, row.decimals))
        return row

    def shown_beside(other: Comparator) -> Comparator:
        """Return a comparator as it may be shown: one of few people, or a hidden figure of our own under another name,
        is hidden too.
        """
        measure = sensitive.get(other.measure)
        if other.value is None or measure is None:
            return other
        few = [other.value] if measure.unit.kind is UnitKind.COUNT else []
        if fraction := fraction_in(other.text):
            few = [fraction.part, fraction.whole - fraction.part]
        ours = any(key[0] == other.measure and cells[key].value == other.value for key in hidden)
        if ours or any(profile.hides(count) for count in few):
            return replace(other, value=None, text=profile.symbol, note="", rank=False, size=None)
        return other

    disclosed = replace(
        scorecard,
        observations=tuple(shown(row) for row in scorecard.observations),
        comparators=tuple(shown_beside(other) for other in scorecard.comparators),
    )
    return Disclosed(disclosed, tuple(Hidden(*key, key in primary) for key in cells if key in hidden))


def _tells_of_few(measure: Measure, row: Observation, profile: Profile) -> bool:
    """Return whether the observation tells of too few people: itself a count, or a percentage of a small part or its
    rest.
    """
    if measure.unit.kind is UnitKind.COUNT and profile.hides(row.value):
        return True
    if row.numerator is None:
        return False
    rest = None if row.denominator is None else row.denominator - row.numerator
    return profile.hides(row.numerator) or profile.hides(rest)


def _bare(row: Observation, text: str) -> Observation:
    """Return an observation that says its figure and nothing beside it: no fraction, no earlier figure, no remark."""
    return replace(row, text=text, numerator=None, denominator=None, note="", revised_from="", correction=None)


def _words_tell_of_few(row: Observation, profile: Profile) -> bool:
    """Return whether the words beside a figure hold a count that would be hidden: what it was before, or a remark on
    some of the people.
    """
    beside = [row.note, row.revised_from, *((row.correction.old, row.correction.reason) if row.correction else ())]
    return any(
        profile.hides(number.printed) for words in beside for number in numbers_in(words) if _is_count(words, number)
    )


def _is_count(words: str, number: Number) -> bool:
    """Return whether a number of a sentence counts something: no decimal, percentage, part of a date or of a code."""
    before, after = words[: number.start][-1:], words[number.end :][:1]
    return not (number.places or number.mark or before in {"/", "-"} or after in {"/", "-"} or after.isalnum())


def _secondary(
    scorecard: Scorecard, cells: Mapping[Key, Observation], primary: set[Key], hidden: set[Key], profile: Profile
) -> set[Key]:
    """Return the hidden cells and as many more as keep all of them from being worked out, at the least loss."""
    arithmetic = Arithmetic(scorecard.measures)

    def loss(key: Key) -> tuple[object, ...] | None:
        """Return what is lost by hiding a figure: a percentage costs least, then the smaller count. A zero that is
        shown everywhere else would stand out.
        """
        measure, value = arithmetic.by_id[key[0]], cells[key].value or 0
        is_count = measure.unit.kind is UnitKind.COUNT
        return None if is_count and not value and profile.zero_is_safe else (is_count, value, key[0], key[1])

    while True:
        hidden = _by_fraction(scorecard, cells, primary, hidden)
        shown = _shown(arithmetic, cells, hidden, profile)
        stand = {key: key in primary for key in cells if key in hidden}
        public = Publication(arithmetic, shown, stand, profile.rule, strict=False)
        more = {cover for _, cover in public.covers(loss) if cover is not None}
        if not more:
            return hidden
        hidden |= more


def _shown(
    arithmetic: Arithmetic, cells: Mapping[Key, Observation], hidden: set[Key], profile: Profile
) -> dict[Key, Shown]:
    """Return the figures as they are printed."""
    shown: dict[Key, Shown] = {}
    for key, row in cells.items():
        measure = arithmetic.by_id.get(key[0])
        if key in hidden or measure is None or row.value is None:
            continue
        step = Decimal(1).scaleb(-row.decimals)
        if profile.round_to and measure.sensitive and measure.unit.kind is UnitKind.COUNT:
            step = Decimal(profile.round_to)
        shown[key] = Shown(rounded(row.value / step, 0) * step, step)
    return shown


def _by_fraction(
    scorecard: Scorecard, cells: Mapping[Key, Observation], primary: set[Key], hidden: set[Key]
) -> set[Key]:
    """Return the hidden cells with one more of each percentage and its two counts where these would give it away, and
    with each percentage whose own fraction prints a hidden count.
    """
    more = set(hidden)
    for measure in scorecard.measures:
        for share in [key for key in cells if key[0] == measure.id and measure.numerator and measure.denominator]:
            part, whole = (measure.numerator, share[1]), (measure.denominator, share[1])
            if share in primary and not {part, whole} & more and {part, whole} <= cells.keys():
                more.add(part)
            if share not in more and cells[share].numerator is not None and {part, whole} & more:
                more.add(share)
    return more
