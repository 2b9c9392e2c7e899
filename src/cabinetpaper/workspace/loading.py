"""Read all that one paper is made from.

In: a workspace's root and settings, and the paper's folder name. Out: `Loaded`: what the officers wrote, filled into
the values that `compose` takes, with every fault of every file told at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from mimetypes import guess_type
from typing import Final

from cabinetpaper.compose import Details, Template
from cabinetpaper.finding import CabinetPaperError, Finding, Place
from cabinetpaper.narrative import Snippet, parse_snippet
from cabinetpaper.nearest import advice, did_you_mean
from cabinetpaper.paper.drawing import Logo
from cabinetpaper.period import Period
from cabinetpaper.picture_file import picture_problem
from cabinetpaper.scorecard import Scorecard
from cabinetpaper.settings import Look, Settings
from cabinetpaper.sources import Sourced, decode, read_scorecard
from cabinetpaper.sources.mapping import MAPPING_SUFFIX
from cabinetpaper.sources.sql import QUERY_SUFFIX
from cabinetpaper.wording import capital
from cabinetpaper.workspace.databases import fetch
from cabinetpaper.workspace.names import inside
from cabinetpaper.workspace.pictures import read_pictures
from cabinetpaper.workspace.shelf import Shelf
from cabinetpaper.workspace.starter import starter_root
from cabinetpaper.workspace.toml_reading import Filled, fill

CODES: Final[dict[str, str]] = {
    "DATA-FOLDER": "The data folder that paper.toml names is not there. Correct the entry, or make the folder.",
    "PAPER-UNKNOWN": "There is no paper of that name: no folder in narratives/ with a paper.toml.",
    "PAPER-PERIOD": "The period in paper.toml is not one that is understood. The finding lists the forms.",
    "TEMPLATE-UNKNOWN": "The kind of paper in paper.toml has no folder in templates/. The finding lists the kinds "
    "there are.",
    "PICTURE-UNSAFE": "A logo or a picture beside a template is not what its name says, has more points than a page "
    "can show, or is an SVG that declares a "
    "document type. Save it anew from the program it was drawn with.",
    "LOGO-FILE": "The logo of the settings is not there, or is neither PNG nor SVG.",
}

_ASSETS: Final = (".png", ".jpg", ".jpeg", ".svg", ".ttf", ".otf", ".woff2")
_HOUSE: Final = "templates/cabinet"
_LOGOS: Final = {".png": "image/png", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class Looks:
    """What the writers need beside the paper: the template's files, the council's own look and its logo. `assets` are
    the pictures and fonts beside the template, by name; `pictures` are those that the paper shows, by the names that it
    gives them.
    """

    look: Look = Look()
    page: str | None = None
    css: str | None = None
    print_css: str | None = None
    assets: Mapping[str, bytes] = field(default_factory=dict)
    reference: bytes | None = None
    logo: Logo | None = None
    pictures: Mapping[str, Logo] = field(default_factory=dict)


@dataclass(frozen=True)
class Loaded:
    """A paper's sources. `inputs` maps each file that was read to its SHA-256; a file inherited from the starter begins
    `starter/`.
    """

    paper_id: str
    details: Details
    template: Template
    scorecard: Scorecard
    snippets: tuple[Snippet, ...]
    looks: Looks = Looks()
    findings: tuple[Finding, ...] = ()
    inputs: Mapping[str, str] = field(default_factory=dict)


_DATA: Final = ("*.csv", "*.xlsx", "*.xlsm", "*.xls", f"*{MAPPING_SUFFIX}", f"*{QUERY_SUFFIX}")
"""What is read in a data folder; `~$kpis.xlsx` is Excel's own note that a workbook is open."""


def paper_names(shelf: Shelf) -> tuple[str, ...]:
    """Return the papers of a workspace: the folders in narratives/ that hold a paper.toml, by name."""
    return tuple(name.split("/")[1] for name in shelf.names("narratives", "*/paper.toml"))


def load(
    shelf: Shelf, settings: Settings, settings_findings: tuple[Finding, ...], paper_id: str, *, kind: str = ""
) -> Loaded:
    """Return all that the paper is made from; raise `CabinetPaperError` with every finding where no paper can be made
    of it.

    With `kind` the same paper is loaded for a template of another kind, such as the record of its decision: what that
    has no place for is left out.
    """
    names = paper_names(shelf)
    if paper_id not in names:
        remedy = (
            advice(paper_id, names, "The papers are") if names else "Make a folder in narratives/ with a paper.toml."
        )
        raise CabinetPaperError(
            (*settings_findings, Finding.error("PAPER-UNKNOWN", f"There is no paper “{paper_id}”", remedy))
        )
    inside(shelf.root, f"narratives/{paper_id}/paper.toml")
    found = list(settings_findings)
    details, period, problems = _details(shelf, f"narratives/{paper_id}/paper.toml")
    found += problems
    details = replace(details, kind=kind) if details and kind else details
    template, problems = _template(shelf, details) if details else (None, [])
    found += problems
    cut_off = details.cut_off if details else date.max
    sourced, problems = _sourced(shelf, settings, details, period or Period.day(date.min), cut_off)
    found += problems
    snippets, problems = _snippets(shelf, paper_id)
    found += problems
    looks, problems = _looks(shelf, settings, details.kind if details else "")
    found += problems
    pictures, problems = read_pictures(shelf, paper_id, details) if details else ({}, [])
    found += [*problems, *shelf.findings]
    if details is None or template is None or period is None:
        raise CabinetPaperError(found)
    looks = replace(looks, pictures=pictures)
    if kind:
        files = {snippet.file for snippet in snippets}
        details, snippets = _fitting(details, template, snippets)
        files -= {snippet.file for snippet in snippets}
        found = [one for one in found if one.place.file not in files]
    return Loaded(
        paper_id,
        details,
        template,
        sourced.scorecard,
        snippets,
        looks,
        tuple(found),
        _inputs(shelf, settings, sourced.scorecard, details.data),
    )


def _fitting(
    details: Details, template: Template, snippets: tuple[Snippet, ...]
) -> tuple[Details, tuple[Snippet, ...]]:
    """Return what of a paper another kind's template has a place for."""
    ids = {place.id for place in template.places()}
    answered = {place.id for place in template.places() if "answer" in place.blocks}
    asked = {row.entry.removeprefix("front.") for row in template.front}
    kept = replace(
        details,
        answers={key: words for key, words in details.answers.items() if key in answered},
        front={key: words for key, words in details.front.items() if key in asked},
        cleared={key: own for key, own in details.cleared.items() if key in ids},
        exempt={key: own for key, own in details.exempt.items() if key in ids},
    )
    return kept, tuple(snippet for snippet in snippets if snippet.section in ids and snippet.part == "body")


def _inputs(shelf: Shelf, settings: Settings, scorecard: Scorecard, folder: str) -> dict[str, str]:
    """Return the digest of every file that was read.

    Where figures are hidden or rounded, the data files count together, as shown: with the digest of a file anybody
    could try which number stands behind.
    """
    digests = dict(sorted(shelf.digests.items()))
    if not settings.disclosure.active or not any(one.sensitive for one in scorecard.measures):
        return digests
    own = folder.strip("/") + "/"
    as_shown = hashlib.sha256(repr(scorecard).encode()).hexdigest()
    return {**{name: one for name, one in digests.items() if not name.startswith(own)}, f"{own} as shown": as_shown}


def data_files(shelf: Shelf, folder: str) -> dict[str, bytes]:
    """Return the files that stand in a data folder itself; one that cannot be read is empty, and told by the shelf."""
    return {name: shelf.read(name) or b"" for pattern in _DATA for name in shelf.names(folder, pattern)}


def _sourced(
    shelf: Shelf, settings: Settings, details: Details | None, period: Period, cut_off: date
) -> tuple[Sourced, list[Finding]]:
    """Return what the paper's data folder and the databases named there say. What a locked file lacks is not told
    again.
    """
    folder = (details.data if details else "data").replace("\\", "/").strip("/")
    inside(shelf.root, folder)
    if not (shelf.root / folder).is_dir():
        folders = sorted(
            path.relative_to(shelf.root).as_posix() for path in (shelf.root / "data").rglob("*") if path.is_dir()
        )
        remedy = f"{did_you_mean(folder, ['data', *folders])}Correct data in paper.toml, or make the folder."
        return Sourced(Scorecard(period, cut_off)), [
            Finding.error("DATA-FOLDER", f"There is no folder {folder}/", remedy, Place(folder))
        ]
    files = data_files(shelf, folder)
    blocked = {one.place.file for one in shelf.findings}
    answers, found = [], list[Finding]()
    for file in sorted(name for name in files if name.endswith(QUERY_SUFFIX) and name not in blocked):
        answer, problems = fetch(shelf.root, file, files[file])
        found += problems
        if answer is not None:
            answers.append(answer)
            rows = repr((answer.columns, answer.rows)).encode()
            shelf.digests[f"{file} (its rows)"] = hashlib.sha256(rows).hexdigest()
    sourced = read_scorecard(files, settings, period, cut_off, folder=folder, fetched=answers)
    return sourced, [*found, *(one for one in sourced.findings if one.place.file not in blocked)]


def _details(shelf: Shelf, file: str) -> tuple[Details | None, Period | None, list[Finding]]:
    filled: Filled[Details] = fill(file, shelf.read(file) or b"", Details)
    found = list(filled.findings)
    if filled.value is None:
        return None, None, found
    try:
        return filled.value, Period.parse(filled.value.period), found
    except (ValueError, OverflowError) as error:
        what, _, remedy = str(error).partition("; ")
        place = Place(file, filled.line("period"))
        found.append(Finding.error("PAPER-PERIOD", what, f"{capital(remedy)}.", place))
        return filled.value, None, found


def _template(shelf: Shelf, details: Details) -> tuple[Template | None, list[Finding]]:
    file = f"templates/{details.kind}/paper.toml"
    own = sorted(
        {
            name.split("/")[1]
            for root in (shelf, Shelf(starter_root()))
            for name in root.names("templates", "*/paper.toml")
        }
    )
    data = shelf.inherited(file) if details.kind in own else None
    if data is None:
        remedy = advice(details.kind, own, "The kinds are") if own else "Add a folder to templates/."
        return None, [
            Finding.error("TEMPLATE-UNKNOWN", f"There is no kind of paper “{details.kind}”", remedy, Place(file))
        ]
    filled: Filled[Template] = fill(file, data, Template)
    return filled.value, list(filled.findings)


def _snippets(shelf: Shelf, paper_id: str) -> tuple[tuple[Snippet, ...], list[Finding]]:
    snippets: list[Snippet] = []
    found: list[Finding] = []
    for file in shelf.names(f"narratives/{paper_id}", "**/*.md"):
        decoded = decode(file, shelf.read(file) or b"")
        found += decoded.findings
        try:
            snippets.append(parse_snippet(file, decoded.text))
        except CabinetPaperError as error:
            found += error.findings
    return tuple(snippets), found


def _looks(shelf: Shelf, settings: Settings, kind: str) -> tuple[Looks, list[Finding]]:
    folder = f"templates/{kind}"
    found: list[Finding] = []

    def file(name: str) -> tuple[str, bytes | None]:
        """Return a file of the template; what its folder lacks is that of the house template."""
        for home in (folder, _HOUSE) if kind else ():
            if (data := shelf.inherited(f"{home}/{name}")) is not None:
                return f"{home}/{name}", data
        return "", None

    def text(name: str) -> str | None:
        path, data = file(name)
        if data is None:
            return None
        decoded = decode(path, data)
        found.extend(decoded.findings)
        return decoded.text.replace("\r\n", "\n")

    page, print_css = text("paper.html"), text("print.css")
    css = "\n".join(one for one in (text("paper.css"), text("added.css")) if one is not None) or None
    reference = file("reference.docx")[1]
    logo = _logo(shelf, settings.look, found.append)
    return Looks(settings.look, page, css, print_css, _assets(shelf, folder, found.append), reference, logo), found


def _assets(shelf: Shelf, folder: str, tell: Callable[[Finding], None]) -> dict[str, bytes]:
    """Return the pictures and fonts that stand beside a template, the workspace's own before the starter's."""
    names = {
        name
        for root in (shelf, Shelf(starter_root()))
        for name in root.names(folder, "*.*")
        if name.lower().endswith(_ASSETS)
    }
    found = {name: data for name in sorted(names) if (data := shelf.inherited(name)) is not None}
    for name, data in found.items():
        kind = guess_type(name)[0] or ""
        if kind.startswith("image/") and (problem := picture_problem(data, kind)):
            tell(
                Finding.error(
                    "PICTURE-UNSAFE",
                    f"The picture {problem}",
                    "Save it anew from the program it was drawn with.",
                    Place(name),
                )
            )
    return {name.removeprefix(f"{folder}/"): data for name, data in found.items()}


def _logo(shelf: Shelf, look: Look, tell: Callable[[Finding], None]) -> Logo | None:
    if not look.logo:
        return None
    try:
        path = inside(shelf.root, look.logo)
    except CabinetPaperError as error:
        for finding in error.findings:
            tell(finding)
        return None
    kind, data = _LOGOS.get(path.suffix.lower()), shelf.read(look.logo)
    if data is None or kind is None:
        what = "is neither PNG nor SVG" if data is not None else "is not there"
        place = Place("cabinetpaper.toml")
        tell(
            Finding.error(
                "LOGO-FILE", f"The logo {look.logo} {what}", "Correct logo under [look], or put the file there.", place
            )
        )
        return None
    if problem := picture_problem(data, kind):
        tell(
            Finding.error(
                "PICTURE-UNSAFE",
                f"The logo {problem}",
                "Save it anew from the program it was drawn with.",
                Place(look.logo),
            )
        )
        return None
    return Logo(data, kind, look.logo_alt)
