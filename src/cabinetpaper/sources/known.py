"""What a row may refer to, and which rows came before it.

In: the measures that were read. Out: look-ups that tell an unknown measure with its nearest name, and a second row for
the same thing with the line of the first.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cabinetpaper.measure import Measure
from cabinetpaper.nearest import advice
from cabinetpaper.sources.cells import Cells
from cabinetpaper.sources.rows import Row

CODES: Final[dict[str, str]] = {
    "DATA-MEASURE-UNKNOWN": "A row names a measure that data/measures.csv does not have. Correct the id, or add the "
    "measure.",
    "DATA-ROW-TWICE": "Two rows say the same thing: a measure, an observation, a target or a comparator stands twice. "
    "Remove one.",
}


class Known:
    """The measures of a workspace, and the rows seen so far. `mentioned` are ids whose own row was refused: those were
    told already.
    """

    def __init__(
        self,
        measures: Iterable[Measure] = (),
        mentioned: Iterable[str] = (),
        *,
        whole: bool = True,
        file: str = "measures.csv",
    ) -> None:
        """Take what was read, and from where; `whole` is false where the file of measures could not be read, and then
        no measure is unknown.
        """
        self._whole, self._file = whole, file
        self._measures = {one.id: one for one in measures}
        self._mentioned = frozenset(mentioned)
        self._seen: dict[tuple[str, ...], Row] = {}

    def measure(self, cells: Cells) -> Measure | None:
        """Return the measure that the row names, or None; an unknown one is told, unless its own row was refused."""
        name = cells.words("measure", required=True)
        if name and self._whole and name not in self._measures and name not in self._mentioned:
            remedy = advice(name, self._measures, f"{self._file} has", "none")
            cells.error("DATA-MEASURE-UNKNOWN", "measure", f"There is no measure “{name}”", remedy)
        return self._measures.get(name)

    def first(self, cells: Cells, what: str, *key: str) -> bool:
        """Return whether this is the first row for `key`; a second one is told with the line of the first."""
        first, own = self._seen.setdefault((what, *key), cells.row), cells.row
        if first is own:
            return True
        about = ", ".join(part for part in key if part and part != "None")
        where = str(first.place()) if first.file != own.file else f"{'row' if own.counted else 'line'} {first.line}"
        cells.error(
            "DATA-ROW-TWICE",
            "",
            f"This {what} stands twice ({about}): {where} has it already",
            "Remove one of the two; the first is used.",
        )
        return False
