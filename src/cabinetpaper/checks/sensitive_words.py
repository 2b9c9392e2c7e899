"""Figures typed into words on people few enough to be recognised (check narrative too).

In: the words of the snippets on sensitive measures. Out: a warning for each figure typed by hand, where a disclosure
rule is in force.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cabinetpaper.checks.subject import Subject
from cabinetpaper.finding import Finding, Place
from cabinetpaper.paper import typed_words
from cabinetpaper.paper.places import point_at
from cabinetpaper.written import figures_in

CODES: Final[dict[str, str]] = {
    "SENSITIVE-TYPED": "A figure or a small number in words is typed into a snippet on a sensitive measure, where no "
    "rule hides it. Print it from the data, so that it is hidden where it is too small, or take it out."
}

_FEW: Final = "one|two|three|four|five|six|seven|eight|nine|ten"
_PEOPLE: Final = (
    r"(?:child\w*|bab(?:y|ies)|infants?|boys?|girls?|people|person|famil\w+|young|adults?|residents?|pupils?|students?"
    r"|cases?|brothers?|sisters?|siblings?|wom[ae]n|m[ae]n|mothers?|fathers?|patients?|carers?)"
)
_SMALL: Final = re.compile(
    rf"\b(?:(?:only |just )?(?:{_FEW})\s+(?:more |fewer |additional |other |new |young )?{_PEOPLE}"
    rf"|(?:a|one|the)\s+(?:single|sole|lone|only|solitary)\s+(?:\w+\s+)?{_PEOPLE}"
    rf"|(?:another|an additional|one more)\s+{_PEOPLE}"
    rf"|(?:none|neither|both|all|any|each|either)\s+(?:of\s+(?:the|these|those|them)\s+)?(?:{_FEW})\b"
    rf"|all\s+but\s+(?:a|an|{_FEW})\b|both(?:\s+(?:of\s+)?(?:the|these|them)\b|\s+{_PEOPLE})"
    r"|neither\s+of\s+(?:the|them|these)\b|twins?|triplets?|quadruplets?|a\s+(?:pair|couple|trio|handful)\s+of)\b",
    re.IGNORECASE,
)


def sensitive_words(subject: Subject) -> Iterator[Finding]:
    """Return a warning for each figure typed into words on a sensitive measure."""
    sensitive = [measure for measure in subject.scorecard.measures if measure.sensitive]
    if not sensitive or not subject.settings.disclosure.active:
        return
    spoken_of = {name for measure in sensitive for name in (measure.id, measure.name, measure.short_name) if name}
    names = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(spoken_of)))})\b")
    files = {file for file, source in subject.edition.snippets.items() if names.search(source)}
    reported: set[tuple[Place, str]] = set()
    for part, _ in subject.placed:
        for words in typed_words(part.inlines):
            spans = [(figure.start, figure.end) for figure in figures_in(words.text)]
            for start, end in (*spans, *(match.span() for match in _SMALL.finditer(words.text))):
                text, place = words.text[start:end], point_at(subject.edition, words.span(start, end))
                if place.file in files and (place, text) not in reported:
                    reported.add((place, text))
                    message = f"“{text}” is typed into words on a sensitive measure"
                    yield Finding.warning("SENSITIVE-TYPED", message, "Print it from the data, or take it out", place)
