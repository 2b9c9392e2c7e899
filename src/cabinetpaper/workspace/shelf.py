"""The files of a workspace, read once and remembered.

In: a root folder and, for what it lacks, the starter. Out: bytes by workspace path, and the digest of each file that was read:
together they are the input of a build.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from cabinetpaper.finding import Finding, Place, Severity
from cabinetpaper.workspace.starter import starter_root

__all__ = ["CODES", "Shelf"]

CODES: Final[dict[str, str]] = {
    "FILE-UNREADABLE": "A file of the workspace cannot be read: it is locked, or this account may not read it. Close it in other programs.",
    "FILE-TOO-LARGE": "A file of the workspace is far larger than any paper needs, so most likely the wrong one. Move it away.",
}

_LARGEST: Final = 50_000_000


class Shelf:
    """Reads files under `root`; `digests` holds the SHA-256 of each by its path, `findings` what could not be read."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.digests: dict[str, str] = {}
        self.findings: list[Finding] = []

    def read(self, relative: str) -> bytes | None:
        """Return the bytes of a workspace file, or None where there is none or it cannot be read (which is then a finding)."""
        return self._read(self.root / relative, relative, relative)

    def inherited(self, relative: str) -> bytes | None:
        """Return the bytes of a file of the workspace, or of the starter where the workspace does not have it."""
        own = self.read(relative)
        if own is not None or (self.root / relative).is_file():
            return own
        return self._read(starter_root() / relative, relative, f"starter/{relative}")

    def names(self, folder: str, pattern: str) -> list[str]:
        """Return the paths of the workspace's files in a folder, sorted; hidden files and editors' locks are not among them."""
        found = (path.relative_to(self.root).as_posix() for path in (self.root / folder).glob(pattern) if path.is_file())
        return sorted(name for name in found if not any(part.startswith((".", "~$")) for part in name.split("/")))

    def _read(self, path: Path, shown: str, key: str) -> bytes | None:
        try:
            if not path.is_file():
                return None
            if path.stat().st_size > _LARGEST:
                message = f"The file has more than {_LARGEST // 1_000_000} MB"
                self.findings.append(Finding("FILE-TOO-LARGE", Severity.ERROR, message, "Move it away; it was not read.", Place(shown)))
                return None
            data = path.read_bytes()
        except OSError as error:
            message = f"The file cannot be read: {error.strerror or error}"
            self.findings.append(Finding("FILE-UNREADABLE", Severity.ERROR, message, "Close it in other programs, or allow reading it.", Place(shown)))
            return None
        self.digests[key] = hashlib.sha256(data).hexdigest()
        return data
