"""Which names a file may have, here and on Windows.

In: a name as typed. Out: what is wrong with it, in words, or a path that is certainly inside the workspace.
"""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import Final

from cabinetpaper.finding import CabinetPaperError, Finding, Place

CODES: Final[dict[str, str]] = {
    "NAME-UNUSABLE": "A name cannot be used for a file on every system: it is reserved, too long or holds a character "
    "such as : or /. Choose another.",
    "PATH-OUTSIDE": "A path leads out of the workspace. Only files inside it are read and written.",
    "PATH-LONG": "The path of an output is longer than Windows allows. Move the workspace nearer to the top of the "
    "drive, or shorten the paper's folder name.",
}

WINDOWS_LONGEST: Final = 259
"""The longest path that every Windows program opens (MAX_PATH less its end mark)."""

_LONGEST_NAME: Final = 100
_FORBIDDEN: Final = '<>:"/\\|?*'
_RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"}
)


def problem_with(name: str) -> str:
    """Return why `name` cannot be the name of one file or folder, or nothing."""
    if not name.strip(". "):
        return "it has no letter"
    odd = next((one for one in name if one in _FORBIDDEN or ord(one) < 32 or 127 <= ord(one) < 160), "")
    if odd:
        return f"it holds {odd}" if odd.isprintable() else "it holds a control character"
    if name.split(".")[0].rstrip().lower() in _RESERVED:
        return "Windows keeps it for a device"
    if name != name.strip() or name.endswith("."):
        return "it begins or ends with a space, or ends with a full stop"
    return f"it is longer than {_LONGEST_NAME} characters" if len(name) > _LONGEST_NAME else ""


def inside(root: Path, relative: str) -> Path:
    """Return the path of a file inside `root`; raise `CabinetPaperError` (PATH-OUTSIDE, NAME-UNUSABLE) for any
    other.
    """
    parts = PurePosixPath(relative.replace("\\", "/")).parts
    drive = len(relative) > 1 and relative[1] == ":"
    if not parts or drive or ".." in parts or parts[0] == "/":
        message = f"“{relative}” leads out of the workspace"
        raise CabinetPaperError.of("PATH-OUTSIDE", message, "Name a file inside it.", Place(relative))
    for part in parts:
        if problem := problem_with(part):
            message = f"“{part}” cannot be the name of a file: {problem}"
            raise CabinetPaperError.of("NAME-UNUSABLE", message, "Choose another name.", Place(relative))
    path = root.joinpath(*parts)
    if not path.resolve().is_relative_to(root.resolve()):
        message = f"“{relative}” is a link out of the workspace"
        raise CabinetPaperError.of("PATH-OUTSIDE", message, "Put the file itself there.", Place(relative))
    return path


def too_long(path: Path, relative: str, *, windows: bool = os.name == "nt") -> Finding | None:
    """Return the finding for a path that Windows programs cannot open, or None."""
    length = len(str(path.absolute()))
    if not windows or length <= WINDOWS_LONGEST:
        return None
    message = f"The path has {length} characters; Windows allows {WINDOWS_LONGEST}"
    remedy = "Move the workspace nearer to the top of the drive, or shorten the paper's folder name."
    return Finding.error("PATH-LONG", message, remedy, Place(relative))
