from __future__ import annotations

import pytest

from cabinetpaper.finding import CabinetPaperError, Finding, Place, Severity


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place("data/targets.csv", 14), "data/targets.csv:14"),
        (Place("data/targets.csv", 14, cell="target"), "data/targets.csv:14, column target"),
        (Place("kpis.xlsx", sheet="Feb-23", cell="H12"), "kpis.xlsx, sheet Feb-23, cell H12"),
        (
            Place("data/observations.csv", 3, detail="Report Q1, line 131"),
            "data/observations.csv:3 (Report Q1, line 131)",
        ),
        (Place(detail="paragraph 12"), "paragraph 12"),
        (Place(), ""),
    ],
)
def test_a_place_reads_as_an_officer_would_say_it(place: Place, text: str) -> None:
    assert str(place) == text


def test_a_finding_says_where_how_grave_what_is_wrong_and_what_to_do() -> None:
    finding = Finding(
        "UNKNOWN-MEASURE",
        Severity.ERROR,
        "There is no measure “cic_rat”",
        "Did you mean “cic_rate”?",
        Place("narratives/a.md", 4),
    )
    assert (
        str(finding)
        == "narratives/a.md:4: error: There is no measure “cic_rat”. Did you mean “cic_rate”? [UNKNOWN-MEASURE]"
    )


def test_a_finding_without_place_or_remedy_is_still_a_sentence_with_a_code() -> None:
    assert str(Finding("NOTE", Severity.NOTE, "Nothing to do")) == "note: Nothing to do [NOTE]"


def test_a_question_keeps_its_mark_before_the_remedy() -> None:
    assert (
        str(Finding("Q", Severity.WARNING, "Is this right?", "Look again."))
        == "warning: Is this right? Look again. [Q]"
    )


def test_severities_order_from_error_to_note() -> None:
    assert [one.order for one in Severity] == [0, 1, 2]
    assert sorted([Severity.NOTE, Severity.ERROR, Severity.WARNING], key=lambda one: one.order) == [
        Severity.ERROR,
        Severity.WARNING,
        Severity.NOTE,
    ]


def test_an_error_shows_all_its_findings_at_once() -> None:
    one, two = (Finding(code, Severity.ERROR, f"message {code}") for code in ("A", "B"))
    error = CabinetPaperError(iter([one, two]))
    assert error.findings == (one, two)
    assert str(error).splitlines() == [str(one), str(two)]
    assert CabinetPaperError(one).findings == (one,)
