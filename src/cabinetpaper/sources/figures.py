"""data/figures.csv: figures that belong to no measure, printed as their source states them.

In: the rows of the file. Out: `LooseFigure`s. An id may have several parts (`stated.asc.green`), as snippets write it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from cabinetpaper.finding import Finding
from cabinetpaper.scorecard import LooseFigure
from cabinetpaper.sources.cells import Cells, read_each
from cabinetpaper.sources.rows import Row, columns
from cabinetpaper.unit import Unit, UnitKind
from cabinetpaper.written import plain_number

COLUMNS: Final = columns("id* label* value* unit base qualifier source")


def figures(rows: Sequence[Row]) -> tuple[tuple[LooseFigure, ...], list[Finding]]:
    """Return the sound figures in the order of the file, and what is wrong with the others."""
    return read_each(rows, _figure, lambda figure: ("figure", figure.id))


def _figure(cells: Cells) -> Iterator[LooseFigure]:
    identifier, label = cells.identifier("id", dotted=True), cells.words("label", required=True)
    text, kind = cells.words("value", required=True), cells.choice("unit", UnitKind, UnitKind.COUNT)
    number, unit = plain_number(text), Unit(kind or UnitKind.COUNT, cells.words("base"))
    if number is not None and kind is not None:
        cells.agree("value", number.mark, unit)
    if cells.sound:
        value, decimals = (number.value, number.decimals) if number else (None, 0)
        qualifier, source = cells.words("qualifier"), cells.words("source")
        yield LooseFigure(identifier, label, text, value, decimals, unit, qualifier, source, cells.row.place("value"))
