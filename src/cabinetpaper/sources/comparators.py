"""data/comparators.csv: what other areas and groups report for the same measure.

In: the rows of the file and the measures they may name. Out: `Comparator`s. A value that is not a figure (`not
available`) is kept as its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cabinetpaper.finding import Finding
from cabinetpaper.measure import Comparator, Measure
from cabinetpaper.scorecard import slug
from cabinetpaper.sources.cells import Cells
from cabinetpaper.sources.known import Known
from cabinetpaper.sources.rows import Row
from cabinetpaper.written import parse_cell

COLUMNS: Final = {
    "measure": True,
    "comparator": True,
    "value": True,
    "period": False,
    "note": False,
    "source": False,
    "kind": False,
}


def comparators(rows: Sequence[Row], known: Known) -> tuple[tuple[Comparator, ...], list[Finding]]:
    """Return the sound comparators in the order of the file, and what is wrong with the others."""
    read: list[Comparator] = []
    findings: list[Finding] = []
    for row in rows:
        cells = Cells(row)
        measure = known.measure(cells)
        one = _comparator(cells, measure)
        if one and known.first(cells, "comparator", one.measure, slug(one.name)):
            read.append(one)
        findings += cells.findings
    return tuple(read), findings


def _comparator(cells: Cells, measure: Measure | None) -> Comparator | None:
    name, text, period = (
        cells.words("comparator", required=True),
        cells.words("value", required=True),
        cells.period("period"),
    )
    if name and not slug(name):
        cells.error("DATA-ID", "comparator", f"“{name}” has no letter or digit", "Write a name such as England.")
    cell = parse_cell(text)
    if cell.value is not None and measure is not None:
        cells.agree("value", cell.mark, measure.unit)
    elif cell.value is None and any(character.isdigit() for character in text):
        cells.error(
            "DATA-NUMBER",
            "value",
            f"“{text}” is not a number",
            "Write a figure such as 96.1 or 1,665, or words without one.",
        )
    if not cells.sound or measure is None:
        return None
    note = cells.words("note") or (cell.note if cell.value is not None else "")
    place = cells.row.place("value")
    return Comparator(
        measure.id,
        name,
        period,
        cell.value,
        cell.decimals,
        text,
        note,
        place,
        cells.words("kind"),
        cell.rank,
        cell.size,
    )
