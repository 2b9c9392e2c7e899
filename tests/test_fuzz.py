"""Damaged and random files: every reader answers with findings or `CabinetPaperError`, and a build writes all or
nothing.
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cabinetpaper.building import build
from cabinetpaper.finding import CabinetPaperError
from cabinetpaper.workspace import open_workspace
from fuzzing import TARGETS, damaged
from test_building import FILES, put, quick  # noqa: F401 - a fixture

EXAMPLES = {"csv": 12, "docx": 25, "xlsx": 25, "toml": 40}


@pytest.mark.parametrize("name", TARGETS)
def test_a_damaged_file_is_read_or_told(name: str) -> None:
    target = TARGETS[name]
    for data in target.seeds():
        target.attempt(data)

    @settings(max_examples=EXAMPLES.get(name, 60))
    @given(st.integers(0, 2**32))
    def tried(seed: int) -> None:
        target.attempt(target.spoilt(seed))

    tried()


@pytest.mark.parametrize("name", TARGETS)
def test_bytes_of_any_kind_are_read_or_told(name: str) -> None:
    start = (
        b"",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\xff\xfe",
        b"+++\n",
        b"<?xml version='1.0'?>",
        b"id,name\n",
    )

    @settings(max_examples=15)
    @given(st.sampled_from(start), st.binary(max_size=300))
    def tried(begin: bytes, data: bytes) -> None:
        TARGETS[name].attempt(begin + data)

    tried()


@pytest.mark.usefixtures("quick")
def test_a_build_of_damaged_files_writes_a_whole_set_or_nothing(tmp_path: Path) -> None:
    source = put(tmp_path / "source", FILES)
    build(open_workspace(source), "q1")
    before = {path.name: path.read_bytes() for path in (source / "out").iterdir()}
    for number in range(12):
        chance = random.Random(number)  # noqa: S311 - which damage is no secret
        root = shutil.copytree(source, tmp_path / f"work{number}")
        name = chance.choice(sorted(FILES))
        (root / name).write_bytes(damaged(FILES[name].encode(), chance))
        try:
            written = build(open_workspace(root), "q1").written
        except CabinetPaperError:
            written = False
        after = {path.name: path.read_bytes() for path in (root / "out").iterdir()}
        if not written:
            assert after == before
        outputs = json.loads(after["q1.manifest.json"])["outputs"]
        assert all(hashlib.sha256(after[own]).hexdigest() == entry["sha256"] for own, entry in outputs.items())
