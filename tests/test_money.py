"""Money in files: lines are read as finance writes them, and what does not add up is told."""

from __future__ import annotations

from datetime import date

from cabinetpaper.compose import Details, Template, TemplateSection, compose
from cabinetpaper.paper import SectionKind, Table, outline
from cabinetpaper.period import Period
from cabinetpaper.scorecard import facts
from cabinetpaper.settings import Settings
from cabinetpaper.sources import Sourced, read_scorecard

BUDGET = "id,service,budget,forecast,variance,previous_variance,movement,indicator,total\n"
CARE = "care,Care,45.14,48.68,3.54 A,3.25 A,0.30 A,Red,\nhomes,Homes,8.80,8.60,0.20 F,0.15 F,0.05 F,Green,\n"
SAVINGS = "table,id,description,kind,year,value,delivery\n"
REVIEWS = 'new,reviews,Reviews,row,2023/24,-100,"up to 25% at risk, with plans for the rest"\n'


def read(budget: str = "", savings: str = "") -> Sourced:
    files = {"data/measures.csv": b"id,name,directorate,unit,polarity\n", "data/observations.csv": b"measure,period,value\n"}
    files |= {"data/budget.csv": (BUDGET + budget).encode()} if budget else {}
    files |= {"data/savings.csv": (SAVINGS + savings).encode()} if savings else {}
    return read_scorecard(files, Settings(), Period.parse("Sep 2023"), date(2023, 9, 30))


def codes(sourced: Sourced) -> list[str]:
    return [one.code for one in sourced.findings if one.code != "DATA-NO-ROWS"]


def lines(sourced: Sourced, *blocks: str) -> list[str]:
    section = TemplateSection("finance", SectionKind.DETAIL, "Finance", blocks=blocks)
    details = Details("update", "Update", "Sep 2023", date(2023, 9, 30))
    edition = compose(details, Template("Test", (section,)), sourced.scorecard, (), Settings())
    assert not blocks or edition.findings or any(isinstance(block, Table) for block in edition.paper.sections[0].blocks)
    return [line.text for line in outline(edition.paper)] + [one.code for one in edition.findings]


def test_a_line_of_the_budget_is_printed_as_finance_writes_it() -> None:
    sourced = read(CARE)
    assert codes(sourced) == []
    told = lines(sourced, "budget-table")
    start = told.index("Care")
    assert told[start : start + 8] == ["Care", "45.14", "48.68", "3.54 A", "3.25 A", "0.30 A", "■\N{NO-BREAK SPACE}Red", "↓ Deteriorating"]
    assert "↑ Improving" in told[start + 8 :]


def test_every_figure_of_money_is_a_fact_with_its_row() -> None:
    found = facts(read(CARE, REVIEWS).scorecard)
    assert found["budget.homes.variance"].text == "0.20 F"
    assert found["budget.homes.variance"].sources[0].line == 3
    assert found["savings.reviews.2023_24"].text == "\N{MINUS SIGN}100"


def test_a_variance_without_its_letter_is_told() -> None:
    assert codes(read("care,Care,45.14,48.68,3.54,,,Red,\n")) == ["MONEY-VARIANCE"]


def test_a_total_that_does_not_come_out_is_told_and_printed_as_stated() -> None:
    sourced = read(CARE + "total,Total,53.94,60.00,6.06 A,3.10 A,0.25 A,Red,yes\n")
    assert set(codes(sourced)) == {"MONEY-SUM"}
    assert "60.00" in lines(sourced, "budget-table")


def test_a_saving_says_in_words_how_sure_it_is() -> None:
    sourced = read(savings=REVIEWS + "new,all,All,total,2023/24,-100,\n")
    assert codes(sourced) == []
    told = lines(sourced, "savings-table:new")
    assert "▲\N{NO-BREAK SPACE}Amber Up to 25% at risk, with plans for the rest" in told
    assert "Sum" in told


def test_a_subtotal_of_savings_that_is_wrong_is_told() -> None:
    assert codes(read(savings=REVIEWS + "new,all,All,total,2023/24,-200,\n")) == ["MONEY-SUM"]


def test_an_unknown_table_of_money_is_an_error_that_lists_those_there_are() -> None:
    assert "MONEY-TABLE" in lines(read(savings=REVIEWS), "savings-table:old")
    assert "MONEY-TABLE" in lines(read(), "budget-table")
