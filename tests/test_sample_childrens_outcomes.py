"""The sample's monthly outcomes report: every figure that its source states is printed, from the data, and the report
stands whole.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from as_written import printed_figures, records
from cabinetpaper.finding import Severity
from cabinetpaper.paper import Chart, Edition, Figure, Gap, Table, block_id, outline
from cabinetpaper.workspace import open_workspace

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data" / "childrens-outcomes"
PAPER = "2023-12-childrens-outcomes"
SOURCE = "Building for Brilliance monthly outcomes report December 2023"
CHARTED = ("rereferrals", "eh_rate", "cic_rate", "care_applications", "starts.remain", "placements", "grades")
FILES = ("observations", "targets", "comparators", "figures")


@cache
def edition() -> Edition:
    return open_workspace(ROOT).compose(PAPER)


@cache
def printed() -> dict[str, str]:
    return printed_figures(edition())


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_report_composes_without_an_error_and_leaves_nothing_open() -> None:
    assert [str(one) for one in edition().findings if one.severity is Severity.ERROR] == []
    assert edition().drafted == ()
    assert not any(
        isinstance(one, Gap)
        for section in edition().paper.sections
        for block in section.blocks
        for one in getattr(block, "inlines", ())
    )


def on_line(line: str) -> set[str]:
    """Return what the report prints of the figures whose source is that line."""
    facts = edition().facts
    wanted = {f"figure.{row['id']}" for row in rows("figures") if row["source"].endswith(f", line {line}")}
    measures = {row["measure"] for name in FILES[:3] for row in rows(name) if row["source"].endswith(f", line {line}")}
    return {
        text.removesuffix("%").replace(",", "")
        for key, text in printed().items()
        if key in wanted or (key in facts and key.split(".")[0] in measures)
    }


@pytest.mark.parametrize(
    "row",
    records("s004_figures"),
    ids=lambda row: f"{row['line']} {row['measure']} {row['comparator'] or row['period']}",
)
def test_every_figure_that_the_source_states_is_printed_from_its_line(row: dict[str, str]) -> None:
    stated = [text for text in (row["value"], row["previous_value"], row["target"]) if text]
    printed_there = {word for text in on_line(row["line"]) for word in (text, text.lower().removeprefix("a "))}
    assert set(stated) <= printed_there


@pytest.mark.parametrize("name", FILES)
def test_every_value_of_the_data_is_stated_on_the_line_that_it_names(name: str) -> None:
    lines: dict[str, set[str]] = {}
    for row in records("s004_figures"):
        lines.setdefault(row["line"], set()).update({row["value"], row["previous_value"], row["target"]} - {""})
    lines["276"] |= {"22"}
    lines["279"] |= {"14", "45", "36", "5"}
    for row in rows(name):
        document, _, line = row["source"].rpartition(", line ")
        assert document == SOURCE
        value = row["target" if name == "targets" else "value"].removeprefix("a ")
        assert value in lines[line] if value else row["reason"]


def test_a_breakdown_comes_to_its_whole() -> None:
    values = {row["id"]: row["value"] for row in rows("figures")}
    for whole in ("placements", "starts.remain"):
        assert sum(int(value) for key, value in values.items() if key.rpartition(".")[0] == whole) == int(values[whole])
    assert sum(int(value) for key, value in values.items() if key.startswith("grades.")) == 100


def test_each_outcome_opens_on_a_page_of_its_own_and_every_chart_has_its_data() -> None:
    paper = edition().paper
    assert sum(section.divider for section in paper.sections) == 6
    tables = {block.id: block for section in paper.sections for block in section.blocks if isinstance(block, Table)}
    charts = [block for section in paper.sections for block in section.blocks if isinstance(block, Chart)]
    assert [chart.id for chart in charts] == [block_id("chart", name) for name in CHARTED]
    for chart in charts:
        shown = {
            one.text
            for row in tables[block_id(chart.id, "data")].rows
            for cell in row.cells
            for inner in cell.blocks
            for one in inner.inlines
            if isinstance(one, Figure)
        }
        assert {point.text for series in chart.series for point in series.points} <= shown


def test_no_line_of_the_report_is_empty() -> None:
    assert all(
        line.text.strip()
        for line in outline(edition().paper)
        if line.kind in {"cell", "row heading", "header", "caption", "figure"}
    )


def test_the_name_of_a_place_keeps_its_capital_in_a_title() -> None:
    titles = [line.text for line in outline(edition().paper) if line.kind == "caption"]
    assert any("below South East, England, Portsmouth, Isle of Wight and Hampshire" in title for title in titles)
