"""data/measures.csv: what is measured.

In: the rows of the file and the directorates of the settings. Out: `Measure`s in the order of the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from cabinetpaper.finding import Finding
from cabinetpaper.measure import Basis, Directorate, Measure, Polarity
from cabinetpaper.nearest import advice
from cabinetpaper.rule import Charted, Family, Method
from cabinetpaper.sources.cells import Cells
from cabinetpaper.sources.known import Known
from cabinetpaper.sources.rows import Row
from cabinetpaper.unit import Unit, UnitKind

COLUMNS: Final = {
    "id": True,
    "name": True,
    "directorate": True,
    "unit": True,
    "base": False,
    "polarity": True,
    "basis": False,
    "short_name": False,
    "definition": False,  # for whoever keeps the data: no paper prints it
    "owner": False,
    "source": False,
    "tolerance": False,
    "corporate_plan": False,
    "rating": False,
    "floor": False,
    "projection": False,
    "chart": False,
    "sensitive": False,
    "part_of": False,
    "numerator": False,
    "denominator": False,
    "code": False,
    "group": False,
    "subgroup": False,
}

CODES: Final[dict[str, str]] = {
    "DATA-DIRECTORATE-UNKNOWN": "A measure belongs to a directorate that cabinetpaper.toml does not have. Correct the "
    "id, or add a [[directorates]] entry."
}


def measures(rows: Sequence[Row], directorates: Sequence[Directorate]) -> tuple[tuple[Measure, ...], list[Finding]]:
    """Return the sound measures in the order of the file, and what is wrong with the others."""
    read: list[Measure] = []
    findings: list[Finding] = []
    known = Known()
    names = [one.id for one in directorates]
    for row in rows:
        cells = Cells(row)
        measure = _measure(cells, names)
        if measure and known.first(cells, "measure", measure.id):
            read.append(measure)
        findings += cells.findings
    return tuple(read), findings


def _measure(cells: Cells, directorates: Sequence[str]) -> Measure | None:
    identifier, name = cells.identifier("id"), cells.words("name", required=True)
    directorate = cells.words("directorate", required=True)
    if directorate and directorate not in directorates:
        cells.error(
            "DATA-DIRECTORATE-UNKNOWN",
            "directorate",
            f"There is no directorate “{directorate}”",
            advice(directorate, directorates, "cabinetpaper.toml has", "no [[directorates]] yet; add one with this id"),
        )
    kind, polarity = cells.choice("unit", UnitKind), cells.choice("polarity", Polarity)
    basis, tolerance, plan = (
        cells.choice("basis", Basis, Basis.SNAPSHOT),
        cells.number("tolerance"),
        cells.yes("corporate_plan"),
    )
    if tolerance is not None and tolerance.value < 0:
        cells.error(
            "DATA-NUMBER", "tolerance", "A tolerance is not negative", "Write the percentage of the target, such as 5."
        )
    family, floor, projection = (
        cells.choice("rating", Family, Family.NONE),
        cells.number("floor"),
        cells.choice("projection", Method, Method.NONE),
    )
    chart = cells.choice("chart", Charted, Charted.TREND)
    if not cells.sound or kind is None or polarity is None or basis is None or projection is None or chart is None:
        return None
    unit = Unit(kind, cells.words("base"))
    short, owner, source = (cells.words(column) for column in ("short_name", "owner", "source"))
    own = tolerance.value if tolerance else None
    measure = Measure(
        identifier, name, directorate, unit, polarity, basis, short, owner, source, own, plan, cells.row.place("name")
    )
    return replace(
        measure,
        family=family if cells.words("rating") else None,
        floor=floor.value if floor else None,
        projection=projection,
        chart=chart,
        sensitive=cells.yes("sensitive"),
        part_of=cells.words("part_of"),
        numerator=cells.words("numerator"),
        denominator=cells.words("denominator"),
        code=cells.words("code"),
        group=cells.words("group"),
        subgroup=cells.words("subgroup"),
    )
