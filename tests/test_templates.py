"""What a template can ask for: conditions, limits, guidance, rows of its own, the council's words, sign-off, what is
exempt, a record.
"""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabinetpaper.building import build
from cabinetpaper.compose import (
    Clearance,
    Details,
    FrontRow,
    Meeting,
    Part,
    PartsAs,
    Record,
    Template,
    TemplateSection,
    compose,
)
from cabinetpaper.compose.word_limits import counted_words
from cabinetpaper.finding import Severity
from cabinetpaper.narrative import parse_snippet
from cabinetpaper.paper import Counting, Edition, Gap, Numbering, Paper, Paragraph, SectionKind, Text, notes, outline
from cabinetpaper.period import Period
from cabinetpaper.scorecard import Scorecard
from cabinetpaper.settings import Settings, Vocabulary
from cabinetpaper.workspace import open_workspace
from reading_back import docx_lines, expected, html_lines, pdf_lines, solid

EXAMPLE = Path(__file__).parent.parent / "docs" / "examples" / "weirbridge"
PAPER = "2024-q2-committee"
SECRET = ("Quillfeather", "premium", "above the market")
DETAILS = Details("kind", "A paper", "Q1 2024/25", date(2024, 6, 30))
SCORECARD = Scorecard(Period.parse("Q1 2024/25"), date(2024, 6, 30))


def made(
    *sections: TemplateSection,
    details: Details = DETAILS,
    settings: Settings | None = None,
    snippets: tuple[str, ...] = (),
    **kind: object,
) -> Edition:
    """Return the paper of a template with these sections; a snippet is given as `section: words`."""
    written = (
        parse_snippet(
            f"narratives/p/{at}.md", f'+++\nsection = "{one.partition(": ")[0]}"\n+++\n{one.partition(": ")[2]}'
        )
        for at, one in enumerate(snippets)
    )
    template = replace(Template("Test", sections), **kind)  # type: ignore[arg-type]
    return compose(details, template, SCORECARD, tuple(written), settings or Settings(), paper_id="p")


def section(*parts: Part, **more: object) -> TemplateSection:
    return replace(TemplateSection("detail", SectionKind.DETAIL, "Detail", parts=parts), **more)  # type: ignore[arg-type]


def asked(identifier: str, **more: object) -> Part:
    return replace(Part(identifier, identifier.capitalize(), blocks=("answer",)), **more)  # type: ignore[arg-type]


def lines(paper: Paper, *kinds: str) -> list[str]:
    return [line.text for line in outline(paper) if line.kind in kinds]


def codes(edition: Edition) -> list[str]:
    return [one.code for one in edition.findings]


# Conditions


@pytest.mark.parametrize(
    ("answer", "headings"),
    [("Yes, since it costs more.", ["Key", "Notice"]), ("No", ["Key", "Why not"]), ("", ["Key"])],
)
def test_an_answer_opens_the_parts_that_depend_on_it(answer: str, headings: list[str]) -> None:
    parts = (asked("key"), asked("notice", when="key"), asked("reason", title="Why not", unless="key"))
    edition = made(section(*parts), details=replace(DETAILS, answers={"key": answer} if answer else {}))
    assert lines(edition.paper, "heading 2") == headings
    assert codes(edition) == []


def test_a_section_can_depend_on_a_row_of_the_front_table() -> None:
    front = TemplateSection("front", SectionKind.FRONT, blocks=("front-table",))
    urgent = TemplateSection(
        "urgency", SectionKind.OTHER, "Reasons for urgency", blocks=("answer",), when="front.urgent"
    )
    rows = (FrontRow("Urgent", "front.urgent"),)
    assert lines(
        made(front, urgent, details=replace(DETAILS, front={"urgent": "Yes"}), front=rows).paper, "heading 1"
    ) == ["Reasons for urgency"]
    assert (
        lines(made(front, urgent, details=replace(DETAILS, front={"urgent": "No"}), front=rows).paper, "heading 1")
        == []
    )


def test_words_for_a_closed_part_are_told_and_not_printed() -> None:
    parts = (asked("key"), asked("notice", when="key"), Part("more", "More", when="key"))
    edition = made(
        section(*parts),
        details=replace(DETAILS, answers={"key": "No", "notice": "KD 12"}),
        snippets=("more: Closed words.",),
    )
    assert codes(edition) == ["PART-CLOSED", "PART-CLOSED"]
    assert lines(edition.paper, "paragraph") == ["No"]


def test_a_condition_on_a_question_that_nobody_asks_is_an_error_that_lists_the_questions() -> None:
    (found,) = made(section(asked("key"), asked("notice", when="keys"))).findings
    assert (found.code, found.severity) == ("CONDITION-UNKNOWN", Severity.ERROR)
    assert "Did you mean “key”?" in found.remedy


# Limits and guidance


def test_too_many_and_too_few_words_are_told_with_count_and_limit() -> None:
    parts = (
        Part("long", "Long", words_at_most=3),
        Part("short", "Short", words_at_least=3),
        Part("none", "None", words_at_least=3),
    )
    edition = made(section(*parts, words_at_most=5), snippets=("long: One two three four.", "short: One two."))
    told = [(one.code, one.message) for one in edition.findings]
    assert told == [
        ("WORDS-MANY", "“Long” has 4 words; at most 3 are allowed"),
        ("WORDS-FEW", "“Short” has 2 words; at least 3 are asked for"),
        ("WORDS-MANY", "“Detail” has 6 words; at most 5 are allowed"),
    ]


@given(st.lists(st.sampled_from(["one", "two-three", "4", "£5"]), max_size=20))
def test_words_are_counted_as_a_reader_counts_them(words: list[str]) -> None:
    assert counted_words([Paragraph("a", (Text(" ".join(words)), Gap("not these")))]) == len(words)


# Front, words, recommendations


def test_the_front_table_has_rows_of_its_own_and_one_for_each_meeting() -> None:
    front = TemplateSection("front", SectionKind.FRONT, blocks=("front-table", "timetable"))
    rows = (
        FrontRow("Author", "front.author"),
        FrontRow("Goes to", "meetings"),
        FrontRow("Lead", "front.lead", required=False),
        FrontRow("Class", "front.class"),
    )
    meetings = (Meeting("Leadership Team", date(2024, 10, 22)), Meeting("Committee"))
    edition = made(
        front, details=replace(DETAILS, front={"author": ("A. One", "B. Two")}, meetings=meetings), front=rows
    )
    assert [line.text for line in outline(edition.paper) if line.kind in {"row heading", "cell"}] == [
        *(
            "Author",
            "A. One\nB. Two",
            "Goes to: Leadership Team",
            "22 October 2024",
            "Goes to: Committee",
            "[date of the meeting]",
            "Class",
            "[class]",
        ),
        *("Leadership Team", "22 October 2024", "Committee", "[date of the meeting]"),
    ]
    assert 'Under [front] write class = "…"' in edition.remedies.values()


def test_an_entry_of_front_that_no_row_shows_is_an_error() -> None:
    front = TemplateSection("front", SectionKind.FRONT, blocks=("front-table",))
    (found,) = made(
        front,
        details=replace(DETAILS, front={"autor": "A. One"}),
        front=(FrontRow("Author", "front.author", required=False),),
    ).findings
    assert found.code == "FRONT-ENTRY"
    assert "Did you mean “front.author”?" in found.remedy


def test_titles_and_labels_speak_the_councils_own_words() -> None:
    words = Settings(vocabulary=Vocabulary(executive="Board", wards="divisions"))
    asks = TemplateSection(
        "asks",
        SectionKind.RECOMMENDATIONS,
        "{Wards} affected",
        lead="The {executive} is recommended to",
        blocks=("recommendations",),
    )
    edition = made(
        asks,
        settings=words,
        details=replace(DETAILS, recommendations=("note the report",)),
        recommendation_numbering=Numbering.LETTER,
    )
    assert [(line.kind, line.number, line.text) for line in outline(edition.paper)][1:] == [
        ("heading 1", "", "Divisions affected"),
        ("paragraph", "", "The Board is recommended to"),
        ("header", "", "No."),
        ("header", "", "Recommendation"),
        ("recommendation", "(a)", "note the report"),
    ]


def test_a_word_that_the_council_does_not_have_is_an_error() -> None:
    (found,) = made(section(title="{Wrads} affected")).findings
    assert (found.code, found.severity) == ("VOCABULARY-UNKNOWN", Severity.ERROR)
    assert "Did you mean “wards”?" in found.remedy


def test_a_rule_to_do_without_must_exist() -> None:
    (found,) = made(section(), without=("wrds",)).findings
    assert found.code == "RULE-UNKNOWN"


# Implications and numbers


def test_implications_stand_in_a_table_with_who_cleared_them_and_when() -> None:
    parts = (asked("money", clearance=True), asked("law", clearance=True), asked("other", required=False))
    cleared = {"money": Clearance("S. Treasurer", date(2024, 8, 30))}
    edition = made(
        section(*parts, parts_as=PartsAs.TABLE, columns=("Issue",)),
        details=replace(DETAILS, answers={"money": "None.", "law": "- One\n- Two", "other": "No."}, cleared=cleared),
    )
    assert lines(edition.paper, "header") == ["Issue", "Details", "Cleared by", "Date"]
    assert lines(edition.paper, "row heading", "cell") == [
        *("Money", "None.", "S. Treasurer", "30 August 2024"),
        *("Law", "One\nTwo", "[who cleared it]", "[date of clearance]"),
        *("Other", "No.", "Not needed", "Not needed"),
    ]
    assert edition.remedies["law__cleared__by"] == 'Under [cleared] write law = { by = "…", date = … }'


def test_implications_under_headings_say_below_who_cleared_them() -> None:
    details = replace(
        DETAILS, answers={"money": "None."}, cleared={"money": Clearance("S. Treasurer", date(2024, 8, 30))}
    )
    assert lines(made(section(asked("money", clearance=True)), details=details).paper, "paragraph") == [
        "None.",
        "Cleared by S. Treasurer, 30 August 2024.",
    ]


def test_a_clearance_for_a_part_that_does_not_exist_is_an_error() -> None:
    assert codes(
        made(
            section(asked("money")),
            details=replace(DETAILS, answers={"money": "None."}, cleared={"mony": Clearance("S.")}),
        )
    ) == ["SECTION-UNKNOWN"]


def test_a_table_in_a_part_that_is_a_row_is_an_error_and_not_lost_in_silence() -> None:
    edition = made(section(Part("all", "All", blocks=("background-documents",)), parts_as=PartsAs.TABLE))
    assert codes(edition) == ["PART-NOT-PROSE"]


def test_numbers_by_section_stay_the_same_whatever_a_version_holds_back() -> None:
    held = TemplateSection("deal", SectionKind.DETAIL, "Deal", numbered=True, blocks=("body",))
    after = TemplateSection("risk", SectionKind.RISK, "Risk", numbered=True, blocks=("body",))
    details = replace(DETAILS, exempt={"deal": "3"})
    edition = made(
        held, after, details=details, snippets=("deal: Secret.", "risk: Some."), numbering=Counting.BY_SECTION
    )
    assert [(line.number, line.text) for line in outline(edition.paper) if line.number] == [
        ("1", "Deal"),
        ("2", "Risk"),
        ("2.1", "Some."),
    ]


def test_notes_of_one_name_in_two_answers_are_two_notes() -> None:
    details = replace(DETAILS, answers={"deal": "Some.[^a]\n\n[^a]: One.", "risk": "None.[^a]\n\n[^a]: Two."})
    found = notes(made(section(asked("deal"), asked("risk")), details=details).paper)
    assert [(note.number, note.footnote.inlines) for note in found] == [("1", (Text("One."),)), ("2", (Text("Two."),))]
    assert len({note.footnote.id for note in found}) == 2


# What is exempt


def test_an_exempt_part_that_does_not_exist_or_has_no_paragraph_stops_the_paper() -> None:
    found = made(
        section(asked("deal")), details=replace(DETAILS, answers={"deal": "x"}, exempt={"del": "3", "deal": "8"})
    ).findings
    assert [(one.code, one.severity) for one in found] == [
        ("EXEMPT-UNKNOWN", Severity.ERROR),
        ("EXEMPT-PARAGRAPH", Severity.ERROR),
    ]


def test_the_parts_of_an_exempt_section_are_held_back_with_it() -> None:
    details = replace(
        DETAILS, answers={"deal": "Secret answer.[^a]\n\n[^a]: Secret note."}, exempt={"detail": "3 and 5"}
    )
    edition = made(
        section(asked("deal"), Part("more", "More")),
        details=details,
        snippets=("more: Secret words.[^a]\n\n[^a]: Secret too.",),
    )
    assert "Secret" not in repr(edition.paper)
    assert edition.snippets == {}
    (notice,) = lines(edition.paper, "paragraph")
    assert "paragraphs 3 and 5 of Part 1 of Schedule 12A" in notice


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the fictional council's workspace with the public paper, the exempt version and the record built."""
    place = tmp_path_factory.mktemp("weirbridge") / "w"
    shutil.copytree(EXAMPLE, place, ignore=shutil.ignore_patterns("out", ".cabinetpaper"))
    work = open_workspace(place)
    for choice in ({}, {"record": True}):
        done = build(work, PAPER, **choice)
        assert not [str(one) for one in done.findings if one.severity is not Severity.NOTE]
    return place


def every_text(place: Path) -> Iterator[tuple[str, str]]:
    """Return the name and the words of every file, parts of packages and streams of PDFs among them."""
    import pikepdf

    for file in sorted(path for path in place.rglob("*") if path.is_file()):
        name, data = file.relative_to(place).as_posix(), file.read_bytes()
        yield name, data.decode("utf-8", "replace")
        if file.suffix == ".docx":
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                yield from (
                    (f"{name}/{part}", package.read(part).decode("utf-8", "replace")) for part in package.namelist()
                )
        elif file.suffix == ".pdf":
            yield f"{name} read aloud", " ".join(text for _, _, text in pdf_lines(data))
            with pikepdf.open(io.BytesIO(data)) as pdf:
                yield f"{name} objects", " ".join(str(one) for one in pdf.objects)


def test_no_exempt_word_is_in_any_file_of_the_public_build(built: Path) -> None:
    texts = [*every_text(built / "out"), *every_text(built / ".cabinetpaper")]
    assert {name.rpartition(".")[2] for name, _ in texts} >= {"docx", "pdf", "html", "json", "xml"}
    for name, text in texts:
        for word in (*SECRET, "commercial.md"):
            assert word not in text, f"{word} in {name}"


def test_the_public_paper_says_what_it_leaves_out_and_by_which_paragraph(built: Path) -> None:
    page = (built / "out" / f"{PAPER}.html").read_text(encoding="utf-8")
    assert "This part is not published. It is exempt under paragraph 3 of Part 1 of Schedule 12A" in page
    assert "price schedule (not for publication: paragraph 3)" in page


def test_the_manifest_gives_no_digest_to_try_exempt_words_on(built: Path) -> None:
    inputs = json.loads((built / "out" / f"{PAPER}.manifest.json").read_text(encoding="utf-8"))["inputs"]
    assert f"narratives/{PAPER}/paper.toml" not in inputs
    assert f"narratives/{PAPER}/ as published" in inputs


def test_the_exempt_version_is_marked_on_every_page_and_above_the_part_and_leaves_the_public_one_alone(
    built: Path, tmp_path: Path
) -> None:
    place = tmp_path / "w"
    shutil.copytree(built, place)
    before = {file.name: file.read_bytes() for file in (place / "out").iterdir()}
    done = build(open_workspace(place), PAPER, exempt=True)
    assert {path.name for path in done.paths.values()} == {
        f"{PAPER}-exempt.{end}" for end in ("docx", "pdf", "html", "manifest.json")
    }
    assert before == {name: (place / "out" / name).read_bytes() for name in before}
    edition = open_workspace(place).compose(PAPER, exempt=True)
    assert edition.paper.status == "Draft. Not for publication: paragraph 3"
    told = lines(edition.paper, "paragraph")
    assert told[0].startswith("Not for publication. This version holds exempt information under paragraph 3")
    at = next(number for number, text in enumerate(told) if SECRET[0] in text)
    assert told[at - 1].startswith("Not for publication: exempt under paragraph 3")
    with zipfile.ZipFile(done.paths["docx"]) as package:
        headers = [package.read(name).decode() for name in package.namelist() if name.startswith("word/header")]
    assert all("Not for publication: paragraph 3" in header for header in headers)


def test_an_exempt_version_of_a_paper_with_nothing_exempt_is_refused() -> None:
    template = Template("Test", (section(),))
    assert codes(compose(DETAILS, template, SCORECARD, (), Settings(), paper_id="p", exempt=True)) == ["EXEMPT-NONE"]


# Another council's shape


def test_the_committee_report_is_the_same_in_all_three(built: Path) -> None:
    paper = open_workspace(built).compose(PAPER).paper
    whole = expected(paper)
    assert html_lines((built / "out" / f"{PAPER}.html").read_text(encoding="utf-8")) == whole
    assert docx_lines((built / "out" / f"{PAPER}.docx").read_bytes()) == whole
    assert solid(pdf_lines((built / "out" / f"{PAPER}.pdf").read_bytes())) == solid(whole)


def test_the_committee_report_has_the_shape_that_its_form_describes(built: Path) -> None:
    paper = open_workspace(built).compose(PAPER).paper
    rows = [(line.kind, line.number, line.text) for line in outline(paper)]
    assert [text for kind, _, text in rows if kind == "row heading"][:5] == [
        *(
            "Final decision-maker",
            "Lead head of service",
            "Lead officer and report author",
            "Classification",
            "Divisions affected",
        )
    ]
    assert [number for kind, number, _ in rows if kind == "recommendation"] == ["1", "2"]
    assert [number for kind, number, _ in rows if kind == "heading 1" and number] == ["1", "2", "3", "4", "5", "6"]
    assert {"1.1", "2.1", "3.3"} <= {number for _, number, _ in rows}
    assert [text for kind, _, text in rows if kind == "header"][-6:-2] == ["Issue", "Implications", "Sign-off", "Date"]


# The record of the decision


def test_the_record_has_the_fields_of_the_regulation_from_the_papers_own_words(built: Path) -> None:
    edition = open_workspace(built).compose(PAPER, record=True)
    rows = [(line.kind, line.number, line.text) for line in outline(edition.paper)]
    assert edition.name == f"{PAPER}-record"
    assert rows[0][2] == "Record of decision: Street cleaning and council homes: options for the winter"
    assert [(number, text) for kind, number, text in rows if kind == "recommendation"] == [
        ("(i)", "That option 2 be approved."),
        ("(ii)", "That the figures be noted."),
    ]
    titles = [text for kind, _, text in rows if kind == "heading 1"]
    assert titles == [
        "Decision",
        "Reasons for the decision",
        "Alternatives considered and rejected",
        "Conflicts of interest declared",
        "Dispensations granted",
    ]
    text = " ".join(text for _, _, text in rows)
    assert "12 November 2024" in text
    assert "clears streets sooner" in text
    assert "looked at and rejected" in text


def test_what_was_resolved_is_never_guessed() -> None:
    record = section(title="Decision", blocks=("resolved",))
    edition = made(record, details=replace(DETAILS, recommendations=("To note.", "To agree.")))
    assert lines(edition.paper, "recommendation") == [
        "[what was resolved on recommendation (i)]",
        "[what was resolved on recommendation (ii)]",
    ]


def test_the_records_own_reasons_stand_in_the_place_of_the_papers() -> None:
    reasons = TemplateSection("reasons", SectionKind.REASONS, "Reasons", blocks=("recorded",))
    edition = made(
        reasons,
        details=replace(DETAILS, record=Record(reasons="Members thought otherwise.")),
        snippets=("reasons: The officers’ reasons.",),
    )
    assert lines(edition.paper, "paragraph") == ["Members thought otherwise."]


def test_a_reference_to_the_paper_is_in_words_in_the_record(built: Path, tmp_path: Path) -> None:
    place = tmp_path / "w"
    shutil.copytree(built, place, ignore=shutil.ignore_patterns("out"))
    file = place / "narratives" / PAPER / "reasons.md"
    file.write_text("+++\nsection = \"reasons\"\n+++\n\nSee section {{ ref('performance') }}.\n", encoding="utf-8")
    assert "See section 2 of the report." in lines(open_workspace(place).compose(PAPER, record=True).paper, "paragraph")
