"""Figures typed into prose instead of printed from the data (domain PF-3).

In: the words of the snippets. Out: a note for each run of digits that no `{{ }}` printed, with its file and line and
the fact that has this value, if any. Years, dates, periods, names with digits in them and numbers of laws are not
figures.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Final

from cabinetpaper.checks.subject import Subject
from cabinetpaper.fact import Fact
from cabinetpaper.finding import Finding
from cabinetpaper.narrative.node import expression
from cabinetpaper.paper import Figure, Span, typed_words
from cabinetpaper.paper.places import point_at

CODES: Final[dict[str, str]] = {
    "FIGURE-TYPED": "A figure stands in the words of a snippet, so it stays as it is when the data change. Print it "
    "from the data: `{{ … }}` with the name that the finding suggests, or add it to figures.csv with its source. Leave "
    "it if it is no figure of this quarter."
}

_MONTH: Final = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_NOT_A_FIGURE: Final = re.compile(
    "|".join(
        (
            rf"\b\d{{1,2}}\s+{_MONTH}(?:\s+\d{{4}})?\b",  # 31 March 2024
            rf"\b{_MONTH}[\s-]\d{{2,4}}\b",  # March 2024, Mar-24
            r"\b[QH][1-4]\b(?:,?\s+\d{2,4}[/-]\d{2,4})?",  # Q1 2024/25
            r"\b(?:20|19)\d\d\s?[/–-]\s?\d{2,4}\b|\b\d\d/\d\d\b",  # 2024/25, 24/25
            r"\b(?:20|19)\d\d\b",  # 2024
            r"\b(?:sections?|s\.|ss\.|regulations?|reg\.|schedule|articles?|parts?|paragraphs?|appendix|annex|version|"
            r"key stage|phase|stage|year|grade|level)"
            r"\s*\d{1,3}(?!\d)[A-Za-z]?(?![/,.]\d)(?:\(\w+\))*(?:(?:,| and| to| or|-)\s*\d{1,3}[A-Za-z]?)*",
            r"\b(?:per|every)\s+\d[\d,]*\b",  # per 10,000: the unit's own base
            r"\bwithin\s+\d+\s+\w+",  # within 12 months: what is measured
            r"\baged?\s+\d+(?:\s*(?:to|and|or|-|–)\s*\d+)?",  # aged 16 to 24: whom
            r"\b(?:those|children|people|adults|residents)\s+(?:under|over)\s+\d+",
            r"\b[A-Za-z]+-?\d+\w*\b|\b\d+[A-Za-z]\w*(?<!st)(?<!nd)(?<!rd)(?<!th)\b",  # KS4, COVID-19, 5G
            r"\S*@\S*|https?://\S+|www\.\S+",
        )
    ),
    re.IGNORECASE,
)
_FIGURE: Final = re.compile(r"(?<![\w.,])[£]?[−-]?\d[\d,]*(?:\.\d+)?%?")


def figures_in(text: str) -> Iterator[tuple[int, str]]:
    """Return (offset, figure as typed) of each figure in a text; years, dates, codes and laws are passed over."""
    covered = [match.span() for match in _NOT_A_FIGURE.finditer(text)]
    for match in _FIGURE.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in covered):
            yield match.start(), match.group().rstrip(",")


def typed_figures(subject: Subject) -> Iterator[Finding]:
    """Return a note for each figure typed by hand into a snippet."""
    by_value = _by_value(subject.edition.facts)
    beside: dict[str, set[str]] = defaultdict(set)
    for part, _ in subject.placed:
        for inline in part.inlines:
            if isinstance(inline, Figure) and inline.span is not None:
                beside[inline.span.file].add(inline.key.split(".")[0])
    seen: set[Span] = set()
    for part, _ in subject.placed:
        for words in typed_words(part.inlines):
            for offset, typed in figures_in(words.text):
                span = words.span(offset, offset + len(typed))
                if span not in seen:
                    seen.add(span)
                    remedy, place = _remedy(by_value, typed, beside[span.file]), point_at(subject.edition, span)
                    yield Finding.note("FIGURE-TYPED", f"“{typed}” is typed by hand", remedy, place)


def _by_value(facts: Mapping[str, Fact]) -> dict[tuple[Decimal, str], list[str]]:
    """Return the names of facts by the size of their value and its sign (% or £); an earlier observation comes after a
    measure's own.
    """
    found: dict[tuple[Decimal, str], list[str]] = defaultdict(list)
    for key, fact in facts.items():
        if fact.value is not None and not key.startswith(("tally.", "figure.stated.")):
            found[abs(fact.value), _sign(fact.text)].append(key)
    return {value: sorted(keys, key=lambda key: ".at." in key) for value, keys in found.items()}


def _sign(text: str) -> str:
    return next((sign for sign in "%£" if sign in text), "")


def _remedy(by_value: Mapping[tuple[Decimal, str], list[str]], typed: str, beside: Collection[str]) -> str:
    """Return what to do: print the fact of a measure that the same snippet prints, or the only fact of this value."""
    keys = by_value.get((Decimal(re.sub(r"[^0-9.]", "", typed)), _sign(typed)), [])
    near = [key for key in keys if key.split(".")[0] in beside and not key.startswith("figure.")]
    chosen = near or (keys if len({key.split(".")[0] for key in keys}) == 1 else [])
    if chosen:
        return f"If it is the same figure, print it from the data: {{{{ {expression(chosen[0])} }}}}"
    return "Print it from the data, add it to data/figures.csv with its source, or leave it if it is no figure of this quarter"
