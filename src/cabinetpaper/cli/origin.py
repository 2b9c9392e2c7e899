"""Where a figure comes from and where the paper prints it.

In: an `Edition`, its `Scorecard` and what somebody asks about: a printed figure (`96.1`), a measure (`cic_rate`) or a
fact (`cic_rate.value`). Out: `Origin` per fact, with its cells, its sum and every place that prints it; and the places
where the same figure was typed by hand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from cabinetpaper.fact import Fact
from cabinetpaper.finding import Place
from cabinetpaper.paper import Edition, Figure, Rating, inline_text, typed_words
from cabinetpaper.paper.places import placed, point_at
from cabinetpaper.scorecard import Correction, Scorecard
from cabinetpaper.written import Number, Scanner, figures_in


@dataclass(frozen=True, slots=True)
class Printed:
    """One place of the paper that prints a figure: in words, the text as printed, and the line of the snippet that
    prints it.
    """

    where: str
    text: str
    snippet: Place = Place()


@dataclass(frozen=True, slots=True)
class Origin:
    """One fact with what stands behind it; `corrections` put right figures that it prints or was computed from."""

    fact: Fact
    measure: str
    parts: tuple[Fact, ...]
    printed: tuple[Printed, ...]
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Traced:
    """The answer. `more` names facts that print the same text and stand nowhere in the paper; `typed` are places of the
    same figure typed by hand; `drafted` the snippets that no file holds yet.
    """

    origins: tuple[Origin, ...]
    more: tuple[str, ...] = ()
    typed: tuple[Printed, ...] = ()
    drafted: tuple[str, ...] = ()


def trace_facts(edition: Edition, scorecard: Scorecard, asked: str) -> Traced:
    """Return the origins of what is asked; none where nothing has that name or prints that figure."""
    asked = _key(asked)
    places = _printed(edition)
    by_name = asked in edition.facts or scorecard.measure(asked) is not None
    keys = (
        _named(edition.facts, asked) if by_name else [key for key, fact in edition.facts.items() if _same(fact, asked)]
    )
    shown = [key for key in keys if key in places]
    kept = keys if asked in edition.facts or not shown else shown
    origins = tuple(_origin(edition, scorecard, key, places) for key in kept)
    return Traced(
        origins,
        tuple(key for key in keys if key not in kept),
        () if by_name else tuple(_typed(edition, asked)),
        edition.drafted,
    )


def _key(asked: str) -> str:
    """Return what is asked without the marks that a snippet puts round a name: `{{ x.at['30_jun_2024'] }}` gives
    `x.at.30_jun_2024`.
    """
    bare = asked.strip().removeprefix("{{").removesuffix("}}").split("|")[0].strip()
    bare = re.sub(r"^fact\(['\"](.+)['\"]\)$", r"\1", bare)
    return re.sub(r"\[['\"]([^'\"]+)['\"]\]", r".\1", bare)


def _named(facts: Mapping[str, Fact], asked: str) -> list[str]:
    return [asked] if asked in facts else [key for key in facts if key.startswith(f"{asked}.")]


def _plain(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{MINUS SIGN}", "-").split()).casefold()


def _same(fact: Fact, asked: str) -> bool:
    """Return whether a reader who saw `asked` saw this fact: the same text, or the same number as printed (96.1,
    £1,234, 27%).
    """
    if _plain(fact.text) == _plain(asked):
        return True
    wanted, shown = _number(asked), _number(fact.text.removeprefix(fact.qualifier))
    return fact.value is not None and wanted is not None and shown is not None and _prints(shown, wanted)


def _number(text: str) -> Number | None:
    """Return the number that a text begins with, or None where it begins with none."""
    scan = Scanner(_plain(text))
    number = scan.number()
    return number if not scan.rest[:1].strip() else None


def _prints(number: Number, wanted: Number) -> bool:
    """Return whether a number prints the digits of another, with its sign where that has one (% or £)."""
    same = (number.printed, number.places) == (wanted.printed, wanted.places)
    return same and wanted.mark in {"", number.mark}


def _origin(edition: Edition, scorecard: Scorecard, key: str, places: Mapping[str, list[Printed]]) -> Origin:
    fact = edition.facts[key]
    measure = scorecard.measure(key.split(".")[0])
    parts = tuple(edition.facts[part] for part in fact.parts if part in edition.facts)
    loose = next((figure.label for figure in scorecard.figures if key == f"figure.{figure.id}"), "")
    cells = {replace(place, detail="") for place in fact.sources}
    marks = (one.correction for one in scorecard.observations if one.correction is not None and one.place in cells)
    return Origin(
        fact,
        measure.name if measure else loose,
        parts,
        tuple(dict.fromkeys(places.get(key, ()))),
        tuple(one for one in marks if one),
    )


def _printed(edition: Edition) -> dict[str, list[Printed]]:
    """Return where each fact is printed, in reading order: in words, in cells, as a rating, as a point of a chart."""
    found: dict[str, list[Printed]] = defaultdict(list)
    for part, where in placed(edition.paper):
        for inline in part.inlines:
            if isinstance(inline, Figure | Rating) and inline.key:
                text = inline_text(inline, {})
                found[inline.key].append(Printed(where, text, point_at(edition, inline.span)))
    return found


def _typed(edition: Edition, asked: str) -> Iterator[Printed]:
    wanted = _number(asked)
    if wanted is None:
        return
    for part, where in placed(edition.paper):
        for words in typed_words(part.inlines):
            for figure in figures_in(words.text):
                if _prints(figure, wanted):
                    span = words.span(figure.start, figure.end)
                    yield Printed(where, figure.text, point_at(edition, span))
