"""Where data cannot be read, the cause is told and not a hundred of its consequences."""

from __future__ import annotations

from pathlib import Path

from cabinetpaper.finding import Severity
from cabinetpaper.workspace import open_workspace
from test_building import FILES, put


def test_where_data_cannot_be_read_the_cause_is_told_and_its_consequences_are_counted(tmp_path: Path) -> None:
    findings = (
        open_workspace(put(tmp_path, {name: text for name, text in FILES.items() if name != "data/measures.csv"}))
        .compose("q1")
        .findings
    )
    errors = [one for one in findings if one.severity is Severity.ERROR]
    assert [(one.code, one.place.file) for one in errors] == [("DATA-FILE-MISSING", "data/measures.csv")]
    (counted,) = (one for one in findings if one.code == "DATA-FIRST")
    assert "1 error of snippets about a name that the data lack" in str(counted)


def test_a_wrong_name_in_a_snippet_is_told_where_the_data_are_whole(tmp_path: Path) -> None:
    root = put(
        tmp_path,
        {**FILES, "narratives/q1/summary.md": FILES["narratives/q1/summary.md"].replace("cic_rate", "cic_rat")},
    )
    assert {one.code for one in open_workspace(root).compose("q1").findings} & {"SNIPPET-UNKNOWN", "DATA-FIRST"} == {
        "SNIPPET-UNKNOWN"
    }


def test_the_mistakes_of_other_snippets_are_told_beside_the_cause(tmp_path: Path) -> None:
    files = {**FILES, "narratives/q1/more.md": '+++\nsection = "brief_summary"\n+++\nOne[^note] more.\n'}
    root = put(tmp_path, {name: text for name, text in files.items() if name != "data/measures.csv"})
    assert {"DATA-FILE-MISSING", "DATA-FIRST", "SNIPPET-FOOTNOTE"} <= {
        one.code for one in open_workspace(root).compose("q1").findings
    }
