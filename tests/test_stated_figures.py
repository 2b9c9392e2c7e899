"""Loose figures that belong together: a whole and its parts, as a table or a chart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from cabinetpaper.compose import Details, Template, TemplateSection, compose
from cabinetpaper.compose.options import TableOptions
from cabinetpaper.measure import Directorate, Measure, Polarity, Target
from cabinetpaper.paper import Block, Chart, Edition, SectionKind, Table, block_id, outline
from cabinetpaper.period import Period
from cabinetpaper.scorecard import LooseFigure, Observation, Scorecard
from cabinetpaper.settings import Settings
from cabinetpaper.unit import Unit, UnitKind

PERCENT = Unit(UnitKind.PERCENT)
HOMES = Directorate("homes", "Homes")
Q1 = Period.parse("Q1 2024/25")


def loose(identifier: str, label: str, value: str, unit: Unit = PERCENT) -> LooseFigure:
    return LooseFigure(identifier, label, value, Decimal(value), 0, unit)


GRADES = (
    loose("grades", "Audits by grade", "22", Unit(UnitKind.COUNT, "audits")),
    loose("grades.good", "Good", "59"),
    loose("grades.poor", "Poor", "41"),
    loose("other.one", "Other", "7"),
)
DAYS = Measure("relets", "Time to relet", "homes", Unit(UnitKind.DAYS), Polarity.LOWER, group="homes")
BINS = replace(DAYS, id="bins", name="Time to empty", group="waste")


def printed(block: str, figures: tuple[LooseFigure, ...] = GRADES, tables: tuple[TableOptions, ...] = ()) -> Edition:
    section = TemplateSection("audits", SectionKind.DETAIL, "Audits", blocks=(block,))
    seen = tuple(Observation(one.id, Q1, "30", Decimal(30)) for one in (DAYS, BINS))
    aims = tuple(Target(one.id, None, "28", Decimal(28)) for one in (DAYS, BINS))
    card = Scorecard(Q1, date(2024, 6, 30), (HOMES,), (DAYS, BINS), seen, aims, (), figures)
    return compose(
        Details("audits", "Audits", "Q1 2024/25", date(2024, 6, 30)),
        Template("Test", (section,), tables=tables),
        card,
        (),
        Settings(),
    )


def blocks(edition: Edition) -> tuple[Block, ...]:
    return edition.paper.sections[0].blocks


def test_the_parts_of_a_whole_stand_in_a_table_whose_caption_names_the_whole() -> None:
    lines = [line.text for line in outline(printed("figures-table:grades").paper)]
    assert lines[-7:] == ["Table 1: Audits by grade: 22 audits in all", "Item", "Share", "Good", "59%", "Poor", "41%"]


def test_a_template_names_the_columns_of_a_table_of_figures() -> None:
    options = TableOptions("grades", headings={"part": "Grade", "figure": "Audits"})
    lines = [line.text for line in outline(printed("figures-table:grades", tables=(options,)).paper)]
    assert lines[-6:-4] == ["Grade", "Audits"]


def test_a_chart_says_which_part_is_largest_and_has_its_table_below() -> None:
    chart, table = blocks(printed("figures-chart:grades"))
    assert isinstance(chart, Chart)
    assert isinstance(table, Table)
    captions = [line.text for line in outline(printed("figures-chart:grades").paper) if line.kind == "caption"]
    assert captions == [
        "Figure 1: Audits by grade; the largest share: good, 59%",
        "Table 1: Audits by grade: 22 audits in all",
    ]
    assert chart.alt == "Bar chart. Audits by grade. Good: 59%; Poor: 41%."
    assert table.id == block_id(chart.id, "data")


def test_figures_of_several_units_are_a_table_only() -> None:
    mixed = (*GRADES, loose("grades.late", "Late", "3", Unit()))
    assert [type(block) for block in blocks(printed("figures-chart:grades", mixed))] == [Table]


def test_without_a_figure_of_its_name_the_table_is_an_error_that_lists_the_names() -> None:
    found = printed("figures-table:grade").findings
    assert [one.code for one in found] == ["FIGURES-UNKNOWN"]
    assert found[0].remedy == "Did you mean “grades”? Choose one of grades and other."


def test_a_group_behind_the_colon_has_its_measures_charted_and_no_others() -> None:
    charts = [block for block in blocks(printed("charts:homes")) if isinstance(block, Chart)]
    assert [chart.id for chart in charts] == [block_id("chart", "relets")]
