"""A rule with its parts, and the choices a council has beside it.

In: words that data files and settings use. Out: values; each says in words what the paper prints.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from cabinetpaper.rule import families
from cabinetpaper.rule.judging import Band, Rag, Rated, Scale, Yardstick


class Family(Enum):
    """The eight families and finance's own: the word that data files use, with how it rates and what it says."""

    RELATIVE = "relative", families.RELATIVE
    ABSOLUTE = "absolute", families.ABSOLUTE
    FLOOR = "floor", families.FLOOR
    BOUNDARIES = "boundaries", families.BOUNDARIES
    TREND = "trend", families.TREND
    RANGE = "range", families.RANGE
    TWO_STATE = "two-state", families.TWO_STATE
    BRAG = "brag", families.BRAG
    COMPARATOR = "comparator", families.COMPARATOR
    FINANCE = "finance", families.FINANCE
    NONE = "none", families.NONE

    scale: Scale

    def __new__(cls, word: str, scale: Scale) -> Family:
        """Return the member whose value is the word alone."""
        member = object.__new__(cls)
        member._value_ = word
        member.scale = scale
        return member


@dataclass(frozen=True, slots=True)
class Rule:
    """A family with its numbers: `tolerance` in percent of the target (relative, comparator, finance) or in the
    measure's own unit or percentage points (absolute, range); `floor` where amber ends.

    `tolerance_words` and `floor_words` are the two as a measure prints them, where the rule is one measure's.
    """

    family: Family = Family.RELATIVE
    tolerance: Decimal = Decimal(10)
    floor: Decimal | None = None
    tolerance_words: str = ""
    floor_words: str = ""

    def rate(self, value: Decimal, yardstick: Yardstick) -> Rated:
        """Return the rating of the value."""
        scale = self.family.scale
        if yardstick.target is None and not scale.aimless:
            return Rated(Rag.UNRATED, scale.missing)
        return scale.rate(value, replace(yardstick, tolerance=self.tolerance, floor=self.floor))

    @property
    def bands(self) -> tuple[Band, ...]:
        """Return what each colour means by this rule, the best first; none where nothing is rated."""
        number = f"{self.tolerance.normalize():f}"
        parts = {
            "by": f"{number}%" if self.family.scale.percent else self.tolerance_words or number,
            "own": "" if self.tolerance_words else " in the measure’s own unit",
            "floor": f" of {self.floor_words}" if self.floor_words else "",
            "lower": f", {self.floor_words}" if self.floor_words else "",
        }
        return tuple(
            Band(band.rag, words := band.words.format_map(parts), band.alone.format_map(parts) or words)
            for band in self.family.scale.bands
        )

    @property
    def sentence(self) -> str:
        """Return the rule in a line: `green at the target or better, amber within 10% of it, red beyond`."""
        return ", ".join(f"{band.rag.value.lower()} {band.words}" for band in self.bands) or "not rated"


class Compared(Enum):
    """What a direction of travel compares the latest figure with; the value is the word that settings use."""

    PREVIOUS = "previous period"
    YEAR_AGO = "same period last year"
    BOTH = "both"

    @property
    def words(self) -> str:
        """Return how directions are found, as a sentence without its full stop."""
        return (
            "The direction of travel compares the latest figure with "
            + {
                "previous period": "the one before it, and a figure for the year to date with that of the same period "
                "last year",
                "same period last year": "that of the same period last year",
                "both": "the one before it and with that of the same period last year; a figure for the year to date "
                "with last year’s alone",
            }[self.value]
        )


class Charted(Enum):
    """Which chart a measure asks for: its trend, or the same with the limits of its usual range."""

    TREND = "trend"
    PROCESS = "process"


class Method(Enum):
    """How a year end is projected; the words stand in print."""

    NONE = "none"
    CUMULATIVE = "cumulative"
    SNAPSHOT = "snapshot"
    SEASONAL = "seasonal"

    @property
    def words(self) -> str:
        """Return how the method is described beside the figure."""
        return {
            "cumulative": "in a straight line from the year to date",
            "snapshot": "from the change since the start of the year",
            "seasonal": "from last year’s pattern through the year",
        }.get(self.value, "not projected")
