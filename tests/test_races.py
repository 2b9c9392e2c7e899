"""Somebody saves, links or builds while the program puts files into place: nothing that is not its own changes.

CABINETPAPER_RACES=100 runs each race a hundred times and prints what came of them (`scripts/races.sh`).
"""

from __future__ import annotations

import ast
import errno
import hashlib
import os
import random
import shutil
import sys
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

import pytest

from cabinetpaper.building import Built, build_all
from cabinetpaper.finding import CabinetPaperError
from cabinetpaper.workspace import Workspace, alone, disk, journal, open_workspace
from cabinetpaper.workspace.disk import Home
from cabinetpaper.workspace.placing import PART, REPLACED
from cabinetpaper.workspace.quarter import start_quarter
from test_building import FILES, PAPER, SNIPPET, Quick, codes, out, put, quick, run  # noqa: F401 - a fixture

LONG = int(os.environ.get("CABINETPAPER_RACES", "0"))
CHANGES = ("replace", "put", "remove", "write_aside")
"""What the program can do to the names of a folder: a race is aimed before or after any of them."""

pytestmark = [pytest.mark.usefixtures("quick"), pytest.mark.timeout(3_600 if LONG else 120)]


def hooked(monkeypatch: pytest.MonkeyPatch, act: Callable[[str, Home, tuple[Any, ...], bool], None]) -> None:
    """Have `act` told of each change of a name, before it and after it: the method, the folder, the arguments."""
    for name in CHANGES:
        monkeypatch.setattr(Home, name, _told(name, getattr(Home, name), act))


def _told(name: str, method: Callable[..., Any], act: Callable[[str, Home, tuple[Any, ...], bool], None]) -> Any:
    def run_it(self: Home, *args: Any, **named: Any) -> Any:
        act(name, self, args, False)
        answer = method(self, *args, **named)
        act(name, self, args, True)
        return answer

    return run_it


def newer(root: Path) -> None:
    """Change a figure, so that the next build writes every output anew."""
    text = FILES["data/observations.csv"].replace("96.1", "88.8")
    put(root, {"data/observations.csv": text})


def by_an_editor(path: Path, data: bytes, way: str) -> None:
    """Save a file as programs do: into the file, over it by a rename, or with the old one renamed first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if way == "into":
        path.write_bytes(data)
        return
    new = path.with_name("~WRD0001.tmp")
    new.write_bytes(data)
    if way == "word" and path.exists():
        with suppress(FileNotFoundError):
            path.replace(path.with_name("~WRL0001.tmp"))
    new.replace(path)
    path.with_name("~WRL0001.tmp").unlink(missing_ok=True)


def everything(root: Path) -> set[bytes]:
    return {path.read_bytes() for path in root.rglob("*") if path.is_file() and not path.is_symlink()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = put(tmp_path / "work", FILES)
    run(root)
    newer(root)
    return root


def moments(root: Path, tmp_path: Path) -> int:
    """Return how many moments of a build a race can be aimed at."""
    with pytest.MonkeyPatch.context() as patch:
        seen: list[str] = []
        hooked(patch, lambda *told: seen.append(told[0]))
        run(shutil.copytree(root, tmp_path / "counted"))
    assert len(seen) > 40
    return len(seen)


def test_a_docx_saved_at_any_moment_of_the_saving_is_kept(root: Path, tmp_path: Path) -> None:
    number, draws = moments(root, tmp_path), random.Random(7)  # noqa: S311 - which moments is no secret
    became: Counter[str] = Counter()
    tries = [
        (draws.randrange(number), draws.choice(("into", "over", "word")), draws.choice(("docx", "docx", "html", "pdf")))
        for _ in range(LONG or 12)
    ]
    for race, (moment, way, kind) in enumerate(tries):
        work = shutil.copytree(root, tmp_path / f"race{race}")
        theirs, left = b"somebody's own %d" % race, [moment]

        def act(*_: object, work: Path = work, theirs: bytes = theirs, left: list[int] = left, **__: object) -> None:
            left[0] -= 1
            if left[0] == -1:
                by_an_editor(work / f"out/q1.{kind}", theirs, way)  # noqa: B023 - used at once

        with pytest.MonkeyPatch.context() as patch:
            hooked(patch, act)
            built = run(work)
        assert left[0] < 0, "the moment never came"
        kept = [path for path in (work / "out").iterdir() if path.read_bytes() == theirs]
        assert kept, (moment, way, kind)
        assert all(built.paths[own].read_bytes() != theirs or kind == own for own in ("docx", "html", "pdf"))
        assert not [path for path in (work / "out").iterdir() if PART.fullmatch(path.name)]
        told = codes(built) & {"DOCX-EDITED", "OUTPUT-KEPT"}
        again = run(work)
        assert kept[0].read_bytes() == theirs or kind != "docx"
        told |= codes(again) & {"DOCX-EDITED", "OUTPUT-KEPT"}
        assert told or kind != "docx", (moment, way)
        became[f"{kind} kept as {'itself' if kept[0].name == f'q1.{kind}' else 'another name'}"] += 1
        shutil.rmtree(work)
    sys.stdout.write(f"\n{len(tries)} saves aimed at {number} moments of a build: {dict(became)}\n")


def test_what_an_editors_program_writes_into_a_docx_that_was_replaced_is_kept_by_the_next_build(root: Path) -> None:
    with (root / "out/q1.docx").open("r+b") as held:  # some programs hold the file open and write into it
        run(root)
        held.write(b"written later")
    assert [one.name.partition("-")[2] for one in (root / REPLACED).iterdir() if "docx" in one.name] == ["0-q1.docx"]
    assert "OUTPUT-KEPT" in codes(run(root))
    assert (root / "out/q1-kept-1.docx").read_bytes().startswith(b"written later")
    assert not list((root / REPLACED).iterdir())


def test_a_page_and_a_pdf_that_somebody_changed_are_kept_beside_the_new_ones(root: Path) -> None:
    (root / "out/q1.pdf").write_bytes(b"with notes")
    assert "OUTPUT-KEPT" in codes(run(root))
    assert (root / "out/q1-kept-1.pdf").read_bytes() == b"with notes"
    assert (root / "out/q1.pdf").read_bytes() != b"with notes"


# -- links


def traced(root: Path, act: Callable[[], object]) -> list[str]:
    """Return every folder and file that an act writes or removes, by its path in the workspace."""
    paths: dict[str, None] = {}

    def note(name: str, at: Home, args: tuple[Any, ...], after: bool) -> None:
        home = args[2] if name == "put" and len(args) > 2 else at
        for own, folder in ((args[0], at), *([(args[1], home)] if name in {"replace", "put"} else [])):
            if isinstance(own, str) and not PART.fullmatch(own):
                path = (folder.path / own).relative_to(root)
                paths.update(dict.fromkeys(one.as_posix() for one in (*reversed(path.parents), path)))

    with pytest.MonkeyPatch.context() as patch:
        hooked(patch, note)
        act()
    return [one for one in paths if one != "."]


def a_quarter(root: Path) -> None:
    start_quarter(open_workspace(root), "Q2-2024-25")


ACTS: dict[str, Callable[[Path], object]] = {
    "build": run,
    "quarter": a_quarter,
    "save": lambda root: open_workspace(root).save("draft.docx", b"PK"),
}


def foreign(folder: Path) -> dict[str, bytes | str]:
    """Return all that a build and its kin may never change: what lies outside, and what officers wrote."""
    homes = (folder / "elsewhere", *(folder / "work" / name for name in ("data", "narratives/q1", "cabinetpaper.toml")))
    files = [one for home in homes for one in (home, *(home.rglob("*") if not home.is_symlink() else ()))]
    return {
        one.relative_to(folder).as_posix(): str(one.readlink())
        if one.is_symlink()
        else one.read_bytes()
        if one.is_file()
        else ""
        for one in files
    }


@pytest.mark.parametrize("by_handle", [True, False])
@pytest.mark.parametrize("act", ACTS)
def test_a_link_in_place_of_anything_that_is_written_or_removed_leads_nowhere(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: str, by_handle: bool
) -> None:
    monkeypatch.setattr(disk, "BY_HANDLE", by_handle and disk.BY_HANDLE)
    paths = traced(shutil.copytree(root, tmp_path / "traced"), lambda: ACTS[act](tmp_path / "traced"))
    assert len(paths) > {"build": 20, "quarter": 3, "save": 2}[act]
    ends = (
        "../elsewhere",
        "../elsewhere/secret",
        "../elsewhere/not-there",
        "data",
        "data/measures.csv",
        "narratives/q1",
    )
    cases = [(path, end) for path in paths for end in ends if path not in {"data", "narratives"}]
    number = len(cases) if LONG else 14
    told: Counter[str] = Counter()
    for case, (path, end) in enumerate(random.Random(3).sample(cases, min(number, len(cases)))):  # noqa: S311 - no secret
        folder = tmp_path / f"case{case}"
        work = shutil.copytree(root, folder / "work")
        (folder / "elsewhere").mkdir()
        (folder / "elsewhere/secret").write_bytes(b"theirs")
        place = work / path
        if place.is_dir():
            shutil.rmtree(place)
        place.unlink(missing_ok=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(folder / "work" / end)
        before = foreign(folder)
        try:
            ACTS[act](work)
        except CabinetPaperError as error:
            told.update({one.code for one in error.findings})
        assert foreign(folder) == before, (path, end)
        shutil.rmtree(folder)
    sys.stdout.write(f"\n{act}: {len(paths)} paths, {min(number, len(cases))} links tried, told: {dict(told)}\n")


def test_nothing_but_one_module_changes_files() -> None:
    """Whatever writes, renames or removes goes through `workspace/disk`, which follows no link."""
    source = Path(disk.__file__).parents[1]
    changing = {"unlink", "rmtree", "rename", "write_bytes", "write_text", "touch", "symlink_to", "rmdir", "makedirs"}
    wrong = []
    for path in source.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            words = [str(one.value) for one in call.args if isinstance(one, ast.Constant)]
            opens = name == "open" and any(set(one) <= set("rwxabt+") and set(one) & set("wxa+") for one in words)
            moves = name == "replace" and len(call.args) == 1 and not call.keywords
            if name in changing or opens or moves or (name == "mkdir"):
                wrong.append(f"{path.relative_to(source).as_posix()}:{call.lineno} {name}")
    assert {one.partition(":")[0] for one in wrong} <= {"workspace/disk.py"}, wrong


# -- a disk that fills


def test_a_disk_that_fills_at_any_byte_leaves_the_last_outputs_and_says_so(root: Path, tmp_path: Path) -> None:
    """The room that is left is drawn: so many bytes are written, and then none more, by anything."""
    needed = [0]

    def counted(left: int | None) -> Callable[..., Any]:
        write = Home.write_aside

        def run_it(self: Home, data: bytes, *, lasting: bool = True) -> str:
            needed[0] += len(data)
            if left is not None and needed[0] > left:
                self.remove(write(self, data[: max(0, left - needed[0] + len(data))], lasting=False))
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return write(self, data, lasting=lasting)

        return run_it

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Home, "write_aside", counted(None))
        run(shutil.copytree(root, tmp_path / "counted"))
    draws, before, became = random.Random(11), out(root), Counter[str]()  # noqa: S311 - no secret
    whole = needed[0]
    tries = [draws.randrange(whole + 1) for _ in range(LONG or 8)]
    for number, left in enumerate(tries):
        work = shutil.copytree(root, tmp_path / f"full{number}")
        needed[0] = 0
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Home, "write_aside", counted(left))
            try:
                run(work)
                became["new outputs, whole"] += 1
            except CabinetPaperError as error:
                became[" ".join(sorted({one.code for one in error.findings}))] += out(work) == before
        built = run(work)
        assert built.written
        assert not codes(built) & {"DOCX-EDITED", "OUTPUT-MIXED", "OUTPUT-KEPT"}
        assert not [path for path in work.rglob("*") if PART.fullmatch(path.name)]
        shutil.rmtree(work)
    assert set(became) <= {"new outputs, whole", "OUTPUT-FULL"}
    assert sum(became.values()) == len(tries)  # each that was refused had its last outputs as they were
    sys.stdout.write(f"\n{len(tries)} disks that were full after 0 to {whole} bytes: {dict(became)}\n")


# -- sources that are saved while a build reads


def while_drawing(monkeypatch: pytest.MonkeyPatch, act: Callable[[int], object]) -> None:
    """Have `act` told, each time, that the sources were read and the outputs are not yet put into place."""
    times, send = [0], Quick.send

    def sent(self: Quick, job: Any) -> Any:
        times[0] += 1
        act(times[0])
        return send(self, job)

    monkeypatch.setattr(Quick, "send", sent)


def test_a_snippet_that_is_saved_while_a_build_reads_is_in_it_and_told(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = {"narratives/q1/summary.md": SNIPPET.replace("The rate", "The latest rate")}
    while_drawing(monkeypatch, lambda _: put(root, new))
    built = run(root)
    assert [str(one.place) for one in built.findings if one.code == "INPUT-CHANGED"] == ["narratives/q1/summary.md"]
    assert b"The latest rate" in (root / "out/q1.html").read_bytes()


def test_a_snippet_that_is_added_while_a_build_reads_is_in_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    more = {"narratives/q1/more.md": '+++\nsection = "reasons"\n+++\nMore words of ours.\n'}
    while_drawing(monkeypatch, lambda _: put(root, more))
    assert "INPUT-CHANGED" in codes(run(root))
    assert b"More words of ours" in (root / "out/q1.html").read_bytes()


def test_a_snippet_that_is_saved_all_the_time_stops_the_build_and_the_last_outputs_stand(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = out(root)
    while_drawing(monkeypatch, lambda times: put(root, {"narratives/q1/summary.md": f"{SNIPPET}Try {times}.\n"}))
    with pytest.raises(CabinetPaperError, match="INPUT-CHANGING"):
        run(root)
    assert out(root) == before


def test_a_file_that_is_read_half_saved_is_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(root, {"narratives/q1/paper.toml": PAPER[:20]})
    load, times = Workspace.load, [0]

    def loaded(self: Workspace, *args: Any, **named: Any) -> Any:
        times[0] += 1
        if times[0] == 2:
            put(root, {"narratives/q1/paper.toml": PAPER})
        return load(self, *args, **named)

    monkeypatch.setattr(Workspace, "load", loaded)
    assert run(root).written


def test_of_two_builds_at_once_the_outputs_are_of_the_last_saved_figures_and_of_one_build(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[Built] = []

    def beside(times: int) -> None:
        if times == 1:  # the first has read and not yet written; a figure is saved, and a second build made
            put(root, {"data/observations.csv": FILES["data/observations.csv"].replace("96.1", "77.7")})
            built.append(run(root))

    while_drawing(monkeypatch, beside)
    built.append(run(root))
    assert b"77.7" in (root / "out/q1.html").read_bytes()
    assert all(one.written for one in built)
    assert "DOCX-EDITED" not in codes(built[0]) | codes(built[1])
    for name, entry in built[1].manifest["outputs"].items():
        assert hashlib.sha256((root / "out" / name).read_bytes()).hexdigest() == entry["sha256"]


def at_once(number: int, act: Callable[[], str]) -> list[str]:
    """Return what the act answered in each of several threads, or the code of what it was refused with."""
    answers: list[str] = []

    def one() -> None:
        try:
            answers.append(act())
        except CabinetPaperError as error:
            answers.append(error.findings[0].code)

    threads = [threading.Thread(target=one) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def test_builds_at_once_leave_one_build(root: Path) -> None:
    assert at_once(4, lambda: str(run(root).written)) == ["True"] * 4
    assert run(root).unchanged
    assert set(out(root)) == {"q1.docx", "q1.html", "q1.pdf", "q1.manifest.json"}


# -- the next quarter, and papers one after the other


def test_a_quarter_begun_beside_a_build_is_seen_whole_or_not_at_all(root: Path) -> None:
    seen: list[tuple[int, bool]] = []

    def act(*_: object) -> None:
        papers = open_workspace(root).papers()
        seen.append((len(papers), all((root / "narratives" / name / "summary.md").exists() for name in papers)))

    with pytest.MonkeyPatch.context() as patch:
        hooked(patch, act)
        start_quarter(open_workspace(root), "Q2-2024-25")
    assert set(seen) == {(1, True), (2, True)}


def test_of_two_who_begin_a_quarter_at_once_one_is_told_that_it_is_there(root: Path) -> None:
    made = at_once(2, lambda: start_quarter(open_workspace(root), "Q2-2024-25").paper_id)
    assert made == ["2024-25-q2-cabinet", "QUARTER-EXISTS"]


@pytest.mark.parametrize("order", [("q1", "q2"), ("q2", "q1")])
def test_two_quarters_in_one_command_are_compared_as_in_two(tmp_path: Path, order: tuple[str, str]) -> None:
    next_paper = PAPER.replace("Q1", "Q2").replace("08-01", "11-01")
    root = put(tmp_path, {**FILES, "narratives/q2/paper.toml": next_paper, "narratives/q2/summary.md": SNIPPET})
    first = dict(build_all(open_workspace(root), order))
    assert "RECORD-MISSING" not in codes(first["q2"])
    again = dict(build_all(open_workspace(root), order))
    assert {name: one.findings for name, one in first.items()} == {name: one.findings for name, one in again.items()}


# -- the lock


def test_a_lock_that_is_held_is_waited_for_and_then_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "WAIT", 0.3)
    before = out(root)
    with alone(root), pytest.raises(CabinetPaperError, match="WORKSPACE-BUSY"):
        run(root)
    assert out(root) == before
    assert run(root).written


@pytest.mark.parametrize("error", [OSError(13, "Permission denied"), OSError(35, "Resource deadlock avoided")])
def test_on_windows_the_lock_waits_and_never_goes_on_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    class Msvcrt:
        """Stands for the module of Windows: `LK_NBLCK` fails at once where somebody has the lock."""

        LK_NBLCK = 2
        tried: ClassVar[list[tuple[int, int]]] = []

        @classmethod
        def locking(cls, _: int, mode: int, count: int) -> None:
            cls.tried.append((mode, count))
            if len(cls.tried) < 4:
                raise error

    monkeypatch.setitem(sys.modules, "msvcrt", Msvcrt)
    monkeypatch.setattr(sys, "platform", "win32")
    with alone(tmp_path):
        assert Msvcrt.tried == [(2, 1)] * 4
    Msvcrt.tried.clear()
    monkeypatch.setattr(journal, "WAIT", 0)
    with pytest.raises(CabinetPaperError, match="WORKSPACE-BUSY"), alone(tmp_path):
        raise AssertionError("it must not go on")


def test_where_the_system_gives_no_lock_nothing_is_written(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = out(root)

    def none(_: int) -> bool:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(journal, "_locked", none)
    with pytest.raises(CabinetPaperError, match="OUTPUT-FAILED"):
        run(root)
    assert out(root) == before
