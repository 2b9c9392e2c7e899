"""Write files so that nothing is ever half written or lost, nor anything of somebody else's replaced.

In: paths and bytes. Out: the files, all of them or none. Each is written aside in its own folder and then put into its
place (`placing`), which either happens or does not; whatever stops it, the last good file stands. What cannot be
written is told by name. A set that belongs together has a journal, so that a program killed between two moves leaves
what the next one needs to make the set whole.
"""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from cabinetpaper.finding import CabinetPaperError, Finding, Place
from cabinetpaper.workspace.disk import home, refused, remove
from cabinetpaper.workspace.journal import settled, write_journal
from cabinetpaper.workspace.placing import ChangedError, Move, cleared, put, taken_back

CODES: Final[dict[str, str]] = {
    "OUTPUT-OPEN": "An output is open in Word or LibreOffice. Close it and build again; if nobody has it open, delete "
    "the lock file that the finding names."
}


def save(root: Path, path: Path, data: bytes, shown: str = "") -> None:
    """Write one file of the workspace at `root`; raise `CabinetPaperError` that names it (as `shown`) where that cannot
    be done.
    """
    save_all(root, {path: data}, {path: shown} if shown else {})


def save_all(
    root: Path,
    files: Mapping[Path, bytes],
    shown: Mapping[Path, str] | None = None,
    *,
    journal: bool = False,
    seen: Mapping[Path, str] | None = None,
) -> tuple[Finding, ...]:
    """Write all files and then put them into place, in order; return what is to be told. Raise `CabinetPaperError` with
    all of them as they were before, or as somebody else has written them since (OUTPUT-CHANGED).

    `seen` are the SHA-256 of what may be replaced, nothing for what must not be there; where it is not given, that is
    what stands there now. With a `journal` the caller holds the workspace's lock (`journal.alone`).
    """
    names = {path: (shown or {}).get(path) or path.name for path in files}
    if blocked := in_the_way(files, names):
        raise CabinetPaperError(blocked)
    moves: list[Move] = []
    begun: list[Move] = []
    current = next(iter(files), root)
    try:
        for current, data in files.items():
            with home(root, current.parent, make=True) as at:
                before = at.digest(current.name) if seen is None else seen.get(current, "")
                part = current.with_name(at.write_aside(data))
            moves.append(Move(part, current, before, hashlib.sha256(data).hexdigest()))
        if journal:
            write_journal(root, moves)
        for move in moves:
            current = move.path
            begun.append(move)
            put(root, move)
        found = cleared(root, moves)
        if journal:
            settled(root, [move.path.parent for move in moves])
        return found
    except BaseException as error:
        found = _undone(root, begun, journal=journal)
        if isinstance(error, ChangedError):
            message = (
                "Somebody has saved the file since the build looked at it; theirs is kept, and nothing was written"
            )
            changed = Finding.error("OUTPUT-CHANGED", message, "Build again.", Place(names[error.path]))
            raise CabinetPaperError((*error.findings, *found, changed)) from None
        if isinstance(error, OSError):
            raise CabinetPaperError((*found, refused(error, names[current]))) from error
        raise
    finally:
        for move in moves:
            with suppress(OSError):
                remove(root, move.path.with_name(move.part.name if move.part else ""))


def _undone(root: Path, begun: list[Move], *, journal: bool) -> tuple[Finding, ...]:
    """Put back what stood in the places of a set, the last first, and return what is to be told. Where that fails too
    the journal stays, and the next build puts right what is left.
    """
    found: tuple[Finding, ...] = ()
    try:
        if journal and begun:
            with suppress(OSError):  # a disk without room: what was renamed can be renamed back all the same
                write_journal(root, [move.reverse for move in begun])
        for move in reversed(begun):
            found = (*found, *taken_back(root, move))
        if journal:
            settled(root, [move.path.parent for move in begun])
    except OSError:
        pass
    return found


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
