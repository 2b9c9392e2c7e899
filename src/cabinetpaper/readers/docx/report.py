"""Gather what the reader notices.

In: what was met and in which paragraph. Out: findings whose place is the paragraph's first words.
"""

from __future__ import annotations

from collections.abc import Iterable
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
    "DOCX-PICTURE-CHANGED": "Change the data of the chart, or the picture in the workspace",
    "DOCX-RUNNING-CHANGED": "Change it in paper.toml or in the settings",
}


@dataclass
class Report:
    """The findings so far, each once for a place. `place` is the paragraph being read.

    What fields computed is kept to be compared once the paper is known: the `entries` of lists of contents, and the
    `references` with their target, what they show and the paragraph they stand in.
    """

    place: str = ""
    entries: list[str] = field(default_factory=list)
    references: list[tuple[str, str, str]] = field(default_factory=list)
    _found: dict[Finding, None] = field(default_factory=dict)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return the findings in the order in which they were met."""
        return tuple(self._found)

    def take(self, findings: Iterable[Finding]) -> None:
        """Note findings that were made elsewhere."""
        self._found.update(dict.fromkeys(findings))

    def add(self, code: str, message: str, *, severity: Severity = Severity.WARNING) -> None:
        """Note one thing about the paragraph being read."""
        place = Place(detail=f"paragraph “{self.place[:_WORDS]}”" if self.place else "")
        self._found[Finding(code, severity, message, _REMEDIES.get(code, ""), place)] = None

    def left_out(self, called: str, words: str, *, severity: Severity = Severity.WARNING) -> None:
        """Note that something has no place in a paper, with its words."""
        message = f"{called} was left out" + (f": “{words}”" if words else "")
        self.add("DOCX-NOT-CARRIED", message, severity=severity)
