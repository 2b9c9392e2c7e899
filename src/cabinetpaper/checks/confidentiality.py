"""The statement of confidentiality (Local Government Act 1972, Schedule 12A).

In: the confidentiality section. Out: findings where the statement is absent, or neither says that nothing is exempt nor
names the paragraph relied on and weighs the public interest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding
from cabinetpaper.paper import SectionKind

CODES: Final[dict[str, str]] = {
    "CONFIDENTIALITY-MISSING": "The paper has no statement of confidentiality. Write “Not applicable” for an open "
    "paper, or the paragraph of Schedule 12A that makes it exempt and why the public interest is served.",
    "CONFIDENTIALITY-UNCLEAR": "The statement of confidentiality neither says that nothing is exempt nor names a "
    "paragraph from 1 to 7 of Schedule 12A together with the public interest. Say one or the other.",
}

_OPEN: Final = re.compile(
    r"not applicable|\bnone\b|\bno\b.{0,40}\b(confidential|exempt)|\bnot (confidential|exempt)", re.IGNORECASE
)
_EXEMPT: Final = re.compile(r"\bparagraphs?\s+[1-7]\b", re.IGNORECASE)


def confidentiality(subject: Subject) -> Iterator[Finding]:
    """Return what is wrong with the statement of confidentiality."""
    statement = subject.answers(SectionKind.CONFIDENTIALITY)[0]
    place = subject.form_place(SectionKind.CONFIDENTIALITY)
    weighed = _EXEMPT.search(statement.text) and "public interest" in statement.text.casefold()
    if statement.empty:
        message = "There is no statement of confidentiality"
        remedy = "Write “Not applicable”, or the paragraph relied on"
        yield subject.gap("CONFIDENTIALITY-MISSING", message, remedy, place)
    elif not statement.pending and not _OPEN.search(statement.text) and not weighed:
        message = "The statement of confidentiality does not say whether the paper is open or exempt"
        remedy = "Write “Not applicable”, or name the paragraph (1 to 7) of Schedule 12A and weigh the public interest"
        yield subject.gap("CONFIDENTIALITY-UNCLEAR", message, remedy, place)
