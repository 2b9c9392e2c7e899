"""Everything judged of one measure, and the counts over many.

In: a `Scorecard`. Out: `Assessment` per measure and `Tally` per group; a tally names the measures that it covers and
its parts add up: rated + unrated = total, and so do the directions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from cabinetpaper.measure import Basis, Comparator, Direction, Measure, Rag, Target
from cabinetpaper.rule import Compared
from cabinetpaper.scorecard.card import Observation, Scorecard
from cabinetpaper.scorecard.rating import Rated, rate_observation, refusal
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
    now, earlier, target = scorecard.latest(measure.id), scorecard.earlier(measure), scorecard.target(measure.id)
    both = scorecard.compared is Compared.BOTH and measure.basis is not Basis.YEAR_TO_DATE
    long = scorecard.year_ago(measure) if both else None
    return Assessment(
        measure,
        now,
        earlier,
        target,
        scorecard.comparators_of(measure.id),
        rate_observation(
            measure,
            now,
            target,
            scorecard.tolerance,
            family=scorecard.family,
            series=scorecard.series(measure.id),
            comparators=scorecard.comparators_of(measure.id),
        ),
        _direction(scorecard, measure, now, earlier),
        long,
        _direction(scorecard, measure, now, long) if both else Direction.UNKNOWN,
    )


def _direction(
    scorecard: Scorecard, measure: Measure, now: Observation | None, earlier: Observation | None
) -> Direction:
    """Return the direction of travel from an earlier figure; not comparable where the series breaks between the two."""
    if earlier is not None and scorecard.broken_since(earlier):
        return Direction.NOT_COMPARABLE
    return direction_of_travel(measure, now, earlier, scorecard.unchanged_within)


def tally(assessments: Iterable[Assessment]) -> Tally:
    """Return the counts over the assessments; measures that only move up or down count as undirected."""
    rows = tuple(assessments)
    rags = [row.rag for row in rows]
    ways = [row.direction for row in rows]
    good, bad, same = (ways.count(way) for way in (Direction.IMPROVING, Direction.WORSENING, Direction.UNCHANGED))
    return Tally(
        tuple(row.measure.id for row in rows),
        rags.count(Rag.GREEN),
        rags.count(Rag.AMBER),
        rags.count(Rag.RED),
        rags.count(Rag.UNRATED),
        good,
        bad,
        same,
        len(rows) - good - bad - same,
        rags.count(Rag.BLUE),
    )
