"""Keep small numbers out of what is said about the data.

In: the findings of reading, which quote cells, and the measures about people few enough to be recognised. Out: the same
findings without the figures of those measures: they are printed, kept in the manifest and sent on. Who mends a cell
looks it up at its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from cabinetpaper.finding import Finding, Place
from cabinetpaper.period import periods_in
from cabinetpaper.scorecard import Hidden, Scorecard
from cabinetpaper.settings import Disclosure
from cabinetpaper.sources.rows import Row
from cabinetpaper.wording import listed
from cabinetpaper.written import numbers_in

CODES: Final[dict[str, str]] = {
    "SMALL-NUMBERS-HIDDEN": "Figures of sensitive measures are not shown, because they or others that could be worked "
    "out from them are too small ([disclosure] in cabinetpaper.toml). Nothing is to be done; check that the words of "
    "the paper do not give them away."
}

_PLACES: Final = re.compile(r"\blines? [0-9]+|\.\w+:[0-9]+|\bcell [A-Z]{1,3}[0-9]+|\brow [0-9]+|\bsheet \S+")


def redacted(
    findings: Iterable[Finding], card: Scorecard, hidden: Iterable[Hidden], rows: Iterable[Row], rule: Disclosure
) -> tuple[Finding, ...]:
    """Return what may be reported where a disclosure rule is in force: the findings with every figure struck out of
    those that speak of a sensitive measure (by its row, its cell or its name), and a note on what is hidden.
    """
    sensitive = [measure for measure in card.measures if measure.sensitive]
    if not rule.active or not sensitive:
        return tuple(findings)
    names = [word for measure in sensitive for word in (measure.id, measure.name, measure.short_name) if word]
    ids = {measure.id for measure in sensitive}
    places = {_spot(own.place) for own in card.observations if own.measure in ids}
    places |= {_spot(row.place()) for row in rows if row.cells.get("measure") in ids}
    reported = [
        replace(finding, message=_struck_out(finding.message), remedy=_struck_out(finding.remedy))
        if _spot(finding.place) in places or any(name in finding.message for name in names)
        else finding
        for finding in findings
    ]
    # The note does not tell small figures from those that are hidden for their sake.
    cells = [f"{own.measure} ({own.period})" for own in hidden]
    if cells:
        figures = (
            "1 figure of sensitive measures is"
            if len(cells) == 1
            else f"{len(cells)} figures of sensitive measures are"
        )
        message = f"{figures} not shown: {listed(cells, most=12)}"
        remedy = "Check that the words of the paper do not give them away"
        reported.append(Finding.note("SMALL-NUMBERS-HIDDEN", message, remedy, Place("cabinetpaper.toml")))
    return tuple(reported)


def _spot(place: Place) -> Place:
    """Return the row of a tidy file or of a query's answer, or the cell of a sheet."""
    return replace(place, cell=place.cell if place.sheet else "", detail="")


def _struck_out(text: str) -> str:
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
