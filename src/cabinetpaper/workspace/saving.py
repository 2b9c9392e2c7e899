"""Write files so that nothing is ever half written or lost.

In: paths and bytes. Out: the files, all of them or none. Each is written aside in its own folder and then renamed,
which either happens or does not; whatever stops it, the last good file stands. What cannot be written is told by name.
A set that belongs together has a journal, so that a program killed between two renames leaves what the next one needs
to make the set whole.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path
from typing import Final

from cabinetpaper.finding import CabinetPaperError, Finding, Place
from cabinetpaper.workspace.journal import Move, digest_of, settled, write_journal

CODES: Final[dict[str, str]] = {
    "OUTPUT-OPEN": "An output is open in Word or LibreOffice. Close it and build again; if nobody has it open, delete "
    "the lock file that the finding names.",
    "OUTPUT-LOCKED": "An output cannot be replaced: another program holds it, or this account may not. Close it and "
    "build again.",
    "OUTPUT-READ-ONLY": "An output, or its folder, is read-only. Allow writing to it, or move it away.",
    "OUTPUT-FULL": "There is no room left to write. Free some and build again; the last outputs stand.",
    "OUTPUT-FAILED": "A file cannot be written; the finding has the system's own words.",
}


def save(path: Path, data: bytes, shown: str = "") -> None:
    """Write one file; raise `CabinetPaperError` that names it (as `shown`) where that cannot be done."""
    save_all({path: data}, {path: shown} if shown else {})


def save_all(
    files: Mapping[Path, bytes], shown: Mapping[Path, str] | None = None, *, journal: Path | None = None
) -> None:
    """Write all files and then rename them into place, in order; raise `CabinetPaperError` with all of them as they
    were before.

    `journal` is the root of the workspace that keeps a journal of the set; the caller holds its lock (`journal.alone`).
    """
    names = {path: (shown or {}).get(path) or path.name for path in files}
    if blocked := in_the_way(files, names):
        raise CabinetPaperError(blocked)
    aside: dict[Path, Path] = {}
    current = next(iter(files), Path())
    try:
        for current, data in files.items():
            current.parent.mkdir(parents=True, exist_ok=True)
            aside[current] = _written_aside(current, data)
        before = {path: digest_of(path) for path in files} if journal else {}
        if journal:
            after = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
            write_journal(journal, [Move(part, path, before[path], after[path]) for path, part in aside.items()])
        _renamed(aside, journal, before)
        if journal:
            settled(journal, [path.parent for path in files])
    except _StoppedError as stopped:
        raise CabinetPaperError(_refused(stopped.error, names[stopped.path])) from stopped.error
    except OSError as error:
        raise CabinetPaperError(_refused(error, names[current])) from error
    finally:
        for part in aside.values():
            part.unlink(missing_ok=True)


def in_the_way(files: Iterable[Path], shown: Mapping[Path, str]) -> list[Finding]:
    """Return what can be seen beforehand: files open in an editor (by the lock file it leaves), read-only files."""
    found = []
    for path in files:
        place = Place(shown.get(path, path.name))
        for mark in (f"~${path.name}", f"~${path.name[2:]}", f".~lock.{path.name}#"):
            if path.suffix == ".docx" and path.with_name(mark).exists():
                remedy = f"Close it and build again; if nobody has it open, delete {mark}."
                found.append(Finding.error("OUTPUT-OPEN", "The file is open in an editor", remedy, place))
        if path.exists() and not stat.S_IMODE(path.stat().st_mode) & 0o222:
            remedy = "Allow writing to it, or move it away."
            found.append(Finding.error("OUTPUT-READ-ONLY", "The file is read-only", remedy, place))
    return found


class _StoppedError(Exception):
    """A rename failed and those before it were taken back."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(str(path))
        self.path, self.error = path, error


def _written_aside(path: Path, data: bytes, *, lasting: bool = True) -> Path:
    """Return a new file beside `path` that holds `data`, safely on disk if it is to last. Its name is short, so that
    the path is not too long.
    """
    names = (path.parent / f".{os.getpid()}-{number}.part" for number in count())
    part = next(name for name in names if not name.exists())
    try:
        with part.open("xb") as file:
            file.write(data)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return part


def _renamed(aside: Mapping[Path, Path], journal: Path | None, digests: Mapping[Path, str]) -> None:
    """Put each file into its place; where one cannot be, put back those before it. The journal tells which way the set
    is going.
    """
    before: dict[Path, Path | None] = {}
    path = next(iter(aside), Path())
    try:
        for path, part in aside.items():
            # a second copy of what is about to be replaced, should a later one of the set fail
            copied = len(aside) > 1 and path.exists()
            kept = _written_aside(path, path.read_bytes(), lasting=False) if copied else None
            try:
                part.replace(path)
            except BaseException:
                if kept is not None:
                    kept.unlink(missing_ok=True)
                raise
            before[path] = kept
    except BaseException as error:
        _restored(before, journal, digests)
        if isinstance(error, OSError):
            raise _StoppedError(path, error) from error
        raise
    finally:
        for own in before.values():
            if own is not None:
                own.unlink(missing_ok=True)


def _restored(before: Mapping[Path, Path | None], journal: Path | None, digests: Mapping[Path, str]) -> None:
    """Put back what stood in the places of a set, or take away what is new."""
    if journal:
        write_journal(journal, [Move(kept, path, digest_of(path), digests[path]) for path, kept in before.items()])
    for path, kept in before.items():
        if kept is None:
            path.unlink(missing_ok=True)
        else:
            kept.replace(path)
    if journal:
        settled(journal, [path.parent for path in before])


def _refused(error: OSError, shown: str) -> Finding:
    if error.errno == errno.EROFS:
        words = "OUTPUT-READ-ONLY", "The folder is read-only", "Work in a folder that can be written to."
    elif error.errno in {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}:
        remedy = "Free some and build again; the last outputs stand."
        words = "OUTPUT-FULL", "There is no room left to write the file", remedy
    elif isinstance(error, PermissionError):
        message = "The file cannot be replaced: another program holds it, or this account may not write here"
        remedy = "Close it in Word or the PDF viewer and build again; the last outputs stand."
        words = "OUTPUT-LOCKED", message, remedy
    else:
        message = f"The file cannot be written: {error.strerror or error}"
        words = "OUTPUT-FAILED", message, "The last outputs stand."
    return Finding.error(*words, Place(shown))
