"""What the title of a chart and its text alternative say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cabinetpaper.compose.chart_words import comparison, full_name, trend_alt, trend_title
from cabinetpaper.measure import Comparator, Directorate, Measure, Polarity, Target
from cabinetpaper.paper import Point, printed
from cabinetpaper.period import Period
from cabinetpaper.scorecard import Assessment, Observation, Scorecard, assess
from cabinetpaper.unit import Unit, UnitKind

Q1 = Period.parse("Q1 2024/25")
VISITS = Measure("visits", "Child protection visits", "care", Unit(UnitKind.PERCENT), Polarity.HIGHER)


def assessed(measure: Measure, value: str, target: str = "", **others: str) -> Assessment:
    aims = (Target(measure.id, None, target, Decimal(target)),) if target else ()
    comparators = tuple(
        Comparator(measure.id, name.replace("_", " "), None, Decimal(other)) for name, other in others.items()
    )
    card = Scorecard(
        Q1,
        date(2024, 6, 30),
        (Directorate("care", "Care"),),
        (measure,),
        (Observation(measure.id, Q1, value, Decimal(value)),),
        aims,
        comparators,
    )
    return assess(card, measure)


def points(*values: str) -> list[Point]:
    return [Point(f"Q{place} 2023/24", Decimal(value), f"{value}%") for place, value in enumerate(values, 1)]


@pytest.mark.parametrize(
    ("values", "title", "alt"),
    [
        (
            ("90", "98"),
            "rose from 90% in Q1 2023/24 to 98% in Q2 2023/24",
            ", rose from 90% in Q1 2023/24 to 98% in Q2 2023/24.",
        ),
        (
            ("98", "90"),
            "fell from 98% in Q1 2023/24 to 90% in Q2 2023/24",
            ", fell from 98% in Q1 2023/24 to 90% in Q2 2023/24.",
        ),
        (
            ("98", "96", "98"),
            ": 98% in Q3 2023/24, as in Q1 2023/24",
            ": 98% in Q3 2023/24, as in Q1 2023/24. In between: 96% in Q2 2023/24.",
        ),
    ],
)
def test_a_trend_says_from_what_to_what_it_went(values: tuple[str, ...], title: str, alt: str) -> None:
    one = assessed(VISITS, values[-1])
    assert printed(trend_title(one, {}, points(*values)), {}).removeprefix("Child protection visits").strip() == title
    assert trend_alt(one, {}, points(*values), ()).startswith(f"Line chart. Child protection visits, percentage{alt}")


@pytest.mark.parametrize(
    ("polarity", "value", "target", "says"),
    [
        (Polarity.HIGHER, "12", "18", "short of its target"),
        (Polarity.LOWER, "107", "28", "above its target"),
        (Polarity.LOWER, "29", "28", "close to its target"),
        (Polarity.LOWER, "20", "28", "at its target or better"),
    ],
)
def test_a_figure_misses_its_target_on_the_side_where_it_lies(
    polarity: Polarity, value: str, target: str, says: str
) -> None:
    assert comparison(assessed(replace(VISITS, polarity=polarity), value, target)) == says


def test_comparators_on_one_side_are_named_together() -> None:
    told = comparison(
        assessed(VISITS, "50", Portsmouth="60", England="40", National_average="70", Hampshire="65", Twin="50")
    )
    assert told == "below Portsmouth, the national average and Hampshire, above England, level with Twin"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Recycling rate", "Recycling rate, percentage"),
        ("Percentage of children seen in time.", "Percentage of children seen in time"),
        ("% of plans reviewed", "% of plans reviewed"),
        ("Sharedown", "Sharedown, percentage"),
    ],
)
def test_a_name_that_says_its_unit_does_not_say_it_twice(name: str, says: str) -> None:
    assert full_name(assessed(replace(VISITS, name=name), "50")) == says
