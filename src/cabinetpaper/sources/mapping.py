"""Read the mapping that says what the columns of an officer's workbook are.

In: the text of `data/NAME.mapping.toml`. Out: `Mapping`, and a finding with file and line for whatever in it is not
understood. The format, of which `cabinetpaper map` proposes a filled-in copy:

    workbook = "kpis.xlsx"
    directorate = "childrens_services"  # of every measure below that names none

    [[tables]]
    sheet = "EAI"                       # empty for a CSV file
    headings = 1                        # the row that the column headings stand in
    first = 2                           # first and last row of figures; without last, to the end
    measure = "Indicator"               # the column of names; columns are named by their heading or letter
    code = "No"                         # the column of numbers or codes, if any
    periods = { "Jun-22" = "2022-06" }  # each column of values and its period
    target = "Target"
    comparators = { "England" = "England" }
    comparator_periods = { "England" = "2021/22" }
    groups = true                       # rows with nothing but a name are group headings …
    subgroups = ["Outcomes"]            # … or sub-group headings, if listed here
    skip = ["Total"]                    # rows that are no measure

    [measures."Number of referrals in the month"]   # by name as written, by code, or as "Group / Name"
    id = "referrals_month"
    unit = "count"                      # … and every other column of data/measures.csv
    polarity = "none"
    annual = true                       # its target is for a whole year
    breaks = { "2022-11" = "Counted in another way." }   # why figures from then on cannot be compared with those before

A measure that data/measures.csv has already needs its id alone.
"""

from __future__ import annotations

from collections.abc import Mapping as Lookup
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from cabinetpaper.finding import Finding, Place
from cabinetpaper.measure import Directorate, Measure
from cabinetpaper.nearest import advice
from cabinetpaper.period import Period
from cabinetpaper.sources import measures as tidy
from cabinetpaper.sources.rows import Row
from cabinetpaper.toml_text import Toml, TomlError, parse
from cabinetpaper.wording import capital

CODES: Final[dict[str, str]] = {
    "MAPPING-TOML": "A mapping file is not valid TOML. The finding says on which line reading stopped.",
    "MAPPING-KEY": "A mapping file has an entry that is not understood, or lacks one that it must have. The finding "
    "lists the entries.",
    "MAPPING-VALUE": "An entry of a mapping file does not hold what it should: a period, a row number, a word from a "
    "list.",
}

MAPPING_SUFFIX: Final = ".mapping.toml"

_TABLE: Final = {
    "sheet": str, "headings": int, "first": int, "last": int, "measure": str, "code": str, "periods": dict, "target": str, "target_by": str,
    "rating": str, "comparators": dict, "comparator_periods": dict, "source": str, "commentary": str, "groups": bool, "subgroups": list,
    "skip": list, "hidden": bool,
}  # fmt: skip
_WHOLE: Final = {"workbook": str, "directorate": str, "tables": list, "measures": dict}
_OTHERS: Final = {"sensitive": bool, "corporate_plan": bool, "tolerance": object, "floor": object}
_MEASURE: Final[dict[str, type[Any]]] = {
    **{column: _OTHERS.get(column, str) for column in tidy.COLUMNS},
    "annual": bool,
    "breaks": dict,
}
_NOT_TIDY: Final = frozenset({"annual", "breaks"})
_KINDS: Final = {
    str: "text in quotation marks",
    int: "a whole number",
    bool: "true or false",
    dict: "pairs in { }",
    list: "a list in [ ]",
}


@dataclass(frozen=True, slots=True)
class MappedTable:
    """One table of a sheet. Columns are named by their heading as shown, or by their letter. `hidden` reads hidden rows
    too.
    """

    sheet: str
    headings: int
    first: int
    last: int | None
    measure: str
    code: str = ""
    periods: Lookup[str, Period] = field(default_factory=dict)
    target: str = ""
    target_by: Period | None = None
    rating: str = ""
    comparators: Lookup[str, str] = field(default_factory=dict)
    comparator_periods: Lookup[str, Period] = field(default_factory=dict)
    source: str = ""
    commentary: str = ""
    groups: bool = False
    subgroups: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    hidden: bool = False
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a workbook's columns and rows are. `measures` maps a name or code as written to the measure it stands for;
    `ids` to the id of a measure that data/measures.csv has already, and `known` such an id to its line. `annual` has
    the names of measures whose target is for a whole year, `named` those whose entry gives the name to print. `breaks`
    says from which period on the figures of a name are not comparable, and why.
    """

    file: str
    workbook: str
    tables: tuple[MappedTable, ...] = ()
    measures: Lookup[str, Measure] = field(default_factory=dict)
    ids: Lookup[str, str] = field(default_factory=dict)
    known: Lookup[str, Place] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
    annual: frozenset[str] = frozenset()
    breaks: Lookup[str, Lookup[Period, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mapped:
    """The mapping, or None where it cannot be used, and what is wrong with it."""

    mapping: Mapping | None
    findings: tuple[Finding, ...] = ()


class _Reader:
    """One mapping under examination; what is wrong gathers in `findings`."""

    def __init__(self, file: str, written: Toml) -> None:
        self.file, self.written = file, written
        self.findings: list[Finding] = []

    def place(self, *path: str | int) -> Place:
        """Return where an entry stands, for the officer to find."""
        return Place(self.file, self.written.line(*path))

    def error(self, code: str, message: str, remedy: str, place: Place) -> None:
        self.findings.append(Finding.error(code, message, remedy, place))

    def keys(
        self, entry: Lookup[str, Any], known: Lookup[str, type[Any]], needed: tuple[str, ...], *path: str | int
    ) -> None:
        """Note unknown, missing and wrongly typed entries of a table."""
        for key, value in entry.items():
            if key not in known:
                self.error(
                    "MAPPING-KEY",
                    f"“{key}” is not an entry here",
                    advice(key, known, "The entries are"),
                    self.place(*path, key),
                )
            elif not isinstance(value, known[key]) or (known[key] is int and isinstance(value, bool)):
                kind = _KINDS[known[key]]
                self.error("MAPPING-VALUE", f"“{key}” does not hold {kind}", f"Write {kind}.", self.place(*path, key))
        for key in needed:
            if key not in entry:
                self.error(
                    "MAPPING-KEY", f"“{key}” is missing", "Add it.", self.place(*path) if path else Place(self.file)
                )

    def period(self, text: object, place: Place) -> Period | None:
        try:
            return Period.parse(str(text))
        except ValueError as error:
            what, _, remedy = str(error).partition("; ")
            self.error("MAPPING-VALUE", what, f"{capital(remedy)}.", place)
            return None


def read_mapping(file: str, source: str, directorates: Sequence[Directorate] = ()) -> Mapped:
    """Return the mapping that the text states, or every finding on why it cannot be used."""
    try:
        written = parse(source)
    except TomlError as error:
        message = f"The file is not valid TOML: {error.what}"
        return Mapped(None, (Finding.error("MAPPING-TOML", message, "Correct the line.", Place(file, error.line)),))
    reader, whole = _Reader(file, written), written.entries
    reader.keys(whole, _WHOLE, ("workbook", "tables"))
    entries = whole["tables"] if isinstance(whole.get("tables"), list) else []
    tables = [_table(reader, entry, index) for index, entry in enumerate(entries) if isinstance(entry, dict)]
    named = whole["measures"] if isinstance(whole.get("measures"), dict) else {}
    found = _measures(reader, named, str(whole.get("directorate", "")), directorates)
    breaks = {
        name: _breaks(reader, name, entry["breaks"])
        for name, entry in named.items()
        if isinstance(entry, dict) and entry.get("breaks")
    }
    if reader.findings:
        return Mapped(None, tuple(reader.findings))
    own = {name for name, entry in named.items() if entry.get("name")}
    annual = {name for name, entry in named.items() if entry.get("annual")}
    known = {entry["id"]: reader.place("measures", name) for name, entry in named.items() if name not in found}
    ids = {name: entry["id"] for name, entry in named.items() if name not in found}
    return Mapped(
        Mapping(
            file,
            whole["workbook"],
            tuple(table for table in tables if table),
            found,
            ids,
            known,
            frozenset(own),
            frozenset(annual),
            breaks,
        )
    )


def _table(reader: _Reader, entry: dict[str, Any], number: int) -> MappedTable | None:
    before, own = len(reader.findings), ("tables", number)
    reader.keys(entry, _TABLE, ("headings", "measure", "periods"), *own)
    if len(reader.findings) > before:
        return None
    periods, others = (
        {heading: reader.period(text, reader.place(*own, key, heading)) for heading, text in entry.get(key, {}).items()}
        for key in ("periods", "comparator_periods")
    )
    by = reader.period(entry["target_by"], reader.place(*own, "target_by")) if entry.get("target_by") else None
    for key in ("headings", "first", "last"):
        if entry.get(key, 1) < 1:
            reader.error(
                "MAPPING-VALUE",
                f"“{key}” is a row number, from 1",
                "Write the number that stands left of the row.",
                reader.place(*own, key),
            )
    if len(reader.findings) > before:
        return None
    return MappedTable(
        entry.get("sheet", ""),
        entry["headings"],
        entry.get("first", entry["headings"] + 1),
        entry.get("last"),
        entry["measure"],
        entry.get("code", ""),
        {heading: period for heading, period in periods.items() if period},
        entry.get("target", ""),
        by,
        entry.get("rating", ""),
        entry.get("comparators", {}),
        {heading: period for heading, period in others.items() if period},
        entry.get("source", ""),
        entry.get("commentary", ""),
        entry.get("groups", False),
        tuple(entry.get("subgroups", ())),
        tuple(entry.get("skip", ())),
        entry.get("hidden", False),
        reader.place(*own),
    )


def _measures(
    reader: _Reader, entries: dict[str, Any], directorate: str, directorates: Sequence[Directorate]
) -> dict[str, Measure]:
    """Return the measures that the entries describe in full, under the rules of data/measures.csv; one with its id
    alone is none.
    """
    found: dict[str, Measure] = {}
    for name, entry in entries.items():
        place = reader.place("measures", name)
        before = len(reader.findings)
        if not isinstance(entry, dict):
            reader.error(
                "MAPPING-VALUE",
                f"“{name}” is not a table of entries",
                f'Write [measures."{name}"] and its id below.',
                place,
            )
            continue
        reader.keys(entry, _MEASURE, ("id",), "measures", name)
        if len(reader.findings) > before or set(entry) <= {"id", *_NOT_TIDY}:
            continue
        cells = {"unit": "count", "polarity": "none", "name": name, "directorate": directorate}
        cells |= {key: _words(value) for key, value in entry.items() if key not in _NOT_TIDY and _words(value)}
        read, problems = tidy.measures(
            [Row(reader.file, place.line or 1, {column: cells.get(column, "") for column in tidy.COLUMNS})],
            directorates,
        )
        reader.findings += problems
        found.update((name, one) for one in read)
    return found


def _breaks(reader: _Reader, name: str, entry: object) -> dict[Period, str]:
    """Return why figures of a period and later ones cannot be compared with earlier ones, by that period."""
    if not isinstance(entry, dict):  # told already, with the other entries
        return {}
    place = partial(reader.place, "measures", name, "breaks")
    own = {reader.period(text, place(text)): str(why) for text, why in entry.items()}
    return {period: why for period, why in own.items() if period is not None}


def _words(value: object) -> str:
    """Return what an entry holds as a cell of a CSV file would have it."""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
