"""The command line as an officer uses it: what each verb prints, where, and with which exit code."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import conformance_html
import conformance_pdf
from cabinetpaper.cli import main
from cabinetpaper.cli.console import is_utf8, prepare
from cabinetpaper.cli.machine import examine, install_line
from cabinetpaper.cli.report import JSON_FORMAT, Report, counted, exit_code
from cabinetpaper.cli.verbs import VERBS
from cabinetpaper.conformance import GROUNDS, Kind
from cabinetpaper.finding import Finding, Place
from cabinetpaper.workspace import create

PAPER = "2024-25-q1"
FILES = {
    "cabinetpaper.toml": 'format = 1\n[council]\nname = "Anyshire Council"\n[[directorates]]\nid = "asc"\nname = '
    '"Adult social care"\n',
    "data/measures.csv": "id,name,directorate,unit,polarity\nvisits,Visits made on time,asc,percent,higher\n",
    "data/observations.csv": 'measure,period,value,source\nvisits,Q4 2023/24,75,\nvisits,Q1 2024/25,80,"Dashboard, '
    'line 7"\n',
    "data/targets.csv": "measure,target\nvisits,95\n",
    f"narratives/{PAPER}/paper.toml": 'kind = "cabinet"\ntitle = "Performance, Q1 2024/25"\nperiod = "Q1 '
    '2024/25"\ncut_off = 2024-06-30\n',
    f"narratives/{PAPER}/brief_summary.md": '+++\nsection = "brief_summary"\n+++\n\nVisits stand at {{ visits.value '
    "}}.\nThe aim was 90%.\n",
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a small workspace of one measure and one snippet."""
    folder = tmp_path / "papers"
    create(folder)
    for file in (folder / "narratives").rglob("*"):
        if file.is_file():
            file.unlink()
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return folder


Run = Callable[..., Result]


@pytest.fixture
def run(place: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return `run("check", "--quiet")`: the verb run inside the workspace."""
    monkeypatch.chdir(place)
    monkeypatch.delenv("NO_COLOR", raising=False)

    def one(*words: str) -> Result:
        return CliRunner().invoke(main, list(words))

    return one


def whole(result: Result) -> dict[str, object]:
    form = json.loads(result.stdout)
    assert form["format"] == JSON_FORMAT
    assert isinstance(form["findings"], list)
    assert isinstance(form, dict)
    return form


def test_help_lists_every_verb_with_what_it_does(run: Run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    for verb in VERBS:
        assert f"  {verb} " in result.stdout


def test_a_mistyped_verb_is_answered_with_the_nearest_and_with_all(run: Run) -> None:
    result = run("biuld")
    assert result.exit_code == 2
    assert "Did you mean “build”?" in result.stderr
    assert all(verb in result.stderr for verb in VERBS)
    assert result.stdout == ""


def test_check_prints_findings_on_stdout_and_warnings_leave_the_exit_code_clean(run: Run) -> None:
    result = run("check")
    assert result.exit_code == 0, result.stderr
    assert "warning: Missing: date of decision." in result.stdout
    assert "[GAP]" in result.stdout
    assert f"{PAPER}: " in result.stderr
    assert "error" not in result.stderr


def test_check_finds_a_typed_figure_on_its_line(run: Run) -> None:
    line = next(line for line in run("check").stdout.splitlines() if "FIGURE-TYPED" in line)
    assert line.startswith(f"narratives/{PAPER}/brief_summary.md:6: note: “90%” is typed by hand")


def test_an_error_ends_with_one_and_quiet_shows_it_alone(run: Run, place: Path) -> None:
    snippet = place / f"narratives/{PAPER}/brief_summary.md"
    snippet.write_text('+++\nsection = "brief_summary"\n+++\n\nVisits stand at {{ visit.value }}.\n', encoding="utf-8")
    result = run("check", "--quiet")
    assert result.exit_code == 1
    assert result.stderr == ""
    assert [line.count("error: ") for line in result.stdout.splitlines()] == [1]
    assert "visits" in result.stdout


def test_json_is_one_object_and_nothing_else(run: Run) -> None:
    result = run("check", "--format", "json")
    form = whole(result)
    assert result.stderr == ""
    assert form["verb"] == "check"
    assert {"code", "severity", "message", "remedy", "place"} == set(form["findings"][0])  # type: ignore[index]


def test_a_typing_mistake_in_the_settings_is_told_without_a_traceback(run: Run, place: Path) -> None:
    (place / "cabinetpaper.toml").write_text("format = 1\n[council\n", encoding="utf-8")
    result = run("check")
    assert result.exit_code == 2
    assert "cabinetpaper.toml:2: error:" in result.stderr
    assert "Traceback" not in result.output
    assert whole(run("check", "--format", "json"))["findings"]


def test_outside_a_workspace_the_next_step_is_told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("check")
    assert result.exit_code == 2
    assert "cabinetpaper new" in result.stderr
    assert run("check", "--workspace", str(tmp_path / "papers")).exit_code == 0


def test_a_folder_inside_the_workspace_belongs_to_it(run: Run, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place / "narratives" / PAPER)
    assert run("check").exit_code == 0


@pytest.mark.parametrize(
    "name", [PAPER, f"narratives/{PAPER}", f"narratives\\{PAPER}\\", f"narratives/{PAPER}/paper.toml"]
)
def test_a_paper_may_be_named_by_its_folder(run: Run, name: str) -> None:
    assert run("check", name).exit_code == 0


def test_an_unknown_paper_is_answered_with_the_nearest(run: Run) -> None:
    result = run("check", "2024-25-q2")
    assert result.exit_code == 2
    assert PAPER in result.stderr


def test_of_several_papers_the_last_is_taken_and_named(run: Run, place: Path) -> None:
    later = place / "narratives" / "2024-25-q2"
    later.mkdir()
    (later / "paper.toml").write_text(FILES[f"narratives/{PAPER}/paper.toml"], encoding="utf-8")
    result = run("check")
    assert "Paper: 2024-25-q2, the last of 2" in result.stderr
    assert PAPER in result.stderr


def test_a_workspace_without_papers_says_how_to_begin(run: Run, place: Path) -> None:
    (place / "narratives" / PAPER / "paper.toml").unlink()
    result = run("build")
    assert result.exit_code == 2
    assert "[PAPER-NONE]" in result.stderr


def test_facts_lists_names_and_what_they_print(run: Run) -> None:
    result = run("facts", "visits")
    assert result.exit_code == 0
    rows = dict(line.split()[:2] for line in result.stdout.splitlines())
    assert rows["visits.value"] == "80%"
    assert rows["visits.target"] == "95%"
    assert not [name for name in rows if not name.startswith("visits.")]


def test_facts_of_an_unknown_measure_suggests_the_nearest(run: Run) -> None:
    result = run("facts", "visit")
    assert result.exit_code == 2
    assert "Did you mean “visits”?" in result.stderr


def test_facts_narrows_to_the_beginning_of_a_name(run: Run) -> None:
    names = [one["name"] for one in whole(run("facts", "visits.previous", "--format", "json"))["facts"]]  # type: ignore[attr-defined]
    assert names == ["visits.previous"]
    assert any(one["name"].startswith("tally.") for one in whole(run("facts", "--format", "json"))["facts"])  # type: ignore[attr-defined]


def test_trace_shows_cell_source_snippet_and_place(run: Run) -> None:
    result = run("trace", "80%")
    assert result.exit_code == 0, result.stderr
    for words in (
        "Visits made on time",
        "Q1 2024/25",
        "data/observations.csv:3",
        "Dashboard, line 7",
        f"narratives/{PAPER}/brief_summary.md:5",
    ):
        assert words in result.stdout


def test_trace_shows_the_sum_of_a_computed_figure(run: Run) -> None:
    result = run("trace", "visits.change")
    assert "Sum:        80 − 75" in result.stdout
    assert "80%  (visits.value)" in result.stdout


def test_trace_of_a_figure_typed_by_hand_says_so(run: Run) -> None:
    assert "typed by hand" in run("trace", "90%").stdout


def test_trace_of_nothing_suggests_a_name(run: Run) -> None:
    result = run("trace", "visits.valu")
    assert result.exit_code == 2
    assert "visits.value" in result.stderr


def test_trace_as_json_holds_the_whole_way(run: Run) -> None:
    facts = whole(run("trace", "visits.change", "--format", "json"))["facts"]
    assert facts[0]["sum"] == "80 − 75"  # type: ignore[index]
    assert [part["name"] for part in facts[0]["parts"]] == ["visits.value", "visits.previous"]  # type: ignore[index]


def test_draft_lists_writes_once_and_never_overwrites(run: Run, place: Path) -> None:
    listed = run("draft").stdout.split()
    assert listed
    name = listed[0]
    before = set(place.rglob("*.md"))
    result = run("draft", name)
    assert result.exit_code == 0
    path = place / result.stdout.strip()
    assert set(place.rglob("*.md")) - before == {path}
    assert "draft = true" in path.read_text(encoding="utf-8")
    assert name not in run("draft").stdout.split()
    path.write_text('+++\nsection = "asc"\npart = "intro"\n+++\nMy own words.\n', encoding="utf-8")
    again = run("draft", name)
    assert again.exit_code == 2
    assert "[SNIPPET-EXISTS]" in again.stderr
    assert "My own words" in path.read_text(encoding="utf-8")


def test_a_taken_over_draft_is_told_until_it_is_confirmed(run: Run) -> None:
    name = run("draft").stdout.split()[0]
    assert "[SNIPPET-DRAFTED]" in run("check").stdout
    run("draft", name)
    assert "[SNIPPET-UNREVIEWED]" in run("check").stdout


def test_draft_of_an_unknown_snippet_lists_the_choices(run: Run) -> None:
    result = run("draft", "nothing-like-it")
    assert result.exit_code == 2
    assert all(name in result.stderr for name in run("draft").stdout.split())


def test_new_makes_a_workspace_once(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "mine"
    result = run("new", str(target))
    assert result.exit_code == 0
    assert (target / "cabinetpaper.toml").is_file()
    assert result.stdout.strip() == str(target)
    again = run("new", str(target))
    assert again.exit_code == 2
    assert "Traceback" not in again.output


def test_build_prints_the_outputs_and_counts_the_findings(run: Run, place: Path) -> None:
    result = run("build")
    assert result.exit_code == 0, result.stderr
    files = result.stdout.split()
    assert {Path(file).suffix for file in files} >= {".docx", ".html", ".json"}
    assert all((place / file).is_file() for file in files)
    assert "warnings" in result.stderr
    assert "note: " not in result.stderr


def test_a_build_that_cannot_be_made_writes_nothing_and_says_so(run: Run, place: Path) -> None:
    snippet = place / f"narratives/{PAPER}/brief_summary.md"
    snippet.write_text('+++\nsection = "brief_summary"\n+++\n\n{{ visit.value }}\n', encoding="utf-8")
    result = run("build")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "Nothing was written" in result.stderr
    assert not list((place / "out").iterdir())
    form = whole(run("build", "--format", "json"))
    assert form["files"] == []
    assert next(one["severity"] for one in form["findings"]) == "error"  # type: ignore[attr-defined]


def test_build_without_a_name_builds_every_paper_and_one_that_fails_does_not_stop_the_others(
    run: Run, place: Path
) -> None:
    for name in ("2023-24-q4", "broken"):
        folder = place / "narratives" / name
        folder.mkdir()
        details = FILES[f"narratives/{PAPER}/paper.toml"] if name != "broken" else "kind ="
        (folder / "paper.toml").write_text(details, encoding="utf-8")
    result = run("build")
    assert result.exit_code == 1
    made = [Path(file).name for file in result.stdout.split()]
    assert {f"{PAPER}.docx", "2023-24-q4.docx"} < set(made)
    assert "Nothing was written of broken" in result.stderr
    form = whole(run("build", "--format", "json"))
    papers = form["papers"]
    assert isinstance(papers, list)
    assert [(one["paper"], bool(one["files"])) for one in papers] == [
        ("2023-24-q4", True),
        (PAPER, True),
        ("broken", False),
    ]
    assert whole(run("build", PAPER, "--format", "json"))["paper"] == PAPER


@pytest.mark.parametrize("debug", [False, True])
def test_a_mistake_of_ours_is_an_apology_and_a_traceback_only_when_asked_for(
    run: Run, monkeypatch: pytest.MonkeyPatch, debug: bool
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the wheel came off")

    monkeypatch.setattr("cabinetpaper.workspace.open_workspace", broken)
    if debug:
        monkeypatch.setenv("CABINETPAPER_DEBUG", "1")
    result = run("check")
    assert result.exit_code == 2
    assert "our mistake, not yours" in result.stderr
    assert "the wheel came off" in result.stderr
    assert ("Traceback" in result.stderr) is debug


def test_a_file_that_may_not_be_read_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "data/measures.csv")

    monkeypatch.setattr("cabinetpaper.workspace.open_workspace", refused)
    result = run("check")
    assert result.exit_code == 2
    assert "data/measures.csv: error: Permission denied" in result.stderr
    assert "[FILE-ACCESS]" in result.stderr


def test_ctrl_c_ends_without_a_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cabinetpaper.workspace.open_workspace", stopped)
    result = run("check")
    assert result.exit_code == 2
    assert "Stopped." in result.stderr


def test_doctor_looks_at_python_packages_pango_fonts_and_the_workspace(run: Run) -> None:
    examined = {one["name"]: one for one in whole(run("doctor", "--format", "json"))["examined"]}  # type: ignore[attr-defined]
    assert {"Python", "pandas", "Pango", "Fonts", "Locale", "Write access", "Workspace"} <= set(examined)
    assert examined["Workspace"]["words"].endswith("1 paper")
    lacking = [one for one in examined.values() if one["state"] == "lacking"]
    assert all(one["remedy"] for one in lacking)
    assert run("doctor").exit_code == (1 if lacking else 0)


def test_doctor_without_pango_says_what_to_install_and_that_docx_and_html_still_work(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def absent(name: str) -> object:
        sys.stdout.write("WeasyPrint could not import some external libraries")
        raise OSError(f"cannot load library 'libpango-1.0-0': not found ({name})")

    monkeypatch.setattr("cabinetpaper.cli.machine.import_module", absent)
    pango = next(one for one in examine(None) if one.name == "Pango")
    assert pango.state.value == "lacking"
    assert "libpango-1.0-0" in pango.words
    assert "DOCX and HTML are made without it" in pango.words
    assert pango.remedy == install_line()
    assert capfd.readouterr().out == ""


def test_every_platform_has_its_own_line() -> None:
    assert len({install_line("win32"), install_line("darwin"), install_line("linux")}) == 3
    assert "WEASYPRINT_DLL_DIRECTORIES" in install_line("win32")
    assert "libpangoft2-1.0-0" in "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_completes_verbs_measures_and_papers(place: Path, shell: str) -> None:
    def completed(words: str, count: int) -> str:
        instruction = {"COMP_WORDS": words, "COMP_CWORD": str(count), "_CABINETPAPER_COMPLETE": f"{shell}_complete"}
        if shell == "fish":
            instruction["COMP_CWORD"] = words.split()[-1]
        done = subprocess.run(
            [sys.executable, "-c", "from cabinetpaper.cli import main; main(prog_name='cabinetpaper')"],
            cwd=place,
            env={**os.environ, **instruction},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )
        return done.stdout

    assert "check" in completed("cabinetpaper che", 1)
    assert "visits" in completed("cabinetpaper facts vis", 2)
    assert PAPER in completed("cabinetpaper check 20", 2)


def test_help_is_quick_because_nothing_heavy_is_loaded() -> None:
    heavy = "pandas matplotlib weasyprint docx jinja2 pydantic lxml markdown_it numpy"
    script = (
        "import sys\nfrom click.testing import CliRunner\nfrom cabinetpaper.cli import main\n"
        f"assert CliRunner().invoke(main, ['--help']).exit_code == 0\nprint([name for name in '{heavy}'.split() if "
        "name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True, timeout=60)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-8"])
def test_no_letter_stops_the_output(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    data = io.BytesIO()
    stream = io.TextIOWrapper(data, encoding=encoding)
    monkeypatch.setattr(sys, "stdout", stream)
    prepare()
    click.echo("● Green: £5, 80 − 75 “so” €")
    stream.flush()
    said = data.getvalue().decode(encoding)
    if is_utf8(encoding):
        assert said == "● Green: £5, 80 − 75 “so” €\n"
    else:
        assert said.startswith("* Green")
        assert "80 - 75" in said


def test_no_color_switches_colours_off(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in CliRunner().invoke(main, ["check"], color=True).output
    monkeypatch.delenv("NO_COLOR")
    assert "\x1b" in CliRunner().invoke(main, ["check"], color=True).output


def test_findings_are_counted_in_words() -> None:
    one = Finding.error("A", "x")
    two = [Finding.warning("B", str(number)) for number in range(2)]
    assert counted([one, *two]) == "1 error, 2 warnings"
    assert counted([]) == ""
    assert (exit_code(two), exit_code([one, *two])) == (0, 1)


def test_a_quiet_report_keeps_errors_and_data(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report("check", quiet=True, form="text")
    report.say("Hello")
    report.tell([Finding.warning("A", "w"), Finding.error("B", "e", place=Place("f", 1))])
    report.give("data")
    said = capsys.readouterr()
    assert said.out == "data\n"
    assert said.err == "f:1: error: e [B]\n"


def test_check_of_a_file_needs_no_workspace_and_says_what_was_tried_and_what_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.pdf").write_bytes(conformance_pdf.GOOD)
    result = CliRunner().invoke(main, ["check", "good.pdf"])
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"good.pdf: {len(GROUNDS[Kind.PDF])} rules for a PDF tried on 1 page (1 read), 29 tags" in result.stderr
    assert "Not checked:" in result.stderr
    assert "veraPDF" in result.stderr


def test_check_of_a_file_with_errors_ends_with_one_and_of_what_is_none_with_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.html").write_bytes(conformance_html.CASES["HTML-LANGUAGE"][0])
    (tmp_path / "locked.pdf").write_bytes(conformance_pdf.CASES["PDF-LOCKED"][0])
    (tmp_path / "figures.csv").write_bytes(b"a,b\n")
    bad = CliRunner().invoke(main, ["check", "--quiet", "bad.html"])
    assert (bad.exit_code, bad.stderr) == (1, "")
    assert bad.stdout.startswith("bad.html:2: error: The page does not say in which language")
    for name, code in (("locked.pdf", "PDF-LOCKED"), ("figures.csv", "FILE-KIND"), ("gone.docx", "FILE-ACCESS")):
        result = CliRunner().invoke(main, ["check", name])
        assert result.exit_code == 2
        assert f"[{code}]" in result.output
        assert "rules" not in result.stderr.replace("There are no rules", "")


def test_check_of_a_file_as_json_holds_the_rules_that_were_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.pdf").write_bytes(conformance_pdf.GOOD)
    form = whole(CliRunner().invoke(main, ["check", "--format", "json", "good.pdf"]))
    assert (form["file"], form["kind"], form["findings"], form["declares"]) == (
        "good.pdf",
        "pdf",
        [],
        {"pdfua": "1", "pdfa": ""},
    )
    assert form["rules"] == list(GROUNDS[Kind.PDF])
    assert form["seen"]["pages"] == 1  # type: ignore[index]
    assert any("veraPDF" in one for one in form["not_checked"])  # type: ignore[attr-defined]


def test_the_versions_of_a_paper_are_not_those_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["check", "--exempt", "good.pdf"])
    assert result.exit_code == 2
    assert "a file is checked as it is" in result.stderr
