"""The conformance statement of a build: what each output says of itself, and what was checked by what.

In: an output's name and bytes, and the verdicts of outside validators where somebody has kept them in out/. Out:
`Statement`, what our own rules say with the findings behind it; and the manifest's entry, which quotes a verdict where
it is of the very same bytes. It never says more than was checked: a rule that was not tried is not named, and whoever
checked says what they do not see.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cabinetpaper.building.manifest import digest, made_with, program_version
from cabinetpaper.finding import Finding, Severity

if TYPE_CHECKING:
    from cabinetpaper.conformance import Declared

VERDICTS: Final = "validation.json"
"""What `validate.sh --json` has written beside the outputs."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What is stated of one output, as the manifest has it, and what was found. `of` is the digest of the output and of
    the program that looked at it.
    """

    of: str
    entry: Mapping[str, Any]
    findings: tuple[Finding, ...] = ()


def state(name: str, data: bytes, kept: Mapping[str, Statement]) -> Statement:
    """Return the statement of an output; that of an earlier build, from `kept`, where the same program has looked at
    the same bytes under the same name.
    """
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
        "does_not_see": list(UNCHECKED[examined.kind]) if examined.kind else [],
    }
    declared = _declared(examined.declared)
    entry = {**({"declares": declared} if declared else {}), "passed": examined.passed, "checked": [checked]}
    return Statement(of, entry, tuple(one for one in examined.findings if one.severity is not Severity.NOTE))


def outside_verdicts(out: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the verdicts in out/validation.json by the digest of the file that each is of; none where it is not there
    or says something else.
    """
    try:
        results = json.loads((out / VERDICTS).read_bytes())["results"]
        found: dict[str, list[dict[str, Any]]] = {}
        for one in results:
            faults = sum(int(fault["times"]) for fault in one["errors"])
            verdict = {
                "by": f"{one['tool']} {one['version']}",
                "profile": str(one["profile"]),
                "found": {"errors": faults},
            }
            found.setdefault(str(one["sha256"]), []).append({**verdict, "left_to_a_person": int(one["for_a_person"])})
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
    return found


def quoted(statement: Statement, verdicts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the manifest's entry of an output, with the verdicts of others on it."""
    others = [dict(one) for one in verdicts]
    passed = statement.entry["passed"] and not any(one["found"]["errors"] for one in others)
    return {**statement.entry, "passed": passed, "checked": [*statement.entry["checked"], *others]}


def _declared(declared: Declared | None) -> list[str]:
    """Return the standards that a file names for itself, as they are called."""
    if declared is None:
        return []
    archive = f"PDF/A-{declared.pdfa_part}{declared.pdfa_conformance.lower()}" if declared.pdfa_part else ""
    return [one for one in (f"PDF/UA-{declared.pdfua_part}" if declared.pdfua_part else "", archive) if one]
