"""The checks of the form and of the words: a whole paper is clean, and each part taken away is missed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabinetpaper import checks
from cabinetpaper.checks import CHECKS, Subject, check
from cabinetpaper.finding import Finding, Severity
from cabinetpaper.paper import (
    Cell,
    Chart,
    Column,
    Edition,
    Gap,
    Heading,
    Inline,
    Item,
    Paper,
    Paragraph,
    Recommendation,
    Recommendations,
    Reference,
    Row,
    Section,
    SectionKind,
    Table,
    Text,
)
from cabinetpaper.paper.model import Block
from cabinetpaper.period import Period
from cabinetpaper.scorecard import Scorecard
from cabinetpaper.settings import Look, Settings
from cabinetpaper.written import figures_in

CARD = Scorecard(Period.parse("Q1 2024/25"), date(2024, 6, 30))
FILE = "narratives/q1/paper.toml"


def inlines(*parts: str | Inline) -> tuple[Inline, ...]:
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def paragraph(name: str, *parts: str | Inline, numbered: bool = True) -> Paragraph:
    return Paragraph(name, inlines(*parts), numbered=numbered)


def table(name: str, rows: Iterable[tuple[str, str | Inline]]) -> Table:
    made = tuple(
        Row(
            f"{name}_{n}", (Cell((paragraph("", label, numbered=False),)), Cell((paragraph("", said, numbered=False),)))
        )
        for n, (label, said) in enumerate(rows)
    )
    return Table(name, inlines(name), (Column("Item"), Column("Details")), made)


FRONT: dict[str, str | Inline] = {
    "Decision-maker": "Cabinet",
    "Subject": "Performance from April to June",
    "Date of decision": "10 September 2024",
    "Report of": "The Leader",
    "Contact": "A. Person, Author, a.person@example.org, 023 8083 3000",
}


def sections() -> dict[SectionKind, Section]:
    made: dict[SectionKind, tuple[str, tuple[Block, ...]]] = {
        SectionKind.FRONT: ("", (table("Front", FRONT.items()),)),
        SectionKind.CONFIDENTIALITY: (
            "Statement of confidentiality",
            (paragraph("conf", "Not applicable", numbered=False),),
        ),
        SectionKind.RECOMMENDATIONS: (
            "Recommendations",
            (Recommendations("recs", (Recommendation("r1", inlines("To note the report.")),)),),
        ),
        SectionKind.REASONS: ("Reasons", (paragraph("why", "Cabinet watches over performance."),)),
        SectionKind.OPTIONS: (
            "Alternative options",
            (paragraph("opt", "To report once a year was rejected: it is too late to act."),),
        ),
        SectionKind.RESOURCE: (
            "Resource implications",
            (
                Heading("h1", 2, inlines("Capital/Revenue")),
                paragraph("cap", "Met from budgets."),
                Heading("h2", 2, inlines("Property/Other")),
                paragraph("prop", "No building is touched."),
            ),
        ),
        SectionKind.LEGAL: (
            "Legal",
            (
                Heading("h3", 2, inlines("Statutory power")),
                paragraph("law", "Section 111 of the Local Government Act 1972."),
            ),
        ),
        SectionKind.RISK: ("Risk", (paragraph("risk", "Without a report, risks are seen late."),)),
        SectionKind.POLICY: ("Policy", (paragraph("pol", "The Corporate Plan asks for this report."),)),
        SectionKind.KEY_DECISION: ("Key decision?", (paragraph("key", "No", numbered=False),)),
        SectionKind.WARDS: ("Wards", (paragraph("wards", "All", numbered=False),)),
        SectionKind.DOCUMENTS: (
            "Supporting documentation",
            (
                Heading("h4", 2, inlines("Equality impact assessment needed?")),
                paragraph("esia", "No: the paper changes no service.", numbered=False),
                Heading("h5", 2, inlines("Data protection impact assessment needed?")),
                paragraph("dpia", "No: it holds no personal data.", numbered=False),
                Heading("h6", 2, inlines("Background documents")),
                paragraph("back", "None", numbered=False),
            ),
        ),
    }
    return {kind: Section(kind.value.replace(" ", "_"), kind, title, blocks) for kind, (title, blocks) in made.items()}


def paper(changed: dict[SectionKind, tuple[Block, ...] | None] | None = None, status: str = "Draft") -> Paper:
    kept = []
    for kind, section in sections().items():
        blocks = (changed or {}).get(kind, section.blocks)
        if blocks is not None:
            kept.append(replace(section, blocks=blocks))
    return Paper("q1", "Performance", "A council", tuple(kept), status=status)


def subject(
    of: Paper | None = None,
    *,
    settings: Settings | None = None,
    snippets: dict[str, str] | None = None,
    **edition: object,
) -> Subject:
    made = Edition(of or paper(), {}, snippets or {})
    return Subject(replace(made, **edition), CARD, settings or Settings())  # type: ignore[arg-type]


def told(of: Subject) -> list[str]:
    return [finding.code for finding in check(of)]


def only(of: Subject) -> Finding:
    (finding,) = check(of)
    return finding


def test_a_report_that_nobody_decides_on_is_not_held_to_the_committee_form() -> None:
    kept = {
        kind: None
        for kind in sections()
        if kind not in {SectionKind.FRONT, SectionKind.DETAIL, SectionKind.SUMMARY, SectionKind.APPENDIX}
    }
    assert told(subject(paper({**kept, SectionKind.FRONT: ()}))) == []
    assert "FRONT-MISSING" in told(subject(paper({SectionKind.FRONT: ()})))


def test_a_whole_paper_has_nothing_to_report() -> None:
    assert check(subject()) == ()


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (SectionKind.CONFIDENTIALITY, "CONFIDENTIALITY-MISSING"),
        (SectionKind.RECOMMENDATIONS, "RECOMMENDATIONS-MISSING"),
        (SectionKind.REASONS, "REASONS-MISSING"),
        (SectionKind.OPTIONS, "OPTIONS-MISSING"),
        (SectionKind.LEGAL, "IMPLICATION-MISSING"),
        (SectionKind.RISK, "IMPLICATION-MISSING"),
        (SectionKind.POLICY, "IMPLICATION-MISSING"),
        (SectionKind.KEY_DECISION, "KEY-DECISION-UNANSWERED"),
        (SectionKind.WARDS, "WARDS-MISSING"),
    ],
)
def test_a_part_of_the_form_is_missed_whether_it_is_absent_or_empty(kind: SectionKind, code: str) -> None:
    for blocks in (None, ()):
        finding = only(subject(paper({kind: blocks})))
        assert (finding.code, finding.severity) == (code, Severity.WARNING)
        assert finding.place.file == FILE
        assert finding.remedy


def test_a_gap_is_a_warning_in_a_draft_and_an_error_once_published() -> None:
    assert [one.severity for one in check(subject(paper({SectionKind.WARDS: ()})))] == [Severity.WARNING]
    assert [one.severity for one in check(subject(paper({SectionKind.WARDS: ()}, status="")))] == [Severity.ERROR]


def test_both_kinds_of_resource_implication_are_missed_by_name() -> None:
    found = check(subject(paper({SectionKind.RESOURCE: None})))
    assert [one.code for one in found] == ["IMPLICATION-MISSING"] * 2
    assert "capital" in found[0].message
    assert "property" in found[1].message


@pytest.mark.parametrize("row", FRONT)
def test_each_row_of_the_front_table_is_missed(row: str) -> None:
    rows = [(label, said) for label, said in FRONT.items() if label != row]
    finding = only(subject(paper({SectionKind.FRONT: (table("Front", rows),)})))
    assert finding.code == "FRONT-MISSING"
    assert row.lower() in finding.message.lower()


def front(**changed: str | Inline) -> Subject:
    rows = FRONT | {label.replace("_", " "): said for label, said in changed.items()}
    return subject(paper({SectionKind.FRONT: (table("Front", rows.items()),)}))


def test_a_date_without_its_day_is_not_a_full_date() -> None:
    finding = only(front(Date_of_decision="September 2024"))
    assert finding.code == "FRONT-DATE"
    assert "September 2024" in finding.message


def test_a_contact_without_an_address_or_number_cannot_be_reached() -> None:
    found = check(front(Contact="A. Person, Author"))
    assert [one.code for one in found] == ["FRONT-CONTACT"] * 2


def test_a_marked_gap_is_told_once_with_its_words() -> None:
    finding = only(front(Date_of_decision=Gap("date of decision")))
    assert finding.code == "GAP"
    assert finding.message == "Missing: date of decision"
    assert "Date of decision" in finding.place.detail


@pytest.mark.parametrize(
    ("kind", "said", "code"),
    [
        (SectionKind.CONFIDENTIALITY, "See the appendix.", "CONFIDENTIALITY-UNCLEAR"),
        (SectionKind.CONFIDENTIALITY, "Exempt under paragraph 3 of Schedule 12A.", "CONFIDENTIALITY-UNCLEAR"),
        (SectionKind.OPTIONS, "None.", "OPTIONS-UNEXPLAINED"),
        (SectionKind.RISK, "N/A", "IMPLICATION-BARE"),
        (SectionKind.KEY_DECISION, "Perhaps", "KEY-DECISION-UNANSWERED"),
        (SectionKind.KEY_DECISION, "Yes", "KEY-DECISION-NOTICE"),
        (SectionKind.KEY_DECISION, "Yes, forward plan reference 7, notice of 20 August 2024", "KEY-DECISION-LATE"),
        (SectionKind.REASONS, "3. Cabinet watches.", "NUMBER-BY-HAND"),
    ],
)
def test_an_answer_that_does_not_answer_is_told(kind: SectionKind, said: str, code: str) -> None:
    assert told(subject(paper({kind: (paragraph("said", said),)}))) == [code]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (
            SectionKind.CONFIDENTIALITY,
            "Exempt under paragraph 3 of Schedule 12A; the public interest is served by keeping the tender private.",
        ),
        (SectionKind.KEY_DECISION, "Yes, forward plan reference 7, notice of 12 August 2024"),
        (SectionKind.KEY_DECISION, "No: it commits no money."),
    ],
)
def test_an_answer_that_answers_is_left_alone(kind: SectionKind, said: str) -> None:
    assert told(subject(paper({kind: (paragraph("said", said),)}))) == []


def test_twenty_eight_clear_days_leave_out_both_the_notice_and_the_decision() -> None:
    late = subject(paper({SectionKind.KEY_DECISION: (paragraph("k", "Yes, reference 7, notice of 13 August 2024"),)}))
    assert "27 clear days" in only(late).message  # 14 August to 9 September


def test_a_statutory_power_needs_an_act_and_a_section() -> None:
    for said in ("The Local Government Act 1972.", "Section 111.", "The general power."):
        blocks = (Heading("h3", 2, inlines("Statutory power")), paragraph("law", said))
        assert told(subject(paper({SectionKind.LEGAL: blocks}))) == ["LEGAL-POWER"]


def recommend(*texts: str) -> Subject:
    items = tuple(Recommendation(f"r{n}", inlines(text)) for n, text in enumerate(texts))
    return subject(paper({SectionKind.RECOMMENDATIONS: (Recommendations("recs", items),)}))


def test_recommendations_begin_with_what_is_to_be_done_and_differ() -> None:
    assert told(recommend("To note the report.", "That Cabinet agrees the plan.")) == []
    assert told(recommend("The report is good.")) == ["RECOMMENDATION-VERB"]
    twice = only(recommend("To note the report.", "To note  the report"))
    assert twice.code == "RECOMMENDATION-TWICE"
    assert "(i) and (ii)" in twice.message
    assert told(recommend("To note the report.", " ")) == ["RECOMMENDATION-EMPTY"]


def documents(*blocks: Block) -> Subject:
    return subject(paper({SectionKind.DOCUMENTS: blocks}))


def test_open_questions_about_assessments_and_background_papers_are_told() -> None:
    assert told(documents()) == ["ASSESSMENT-UNANSWERED", "ASSESSMENT-UNANSWERED", "BACKGROUND-MISSING"]


def test_a_bare_no_to_an_assessment_wants_a_reason() -> None:
    kept = sections()[SectionKind.DOCUMENTS].blocks
    bare = tuple(replace(block, inlines=inlines("No")) if block.id == "esia" else block for block in kept)
    finding = only(documents(*bare))
    assert finding.code == "ASSESSMENT-UNEXPLAINED"
    assert "Say why" in finding.remedy


def test_an_answer_may_stand_behind_its_question() -> None:
    kept = sections()[SectionKind.DOCUMENTS].blocks
    asked = paragraph("q", "Does this report require an assessment?", numbered=False)
    assert told(documents(kept[0], asked, *kept[1:])) == []


def test_gaps_in_one_place_are_told_together() -> None:
    row = paragraph("c", Gap("name of the author"), " ", Gap("email of the author"))
    finding = only(subject(paper({SectionKind.REASONS: (row,)})))
    assert finding.message == "Missing: name and email of the author"


def test_a_gap_says_whether_it_is_answered_in_the_paper_file_or_in_a_snippet() -> None:
    answered = only(subject(paper({SectionKind.RISK: (paragraph("risk_gap", Gap("the risks")),)})))
    assert answered.remedy == 'Under [answers] write risk = "…"'
    told_in_words = only(subject(paper({SectionKind.REASONS: (paragraph("why_gap", Gap("why")),)})))
    assert "narratives/q1/why.md" in told_in_words.remedy
    assert 'section = "why"' in told_in_words.remedy
    taken = subject(
        paper({SectionKind.REASONS: (paragraph("why_gap", Gap("why")),)}), snippets={"narratives/q1/why.md": "x"}
    )
    assert only(taken).remedy == 'Write a snippet whose front matter says section = "why"'


def test_a_blank_numbered_row_of_the_background_papers_is_told() -> None:
    kept = sections()[SectionKind.DOCUMENTS].blocks[:-1]
    rows = table("Background documents", [("1.", "Data strategy"), ("2.", "")])
    assert "BACKGROUND-BLANK-ROW" in told(documents(*kept, rows))
    assert "BACKGROUND-BLANK-ROW" not in told(
        documents(*kept, table("Background documents", [("1.", "Data strategy")]))
    )


def test_a_reference_to_nothing_and_an_id_used_twice_are_errors() -> None:
    lost = check(subject(paper({SectionKind.REASONS: (paragraph("why", "See paragraph ", Reference("gone")),)})))
    assert [(one.code, one.severity) for one in lost] == [("REFERENCE-LOST", Severity.ERROR)]
    twice = paper({SectionKind.REASONS: (paragraph("why", "One."), paragraph("why", "Two."))})
    assert told(subject(twice)) == ["BLOCK-TWICE"]
    assert told(subject(paper({SectionKind.REASONS: (paragraph("why", "As ", Reference("why")),)}))) == []


def test_tables_and_charts_say_what_they_hold() -> None:
    chart = Chart("c", inlines("Visits"), "  ")
    empty = replace(table("t", [("a", "")]), caption=())
    found = told(subject(paper({SectionKind.REASONS: (paragraph("why", "So."), chart, empty)})))
    assert sorted(found) == ["CELL-EMPTY", "CHART-WORDS", "TABLE-CAPTION"]


def test_a_drafted_snippet_is_named_as_the_command_wants_it() -> None:
    file = "narratives/q1/asc/focus.md"
    finding = only(subject(drafted=(file,), snippets={file: '+++\nsection = "asc"\ndraft = true\n+++\nWords.'}))
    assert finding.code == "SNIPPET-DRAFTED"
    assert "cabinetpaper draft asc/focus" in finding.remedy


def test_a_draft_taken_over_and_not_confirmed_is_told_with_its_line() -> None:
    source = '+++\nsection = "asc"\ndraft = true\n+++\nWords.\n'
    finding = only(subject(snippets={"narratives/q1/asc.md": source}))
    assert (finding.code, finding.place.line) == ("SNIPPET-UNREVIEWED", 3)
    assert (
        told(subject(snippets={"narratives/q1/asc.md": '+++\nsection = "asc"\n+++\ndraft = true is only said here\n'}))
        == []
    )


@pytest.mark.parametrize(
    "text",
    [
        "In Q1 2024/25, and since March 2024, KS4 results",
        "on 31 March 2024",
        "section 149 of the Equality Act 2010",
        "from 2023/24 to 2024/25",
        "per 10,000 children",
        "see paragraphs 7 and 8",
        "after COVID-19, in Sep-23",
        "under regulation 12(2)",
        "write to kpi2@example.org",
        "in the academic year 2022/23",
        "referred again within 12 months, of every 100,000",
        "adults aged 18 to 64, and those under 18",
    ],
)
def test_dates_periods_laws_and_names_are_not_figures(text: str) -> None:
    assert list(figures_in(text)) == []


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Visits rose to 95% in Q1 2024/25.", ["95%"]),
        ("from 27 to 25.5, of 1,665", ["27", "25.5", "1,665"]),
        ("£25 million in 2024", ["£25"]),
        ("fell by −1.5", ["−1.5"]),
    ],
)
def test_a_figure_in_words_is_seen(text: str, typed: list[str]) -> None:
    assert [figure.text for figure in figures_in(text)] == typed


@given(st.integers(0, 999_999), st.sampled_from(["", "%"]), st.text("abcdefgh ", max_size=20))
def test_a_number_is_seen_whatever_words_stand_round_it(number: int, sign: str, words: str) -> None:
    written = f"{number:,}{sign}"
    if 1900 <= number <= 2099:
        written = f"{number:,}.0{sign}"
    assert [figure.text for figure in figures_in(f"so {words} was {written} {words}")] == [written]


@pytest.mark.parametrize(
    ("look", "code"), [(Look(accent="#FFC000"), "COLOUR-CONTRAST"), (Look(logo="logo.png"), "LOGO-WITHOUT-WORDS")]
)
def test_a_look_that_cannot_be_read_is_told(look: Look, code: str) -> None:
    finding = only(subject(settings=Settings(look=look)))
    assert finding.code == code
    assert finding.place.file == "cabinetpaper.toml"


def test_the_shade_that_is_printed_instead_is_named() -> None:
    finding = only(subject(settings=Settings(look=Look(accent="#FFC000"))))
    assert "stands out from white by 1.6 to 1" in finding.message
    assert re.search(r"#[0-9A-F]{6} is printed instead", finding.remedy)


def test_findings_come_gravest_first_and_none_twice() -> None:
    found = check(subject(paper({SectionKind.WARDS: (), SectionKind.REASONS: (paragraph("why", Reference("gone")),)})))
    assert [one.severity.order for one in found] == sorted(one.severity.order for one in found)
    assert len(found) == len(set(found))


def test_every_rule_that_has_a_file_is_tried() -> None:
    folder = Path(checks.__file__).parent
    files = {path.stem for path in folder.glob("*.py") if re.search("^CODES", path.read_text("utf-8"), re.MULTILINE)}
    assert files == {rule.__name__ for rule in CHECKS}


@pytest.mark.parametrize("rule", CHECKS, ids=lambda rule: rule.__name__)
def test_every_rule_bears_an_empty_paper(rule: Callable[[Subject], Iterable[Finding]]) -> None:
    bare = Subject(Edition(Paper("q", "t", "c", ()), {}), CARD, Settings())
    for finding in rule(bare):
        assert str(finding.place)
        assert finding.remedy


def test_a_list_item_is_found_under_its_paragraph() -> None:
    file = "narratives/q1/why.md"
    listed = Item("i", (Gap("date of the meeting"),))
    finding = only(subject(paper({SectionKind.REASONS: (paragraph("why", "So."), listed)}), snippets={file: "x"}))
    assert finding.place.detail == "“Reasons”, list item under paragraph 1"
