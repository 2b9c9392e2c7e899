from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import Future
from functools import cache
from pathlib import Path
from typing import ClassVar

import pytest

import conformance_pdf
from cabinetpaper.building import Built, build
from cabinetpaper.building.drafts import choose_draft
from cabinetpaper.finding import CabinetPaperError, Finding, Severity
from cabinetpaper.workspace import create, open_workspace
from cabinetpaper.workspace.disk import Home
from cabinetpaper.writers.pdf import Job, Written

SETTINGS = 'format = 1\n[council]\nname = "Testshire"\n[[directorates]]\nid = "children"\nname = "Children"\n'
PAPER = 'kind = "cabinet"\ntitle = "Performance"\nperiod = "Q1 2024/25"\ncut_off = 2024-08-01\n'
SNIPPET = '+++\nsection = "brief_summary"\n+++\nThe rate is {{ cic_rate.value }} in {{ period }}.\n'
FILES = {
    "cabinetpaper.toml": SETTINGS,
    "data/measures.csv": "id,name,directorate,unit,polarity\ncic_rate,Children in care,children,rate,lower\n",
    "data/observations.csv": "measure,period,value,as_at\ncic_rate,Q1 2024/25,96.1,\n",
    "data/targets.csv": "measure,target\ncic_rate,72\n",
    "narratives/q1/paper.toml": PAPER,
    "narratives/q1/summary.md": SNIPPET,
}


_quick_pdf = cache(conformance_pdf.made)
"""A small PDF that keeps every rule; what stands behind its end tells one page from another."""


class Quick:
    """Stands for the process that draws the PDFs, where a test is not about the PDF; `drawn` are the pages that were
    drawn.
    """

    findings: tuple[Finding, ...] = ()
    drawn: ClassVar[list[str]] = []

    def __enter__(self) -> Quick:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def start(self) -> None:
        pass

    def send(self, job: Job) -> Future[Written]:
        self.drawn.append(job.page)
        future: Future[Written] = Future()
        if self.findings:
            future.set_exception(CabinetPaperError(self.findings))
        else:
            future.set_result(Written(_quick_pdf() + f"% {hashlib.sha256(job.page.encode()).hexdigest()}\n".encode()))
        return future


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cabinetpaper.writers.pdf.process.start_pdf", Quick)
    monkeypatch.setattr(Quick, "drawn", [])


def put(root: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return put(tmp_path / "work", FILES)


def run(root: Path) -> Built:
    return build(open_workspace(root), "q1")


def out(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((root / "out").iterdir())}


def codes(built: Built) -> set[str]:
    return {one.code for one in built.findings}


@pytest.mark.usefixtures("quick")
def test_a_build_writes_every_output_and_a_manifest_of_them(root: Path) -> None:
    built = run(root)
    assert {kind: path.name for kind, path in built.paths.items()} == {
        "docx": "q1.docx",
        "html": "q1.html",
        "pdf": "q1.pdf",
        "manifest": "q1.manifest.json",
    }
    written = json.loads((root / "out/q1.manifest.json").read_text(encoding="utf-8"))
    assert written == built.manifest
    assert set(written["outputs"]) == {"q1.docx", "q1.html", "q1.pdf"}
    assert {"data/measures.csv", "narratives/q1/summary.md", "cabinetpaper.toml"} <= set(written["inputs"])
    assert [one["code"] for one in written["findings"]] == [one.code for one in built.findings]
    assert "weasyprint" in written["libraries"]
    assert not any(one.severity is Severity.ERROR for one in built.findings)


@pytest.mark.usefixtures("quick")
def test_a_new_workspace_builds_a_paper_of_gaps_without_an_error(tmp_path: Path) -> None:
    create(tmp_path)
    built = build(open_workspace(tmp_path), "example")
    assert {one.severity for one in built.findings} == {Severity.WARNING}
    assert {"GAP", "DATA-NO-ROWS"} <= codes(built)
    assert built.paths["docx"].stat().st_size > 5_000


@pytest.mark.usefixtures("quick")
def test_a_build_writes_into_out_and_its_own_folder_only(root: Path) -> None:
    run(root)
    now = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    assert {name for name in now if not name.startswith(("out/", ".cabinetpaper/"))} == set(FILES)
    assert all((root / name).read_text(encoding="utf-8") == text for name, text in FILES.items())


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("narratives/q1/summary.md", SNIPPET.replace("cic_rate", "cic_rat"), "Did you mean"),
        (
            "cabinetpaper.toml",
            SETTINGS + "[rating]\ntolerence = 5\n",
            "cabinetpaper.toml:8: error: “tolerence” is not a key in [rating]. Did you mean",
        ),
        ("data/observations.csv", "measure,value\ncic_rate,96.1\n", "The column “period” is missing"),
        ("data/observations.csv", FILES["data/observations.csv"] * 2, "data/observations.csv:3"),
        ("data/observations.csv", "measure,period,value\ncic_rate,Q1 2024/25,high\n", "“high” is not a number"),
        ("data/observations.csv", "measure,period,value\ncic_rate,Q7 2024/25,96.1\n", "“Q7 2024/25” is not a period"),
        ("data/measures.csv", "", "data/measures.csv:1: error: The file is empty"),
    ],
)
def test_an_error_stops_the_build_and_the_last_good_outputs_stand(
    root: Path, file: str, text: str, message: str
) -> None:
    run(root)
    before = out(root)
    (root / file).write_text(text, encoding="utf-8")
    built = run(root)
    assert any(message in str(one) for one in built.findings if one.severity is Severity.ERROR), [
        str(one) for one in built.findings
    ]
    assert (built.written, built.paths, out(root)) == (False, {}, before)


@pytest.mark.usefixtures("quick")
def test_a_paper_that_cannot_be_filled_stops_the_build_too(root: Path) -> None:
    run(root)
    before = out(root)
    (root / "narratives/q1/paper.toml").write_text(PAPER.replace("title", "titel"), encoding="utf-8")
    with pytest.raises(CabinetPaperError) as error:
        run(root)
    assert {one.code for one in error.value.findings} == {"TOML-KEY-MISSING", "TOML-KEY-UNKNOWN"}
    assert out(root) == before


@pytest.mark.usefixtures("quick")
def test_an_edited_docx_is_never_replaced(root: Path) -> None:
    run(root)
    edited = root / "out" / "q1.docx"
    edited.write_bytes(edited.read_bytes() + b"edited")
    held = edited.read_bytes()
    (root / "data/observations.csv").write_text(
        FILES["data/observations.csv"].replace("96.1", "95.0"), encoding="utf-8"
    )
    built = run(root)
    (warning,) = (one for one in built.findings if one.code == "DOCX-EDITED")
    assert str(warning).startswith(
        "out/q1.docx: warning: The file was edited since it was built, so it is kept; this build wrote q1-draft-2.docx."
    )
    assert edited.read_bytes() == held
    assert built.paths["docx"].name == "q1-draft-2.docx"
    assert "q1-draft-2.docx" in built.manifest["outputs"]


@pytest.mark.usefixtures("quick")
def test_the_next_draft_is_written_again_until_somebody_edits_it_too(root: Path) -> None:
    run(root)
    with (root / "out/q1.docx").open("ab") as file:
        file.write(b"edited")
    assert [run(root).paths["docx"].name for _ in range(2)] == ["q1-draft-2.docx", "q1-draft-2.docx"]
    with (root / "out/q1-draft-2.docx").open("ab") as file:
        file.write(b"edited")
    built = run(root)
    assert built.paths["docx"].name == "q1-draft-3.docx"
    assert [str(one.place) for one in built.findings if one.code == "DOCX-EDITED"] == [
        "out/q1.docx",
        "out/q1-draft-2.docx",
    ]
    (root / "out/q1.docx").unlink()
    (root / "out/q1-draft-2.docx").unlink()
    assert run(root).paths["docx"].name == "q1.docx"


@pytest.mark.usefixtures("quick")
def test_an_unedited_docx_is_replaced_even_if_the_last_build_was_stopped_before_its_manifest(root: Path) -> None:
    run(root)
    (root / "out/q1.manifest.json").write_text("half", encoding="utf-8")
    built = run(root)
    assert (built.paths["docx"].name, "DOCX-EDITED" in codes(built)) == ("q1.docx", False)


@pytest.mark.usefixtures("quick")
def test_a_docx_that_no_build_wrote_counts_as_edited(root: Path) -> None:
    put(root, {"out/q1.docx": "somebody's", "out/q1-old.docx": "not ours to name"})
    built = run(root)
    assert built.paths["docx"].name == "q1-draft-2.docx"
    assert (root / "out/q1.docx").read_text(encoding="utf-8") == "somebody's"


def test_the_next_number_follows_the_last_edited_draft(tmp_path: Path) -> None:
    put(tmp_path, {"a.docx": "1", "a-draft-4.docx": "4", "ab.docx": "x", "a-draft-x.docx": "x"})
    draft = choose_draft(tmp_path, "a", ())
    assert (draft.name, draft.edited) == ("a-draft-5.docx", ("a.docx", "a-draft-4.docx"))


@pytest.mark.usefixtures("quick")
def test_without_the_pdf_library_docx_and_html_are_written_and_the_old_pdf_is_named(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(root)
    old = out(root)["q1.pdf"]
    lacking = Finding.error(
        "PDF-NO-PANGO", "The PDF cannot be made: Pango is not installed", "sudo apt-get install libpangoft2-1.0-0"
    )
    monkeypatch.setattr(Quick, "findings", (lacking,))
    (root / "data/targets.csv").write_text("measure,target\ncic_rate,70\n", encoding="utf-8")
    before, built = out(root), run(root)
    assert {"PDF-NO-PANGO", "PDF-OLD"} <= codes(built)
    assert set(built.paths) == {"docx", "html", "manifest"}
    assert out(root)["q1.pdf"] == old
    assert out(root)["q1.docx"] != before["q1.docx"]
    assert "q1.pdf" not in built.manifest["outputs"]


@pytest.mark.usefixtures("quick")
def test_a_docx_that_is_open_in_an_editor_stops_the_build_and_is_named(root: Path) -> None:
    run(root)
    before = out(root)
    put(root, {"out/.~lock.q1.docx#": "officer", "data/targets.csv": "measure,target\ncic_rate,70\n"})
    with pytest.raises(CabinetPaperError, match=r"out/q1.docx: error: The file is open in an editor. Close it"):
        run(root)
    assert {name: data for name, data in out(root).items() if not name.startswith(".")} == before


@pytest.mark.usefixtures("quick")
def test_an_output_locked_by_windows_is_named_and_no_output_changes(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(root)
    before = out(root)
    put(root, {"data/targets.csv": "measure,target\ncic_rate,70\n"})
    replace = Home.replace

    def refuse(self: Home, old: str, new: str) -> None:
        if "q1.pdf" in (old, new):
            raise PermissionError(13, "being used by another process", "q1.pdf")
        replace(self, old, new)

    monkeypatch.setattr(Home, "replace", refuse)
    with pytest.raises(
        CabinetPaperError, match=r"out/q1.pdf: error: The file cannot be replaced: another program holds it"
    ):
        run(root)
    assert out(root) == before


@pytest.mark.usefixtures("quick")
def test_last_quarters_paper_rebuilds_as_it_was(root: Path) -> None:
    before = run(root)
    later = (
        FILES["data/observations.csv"] + "cic_rate,Q1 2024/25,95.5,2024-10-10\ncic_rate,Q2 2024/25,94.0,2024-10-10\n"
    )
    put(root, {"data/observations.csv": later})
    after = run(root)
    assert before.manifest["outputs"]["q1.html"] == after.manifest["outputs"]["q1.html"]
    put(root, {"narratives/q1/paper.toml": PAPER.replace("2024-08-01", "2024-12-01")})
    assert run(root).manifest["outputs"]["q1.html"] != after.manifest["outputs"]["q1.html"]


@pytest.mark.usefixtures("quick")
def test_source_date_epoch_is_part_of_the_build(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    plain = run(root).manifest
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1722470400")
    dated = run(root).manifest
    assert (plain["source_date_epoch"], dated["source_date_epoch"]) == (None, "1722470400")
    assert plain["build"] != dated["build"]


@pytest.mark.usefixtures("quick")
def test_progress_is_told_step_by_step(root: Path) -> None:
    told: list[tuple[str, int, int]] = []
    build(open_workspace(root), "q1", progress=lambda name, done, of: told.append((name, done, of)))
    assert [done for _, done, _ in told] == list(range(8))
    assert {of for _, _, of in told} == {8}
    assert [name for name, _, _ in told][:2] == ["Reading", "Composing"]


@pytest.mark.usefixtures("quick")
def test_an_unchanged_chart_is_not_drawn_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(root)
    cache = root / ".cabinetpaper" / "cache" / "drawings" / "q1"
    held = {path.name for path in cache.iterdir()}
    assert held
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    run(root)
    assert {path.name for path in cache.iterdir()} == held


BUILD = (
    "import sys; from cabinetpaper.building import build; from cabinetpaper.workspace import "
    "open_workspace\nbuild(open_workspace('.'), 'q1')\n"
)
HEAVY = "print(sorted({'matplotlib', 'pandas', 'numpy', 'weasyprint'} & set(sys.modules)))"


def started(root: Path, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-P", "-W", "error", "-c", BUILD + HEAVY],
        cwd=root,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_the_same_input_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    here, there = (
        put(tmp_path / "here", FILES),
        put(tmp_path / "some where else", {**FILES, "json.py": "raise ImportError('not a part of the program')\n"}),
    )
    one = started(here, PYTHONHASHSEED="1", TZ="Europe/London", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    two = started(there, PYTHONHASHSEED="2", TZ="Pacific/Auckland", LC_ALL="C.UTF-8")
    for process in (one, two):
        assert process.communicate()[1].decode() == ""
    assert set(out(here)) == {"q1.docx", "q1.html", "q1.pdf", "q1.manifest.json"}
    assert out(here) == out(there)
    again = started(here, PYTHONHASHSEED="3")
    assert again.communicate()[0].decode().strip() == "[]"
    assert out(here) == out(there)
