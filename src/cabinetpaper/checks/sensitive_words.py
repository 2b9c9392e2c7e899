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

_SMALL: Final = re.compile(
    r"\b(?:only one|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?:more |fewer |additional )?"
    r"(?:child\w*|people|person|famil\w+|young|adults?|residents?|pupils?|cases?|brothers?|sisters?|siblings?)\b",
    re.IGNORECASE,
)


def sensitive_words(subject: Subject) -> Iterator[Finding]:
    """Return a warning for each figure typed into words on a sensitive measure."""
    ids = [measure.id for measure in subject.scorecard.measures if measure.sensitive]
    if not ids or not subject.settings.disclosure.active:
        return
    names = re.compile(rf"\b(?:{'|'.join(map(re.escape, ids))})\b")
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
