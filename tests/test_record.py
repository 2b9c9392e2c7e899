"""The record of builds: an old paper is composed again to the letter, whatever has become of its sources."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cabinetpaper.building import Built, build
from cabinetpaper.finding import CabinetPaperError, Severity
from cabinetpaper.paper import to_json
from cabinetpaper.paper.base import unnamed
from cabinetpaper.readers.docx import read_docx
from cabinetpaper.workspace import Record, open_workspace
from test_building import FILES, PAPER, SNIPPET, Quick, put, quick  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("quick")

ROOT = Path(__file__).parent.parent
WEIRBRIDGE = ROOT / "docs/examples/weirbridge"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return put(tmp_path / "work", FILES)


def run(root: Path, paper: str = "q1", **options: bool) -> Built:
    built = build(open_workspace(root), paper, **options)
    assert built.written, [str(one) for one in built.findings if one.severity is Severity.ERROR]
    return built


def paper_of(root: Path, paper: str = "q1", **options: bool) -> str:
    return to_json(open_workspace(root).compose(paper, **options).paper)


def codes(error: CabinetPaperError) -> set[str]:
    return {one.code for one in error.findings}


def test_each_file_that_was_read_is_kept_once_by_its_digest(root: Path) -> None:
    first = run(root)
    (entry,) = Record(root).entries("q1")
    assert (entry.build, entry.name, entry.number, entry.variant) == (first.manifest["build"], "q1", 1, "")
    assert entry.files == first.manifest["inputs"]
    assert {"cabinetpaper.toml", "starter/templates/cabinet/paper.html", *FILES} <= set(entry.files)
    assert entry.docx == (first.manifest["outputs"]["q1.docx"]["sha256"],)
    before = {path.name for path in (root / ".cabinetpaper/record/files").glob("*/*")}
    put(root, {"narratives/q1/summary.md": SNIPPET.replace("The rate", "The share")})
    run(root)
    after = {path.name for path in (root / ".cabinetpaper/record/files").glob("*/*")}
    assert len(before) == len(set(entry.files.values())) + 1
    assert len(after - before) == 2  # the snippet, and the paper as printed
    assert before < after


def test_an_old_build_is_composed_again_to_the_letter_after_everything_has_moved_on(root: Path) -> None:
    put(root, {"templates/cabinet/added.css": "p { margin: 0 }"})
    build_id = run(root).manifest["build"]
    printed, facts = paper_of(root), open_workspace(root).compose("q1").facts
    put(
        root,
        {
            "cabinetpaper.toml": FILES["cabinetpaper.toml"].replace("Testshire", "Other") + "[rating]\ntolerance = 3\n",
            "data/observations.csv": FILES["data/observations.csv"].replace("96.1", "88.8"),
            "data/targets.csv": "measure,target\ncic_rate,60\n",
            "narratives/q1/paper.toml": PAPER.replace("Performance", "Another title"),
            "templates/cabinet/paper.toml": 'name = "Other"\n[[sections]]\nid = "brief_summary"\nkind = "summary"\n'
            'title = "Summary"\nblocks = ["body"]\n',
        },
    )
    (root / "narratives/q1/summary.md").unlink()
    assert paper_of(root) != printed
    run(root)
    again = open_workspace(root).recompose(build_id)
    assert to_json(again.edition.paper) == printed
    assert again.edition.facts == facts
    assert again.edition.snippets["narratives/q1/summary.md"] == SNIPPET
    assert again.loaded.looks.css is not None
    assert "margin: 0" in again.loaded.looks.css
    assert again.settings.council.name == "Testshire"
    assert not [one for one in again.findings if one.code.startswith("RECORD")]


def test_a_paper_may_have_any_name_that_a_folder_may_have(root: Path) -> None:
    name = "q1 [for the Leader]"
    (root / "narratives/q1").rename(root / "narratives" / name)
    ids = [run(root, name).manifest["build"]]
    put(root, {f"narratives/{name}/summary.md": SNIPPET.replace("The rate", "The share")})
    ids.append(run(root, name).manifest["build"])
    assert [(one.build, one.number) for one in Record(root).entries(name)] == list(zip(ids, (1, 2), strict=True))
    assert open_workspace(root).recompose(ids[0]).edition.snippets[f"narratives/{name}/summary.md"] == SNIPPET


def test_the_docx_that_comes_back_names_the_build_to_compose_again(root: Path) -> None:
    run(root)
    data = (root / "out/q1.docx").read_bytes()
    put(root, {"data/observations.csv": FILES["data/observations.csv"].replace("96.1", "88.8")})
    run(root)
    base = read_docx(data).base
    assert base is not None
    assert unnamed(open_workspace(root).recompose(base.build).edition.paper) == base.paper


def test_a_query_is_not_asked_again(root: Path) -> None:
    query = 'url = "sqlite:///data/kpis.db"\nfills = "observations"\nquery = "SELECT * FROM kpis"\n'
    (root / "data/observations.csv").unlink()
    put(root, {"data/kpis.sql.toml": query})
    with sqlite3.connect(root / "data/kpis.db") as kpis:
        kpis.execute("CREATE TABLE kpis (measure TEXT, period TEXT, value TEXT)")
        kpis.execute("INSERT INTO kpis VALUES ('cic_rate', 'Q1 2024/25', '96.1')")
    kpis.close()
    build_id, printed = run(root).manifest["build"], paper_of(root)
    (root / "data/kpis.db").unlink()
    assert to_json(open_workspace(root).recompose(build_id).edition.paper) == printed


@pytest.mark.parametrize("choice", [{}, {"exempt": True}, {"record": True}], ids=["public", "exempt", "record"])
def test_every_version_of_a_paper_with_exempt_parts_is_composed_again_to_the_letter(
    tmp_path: Path, choice: dict[str, bool]
) -> None:
    root = shutil.copytree(WEIRBRIDGE, tmp_path / "w", ignore=shutil.ignore_patterns("out", ".cabinetpaper"))
    (name,) = open_workspace(root).papers()
    built, printed = run(root, name, **choice), paper_of(root, name, **choice)
    (entry,) = Record(root).entries()
    shutil.rmtree(root / "data")
    shutil.rmtree(root / "narratives" / name)
    again = open_workspace(root).recompose(built.manifest["build"])
    assert to_json(again.edition.paper) == printed
    assert again.entry == entry
    apart = root / ".cabinetpaper/record/restricted"
    shown = {path.name for path in (root / ".cabinetpaper/record/builds").glob("*/*")}
    assert bool(shown) is not ("exempt" in choice)
    if "exempt" not in choice:
        texts = [path.read_bytes() for path in (root / ".cabinetpaper").rglob("*") if path.is_file()]
        assert not [text for text in texts if b"Quillfeather" in text or b"commercial.md" in text]
    assert (apart / f"builds/{entry.name}/{entry.build}.json").is_file()


def test_hidden_figures_stand_in_the_restricted_part_alone_and_the_build_is_composed_again(root: Path) -> None:
    put(
        root,
        {
            "cabinetpaper.toml": FILES["cabinetpaper.toml"] + "[disclosure]\nhide_up_to = 5\n",
            "data/measures.csv": "id,name,directorate,unit,polarity,sensitive\n"
            "cic_rate,Children in care,children,count,lower,yes\n",
            "data/observations.csv": "measure,period,value\ncic_rate,Q1 2024/25,4\n",
            "data/targets.csv": "measure,target\ncic_rate,1\n",
        },
    )
    build_id, printed = run(root).manifest["build"], paper_of(root)
    record = root / ".cabinetpaper/record"
    hiding = [path for path in record.rglob("*") if path.is_file() and b"Q1 2024/25,4" in path.read_bytes()]
    assert [path.relative_to(record).parts[0] for path in hiding] == ["restricted"]
    put(root, {"data/observations.csv": "measure,period,value\ncic_rate,Q1 2024/25,40\n"})
    assert to_json(open_workspace(root).recompose(build_id).edition.paper) == printed


def test_what_the_record_does_not_have_or_has_changed_is_said(root: Path) -> None:
    build_id = run(root).manifest["build"]
    work, record = open_workspace(root), Record(root)
    with pytest.raises(CabinetPaperError) as unknown:
        work.recompose("0123456789abcdef")
    assert codes(unknown.value) == {"RECORD-NO-BUILD"}
    digest = record.entry(build_id).files["data/observations.csv"]
    kept = root / ".cabinetpaper/record/files" / digest[:2] / digest
    kept.write_bytes(kept.read_bytes().replace(b"96.1", b"69.1"))
    with pytest.raises(CabinetPaperError, match=r"has lost data/observations.csv, or it was changed") as damaged:
        work.recompose(build_id)
    assert codes(damaged.value) == {"RECORD-DAMAGED"}
    assert record.damage() == (build_id,)
    assert run(root).unchanged
    assert record.damage() == ()  # a build that stands puts back what is lost of it
    assert work.recompose(build_id).edition.paper.title == "Performance"


@pytest.mark.parametrize(
    "spoilt", [b"", b"[]", b'{"format": 1}', b'{"format": 1, "docx": [], "build": 1}', b"[" * 90_000]
)
def test_a_build_whose_entry_cannot_be_read_is_not_there(root: Path, spoilt: bytes) -> None:
    build_id = run(root).manifest["build"]
    (root / f".cabinetpaper/record/builds/q1/{build_id}.json").write_bytes(spoilt)
    assert Record(root).entries() == ()
    with pytest.raises(CabinetPaperError):
        open_workspace(root).recompose(build_id)


def test_an_entry_under_another_builds_name_is_not_believed(root: Path) -> None:
    build_id = run(root).manifest["build"]
    at = root / ".cabinetpaper/record/builds/q1"
    (at / f"{build_id}.json").rename(at / "0123456789abcdef.json")
    assert Record(root).entries() == ()


def test_a_program_that_composes_otherwise_says_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cabinetpaper.compose import compose

    def otherwise(*args: object, **named: object) -> object:
        edition = compose(*args, **named)  # type: ignore[arg-type]
        return replace(edition, paper=replace(edition.paper, title="Otherwise"))

    build_id = run(root).manifest["build"]
    monkeypatch.setattr("cabinetpaper.workspace.composing.compose", otherwise)
    again = open_workspace(root).recompose(build_id)
    assert [one.code for one in again.findings if one.code.startswith("RECORD")] == ["RECORD-DIFFERS"]
    assert Record(root).printed(again.entry) != again.edition.paper


# -- the measures of the last paper

LAST = {
    **FILES,
    "narratives/q0/paper.toml": PAPER.replace("Q1 2024/25", "Q4 2023/24").replace("2024-08-01", "2024-05-01"),
    "narratives/q0/summary.md": '+++\nsection = "brief_summary"\n+++\nAll is well.\n',
    "data/observations.csv": "measure,period,value,as_at\ncic_rate,Q1 2024/25,96.1,\nvisits,Q4 2023/24,90,\n"
    "visits,Q1 2024/25,91,\ncic_rate,Q4 2023/24,95,\n",
    "data/measures.csv": FILES["data/measures.csv"] + "visits,Visits in time,children,percent,higher\n",
}


def dropped(root: Path) -> tuple[list[str], list[str]]:
    """Return what the new paper says of measures that have gone, and of what is not known."""
    work = open_workspace(root)
    found = work.check(work.compose("q1"))
    return [str(one.place) for one in found if one.code == "MEASURE-DROPPED"], [
        one.message for one in found if one.code == "RECORD-MISSING"
    ]


def without_visits(root: Path) -> None:
    put(
        root, {"data/measures.csv": FILES["data/measures.csv"], "data/observations.csv": FILES["data/observations.csv"]}
    )


def test_a_measure_that_the_last_paper_printed_is_missed_whatever_becomes_of_cache_and_outputs(tmp_path: Path) -> None:
    root = put(tmp_path, LAST)
    run(root, "q0")
    without_visits(root)
    expected = (["data/measures.csv (measure visits)"], [])
    assert dropped(root) == expected
    shutil.rmtree(root / ".cabinetpaper/cache")
    shutil.rmtree(root / "out")
    assert dropped(root) == expected


def test_where_the_record_is_missing_that_is_said_and_the_snippets_speak(tmp_path: Path) -> None:
    root = put(tmp_path, LAST)
    run(root, "q0")
    without_visits(root)
    spoken_for = LAST["narratives/q0/summary.md"].replace("\n+++\n", '\nmeasures = ["gone_for_long"]\n+++\n', 1)
    put(root, {"narratives/q0/summary.md": spoken_for})
    shutil.rmtree(root / ".cabinetpaper/record")
    measures, unknown = dropped(root)
    assert measures == ["data/measures.csv (measure gone_for_long)"]
    assert unknown == ["What the last paper, q0, printed is not known: the record of builds does not have it"]


# -- what is removed


def drafts(root: Path, number: int) -> list[str]:
    """Return the ids of so many builds, each of another sentence."""
    ids = []
    for turn in range(number):
        put(root, {"narratives/q1/summary.md": SNIPPET + f"Turn {turn}.\n"})
        ids.append(run(root).manifest["build"])
    return ids


def test_nothing_is_removed_unless_a_setting_says_so(root: Path) -> None:
    ids = drafts(root, 4)
    assert [one.build for one in Record(root).entries()] == ids


def test_the_last_builds_stay_and_those_that_a_docx_anywhere_was_made_by(root: Path) -> None:
    first, second, *_ = drafts(root, 2)
    (root / "sent").mkdir()
    edited = root / "sent/to the editor.docx"
    shutil.copy(root / "out/q1.docx", edited)
    put(root, {"cabinetpaper.toml": FILES["cabinetpaper.toml"] + "[builds]\nkeep = 2\n"})
    third, fourth, fifth = drafts(root, 3)
    kept = [one.build for one in Record(root).entries()]
    assert kept == [second, fourth, fifth]
    assert Record(root).damage() == ()
    named = {digest for one in Record(root).entries() for digest in (*one.files.values(), one.printed)}
    assert {path.name for path in (root / ".cabinetpaper/record/files").glob("*/*")} == named
    assert not {first, third} & set(kept)
    edited.write_bytes(b"cut")
    assert Record(root).prune(1) == 0  # which build a DOCX was made by cannot be read, so that nothing is removed
    edited.unlink()
    assert Record(root).prune(1) == 2


# -- older releases


def old_memory(root: Path) -> str:
    """Turn the record into what an older release would have kept, and return the build."""
    (entry,) = Record(root).entries()
    old = root / ".cabinetpaper/builds" / entry.build
    snippets = {"narratives/q0/summary.md": LAST["narratives/q0/summary.md"]}
    printed = Record(root).file(entry.printed)
    assert printed is not None
    put(old, {"paper.json": printed.decode(), "snippets.json": json.dumps(snippets), "docx.sha256": entry.docx[0]})
    put(root / ".cabinetpaper", {"charts/q0/x.json": "{}", "standing/q0.json": "{}"})
    shutil.rmtree(root / ".cabinetpaper/record")
    shutil.rmtree(root / ".cabinetpaper/cache")
    return entry.build


def test_what_an_older_release_kept_is_taken_over_and_nothing_of_it_is_lost(tmp_path: Path) -> None:
    root = put(tmp_path, LAST)
    run(root, "q0")
    build_id = old_memory(root)
    (root / "out/q0.manifest.json").unlink()
    without_visits(root)
    built = build(open_workspace(root), "q1")
    (note,) = (one for one in built.findings if one.code == "RECORD-ADOPTED")
    assert "1 builds of an older release" in note.message
    assert [one.place.detail for one in built.findings if one.code == "MEASURE-DROPPED"] == ["measure visits"]
    assert {path.name for path in (root / ".cabinetpaper/set-aside").iterdir()} == {"builds", "charts", "standing"}
    # the DOCX that it had written is known as unedited, without its manifest too
    assert run(root, "q0").paths["docx"].name == "q0.docx"
    with pytest.raises(CabinetPaperError) as error:
        open_workspace(root).recompose(build_id)
    assert codes(error.value) == {"RECORD-NO-BUILD"}
    assert "RECORD-ADOPTED" not in {one.code for one in build(open_workspace(root), "q1").findings}


# -- what goes into a DOCX


def test_no_source_of_a_snippet_is_in_any_part_of_a_docx(root: Path) -> None:
    source = (
        '+++\nsection = "brief_summary"\nowner = "Quillfeather of the Weir"\n+++\n'
        "The rate is {{ cic_rate.value }}{% if cic_rate.value > 1000 %} which only Members may know{% endif %}.\n"
    )
    put(root, {"narratives/q1/summary.md": source})
    run(root)
    with zipfile.ZipFile(root / "out/q1.docx") as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert any(b"cic_rate.value" in data for name, data in parts.items() if name.startswith("customXml/"))
    for name, data in parts.items():
        for words in (b"{{", b"{%", b"+++", b"brief_summary&quot;", b"Members may know", b"> 1000", b"&gt; 1000"):
            assert words not in data, f"{words!r} in {name}"


def test_the_whole_of_what_is_returned_is_a_value(root: Path) -> None:
    work = open_workspace(root)
    first, second = work.load("q1"), work.load("q1")
    assert first == second
    assert work == open_workspace(root)
    reads: Callable[[], str] = lambda: to_json(work.composed(first).paper)  # noqa: E731
    assert reads() == reads()
