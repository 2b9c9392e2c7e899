"""What the paper before this one reported on.

In: a workspace's folders and one paper. Out: the ids of the measures that the last paper of the same kind printed: from
the build that is in out/, else from the snippets that spoke for them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from cabinetpaper.compose import Details
from cabinetpaper.finding import CabinetPaperError
from cabinetpaper.narrative import parse_snippet
from cabinetpaper.workspace.loading import paper_names
from cabinetpaper.workspace.shelf import Shelf
from cabinetpaper.workspace.toml_reading import fill


def measures_before(shelf: Shelf, paper_id: str, details: Details) -> tuple[str, ...]:
    """Return the measures of the last paper of this kind over a period of the same length; none where there is no such
    paper.
    """
    earlier = sorted(_earlier(shelf, paper_id, details))
    if not earlier:
        return ()
    last = earlier[-1][1]
    return tuple(dict.fromkeys(_printed(shelf, last) or _spoken_for(shelf, last)))


def _earlier(shelf: Shelf, paper_id: str, details: Details) -> Iterator[tuple[str, str]]:
    """Yield (last day, paper) of each paper of the same kind, on the same data, over an earlier period of the same
    length.
    """
    try:
        period = details.reporting_period
    except (ValueError, OverflowError):
        return
    for name in paper_names(shelf):
        own = fill(f"narratives/{name}/paper.toml", shelf.read(f"narratives/{name}/paper.toml") or b"", Details).value
        if name == paper_id or own is None or (own.kind, own.data) != (details.kind, details.data):
            continue
        try:
            before = own.reporting_period
        except (ValueError, OverflowError):
            continue
        if before.kind is period.kind and before < period:
            yield before.last.isoformat(), name


def _printed(shelf: Shelf, name: str) -> list[str]:
    """Return the measures whose figures the last built version of a paper printed, in its order."""
    try:
        build = json.loads((shelf.root / "out" / f"{name}.manifest.json").read_bytes())["build"]
        kept = (
            shelf.root / ".cabinetpaper" / "builds" / re.sub(r"[^0-9a-f]", "", str(build)) / "paper.json"
        ).read_text(encoding="utf-8")
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return re.findall(r'"key":"([a-z][a-z0-9_]*)\.value"', kept)


def _spoken_for(shelf: Shelf, name: str) -> list[str]:
    found: list[str] = []
    for file in shelf.names(f"narratives/{name}", "**/*.md"):
        try:
            found += parse_snippet(file, (shelf.read(file) or b"").decode("utf-8", "replace")).measures
        except CabinetPaperError:
            continue
    return found
