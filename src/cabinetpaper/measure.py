"""What is measured, what is aimed for and what it is compared with.

In: nothing but values. Out: the frozen dataclasses that `sources` fills and `scorecard` judges.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from cabinetpaper.finding import Place
from cabinetpaper.period import Period
from cabinetpaper.rule import Charted, Family, Method
from cabinetpaper.rule import Operator as Operator
from cabinetpaper.rule import Polarity as Polarity
from cabinetpaper.rule import Rag as Rag
from cabinetpaper.unit import Unit


class Basis(Enum):
    """What stretch of time one value covers; decides what it may be compared with."""

    SNAPSHOT = "snapshot"
    IN_PERIOD = "in period"
    YEAR_TO_DATE = "year to date"
    ROLLING = "rolling 12 months"


class Direction(Enum):
    """Direction of travel in words of better or worse, or of up and down where polarity is none."""

    IMPROVING = "Improving"
    WORSENING = "Worsening"
    UNCHANGED = "No change"
    HIGHER = "Higher"
    LOWER = "Lower"
    NOT_COMPARABLE = "Not comparable"
    UNKNOWN = "No earlier figure"


@dataclass(frozen=True, slots=True)
class Directorate:
    """A part of the council that a paper reports on, in the order of the settings."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A thing measured: identity, unit, polarity and who answers for it. `tolerance` overrides the council's, as a
    percentage.
    """

    id: str
    name: str
    directorate: str
    unit: Unit
    polarity: Polarity = Polarity.NONE
    basis: Basis = Basis.SNAPSHOT
    short_name: str = ""
    owner: str = ""
    source: str = ""
    tolerance: Decimal | None = None
    corporate_plan: bool = False
    place: Place = Place()
    sensitive: bool = False
    part_of: str = ""
    numerator: str = ""
    denominator: str = ""
    code: str = ""
    group: str = ""
    subgroup: str = ""
    family: Family | None = None
    floor: Decimal | None = None
    projection: Method = Method.NONE
    chart: Charted = Charted.TREND

    @property
    def label(self) -> str:
        """Return the short name if there is one, else the name."""
        return self.short_name or self.name


@dataclass(frozen=True, slots=True)
class Target:
    """What is aimed for by a period. `value` is None where the target is not a number yet (`TBC`); `text` is as
    written.

    `upper` is the upper end of a range that begins at `value`. `comparator` names whose figure is the target. `change`
    is aimed for against the value at `baseline`, in percent of it or in the measure's own unit. `annual` marks a whole
    year's target, which a part-year figure is never rated against.
    """

    measure: str
    period: Period | None
    text: str
    value: Decimal | None = None
    decimals: int = 0
    operator: Operator = Operator.AT_LEAST
    annual: bool = False
    note: str = ""
    place: Place = Place()
    upper: Decimal | None = None
    comparator: str = ""
    change: Decimal | None = None
    change_percent: bool = False
    baseline: Period | None = None


@dataclass(frozen=True, slots=True)
class Comparator:
    """Another area's or group's figure for the same measure, with its own period."""

    measure: str
    name: str
    period: Period | None
    value: Decimal | None
    decimals: int = 0
    text: str = ""
    note: str = ""
    place: Place = Place()
    kind: str = ""
    rank: bool = False
    size: Decimal | None = None
