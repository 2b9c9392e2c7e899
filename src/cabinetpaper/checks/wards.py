"""Which wards the decision touches.

In: the wards section. Out: a finding where it is absent or empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding
from cabinetpaper.paper import SectionKind

CODES: Final[dict[str, str]] = {
    "WARDS-MISSING": "The paper does not say which wards or communities are affected. Name them, or write All or None."
}


def wards(subject: Subject) -> Iterator[Finding]:
    """Return a finding where no ward is named."""
    if subject.answers(SectionKind.WARDS)[0].empty:
        place = subject.form_place(SectionKind.WARDS)
        yield subject.gap("WARDS-MISSING", "The wards affected are missing", "Name them, or write All or None", place)
