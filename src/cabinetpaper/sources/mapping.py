"""Read the mapping that says what the columns of an officer's workbook are.

In: the text of `data/NAME.mapping.toml`. Out: `Mapping`, and a finding with file and line for whatever in it is not understood.
The format, of which `cabinetpaper map` proposes a filled-in copy:

    workbook = "kpis.xlsx"

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

    [measures."Number of referrals in the month"]   # by name as written, or by code
    id = "referrals_month"
    unit = "count"
    polarity = "none"
    directorate = "childrens_services"
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field
from typing import Any, Final

from cabinetpaper.finding import Finding, Place, Severity
from cabinetpaper.measure import Basis, Measure, Polarity
from cabinetpaper.period import Period
from cabinetpaper.sources.rows import did_you_mean, listed
from cabinetpaper.unit import Unit, UnitKind

__all__ = ["CODES", "MAPPING_SUFFIX", "Mapped", "MappedTable", "Mapping", "read_mapping"]

CODES: Final[dict[str, str]] = {
    "MAPPING-TOML": "A mapping file is not valid TOML. The finding says on which line reading stopped.",
    "MAPPING-KEY": "A mapping file has an entry that is not understood, or lacks one that it must have. The finding lists the entries.",
    "MAPPING-VALUE": "An entry of a mapping file does not hold what it should: a period, a row number, a word from a list.",
}

MAPPING_SUFFIX: Final = ".mapping.toml"

_TABLE: Final = {
    "sheet": str, "headings": int, "first": int, "last": int, "measure": str, "code": str, "periods": dict, "target": str, "target_by": str,
    "rating": str, "comparators": dict, "comparator_periods": dict, "source": str, "commentary": str, "groups": bool, "subgroups": list,
    "skip": list, "hidden": bool,
}  # fmt: skip
_MEASURE: Final = {"id": str, "name": str, "unit": str, "base": str, "polarity": str, "basis": str, "directorate": str, "sensitive": bool, "part_of": str}


@dataclass(frozen=True, slots=True)
class MappedTable:
    """One table of a sheet. Columns are named by their heading as shown, or by their letter. `hidden` reads hidden rows too."""

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
    """What a workbook's columns and rows are. `measures` maps a name or code as written to the measure it stands for; a measure
    that data/measures.csv has already needs only its id there, and then `known` holds the id instead.
    """

    file: str
    workbook: str
    tables: tuple[MappedTable, ...] = ()
    measures: Lookup[str, Measure] = field(default_factory=dict)
    known: Lookup[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mapped:
    """The mapping, or None where it cannot be used, and what is wrong with it."""

    mapping: Mapping | None
    findings: tuple[Finding, ...] = ()


class _Reader:
    """One mapping under examination; what is wrong gathers in `findings`."""

    def __init__(self, file: str, source: str) -> None:
        self.file, self.lines = file, source.splitlines()
        self.findings: list[Finding] = []

    def place(self, word: str, after: int = 0) -> Place:
        """Return the line on which a key first stands after a line, for the officer to find."""
        pattern = re.compile(rf"(?:^|[\s{{,.\[\"])\"?{re.escape(word)}\"?\s*(?:[=\].]|\"\])")
        line = next((number for number, text in enumerate(self.lines, 1) if number > after and pattern.search(text)), None)
        return Place(self.file, line)

    def error(self, code: str, message: str, remedy: str, place: Place) -> None:
        self.findings.append(Finding(code, Severity.ERROR, message, remedy, place))

    def keys(self, entry: Lookup[str, Any], known: Lookup[str, type[Any]], needed: tuple[str, ...], after: int) -> None:
        """Note unknown, missing and wrongly typed entries of a table."""
        for key, value in entry.items():
            if key not in known:
                self.error(
                    "MAPPING-KEY", f"“{key}” is not an entry here", f"{did_you_mean(key, known)}The entries are {listed(known)}.", self.place(key, after)
                )
            elif not isinstance(value, known[key]) or (known[key] is int and isinstance(value, bool)):
                kind = {str: "text in quotation marks", int: "a whole number", bool: "true or false", dict: "pairs in { }", list: "a list in [ ]"}[known[key]]
                self.error("MAPPING-VALUE", f"“{key}” does not hold {kind}", f"Write {kind}.", self.place(key, after))
        for key in needed:
            if key not in entry:
                self.error("MAPPING-KEY", f"“{key}” is missing", "Add it.", Place(self.file, after or None))

    def period(self, text: object, place: Place) -> Period | None:
        try:
            return Period.parse(str(text))
        except ValueError as error:
            self.error("MAPPING-VALUE", str(error), "", place)
            return None


def read_mapping(file: str, source: str) -> Mapped:
    """Return the mapping that the text states, or every finding on why it cannot be used."""
    try:
        whole = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        place = Place(file, int(line[1]) if line else None)
        message = f"The file is not valid TOML: {str(error).split(' (at')[0]}"
        return Mapped(None, (Finding("MAPPING-TOML", Severity.ERROR, message, "Correct the line.", place),))
    reader = _Reader(file, source)
    reader.keys(whole, {"workbook": str, "tables": list, "measures": dict}, ("workbook", "tables"), 0)
    entries = whole.get("tables", [])
    starts = [number for number, text in enumerate(reader.lines, 1) if re.match(r"\s*\[\[\s*tables\s*\]\]", text)]
    tables = [_table(reader, entry, starts[index] if index < len(starts) else 0) for index, entry in enumerate(entries) if isinstance(entry, dict)]
    measures, known = _measures(reader, whole.get("measures", {}))
    if reader.findings:
        return Mapped(None, tuple(reader.findings))
    return Mapped(Mapping(file, whole["workbook"], tuple(table for table in tables if table), measures, known))


def _table(reader: _Reader, entry: dict[str, Any], line: int) -> MappedTable | None:
    before = len(reader.findings)
    reader.keys(entry, _TABLE, ("headings", "measure", "periods"), line)
    if len(reader.findings) > before:
        return None
    periods = {heading: reader.period(text, reader.place(heading, line)) for heading, text in entry["periods"].items()}
    others = {heading: reader.period(text, reader.place(heading, line)) for heading, text in entry.get("comparator_periods", {}).items()}
    by = reader.period(entry["target_by"], reader.place("target_by", line)) if entry.get("target_by") else None
    for key in ("headings", "first", "last"):
        if entry.get(key, 1) < 1:
            reader.error("MAPPING-VALUE", f"“{key}” is a row number, from 1", "Write the number that stands left of the row.", reader.place(key, line))
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
        Place(reader.file, line or None),
    )


def _measures(reader: _Reader, entries: dict[str, Any]) -> tuple[dict[str, Measure], dict[str, str]]:
    measures: dict[str, Measure] = {}
    known: dict[str, str] = {}
    for name, entry in entries.items():
        place = reader.place(name)
        before = len(reader.findings)
        if not isinstance(entry, dict):
            reader.error("MAPPING-VALUE", f"“{name}” is not a table of entries", f'Write [measures."{name}"] and its id below.', place)
            continue
        reader.keys(entry, _MEASURE, ("id",), place.line or 0)
        if not re.fullmatch(r"[a-z][a-z0-9_]*", str(entry.get("id", ""))):
            reader.error(
                "MAPPING-VALUE", f"“{entry.get('id', '')}” is not an id", "Write small letters, digits and underscores, beginning with a letter.", place
            )
        if len(reader.findings) > before:
            continue
        if set(entry) == {"id"}:
            known[name] = entry["id"]
            continue
        words = _words(reader, entry, place)
        if words is not None:
            unit, polarity, basis = words
            measures[name] = Measure(
                entry["id"],
                entry.get("name", name),
                entry.get("directorate", ""),
                Unit(unit, entry.get("base", "")),
                polarity,
                basis,
                sensitive=entry.get("sensitive", False),
                part_of=entry.get("part_of", ""),
                place=place,
            )
    return measures, known


def _words(reader: _Reader, entry: Lookup[str, str], place: Place) -> tuple[UnitKind, Polarity, Basis] | None:
    """Return unit, polarity and basis of a measure, or None with a finding for each that is no word of its list."""
    found: list[Any] = []
    for key, kind, default in (("unit", UnitKind, "count"), ("polarity", Polarity, "none"), ("basis", Basis, "snapshot")):
        text = entry.get(key, default)
        choices = [str(one.value) for one in kind]
        if text not in choices:
            reader.error("MAPPING-VALUE", f"“{text}” is not a {key}", f"{did_you_mean(text, choices)}Write one of {listed(choices)}.", place)
        else:
            found.append(kind(text))
    return (found[0], found[1], found[2]) if len(found) == 3 else None
