"""Money, property, law, risk and policy.

In: the implication sections. Out: findings where a required part is absent or empty, where the statutory power names no
Act and section, and where a part is dismissed with a bare “N/A”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.answers import find, is_bare
from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding
from cabinetpaper.paper import SectionKind

CODES: Final[dict[str, str]] = {
    "IMPLICATION-MISSING": "An implication that every paper states is absent or empty: capital and revenue, property "
    "and other, statutory power, risk management or policy framework. Write it in its snippet or answer.",
    "IMPLICATION-BARE": "An implication is dismissed with “N/A” or “None” alone. Say in a sentence why there is none.",
    "LEGAL-POWER": "The statutory power does not name both an Act (or regulations) and a section. Write both, as in "
    "section 111 of the Local Government Act 1972.",
}

_PARTS: Final = (
    (SectionKind.RESOURCE, "capital and revenue implications", ("capital", "revenue")),
    (SectionKind.RESOURCE, "property and other implications", ("property",)),
    (SectionKind.LEGAL, "statutory power", ("statutory", "power")),
    (SectionKind.RISK, "risk management implications", ()),
    (SectionKind.POLICY, "policy framework implications", ()),
)
_ACT: Final = re.compile(r"\b(Act|Regulations|Order)\s+\d{4}", re.IGNORECASE)
_SECTION: Final = re.compile(r"\b(s\.|ss\.|sections?|regulations?|reg\.|articles?|schedule)\s*\d", re.IGNORECASE)


def implications(subject: Subject) -> Iterator[Finding]:
    """Return what is wrong with the implications."""
    for kind, name, words in _PARTS:
        whole, *labelled = subject.answers(kind)
        answer = find(labelled, *words) if words else whole
        place = subject.form_place(kind, answer.label if answer and words else "")
        if answer is None or answer.empty:
            verb = "is" if name.endswith("power") else "are"
            yield subject.gap("IMPLICATION-MISSING", f"The {name} {verb} missing", "Write a sentence", place)
        elif answer.pending:
            continue
        elif is_bare(answer.text):
            message = f"The {name} say only “{answer.text.rstrip('.')}”"
            yield Finding.warning("IMPLICATION-BARE", message, "Say in a sentence why there is none", place)
        elif kind is SectionKind.LEGAL and not (_ACT.search(answer.text) and _SECTION.search(answer.text)):
            message = "The statutory power names no Act with its section"
            remedy = "Write both, as in section 111 of the Local Government Act 1972"
            yield subject.gap("LEGAL-POWER", message, remedy, place)
