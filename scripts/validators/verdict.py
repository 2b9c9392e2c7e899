"""What a validator says of a file, as lines for people and as JSON for a statement of conformance.

In: verdicts. Out: text. A verdict names the tool, its version and the profile, so that it can be quoted and tried
again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

__all__ = ["Absent", "Fault", "Verdict", "as_json", "gathered", "lines"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that a validator holds against a file: its own name of the rule, its words, where it saw it first, how
    often.
    """

    rule: str
    message: str
    place: str = ""
    times: int = 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """A tool's word on one file by one profile; `review` counts what the tool leaves to a person."""

    file: Path
    tool: str
    version: str
    profile: str
    faults: tuple[Fault, ...] = ()
    review: int = 0

    @property
    def passed(self) -> bool:
        """Return whether the tool holds nothing against the file."""
        return not self.faults


def gathered(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Return the faults with those of the same rule and words as one, which stands where the first was seen."""
    found: dict[tuple[str, str], Fault] = {}
    for one in faults:
        first = found.get((one.rule, one.message))
        found[one.rule, one.message] = replace(first, times=first.times + one.times) if first else one
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Absent:
    """A tool that could not be asked, and what brings it."""

    tool: str
    remedy: str


def lines(verdicts: Iterable[Verdict], absent: Iterable[Absent]) -> list[str]:
    """Return a line for each fault, for each file and tool, and for each tool that is not here."""
    told: list[str] = []
    for one in verdicts:
        for fault in one.faults:
            times = f" ({fault.times} times)" if fault.times > 1 else ""
            told.append(
                "\t".join(
                    (one.file.name, f"{one.tool} {one.profile}", fault.rule, f"{fault.message}{times}", fault.place)
                )
            )
        told.append(
            f"{'PASS' if one.passed else 'FAIL'}  {one.file.name}  {one.tool} {one.version}  {one.profile}{_left(one)}"
        )
    return [*told, *(f"ABSENT  {one.tool}: {one.remedy}" for one in absent)]


def _left(verdict: Verdict) -> str:
    return f"  ({verdict.review} for a person to look at)" if verdict.review else ""


def as_json(verdicts: Iterable[Verdict], absent: Iterable[Absent]) -> str:
    """Return the verdicts as JSON; each file is named with the digest of its bytes, and without its folder."""
    digests: dict[Path, str] = {}
    results: list[dict[str, Any]] = []
    for one in verdicts:
        if one.file not in digests:
            digests[one.file] = hashlib.sha256(one.file.read_bytes()).hexdigest()
        results.append(
            {
                "file": one.file.name,
                "sha256": digests[one.file],
                "tool": one.tool,
                "version": one.version,
                "profile": one.profile,
                "verdict": "pass" if one.passed else "fail",
                "errors": [
                    {"rule": fault.rule, "times": fault.times, "message": fault.message, "place": fault.place}
                    for fault in one.faults
                ],
                "for_a_person": one.review,
            }
        )
    return json.dumps({"results": results, "absent": [one.tool for one in absent]}, indent=1, ensure_ascii=False) + "\n"
