"""Read all that one paper is made from.

In: the files of a workspace, its settings and the paper's folder name. Out: `Loaded`: what the officers wrote, filled
into the values that `compose` takes, with every fault of every file told at once. Each part is read by a function that
returns its value, the files it read and what it noticed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from mimetypes import guess_type
from typing import Final

from cabinetpaper.compose import Details, Sources, Template, published
from cabinetpaper.finding import CabinetPaperError, Finding, Place, Severity
from cabinetpaper.narrative import Snippet, parse_snippet
from cabinetpaper.nearest import advice, did_you_mean
from cabinetpaper.paper.drawing import Logo
from cabinetpaper.period import Period
from cabinetpaper.picture_file import picture_problem
from cabinetpaper.scorecard import Scorecard
from cabinetpaper.settings import Look, Settings
from cabinetpaper.sources import Sourced, decode, read_scorecard
from cabinetpaper.sources.mapping import MAPPING_SUFFIX
from cabinetpaper.sources.sql import QUERY_SUFFIX, Fetched
from cabinetpaper.toml_text import Toml
from cabinetpaper.wording import capital
from cabinetpaper.workspace.files import ROWS, STARTER, File, Files, Read
from cabinetpaper.workspace.names import paper_name_findings, usable
from cabinetpaper.workspace.pictures import pictures_of, read_logo, read_pictures
from cabinetpaper.workspace.settings_rules import FILE
from cabinetpaper.workspace.toml_reading import Filled, fill

CODES: Final[dict[str, str]] = {
    "DATA-FOLDER": "The data folder that paper.toml names is not there. Correct the entry, or make the folder.",
    "PAPER-UNKNOWN": "There is no paper of that name: no folder in narratives/ with a paper.toml.",
    "PAPER-PERIOD": "The period in paper.toml is not one that is understood. The finding lists the forms.",
    "TEMPLATE-UNKNOWN": "The kind of paper in paper.toml has no folder in templates/. The finding lists the kinds "
    "there are.",
    "PICTURE-UNSAFE": "A logo or a picture beside a template is not what its name says, has more points than a page "
    "can show, or is an SVG that declares a document type. Save it anew from the program it was drawn with.",
}

DECISION_RECORD: Final = "decision-record"
"""The kind of paper that records a decision."""

_ASSETS: Final = (".png", ".jpg", ".jpeg", ".svg", ".ttf", ".otf", ".woff2")
_HOUSE: Final = "templates/cabinet"
_DATA: Final = ("*.csv", "*.xlsx", "*.xlsm", "*.xls", f"*{MAPPING_SUFFIX}", f"*{QUERY_SUFFIX}")
"""What is read in a data folder; `~$kpis.xlsx` is Excel's own note that a workbook is open."""


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
    """A paper's sources. `files` are all that were read, the rows that databases answered among them, by name; a file
    inherited from the starter begins `starter/`. `inputs` are their SHA-256, as far as they may be published. Of the
    record of a decision, `paper` is what the paper that was decided is made from. `written` is the paper.toml.
    `exempt` says that what is not for publication is among it. `seen` are the SHA-256 of all that was read, be it
    withheld.
    """

    paper_id: str
    details: Details
    template: Template
    scorecard: Scorecard
    snippets: tuple[Snippet, ...]
    looks: Looks = Looks()
    findings: tuple[Finding, ...] = ()
    inputs: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, File] = field(default_factory=dict)
    paper: Loaded | None = None
    written: Toml = field(default_factory=Toml)
    exempt: bool = True
    seen: Mapping[str, str] = field(default_factory=dict)

    @property
    def own(self) -> Template:
        """Return the template of the paper itself, which tells what its [exempt] means."""
        return self.paper.template if self.paper else self.template

    def published(self) -> Loaded:
        """Return what a public version may be made from: nothing of what is exempt is in it, nor is it noticed."""
        paper = self.paper and self.paper.published()
        whole = Sources(self.details, self.scorecard, self.snippets, self.written)
        public = published(whole, self.own, self.template)
        if public is whole:
            return replace(self, exempt=False, paper=paper)
        shown = {one.file for one in public.snippets}
        withheld = {one.file for one in self.snippets} - shown
        pictures = pictures_of(public.details)
        withheld |= {f"narratives/{self.paper_id}/{name}" for name in pictures_of(self.details).keys() - pictures}
        if self.paper and paper:  # what the record has no place for is withheld all the same
            withheld |= self.paper.files.keys() - paper.files
        rows = _rows(self.scorecard) - _rows(public.scorecard)
        inputs, folder = self.inputs, f"{_folder(self.details)}/"
        if rows:
            as_shown = hashlib.sha256(repr(public.scorecard).encode()).hexdigest()
            inputs = {one: digest for one, digest in inputs.items() if not one.startswith(folder)}
            inputs[f"{folder} as shown"] = as_shown
        return replace(
            self,
            details=public.details,
            scorecard=public.scorecard,
            snippets=public.snippets,
            looks=replace(
                self.looks, pictures={name: one for name, one in self.looks.pictures.items() if name in pictures}
            ),
            findings=tuple(
                one
                for one in self.findings
                if one.place.file not in withheld and (one.place.file, one.place.line) not in rows
            ),
            inputs={name: digest for name, digest in sorted(inputs.items()) if name not in withheld},
            files={name: one for name, one in self.files.items() if name not in withheld},
            paper=paper,
            written=public.written,
            exempt=False,
        )

    def outdated(self, files: Files) -> tuple[str, ...]:
        """Return the files that do not stand there now as they were read, and those that have been added since."""
        changed = [
            name.removeprefix(STARTER)
            for name, digest in self.seen.items()
            if not name.endswith(ROWS)
            and (
                files.read(name.removeprefix(STARTER)).data is not None
                if name.startswith(STARTER)
                else files.read(name).digest != digest
            )
        ]
        folders = {f"narratives/{self.paper_id}": ("**/*.md",), _folder(self.details): _DATA}
        there = (
            name
            for folder, patterns in folders.items()
            for pattern in patterns
            for name in usable(files.names(folder, pattern))[0]
        )
        added = [name for name in there if name not in self.seen and files.read(name).data is not None]
        return tuple(dict.fromkeys([*changed, *added]))


def paper_names(files: Files) -> tuple[str, ...]:
    """Return the papers of a workspace: the folders in narratives/ that hold a paper.toml, by name."""
    return tuple(name.split("/")[1] for name in files.names("narratives", "*/paper.toml"))


def paper_details(files: Files, paper_id: str) -> Read[Filled[Details]]:
    """Return what the paper.toml of a paper says; an equal file is understood once."""
    file = files.read(f"narratives/{paper_id}/paper.toml")
    filled = details_of(file.name, file.data or b"")
    return Read(filled, (file,), (*file.findings, *filled.findings))


@lru_cache(maxsize=256)
def details_of(name: str, data: bytes) -> Filled[Details]:
    """Return what a paper.toml of that name says."""
    return fill(name, data, Details)


def papers_on(files: Files) -> dict[str, tuple[Details, Period]]:
    """Return each paper whose paper.toml can be read, with the period that it reports on."""
    found = {}
    for name in paper_names(files):
        details = paper_details(files, name).value.value
        try:
            if details is not None:
                found[name] = details, details.reporting_period
        except (ValueError, OverflowError):
            continue
    return found


def load(
    files: Files, settings: Settings, settings_findings: tuple[Finding, ...], paper_id: str, *, kind: str = ""
) -> Loaded:
    """Return all that the paper is made from; raise `CabinetPaperError` with every finding where no paper can be made
    of it.

    With `kind` the same paper is loaded for a template of another kind, such as the record of its decision: what that
    has no place for is left out.
    """
    names = paper_names(files)
    if paper_id not in names:
        remedy = (
            advice(paper_id, names, "The papers are") if names else "Make a folder in narratives/ with a paper.toml."
        )
        unknown = Finding.error("PAPER-UNKNOWN", f"There is no paper “{paper_id}”", remedy)
        raise CabinetPaperError((*settings_findings, unknown))
    files.allow(f"narratives/{paper_id}/paper.toml")
    filled = paper_details(files, paper_id)
    details, period = filled.value.value, None
    found = [*settings_findings, *filled.findings, *paper_name_findings(paper_id, names)]
    found += [replace(one, severity=Severity.WARNING) for one in files.cannot_be_told("narratives", "*")]
    found += files.cannot_be_told(f"narratives/{paper_id}", "**/*")
    if details:
        try:
            period = details.reporting_period
        except (ValueError, OverflowError) as error:
            what, _, remedy = str(error).partition("; ")
            place = Place(filled.files[0].name, filled.value.line("period"))
            found.append(Finding.error("PAPER-PERIOD", what, f"{capital(remedy)}.", place))
        details = replace(details, kind=kind) if kind else details
    folder = _folder(details) if details else "data"
    cut_off = details.cut_off if details else date.max
    template = _template(files, details.kind) if details else Read[Template | None](None)
    sourced = _sourced(files, settings, folder, period or Period.day(date.min), cut_off)
    snippets = _snippets(files, paper_id)
    looks = _looks(files, settings, details.kind if details else "")
    pictures = read_pictures(files, paper_id, details) if details else Read[dict[str, Logo]]({})
    parts: tuple[Read[object], ...] = (template, sourced, snippets, looks, pictures)
    found += [one for part in parts for one in part.findings]
    if details is None or template.value is None or period is None:
        raise CabinetPaperError(tuple(dict.fromkeys(found)))
    read = (files.read(FILE), *filled.files, *(one for part in parts for one in part.files))
    held = {one.name: one for one in sorted(read, key=lambda one: one.name) if one.data is not None}
    fitting = snippets.value
    if kind:
        details, fitting = _fitting(details, template.value, fitting)
        left_out = {one.file for one in snippets.value} - {one.file for one in fitting}
        found = [one for one in found if one.place.file not in left_out]
    loaded = Loaded(
        paper_id,
        details,
        template.value,
        sourced.value.scorecard,
        fitting,
        replace(looks.value, pictures=pictures.value),
        tuple(dict.fromkeys(found)),
        _inputs(held.values(), settings, sourced.value.scorecard, folder),
        held,
        written=filled.value.written,
        seen={name: one.digest for name, one in held.items()},
    )
    if not kind:
        return loaded
    paper = load(files, settings, settings_findings, paper_id)
    inputs, held = {**paper.inputs, **loaded.inputs}, {**paper.files, **held}
    return replace(
        loaded,
        inputs=dict(sorted(inputs.items())),
        files=dict(sorted(held.items())),
        paper=paper,
        seen={**paper.seen, **loaded.seen},
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
    )
    return kept, tuple(snippet for snippet in snippets if snippet.section in ids and snippet.part == "body")


def _folder(details: Details) -> str:
    """Return the folder of the paper's data."""
    return details.data.replace("\\", "/").strip("/")


def _rows(card: Scorecard) -> set[tuple[str, int | None]]:
    """Return the file and line of each figure."""
    tables = (card.observations, card.targets, card.comparators, card.figures, card.budget, card.savings)
    return {(place.file, place.line) for table in tables for place in (one.place for one in table)}


def _inputs(read: Iterable[File], settings: Settings, scorecard: Scorecard, folder: str) -> dict[str, str]:
    """Return the digest of every file that was read.

    Where figures are hidden or rounded, the data files count together, as shown: with the digest of a file anybody
    could try which number stands behind.
    """
    digests = {one.name: one.digest for one in read}
    if not settings.disclosure.active or not any(one.sensitive for one in scorecard.measures):
        return digests
    as_shown = hashlib.sha256(repr(scorecard).encode()).hexdigest()
    own = f"{folder}/"
    return {**{name: one for name, one in digests.items() if not name.startswith(own)}, f"{own} as shown": as_shown}


def _sourced(files: Files, settings: Settings, folder: str, period: Period, cut_off: date) -> Read[Sourced]:
    """Return what the paper's data folder and the databases named there say. What a locked file lacks is not told
    again.
    """
    files.allow(folder)
    if files.folders(folder) is None:
        remedy = (
            f"{did_you_mean(folder, ['data', *(files.folders('data') or ())])}"
            "Correct data in paper.toml, or make the folder."
        )
        missing = Finding.error("DATA-FOLDER", f"There is no folder {folder}/", remedy, Place(folder))
        return Read(Sourced(Scorecard(period, cut_off)), (), (missing,))
    names, odd = usable(name for pattern in _DATA for name in files.names(folder, pattern))
    read = [files.read(name) for name in names]
    blocked = {one.name for one in read if one.findings}
    asked = [
        files.answer(one)
        for one in sorted(read, key=lambda one: one.name)
        if one.name.endswith(QUERY_SUFFIX) and one.name not in blocked
    ]
    fetched: list[Fetched] = [one.value for one in asked if one.value is not None]
    data = {one.name: one.data or b"" for one in read}
    sourced = read_scorecard(data, settings, period, cut_off, folder=folder, fetched=fetched)
    found = [*odd, *files.cannot_be_told(folder, "*"), *(one for file in read for one in file.findings)]
    found += [one for part in asked for one in part.findings]
    found += [one for one in sourced.findings if one.place.file not in blocked]
    return Read(sourced, (*read, *(one for part in asked for one in part.files)), tuple(found))


def _template(files: Files, kind: str) -> Read[Template | None]:
    kinds = sorted({name.split("/")[1] for name in files.names("templates", "*/paper.toml", inherited=True)})
    path = f"templates/{kind}/paper.toml"
    file = files.inherited(path) if kind in kinds else File(path)
    if file.data is None:
        remedy = advice(kind, kinds, "The kinds are") if kinds else "Add a folder to templates/."
        unknown = Finding.error("TEMPLATE-UNKNOWN", f"There is no kind of paper “{kind}”", remedy, Place(path))
        return Read(None, (), (*file.findings, unknown))
    filled = _filled_template(path, file.data)
    return Read(filled.value, (file,), filled.findings)


@lru_cache(maxsize=32)
def _filled_template(name: str, data: bytes) -> Filled[Template]:
    return fill(name, data, Template)


def _snippets(files: Files, paper_id: str) -> Read[tuple[Snippet, ...]]:
    names, odd = usable(files.names(f"narratives/{paper_id}", "**/*.md"))
    read = [files.read(name) for name in names]
    snippets: list[Snippet] = []
    found = [*odd, *(one for file in read for one in file.findings)]
    for file in read:
        decoded = decode(file.name, file.data or b"")
        found += decoded.findings
        try:
            snippets.append(parse_snippet(file.name, decoded.text))
        except CabinetPaperError as error:
            found += error.findings
    return Read(tuple(snippets), tuple(read), tuple(found))


def _looks(files: Files, settings: Settings, kind: str) -> Read[Looks]:
    folder = f"templates/{kind}"
    tried: list[File] = []
    chosen: dict[str, File] = {}
    # Of each file the template's own; what its folder lacks is that of the house template.
    for name in ("paper.html", "print.css", "paper.css", "added.css", "reference.docx"):
        for home in (folder, _HOUSE) if kind else ():
            tried.append(files.inherited(f"{home}/{name}"))
            if tried[-1].data is not None:
                chosen[name] = tried[-1]
                break
    decoded = {
        name: decode(one.path, one.data)
        for name, one in chosen.items()
        if one.data is not None and name != "reference.docx"
    }
    texts = {name: one.text.replace("\r\n", "\n") for name, one in decoded.items()}
    beside = [
        files.inherited(name) for name in files.names(folder, "*.*", inherited=True) if name.lower().endswith(_ASSETS)
    ]
    logo = read_logo(files, settings.look)
    found = [one for file in (*tried, *beside) for one in file.findings]
    found += [one for own in decoded.values() for one in own.findings]
    for one in beside:
        media_type = guess_type(one.path)[0] or ""
        problem = (
            picture_problem(one.data, media_type) if one.data is not None and media_type.startswith("image/") else ""
        )
        if problem:
            remedy = "Save it anew from the program it was drawn with."
            found.append(Finding.error("PICTURE-UNSAFE", f"The picture {problem}", remedy, Place(one.path)))
    looks = Looks(
        settings.look,
        texts.get("paper.html"),
        "\n".join(texts[name] for name in ("paper.css", "added.css") if name in texts) or None,
        texts.get("print.css"),
        {one.path.removeprefix(f"{folder}/"): one.data for one in beside if one.data is not None},
        chosen["reference.docx"].data if "reference.docx" in chosen else None,
        logo.value,
    )
    return Read(looks, (*chosen.values(), *beside, *logo.files), (*found, *logo.findings))
