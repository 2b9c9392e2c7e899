"""Where the validators are on this machine, and how they are run.

In: the pins beside this file and the machine's own programs. Out: the folder that `install.sh` fills, named after the
digest of the pins, paths in it, and the result of a program. Run as a program it prints the folder.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from validators.verdict import Absent

__all__ = ["HERE", "MissingError", "folder", "packaged", "program", "run"]

HERE: Final = Path(__file__).resolve().parent
PINS: Final = HERE / "pins"
SECONDS: Final = 900
_INSTALL: Final = "run scripts/validators/install.sh"


class MissingError(Exception):
    """A validator, or what it needs, is not on this machine."""

    def __init__(self, tool: str) -> None:
        super().__init__(tool)
        self.absent = Absent(tool, _INSTALL)


def folder() -> Path:
    """Return where the pinned validators are kept from one run to the next; another set of pins has another folder."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    pins = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(PINS.iterdir())))
    return cache / "cabinetpaper-validators" / pins.hexdigest()[:16]


def packaged(tool: str, pattern: str) -> Path:
    """Return the one installed file of a pattern below the folder; raise `MissingError` where it is not there."""
    found = sorted(folder().glob(pattern))
    if not found:
        raise MissingError(tool)
    return found[0]


def program(tool: str, *names: str) -> str:
    """Return the first of some programs that the machine has; raise `MissingError` where it has none."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        raise MissingError(tool)
    return found


def run(command: Sequence[str | Path], *, codes: Sequence[int] = (0,)) -> str:
    """Return what a program printed; raise `RuntimeError` with its last words where it ends with another code than
    these.
    """
    done = subprocess.run(  # noqa: S603  # pinned programs, no shell
        [str(part) for part in command], capture_output=True, text=True, encoding="utf-8", timeout=SECONDS, check=False
    )
    if done.returncode not in codes:
        last = " ".join((done.stderr or done.stdout).split())[-400:]
        raise RuntimeError(f"{Path(command[0]).name} ended with {done.returncode}: {last}")
    return done.stdout


if __name__ == "__main__":
    sys.stdout.write(f"{folder()}\n")
