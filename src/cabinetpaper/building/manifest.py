"""What went into a build and what came out of it.

In: the inputs' digests, the outputs' bytes, the findings. Out: the manifest that stands beside the outputs, and the
build's id. There is no clock in it: the same input gives the same manifest.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from cabinetpaper.finding import Finding
from cabinetpaper.scorecard import Correction, Observation

MANIFEST_FORMAT: Final = 1
LIBRARIES: Final = (
    "jinja2",
    "lxml",
    "markdown-it-py",
    "matplotlib",
    "pandas",
    "pillow",
    "pikepdf",
    "pydantic",
    "pydyf",
    "python-docx",
    "weasyprint",
)
"""Every package whose version may change an output."""


def digest(data: bytes) -> str:
    """Return the SHA-256 of `data` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def program_version() -> str:
    """Return the version of cabinetpaper that runs."""
    return _version("cabinetpaper")


@cache
def made_with() -> Mapping[str, Any]:
    """Return what the outputs are made with: the releases of cabinetpaper, Python and the libraries, and the digest of
    the program's own files.
    """
    return {
        "cabinetpaper": program_version(),
        "program": _program(),
        "python": platform.python_version(),
        "libraries": {name: _version(name) for name in LIBRARIES},
    }


def _program() -> str:
    """Return the digest of the program's files, so that a changed program of the same release is known; the starter's
    are inputs of a paper.
    """
    package = Path(__file__).parents[1]
    files = (
        path
        for path in package.rglob("*")
        if path.is_file() and not {"starter", "__pycache__"} & set(path.relative_to(package).parts)
    )
    return digest(
        "\n".join(
            f"{path.relative_to(package).as_posix()} {digest(path.read_bytes())}" for path in sorted(files)
        ).encode()
    )


def build_id(paper_id: str, inputs: Mapping[str, str], epoch: str | None) -> str:
    """Return the id of a build: equal for equal inputs, paper, date stamp and release."""
    whole = [program_version(), paper_id, epoch, sorted(inputs.items())]
    return digest(json.dumps(whole, ensure_ascii=False).encode())[:16]


def manifest(
    paper_id: str,
    build: str,
    inputs: Mapping[str, str],
    outputs: Mapping[str, bytes],
    findings: Iterable[Finding],
    epoch: str | None,
    observations: Iterable[Observation] = (),
    conformance: Mapping[str, Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    """Return the manifest's entries in their order; of the observations, those that a correction has changed.
    `conformance` states, by the output's name, what was checked by what.
    """
    return {
        "format": MANIFEST_FORMAT,
        "paper": paper_id,
        "build": build,
        **made_with(),
        "source_date_epoch": epoch,
        "inputs": dict(sorted(inputs.items())),
        "outputs": {name: {"sha256": digest(data), "bytes": len(data)} for name, data in sorted(outputs.items())},
        "conformance": {name: dict(one) for name, one in sorted((conformance or {}).items())},
        "corrections": [_corrected(one, one.correction) for one in observations if one.correction is not None],
        "findings": [one.form() for one in findings],
    }


def written_digests(manifest_file: Path) -> dict[str, str]:
    """Return the digest of every output that a manifest says was written with it, by name."""
    try:
        outputs = json.loads(manifest_file.read_bytes())["outputs"]
        return {str(name): str(entry["sha256"]) for name, entry in outputs.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _corrected(one: Observation, mark: Correction) -> dict[str, str]:
    """Return what was put right over its source, and where both stand."""
    return {
        "measure": one.measure,
        "period": one.period.label,
        "old": mark.old,
        "new": mark.new,
        "reason": mark.reason,
        "who": mark.who,
        "date": mark.when,
        "source": str(one.place),
        "correction": str(mark.place),
    }
