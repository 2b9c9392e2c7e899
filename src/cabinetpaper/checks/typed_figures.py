"""Figures typed into prose instead of printed from the data.

In: the words of the snippets. Out: a note for each run of digits that no `{{ }}` printed, with its file and line and
the fact that has this value, if any. Years, dates, periods, names with digits in them and numbers of laws are not
figures.
"""

from __future__ import annotations

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
from cabinetpaper.written import Number, figures_in

CODES: Final[dict[str, str]] = {
    "FIGURE-TYPED": "A figure stands in the words of a snippet, so it stays as it is when the data change. Print it "
    "from the data: `{{ … }}` with the name that the finding suggests, or add it to figures.csv with its source. Leave "
    "it if it is no figure of this quarter."
}


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
            for figure in figures_in(words.text):
                span = words.span(figure.start, figure.end)
                if span not in seen and span.file in subject.edition.snippets:
                    seen.add(span)
                    remedy, place = _remedy(by_value, figure, beside[span.file]), point_at(subject.edition, span)
                    yield Finding.note("FIGURE-TYPED", f"“{figure.text}” is typed by hand", remedy, place)


def _by_value(facts: Mapping[str, Fact]) -> dict[tuple[Decimal, str], list[str]]:
    """Return the names of facts by the size of their value and its sign (% or £); an earlier observation comes after a
    measure's own.
    """
    found: dict[tuple[Decimal, str], list[str]] = defaultdict(list)
    for key, fact in facts.items():
        if fact.value is not None and not key.startswith(("tally.", "figure.stated.")):
            found[abs(fact.value), next((mark for mark in "%£" if mark in fact.text), "")].append(key)
    return {value: sorted(keys, key=lambda key: ".at." in key) for value, keys in found.items()}


def _remedy(by_value: Mapping[tuple[Decimal, str], list[str]], figure: Number, beside: Collection[str]) -> str:
    """Return what to do: print the fact of a measure that the same snippet prints, or the only fact of this value."""
    keys = by_value.get((abs(figure.printed), figure.mark), [])
    near = [key for key in keys if key.split(".")[0] in beside and not key.startswith("figure.")]
    chosen = near or (keys if len({key.split(".")[0] for key in keys}) == 1 else [])
    if chosen:
        return f"If it is the same figure, print it from the data: {{{{ {expression(chosen[0])} }}}}"
    return (
        "Print it from the data, add it to data/figures.csv with its source, or leave it if it is no figure of this "
        "quarter"
    )
