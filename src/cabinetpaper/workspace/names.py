"""Which names a file may have, here and on Windows.

In: a name as typed. Out: what is wrong with it, in words, or a path that is certainly inside the workspace.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Final

from cabinetpaper.finding import CabinetPaperError, Finding, Place

CODES: Final[dict[str, str]] = {
    "NAME-UNUSABLE": "A name cannot be used for a file on every system: it is reserved, too long, begins with - or "
    "holds a character such as : or /, one that nobody sees, or one that turns the direction of writing. The finding "
    "shows such a one by its number. Choose another.",
    "NAME-TWIN": "Two files or folders have the same name but for letter case or the way in which accents are written. "
    "On another system they are one, and one of them is lost. Rename one of them.",
    "NAME-TAKEN": "A version of a paper that is not for publication, a record of decision or a draft would be written "
    "under the name of another paper’s outputs. Rename the folder of one of them.",
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


_INVISIBLE: Final = frozenset({"Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""The categories of characters that nobody sees, or that turn the direction of what is read."""

_BLANK: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Characters of other categories that nobody sees either."""

_OF_OUTPUTS: Final = re.compile(r"-(?:(?:record-exempt|record|exempt)(?:-(?:draft|kept)-\d+)?|(?:draft|kept)-\d+)")
"""What stands behind a paper's name in the names of its versions, its drafts, and of what is kept of somebody's."""


def problem_with(name: str) -> str:
    """Return why `name` cannot be the name of one file or folder, or nothing."""
    if not name.strip(". "):
        return "it has no letter"
    if shown(name) != name:
        return f"it holds a character that cannot be seen or read: {shown(name)}"
    if name.startswith("-"):
        return "it begins with -, which a command takes for an option"
    odd = next((one for one in name if one in _FORBIDDEN or ord(one) < 32 or 127 <= ord(one) < 160), "")
    if odd:
        return f"it holds {odd}" if odd.isprintable() else "it holds a control character"
    if name.split(".")[0].rstrip().lower() in _RESERVED:
        return "Windows keeps it for a device"
    if name != name.strip() or name.endswith("."):
        return "it begins or ends with a space, or ends with a full stop"
    return f"it is longer than {_LONGEST_NAME} characters" if len(name) > _LONGEST_NAME else ""


def shown(name: str) -> str:
    """Return a name as it can be printed: what nobody sees, and what no text can hold, as its number."""
    return "".join(
        f"[U+{ord(one):04X}]"
        if one in _BLANK
        or unicodedata.category(one) in _INVISIBLE
        or (one != " " and unicodedata.category(one) == "Zs")
        or unicodedata.name(one, "").startswith("VARIATION SELECTOR")
        else one
        for one in name
    )


def can_be_told(name: str) -> bool:
    """Return whether a text can hold a name: a system lets files have names that are in no encoding."""
    return not any("\ud800" <= one <= "\udfff" for one in name)


def same(name: str) -> str:
    """Return what two names share that are one on some system: their letter case and Unicode form do not count."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def usable(paths: Iterable[str]) -> tuple[list[str], tuple[Finding, ...]]:
    """Return the paths whose names can be used, and what is wrong with the others; of two that are one file on some
    system both are told.
    """
    good, found = [], []
    first: dict[str, str] = {}
    for path in paths:
        place = Place(shown(path))
        if part := next((part for part in path.split("/") if problem_with(part)), ""):
            message = f"“{shown(part)}” cannot be the name of a file: {problem_with(part)}"
            found.append(Finding.error("NAME-UNUSABLE", message, "Rename it.", place))
            continue
        good.append(path)
        other = first.setdefault(same(path), path)
        if other != path:
            message = f"This and {shown(other)} have the same name but for letter case or how accents are written"
            found.append(Finding.error("NAME-TWIN", message, "Rename one of them.", place))
    return good, tuple(found)


def paper_name_findings(name: str, names: Iterable[str]) -> tuple[Finding, ...]:
    """Return what is wrong with the name of a paper among those of all papers: a twin, or one of the two would write
    its outputs under names of the other's.
    """
    found = []
    place, own = Place(f"narratives/{shown(name)}"), same(name)
    for other in names:
        if other == name:
            continue
        if same(other) == own:
            message = f"The papers {shown(name)} and {shown(other)} have the same name but for letter case or accents"
            found.append(Finding.error("NAME-TWIN", message, "Rename the folder of one of them.", place))
        shorter, longer = sorted((own, same(other)), key=len)
        if longer.startswith(shorter) and _OF_OUTPUTS.fullmatch(longer[len(shorter) :]):
            message = f"A version or draft of one of the papers {name} and {other} would have the name of the other"
            found.append(Finding.error("NAME-TAKEN", message, "Rename the folder of one of them.", place))
    return tuple(found)


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
            message = f"“{shown(part)}” cannot be the name of a file: {problem}"
            raise CabinetPaperError.of("NAME-UNUSABLE", message, "Choose another name.", Place(shown(relative)))
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
