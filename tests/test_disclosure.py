"""What may be shown: hidden cells must not come back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cabinetpaper.finding import Place
from cabinetpaper.measure import Basis, Comparator, Measure, Rag
from cabinetpaper.period import Period
from cabinetpaper.scorecard import Correction, Observation, Scorecard, assess, facts
from cabinetpaper.scorecard.disclosure import Profile, disclose
from cabinetpaper.unit import Unit, UnitKind

QUARTER = Period.parse("Q1 2024/25")
SEVEN = Profile(hide_up_to=7)


def count(name: str, part_of: str = "", basis: Basis = Basis.SNAPSHOT) -> Measure:
    return Measure(name, name, "d", Unit(), basis=basis, sensitive=True, part_of=part_of)


def seen(name: str, value: int, period: Period = QUARTER, **more: object) -> Observation:
    return Observation(name, period, str(value), Decimal(value), **more)  # type: ignore[arg-type]


def card(measures: list[Measure], observations: list[Observation]) -> Scorecard:
    return Scorecard(QUARTER, date(2024, 6, 30), measures=tuple(measures), observations=tuple(observations))


def hidden(scorecard: Scorecard, profile: Profile = SEVEN) -> set[str]:
    return {one.measure for one in disclose(scorecard, profile).hidden}


def test_a_small_count_is_hidden_and_zero_is_not() -> None:
    assert hidden(card([count("a"), count("b"), count("c")], [seen("a", 3), seen("b", 0), seen("c", 8)])) == {"a"}


def test_a_profile_may_hold_zero_unsafe() -> None:
    assert hidden(card([count("b")], [seen("b", 0)]), Profile(hide_up_to=7, zero_is_safe=False)) == {"b"}


def test_a_single_hidden_part_takes_the_smallest_other_part_with_it() -> None:
    measures = [count("all"), count("a", "all"), count("b", "all"), count("c", "all")]
    assert hidden(card(measures, [seen("all", 60), seen("a", 3), seen("b", 17), seen("c", 40)])) == {"a", "b"}


def test_a_month_cannot_be_had_back_from_its_quarter() -> None:
    months = [Period.parse(text) for text in ("2024-04", "2024-05", "2024-06")]
    rows = [seen("a", n, month) for n, month in zip((2, 20, 30), months, strict=True)]
    gone = disclose(card([count("a", basis=Basis.IN_PERIOD)], [*rows, seen("a", 52)]), SEVEN).hidden
    assert [one.period.label for one in gone] == ["Apr 2024", "May 2024"]


def test_a_percentage_of_a_few_is_hidden_with_its_fraction() -> None:
    share = Measure("p", "p", "d", Unit(UnitKind.PERCENT), sensitive=True)
    shown = disclose(card([share], [seen("p", 5, numerator=Decimal(1), denominator=Decimal(20))]), SEVEN).scorecard
    assert shown.observations[0].value is None
    assert shown.observations[0].numerator is None
    assert "1" not in shown.observations[0].text


def test_a_percentage_does_not_give_a_hidden_count_away() -> None:
    share = Measure("p", "p", "d", Unit(UnitKind.PERCENT), numerator="a", denominator="all")
    assert hidden(card([share, count("a"), count("all")], [seen("p", 6), seen("a", 3), seen("all", 50)])) == {"p", "a"}


def test_a_hidden_figure_has_no_rating_and_no_facts() -> None:
    shown = disclose(card([count("a")], [seen("a", 9, Period.parse("Q4 2023/24")), seen("a", 3)]), SEVEN).scorecard
    assert assess(shown, shown.measures[0]).rag is Rag.UNRATED
    assert facts(shown)["a.value"].text == "[c]"
    assert "a.change" not in facts(shown)


def test_other_counts_are_rounded_where_the_profile_says_so() -> None:
    shown = disclose(card([count("a")], [seen("a", 13)]), Profile(hide_up_to=7, round_to=5)).scorecard
    assert shown.observations[0].text == "15"


def test_without_a_profile_nothing_changes() -> None:
    scorecard = card([count("a")], [seen("a", 1)])
    assert disclose(scorecard, Profile()).scorecard is scorecard


def test_an_earlier_version_of_a_figure_is_hidden_where_it_was_too_small() -> None:
    versions = [seen("a", 3, as_at=date(2024, 5, 1)), seen("a", 9, as_at=date(2024, 6, 1))]
    shown = disclose(card([count("a")], versions), SEVEN).scorecard
    assert [one.value for one in shown.observations] == [None, None]


def test_a_percentage_and_its_part_do_not_give_a_hidden_whole_away() -> None:
    share = Measure("p", "p", "d", Unit(UnitKind.PERCENT), numerator="a", denominator="all")
    part = Measure("a", "a", "d", Unit())
    assert hidden(card([share, part, count("all")], [seen("p", 50), seen("a", 3), seen("all", 6)])) == {"p", "all"}


def test_a_quarter_cannot_be_had_back_from_its_year() -> None:
    rows = [seen("a", n, Period.parse(f"Q{q} 2023/24")) for q, n in ((1, 2), (2, 20), (3, 30), (4, 40))]
    gone = disclose(
        card([count("a", basis=Basis.IN_PERIOD)], [*rows, seen("a", 92, Period.parse("2023/24"))]), SEVEN
    ).hidden
    assert [one.period.label for one in gone] == ["Q1 2023/24", "Q2 2023/24"]


def test_a_zero_is_no_cover_for_a_hidden_part() -> None:
    measures = [count("all"), count("a", "all"), count("b", "all"), count("c", "all")]
    assert hidden(card(measures, [seen("all", 43), seen("a", 3), seen("b", 0), seen("c", 40)])) == {"a", "c"}


def test_a_hidden_figure_does_not_come_back_as_a_comparator() -> None:
    whole = card([count("a")], [seen("a", 3, Period.parse("2022/23")), seen("a", 9)])
    beside = (
        Comparator("a", "Own 2022/23", None, Decimal(3), text="3"),
        Comparator("a", "England", None, Decimal(900), text="900"),
    )
    shown = disclose(replace(whole, comparators=beside), SEVEN).scorecard
    assert [one.value for one in shown.comparators] == [None, Decimal(900)]
    assert facts(shown)["a.comparator.own_2022_23"].text == "[c]"


def percentage(part: int, whole: int, **more: object) -> Observation:
    value = Decimal(part) * 100 / whole
    return Observation(
        "p",
        QUARTER,
        f"{value}%",
        value,
        numerator=Decimal(part),
        denominator=Decimal(whole),
        **more,  # type: ignore[arg-type]
    )


SHARE = Measure("p", "p", "d", Unit(UnitKind.PERCENT), sensitive=True)


@pytest.mark.parametrize(
    ("part", "whole", "is_hidden"),
    [(7, 100, True), (8, 100, False), (93, 100, True), (92, 100, False), (100, 100, False), (0, 100, False)],
)
def test_a_percentage_of_so_few_or_of_all_but_so_few_is_hidden(part: int, whole: int, is_hidden: bool) -> None:
    assert hidden(card([SHARE], [percentage(part, whole)])) == ({"p"} if is_hidden else set())


@pytest.mark.parametrize(("same", "is_hidden"), [("95", True), ("94", False)])
def test_a_comparator_that_repeats_a_hidden_figure_is_hidden_with_it(same: str, is_hidden: bool) -> None:
    """Neither figure says by itself of how few it is: only that one is the other gives it away."""
    last_year = replace(percentage(19, 20), period=Period.parse("Q1 2023/24"))
    beside = Comparator("p", "Last year", None, Decimal(same), text=same, note="from the annual return")
    whole = replace(card([SHARE], [last_year, percentage(50, 100)]), comparators=(beside,))
    (shown,) = disclose(whole, SEVEN).scorecard.comparators
    assert (shown.value is None, shown.text, shown.note) == (
        (True, "[c]", "") if is_hidden else (False, same, "from the annual return")
    )


@pytest.mark.parametrize(
    "beside",
    [
        {"text": "12 (revised from 3)", "revised_from": "3"},
        {"text": "12 (of which 2 are siblings)", "note": "of which 2 are siblings"},
        {"text": "12", "correction": Correction("4", "12", "Miscounted", "An officer", "2024-07-01", Place())},
    ],
)
def test_words_beside_a_figure_do_not_tell_of_a_few(beside: dict[str, object]) -> None:
    (shown,) = disclose(card([count("a")], [replace(seen("a", 12), **beside)]), SEVEN).scorecard.observations  # type: ignore[arg-type]
    assert (shown.text, shown.value, shown.revised_from, shown.note, shown.correction) == (
        "12",
        Decimal(12),
        "",
        "",
        None,
    )


def test_words_that_tell_of_nobody_stay() -> None:
    one = seen("a", 12, note="Autumn term 2023/24 only, 98% of schools")
    assert disclose(card([count("a")], [one]), SEVEN).scorecard.observations == (one,)


def test_rounding_takes_the_fraction_out_of_a_percentage_s_own_words() -> None:
    share = Measure("p", "p", "d", Unit(UnitKind.PERCENT), sensitive=True)
    one = replace(seen("p", 40), text="40% (8/20)", numerator=Decimal(8), denominator=Decimal(20))
    (shown,) = disclose(card([share], [one]), Profile(round_to=5)).scorecard.observations
    assert (shown.text, shown.value, shown.numerator) == ("40%", Decimal(40), None)
