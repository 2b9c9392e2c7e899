"""Read, order and name the periods that councils report on; the one reader of months, quarters, years and days.

In: text such as `Q1 2024/25`, `Jun-24`, `2023/24`, `AY 2022/23`, `2024-06-30`, or a sentence that names some. Out: a
`Period` with its first and last day. Financial years run from 1 April (quarters Q1 Apr-Jun to Q4 Jan-Mar), academic
years from 1 September.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
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
        plain = " ".join(text.replace("\N{EN DASH}", "-").split())
        period = _parsed(plain) if len(plain) <= _LONGEST else None
        if period is None:
            raise ValueError(f"“{text}” is not a period; write {FORMS_UNDERSTOOD}")
        return period

    @classmethod
    def named(cls, text: str) -> Period | None:
        """Return the period that `text` names, or None where it names none."""
        try:
            return cls.parse(text)
        except ValueError:
            return None

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
    "2022/23”, a term “Autumn term 2023/24”, a half “H1 2023/24”, a calendar year “2023” or a day “2024-06-30”"
)

_LONGEST = 40
"""The characters of the longest name of a period."""

_YEARS_OF_CALENDARS = range(1, 9999)
_TERMS = {"autumn": 1, "spring": 2, "summer": 3}
_SPAN = r"(?P<y>(?:20|19)?\d\d)\s?[/-]\s?(?P<z>(?:20)?\d\d)"
_FORMS = tuple(
    (kind, re.compile(form, re.IGNORECASE))
    for kind, form in (
        (PeriodKind.QUARTER, rf"Q(?P<n>[1-4]),?[ _-]{_SPAN}"),
        (PeriodKind.QUARTER, rf"{_SPAN}[ _-]Q(?P<n>[1-4])"),
        (PeriodKind.HALF, rf"H(?P<n>[12])[ _-]{_SPAN}"),
        (PeriodKind.TERM, rf"(?P<n>autumn|spring|summer) term,? {_SPAN}"),
        (PeriodKind.ACADEMIC, rf"(?:AY|academic year) {_SPAN}"),
        (PeriodKind.MONTH, r"(?P<y>\d{4})-(?P<m>\d\d)"),
        (PeriodKind.DAY, r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)"),
        (PeriodKind.YEAR, rf"(?:FY )?{_SPAN}"),
        (PeriodKind.MONTH, r"(?P<m>[a-z]{3,9})[ -](?P<y>\d{2}|\d{4})"),
        (PeriodKind.DAY, r"(?P<d>\d{1,2}) (?P<m>[a-z]{3,9}) (?P<y>\d{4})"),
        (PeriodKind.DAY, r"(?P<d>\d{1,2})(?P<mark>[/.])(?P<m>\d{1,2})(?P=mark)(?P<y>\d{4}|\d{2})"),
        (PeriodKind.CALENDAR, r"(?P<y>\d{4})"),
    )
)
"""How each kind is written: its number `n`, year `y` and, of a year that runs into the next, `z`; month `m`, day `d`.

A text that two forms fit is the first of them that such a period exists for: 2011-12 is a month, 2023-24 is a year.
"""


@lru_cache(maxsize=4096)
def _parsed(plain: str) -> Period | None:
    """Return the period of that name, or None; a council's data name the same few periods over and over."""
    for kind, form in _FORMS:
        match = form.fullmatch(plain)
        period = _made(kind, match.groupdict()) if match else None
        if period is not None:
            return period
    return None


def _made(kind: PeriodKind, parts: dict[str, str]) -> Period | None:
    """Return the period of these parts of its name, or None where no calendar has it."""
    year = int(parts["y"])
    year += 2000 if year < 100 else 0
    if year not in _YEARS_OF_CALENDARS or ("z" in parts and int(parts["z"]) % 100 != (year + 1) % 100):
        return None
    if "m" not in parts:
        number = parts.get("n", "0").lower()
        return Period(kind, year, _TERMS[number] if number in _TERMS else int(number))
    month = int(parts["m"]) if parts["m"].isdigit() else month_number(parts["m"])
    if month not in range(1, 13):
        return None
    if kind is PeriodKind.MONTH:
        return Period(kind, year, month)
    try:
        return Period.day(date(year, month, int(parts["d"])))
    except ValueError:
        return None


def month_number(name: str) -> int:
    """Return the number of a month by its name or the beginning of it, three letters or more; 0 for any other word."""
    plain = "sep" if name.lower() == "sept" else name.lower()
    return next((at for at, own in enumerate(MONTHS, 1) if len(plain) >= 3 and own.lower().startswith(plain)), 0)


def within(year: Period, text: str) -> Period | None:
    """Return the month or the quarter of a financial year that a text without a year names: `Jun`, `Target Q1`."""
    if month := month_number(text):
        return Period(PeriodKind.MONTH, year.year + (month < 4), month)
    quarter = _QUARTER.fullmatch(text)
    return Period(PeriodKind.QUARTER, year.year, int(quarter[1])) if quarter else None


def parted(label: str) -> tuple[str, str] | None:
    """Return the label of a part of a year as that part and its year (`Q1`, `2024/25`); None for any other text."""
    match = _PARTED.fullmatch(label)
    return (match[1], match[2]) if match else None


_QUARTER = re.compile(r".*\bQ([1-4])\b\)?")
_PARTED = re.compile(r"(Q[1-4]|H[12]|(?:\d\d? )?[A-Z][a-z]{2}|(?:Autumn|Spring|Summer) term|AY|FY) (\d{4}(?:/\d\d)?)")
_MONTH = (
    "(?:"
    + "|".join(f"{name[:3]}(?:{name[3:]})?" if name != "September" else "Sept?(?:ember)?" for name in MONTHS)
    + ")"
)
_NAMES = re.compile(
    rf"\b(?:(?P<sure>\d{{1,2}}\s+{_MONTH}\s+\d{{4}}|{_MONTH}(?:[\s-]\d{{4}}|-\d\d)|\d{{4}}-\d\d-\d\d"
    r"|(?:(?:[QH][1-4],?|AY|FY|(?:Autumn|Spring|Summer) term)\s+)?(?:20|19)\d\d[/–-](?:\d{4}|\d\d)"
    r"|[QH][1-4],?\s+\d\d[/–-]\d\d)"
    rf"|\d{{1,2}}\s+{_MONTH}|{_MONTH}[\s-]\d{{2,4}}|[QH][1-4]|(?:20|19)\d\d(?:\s?[/–-]\s?\d{{2,4}})?|\d\d/\d\d)\b"
)


@dataclass(frozen=True, slots=True)
class Named:
    """Where a sentence names a period. `period` is None where its words alone do not say which (`Q1`, `31 March`), or
    could mean something else (`2024`, `24/25`).
    """

    start: int
    end: int
    period: Period | None


def periods_in(text: str) -> Iterator[Named]:
    """Return each stretch of a sentence that names a period, in order: `31 March 2024`, `Q1 2024/25`, `Mar-24`."""
    for match in _NAMES.finditer(text):
        yield Named(*match.span(), Period.named(match["sure"]) if match["sure"] else None)
