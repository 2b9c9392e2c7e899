"""Where measures move and where they are heading: directions on either basis, year ends with their method, usual
ranges.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabinetpaper.measure import Basis, Direction, Measure, Polarity, Rag, Target
from cabinetpaper.period import Period
from cabinetpaper.rule import Compared, Family, Method
from cabinetpaper.scorecard import Observation, Scorecard, Status, assess, facts, tally, usual
from cabinetpaper.unit import Unit, UnitKind, decimals_of

RATE = Unit(UnitKind.RATE, "per 100,000 people")


def seen(period: str, text: str, **more: object) -> Observation:
    value = Decimal(text)
    return Observation("m", Period.parse(period), text, value, decimals_of(value), **more)  # type: ignore[arg-type]


def card(
    *observations: Observation, basis: Basis = Basis.IN_PERIOD, target: Target | None = None, **more: object
) -> Scorecard:
    own = {key: more.pop(key) for key in ("projection", "unit", "polarity", "family") if key in more}
    own.setdefault("unit", RATE)
    own.setdefault("polarity", Polarity.LOWER)
    measure = Measure("m", "Measure", "d", basis=basis, **own)  # type: ignore[arg-type]
    last = max((one.period.last for one in observations), default=date(2024, 6, 30))
    targets = (target,) if target else ()
    return Scorecard(
        Period.parse("Q1 2024/25"), last, measures=(measure,), observations=observations, targets=targets, **more
    )  # type: ignore[arg-type]


def aim(text: str, by: str = "", annual: bool = False) -> Target:
    value = Decimal(text)
    return Target("m", Period.parse(by) if by else None, text, value, decimals_of(value), annual=annual)


def told(scorecard: Scorecard) -> dict[str, str]:
    return {key.removeprefix("m."): fact.text for key, fact in facts(scorecard).items() if key.startswith("m.")}


# -- direction of travel

QUARTERS = (seen("Q1 2023/24", "8"), seen("Q4 2023/24", "12"), seen("Q1 2024/25", "10"))


@pytest.mark.parametrize(
    ("compared", "direction", "previous"),
    [(Compared.PREVIOUS, "Improving", "12"), (Compared.YEAR_AGO, "Worsening", "8"), (Compared.BOTH, "Improving", "12")],
)
def test_a_council_chooses_what_a_direction_compares_with(compared: Compared, direction: str, previous: str) -> None:
    found = told(card(*QUARTERS, compared=compared))
    assert (found["direction"], found["previous"]) == (direction, previous)


def test_both_directions_stand_side_by_side_where_the_council_wants_both() -> None:
    scorecard = card(*QUARTERS, compared=Compared.BOTH)
    found = assess(scorecard, scorecard.measures[0])
    assert (found.direction, found.over_the_year) == (Direction.IMPROVING, Direction.WORSENING)
    assert found.year_ago is not None
    assert found.year_ago.text == "8"
    assert told(scorecard)["year_ago.direction"] == "Worsening"


@pytest.mark.parametrize("compared", list(Compared))
def test_a_figure_for_the_year_to_date_is_never_compared_with_the_quarter_before(compared: Compared) -> None:
    found = told(card(seen("Q3 2024/25", "30"), seen("Q4 2024/25", "40"), basis=Basis.YEAR_TO_DATE, compared=compared))
    assert (found["direction"], "previous" in found) == ("No earlier figure", False)


@pytest.mark.parametrize("compared", list(Compared))
def test_a_break_makes_the_figures_on_its_two_sides_not_comparable(compared: Compared) -> None:
    broken = (QUARTERS[0], seen("Q4 2023/24", "12"), seen("Q1 2024/25", "10", break_before="Counted anew"))
    found = told(card(*broken, compared=compared))
    assert (found["direction"], found["year_ago.direction"]) == ("Not comparable", "Not comparable")
    assert "change" not in found
    assert "year_ago.change" not in found


def test_a_break_between_the_two_figures_is_a_break_too() -> None:
    found = told(
        card(
            QUARTERS[0], seen("Q4 2023/24", "12", break_before="Counted anew"), QUARTERS[2], compared=Compared.YEAR_AGO
        )
    )
    assert found["direction"] == "Not comparable"


# -- year end


def test_the_council_s_own_forecast_is_printed_and_our_projection_kept_beside_it() -> None:
    ahead = seen("Mar 2025", "89.4", status=Status.FORECAST, qualifier="circa")
    found = told(
        card(
            seen("Mar 2024", "98.3"),
            seen("Q1 2024/25", "96.1"),
            ahead,
            basis=Basis.SNAPSHOT,
            target=aim("86.6", "Mar 2025"),
            projection=Method.SNAPSHOT,
        )
    )
    assert (found["year_end"], found["year_end.own"], found["year_end.method"]) == (
        "circa 89.4",
        "89.5",
        "as the council forecasts",
    )
    assert (found["rating"], found["year_end.rating"]) == ("Red", "Amber")


@pytest.mark.parametrize(("value", "stated", "own"), [("124.1", "496", "496.4"), ("4.76", "19.04", "19.04")])
def test_a_forecast_that_our_method_gives_is_said_to_come_from_it(value: str, stated: str, own: str) -> None:
    ahead = seen("2024/25", stated, status=Status.FORECAST)
    found = told(
        card(
            seen("Jun 2024", value),
            ahead,
            basis=Basis.YEAR_TO_DATE,
            target=aim("560.8", "2024/25", True),
            projection=Method.CUMULATIVE,
        )
    )
    assert (found["year_end"], found["year_end.own"], found["year_end.method"]) == (
        stated,
        own,
        "in a straight line from the year to date",
    )
    assert (found["rating"], found["year_end.rating"]) == ("Not rated", "Green")


@pytest.mark.parametrize(
    ("basis", "value", "unit", "method", "reason"),
    [
        (
            Basis.YEAR_TO_DATE,
            "27.06",
            Unit(UnitKind.PERCENT),
            Method.SEASONAL,
            "last year’s figure for the same period and its outturn for 2023/24 are needed",
        ),
        (Basis.YEAR_TO_DATE, "27.06", Unit(UnitKind.PERCENT), Method.CUMULATIVE, "a straight line would pass 100%"),
        (Basis.IN_PERIOD, "27", Unit(), Method.CUMULATIVE, "a straight line needs a figure for the year to date"),
        (Basis.SNAPSHOT, "27", Unit(), Method.SNAPSHOT, "no figure at the start of 2024/25 to go on from"),
    ],
)
def test_what_cannot_be_projected_says_why(basis: Basis, value: str, unit: Unit, method: Method, reason: str) -> None:
    scorecard = card(seen("Dec 2022", "20"), seen("Jun 2024", value), basis=basis, unit=unit, projection=method)
    fact = facts(scorecard)["m.year_end"]
    assert (fact.text, fact.missing, fact.value) == (reason, True, None)
    assert "m.year_end.rating" not in facts(scorecard)


# -- blue


def test_blue_counts_as_rated_and_the_counts_add_up() -> None:
    scorecard = card(seen("Q1 2024/25", "1", stated="Blue"), family=Family.BRAG)
    found = tally(assess(scorecard, one) for one in scorecard.measures)
    assert (found.blue, found.rated, found.unrated, found.total) == (1, 1, 0, 1)
    assert assess(scorecard, scorecard.measures[0]).rag is Rag.BLUE
    assert facts(scorecard)["tally.all.blue"].text == "1"


# -- usual range

MONTHS = [Period.parse("Jun 2022").shifted(step).label for step in range(9)]
REREFERRALS = ("25", "26", "32", "27", "28", "27", "24", "25", "27")
NINE = [seen(month, text) for month, text in zip(MONTHS, REREFERRALS, strict=True)]


def test_a_series_within_its_usual_range_says_so_with_its_limits() -> None:
    scorecard = card(*NINE, unit=Unit(UnitKind.PERCENT), target=aim("23"))
    found = told(scorecard)
    assert (found["usual"], found["assurance"]) == ("within its usual range", "may or may not meet the target")
    own = usual(scorecard, assess(scorecard, scorecard.measures[0]))
    assert own is not None
    steps = [abs(late - early) for early, late in pairwise(map(Decimal, REREFERRALS))]
    reach = Decimal("2.66") * sum(steps) / len(steps)
    assert (own.process.lower, own.process.upper, own.process.trial) == (
        own.process.mean - reach,
        own.process.mean + reach,
        True,
    )
    assert found["usual.mean"] == "26.8%"


def test_a_break_starts_the_usual_range_anew() -> None:
    broken = [*NINE[:6], seen(MONTHS[6], "24", break_before="Counted anew"), *NINE[7:]]
    scorecard = card(*broken, unit=Unit(UnitKind.PERCENT))
    assert usual(scorecard, assess(scorecard, scorecard.measures[0])) is None


@given(st.lists(st.integers(0, 100), min_size=1, max_size=5), st.sampled_from(list(Compared)))
def test_a_change_has_the_direction_that_its_polarity_gives_it(values: list[int], compared: Compared) -> None:
    scorecard = card(
        *(seen(Period.parse("Q1 2023/24").shifted(step).label, str(value)) for step, value in enumerate(values)),
        compared=compared,
    )
    found = assess(scorecard, scorecard.measures[0])
    if found.change is None:
        assert found.direction in {Direction.UNKNOWN, Direction.NOT_COMPARABLE}
    else:
        assert found.direction is (
            Direction.UNCHANGED
            if not found.change
            else Direction.IMPROVING
            if found.change < 0
            else Direction.WORSENING
        )
