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
_MOST_WORDS: Final = 4
"""The words of the longest name of a period."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A row of headings; `periods` maps the number of each column of values to its period."""

    row: int
    periods: Mapping[int, Period]


def heading_rows(sheet: Sheet, paper: Period | None = None) -> list[Heading]:
    """Return the rows that name at least two periods; of two rows one below the other, the one that names more.

    The period of the `paper` completes headings that name only a quarter. A count such as 2,014 is no year: bare years
    are headings only where they rise or fall, and below the first row of headings not at all.
    """
    found: list[Heading] = []
    for row in sheet.rows:
        named = {column: _named(sheet, row, column, paper) for column in sheet.columns(row)}
        periods = _months_for_days({column: own for column, own in named.items() if own is not None})
        years = [own.year for own in periods.values()]
        bare = all(own.kind is PeriodKind.CALENDAR for own in periods.values())
        in_order = years in (sorted(set(years)), sorted(set(years), reverse=True))
        if len(set(periods.values())) < _FEWEST or (bare and (found or not in_order)):
            continue
        if not found or row > found[-1].row + 1:
            found.append(Heading(row, periods))
        elif len(periods) >= len(found[-1].periods):
            found[-1] = Heading(row, periods)
    return found


def _named(sheet: Sheet, row: int, column: int, paper: Period | None) -> Period | None:
    """Return the period that a heading names, by itself, with what stands above it, or within the paper's year."""
    plain = sheet.text(row, column)
    own = Period.named(plain)
    if own is not None:
        return own if own.kind is not PeriodKind.CALENDAR or own.year in _CALENDAR_YEARS else None
    # What stands over a column may be a merged cell, whose text is in the first of its columns.
    left = [other for other in sheet.columns(row - 1) if other <= column]
    above = sheet.text(row - 1, left[-1]) if left else ""
    joined = (Period.named(f"{plain} {above}") or Period.named(f"{above} {plain}")) if above else None
    if joined is not None:
        return joined
    year = Period.named(above)
    if month_number(plain):
        return within(year, plain) if year is not None and year.kind is PeriodKind.YEAR else None
    return within(Period(PeriodKind.YEAR, financial_year(paper.last)), plain) if paper is not None else None


def last_named(text: str) -> Period | None:
    """Return the period that a heading ends with, as `Southampton 21/22` does; a bare number is none."""
    words = text.strip("() ").split()[-_MOST_WORDS:]
    ends = (Period.named(" ".join(words[start:]).strip("()")) for start in range(len(words)))
    found = next((own for own in ends if own is not None), None)
    return None if found is None or found.kind is PeriodKind.CALENDAR else found


def _months_for_days(periods: dict[int, Period]) -> dict[int, Period]:
    """Return months in the place of days that stand for them: the first or last days of months, no month twice."""
    days = {column: own.first for column, own in periods.items() if own.kind is PeriodKind.DAY}
    months = {column: Period(PeriodKind.MONTH, day.year, day.month) for column, day in days.items()}
    first = all(day.day == 1 for day in days.values())
    last = all(months[column].last == day for column, day in days.items())
    return {**periods, **months} if (first or last) and len(set(months.values())) == len(days) else periods
