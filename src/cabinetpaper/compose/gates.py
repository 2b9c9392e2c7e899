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
from cabinetpaper.compose.template import Part, PartsAs, Template, TemplateSection
from cabinetpaper.finding import Finding, Place
from cabinetpaper.nearest import advice

CODES: Final[dict[str, str]] = {
    "CONDITION-UNKNOWN": "A section or part of the template depends on an answer that the form does not ask for, so "
    "that it would never open. Name the id of a part with the block answer, or a row of the front table (front.…).",
    "PART-CLOSED": "Words were written for a part of the form that its question keeps closed, so they are not in the "
    "paper. Take them out, or correct the answer to the question.",
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
    sections: list[TemplateSection] = []
    for section in template.sections:
        question = _closed_by(section, details)
        if question:
            closed.update(dict.fromkeys((section.id, *(part.id for part in section.parts)), question))
            continue
        shut = {part.id: found for part in section.parts if (found := _closed_by(part, details))}
        closed.update(shut)
        sections.append(replace(section, parts=tuple(part for part in section.parts if part.id not in shut)))
    return Opened(replace(template, sections=tuple(sections)), closed, tuple(_unknown(template, details)))


def _closed_by(place: TemplateSection | Part, details: Details) -> str:
    """Return the question that keeps a section or part closed, or nothing."""
    for question, wanted in ((place.when, True), (place.unless, False)):
        held = details.answers.get(question, "")
        if question.startswith("front."):
            front = details.front.get(question.removeprefix("front."), "")
            held = front if isinstance(front, str) else " ".join(front)
        if question and yes_or_no(held) is not wanted:
            return question
    return ""


def _unknown(template: Template, details: Details) -> Iterator[Finding]:
    """Return a finding for each condition that names no question of the form."""
    asked = [place.id for place in template.places() if "answer" in place.blocks]
    asked += [part.id for section in template.sections if section.parts_as is PartsAs.TABLE for part in section.parts]
    asked += [row.entry for row in template.front if row.entry.startswith("front.")]
    for place in template.places():
        for question in (place.when, place.unless):
            if question and question not in asked:
                where = Place(f"templates/{details.kind}/paper.toml", detail=f"“{place.id}”")
                message = f"The form asks no question “{question}”"
                yield Finding.error("CONDITION-UNKNOWN", message, advice(question, asked), where)
