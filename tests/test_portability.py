"""Windows, as far as another platform can show it: encodings, spawn, names of files, a cp1252 locale."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = sorted((ROOT / "src").rglob("*.py"))
TEXT_CALLS = {"open", "read_text", "write_text"}
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}


def calls(path: Path) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def given(call: ast.Call) -> dict[str, ast.expr]:
    return {one.arg: one.value for one in call.keywords if one.arg}


def is_binary(call: ast.Call) -> bool:
    constants = [one.value for one in (*call.args, *given(call).values()) if isinstance(one, ast.Constant)]
    return any(isinstance(one, str) and "b" in one and set(one) <= set("rwxab+t") for one in constants)


def opens_a_file(call: ast.Call) -> bool:
    """Return whether the call reads or writes text: `webbrowser.open` and `os.open` do not."""
    owner = ast.unparse(call.func.value) if isinstance(call.func, ast.Attribute) else ""
    return called(call) in TEXT_CALLS and owner not in {
        "webbrowser",
        "os",
        "zipfile",
        "archive",
        "package",
        "pikepdf.Pdf",
        "Image",
        "pikepdf",
        "Pdf",
    }


@pytest.mark.parametrize("path", SOURCE, ids=lambda path: path.relative_to(ROOT / "src").as_posix())
def test_no_text_depends_on_the_encoding_of_the_machine(path: Path) -> None:
    wrong = [
        f"{path.name}:{call.lineno} {called(call)}"
        for call in calls(path)
        if opens_a_file(call) and not is_binary(call) and "encoding" not in given(call)
    ]
    wrong += [
        f"{path.name}:{call.lineno} subprocess text"
        for call in calls(path)
        if {"text", "universal_newlines"} & set(given(call))
        and called(call) in {"run", "Popen", "check_output"}
        and "encoding" not in given(call)
    ]
    assert not wrong


@pytest.mark.parametrize("path", SOURCE, ids=lambda path: path.relative_to(ROOT / "src").as_posix())
def test_processes_are_spawned_never_forked(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "os.fork" not in text
    for call in calls(path):
        if called(call) == "ProcessPoolExecutor":
            assert "mp_context" in given(call), f"{path.name}:{call.lineno}: name the spawn context"
        if called(call) in {"get_context", "set_start_method"}:
            assert [ast.literal_eval(one) for one in call.args] == ["spawn"], f"{path.name}:{call.lineno}"
        assert called(call) not in {"Pool"} or "get_context" in text


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample workspace, built by a process that believes its machine speaks cp1252 and can print ASCII at
    most.
    """
    place = tmp_path_factory.mktemp("Städtische Berichte 2024 & Co")
    for name in ("templates", "narratives", "data"):
        shutil.copytree(ROOT / name, place / name)
    shutil.copy(ROOT / "cabinetpaper.toml", place)
    plain = {
        name: value for name, value in os.environ.items() if not name.startswith(("LC_", "PYTHON")) and name != "LANG"
    }
    environment = plain | {
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "cp1252",
        "PYTHONWARNDEFAULTENCODING": "1",
        "PYTHONPATH": str(ROOT / "src"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "cabinetpaper", "build"], cwd=place, env=environment, capture_output=True, timeout=110
    )
    assert done.returncode == 0, done.stderr.decode("cp1252", "replace")
    (place / "printed.bin").write_bytes(done.stdout + done.stderr)
    return place


def test_a_build_in_a_cp1252_locale_makes_the_same_words(built: Path) -> None:
    page = built / "out" / "2024-25-q1-cabinet.html"
    assert "£" in page.read_text(encoding="utf-8")
    assert b"Traceback" not in (built / "printed.bin").read_bytes()
    assert not re.search(
        rb"src[/\\]cabinetpaper[/\\]\S+\.py:\d+: EncodingWarning", (built / "printed.bin").read_bytes()
    )


def test_names_of_written_files_are_names_on_windows_too(built: Path) -> None:
    for path in built.rglob("*"):
        name = path.name
        assert not set(name) & set('<>:"\\|?*')
        assert name.split(".")[0].lower() not in RESERVED
        assert not name.endswith((".", " "))


def test_no_written_path_is_so_long_that_a_deep_folder_breaks_it(built: Path) -> None:
    longest = max((path.relative_to(built).as_posix() for path in built.rglob("*")), key=len)
    assert len(longest) <= 120, longest


def test_no_two_files_of_the_repository_differ_in_case_alone() -> None:
    names = [
        path.relative_to(ROOT).as_posix().lower()
        for folder in ("src", "templates", "narratives", "data", "docs", "tests")
        for path in (ROOT / folder).rglob("*")
    ]
    assert len(names) == len(set(names))
