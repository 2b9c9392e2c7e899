"""Take over what older releases kept of their builds.

In: `.cabinetpaper/builds/`, `charts/` and `standing/` of a workspace. Out: in the record, what each build printed and
the digest of its DOCX, which is all that was kept of it beside its snippets; and a note. Drawings and what stood in
out/ were only there to save time. Nothing is deleted: the old folders are set aside.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Final

from cabinetpaper.finding import CabinetPaperError, Finding, Place
from cabinetpaper.paper import from_json
from cabinetpaper.paper.edition import NOT_FOR_PUBLICATION
from cabinetpaper.workspace.disk import home
from cabinetpaper.workspace.files import File
from cabinetpaper.workspace.record import Entry, Record
from cabinetpaper.workspace.saving import save_all

CODES: Final[dict[str, str]] = {
    "RECORD-ADOPTED": "What an older release kept of its builds now stands in .cabinetpaper/record/: what each printed "
    "and the digest of its DOCX. Those builds cannot be composed again, since their data and templates were not kept. "
    "The old folders are in .cabinetpaper/set-aside/ and may be deleted."
}

_OLD: Final = ("builds", "charts", "standing")
_ASIDE: Final = "set-aside"


def adopt(root: Path) -> tuple[Finding, ...]:
    """Take the builds of an older release into the record and set its folders aside. Call it in `alone`."""
    home_folder = root / ".cabinetpaper"
    old = [
        home_folder / name for name in _OLD if (home_folder / name).is_dir() and not (home_folder / name).is_symlink()
    ]
    if not old:
        return ()
    last = {
        _build_of(path): path.name.removesuffix(".manifest.json") for path in (root / "out").glob("*.manifest.json")
    }
    # Which builds are older is not known; those that a manifest in out/ names are the last of their names.
    builds = sorted((home_folder / "builds").glob("*/paper.json"), key=lambda path: (path.parent.name in last, path))
    taken = 0
    for file in builds:
        build, printed = file.parent.name, file.read_bytes()
        try:
            paper = from_json(printed.decode())
            docx = (file.parent / "docx.sha256").read_text(encoding="utf-8").strip()
            snippets = json.loads((file.parent / "snippets.json").read_bytes())
            files = [File(str(name), str(source).encode()) for name, source in snippets.items()]
        except (OSError, ValueError, AttributeError, RecursionError, CabinetPaperError):
            continue
        secret = NOT_FOR_PUBLICATION in paper.status
        name = last.get(build, f"{paper.id}-exempt" if secret else paper.id)
        variant = name.removeprefix(paper.id).strip("-")
        entry = Entry(
            build, paper.id, name, variant, printed=hashlib.sha256(printed).hexdigest(), docx=(docx,) if docx else ()
        )
        save_all(root, Record(root).additions(entry, files, printed, {one.name: one.digest for one in files}))
        taken += 1
    aside = home_folder / _ASIDE
    for path in old:
        place = next(
            own
            for number in range(1, 1_000)
            if not (own := aside / f"{path.name}{number if number > 1 else ''}").exists()
        )
        with home(root, home_folder) as at, home(root, aside, make=True) as to:
            at.set_aside(path.name, place.name, to)
    message = f"{taken} builds of an older release were taken into the record of builds, as far as it had kept them"
    remedy = "Nothing is to be done; .cabinetpaper/set-aside/ has the old folders and may be deleted."
    return (Finding.note("RECORD-ADOPTED", message, remedy, Place(".cabinetpaper")),)


def _build_of(path: Path) -> str:
    try:
        return str(json.loads(path.read_bytes())["build"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""
