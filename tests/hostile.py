"""What a hostile input is: its id, what it tries, the guard that stops it, and the proof.

`ATTACKS` in hostile_templates, hostile_pages, hostile_documents, hostile_data and hostile_files are the whole list;
docs/security.md names the guards, test_hostile.py runs every one and holds the page and the list together,
scripts/proofs.py counts them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cabinetpaper.finding import CabinetPaperError, Finding, Severity


@dataclass(frozen=True)
class Attack:
    """One hostile input. `prove` runs it in an empty folder and fails where the outcome is not safe."""

    id: str
    tries: str
    guard: str
    prove: Callable[[Path], None]


def refused(run: Callable[[], object], *codes: str) -> tuple[Finding, ...]:
    """Run what must be refused in words, with one of `codes`, and return the findings."""
    try:
        run()
    except CabinetPaperError as error:
        found = error.findings
    else:
        raise AssertionError("it was accepted")
    assert any(one.code in codes and one.severity is Severity.ERROR for one in found), [str(one) for one in found]
    return found


def told(findings: tuple[Finding, ...], *codes: str) -> None:
    """Fail unless an error with one of `codes` is among the findings."""
    assert any(one.code in codes and one.severity is Severity.ERROR for one in findings), [str(one) for one in findings]
