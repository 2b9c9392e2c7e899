"""Every hostile input of the list ends safely, and docs/security.md names the guard that sees to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import hostile_addresses
import hostile_data
import hostile_documents
import hostile_files
import hostile_pages
import hostile_templates
from cabinetpaper import limits
from hostile import Attack

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ATTACKS: tuple[Attack, ...] = (
    *hostile_templates.ATTACKS,
    *hostile_pages.ATTACKS,
    *hostile_documents.ATTACKS,
    *hostile_data.ATTACKS,
    *hostile_files.ATTACKS,
    *hostile_addresses.ATTACKS,
)
LISTED = {"J": 25, "W": 21, "D": 11, "X": 14}
"""The list that issue 5 takes over: so many of each letter. What has a higher number, or another letter, is our own."""


def rows(heading: str) -> list[list[str]]:
    part = PAGE.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("|")
    ][2:]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda one: f"{one.id} {one.tries}")
def test_a_hostile_input_ends_safely(attack: Attack, tmp_path: Path) -> None:
    attack.prove(tmp_path)


def test_the_list_is_whole_and_no_id_stands_twice() -> None:
    ids = [one.id for one in ATTACKS]
    assert len(set(ids)) == len(ids)
    for letter, count in LISTED.items():
        assert {f"{letter}{number:02d}" for number in range(1, count + 1)} <= set(ids)
    assert sum(LISTED.values()) == 71
    assert f"{len(ATTACKS)} hostile inputs" in PAGE


def test_the_page_names_each_guard_with_its_module_and_all_its_attacks() -> None:
    page = {guard: (modules, attacks) for guard, _, modules, attacks in rows("The guards")}
    guards: dict[str, set[str]] = {}
    for one in ATTACKS:
        for guard in one.guard.split("; "):
            guards.setdefault(guard, set()).add(one.id)
    assert {
        guard: set(re.findall(r"[A-Z]\d\d", attacks))
        for guard, (_, attacks) in page.items()
        if not re.fullmatch(r"test_\w+", attacks)
    } == guards
    for modules, _ in page.values():
        for name in re.findall(r"`([^`]+)`", modules):
            path = ROOT / "src" / "cabinetpaper" / name
            assert (
                path.with_suffix(".py").is_file()
                or (path / "__init__.py").is_file()
                or (ROOT / "tests" / f"{name}.py").is_file()
            ), name


def test_the_page_states_every_limit() -> None:
    page = {name: value for name, value, _ in rows("The limits")}
    own = {
        name: value
        for name, value in vars(limits).items()
        if name.isupper() and not name.startswith("_") and isinstance(value, int)
    }
    assert page == {
        **{f"`{name}`": f"{value:,}" for name, value in own.items()},
        **{f"`*{suffix}`": f"{size:,}" for suffix, size in limits.FILE_SIZES.items()},
    }
