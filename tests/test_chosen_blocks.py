"""Tables over periods and charts that a template chooses: columns in its order, cells as written, nothing missing in
silence.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cabinetpaper.charts.draw import LAYOUTS
from cabinetpaper.charts.marks import WIDTH, overlap
from cabinetpaper.charts.stacks import shares
from cabinetpaper.compose import Details, Template, TemplateSection, compose
from cabinetpaper.compose.described_charts import DESCRIBED
from cabinetpaper.compose.options import ChartOptions, ChartRow, Drawn, Shows, TableOptions
from cabinetpaper.measure import Comparator, Directorate, Measure, Polarity, Target
from cabinetpaper.narrative import Snippet, parse_snippet
from cabinetpaper.paper import (
    Chart,
    ChartKind,
    Edition,
    Heading,
    Item,
    Paragraph,
    Point,
    PointState,
    SectionKind,
    Series,
    SeriesRole,
    Table,
    Text,
    printed,
)
from cabinetpaper.period import Period
from cabinetpaper.scorecard import LooseFigure, Observation, Scorecard, Status
from cabinetpaper.settings import Council, Look, Settings
from cabinetpaper.unit import Unit, UnitKind

DOCS = Path(__file__).parents[1] / "docs"

PERCENT = Unit(UnitKind.PERCENT)
CARE = Directorate("care", "Care")
MONTH = Period.parse("Feb 2023")
MEASURES = (
    Measure(
        "visits", "Visits on time", "care", PERCENT, Polarity.HIGHER, code="CP7", group="Visits", subgroup="Demand"
    ),
    Measure("waiting", "People waiting", "care", Unit(base="people"), Polarity.LOWER, code="AS1", group="Waiting"),
    Measure("ending", "Assessments ended", "care", Unit(base="assessments"), Polarity.LOWER, group="Waiting"),
)


def seen(measure: str, period: str, text: str, value: str = "", **more: object) -> Observation:
    number = Decimal(value or text)
    return replace(Observation(measure, Period.parse(period), text, number, 0), **more)  # type: ignore[arg-type]


OBSERVED = (
    seen("visits", "Dec 2022", "30% (89/298)", "30", numerator=Decimal(89), denominator=Decimal(298)),
    seen("visits", "Jan 2023", "27% (4/15)", "27", numerator=Decimal(4), denominator=Decimal(15)),
    Observation("visits", MONTH, "TBC", reason="TBC"),
    seen("waiting", "Jan 2023", "120"),
    seen("waiting", "Feb 2023", "180", status=Status.PROVISIONAL, as_at=date(2023, 3, 1)),
    seen("waiting", "Mar 2023", "150", status=Status.FORECAST),
)


def card(*more: Observation, figures: tuple[LooseFigure, ...] = ()) -> Scorecard:
    targets = (Target("visits", None, ">= 95%", Decimal(95)),)
    others = (
        Comparator("visits", "England", None, Decimal(21), text="21%"),
        Comparator("visits", "South East", None, None, text="N/A"),
    )
    return Scorecard(MONTH, date(2023, 3, 31), (CARE,), MEASURES, (*OBSERVED, *more), targets, others, figures)


def made(
    blocks: tuple[str, ...],
    *,
    snippets: tuple[Snippet, ...] = (),
    scorecard: Scorecard | None = None,
    **options: object,
) -> Edition:
    kind = Template("Test", (TemplateSection("overview", SectionKind.OTHER, "Overview", blocks=blocks),), **options)  # type: ignore[arg-type]
    details = Details("report", "Monthly report", "Feb 2023", date(2023, 3, 31))
    return compose(details, kind, scorecard or card(), snippets, Settings(council=Council("Council")), paper_id="m")


def found(edition: Edition, kind: type) -> list[object]:
    return [block for section in edition.paper.sections for block in section.blocks if isinstance(block, kind)]


def rows(edition: Edition) -> list[list[str]]:
    table = found(edition, Table)[0]
    assert isinstance(table, Table)
    return [
        [
            " / ".join(printed(block.inlines, {}) for block in cell.blocks).replace("\N{NO-BREAK SPACE}", " ")
            for cell in row.cells
        ]
        for row in table.rows
    ]


def headings(edition: Edition) -> list[str]:
    table = found(edition, Table)[0]
    assert isinstance(table, Table)
    return [column.heading for column in table.columns]


def notes(edition: Edition) -> list[str]:
    return [printed(block.inlines, {}) for block in found(edition, Paragraph) if isinstance(block, Paragraph)]


def test_a_table_shows_the_last_periods_with_every_cell_as_written() -> None:
    options = TableOptions("all", periods=3, measures=("visits", "waiting"), headings={"South East": "SE"})
    edition = made(("period-table:all",), tables=(options,))
    assert headings(edition) == ["Measure", "Dec 2022", "Jan 2023", "Feb 2023", "Target", "Rating", "England", "SE"]
    assert rows(edition)[0] == [
        "Visits on time",
        "30% (89/298)",
        "27% (4/15)",
        "TBC",
        ">= 95%",
        "○ Not rated",
        "21%",
        "N/A",
    ]
    assert rows(edition)[1] == ["People waiting", "[x]", "120", "180 [p]", "No target", "○ Not rated", "[x]", "[x]"]
    assert notes(edition) == [
        "Marks in this table: [p]\N{NO-BREAK SPACE}provisional; [x]\N{NO-BREAK SPACE}not available."
    ]
    assert edition.findings == ()


def test_columns_stand_in_the_order_of_the_template_and_may_be_relative() -> None:
    columns = (Shows.CODE, Shows.SUBGROUP, Shows.PERIODS, Shows.DIRECTION, Shows.SOURCE)
    options = TableOptions("all", columns=columns, named_periods=("latest", "previous", "2021/22"), wide=False)
    edition = made(("period-table:all",), tables=(options,))
    assert headings(edition) == ["No.", "Sub-group", "Latest", "Previous", "2021/22", "Direction", "Source"]
    assert rows(edition)[1] == ["AS1", "None", "180 [p]", "120", "[x]", "Worsening from 120 (Jan 2023)", "Not stated"]
    assert rows(edition)[2][2:5] == ["[x]", "[x]", "[x]"]


@pytest.mark.parametrize(
    ("period", "year"),
    [("Feb 2023", "2021/22"), ("Apr 2023", "2022/23"), ("Q4 2022/23", "2021/22"), ("2022/23", "2021/22")],
)
def test_the_last_financial_year_follows_the_papers_period(period: str, year: str) -> None:
    options = TableOptions("all", columns=(Shows.MEASURE, Shows.PERIODS), named_periods=("last financial year",))
    scorecard = replace(card(), period=Period.parse(period))
    assert headings(made(("period-table:all",), tables=(options,), scorecard=scorecard))[1:] == [year]


def test_commentary_stands_in_the_cell_and_may_speak_for_several_measures() -> None:
    words = (
        '+++\nsection = "overview"\npart = "commentary"\nmeasures = ["visits", "waiting"]\n+++\n\nSee {{ '
        "waiting.value }}.\n\n- one\n- two\n"
    )
    options = TableOptions("all", columns=(Shows.MEASURE, Shows.COMMENTARY))
    edition = made(("period-table:all",), tables=(options,), snippets=(parse_snippet("narratives/m/a.md", words),))
    assert edition.findings == ()
    assert rows(edition) == [
        ["Visits on time", "See 180. / one / two"],
        ["People waiting", "See 180. / one / two"],
        ["Assessments ended", "No commentary"],
    ]
    table = found(edition, Table)[0]
    assert isinstance(table, Table)
    identifiers = [block.id for row in table.rows for cell in row.cells for block in cell.blocks if block.id]
    assert len(identifiers) == len(set(identifiers)) == 6


def test_commentary_without_a_column_for_it_is_told() -> None:
    words = '+++\nsection = "overview"\npart = "commentary"\nmeasure = "visits"\n+++\n\nWords.\n'
    edition = made(
        ("period-table:all",), tables=(TableOptions("all"),), snippets=(parse_snippet("narratives/m/a.md", words),)
    )
    assert [one.code for one in edition.findings] == ["SNIPPET-UNPRINTED"]


def test_each_group_has_a_heading_and_a_table_and_an_empty_one_a_sentence() -> None:
    names = ("Waiting", "Adoption", "Visits")
    options = TableOptions(
        "all", groups=names, columns=(Shows.MEASURE, Shows.PERIODS), headings={"Waiting": "People who wait"}
    )
    edition = made(("group-tables:all",), tables=(options,))
    assert [printed(one.inlines, {}) for one in found(edition, Heading) if isinstance(one, Heading)] == [
        "People who wait",
        "Adoption",
        "Visits",
    ]
    assert [len(one.rows) for one in found(edition, Table) if isinstance(one, Table)] == [2, 1]
    assert "No measure of this group is collected yet." in notes(edition)


def test_what_the_template_names_and_the_data_do_not_have_is_told_with_the_choices() -> None:
    options = TableOptions("all", measures=("visit",), named_periods=("last year",))
    edition = made(
        ("period-table:all", "period-table:none"), tables=(options, TableOptions("other", directorate="carre"))
    )
    assert [one.code for one in edition.findings] == ["TABLE-MEASURE", "TABLE-UNKNOWN"]
    assert "Did you mean “visits”?" in edition.findings[0].remedy
    edition = made(
        ("period-table:other", "period-table:odd"),
        tables=(TableOptions("other", directorate="carre"), TableOptions("odd", named_periods=("last",))),
    )
    assert [one.message for one in edition.findings] == ["There is no directorate “carre”", "“last” is no period"]


def test_the_key_explains_the_templates_abbreviations_before_the_marks() -> None:
    edition = made(("key-table",), keys={"CMT": "Case management team"})
    assert rows(edition)[0] == ["CMT", "Case management team"]
    assert ["[x]", "Not available"] in rows(edition)


def test_measures_without_a_figure_and_broken_series_are_listed() -> None:
    broken = seen("ending", "Jan 2023", "9", break_before="Counted by household from here.")
    edition = made(("not-yet-collected", "changed-definitions"), scorecard=card(broken))
    assert notes(edition) == ["Every measure has a figure for at least one period."]
    assert [printed(one.inlines, {}) for one in found(edition, Item) if isinstance(one, Item)] == [
        "Assessments ended: Counted by household from here (from January 2023)."
    ]
    edition = made(("not-yet-collected", "changed-definitions"))
    assert [printed(one.inlines, {}) for one in found(edition, Item) if isinstance(one, Item)] == ["Assessments ended"]
    assert notes(edition) == ["No definition has changed over the periods shown."]


def test_what_moved_most_comes_first_and_few_cases_are_flagged() -> None:
    edition = made(("most-moved",), scorecard=card(seen("ending", "Jan 2023", "10"), seen("ending", "Feb 2023", "11")))
    assert rows(edition) == [
        ["AS1, People waiting", "180 (Feb 2023)", "120 (Jan 2023)", "+50%", "Worsening", "Enough"],
        ["Assessments ended", "11 (Feb 2023)", "10 (Jan 2023)", "+10%", "Worsening", "Few cases"],
    ]


def chart_of(edition: Edition) -> Chart:
    one = found(edition, Chart)[0]
    assert isinstance(one, Chart)
    return one


def test_waiting_lists_stand_in_one_chart_with_forecasts_dashed() -> None:
    ended = (seen("ending", "Jan 2023", "40"), seen("ending", "Feb 2023", "44"))
    options = ChartOptions(
        "lists",
        title="People waiting and assessments ended",
        measures=("waiting", "ending"),
        note="Forecast by the service",
    )
    edition = made(("chart:lists",), charts=(options,), scorecard=card(*ended))
    one = chart_of(edition)
    assert [series.name for series in one.series] == ["People waiting", "Assessments ended"]
    assert one.series[0].points[-1].state is PointState.FORECAST
    assert "forecast for Mar 2023: 150" in one.alt
    assert any("Forecast by the service." in words for words in notes(edition))


def test_this_year_stands_beside_last_year_month_by_month() -> None:
    last = tuple(
        seen("waiting", f"{month} 2022", text) for month, text in (("Jan", "100"), ("Feb", "90"), ("Apr", "70"))
    )
    edition = made(
        ("chart:years",), charts=(ChartOptions("years", Drawn.YEARS, measures=("waiting",)),), scorecard=card(*last)
    )
    one = chart_of(edition)
    assert [(series.name, series.role) for series in one.series] == [
        ("2022/23", SeriesRole.ACTUAL),
        ("2021/22", SeriesRole.COMPARATOR),
    ]
    this, earlier = (
        {point.label: point.text for point in series.points if point.value is not None} for series in one.series
    )
    assert this == {"Apr": "70", "Jan": "120", "Feb": "180", "Mar": "150"}
    assert earlier == {"Jan": "100", "Feb": "90"}
    assert "2021/22: 100 in Jan, 90 in Feb" in one.alt


SEX = tuple(
    LooseFigure(f"contacts.{row}.{part}", part, f"{value}%", Decimal(value), 0, PERCENT)
    for row, values in (("boys", (30, 45, 25)), ("girls", (28, 70, 2)))
    for part, value in zip(("a", "b", "c"), values, strict=True)
)
PARTS = ChartOptions(
    "contacts",
    Drawn.SHARES,
    "Contacts by age",
    parts=("0 to 4", "5 to 10", "11 to 17"),
    rows=tuple(
        ChartRow(row.capitalize(), tuple(f"contacts.{row}.{part}" for part in "abc")) for row in ("boys", "girls")
    ),
)


def test_shares_are_parts_of_a_whole_with_their_figures_below() -> None:
    edition = made(("chart:contacts",), charts=(PARTS,), scorecard=card(figures=SEX))
    one = chart_of(edition)
    assert (one.kind, one.unit) == (ChartKind.SHARES, "%")
    assert "Boys: 0 to 4 30%, 5 to 10 45%, 11 to 17 25%" in one.alt
    assert rows(edition) == [["Boys", "30%", "45%", "25%"], ["Girls", "28%", "70%", "2%"]]


def test_shares_are_laid_out_with_a_letter_for_each_part_and_nothing_over_another() -> None:
    one = chart_of(made(("chart:contacts",), charts=(PARTS,), scorecard=card(figures=SEX)))
    sheet = shares(one, Look())
    texts = [words.text for words in sheet.words]
    assert [texts.count(letter) for letter in "ABC"] == [1, 1, 1]
    assert "B\N{SIX-PER-EM SPACE}45%" in texts
    assert "C\N{SIX-PER-EM SPACE}2%" in texts, "a segment too narrow for its words has them behind the bar"
    boxes = [words.box for words in sheet.words]
    assert not any(overlap(a, b) for at, a in enumerate(boxes) for b in boxes[at + 1 :])
    assert all(box[0] >= -0.01 and box[2] <= WIDTH + 0.01 and box[3] <= sheet.height for box in boxes)


def test_shares_without_figures_say_so() -> None:
    empty = Chart("c", (Text("t"),), "a", ChartKind.SHARES, "", (Series("A", (Point("Row", None, "No figure"),)),))
    assert "No figures" in [words.text for words in shares(empty, Look()).words]


def test_every_kind_of_chart_is_laid_out_and_explained_and_every_word_of_a_template_draws_one() -> None:
    assert set(LAYOUTS) == set(ChartKind) - {ChartKind.UNREAD}
    assert set(DESCRIBED) == set(Drawn)
    pages = {name: (DOCS / f"{name}.md").read_text(encoding="utf-8") for name in ("charts", "tables")}
    assert [kind.name for kind in ChartKind if f"| `{kind.name}` |" not in pages["charts"]] == []
    assert [drawn.value for drawn in Drawn if f'| `drawn = "{drawn.value}"` |' not in pages["tables"]] == []


def test_a_chart_of_what_the_data_do_not_have_is_a_sentence_and_a_finding() -> None:
    edition = made(("chart:contacts", "chart:none"), charts=(PARTS,))
    assert {one.code for one in edition.findings} == {"CHART-CHOSEN"}
    assert "Contacts by age: no figures for a chart." in notes(edition)
    mixed = made(("chart:m",), charts=(ChartOptions("m", title="Both", measures=("waiting", "visits")),))
    assert [one.message for one in mixed.findings] == ["“visits” has another unit than “waiting”"]
