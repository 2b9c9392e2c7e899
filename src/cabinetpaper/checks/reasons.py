"""Why the recommendations are made and what else was considered (SI 2012/2089 regulation 12(2)).

In: the reasons and the options. Out: findings where either is empty, or where options are denied without a reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.answers import is_bare
from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding
from cabinetpaper.paper import SectionKind

CODES: Final[dict[str, str]] = {
    "REASONS-MISSING": "The paper gives no reasons for its recommendations; the record of the decision must state "
    "them. Write them in the snippet or the answer for this section.",
    "OPTIONS-MISSING": "The paper names no alternative that was considered and rejected; the record of the decision "
    "must state them. Write at least one, and why it was rejected.",
    "OPTIONS-UNEXPLAINED": "The paper says that no alternative was considered and does not say why. Add the reason.",
}


def reasons(subject: Subject) -> Iterator[Finding]:
    """Return what is wrong with reasons and options."""
    for kind, code, message in (
        (SectionKind.REASONS, "REASONS-MISSING", "The reasons for the recommendations are missing"),
        (SectionKind.OPTIONS, "OPTIONS-MISSING", "The alternative options are missing"),
    ):
        answer, place = subject.answers(kind)[0], subject.form_place(kind)
        if answer.empty:
            yield subject.gap(code, message, "Write them for this section", place)
        elif kind is SectionKind.OPTIONS and is_bare(answer.text) and not answer.pending:
            message = f"The alternative options say only “{answer.text.rstrip('.')}”"
            yield subject.gap("OPTIONS-UNEXPLAINED", message, "Say why there was no alternative", place)
