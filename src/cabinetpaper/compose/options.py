"""What a template may set of its tables and charts: `[[tables]]` and `[[charts]]` of its paper.toml, filled.

In: nothing. Out: frozen values. A block names one of them behind a colon: `period-table:overview`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from cabinetpaper.settings import setting


class Shows(Enum):
    """What a column of a table of measures shows; the value is the word that the template uses."""

    CODE = "code"
    MEASURE = "measure"
    GROUP = "group"
    SUBGROUP = "subgroup"
    PERIODS = "periods"
    TARGET = "target"
    RATING = "rating"
    DIRECTION = "direction"
    COMPARATORS = "comparators"
    OWNER = "owner"
    SOURCE = "source"
    COMMENTARY = "commentary"


_USUAL = (Shows.MEASURE, Shows.PERIODS, Shows.TARGET, Shows.RATING, Shows.COMPARATORS)


@dataclass(frozen=True, slots=True)
class TableOptions:
    """A table of measures: which rows, which columns. `periods` and `comparators` may stand for several columns
    each.
    """

    id: str = field(metadata={"about": "The name behind the colon in a section's blocks: period-table:overview."})
    caption: str = setting(
        "What the caption says before the period; the section's title, or the group's name, if empty.", ""
    )
    measures: tuple[str, ...] = setting("The ids of the measures, in order; instead of a group or a directorate.", ())
    groups: tuple[str, ...] = setting("The groups of measures, in order; all groups of the data if empty.", ())
    directorate: str = setting(
        "The directorate whose measures are shown; that of the part if it stands once for each.", ""
    )
    columns: tuple[Shows, ...] = setting(
        "In order: code, measure, group, subgroup, periods, target, rating, direction, comparators, owner, source, "
        "commentary.",
        _USUAL,
    )
    periods: int = setting("The paper's period and those before it, so many in all.", 4)
    named_periods: tuple[str, ...] = setting(
        "Instead: latest, previous, year ago, last financial year, or periods by name, in the order of the columns.", ()
    )
    newest_first: bool = setting("Whether the paper's period stands before the earlier ones.", False)
    comparators: tuple[str, ...] = setting("The comparators, in order; all of the data if empty.", ())
    headings: Mapping[str, str] = setting(
        'Other words over a column, by its word, period or comparator: "South East" = "SE"; over a group, by its '
        "name; over a state of delivery, by full, at_risk, large_risk, lost or unstated; over a table of loose "
        "figures, by part and figure.",
        factory=dict,
    )
    widths: Mapping[str, int] = setting("Shares of the width, by a column's word: commentary = 12.", factory=dict)
    wide: bool = setting("Whether the table stands on landscape pages.", True)
    by_delivery: bool = setting(
        "Whether a table of savings has a column for each state of delivery, with the first year's money in the one "
        "that applies.",
        False,
    )
    rows: int = setting("How many measures a list of what moved most names.", 10)


class Drawn(Enum):
    """How a chart is drawn; the value is the word that the template uses."""

    TREND = "trend"
    BARS = "bars"
    YEARS = "years"
    SHARES = "shares"


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A row of a chart of loose figures: its name and its figures."""

    name: str = field(metadata={"about": "What the row is called: Boys."})
    figures: tuple[str, ...] = field(metadata={"about": "The ids of its loose figures, one for each part."})


@dataclass(frozen=True, slots=True)
class ChartOptions:
    """A chart of chosen measures or of loose figures."""

    id: str = field(metadata={"about": "The name behind the colon in a section's blocks: chart:referrals."})
    drawn: Drawn = setting(
        "trend: measures over time, forecasts dashed; years: this year against last; bars: loose figures side by side; "
        "shares: loose figures as parts of a whole, a bar for each row.",
        Drawn.TREND,
    )
    title: str = setting("The title; a sentence made from the figures if empty and the chart shows one measure.", "")
    measures: tuple[str, ...] = setting("The ids of the measures; those of a trend share a unit.", ())
    parts: tuple[str, ...] = setting(
        "The names of the parts of a row, in order; for bars of one figure each, none.", ()
    )
    rows: tuple[ChartRow, ...] = setting("[[charts.rows]] of loose figures, with name and figures.", ())
    unit: str = setting("What the axis counts, where the chart shows loose figures: contacts.", "")
    note: str = setting("A sentence below the chart: where its figures come from.", "")
