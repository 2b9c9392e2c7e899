"""Turn the wide tables of an officer's workbook into observations, targets and comparators.

In: the sheets of a workbook and its mapping. Out: `Wide`, with every cell kept as written and its address as its place, and findings
for rows and columns that fit nothing. Nothing is dropped in silence: a row that is no measure, no heading and not skipped is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from cabinetpaper.finding import Finding, Place, Severity
from cabinetpaper.measure import Comparator, Measure, Operator, Polarity, Target
from cabinetpaper.period import Period
from cabinetpaper.scorecard import Observation, Status
from cabinetpaper.sources.mapping import MappedTable
from cabinetpaper.sources.mapping import Mapping as WorkbookMapping
from cabinetpaper.sources.rows import did_you_mean, listed
from cabinetpaper.sources.shown import Shown
from cabinetpaper.sources.workbooks import Sheet, column_letters
from cabinetpaper.written import Aim, AimKind, Cell, parse_aims, parse_cell

__all__ = ["CODES", "Commentary", "Wide", "read_wide"]

CODES: Final[dict[str, str]] = {
    "WIDE-SHEET": "A mapping names a sheet that the workbook does not have. Correct the name; the finding lists the sheets.",
    "WIDE-COLUMN": "A mapping names a column that the table does not have. Correct the heading, or write the column's letter.",
    "WIDE-ROW": "A row of a table is not in the mapping, so its figures belong to no measure. Add it under [measures], or to skip.",
    "WIDE-HIDDEN": "A row is hidden in the workbook and was not read. Unhide it, or write hidden = true in the mapping.",
    "WIDE-MERGED": "A cell with figures is merged with others, so that it is unclear which they belong to. Unmerge the cells.",
    "WIDE-FAULT": "A cell shows an error instead of a figure. Mend the formula, or write why there is no figure.",
    "WIDE-TARGET": "A target is in no form that is understood. The finding lists the forms.",
    "WIDE-TWICE": "A measure stands in two places with two values. Correct one of them.",
}


@dataclass(frozen=True, slots=True)
class Commentary:
    """What an officer wrote beside the figures of a measure."""

    measure: str
    text: str
    source: str
    place: Place


@dataclass(frozen=True, slots=True)
class Wide:
    """What the tables of one workbook say; `measures` in the order in which they first stand."""

    measures: tuple[Measure, ...] = ()
    observations: tuple[Observation, ...] = ()
    targets: tuple[Target, ...] = ()
    comparators: tuple[Comparator, ...] = ()
    commentary: tuple[Commentary, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Table:
    """A table with its columns found: heading to column number."""

    mapped: MappedTable
    sheet: Sheet
    columns: Mapping[str, int]

    def shown(self, row: int, heading: str) -> Shown:
        """Return the cell of a row under a heading; empty where the table has no such column."""
        return self.sheet.cell(row, self.columns[heading]) if heading in self.columns else Shown("")

    def place(self, row: int, heading: str) -> Place:
        """Return where that cell stands."""
        return self.sheet.place(row, self.columns[heading])


class _Gathered:
    """What has been read so far; one value a measure and period, wherever it stands."""

    def __init__(self, mapping: WorkbookMapping, known: Mapping[str, Measure]) -> None:
        self.mapping, self.known = mapping, known
        self.measures: dict[str, Measure] = {}
        self.observations: dict[tuple[str, Period], Observation] = {}
        self.targets: dict[tuple[str, str], Target] = {}
        self.comparators: dict[tuple[str, str], Comparator] = {}
        self.commentary: list[Commentary] = []
        self.findings: list[Finding] = []

    def error(self, code: str, message: str, remedy: str, place: Place) -> None:
        self.findings.append(Finding(code, Severity.ERROR, message, remedy, place))

    def measure(self, name: str, code: str, group: str, subgroup: str) -> Measure | None:
        """Return the measure that a row stands for by its code or its name as written."""
        for key in (code, name):
            if key and key in self.mapping.known:
                return self.known.get(self.mapping.known[key])
            if key and key in self.mapping.measures:
                own = self.mapping.measures[key]
                return replace(own, name=name or own.name, code=code, group=group, subgroup=subgroup)
        return None


def read_wide(sheets: Sequence[Sheet], mapping: WorkbookMapping, known: Mapping[str, Measure]) -> Wide:
    """Return what the mapped tables say. `known` are the measures of data/measures.csv by id."""
    gathered = _Gathered(mapping, known)
    for mapped in mapping.tables:
        table = _found(gathered, sheets, mapped)
        if table is not None:
            _read(gathered, table)
    return Wide(
        tuple(gathered.measures.values()),
        tuple(gathered.observations.values()),
        tuple(gathered.targets.values()),
        tuple(gathered.comparators.values()),
        tuple(gathered.commentary),
        tuple(gathered.findings),
    )


def _found(gathered: _Gathered, sheets: Sequence[Sheet], mapped: MappedTable) -> _Table | None:
    """Return the table with its columns, or None with what could not be found."""
    names = [sheet.name for sheet in sheets]
    sheet = next((one for one in sheets if one.name == mapped.sheet), sheets[0] if len(sheets) == 1 and not mapped.sheet else None)
    if sheet is None:
        remedy = f"{did_you_mean(mapped.sheet, names)}The sheets are {listed(names)}."
        gathered.error("WIDE-SHEET", f"There is no sheet “{mapped.sheet}”", remedy, mapped.place)
        return None
    headings: dict[str, int] = {}
    for column in range(1, sheet.last_column + 1):
        text = " ".join(sheet.cell(mapped.headings, column).text.split())
        if text:
            headings.setdefault(text, column)
        headings.setdefault(column_letters(column), column)
    wanted = [mapped.measure, mapped.code, mapped.target, mapped.rating, mapped.source, mapped.commentary, *mapped.periods, *mapped.comparators]
    missing = [one for one in wanted if one and one not in headings]
    for one in missing:
        seen = [heading for heading in headings if len(heading) > 2 or not heading.isupper()]
        remedy = f"{did_you_mean(one, seen)}Row {mapped.headings} of sheet {sheet.name or sheet.file} has {listed(seen)}."
        gathered.error("WIDE-COLUMN", f"There is no column “{one}”", remedy, mapped.place)
    return None if missing else _Table(mapped, sheet, headings)


def _read(gathered: _Gathered, table: _Table) -> None:
    group = subgroup = ""
    mapped = table.mapped
    _merged(gathered, table)
    for row in _rows(gathered, table):
        name, code = (" ".join(table.shown(row, heading).text.split()) for heading in (mapped.measure, mapped.code))
        alone = not any(table.shown(row, heading).text.strip() for heading in (*mapped.periods, *mapped.comparators, mapped.target))
        measure = gathered.measure(name, code, group, subgroup)
        if measure is not None:
            _figures(gathered, table, row, measure)
        elif (name or code) in mapped.subgroups:
            subgroup = name or code
        elif mapped.groups and alone and (not name or not code):
            group, subgroup = name or code, ""
        elif (name or code) not in mapped.skip:
            what = f"“{name or code}” is in no entry of the mapping"
            gathered.error("WIDE-ROW", what, f"Add it under [measures] in {gathered.mapping.file}, or to skip.", table.place(row, mapped.measure))


def _merged(gathered: _Gathered, table: _Table) -> None:
    """Tell each merged cell among the figures: what stands in it belongs to more than one row or period."""
    columns = {table.columns[heading] for heading in (*table.mapped.periods, *table.mapped.comparators)}
    for row, column, _, last in table.sheet.merged:
        figures = columns.intersection(range(column, last + 1))
        if row >= table.mapped.first and figures and table.sheet.cell(row, column).text.strip() and column in columns:
            message = "The cell is merged with others, so that its figure could belong to any of them"
            gathered.error("WIDE-MERGED", message, "Unmerge the cells and write each figure in its own.", table.sheet.place(row, column))


def _rows(gathered: _Gathered, table: _Table) -> Iterator[int]:
    """Yield the rows of the table that hold anything and are not hidden."""
    sheet, mapped = table.sheet, table.mapped
    for row in range(mapped.first, min(mapped.last or sheet.last_row, sheet.last_row) + 1):
        filled = any(sheet.cell(row, column).text.strip() for column in range(1, sheet.last_column + 1))
        if filled and row in sheet.hidden_rows and not mapped.hidden:
            place = table.place(row, mapped.measure)
            gathered.findings.append(
                Finding("WIDE-HIDDEN", Severity.WARNING, "The row is hidden and was not read", "Unhide it, or write hidden = true in the mapping.", place)
            )
        elif filled:
            yield row


def _figures(gathered: _Gathered, table: _Table, row: int, measure: Measure) -> None:
    """Read the cells of one measure's row."""
    mapped = table.mapped
    gathered.measures.setdefault(measure.id, measure)
    for heading, period in mapped.periods.items():
        _observe(gathered, measure, period, table.shown(row, heading), table.place(row, heading))
    if mapped.target:
        _aim(gathered, measure, table.shown(row, mapped.target), mapped.target_by, table.place(row, mapped.target))
    for heading, name in mapped.comparators.items():
        shown, place = table.shown(row, heading), table.place(row, heading)
        cell = parse_cell(shown.text)
        own = Comparator(measure.id, name, mapped.comparator_periods.get(heading), cell.value, cell.decimals, shown.text, _note(cell), place)
        gathered.comparators.setdefault((measure.id, name), own)
    text = table.shown(row, mapped.commentary).text.strip() if mapped.commentary else ""
    if text:
        gathered.commentary.append(Commentary(measure.id, text, table.shown(row, mapped.source).text.strip(), table.place(row, mapped.commentary)))


def _observe(gathered: _Gathered, measure: Measure, period: Period, shown: Shown, place: Place) -> None:
    if shown.fault:
        gathered.error("WIDE-FAULT", shown.fault[0].upper() + shown.fault[1:], "Mend the formula, or write why there is no figure.", place)
        return
    cell = parse_cell(shown.text)
    reason = "" if cell.value is not None else cell.note or shown.text.strip() or "not stated"
    status = Status.PROVISIONAL if cell.provisional else Status.REVISED if cell.revised_from else Status.ESTIMATE if cell.estimate else Status.FINAL
    value = _exact(cell, shown)
    own = Observation(
        measure.id, period, shown.text, value, cell.decimals, reason, cell.qualifier, status, cell.numerator, cell.denominator,
        note=_note(cell), revised_from=cell.revised_from, place=place,
    )  # fmt: skip
    held = gathered.observations.setdefault((measure.id, period), own)
    if held.text != own.text:
        message = f"{measure.name}, {period}: {own.text} here and {held.text} in {held.place}"
        gathered.error("WIDE-TWICE", message, "Correct one of the two; the first is used.", place)


def _exact(cell: Cell, shown: Shown) -> Decimal | None:
    """Return the number behind the cell where the workbook holds more than it shows: ratings are made on unrounded values."""
    if cell.value is None or shown.held is None:
        return cell.value
    return shown.held


def _note(cell: Cell) -> str:
    return cell.note if cell.value is not None else ""


def _aim(gathered: _Gathered, measure: Measure, shown: Shown, by: Period | None, place: Place) -> None:
    """Read one target cell; a blank one is no target."""
    if not shown.text.strip():
        return
    try:
        aims = parse_aims(shown.text)
    except ValueError as error:
        what, _, remedy = str(error).partition("; ")
        gathered.error("WIDE-TARGET", what, remedy[:1].upper() + remedy[1:] + ".", place)
        return
    for aim in aims:
        period = by
        if aim.by:
            try:
                period = Period.parse(aim.by)
            except ValueError:
                gathered.error("WIDE-TARGET", f"“{aim.by}” in the target “{shown.text}” is not a period", "Write by March 2025.", place)
        gathered.targets.setdefault((measure.id, str(period)), _target(measure, aim, shown.text, period, place))


def _target(measure: Measure, aim: Aim, text: str, period: Period | None, place: Place) -> Target:
    lower = measure.polarity is Polarity.LOWER
    operator = Operator(aim.operator) if aim.operator else (Operator.AT_MOST if lower else Operator.AT_LEAST)
    value = aim.value if aim.kind is AimKind.VALUE else None
    return Target(measure.id, period, text, value, aim.decimals, operator, place=place)
