"""Decide what may be shown: small numbers are hidden once, before anything is printed.

In: a `Scorecard` and a `Profile`. Out: a `Scorecard` in which hidden observations have lost their value, their text,
their fraction and their note, so that nothing made from it (table, sentence, chart, rating, tally, base) can give them
away; and the list of what was hidden and why. Secondary suppression hides further cells until no hidden one can be
worked out:

* a total and its parts (`Measure.part_of`), and a year or quarter and its shorter periods, are linear equations: a
  hidden cell must not be determined by the visible ones, which is tested exactly, over all equations of a period
  together;
* a percentage with its fraction, and a percentage with the two counts it is made of, give each other away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from cabinetpaper.measure import Basis, Comparator, Measure
from cabinetpaper.period import Period, PeriodKind
from cabinetpaper.scorecard.card import Observation, Scorecard
from cabinetpaper.unit import UnitKind, rounded
from cabinetpaper.written import Number, fraction_in, numbers_in


@dataclass(frozen=True, slots=True)
class Profile:
    """A council's disclosure rule: sensitive counts from 1 up to `hide_up_to` are hidden, others rounded to `round_to`.

    `zero_is_safe` shows zeros. `symbol` stands in a hidden cell. 0 switches a part off.
    """

    hide_up_to: int = 0
    round_to: int = 0
    zero_is_safe: bool = True
    secondary: bool = True
    symbol: str = "[c]"

    def hides(self, count: Decimal | None) -> bool:
        """Return whether a count of people is too small to show."""
        if count is None or not self.hide_up_to:
            return False
        return (0 < count <= self.hide_up_to) or (count == 0 and not self.zero_is_safe)


Key = tuple[str, Period]


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
    hidden = _secondary(scorecard, cells, primary) if profile.secondary else set(primary)

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


Equation = Mapping[Key, int]


def equations(scorecard: Scorecard, cells: Mapping[Key, Observation]) -> list[Equation]:
    """Return the sums that readers can do: each total less its parts is 0, at every period where all of them stand."""
    parts: dict[str, list[str]] = defaultdict(list)
    for measure in scorecard.measures:
        if measure.part_of:
            parts[measure.part_of].append(measure.id)
    sums: list[Equation] = []
    for total, own in parts.items():
        for key in [key for key in cells if key[0] == total]:
            members = [(part, key[1]) for part in own]
            if all(member in cells for member in members):
                sums.append({key: 1, **dict.fromkeys(members, -1)})
    for name, period in cells:
        split = scorecard.measure(name)
        if split is None or split.basis is not Basis.IN_PERIOD:
            continue
        for pieces in _pieces(period):
            stretch = [(name, piece) for piece in pieces]
            if all(piece in cells for piece in stretch):
                sums.append({(name, period): 1, **dict.fromkeys(stretch, -1)})
    return sums


def _pieces(whole: Period) -> Iterator[list[Period]]:
    """Yield the ways in which a period is made of shorter ones: months, quarters, halves."""
    months = whole.kind.months
    if whole.kind is PeriodKind.TERM or months not in {3, 6, 12}:
        return
    start = Period(PeriodKind.MONTH, whole.first.year, whole.first.month)
    yield [start.shifted(step) for step in range(months)]
    if whole.kind in {PeriodKind.YEAR, PeriodKind.HALF}:
        first = Period(PeriodKind.QUARTER, whole.year, 3 if (whole.kind, whole.number) == (PeriodKind.HALF, 2) else 1)
        yield [first.shifted(step) for step in range(months // 3)]
    if whole.kind is PeriodKind.YEAR:
        yield [Period(PeriodKind.HALF, whole.year, number) for number in (1, 2)]


def determined(sums: Iterable[Equation], hidden: set[Key]) -> set[Key]:
    """Return the hidden cells that the visible ones determine: those whose unit vector lies in the row space of the
    sums.

    The sums are reduced over the hidden cells by exact elimination; a row with a single entry gives that cell away.
    """
    rows = [{key: Fraction(factor) for key, factor in one.items() if key in hidden} for one in sums]
    rows = [row for row in rows if row]
    reduced: list[tuple[Key, dict[Key, Fraction]]] = []
    for row in rows:
        for pivot, other in reduced:
            if pivot in row:
                row = _minus(row, other, row[pivot])
        if not row:
            continue
        pivot = min(row)
        row = {key: factor / row[pivot] for key, factor in row.items()}
        reduced = [(p, _minus(r, row, r[pivot]) if pivot in r else r) for p, r in reduced]
        reduced.append((pivot, row))
    return {pivot for pivot, row in reduced if len(row) == 1}


def _minus(row: dict[Key, Fraction], other: dict[Key, Fraction], times: Fraction) -> dict[Key, Fraction]:
    result = dict(row)
    for key, factor in other.items():
        result[key] = result.get(key, Fraction(0)) - times * factor
    return {key: factor for key, factor in result.items() if factor}


def _secondary(scorecard: Scorecard, cells: Mapping[Key, Observation], primary: set[Key]) -> set[Key]:
    """Return the primary cells and as many more as keep all of them from being worked out, the smallest parts first."""
    hidden = set(primary)
    sums = equations(scorecard, cells)
    while True:
        more = _by_fraction(scorecard, cells, hidden)
        for cell in determined(sums, hidden | more):
            more |= _partner(sums, cells, cell, hidden | more)
        if more <= hidden:
            return hidden
        hidden |= more


def _partner(sums: list[Equation], cells: Mapping[Key, Observation], cell: Key, hidden: set[Key]) -> set[Key]:
    """Return one more cell to hide so that no sum gives the cell away: the smallest other part that is not zero, else
    the total.
    """
    for equation in sums:
        if cell in equation and all(key == cell or key not in hidden for key in equation):
            visible = [key for key in equation if key not in hidden]
            parts = [key for key in visible if equation[key] < 0]
            return _smallest(parts or visible, lambda key: (not cells[key].value, cells[key].value or 0, key[0]))
    free = [key for equation in sums if cell in equation for key in equation if key not in hidden]
    return _smallest(free, lambda key: (cells[key].value or 0, key[0]))


def _smallest(keys: list[Key], by: Callable[[Key], tuple[object, ...]]) -> set[Key]:
    return {min(keys, key=by)} if keys else set()


def _by_fraction(scorecard: Scorecard, cells: Mapping[Key, Observation], hidden: set[Key]) -> set[Key]:
    """Return the hidden cells with one more of each percentage, part and whole of which two would give the hidden third
    away.
    """
    more = set(hidden)
    for measure in scorecard.measures:
        if not (measure.numerator and measure.denominator):
            continue
        for share in [key for key in cells if key[0] == measure.id]:
            part, whole = (measure.numerator, share[1]), (measure.denominator, share[1])
            trio = (share, part, whole)
            gone = [key for key in trio if key in more]
            if len(gone) == 1 and all(key in cells for key in trio):
                more.add(part if gone == [share] else share)
    return more
