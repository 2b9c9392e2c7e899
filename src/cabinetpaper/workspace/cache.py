"""What is kept only to save time: it may be deleted at any moment, and never decides a printed word or a finding.

In: a workspace and the name of an entry, which says all that the entry depends on. Out: its bytes, if they are proven
to be what was kept under that very name; else nothing, and whoever asked makes them again. Each entry begins with a
digest of its name and its bytes together, so that a changed, cut or swapped one is known and thrown away.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from cabinetpaper.finding import CabinetPaperError
from cabinetpaper.workspace.disk import home
from cabinetpaper.workspace.names import inside

CACHE: Final = ".cabinetpaper/cache"
_HEADER: Final = b"cabinetpaper cache 1 "


@dataclass(frozen=True, slots=True)
class Holding:
    """What a folder holds: how many files, their bytes together, the day on which the oldest was written."""

    files: int = 0
    size: int = 0
    oldest: date | None = None


def holding(folder: Path) -> Holding:
    """Return what a folder holds."""
    states = [path.stat() for path in folder.rglob("*") if path.is_file()]
    oldest = min((state.st_mtime for state in states), default=None)
    return Holding(
        len(states), sum(state.st_size for state in states), None if oldest is None else date.fromtimestamp(oldest)
    )


@dataclass(frozen=True, slots=True)
class Cache:
    """The cache of the workspace at `root`. Names are paths in it: `drawings/q1/0a4f…`."""

    root: Path

    def get(self, name: str) -> bytes | None:
        """Return what was kept under this name, or None; what cannot be proven is thrown away."""
        with suppress(OSError, CabinetPaperError):
            path = inside(self.root, f"{CACHE}/{name}")
            with home(self.root, path.parent) as at:
                head, _, data = (at.read(path.name) or b"").partition(b"\n")
                if head == _head(name, data):
                    return data
                at.remove(path.name)
        return None

    def form(self, name: str) -> dict[str, Any]:
        """Return the JSON object that was kept under this name; an empty one where there is none such."""
        try:
            form = json.loads(self.get(name) or b"{}")
        except (ValueError, RecursionError):
            return {}
        return form if isinstance(form, dict) else {}

    def put(self, name: str, data: bytes) -> None:
        """Keep `data`; where it cannot be written it is made again next time."""
        with suppress(OSError, CabinetPaperError):
            path = inside(self.root, f"{CACHE}/{name}")
            with home(self.root, path.parent, make=True) as at:
                at.replace(at.write_aside(_head(name, data) + b"\n" + data, lasting=False), path.name)

    def keep_only(self, folder: str, names: Collection[str]) -> None:
        """Remove all entries of a folder but these."""
        with suppress(OSError, CabinetPaperError), home(self.root, inside(self.root, f"{CACHE}/{folder}")) as at:
            for name in set(at.names()) - set(names):
                at.remove(name)


def _head(name: str, data: bytes) -> bytes:
    return _HEADER + hashlib.sha256(name.encode() + b"\n" + data).hexdigest().encode()
