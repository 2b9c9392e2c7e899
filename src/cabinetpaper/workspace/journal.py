"""Put a set of files into place as one, whatever stops the program between two of them.

In: a workspace's root and the moves of a set: the file written aside, its place, and the digests of what stands there
before and after. Out: a journal that is on disk before the first move and gone after the last. Where a program was
killed in between, the next one finds it and carries the moves to their end, so that out/ holds one build again; if
somebody has changed a file since, nothing is moved over it. A lock that the system takes back from a killed program
keeps two builds from finishing each other's sets.
"""

from __future__ import annotations

import errno
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from cabinetpaper.finding import CabinetPaperError, Finding, Place
from cabinetpaper.workspace.disk import digest_of, home, refused, remove
from cabinetpaper.workspace.names import inside
from cabinetpaper.workspace.placing import (
    PART,
    ChangedError,
    Move,
    cleared,
    given_back,
    left_over,
    looked_at_again,
    put,
)

CODES: Final[dict[str, str]] = {
    "OUTPUT-FINISHED": "An earlier build was stopped while it put its files into out/. They were all put into place "
    "now, before this build began.",
    "OUTPUT-MIXED": "An earlier build was stopped while it put its files into out/, and one of them has changed since, "
    "so that nothing was moved over it. DOCX, PDF and page in out/ may be of two builds until this one has written "
    "them all; the manifest names the files that belong together.",
    "WORKSPACE-BUSY": "Another build holds the lock under which files are put into place, and does not end. Nothing is "
    "written without that lock. Wait until the other build has ended, or end it.",
}

JOURNAL: Final = ".cabinetpaper/saving.json"
_LOCK: Final = ".cabinetpaper/saving.lock"
_OURS: Final = ("out/", ".cabinetpaper/record/", ".cabinetpaper/builds/")
"""Where sets are put, and so the only places where a journal can move anything; the last is that of older releases."""


def write_journal(root: Path, moves: Iterable[Move]) -> None:
    """Put the journal of a set on disk, in one step."""
    form = [
        {
            "part": move.part and move.part.relative_to(root).as_posix(),
            "path": move.path.relative_to(root).as_posix(),
            "before": move.before,
            "after": move.after,
            "kept": move.aside,
        }
        for move in moves
    ]
    path = root / JOURNAL
    with home(root, path.parent, make=True) as at:
        at.replace(at.write_aside(json.dumps({"format": 1, "moves": form}).encode()), path.name)
    sync_folder(path.parent)


def settled(root: Path, folders: Iterable[Path]) -> None:
    """Take the journal away, once the moves in `folders` are on disk."""
    for folder in sorted(set(folders)):
        sync_folder(folder)
    remove(root, root / JOURNAL)


def finish(root: Path) -> tuple[Finding, ...]:
    """Carry a set that was stopped to its end and remove what it left aside; return what is to be told. Call it in
    `alone`.
    """
    found: tuple[Finding, ...] = ()
    journal = root / JOURNAL
    with suppress(OSError):
        with home(root, journal.parent) as at:
            data = at.read(journal.name)
        folders = [Path(own) for own, _, names in os.walk(root / ".cabinetpaper") if any(map(PART.fullmatch, names))]
        if data is not None:
            found = _carried_on(root, _moves(root, data))
            remove(root, journal)
        for folder in (root / "out", *folders):
            found = (*found, *left_over(root, folder))
        found = (*found, *looked_at_again(root))
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
    kept = path.with_name(str(form["kept"])) if form.get("kept") else None
    aside = [one for one in (part, kept) if one is not None]
    if not name.startswith(_OURS) or any(one.parent != path.parent or not PART.fullmatch(one.name) for one in aside):
        raise ValueError(f"{name} is no place of a build's files")
    return Move(part, path, str(form["before"]), str(form["after"]), kept)


def _carried_on(root: Path, moves: list[Move] | None) -> tuple[Finding, ...]:
    """Make the moves that are still to be made, all or none."""
    found: tuple[Finding, ...] = ()
    to_do: list[Move] = []
    try:
        if moves is None or not all(_can_be_made(move, to_do) for move in moves):
            raise ChangedError(root / "out")
        for move in to_do:
            if digest_of(move.path) or not move.before:
                put(root, move)
            elif move.part is not None:  # what stood there is put aside already
                put(root, replace(move, before=""))
    except ChangedError as changed:
        message = (
            "An earlier build was stopped while it put its files into place, and one of them has changed since; "
            "nothing was moved over it"
        )
        remedy = "Do not publish what is in out/ before this build has written it."
        found = (*changed.findings, Finding.warning("OUTPUT-MIXED", message, remedy, Place("out")))
        for move in moves or ():
            with suppress(FileNotFoundError):
                found = (*found, *given_back(root, move))
    else:
        if to_do:
            message = "An earlier build was stopped while it put its files into place; they are all in place now"
            found = (Finding.note("OUTPUT-FINISHED", message, "Nothing is to be done.", Place("out")),)
    for folder in {move.path.parent for move in moves or ()}:
        sync_folder(folder)
    return (*found, *cleared(root, moves or ()))


def _can_be_made(move: Move, to_do: list[Move]) -> bool:
    """Return whether a move is made or can still be made, which is then noted."""
    stands = digest_of(move.path)
    if stands == move.after:
        return True
    to_do.append(move)
    put_aside = not stands and digest_of(move.path.with_name(move.aside)) == move.before
    return (stands == move.before or put_aside) and (move.part is None or digest_of(move.part) == move.after)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on disk, where the system can say so."""
    if sys.platform != "win32":
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


WAIT: Final = 60
"""Seconds that one build waits for another to put its files into place, which takes less than one."""


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Hold the workspace's lock for as long as files are put into place; raise `CabinetPaperError` (WORKSPACE-BUSY)
    where another program holds it for longer than that takes, and where no lock can be had. Nothing is done without it.
    """
    try:
        handle = _lock(root)
    except OSError as error:
        raise CabinetPaperError(refused(error, _LOCK)) from error
    try:
        yield
    finally:
        os.close(handle)


def _lock(root: Path) -> int:
    path, end = root / _LOCK, time.monotonic() + WAIT
    while True:
        with home(root, path.parent, make=True) as at:
            handle = at.opened(path.name, os.O_RDWR | os.O_CREAT)
        try:
            if _locked(handle) and path.exists() and os.path.samestat(os.fstat(handle), path.stat()):
                return handle  # else somebody has removed the folder, and whoever made it anew may hold another
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
        if time.monotonic() > end:
            message = f"Another build is putting its files into place, and has not ended for {WAIT} seconds"
            remedy = "Wait until it has ended, or end it, and try again."
            raise CabinetPaperError.of("WORKSPACE-BUSY", message, remedy, Place(_LOCK))
        time.sleep(0.05)


def _locked(handle: int) -> bool:
    """Take the system's lock on an open file, if nobody has it; closing the file gives it back, and so does the end of
    the program, whatever ends it.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in {errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK}:
            return False
        raise
    return True
