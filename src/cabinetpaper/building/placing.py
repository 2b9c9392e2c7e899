"""Put the outputs of a paper into place, all or none; what stands there already stays untouched.

In: a composed paper and its outputs. Out: `Built`. A file that would be the same is not written again, so that its date
says when it last changed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from cabinetpaper.building.built import Built
from cabinetpaper.building.composed import BUILDS, Composed, epoch
from cabinetpaper.building.drafts import Draft
from cabinetpaper.building.manifest import digest, manifest
from cabinetpaper.building.outputs import Outputs
from cabinetpaper.building.standing import Standing, keep_standing
from cabinetpaper.building.statement import outside_verdicts, quoted, state
from cabinetpaper.finding import CabinetPaperError
from cabinetpaper.paper import to_json
from cabinetpaper.workspace import alone, inside, save_all
from cabinetpaper.workspace.journal import digest_of
from cabinetpaper.workspace.names import too_long

STANDING: Final = ".cabinetpaper/standing"


def stood(composed: Composed, earlier: Standing) -> Built | None:
    """Return what stands in out/ where it is all there as the earlier build wrote it, under the names that this one
    would give.
    """
    from cabinetpaper.writers.pdf import unprintable

    draft = composed.draft
    names = _names(composed, draft, ("html", "pdf"))
    if not earlier.stands(composed.workspace.out, names.values()):
        return None
    files = {kind: composed.workspace.out / name for kind, name in names.items()}
    stated = (
        finding
        for name in names.values()
        for finding in (earlier.statements[name].findings if name in earlier.statements else ())
    )
    findings = (
        *composed.findings,
        *unprintable(composed.edition.paper, earlier.boxes),
        *earlier.findings,
        *draft.findings(),
        *stated,
    )
    return Built(files, findings, json.loads(files["manifest"].read_bytes()), unchanged=True)


def put(composed: Composed, outputs: Outputs, made_from: str) -> Built:
    """Put the outputs, the manifest and what later builds need into place; raise `CabinetPaperError` where that cannot
    be done.
    """
    workspace, build = composed.workspace, composed.build
    kept = inside(workspace.root, f"{BUILDS}/{build}")
    draft = composed.draft  # looked at anew: somebody may have edited the last one while this one was made
    names = _names(composed, draft, outputs.data)
    named = {names[kind]: outputs.data[kind] for kind in names if kind in outputs.data}
    statements = {name: state(name, data, outputs.statements) for name, data in named.items()}
    findings = (
        *composed.findings,
        *outputs.findings,
        *draft.findings(),
        *(finding for one in statements.values() for finding in one.findings),
    )
    verdicts = outside_verdicts(workspace.out)
    stated = {name: quoted(one, verdicts.get(digest(named[name]), ())) for name, one in statements.items()}
    entries = manifest(
        composed.name, build, composed.inputs, named, findings, epoch(), composed.loaded.scorecard.observations, stated
    )
    written = {**outputs.data, "manifest": json.dumps(entries, ensure_ascii=False, indent=2).encode() + b"\n"}
    files = {kind: inside(workspace.root, f"out/{name}") for kind, name in names.items()}
    shown = {path: f"out/{path.name}" for path in files.values()}
    if long := [finding for path in files.values() if (finding := too_long(path, shown[path]))]:
        raise CabinetPaperError(long)
    # What a later build needs to know its own DOCX again is in place before the DOCX is, and the manifest after all
    # that it names: a
    # build that is stopped in between leaves nothing that looks edited, and a manifest whose digests tell what it does
    # not speak of.
    memory = {
        kept / "paper.json": to_json(composed.edition.paper).encode(),
        kept / "snippets.json": json.dumps(dict(composed.edition.snippets), ensure_ascii=False, indent=1).encode(),
        kept / "docx.sha256": digest(outputs.data["docx"]).encode(),
    }
    with alone(workspace.root):
        save_all(
            _changed({**memory, **{files[kind]: data for kind, data in written.items()}}), shown, journal=workspace.root
        )
    digests = {names[kind]: digest(data) for kind, data in written.items()}
    now = Standing(
        made_from, digests, outputs.job, outputs.drawn.findings, outputs.drawn.pages, outputs.drawn.boxes, statements
    )
    keep_standing(inside(workspace.root, STANDING), composed.name, now)
    return Built(files, findings, entries)


def _changed(files: Mapping[Path, bytes]) -> dict[Path, bytes]:
    """Return the files that do not stand in their place already."""
    return {path: data for path, data in files.items() if digest_of(path) != digest(data)}


def _names(composed: Composed, draft: Draft, kinds: Mapping[str, bytes] | tuple[str, ...]) -> dict[str, str]:
    """Return the name of each output by its kind, the manifest last."""
    others = {kind: f"{composed.name}.{kind}" for kind in kinds if kind != "docx"}
    return {"docx": draft.name, **others, "manifest": f"{composed.name}.manifest.json"}
