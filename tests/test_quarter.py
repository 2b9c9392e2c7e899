"""The next quarter begins from the last one's: what moves on, what is carried over and marked, and what is never
touched.
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from cabinetpaper.cli import main
from cabinetpaper.finding import CabinetPaperError
from cabinetpaper.paper import Paragraph, Role, printed
from cabinetpaper.period import Period, PeriodKind
from cabinetpaper.workspace import open_workspace
from cabinetpaper.workspace.carried_paper import carried_paper, mentions
from cabinetpaper.workspace.quarter import period_named, start_quarter

OLD = "2024-25-q1-cabinet"
PAPER = """# Notes of ours stay.
kind = "cabinet"
title = "Performance, Q1 2024/25"
subject = "How April to June 2024 went"
period = "Q1 2024/25"   # the quarter
cut_off = 2024-07-15
status = ""
date_of_decision = 2024-09-17
recommendations = [
  "To note the first quarter of 2024/25.",
]
[[contacts]]
post = "Author"
name = "A. Officer"
[answers]
wards = "All; see Q1 2024/25"
"""
COMMENTARY = """+++
section = "asc"
part = "focus"
measure = "visits"
owner = "Head of Service"
due = 2024-12-31
status = "under way"
+++

Visits stand at {{ visits.value }}; in April to June 2024 they were fewer, and in May {{ visits.at.may_2024 }}.
"""
FILES = {
    "cabinetpaper.toml": 'format = 1\n[council]\nname = "Anyshire Council"\n[[directorates]]\nid = "asc"\nname = '
    '"Adult social care"\n',
    "data/measures.csv": "id,name,directorate,unit,polarity\nvisits,Visits made on time,asc,percent,higher\n",
    "data/observations.csv": "measure,period,value,source\nvisits,Q4 2023/24,75,\nvisits,Q1 2024/25,80,\n",
    f"narratives/{OLD}/paper.toml": PAPER,
    f"narratives/{OLD}/asc/visits.md": COMMENTARY,
    f"narratives/{OLD}/reasons.md": '+++\nsection = "reasons"\n+++\n\nCabinet wants to know.\n',
    f"narratives/{OLD}/background.md": '+++\nsection = "background"\nstanding = true\n+++\n\nEvery quarter the '
    "council looks at its measures.\n",
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a workspace with one paper, whose every file is known."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8", newline="\n")
    return tmp_path


def told(place: Path, name: str, source: str | None = None) -> str:
    """Return the codes of what stops a quarter from being begun."""
    with pytest.raises(CabinetPaperError) as caught:
        start_quarter(open_workspace(place), name, source)
    return " ".join(one.code for one in caught.value.findings)


def test_the_period_title_and_cut_off_move_on_and_the_day_of_the_meeting_is_cleared(place: Path) -> None:
    started = start_quarter(open_workspace(place), "Q2-2024-25")
    text = (place / "narratives" / started.paper_id / "paper.toml").read_text(encoding="utf-8")
    entries = tomllib.loads(text)
    assert started.paper_id == "2024-25-q2-cabinet"
    assert (entries["title"], entries["subject"]) == ("Performance, Q2 2024/25", "How July to September 2024 went")
    assert (entries["period"], entries["cut_off"]) == ("Q2 2024/25", date(2024, 10, 15))
    assert entries["recommendations"] == ["To note the second quarter of 2024/25."]
    assert entries["status"] == "Draft"
    assert "date_of_decision" not in entries
    assert "# date_of_decision = 2024-09-17" in text


def test_officers_answers_and_comments_stay_to_the_letter(place: Path) -> None:
    started = start_quarter(open_workspace(place), "Q2-2024-25")
    text = (place / "narratives" / started.paper_id / "paper.toml").read_text(encoding="utf-8")
    assert text.startswith("# Notes of ours stay.\n")
    assert 'post = "Author"\nname = "A. Officer"\n[answers]\nwards = "All; see Q1 2024/25"\n' in text
    assert "   # the quarter\n" in text


def test_commentary_is_carried_over_word_for_word_with_its_owner_due_date_and_status_and_marked(place: Path) -> None:
    start_quarter(open_workspace(place), "Q2-2024-25")
    made = (place / "narratives/2024-25-q2-cabinet/asc/visits.md").read_text(encoding="utf-8")
    assert made == COMMENTARY.replace('status = "under way"\n', f'status = "under way"\ncarried = "{OLD}"\n')


def test_standing_text_is_carried_over_as_it_is(place: Path) -> None:
    started = start_quarter(open_workspace(place), "Q2-2024-25")
    for name in ("reasons.md", "background.md"):
        assert (place / "narratives/2024-25-q2-cabinet" / name).read_text(encoding="utf-8") == FILES[
            f"narratives/{OLD}/{name}"
        ]
    assert [file.rpartition("/")[2] for file in started.standing] == ["background.md", "reasons.md"]
    assert [file.rpartition("/")[2] for file in started.to_review] == ["visits.md"]


def test_carried_commentary_shows_as_such_in_the_draft_and_is_a_finding_until_reviewed(place: Path) -> None:
    file = place / "narratives/2024-25-q2-cabinet/asc/visits.md"
    start_quarter(open_workspace(place), "Q2-2024-25")
    file.write_text(
        file.read_text(encoding="utf-8").replace(", and in May {{ visits.at.may_2024 }}", ""), encoding="utf-8"
    )
    work = open_workspace(place)
    edition = work.compose("2024-25-q2-cabinet")
    drafts = [
        printed(block.inlines, {})
        for section in edition.paper.sections
        for block in section.blocks
        if isinstance(block, Paragraph) and block.role is Role.DRAFT and "fewer" in printed(block.inlines, {})
    ]
    (found,) = [one for one in work.check(edition) if one.code == "SNIPPET-CARRIED"]
    assert drafts == ["Carried over, to be reviewed: Visits stand at 80%; in April to June 2024 they were fewer."]
    assert str(found.place) == "narratives/2024-25-q2-cabinet/asc/visits.md:8"
    assert OLD in found.message
    file.write_text(file.read_text(encoding="utf-8").replace(f'carried = "{OLD}"\n', ""), encoding="utf-8")
    assert "SNIPPET-CARRIED" not in {
        one.code for one in work.check(open_workspace(place).compose("2024-25-q2-cabinet"))
    }


def test_dated_names_are_left_alone_and_listed_where_the_figures_do_not_have_them(place: Path) -> None:
    started = start_quarter(open_workspace(place), "Q2-2024-25")
    assert [(one.words, one.place.line) for one in started.names_lost] == [("visits.at.may_2024", 11)]
    assert [(one.words, one.place.line) for one in started.typed] == [("April to June 2024", 11)]


def test_nothing_of_the_last_quarter_is_changed_and_nothing_is_overwritten(place: Path) -> None:
    start_quarter(open_workspace(place), "Q2-2024-25")
    assert {name: (place / name).read_text(encoding="utf-8") for name in FILES} == FILES
    before = (place / "narratives/2024-25-q2-cabinet/asc/visits.md").stat().st_mtime_ns
    assert told(place, "Q2-2024-25", OLD) == "QUARTER-EXISTS"
    assert (place / "narratives/2024-25-q2-cabinet/asc/visits.md").stat().st_mtime_ns == before


def test_the_quarter_after_next_is_begun_from_the_latest(place: Path) -> None:
    start_quarter(open_workspace(place), "Q2-2024-25")
    started = start_quarter(open_workspace(place), "Q3-2024-25")
    made = (place / "narratives/2024-25-q3-cabinet/asc/visits.md").read_text(encoding="utf-8")
    assert started.source == "2024-25-q2-cabinet"
    assert made.count("carried = ") == 1
    assert 'carried = "2024-25-q2-cabinet"' in made


def test_a_name_that_says_no_period_or_an_earlier_one_is_refused(place: Path) -> None:
    assert told(place, "next") == "QUARTER-NAME"
    assert told(place, "Q4-2023-24", OLD) == "QUARTER-ORDER"
    assert told(place, "Jul-24") == "QUARTER-SOURCE"
    assert told(place, "Q2-2024-25", "2024-25-q9") == "QUARTER-SOURCE"


def test_two_papers_of_one_quarter_are_not_guessed_between(place: Path) -> None:
    (place / "narratives/board-q1-2024-25").mkdir()
    (place / "narratives/board-q1-2024-25/paper.toml").write_text(PAPER, encoding="utf-8")
    assert told(place, "Q2-2024-25") == "QUARTER-SOURCE"
    assert start_quarter(open_workspace(place), "Q2-2024-25", "board-q1-2024-25").paper_id == "board-q2-2024-25"


def test_a_paper_whose_dates_cannot_be_moved_for_certain_is_left_to_the_officer() -> None:
    awkward = PAPER.replace('period = "Q1 2024/25"', "period = '''\nQ1 2024/25'''")
    with pytest.raises(CabinetPaperError) as caught:
        carried_paper("paper.toml", awkward, Period.parse("Q1 2024/25"), Period.parse("Q2 2024/25"))
    assert caught.value.findings[0].code == "QUARTER-PAPER"


def test_the_record_and_the_days_of_meetings_and_clearances_are_cleared() -> None:
    extra = (
        '[[meetings]]\nmeeting = "Cabinet"\ndate = 2024-09-17\n[cleared]\nlegal = { by = "Monitoring Officer", date = '
        "2024-08-30 }\n"
        '[record]\nresolved = [\n  "That it be noted.",\n]\nconflicts = "None"\n'
    )
    made, changes = carried_paper("paper.toml", PAPER + extra, Period.parse("Q1 2024/25"), Period.parse("Q2 2024/25"))
    entries = tomllib.loads(made)
    assert entries["meetings"] == [{"meeting": "Cabinet"}]
    assert entries["cleared"] == {"legal": {"by": "Monitoring Officer"}}
    assert "resolved" not in str(entries)
    assert any("[record]" in change for change in changes)


@given(st.sampled_from([PeriodKind.QUARTER, PeriodKind.HALF]), st.integers(2001, 2098), st.integers(1, 2))
def test_a_period_is_understood_from_the_name_that_a_folder_has(kind: PeriodKind, year: int, number: int) -> None:
    period = Period(kind, year, number)
    assert period_named(period.label.replace("/", "-").replace(" ", "-")) == period


@given(st.integers(2001, 2098), st.integers(1, 4), st.integers(1, 8))
def test_words_for_a_period_move_on_one_for_one(year: int, number: int, steps: int) -> None:
    old = Period(PeriodKind.QUARTER, year, number)
    assert len(mentions(old)) == len(mentions(old.shifted(steps)))
    assert not set(mentions(old)) & set(mentions(old.shifted(steps)))


def test_the_verb_prints_the_folder_and_says_what_it_did_and_what_comes_next(place: Path) -> None:
    done = CliRunner().invoke(main, ["quarter", "Q2-2024-25", "--workspace", str(place)])
    assert (done.exit_code, done.stdout) == (0, "narratives/2024-25-q2-cabinet\n")
    for words in (
        "Begun from 2024-25-q1-cabinet",
        "date_of_decision cleared",
        "2 snippets: standing",
        "1 snippet: commentary",
        "visits.at.may_2024",
        "Next:",
    ):
        assert words in done.stderr
    again = CliRunner().invoke(main, ["quarter", "Q2-2024-25", "--workspace", str(place)])
    assert again.exit_code == 2
    assert "QUARTER-EXISTS" in again.stderr
