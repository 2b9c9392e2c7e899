"""Build a paper: compose it, check it, draw its charts, write every output, then put them all into place.

In: a workspace and a paper's name. Out: `Built`. An error in the sources stops before anything is written, so that the last good
outputs stand; what only the PDF lacks is a finding, and DOCX and HTML are written all the same. A set that an earlier build was stopped
in the middle of is made whole before anything else is done.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cabinetpaper.building.drafts import choose_draft
from cabinetpaper.building.drawings import keep, stored
from cabinetpaper.building.manifest import build_id, digest, docx_digests, manifest
from cabinetpaper.building.photographs import photographs
from cabinetpaper.finding import CabinetPaperError, Finding, Place, Severity
from cabinetpaper.paper import Chart, Contents, Drawing, Edition, Paper, to_json
from cabinetpaper.paper.base import Base
from cabinetpaper.settings import Look
from cabinetpaper.workspace import Loaded, Workspace, alone, finish, inside, save_all
from cabinetpaper.workspace.names import too_long

if TYPE_CHECKING:
    from cabinetpaper.writers.pdf.engine import Written
    from cabinetpaper.writers.pdf.process import PdfProcess

__all__ = ["CODES", "STEPS", "Built", "Progress", "build", "charts_of", "draw_charts"]

CODES: Final[dict[str, str]] = {
    "NAME-TAKEN": "An exempt version or a record of decision would be written under the name of another paper's outputs. Rename that paper's folder.",
    "PDF-OLD": "No PDF was made, and the one in out/ is of an earlier build, so that it differs from the DOCX and the HTML page. Do not publish it.",
}

STEPS: Final = ("Reading", "Composing", "Checking", "Drawing charts", "Writing the DOCX", "Writing the HTML page", "Writing the PDF", "Saving")

_NEVER_WITHOUT: Final = ("PDF-RESOURCE",)
"""What stops the build where the PDF lacks it: a picture or a style sheet that the page names is missing from the page too."""

Progress = Callable[[str, int, int], None]
"""Told before each step: its name, how many are done, how many there are."""


@dataclass(frozen=True)
class Built:
    """What a build made: `paths` by kind (docx, html, pdf, manifest), everything that was noticed, the manifest's entries.

    Nothing was written where `paths` is empty.
    """

    paths: Mapping[str, Path] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    manifest: Mapping[str, Any] = field(default_factory=dict)

    @property
    def written(self) -> bool:
        """Return whether the outputs were written."""
        return bool(self.paths)


def build(workspace: Workspace, paper_id: str, *, exempt: bool = False, record: bool = False, progress: Progress | None = None) -> Built:
    """Return what was built of a paper: the public one, the `exempt` version that is not for publication, the `record` of its decision, or both.

    Raises `CabinetPaperError` where its files cannot be read at all, or an output not written.
    """
    with alone(workspace.root):
        left = finish(workspace.root)
    built = _build(workspace, paper_id, exempt, record, progress)
    return replace(built, findings=(*left, *built.findings))


def _build(workspace: Workspace, paper_id: str, exempt: bool, record: bool, progress: Progress | None) -> Built:
    steps = iter(enumerate(STEPS))

    def step() -> None:
        done, name = next(steps)
        if progress:
            progress(name, done, len(STEPS))

    from cabinetpaper.writers.pdf.process import start_pdf

    step()
    with start_pdf() as pdf_process:
        loaded = workspace.load(paper_id, record=record)
        step()
        edition = workspace.composed(loaded, exempt=exempt)
        found = (*edition.findings, *_name_taken(workspace, edition), *_reference(loaded))
        if _stopped(found):
            return Built(findings=found)
        step()
        findings = (*found, *workspace.check(edition))
        step()
        drawings = {**draw_charts(workspace, edition.paper, loaded.looks.look, edition.name), **photographs(edition.paper, loaded.looks.pictures)}
        outputs, noticed = _written(pdf_process, workspace, edition, loaded, drawings, step)
        if any(one.code in _NEVER_WITHOUT for one in noticed):
            return Built(findings=(*findings, *noticed))
        step()
        return _put(workspace, edition, loaded, outputs, (*findings, *noticed))


def charts_of(paper: Paper) -> tuple[Chart, ...]:
    """Return the charts of a paper in reading order."""
    return tuple(block for section in paper.sections for block in section.blocks if isinstance(block, Chart))


def draw_charts(workspace: Workspace, paper: Paper, look: Look, name: str = "") -> dict[str, Drawing]:
    """Return the drawings of a paper's charts by block id, those that an earlier build has kept under its `name` without drawing them again."""
    from cabinetpaper.charts import draw_all, drawing_key

    charts = charts_of(paper)
    keys = {chart.id: drawing_key(chart, look) for chart in charts}
    folder = inside(workspace.root, f".cabinetpaper/charts/{name or paper.id}")
    drawings = draw_all(charts, look, stored(folder, set(keys.values())))
    keep(folder, {keys[name]: one for name, one in drawings.items()})
    return drawings


def _reference(loaded: Loaded) -> tuple[Finding, ...]:
    """Return what the council's reference.docx lacks."""
    if loaded.looks.reference is None:
        return ()
    from cabinetpaper.writers.docx import check_reference

    return check_reference(loaded.looks.reference, f"templates/{loaded.details.kind}/reference.docx")


def _name_taken(workspace: Workspace, edition: Edition) -> tuple[Finding, ...]:
    """Return a finding where another paper has the name of this version's outputs."""
    if not edition.variant or edition.name not in workspace.papers():
        return ()
    message = f"The outputs would have the name of another paper, {edition.name}"
    return (Finding("NAME-TAKEN", Severity.ERROR, message, "Rename that paper's folder", Place(f"narratives/{edition.name}")),)


def _inputs(edition: Edition, loaded: Loaded) -> Mapping[str, str]:
    """Return the digests of what went in. Where something is held back, neither the names nor the digests of the paper's own files are among them, so
    that nobody can try which words stand behind: what is shown counts in their place.
    """
    if edition.variant.endswith("exempt") or not (edition.exempt or edition.variant):
        return loaded.inputs
    own = f"narratives/{edition.paper.id}/"
    shown = {file: digest(source.encode()) for file, source in edition.snippets.items() if file not in edition.drafted}
    return {
        **{file: one for file, one in loaded.inputs.items() if not file.startswith(own)},
        **shown,
        f"{own} as published": digest(to_json(edition.paper).encode()),
    }


def _stopped(findings: Sequence[Finding]) -> bool:
    return any(one.severity is Severity.ERROR for one in findings)


def _written(
    pdf_process: PdfProcess, workspace: Workspace, edition: Edition, loaded: Loaded, drawings: Mapping[str, Drawing], step: Callable[[], None]
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """Return the bytes of each output by kind, the PDF only if it could be made, and what was noticed."""
    from cabinetpaper.writers.docx import write_docx
    from cabinetpaper.writers.html import write_html
    from cabinetpaper.writers.pdf import prepare, unprintable

    paper, looks = edition.paper, loaded.looks
    own = partial(dict[str, Any], look=looks.look, logo=looks.logo)
    pdf_process.send(prepare(paper, drawings, **own(page=looks.page, css=looks.css, print_css=looks.print_css, assets=looks.assets, created=_created())))
    step()
    snippets = tuple((file, digest(source.encode())) for file, source in edition.snippets.items())
    base = Base(build_id(edition.name, _inputs(edition, loaded), _epoch()), paper, snippets)
    # A list of contents shows the PDF's pages in the DOCX too, which is then written last; else both are made side by side.
    listed = any(isinstance(block, Contents) for section in paper.sections for block in section.blocks)
    pages = _finished(pdf_process).pages if listed else {}
    docx = write_docx(paper, drawings, **own(reference=looks.reference, base=base, pages=pages))
    step()
    page = write_html(paper, drawings, **own(page=looks.page, css=looks.css))
    step()
    outputs = {"docx": docx, "html": page.encode()}
    pdf = _finished(pdf_process)
    if not pdf.data:
        return outputs, (*pdf.findings, *_old_pdf(workspace.out / f"{edition.name}.pdf"))
    return {**outputs, "pdf": pdf.data}, (*unprintable(paper, pdf.boxes), *pdf.findings)


def _finished(pdf_process: PdfProcess) -> Written:
    """Return the PDF when it is done; without its bytes where it could not be made, with the findings that say why."""
    from cabinetpaper.writers.pdf.engine import Written

    try:
        return pdf_process.finish()
    except CabinetPaperError as error:
        return Written(b"", error.findings)


def _old_pdf(path: Path) -> tuple[Finding, ...]:
    """Return a warning where the PDF in out/ is that of an earlier build."""
    if not path.exists():
        return ()
    place = Place(f"out/{path.name}")
    return (Finding("PDF-OLD", Severity.WARNING, "This PDF is of an earlier build; none was made now", "Do not publish it with the new DOCX.", place),)


def _put(workspace: Workspace, edition: Edition, loaded: Loaded, outputs: Mapping[str, bytes], findings: tuple[Finding, ...]) -> Built:
    """Put the outputs, the manifest and what later builds need into place, all or none."""
    paper_id, epoch, inputs = edition.name, _epoch(), _inputs(edition, loaded)
    build = build_id(paper_id, inputs, epoch)
    kept = inside(workspace.root, f".cabinetpaper/builds/{build}")
    manifest_name = f"{paper_id}.manifest.json"
    draft = choose_draft(workspace.out, paper_id, docx_digests(workspace.out / manifest_name, kept.parent))
    findings = (*findings, *draft.findings())
    names = {"docx": draft.name, **{kind: f"{paper_id}.{kind}" for kind in outputs if kind != "docx"}}
    named = {names[kind]: data for kind, data in outputs.items()}
    entries = manifest(paper_id, build, inputs, named, findings, epoch, loaded.scorecard.observations)
    files = {kind: inside(workspace.root, f"out/{name}") for kind, name in {**names, "manifest": manifest_name}.items()}
    shown = {path: f"out/{path.name}" for path in files.values()}
    if long := [finding for path in files.values() if (finding := too_long(path, shown[path]))]:
        raise CabinetPaperError(long)
    # What a later build needs to know its own DOCX again is in place before the DOCX is, and the manifest after all that it names: a
    # build that is stopped in between leaves nothing that looks edited, and a manifest whose digests tell what it does not speak of.
    memory = {
        kept / "paper.json": to_json(edition.paper).encode(),
        kept / "snippets.json": json.dumps(dict(edition.snippets), ensure_ascii=False, indent=1).encode(),
        kept / "docx.sha256": digest(outputs["docx"]).encode(),
    }
    written = json.dumps(entries, ensure_ascii=False, indent=2).encode() + b"\n"
    with alone(workspace.root):
        save_all({**memory, **{files[kind]: data for kind, data in {**outputs, "manifest": written}.items()}}, shown, journal=workspace.root)
    return Built(files, findings, entries)


def _created() -> str:
    """Return the date for a document's properties: none, since the same input gives the same bytes, unless SOURCE_DATE_EPOCH sets it."""
    epoch = _epoch()
    return datetime.fromtimestamp(int(epoch), UTC).isoformat() if epoch else ""


def _epoch() -> str | None:
    """Return SOURCE_DATE_EPOCH where it is a number of seconds."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return epoch if epoch.isdecimal() else None
