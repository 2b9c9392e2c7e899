"""Compose: a template, figures and snippets become a paper; what is missing is drafted or marked, and nothing is lost
in silence.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from cabinetpaper.compose import (
    BackgroundDocument,
    Contact,
    Details,
    Each,
    FrontRow,
    Part,
    Template,
    TemplateSection,
    compose,
)
from cabinetpaper.finding import Place
from cabinetpaper.measure import Comparator, Directorate, Measure, Polarity, Target
from cabinetpaper.narrative import Snippet, parse_snippet
from cabinetpaper.paper import (
    Chart,
    ChartKind,
    Edition,
    Figure,
    Gap,
    Heading,
    Paragraph,
    PointState,
    Reference,
    Role,
    SectionKind,
    SeriesRole,
    Table,
    block_id,
    outline,
    to_json,
)
from cabinetpaper.period import Period
from cabinetpaper.scorecard import Observation, Scorecard, Status
from cabinetpaper.settings import Council, Settings
from cabinetpaper.unit import Unit, UnitKind

WASTE, HOMES = Directorate("waste", "Waste"), Directorate("homes", "Homes")
PERCENT = Unit(UnitKind.PERCENT)
Q1, Q4 = Period.parse("Q1 2024/25"), Period.parse("Q4 2023/24")
DETAILS = Details("cabinet", "Quarterly report", "Q1 2024/25", date(2024, 6, 30))
DIRECTORATE = Part(
    "directorates",
    each=Each.DIRECTORATE,
    numbered_heading=True,
    blocks=("intro", "ratings-table", "charts", "on-track", "focus", "topic"),
)


def template(*sections: TemplateSection, front: tuple[FrontRow, ...] = ()) -> Template:
    return Template("Test", sections, front=front, headings={"focus": "Areas of focus"})


def section(
    *parts: Part, blocks: tuple[str, ...] = (), numbered: bool = False, name: str = "detail"
) -> TemplateSection:
    return TemplateSection(name, SectionKind.DETAIL, "Detail", blocks, parts, numbered=numbered)


def seen(measure: str, period: Period, text: str, **more: object) -> Observation:
    value = Decimal(text)
    return replace(Observation(measure, period, text, value, max(0, -int(value.as_tuple().exponent))), **more)  # type: ignore[arg-type]


def card(
    *observations: Observation, targets: tuple[Target, ...] = (), comparators: tuple[Comparator, ...] = ()
) -> Scorecard:
    measures = (
        Measure("recycling", "Recycling rate", "waste", PERCENT, Polarity.HIGHER),
        Measure("missed", "Missed bins", "waste", Unit(), Polarity.LOWER),
        Measure("decent", "Decent homes", "homes", PERCENT, Polarity.HIGHER),
    )
    return Scorecard(Q1, date(2024, 6, 30), (WASTE, HOMES), measures, observations, targets, comparators)


def aim(measure: str, text: str) -> Target:
    return Target(measure, None, text, Decimal(text))


def snippet(name: str, front: str, body: str) -> Snippet:
    return parse_snippet(f"narratives/q1/{name}.md", f"+++\n{front}\n+++\n\n{body}\n")


def made(kind: Template, scorecard: Scorecard | None = None, *snippets: Snippet, details: Details = DETAILS) -> Edition:
    return compose(
        details, kind, scorecard or card(), snippets, Settings(council=Council("Borough Council")), paper_id="q1"
    )


def lines(edition: Edition, kind: str) -> list[str]:
    return [line.text for line in outline(edition.paper) if line.kind == kind]


def blocks(edition: Edition, kind: type) -> list[object]:
    return [block for one in edition.paper.sections for block in one.blocks if isinstance(block, kind)]


def codes(edition: Edition) -> list[str]:
    return [finding.code for finding in edition.findings]


def test_the_front_table_prints_what_is_known_and_marks_what_only_the_council_knows() -> None:
    front = (
        FrontRow("Decision-maker", "decision_maker"),
        FrontRow("Date of decision", "date_of_decision"),
        FrontRow("Contact", "contacts"),
    )
    details = replace(DETAILS, decision_maker="Cabinet", contacts=(Contact("Author", name="A. Writer"),))
    edition = made(
        template(TemplateSection("front", SectionKind.FRONT, blocks=("front-table",)), front=front), details=details
    )
    assert lines(edition, "header") == ["Item", "Details"]
    assert lines(edition, "row heading") == ["Decision-maker", "Date of decision", "Contact: Author"]
    assert lines(edition, "cell") == [
        "Cabinet",
        "[date of decision]",
        "Name: A. Writer\nTelephone: [telephone of the Author]\nEmail: [email of the Author]",
    ]


def test_a_date_of_decision_is_printed_in_full() -> None:
    front = (FrontRow("Date of decision", "date_of_decision"),)
    kind = template(TemplateSection("front", SectionKind.FRONT, blocks=("front-table",)), front=front)
    assert lines(made(kind, details=replace(DETAILS, date_of_decision=date(2024, 9, 17))), "cell") == [
        "17 September 2024"
    ]


def test_a_front_row_with_an_unknown_entry_is_told_with_the_nearest_choice() -> None:
    kind = template(
        TemplateSection("front", SectionKind.FRONT, blocks=("front-table",)), front=(FrontRow("By", "report_off"),)
    )
    (finding,) = made(kind).findings
    assert finding.code == "FRONT-ENTRY"
    assert "Did you mean “report_of”?" in finding.remedy


def test_an_answer_stands_under_its_heading_and_a_missing_one_is_a_gap_that_keeps_the_guidance_for_the_finding() -> (
    None
):
    parts = (
        Part("power", "Statutory power", numbered=True, blocks=("answer",)),
        Part("other", "Other", blocks=("answer",), guidance="any other law"),
    )
    edition = made(
        template(section(*parts)), details=replace(DETAILS, answers={"power": "Section 111 of the **1972** Act."})
    )
    assert lines(edition, "paragraph") == ["Section 111 of the 1972 Act.", "[Other]"]
    assert edition.remedies == {"other__gap": 'Under [answers] write other = "…": any other law'}
    assert [line.number for line in outline(edition.paper) if line.kind == "paragraph"] == ["1", ""]


def test_an_answer_that_no_part_prints_is_told() -> None:
    edition = made(
        template(section(Part("wards", "Wards", blocks=("answer",)))),
        details=replace(DETAILS, answers={"ward": "All", "wards": "All"}),
    )
    assert codes(edition) == ["SECTION-UNKNOWN"]
    assert "“wards”" in edition.findings[0].remedy


def test_a_part_that_is_not_required_and_empty_is_left_out_with_its_heading() -> None:
    edition = made(
        template(
            section(
                Part("more", "More", required=False, blocks=("body",)),
                Part("urgent", "Urgency", required=False, blocks=("answer",)),
            )
        )
    )
    assert lines(edition, "heading 2") == []


def test_recommendations_cite_the_number_of_a_part_wherever_it_stands() -> None:
    kind = template(
        TemplateSection("asks", SectionKind.RECOMMENDATIONS, "Recommendations", blocks=("recommendations",)),
        section(
            Part("first", "First", numbered_heading=True, blocks=("body",)),
            Part("the-glance", "Glance", numbered_heading=True, blocks=("body",)),
        ),
    )
    edition = made(kind, details=replace(DETAILS, recommendations=("To note paragraph {{ ref('the-glance') }}.",)))
    assert lines(edition, "recommendation") == ["To note paragraph 2."]


def test_without_a_recommendation_the_table_holds_a_gap() -> None:
    kind = template(
        TemplateSection("asks", SectionKind.RECOMMENDATIONS, "Recommendations", blocks=("recommendations",))
    )
    assert lines(made(kind), "recommendation") == ["[what is recommended]"]


def test_lists_without_entries_say_none_and_have_no_blank_row() -> None:
    parts = (
        Part("a", "A", blocks=("appendices",)),
        Part("m", "M", blocks=("members-rooms",)),
        Part("b", "B", blocks=("background-documents",)),
    )
    edition = made(template(section(*parts)))
    assert lines(edition, "paragraph") == ["None", "None"]
    assert lines(edition, "row heading") == ["None"]


def test_background_documents_say_where_they_can_be_seen() -> None:
    kind = template(section(Part("b", "B", blocks=("background-documents",), guidance="where to look")))
    edition = made(kind, details=replace(DETAILS, background_documents=(BackgroundDocument("Survey of homes"),)))
    assert lines(edition, "paragraph") == [
        "Other background documents can be inspected at: [where they can be inspected]"
    ]
    assert edition.remedies == {"b__where": 'Write inspection = "…": where to look'}
    assert lines(edition, "cell") == ["Not exempt"]


def test_snippets_stand_in_their_order_and_take_numbers_where_the_template_says() -> None:
    kind = template(section(Part("background", "Background", numbered=True)))
    late, early = (
        snippet(name, f'section = "background"\norder = {order}', f"The {name} one.")
        for name, order in (("late", 20), ("early", 10))
    )
    edition = made(kind, None, late, early)
    assert [(line.number, line.text) for line in outline(edition.paper) if line.kind == "paragraph"] == [
        ("1", "The early one."),
        ("2", "The late one."),
    ]


def test_a_required_part_without_a_snippet_is_a_gap() -> None:
    edition = made(template(section(Part("background", "Background", guidance="who was consulted"))))
    assert lines(edition, "paragraph") == ["[Background]"]
    assert edition.remedies["background__gap"].endswith('front matter says section = "background": who was consulted')


def test_a_snippet_for_an_unknown_section_is_an_error_that_lists_the_sections() -> None:
    edition = made(
        template(section(Part("background", "Background", required=False))),
        None,
        snippet("x", 'section = "backgruond"', "Words."),
    )
    assert codes(edition) == ["SECTION-UNKNOWN"]
    assert "Did you mean “background”?" in edition.findings[0].remedy
    assert edition.findings[0].place.file == "narratives/q1/x.md"


def test_a_snippet_for_a_part_that_its_section_does_not_print_is_an_error() -> None:
    edition = made(template(section(DIRECTORATE)), None, snippet("x", 'section = "waste"\npart = "closing"', "Words."))
    assert codes(edition) == ["SNIPPET-UNPRINTED"]
    assert "on-track" in edition.findings[0].remedy


def test_a_snippet_with_a_mistake_is_told_and_the_rest_of_the_paper_stands() -> None:
    kind = template(section(Part("background", "Background")))
    wrong, right = (
        snippet("x", 'section = "background"', "{{ recycling.vaule }}"),
        snippet("y", 'section = "background"', "Words."),
    )
    edition = made(kind, card(seen("recycling", Q1, "29.1")), wrong, right)
    assert lines(edition, "paragraph") == ["Words."]
    assert [finding.place.file for finding in edition.findings] == ["narratives/q1/x.md"]


def test_an_unknown_block_and_a_part_named_twice_are_errors_of_the_template() -> None:
    edition = made(template(section(Part("a", "A", blocks=("tally-tabel",)), Part("a", "A", required=False))))
    assert sorted(codes(edition)) == ["BLOCK-UNKNOWN", "PART-TWICE"]


def test_a_measure_and_a_directorate_without_words_are_drafted_and_marked() -> None:
    edition = made(template(section(DIRECTORATE)), card(seen("recycling", Q4, "28.0"), seen("recycling", Q1, "29.1")))
    assert edition.drafted == ("narratives/q1/waste/intro.md", "narratives/q1/waste/recycling.md")
    drafts = [
        block for block in blocks(edition, Paragraph) if isinstance(block, Paragraph) and block.role is Role.DRAFT
    ]
    assert len(drafts) >= 2
    assert all(
        line.startswith("Draft: ")
        for line in lines(edition, "paragraph")
        if any(block.id and block.id in line for block in drafts)
    )
    assert set(edition.drafted) <= set(edition.snippets)
    assert any(isinstance(one, Figure) and one.key == "recycling.value" for block in drafts for one in block.inlines)


def test_what_somebody_wrote_is_not_drafted() -> None:
    words = snippet(
        "a", 'section = "waste"\npart = "topic"\nmeasure = "recycling"', "Recycling was {{ recycling.value }}."
    )
    intro = snippet("b", 'section = "waste"\npart = "intro"', "Waste went well.")
    assert made(template(section(DIRECTORATE)), card(seen("recycling", Q1, "29.1")), words, intro).drafted == ()


def test_a_directorate_without_figures_gets_a_sentence_that_names_its_measures() -> None:
    edition = made(template(section(DIRECTORATE)))
    assert lines(edition, "heading 2") == ["Waste", "Homes"]
    assert "Measures named without a figure: Recycling rate; Missed bins." in lines(edition, "paragraph")[0]
    assert blocks(edition, Table) == []


def test_the_ratings_table_prints_missing_values_as_written_and_no_target_in_words() -> None:
    missing = Observation("missed", Q1, "TBC", reason="TBC")
    edition = made(
        template(section(DIRECTORATE)),
        card(seen("recycling", Q4, "28.0"), seen("recycling", Q1, "29.1"), missing, targets=(aim("recycling", "50"),)),
    )
    cells = lines(edition, "cell")
    assert cells[:5] == ["Q1 2024/25", "29.1%", "50%", "■\N{NO-BREAK SPACE}Red", "Improving from 28.0% (Q4 2023/24)"]
    assert cells[5:10] == [
        "Q1 2024/25",
        "TBC\N{NO-BREAK SPACE}[x]",
        "No target",
        "○\N{NO-BREAK SPACE}Not rated",
        "No earlier figure",
    ]


def test_a_break_in_the_series_is_said_in_the_direction() -> None:
    now = seen("recycling", Q1, "29.1", break_before="The definition changed")
    edition = made(template(section(DIRECTORATE)), card(seen("recycling", Q4, "28.0"), now))
    assert "Not comparable: the definition changed" in lines(edition, "cell")


def test_three_values_make_a_trend_with_forecast_and_target() -> None:
    rows = [seen("recycling", Period.parse(f"Q{n} 2023/24"), f"2{n}.0") for n in (1, 2, 3, 4)]
    ahead = seen("recycling", Period.parse("2024/25"), "33", status=Status.FORECAST)
    edition = made(
        template(section(DIRECTORATE, Part("data", "Data", blocks=("chart-data",)))),
        card(*rows, ahead, targets=(aim("recycling", "50"),)),
    )
    (chart,) = blocks(edition, Chart)
    assert isinstance(chart, Chart)
    assert chart.kind is ChartKind.TREND
    assert [(point.text, point.state) for point in chart.series[0].points][-2:] == [
        ("24.0%", PointState.FINAL),
        ("33%", PointState.FORECAST),
    ]
    assert [one.role for one in chart.series] == [SeriesRole.ACTUAL, SeriesRole.TARGET]
    assert "fell" not in chart.alt
    assert "rose from 21.0% in Q1 2023/24 to 24.0% in Q4 2023/24" in chart.alt
    assert (
        lines(edition, "caption")[1] == "Figure 1: Recycling rate rose from 21.0% in Q1 2023/24 to 24.0% in Q4 2023/24"
    )
    assert any("Data: Table 2." in line for line in lines(edition, "paragraph"))


def test_fewer_values_stand_beside_their_comparators() -> None:
    england = Comparator("decent", "England", None, Decimal("93.5"), 1, "93.5")
    edition = made(template(section(DIRECTORATE)), card(seen("decent", Q1, "53.5"), comparators=(england,)))
    (chart,) = blocks(edition, Chart)
    assert isinstance(chart, Chart)
    assert chart.kind is ChartKind.COMPARATORS
    assert [one.name for one in chart.series] == ["Borough Council", "England"]
    assert (
        chart.alt
        == "Bar chart. Decent homes, percentage, Q1 2024/25: Borough Council 53.5%; England 93.5%. Below England."
    )


def test_each_red_is_at_a_glance_with_its_action_and_marked_gaps_for_owner_and_day() -> None:
    words = snippet(
        "a",
        'section = "waste"\npart = "focus"\nmeasure = "recycling"\nowner = "Head of Waste"',
        "Low.\n\nAction: Collect food waste.",
    )
    glance = Part("glance", "At a glance", blocks=("tally-table", "overview-chart", "reds-table"))
    edition = made(
        template(section(glance, DIRECTORATE)),
        card(seen("recycling", Q1, "29.1"), targets=(aim("recycling", "50"),)),
        words,
    )
    reds = blocks(edition, Table)[1]
    assert isinstance(reds, Table)
    (row,) = reds.rows
    texts = [line.text for line in outline(edition.paper) if line.block == row.id]
    assert texts == [
        "Recycling rate",
        "29.1%",
        "50%",
        "No earlier figure",
        "Collect food waste.",
        "Head of Waste",
        "[due date]",
    ]
    (action,) = edition.actions
    assert (action.measure, action.text, action.owner, action.due, action.file) == (
        "recycling",
        "Collect food waste.",
        "Head of Waste",
        "",
        "narratives/q1/a.md",
    )


def test_a_list_of_actions_is_one_promise_an_item() -> None:
    words = snippet(
        "a",
        'section = "waste"\npart = "focus"\nmeasure = "recycling"',
        "Low.\n\nActions:\n\n- collect glass\n- collect food.\n\nMore words.",
    )
    edition = made(template(section(DIRECTORATE)), card(seen("recycling", Q1, "29.1")), words)
    assert [action.text for action in edition.actions] == ["collect glass collect food."]


def test_a_red_of_another_period_than_the_papers_says_which() -> None:
    glance = Part("glance", "At a glance", blocks=("reds-table",))
    edition = made(template(section(glance)), card(seen("recycling", Q4, "29.1"), targets=(aim("recycling", "50"),)))
    assert "29.1% (Q4 2023/24)" in lines(edition, "cell")


def test_a_document_that_all_figures_come_from_is_named_once() -> None:
    place = Place("data/observations.csv", 4)
    rows = [
        seen(name, Q1, "29.1", source=f"Report, line {line}", place=place)
        for name, line in (("recycling", 3), ("decent", 9))
    ]
    edition = made(template(section(Part("all", "All", blocks=("measures-table",)))), card(*rows))
    assert lines(edition, "paragraph")[0].startswith("Every figure in these tables comes from the Report.")
    assert "Line 9 (data line 4)" in lines(edition, "cell")


def test_a_paper_without_reds_says_so() -> None:
    assert lines(made(template(section(Part("glance", "Glance", blocks=("reds-table",))))), "paragraph") == [
        "No measure is rated red."
    ]


def test_the_rule_that_is_printed_is_the_rule_of_the_settings() -> None:
    scorecard = replace(card(), tolerance=Decimal("7.5"))
    items = lines(made(template(section(Part("rule", "Rule", blocks=("rating-rule",)))), scorecard), "item")
    assert items[1] == "▲\N{NO-BREAK SPACE}Amber: the figure misses its target by no more than 7.5% of the target."


def test_captions_count_tables_and_figures_and_references_to_them_are_words() -> None:
    parts = (Part("glance", "Glance", blocks=("body", "tally-table", "overview-chart")), DIRECTORATE)
    words = snippet("x", 'section = "glance"', f"See {{{{ ref('{block_id('glance', 'tally')}') }}}}.")
    edition = made(template(section(*parts)), card(seen("recycling", Q1, "29.1")), words)
    assert [caption.split(":")[0] for caption in lines(edition, "caption")] == ["Table 1", "Figure 1", "Table 2"]
    assert lines(edition, "paragraph")[0] == "See Table 1."
    assert not any(
        isinstance(one, Reference)
        for block in blocks(edition, Paragraph)
        if isinstance(block, Paragraph)
        for one in block.inlines
    )


def test_the_appendix_counts_its_tables_apart_and_the_wide_one_stands_on_landscape_pages() -> None:
    appendix = TemplateSection(
        "all", SectionKind.APPENDIX, "Appendix", parts=(Part("table", "All", blocks=("measures-table",)),)
    )
    edition = made(
        template(section(DIRECTORATE), appendix), card(seen("recycling", Q1, "29.1", source="Report, line 3"))
    )
    table = blocks(edition, Table)[-1]
    assert isinstance(table, Table)
    assert table.wide
    assert [text.split(":")[0] for text in lines(edition, "caption")] == ["Table 1", "Table A1", "Table A2"]
    assert any(text.startswith("Report, line 3") for text in lines(edition, "cell"))


def test_a_heading_of_a_snippet_stands_under_the_heading_of_its_part() -> None:
    words = snippet("a", 'section = "waste"\npart = "focus"\nheading = "Bins"', "Words.")
    edition = made(template(section(DIRECTORATE)), card(), words)
    assert [(block.level, block.id != "") for block in blocks(edition, Heading) if isinstance(block, Heading)][:3] == [
        (2, True),
        (3, True),
        (4, True),
    ]


@settings(max_examples=30, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["recycling", "missed", "decent"]), st.decimals(0, 100, places=1), max_size=3),
    st.sampled_from([None, "50", "0"]),
)
def test_any_scorecard_composes_to_a_whole_paper_with_unique_ids_and_the_same_bytes(
    values: dict[str, Decimal], target: str | None
) -> None:
    glance = Part("glance", "Glance", numbered_heading=True, blocks=("tally-table", "overview-chart", "reds-table"))
    kind = template(
        section(glance, DIRECTORATE, Part("rest", "Rest", blocks=("measures-table", "chart-data", "rating-rule")))
    )
    scorecard = card(
        *(seen(name, Q1, str(value)) for name, value in values.items()),
        targets=tuple(aim(name, target) for name in values) if target else (),
    )
    edition = made(kind, scorecard)
    assert edition.findings == ()
    ids = [
        line.block for line in outline(edition.paper) if line.kind in {"heading 2", "heading 3", "paragraph", "caption"}
    ]
    assert len(ids) == len(set(ids))
    assert all(line.text for line in outline(edition.paper))
    assert to_json(edition.paper) == to_json(made(kind, scorecard).paper)
    gaps = [
        one
        for block in blocks(edition, Paragraph)
        if isinstance(block, Paragraph)
        for one in block.inlines
        if isinstance(one, Gap)
    ]
    focus = sum(fact.text in {"Red", "Amber"} for key, fact in edition.facts.items() if key.endswith(".rating"))
    assert len(gaps) == focus  # a drafted area of focus asks for its action, and nothing else is asked for
    assert edition.actions == ()


# -- the figures behind the charts


def chart_data(*targets: Target) -> tuple[Edition, list[tuple[list[str], list[list[str]]]]]:
    """Return a paper of two trends over the same quarters, and its tables of data as headings and rows."""
    quarters = [Period.parse(f"Q{n} 2023/24") for n in (1, 2, 3)]
    rows = [
        seen(name, quarter, f"{tens + at}.0")
        for name, tens in (("recycling", 20), ("decent", 50))
        for at, quarter in enumerate(quarters)
    ]
    edition = made(
        template(section(DIRECTORATE, Part("data", "Data", blocks=("chart-data",)))), card(*rows, targets=targets)
    )
    tables = [
        block
        for block in blocks(edition, Table)
        if isinstance(block, Table) and block.description.startswith("Each figure")
    ]
    printed = [
        [[line.text for line in outline(edition.paper) if line.block == row.id] for row in table.rows]
        for table in tables
    ]
    return edition, [
        ([column.heading for column in table.columns], rows) for table, rows in zip(tables, printed, strict=True)
    ]


def test_trends_of_the_same_periods_share_a_table_that_both_notes_name() -> None:
    edition, tables = chart_data()
    assert tables == [
        (
            ["Period", "Recycling rate", "Decent homes"],
            [["Q1 2023/24", "20.0%", "50.0%"], ["Q2 2023/24", "21.0%", "51.0%"], ["Q3 2023/24", "22.0%", "52.0%"]],
        )
    ]
    assert lines(edition, "caption")[-1] == "Table 3: Data for Figure 1 and Figure 2"
    assert sum("Data: Table 3." in line for line in lines(edition, "paragraph")) == 2


def test_a_trend_with_another_target_has_a_table_of_its_own_and_no_cell_is_ever_empty() -> None:
    edition, tables = chart_data(aim("recycling", "50"))
    assert [headings for headings, _ in tables] == [["Period or target", "Recycling rate"], ["Period", "Decent homes"]]
    assert tables[0][1][-1] == ["Target", "50%"]
    assert [caption.split(":")[1] for caption in lines(edition, "caption")[-2:]] == [
        " Data for Figure 1",
        " Data for Figure 2",
    ]
    assert all(len(row) == len(headings) and all(row) for headings, rows in tables for row in rows)
