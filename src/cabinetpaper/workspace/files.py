"""The files of a workspace, each as it was read.

In: a workspace's root and, for what it lacks, the starter; or what the record has kept of a build. Out: `File`, a
value: its name, its bytes, or why it could not be read. Nothing is remembered here: whoever reads returns the files
beside what it made of them, and together they are the input of a build.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar

from cabinetpaper.finding import Finding, Place
from cabinetpaper.limits import file_size
from cabinetpaper.workspace.names import can_be_told, inside, shown
from cabinetpaper.workspace.starter import starter_root

if TYPE_CHECKING:
    from cabinetpaper.sources.sql import Fetched

CODES: Final[dict[str, str]] = {
    "FILE-UNREADABLE": "A file of the workspace cannot be read: it is locked, or this account may not read it. Close "
    "it in other programs.",
    "FILE-TOO-LARGE": "A file of the workspace is far larger than any paper needs, so most likely the wrong one. Move "
    "it away. docs/security.md has the sizes.",
    "FILE-OUTSIDE": "A file of the workspace is a link to a place outside it. Only files inside are read; put the file "
    "itself there.",
}

STARTER: Final = "starter/"
"""How the name of a file begins that the workspace inherits from the starter."""

ROWS: Final = " (its rows)"
"""What stands behind the name of a query's file where the rows are meant that the database answered."""

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class File:
    """A file as it was read. `name` is its path in the workspace, with `starter/` in front where it is inherited;
    `data` is None where there is no such file or it could not be read, which is then a finding.
    """

    name: str
    data: bytes | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def path(self) -> str:
        """Return the path that the workspace has for the file, be it its own or inherited."""
        return self.name.removeprefix(STARTER)

    @cached_property
    def digest(self) -> str:
        """Return the SHA-256 of the bytes."""
        return hashlib.sha256(self.data or b"").hexdigest()


@dataclass(frozen=True)
class Read(Generic[T_co]):
    """What was made of some files: the value, the files, and everything that was noticed."""

    value: T_co
    files: tuple[File, ...] = ()
    findings: tuple[Finding, ...] = ()


class Files(Protocol):
    """Where the files of a paper are read: the workspace's folder, or what the record has kept of a build."""

    def read(self, path: str) -> File:
        """Return a file of the workspace itself."""

    def inherited(self, path: str) -> File:
        """Return a file of the workspace, or of the starter where the workspace does not have it."""

    def names(self, folder: str, pattern: str, *, inherited: bool = False) -> list[str]:
        """Return the paths of the files in a folder that fit a pattern, sorted; the starter's too, if asked for."""

    def folders(self, folder: str) -> list[str] | None:
        """Return the folders below a folder, sorted; None where that is not there."""

    def cannot_be_told(self, folder: str, pattern: str) -> tuple[Finding, ...]:
        """Return what is to be told of the names in a folder that no text can hold; they are not among its `names`."""

    def allow(self, path: str) -> None:
        """Raise `CabinetPaperError` (PATH-OUTSIDE, NAME-UNUSABLE) where somebody wrote a path that is no file's
        here.
        """

    def answer(self, query: File) -> Read[Fetched | None]:
        """Return what a database answers to the query in a file; the rows count as a file that was read."""


@dataclass(frozen=True)
class Folder:
    """The files under `root`, as they stand on disk."""

    root: Path

    def read(self, path: str) -> File:
        """Return a file of the workspace itself."""
        place = self.root / path
        if not place.resolve().is_relative_to(self.root.resolve()):
            message = "The file is a link out of the workspace; it was not read"
            return File(
                path, None, (Finding.error("FILE-OUTSIDE", message, "Put the file itself there.", Place(path)),)
            )
        return _read(place, path)

    def inherited(self, path: str) -> File:
        """Return a file of the workspace, or of the starter where the workspace does not have it."""
        own = self.read(path)
        if own.data is not None or own.findings:
            return own
        return _read(starter_root() / path, STARTER + path)

    def names(self, folder: str, pattern: str, *, inherited: bool = False) -> list[str]:
        """Return the paths of the files in a folder that fit a pattern, sorted; hidden files and editors' locks are not
        among them.
        """
        found = {
            path.relative_to(root).as_posix()
            for root in ((self.root, starter_root()) if inherited else (self.root,))
            for path in (root / folder).glob(pattern)
            if path.is_file()
        }
        return sorted(
            name
            for name in found
            if can_be_told(name) and not any(part.startswith((".", "~$")) for part in name.split("/"))
        )

    def cannot_be_told(self, folder: str, pattern: str) -> tuple[Finding, ...]:
        """Return what is to be told of the names in a folder that no text can hold; they are not among its `names`."""
        message, remedy = "The name is in no encoding that a text can hold, so that the file is not read", "Rename it."
        return tuple(
            Finding.error("NAME-UNUSABLE", message, remedy, Place(shown(path.relative_to(self.root).as_posix())))
            for path in sorted((self.root / folder).glob(pattern))
            if not can_be_told(path.relative_to(self.root).as_posix())
        )

    def folders(self, folder: str) -> list[str] | None:
        """Return the folders below a folder, sorted; None where that is not there."""
        place = self.root / folder
        if not place.is_dir():
            return None
        found = (path.relative_to(self.root).as_posix() for path in place.rglob("*") if path.is_dir())
        return sorted(name for name in found if can_be_told(name))

    def allow(self, path: str) -> None:
        """Raise `CabinetPaperError` (PATH-OUTSIDE, NAME-UNUSABLE) for a path that leads out of the workspace."""
        inside(self.root, path)

    def answer(self, query: File) -> Read[Fetched | None]:
        """Return what the database answers now."""
        from cabinetpaper.workspace.databases import fetch, rows_to_json

        answer, findings = fetch(self.root, query.name, query.data or b"")
        files = () if answer is None else (File(query.name + ROWS, rows_to_json(answer)),)
        return Read(answer, files, findings)


def _read(place: Path, name: str) -> File:
    shown = Place(name.removeprefix(STARTER))
    try:
        if not place.is_file():
            return File(name)
        most = file_size(place.name)
        if place.stat().st_size > most:
            message = f"The file has more than {most / 1_000_000:g} MB"
            return File(
                name, None, (Finding.error("FILE-TOO-LARGE", message, "Move it away; it was not read.", shown),)
            )
        return File(name, place.read_bytes())
    except OSError as error:
        message = f"The file cannot be read: {error.strerror or error}"
        remedy = "Close it in other programs, or allow reading it."
        return File(name, None, (Finding.error("FILE-UNREADABLE", message, remedy, shown),))


@dataclass(frozen=True)
class Kept:
    """The files that a build was made from, by their names, as the record has kept them."""

    files: Mapping[str, bytes] = field(default_factory=dict)

    def read(self, path: str) -> File:
        """Return a file that the workspace itself had."""
        return File(path, self.files.get(path))

    def inherited(self, path: str) -> File:
        """Return the file that the workspace had, or had inherited."""
        name = path if path in self.files else STARTER + path
        return File(name, self.files.get(name))

    def names(self, folder: str, pattern: str, *, inherited: bool = False) -> list[str]:
        """Return the paths of the files in a folder that fit a pattern, sorted."""
        pieces = {"**/": "(?:[^/]+/)*", "*": "[^/]*"}
        fits = re.compile(
            "".join(pieces.get(part, re.escape(part)) for part in re.split(r"(\*\*/|\*)", f"{folder}/{pattern}"))
        )
        found = {name.removeprefix(STARTER) if inherited else name for name in self.files}
        return sorted(name for name in found if fits.fullmatch(name))

    def folders(self, folder: str) -> list[str] | None:  # noqa: ARG002 - a build was made of it, so it was there
        """Return no folders: the record keeps files alone."""
        return []

    def cannot_be_told(self, folder: str, pattern: str) -> tuple[Finding, ...]:  # noqa: ARG002 - it keeps no such names
        """Return nothing: a build was made of these files."""
        return ()

    def allow(self, path: str) -> None:
        """Allow every path: a build was made of it."""

    def answer(self, query: File) -> Read[Fetched | None]:
        """Return what the database answered when the build was made; it is not asked again."""
        from cabinetpaper.workspace.databases import rows_from_json

        rows = self.read(query.name + ROWS)
        return Read(None if rows.data is None else rows_from_json(query.name, rows.data), (rows,))
