"""Read, compose and check a paper and draw its charts: all that comes before its outputs are written.

In: a workspace, a paper's name, and which of its versions is wanted. Out: `Composed`, or `Built` with the errors that
stop it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from cabinetpaper.building.built import Built, Step
from cabinetpaper.building.drafts import Draft, choose_draft
from cabinetpaper.building.drawings import draw_charts
from cabinetpaper.building.earlier import forget
from cabinetpaper.building.manifest import build_id, digest, written_digests
from cabinetpaper.building.photographs import photographs
from cabinetpaper.checks.worked_out import STOPPING
from cabinetpaper.finding import CabinetPaperError, Finding, Severity
from cabinetpaper.paper import Drawing, Edition, to_json
from cabinetpaper.workspace import Cache, Loaded, Record, Workspace, once_public


class OutdatedError(Exception):
    """Files that a paper was made from have been saved since they were read."""

    def __init__(self, files: tuple[str, ...]) -> None:
        super().__init__(", ".join(files))
        self.files = files


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
        shown = {file: inputs[file] for file in edition.snippets if file not in edition.drafted}
        return {
            **{file: one for file, one in inputs.items() if not file.startswith(own)},
            **shown,
            f"{own} as published": digest(to_json(edition.paper).encode()),
        }

    @property
    def draft(self) -> Draft:
        """Return which DOCX may be written, as the folder of the outputs is now."""
        out = self.workspace.out
        recorded = Record(self.workspace.root).entries(self.name)
        written = written_digests(out / f"{self.name}.manifest.json")
        ours = {one for entry in recorded for one in entry.docx} | {
            one for name, one in written.items() if name.endswith(".docx")
        }
        return choose_draft(out, self.name, ours)

    @property
    def cache(self) -> Cache:
        """Return where drawings and outputs of earlier builds are looked for."""
        return Cache(self.workspace.root)

    @property
    def build(self) -> str:
        """Return the id of the build."""
        return build_id(self.name, self.inputs, epoch())


def compose_paper(
    workspace: Workspace, paper_id: str, *, exempt: bool, record: bool, anew: bool, step: Step
) -> Composed | Built:
    """Return the paper, ready to be written, or the errors that stop it; its charts are those of earlier builds, unless
    they are to be drawn `anew`.

    Raises `CabinetPaperError` where its files cannot be read at all, and `OutdatedError` where what is wrong may be
    that somebody was saving one of them.
    """
    step("Reading")
    try:
        loaded = workspace.load(paper_id, record=record, exempt=exempt)
    except CabinetPaperError:  # somebody may have been saving; what is wrong is so still
        loaded = workspace.load(paper_id, record=record, exempt=exempt)
    step("Composing")
    edition = workspace.composed(loaded)
    found = (*edition.findings, *once_public(Record(workspace.root), loaded))
    if any(one.severity is Severity.ERROR for one in found) and loaded.details.exempt and not exempt:
        forget(Cache(workspace.root), edition.name)  # nothing will be put in its place
        Cache(workspace.root).keep_only(f"drawings/{edition.name}", ())
    if loaded.looks.reference is not None:
        from cabinetpaper.writers.docx import check_reference

        found = (*found, *check_reference(loaded.looks.reference, f"templates/{loaded.details.kind}/reference.docx"))
    if any(one.severity is Severity.ERROR for one in found):
        if changed := loaded.outdated(workspace.files):
            raise OutdatedError(changed)
        return Built(findings=found)
    step("Checking")
    findings = (*found, *workspace.check(edition, loaded))
    if any(one.code in STOPPING for one in findings):
        return Built(findings=findings)
    step("Drawing charts")
    drawings = {
        **draw_charts(Cache(workspace.root), edition.paper, loaded.looks.look, edition.name, anew=anew),
        **photographs(edition.paper, loaded.looks.pictures),
    }
    return Composed(workspace, edition, loaded, drawings, findings)


def epoch() -> str | None:
    """Return SOURCE_DATE_EPOCH where it is a number of seconds."""
    stated = os.environ.get("SOURCE_DATE_EPOCH", "")
    return stated if stated.isdecimal() else None
