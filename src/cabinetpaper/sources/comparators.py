"""data/comparators.csv: what other areas and groups report for the same measure.

In: the rows of the file and the measures they may name. Out: `Comparator`s. A value that is not a figure (`not
available`) is kept as its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from cabinetpaper.finding import Finding
from cabinetpaper.measure import Comparator
from cabinetpaper.scorecard import slug
from cabinetpaper.sources.cells import Cells, Measures, read_each
from cabinetpaper.sources.rows import Row, columns
from cabinetpaper.written import parse_cell

COLUMNS: Final = columns("measure* comparator* value* period note source kind")


def comparators(rows: Sequence[Row], measures: Measures) -> tuple[tuple[Comparator, ...], list[Finding]]:
    """Return the sound comparators in the order of the file, and what is wrong with the others."""
    return read_each(
        rows, lambda cells: _comparator(cells, measures), lambda own: ("comparator", own.measure, slug(own.name))
    )


def _comparator(cells: Cells, measures: Measures) -> Iterator[Comparator]:
    measure, name = cells.measure(measures), cells.words("comparator", required=True)
    text, period = cells.words("value", required=True), cells.period("period")
    if name and not slug(name):
        cells.error("DATA-ID", "comparator", f"“{name}” has no letter or digit", "Write a name such as England.")
    cell = parse_cell(text)
    if cell.value is not None and measure is not None:
        cells.agree("value", cell.mark, measure.unit)
    elif cell.value is None and any(character.isdigit() for character in text):
        remedy = "Write a figure such as 96.1 or 1,665, or words without one."
        cells.error("DATA-NUMBER", "value", f"“{text}” is not a number", remedy)
    if cells.sound and measure is not None:
        yield Comparator(
            measure.id,
            name,
            period,
            cell.value,
            cell.decimals,
            text,
            cells.words("note") or (cell.note if cell.value is not None else ""),
            cells.row.place("value"),
            cells.words("kind"),
            cell.rank,
            cell.size,
        )
