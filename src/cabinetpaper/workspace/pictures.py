"""Read the pictures that a paper shows.

In: the paper's details. Out: each picture by the name that the details give it: from the paper's own folder, else from
beside its template, the workspace's own before the starter's.
"""

from __future__ import annotations

from typing import Final

from cabinetpaper.compose import Details
from cabinetpaper.finding import CabinetPaperError, Finding, Place
from cabinetpaper.paper.drawing import Logo
from cabinetpaper.picture_file import picture_problem
from cabinetpaper.workspace.names import inside
from cabinetpaper.workspace.shelf import Shelf

CODES: Final[dict[str, str]] = {
    "PICTURE-FILE": "A picture of the paper is not there, or is no PNG or JPEG that can be shown. Put it into the "
    "paper's folder in narratives/, "
    "or beside the template."
}

_KINDS: Final = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


def read_pictures(shelf: Shelf, paper_id: str, details: Details) -> tuple[dict[str, Logo], list[Finding]]:
    """Return the pictures of the cover and the text by name, and a finding for each that cannot be shown."""
    found: dict[str, Logo] = {}
    problems: list[Finding] = []
    wanted = [(details.cover.picture, details.cover.alt), *((one.file, one.alt) for one in details.pictures)]
    for name, alt in dict(pair for pair in wanted if pair[0]).items():
        kind = _KINDS.get("." + name.rpartition(".")[2].lower(), "")
        try:
            data = _read(shelf, name, (f"narratives/{paper_id}", f"templates/{details.kind}"))
        except CabinetPaperError as error:
            problems += error.findings
            continue
        wrong = "is not there" if data is None else picture_problem(data, kind) if kind else "is neither PNG nor JPEG"
        if wrong or data is None:
            place = Place(f"narratives/{paper_id}/paper.toml")
            problems.append(
                Finding.error(
                    "PICTURE-FILE",
                    f"The picture {name} {wrong}",
                    "Put a PNG or JPEG of that name beside paper.toml",
                    place,
                )
            )
        else:
            found[name] = Logo(data, kind, alt)
    return found, problems


def _read(shelf: Shelf, name: str, folders: tuple[str, str]) -> bytes | None:
    own, beside = (f"{folder}/{name}" for folder in folders)
    for path in (own, beside):
        inside(shelf.root, path)
    data = shelf.read(own)
    return shelf.inherited(beside) if data is None else data
