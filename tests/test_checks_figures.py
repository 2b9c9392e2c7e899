"""The checks of the figures: ratings, counts, reds, few cases, typed figures; and where a figure comes from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabinetpaper.checks import Subject
from cabinetpaper.checks.denominators import denominators
from cabinetpaper.checks.directorates import directorates
from cabinetpaper.checks.reds import reds
from cabinetpaper.checks.tables import tables
from cabinetpaper.checks.tallies import tallies
from cabinetpaper.checks.typed_figures import typed_figures
from cabinetpaper.cli.origin import trace_facts
from cabinetpaper.finding import Place, Severity
from cabinetpaper.measure import Directorate, Measure, Operator, Polarity, Rag, Target
from cabinetpaper.paper import (
    Action,
    Cell,
    Chart,
    Column,
    Edition,
    Figure,
    Inline,
    Paper,
    Paragraph,
    Point,
    Rating,
    Row,
    Section,
    SectionKind,
    Series,
    Span,
    Table,
    Text,
)
from cabinetpaper.period import Period
from cabinetpaper.scorecard import LooseFigure, Observation, Scorecard, facts
from cabinetpaper.settings import Settings
from cabinetpaper.unit import Unit, UnitKind

Q1, Q4 = Period.parse("Q1 2024/25"), Period.parse("Q4 2023/24")
VISITS = Measure(
    "visits",
    "Visits made on time",
    "asc",
    Unit(UnitKind.PERCENT),
    Polarity.HIGHER,
    short_name="Visits",
    place=Place("data/measures.csv", 2),
)
SNIPPET = "narratives/q1/asc.md"
SOURCE = '+++\nsection = "asc"\n+++\nVisits reached {{ visits.value }}.\nThe aim was 95%.\n'


def seen(value: str, period: Period = Q1, line: int = 2, **more: object) -> Observation:
    place = Place("data/observations.csv", line, cell="value")
    return Observation("visits", period, value, Decimal(value), 0, place=place, **more)  # type: ignore[arg-type]


def card(*observations: Observation, figures: tuple[LooseFigure, ...] = (), **more: object) -> Scorecard:
    target = Target("visits", None, "95", Decimal(95), 0, Operator.AT_LEAST, place=Place("data/targets.csv", 2))
    whole = Scorecard(
        Q1,
        date(2024, 6, 30),
        (Directorate("asc", "Adult social care"),),
        (VISITS,),
        observations,
        (target,),
        figures=figures,
    )
    return replace(whole, **more)  # type: ignore[arg-type]


def paper(*inlines: Inline, **more: object) -> Paper:
    section = Section("asc", SectionKind.DETAIL, "Adult social care", (Paragraph("p", tuple(inlines), numbered=True),))
    return replace(Paper("q1", "Performance", "A council", (section,), status="Draft"), **more)  # type: ignore[arg-type]


def subject(of: Scorecard, *inlines: Inline, actions: tuple[Action, ...] = ()) -> Subject:
    return Subject(Edition(paper(*inlines), facts(of), {SNIPPET: SOURCE}, actions=actions), of, Settings())


def loose(**counts: int) -> tuple[LooseFigure, ...]:
    return tuple(
        LooseFigure(f"stated.asc.{name}", name, str(count), Decimal(count), place=Place("data/figures.csv", 2))
        for name, count in counts.items()
    )


def test_a_red_measure_wants_action_owner_and_due_date() -> None:
    red = card(seen("80"))
    assert [one.code for one in reds(subject(red))] == ["RED-WITHOUT-ACTION"]
    bare = Action("visits", "Recruit two officers.", file=SNIPPET)
    (incomplete,) = reds(subject(red, actions=(bare,)))
    assert incomplete.code == "RED-ACTION-INCOMPLETE"
    assert incomplete.message.endswith("has no owner and no due date")
    (undated,) = reds(subject(red, actions=(replace(bare, owner="Head of care"),)))
    assert undated.message.endswith("has no due date")
    whole = replace(bare, owner="Head of care", due="30 September 2024")
    assert list(reds(subject(red, actions=(whole,)))) == []


def test_a_measure_that_is_not_red_wants_no_action() -> None:
    assert list(reds(subject(card(seen("94"))))) == []
    assert list(reds(subject(card()))) == []


def test_the_finding_of_a_red_measure_leads_to_its_snippet_or_else_to_its_row() -> None:
    (without,) = reds(subject(card(seen("80"))))
    assert str(without.place) == "data/measures.csv:2 (measure visits)"
    (owner,) = reds(subject(card(seen("80")), actions=(Action("visits", "Recruit.", file=SNIPPET),)))
    assert owner.place.file == SNIPPET


@pytest.mark.parametrize(("cases", "told"), [(Decimal(19), True), (Decimal(20), False), (None, False)])
def test_a_percentage_of_fewer_cases_than_the_setting_is_told(cases: Decimal | None, told: bool) -> None:
    found = list(denominators(subject(card(seen("80", numerator=Decimal(16), denominator=cases)))))
    assert bool(found) is told
    assert all("of only 19 cases" in one.message for one in found)


def test_stated_counts_that_exceed_their_total_are_a_warning() -> None:
    (found,) = tallies(Subject(Edition(paper(), {}), card(figures=loose(total=5, green=2, amber=2, red=2)), Settings()))
    assert (found.code, found.severity) == ("STATED-COUNTS-EXCEED", Severity.WARNING)
    assert "2 green + 2 amber + 2 red add to 6, more than the stated total of 5" in found.message


def test_stated_counts_that_leave_some_out_are_a_note() -> None:
    (found,) = tallies(
        Subject(Edition(paper(), {}), card(figures=loose(total=18, improving=11, worsening=5)), Settings())
    )
    assert (found.code, found.severity) == ("STATED-COUNTS-LEAVE-OUT", Severity.NOTE)
    assert "11 improving + 5 worsening add to 16 of 18" in found.message


def test_ratings_are_counted_of_the_rated_and_directions_of_all() -> None:
    figures = loose(rated=13, green=7, amber=4, red=2, total=15, improving=7, worsening=7, unchanged=1)
    assert list(tallies(Subject(Edition(paper(), {}), card(figures=figures), Settings()))) == []


@given(st.lists(st.integers(0, 30), min_size=3, max_size=3))
def test_counts_with_their_own_sum_as_total_always_add_up(counts: list[int]) -> None:
    figures = loose(total=sum(counts), green=counts[0], amber=counts[1], red=counts[2])
    assert list(tallies(Subject(Edition(paper(), {}), card(figures=figures), Settings()))) == []


def test_a_stated_count_that_differs_from_ours_is_a_note() -> None:
    (found,) = tallies(subject(card(seen("80"), figures=loose(red=5))))
    assert (found.code, found.severity) == ("STATED-COUNT-DIFFERS", Severity.NOTE)
    assert "5 red (our data: 1)" in found.message


def test_a_directorate_and_a_measure_without_figures_are_notes() -> None:
    found = list(directorates(subject(card())))
    assert [one.code for one in found] == ["DIRECTORATE-WITHOUT-FIGURES", "MEASURE-WITHOUT-FIGURE"]
    assert {one.severity for one in found} == {Severity.NOTE}
    assert list(directorates(subject(card(seen("80"))))) == []


def span_of(words: str) -> Span:
    return Span(SNIPPET, SOURCE.index(words), SOURCE.index(words) + len(words))


def test_a_typed_figure_is_told_with_its_line_and_the_fact_that_has_its_value() -> None:
    printed = Figure("80%", "visits.value", span=span_of("{{ visits.value }}"))
    (found,) = typed_figures(
        subject(card(seen("80")), printed, Text("\nThe aim was 95%.\n", span=span_of("\nThe aim was 95%.\n")))
    )
    assert found.message == "“95%” is typed by hand"
    assert (found.place.file, found.place.line) == (SNIPPET, 5)
    assert "{{ visits.target }}" in found.remedy


def test_a_typed_figure_that_no_fact_has_is_to_be_given_a_source() -> None:
    (found,) = typed_figures(subject(card(), Text("It was 7.", span=Span(SNIPPET, 0, 9))))
    assert "figures.csv" in found.remedy


def test_words_that_come_from_no_snippet_are_not_typed_figures() -> None:
    assert list(typed_figures(subject(card(), Text("Amber reaches 10% past the target.")))) == []


def test_a_typed_figure_is_not_explained_by_measures_that_its_snippet_does_not_print() -> None:
    other = replace(VISITS, id="reviews", name="Reviews")
    both = replace(
        card(seen("80")), measures=(VISITS, other), observations=(seen("80"), replace(seen("80"), measure="reviews"))
    )
    (found,) = typed_figures(subject(both, Text("It was 80%.", span=Span(SNIPPET, 0, 9))))
    assert "{{" not in found.remedy
    printed = Figure("80%", "reviews.value", span=span_of("{{ visits.value }}"))
    (found,) = typed_figures(subject(both, printed, Text("It was 80%.", span=Span(SNIPPET, 0, 9))))
    assert "{{ reviews.value }}" in found.remedy


def ratings(*columns: str, caption: str = "Measures") -> Table:
    cells = (
        Cell((Paragraph("", (Text("Visits"),)),)),
        *(Cell((Paragraph("", (Rating(Rag.RED, "visits.rating"),)),)) for _ in columns),
    )
    return Table(
        "t", (Text(caption),), (Column("Measure"), *(Column(one) for one in columns)), (Row("t_visits", cells),)
    )


def with_table(table: Table) -> Subject:
    of = card(seen("80"))
    whole = Paper(
        "q1", "Performance", "A council", (Section("asc", SectionKind.DETAIL, "Care", (table,)),), status="Draft"
    )
    return Subject(Edition(whole, facts(of)), of, Settings())


def test_a_table_of_ratings_names_its_target_and_its_period() -> None:
    found = [one.message for one in tables(with_table(ratings("Rating")))]
    assert found == [
        "The table “Measures” shows ratings and names no target",
        "The table “Measures” shows ratings and names no period",
    ]
    assert list(tables(with_table(ratings("Target", "Rating", caption="Measures, Q1 2024/25")))) == []
    assert list(tables(with_table(ratings("Period", "Target", "Rating")))) == []


def test_a_printed_measure_without_a_source_is_told() -> None:
    (found,) = tables(subject(card(seen("80")), Figure("80%", "visits.value")))
    assert found.code == "SOURCE-MISSING"
    assert str(found.place) == "data/observations.csv:2, column value"
    assert list(tables(subject(card(seen("80", source="Report, line 4")), Figure("80%", "visits.value")))) == []
    assert list(tables(subject(card(seen("80"))))) == []


def traced(asked: str) -> tuple[Edition, Scorecard, str]:
    of = card(seen("80", source="Report, line 4"), seen("75", Q4, 3))
    words = (
        Figure("80%", "visits.value", span=span_of("{{ visits.value }}")),
        Text(" of 95%", span=span_of("The aim was 95%.")),
    )
    chart = Chart(
        "c",
        (Text("Visits rise"),),
        "A line.",
        series=(Series("Council", (Point("Q1 2024/25", Decimal(80), "80%", "visits.value"),)),),
    )
    whole = paper(*words)
    section = replace(
        whole.sections[0],
        blocks=(*whole.sections[0].blocks, replace(ratings("Rating"), caption=(Text("Ratings"),)), chart),
    )
    return Edition(replace(whole, sections=(section,)), facts(of), {SNIPPET: SOURCE}), of, asked


@pytest.mark.parametrize("asked", ["80%", "80", " 80% ", "visits.value", "{{ visits.value }}"])
def test_a_figure_is_traced_to_its_cell_its_source_its_snippet_and_every_place(asked: str) -> None:
    found = next(one for one in trace_facts(*traced(asked)).origins if one.fact.key == "visits.value")
    assert found.measure == "Visits made on time"
    assert [str(place) for place in found.fact.sources] == ["data/observations.csv:2, column value (Report, line 4)"]
    assert [one.where for one in found.printed] == [
        "“Adult social care”, paragraph 1",
        "“Adult social care”, chart “Visits rise”, Council, Q1 2024/25",
    ]
    assert str(found.printed[0].snippet) == f"{SNIPPET}:4"


def test_a_computed_figure_is_traced_to_its_sum_and_parts() -> None:
    (found,) = trace_facts(*traced("visits.change")).origins
    assert found.fact.text == "5 percentage points"
    assert found.fact.sum == "80 − 75"
    assert [part.text for part in found.parts] == ["80%", "75%"]


def test_a_rating_is_traced_to_the_row_of_its_table() -> None:
    (found,) = trace_facts(*traced("visits.rating")).origins
    assert [one.where for one in found.printed] == ["“Adult social care”, table “Ratings”, row “Visits”"]


def test_a_measure_is_traced_through_the_facts_that_the_paper_prints() -> None:
    found = trace_facts(*traced("visits"))
    assert [one.fact.key for one in found.origins] == ["visits.value", "visits.rating"]
    assert "visits.change" in found.more


def test_a_figure_typed_by_hand_is_found_beside_the_fact_that_has_its_value() -> None:
    found = trace_facts(*traced("95%"))
    assert [str(one.snippet) for one in found.typed] == [f"{SNIPPET}:5"]
    assert [one.fact.key for one in found.origins] == ["visits.target"]


def test_percent_and_plain_numbers_are_not_taken_for_each_other() -> None:
    assert trace_facts(*traced("£80")).origins == ()
    assert trace_facts(*traced("nothing")).origins == ()
