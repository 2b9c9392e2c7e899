"""Whether this is a key decision, and its notice (domain KD-1; SI 2012/2089 regulations 8 and 9).

In: the key decision section and the front's date. Out: findings where the question is open, the notice is not named, or
it came too late.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from cabinetpaper.checks.answers import answer_place, answers, dates, find, yes_or_no
from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding
from cabinetpaper.paper import SectionKind
from cabinetpaper.period import long_date

CLEAR_DAYS: Final = 28

CODES: Final[dict[str, str]] = {
    "KEY-DECISION-UNANSWERED": "The paper does not say whether this is a key decision. Answer Yes or No.",
    "KEY-DECISION-NOTICE": "A key decision must name its reference in the forward plan and the date of its notice. "
    "Add both to the answer.",
    "KEY-DECISION-LATE": "The notice of the key decision was given less than 28 clear days before the decision "
    "(neither day counted). Move the "
    "decision, or follow the rules for general exception or special urgency.",
}


def key_decision(subject: Subject) -> Iterator[Finding]:
    """Return what is wrong with the key decision and its notice."""
    section = subject.section(SectionKind.KEY_DECISION)
    whole = answers(section, subject.number)[0] if section else None
    place = answer_place(subject.paper_file, section)
    answer = None if whole is None else yes_or_no(whole.text)
    if whole is None or (answer is None and not whole.pending):
        yield Finding(
            "KEY-DECISION-UNANSWERED",
            subject.gap,
            "The paper does not say whether this is a key decision",
            "Answer Yes or No",
            place,
        )
    elif answer and not whole.pending:
        given = dates(whole.text)
        if not given or not re.search(r"forward plan|reference|\bref\b|notice", whole.text, re.IGNORECASE):
            yield Finding(
                "KEY-DECISION-NOTICE",
                subject.gap,
                "A key decision needs its forward plan reference and the date of its notice",
                "Write both after Yes",
                place,
            )
        decided = _decision(subject)
        if given and decided and (decided - min(given)).days - 1 < CLEAR_DAYS:
            message = (
                f"The notice of {long_date(min(given))} is {max(0, (decided - min(given)).days - 1)} clear days "
                f"before the decision on {long_date(decided)}"
            )
            yield Finding(
                "KEY-DECISION-LATE", subject.gap, message, f"At least {CLEAR_DAYS} clear days are needed", place
            )


def _decision(subject: Subject) -> date | None:
    section = subject.section(SectionKind.FRONT)
    answer = find(answers(section, subject.number), "date") if section else None
    found = dates(answer.text) if answer else ()
    return found[0] if found else None
