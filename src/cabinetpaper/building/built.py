"""What a build is asked for, what it tells on the way, and what comes out of it.

In: the steps of each paper as they are taken. Out: one count over all papers, for whoever shows it; `Built`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from cabinetpaper.finding import Finding

STEPS: Final = (
    "Reading",
    "Composing",
    "Checking",
    "Drawing charts",
    "Writing the HTML page",
    "Writing the DOCX",
    "Writing the PDF",
    "Saving",
)
"""The steps of a paper; where its list of contents shows the PDF's pages, the DOCX is written after the PDF."""

Progress = Callable[[str, int, int], None]
"""Told before each step: its name, how many are done, how many there are."""

Step = Callable[[str], None]
"""Told before each step of one paper: its name, one of `STEPS`."""


@dataclass(frozen=True)
class Built:
    """What a build made: `paths` by kind (docx, html, pdf, manifest), everything that was noticed, the manifest's
    entries.

    Nothing was written where `paths` is empty. `unchanged` says that all of it stood in out/ already, as this build
    would have made it.
    """

    paths: Mapping[str, Path] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    manifest: Mapping[str, Any] = field(default_factory=dict)
    unchanged: bool = False

    @property
    def written(self) -> bool:
        """Return whether the outputs are in out/."""
        return bool(self.paths)


class Steps:
    """Counts the steps of all papers of a build; what a paper that ends early leaves out counts as taken."""

    def __init__(self, progress: Progress | None, papers: int) -> None:
        self._progress = progress
        self._papers = papers
        self._taken: dict[str, int] = {}

    def of(self, paper: str) -> Step:
        """Return what the steps of one paper are told to."""

        def take(name: str) -> None:
            if self._progress:
                self._progress(
                    f"{paper}: {name}" if self._papers > 1 else name,
                    sum(self._taken.values()),
                    self._papers * len(STEPS),
                )
            self._taken[paper] = min(self._taken.get(paper, 0) + 1, len(STEPS))

        return take

    def end(self, paper: str) -> None:
        """Count a paper as done."""
        self._taken[paper] = len(STEPS)
