"""The sample workspace: Southampton's figures are all there, nothing is invented, and the paper stands whole."""

from __future__ import annotations

import csv
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

import pytest

from cabinetpaper.fact import Fact
from cabinetpaper.finding import Severity
from cabinetpaper.paper import (
    Cell,
    Chart,
    Edition,
    Figure,
    Gap,
    Heading,
    Paragraph,
    Recommendations,
    Role,
    SectionKind,
    Table,
    block_id,
    numbers,
    outline,
)
from cabinetpaper.workspace import open_workspace

ROOT = Path(__file__).parent.parent
HERE = Path(__file__).parent / "data"
PAPER = "2024-25-q1-cabinet"


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def edition() -> Edition:
    return open_workspace(ROOT).compose(PAPER)


def source_rows() -> list[dict[str, str]]:
    return read(HERE / "s000_figures.csv")


def plain(text: str) -> str:
    words = {"three": "3"}
    return words.get(text, text).replace(",", "")


def same(fact: Fact, text: str) -> bool:
    try:
        return fact.value == Decimal(plain(text))
    except InvalidOperation:
        return text in fact.text


def test_every_figure_of_the_source_is_a_fact_with_its_line() -> None:
    facts = edition().facts
    for row in source_rows():
        fact = facts[row["fact"]]
        if row["value"]:
            assert same(fact, row["value"]), row
        else:
            assert fact.missing, row
            assert fact.text == "No figure stated"
    assert sum(bool(row["value"]) for row in source_rows()) == 63 + 3  # the three stand inside other figures' sentences


def test_every_target_comparator_and_earlier_figure_of_the_source_is_a_fact() -> None:
    facts = edition().facts
    for row in source_rows():
        stem = row["fact"].split(".")[0]
        for column in ("target", "comparator_value", "previous_value"):
            for text in filter(None, row[column].split(";")):
                assert any(same(fact, text) for key, fact in facts.items() if key.startswith(f"{stem}.")), (row, column)


def test_the_counts_that_the_council_stated_are_loose_figures() -> None:
    facts = edition().facts
    for row in read(HERE / "s000_counts.csv"):
        key = f"figure.stated.{row['group']}"
        of = facts.get(f"{key}.rated") or facts[f"{key}.total"]
        assert same(of, row["rated_of"])
        for name in ("green", "amber", "red", "improving", "worsening", "unchanged"):
            if row[name]:
                assert same(facts[f"{key}.{name}"], row[name]), (row, name)


@pytest.mark.parametrize("name", ["observations", "targets", "comparators", "figures"])
def test_every_value_of_the_data_stands_in_the_source_at_the_line_that_it_names(name: str) -> None:
    lines: dict[str, set[str]] = {}
    for row in [*source_rows(), *read(HERE / "s000_counts.csv")]:
        texts = [
            value
            for column, cell in row.items()
            if column not in {"line", "section", "fact", "group", "period"}
            for value in cell.split(";")
        ]
        lines.setdefault(row["line"], set()).update(plain(text) for text in texts if text)
    lines["385"] |= {"15"}  # 13 rated of 15 in all
    lines["505"] |= {"18"}  # 16 with a target of 18 in all
    lines["271"] |= {"37"}
    for row in read(ROOT / "data" / f"{name}.csv"):
        value = row["target" if name == "targets" else "value"]
        document, _, line = row["source"].rpartition(", line ")
        assert document == "Cabinet performance report Q1 2024/25"
        if value:
            assert plain(value) in lines[line], row
        else:
            assert row["reason"], row


def test_the_sample_composes_without_an_error() -> None:
    assert [str(finding) for finding in edition().findings if finding.severity is Severity.ERROR] == []
    assert edition().drafted == ()


def test_sections_stand_in_the_order_of_the_committee_form() -> None:
    assert [section.kind for section in edition().paper.sections] == [
        SectionKind.FRONT,
        SectionKind.CONFIDENTIALITY,
        SectionKind.SUMMARY,
        SectionKind.RECOMMENDATIONS,
        SectionKind.REASONS,
        SectionKind.OPTIONS,
        SectionKind.DETAIL,
        SectionKind.RESOURCE,
        SectionKind.LEGAL,
        SectionKind.RISK,
        SectionKind.POLICY,
        SectionKind.KEY_DECISION,
        SectionKind.WARDS,
        SectionKind.DOCUMENTS,
        SectionKind.APPENDIX,
    ]


def test_paragraph_numbers_run_through_the_paper_and_each_directorate_has_one() -> None:
    paper = edition().paper
    number = numbers(paper)
    counted = [
        number[b.id] for s in paper.sections for b in s.blocks if isinstance(b, Paragraph | Heading) and b.numbered
    ]
    assert counted == [str(n) for n in range(1, len(counted) + 1)]
    directorates = [one.name for one in open_workspace(ROOT).settings.directorates]
    headings = [line.text for line in outline(paper) if line.kind == "heading 2" and line.number]
    assert [text for text in headings if text in directorates] == directorates
    assert len(directorates) == 7


def test_a_recommendation_cites_the_paragraph_of_the_glance() -> None:
    paper = edition().paper
    glance = numbers(paper)["glance"]
    recommendations = [line.text for line in outline(paper) if line.kind == "recommendation"]
    assert len(recommendations) == 2
    assert f"paragraph {glance} " in recommendations[1]


def test_each_red_measure_stands_in_the_glance_with_target_direction_and_action() -> None:
    reds = next(
        b
        for s in edition().paper.sections
        for b in s.blocks
        if isinstance(b, Table) and b.id == block_id("glance", "reds")
    )
    assert [column.heading for column in reds.columns] == [
        "Measure",
        "Latest",
        "Target",
        "Direction",
        "Action",
        "Owner",
        "Due",
    ]
    facts = edition().facts
    assert (
        len(reds.rows)
        == sum(fact.text == "Red" for key, fact in facts.items() if key.endswith(".rating") and ".year_end" not in key)
        == 7
    )
    for row in reds.rows:
        action, owner, due = row.cells[4:]
        assert not any(isinstance(one, Gap) for one in inlines(action))
        assert [type(one) for cell in (owner, due) for one in inlines(cell)] == [Gap, Gap]  # the source names neither


def inlines(cell: Cell) -> list[object]:
    return [one for block in cell.blocks for one in block.inlines]


def test_no_cell_of_any_table_is_empty_and_every_chart_has_words_and_data() -> None:
    paper = edition().paper
    tables = {block.id: block for section in paper.sections for block in section.blocks if isinstance(block, Table)}
    for line in outline(paper):
        if line.kind in {"cell", "row heading", "header", "caption", "figure"}:
            assert line.text.strip(), line
    for section in paper.sections:
        for block in section.blocks:
            if isinstance(block, Chart):
                data = tables[block_id(block.id, "data")]
                points = {point.text for one in block.series for point in one.points}
                assert points <= {
                    one.text
                    for row in data.rows
                    for cell in row.cells
                    for one in inlines(cell)
                    if isinstance(one, Figure)
                }


def test_the_one_directorate_without_figures_says_so_and_prints_no_table() -> None:
    lines = [line for line in outline(edition().paper) if line.block.startswith("growth_prosperity")]
    assert any("hold no figure" in line.text for line in lines)
    assert not any(line.kind == "caption" for line in lines)


def test_stated_counts_and_our_own_are_never_in_one_paragraph() -> None:
    for section in edition().paper.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                keys = [one.key for one in block.inlines if isinstance(one, Figure)]
                assert not (any(key.startswith("tally.") for key in keys) and any(".stated." in key for key in keys)), (
                    block.id
                )


def test_every_action_hangs_on_a_measure_and_no_officer_is_invented() -> None:
    assert len(edition().actions) > 7
    assert {(action.owner, action.due, action.status) for action in edition().actions} == {("", "", "")}
    actions = [
        b for s in edition().paper.sections for b in s.blocks if isinstance(b, Paragraph) and b.role is Role.ACTION
    ]
    assert len(actions) == 14


def test_no_block_of_the_sample_shares_its_id_with_another() -> None:
    seen: list[str] = []
    for section in edition().paper.sections:
        seen.append(section.id)
        for block in section.blocks:
            seen.append(block.id)
            if isinstance(block, Table):
                seen += [row.id for row in block.rows]
                seen += [b.id for row in block.rows for cell in row.cells for b in cell.blocks if b.id]
            elif isinstance(block, Recommendations):
                seen += [item.id for item in block.items]
    assert len(seen) == len(set(seen))


def test_every_figure_of_the_source_is_printed_in_the_paper() -> None:
    printed = {
        one.key
        for section in edition().paper.sections
        for block in section.blocks
        for one in getattr(block, "inlines", ())
        if isinstance(one, Figure)
    }
    tables = [block for section in edition().paper.sections for block in section.blocks if isinstance(block, Table)]
    printed |= {
        one.key
        for table in tables
        for row in table.rows
        for cell in row.cells
        for one in inlines(cell)
        if isinstance(one, Figure)
    }
    printed |= {
        part for key in printed if key.endswith(".year_end") for part in edition().facts[key].parts
    }  # the forecast that is printed as it was stated
    assert {row["fact"] for row in source_rows()} - printed == set()


def test_year_ends_are_printed_as_the_council_states_them_with_what_is_ours_beside() -> None:
    facts = edition().facts
    assert [facts[f"{name}.year_end"].text for name in ("cic_rate", "admissions_65", "admissions_18_64")] == [
        "circa 89.4",
        "496",
        "19.04",
    ]
    assert [facts[f"{name}.year_end.own"].text for name in ("cic_rate", "admissions_65", "admissions_18_64")] == [
        "89.5",
        "496.4",
        "19.04",
    ]
    assert [facts[f"{name}.year_end.rating"].text for name in ("cic_rate", "admissions_65", "admissions_18_64")] == [
        "Amber",
        "Green",
        "Red",
    ]
    assert facts["council_tax.year_end"].missing
    told = [line.text for line in outline(edition().paper) if line.text.startswith("Year end.")]
    assert any(
        "As the council forecasts: Children in care (our projection, from the change since the start of the year, "
        "gives 89.5)." in line
        for line in told
    )
    assert any(
        "Not projected, because last year’s figure" in line and "Council Tax collected." in line for line in told
    )
