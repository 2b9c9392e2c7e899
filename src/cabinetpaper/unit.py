"""Print a quantity the way councils do: units, decimals, thousands marks, half-up rounding.

In: a `Decimal` and how many decimals its source printed. Out: the text of a figure. House rules:
commas from 1,000, percent closed up, `£25 million` in prose, the same decimals as the source, never more.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum


class UnitKind(Enum):
    """What is counted; the value is the word that data files use."""

    COUNT = "count"
    PERCENT = "percent"
    RATE = "rate"
    MONEY = "money"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    INDEX = "index"
    RANK = "rank"

    @property
    def is_time(self) -> bool:
        """Return whether the figure is a length of time, printed with its word."""
        return self.value in {"minutes", "hours", "days", "weeks", "months", "years"}


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Return the value rounded half up, away from zero at ties, to so many decimals (2.5 gives 3, -2.5 gives -3)."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def decimals_of(value: Decimal) -> int:
    """Return how many decimals the value was written with: 2 for 7.20."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def grouped(value: Decimal, decimals: int) -> str:
    """Return the rounded value with commas from 1,000 and a true minus sign for negatives."""
    shown = rounded(value, decimals)
    return f"\N{MINUS SIGN}{-shown:,f}" if shown < 0 else f"{abs(shown):,f}"


@dataclass(frozen=True, slots=True)
class Unit:
    """A kind of quantity and its base.

    `base` completes the phrase: `per 10,000 children` for a rate, a noun such as `households` for a count, `million` or
    `thousand` for money, `of 317` for a rank.
    """

    kind: UnitKind = UnitKind.COUNT
    base: str = ""

    def figure(self, value: Decimal, decimals: int) -> str:
        """Return the shortest complete figure: `96.1`, `27%`, `£25 million`, `24 minutes`, `2,571`."""
        text = grouped(value, decimals)
        match self.kind:
            case UnitKind.PERCENT:
                return f"{text}%"
            case UnitKind.MONEY:
                sign, digits = ("\N{MINUS SIGN}", text[1:]) if text.startswith("\N{MINUS SIGN}") else ("", text)
                return f"{sign}£{digits}" + (f"\N{NO-BREAK SPACE}{self.base}" if self.base else "")
        if self.kind.is_time:
            word = self.kind.value.removesuffix("s") if text in {"1", "\N{MINUS SIGN}1"} else self.kind.value
            return f"{text}\N{NO-BREAK SPACE}{word}"
        return text

    def difference(self, value: Decimal, decimals: int) -> str:
        """Return the size of a difference, without sign: `2 percentage points` where the unit is percent."""
        size = abs(value)
        if self.kind is UnitKind.PERCENT:
            text = grouped(size, decimals)
            return f"{text} percentage point{'' if text == '1' else 's'}"
        return self.figure(size, decimals)

    @property
    def heading(self) -> str:
        """Return the unit as a table or an axis names it: `%`, `rate per 10,000 children`, `£ million`, `minutes`."""
        match self.kind:
            case UnitKind.PERCENT:
                return "%"
            case UnitKind.RATE:
                return f"rate {self.base}".strip()
            case UnitKind.MONEY:
                return f"£ {self.base}".strip()
            case UnitKind.COUNT:
                return self.base or "number"
            case UnitKind.RANK:
                return f"rank {self.base}".strip()
        name: str = self.kind.value
        return name
