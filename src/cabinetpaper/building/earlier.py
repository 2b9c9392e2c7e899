"""What an earlier build left in out/, so that a build makes only what something has changed for.

In: the workspace's cache and the name of a paper's outputs. Out: `Earlier`, or nothing where the cache has none that it
can prove. It is believed only as far as the files in out/ have the digests that it names.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cabinetpaper.building.manifest import digest, made_with
from cabinetpaper.finding import Finding
from cabinetpaper.paper import Drawing, Edition, to_json
from cabinetpaper.workspace import Cache, Looks
from cabinetpaper.workspace.cache import CACHE
from cabinetpaper.workspace.disk import digest_of

if TYPE_CHECKING:
    from cabinetpaper.writers.pdf.job import Job


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the outputs of an earlier build were made from and the SHA-256 of each by its name; of the PDF its job, what
    was noticed while it was drawn, the page of each heading and the characters that are boxes in it; what the rules
    found in outputs that were examined.
    """

    made_from: str
    outputs: Mapping[str, str]
    job: str = ""
    findings: tuple[Finding, ...] = ()
    pages: Mapping[str, int] = field(default_factory=dict)
    boxes: str = ""
    examined: tuple[Finding, ...] = ()

    def still_in(self, out: Path, names: Iterable[str]) -> bool:
        """Return whether `names` are the outputs, and all of them are still in `out` as they were written."""
        return set(names) == set(self.outputs) and all(
            digest_of(out / name) == one for name, one in self.outputs.items()
        )


def earlier_build(cache: Cache, name: str) -> Earlier | None:
    """Return what the cache has of the outputs called `name`."""
    form = cache.form(_entry(name))
    try:
        findings, examined = (tuple(map(Finding.of, form[key])) for key in ("findings", "examined"))
        outputs, pages = dict(form["outputs"]), dict(form["pages"])
        return Earlier(form["made_from"], outputs, form["job"], findings, pages, form["boxes"], examined)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def keep_earlier(cache: Cache, name: str, one: Earlier) -> None:
    """Keep in the cache what is in out/ now."""
    form = {
        "made_from": one.made_from,
        "outputs": dict(one.outputs),
        "job": one.job,
        "findings": [own.form() for own in one.findings],
        "pages": dict(one.pages),
        "boxes": one.boxes,
        "examined": [own.form() for own in one.examined],
    }
    cache.put(_entry(name), json.dumps(form, ensure_ascii=False).encode())


def forget(cache: Cache, name: str) -> None:
    """Remove what the cache has of the outputs of that name, whichever program wrote it."""
    for folder in filter(Path.is_dir, sorted((cache.root / CACHE / "outputs").glob("*"))):
        cache.keep_only(f"outputs/{folder.name}", {path.name for path in folder.iterdir()} - {name})


def _entry(name: str) -> str:
    return f"outputs/{digest(made_with()['program'].encode())[:16]}/{name}"


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
        [one.form() for one in findings],
        verdicts,
    ]
    return digest(json.dumps(whole, ensure_ascii=False, sort_keys=True).encode())


def of_job(job: Job) -> str:
    """Return the digest of all that decides a PDF."""
    from cabinetpaper.writers.pdf.job import job_to_json

    return hashlib.sha256(json.dumps(made_with(), sort_keys=True).encode() + job_to_json(job)).hexdigest()
