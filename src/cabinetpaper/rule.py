"""The rules by which a council judges its measures: how a value is rated, how a year end is projected.

In: words that data files use. Out: values that `measure` carries and `scorecard` applies; each says in words what the
paper prints.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum


class Family(Enum):
    """The eight families and finance's own; the value is the word that data files use."""

    RELATIVE = "relative"
    ABSOLUTE = "absolute"
    FLOOR = "floor"
    BOUNDARIES = "boundaries"
    TREND = "trend"
    RANGE = "range"
    TWO_STATE = "two-state"
    BRAG = "brag"
    COMPARATOR = "comparator"
    FINANCE = "finance"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Rule:
    """A family with its numbers: `tolerance` in percent of the target (relative, finance) or in the measure's own unit
    or percentage points (absolute, range); `floor` where amber ends.
    """

    family: Family = Family.RELATIVE
    tolerance: Decimal = Decimal(10)
    floor: Decimal | None = None

    @property
    def words(self) -> str:
        """Return the rule as the paper prints it."""
        size = f"{self.tolerance.normalize():f}"
        return {
            Family.RELATIVE: f"green at the target or better, amber within {size}% of it, red beyond",
            Family.ABSOLUTE: f"green at the target or better, amber within {size} of it in the measure’s own unit, "
            "red beyond",
            Family.FLOOR: "green at the target or better, amber down to the floor, red past it",
            Family.BOUNDARIES: "green past the upper boundary, amber between the boundaries, red past the lower",
            Family.TREND: "green at the target or better, amber off target but no worse than a year ago, red otherwise",
            Family.RANGE: f"green inside the range, amber within {size} of it, red beyond",
            Family.TWO_STATE: "green at the target or better, red otherwise",
            Family.BRAG: "blue complete, green on track, amber at risk, red off track",
            Family.COMPARATOR: f"green at the comparator’s figure or better, amber within {size}% of it, red beyond",
            Family.FINANCE: f"green on or under budget, amber up to {size}% over, red beyond",
            Family.NONE: "not rated",
        }[self.family]


class Compared(Enum):
    """What a direction of travel compares the latest figure with; the value is the word that settings use."""

    PREVIOUS = "previous period"
    YEAR_AGO = "same period last year"
    BOTH = "both"


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
