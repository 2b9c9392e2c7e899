"""Read the pictures that a paper shows, and the council's logo.

In: the paper's details, or the look. Out: each picture by the name that the details give it: from the paper's own
folder, else from beside its template, the workspace's own before the starter's.
"""

from __future__ import annotations

from typing import Final

from cabinetpaper.compose import Details
from cabinetpaper.finding import CabinetPaperError, Finding, Place
from cabinetpaper.paper.drawing import Logo
from cabinetpaper.picture_file import picture_problem
from cabinetpaper.settings import Look
from cabinetpaper.workspace.files import File, Files, Read

CODES: Final[dict[str, str]] = {
    "LOGO-FILE": "The logo of the settings is not there, or is neither PNG nor SVG.",
    "PICTURE-FILE": "A picture of the paper is not there, or is no PNG or JPEG that can be shown. Put it into the "
    "paper's folder in narratives/, or beside the template.",
}

_KINDS: Final = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
_LOGOS: Final = {".png": "image/png", ".svg": "image/svg+xml"}


def read_pictures(files: Files, paper_id: str, details: Details) -> Read[dict[str, Logo]]:
    """Return the pictures of the cover and the text by name, and a finding for each that cannot be shown."""
    pictures: dict[str, Logo] = {}
    read: list[File] = []
    found: list[Finding] = []
    for name, alt in pictures_of(details).items():
        own, beside = f"narratives/{paper_id}/{name}", f"templates/{details.kind}/{name}"
        try:
            files.allow(own)
            files.allow(beside)
        except CabinetPaperError as error:
            found += error.findings
            continue
        file = files.read(own)
        found += file.findings
        if file.data is None:
            file = files.inherited(beside)
            found += file.findings
        kind = _KINDS.get("." + name.rpartition(".")[2].lower(), "")
        if file.data is None:
            wrong = "is not there"
        else:
            wrong = picture_problem(file.data, kind) if kind else "is neither PNG nor JPEG"
        if wrong or file.data is None:
            place = Place(f"narratives/{paper_id}/paper.toml")
            remedy = "Put a PNG or JPEG of that name beside paper.toml"
            found.append(Finding.error("PICTURE-FILE", f"The picture {name} {wrong}", remedy, place))
        else:
            pictures[name] = Logo(file.data, kind, alt)
        read.append(file)
    return Read(pictures, tuple(read), tuple(found))


def pictures_of(details: Details) -> dict[str, str]:
    """Return what each picture that the details name shows, by its file."""
    wanted = [(details.cover.picture, details.cover.alt), *((one.file, one.alt) for one in details.pictures)]
    return dict(pair for pair in wanted if pair[0])


def read_logo(files: Files, look: Look) -> Read[Logo | None]:
    """Return the logo that the settings name, or none with a finding that says why."""
    if not look.logo:
        return Read(None)
    try:
        files.allow(look.logo)
    except CabinetPaperError as error:
        return Read(None, (), error.findings)
    kind, file = _LOGOS.get("." + look.logo.rpartition(".")[2].lower()), files.read(look.logo)
    if file.data is None or kind is None:
        what = "is neither PNG nor SVG" if file.data is not None else "is not there"
        remedy, place = "Correct logo under [look], or put the file there.", Place("cabinetpaper.toml")
        wrong = Finding.error("LOGO-FILE", f"The logo {look.logo} {what}", remedy, place)
        return Read(None, (file,), (*file.findings, wrong))
    if problem := picture_problem(file.data, kind):
        remedy = "Save it anew from the program it was drawn with."
        wrong = Finding.error("PICTURE-UNSAFE", f"The logo {problem}", remedy, Place(look.logo))
        return Read(None, (file,), (wrong,))
    return Read(Logo(file.data, kind, look.logo_alt), (file,))
