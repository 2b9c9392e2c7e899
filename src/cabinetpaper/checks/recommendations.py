"""What Cabinet is asked to decide (domain RC-1).

In: the recommendations. Out: findings where there is none, one is empty, two say the same, or one does not begin with
what is to be done.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.answers import answer_place
from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding
from cabinetpaper.paper import Gap, Recommendation, Recommendations, SectionKind, printed

CODES: Final[dict[str, str]] = {
    "RECOMMENDATIONS-MISSING": "The paper recommends nothing, so there is nothing to decide. Write at least one "
    "recommendation in paper.toml.",
    "RECOMMENDATION-EMPTY": "A recommendation has no words. Write it or take it out.",
    "RECOMMENDATION-TWICE": "Two recommendations say the same, so a minute could not tell them apart. Take one of "
    "them out.",
    "RECOMMENDATION-VERB": "A recommendation does not begin with what is to be done. Begin with to note, to approve, "
    "to agree, to delegate …, or with “That”.",
}

_VERBS: Final = {
    "to",
    "that",
    "note",
    "approve",
    "agree",
    "delegate",
    "consider",
    "endorse",
    "authorise",
    "recommend",
    "adopt",
    "accept",
    "receive",
    "confirm",
    "support",
    "refer",
    "appoint",
}


def recommendations(subject: Subject) -> Iterator[Finding]:
    """Return what is wrong with the recommendations."""
    items = [
        item
        for section in subject.paper.sections
        for block in section.blocks
        if isinstance(block, Recommendations)
        for item in block.items
    ]
    section = subject.section(SectionKind.RECOMMENDATIONS)
    if not items:
        yield Finding(
            "RECOMMENDATIONS-MISSING",
            subject.gap,
            "The paper has no recommendation",
            "Write one, such as “To note the report”",
            answer_place(subject.paper_file, section),
        )
    seen: dict[str, str] = {}
    for item in items:
        yield from _one(subject, item, seen)


def _one(subject: Subject, item: Recommendation, seen: dict[str, str]) -> Iterator[Finding]:
    number = subject.number[item.id]
    place = answer_place(subject.paper_file, None, f"recommendation {number}")
    text = printed(item.inlines, subject.number).strip()
    plain = " ".join(text.casefold().split()).rstrip(".")
    if not plain:
        yield Finding(
            "RECOMMENDATION-EMPTY",
            subject.gap,
            f"Recommendation {number} has no words",
            "Write it or take it out",
            place,
        )
    elif plain in seen:
        yield Finding(
            "RECOMMENDATION-TWICE",
            subject.gap,
            f"Recommendations {seen[plain]} and {number} say the same",
            "Take one of them out",
            place,
        )
    elif plain.split()[0].strip(",:") not in _VERBS and not any(isinstance(one, Gap) for one in item.inlines):
        message = f"Recommendation {number} begins with “{text.split()[0]}”, not with what is to be done"
        yield Finding.warning(
            "RECOMMENDATION-VERB", message, "Begin with to note, to approve, to agree or to delegate", place
        )
    seen.setdefault(plain, number)
