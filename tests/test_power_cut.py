"""A build that is killed leaves the old outputs or the new ones, and the next build makes whole what lies between.

CABINETPAPER_POWER_CUTS=50 kills 50 whole builds, with the PDF, and saves at every step (`scripts/power_cut.sh`).
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest

from cabinetpaper.building import build
from cabinetpaper.readers.docx import read_docx
from cabinetpaper.workspace import alone, finish, open_workspace
from cabinetpaper.workspace.journal import JOURNAL, write_journal
from cabinetpaper.workspace.placing import Move
from interrupted import MEMORY, NEW, OLD, SET
from test_building import FILES, Quick, put

LONG = int(os.environ.get("CABINETPAPER_POWER_CUTS", "0"))
PROGRAM = Path(__file__).with_name("interrupted.py")
OLD_DATA, NEW_DATA = FILES["data/observations.csv"], FILES["data/observations.csv"].replace("96.1", "88.8")


def started(*words: object) -> subprocess.Popen[bytes]:
    paths = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parent.parent / "src")])
    command = [sys.executable, str(PROGRAM), *map(str, words)]
    out = subprocess.PIPE if words[0] == "save" else subprocess.DEVNULL
    return subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": paths})


def parts(root: Path) -> list[str]:
    return [path.name for path in root.rglob("*") if path.name.endswith(".part")]


def old_set(root: Path) -> Path:
    for name in SET:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(OLD)
    return root


def saved(root: Path, step: int) -> tuple[dict[str, bytes], int | None]:
    """Save the new set over the old one, killed before a step; return what stands there and how many steps there are if
    it came through.
    """
    process = started("save", old_set(root), step)
    printed, _ = process.communicate(timeout=60)
    return {name: (root / name).read_bytes() for name in (*MEMORY, *SET) if (root / name).exists()}, int(
        printed
    ) if printed else None


def some_steps(tmp_path: Path) -> list[int]:
    """Return the steps before which to stop: all of them, or a few spread over the whole."""
    _, number = saved(tmp_path / "whole", 0)
    assert number is not None
    assert number > 30
    return list(range(1, number + 1)) if LONG else sorted(random.Random(5).sample(range(1, number + 1), 10))  # noqa: S311 - which steps is no secret


def test_saving_stopped_before_any_step_leaves_whole_files_and_can_be_carried_to_its_end(tmp_path: Path) -> None:
    for step in some_steps(tmp_path):
        root = tmp_path / f"step{step}"
        held, through = saved(root, step)
        assert through is None
        outputs = {held[name] for name in SET}
        assert outputs <= {OLD, NEW}, step
        assert len(outputs) == 1 or (root / JOURNAL).exists(), step
        with alone(root):
            found = finish(root)
        now = {name: (root / name).read_bytes() for name in SET}
        assert len(set(now.values())) == 1, step
        assert NEW not in outputs or set(now.values()) == {NEW}, step
        assert {one.code for one in found} <= {"OUTPUT-FINISHED"}, step
        assert parts(root) == []
        assert not (root / JOURNAL).exists()
        assert finish(root) == ()


def stopped_in_the_middle(root: Path) -> Path:
    """Return a root whose set was stopped after DOCX and page were in place, and before the PDF and the manifest
    were.
    """
    old_set(root)
    digests = {OLD: hashlib.sha256(OLD).hexdigest(), NEW: hashlib.sha256(NEW).hexdigest()}
    moves = [
        Move(root / f"out/.77-{number}.part", root / name, digests[OLD], digests[NEW])
        for number, name in enumerate(SET)
    ]
    write_journal(root, moves)
    for move in moves:
        assert move.part is not None
        move.part.write_bytes(NEW)
    for move in moves[:2]:
        assert move.part is not None
        move.part.replace(move.path)
    return root


def test_a_set_that_was_stopped_half_way_is_carried_to_its_end(tmp_path: Path) -> None:
    root = stopped_in_the_middle(tmp_path)
    assert [one.code for one in finish(root)] == ["OUTPUT-FINISHED"]
    assert {(root / name).read_bytes() for name in SET} == {NEW}
    assert parts(root) == []


def test_what_somebody_changed_meanwhile_is_never_written_over(tmp_path: Path) -> None:
    root = stopped_in_the_middle(tmp_path)
    (root / "out/q1.pdf").write_bytes(b"somebody's own")
    with alone(root):
        (finding,) = finish(root)
    assert finding.code == "OUTPUT-MIXED"
    assert (root / "out/q1.pdf").read_bytes() == b"somebody's own"
    assert (root / "out/q1.manifest.json").read_bytes() == OLD
    assert parts(root) == []


def test_a_damaged_journal_moves_nothing(tmp_path: Path) -> None:
    root = stopped_in_the_middle(tmp_path)
    journal = (root / JOURNAL).read_bytes()
    (root / JOURNAL).write_bytes(journal[: len(journal) // 2])
    assert [one.code for one in finish(root)] == ["OUTPUT-MIXED"]
    assert (root / "out/q1.pdf").read_bytes() == OLD


# -- whole builds


def state(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((root / "out").glob("*")) if not path.name.startswith(".")}


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes], dict[str, bytes], float]:
    """Return a workspace with its outputs whose data have changed since, those outputs, the ones to come, and the
    seconds of a build.
    """
    root = put(tmp_path_factory.mktemp("papers") / "work", FILES)
    assert started("build", root).wait(120) == 0
    before = state(root)
    (root / "data/observations.csv").write_text(NEW_DATA, encoding="utf-8")
    other = shutil.copytree(root, root.with_name("other"))
    begun = time.perf_counter()
    assert started("build", other).wait(120) == 0
    taken = time.perf_counter() - begun
    after = state(other)
    assert before.keys() == after.keys()
    assert all(before[name] != after[name] for name in before if not name.endswith(".pdf"))
    return root, before, after, taken


def openable(files: dict[str, bytes]) -> None:
    assert read_docx(files["q1.docx"]).base is not None
    assert files["q1.html"].rstrip().endswith(b"</html>")
    assert json.loads(files["q1.manifest.json"])["paper"] == "q1"
    if LONG:
        pikepdf.open(io.BytesIO(files["q1.pdf"])).close()


@pytest.mark.timeout(3_600 if LONG else 120)
@pytest.mark.parametrize("moment", range(LONG or 5))
def test_a_build_killed_at_any_moment_leaves_one_build_or_says_so_and_the_next_one_finishes(
    papers: tuple[Path, dict[str, bytes], dict[str, bytes], float],
    tmp_path: Path,
    moment: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    source, before, after, taken = papers
    root = shutil.copytree(source, tmp_path / "work")
    process = started("build", root)
    time.sleep(taken * (random.Random(moment).random() if LONG else (0.55 + moment / 10)))  # noqa: S311 - which moments is no secret
    process.kill()
    process.wait(60)
    now = state(root)
    assert now.keys() == before.keys()
    assert all(now[name] in (before[name], after[name]) for name in now)
    openable(now)
    if now not in (before, after):
        assert (root / JOURNAL).exists()
        outputs = json.loads(now["q1.manifest.json"])["outputs"]
        assert any(hashlib.sha256(now[name]).hexdigest() != entry["sha256"] for name, entry in outputs.items())
    if not LONG:
        monkeypatch.setattr("cabinetpaper.writers.pdf.process.start_pdf", Quick)
    built = build(open_workspace(root), "q1")
    assert built.written
    assert not {one.code for one in built.findings} & {"DOCX-EDITED", "OUTPUT-MIXED"}
    assert state(root) == after
    assert parts(root) == []
    assert not (root / JOURNAL).exists()
    assert (root / "narratives/q1/summary.md").read_text(encoding="utf-8") == FILES["narratives/q1/summary.md"]
    assert (root / "data/observations.csv").read_text(encoding="utf-8") == NEW_DATA
