"""Keep small numbers out of what is said about the data.

In: the findings of reading, which quote cells, and the measures about people few enough to be recognised. Out: the same
findings without the figures of those measures: they are printed, kept in the manifest and sent on. Who mends a cell
looks it up at its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from cabinetpaper.finding import Finding, Place
from cabinetpaper.period import periods_in
from cabinetpaper.scorecard import Disclosed, Hidden, Scorecard
from cabinetpaper.settings import Disclosure
from cabinetpaper.sources.rows import Row
from cabinetpaper.wording import listed
from cabinetpaper.written import numbers_in

CODES: Final[dict[str, str]] = {
    "SMALL-NUMBERS-HIDDEN": "Figures of sensitive measures are not shown, because they or others that could be worked "
    "out from them are too small "
    "([disclosure] in cabinetpaper.toml). Nothing is to be done; check that the words of the paper do not give them "
    "away."
}

_PLACES: Final = re.compile(r"\blines? [0-9]+|\.\w+:[0-9]+|\bcell [A-Z]{1,3}[0-9]+|\brow [0-9]+|\bsheet \S+")


def quieted(
    findings: Iterable[Finding], card: Scorecard, shown: Disclosed, rows: Iterable[Row], rule: Disclosure
) -> tuple[Finding, ...]:
    """Return what may be told where a disclosure rule is in force: the findings with every figure struck out of those
    that speak of a sensitive measure (by its row, its cell or its name), and a note on what is hidden.
    """
    sensitive = [one for one in card.measures if one.sensitive]
    if not rule.active or not sensitive:
        return tuple(findings)
    names = [word for one in sensitive for word in (one.id, one.name, one.short_name) if word]
    ids = {one.id for one in sensitive}
    places = {_spot(one.place) for one in card.observations if one.measure in ids}
    places |= {_spot(row.place()) for row in rows if row.cells.get("measure") in ids}
    told = (
        _struck(one) if _spot(one.place) in places or any(name in one.message for name in names) else one
        for one in findings
    )
    return (*told, *_hidden(shown.hidden))


def _spot(place: Place) -> Place:
    """Return the row of a tidy file or of a query's answer, or the cell of a sheet."""
    return replace(place, cell=place.cell if place.sheet else "", detail="")


def _struck(one: Finding) -> Finding:
    return replace(one, message=_without(one.message), remedy=_without(one.remedy))


def _without(text: str) -> str:
    """Return a text with … for each of its figures; periods and places in files are none."""
    kept = bytearray(len(text))
    spans = [match.span() for match in _PLACES.finditer(text)]
    spans += [(named.start, named.end) for named in periods_in(text) if named.period is not None]
    for start, end in spans:
        kept[start:end] = b"\1" * (end - start)
    at, pieces = 0, []
    for number in numbers_in(text, in_words=True):
        if not any(kept[number.start : number.end]):
            pieces += [text[at : number.start], "…"]
            at = number.end
    return "".join((*pieces, text[at:]))


def _hidden(hidden: Iterable[Hidden]) -> Iterator[Finding]:
    """Return a note that says which figures are hidden; it does not tell those that are small from those hidden for
    their sake.
    """
    cells = [f"{one.measure} ({one.period})" for one in hidden]
    if cells:
        message = (
            f"{len(cells)} figure{'' if len(cells) == 1 else 's'} of sensitive measures "
            f"{'is' if len(cells) == 1 else 'are'} not shown: {listed(cells, most=12)}"
        )
        yield Finding.note(
            "SMALL-NUMBERS-HIDDEN",
            message,
            "Check that the words of the paper do not give them away",
            Place("cabinetpaper.toml"),
        )
