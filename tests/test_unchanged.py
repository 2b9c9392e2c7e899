"""A build makes only what something has changed for; what stands is left as it is."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from cabinetpaper.building import Built, build, build_all
from cabinetpaper.building.built import STEPS
from cabinetpaper.building.manifest import made_with
from cabinetpaper.workspace import open_workspace
from test_building import FILES, PAPER, Quick, put, quick  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("quick")

OTHER_MEASURE = (
    "id,name,directorate,unit,polarity\ncic_rate,Children in care,children,rate,lower\nvisits,Visits in "
    "time,children,percent,higher\n"
)
ONLY_THE_RATE = (
    'name = "Rate"\n[[sections]]\nid = "brief_summary"\nkind = "summary"\ntitle = "Brief summary"\nblocks = ["body"]\n'
)
TWO = {
    **FILES,
    "narratives/q1-rate/paper.toml": PAPER.replace('"cabinet"', '"rate"'),
    "narratives/q1-rate/summary.md": FILES["narratives/q1/summary.md"],
    "templates/rate/paper.toml": ONLY_THE_RATE,
    "data/measures.csv": OTHER_MEASURE,
    "data/observations.csv": FILES["data/observations.csv"] + "visits,Q1 2024/25,90,\n",
}
OLD = 1_700_000_000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return put(tmp_path / "work", FILES)


def run(root: Path, paper: str = "q1", **options: bool) -> Built:
    return build(open_workspace(root), paper, **options)


def grow_old(root: Path) -> None:
    """Give every output an old date, so that what is written again is known by its new one."""
    for path in (root / "out").iterdir():
        os.utime(path, (OLD, OLD))


def written(root: Path) -> set[str]:
    return {path.name for path in (root / "out").iterdir() if path.stat().st_mtime != OLD}


def test_a_second_build_writes_nothing_draws_nothing_and_says_the_same(root: Path) -> None:
    first = run(root)
    grow_old(root)
    Quick.drawn.clear()
    second = run(root)
    assert (first.unchanged, second.unchanged) == (False, True)
    assert (second.paths, second.findings, second.manifest) == (first.paths, first.findings, first.manifest)
    assert (written(root), Quick.drawn) == (set(), [])


def test_anew_makes_everything_and_leaves_equal_files_as_they_are(root: Path) -> None:
    run(root)
    grow_old(root)
    Quick.drawn.clear()
    assert not run(root, anew=True).unchanged
    assert (written(root), len(Quick.drawn)) == (set(), 1)


def test_a_figure_touches_the_papers_that_print_it_alone(tmp_path: Path) -> None:
    root = put(tmp_path, TWO)
    dict(build_all(open_workspace(root), ("q1", "q1-rate")))
    grow_old(root)
    Quick.drawn.clear()
    put(root, {"data/observations.csv": TWO["data/observations.csv"].replace(",90,", ",91,")})
    built = dict(build_all(open_workspace(root), ("q1", "q1-rate")))
    assert {
        name for name, one in built.items() if one.unchanged
    } == set()  # the digest of the data is in both manifests
    # both DOCX name their build, which counts all data; the page and the PDF of the paper that has no word of visits
    # stand
    assert written(root) == {
        "q1.docx",
        "q1.html",
        "q1.pdf",
        "q1.manifest.json",
        "q1-rate.docx",
        "q1-rate.manifest.json",
    }
    assert len(Quick.drawn) == 1
    assert "91" in (root / "out/q1.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["docx", "html", "pdf", "manifest.json"])
def test_an_output_that_is_gone_is_made_again(root: Path, kind: str) -> None:
    before = run(root).manifest
    held = (root / f"out/q1.{kind}").read_bytes()
    (root / f"out/q1.{kind}").unlink()
    again = run(root)
    assert (again.unchanged, again.manifest) == (False, before)
    assert (root / f"out/q1.{kind}").read_bytes() == held


def test_an_output_that_somebody_changed_is_made_again(root: Path) -> None:
    run(root)
    held = (root / "out/q1.pdf").read_bytes()
    (root / "out/q1.pdf").write_bytes(held[:-1])
    Quick.drawn.clear()
    run(root)
    assert (root / "out/q1.pdf").read_bytes() == held
    assert len(Quick.drawn) == 1


def test_an_edited_docx_is_kept_and_its_next_draft_stands_too(root: Path) -> None:
    run(root)
    with (root / "out/q1.docx").open("ab") as file:
        file.write(b"edited")
    assert [(one.paths["docx"].name, one.unchanged) for one in (run(root), run(root))] == [
        ("q1-draft-2.docx", False),
        ("q1-draft-2.docx", True),
    ]
    assert "DOCX-EDITED" in {one.code for one in run(root).findings}


@pytest.mark.parametrize("spoilt", [b"", b"[]", b'{"made_from": 1}', b"\xff", b"[" * 200_000])
def test_a_memory_that_cannot_be_read_counts_as_none(root: Path, spoilt: bytes) -> None:
    run(root)
    (entry,) = (root / ".cabinetpaper/cache/outputs").glob("*/q1")
    entry.write_bytes(spoilt)
    assert not run(root).unchanged
    assert run(root).unchanged


def test_another_program_of_the_same_release_makes_everything(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(root)
    monkeypatch.setattr("cabinetpaper.building.earlier.made_with", lambda: {**made_with(), "program": "other"})
    Quick.drawn.clear()
    assert not run(root).unchanged
    assert len(Quick.drawn) == 1


def test_the_manifest_names_the_program_by_its_files(root: Path) -> None:
    assert len(run(root).manifest["program"]) == len(hashlib.sha256().hexdigest())


def test_a_paper_that_fails_does_not_stop_the_others(tmp_path: Path) -> None:
    root = put(tmp_path, {**TWO, "narratives/q1/paper.toml": PAPER.replace("title", "titel")})
    told: list[tuple[str, int, int]] = []
    built = dict(
        build_all(
            open_workspace(root), ("q1", "q1-rate", "q9"), progress=lambda name, done, of: told.append((name, done, of))
        )
    )
    assert {name: one.written for name, one in built.items()} == {"q1": False, "q1-rate": True, "q9": False}
    assert {one.code for one in built["q9"].findings} == {"PAPER-UNKNOWN"}
    assert {of for _, _, of in told} == {3 * len(STEPS)}
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert told[0][0] == "q1: Reading"


def test_the_finding_of_a_set_that_was_finished_is_told_with_the_first_paper(tmp_path: Path) -> None:
    root = put(tmp_path, {**TWO, ".cabinetpaper/saving.json": "{}"})
    first, second = build_all(open_workspace(root), ("q1", "q1-rate"))
    assert ["OUTPUT-MIXED" in {one.code for one in built.findings} for _, built in (first, second)] == [True, False]
