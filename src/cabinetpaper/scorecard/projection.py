"""Project a measure to the end of its year, by a stated method.

In: observations and a basis. Out: a `Projection` that names its method and its sum; it is always labelled as such in
print. Methods: cumulative (year to date x 4/q), snapshot (start + 4/q x change since the start), seasonal
(year to date divided by last year's share at the same point). A seasonal measure is never projected in a straight line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from cabinetpaper.measure import Basis, Measure
from cabinetpaper.period import Period, PeriodKind, financial_year
from cabinetpaper.rule import Method
from cabinetpaper.scorecard.card import Observation
from cabinetpaper.unit import UnitKind


@dataclass(frozen=True, slots=True)
class Projection:
    """A year-end value, or the reason why none is made."""

    period: Period
    method: Method
    value: Decimal | None = None
    decimals: int = 0
    sum: str = ""
    reason: str = ""
    of: tuple[Observation, ...] = ()


def elapsed(period: Period) -> Decimal | None:
    """Return the share of the financial year that has passed at the end of the period, in quarters or months; None for
    a day.
    """
    if period.kind is PeriodKind.QUARTER:
        return Decimal(period.number) / 4
    if period.kind is PeriodKind.MONTH:
        return Decimal((period.number - 4) % 12 + 1) / 12
    return Decimal(period.number) / 2 if period.kind is PeriodKind.HALF else None


def year_of(period: Period) -> Period:
    """Return the financial year in which the period ends."""
    return Period(PeriodKind.YEAR, financial_year(period.last))


def project(measure: Measure, series: Sequence[Observation], method: Method) -> Projection:  # noqa: C901 - method by method
    """Return the projection of the latest value to the end of its financial year by the method."""
    now = series[-1] if series else None
    if now is None or now.value is None:
        period = now.period if now else Period(PeriodKind.YEAR, 2000)
        return Projection(period, Method.NONE, reason="no figure to project from")
    year, share, value = year_of(now.period), elapsed(now.period), now.value

    def refused(reason: str) -> Projection:
        return Projection(year, Method.NONE, reason=reason)

    if share is None:
        return refused(f"{now.period} is not part of a year")
    if method is Method.NONE:
        return refused("no method is set for this measure")
    if method is Method.CUMULATIVE:
        # a figure for the last stretch alone is not carried on in a straight line, nor one that would pass 100%
        if measure.basis is not Basis.YEAR_TO_DATE:
            return refused("a straight line needs a figure for the year to date")
        if measure.unit.kind is UnitKind.PERCENT and value / share > 100:
            return refused("a straight line would pass 100%")
        return Projection(year, method, value / share, now.decimals, f"{now.text} × {_whole(share)}", of=(now,))
    if method is Method.SNAPSHOT:
        eve = year.first - timedelta(days=1)
        start = next((row for row in reversed(series[:-1]) if row.value is not None and row.period.last == eve), None)
        if start is None or start.value is None:
            return refused(f"no figure at the start of {year} to go on from")
        projected, decimals = start.value + (value - start.value) / share, max(now.decimals, start.decimals)
        how = f"{start.text} + ({now.text} \N{MINUS SIGN} {start.text}) × {_whole(share)}"
        return Projection(year, method, projected, decimals, how, of=(start, now))
    if measure.basis is not Basis.YEAR_TO_DATE:
        return refused("a seasonal projection needs year-to-date figures")
    last = year.shifted(-1)
    before = next((row for row in series if row.period == now.period.year_before and row.value), None)
    outturn = next((row for row in series if row.period == last and row.value), None)
    if before is None or outturn is None or before.value is None or outturn.value is None:
        return refused(f"last year’s figure for the same period and its outturn for {last} are needed")
    how = f"{now.text} ÷ ({before.text} ÷ {outturn.text})"
    return Projection(year, method, value * outturn.value / before.value, now.decimals, how, of=(now, before, outturn))


def _whole(share: Decimal) -> str:
    """Return what a part of the year is multiplied by: `4` after one quarter, `4/3` after three, `12/5` after five
    months.
    """
    quarters, months = share * 4, (share * 12).to_integral_value()
    if quarters == quarters.to_integral_value():
        return "4" if quarters == 1 else f"4/{quarters.to_integral_value()}"
    return "12" if months == 1 else f"12/{months}"
