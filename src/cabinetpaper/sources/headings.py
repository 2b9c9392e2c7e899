"""Find the rows of headings in an officer's sheet, and the periods that they name.

In: a sheet. Out: `Heading`s from the top down: a row, and the period of each column of values. Headings may stand on
two rows (`2024/25` merged over `Q1`, `Q2`), be dates in any of three forms, or say only a part of a period that the
paper completes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cabinetpaper.period import Period, PeriodKind, financial_year, month_number, within
from cabinetpaper.sources.workbooks import Sheet

_CALENDAR_YEARS: Final = range(1990, 2100)
_FEWEST: Final = 2


@dataclass(frozen=True, slots=True)
class Heading:
    """A row of headings; `periods` maps the number of each column of values to its period."""

    row: int
    periods: Mapping[int, Period]


def heading_rows(sheet: Sheet, whole: Period | None = None) -> list[Heading]:
    """Return the rows that name at least two periods; of two rows one below the other, the one that names more.

    `whole` completes headings that name only a quarter. A count such as 2,014 is no year: bare years are headings only
    where they rise or fall, and below the first row of headings not at all.
    """
    found: list[Heading] = []
    for row in sheet.rows:
        periods = _months_of_days(
            {column: own for column in sheet.columns(row) if (own := _named(sheet, row, column, whole)) is not None}
        )
        bare = all(own.kind is PeriodKind.CALENDAR for own in periods.values())
        if len(set(periods.values())) < _FEWEST or (bare and (found or not _in_order(list(periods.values())))):
            continue
        if found and row == found[-1].row + 1:
            if len(periods) >= len(found[-1].periods):
                found[-1] = Heading(row, periods)
            continue
        found.append(Heading(row, periods))
    return found


def _in_order(periods: list[Period]) -> bool:
    years = [own.year for own in periods]
    return years in (sorted(set(years)), sorted(set(years), reverse=True)) and all(
        year in _CALENDAR_YEARS for year in years
    )


def _named(sheet: Sheet, row: int, column: int, whole: Period | None) -> Period | None:
    """Return the period that a heading names, by itself, with what stands above it, or within the paper's year."""
    plain = " ".join(sheet.cell(row, column).text.split())
    own = Period.named(plain)
    if own is not None:
        return own if own.kind is not PeriodKind.CALENDAR or own.year in _CALENDAR_YEARS else None
    above = _above(sheet, row, column)
    for text in (f"{plain} {above}", f"{above} {plain}") if above else ():
        if (joined := Period.named(text)) is not None:
            return joined
    year = Period.named(above)
    if month_number(plain):
        return within(year, plain) if year is not None and year.kind is PeriodKind.YEAR else None
    return within(Period(PeriodKind.YEAR, financial_year(whole.last)), plain) if whole is not None else None


def _above(sheet: Sheet, row: int, column: int) -> str:
    """Return the heading over a column: in the row above, in the same column or, as merged cells have it, the nearest
    to the left.
    """
    left = [other for other in sheet.columns(row - 1) if other <= column]
    return " ".join(sheet.cell(row - 1, left[-1]).text.split()) if left else ""


def last_named(text: str) -> Period | None:
    """Return the period that a heading ends with, as `Southampton 21/22` does; a bare number is none."""
    words = text.strip("() ").split()
    found = next(
        (own for start in range(len(words)) if (own := Period.named(" ".join(words[start:]).strip("()"))) is not None),
        None,
    )
    return None if found is None or found.kind is PeriodKind.CALENDAR else found


def _months_of_days(periods: dict[int, Period]) -> dict[int, Period]:
    """Return months in the place of days that stand for them: the first or last days of months, no month twice."""
    days = [own for own in periods.values() if own.kind is PeriodKind.DAY]
    months = {Period(PeriodKind.MONTH, own.first.year, own.first.month) for own in days}
    stands = all(own.first.day == 1 for own in days) or all(
        Period(PeriodKind.MONTH, own.first.year, own.first.month).last == own.first for own in days
    )
    if not days or not stands or len(months) < len(days):
        return periods
    return {
        column: Period(PeriodKind.MONTH, own.first.year, own.first.month) if own.kind is PeriodKind.DAY else own
        for column, own in periods.items()
    }
