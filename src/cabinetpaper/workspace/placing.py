"""Put one file into its place, and never over what somebody else has written there meanwhile.

In: a `Move`: the file written aside, its place, the digests of what was seen there and of what shall stand there. Out:
the file in its place; or, where somebody has saved a file of that name since, theirs, untouched, and `ChangedError`.
What stood there is given another name first, which takes it whatever it is at that very moment; then it is looked at;
then ours gets the name, which fails where something has it again. So both files are there at every moment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from cabinetpaper.finding import Finding, Place
from cabinetpaper.workspace.disk import Home, home

CODES: Final[dict[str, str]] = {
    "OUTPUT-CHANGED": "Somebody saves a file in out/ at the very moment at which the build puts its own there, again "
    "and again. Nothing of theirs is replaced, and nothing was written. Close the file and build again.",
    "OUTPUT-KEPT": "Somebody’s file was saved while a build put its own under the same name. It is kept under the name "
    "that the finding gives. Take over what was changed in it, then move it away.",
}

PART: Final = re.compile(r"\.\d+-\d+\.(?:part|kept|back)")
"""The names of files that are written or put aside."""

REPLACED: Final = ".cabinetpaper/replaced"
"""Where what was replaced in out/ stays until the next build: an editor’s program may still have it open and write into
it."""


@dataclass(frozen=True, slots=True)
class Move:
    """One step: `part` becomes `path`, or `path` goes where there is no part; what stood there becomes `kept`. All are
    in one folder. Digests are SHA-256; none for a file that is not there.
    """

    part: Path | None
    path: Path
    before: str
    after: str
    kept: Path | None = None

    @property
    def aside(self) -> str:
        """Return the name under which what stood in the place is kept."""
        return (self.kept or (self.part or self.path).with_suffix(".kept")).name

    @property
    def reverse(self) -> Move:
        """Return the move that takes this one back."""
        kept = self.path.with_name(self.aside)
        return Move(kept if self.before else None, self.path, self.after, self.before, kept.with_suffix(".back"))


class ChangedError(Exception):
    """Somebody has written the file since it was seen; what is to be told beside."""

    def __init__(self, path: Path, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(str(path))
        self.path, self.findings = path, findings


def put(root: Path, move: Move) -> None:
    """Make a move, if what stands in its place at the last moment is what was seen there; raise `ChangedError` where it
    is not.
    """
    name = move.path.name
    with home(root, move.path.parent) as at:
        if move.before:
            try:
                at.replace(name, move.aside)
            except FileNotFoundError:
                raise ChangedError(move.path) from None
        try:
            if move.before and at.digest(move.aside) != move.before:
                raise ChangedError(move.path)
            if move.part is not None:
                at.put(move.part.name, name)
        except FileExistsError:
            raise ChangedError(move.path, cleared(root, (move,))) from None
        except ChangedError:
            raise ChangedError(move.path, _given_back(at, move)) from None
        except BaseException:
            _given_back(at, move)
            raise


def taken_back(root: Path, move: Move) -> tuple[Finding, ...]:
    """Take a move back, however far it came; return what is to be told."""
    found: tuple[Finding, ...] = ()
    with home(root, move.path.parent) as at:
        stands = at.digest(move.path.name)
        if not stands and at.has(move.aside):
            return _given_back(at, move)
    if stands == move.after:
        try:
            put(root, move.reverse)
        except ChangedError as changed:
            found = changed.findings
        found = (*found, *cleared(root, (move.reverse,)))
    return (*found, *cleared(root, (move,)))


def cleared(root: Path, moves: Iterable[Move]) -> tuple[Finding, ...]:
    """See to what was put aside: what an earlier build wrote goes, of out/ with the next build; what it did not write
    is kept under a name of its own, which is told.
    """
    found: tuple[Finding, ...] = ()
    for move in moves:
        with suppress(OSError), home(root, move.path.parent) as at:
            if not at.has(move.aside):
                continue
            if at.digest(move.aside) != move.before:
                found = (*found, *_given_back(at, move))
            elif move.path.parent == root / "out":
                _laid_by(at, move)
            else:
                at.remove(move.aside)
    return found


def _laid_by(at: Home, move: Move) -> None:
    with home(at.root, at.root / REPLACED, make=True) as replaced:
        for number in count():
            with suppress(FileExistsError):
                at.put(move.aside, f"{move.before[:16]}-{number}-{move.path.name}", replaced)
                return


def looked_at_again(root: Path) -> tuple[Finding, ...]:
    """Remove what earlier builds have replaced; return what is to be told of what somebody has written into since,
    which is kept in out/.
    """
    found: tuple[Finding, ...] = ()
    folder = root / REPLACED
    with suppress(FileNotFoundError), home(root, folder) as replaced:
        for name in replaced.names():
            digest, _, rest = name.partition("-")
            if replaced.digest(name)[:16] == digest:
                replaced.remove(name)
            else:
                with home(root, root / "out", make=True) as out:
                    found = (*found, _kept(replaced, name, out, rest.partition("-")[2] or rest or name))
    return found


def given_back(root: Path, move: Move) -> tuple[Finding, ...]:
    """Give what was put aside its name again where nobody has that now; return what is to be told of it."""
    with home(root, move.path.parent) as at:
        return () if at.has(move.path.name) else _given_back(at, move)


def _given_back(at: Home, move: Move) -> tuple[Finding, ...]:
    """Give what was put aside its name again, or one of its own where somebody has that now; return what is to be
    told.
    """
    if not at.has(move.aside):
        return ()
    try:
        at.put(move.aside, move.path.name)
    except FileExistsError:
        return (_kept(at, move.aside, at, move.path.name),)
    return ()


def kept_aside(root: Path, path: Path) -> tuple[Finding, ...]:
    """Keep what somebody has saved under the name of an output under a name of its own, if it is there; return what is
    to be told.
    """
    with home(root, path.parent) as at:
        return (_kept(at, path.name, at, path.name),) if at.has(path.name) else ()


def _kept(at: Home, name: str, to: Home, wanted: str) -> Finding:
    place = Path(wanted)
    for number in count(1):
        new = f"{place.stem}-kept-{number}{place.suffix}"
        with suppress(FileExistsError):
            at.put(name, new, to)
            break
    message = f"Somebody saved {wanted} while a build put its own there; theirs is kept as {new}"
    remedy = "Take over what was changed in it, then move it away."
    return Finding.warning("OUTPUT-KEPT", message, remedy, Place((to.path / new).relative_to(to.root).as_posix()))


def left_over(root: Path, folder: Path) -> tuple[Finding, ...]:
    """Remove what a stopped build left aside in a folder; keep what it had put aside there of somebody’s, and tell."""
    found: tuple[Finding, ...] = ()
    with suppress(FileNotFoundError), home(root, folder) as at:
        for name in at.names():
            if PART.fullmatch(name) and name.endswith(".part"):
                at.remove(name)
            elif PART.fullmatch(name):
                found = (
                    *found,
                    _kept(at, name, at, "found" + (".docx" if (at.read(name) or b"")[:2] == b"PK" else "")),
                )
    return found
