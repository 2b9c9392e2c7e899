"""A paper with what stands behind it: the facts it prints, the snippets it was made from, what was noticed on the way.

In: values made by `compose`. Out: `Edition`, which `checks`, `trace` and `build` look at. A paper alone never holds an
unrounded value; an edition does, and stays in the workspace.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from cabinetpaper.fact import Fact
from cabinetpaper.finding import Finding
from cabinetpaper.paper.model import Paper

NOT_FOR_PUBLICATION: Final = "Not for publication"
"""How the status of a version begins that holds what is exempt."""


@dataclass(frozen=True, slots=True)
class Action:
    """What is promised for a measure: who does it, by when; empty words are gaps that only the council can fill."""

    measure: str
    text: str
    owner: str = ""
    due: str = ""
    status: str = ""
    file: str = ""


@dataclass(frozen=True)
class Edition:
    """A composed paper. `snippets` maps each snippet's file to its whole source text, `drafted` names those that were
    written from the facts because no file exists, `actions` are those that snippets promise.

    `remedies` says, by the id of the paragraph that holds a gap, how to fill it. `exempt` names the parts that are not
    for publication with the paragraphs of Schedule 12A. `entries` has the text of the paper.toml by its file, in which
    words know their places too. `variant` is empty for the public paper, else `exempt`, `record` or `record-exempt`.
    """

    paper: Paper
    facts: Mapping[str, Fact]
    snippets: Mapping[str, str] = field(default_factory=dict)
    drafted: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    findings: tuple[Finding, ...] = ()
    remedies: Mapping[str, str] = field(default_factory=dict)
    exempt: Mapping[str, str] = field(default_factory=dict)
    variant: str = ""
    entries: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return the name of its outputs: the paper's id, and the variant behind it."""
        return f"{self.paper.id}-{self.variant}" if self.variant else self.paper.id

    @property
    def published(self) -> bool:
        """Return whether this is no draft any more: its status is empty, or only that of an exempt version."""
        return not self.paper.status or self.paper.status.startswith(NOT_FOR_PUBLICATION)
