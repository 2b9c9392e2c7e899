"""A new kind of block cannot be forgotten anywhere: what docs/contributing.md lists is what the type checker and the
tests name, and leaving an old kind out of any place turns something red.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from additions import ADDITIONS, Addition

ROOT = Path(__file__).parents[1]
KIND = '''@dataclass(frozen=True, slots=True)
class Aside:
    """Words beside the text."""

    id: str
    inlines: tuple[Inline, ...]
    origin: Origin | None = None


Block = Aside | Heading |'''


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Return a copy of the program, with the test of kinds and what it needs."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "templates" / "cabinet", tmp_path / "templates" / "cabinet")
    (tmp_path / "tests").mkdir()
    for name in ("conftest", "drawing", "generated", "docx_parts", "specimen_paper", "test_block_kinds"):
        shutil.copy2(ROOT / "tests" / f"{name}.py", tmp_path / "tests")
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path.name} has {text.count(old)} times: {old}"
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def output(folder: Path, *arguments: str) -> str:
    """Return what a Python tool prints that is run in a folder, on the program there."""
    ran = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return ran.stdout + ran.stderr


def listed() -> dict[str, set[str]]:
    """Return the places that docs/contributing.md lists, by what names them."""
    text = (ROOT / "docs" / "contributing.md").read_text(encoding="utf-8")
    section = text.partition("**a kind of block.**")[2].partition("\n**a kind of paper.**")[0]
    rows = re.findall(r"^\| `([^`]+)` \|.*\| `?([^`|]+?)`? \|$", section, re.MULTILINE)
    return {by: {place for place, named_by in rows if named_by == by} for _, by in rows}


def test_every_place_that_must_know_a_new_kind_of_block_is_named_and_listed(program: Path) -> None:
    change(program / "src/cabinetpaper/paper/model.py", "Block = Heading |", KIND)
    # the types of other packages have no say in it, and reading them takes twice as long as all the rest
    checked = output(
        program, "mypy", "src", "--cache-dir", os.devnull, "--no-site-packages", "--ignore-missing-imports"
    )
    tried = output(
        program, "pytest", "-p", "no:cacheprovider", "tests/test_block_kinds.py", "-k", "drawn or read or look_"
    )
    named = {
        "mypy": re.findall(r"^(\S+?):\d+: error: .*Aside", checked, re.MULTILINE),
        "tests/test_block_kinds.py": re.findall(r"AssertionError: (\S+) knows no Aside$", tried, re.MULTILINE),
    }
    assert {by: set(places) for by, places in named.items()} == listed(), checked + tried


@pytest.mark.parametrize("addition", ADDITIONS, ids=lambda addition: addition.name)
def test_what_the_trial_adds_fits_and_needs_few_lines_elsewhere(addition: Addition) -> None:
    """`scripts/additions.sh` adds them in a copy and tries everything; here it is only kept from going stale."""
    assert not [file for file in (*addition.new, *addition.tests) if (ROOT / file).exists()]
    for change in (*addition.changes, *addition.in_tests):
        text = (ROOT / change.file).read_text(encoding="utf-8")
        assert text.count(change.old) == 1, f"{change.file} has {text.count(change.old)} times: {change.old}"
    elsewhere = sum(change.lines for change in addition.changes)
    assert addition.elsewhere is None or elsewhere <= addition.elsewhere


PLANTS = {
    "gaps": ("checks/gaps.py", "in subject.placed:", "in (each for each in subject.placed if each[0].row is None):"),
    "keys": ("paper/walk.py", "for part in walked:", "for part in (part for part in walked if part.row is None):"),
    "outline": ("paper/outline.py", "if not kind.line or ", "if together[0].row or not kind.line or "),
    "notes": ("paper/notes.py", "in walk(paper) for", "in walk(paper) if part.row is None for"),
}
"""By what looks at a paper: a fault by which it passes the cells of tables over."""


def test_whatever_leaves_a_kind_of_block_out_turns_a_test_red(program: Path) -> None:
    for place, right, wrong in PLANTS.values():
        change(program / "src/cabinetpaper" / place, right, wrong)
    tried = output(program, "pytest", "-p", "no:cacheprovider", "tests/test_block_kinds.py", "-k", "looks_at")
    assert set(re.findall(r"AssertionError: (\w+) knows no Table$", tried, re.MULTILINE)) == set(PLANTS), tried
