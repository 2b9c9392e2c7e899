"""data/figures.csv: figures that belong to no measure, printed as their source states them.

In: the rows of the file. Out: `LooseFigure`s. An id may have several parts (`stated.asc.green`), as snippets write it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cabinetpaper.finding import Finding
from cabinetpaper.scorecard import LooseFigure
from cabinetpaper.sources.cells import Cells
from cabinetpaper.sources.known import Known
from cabinetpaper.sources.rows import Row
from cabinetpaper.unit import Unit, UnitKind
from cabinetpaper.written import plain_number

COLUMNS: Final = {
    "id": True,
    "label": True,
    "value": True,
    "unit": False,
    "base": False,
    "qualifier": False,
    "source": False,
}


def figures(rows: Sequence[Row]) -> tuple[tuple[LooseFigure, ...], list[Finding]]:
    """Return the sound figures in the order of the file, and what is wrong with the others."""
    read: list[LooseFigure] = []
    findings: list[Finding] = []
    known = Known()
    for row in rows:
        cells = Cells(row)
        one = _figure(cells)
        if one and known.first(cells, "figure", one.id):
            read.append(one)
        findings += cells.findings
    return tuple(read), findings


def _figure(cells: Cells) -> LooseFigure | None:
    identifier, label = cells.identifier("id", dotted=True), cells.words("label", required=True)
    text, kind = cells.words("value", required=True), cells.choice("unit", UnitKind, UnitKind.COUNT)
    number = plain_number(text)
    unit = Unit(kind or UnitKind.COUNT, cells.words("base"))
    if number is not None and kind is not None:
        cells.agree("value", number.mark, unit)
    if not cells.sound:
        return None
    value, decimals = (number.value, number.decimals) if number else (None, 0)
    return LooseFigure(
        identifier,
        label,
        text,
        value,
        decimals,
        unit,
        cells.words("qualifier"),
        cells.words("source"),
        cells.row.place("value"),
    )
