"""A paper with what stands behind it: the facts it prints, the snippets it was made from, what was noticed on the way.

In: values made by `compose`. Out: `Edition`, which `checks`, `trace` and `build` look at. A paper alone never holds an
unrounded value; an edition does, and stays in the workspace.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cabinetpaper.fact import Fact
from cabinetpaper.finding import Finding
from cabinetpaper.paper.model import Paper

__all__ = ["Action", "Edition"]


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
    """

    paper: Paper
    facts: Mapping[str, Fact]
    snippets: Mapping[str, str] = field(default_factory=dict)
    drafted: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    findings: tuple[Finding, ...] = ()
