"""Find the figures in a sentence: every number that could be one of the council's, and none that only looks like it.

In: words of running text. Out: `Number`s. Periods and days, numbers of things (section 151, Key Stage 4), the base of a
rate (per 10,000), ages, spans of time that are measured (within 12 months), names with digits in them and addresses are
no figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cabinetpaper.period import periods_in
from cabinetpaper.written.number import Number, numbers_in

_NUMBERED: Final = (
    r"sections?|s\.|ss\.|regulations?|reg\.|schedule|articles?|parts?|paragraphs?|appendix|annex|version"
    r"|key stage|phase|stage|year|grade|level"
)
_NO_FIGURES: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b(?:{_NUMBERED})\s*[0-9]{{1,3}}(?![0-9])[A-Za-z]?(?![/,.][0-9])(?:\(\w+\))*"
        r"(?:(?:,| and| to| or|-)\s*[0-9]{1,3}[A-Za-z]?)*",  # sections 21A(2) and 22
        r"\b(?:per|every)\s+[0-9][0-9,]*\b",  # per 10,000: the unit's own base
        r"\bwithin\s+[0-9]+\s+\w+",  # within 12 months: what is measured
        r"\baged?\s+[0-9]+(?:\s*(?:to|and|or|-|–)\s*[0-9]+)?",  # aged 16 to 17: who is meant
        r"\b(?:those|children|people|adults|residents)\s+(?:under|over)\s+[0-9]+",
        r"\b[A-Za-z]+-?[0-9]+\w*\b",  # KS4, COVID-19
        r"\b[0-9]+[A-Za-z]\w*(?<!st)(?<!nd)(?<!rd)(?<!th)\b",  # 5G, but not 4th
        r"https?://\S+|www\.\S+",
    )
)
_WORD: Final = re.compile(r"\S+")


def figures_in(text: str) -> Iterator[Number]:
    """Return each figure of a text, in order."""
    passed_over = bytearray(len(text))
    spans = [(named.start, named.end) for named in periods_in(text)]
    spans += [match.span() for form in _NO_FIGURES for match in form.finditer(text)]
    spans += [word.span() for word in _WORD.finditer(text) if "@" in word[0]]
    for start, end in spans:
        passed_over[start:end] = b"\1" * (end - start)
    for number in numbers_in(text):
        if not any(passed_over[number.start : number.end]):
            yield number
