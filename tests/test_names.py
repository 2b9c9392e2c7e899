"""Names of papers, snippets and data files: what nobody sees, what turns writing, what is one name on some system."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cabinetpaper.building import build
from cabinetpaper.finding import CabinetPaperError
from cabinetpaper.workspace import open_workspace, problem_with
from cabinetpaper.workspace.names import can_be_told, paper_name_findings, same, shown, usable
from test_building import FILES, PAPER, SNIPPET, put, quick  # noqa: F401 - a fixture

ORDINARY = st.text("abcdefgXYZ0189 _-éß£", min_size=1, max_size=20).map(lambda text: f"n{text.strip()}")
UNSEEN = st.one_of(
    st.sampled_from("\u200e\u200f\u202a\u202e\u2066\u2069\u061c"),  # marks that turn the direction
    st.sampled_from("\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u115f\u3164\u2800\ufe0f\u00a0\u2028"),
    st.characters(categories=("Cf", "Cs", "Zl", "Zp")),
)


@given(ORDINARY)
def test_an_ordinary_name_is_usable_and_printed_as_it_is(name: str) -> None:
    assert problem_with(name) == ""
    assert shown(name) == name


@given(ORDINARY, UNSEEN, st.integers(0, 30))
def test_a_character_that_nobody_sees_is_refused_wherever_it_stands_and_told_by_its_number(
    name: str, odd: str, at: int
) -> None:
    whole = name[:at] + odd + name[at:]
    assert problem_with(whole)
    assert f"[U+{ord(odd):04X}]" in shown(whole)
    shown(whole).encode()
    good, found = usable([f"narratives/q1/{whole}.md"])
    assert (good, [one.code for one in found]) == ([], ["NAME-UNUSABLE"])
    str(found[0]).encode()


@given(ORDINARY)
def test_a_name_that_begins_like_an_option_is_refused(name: str) -> None:
    assert "begins with -" in problem_with(f"-{name}")


@given(ORDINARY, st.sampled_from([str.upper, str.swapcase, lambda text: unicodedata.normalize("NFD", text)]))
def test_twins_by_letter_case_or_normal_form_are_told(name: str, change) -> None:  # type: ignore[no-untyped-def]
    twin = change(name)
    assert same(twin) == same(name)
    good, found = usable(sorted({f"data/{name}.csv", f"data/{twin}.csv"}))
    assert [one.code for one in found] == (["NAME-TWIN"] if twin != name else [])
    assert [one.code for one in paper_name_findings(name, [name, twin])] == (["NAME-TWIN"] if twin != name else [])
    assert len(good) == (2 if twin != name else 1)


ENDINGS = ["-exempt", "-record", "-record-exempt", "-draft-2", "-draft-17", "-kept-1", "-record-draft-3"]


@given(ORDINARY, st.sampled_from(ENDINGS), st.booleans())
def test_a_paper_that_would_take_the_name_of_anothers_output_is_told_from_both(
    name: str, ending: str, upper: bool
) -> None:
    other = name + (ending.upper() if upper else ending)
    for own in (name, other):
        assert [one.code for one in paper_name_findings(own, [name, other])] == ["NAME-TAKEN"]
    assert paper_name_findings(name, [name, f"{name}-notes", f"{name}-draft", f"x{other}"]) == ()


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("name", ["q1-draft-2", "q1-exempt", "q1-record", "Q1"])
def test_such_a_paper_stops_the_build_of_both(tmp_path: Path, name: str) -> None:
    root = put(tmp_path, {**FILES, f"narratives/{name}/paper.toml": PAPER})
    if len(open_workspace(root).papers()) < 2:
        pytest.skip("this system knows one name")
    for paper in ("q1", name):
        built = build(open_workspace(root), paper)
        assert not built.written
        assert {one.code for one in built.findings} & {"NAME-TAKEN", "NAME-TWIN"}


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("narratives/q1/a\u202efdp.md", "NAME-UNUSABLE"),
        ("narratives/q1/SUMMARY.md", "NAME-TWIN"),
        ("narratives/q1/-x.md", "NAME-UNUSABLE"),
        ("data/fig\u200bures.csv", "NAME-UNUSABLE"),
    ],
)
def test_a_file_of_such_a_name_stops_the_build_and_is_told(tmp_path: Path, file: str, code: str) -> None:
    root = put(tmp_path, {**FILES, file: SNIPPET if file.endswith(".md") else FILES["data/targets.csv"]})
    built = build(open_workspace(root), "q1")
    assert not built.written
    assert code in {one.code for one in built.findings}
    assert all(shown(str(one)) == str(one).replace("\u00a0", " ") for one in built.findings if one.code == code)


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="its file systems let no file have such a name")
def test_names_in_no_encoding_are_told_and_crash_nothing(tmp_path: Path) -> None:
    root = put(tmp_path, FILES)
    for folder, name in ((b"narratives", b"p\xff"), (b"narratives/q1", b"s\xfe.md"), (b"data", b"d\xfd.csv")):
        path = os.path.join(os.fsencode(root), folder, name)  # noqa: PTH118 - bytes
        if folder == b"narratives":
            os.mkdir(path)  # noqa: PTH102 - bytes
        else:
            with open(path, "wb") as file:  # noqa: PTH123 - bytes
                file.write(b"x")
    with pytest.raises(CabinetPaperError) as raised:
        open_workspace(root).load("q0")
    assert [one.code for one in raised.value.findings] == ["PAPER-UNKNOWN"]
    found = open_workspace(root).load("q1").findings
    odd = {one.place.file: one.severity.value for one in found if one.code == "NAME-UNUSABLE"}
    assert odd == {
        "narratives/p[U+DCFF]": "warning",
        "narratives/q1/s[U+DCFE].md": "error",
        "data/d[U+DCFD].csv": "error",
    }
    assert all(can_be_told(str(one)) for one in found)
    for words in (["check"], ["build", b"p\xff"], ["map", b"d\xfd.xlsx"], ["draft", b"s\xfe"], ["trace", b"\xff"]):
        done = subprocess.run(
            [sys.executable, "-m", "cabinetpaper", *words], cwd=root, capture_output=True, timeout=60, check=False
        )
        assert b"Traceback" not in done.stderr + done.stdout, (words, done.stderr[-500:])
        assert b"our mistake" not in done.stderr + done.stdout
        assert done.returncode in {1, 2}
