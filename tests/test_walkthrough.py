"""The docs are true: their commands run in a workspace as shown, and print what is shown."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from walkthrough import as_shown, follow, steps

ROOT = Path(__file__).parent.parent


def test_the_first_tutorial_can_be_followed_word_for_word(tmp_path: Path) -> None:
    wrong = follow((ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8"), tmp_path)
    assert not wrong, "\n\n".join(wrong)


def test_the_quarters_work_in_the_readme_prints_what_it_shows(tmp_path: Path) -> None:
    for name in ("templates", "narratives", "data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "cabinetpaper.toml", tmp_path)
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(list(steps(page, "sample"))) > 3
    wrong = follow(page, tmp_path, "sample")
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\n…\nc\n", "a\nb\nb\nc\n", True),
        ("a\n…\nc\n", "a\nb\nb\nd\n", False),
        ("took … s\n", "took 1.2 s\n", True),
        ("a\n", "a\nb\n", False),
        ("", "", True),
        ("…\n", "whatever\nit is\n", True),
    ],
)
def test_three_dots_stand_for_anything_and_nothing_else_does(shown: str, printed: str, same: bool) -> None:
    assert as_shown(shown, printed) is same
