"""Cells and targets as councils write them."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabinetpaper.written import (
    AimKind,
    Missing,
    Scanner,
    figures_in,
    fraction_in,
    numbers_in,
    parse_aim,
    parse_aims,
    parse_cell,
    plain_number,
    stands_in,
)


@pytest.mark.parametrize(
    ("text", "value", "also"),
    [
        ("1,665", "1665", {}),
        ("7.20", "7.20", {"decimals": 2}),
        ("24% (79/334)", "24", {"mark": "%", "numerator": Decimal(79), "denominator": Decimal(334)}),
        ("80% *Prov (2014)", "80", {"mark": "%", "provisional": True, "note": "2014"}),
        ("66.4% (amended from 68.9%)", "66.4", {"revised_from": "68.9%", "note": ""}),
        ("7th out of 152", "7", {"rank": True, "size": Decimal(152)}),
        ("132nd", "132", {"rank": True, "size": None}),
        ("3.54 A", "3.54", {"effect": "A"}),
        ("0.20 F", "-0.20", {"effect": "F"}),
        ("-1,084", "-1084", {}),
        ("(1,084)", "-1084", {}),
        ("nearly 37%", "37", {"qualifier": "nearly", "mark": "%"}),
        ("circa 89.4", "89.4", {"qualifier": "circa"}),
        ("<17K", "17000", {"qualifier": "<"}),
        ("£25 million", "25000000", {"mark": "£"}),
        ("645 (3-year average)", "645", {"note": "3-year average"}),
        ("6 (2013/14)", "6", {"note": "2013/14", "numerator": None}),
        ("6 young people subject to MAPPA", "6", {"note": "young people subject to MAPPA"}),
        ("21 weeks (average for ongoing cases)", "21", {"mark": "weeks", "note": "average for ongoing cases"}),
        ("0", "0", {"missing": None}),
        ("0.0%", "0.0", {"missing": None, "decimals": 1}),
    ],
)
def test_a_number_keeps_everything_that_stands_round_it(text: str, value: str, also: dict[str, object]) -> None:
    cell = parse_cell(text)
    assert cell.text == text
    assert cell.value == Decimal(value)
    assert {name: getattr(cell, name) for name in also} == also


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("N/A", Missing.NOT_APPLICABLE),
        ("n/a Yearly", Missing.NOT_APPLICABLE),
        ("-", Missing.NOT_APPLICABLE),
        ("TBC", Missing.AWAITED),
        ("Not yet published", Missing.AWAITED),
        ("Pending data accuracy work", Missing.PENDING),
        ("New - not yet collected", Missing.NEW),
        ("n/a New measure", Missing.NEW),
        ("Only available as a snapshot - not collected at the time", Missing.NOT_COLLECTED),
        ("No comparator", Missing.NO_COMPARATOR),
        ("[c]", Missing.SUPPRESSED),
        ("*", Missing.SUPPRESSED),
        ("", Missing.UNSTATED),
        ("No standard method of counting", Missing.UNSTATED),
        ("12x", Missing.UNSTATED),
    ],
)
def test_a_cell_without_a_value_says_why(text: str, state: Missing) -> None:
    cell = parse_cell(text)
    assert (cell.value, cell.missing, cell.text) == (None, state, text)


@pytest.mark.parametrize(
    ("text", "kind", "operator", "value"),
    [
        ("90%", AimKind.VALUE, "", "90"),
        ("<10%", AimKind.VALUE, "<", "10"),
        ("<17K", AimKind.VALUE, "<", "17000"),
        (">70%", AimKind.VALUE, ">", "70"),
        ("fewer than 50", AimKind.VALUE, "<", "50"),
        ("at least 12", AimKind.VALUE, ">=", "12"),
        ("5% or above", AimKind.VALUE, ">=", "5"),
        ("37 or fewer", AimKind.VALUE, "<=", "37"),
        ("3 days", AimKind.VALUE, "", "3"),
        ("additional 100", AimKind.CHANGE, ">=", "100"),
        ("10% reduction from March 2024", AimKind.CHANGE, "<=", "-10"),
        ("between 40 and 60", AimKind.RANGE, "", "40"),
    ],
)
def test_a_target_means_what_it_says(text: str, kind: AimKind, operator: str, value: str) -> None:
    aim = parse_aim(text)
    assert (aim.kind, aim.operator, aim.value, aim.text) == (kind, operator, Decimal(value), text)


@pytest.mark.parametrize(
    "text",
    [
        "top quartile",
        "above England average",
        "a national target",
        "the best amongst our comparator areas",
        "statistical neighbours",
    ],
)
def test_a_target_may_be_somebody_elses_figure(text: str) -> None:
    assert parse_aim(text).kind is AimKind.COMPARATOR


def test_one_cell_may_hold_two_targets_with_two_dates() -> None:
    assert [(aim.value, aim.by) for aim in parse_aims("86.6 by March 2025; 72 by March 2026")] == [
        (Decimal("86.6"), "March 2025"),
        (Decimal(72), "March 2026"),
    ]


def test_a_text_that_is_no_target_is_refused_with_the_forms() -> None:
    with pytest.raises(ValueError, match="“banana” is not a target; write a number"):
        parse_aim("banana")


numbers = st.decimals(min_value=0, max_value=10**7, places=2, allow_nan=False, allow_infinity=False)


@given(numbers, st.sampled_from(["", "%"]), st.sampled_from(["", "nearly ", "circa ", "over ", "<"]))
def test_whatever_is_printed_is_read_back(number: Decimal, mark: str, qualifier: str) -> None:
    cell = parse_cell(f"{qualifier}{number:,f}{mark}")
    assert (cell.value, cell.decimals, cell.mark, cell.qualifier) == (number, 2, mark, qualifier.strip())


@given(numbers, st.sampled_from(["", "<", ">", "<=", ">="]), st.sampled_from(["", "%"]))
def test_whatever_target_is_printed_is_read_back(number: Decimal, operator: str, mark: str) -> None:
    aim = parse_aim(f"{operator}{number:,f}{mark}")
    assert (aim.value, aim.operator, aim.mark) == (number, operator, mark)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader_of_cells(text: str) -> None:
    cell = parse_cell(text)
    assert cell.text == text
    assert (cell.value is None) == (cell.missing is not None)


def targets_or_refusal(text: str) -> str:
    try:
        return "read" if parse_aims(text) else "nothing"
    except ValueError as refused:
        return str(refused)


@given(st.text(max_size=40))
def test_a_target_is_read_or_refused(text: str) -> None:
    answer = targets_or_refusal(text)
    assert answer == "read" or any(words in answer for words in ("is not a target", "is not a number", "is a range"))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("£25 million, or 1,665 of 2,000", [("£25", "25"), ("1,665", "1665"), ("2,000", "2000")]),
        ("fell by −1.5 to 27%", [("−1.5", "-1.5"), ("27%", "27")]),
        ("KS4, v1.2 and word5", []),
    ],
)
def test_numbers_of_a_sentence_come_as_written(text: str, numbers: list[tuple[str, str]]) -> None:
    assert [(number.text, str(number.printed)) for number in numbers_in(text)] == numbers


def test_numbers_inside_words_come_when_they_are_asked_for() -> None:
    assert [number.text for number in numbers_in("KS4 and word5", in_words=True)] == ["4", "5"]


def test_a_scanner_says_how_far_it_came() -> None:
    scan = Scanner("£25 million left")
    number = scan.number()
    assert number is not None
    assert (number.text, number.value, number.mark, scan.rest, scan.done) == (
        "£25 million",
        Decimal(25_000_000),
        "£",
        " left",
        False,
    )
    assert (Scanner("96,1").number(), Scanner("(5").number()) == (None, None)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("24% (79/334)", ("79", "334")),
        ("of the (1,204 out of 2,000) seen", ("1204", "2000")),
        ("6 (2013/14)", None),
        ("(5 to 6)", None),
    ],
)
def test_a_fraction_stands_in_brackets(text: str, parts: tuple[str, str] | None) -> None:
    found = fraction_in(text)
    assert (found and (str(found.part), str(found.whole))) == parts


@pytest.mark.parametrize(
    "piece", ["1", "1,", "(1", "(1/", "£", "- ", "within 1 ", "1 and ", "[", "a@", "1 Jan ", "Q1 "]
)
def test_reading_is_linear_whatever_stands_in_the_text(piece: str) -> None:
    def seconds(times: int) -> float:
        text = piece * times
        began = time.process_time()
        parse_cell(text)
        targets_or_refusal(text)
        list(figures_in(text))
        fraction_in(text)
        plain_number(text)
        return time.process_time() - began

    seconds(100)
    assert seconds(20_000) < 1


@pytest.mark.parametrize(
    ("figure", "text", "stands"),
    [
        ("8", "from 8 to 9", True),
        ("8", "it was 8.", True),
        ("8", "18 of 81, 8.5, 8,000 and 8%", False),
        ("8%", "18% or 8%", True),
        ("24% (79/334)", "was 24% (79/334)", True),
        ("", "anything", False),
    ],
)
def test_a_figure_stands_in_words_whole_or_not_at_all(figure: str, text: str, stands: bool) -> None:
    assert stands_in(figure, text) is stands
