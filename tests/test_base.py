"""The base of a DOCX is a claim: it names no file of the workspace, and is held against the record of builds."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from cabinetpaper.building import build
from cabinetpaper.cli import main
from cabinetpaper.finding import Severity
from cabinetpaper.paper.base import file_id, files_of, named, unnamed
from cabinetpaper.readers import read_docx
from cabinetpaper.workspace import Record, led_back, open_workspace, verify_base
from docx_parts import repacked
from test_building import FILES, put, quick  # noqa: F401 - a fixture

BASE = "customXml/item1.xml"
DOCUMENT = "word/document.xml"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace in which two papers are built."""
    place = tmp_path_factory.mktemp("base") / "w"
    put(place, FILES)
    put(place, {name.replace("/q1/", "/q2/"): words for name, words in FILES.items() if "/q1/" in name})
    for name in ("q1", "q2"):
        assert build(open_workspace(place), name).written
    return place


def codes(data: bytes, root: Path) -> list[str]:
    """Return what the record has against the base of a document."""
    return [one.code for one in verify_base(read_docx(data), Record(root))]


def figure(text: str) -> str:
    """Return a part with a figure changed."""
    assert "96.1" in text
    return text.replace("96.1", "69.1")


def test_no_part_of_a_document_names_a_narrative_file(root: Path) -> None:
    with zipfile.ZipFile(root / "out/q1.docx") as package:
        whole = {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
    assert "file-" in whole[BASE]
    for name, text in whole.items():
        assert not re.search(r"narratives|\.md\b|paper\.toml", text), name


def test_whoever_has_the_record_is_led_back_to_the_files(root: Path) -> None:
    reading = read_docx((root / "out/q1.docx").read_bytes())
    printed = open_workspace(root).compose("q1").paper
    assert reading.paper == unnamed(printed) != printed
    assert led_back(reading, Record(root)) == printed
    by_hand = named(reading.paper, [name for name in FILES if name.startswith("narratives/")])
    assert files_of(by_hand) & set(FILES) == files_of(printed) & set(FILES) != set()


def test_the_id_of_a_file_is_its_own_and_nothing_has_none() -> None:
    assert file_id(file_id("narratives/q1/summary.md")) == file_id("narratives/q1/summary.md")
    assert file_id("") == ""
    assert file_id("a.md") != file_id("b.md")


def test_a_document_as_it_was_built_and_one_whose_words_were_edited_are_in_order(root: Path) -> None:
    data = (root / "out/q1.docx").read_bytes()
    assert codes(data, root) == []
    assert codes(repacked(data, {DOCUMENT: figure}), root) == []


def test_a_figure_that_was_changed_alike_in_words_and_base_is_noticed(root: Path) -> None:
    data = (root / "out/q1.docx").read_bytes()
    changed = repacked(data, {BASE: figure, DOCUMENT: figure})
    assert read_docx(changed).findings == ()
    assert codes(changed, root) == ["BASE-ALTERED"]


def test_the_base_of_another_paper_is_noticed(root: Path) -> None:
    data = (root / "out/q1.docx").read_bytes()
    with zipfile.ZipFile(root / "out/q2.docx") as package:
        other = package.read(BASE).decode()
    assert codes(repacked(data, {BASE: lambda _: other}), root) == ["BASE-OTHER"]


def test_a_build_that_the_record_does_not_have_is_told(root: Path, tmp_path: Path) -> None:
    data = (root / "out/q1.docx").read_bytes()
    assert codes(data, tmp_path) == ["BASE-UNRECORDED"]
    forged = repacked(data, {BASE: lambda text: re.sub('build="[0-9a-f]{16}"', 'build="0123456789abcdef"', text)})
    assert codes(forged, root) == ["BASE-UNRECORDED"]


def test_check_holds_a_document_of_the_workspace_against_its_record(root: Path, tmp_path: Path) -> None:
    place = tmp_path / "w"
    shutil.copytree(root, place)
    file = place / "back.docx"
    file.write_bytes(repacked((root / "out/q1.docx").read_bytes(), {BASE: figure, DOCUMENT: figure}))
    result = CliRunner().invoke(main, ["check", str(file)])
    assert "somebody changed it" in result.output
    assert "[BASE-ALTERED]" in result.output
    assert Severity.ERROR.value in result.output
    assert result.exit_code == 1
    outside = tmp_path / "back.docx"
    shutil.copy(file, outside)
    assert "BASE-" in CliRunner().invoke(main, ["check", "--workspace", str(place), str(outside)]).output
