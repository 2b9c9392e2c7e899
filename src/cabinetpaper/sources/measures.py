"""data/measures.csv: what is measured.

In: the rows of the file and the directorates of the settings. Out: `Measure`s in the order of the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from cabinetpaper.finding import Finding
from cabinetpaper.measure import Basis, Directorate, Measure, Polarity
from cabinetpaper.nearest import advice
from cabinetpaper.rule import Charted, Family, Method
from cabinetpaper.sources.cells import Cells, read_each
from cabinetpaper.sources.rows import Row, columns
from cabinetpaper.unit import Unit, UnitKind

COLUMNS: Final = columns(
    "id* name* directorate* unit* base polarity* basis short_name definition owner source tolerance corporate_plan "
    "rating floor projection chart sensitive part_of numerator denominator code group subgroup"
)
"""The definition is for whoever keeps the data: no paper prints it."""

CODES: Final[dict[str, str]] = {
    "DATA-DIRECTORATE-UNKNOWN": "A measure belongs to a directorate that cabinetpaper.toml does not have. Correct the "
    "id, or add a [[directorates]] entry."
}


def measures(rows: Sequence[Row], directorates: Sequence[Directorate]) -> tuple[tuple[Measure, ...], list[Finding]]:
    """Return the sound measures in the order of the file, and what is wrong with the others."""
    ids = [directorate.id for directorate in directorates]
    return read_each(rows, lambda cells: _measure(cells, ids), lambda measure: ("measure", measure.id))


def _measure(cells: Cells, directorates: Sequence[str]) -> Iterator[Measure]:
    identifier, name = cells.identifier("id"), cells.words("name", required=True)
    directorate = cells.words("directorate", required=True)
    if directorate and directorate not in directorates:
        none = "no [[directorates]] yet; add one with this id"
        remedy = advice(directorate, directorates, "cabinetpaper.toml has", none)
        message = f"There is no directorate “{directorate}”"
        cells.error("DATA-DIRECTORATE-UNKNOWN", "directorate", message, remedy)
    kind, polarity = cells.choice("unit", UnitKind), cells.choice("polarity", Polarity)
    basis, tolerance = cells.choice("basis", Basis, Basis.SNAPSHOT), cells.number("tolerance")
    if tolerance is not None and tolerance.value < 0:
        remedy = "Write the percentage of the target, such as 5."
        cells.error("DATA-NUMBER", "tolerance", "A tolerance is not negative", remedy)
    family, floor = cells.choice("rating", Family, Family.NONE), cells.number("floor")
    projection = cells.choice("projection", Method, Method.NONE)
    chart = cells.choice("chart", Charted, Charted.TREND)
    plan, sensitive = cells.yes("corporate_plan"), cells.yes("sensitive")
    if cells.sound and kind and polarity and basis and projection and chart:
        yield Measure(
            identifier,
            name,
            directorate,
            Unit(kind, cells.words("base")),
            polarity,
            basis,
            cells.words("short_name"),
            cells.words("owner"),
            cells.words("source"),
            tolerance.value if tolerance else None,
            plan,
            cells.row.place("name"),
            family=family if cells.words("rating") else None,
            floor=floor.value if floor else None,
            projection=projection,
            chart=chart,
            sensitive=sensitive,
            part_of=cells.words("part_of"),
            numerator=cells.words("numerator"),
            denominator=cells.words("denominator"),
            code=cells.words("code"),
            group=cells.words("group"),
            subgroup=cells.words("subgroup"),
        )
