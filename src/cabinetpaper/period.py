"""Parse, order and name the periods that councils report on.

In: text such as `Q1 2024/25`, `Jun-24`, `2023/24`, `AY 2022/23`, `2024-06-30`. Out: a `Period` with its first and last
day. Financial years run from 1 April, academic years from 1 September (domain: quarters Q1 Apr-Jun to Q4 Jan-Mar).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache, total_ordering

MONTHS = tuple(calendar.month_name)[1:]


class PeriodKind(Enum):
    """The length of a period; the value is the word used in messages."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half year"
    TERM = "school term"
    YEAR = "financial year"
    ACADEMIC = "academic year"
    CALENDAR = "calendar year"

    @property
    def months(self) -> int:
        """Return the length in months; a day counts as 0."""
        return _MONTHS_LONG.get(self, 12)


_MONTHS_LONG = {PeriodKind.DAY: 0, PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF: 6, PeriodKind.TERM: 4}


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time with a council's name for it; `year` is the calendar year in which its own year starts.

    `number` is the month (1 to 12), quarter (1 to 4), half (1, 2), term (1 autumn, 2 spring, 3 summer), the ordinal day
    of a `DAY`, and 0 for a year. Periods order by their last day, then by length.
    """

    kind: PeriodKind
    year: int
    number: int = 0

    @classmethod
    def parse(cls, text: str) -> Period:
        """Return the period that `text` names; raise `ValueError` listing the forms that are understood."""
        try:
            period = _parsed(text)
        except OverflowError:  # a year that no calendar has
            period = None
        if period is not None:
            return period
        raise ValueError(f"“{text}” is not a period; write {FORMS_UNDERSTOOD}")

    @property
    def first(self) -> date:
        """Return the first day of the period."""
        y, n = self.year, self.number
        match self.kind:
            case PeriodKind.DAY:
                return date.fromordinal(n)
            case PeriodKind.MONTH:
                return date(y, n, 1)
            case PeriodKind.QUARTER:
                return date(y + (n == 4), (4, 7, 10, 1)[n - 1], 1)
            case PeriodKind.HALF:
                return date(y, (4, 10)[n - 1], 1)
            case PeriodKind.TERM:
                return date(y + (n > 1), (9, 1, 4)[n - 1], 1)
            case PeriodKind.YEAR:
                return date(y, 4, 1)
            case PeriodKind.ACADEMIC:
                return date(y, 9, 1)
            case PeriodKind.CALENDAR:
                return date(y, 1, 1)

    @property
    def last(self) -> date:
        """Return the last day of the period."""
        return self._order[0]

    @property
    def label(self) -> str:
        """Return the short name used in tables: `Q1 2024/25`, `Jun 2024`, `2023/24`, `30 Jun 2024`."""
        return _label_of(self)

    @property
    def name(self) -> str:
        """Return the name used in prose: `June 2024`, `the academic year 2022/23`, else the label."""
        if self.kind is PeriodKind.MONTH:
            return f"{MONTHS[self.number - 1]} {self.year}"
        if self.kind is PeriodKind.DAY:
            return long_date(self.first)
        if self.kind is PeriodKind.ACADEMIC:
            return "the academic year " + self.label[3:]
        if self.kind is PeriodKind.TERM:
            return "the " + self.label[0].lower() + self.label[1:]
        return self.label

    def shifted(self, steps: int) -> Period:
        """Return the period of the same kind `steps` later (earlier if negative)."""
        if self.kind is PeriodKind.DAY:
            return Period(self.kind, (self.first + timedelta(days=steps)).year, self.number + steps)
        per_year = {PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4, PeriodKind.HALF: 2, PeriodKind.TERM: 3}.get(self.kind)
        if per_year is None:
            return Period(self.kind, self.year + steps)
        years, number = divmod(self.number - 1 + steps, per_year)
        return Period(self.kind, self.year + years, number + 1)

    @property
    def financial_year(self) -> Period:
        """Return the financial year in which the period begins."""
        return Period(PeriodKind.YEAR, financial_year(self.first))

    @property
    def year_before(self) -> Period:
        """Return the same period one year earlier."""
        if self.kind is PeriodKind.DAY:
            day = self.first
            earlier = day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
            return Period(self.kind, earlier.year, earlier.toordinal())
        return Period(self.kind, self.year - 1, self.number)

    @classmethod
    def day(cls, when: date) -> Period:
        """Return the period that is this one day."""
        return cls(PeriodKind.DAY, when.year, when.toordinal())

    def __str__(self) -> str:
        """Return the label."""
        return self.label

    def __hash__(self) -> int:
        """Return a hash of the numbers alone: hashing an enumeration costs as much as all the rest."""
        return hash((self.year, self.number))

    def __lt__(self, other: Period) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[date, int, int, str]:
        return _order_of(self)


@lru_cache(maxsize=4096)
def _label_of(period: Period) -> str:
    """Return the short name of a period."""
    span = f"{period.year}/{(period.year + 1) % 100:02d}"
    match period.kind:
        case PeriodKind.DAY:
            return short_date(period.first)
        case PeriodKind.MONTH:
            return f"{MONTHS[period.number - 1][:3]} {period.year}"
        case PeriodKind.QUARTER:
            return f"Q{period.number} {span}"
        case PeriodKind.HALF:
            return f"H{period.number} {span}"
        case PeriodKind.TERM:
            return f"{('Autumn', 'Spring', 'Summer')[period.number - 1]} term {span}"
        case PeriodKind.YEAR:
            return span
        case PeriodKind.ACADEMIC:
            return f"AY {span}"
        case PeriodKind.CALENDAR:
            return str(period.year)


@lru_cache(maxsize=4096)
def _order_of(period: Period) -> tuple[date, int, int, str]:
    """Return what periods are ordered by: last day, length, number, kind. A council's data name the same few over and
    over.
    """
    start, kind = period.first, period.kind
    end = start
    if kind is not PeriodKind.DAY:
        month = start.month - 1 + ((4, 3, 4)[period.number - 1] if kind is PeriodKind.TERM else kind.months)
        end = date(start.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return end, kind.months, period.number, kind.value


def financial_year(when: date) -> int:
    """Return the calendar year in which the financial year of a day began, on 1 April."""
    return when.year - (when.month < 4)


def long_date(when: date) -> str:
    """Return a date for prose: `9 September 2024` (GOV.UK and council style: no ordinals)."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def short_date(when: date) -> str:
    """Return a date for tables: `9 Sep 2024`."""
    return f"{when.day} {MONTHS[when.month - 1][:3]} {when.year}"


FORMS_UNDERSTOOD = (
    "a quarter “Q1 2024/25”, a month “Jun 2024” or “2024-06”, a financial year “2023/24”, an academic year “AY "
    "2022/23”, "
    "a term “Autumn term 2023/24”, a half “H1 2023/24”, a calendar year “2023” or a day “2024-06-30”"
)

_SPAN = r"(?P<y>(?:20|19)?\d\d)(?:\s?[/-]\s?(?P<z>(?:20)?\d\d))"
_MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}


def _start_year(match: re.Match[str]) -> int | None:
    """Return the first year of a span such as 2023/24, or None if the second is not the next year."""
    first = int(match["y"]) % 100 + (int(match["y"]) // 100 or 20) * 100
    return first if int(match["z"]) % 100 == (first + 1) % 100 else None


def _spanned(kind: PeriodKind, number: Callable[[re.Match[str]], int]) -> Callable[[re.Match[str]], Period | None]:
    def make(match: re.Match[str]) -> Period | None:
        year = _start_year(match)
        return None if year is None else Period(kind, year, number(match))

    return make


def _month(match: re.Match[str]) -> Period | None:
    number = _MONTH_NUMBERS.get(match["m"][:3].lower())
    if number is None or not MONTHS[number - 1].lower().startswith(
        match["m"].lower().removesuffix("t" if match["m"].lower() == "sept" else "")
    ):
        return None
    year = int(match["y"])
    return Period(PeriodKind.MONTH, year + 2000 if year < 100 else year, number)


def _iso(match: re.Match[str]) -> Period | None:
    year, month, day = int(match["y"]), int(match["m"]), match["d"]
    if not 1 <= month <= 12:
        return None
    if day is None:
        return Period(PeriodKind.MONTH, year, month)
    try:
        return Period.day(date(year, month, int(day)))
    except ValueError:
        return None


def _day(match: re.Match[str]) -> Period | None:
    number = _MONTH_NUMBERS.get(match["m"][:3].lower())
    try:
        return None if number is None else Period.day(date(int(match["y"]), number, int(match["d"])))
    except ValueError:
        return None


def _slashed(match: re.Match[str]) -> Period | None:
    """Return the day written as spreadsheets here write it, day first: 30/06/2024, 30.06.24."""
    year = int(match["y"])
    try:
        return Period.day(date(year + 2000 if year < 100 else year, int(match["m"]), int(match["d"])))
    except ValueError:
        return None


def _no_number(_: re.Match[str]) -> int:
    return 0


_TERMS = {"autumn": 1, "spring": 2, "summer": 3}


def _form(
    pattern: str, make: Callable[[re.Match[str]], Period | None]
) -> tuple[re.Pattern[str], Callable[[re.Match[str]], Period | None]]:
    return re.compile(pattern, re.IGNORECASE), make


_FORMS = (
    _form(rf"Q(?P<n>[1-4]),? {_SPAN}", _spanned(PeriodKind.QUARTER, lambda m: int(m["n"]))),
    _form(rf"{_SPAN} Q(?P<n>[1-4])", _spanned(PeriodKind.QUARTER, lambda m: int(m["n"]))),
    _form(rf"H(?P<n>[12]) {_SPAN}", _spanned(PeriodKind.HALF, lambda m: int(m["n"]))),
    _form(rf"(?P<n>autumn|spring|summer) term,? {_SPAN}", _spanned(PeriodKind.TERM, lambda m: _TERMS[m["n"].lower()])),
    _form(rf"(?:AY|academic year) {_SPAN}", _spanned(PeriodKind.ACADEMIC, _no_number)),
    _form(r"(?P<y>\d{4})-(?P<m>\d\d)(?:-(?P<d>\d\d))?", _iso),
    _form(rf"(?:FY )?{_SPAN}", _spanned(PeriodKind.YEAR, _no_number)),
    _form(r"(?P<m>[a-z]{3,9})[ -](?P<y>\d{2}|\d{4})", _month),
    _form(r"(?P<d>\d{1,2}) (?P<m>[a-z]{3,9}) (?P<y>\d{4})", _day),
    _form(r"(?P<d>\d{1,2})(?P<mark>[/.])(?P<m>\d{1,2})(?P=mark)(?P<y>\d{4}|\d{2})", _slashed),
    _form(r"(?P<y>\d{4})", lambda m: Period(PeriodKind.CALENDAR, int(m["y"]))),
)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Period | None:
    """Return the period that `text` names, or None; a council's data name the same few periods over and over."""
    plain = " ".join(text.replace("\N{EN DASH}", "-").split())
    for pattern, make in _FORMS:
        match = pattern.fullmatch(plain)
        period = make(match) if match else None
        if period is not None:
            return period
    return None
