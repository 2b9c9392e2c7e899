"""Read, compose and check a paper and draw its charts: all that comes before its outputs are written.

In: a workspace, a paper's name, and which of its versions is wanted. Out: `Composed`, or `Built` with the errors that
stop it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cabinetpaper.building.built import Built, Step
from cabinetpaper.building.drafts import Draft, choose_draft
from cabinetpaper.building.drawings import keep, stored
from cabinetpaper.building.manifest import build_id, digest, docx_digests
from cabinetpaper.building.photographs import photographs
from cabinetpaper.finding import Finding, Place, Severity
from cabinetpaper.paper import Chart, Drawing, Edition, Paper, blocks_of, to_json
from cabinetpaper.settings import Look
from cabinetpaper.workspace import Loaded, Workspace, inside

BUILDS: Final = ".cabinetpaper/builds"
"""Where the memory of each build is kept, by its id."""

CODES: Final[dict[str, str]] = {
    "NAME-TAKEN": "An exempt version or a record of decision would be written under the name of another paper's "
    "outputs. Rename that paper's folder."
}


@dataclass(frozen=True)
class Composed:
    """A paper that can be written: its edition, what it was made from, its drawings by block id, what was noticed so
    far.
    """

    workspace: Workspace
    edition: Edition
    loaded: Loaded
    drawings: Mapping[str, Drawing]
    findings: tuple[Finding, ...]

    @property
    def name(self) -> str:
        """Return the name of the outputs."""
        return self.edition.name

    @property
    def inputs(self) -> Mapping[str, str]:
        """Return the digests of what went in. Where something is held back, neither the names nor the digests of the
        paper's own files are among them, so that nobody can try which words stand behind: what is shown counts in their
        place.
        """
        edition, inputs = self.edition, self.loaded.inputs
        if edition.variant.endswith("exempt") or not (edition.exempt or edition.variant):
            return inputs
        own = f"narratives/{edition.paper.id}/"
        shown = {
            file: digest(source.encode()) for file, source in edition.snippets.items() if file not in edition.drafted
        }
        return {
            **{file: one for file, one in inputs.items() if not file.startswith(own)},
            **shown,
            f"{own} as published": digest(to_json(edition.paper).encode()),
        }

    @property
    def draft(self) -> Draft:
        """Return which DOCX may be written, as the folder of the outputs is now."""
        out = self.workspace.out
        return choose_draft(
            out, self.name, docx_digests(out / f"{self.name}.manifest.json", inside(self.workspace.root, BUILDS))
        )

    @property
    def build(self) -> str:
        """Return the id of the build."""
        return build_id(self.name, self.inputs, epoch())


def compose_paper(
    workspace: Workspace, paper_id: str, *, exempt: bool, record: bool, anew: bool, step: Step
) -> Composed | Built:
    """Return the paper, ready to be written, or the errors that stop it; its charts are those of earlier builds, unless
    they are to be drawn `anew`.

    Raises `CabinetPaperError` where its files cannot be read at all.
    """
    step("Reading")
    loaded = workspace.load(paper_id, record=record)
    step("Composing")
    edition = workspace.composed(loaded, exempt=exempt)
    found = (*edition.findings, *_name_taken(workspace, edition), *_reference(loaded))
    if _stopped(found):
        return Built(findings=found)
    step("Checking")
    findings = (*found, *workspace.check(edition))
    step("Drawing charts")
    drawings = {
        **draw_charts(workspace, edition.paper, loaded.looks.look, edition.name, anew=anew),
        **photographs(edition.paper, loaded.looks.pictures),
    }
    return Composed(workspace, edition, loaded, drawings, findings)


def charts_of(paper: Paper) -> tuple[Chart, ...]:
    """Return the charts of a paper in reading order."""
    return tuple(blocks_of(paper, Chart))


def draw_charts(
    workspace: Workspace, paper: Paper, look: Look, name: str = "", *, anew: bool = False
) -> dict[str, Drawing]:
    """Return the drawings of a paper's charts by block id, those that an earlier build has kept under its `name`
    without drawing them again, unless `anew`.
    """
    from cabinetpaper.charts import draw_all, drawing_key

    charts = charts_of(paper)
    keys = {chart.id: drawing_key(chart, look) for chart in charts}
    folder = inside(workspace.root, f".cabinetpaper/charts/{name or paper.id}")
    drawings = draw_all(charts, look, {} if anew else stored(folder, set(keys.values())))
    keep(folder, {keys[name]: one for name, one in drawings.items()})
    return drawings


def epoch() -> str | None:
    """Return SOURCE_DATE_EPOCH where it is a number of seconds."""
    stated = os.environ.get("SOURCE_DATE_EPOCH", "")
    return stated if stated.isdecimal() else None


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
    return (Finding.error("NAME-TAKEN", message, "Rename that paper's folder", Place(f"narratives/{edition.name}")),)


def _stopped(findings: Sequence[Finding]) -> bool:
    return any(one.severity is Severity.ERROR for one in findings)
