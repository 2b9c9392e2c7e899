"""Which wards the decision touches (domain WD-1).

In: the wards section. Out: a finding where it is absent or empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.answers import answer_place, answers
from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding
from cabinetpaper.paper import SectionKind

CODES: Final[dict[str, str]] = {
    "WARDS-MISSING": "The paper does not say which wards or communities are affected. Name them, or write All or None."
}


def wards(subject: Subject) -> Iterator[Finding]:
    """Return a finding where no ward is named."""
    section = subject.section(SectionKind.WARDS)
    if section is None or answers(section, subject.number)[0].empty:
        place = answer_place(subject.paper_file, section)
        yield Finding(
            "WARDS-MISSING", subject.gap, "The wards affected are missing", "Name them, or write All or None", place
        )
