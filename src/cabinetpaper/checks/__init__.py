"""One rule per file, one signature: `rule(subject) -> findings`, its codes beside it.

In: a `Subject`. Out: every finding of every rule, in the order of `CHECKS`. A new check is a new file and a line here.
"""

from __future__ import annotations

from typing import Final

from cabinetpaper.checks.compared import compared
from cabinetpaper.checks.confidentiality import confidentiality
from cabinetpaper.checks.contrast import contrast
from cabinetpaper.checks.denominators import denominators
from cabinetpaper.checks.directorates import directorates
from cabinetpaper.checks.documents import documents
from cabinetpaper.checks.drafts import drafts
from cabinetpaper.checks.dropped import dropped
from cabinetpaper.checks.exempt import exempt
from cabinetpaper.checks.fractions import fractions
from cabinetpaper.checks.front import front
from cabinetpaper.checks.gaps import gaps
from cabinetpaper.checks.implications import implications
from cabinetpaper.checks.key_decision import key_decision
from cabinetpaper.checks.numbering import numbering
from cabinetpaper.checks.periods import periods
from cabinetpaper.checks.projections import projections
from cabinetpaper.checks.reasons import reasons
from cabinetpaper.checks.recommendations import recommendations
from cabinetpaper.checks.reds import reds
from cabinetpaper.checks.repeats import repeats
from cabinetpaper.checks.revised_quotes import revised_quotes
from cabinetpaper.checks.rounded_ratings import rounded_ratings
from cabinetpaper.checks.sensitive_words import sensitive_words
from cabinetpaper.checks.subject import Rule, Subject
from cabinetpaper.checks.sums_of_parts import sums_of_parts
from cabinetpaper.checks.tables import tables
from cabinetpaper.checks.tallies import tallies
from cabinetpaper.checks.titles import titles
from cabinetpaper.checks.typed_figures import typed_figures
from cabinetpaper.checks.unit_slips import unit_slips
from cabinetpaper.checks.wards import wards
from cabinetpaper.checks.worked_out import worked_out
from cabinetpaper.checks.zero_targets import zero_targets
from cabinetpaper.finding import Finding
from cabinetpaper.paper import SectionKind

__all__ = ["CHECKS", "FORM", "Rule", "Subject", "check"]

FORM: Final[tuple[Rule, ...]] = (
    front,
    confidentiality,
    exempt,
    recommendations,
    reasons,
    implications,
    key_decision,
    wards,
    documents,
)
"""The rules of the committee form. A report that nobody decides on has none of the form's sections, and is not held to
them, nor to covering every directorate. """

_OF_THE_FORM: Final = frozenset(SectionKind) - {
    SectionKind.COVER,
    SectionKind.FRONT,
    SectionKind.SUMMARY,
    SectionKind.DETAIL,
    SectionKind.APPENDIX,
    SectionKind.OTHER,
}

CHECKS: Final[tuple[Rule, ...]] = (
    *FORM,
    gaps,
    numbering,
    tables,
    tallies,
    directorates,
    reds,
    denominators,
    fractions,
    rounded_ratings,
    unit_slips,
    sums_of_parts,
    zero_targets,
    titles,
    periods,
    repeats,
    compared,
    projections,
    dropped,
    worked_out,
    sensitive_words,
    revised_quotes,
    drafts,
    typed_figures,
    contrast,
)
"""Every rule, in the order in which its findings are told: the form first, then the figures, the words and the look."""


def check(subject: Subject) -> tuple[Finding, ...]:
    """Return the findings of all rules that hold for the paper and that its kind does not do without, gravest first,
    otherwise in the order of `CHECKS` and of the paper; none twice.
    """
    decided = not subject.paper.sections or any(section.kind in _OF_THE_FORM for section in subject.paper.sections)
    left = () if decided else (*FORM, directorates)
    found = dict.fromkeys(
        finding
        for rule in CHECKS
        if rule not in left and rule.__name__ not in subject.without
        for finding in rule(subject)
    )
    return tuple(sorted(found, key=lambda finding: finding.severity.order))
