"""The statement of confidentiality (domain CF-1; Local Government Act 1972, Schedule 12A).

In: the confidentiality section. Out: findings where the statement is absent, or neither says that nothing is exempt nor
names the paragraph relied on and weighs the public interest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.answers import answer_place, answers
from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding
from cabinetpaper.paper import SectionKind

CODES: Final[dict[str, str]] = {
    "CONFIDENTIALITY-MISSING": "The paper has no statement of confidentiality. Write “Not applicable” for an open "
    "paper, or the paragraph of "
    "Schedule 12A that makes it exempt and why the public interest is served.",
    "CONFIDENTIALITY-UNCLEAR": "The statement of confidentiality neither says that nothing is exempt nor names a "
    "paragraph from 1 to 7 of "
    "Schedule 12A together with the public interest. Say one or the other.",
}

_OPEN: Final = re.compile(
    r"not applicable|\bnone\b|\bno\b.{0,40}\b(confidential|exempt)|\bnot (confidential|exempt)", re.IGNORECASE
)
_EXEMPT: Final = re.compile(r"\bparagraphs?\s+[1-7]\b", re.IGNORECASE)


def confidentiality(subject: Subject) -> Iterator[Finding]:
    """Return what is wrong with the statement of confidentiality."""
    section = subject.section(SectionKind.CONFIDENTIALITY)
    whole = answers(section, subject.number)[0] if section else None
    place = answer_place(subject.paper_file, section)
    if whole is None or whole.empty:
        yield Finding(
            "CONFIDENTIALITY-MISSING",
            subject.gap,
            "There is no statement of confidentiality",
            "Write “Not applicable”, or the paragraph relied on",
            place,
        )
    elif (
        not whole.pending
        and not _OPEN.search(whole.text)
        and not (_EXEMPT.search(whole.text) and "public interest" in whole.text.casefold())
    ):
        yield Finding(
            "CONFIDENTIALITY-UNCLEAR",
            subject.gap,
            "The statement of confidentiality does not say whether the paper is open or exempt",
            "Write “Not applicable”, or name the paragraph (1 to 7) of Schedule 12A and weigh the public interest",
            place,
        )
