"""Gather what the reader notices.

In: what was met and in which paragraph. Out: findings whose place is the paragraph's first words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from cabinetpaper.finding import Finding, Place, Severity

_WORDS: Final = 60
_REMEDIES: Final = {
    "DOCX-REVISION": "Accept or reject it in Word",
    "DOCX-COMMENT": "Settle it in Word",
    "DOCX-NOT-CARRIED": "Write it as an ordinary paragraph",
    "DOCX-FORMAT-DROPPED": "Use the styles Strong or Emphasis",
    "DOCX-STYLE-UNKNOWN": "Use one of the paper's styles",
    "DOCX-RATING-CHANGED": "Change the rating in the data, not here",
    "DOCX-ORPHAN": "Keep a caption and its table or chart together",
}


@dataclass
class Report:
    """The findings so far, each once for a place. `place` is the paragraph being read."""

    findings: list[Finding] = field(default_factory=list)
    place: str = ""

    def add(self, code: str, message: str, *, severity: Severity = Severity.WARNING) -> None:
        """Note one thing about the paragraph being read."""
        finding = Finding(
            code,
            severity,
            message,
            _REMEDIES.get(code, ""),
            Place(detail=f"paragraph “{self.place[:_WORDS]}”" if self.place else ""),
        )
        if finding not in self.findings:
            self.findings.append(finding)
