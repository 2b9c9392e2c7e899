"""The statement of confidentiality fits what is exempt (Local Government Act 1972, Schedule 12A).

In: the confidentiality section, and the parts that are marked as exempt. Out: a finding where the statement does not
name a paragraph by which something is left out of the public paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding
from cabinetpaper.paper import SectionKind

CODES: Final[dict[str, str]] = {
    "EXEMPT-STATEMENT": "Part of the paper is exempt, and the statement of confidentiality does not name the paragraph "
    "of Schedule 12A by which it is. Name each paragraph there, and why the public interest in keeping it back "
    "outweighs that in disclosing it."
}


def exempt(subject: Subject) -> Iterator[Finding]:
    """Return a finding for each paragraph relied on that the statement does not name; a form without a statement has
    none.
    """
    if not any(section.kind is SectionKind.CONFIDENTIALITY for section in subject.paper.sections):
        return
    named = set(re.findall(r"\b[1-7]\b", subject.answers(SectionKind.CONFIDENTIALITY)[0].text))
    relied_on = {number for text in subject.edition.exempt.values() for number in re.findall(r"[1-7]", text)}
    for number in sorted(relied_on - named):
        yield subject.gap(
            "EXEMPT-STATEMENT",
            f"Part of the paper is exempt under paragraph {number}, which the statement of confidentiality does not "
            "name",
            "Name the paragraph there and weigh the public interest",
            subject.form_place(SectionKind.CONFIDENTIALITY),
        )
