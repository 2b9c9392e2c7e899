"""Open and close the parts of a form by the answers that it depends on.

In: a template and the paper's answers. Out: the template with the open parts alone, the ids of those that are closed,
and what is wrong with the conditions. A part with `when` opens when the answer named there begins with Yes, one with
`unless` when it begins with No; while the question is not answered, both stay closed and the question itself is the
gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from cabinetpaper.checks.answers import yes_or_no
from cabinetpaper.compose.paper_details import Details
from cabinetpaper.compose.template import Part, Template, TemplateSection
from cabinetpaper.finding import Finding, Place
from cabinetpaper.nearest import advice

CODES: Final[dict[str, str]] = {
    "CONDITION-UNKNOWN": "A section or part of the template depends on an answer that the form does not ask for, so "
    "that it would never open. Name "
    "the id of a part with the block answer, or a row of the front table (front.…).",
    "PART-CLOSED": "Words were written for a part of the form that its question keeps closed, so they are not in the "
    "paper. Take them out, or correct the "
    "answer to the question.",
}


@dataclass(frozen=True)
class Opened:
    """The template with its open parts, the question that closes each of the others by its id, and what is wrong."""

    template: Template
    closed: Mapping[str, str]
    findings: tuple[Finding, ...] = ()


def opened(template: Template, details: Details) -> Opened:
    """Return what of the template stands in this paper."""
    closed: dict[str, str] = {}
    sections = tuple(
        _section(section, details, closed) for section in template.sections if not _closes(section, details, closed)
    )
    return Opened(replace(template, sections=sections), closed, tuple(_unknown(template, details)))


def _section(section: TemplateSection, details: Details, closed: dict[str, str]) -> TemplateSection:
    return replace(section, parts=tuple(part for part in section.parts if not _closes(part, details, closed)))


def _closes(place: TemplateSection | Part, details: Details, closed: dict[str, str]) -> bool:
    """Return whether a section or part is closed, and note it and all its parts."""
    for question, wanted in ((place.when, True), (place.unless, False)):
        if question and _answer(question, details) is not wanted:
            closed[place.id] = question
            if isinstance(place, TemplateSection):
                closed.update((part.id, question) for part in place.parts)
            return True
    return False


def _answer(question: str, details: Details) -> bool | None:
    held = (
        details.front.get(question.removeprefix("front."), "")
        if question.startswith("front.")
        else details.answers.get(question, "")
    )
    return yes_or_no(held if isinstance(held, str) else " ".join(held))


def _unknown(template: Template, details: Details) -> Iterator[Finding]:
    """Return a finding for each condition that names no question of the form."""
    asked = [place.id for place in template.places() if "answer" in place.blocks]
    asked += [part.id for section in template.sections if section.parts_as.value == "table" for part in section.parts]
    asked += [row.entry for row in template.front if row.entry.startswith("front.")]
    for place in template.places():
        for question in (place.when, place.unless):
            if question and question not in asked:
                where = Place(f"templates/{details.kind}/paper.toml", detail=f"“{place.id}”")
                yield Finding.error(
                    "CONDITION-UNKNOWN", f"The form asks no question “{question}”", advice(question, asked), where
                )
