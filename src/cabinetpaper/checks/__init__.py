"""One rule per file, one signature: `rule(subject) -> findings`, its codes beside it.

In: a `Subject`. Out: every finding of every rule, in the order of `CHECKS`. A new check is a new file and a line here.
"""

from __future__ import annotations

from typing import Final

from cabinetpaper.checks.confidentiality import confidentiality
from cabinetpaper.checks.contrast import contrast
from cabinetpaper.checks.denominators import denominators
from cabinetpaper.checks.directorates import directorates
from cabinetpaper.checks.documents import documents
from cabinetpaper.checks.drafts import drafts
from cabinetpaper.checks.front import front
from cabinetpaper.checks.gaps import gaps
from cabinetpaper.checks.implications import implications
from cabinetpaper.checks.key_decision import key_decision
from cabinetpaper.checks.numbering import numbering
from cabinetpaper.checks.reasons import reasons
from cabinetpaper.checks.recommendations import recommendations
from cabinetpaper.checks.reds import reds
from cabinetpaper.checks.subject import Rule, Subject
from cabinetpaper.checks.tables import tables
from cabinetpaper.checks.tallies import tallies
from cabinetpaper.checks.typed_figures import typed_figures
from cabinetpaper.checks.wards import wards
from cabinetpaper.finding import Finding

__all__ = ["CHECKS", "Rule", "Subject", "check"]

CHECKS: Final[tuple[Rule, ...]] = (
    front,
    confidentiality,
    recommendations,
    reasons,
    implications,
    key_decision,
    wards,
    documents,
    gaps,
    numbering,
    tables,
    tallies,
    directorates,
    reds,
    denominators,
    drafts,
    typed_figures,
    contrast,
)
"""Every rule, in the order in which its findings are told: the form first, then the figures, the words and the look."""


def check(subject: Subject) -> tuple[Finding, ...]:
    """Return the findings of all rules, gravest first, otherwise in the order of `CHECKS` and of the paper; none twice."""
    found = dict.fromkeys(finding for rule in CHECKS for finding in rule(subject))
    return tuple(sorted(found, key=lambda finding: finding.severity.order))
