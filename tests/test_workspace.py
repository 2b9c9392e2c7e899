from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cabinetpaper.finding import CabinetPaperError, Finding, Severity
from cabinetpaper.settings import Settings
from cabinetpaper.workspace import Workspace, create, inside, open_workspace, problem_with, save, save_all
from cabinetpaper.workspace.disk import Home
from cabinetpaper.workspace.names import WINDOWS_LONGEST, too_long
from cabinetpaper.workspace.toml_reading import fill

MEASURES = "id,name,directorate,unit,polarity\ncic_rate,Children in care,children,rate,lower\n"
OBSERVATIONS = "measure,period,value\ncic_rate,Q1 2024/25,96.1\n"
SETTINGS = 'format = 1\n[council]\nname = "Testshire"\n[[directorates]]\nid = "children"\nname = "Children"\n'
PAPER = 'kind = "cabinet"\ntitle = "Performance"\nperiod = "Q1 2024/25"\ncut_off = 2024-08-01\n'


def folder(root: Path, **files: str) -> Path:
    texts = {
        "cabinetpaper.toml": SETTINGS,
        "data/measures.csv": MEASURES,
        "data/observations.csv": OBSERVATIONS,
        "narratives/q1/paper.toml": PAPER,
        **{name.replace("__", "/"): text for name, text in files.items()},
    }
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def told(error: pytest.ExceptionInfo[CabinetPaperError]) -> list[str]:
    return [str(one) for one in error.value.findings]


def refused(action: Callable[[], object]) -> str:
    with pytest.raises(CabinetPaperError) as error:
        action()
    (text,) = told(error)
    return text


# --- opening


def test_a_workspace_is_found_from_any_folder_inside_it(tmp_path: Path) -> None:
    root = folder(tmp_path)
    work = open_workspace(root / "narratives" / "q1")
    assert (work.root, work.settings.council.name, work.papers(), work.findings) == (
        root.resolve(),
        "Testshire",
        ("q1",),
        (),
    )


def test_outside_any_workspace_the_way_to_one_is_told(tmp_path: Path) -> None:
    assert (
        "There is no cabinetpaper.toml here or above. Go to a workspace, or make one: cabinetpaper new DIR."
        in refused(lambda: open_workspace(tmp_path))
    )


@pytest.mark.parametrize(
    ("version", "remedy"),
    [
        ("2", "Install a newer release"),
        ('"one"', "Write format = 1."),
        ("0", "Write format = 1."),
        ("true", "Write format = 1."),
    ],
)
def test_a_workspace_of_another_format_is_not_opened(tmp_path: Path, version: str, remedy: str) -> None:
    root = folder(tmp_path, **{"cabinetpaper.toml": f"# ours\nformat = {version}\nnonsense = 1\n"})
    text = refused(lambda: open_workspace(root))
    assert text.startswith("cabinetpaper.toml:2: error: This workspace has format")
    assert remedy in text


def test_a_settings_file_that_does_not_parse_is_told_with_its_line(tmp_path: Path) -> None:
    root = folder(tmp_path, **{"cabinetpaper.toml": 'format = 1\n[council]\nname = "Testshire\n'})
    assert refused(lambda: open_workspace(root)).startswith(
        "cabinetpaper.toml:3: error: The file cannot be read from here on"
    )


def test_a_typo_in_the_settings_is_told_with_line_valid_keys_and_the_nearest(tmp_path: Path) -> None:
    root = folder(tmp_path, **{"cabinetpaper.toml": SETTINGS + "[rating]\ntolerence = 5\n"})
    work = open_workspace(root)
    assert [str(one) for one in work.findings] == [
        "cabinetpaper.toml:8: error: “tolerence” is not a key in [rating]. Did you mean “tolerance”? The valid keys in "
        "[rating] are family, tolerance, compared, unchanged_within and small_denominator. [TOML-KEY-UNKNOWN]"
    ]
    assert work.settings.council.name == "Testshire"


def test_values_that_make_no_sense_are_told_together(tmp_path: Path) -> None:
    wrong = (
        '[[directorates]]\nid = "children"\nname = "Again"\n[look]\naccent = "navy"\n[rating]\ntolerance = '
        "-1\n[charts]\ntrend_points = 1\n"
    )
    work = open_workspace(folder(tmp_path, **{"cabinetpaper.toml": SETTINGS + wrong}))
    assert [(one.code, one.place.line) for one in work.findings] == [
        ("SETTING-VALUE", 11),
        ("SETTING-VALUE", 13),
        ("SETTING-VALUE", 15),
        ("SETTING-VALUE", 7),
    ]


def test_settings_are_read_whatever_the_locale(tmp_path: Path) -> None:
    root = folder(tmp_path, **{"cabinetpaper.toml": SETTINGS.replace("Testshire", "Rhondda – Tâf")})
    code = (
        "from cabinetpaper.workspace import open_workspace; "
        f"print(ascii(open_workspace({str(root)!r}).settings.council.name))"
    )
    environment = {
        **os.environ,
        "PYTHONUTF8": "0",
        "LC_ALL": "C",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONWARNDEFAULTENCODING": "1",
    }
    run = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, env=environment, check=False)
    assert (run.stdout.decode().strip(), run.stderr.decode()) == (ascii("Rhondda – Tâf"), "")


# --- filling dataclasses from TOML


@dataclass(frozen=True)
class Leaf:
    name: str
    size: int = 1


@dataclass(frozen=True)
class Tree:
    leaves: tuple[Leaf, ...] = ()
    trunk: Leaf = field(default_factory=lambda: Leaf("trunk"))


def test_every_problem_of_a_file_is_told_and_the_rest_is_filled() -> None:
    text = (
        'leafs = 1\n[[leaves]]\nname = "a"\nsize = "big"\n\n[[leaves]]\n# no name\nsize = 2\n[trunk]\nname = '
        '"oak"\nsise = 3\n'
    )
    filled = fill("tree.toml", text.encode(), Tree)
    assert [str(one) for one in filled.findings] == [
        "tree.toml:1: error: “leafs” is not a key at the top of the file. Did you mean “leaves”? The valid keys at the "
        "top of the file are leaves and trunk. [TOML-KEY-UNKNOWN]",
        "tree.toml:4: error: “size” must be a whole number; it is “big” [TOML-VALUE]",
        "tree.toml:6: error: “name” is missing in [[leaves]]. Add it. [TOML-KEY-MISSING]",
        "tree.toml:11: error: “sise” is not a key in [trunk]. Did you mean “size”? The valid keys in [trunk] are name "
        "and size. [TOML-KEY-UNKNOWN]",
    ]
    assert filled.value == Tree((Leaf("a"),), Leaf("oak"))


def test_a_key_in_the_wrong_place_is_led_to_its_table() -> None:
    (finding,) = fill("cabinetpaper.toml", b"format = 1\ntolerance = 5\n", Settings).findings
    assert "It belongs under [rating]." in finding.remedy


@pytest.mark.parametrize("text", [b"a = \n", b"a = 1\na = 2\n", b'a = "\n', b"[a\n", b"a = [1,\n", b"\xff\xfe\x00"])
def test_text_that_is_no_toml_is_one_finding(text: bytes) -> None:
    filled = fill("tree.toml", text, Tree)
    assert filled.value is None
    assert [one.code for one in filled.findings if one.severity is Severity.ERROR] in (
        ["TOML-SYNTAX"],
        ["TEXT-ENCODING"],
    )


# --- loading a paper


def test_what_is_wrong_anywhere_is_told_together(tmp_path: Path) -> None:
    root = folder(
        tmp_path,
        **{
            "cabinetpaper.toml": SETTINGS + "[rating]\ntolerence = 5\n",
            "narratives/q1/paper.toml": PAPER.replace("Q1 2024/25", "first quarter") + "titel = 1\n",
            "narratives/q1/a.md": "no front matter\n",
            "data/observations.csv": OBSERVATIONS + "cic_rat,Q9,x\n",
        },
    )
    with pytest.raises(CabinetPaperError) as error:
        open_workspace(root).load("q1")
    assert [one.code for one in error.value.findings] == [
        "TOML-KEY-UNKNOWN",
        "TOML-KEY-UNKNOWN",
        "PAPER-PERIOD",
        "DATA-MEASURE-UNKNOWN",
        "DATA-PERIOD",
        "DATA-NUMBER",
        "SNIPPET-FRONT",
    ]
    assert "narratives/q1/paper.toml:3: error: “first quarter” is not a period. Write a quarter “Q1 2024/25”" in str(
        error.value
    )


def test_an_unknown_paper_is_answered_with_those_there_are(tmp_path: Path) -> None:
    work = open_workspace(folder(tmp_path))
    assert "There is no paper “q2”. The papers are q1. [PAPER-UNKNOWN]" in refused(lambda: work.load("q2"))


@pytest.mark.parametrize("name", ["../q1", "q1/../q1", "/etc", ".", ""])
def test_a_paper_is_only_ever_a_folder_of_narratives(tmp_path: Path, name: str) -> None:
    work = open_workspace(folder(tmp_path))
    assert "[PAPER-UNKNOWN]" in refused(lambda: work.load(name))


def test_an_unknown_kind_of_paper_is_answered_with_the_kinds_there_are(tmp_path: Path) -> None:
    work = open_workspace(folder(tmp_path, **{"narratives/q1/paper.toml": PAPER.replace("cabinet", "cabnet")}))
    assert "There is no kind of paper “cabnet”. Did you mean “cabinet”?" in refused(lambda: work.load("q1"))


def test_one_file_of_a_template_is_overridden_and_the_rest_inherited(tmp_path: Path) -> None:
    root = folder(tmp_path, **{"templates/cabinet/paper.css": "p { color: black }\n"})
    loaded = open_workspace(root).load("q1")
    inherited = open_workspace(folder(tmp_path / "plain")).load("q1")
    assert loaded.looks.css == "p { color: black }\n"
    assert (loaded.template, loaded.looks.page, loaded.looks.reference) == (
        inherited.template,
        inherited.looks.page,
        inherited.looks.reference,
    )
    assert "templates/cabinet/paper.css" in loaded.inputs
    assert "starter/templates/cabinet/paper.toml" in loaded.inputs


def test_every_file_that_was_read_is_an_input_with_its_digest(tmp_path: Path) -> None:
    root = folder(tmp_path)
    before = open_workspace(root).load("q1").inputs
    (root / "data/observations.csv").write_text(OBSERVATIONS.replace("96.1", "96.2"), encoding="utf-8")
    after = open_workspace(root).load("q1").inputs
    assert [name for name in before if before[name] != after[name]] == ["data/observations.csv"]
    assert {"cabinetpaper.toml", "data/measures.csv", "narratives/q1/paper.toml"} <= set(before)


def test_a_logo_outside_the_workspace_is_not_read(tmp_path: Path) -> None:
    work = open_workspace(
        folder(tmp_path / "work", **{"cabinetpaper.toml": SETTINGS + '[look]\nlogo = "../logo.png"\n'})
    )
    assert [one.code for one in work.load("q1").findings] == ["PATH-OUTSIDE"]


def test_a_logo_that_is_missing_or_no_picture_is_told(tmp_path: Path) -> None:
    root = folder(tmp_path, **{"cabinetpaper.toml": SETTINGS + '[look]\nlogo = "logo.bmp"\n', "logo.bmp": "x"})
    assert [one.message for one in open_workspace(root).load("q1").findings] == [
        "The logo logo.bmp is neither PNG nor SVG"
    ]


# --- names


@pytest.mark.parametrize("name", ["paper", "2024-25 Q1", "Café.docx", "console.txt", "com10"])
def test_ordinary_names_are_usable(name: str) -> None:
    assert problem_with(name) == ""


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "con",
        "NUL.docx",
        "com1",
        "LPT9.txt",
        "a:b",
        "a/b",
        "a\\b",
        "a?",
        "a ",
        " a",
        "a.",
        "a\x00",
        "x" * 101,
        "aux .txt",
    ],
)
def test_names_that_some_system_refuses_are_refused_everywhere(name: str) -> None:
    assert problem_with(name)


@pytest.mark.parametrize("path", ["../x", "a/../../x", "/etc/passwd", "C:x", "C:\\x", "..\\x", "", "a/CON/b"])
def test_no_path_leads_out_of_the_workspace(tmp_path: Path, path: str) -> None:
    with pytest.raises(CabinetPaperError):
        inside(tmp_path, path)


def test_a_link_out_of_the_workspace_is_refused(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "link").symlink_to(tmp_path, target_is_directory=True)
    assert "is a link out of the workspace" in refused(lambda: inside(tmp_path / "work", "link/x"))


def test_a_path_too_long_for_windows_is_told_there_and_only_there() -> None:
    long = Path("/" + "a" * (WINDOWS_LONGEST + 1))
    finding = too_long(long, "out/x.docx", windows=True)
    assert finding is not None
    assert "Windows allows 259" in finding.message
    assert too_long(long, "out/x.docx", windows=False) is None
    assert too_long(Path("/short"), "out/x.docx", windows=True) is None


# --- saving


def held(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_saving_leaves_the_file_and_nothing_else(tmp_path: Path) -> None:
    save(tmp_path, tmp_path / "new" / "a.txt", b"one")
    save(tmp_path, tmp_path / "new" / "a.txt", b"two")
    assert held(tmp_path) == {"new/a.txt": b"two"}


def _locked(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Make renaming onto `name` fail as Windows does while Word holds the file."""
    replace = Home.replace

    def refuse(self: Home, old: str, new: str) -> None:
        if name in (old, new):
            raise PermissionError(
                13, "The process cannot access the file because it is being used by another process", name
            )
        replace(self, old, new)

    monkeypatch.setattr(Home, "replace", refuse)


def test_a_locked_output_is_named_and_all_outputs_stay_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_all(tmp_path, {tmp_path / "a.docx": b"old", tmp_path / "b.pdf": b"old"})
    _locked(monkeypatch, "b.pdf")
    new = {tmp_path / "a.docx": b"new", tmp_path / "c.html": b"new", tmp_path / "b.pdf": b"new"}
    text = refused(lambda: save_all(tmp_path, new, {tmp_path / "b.pdf": "out/b.pdf"}))
    assert text.startswith("out/b.pdf: error: The file cannot be replaced: another program holds it")
    assert held(tmp_path) == {"a.docx": b"old", "b.pdf": b"old"}


@pytest.mark.parametrize("mark", ["~$paper.docx", "~$per.docx", ".~lock.paper.docx#"])
def test_a_docx_open_in_an_editor_is_named(tmp_path: Path, mark: str) -> None:
    (tmp_path / mark).write_bytes(b"")
    text = refused(lambda: save_all(tmp_path, {tmp_path / "a.html": b"", tmp_path / "paper.docx": b""}))
    assert text.startswith(
        "paper.docx: error: The file is open in an editor. Close it and build again; if nobody has it open, delete "
        f"{mark}."
    )
    assert set(held(tmp_path)) == {mark}


def test_a_read_only_output_is_named(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"old")
    path.chmod(0o444)
    assert refused(lambda: save(tmp_path, path, b"new", "out/paper.pdf")).startswith(
        "out/paper.pdf: error: The file is read-only. Allow writing to it"
    )
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("number", "code"), [(28, "OUTPUT-FULL"), (30, "OUTPUT-READ-ONLY"), (13, "OUTPUT-LOCKED"), (5, "OUTPUT-FAILED")]
)
def test_whatever_stops_writing_is_told_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"old")

    def fail(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    assert f"[{code}]" in refused(lambda: save(tmp_path, path, b"new"))
    assert held(tmp_path) == {"paper.pdf": b"old"}


def test_a_process_killed_while_saving_leaves_the_old_or_the_new_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    code = (
        "import sys; from pathlib import Path; from cabinetpaper.workspace.saving import save\n"
        "n = 0\n"
        "while True:\n"
        "    n += 1; save(Path(sys.argv[1]).parent, Path(sys.argv[1]), bytes([n % 250]) * 300_000); print(n, "
        "flush=True)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    for _ in range(5):
        process.stdout.readline()
    process.kill()
    process.communicate()
    data = path.read_bytes()
    assert (len(data), len(set(data))) == (300_000, 1)


def test_a_new_file_can_be_read_by_colleagues(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    save(tmp_path, tmp_path / "saved", b"")
    assert (tmp_path / "saved").stat().st_mode == plain.stat().st_mode


def test_the_workspace_saves_into_out_and_nowhere_else(tmp_path: Path) -> None:
    work = open_workspace(folder(tmp_path))
    assert work.save("draft.docx", b"PK") == work.root / "out" / "draft.docx"
    assert work.save("page.html", "£").read_bytes() == "£".encode()
    assert "[PATH-OUTSIDE]" in refused(lambda: work.save("../draft.docx", b"PK"))
    assert "[NAME-UNUSABLE]" in refused(lambda: work.save("aux.docx", b"PK"))


# --- making a new one


def test_a_new_workspace_opens_and_its_paper_loads_without_an_error(tmp_path: Path) -> None:
    Workspace.create(tmp_path / "ours")
    work = open_workspace(tmp_path / "ours")
    assert (work.settings, work.papers()) == (Settings(), ("example",))
    loaded = work.load("example")
    assert {one.severity for one in loaded.findings} == {Severity.WARNING}
    assert {one.code for one in loaded.findings} == {"DATA-NO-ROWS"}
    text = "".join(path.read_text(encoding="utf-8") for path in create(tmp_path / "again"))
    assert "Southampton" not in text


def test_the_sample_is_copied_whole_and_loads_without_a_finding_of_error(tmp_path: Path) -> None:
    files = create(tmp_path, sample=True)
    work = open_workspace(tmp_path)
    assert work.settings.council.name == "Southampton City Council"
    assert "templates/cabinet/paper.toml" in {path.relative_to(tmp_path).as_posix() for path in files}
    assert "2024-25-q1-cabinet" in work.papers()
    assert [
        str(one) for paper in work.papers() for one in work.load(paper).findings if one.severity is Severity.ERROR
    ] == []


def test_nothing_that_exists_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_bytes(b"")
    assert "There is something here already. Choose a folder that is empty" in refused(
        lambda: create(tmp_path, sample=True)
    )
    assert "[FOLDER-NOT-EMPTY]" in refused(lambda: create(tmp_path / "mine.txt"))
    assert set(held(tmp_path)) == {"mine.txt"}


def test_an_installed_package_finds_its_own_starter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cabinetpaper.workspace import starter

    installed = tmp_path / "cabinetpaper"
    root = starter.starter_root()
    shutil.copytree(root / "data", installed / "starter" / "data")
    monkeypatch.setattr(starter, "_PACKAGE", installed)
    assert starter.starter_root() == installed / "starter"


def test_findings_of_the_workspace_are_findings(tmp_path: Path) -> None:
    work = open_workspace(folder(tmp_path, **{"data/observation.csv": "x"}))
    assert all(isinstance(one, Finding) and one.code.isupper() for one in work.load("q1").findings)
