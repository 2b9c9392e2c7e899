"""Leave out what only follows from another fault, so that the cause is not lost among a hundred of its consequences.

In: what was found in the files and what was found while composing. Out: both, but where data could not be read the
errors of snippets that name what the data lack are counted in one warning: once the data are right, those that remain
are told.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cabinetpaper.finding import Finding, Place, Severity

CODES: Final[dict[str, str]] = {
    "DATA-FIRST": "Data could not be read, and snippets name measures or figures that are not there, most likely for "
    "that reason. Correct the data first; the next build tells what remains."
}

_FOLLOW: Final = frozenset({"SNIPPET-UNKNOWN", "SNIPPET-MISSING"})
"""What is told of a snippet that names a measure or a figure which is not there."""


def without_consequences(loaded: Iterable[Finding], composed: Iterable[Finding], data: str) -> tuple[Finding, ...]:
    """Return all findings in order; `data` is the folder of the paper's data."""
    causes, found = tuple(loaded), tuple(composed)
    folder = f"{data.strip('/')}/"
    if not any(one.severity is Severity.ERROR and one.place.file.startswith(folder) for one in causes):
        return (*causes, *found)
    others = tuple(one for one in found if one.code not in _FOLLOW)
    count = len(found) - len(others)
    if not count:
        return (*causes, *found)
    named = "1 error of snippets about a name" if count == 1 else f"{count} errors of snippets about names"
    message = f"{named} that the data lack, most likely consequences of the errors in the data, left out here"
    counted = Finding.warning(
        "DATA-FIRST", message, "Correct the data first and build again", Place(folder.rstrip("/"))
    )
    return (*causes, counted, *others)
