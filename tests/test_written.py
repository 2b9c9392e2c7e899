"""Cells and targets as councils write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabinetpaper.written import AimKind, Missing, parse_aim, parse_aims, parse_cell


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
    ("text", "agrees"),
    [("24% (79/334)", True), ("95% (584/618)", False), ("45% (115/252)", False), ("50% (1/2)", True), ("5%", True)],
)
def test_a_percentage_is_held_against_its_fraction(text: str, agrees: bool) -> None:
    assert parse_cell(text).agrees_with_fraction is agrees


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
