"""Figures are said in the domain's words, true for polarity, unit and rounding."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from cabinetpaper.measure import Basis, Comparator, Operator, Polarity, Rag
from cabinetpaper.narrative import FILTERS, FUNCTIONS, TESTS
from cabinetpaper.paper import Figure, Paragraph, Rating
from cabinetpaper.period import Period
from cabinetpaper.rule import Family, Method
from cabinetpaper.scorecard import Scorecard, Status
from cabinetpaper.unit import Unit, UnitKind
from narrative_figures import BEFORE, FACTS, NOW, SAMPLE, aim, card, measure, printed, rendered, seen

RATE, PERCENT, COUNT = (
    Unit(UnitKind.RATE, "per 10,000 children"),
    Unit(UnitKind.PERCENT),
    Unit(UnitKind.COUNT, "households"),
)
UP, DOWN, NEITHER = Polarity.HIGHER, Polarity.LOWER, Polarity.NONE


def one(
    unit: Unit,
    now: str,
    before: str = "",
    polarity: Polarity = DOWN,
    target: str = "",
    operator: Operator = Operator.AT_MOST,
    **more: object,
) -> Scorecard:
    history = (seen("m", before, BEFORE),) if before else ()
    goals = (aim("m", target, operator, **more),) if target else ()
    return card((measure("m", unit, polarity),), (*history, seen("m", now)), goals)


@pytest.mark.parametrize(
    ("unit", "value", "says"),
    [
        (RATE, "96.1", "96.1 per 10,000 children"),
        (PERCENT, "27", "27%"),
        (Unit(UnitKind.PERCENT, "care leavers"), "84.2", "84.2% of care leavers"),
        (COUNT, "1665", "1,665 households"),
        (COUNT, "1", "1 household"),
        (COUNT, "0", "0 households"),
        (Unit(UnitKind.COUNT, "children in care"), "1", "1 child in care"),
        (Unit(UnitKind.COUNT, "families"), "1", "1 family"),
        (Unit(UnitKind.COUNT, "businesses"), "1", "1 business"),
        (Unit(UnitKind.MONEY, "million"), "25", "£25\N{NO-BREAK SPACE}million"),
        (Unit(UnitKind.MINUTES), "24", "24\N{NO-BREAK SPACE}minutes"),
        (Unit(UnitKind.RANK, "of 317"), "55", "55th of 317"),
        (Unit(UnitKind.INDEX), "1.8", "1.8"),
    ],
)
def test_a_figure_is_said_with_what_it_counts(unit: Unit, value: str, says: str) -> None:
    assert printed("{{ m|phrase }}", one(unit, value)) == says
    assert printed("{{ m.value|phrase }}", one(unit, value)) == says


@pytest.mark.parametrize(
    ("unit", "before", "now", "says"),
    [
        (RATE, "98.3", "96.1", "fell by 2.2, from 98.3 to 96.1"),
        (PERCENT, "27", "25", "fell by 2 percentage points, from 27% to 25%"),
        (PERCENT, "24", "25", "rose by 1 percentage point, from 24% to 25%"),
        (PERCENT, "7.20", "7.32", "rose by 0.12 percentage points, from 7.20% to 7.32%"),
        (PERCENT, "12", "12", "was unchanged at 12%"),
        (COUNT, "11679", "1665", "fell by 10,014, from 11,679 to 1,665"),
        (
            Unit(UnitKind.MINUTES),
            "25",
            "24",
            "fell by 1\N{NO-BREAK SPACE}minute, from 25\N{NO-BREAK SPACE}minutes to 24\N{NO-BREAK SPACE}minutes",
        ),
        (Unit(UnitKind.RANK, "of 152"), "52", "1", "went from 52nd to 1st of 152"),
    ],
)
def test_a_change_says_up_or_down_by_the_number(unit: Unit, before: str, now: str, says: str) -> None:
    for polarity in (UP, DOWN, NEITHER):
        assert printed("{{ m|moved }}", one(unit, now, before, polarity)) == says


def test_figures_of_different_precision_that_print_alike_are_similar() -> None:
    assert printed("{{ m|moved }}", one(PERCENT, "25", "25.2")) == "was similar at 25%, compared with 25.2%"


def test_a_break_in_the_series_is_not_a_change() -> None:
    assert printed("{{ voids|moved }}") == "is not comparable with earlier figures: the way of counting changed"


@pytest.mark.parametrize(
    ("polarity", "now", "target", "operator", "says"),
    [
        (UP, "58.6", "54.7", Operator.AT_LEAST, "better than the target of 54.7%"),
        (UP, "54.7", "54.7", Operator.AT_LEAST, "at the target of 54.7%"),
        (UP, "55.9", "58", Operator.AT_LEAST, "short of the target of 58%, within tolerance"),
        (UP, "12.3", "18", Operator.AT_LEAST, "short of the target of 18%"),
        (DOWN, "26.1", "20.4", Operator.AT_MOST, "above the target of 20.4%"),
        (DOWN, "21", "20.4", Operator.AT_MOST, "above the target of 20.4%, within tolerance"),
        (DOWN, "19", "20.4", Operator.AT_MOST, "better than the target of 20.4%"),
        (DOWN, "37", "37", Operator.UNDER, "not under the target of 37%, within tolerance"),
        (UP, "90", "90", Operator.OVER, "not over the target of 90%, within tolerance"),
        (NEITHER, "50", "40", Operator.AT_LEAST, "above the target of 40%"),
        (NEITHER, "10", "40", Operator.AT_LEAST, "below the target of 40%"),
    ],
)
def test_the_target_is_met_or_missed_by_polarity(
    polarity: Polarity, now: str, target: str, operator: Operator, says: str
) -> None:
    assert printed("{{ m|against_target }}", one(PERCENT, now, "", polarity, target, operator)) == says


def test_a_part_year_figure_is_not_judged_against_the_whole_year() -> None:
    from dataclasses import replace

    from cabinetpaper.measure import Basis

    scorecard = one(COUNT, "124", target="560", annual=True)
    scorecard = replace(scorecard, measures=(replace(scorecard.measures[0], basis=Basis.YEAR_TO_DATE),))
    assert printed("{{ m|against_target }}", scorecard) == "measured against a whole-year target of 560"


@pytest.mark.parametrize(
    ("polarity", "other", "says"),
    [
        (UP, "61.7", "worse than the England figure of 61.7%"),
        (UP, "57.2", "better than the England figure of 57.2%"),
        (DOWN, "57.2", "worse than the England figure of 57.2%"),
        (DOWN, "60.4", "the same as the England figure of 60.4%"),
        (UP, "60", "the same as the England figure of 60%"),
        (NEITHER, "57.2", "above the England figure of 57.2%"),
        (NEITHER, "61", "below the England figure of 61%"),
    ],
)
def test_a_comparator_is_better_or_worse_by_polarity(polarity: Polarity, other: str, says: str) -> None:
    value = Decimal(other)
    beside = Comparator("m", "England", NOW, value, 1 if "." in other else 0)
    scorecard = card((measure("m", PERCENT, polarity),), (seen("m", "60.4"),), (), (beside,))
    assert printed("{{ m|against('England') }}", scorecard) == says


def test_a_comparator_of_another_period_says_so() -> None:
    assert printed("{{ cic_rate|against('England') }}") == "worse than the England figure of 70 for 2022/23"


def test_an_average_is_no_figure_of_an_average() -> None:
    assert printed("{{ ks4|against('national average') }}") == "the same as the national average of 25%"


def test_an_unknown_comparator_lists_those_there_are() -> None:
    (finding,) = rendered("{{ cic_rate|against('Englnd') }}").findings
    assert (finding.code, "Did you mean “England”?" in finding.remedy) == ("SNIPPET-UNKNOWN", True)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("{{ cic_rate|direction }}", "improving"),
        ("{{ ks4|direction }}", "worsening"),
        ("{{ voids|direction }}", "not comparable"),
        ("{{ calls|direction }}", "without an earlier figure"),
        ("{{ tally.children.red|in_words }}", "one"),
        ("{{ tally.children.green|in_words }}", "zero"),
        ("{{ tally.children.green|in_words('none')|capital }}", "None"),
        ("{{ figure.bids|in_words }}", "approximately 60"),
        ("{{ tally.children.total|counted('measure') }}", "five measures"),
        ("{{ tally.children.red|counted('measure') }}", "one measure"),
        ("{{ tally.children.green|counted('child', 'children') }}", "no children"),
        ("{{ tally.children.red|verb('is', 'are') }}", "is"),
        ("{{ tally.children.green|verb('is', 'are') }}", "are"),
        ("{{ figure.grant|amount }}", "£2,628,000"),
        ("{{ figure.over|amount }}", "circa £3.84\N{NO-BREAK SPACE}million"),
        ("{{ figure.bids|bare }}", "60"),
        ("{{ calls|phrase }}", "nearly 24\N{NO-BREAK SPACE}minutes"),
        ("{{ calls|bare }}", "24\N{NO-BREAK SPACE}minutes"),
        ("{{ figure.rank|rank }}", "55th of 317"),
        ("{{ figure.rank|ordinal }}", "55th"),
        ("{{ cic_rate.value|when }}", "Q1 2024/25"),
        ("{{ cic_rate.name|uncapital }}", "children in care"),
        ("{{ assessment.value|uncapital }}", "TBC"),
        ("{{ cic_rate|chip }}", "■\N{NO-BREAK SPACE}Red"),
        ("{{ [cic_rate, voids, calls]|listed }}", "Children in care, Housing voids and Time to answer a call"),
        ("{{ [cic_rate, voids]|listed }}", "Children in care and Housing voids"),
        ("{{ measures|that_are('red')|listed }}", "Children in care"),
        ("{{ figure.stated.asc.green }} of {{ period }}", "7 of Q1 2024/25"),
        ("{{ gap('name of the officer') }}", "[name of the officer]"),
        ("{{ fact('cic_rate.value') }}", "96.1"),
    ],
)
def test_a_filter_says(body: str, says: str) -> None:
    assert printed(body) == says


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (112, "112th"),
        (1103, "1,103rd"),
    ],
)
def test_ordinals_end_as_they_are_spoken(number: int, says: str) -> None:
    assert printed("{{ m|ordinal }}", one(Unit(), str(number))) == says


def test_figures_are_rounded_half_up() -> None:
    scorecard = card((measure("m", PERCENT),), (seen("m", "2.5"), seen("m", "1.125", BEFORE)))
    assert "1.375 percentage points" in printed("{{ m|moved }}", scorecard)
    assert (
        printed("{{ m.change_percent }}", card((measure("m", COUNT),), (seen("m", "9"), seen("m", "8", BEFORE))))
        == "13%"
    )


@pytest.mark.parametrize(
    ("test", "holds"),
    [
        ("cic_rate is red", True),
        ("ks4 is amber", True),
        ("cic_rate is green", False),
        ("voids is rated", False),
        ("cic_rate is improving", True),
        ("ks4 is worsening", True),
        ("ks4 is unchanged", False),
        ("assessment is missing", True),
        ("assessment.previous is missing", True),
        ("cic_rate.value is not missing", True),
        ("cic_rate is provisional", False),
        ("cic_rate is above(cic_rate.comparator.england)", True),
        ("cic_rate is below(cic_rate.target)", False),
        ("cic_rate.value > cic_rate.target", True),
        ("cic_rate.value >= 96.1", True),
        ("cic_rate.change < 0", True),
        ("cic_rate.change == -2.2", True),
        ("cic_rate.rating == 'Red'", True),
        ("cic_rate.rating in ['Amber', 'Red']", True),
        ("cic_rate.previous and not calls.previous", True),
    ],
)
def test_a_condition_holds(test: str, holds: bool) -> None:
    assert printed(f"{{% if {test} %}}yes{{% else %}}no{{% endif %}}") == ("yes" if holds else "no")


def test_each_figure_of_a_phrase_keeps_its_key() -> None:
    (block,) = rendered("It {{ ks4|moved }}.").blocks
    assert isinstance(block, Paragraph)
    assert [(one.text, one.key) for one in block.inlines if isinstance(one, Figure)] == [
        ("2 percentage points", "ks4.change"),
        ("27%", "ks4.previous"),
        ("25%", "ks4.value"),
    ]


def test_no_word_between_figures_holds_a_digit() -> None:
    bodies = [
        f"{{{{ {name}|{word} }}}}"
        for name in ("cic_rate", "ks4")
        for word in ("phrase", "moved", "against_target", "direction")
    ]
    for body in bodies:
        (block,) = rendered(body).blocks
        words = [one for one in block.inlines if not isinstance(one, Figure)]  # type: ignore[union-attr]
        assert not any(character.isdigit() for one in words for character in getattr(one, "text", ""))


def test_a_chip_is_a_rating() -> None:
    (block,) = rendered("{{ cic_rate|chip }}").blocks
    (rating,) = block.inlines  # type: ignore[union-attr]
    assert replace(rating, span=None) == Rating(Rag.RED, "cic_rate.rating")


def projected(
    now: str,
    target: str,
    polarity: Polarity = DOWN,
    operator: Operator = Operator.AT_MOST,
    forecast: str = "",
    **more: object,
) -> Scorecard:
    one = measure("m", COUNT, polarity, basis=Basis.YEAR_TO_DATE, projection=more.pop("projection", Method.CUMULATIVE))
    year = Period.parse("2024/25")
    stated = (seen("m", forecast, year, status=Status.FORECAST),) if forecast else ()
    return card(
        (one,),
        (seen("m", now), *stated),
        (replace(aim("m", target, operator, annual=True), period=year),) if target else (),
    )


STRAIGHT = " in a straight line from the year to date"


@pytest.mark.parametrize(
    ("scorecard", "says", "rated"),
    [
        (
            projected("124", "560.8"),
            f"projected at 496 by year end{STRAIGHT}, within the target of 560.8",
            "now not rated, year end green",
        ),
        (
            projected("4.76", "14.60"),
            f"projected at 19.04 by year end{STRAIGHT}, above the target of 14.60",
            "now not rated, year end red",
        ),
        (
            projected("124.1", "560.8", forecast="496"),
            f"projected at 496 by year end{STRAIGHT}, within the target of 560.8",
            "now not rated, year end green",
        ),
        (
            projected("124", "560", forecast="505"),
            "forecast at 505 by year end, within the target of 560",
            "now not rated, year end green",
        ),
        (
            projected("10", "50", UP, Operator.AT_LEAST),
            f"projected at 40 by year end{STRAIGHT}, short of the target of 50",
            "now not rated, year end red",
        ),
        (
            projected("15", "50", UP, Operator.AT_LEAST),
            f"projected at 60 by year end{STRAIGHT}, better than the target of 50",
            "now not rated, year end green",
        ),
        (projected("10", ""), f"projected at 40 by year end{STRAIGHT}", "now not rated, year end not rated"),
    ],
)
def test_where_the_year_is_heading_is_said_with_its_method_and_target(
    scorecard: Scorecard, says: str, rated: str
) -> None:
    assert printed("{{ m|outlook }}", scorecard) == says
    assert printed("{{ m|now_and_ahead }}", scorecard) == rated


def test_what_is_not_projected_is_not_said_and_can_be_asked_for() -> None:
    seasonal = projected("27", "95", projection=Method.SEASONAL)
    body = "{% if m.year_end is missing %}Not projected: {{ m.year_end }}.{% else %}It is {{ m|outlook }}.{% endif %}"
    assert printed(body, seasonal).startswith("Not projected: last year’s figure for the same period")
    assert printed("It is {{ m|outlook }}.", seasonal).startswith("SNIPPET-MISSING")
    assert printed("{{ m|now_and_ahead }}", seasonal).startswith("SNIPPET-MISSING")
    assert printed("{{ m.year_end|chip }}", projected("4.76", "14.60")) == f"■{chr(160)}Red"


@pytest.mark.parametrize(
    ("before", "now", "says"),
    [("8", "10", "rose by 2 over the year, from 8% to 10%"), ("9", "9", "was unchanged over the year at 9%")],
)
def test_a_year_s_movement_is_said_whatever_the_quarter_did(before: str, now: str, says: str) -> None:
    rows = (seen("m", before, NOW.year_before), seen("m", "30", BEFORE), seen("m", now))
    words = printed("{{ m|over_the_year }}", card((measure("m", PERCENT),), rows)).replace(" percentage points", "")
    assert words == says
    broken = (*rows[:2], seen("m", now, break_before="Counted anew"))
    assert (
        printed("It {{ m|over_the_year }}.", card((measure("m", PERCENT),), broken))
        == "It is not comparable with the figure of a year before."
    )
    assert printed("{{ m|over_the_year }}", card((measure("m", PERCENT),), rows[1:])).startswith("SNIPPET-MISSING")


def test_what_is_usual_for_a_measure_is_said_with_its_limits() -> None:
    rows = [seen("m", text, NOW.shifted(at - 6)) for at, text in enumerate(("10", "12", "11", "12", "10", "11", "30"))]
    body = "{% if m is usual %}usual{% else %}It is {{ m|range }}.{% endif %}"
    assert printed(body, card((measure("m", COUNT),), tuple(rows))) == "It is outside its usual range of 2.2 to 25.2."
    assert printed(body, card((measure("m", COUNT),), tuple(rows[:6]))) == "usual"
    assert printed("{{ m|range }}", card((measure("m", COUNT),), tuple(rows[-3:]))).startswith("SNIPPET-MISSING")


def test_a_blue_rating_is_asked_for_by_its_name() -> None:
    done = card((measure("m", COUNT, family=Family.BRAG),), (seen("m", "1", stated="Blue"),))
    assert printed("{% if m is blue %}done{% endif %}{% if m is rated %}, rated{% endif %}", done) == "done, rated"


def test_every_word_of_the_language_has_a_case_above() -> None:
    from pathlib import Path

    cases = Path(__file__).read_text(encoding="utf-8")
    said = [f"|{name}" for name in FILTERS] + [f" {name}" for name in TESTS]
    assert [one for one in said if one not in cases] == []
    assert set(FUNCTIONS) == {"ref", "gap", "fact"}


def test_the_period_of_a_month_is_written_out() -> None:
    month = Period.parse("Jun 2024")
    assert printed("{{ m.period|when }}", card((measure("m", PERCENT),), (seen("m", "5", month),))) == "June 2024"


def test_the_sample_holds_together() -> None:
    assert FACTS["cic_rate.change"].text == "2.2"
    assert len(SAMPLE.measures) == 5


@pytest.mark.parametrize(
    ("now", "says"),
    [
        ("50", "within the target of 40% to 60%"),
        ("39", "outside the target of 40% to 60%, within tolerance"),
        ("10", "outside the target of 40% to 60%"),
    ],
)
def test_a_range_is_a_target_with_two_ends(now: str, says: str) -> None:
    ranged = replace(aim("m", "40"), upper=Decimal(60), text="40% to 60%")
    scorecard = card(
        (measure("m", PERCENT, NEITHER, family=Family.RANGE, tolerance=Decimal(5)),), (seen("m", now),), (ranged,)
    )
    assert printed("{{ m|against_target }}", scorecard) == says


def test_what_a_revised_figure_was_can_be_said() -> None:
    scorecard = card((measure("m", PERCENT),), (seen("m", "66.4", status=Status.REVISED, revised_from="68.9%"),))
    assert printed("It was {{ m.revised_from }}, now {{ m.value }}.", scorecard) == "It was 68.9%, now 66.4%."
