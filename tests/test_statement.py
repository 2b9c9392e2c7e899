"""The manifest states what was checked by what, and never more."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from cabinetpaper.building import Built, build
from cabinetpaper.building.statement import outside_verdicts
from cabinetpaper.conformance import GROUNDS, Kind
from cabinetpaper.finding import Severity
from cabinetpaper.workspace import open_workspace
from conformance_pdf import made, on_root
from test_building import FILES, PAPER, Quick, put, quick  # noqa: F401 - a fixture


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a workspace whose paper is published with its next build."""
    return put(tmp_path / "work", {**FILES, "narratives/q1/paper.toml": PAPER + 'status = ""\n'})


def run(root: Path) -> Built:
    return build(open_workspace(root), "q1")


def verdict(file: Path, tool: str, **other: Any) -> dict[str, Any]:
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    plain = {
        "file": file.name,
        "sha256": sha256,
        "tool": tool,
        "version": "1.0",
        "profile": "PDF/UA-1",
        "verdict": "pass",
        "errors": [],
        "for_a_person": 0,
    }
    return {**plain, **other}


def keep(root: Path, *verdicts: dict[str, Any]) -> None:
    (root / "out/validation.json").write_text(json.dumps({"results": verdicts, "absent": []}), encoding="utf-8")


@pytest.mark.usefixtures("quick")
def test_a_draft_says_what_it_declares_and_that_it_was_not_examined(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(root, {"narratives/q1/paper.toml": PAPER})
    monkeypatch.setattr("cabinetpaper.conformance.examine", None)  # so that examining anything would fail
    assert run(root).manifest["conformance"] == {
        "q1.docx": {"examined": False, "checked": []},
        "q1.html": {"examined": False, "checked": []},
        "q1.pdf": {"declares": ["PDF/UA-1"], "examined": False, "checked": []},
    }
    keep(root, verdict(root / "out/q1.pdf", "veraPDF"))
    quoted = run(root).manifest["conformance"]["q1.pdf"]
    assert (quoted["examined"], quoted["passed"], quoted["checked"][0]["by"]) == (False, True, "veraPDF 1.0")


@pytest.mark.usefixtures("quick")
def test_every_published_output_has_a_statement_of_the_rules_that_were_tried_on_it(root: Path) -> None:
    stated = run(root).manifest["conformance"]
    assert set(stated) == {"q1.docx", "q1.html", "q1.pdf"}
    for name, one in stated.items():
        (own,) = one["checked"]
        assert (one["examined"], one["passed"], own["found"]["errors"]) == (True, True, 0)
        assert set(own["rules"]) <= set(GROUNDS[Kind(name[3:])])
        assert own["rules"]
        assert own["by"].startswith("cabinetpaper ")
        assert any("a person" in words for words in own["does_not_see"])
    assert stated["q1.pdf"]["declares"] == ["PDF/UA-1"]
    assert "declares" not in stated["q1.docx"]


@pytest.mark.usefixtures("quick")
def test_what_a_rule_finds_against_an_output_is_told_by_the_build_and_again_where_it_stands(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("test_building._quick_pdf", lambda: made(change=on_root(Lang=None)))
    first, second = run(root), run(root)
    for built in (first, second):
        (lacking,) = (one for one in built.findings if one.code == "PDF-LANGUAGE")
        assert (lacking.severity, lacking.place.file) == (Severity.ERROR, "out/q1.pdf")
    assert (first.unchanged, second.unchanged) == (False, True)
    assert first.manifest["conformance"]["q1.pdf"]["passed"] is False
    assert first.findings == second.findings


@pytest.mark.usefixtures("quick")
def test_the_verdict_of_an_outside_validator_is_quoted_where_it_is_of_these_very_bytes(root: Path) -> None:
    run(root)
    pdf = root / "out/q1.pdf"
    keep(
        root,
        verdict(pdf, "veraPDF"),
        verdict(pdf, "qpdf", sha256="0" * 64),
        verdict(root / "out/q1.html", "Nu", for_a_person=2),
    )
    stated = run(root).manifest["conformance"]
    assert [one["by"] for one in stated["q1.pdf"]["checked"][1:]] == ["veraPDF 1.0"]
    assert stated["q1.html"]["checked"][1] == {
        "by": "Nu 1.0",
        "profile": "PDF/UA-1",
        "found": {"errors": 0},
        "left_to_a_person": 2,
    }
    assert run(root).unchanged


@pytest.mark.usefixtures("quick")
def test_an_outside_verdict_against_an_output_makes_it_fail(root: Path) -> None:
    run(root)
    keep(
        root,
        verdict(
            root / "out/q1.pdf",
            "veraPDF",
            verdict="fail",
            errors=[{"rule": "7.1", "times": 3, "message": "no", "place": ""}],
        ),
    )
    stated = run(root).manifest["conformance"]["q1.pdf"]
    assert (stated["passed"], stated["checked"][1]["found"]) == (False, {"errors": 3})


@pytest.mark.parametrize("spoilt", [b"", b"[]", b'{"results": 1}', b'{"results": [{}]}', b"\xff", b"[" * 200_000])
def test_verdicts_that_cannot_be_read_count_as_none(tmp_path: Path, spoilt: bytes) -> None:
    (tmp_path / "validation.json").write_bytes(spoilt)
    assert outside_verdicts(tmp_path) == {}
