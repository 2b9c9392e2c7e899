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

import posixpath
from collections.abc import Mapping as Lookup
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from cabinetpaper.finding import Finding, Place
from cabinetpaper.measure import Directorate, Measure
from cabinetpaper.nearest import advice
from cabinetpaper.period import FORMS_UNDERSTOOD, Period
from cabinetpaper.sources import measures as tidy
from cabinetpaper.sources.rows import Row
from cabinetpaper.toml_text import Toml, TomlError, parse

CODES: Final[dict[str, str]] = {
    "MAPPING-TOML": "A mapping file is not valid TOML. The finding says on which line reading stopped.",
    "MAPPING-KEY": "A mapping file has an entry that is not understood, or lacks one that it must have. The finding "
    "lists the entries.",
    "MAPPING-VALUE": "An entry of a mapping file does not hold what it should: a period, a row number, a word from a "
    "list.",
}

MAPPING_SUFFIX: Final = ".mapping.toml"

_TABLE: Final[dict[str, type[Any]]] = {
    **dict.fromkeys(["sheet", "measure", "code", "target", "target_by", "rating", "source", "commentary"], str),
    **dict.fromkeys(("headings", "first", "last"), int),
    **dict.fromkeys(("periods", "comparators", "comparator_periods"), dict),
    **dict.fromkeys(("groups", "hidden"), bool),
    **dict.fromkeys(("subgroups", "skip"), list),
}
_WHOLE: Final[dict[str, type[Any]]] = {"workbook": str, "directorate": str, "tables": list, "measures": dict}
_NOT_TIDY: Final[dict[str, type[Any]]] = {"annual": bool, "breaks": dict}
_MEASURE: Final[dict[str, type[Any]]] = {
    **dict.fromkeys(tidy.COLUMNS, str),
    **dict.fromkeys(("sensitive", "corporate_plan"), bool),
    **dict.fromkeys(("tolerance", "floor"), object),
    **_NOT_TIDY,
}
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
class MappedMeasure:
    """What stands for a row's name: the id of a measure that data/measures.csv has, or the `described` one.

    `named` says that the entry gives the name to print, `annual` that its target is for a whole year; `breaks` from
    which period on its figures cannot be compared with earlier ones, and why.
    """

    id: str
    place: Place
    described: Measure | None = None
    named: bool = False
    annual: bool = False
    breaks: Lookup[Period, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a workbook's columns and rows are; `measures` are found by a row's name or code as written."""

    file: str
    workbook: str
    tables: tuple[MappedTable, ...] = ()
    measures: Lookup[str, MappedMeasure] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Return the workbook's path: it stands beside the mapping."""
        return posixpath.join(posixpath.dirname(self.file), self.workbook)


@dataclass(frozen=True, slots=True)
class Mapped:
    """The mapping, or None where it cannot be used, and what is wrong with it."""

    mapping: Mapping | None
    findings: tuple[Finding, ...] = ()


def read_mapping(file: str, source: str, directorates: Sequence[Directorate] = ()) -> Mapped:
    """Return the mapping that the text states, or every finding on why it cannot be used."""
    try:
        written = parse(source)
    except TomlError as error:
        message = f"The file is not valid TOML: {error.what}"
        return Mapped(None, (Finding.error("MAPPING-TOML", message, "Correct the line.", Place(file, error.line)),))
    reader, whole = _Reader(file, written), written.entries
    reader.check(whole, _WHOLE, ("workbook", "tables"))
    tables = [
        reader.table(entry, at) for at, entry in enumerate(_of_kind(whole, "tables", list)) if isinstance(entry, dict)
    ]
    directorate = str(whole.get("directorate", ""))
    measures = {
        name: reader.measure(name, entry, directorate, directorates)
        for name, entry in _of_kind(whole, "measures", dict).items()
    }
    if reader.findings:
        return Mapped(None, tuple(reader.findings))
    return Mapped(
        Mapping(
            file,
            whole["workbook"],
            tuple(table for table in tables if table),
            {name: measure for name, measure in measures.items() if measure},
        )
    )


def _of_kind(entries: Lookup[str, Any], key: str, kind: type[Any]) -> Any:
    """Return an entry, or an empty one where it does not hold what it should."""
    return entries[key] if isinstance(entries.get(key), kind) else kind()


class _Reader:
    """One mapping under examination; what is wrong gathers in `findings`."""

    def __init__(self, file: str, written: Toml) -> None:
        self.file, self.written = file, written
        self.findings: list[Finding] = []

    def place(self, *path: str | int) -> Place:
        """Return where an entry stands, for the officer to find."""
        return Place(self.file, self.written.line(*path) if path else None)

    def error(self, code: str, message: str, remedy: str, *path: str | int) -> None:
        self.findings.append(Finding.error(code, message, remedy, self.place(*path)))

    def check(
        self, entry: Lookup[str, Any], kinds: Lookup[str, type[Any]], needed: tuple[str, ...], *path: str | int
    ) -> bool:
        """Return whether a table has all entries that it must have, and none that is unknown or of the wrong kind."""
        before = len(self.findings)
        for key, value in entry.items():
            kind = kinds.get(key)
            if kind is None:
                remedy = advice(key, kinds, "The entries are")
                self.error("MAPPING-KEY", f"“{key}” is not an entry here", remedy, *path, key)
            elif not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
                message = f"“{key}” does not hold {_KINDS[kind]}"
                self.error("MAPPING-VALUE", message, f"Write {_KINDS[kind]}.", *path, key)
        for key in needed:
            if key not in entry:
                self.error("MAPPING-KEY", f"“{key}” is missing", "Add it.", *path)
        return len(self.findings) == before

    def period(self, text: object, *path: str | int) -> Period | None:
        """Return the period that an entry names."""
        period = Period.named(str(text))
        if period is None:
            self.error("MAPPING-VALUE", f"“{text}” is not a period", f"Write {FORMS_UNDERSTOOD}.", *path)
        return period

    def periods(self, entry: Lookup[str, Any], key: str, *path: str | int) -> dict[str, Period]:
        """Return the period of each column that an entry names."""
        read = {heading: self.period(text, *path, key, heading) for heading, text in entry.get(key, {}).items()}
        return {heading: period for heading, period in read.items() if period is not None}

    def table(self, entry: dict[str, Any], number: int) -> MappedTable | None:
        own = ("tables", number)
        if not self.check(entry, _TABLE, ("headings", "measure", "periods"), *own):
            return None
        by = self.period(entry["target_by"], *own, "target_by") if entry.get("target_by") else None
        for key in ("headings", "first", "last"):
            if entry.get(key, 1) < 1:
                remedy = "Write the number that stands left of the row."
                self.error("MAPPING-VALUE", f"“{key}” is a row number, from 1", remedy, *own, key)
        read = {
            "periods": self.periods(entry, "periods", *own),
            "comparator_periods": self.periods(entry, "comparator_periods", *own),
            "target_by": by,
            "subgroups": tuple(entry.get("subgroups", ())),
            "skip": tuple(entry.get("skip", ())),
            "place": self.place(*own),
        }
        return MappedTable(**{"sheet": "", "first": entry["headings"] + 1, "last": None, **entry, **read})

    def measure(
        self, name: str, entry: object, directorate: str, directorates: Sequence[Directorate]
    ) -> MappedMeasure | None:
        """Return the measure that an entry stands for. One with more than its id is described in full, under the rules
        of data/measures.csv.
        """
        own = ("measures", name)
        if not isinstance(entry, dict):
            remedy = f'Write [measures."{name}"] and its id below.'
            self.error("MAPPING-VALUE", f"“{name}” is not a table of entries", remedy, *own)
            return None
        sound = self.check(entry, _MEASURE, ("id",), *own)
        breaks = {
            self.period(text, *own, "breaks", text): str(why) for text, why in _of_kind(entry, "breaks", dict).items()
        }
        if not sound:
            return None
        described = None
        if not set(entry) <= {"id", *_NOT_TIDY}:
            cells = {"unit": "count", "polarity": "none", "name": name, "directorate": directorate}
            cells |= {key: _as_cell(value) for key, value in entry.items() if key not in _NOT_TIDY and _as_cell(value)}
            row = Row(self.file, self.place(*own).line or 1, {column: cells.get(column, "") for column in tidy.COLUMNS})
            read, problems = tidy.measures([row], directorates)
            self.findings += problems
            described = read[0] if read else None
        return MappedMeasure(
            entry["id"],
            self.place(*own),
            described,
            bool(entry.get("name")),
            bool(entry.get("annual")),
            {period: why for period, why in breaks.items() if period is not None},
        )


def _as_cell(value: object) -> str:
    """Return what an entry holds as a cell of a CSV file would have it."""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
