"""What can be worked out of whole numbers that nobody printed: sums, shares and bounds, solved exactly.

In: unknowns with the lowest and highest value that each may have, and constraints, each a sum of whole multiples of
them that lies between two numbers. Out: which values an unknown can have at all. Nothing is assumed of what the
unknowns are.

Three steps, each exact: equations are reduced over fractions (Gauss and Jordan), so that what a system determines
stands alone in a row; bounds are carried through all constraints until nothing moves; and a value counts as possible
only where a whole answer with it has been found, by halving what is left open. Work is counted (terms looked at), not
timed: over the budget `UnprovenError` is raised, which whoever asks must take for a no.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Final, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
Ranges = Mapping[K, tuple[int, int]]

MOST: Final = 10**9
"""The highest value of an unknown of which nothing else is known."""

_LARGEST_SYSTEM: Final = 20
"""Systems of more equations are not reduced: bounds and the search do without."""

_LARGEST_REDUCED: Final = 150


class UnprovenError(Exception):
    """The budget of work was used up before all was known."""


@dataclass(frozen=True)
class Constraint(Generic[K]):
    """`low` ≤ the sum of the terms ≤ `high`, each term a multiple of an unknown."""

    terms: Mapping[K, int]
    low: int
    high: int


class Budget:
    """Terms that may still be looked at."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def spend(self, steps: int) -> None:
        """Count work; raise `UnprovenError` where none is left."""
        self.left -= steps
        if self.left < 0:
            raise UnprovenError


def components(constraints: Iterable[Constraint[K]]) -> list[tuple[list[Constraint[K]], list[K]]]:
    """Return the constraints in groups that share no unknown, each with its unknowns, in the order in which they
    come.
    """
    groups: list[tuple[list[Constraint[K]], dict[K, None]]] = []
    for one in constraints:
        near = [group for group in groups if not group[1].keys().isdisjoint(one.terms)]
        groups = [group for group in groups if group[1].keys().isdisjoint(one.terms)]
        held = [own for group in near for own in group[0]]
        keys = dict.fromkeys(key for group in near for key in group[1])
        groups.append(([*held, one], keys | dict.fromkeys(one.terms)))
    return [(held, list(keys)) for held, keys in groups]


def with_reduced(constraints: Sequence[Constraint[K]], largest: int = _LARGEST_SYSTEM) -> list[Constraint[K]]:
    """Return the constraints and, behind them, what elimination makes of the equations among them."""
    equations = [one for one in constraints if one.low == one.high]
    if not 1 < len(equations) <= largest:
        return list(constraints)
    rows: list[tuple[K, dict[K, Fraction], Fraction]] = []
    nothing_left = False
    for one in equations:
        row, side = {key: Fraction(factor) for key, factor in one.terms.items()}, Fraction(one.low)
        for pivot, other, value in rows:
            if factor := row.get(pivot):
                row, side = _less(row, other, factor), side - factor * value
        if not row:
            nothing_left = nothing_left or bool(side)
            continue
        first = next(iter(row))
        side, row = side / row[first], {key: factor / row[first] for key, factor in row.items()}
        rows = [
            (pivot, _less(other, row, other[first]), value - other[first] * side)
            if first in other
            else (pivot, other, value)
            for pivot, other, value in rows
        ]
        rows.append((first, row, side))
    reduced = []
    for _, row, side in rows:
        scale = lcm(*(factor.denominator for factor in row.values()))
        nothing_left = nothing_left or (side * scale).denominator != 1  # no whole numbers give this
        terms = {key: int(factor * scale) for key, factor in row.items()}
        reduced.append(Constraint(terms, int(side * scale), int(side * scale)))
    never: list[Constraint[K]] = [Constraint({}, 1, 1)] if nothing_left else []
    return [*constraints, *reduced, *never]


def _less(row: Mapping[K, Fraction], other: Mapping[K, Fraction], times: Fraction) -> dict[K, Fraction]:
    result = dict(row)
    for key, factor in other.items():
        result[key] = result.get(key, Fraction(0)) - times * factor
    return {key: factor for key, factor in result.items() if factor}


class System(Generic[K]):
    """Constraints, with those that each unknown stands in, and the work that may be spent on them."""

    def __init__(self, constraints: Sequence[Constraint[K]], steps: int, largest: int = _LARGEST_SYSTEM) -> None:
        self.constraints = with_reduced(constraints, largest)
        self.budget = Budget(steps)
        self.of: dict[K, list[int]] = defaultdict(list)
        for place, one in enumerate(self.constraints):
            for key in one.terms:
                self.of[key].append(place)

    def narrowed(self, ranges: Ranges[K], *changed: K) -> dict[K, tuple[int, int]] | None:
        """Return the ranges as far as bounds alone narrow them, or None where they contradict one another. Where only
        some have `changed` since the ranges were narrowed last, what these are in is looked at first.
        """
        now = dict(ranges)
        start = dict.fromkeys(place for key in changed for place in self.of[key]) if changed else None
        queue = deque(range(len(self.constraints)) if start is None else start)
        waiting = set(queue)
        while queue:
            place = queue.popleft()
            waiting.discard(place)
            one = self.constraints[place]
            self.budget.spend(len(one.terms))
            all_least = all_most = 0
            for key, factor in one.terms.items():
                low, high = now[key]
                all_least += factor * (low if factor > 0 else high)
                all_most += factor * (high if factor > 0 else low)
            if all_least > one.high or all_most < one.low:
                return None
            if all_least >= one.low and all_most <= one.high:
                continue
            for key, factor in one.terms.items():
                low, high = now[key]
                least, most = (factor * low, factor * high) if factor > 0 else (factor * high, factor * low)
                # factor × value lies between these two, whatever the others are
                bottom, top = one.low - (all_most - most), one.high - (all_least - least)
                ends = (bottom, top) if factor > 0 else (top, bottom)
                found = max(-(-ends[0] // factor), low), min(ends[1] // factor, high)
                if found[0] > found[1]:
                    return None
                if found != (low, high):
                    now[key] = found
                    fresh = [other for other in self.of[key] if other not in waiting]
                    queue.extend(fresh)
                    waiting.update(fresh)
        return now

    def answer(self, ranges: Ranges[K], like: Mapping[K, int], *changed: K) -> dict[K, int] | None:
        """Return whole numbers that all constraints allow, as far as may be those of another answer, or None where
        there are none; raise `UnprovenError`.
        """
        stack: list[tuple[Ranges[K], tuple[K, ...]]] = [(ranges, changed)]
        while stack:
            now = self.narrowed(stack[-1][0], *stack.pop()[1])
            if now is None:
                continue
            open_ones = [key for key, (low, high) in now.items() if low < high]
            if not open_ones:
                return {key: low for key, (low, _) in now.items()}
            key = min(open_ones, key=lambda own: now[own][1] - now[own][0])
            low, high = now[key]
            first = min(max(like.get(key, low), low), high)  # mostly what it was, or the lowest, will do
            below, above = (low, first - 1), (first + 1, high)
            parts = (*_halves(*above), *_halves(*below), (first, first))
            stack.extend(({**now, key: part}, (key,)) for part in parts)
        return None


def _halves(low: int, high: int) -> list[tuple[int, int]]:
    middle = (low + high) // 2
    return [part for part in ((low, middle), (middle + 1, high)) if part[0] <= part[1]]


@dataclass(frozen=True)
class Wanted:
    """Which values of an unknown are asked for, and how many of them are enough."""

    values: range
    enough: int


def possible(
    constraints: Sequence[Constraint[K]], ranges: Ranges[K], wanted: Mapping[K, Wanted], steps: int
) -> dict[K, set[int]] | None:
    """Return for each unknown those of the wanted values that some answer gives it, at least as many as are enough
    where there are so many; None where the constraints have no answer at all. Raise `UnprovenError` over so many steps.
    """
    system = System(constraints, steps)
    bounds = system.narrowed(ranges)
    first = None if bounds is None else system.answer(bounds, {})
    if bounds is None or first is None:
        return None
    found: dict[K, set[int]] = {key: set() for key in wanted}

    def keep(answer: Mapping[K, int]) -> None:
        for key, own in wanted.items():
            if answer[key] in own.values:
                found[key].add(answer[key])

    keep(first)
    for key, own in wanted.items():
        low, high = bounds[key]
        for value in own.values[max(0, low - own.values.start) :]:
            if len(found[key]) >= own.enough or value > high:
                break
            if value not in found[key]:
                answer = system.answer({**bounds, key: (value, value)}, first, key)
                if answer:
                    keep(answer)
    return found


def within_bounds(
    constraints: Sequence[Constraint[K]], ranges: Ranges[K], wanted: Mapping[K, Wanted], steps: int
) -> dict[K, set[int]] | None:
    """Return what `possible` does as far as bounds and elimination alone tell, which may be values that no answer has:
    for systems that are too large to be searched. Raise `UnprovenError` over so many steps.
    """
    bounds = System(constraints, steps, _LARGEST_REDUCED).narrowed(ranges)
    if bounds is None:
        return None
    found = {}
    for key, own in wanted.items():
        low, high = max(bounds[key][0], own.values.start), min(bounds[key][1] + 1, own.values.stop)
        found[key] = set(range(low, min(high, low + own.enough)))
    return found
