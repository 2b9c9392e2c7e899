"""The conformance statement of a build: what each output says of itself, and what was checked by what.

In: an output's name and bytes. Out: `Statement`, the manifest's entry with the findings behind it. It never says more than was checked: a rule that was
not tried is not named, and what no rule of ours sees is listed as not checked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cabinetpaper.building.manifest import digest, made_with, program_version
from cabinetpaper.finding import Finding, Severity

if TYPE_CHECKING:
    from cabinetpaper.conformance import Declared

__all__ = ["Statement", "state"]


@dataclass(frozen=True, slots=True)
class Statement:
    """What is stated of one output, as the manifest has it, and what was found. `of` is the digest of the output and of the program that looked at it."""

    of: str
    entry: Mapping[str, Any]
    findings: tuple[Finding, ...] = ()


def state(name: str, data: bytes, kept: Mapping[str, Statement]) -> Statement:
    """Return the statement of an output; that of an earlier build, from `kept`, where the same program has looked at the same bytes under the same name."""
    of = digest(f"{made_with()['program']} {name} {digest(data)}".encode())
    earlier = kept.get(name)
    return earlier if earlier and earlier.of == of else _looked_at(of, name, data)


def _looked_at(of: str, name: str, data: bytes) -> Statement:
    from cabinetpaper.conformance import UNCHECKED, examine

    examined = examine(f"out/{name}", data)
    counts = Counter(one.severity for one in examined.findings)
    checked = {
        "by": f"cabinetpaper {program_version()}",
        "rules": list(examined.tried),
        "seen": dict(examined.seen),
        "found": {f"{severity.value}s": counts[severity] for severity in Severity},
    }
    unchecked = list(UNCHECKED[examined.kind]) if examined.kind else []
    entry: dict[str, Any] = {"passed": examined.passed, "checked": [checked], "not_checked": unchecked}
    if declared := _declared(examined.declared):
        entry = {"declares": declared, **entry}
    return Statement(of, entry, tuple(one for one in examined.findings if one.severity is not Severity.NOTE))


def _declared(declared: Declared | None) -> list[str]:
    """Return the standards that a file names for itself, as they are called."""
    if declared is None:
        return []
    archive = f"PDF/A-{declared.pdfa_part}{declared.pdfa_conformance.lower()}" if declared.pdfa_part else ""
    return [one for one in (f"PDF/UA-{declared.pdfua_part}" if declared.pdfua_part else "", archive) if one]
