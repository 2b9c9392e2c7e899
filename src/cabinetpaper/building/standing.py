"""What an earlier build left in out/, so that a build makes only what something has changed for.

In: a folder of the workspace's memory and the name of a paper's outputs. Out: `Standing`, or nothing where none was
kept or it cannot be read. It is believed only as far as the files in out/ have the digests that it names.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cabinetpaper.building.manifest import digest, made_with
from cabinetpaper.building.statement import Statement
from cabinetpaper.finding import CabinetPaperError, Finding
from cabinetpaper.paper import Drawing, Edition, to_json
from cabinetpaper.workspace import Looks, save
from cabinetpaper.workspace.journal import digest_of

if TYPE_CHECKING:
    from cabinetpaper.writers.pdf.engine import Job


@dataclass(frozen=True, slots=True)
class Standing:
    """What the outputs of an earlier build were made from and the SHA-256 of each by its name; of the PDF its job, what
    was noticed while it was drawn, the page of each heading and the characters that are boxes in it; what was stated of
    each output.
    """

    made_from: str
    outputs: Mapping[str, str]
    job: str = ""
    findings: tuple[Finding, ...] = ()
    pages: Mapping[str, int] = field(default_factory=dict)
    boxes: str = ""
    statements: Mapping[str, Statement] = field(default_factory=dict)

    def stands(self, out: Path, names: Iterable[str]) -> bool:
        """Return whether `names` are the outputs, and all of them are still in `out` as they were written."""
        return set(names) == set(self.outputs) and all(
            digest_of(out / name) == one for name, one in self.outputs.items()
        )


def standing(folder: Path, name: str) -> Standing | None:
    """Return what was kept of the outputs called `name`."""
    try:
        form = json.loads((folder / f"{name}.json").read_bytes())
        statements = {
            kind: Statement(str(one["of"]), dict(one["entry"]), _findings(one))
            for kind, one in form["statements"].items()
        }
        return Standing(
            str(form["made_from"]),
            dict(form["outputs"]),
            str(form["job"]),
            _findings(form),
            dict(form["pages"]),
            str(form["boxes"]),
            statements,
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def keep_standing(folder: Path, name: str, one: Standing) -> None:
    """Keep what stands now. It only saves time: where it cannot be written, the next build makes everything."""
    statements = {
        name: {"of": own.of, "entry": dict(own.entry), "findings": _forms(own.findings)}
        for name, own in one.statements.items()
    }
    form = {
        "made_from": one.made_from,
        "outputs": dict(one.outputs),
        "job": one.job,
        "findings": _forms(one.findings),
        "pages": dict(one.pages),
        "boxes": one.boxes,
        "statements": statements,
    }
    with suppress(OSError, CabinetPaperError):
        save(folder / f"{name}.json", json.dumps(form, ensure_ascii=False).encode())


def _findings(form: Mapping[str, Any]) -> tuple[Finding, ...]:
    return tuple(Finding.of(one) for one in form["findings"])


def _forms(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [one.form() for one in findings]


def made_from(
    build: str,
    edition: Edition,
    looks: Looks,
    drawings: Mapping[str, Drawing],
    findings: Iterable[Finding],
    verdicts: Mapping[str, object],
) -> str:
    """Return the digest of all that decides the outputs and the manifest: equal where both would be."""
    pictures = {name: [digest(one.svg), digest(one.png), one.width_mm, one.height_mm] for name, one in drawings.items()}
    assets = {name: digest(data) for name, data in looks.assets.items()}
    logo = [digest(looks.logo.data), looks.logo.media_type, looks.logo.alt] if looks.logo else None
    style = [repr(looks.look), looks.page, looks.css, looks.print_css, assets, digest(looks.reference or b""), logo]
    snippets = {file: digest(source.encode()) for file, source in edition.snippets.items()}
    whole = [
        made_with(),
        build,
        edition.name,
        digest(to_json(edition.paper).encode()),
        snippets,
        pictures,
        style,
        _forms(findings),
        verdicts,
    ]
    return digest(json.dumps(whole, ensure_ascii=False, sort_keys=True).encode())


def of_job(job: Job) -> str:
    """Return the digest of all that decides a PDF."""
    from cabinetpaper.writers.pdf.process import job_to_json

    return hashlib.sha256(json.dumps(made_with(), sort_keys=True).encode() + job_to_json(job)).hexdigest()
