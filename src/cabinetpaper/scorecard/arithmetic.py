"""What readers can work out of the figures that they are shown: the sums, shares and stretches of time between figures.

In: measures, the figures that are shown, and those that are hidden. Out: the constraints under which the hidden ones
stand, and those of them that are given away: a hidden count has at least as many possible values as the rule hides, and
a figure that is rounded at least two.

The sums that readers know: a total is its parts (`part_of`); a year, half or quarter is its months or quarters; the
year to date is that before it and what came since; a percentage or rate is its two counts, as far as it is rounded.
What is neither shown nor hidden may be any number from 0 on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cached_property, lru_cache
from math import ceil, lcm
from typing import Any, Final

from cabinetpaper.inference import MOST, Constraint, UnprovenError, Wanted, components, possible, within_bounds
from cabinetpaper.measure import Basis, Measure
from cabinetpaper.period import Period, PeriodKind, financial_year
from cabinetpaper.unit import UnitKind

Key = tuple[str, Period]

STEPS: Final = 100_000
"""Terms that may be looked at for the figures that hang together."""

MOST_TRIED: Final = 8
"""So many figures are tried as covers of one that is given away, those of least loss."""

MOST_TRIALS: Final = 100
"""So many covers are tried in all; then those of least loss are taken."""

_STRETCH: Final = re.compile(
    r"\b(?:(?:for|in|during) )?(?:the |this )?(?:year to date|ytd|cumulative(?:ly)?|quarter|month|period|so far this "
    r"year"
    r"|since april)\b|[^\w%]+",
    re.IGNORECASE,
)
_PER: Final = re.compile(r"per ([0-9][0-9,]*)")
INCREASE: Final = " (since the figure before)"
"""What stands behind a measure's id where what came since its last figure for the year to date is meant."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as it is printed: it stands for every value from half a step below it, to half a step above."""

    value: Decimal
    step: Decimal = Decimal(1)

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """Return from where, and up to where but not with it, the figure is rounded."""
        half = Fraction(self.step) / 2
        return Fraction(self.value) - half, Fraction(self.value) + half

    @property
    def whole(self) -> tuple[int, int]:
        """Return the lowest and highest count that is printed so."""
        return _whole(self.value, self.step)


@lru_cache(maxsize=4096)
def _whole(value: Decimal, step: Decimal) -> tuple[int, int]:
    low, high = Shown(value, step).ends
    return max(0, ceil(low)), ceil(high) - 1


@dataclass(frozen=True, slots=True)
class Rule:
    """What must stay unknown: hidden counts begin at `lowest` (1 where zeros are shown) and go up to `hide_up_to`."""

    hide_up_to: int
    lowest: int = 1

    @property
    def enough(self) -> int:
        """Return how many values a hidden count must be able to have."""
        return max(2, self.hide_up_to - self.lowest + 1)


@dataclass(frozen=True)
class Arithmetic:
    """The sums between the figures of some measures."""

    measures: tuple[Measure, ...]

    @cached_property
    def by_id(self) -> dict[str, Measure]:
        """Return the measures by their ids."""
        return {measure.id: measure for measure in self.measures}

    @cached_property
    def parts(self) -> dict[str, tuple[str, ...]]:
        """Return the parts of each total."""
        found: dict[str, list[str]] = defaultdict(list)
        for measure in self.measures:
            if measure.part_of and measure.unit.kind is UnitKind.COUNT:
                found[measure.part_of].append(measure.id)
        return {total: tuple(own) for total, own in found.items()}

    @cached_property
    def shares(self) -> tuple[tuple[Measure, int], ...]:
        """Return the measures that are made of two counts, with what they are counted per."""
        found = []
        for measure in self.measures:
            rate = _PER.search(measure.unit.base) if measure.unit.kind is UnitKind.RATE else None
            per = 100 if measure.unit.kind is UnitKind.PERCENT else int(rate[1].replace(",", "")) if rate else 0
            if measure.numerator and measure.denominator and per:
                found.append((measure, per))
        return tuple(found)

    @cached_property
    def to_date(self) -> dict[str, str]:
        """Return, for each count for the year to date, the measure of the same name that counts each period by
        itself.
        """
        plain = {
            (_STRETCH.sub(" ", measure.name).strip().casefold(), measure.directorate): measure.id
            for measure in self.measures
            if measure.basis is Basis.IN_PERIOD and measure.unit.kind is UnitKind.COUNT
        }
        return {
            measure.id: plain.get((_STRETCH.sub(" ", measure.name).strip().casefold(), measure.directorate), "")
            for measure in self.measures
            if measure.basis is Basis.YEAR_TO_DATE and measure.unit.kind is UnitKind.COUNT
        }

    def is_sensitive(self, key: Key) -> bool:
        """Return whether a figure is about people few enough to be recognised."""
        measure = self.by_id.get(key[0].removesuffix(INCREASE))
        return measure is not None and measure.sensitive

    def sums(self, key: Key, known: Container[Key]) -> Iterator[dict[Key, int]]:
        """Yield the sums that a figure is in: each adds up to 0. Parts that are not `known` to be anywhere may be any
        number; stretches of time are only added where all of them are known.
        """
        name, period = key[0].removesuffix(INCREASE), key[1]
        measure = self.by_id.get(name)
        if measure is None or measure.unit.kind is not UnitKind.COUNT:
            return
        for whole in (name, measure.part_of):
            if own := self.parts.get(whole):
                yield {(whole, period): 1, **{(part, period): -1 for part in own}}
        if measure.basis is Basis.IN_PERIOD:
            for longer in _around(period):
                for pieces in _pieces(longer):
                    stretch = [(name, piece) for piece in (longer, *pieces)]
                    if (longer == period or period in pieces) and all(own in known for own in stretch):
                        yield {stretch[0]: 1, **dict.fromkeys(stretch[1:], -1)}
        for running, plain in self.to_date.items():
            if name in {running, plain} and period.kind in _IN_THE_YEAR:
                yield from self._running(running, plain, period, known)

    def _running(self, running: str, plain: str, period: Period, known: Container[Key]) -> Iterator[dict[Key, int]]:
        """Yield what a figure for the year to date is made of, and what the next one is."""
        place = _IN_THE_YEAR[period.kind].index(period.number)
        for now, first in ((period, place == 0), (period.shifted(1), False)):
            since = (plain, now) if (plain, now) in known else (running + INCREASE, now)
            if first and (plain, now) in known:
                yield {(running, now): 1, since: -1}
            elif not first and (now == period or place + 1 < len(_IN_THE_YEAR[period.kind])):
                before = (running, now.shifted(-1))
                if before in known and (running, now) in known:
                    yield {(running, now): 1, before: -1, since: -1}

    def constraints(
        self, shown: Mapping[Key, Shown], hidden: Container[Key], about: Iterable[Key]
    ) -> tuple[list[Constraint[Key]], dict[Key, set[Key]]]:
        """Return what ties the figures that it is `about`, and those that hang together with them, and which shown
        figures each of these is tied to.
        """
        sums: dict[frozenset[Key], dict[Key, int]] = {}
        shares: dict[Key, tuple[Key, Key, int]] = {}
        waiting, seen = list(about), set[Key]()
        known = _Either(shown, hidden)
        while waiting:
            key = waiting.pop()
            if key in seen:
                continue
            seen.add(key)
            near: list[Key] = []
            for one in self.sums(key, known):
                sums[frozenset(one)] = one
                near += one
            for measure, per in self.shares:
                pair = ((measure.numerator, key[1]), (measure.denominator, key[1]))
                if key in pair and (measure.id, key[1]) in shown:
                    shares[measure.id, key[1]] = (*pair, per)
                    near += pair
            waiting += [other for other in near if other not in shown]
        rows: list[tuple[set[Key], Mapping[Key, int], int, int]] = [(set(one), one, 0, 0) for one in sums.values()]
        for share, (part, whole, per) in shares.items():
            low, high = shown[share].ends
            scale, own = lcm(low.denominator, high.denominator), {share, part, whole}
            rows.append((own, {part: per * scale, whole: -int(low * scale)}, 0, MOST * MOST))
            rows.append((own, {part: per * scale, whole: -int(high * scale)}, -MOST * MOST, -1))
        found = []
        tied: dict[Key, set[Key]] = defaultdict(set)
        for own, terms, bottom, top in rows:
            if (row := _known(terms, bottom, top, shown)) is not None:
                found.append(row)
                for key in row.terms:
                    tied[key] |= own & shown.keys()
        return found, tied


def _known(terms: Mapping[Key, int], low: int, high: int, shown: Mapping[Key, Shown]) -> Constraint[Key] | None:
    """Return a constraint on what is not known exactly, the rest of it added up; None where nothing is left, or a
    figure shown is no count.
    """
    left: dict[Key, int] = {}
    for key, factor in terms.items():
        if key not in shown:
            left[key] = factor
            continue
        least, most = shown[key].whole
        if least > most:
            return None
        if least == most:
            low, high = low - factor * least, high - factor * least
        else:
            left[key] = factor
    return Constraint(left, low, high) if left else None


@dataclass(frozen=True, slots=True)
class _Either:
    """Whatever is in one of two."""

    one: Container[Key]
    other: Container[Key]

    def __contains__(self, key: object) -> bool:
        return key in self.one or key in self.other


_IN_THE_YEAR: Final = {PeriodKind.MONTH: (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3), PeriodKind.QUARTER: (1, 2, 3, 4)}
"""The periods in which a financial year goes on, by their numbers."""


def _around(period: Period) -> Iterator[Period]:
    """Yield the period itself and the longer ones of the same financial year that it is a piece of."""
    yield period
    if period.kind in {PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF}:
        year, month = financial_year(period.first), (period.first.month - 4) % 12
        yield from (
            longer
            for longer in (
                Period(PeriodKind.QUARTER, year, month // 3 + 1),
                Period(PeriodKind.HALF, year, month // 6 + 1),
                Period(PeriodKind.YEAR, year),
            )
            if longer.kind.months > period.kind.months
        )


@lru_cache(maxsize=4096)
def _pieces(whole: Period) -> tuple[list[Period], ...]:
    """Return the ways in which a period is made of shorter ones: months, quarters, halves."""
    months = whole.kind.months
    if whole.kind is PeriodKind.TERM or months not in {3, 6, 12}:
        return ()
    start = Period(PeriodKind.MONTH, whole.first.year, whole.first.month)
    found = [[start.shifted(step) for step in range(months)]]
    if whole.kind in {PeriodKind.YEAR, PeriodKind.HALF}:
        first = Period(PeriodKind.QUARTER, whole.year, 3 if (whole.kind, whole.number) == (PeriodKind.HALF, 2) else 1)
        found.append([first.shifted(step) for step in range(months // 3)])
    if whole.kind is PeriodKind.YEAR:
        found.append([Period(PeriodKind.HALF, whole.year, number) for number in (1, 2)])
    return tuple(found)


class Sureness(Enum):
    """How far readers come: to the figure itself, or to within too little; or nobody can say, since the figures
    contradict one another or too many hang together.
    """

    EXACTLY = "can be worked out"
    NEARLY = "can be worked out to within a few"
    UNPROVEN = "hangs together with so many others that nobody can say what it gives away"
    CONTRADICTORY = "hangs together with figures that contradict one another"


@dataclass(frozen=True, slots=True)
class GivenAway:
    """A figure that readers can work out, the figures shown that it is in a sum or share with, and all that hang
    together with those.
    """

    key: Key
    how: Sureness
    tied: frozenset[Key]
    near: frozenset[Key]


@dataclass(frozen=True)
class Publication:
    """What readers are shown, what is hidden from them, and what they must not find out. `hidden` says of each whether
    it is known to be a small number; what cannot be proven within so many `steps` counts as given away where it is
    `strict`; `judged` remembers what was solved, for the same with more hidden.
    """

    arithmetic: Arithmetic
    shown: Mapping[Key, Shown]
    hidden: Mapping[Key, bool]
    rule: Rule
    steps: int = STEPS
    strict: bool = True
    judged: dict[object, dict[Key, Sureness]] = field(default_factory=dict, compare=False, repr=False)

    def without(self, cover: Key) -> Publication:
        """Return the same with one more figure hidden."""
        rest = {key: own for key, own in self.shown.items() if key != cover}
        return replace(self, shown=rest, hidden={**self.hidden, cover: False})

    @cached_property
    def protected(self) -> tuple[Key, ...]:
        """Return the figures that must not be worked out: the hidden ones, those that are rounded, and what came since
        the figure before of a count for the year to date.
        """
        own = self.arithmetic
        rounded = [key for key, one in self.shown.items() if one.step > 1 and own.is_sensitive(key)]
        since = [(name + INCREASE, period) for name, period in self.shown if name in own.to_date]
        return (*self.hidden, *rounded, *(key for key in since if own.is_sensitive(key)))

    def wanted(self, key: Key) -> Wanted:
        """Return which values a figure must be able to have, and how many of them."""
        small = range(self.rule.lowest, self.rule.hide_up_to + 1)
        if key[0].endswith(INCREASE):  # so many that not all of them are small
            return Wanted(range(MOST), self.rule.hide_up_to + 2)
        if key in self.shown:
            return Wanted(range(self.shown[key].whole[0], self.shown[key].whole[1] + 1), 2)
        return (
            Wanted(small, len(small)) if self.hidden[key] else Wanted(range(self.rule.lowest, MOST), self.rule.enough)
        )

    def bounds(self, key: Key) -> tuple[int, int]:
        """Return between what a figure lies that nothing else is known of."""
        if key in self.shown:
            return self.shown[key].whole
        return (self.rule.lowest if key in self.hidden else -MOST if key[0].endswith(INCREASE) else 0, MOST)

    def given_away(self, *about: Key) -> list[GivenAway]:
        """Return the figures that can be worked out, in their order: those of them `about` which is asked, or all.

        Two readers are thought of: one who knows that hidden counts begin at `lowest`, and one who takes all those that
        hang together for small ones.
        """
        asked = about or self.protected
        found, tied = self.arithmetic.constraints(self.shown, self.hidden, asked)
        bad: dict[Key, GivenAway] = {}
        for own, keys in components(found):
            if here := [key for key in asked if key in keys]:
                near = frozenset(key for one in keys for key in tied[one])
                sums = tuple((*one.terms.items(), one.low, one.high) for one in own)
                case = (sums, tuple(here), tuple(self.hidden.get(key) for key in keys))
                if case not in self.judged:
                    self.judged[case] = self._judged(own, keys, here)
                for key, how in self.judged[case].items():
                    bad[key] = GivenAway(key, how, frozenset(tied[key]), near)
        for share, _ in self.arithmetic.shares:  # a percentage of two counts that are both shown
            for key in (key for key in asked if key[0] == share.id and key in self.hidden):
                pair = frozenset({(share.numerator, key[1]), (share.denominator, key[1])})
                if all(own in self.shown and len(set(self.shown[own].whole)) == 1 for own in pair):
                    bad[key] = GivenAway(key, Sureness.EXACTLY, pair, pair)
        return [bad[key] for key in asked if key in bad]

    def _judged(self, own: Sequence[Constraint[Key]], keys: Sequence[Key], asked: Sequence[Key]) -> dict[Key, Sureness]:
        """Return how far readers come with each figure that is asked about, of those that hang together."""
        ranges = {key: self.bounds(key) for key in keys}
        small = range(self.rule.lowest, self.rule.hide_up_to + 1)
        top = {key: self.rule.hide_up_to if key in self.hidden else high for key, (_, high) in ranges.items()}
        guess = {key: Wanted(small, 2) for key in asked if key in self.hidden} if len(small) > 1 else {}
        wanted, low = (
            {key: self.wanted(key) for key in asked},
            {key: (bounds[0], top[key]) for key, bounds in ranges.items()},
        )
        try:
            values = possible(own, ranges, wanted, self.steps)
            guessed = possible(own, low, guess, self.steps) if guess else None
        except UnprovenError:
            if self.strict:
                return dict.fromkeys(asked, Sureness.UNPROVEN)
            values, guessed = within_bounds(own, ranges, wanted, 50 * self.steps), None
        if values is None:
            return dict.fromkeys(asked, Sureness.CONTRADICTORY)
        found = {}
        for key in asked:
            if key[0].endswith(INCREASE):
                if values[key] and values[key] <= set(range(1, self.rule.hide_up_to + 1)):
                    found[key] = Sureness.EXACTLY
            elif len(values[key]) < self.wanted(key).enough:
                found[key] = Sureness.EXACTLY if len(values[key]) < 2 else Sureness.NEARLY
            elif guessed is not None and key in guess and len(guessed[key]) < 2:
                found[key] = Sureness.NEARLY
        return found

    def covers(self, loss: Callable[[Key], tuple[Any, ...] | None]) -> Iterator[tuple[GivenAway, Key | None]]:
        """Yield what is given away, each with the figure to hide so that it no longer is, until nothing is; None where
        hiding more does not help. Of those that help the one of least `loss` is taken, else the one of least loss;
        figures without a loss (None) stay.
        """
        now, hopeless, trials = self, set[Key](), 0
        shares = {share.id for share, _ in self.arithmetic.shares}
        while bad := [one for one in now.given_away() if one.key not in hopeless]:
            fresh: set[Key] = set()
            for one in bad:
                if fresh & one.tied:  # judged anew in the next round
                    continue
                close = [own for own in one.near if own in one.tied or own[0] in shares]
                losses = {own: lost for own in close if own in now.shown and (lost := loss(own)) is not None}
                choice = sorted(losses, key=lambda own: losses[own])
                cover = next((own for own in choice if own in one.tied), None)
                for own in choice[:MOST_TRIED] if trials < MOST_TRIALS else ():
                    trials += 1
                    if own == one.key or not now.without(own).given_away(one.key):
                        cover = own
                        break
                yield one, cover
                if cover is None:
                    hopeless.add(one.key)
                else:
                    now, fresh = now.without(cover), fresh | {cover}
