"""A mapping is proposed from the workbook, so that an officer only corrects it; what is proposed can be read as it
stands.
"""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from as_written import saved, sheet_of
from cabinetpaper.cli import main
from cabinetpaper.measure import Directorate
from cabinetpaper.period import Period
from cabinetpaper.settings import Settings
from cabinetpaper.sources import Sourced, read_scorecard
from cabinetpaper.sources.headings import heading_rows
from cabinetpaper.sources.proposing import Proposal, propose_mapping
from cabinetpaper.sources.workbooks import open_workbook

HOUSE = Settings(directorates=(Directorate("children", "Children and Learning"),))
QUARTER = Period.parse("Q2 2022/23")


def proposal(book: openpyxl.Workbook | bytes, known: dict[str, str] | None = None) -> Proposal:
    return propose_mapping(
        "kpis.xlsx", open_workbook("kpis.xlsx", book if isinstance(book, bytes) else saved(book)).sheets, QUARTER, known
    )


def read(book: openpyxl.Workbook, text: str) -> Sourced:
    mapping = text.replace('directorate = ""', 'directorate = "children"').encode()
    return read_scorecard(
        {"data/kpis.xlsx": saved(book), "data/kpis.mapping.toml": mapping}, HOUSE, QUARTER, date(2025, 1, 1)
    )


def observed(book: openpyxl.Workbook) -> dict[tuple[str, str], str]:
    """Return what a workbook says by its own proposal, which must leave nothing to tell."""
    sourced = read(book, proposal(book).text)
    assert [str(one) for one in sourced.findings] == []
    return {(one.measure, one.period.label): one.text for one in sourced.scorecard.observations}


def with_format(book: openpyxl.Workbook, number_format: str) -> openpyxl.Workbook:
    for cell in book.worksheets[0][1][1:]:
        cell.number_format = number_format
    return book


@pytest.mark.parametrize(
    "book",
    [
        sheet_of(["Indicator", "Jun-22", "Jul-22"], ["Referrals", 334, 325]),
        sheet_of(["Indicator", "June 2022", "July 2022"], ["Referrals", 334, 325]),
        sheet_of(["Indicator", "2022-06", "2022-07"], ["Referrals", 334, 325]),
        sheet_of(["Indicator", "30/06/2022", "31/07/2022"], ["Referrals", 334, 325]),
        sheet_of(["Indicator", "01.06.22", "01.07.22"], ["Referrals", 334, 325]),
        with_format(
            sheet_of(["Indicator", datetime(2022, 6, 1), datetime(2022, 7, 1)], ["Referrals", 334, 325]), "mmm-yy"
        ),
        with_format(
            sheet_of(["Indicator", datetime(2022, 6, 30), datetime(2022, 7, 31)], ["Referrals", 334, 325]), "mm-dd-yy"
        ),
        sheet_of(["", "2022", "2022"], ["Indicator", "Jun", "Jul"], ["Referrals", 334, 325]),
        sheet_of(["", "2022/23", None], ["Indicator", "Jun", "Jul"], ["Referrals", 334, 325]),
        sheet_of(["Our KPIs"], [], ["Printed on 4 August"], ["Indicator", "Jun-22", "Jul-22"], ["Referrals", 334, 325]),
    ],
)
def test_months_are_recognised_however_the_headings_write_them(book: openpyxl.Workbook) -> None:
    assert observed(book) == {("referrals", "Jun 2022"): "334", ("referrals", "Jul 2022"): "325"}


def test_quarters_are_completed_by_the_papers_year_or_by_what_stands_above() -> None:
    assert observed(sheet_of(["Indicator", "Latest Result (Q2)", "Q1", "2021/22"], ["Referrals", 1, 2, 3])) == {
        ("referrals", "Q2 2022/23"): "1",
        ("referrals", "Q1 2022/23"): "2",
        ("referrals", "2021/22"): "3",
    }
    assert observed(
        sheet_of(["", "2021/22", None, "2022/23"], ["Indicator", "Q3", "Q4", "Q1"], ["Referrals", 1, 2, 3])
    ) == {("referrals", "Q3 2021/22"): "1", ("referrals", "Q4 2021/22"): "2", ("referrals", "Q1 2022/23"): "3"}


def test_counts_that_look_like_years_are_no_headings() -> None:
    book = sheet_of(
        ["Indicator", "Jun-22", "Jul-22", "Aug-22"], ["Contacts", 1866, 1959, 2018], ["Referrals", 2011, 2012, 2013]
    )
    (sheet,) = open_workbook("kpis.xlsx", saved(book)).sheets
    assert [one.row for one in heading_rows(sheet)] == [1]
    assert len(observed(book)) == 6


def test_several_tables_in_a_sheet_are_each_proposed() -> None:
    head = ["Indicator", "Jun-22", "Jul-22"]
    book = sheet_of(
        ["Front door"],
        head,
        ["Referrals", 334, 325],
        [],
        ["Visits"],
        head,
        ["Seen in time", "85%", "84%"],
        ["Seen alone", "75%", "74%"],
    )
    found = proposal(book)
    assert len(found.tables) == 2
    assert found.tables[1] == "sheet KPIs, headings in row 6: 2 rows of figures, 2 periods from Jun 2022 to Jul 2022"
    assert len(observed(book)) == 6


def test_targets_codes_comments_groups_and_totals_are_known_by_their_names() -> None:
    book = sheet_of(
        ["Ref", "Measure", "Jun-22", "Jul-22", "Target 22/23", "RAG", "England 21/22", "Commentary"],
        ["Front door"],
        ["FD1", "Number of referrals", 334, 325, "<37", "G", 21, "Fewer came."],
        ["FD2", "Rate of referrals per 10,000 of children", 84, 85, 80, "A", 90, None],
        ["Total", None, 418, 410],
        ["Source: our own records"],
    )
    entries = tomllib.loads(proposal(book).text)
    (table,) = entries["tables"]
    assert (table["code"], table["measure"], table["target"], table["rating"], table["commentary"]) == (
        "Ref",
        "Measure",
        "Target 22/23",
        "RAG",
        "Commentary",
    )
    assert (table["comparators"], table["comparator_periods"]) == (
        {"England 21/22": "England 21/22"},
        {"England 21/22": "2021/22"},
    )
    assert (table["groups"], table["skip"]) == (True, ["Total", "Source: our own records"])
    assert entries["measures"]["FD2"] == {
        "id": "fd2",
        "name": "Rate of referrals per 10,000 of children",
        "unit": "rate",
        "base": "per 10,000",
        "polarity": "none",
    }
    sourced = read(book, proposal(book).text)
    assert sourced.findings == ()
    assert [one.text for one in sourced.commentary] == ["Fewer came."]


def test_polarity_is_never_guessed_and_no_two_measures_share_an_id() -> None:
    entries = tomllib.loads(
        proposal(
            sheet_of(
                ["Indicator", "Jun-22", "Jul-22"], ["Visits: seen", 1, 2], ["Visits, seen", 3, 4], ["2 visits", 5, 6]
            )
        ).text
    )
    assert [one["id"] for one in entries["measures"].values()] == ["visits_seen", "visits_seen_2", "m_2_visits"]
    assert {one["polarity"] for one in entries["measures"].values()} == {"none"}


def test_a_measure_that_is_known_needs_only_its_id() -> None:
    entries = tomllib.loads(
        proposal(
            sheet_of(["Indicator", "Jun-22", "Jul-22"], ["Children in  CARE", 1, 2]), {"Children in care": "cic"}
        ).text
    )
    assert entries["measures"] == {"Children in CARE": {"id": "cic"}}


def test_a_sheet_without_periods_is_named() -> None:
    book = sheet_of(["Indicator", "Jun-22", "Jul-22"], ["Referrals", 1, 2])
    book.create_sheet("Notes").append(["Read me"])
    found = proposal(book)
    assert found.without == ("Notes",)
    assert "# No table with periods was found in: Notes." in found.text


def test_names_with_quotation_marks_and_backslashes_survive() -> None:
    assert observed(sheet_of(["Indicator", "Jun-22", "Jul-22"], ['Rated "good" \\ better', 1, 2])) == {
        ("rated_good_better", "Jun 2022"): "1",
        ("rated_good_better", "Jul 2022"): "2",
    }


PAPER = 'kind = "cabinet"\ntitle = "Q2"\nperiod = "Q2 2022/23"\ncut_off = 2023-01-01\n'


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "cabinetpaper.toml").write_text(
        'format = 1\n[[directorates]]\nid = "children"\nname = "Children"\n', encoding="utf-8"
    )
    (tmp_path / "narratives" / "q2").mkdir(parents=True)
    (tmp_path / "narratives" / "q2" / "paper.toml").write_text(PAPER, encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "kpis.xlsx").write_bytes(
        saved(sheet_of(["Indicator", "Q2", "Q1"], ["Referrals", 334, 325], ["Children in care", 5, 6]))
    )
    (tmp_path / "data" / "measures.csv").write_text(
        "id,name,directorate,unit,polarity\ncic,Children in care,children,count,lower\n", encoding="utf-8", newline="\n"
    )
    return tmp_path


def run(workspace: Path, *words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, [*words, "--workspace", str(workspace)])
    return result.exit_code, result.stdout, result.stderr


def test_the_verb_writes_the_mapping_and_says_what_it_found(workspace: Path) -> None:
    code, out, said = run(workspace, "map", "kpis.xlsx")
    assert (code, out) == (0, "data/kpis.mapping.toml\n")
    assert "sheet KPIs, headings in row 1: 2 rows of figures, 2 periods from Q1 2022/23 to Q2 2022/23" in said
    assert "2 measures" in said
    entries = tomllib.loads((workspace / "data" / "kpis.mapping.toml").read_text(encoding="utf-8"))
    assert entries["measures"]["Children in care"] == {"id": "cic"}


def test_it_never_writes_over_a_mapping(workspace: Path) -> None:
    (workspace / "data" / "kpis.mapping.toml").write_text("mine", encoding="utf-8")
    code, _, said = run(workspace, "map", "data/kpis.xlsx")
    assert code == 2
    assert said.startswith(
        "data/kpis.mapping.toml: error: The workbook has a mapping already. Edit it; to start again, rename or delete "
        "it first"
    )
    assert (workspace / "data" / "kpis.mapping.toml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        (
            "kpi.xlsx",
            None,
            "kpi.xlsx: error: There is no workbook kpi.xlsx. Did you mean “data/kpis.xlsx”? data/ has data/kpis.xlsx "
            "and data/measures.csv",
        ),
        (
            "notes.csv",
            b"to do\nnothing\n",
            "data/notes.csv: error: No row of headings names two periods. Write the mapping by hand",
        ),
        (
            "old.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "data/old.xls: error: The workbook is in the format of Excel before 2007 (.xls).",
        ),
        ("empty.xlsx", saved(openpyxl.Workbook()), "data/empty.xlsx: error: The workbook is empty."),
    ],
)
def test_what_cannot_be_mapped_is_told(workspace: Path, name: str, content: bytes | None, told: str) -> None:
    if content is not None:
        (workspace / "data" / name).write_bytes(content)
    code, out, said = run(workspace, "map", name)
    assert (code, out) == (2, "")
    assert said.startswith(told)
    assert not list((workspace / "data").glob("*.mapping.toml"))


def test_a_workbook_outside_the_workspace_is_not_read(
    workspace: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("else") / "kpis2.xlsx"
    elsewhere.write_bytes(b"")
    code, _, said = run(workspace, "map", str(elsewhere))
    assert code == 2
    assert "does not stand in this workspace. Save it in data/ first" in said


def test_from_workbook_to_figures_in_two_commands(workspace: Path) -> None:
    assert run(workspace, "map", "kpis.xlsx")[0] == 0
    mapping = workspace / "data" / "kpis.mapping.toml"
    mapping.write_text(
        mapping.read_text(encoding="utf-8").replace('directorate = ""', 'directorate = "children"'),
        encoding="utf-8",
        newline="\n",
    )
    code, out, _ = run(workspace, "facts", "referrals")
    assert code == 0
    assert "referrals.value" in out
    assert "334" in out
