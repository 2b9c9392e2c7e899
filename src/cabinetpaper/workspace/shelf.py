"""The files of a workspace, read once and remembered.

In: a root folder and, for what it lacks, the starter. Out: bytes by workspace path, and the digest of each file that
was read: together they are the input of a build.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from cabinetpaper.finding import Finding, Place
from cabinetpaper.limits import file_size
from cabinetpaper.workspace.starter import starter_root

CODES: Final[dict[str, str]] = {
    "FILE-UNREADABLE": "A file of the workspace cannot be read: it is locked, or this account may not read it. Close "
    "it in other programs.",
    "FILE-TOO-LARGE": "A file of the workspace is far larger than any paper needs, so most likely the wrong one. Move "
    "it away. docs/security.md has the sizes.",
    "FILE-OUTSIDE": "A file of the workspace is a link to a place outside it. Only files inside are read; put the "
    "file itself there.",
}


class Shelf:
    """Reads files under `root`; `digests` holds the SHA-256 of each by its path, `findings` what could not be read."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.digests: dict[str, str] = {}
        self.findings: list[Finding] = []

    def read(self, relative: str) -> bytes | None:
        """Return the bytes of a workspace file, or None where there is none or it cannot be read (which is then a
        finding).
        """
        path = self.root / relative
        if not path.resolve().is_relative_to(self.root.resolve()):
            self.findings.append(
                Finding.error(
                    "FILE-OUTSIDE",
                    "The file is a link out of the workspace; it was not read",
                    "Put the file itself there.",
                    Place(relative),
                )
            )
            return None
        return self._read(path, relative, relative)

    def inherited(self, relative: str) -> bytes | None:
        """Return the bytes of a file of the workspace, or of the starter where the workspace does not have it."""
        own = self.read(relative)
        if own is not None or (self.root / relative).is_file():
            return own
        return self._read(starter_root() / relative, relative, f"starter/{relative}")

    def names(self, folder: str, pattern: str) -> list[str]:
        """Return the paths of the workspace's files in a folder, sorted; hidden files and editors' locks are not among
        them.
        """
        found = (
            path.relative_to(self.root).as_posix() for path in (self.root / folder).glob(pattern) if path.is_file()
        )
        return sorted(name for name in found if not any(part.startswith((".", "~$")) for part in name.split("/")))

    def _read(self, path: Path, shown: str, key: str) -> bytes | None:
        try:
            if not path.is_file():
                return None
            most = file_size(path.name)
            if path.stat().st_size > most:
                message = f"The file has more than {most / 1_000_000:g} MB"
                self.findings.append(
                    Finding.error("FILE-TOO-LARGE", message, "Move it away; it was not read.", Place(shown))
                )
                return None
            data = path.read_bytes()
        except OSError as error:
            message = f"The file cannot be read: {error.strerror or error}"
            self.findings.append(
                Finding.error(
                    "FILE-UNREADABLE", message, "Close it in other programs, or allow reading it.", Place(shown)
                )
            )
            return None
        self.digests[key] = hashlib.sha256(data).hexdigest()
        return data
