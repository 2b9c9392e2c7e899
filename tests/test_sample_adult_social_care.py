"""The sample's update on adult social care: every figure of performance and finance is printed, from the data, and the
paper stands whole.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from as_written import printed_figures, records
from cabinetpaper.finding import Severity
from cabinetpaper.paper import Cell, Chart, Edition, Gap, Rating, Table, block_id, inline_text, outline
from cabinetpaper.workspace import open_workspace

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data" / "adult-social-care"
PAPER = "2023-24-m6-adult-social-care"
SOURCE = "Adult social care performance and finance update 2023"
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


def table(start: str) -> Table:
    blocks = (block for section in edition().paper.sections for block in section.blocks)
    return next(
        block
        for block in blocks
        if isinstance(block, Table) and start in "".join(inline_text(one, {}) for one in block.caption)
    )


def words(cell: Cell) -> str:
    return (
        "".join(inline_text(one, {}) for block in cell.blocks for one in block.inlines)
        .replace("\N{MINUS SIGN}", "-")
        .replace(",", "")
    )


def test_the_paper_composes_without_an_error_and_leaves_nothing_open() -> None:
    assert [str(one) for one in edition().findings if one.severity is Severity.ERROR] == []
    assert edition().drafted == ()
    assert not any(
        isinstance(one, Gap)
        for section in edition().paper.sections
        for block in section.blocks
        for one in getattr(block, "inlines", ())
    )


def bare(text: str) -> str:
    """Return the number in a printed figure: `4th`, `107 days`, `over 250` and `4,636` without what goes with them."""
    return "".join(character for character in text if character.isdigit() or character == ".")


@pytest.mark.parametrize(
    "row",
    records("s002_figures"),
    ids=lambda row: f"{row['line']} {row['measure']} {row['comparator'] or row['period']}",
)
def test_every_figure_that_the_source_states_is_printed_from_its_line(row: dict[str, str]) -> None:
    here = {own["id"] for own in rows("figures") if own["source"].endswith(f", line {row['line']}")}
    measures = {
        own["measure"] for name in FILES[:3] for own in rows(name) if own["source"].endswith(f", line {row['line']}")
    }
    shown = {
        bare(text)
        for key, text in printed().items()
        if key.removeprefix("figure.") in here or key.split(".")[0] in measures
    }
    assert row["value"] in shown


@pytest.mark.parametrize("name", FILES)
def test_every_value_of_the_data_is_stated_on_the_line_that_it_names(name: str) -> None:
    lines: dict[str, set[str]] = {}
    for row in records("s002_figures"):
        lines.setdefault(row["line"], set()).add(row["value"])
    for row in rows(name):
        document, _, line = row["source"].rpartition(", line ")
        assert document == SOURCE
        value = row["target" if name == "targets" else "value"]
        assert value in lines[line] if value else row["reason"]


def test_the_approved_savings_stand_as_printed_with_subtotals_and_the_total_over_both_blocks() -> None:
    shown = [tuple(words(cell) for cell in row.cells) for row in table("Savings approved at budget setting").rows]
    stated = records("s002_savings_1")
    assert len(shown) == len(stated) == 9
    for row, own in zip(shown, stated, strict=True):
        assert row[0] == (f"{own['ref']}: " if own["ref"] else "") + own["description"]
        assert row[3:7] == tuple(own[f"y{year}"] for year in ("2023_24", "2024_25", "2025_26", "2026_27"))
        assert row[7] == ("Not stated" if own["kind"] == "row" else own["kind"].capitalize())


def test_the_additional_savings_carry_their_letter_and_the_word_that_it_stands_for() -> None:
    rows_ = table("Additional savings").rows
    for row, own in zip(rows_, records("s002_savings_2"), strict=True):
        shown = [words(cell) for cell in row.cells]
        assert shown[1:4] == [own["y2023_24"], own["y2024_25"], own["y2025_26"]]
        assert shown[4] == ("G ●\N{NO-BREAK SPACE}Green" if own["achievability_rag"] else "Total")


def test_the_budget_stands_as_printed_with_indicator_and_arrow_in_words() -> None:
    for row, own in zip(table("Budget monitoring").rows, records("s002_budget"), strict=True):
        shown = [words(cell) for cell in row.cells]
        assert shown[:6] == [
            own[name]
            for name in ("service_area", "budget", "forecast", "variance_cell", "variance_p5_cell", "movement_cell")
        ]
        assert shown[6].endswith(own["indicator"])
        assert any(isinstance(one, Rating) for block in row.cells[6].blocks for one in block.inlines)
        assert (
            shown[7] == f"{own['movement_arrow']} {own['movement_word']}"
            if own["movement_word"]
            else shown[7] == "– No change"
        )


def test_every_chart_has_its_data_and_no_chart_is_drawn_of_what_the_source_lost() -> None:
    blocks = [block for section in edition().paper.sections for block in section.blocks]
    charts = [block for block in blocks if isinstance(block, Chart)]
    names = ("dols_received_rate", "dols_completed_rate", "dols_months_to_clear", "dols.open", "caa_days")
    assert [chart.id for chart in charts] == [block_id("chart", name) for name in names]
    assert {block_id(chart.id, "data") for chart in charts} <= {block.id for block in blocks}


def test_no_line_of_the_paper_is_empty() -> None:
    assert all(
        line.text.strip()
        for line in outline(edition().paper)
        if line.kind in {"cell", "row heading", "header", "caption", "figure"}
    )
