"""What Cabinet is asked to decide.

In: the recommendations. Out: findings where there is none, one is empty, two say the same, or one does not begin with
what is to be done.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding
from cabinetpaper.paper import Gap, Recommendations, SectionKind, blocks_of

CODES: Final[dict[str, str]] = {
    "RECOMMENDATIONS-MISSING": "The paper recommends nothing, so there is nothing to decide. Write at least one "
    "recommendation in paper.toml.",
    "RECOMMENDATION-EMPTY": "A recommendation has no words. Write it or take it out.",
    "RECOMMENDATION-TWICE": "Two recommendations say the same, so a minute could not tell them apart. Take one of them "
    "out.",
    "RECOMMENDATION-VERB": "A recommendation does not begin with what is to be done. Begin with to note, to approve, "
    "to agree, to delegate …, or with “That”.",
}

_VERBS: Final = frozenset(
    [
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
    ]
)


def recommendations(subject: Subject) -> Iterator[Finding]:
    """Return what is wrong with the recommendations."""
    items = [item for block in blocks_of(subject.paper, Recommendations) for item in block.items]
    if not items:
        place = subject.form_place(SectionKind.RECOMMENDATIONS)
        remedy = "Write one, such as “To note the report”"
        yield subject.gap("RECOMMENDATIONS-MISSING", "The paper has no recommendation", remedy, place)
    seen: dict[str, str] = {}
    for item in items:
        number, text = subject.number[item.id], subject.words(item.inlines)
        place = subject.form_place(label=f"recommendation {number}")
        folded = " ".join(text.casefold().split()).rstrip(".")
        if not folded:
            message = f"Recommendation {number} has no words"
            yield subject.gap("RECOMMENDATION-EMPTY", message, "Write it or take it out", place)
        elif folded in seen:
            message = f"Recommendations {seen[folded]} and {number} say the same"
            yield subject.gap("RECOMMENDATION-TWICE", message, "Take one of them out", place)
        elif folded.split()[0].strip(",:") not in _VERBS and not any(isinstance(part, Gap) for part in item.inlines):
            message = f"Recommendation {number} begins with “{text.split()[0]}”, not with what is to be done"
            remedy = "Begin with to note, to approve, to agree or to delegate"
            yield Finding.warning("RECOMMENDATION-VERB", message, remedy, place)
        seen.setdefault(folded, number)
