"""How a paper prints states, rules, directions and year ends: every mark explained beside the table, every rule
said.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cabinetpaper.compose import Details, Each, Part, Template, TemplateSection, compose
from cabinetpaper.measure import Basis, Directorate, Measure, Polarity, Target
from cabinetpaper.paper import (
    Chart,
    ChartKind,
    Edition,
    Item,
    Paragraph,
    PointState,
    SectionKind,
    SeriesRole,
    Table,
    printed,
)
from cabinetpaper.period import Period
from cabinetpaper.rule import Charted, Compared, Family, Method
from cabinetpaper.scorecard import Observation, Scorecard, Status
from cabinetpaper.settings import Settings
from cabinetpaper.unit import Unit, UnitKind, decimals_of

Q1, Q4, YEAR_AGO = Period.parse("Q1 2024/25"), Period.parse("Q4 2023/24"), Period.parse("Q1 2023/24")
CARE = Directorate("care", "Care")
PERCENT = Unit(UnitKind.PERCENT)
DETAILS = Details("cabinet", "Quarterly report", "Q1 2024/25", date(2024, 6, 30))
PARTS = (
    Part("directorates", each=Each.DIRECTORATE, blocks=("ratings-table",)),
    Part("rule", "Rule", blocks=("rating-rule",)),
)
TEMPLATE = Template("Test", (TemplateSection("detail", SectionKind.DETAIL, "Detail", parts=PARTS),))
NBSP = "\N{NO-BREAK SPACE}"


def seen(name: str, text: str, period: Period = Q1, **more: object) -> Observation:
    value = Decimal(text)
    return replace(Observation(name, period, text, value, decimals_of(value)), **more)  # type: ignore[arg-type]


def measure(name: str, **more: object) -> Measure:
    return replace(Measure(name, name.capitalize(), "care", PERCENT, Polarity.HIGHER), **more)  # type: ignore[arg-type]


def made(
    measures: list[Measure], observations: list[Observation], targets: tuple[Target, ...] = (), **more: object
) -> Edition:
    scorecard = Scorecard(Q1, date(2024, 6, 30), (CARE,), tuple(measures), tuple(observations), targets, **more)  # type: ignore[arg-type]
    return compose(DETAILS, TEMPLATE, scorecard, (), Settings(), paper_id="q1")


def column(edition: Edition, heading: str) -> list[str]:
    (table,) = (block for section in edition.paper.sections for block in section.blocks if isinstance(block, Table))
    at = [one.heading for one in table.columns].index(heading)
    return [" ".join(printed(block.inlines, {}) for block in row.cells[at].blocks) for row in table.rows]


def notes(edition: Edition) -> list[str]:
    blocks = [
        block for section in edition.paper.sections for block in section.blocks if isinstance(block, Paragraph | Item)
    ]
    return [printed(block.inlines, {}) for block in blocks]


def aim(name: str, text: str, **more: object) -> Target:
    value = Decimal(text)
    return replace(Target(name, None, text, value, decimals_of(value)), **more)  # type: ignore[arg-type]


# -- states


@pytest.mark.parametrize(
    ("one", "printed_as", "explained"),
    [
        (seen("a", "80", status=Status.PROVISIONAL), "80% [p]", "[p] provisional"),
        (seen("a", "66.4", status=Status.REVISED, revised_from="68.9%"), "66.4% [r]", "[r] revised"),
        (seen("a", "99.7", status=Status.ESTIMATE, qualifier="estimated"), "estimated 99.7% [e]", "[e] an estimate"),
        (seen("a", "12", break_before="Counted anew"), "12% [b]", "[b] the series is broken here"),
        (Observation("a", Q1, "", reason="TBC"), "TBC [x]", "[x] not available"),
        (Observation("a", Q1, "", reason="n/a Yearly"), "n/a Yearly [z]", "[z] does not apply"),
        (
            Observation("a", Q1, "", reason="Pending data accuracy work"),
            "Pending data accuracy work [x]",
            "[x] not available",
        ),
        (Observation("a", Q1, "[c]", reason="[c]"), "[c]", "[c] hidden, so that nobody can be recognised"),
    ],
)
def test_each_state_is_printed_as_written_with_its_mark_which_is_explained(
    one: Observation, printed_as: str, explained: str
) -> None:
    edition = made([measure("a"), measure("b")], [one, seen("b", "5")])
    assert column(edition, "Latest")[0].replace(NBSP, " ") == printed_as
    told = next(note for note in notes(edition) if note.startswith("Marks in this table"))
    assert explained in told.replace(NBSP, " ")


def test_a_table_without_marks_has_no_note_on_them() -> None:
    assert not any(note.startswith("Marks") for note in notes(made([measure("a")], [seen("a", "5")])))


def test_what_a_revised_figure_was_stands_under_the_table() -> None:
    edition = made([measure("a")], [seen("a", "66.4", status=Status.REVISED, revised_from="68.9%")])
    assert "Revised: A (was 68.9%)." in notes(edition)


def test_a_note_on_several_measures_is_printed_once() -> None:
    edition = made(
        [measure("a"), measure("b"), measure("c")],
        [seen("a", "5", note="Autumn only."), seen("b", "6", note="Autumn only"), seen("c", "7")],
    )
    assert f"Marks in this table: [n]{NBSP}autumn only." in notes(edition)
    assert column(edition, "Latest") == [f"5%{NBSP}[n]", f"6%{NBSP}[n]", "7%"]


def test_notes_that_differ_name_their_measures() -> None:
    edition = made(
        [measure("a"), measure("b"), measure("c")],
        [seen("a", "5", note="Autumn only."), seen("b", "6", note="Spring only"), seen("c", "7")],
    )
    assert "Notes on measures. A: autumn only. B: spring only." in notes(edition)


def test_a_target_in_words_keeps_them_with_their_mark() -> None:
    awaited = Target("a", None, "TBC")
    assert column(made([measure("a")], [seen("a", "5")], (awaited,)), "Target") == [f"TBC{NBSP}[x]"]


# -- rules


def test_every_rule_that_rates_a_measure_is_printed_with_the_measures_that_it_rates() -> None:
    measures = [
        measure("a"),
        measure("b", family=Family.FLOOR, floor=Decimal(80)),
        measure("c", family=Family.RANGE, tolerance=Decimal(5)),
        measure("d", tolerance=Decimal(5)),
        measure("e", family=Family.BRAG),
    ]
    told = notes(made(measures, [seen(one.id, "85") for one in measures], tolerance=Decimal(10)))
    assert "● Green: the figure is at its target or better.".replace("● ", f"●{NBSP}") in told
    assert "B: green at the target or better, amber down to the floor of 80%, red past it." in told
    assert "C: green inside the range, amber within 5 percentage points of it, red beyond." in told
    assert "D: green at the target or better, amber within 5% of it, red beyond." in told
    assert "E: blue complete, green on track, amber at risk, red off track." in told
    assert not any(line.startswith("A:") for line in told)


@pytest.mark.parametrize(
    "family", [Family.ABSOLUTE, Family.TREND, Family.TWO_STATE, Family.RANGE, Family.BRAG, Family.COMPARATOR]
)
def test_the_house_rule_is_printed_colour_by_colour(family: Family) -> None:
    told = [line for line in notes(made([measure("a")], [seen("a", "85")], family=family)) if line[:1] in "●▲■◊"]
    assert len(told) == {Family.TWO_STATE: 2, Family.BRAG: 4}.get(family, 3)


def test_a_measure_that_is_not_rated_says_why_where_its_row_does_not() -> None:
    yearly = measure("a", basis=Basis.YEAR_TO_DATE, unit=Unit())
    edition = made([yearly, measure("b")], [seen("a", "5"), seen("b", "5")], (aim("a", "20", annual=True),))
    assert column(edition, "Rating") == [f"○{NBSP}Not rated (whole-year target)", f"○{NBSP}Not rated"]


# -- directions and year ends


def test_both_directions_are_printed_with_what_they_compare_with() -> None:
    rows = [seen("a", "8", YEAR_AGO), seen("a", "12", Q4), seen("a", "10")]
    edition = made([measure("a", basis=Basis.IN_PERIOD)], rows, compared=Compared.BOTH)
    assert column(edition, "Direction") == [
        "Worsening from 12% (Q4 2023/24); over the year, improving from 8% (Q1 2023/24)"
    ]


def test_a_year_end_stands_beside_the_present_rating_with_its_method_below_the_table() -> None:
    ahead = measure("a", basis=Basis.YEAR_TO_DATE, unit=Unit(), polarity=Polarity.LOWER, projection=Method.CUMULATIVE)
    seasonal = measure("b", basis=Basis.YEAR_TO_DATE, projection=Method.SEASONAL)
    edition = made(
        [ahead, seasonal, measure("c")],
        [seen("a", "5"), seen("b", "27"), seen("c", "7")],
        (aim("a", "16", annual=True),),
    )
    assert column(edition, "Year end") == [f"20 ■{NBSP}Red", "Not projected", "Not projected"]
    (note,) = (line for line in notes(edition) if line.startswith("Year end."))
    assert "In a straight line from the year to date: A." in note
    assert (
        "Not projected, because last year’s figure for the same period and its outturn for 2023/24 are needed: B."
        in note
    )


def test_a_table_in_which_nothing_is_projected_has_no_such_column() -> None:
    edition = made([measure("a")], [seen("a", "5")])
    with pytest.raises(ValueError, match="Year end"):
        column(edition, "Year end")


# -- charts

CHARTS = Template(
    "Test",
    (
        TemplateSection(
            "d",
            SectionKind.DETAIL,
            "D",
            parts=(
                Part("directorates", each=Each.DIRECTORATE, blocks=("charts",)),
                Part("data", blocks=("chart-data",)),
            ),
        ),
    ),
)


def charted(
    measures: list[Measure], observations: list[Observation], targets: tuple[Target, ...] = ()
) -> tuple[Chart, list[list[str]]]:
    period = max(one.period for one in observations)
    scorecard = Scorecard(period, period.last, (CARE,), tuple(measures), tuple(observations), targets)
    edition = compose(DETAILS, CHARTS, scorecard, (), Settings(), paper_id="q1")
    blocks = [block for section in edition.paper.sections for block in section.blocks]
    (chart,) = (block for block in blocks if isinstance(block, Chart))
    (table,) = (block for block in blocks if isinstance(block, Table))
    return chart, [
        [" ".join(printed(block.inlines, {}) for block in cell.blocks) for cell in row.cells] for row in table.rows
    ]


def test_a_projected_year_end_is_a_forecast_point_labelled_with_its_method() -> None:
    rising = measure("a", basis=Basis.YEAR_TO_DATE, unit=Unit(), projection=Method.CUMULATIVE)
    months = [seen("a", str(number * 10), Period.parse("Apr 2024").shifted(number - 1)) for number in (1, 2, 3)]
    chart, data = charted([rising], months)
    last = chart.series[0].points[-1]
    assert (last.label, last.text, last.state) == ("2024/25", "120", PointState.FORECAST)
    assert "Projected for 2024/25, in a straight line from the year to date: 120." in chart.alt
    assert data[-1] == ["2024/25 (forecast)", "120"]


def test_a_stated_forecast_for_the_year_end_is_charted_instead_of_our_own() -> None:
    rising = measure("a", basis=Basis.YEAR_TO_DATE, unit=Unit(), projection=Method.CUMULATIVE)
    months = [seen("a", str(number * 10), Period.parse("Apr 2024").shifted(number - 1)) for number in (1, 2, 3)]
    chart, _ = charted([rising], [*months, seen("a", "110", Period.parse("2024/25"), status=Status.FORECAST)])
    assert [point.text for point in chart.series[0].points] == ["10", "20", "30", "110"]


MONTHS = [Period.parse("Jun 2022").shifted(step) for step in range(14)]
STEADY = ("25", "26", "25", "26", "25", "26", "25", "26", "25", "26", "25", "26", "25")


def test_a_measure_that_asks_for_it_is_charted_within_its_usual_range() -> None:
    controlled = measure("a", polarity=Polarity.LOWER, chart=Charted.PROCESS)
    rows = [seen("a", text, month) for text, month in zip((*STEADY, "40"), MONTHS, strict=True)]
    chart, data = charted([controlled], rows, (aim("a", "20"),))
    assert chart.kind is ChartKind.PROCESS
    assert printed(chart.title, {}).endswith("A at 40% in July 2023: outside its usual range, for the worse")
    roles = [one.role for one in chart.series]
    assert roles[:5] == [SeriesRole.ACTUAL, SeriesRole.LIMIT, SeriesRole.MEAN, SeriesRole.LIMIT, SeriesRole.TARGET]
    assert roles[5:] == [
        SeriesRole.IMPROVEMENT,
        SeriesRole.CONCERN,
    ]  # all before lie below a mean that the last one lifts
    assert "Concern: beyond a limit: 40% in Jul 2023." in chart.alt
    assert "As it runs, the measure consistently misses the target." in chart.alt
    assert [row[0] for row in data[14:18]] == ["Upper limit", "Mean", "Lower limit", "Target"]
    assert data[-1] == ["Concern: beyond a limit", "Jul 2023", "40%"]


def test_a_limit_that_cannot_be_is_cut_off_and_says_so() -> None:
    controlled = measure("a", chart=Charted.PROCESS)
    rows = [seen("a", text, month) for text, month in zip(("2", "60", "3", "74", "5", "10", "1"), MONTHS, strict=False)]
    chart, _ = charted([controlled], rows)
    assert [one.points[0].text for one in chart.series if one.name == "Lower limit"] == ["0% (cut off)"]


def test_too_few_figures_for_a_usual_range_give_a_trend() -> None:
    rows = [seen("a", text, month) for text, month in zip(("25", "26", "27"), MONTHS, strict=False)]
    assert charted([measure("a", chart=Charted.PROCESS)], rows)[0].kind is ChartKind.TREND


def test_blue_stands_in_the_overview_the_counts_and_the_table() -> None:
    blocks = ("tally-table", "overview-chart", "ratings-table")
    part = Part("directorates", each=Each.DIRECTORATE, blocks=blocks[2:])
    kind = Template("Test", (TemplateSection("d", SectionKind.DETAIL, "D", blocks=blocks[:2], parts=(part,)),))
    actions = [measure("a", family=Family.BRAG, unit=Unit()), measure("b", family=Family.BRAG, unit=Unit())]
    rows = (seen("a", "1", stated="Blue"), seen("b", "1", stated="Green"))
    edition = compose(
        DETAILS, kind, Scorecard(Q1, date(2024, 6, 30), (CARE,), tuple(actions), rows), (), Settings(), paper_id="q1"
    )
    all_blocks = [block for section in edition.paper.sections for block in section.blocks]
    (chart,) = (block for block in all_blocks if isinstance(block, Chart))
    assert [(one.name, one.points[0].text) for one in chart.series][:2] == [("Blue", "1"), ("Green", "1")]
    assert "Care: 1 blue, 1 green" in chart.alt
    tallies, ratings = (block for block in all_blocks if isinstance(block, Table))
    assert [column.heading for column in tallies.columns][1:3] == ["Measures", "Blue"]
    assert printed(ratings.rows[0].cells[4].blocks[0].inlines, {}) == f"◊{NBSP}Blue"
    assert any("1 blue, 1 green, 0 amber, 0 red and 0 not rated" in line for line in notes(edition))
