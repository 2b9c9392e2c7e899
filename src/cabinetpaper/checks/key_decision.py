"""Whether this is a key decision, and its notice (SI 2012/2089 regulations 8 and 9).

In: the key decision section and the front's date. Out: findings where the question is open, the notice is not named, or
it came too late.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.answers import dates, find, yes_or_no
from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding
from cabinetpaper.paper import SectionKind
from cabinetpaper.period import long_date

CLEAR_DAYS: Final = 28

CODES: Final[dict[str, str]] = {
    "KEY-DECISION-UNANSWERED": "The paper does not say whether this is a key decision. Answer Yes or No.",
    "KEY-DECISION-NOTICE": "A key decision must name its reference in the forward plan and the date of its notice. Add "
    "both to the answer.",
    "KEY-DECISION-LATE": "The notice of the key decision was given less than 28 clear days before the decision "
    "(neither day counted). Move the decision, or follow the rules for general exception or special urgency.",
}


def key_decision(subject: Subject) -> Iterator[Finding]:
    """Return what is wrong with the key decision and its notice."""
    answer, place = subject.answers(SectionKind.KEY_DECISION)[0], subject.form_place(SectionKind.KEY_DECISION)
    if answer.pending:
        return
    is_key = yes_or_no(answer.text)
    if is_key is None:
        message = "The paper does not say whether this is a key decision"
        yield subject.gap("KEY-DECISION-UNANSWERED", message, "Answer Yes or No", place)
    elif is_key:
        given = dates(answer.text)
        if not given or not re.search(r"forward plan|reference|\bref\b|notice", answer.text, re.IGNORECASE):
            message = "A key decision needs its forward plan reference and the date of its notice"
            yield subject.gap("KEY-DECISION-NOTICE", message, "Write both after Yes", place)
        front = find(subject.answers(SectionKind.FRONT), "date")
        decided = dates(front.text)[:1] if front else ()
        clear = (decided[0] - min(given)).days - 1 if given and decided else CLEAR_DAYS
        if clear < CLEAR_DAYS:
            message = (
                f"The notice of {long_date(min(given))} is {max(0, clear)} clear days before the decision on "
                f"{long_date(decided[0])}"
            )
            yield subject.gap("KEY-DECISION-LATE", message, f"At least {CLEAR_DAYS} clear days are needed", place)
