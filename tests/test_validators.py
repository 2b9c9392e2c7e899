"""The door to the outside validators: what it reads from each of them, what it says of one that is not here, its pins
and its broken files.

The validators themselves are not run here; `scripts/validators/validate.sh --selftest` does that.
"""

from __future__ import annotations

import json
import re
import zipfile
from functools import cache
from pathlib import Path

import pytest

from cabinetpaper.writers import write_docx, write_html, write_pdf
from specimen_paper import drawings, specimen
from validators import __main__ as command
from validators import installed, judging, on_docx, on_html, on_pdf
from validators.broken import BROKEN, Broken
from validators.papers import PAPERS, VERSIONS
from validators.selftest import noticed
from validators.verdict import Absent, Fault, Verdict, as_json, gathered, lines

PINS = Path(installed.__file__).parent / "pins"


def verdict(file: Path, *faults: Fault, review: int = 0) -> Verdict:
    return Verdict(file, "A tool", "1.2", "A standard", faults, review)


# What each validator's answer comes to


def test_vera_s_lines_are_verdicts_by_standard() -> None:
    printed = (
        "version\t1.31.50\nfault\t1\tua1\t7.1-9\t3\tno "
        "title\troot\nverdict\t0\tua1\tPASS\t106\nverdict\t1\tua1\tFAIL\t106\nverdict\t1\t2a\tPASS\t153\n"
    )
    one, two, three = on_pdf.verdicts_of(printed, [Path("a.pdf"), Path("b.pdf")])
    assert (one.file.name, one.version, one.profile, one.passed) == ("a.pdf", "1.31.50", "PDF/UA-1", True)
    assert two.faults == (Fault("7.1-9", "no title", "root", 3),)
    assert (three.file.name, three.profile, three.passed) == ("b.pdf", "PDF/A-2a", True)


def test_a_pdf_that_vera_does_not_pass_is_never_passed_for_want_of_a_rule() -> None:
    (one,) = on_pdf.verdicts_of("version\t1\nverdict\t0\t2a\tUNREADABLE\t153\n", [Path("a.pdf")])
    assert not one.passed


@pytest.mark.parametrize(
    ("message", "edition", "held"),
    [
        ("The element has unexpected child element 'urn:tblCaption'.", "Office2007", False),
        ("The 'urn:firstRow' attribute is not declared.", "Office2007", False),
        ("The 'urn:noVBand' attribute is not declared.", "Office2007", False),
        ("The 'urn:sideways' attribute is not declared.", "Office2007", True),
        ("The element has unexpected child element 'urn:tblCaption'.", "Office2010", True),
    ],
)
def test_office_2007_is_not_asked_what_word_has_written_since_2010(message: str, edition: str, held: bool) -> None:
    answer = {
        "ok": False,
        "errors": [{"id": "Sch", "description": message, "path": "/word/document.xml", "xPath": "/w:p"}],
    }
    assert bool(on_docx.sdk_faults(answer, edition)) is held


def test_a_docx_that_the_sdk_does_not_pass_is_never_passed_for_want_of_a_rule() -> None:
    assert on_docx.sdk_faults({"ok": False, "errors": []}, "Microsoft365")


@pytest.mark.parametrize(
    ("written", "read", "missing"),
    [
        (["One, two.", "Three"], "1.\tOne, two.\n\n• Three\n", []),
        (["One", "Two"], "Two One", ["Two"]),
        (["One", "One"], "One", ["One"]),
        (["One", "", "…"], "One", []),
        (["One", "gone", "Two"], "One Two", ["gone"]),
    ],
)
def test_a_paragraph_is_lost_where_it_is_not_read_after_the_one_before(
    written: list[str], read: str, missing: list[str]
) -> None:
    assert on_docx.lost(written, read) == missing


def test_the_words_of_a_docx_are_read_paragraph_by_paragraph(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(good()["docx"])
    words = list(on_docx.paragraphs(path))
    assert words.index("Brief summary") < words.index("Recommendations")
    assert any("Measure 59: share of visits" in one for one in words)


def test_the_number_of_a_footnote_is_read_at_its_mark(tmp_path: Path) -> None:
    words, mark = "<w:r><w:t>{}</w:t></w:r>", '<w:r><w:footnoteReference w:id="7"/></w:r>'
    body = "".join(
        f"<w:p>{words.format(first)}{mark}{words.format(then)}</w:p>"
        for first, then in (("Most", " were seen."), ("Few", " waited."))
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as package:
        package.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    assert list(on_docx.paragraphs(tmp_path / "a.docx")) == ["Most1 were seen.", "Few2 waited."]


def test_the_html_checker_s_errors_are_faults_and_its_warnings_are_for_a_person(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    messages = [
        {"type": "error", "url": f"file:{file}", "message": "Duplicate ID “a”.", "lastLine": 3},
        {"type": "error", "url": f"file:{file}", "message": "Duplicate ID “a”.", "lastLine": 9},
        {"type": "info", "subType": "warning", "url": f"file:{file}", "message": "Consider a heading."},
    ]
    one, other = on_html.nu_verdicts(
        {"version": "26.9.27 (c6ba02c)", "messages": messages}, [file, tmp_path / "b.html"]
    )
    assert (one.version, one.review, other.passed) == ("26.9.27", 1, True)
    assert one.faults == (Fault("error", "Duplicate ID “a”.", "line 3", 2),)


def test_a_page_that_asks_the_network_is_at_fault_as_well() -> None:
    broken = [{"rule": "image-alt", "message": "Images must have alternative text", "place": "img"}]
    answer = {
        "version": "4.14.1, Chrome/156",
        "files": [{"broken": broken, "missed": ["https://example.org/a.png"], "review": [{}, {}], "passes": 40}],
    }
    (one,) = on_html.axe_verdicts(answer, [Path("a.html")])
    assert [fault.rule for fault in one.faults] == ["image-alt", "asks the network"]
    assert one.review == 2


# What is told


def test_a_line_for_each_fault_and_for_each_file_and_tool(tmp_path: Path) -> None:
    told = lines(
        [verdict(tmp_path / "a.pdf", Fault("7.1", "no title", "root", 2)), verdict(tmp_path / "b.pdf", review=3)],
        [Absent("A third", "install it")],
    )
    assert told == [
        "a.pdf\tA tool A standard\t7.1\tno title (2 times)\troot",
        "FAIL  a.pdf  A tool 1.2  A standard",
        "PASS  b.pdf  A tool 1.2  A standard  (3 for a person to look at)",
        "ABSENT  A third: install it",
    ]


def test_the_json_names_the_bytes_that_were_judged_and_no_folder(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"abc")
    told = json.loads(as_json([verdict(file, Fault("7.1", "no title"))], [Absent("A third", "install it")]))
    (result,) = told["results"]
    assert result["sha256"] == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (result["file"], result["tool"], result["version"], result["profile"], result["verdict"]) == (
        "a.pdf",
        "A tool",
        "1.2",
        "A standard",
        "fail",
    )
    assert result["errors"] == [{"rule": "7.1", "times": 1, "message": "no title", "place": ""}]
    assert told["absent"] == ["A third"]
    assert str(tmp_path) not in json.dumps(told)


def test_faults_of_one_rule_are_told_once() -> None:
    assert gathered([Fault("a", "x", "1"), Fault("b", "x", "2"), Fault("a", "x", "3")]) == (
        Fault("a", "x", "1", 2),
        Fault("b", "x", "2"),
    )


# A validator that is not here, or breaks off


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return a page on a machine that has no validator at all."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    page = tmp_path / "page.html"
    page.write_text("<!doctype html>", encoding="utf-8")
    return page


@pytest.mark.parametrize(("ci", "code"), [("", 0), ("false", 0), ("true", 1)])
def test_a_missing_validator_is_told_and_fails_the_run_only_in_ci(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ci: str, code: int
) -> None:
    monkeypatch.setenv("CI", ci)
    assert command.main([str(bare)]) == code
    said = capsys.readouterr().out.splitlines()
    assert [line for line in said if line.startswith("ABSENT")] == [
        f"ABSENT  {tool}: run scripts/validators/install.sh" for tool in ("Nu HTML checker", "axe-core")
    ]
    assert said[-1] == "0 files, 0 verdicts, 0 against; 2 validators absent"


def test_a_file_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["nothing.pdf"]) == 2
    assert "nothing.pdf" in capsys.readouterr().out


def test_a_fault_fails_the_run_and_the_verdicts_are_kept(
    bare: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(
        judging, "JUDGES", ((".html", "A tool", lambda files: [verdict(file, Fault("r", "m")) for file in files]),)
    )
    assert command.main([str(bare), "--json", str(tmp_path / "kept" / "v.json")]) == 1
    assert json.loads((tmp_path / "kept" / "v.json").read_text(encoding="utf-8"))["results"][0]["verdict"] == "fail"


def test_a_validator_that_breaks_off_counts_against_each_of_its_files(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_: object) -> list[Verdict]:
        raise RuntimeError("java ended with 1: no memory")

    monkeypatch.setattr(judging, "JUDGES", ((".html", "axe-core", breaks),))
    verdicts, absent = judging.judge([bare])
    assert absent == []
    assert [(one.profile, one.passed, one.faults[0].rule) for one in verdicts] == [
        ("WCAG 2.2 A and AA", False, "broke off")
    ]


# The page of the documentation


def test_the_page_names_every_validator_and_states_the_counts() -> None:
    page = (Path(__file__).parent.parent / "docs" / "validators.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1].strip() for line in page.splitlines() if line.startswith("| ")]
    assert rows == ["Validator", *judging.PROFILES]
    profiles = sum(len(each) for each in judging.PROFILES.values())
    assert f"six programs of other people, by {profiles} profiles" in " ".join(page.split())
    assert len(judging.PROFILES) == 6
    assert f"makes {len(BROKEN)} broken files" in page
    assert len(PAPERS) + len(VERSIONS) == 9
    assert page.count("nine harder") == 2


# Pins


def test_the_packages_are_pinned_with_digests_and_without_an_address() -> None:
    wanted = json.loads((PINS / "package.json").read_text(encoding="utf-8"))
    locked = json.loads((PINS / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for name, version in {**wanted["dependencies"], **wanted["optionalDependencies"]}.items():
        assert re.fullmatch(r"\d+(\.\d+)+", version)
        assert locked[f"node_modules/{name}"]["version"] == version
    assert all(one["integrity"].startswith("sha512-") and "resolved" not in one for name, one in locked.items() if name)
    assert re.fullmatch(
        r"[a-z0-9-]+==[\d.]+ \\\n    --hash=sha256:[0-9a-f]{64}\n",
        (PINS / "requirements.lock").read_text(encoding="utf-8"),
    )


def test_other_pins_have_another_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(installed, "PINS", tmp_path / "pins")
    (tmp_path / "pins").mkdir()
    (tmp_path / "pins" / "lock").write_text("a==1", encoding="utf-8")
    before = installed.folder()
    (tmp_path / "pins" / "lock").write_text("a==2", encoding="utf-8")
    assert before.parent == installed.folder().parent == tmp_path / "cabinetpaper-validators"
    assert before != installed.folder()


# Broken files


@cache
def good() -> dict[str, bytes]:
    paper = specimen()
    return {
        "docx": write_docx(paper, drawings()),
        "html": write_html(paper, drawings()).encode(),
        "pdf": write_pdf(paper, drawings()),
    }


@pytest.mark.parametrize("one", BROKEN, ids=lambda one: one.name)
def test_a_broken_file_is_another_than_the_good_one(one: Broken) -> None:
    assert one.spoil(good()[one.suffix]) != good()[one.suffix]
    assert one.profile in judging.PROFILES[one.tool]


def test_every_validator_has_a_broken_file_and_each_standard_of_the_pdf() -> None:
    assert {one.tool for one in BROKEN} == {tool for _, tool, _ in judging.JUDGES} == set(judging.PROFILES)
    assert {one.profile for one in BROKEN if one.tool == "veraPDF"} == set(on_pdf.STANDARDS.values())


@pytest.mark.parametrize(
    ("tool", "rule", "seen"),
    [("axe-core", "image-alt", True), ("axe-core", "another rule", False), ("Nu HTML checker", "image-alt", False)],
)
def test_a_broken_file_is_noticed_only_by_its_own_validator_and_for_its_own_fault(
    tool: str, rule: str, seen: bool
) -> None:
    broken = next(one for one in BROKEN if one.name == "silent-picture")
    said = Verdict(Path(f"{broken.name}.html"), tool, "1", broken.profile, (Fault(rule, "words"),))
    assert noticed(broken, [said]) is seen
