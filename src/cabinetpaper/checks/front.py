"""The front table says who decides what and when.

In: the front section. Out: findings for a label that is absent, an answer that is empty, a date that is not a full date
and a contact who cannot be reached.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.answers import dates, find
from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding
from cabinetpaper.paper import SectionKind

CODES: Final[dict[str, str]] = {
    "FRONT-MISSING": "The front table lacks something that every paper carries: decision-maker, subject, date of "
    "decision, report of, contact. Fill in the entry that the finding names in the paper's paper.toml.",
    "FRONT-DATE": "The date of decision is not a full date, so the five clear days for public inspection cannot be "
    "counted. Write it with day, month and year: 10 September 2024.",
    "FRONT-CONTACT": "The contact cannot be reached: an email address or a telephone number is missing. Add it to the "
    "contact row.",
}

_CONTACT: Final = ("contact", "author", "director", "officer")
_ROWS: Final = (
    ("decision-maker", ("decision-maker", "decision maker"), "decision_maker"),
    ("subject", ("subject",), "subject"),
    ("date of decision", ("date",), "date_of_decision"),
    ("report of", ("report of",), "report_of"),
    ("contact", _CONTACT, "[[contacts]]"),
)
_REACHED: Final = {"email address": re.compile(r"\S@\S"), "telephone number": re.compile(r"\d(?:[ -]?\d){6}")}


def front(subject: Subject) -> Iterator[Finding]:
    """Return what is wrong with the front table."""
    rows = subject.answers(SectionKind.FRONT)[1:]
    place = subject.form_place(label="front table")
    for name, words, entry in _ROWS:
        answer = find(rows, *words)
        if answer is None or answer.empty:
            remedy = f"Fill in {entry} in {subject.paper_file}"
            yield subject.gap("FRONT-MISSING", f"The front table has no {name}", remedy, place)
        elif name == "date of decision" and not answer.pending and not dates(answer.text):
            message = f"The date of decision, “{answer.text}”, is not a full date"
            yield subject.gap("FRONT-DATE", message, "Write day, month and year: 10 September 2024", place)
    contacts = [row for row in rows if row.names(*_CONTACT)]
    text = " ".join(row.text for row in contacts).replace("\N{NO-BREAK SPACE}", " ")
    if text and not any(row.pending for row in contacts):
        place = subject.form_place(label="front table, contact")
        for name, pattern in _REACHED.items():
            if not pattern.search(text):
                yield subject.gap("FRONT-CONTACT", f"The contact has no {name}", "Add it under [[contacts]]", place)
