from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabinetpaper.period import Period, PeriodKind, long_date, parted, periods_in, short_date, within

NUMBERS = {PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4, PeriodKind.HALF: 2, PeriodKind.TERM: 3}


@st.composite
def periods(draw: st.DrawFn) -> Period:
    kind = draw(st.sampled_from(PeriodKind))
    if kind is PeriodKind.DAY:
        return Period.day(draw(st.dates(date(1950, 1, 1), date(2090, 12, 31))))
    return Period(kind, draw(st.integers(1950, 2090)), draw(st.integers(1, NUMBERS[kind])) if kind in NUMBERS else 0)


@pytest.mark.parametrize(
    ("written", "label", "first", "last"),
    [
        ("Q1 2024/25", "Q1 2024/25", date(2024, 4, 1), date(2024, 6, 30)),
        ("Q4 2023-24", "Q4 2023/24", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024/25 Q2", "Q2 2024/25", date(2024, 7, 1), date(2024, 9, 30)),
        ("q3, 24/25", "Q3 2024/25", date(2024, 10, 1), date(2024, 12, 31)),
        ("Jun-24", "Jun 2024", date(2024, 6, 1), date(2024, 6, 30)),
        ("Sept 2024", "Sep 2024", date(2024, 9, 1), date(2024, 9, 30)),
        ("February 2024", "Feb 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-06", "Jun 2024", date(2024, 6, 1), date(2024, 6, 30)),
        ("2023/24", "2023/24", date(2023, 4, 1), date(2024, 3, 31)),
        ("2023–24", "2023/24", date(2023, 4, 1), date(2024, 3, 31)),
        ("FY 2023/2024", "2023/24", date(2023, 4, 1), date(2024, 3, 31)),
        ("1999/00", "1999/00", date(1999, 4, 1), date(2000, 3, 31)),
        ("AY 2022/23", "AY 2022/23", date(2022, 9, 1), date(2023, 8, 31)),
        ("academic year 2022/23", "AY 2022/23", date(2022, 9, 1), date(2023, 8, 31)),
        ("Autumn term 2023/24", "Autumn term 2023/24", date(2023, 9, 1), date(2023, 12, 31)),
        ("Spring term 2023/24", "Spring term 2023/24", date(2024, 1, 1), date(2024, 3, 31)),
        ("Summer term 2023/24", "Summer term 2023/24", date(2024, 4, 1), date(2024, 7, 31)),
        ("H2 2023/24", "H2 2023/24", date(2023, 10, 1), date(2024, 3, 31)),
        ("2023", "2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2024-06-30", "30 Jun 2024", date(2024, 6, 30), date(2024, 6, 30)),
        ("9 September 2024", "9 Sep 2024", date(2024, 9, 9), date(2024, 9, 9)),
    ],
)
def test_a_period_is_understood_as_councils_write_it(written: str, label: str, first: date, last: date) -> None:
    period = Period.parse(written)
    assert (period.label, period.first, period.last) == (label, first, last)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "Q5 2024/25",
        "2023/25",
        "Juno 2024",
        "2024-13",
        "2024-02-30",
        "31 Jun 2024",
        "last quarter",
        "AY 2022/24",
        "Q1",
    ],
)
def test_what_is_no_period_is_refused_with_the_forms_that_are_understood(written: str) -> None:
    with pytest.raises(ValueError, match="“Q1 2024/25”") as caught:
        Period.parse(written)
    assert f"“{written}” is not a period" in str(caught.value)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Jun 2024", "June 2024"),
        ("2024-06-30", "30 June 2024"),
        ("AY 2022/23", "the academic year 2022/23"),
        ("Autumn term 2023/24", "the autumn term 2023/24"),
        ("Q1 2024/25", "Q1 2024/25"),
    ],
)
def test_prose_names_periods_in_full(written: str, name: str) -> None:
    assert Period.parse(written).name == name


def test_dates_have_no_ordinals_or_leading_zeros() -> None:
    assert (long_date(date(2024, 9, 9)), short_date(date(2024, 9, 9))) == ("9 September 2024", "9 Sep 2024")


def test_leap_day_has_a_year_before() -> None:
    assert Period.day(date(2024, 2, 29)).year_before == Period.day(date(2023, 2, 28))


def test_shifting_crosses_the_year_at_its_own_boundary() -> None:
    assert Period.parse("Q4 2023/24").shifted(1) == Period.parse("Q1 2024/25")
    assert Period.parse("Dec 2023").shifted(2) == Period.parse("Feb 2024")
    assert Period.parse("Autumn term 2023/24").shifted(-1) == Period.parse("Summer term 2022/23")
    assert Period.day(date(2023, 12, 31)).shifted(1) == Period.day(date(2024, 1, 1))


def test_a_year_comes_after_its_last_quarter_which_comes_after_its_last_month() -> None:
    month, quarter, year = (Period.parse(text) for text in ("Mar 2024", "Q4 2023/24", "2023/24"))
    assert sorted([year, month, quarter]) == [month, quarter, year]


@given(periods())
def test_every_label_reads_back_as_its_period(period: Period) -> None:
    assert Period.parse(period.label) == period


@given(periods(), st.integers(-40, 40))
def test_shifting_there_and_back_changes_nothing_and_keeps_the_order(period: Period, steps: int) -> None:
    moved = period.shifted(steps)
    assert moved.shifted(-steps) == period
    assert (moved < period, moved == period) == (steps < 0, steps == 0)


@given(periods())
def test_periods_of_a_kind_follow_each_other_without_a_gap(period: Period) -> None:
    following = period.shifted(1)
    gap = 31 if (period.kind, period.number) == (PeriodKind.TERM, 3) else 0  # August belongs to no term
    assert (following.first - period.last).days == 1 + gap


@given(periods(), periods())
def test_order_is_total_and_agrees_with_equality(one: Period, two: Period) -> None:
    assert (one < two) + (one == two) + (one > two) == 1
    assert not one < two or one.last <= two.last


@given(periods())
def test_the_year_before_ends_a_year_earlier(period: Period) -> None:
    assert period.year_before.kind is period.kind
    assert period.year_before.first.year == period.first.year - 1


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("from 31 March 2024 to Q1 2024/25", [("31 March 2024", "31 Mar 2024"), ("Q1 2024/25", "Q1 2024/25")]),
        (
            "Jun-22, Sept 2024 and AY 2022/23",
            [("Jun-22", "Jun 2022"), ("Sept 2024", "Sep 2024"), ("AY 2022/23", "AY 2022/23")],
        ),
        (
            "in Q1, by 31 March, since 2019 or 24/25",
            [("Q1", None), ("31 March", None), ("2019", None), ("24/25", None)],
        ),
        ("on 2024-06-30, not 1,2024 May", [("2024-06-30", "30 Jun 2024"), ("2024", None)]),
        ("Total 12, Marching 24, May12", []),
    ],
)
def test_a_sentence_names_periods(text: str, named: list[tuple[str, str | None]]) -> None:
    found = [(text[one.start : one.end], one.period and one.period.label) for one in periods_in(text)]
    assert found == named


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Jun", "Jun 2023"),
        ("february", "Feb 2024"),
        ("Q4", "Q4 2023/24"),
        ("Target (Q2)", "Q2 2023/24"),
        ("Total", None),
    ],
)
def test_a_year_completes_what_names_a_part_of_it(text: str, label: str | None) -> None:
    found = within(Period.parse("2023/24"), text)
    assert (found and found.label) == label


@given(periods())
def test_a_label_is_a_part_and_its_year_or_stands_alone(period: Period) -> None:
    parts = parted(period.label)
    whole = period.kind in {PeriodKind.YEAR, PeriodKind.CALENDAR}
    assert parts is None if whole else parts is not None and " ".join(parts) == period.label
