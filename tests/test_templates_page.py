"""The page on templates is true: its walk can be followed word for word, and it names every block and every rule."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from cabinetpaper.checks import CHECKS
from cabinetpaper.compose import BLOCKS, TemplateSection
from cabinetpaper.narrative import PARTS
from cabinetpaper.paper import SectionKind
from cabinetpaper.settings import Vocabulary
from walkthrough import follow, steps

PAGE = (Path(__file__).parent.parent / "docs" / "templates.md").read_text(encoding="utf-8")


def test_a_kind_of_paper_is_added_as_the_page_says_in_under_sixty_lines(tmp_path: Path) -> None:
    written = [step for step in steps(PAGE) if step.path.startswith("templates/")]
    assert sum(len(step.text.splitlines()) for step in written) < 60
    wrong = follow(PAGE, tmp_path)
    assert not wrong, "\n\n".join(wrong)
    assert "font-size: 1.5rem" in (tmp_path / "papers/out/2024-25-q1-note.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*BLOCKS, *PARTS])
def test_every_block_is_on_the_page(name: str) -> None:
    assert f"`{name}" in PAGE, "add the block to the table in docs/templates.md"


@pytest.mark.parametrize("kind", SectionKind)
def test_every_kind_of_section_is_on_the_page(kind: SectionKind) -> None:
    assert kind.value in " ".join(PAGE.split())


@pytest.mark.parametrize("word", [one.name for one in fields(Vocabulary)])
def test_every_word_of_the_vocabulary_is_on_the_page(word: str) -> None:
    assert f"`{{{word}}}`" in PAGE


def test_every_rule_that_the_page_names_exists() -> None:
    part = PAGE.split("## Rules that do not apply", 1)[1].split("\n## ", 1)[0]
    told = re.search(r"The rules of the form\s+are (.*?); those of the figures (.*?)\.", part, re.DOTALL)
    assert told is not None
    named = set(re.findall(r"[a-z_]+", f"{told[1]} {told[2]}")) - {"and"}
    assert named <= {rule.__name__ for rule in CHECKS}


def test_every_choice_for_a_section_is_explained() -> None:
    told = PAGE.split("## Sections and parts", 1)[1]
    for one in fields(TemplateSection):
        assert one.name in told, one.name
