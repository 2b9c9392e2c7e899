"""The monthly report of the sample: every cell of its seven tables as written, its ratings, its words and its looks."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from functools import cache
from pathlib import Path

import pytest

from cabinetpaper.building import draw_charts
from cabinetpaper.finding import Severity
from cabinetpaper.paper import (
    Cell,
    Chart,
    Contents,
    Edition,
    Figure,
    Paragraph,
    Picture,
    Role,
    SectionKind,
    Table,
    printed,
)
from cabinetpaper.workspace import Cache, open_workspace
from cabinetpaper.writers.docx import write_docx

ROOT = Path(__file__).parent.parent
PAPER = "2023-02-childrens-kpi"
MONTHS = ("2022-06", "2022-07", "2022-08", "2022-09", "2022-10", "2022-11", "2022-12", "2023-01", "2023-02")
COMPARATORS = ("southampton_21_22", "statistical_neighbours", "south_east", "england")
# worked by hand: the fraction or the whole number of February against the target, amber within a tenth of the target
RATED = {
    "rereferrals_12m_pct": "Amber",  # 81/330 = 24.5 against 23
    "cf_assess_45wd_pct": "Amber",  # 264/316 = 83.5 against 90
    "cp_visit_10wd_pct": "Amber",  # 279/301 = 92.7 against 95
    "cp_visit_4w_pct": "Amber",  # 294/301 = 97.7 against 100
    "cla_visit_stat_pct": "Red",  # 431/545 = 79.1 against 90, where 81 is the least for amber
    "superv_all_pct": "Amber",  # 1846/2308 = 79.98 against 80
    "superv_cin_pct": "Green",  # 486/538 = 90.3 against 90
    "superv_cpp_pct": "Green",  # 290/301 = 96.3 against 95
    "superv_cla_pct": "Amber",  # 466/545 = 85.504 against 95, where 85.5 is the least for amber
    "superv_cl_pct": "Amber",  # 239/279 = 85.7 against 90
    "cla_n": "Amber",  # 545 against 540
    "cpp_n": "Green",  # 301 against 406
    "cla_rate_10k": "Amber",  # 110 against 100
    "uasc_n": "Amber",  # 37 against <37
    "cla_review_pct": "Green",  # 530/545 = 97.2 against 95
    "cla_health_12m_pct": "Red",  # 351/421 = 83.4 against 93, where 83.7 is the least for amber
    "iha_20wd_pct": "Red",  # 1/20 against 90
    "cla_3plus_pct": "Red",  # 82/545 = 15.0 against <10
    "cla_ifa_pct": "Green",  # 158/545 = 29.0 against <36
}


def source_rows() -> list[dict[str, str]]:
    with (Path(__file__).parent / "data" / "s001_tables.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def edition() -> Edition:
    return open_workspace(ROOT).compose(PAPER)


def words(cell: Cell) -> str:
    return " ".join(printed(block.inlines, {}) for block in cell.blocks)


def tables() -> list[Table]:
    return [
        block
        for section in edition().paper.sections
        for block in section.blocks
        if isinstance(block, Table) and len(block.columns) == 16
    ]


def test_the_report_composes_without_an_error() -> None:
    assert [str(finding) for finding in edition().findings if finding.severity is Severity.ERROR] == []
    assert edition().drafted == ()


def test_every_cell_of_the_seven_tables_stands_as_written() -> None:
    assert len(tables()) == 7
    for number, table in enumerate(tables(), 1):
        rows = [row for row in source_rows() if row["table"] == str(number)]
        assert len(table.rows) == len(rows)
        for printed_row, row in zip(table.rows, rows, strict=True):
            cells = [words(cell) for cell in printed_row.cells]
            assert cells[0] == row["title"]
            assert cells[1:10] == [row[month] for month in MONTHS], row
            assert cells[10] == row["target"]
            assert cells[12:] == [row[name] for name in COMPARATORS], row


def test_the_columns_are_indicator_nine_months_target_rating_and_four_comparators() -> None:
    for table in tables():
        assert table.wide
        headings = [column.heading for column in table.columns]
        assert headings[0] == "Indicator"
        assert headings[1:10] == [
            "Jun 2022",
            "Jul 2022",
            "Aug 2022",
            "Sep 2022",
            "Oct 2022",
            "Nov 2022",
            "Dec 2022",
            "Jan 2023",
            "Feb 2023",
        ]
        assert headings[10:] == [
            "Target",
            "RAG",
            "Southampton 21/22",
            "Statistical Neighbours",
            "South East",
            "England",
        ]


def test_each_measure_is_rated_by_its_exact_figure_and_none_without_a_target_of_its_own_period() -> None:
    facts = edition().facts
    found = {row["measure"]: facts[f"{row['measure']}.rating"].text for row in source_rows()}
    assert {name: rating for name, rating in found.items() if rating != "Not rated"} == RATED
    assert len(found) == 30
    unrated = {row["measure"] for row in source_rows() if row["target"] in {"N/A", "TBC"}}
    assert set(found) - set(RATED) == unrated | {"contacts"}  # under 17,000 contacts is for a year


def test_a_measure_in_two_tables_has_one_source() -> None:
    twice = [row["measure"] for row in source_rows() if int(row["table"]) > 1]
    shown = [row["measure"] for row in source_rows()]
    repeated = {name for name in shown if shown.count(name) == 2}
    assert len(repeated) == 6
    assert repeated <= set(twice)
    keys = [
        [inline.key for inline in row.cells[9].blocks[0].inlines if isinstance(inline, Figure)]
        for table in tables()
        for row in table.rows
    ]
    for name in repeated:
        assert keys.count([f"{name}.at.feb_2023"]) == 2
        assert len(edition().facts[f"{name}.at.feb_2023"].sources) == 1


def test_every_figure_knows_its_cell_and_the_line_of_the_report() -> None:
    for row in source_rows():
        place = edition().facts[f"{row['measure']}.value"].sources[0]
        assert (place.file, bool(place.sheet), bool(place.cell)) == (
            "data/childrens-kpi/childrens-kpi.xlsx",
            True,
            True,
        )
        assert re.fullmatch(
            rf"Children and Learning Service Performance Report, March 2023, lines? (\d+ and )?{row['line']}( and "
            r"\d+)?",
            place.detail,
        )


def test_audits_and_the_second_source_are_printed_as_stated() -> None:
    facts = edition().facts
    printed_keys = {key for section in edition().paper.sections for block in section.blocks for key in keys_of(block)}
    areas = [facts[key].text for key in printed_keys if key.startswith("figure.audits.area.")]
    assert sorted(areas) == ["1", "2", "4", "4", "4", "6", "6", "6", "9"]
    stated = {
        key: facts[key].text
        for key in printed_keys
        if key.startswith(("figure.audits.grade", "figure.chat", "figure.published", "figure.icpc"))
    }
    assert sorted(stated.values()) == ["42%", "5%", "53%", "54%", "81%", "81%", "83%", "98%"]
    unprinted = {key for key in facts if key.startswith("figure.")} - printed_keys
    assert unprinted == set()


def keys_of(block: object) -> list[str]:
    if isinstance(block, Table):
        runs = [*(one.inlines for row in block.rows for cell in row.cells for one in cell.blocks), block.caption]
    elif isinstance(block, Chart):
        return [point.key for series in block.series for point in series.points]
    else:
        runs = [getattr(block, "inlines", ())]
    return [inline.key for run in runs for inline in run if isinstance(inline, Figure)]


def test_a_cover_with_its_picture_in_words_and_a_divider_for_each_area() -> None:
    paper = edition().paper
    assert paper.cover
    picture = next(block for block in paper.sections[0].blocks if isinstance(block, Picture))
    assert len(picture.alt.split()) > 20
    strapline = next(
        block for block in paper.sections[0].blocks if isinstance(block, Paragraph) and block.role is Role.STRAPLINE
    )
    assert printed(strapline.inlines, {}) == "A city of opportunity where everyone thrives"
    dividers = [section.title for section in paper.sections if section.divider]
    assert dividers == [
        "Effective assessment and intervention",
        "Purposeful direct contact",
        "Management support for better practice",
        "Right service, right time",
        "Robust corporate parenting",
        "Quality assurance",
    ]
    assert any(isinstance(block, Contents) for block in paper.sections[1].blocks)
    assert paper.sections[0].kind is SectionKind.COVER


def test_each_area_but_one_has_a_measure_in_focus_with_its_trend_and_target() -> None:
    charts = {
        block.id: block for section in edition().paper.sections for block in section.blocks if isinstance(block, Chart)
    }
    trends = [chart for chart in charts.values() if any(len(series.points) == 9 for series in chart.series)]
    assert {series.name for chart in trends for series in chart.series if len(series.points) == 9} == {
        "Re-referrals within 12 months",
        "Child protection visits within 4 weeks",
        "Supervision of care leavers",
        "Supervision of children looked after",
        "Initial health assessments within 20 working days",
    }
    assert all(chart.alt for chart in charts.values())
    seconds = [
        [point.text for series in chart.series for point in series.points]
        for chart in charts.values()
        if chart not in trends
    ]
    assert seconds == [["98%", "100%", "98%"], ["83%", "93%", "81%", "83%", "81%"]]


@pytest.fixture(scope="module")
def document() -> str:
    workspace = open_workspace(ROOT)
    paper = edition().paper
    data = write_docx(paper, draw_charts(Cache(workspace.root), paper, workspace.settings.look))
    return zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()


def test_in_word_every_wide_table_repeats_its_header_and_keeps_its_rows_whole(document: str) -> None:
    wide = [
        table for table in re.findall(r"<w:tbl>.*?</w:tbl>", document, re.DOTALL) if table.count("<w:gridCol ") == 16
    ]
    assert len(wide) == 7
    for table in wide:
        assert table.count("<w:tblHeader") == 1
        assert table.count("<w:cantSplit") >= table.count("<w:tr>") - 1
