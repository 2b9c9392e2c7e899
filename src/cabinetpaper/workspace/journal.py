"""Put a set of files into place as one, whatever stops the program between two of them.

In: a workspace's root and the moves of a set: the file written aside, its place, and the digests of what stands there
before and after. Out: a journal that is on disk before the first move and gone after the last. Where a program was
killed in between, the next one finds it and carries the moves to their end, so that out/ holds one build again; if
somebody has changed a file since, nothing is moved over it. A lock that the system takes back from a killed program
keeps two builds from finishing each other's sets.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cabinetpaper.finding import CabinetPaperError, Finding, Place
from cabinetpaper.workspace.names import inside

CODES: Final[dict[str, str]] = {
    "OUTPUT-FINISHED": "An earlier build was stopped while it put its files into out/. They were all put into place "
    "now, before this build began.",
    "OUTPUT-MIXED": "An earlier build was stopped while it put its files into out/, and one of them has changed "
    "since, so that nothing was moved over it. DOCX, PDF and page in out/ may be of two builds until this one has "
    "written them all; the manifest names the files that belong together.",
}

JOURNAL: Final = ".cabinetpaper/saving.json"
_LOCK: Final = ".cabinetpaper/saving.lock"
_PART: Final = re.compile(r"\.\d+-\d+\.part")
_OURS: Final = ("out/", ".cabinetpaper/record/", ".cabinetpaper/builds/")
"""Where sets are put, and so the only places where a journal can move anything; the last is that of older releases."""


@dataclass(frozen=True, slots=True)
class Move:
    """One step: `part` becomes `path`, or `path` goes where there is no part. Digests are SHA-256; none for a file that
    is not there.
    """

    part: Path | None
    path: Path
    before: str
    after: str


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, or nothing where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def write_journal(root: Path, moves: Iterable[Move]) -> None:
    """Put the journal of a set on disk, in one step."""
    form = [
        {
            "part": move.part and move.part.relative_to(root).as_posix(),
            "path": move.path.relative_to(root).as_posix(),
            "before": move.before,
            "after": move.after,
        }
        for move in moves
    ]
    path = root / JOURNAL
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{os.getpid()}-0.part")
    with part.open("wb") as file:
        file.write(json.dumps({"format": 1, "moves": form}).encode())
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    sync_folder(path.parent)


def settled(root: Path, folders: Iterable[Path]) -> None:
    """Take the journal away, once the moves in `folders` are on disk."""
    for folder in sorted(set(folders)):
        sync_folder(folder)
    (root / JOURNAL).unlink(missing_ok=True)


def finish(root: Path) -> tuple[Finding, ...]:
    """Carry a set that was stopped to its end and remove what it left aside; return what is to be told. Call it in
    `alone`.
    """
    found: tuple[Finding, ...] = ()
    journal = root / JOURNAL
    with suppress(OSError):
        if journal.is_file():
            found = _carried_on(_moves(root, journal.read_bytes()))
            journal.unlink(missing_ok=True)
        for part in (*(root / "out").glob(".*.part"), *journal.parent.rglob(".*.part")):
            if _PART.fullmatch(part.name):
                part.unlink(missing_ok=True)
    return found


def _moves(root: Path, data: bytes) -> list[Move] | None:
    """Return the moves of a journal, or None for one that this program has not written."""
    try:
        form = json.loads(data)
        return [_move(root, one) for one in form["moves"]] if form["format"] == 1 else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, CabinetPaperError):
        return None


def _move(root: Path, form: dict[str, str | None]) -> Move:
    name = str(form["path"])
    path = inside(root, name)
    part = None if form["part"] is None else root / form["part"]
    if not name.startswith(_OURS) or (
        part is not None and (part.parent != path.parent or not _PART.fullmatch(part.name))
    ):
        raise ValueError(f"{name} is no place of a build's files")
    return Move(part, path, str(form["before"]), str(form["after"]))


def _carried_on(moves: list[Move] | None) -> tuple[Finding, ...]:
    """Make the moves that are still to be made, all or none."""
    to_do = [] if moves is None else [move for move in moves if digest_of(move.path) != move.after]
    ready = all(
        digest_of(move.path) == move.before and (move.part is None or digest_of(move.part) == move.after)
        for move in to_do
    )
    if moves is None or not ready:
        message = (
            "An earlier build was stopped while it put its files into place, and one of them has changed since; "
            "nothing was moved over it"
        )
        remedy = "Do not publish what is in out/ before this build has written it."
        return (Finding.warning("OUTPUT-MIXED", message, remedy, Place("out")),)
    for move in to_do:
        if move.part is None:
            move.path.unlink(missing_ok=True)
        else:
            move.part.replace(move.path)
    for folder in {move.path.parent for move in to_do}:
        sync_folder(folder)
    if not to_do:
        return ()
    message = "An earlier build was stopped while it put its files into place; they are all in place now"
    return (Finding.note("OUTPUT-FINISHED", message, "Nothing is to be done.", Place("out")),)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on disk, where the system can say so."""
    if sys.platform != "win32":
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Hold the workspace's lock for as long as files are put into place; without one where the folder allows none."""
    path = inside(root, _LOCK)
    file = None
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("ab")
        _wait_for(file.fileno())
    try:
        yield
    finally:
        if file is not None:
            file.close()


def _wait_for(handle: int) -> None:
    """Take the system's lock on an open file; closing the file gives it back, and so does the end of the program,
    whatever ends it.
    """
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)
