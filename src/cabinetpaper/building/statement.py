"""The conformance statement of a build: what each output says of itself, and what was checked by what.

In: an output's name and bytes, whether the paper is published with this build, and the verdicts of outside validators
where somebody has kept them in out/. Out: the manifest's entry, and what our own rules found. A draft is not examined,
and its entry says so; a verdict is quoted where it is of the very same bytes. It never says more than was checked.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from cabinetpaper.building.manifest import program_version
from cabinetpaper.finding import Finding, Severity

VERDICTS: Final = "validation.json"
"""What `validate.sh --json` has written beside the outputs."""

_STANDARDS: Final = (
    ("PDF/UA-{}", re.compile(rb'pdfuaid:part(?:="|>)(\d)')),
    ("PDF/A-{}{}", re.compile(rb'pdfaid:part(?:="|>)(\d).{0,80}?pdfaid:conformance(?:="|>)(\w)', re.DOTALL)),
)
"""How a PDF names the standards that it follows, in its metadata, which every reader can read."""


def state(
    name: str, data: bytes, verdicts: Iterable[Mapping[str, Any]] = (), *, examined: bool
) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """Return the manifest's entry of an output, with the verdicts of others on it, and what our own rules found where
    it is to be examined.
    """
    entry: dict[str, Any] = {}
    found: tuple[Finding, ...] = ()
    checked = [dict(one) for one in verdicts]
    passed = not any(one["found"]["errors"] for one in checked)
    if name.endswith(".pdf"):
        declared = ((form, pattern.search(data)) for form, pattern in _STANDARDS)
        entry["declares"] = [
            form.format(*(part.decode().lower() for part in match.groups())) for form, match in declared if match
        ]
    if examined:
        from cabinetpaper.conformance import UNCHECKED, examine

        result = examine(f"out/{name}", data)
        counts = Counter(one.severity for one in result.findings)
        own = {
            "by": f"cabinetpaper {program_version()}",
            "rules": list(result.tried),
            "seen": dict(result.seen),
            "found": {f"{severity.value}s": counts[severity] for severity in Severity},
            "does_not_see": list(UNCHECKED[result.kind]) if result.kind else [],
        }
        checked, passed = [own, *checked], passed and result.passed
        found = tuple(one for one in result.findings if one.severity is not Severity.NOTE)
    entry |= {"examined": examined, **({"passed": passed} if checked else {}), "checked": checked}
    return entry, found


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
