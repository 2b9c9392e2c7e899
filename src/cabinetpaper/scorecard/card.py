"""Observed values of a paper's quarter, and which of them count.

In: what `sources` read. Out: `Scorecard`, which knows for each measure the series visible at the paper's data cut-off,
its latest and earlier observation, its target and comparators. Looking up costs one dictionary access; nothing is
judged here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import TypeVar

from cabinetpaper.finding import Place
from cabinetpaper.measure import Basis, Comparator, Directorate, Measure, Target
from cabinetpaper.period import Period
from cabinetpaper.rule import Compared, Family
from cabinetpaper.scorecard.finance import BudgetLine, SavingLine
from cabinetpaper.unit import Unit


def slug(text: str) -> str:
    """Return text as part of a key: lower case, underscores for all else: `Q1 2024/25` gives `q1_2024_25`."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


class Status(Enum):
    """How settled a value is; the value is the word that data files use."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    REVISED = "revised"
    ESTIMATE = "estimate"
    FORECAST = "forecast"


@dataclass(frozen=True, slots=True)
class Correction:
    """A figure put right over its source: what it was and is, why, by whom and when, and where that is recorded."""

    old: str
    new: str
    reason: str
    who: str
    when: str
    place: Place


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of a measure for a period, or the reason why there is none; never both, never neither.

    `text` is the cell as written. `decimals` is the precision printed there. `as_at` is the day on which the figure was
    known; a later one for the same period takes its place once the paper's cut-off reaches it. `break_before` says that
    it cannot be compared with earlier values, and why.
    """

    measure: str
    period: Period
    text: str
    value: Decimal | None = None
    decimals: int = 0
    reason: str = ""
    qualifier: str = ""
    status: Status = Status.FINAL
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    as_at: date | None = None
    break_before: str = ""
    note: str = ""
    source: str = ""
    place: Place = Place()
    revised_from: str = ""
    correction: Correction | None = None
    stated: str = ""

    @property
    def exact(self) -> Decimal | None:
        """Return the unrounded value, on which ratings are made: a percentage from its fraction where the two agree at
        the printed precision, else the value as printed.
        """
        if self.value is None or self.numerator is None or not self.denominator:
            return self.value
        share = self.numerator * 100 / self.denominator
        return share if abs(share - self.value) * 2 <= Decimal(1).scaleb(-self.decimals) else self.value


@dataclass(frozen=True, slots=True)
class LooseFigure:
    """A figure that belongs to no measure, printed as its source states it: a count the council gave, a sum, a rank.

    `group` gathers figures that are stated together (`stated.asc`); `label` says in words what the figure is.
    """

    id: str
    label: str
    text: str
    value: Decimal | None = None
    decimals: int = 0
    unit: Unit = Unit()
    qualifier: str = ""
    source: str = ""
    place: Place = Place()


MeasuredT = TypeVar("MeasuredT", Observation, Target, Comparator)


def _by_measure(rows: Iterable[MeasuredT]) -> dict[str, tuple[MeasuredT, ...]]:
    """Return the rows of each measure, in their order."""
    found: dict[str, list[MeasuredT]] = defaultdict(list)
    for row in rows:
        found[row.measure].append(row)
    return {measure: tuple(own) for measure, own in found.items()}


@dataclass(frozen=True)
class Scorecard:
    """The figures of one paper, seen at its data cut-off. Measures keep the order of the data."""

    period: Period
    cut_off: date
    directorates: tuple[Directorate, ...] = ()
    measures: tuple[Measure, ...] = ()
    observations: tuple[Observation, ...] = ()
    targets: tuple[Target, ...] = ()
    comparators: tuple[Comparator, ...] = ()
    figures: tuple[LooseFigure, ...] = ()
    tolerance: Decimal = Decimal(10)
    unchanged_within: Decimal = Decimal(0)
    family: Family = Family.RELATIVE
    compared: Compared = Compared.PREVIOUS
    budget: tuple[BudgetLine, ...] = ()
    savings: tuple[SavingLine, ...] = ()

    @cached_property
    def _measures(self) -> dict[str, Measure]:
        return {measure.id: measure for measure in self.measures}

    @cached_property
    def _series(self) -> dict[str, tuple[Observation, ...]]:
        return self._newest(row for row in self.observations if row.status is not Status.FORECAST and self._known(row))

    @cached_property
    def _forecasts(self) -> dict[str, tuple[Observation, ...]]:
        return self._newest(row for row in self.observations if row.status is Status.FORECAST)

    @cached_property
    def _targets(self) -> dict[str, tuple[Target, ...]]:
        return _by_measure(self.targets)

    @cached_property
    def _comparators(self) -> dict[str, tuple[Comparator, ...]]:
        return _by_measure(self.comparators)

    def _known(self, row: Observation) -> bool:
        return (row.as_at or row.period.last) <= self.cut_off

    def _newest(self, rows: Iterable[Observation]) -> dict[str, tuple[Observation, ...]]:
        """Return of each measure the version of each period that was known last, oldest period first."""
        newest: dict[tuple[str, Period], Observation] = {}
        for row in rows:
            held = newest.get((row.measure, row.period))
            if held is None or (row.as_at or date.min) >= (held.as_at or date.min):
                newest[row.measure, row.period] = row
        return _by_measure(sorted(newest.values(), key=lambda row: row.period))

    def measure(self, identifier: str) -> Measure | None:
        """Return the measure of that id, or None."""
        return self._measures.get(identifier)

    def of_directorate(self, identifier: str) -> tuple[Measure, ...]:
        """Return the measures of a directorate, in the order of the data."""
        return tuple(measure for measure in self.measures if measure.directorate == identifier)

    def series(self, measure: str) -> tuple[Observation, ...]:
        """Return what was observed up to the cut-off, one per period, oldest first; forecasts are not observations."""
        return self._series.get(measure, ())

    def forecasts(self, measure: str) -> tuple[Observation, ...]:
        """Return the forecasts that the data state, oldest period first."""
        return self._forecasts.get(measure, ())

    def latest(self, measure: str) -> Observation | None:
        """Return the observation of the latest period, with a value or with its reason."""
        series = self.series(measure)
        return series[-1] if series else None

    def earlier(self, measure: Measure) -> Observation | None:
        """Return the observation that the latest one is compared with, or None.

        A snapshot or a rolling figure is compared with the one before it; a figure for a period with the last period of
        the same length; a year-to-date figure only with the same period last year, as is every figure where the council
        says so.
        """
        series = self.series(measure.id)
        if len(series) < 2 or series[-1].value is None:
            return None
        if measure.basis is Basis.YEAR_TO_DATE or self.compared is Compared.YEAR_AGO:
            return self.year_ago(measure)
        kind = series[-1].period.kind
        return next(
            (
                row
                for row in reversed(series[:-1])
                if row.value is not None and (measure.basis is not Basis.IN_PERIOD or row.period.kind is kind)
            ),
            None,
        )

    def year_ago(self, measure: Measure) -> Observation | None:
        """Return the observation with a value of the same period a year before the latest, or None."""
        series = self.series(measure.id)
        before = series[-1].period.year_before if series else None
        return next((row for row in series if row.period == before and row.value is not None), None)

    def broken_since(self, earlier: Observation) -> bool:
        """Return whether the series breaks anywhere after this observation, so that later values cannot be compared
        with it.
        """
        return any(row.period > earlier.period for row in self.series(earlier.measure) if row.break_before)

    def last_break(self, measure: str) -> str:
        """Return why the latest figure cannot be compared with those before the last break in the series; nothing
        without one.
        """
        return next((row.break_before for row in reversed(self.series(measure)) if row.break_before), "")

    def targets_of(self, measure: str) -> tuple[Target, ...]:
        """Return the targets of a measure, in the order of the data."""
        return self._targets.get(measure, ())

    def target(self, measure: str) -> Target | None:
        """Return the target in force: of those with a date, the first that falls on or after the latest period, else
        the last.
        """
        now = self.latest(measure)
        end = now.period.last if now else self.period.last
        targets = self.targets_of(measure)
        undated = [target for target in targets if target.period is None]
        dated = [(target.period, target) for target in targets if target.period is not None]
        dated.sort(key=lambda pair: pair[0])
        to_come = [target for period, target in dated if period.last >= end]
        past = [target for _, target in dated]
        return next(iter((*to_come, *undated, *past[-1:])), None)

    def comparators_of(self, measure: str) -> tuple[Comparator, ...]:
        """Return the comparators of a measure, in the order of the data."""
        return self._comparators.get(measure, ())
