"""The cache may be deleted, cut, swapped or edited at any moment: the outputs are the same bytes, the findings the
same.

CABINETPAPER_CACHE_TRIALS=300 tries that often, with the real PDF (`scripts/cache_trials.sh 300`).
"""

from __future__ import annotations

import base64
import json
import os
import random
import re
import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

import pytest

from cabinetpaper.building import build_all
from cabinetpaper.finding import Finding
from cabinetpaper.paper import Chart, Drawing
from cabinetpaper.settings import Look
from cabinetpaper.workspace import Cache, open_workspace
from cabinetpaper.workspace.cache import holding
from test_building import FILES, PAPER, Quick, put
from test_unchanged import OTHER_MEASURE

LONG = int(os.environ.get("CABINETPAPER_CACHE_TRIALS", "0"))
PAPERS = ("q1", "q4")
SHORT = """name = "Short"
[[sections]]
id = "summary"
kind = "summary"
title = "Summary"
blocks = ["body", "overview-chart"]
[[sections.parts]]
id = "directorates"
each = "directorate"
blocks = ["intro", "charts", "on-track"]
"""
HISTORY = "".join(f"{name},Q{n} 2023/24,{90 + n}.{n},\n" for name in ("cic_rate", "visits") for n in (1, 2, 3, 4))
SHORT_PAPER = PAPER.replace('"cabinet"', '"short"')
SOURCES = {
    "cabinetpaper.toml": FILES["cabinetpaper.toml"],
    "templates/short/paper.toml": SHORT,
    "narratives/q1/paper.toml": SHORT_PAPER,
    "narratives/q4/paper.toml": SHORT_PAPER.replace("Q1 2024/25", "Q4 2023/24"),
    "data/measures.csv": OTHER_MEASURE,
    "data/targets.csv": FILES["data/targets.csv"],
    "data/observations.csv": FILES["data/observations.csv"] + "visits,Q1 2024/25,90,\n" + HISTORY,
}
CACHE = ".cabinetpaper/cache"

Result = tuple[dict[str, bytes], list[Finding]]
Damage = Callable[[random.Random, list[Path]], None]


@pytest.fixture(scope="module", autouse=True)
def quick() -> Iterator[None]:
    """Have a stand-in for the PDF, and draw each chart once: what the cache does not give is taken from memory."""
    from cabinetpaper.charts import draw_all, drawing_key

    memory: dict[str, Drawing] = {}

    def draw(charts: Collection[Chart], look: Look, stored: Mapping[str, Drawing]) -> dict[str, Drawing]:
        drawn = draw_all(charts, look, {**memory, **stored})
        memory.update((drawing_key(one, look), drawn[one.id]) for one in charts if drawing_key(one, look) not in stored)
        return drawn

    with pytest.MonkeyPatch.context() as patch:
        if not LONG:
            patch.setattr("cabinetpaper.writers.pdf.process.start_pdf", Quick)
            patch.setattr("cabinetpaper.charts.draw_all", draw)
        yield


def made(root: Path) -> Result:
    """Build both papers; return every output and every finding."""
    built = dict(build_all(open_workspace(root), PAPERS))
    assert all(one.written for one in built.values())
    outputs = {path.name: path.read_bytes() for path in sorted((root / "out").iterdir())}
    return outputs, [finding for one in built.values() for finding in one.findings]


def entries(root: Path) -> list[Path]:
    return sorted(path for path in (root / CACHE).rglob("*") if path.is_file())


# -- what is done to it


def delete_all(_: random.Random, files: list[Path]) -> None:
    shutil.rmtree(next(parent for parent in files[0].parents if parent.name == "cache"))


def delete_some(chance: random.Random, files: list[Path]) -> None:
    for path in chance.sample(files, chance.randint(1, len(files))):
        path.unlink()


def cut(chance: random.Random, files: list[Path]) -> None:
    for path in chance.sample(files, chance.randint(1, len(files))):
        path.write_bytes(path.read_bytes()[: chance.randrange(path.stat().st_size)])


def swap(chance: random.Random, files: list[Path]) -> None:
    """Give every entry the bytes of another, those of the other paper among them."""
    held = [path.read_bytes() for path in files]
    turn = chance.randint(1, len(files) - 1)
    for path, data in zip(files, [*held[turn:], *held[:turn]], strict=True):
        path.write_bytes(data)


def edit_bytes(chance: random.Random, files: list[Path]) -> None:
    path = chance.choice(files)
    data = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 9)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    path.write_bytes(bytes(data))


def edit_digits(chance: random.Random, files: list[Path]) -> None:
    """Change one digit of every entry to another, as a person would who wants another figure."""
    for path in files:
        data = bytearray(path.read_bytes())
        at = chance.choice([place for place, byte in enumerate(data) if 48 <= byte < 58])
        data[at] = 48 + (data[at] - 47) % 10
        path.write_bytes(bytes(data))


def other_json(chance: random.Random, files: list[Path]) -> None:
    for path in files:
        path.write_bytes(chance.choice([b"{}", b"[" * 200_000, b"\xff\xfe", b"", b"null", b'{"svg": 1}', b"\n\n"]))


def folders(chance: random.Random, files: list[Path]) -> None:
    path = chance.choice(files)
    path.unlink()
    (path / "in the way").mkdir(parents=True)


DAMAGES: tuple[Damage, ...] = (delete_all, delete_some, cut, swap, edit_bytes, edit_digits, other_json, folders)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """Return a workspace with its cache, and what it gives without one."""
    root = put(tmp_path_factory.mktemp("cache") / "work", SOURCES)
    made(root)  # what the paper of the quarter before printed is in the record now
    shutil.rmtree(root / CACHE)
    return root, made(root)


@pytest.mark.timeout(7_200 if LONG else 120)
def test_whatever_happens_to_the_cache_outputs_and_findings_are_the_same(fresh: tuple[Path, Result]) -> None:
    root, (outputs, findings) = fresh
    assert {path.relative_to(root / CACHE).parts[0] for path in entries(root)} == {"drawings", "outputs"}
    assert len(entries(root)) >= 4
    tried: Counter[str] = Counter()
    for trial in range(LONG or 64):
        chance = random.Random(trial)  # noqa: S311 - which damage is no secret
        damage = DAMAGES[trial % len(DAMAGES)]
        damage(chance, entries(root))
        without = chance.random() < 0.3
        if without:  # else what stands in out/ would be left as it is, whatever the drawings are
            for path in chance.sample(sorted((root / "out").iterdir()), 3):
                path.unlink()
        assert made(root) == (outputs, findings), f"trial {trial}: {damage.__name__}"
        for path in list((root / CACHE).rglob("in the way")):
            shutil.rmtree(path.parent)
        tried[damage.__name__] += 1
    assert min(tried[damage.__name__] for damage in DAMAGES) >= (LONG or 64) // len(DAMAGES)
    print(f"{sum(tried.values())} trials, outputs and findings the same in all:", dict(tried))  # noqa: T201 - the count


def test_a_changed_digit_in_a_cached_chart_is_never_printed(fresh: tuple[Path, Result]) -> None:
    root, _ = fresh
    drawings = list((root / CACHE / "drawings/q1").iterdir())
    holding_figure = [path for path in drawings if b">91.1<" in path.read_bytes()]
    assert holding_figure
    for path in holding_figure:
        path.write_bytes(path.read_bytes().replace(b">91.1<", b">19.9<"))
    shutil.rmtree(root / "out")
    outputs, _ = made(root)
    pictures = [base64.b64decode(one) for one in re.findall(rb'svg\+xml;base64,([^"]+)"', outputs["q1.html"])]
    assert any(b">91.1<" in one for one in pictures)
    assert not any(b">19.9<" in one for one in pictures)


def test_an_entry_is_believed_under_its_own_name_alone(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("drawings/q1/a", b"words")
    assert cache.get("drawings/q1/a") == b"words"
    shutil.copytree(tmp_path / CACHE / "drawings/q1", tmp_path / CACHE / "drawings/q2")
    assert cache.get("drawings/q2/a") is None
    assert not (tmp_path / CACHE / "drawings/q2/a").exists()  # and is thrown away
    assert cache.get("drawings/q3/a") is None


@pytest.mark.parametrize("data", [b"[" * 200_000, b"\xff", b"[]", b"", b"1"])
def test_an_entry_that_is_no_json_object_is_none(tmp_path: Path, data: bytes) -> None:
    cache = Cache(tmp_path)
    cache.put("outputs/q1", data)
    assert cache.form("outputs/q1") == {}


def test_a_cache_that_cannot_be_written_does_not_stop_anything(tmp_path: Path) -> None:
    put(tmp_path, {".cabinetpaper/cache": "a file in the way"})
    cache = Cache(tmp_path)
    cache.put("drawings/q1/a", b"words")
    cache.keep_only("drawings/q1", ())
    assert cache.get("drawings/q1/a") is None
    assert cache.form("drawings/q1/a") == {}


def test_a_cache_that_is_a_link_out_of_the_workspace_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    put(elsewhere, {"drawings/q1/a": "somebody's own"})
    root = put(tmp_path / "work", {"cabinetpaper.toml": ""})
    (root / ".cabinetpaper").mkdir()
    (root / CACHE).symlink_to(elsewhere, target_is_directory=True)
    cache = Cache(root)
    cache.put("drawings/q1/b", b"words")
    cache.keep_only("drawings/q1", ())
    assert cache.get("drawings/q1/a") is None
    assert [path.name for path in elsewhere.rglob("*") if path.is_file()] == ["a"]


def test_what_a_folder_holds_is_counted(tmp_path: Path) -> None:
    assert holding(tmp_path).files == 0
    put(tmp_path, {"a/b": "12", "c": json.dumps({})})
    os.utime(tmp_path / "c", (1_700_000_000, 1_700_000_000))
    found = holding(tmp_path)
    assert (found.files, found.size, str(found.oldest)) == (2, 4, "2023-11-14")
