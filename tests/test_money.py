"""Money in files: lines are read as finance writes them, and what does not add up is told."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from cabinetpaper.compose import Details, Template, TemplateSection, compose
from cabinetpaper.compose.options import TableOptions
from cabinetpaper.paper import Edition, Paragraph, SectionKind, Table, Text, outline, printed
from cabinetpaper.period import Period
from cabinetpaper.scorecard import facts
from cabinetpaper.settings import Settings
from cabinetpaper.sources import Sourced, read_scorecard

BUDGET = "id,service,budget,forecast,variance,previous_variance,movement,indicator,total\n"
CARE = "care,Care,45.14,48.68,3.54 A,3.25 A,0.30 A,Red,\nhomes,Homes,8.80,8.60,0.20 F,0.15 F,0.05 F,Green,\n"
SAVINGS = "table,id,description,kind,year,value,delivery\n"
REVIEWS = 'new,reviews,Reviews,row,2023/24,-100,"up to 25% at risk, with plans for the rest"\n'


def read(budget: str = "", savings: str = "") -> Sourced:
    files = {
        "data/measures.csv": b"id,name,directorate,unit,polarity\n",
        "data/observations.csv": b"measure,period,value\n",
    }
    files |= {"data/budget.csv": (BUDGET + budget).encode()} if budget else {}
    files |= {"data/savings.csv": (SAVINGS + savings).encode()} if savings else {}
    return read_scorecard(files, Settings(), Period.parse("Sep 2023"), date(2023, 9, 30))


def codes(sourced: Sourced) -> list[str]:
    return [one.code for one in sourced.findings if one.code != "DATA-NO-ROWS"]


def made(sourced: Sourced, *blocks: str, tables: tuple[TableOptions, ...] = ()) -> Edition:
    section = TemplateSection("finance", SectionKind.DETAIL, "Finance", blocks=blocks)
    details = Details("update", "Update", "Sep 2023", date(2023, 9, 30))
    return compose(details, Template("Test", (section,), tables=tables), sourced.scorecard, (), Settings())


def lines(sourced: Sourced, *blocks: str) -> list[str]:
    edition = made(sourced, *blocks)
    assert not blocks or edition.findings or any(isinstance(block, Table) for block in edition.paper.sections[0].blocks)
    return [line.text for line in outline(edition.paper)] + [one.code for one in edition.findings]


def test_a_line_of_the_budget_is_printed_as_finance_writes_it() -> None:
    sourced = read(CARE)
    assert codes(sourced) == []
    told = lines(sourced, "budget-table")
    start = told.index("Care")
    assert told[start : start + 8] == [
        "Care",
        "45.14",
        "48.68",
        "3.54 A",
        "3.25 A",
        "0.30 A",
        "■\N{NO-BREAK SPACE}Red",
        "↓ Deteriorating",
    ]
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
    assert "Total" in told


def test_a_subtotal_of_savings_that_is_wrong_is_told() -> None:
    assert codes(read(savings=REVIEWS + "new,all,All,total,2023/24,-200,\n")) == ["MONEY-SUM"]


def test_an_unknown_table_of_money_is_an_error_that_lists_those_there_are() -> None:
    assert "MONEY-TABLE" in lines(read(savings=REVIEWS), "savings-table:old")
    assert "MONEY-TABLE" in lines(read(), "budget-table")


PAGE = (Path(__file__).parent.parent / "docs" / "tables.md").read_text(encoding="utf-8")
EXAMPLE = PAGE.split("```csv\n", 1)[1].split("```", 1)[0]
"""The savings of the fictional council that the page on tables shows."""


def by_delivery(savings: str, **headings: str) -> tuple[Edition, Table]:
    files = {
        "data/measures.csv": b"id,name,directorate,unit,polarity\n",
        "data/observations.csv": b"measure,period,value\n",
    }
    sourced = read_scorecard(
        {**files, "data/savings.csv": savings.encode()}, Settings(), Period.parse("Sep 2024"), date(2024, 9, 30)
    )
    assert codes(sourced) == []
    edition = made(
        sourced, "savings-table:approved", tables=(TableOptions("approved", by_delivery=True, headings=headings),)
    )
    table = edition.paper.sections[0].blocks[0]
    assert isinstance(table, Table)
    return edition, table


def rows(table: Table) -> list[list[str]]:
    return [[printed(cell.blocks[0].inlines, {}) for cell in row.cells] for row in table.rows]


def test_the_money_stands_in_the_column_of_its_state_as_the_page_on_tables_shows() -> None:
    shown = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in re.findall(r"^\| (?:Saving|A\d|B\d|Budget|All) ?.*$", PAGE, re.MULTILINE)
    ]
    headings = dict(re.findall(r'(\w+) = "([^"]+)"', PAGE.split("by_delivery = true\n", 1)[1].split("```", 1)[0]))
    edition, table = by_delivery(EXAMPLE, **headings)
    assert [[column.heading for column in table.columns], *rows(table)] == [row for row in shown if len(row) == 7]
    note = edition.paper.sections[0].blocks[1]
    assert isinstance(note, Paragraph)
    assert note.inlines == (Text("On the right the saving of 2024/25 stands in the column of its state."),)


def test_no_cell_of_a_state_is_empty_and_each_is_a_fact_with_its_sum() -> None:
    edition, table = by_delivery(EXAMPLE)
    assert [column.heading for column in table.columns[3:]] == [
        "Full saving to be achieved",
        "Up to 25% at risk, with plans for the rest",
        "More than 25% at risk",
        "Not achieved",
    ]
    assert all(cell for row in rows(table) for cell in row)
    whole = edition.facts["savings.whole.delivery.large_risk"]
    assert (whole.text, whole.sum, whole.parts) == ("−150", "−150", ("savings.contracts.delivery.large_risk",))
    assert edition.facts["savings.this_year.delivery.full"].value == -120
    assert edition.facts["savings.this_year.delivery.lost"].text == "0"


def test_a_saving_whose_state_is_not_stated_has_a_column_of_its_own() -> None:
    _, table = by_delivery(EXAMPLE.replace("not achieved", ""))
    assert table.columns[-1].heading == "Not stated"
    assert [row[-1] for row in rows(table)] == ["0", "0", "0", "0", "−60", "−60", "−60"]


def test_where_no_state_is_known_the_table_says_so_in_words() -> None:
    bare = re.sub(r',(?:full|"up|more|not)[^\n]*', ",", EXAMPLE)
    edition, table = by_delivery(bare)
    assert [column.heading for column in table.columns] == ["Saving", "Approved", "2024/25", "Delivery in 2024/25"]
    assert {row[-1] for row in rows(table)} == {"Not stated", "Subtotal", "Total"}
    assert not [key for key in edition.facts if ".delivery." in key]
