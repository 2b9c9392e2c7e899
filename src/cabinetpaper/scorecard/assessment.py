"""Everything judged of one measure, and the counts over many.

In: a `Scorecard`. Out: `Assessment` per measure and `Tally` per group; a tally names the measures that it covers and
its parts add up: rated + unrated = total, and so do the directions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from cabinetpaper.measure import Basis, Comparator, Direction, Measure, Target
from cabinetpaper.rule import Compared, Rag, Rated
from cabinetpaper.scorecard.card import Observation, Scorecard
from cabinetpaper.scorecard.rating import rate_observation, refusal
from cabinetpaper.scorecard.travel import direction_of_travel


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a paper says of a measure: its figure, what it is compared with, how it is rated, which way it moves.

    `year_ago` and `over_the_year` stand beside where the council compares with both the previous period and last year.
    """

    measure: Measure
    now: Observation | None
    earlier: Observation | None
    target: Target | None
    comparators: tuple[Comparator, ...]
    rated: Rated
    direction: Direction
    year_ago: Observation | None = None
    over_the_year: Direction = Direction.UNKNOWN

    @property
    def rag(self) -> Rag:
        """Return the rating."""
        return self.rated.rag

    @property
    def has_figure(self) -> bool:
        """Return whether the latest observation has a value."""
        return self.now is not None and self.now.value is not None

    @property
    def change(self) -> Decimal | None:
        """Return latest minus earlier, unrounded; None where the two cannot be compared."""
        if self.now is None or self.earlier is None or self.direction is Direction.NOT_COMPARABLE:
            return None
        return None if self.now.value is None or self.earlier.value is None else self.now.value - self.earlier.value

    @property
    def gap(self) -> Decimal | None:
        """Return latest minus target, unrounded; None where either has no value or the one is not held against the
        other.
        """
        if self.now is None or self.now.value is None or self.target is None or self.target.value is None:
            return None
        return None if refusal(self.measure, self.now, self.target) else self.now.value - self.target.value


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over a group of measures; `measures` are the ids that it covers, in order."""

    measures: tuple[str, ...]
    green: int
    amber: int
    red: int
    unrated: int
    improving: int
    worsening: int
    unchanged: int
    undirected: int
    blue: int = 0

    @property
    def total(self) -> int:
        """Return how many measures the tally covers."""
        return len(self.measures)

    @property
    def rated(self) -> int:
        """Return how many of them have a rating."""
        return self.green + self.amber + self.red + self.blue


def assess(scorecard: Scorecard, measure: Measure) -> Assessment:
    """Return what is judged of a measure at the paper's cut-off."""
    series, comparators = scorecard.series(measure.id), scorecard.comparators_of(measure.id)
    now, target = scorecard.latest(measure.id), scorecard.target(measure.id)
    both = scorecard.compared is Compared.BOTH and measure.basis is not Basis.YEAR_TO_DATE
    earlier, year_ago = scorecard.earlier(measure), scorecard.year_ago(measure) if both else None
    rated = rate_observation(
        measure, now, target, scorecard.tolerance, family=scorecard.family, series=series, comparators=comparators
    )

    def moved_from(before: Observation | None) -> Direction:
        if before is not None and scorecard.broken_since(before):
            return Direction.NOT_COMPARABLE
        return direction_of_travel(measure, now, before, scorecard.unchanged_within)

    over_the_year = moved_from(year_ago) if both else Direction.UNKNOWN
    return Assessment(measure, now, earlier, target, comparators, rated, moved_from(earlier), year_ago, over_the_year)


def tally(assessments: Iterable[Assessment]) -> Tally:
    """Return the counts over the assessments; measures that only move up or down count as undirected."""
    rows = tuple(assessments)
    rags, ways = Counter(row.rag for row in rows), Counter(row.direction for row in rows)
    directed = (ways[Direction.IMPROVING], ways[Direction.WORSENING], ways[Direction.UNCHANGED])
    return Tally(
        tuple(row.measure.id for row in rows),
        rags[Rag.GREEN],
        rags[Rag.AMBER],
        rags[Rag.RED],
        rags[Rag.UNRATED],
        *directed,
        len(rows) - sum(directed),
        rags[Rag.BLUE],
    )
