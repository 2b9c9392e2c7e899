"""What settings must be beyond their kind: a colour, an id, a number that makes sense.

In: the filled `Settings`, with its file for the lines. Out: findings. An unknown version of the format stands alone:
nothing else can be said of a file that this release cannot read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from cabinetpaper.finding import CabinetPaperError, Finding, Place
from cabinetpaper.settings import FORMAT, Settings
from cabinetpaper.workspace.files import Read
from cabinetpaper.workspace.toml_reading import Filled, fill, read_toml

CODES: Final[dict[str, str]] = {
    "FORMAT-UNKNOWN": "The workspace was made for another release of cabinetpaper. Install the release that its format "
    "needs; the finding names both versions.",
    "SETTING-VALUE": "A setting has a value that cannot be used: a colour that is none, an id with spaces, a number "
    "that is too small. The finding says what to write.",
}

FILE: Final = "cabinetpaper.toml"
_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_ID: Final = re.compile(r"[a-z][a-z0-9_]*")


def read_settings(data: bytes) -> Read[Settings]:
    """Return the settings of a cabinetpaper.toml and what is wrong with them, each wrong one at its default; raise
    `CabinetPaperError` where the file cannot be read at all, or its format is unknown.
    """
    written: Filled[Mapping[str, Any]] = read_toml(FILE, data)
    if written.value is None:
        raise CabinetPaperError(written.findings)
    if wrong := format_problem(written.entries, written.line("format")):
        raise CabinetPaperError(wrong)
    filled: Filled[Settings] = fill(FILE, data, Settings)
    return Read(filled.value or Settings(), (), (*filled.findings, *settings_problems(filled)))


def format_problem(entries: Mapping[str, Any], line: int) -> Finding | None:
    """Return the finding for a format that this release does not read, or None."""
    version = entries.get("format", FORMAT)
    if version == FORMAT and not isinstance(version, bool):
        return None
    newer = isinstance(version, int) and version > FORMAT
    remedy = (
        "Install a newer release of cabinetpaper: pip install --upgrade cabinetpaper."
        if newer
        else f"Write format = {FORMAT}."
    )
    message = f"This workspace has format {version}; this release reads format {FORMAT}"
    return Finding.error("FORMAT-UNKNOWN", message, remedy, Place(FILE, line))


def settings_problems(filled: Filled[Settings]) -> Iterator[Finding]:
    """Return what is wrong with the values of the settings."""
    settings = filled.value or Settings()
    for name in ("accent", "green", "amber", "red", "blue", "unrated"):
        colour = getattr(settings.look, name)
        if not _COLOUR.fullmatch(colour):
            yield _wrong(
                filled,
                ("look", name),
                f"“{colour}” is not a colour",
                "Write # and six digits or letters from A to F: #12436D.",
            )
    for path, least in _NUMBERS.items():
        value = getattr(getattr(settings, path[0]), path[1])
        if not least <= value <= _MOST:
            limit = f"{least} or more" if value < least else f"{_MOST} or less"
            yield _wrong(filled, path, f"{path[1]} is {value:.10g}", f"Write {limit}.")
    yield from _directorates(filled, settings)


_MOST: Final = 10_000
_NUMBERS: Final = {
    ("rating", "tolerance"): 0,
    ("rating", "unchanged_within"): 0,
    ("rating", "small_denominator"): 0,
    ("disclosure", "hide_up_to"): 0,
    ("disclosure", "round_to"): 0,
    ("charts", "trend_points"): 2,
    ("charts", "trend_minimum"): 2,
    ("builds", "keep"): 0,
}


def _directorates(filled: Filled[Settings], settings: Settings) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, one in enumerate(settings.directorates):
        path = ("directorates", index)
        if not _ID.fullmatch(one.id) or one.id in {"all", "corporate_plan"}:
            remedy = (
                "Write small letters, digits and underscores, beginning with a letter: adult_social_care (“all” and "
                "“corporate_plan” are taken)."
            )
            yield _wrong(filled, path, f"“{one.id}” cannot be a directorate's id", remedy)
        if one.id in seen:
            yield _wrong(filled, path, f"The directorate “{one.id}” stands twice", "Remove one, or give it another id.")
        if not one.name.strip():
            yield _wrong(filled, path, f"The directorate “{one.id}” has no name", "Write its name.")
        seen.add(one.id)


def _wrong(filled: Filled[Settings], path: tuple[str | int, ...], message: str, remedy: str) -> Finding:
    return Finding.error("SETTING-VALUE", message, remedy, Place(FILE, filled.line(*path)))
