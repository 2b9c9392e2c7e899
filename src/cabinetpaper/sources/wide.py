"""Turn the wide tables of an officer's workbook into observations, targets and comparators.

In: the sheets of a workbook and its mapping. Out: `Wide`, with every cell kept as written and its address as its place,
and findings for rows and columns that fit nothing. Nothing is dropped in silence: a row that is no measure, no heading
and not skipped is reported. What stands twice comes twice; `agreeing` compares it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from cabinetpaper.finding import Finding, Place
from cabinetpaper.measure import Comparator, Measure, Target
from cabinetpaper.nearest import advice, did_you_mean
from cabinetpaper.period import Period
from cabinetpaper.scorecard import Observation
from cabinetpaper.sources.mapping import MappedTable
from cabinetpaper.sources.mapping import Mapping as WorkbookMapping
from cabinetpaper.sources.observations import with_figure
from cabinetpaper.sources.sheet_parts import column_number
from cabinetpaper.sources.shown import Shown
from cabinetpaper.sources.targets import dated_aims, problem_and_remedy, target_of
from cabinetpaper.sources.workbooks import Sheet, column_letters
from cabinetpaper.wording import capital, listed
from cabinetpaper.written import Cell, parse_cell

CODES: Final[dict[str, str]] = {
    "WIDE-SHEET": "A mapping names a sheet that the workbook does not have. Correct the name; the finding lists the "
    "sheets.",
    "WIDE-COLUMN": "A mapping names a column that the table does not have, or whose heading stands twice. Correct the "
    "heading, or write the column's letter.",
    "WIDE-ROW": "A row of a table is not in the mapping, so its figures belong to no measure. Add it under [measures], "
    "or to skip.",
    "WIDE-FILTERED": "An export says that it holds only a part of the figures: its filters stand in a cell. Look "
    "whether they are those meant.",
    "WIDE-HIDDEN": "A row or column is hidden in the workbook and was not read. Unhide it, or write hidden = true in "
    "the mapping.",
    "WIDE-MEASURE": "A mapping gives the id of a measure that data/measures.csv does not have. Correct it, or describe "
    "the measure in the mapping.",
    "WIDE-MERGED": "A cell with figures is merged with others, so that it is unclear which they belong to. Unmerge the "
    "cells.",
    "WIDE-FAULT": "A cell shows an error instead of a figure. Mend the formula, or write why there is no figure.",
    "WIDE-TARGET": "A target is in no form that is understood. The finding lists the forms.",
}


@dataclass(frozen=True, slots=True)
class Commentary:
    """What an officer wrote beside the figures of a measure."""

    measure: str
    text: str
    source: str
    place: Place


Read = Measure | Observation | Target | Comparator | Commentary | Finding
"""What the cells of a table say, one after the other."""


@dataclass(frozen=True, slots=True)
class Wide:
    """What the tables of workbooks say; each measure once, as the first table that has it describes it."""

    measures: tuple[Measure, ...]
    observations: tuple[Observation, ...]
    targets: tuple[Target, ...]
    comparators: tuple[Comparator, ...]
    commentary: tuple[Commentary, ...]
    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, read: Iterable[Read]) -> Wide:
        """Return what was read, sorted by what it is."""
        every = list(read)
        measures: dict[str, Measure] = {}
        for item in every:
            if isinstance(item, Measure):
                measures.setdefault(item.id, item)
        return cls(
            tuple(measures.values()),
            tuple(item for item in every if isinstance(item, Observation)),
            tuple(item for item in every if isinstance(item, Target)),
            tuple(item for item in every if isinstance(item, Comparator)),
            tuple(item for item in every if isinstance(item, Commentary)),
            tuple(item for item in every if isinstance(item, Finding)),
        )


_FILTER: Final = re.compile(r"applied filters:|no filters applied|filters?:|exported data exceeded", re.IGNORECASE)


def read_wide(sheets: Sequence[Sheet], mapping: WorkbookMapping, known: Mapping[str, Measure]) -> Iterator[Read]:
    """Yield what the mapped tables say. `known` are the measures of data/measures.csv by id."""
    for own in mapping.measures.values():
        if own.described is None and own.id not in known:
            remedy = f"{did_you_mean(own.id, known)}Correct the id, or describe the measure here."
            yield Finding.error("WIDE-MEASURE", f"measures.csv has no measure “{own.id}”", remedy, own.place)
    for mapped in mapping.tables:
        starts = [other.headings for other in mapping.tables if other.sheet == mapped.sheet]
        ends = [start - 1 for start in starts if start > mapped.headings] + ([mapped.last] if mapped.last else [])
        sheet = next((item for item in sheets if item.name == mapped.sheet), None)
        if sheet is None and len(sheets) == 1 and not mapped.sheet:
            sheet = sheets[0]
        if sheet is None:
            remedy = advice(mapped.sheet, (item.name for item in sheets), "The sheets are")
            yield Finding.error("WIDE-SHEET", f"There is no sheet “{mapped.sheet}”", remedy, mapped.place)
            continue
        columns, problems = _columns(sheet, mapped)
        yield from problems
        if not problems:
            table = _Table(mapping, replace(mapped, last=min(ends, default=None)), sheet, columns, known)
            yield from table.read()


def _columns(sheet: Sheet, mapped: MappedTable) -> tuple[dict[str, int], list[Finding]]:
    """Return the number of each column that the mapping names, and what is wrong with its names."""
    headings: dict[str, list[int]] = {}
    for column in sheet.columns(mapped.headings):
        headings.setdefault(sheet.text(mapped.headings, column), []).append(column)
    names = (mapped.measure, mapped.code, mapped.target, mapped.rating, mapped.source, mapped.commentary)
    columns: dict[str, int] = {}
    problems: list[Finding] = []
    for name in dict.fromkeys(name for name in (*names, *mapped.periods, *mapped.comparators) if name):
        own = headings.get(name) or ([column_number(name)] if re.fullmatch("[A-Z]{1,3}", name) else [])
        if len(own) == 1:
            columns[name] = own[0]
            continue
        message = f"There is no column “{name}”"
        where = f"Row {mapped.headings} of sheet {sheet.name or sheet.file} has"
        remedy = advice(name, (heading for heading in headings if heading), where, "no headings")
        if own:
            message = f"The heading “{name}” stands over columns {listed(map(column_letters, own))}"
            remedy = "Write the letter of the one that is meant."
        problems.append(Finding.error("WIDE-COLUMN", message, remedy, mapped.place))
    return columns, problems


@dataclass(frozen=True, slots=True)
class _Table:
    """A table with its columns found: heading to column number."""

    mapping: WorkbookMapping
    mapped: MappedTable
    sheet: Sheet
    columns: Mapping[str, int]
    known: Mapping[str, Measure]

    def shown(self, row: int, heading: str) -> Shown:
        """Return the cell of a row under a heading; empty where the table has no such column."""
        return self.sheet.cell(row, self.columns[heading]) if heading in self.columns else Shown("")

    def place(self, row: int, heading: str) -> Place:
        """Return where that cell stands."""
        return self.sheet.place(row, self.columns[heading])

    def read(self) -> Iterator[Read]:
        """Yield what the rows say, and what is wrong with them."""
        yield from self._merged()
        shown = self._without_hidden_columns()
        for heading in self.columns if shown is not self else ():
            if heading not in shown.columns:
                yield _hidden(f"The column “{heading}”", self.place(self.mapped.headings, heading))
        yield from shown._rows()

    def _merged(self) -> Iterator[Finding]:
        """Yield each merged cell among the figures: what stands in it belongs to more than one row or period."""
        columns = {self.columns[heading] for heading in (*self.mapped.periods, *self.mapped.comparators)}
        for row, column, _, _ in self.sheet.merged:
            if row >= self.mapped.first and column in columns and self.sheet.text(row, column):
                message = "The cell is merged with others, so that its figure could belong to any of them"
                remedy = "Unmerge the cells and write each figure in its own."
                yield Finding.error("WIDE-MERGED", message, remedy, self.sheet.place(row, column))

    def _without_hidden_columns(self) -> _Table:
        """Return the table without its hidden columns of figures."""
        mapped = self.mapped
        hidden = {
            heading
            for heading in (*mapped.periods, *mapped.comparators, mapped.target)
            if heading and self.columns[heading] in self.sheet.hidden_columns
        }
        if mapped.hidden or not hidden:
            return self
        kept = replace(
            mapped,
            periods={heading: own for heading, own in mapped.periods.items() if heading not in hidden},
            comparators={heading: own for heading, own in mapped.comparators.items() if heading not in hidden},
            target="" if mapped.target in hidden else mapped.target,
        )
        columns = {heading: column for heading, column in self.columns.items() if heading not in hidden}
        return replace(self, mapped=kept, columns=columns)

    def _rows(self) -> Iterator[Read]:
        """Yield what each row says: figures of a measure, or the name of the group that the rows below belong to."""
        sheet, mapped = self.sheet, self.mapped
        headings = [sheet.text(mapped.headings, column) for column in sheet.columns(mapped.headings)]
        group = subgroup = ""
        for row in sheet.rows:
            texts = [sheet.text(row, column) for column in sheet.columns(row)]
            if not mapped.first <= row <= (mapped.last or row):
                continue
            if row in sheet.hidden_rows and not mapped.hidden:
                yield _hidden("The row", self.place(row, mapped.measure))
                continue
            if texts == headings:  # repeated on each page of a long table
                continue
            name, code = (" ".join(self.shown(row, own).text.split()) for own in (mapped.measure, mapped.code))
            bare = all(self.shown(row, own).blank for own in (*mapped.periods, *mapped.comparators, mapped.target))
            own = next((key for key in (f"{group} / {name}", code, name) if key in self.mapping.measures), "")
            if own:
                yield from self._figures(row, own, name, code, group, subgroup)
            elif (name or code) in mapped.subgroups:
                subgroup = name or code
            elif (name or code or texts[0]) in mapped.skip:
                continue
            elif bare and _FILTER.match(texts[0]):
                place = sheet.place(row, sheet.columns(row)[0])
                remedy = "Look whether that is what is meant."
                yield Finding.note("WIDE-FILTERED", f"The export says: {texts[0][:200]}", remedy, place)
            elif mapped.groups and bare and bool(name) != bool(code):
                group, subgroup = name or code, ""
            else:
                message = f"“{name or code or texts[0]}” is in no entry of the mapping"
                remedy = f"Add it under [measures] in {self.mapping.file}, or to skip."
                yield Finding.error("WIDE-ROW", message, remedy, self.place(row, mapped.measure))

    def _figures(self, row: int, key: str, name: str, code: str, group: str, subgroup: str) -> Iterator[Read]:
        """Yield the measure that a row stands for, and what each of its cells says."""
        mapped, entry = self.mapped, self.mapping.measures[key]
        measure = entry.described
        if measure is None and entry.id not in self.known:
            return
        if measure is None:
            measure = self.known[entry.id]
        else:
            title = measure.name if entry.named else name or measure.name
            measure = replace(measure, name=title, code=code or measure.code, group=group, subgroup=subgroup)
        source = self.shown(row, mapped.source).text.strip()
        yield replace(measure, source=source or "Not stated") if mapped.source else measure
        headings = (*mapped.periods, *([mapped.target] if mapped.target else []), *mapped.comparators)
        for heading in headings:
            shown, place = self.shown(row, heading), self.place(row, heading)
            if fault := _fault(shown, place):
                yield from fault
            elif heading in mapped.periods:
                yield _observation(measure, mapped.periods[heading], shown, place, entry.breaks)
            elif heading == mapped.target:
                yield from _targets(measure, mapped.target_by, shown, place, annual=entry.annual)
            else:
                cell, period = parse_cell(shown.text), mapped.comparator_periods.get(heading)
                value, note = _exact(cell, shown), cell.note if cell.value is not None else ""
                who = mapped.comparators[heading]
                yield Comparator(
                    measure.id, who, period, value, cell.decimals, shown.text, note, place, "", cell.rank, cell.size
                )
        text = self.shown(row, mapped.commentary).text.strip() if mapped.commentary else ""
        if text:
            yield Commentary(measure.id, text, source, self.place(row, mapped.commentary))


def _hidden(what: str, place: Place) -> Finding:
    remedy = "Unhide it, or write hidden = true in the mapping."
    return Finding.warning("WIDE-HIDDEN", f"{what} is hidden and was not read", remedy, place)


def _fault(shown: Shown, place: Place) -> list[Finding]:
    """Return what is wrong with a cell that shows an error, or a formula without a result."""
    found = []
    if shown.fault:
        remedy = "Mend the formula, or write why there is no figure."
        found.append(Finding.error("WIDE-FAULT", capital(shown.fault), remedy, place))
    if shown.formula:
        message = f"The formula {shown.formula[:80]} was never calculated, so that nothing is known of its result"
        remedy = "Open the workbook in Excel, let it calculate and save it."
        found.append(Finding.error("WORKBOOK-FORMULA", message, remedy, place))
    return found


def _observation(
    measure: Measure, period: Period, shown: Shown, place: Place, breaks: Mapping[Period, str]
) -> Observation:
    cell = parse_cell(shown.text)
    own = Observation(
        measure.id, period, shown.text, break_before=breaks.get(period, ""), source=measure.source, place=place
    )
    if cell.value is None:
        return replace(own, reason=cell.note or shown.text.strip() or "not stated")
    return replace(with_figure(own, cell), value=_exact(cell, shown))


def _exact(cell: Cell, shown: Shown) -> Decimal | None:
    """Return the number behind the cell where the workbook holds more than it shows: ratings are made on unrounded
    values.

    A number shown with a scale (25.4m) is held in that scale, and a variance in brackets or marked F has the other
    sign.
    """
    if cell.value is None or shown.held is None or not cell.value:
        return cell.value if shown.held is None or cell.value is None else shown.held
    held = abs(shown.held)
    scale = max(0, cell.value.adjusted() - held.adjusted()) // 3 * 3 if held else 0
    return held.scaleb(scale).copy_sign(cell.value)


def _targets(
    measure: Measure, by: Period | None, shown: Shown, place: Place, *, annual: bool
) -> Iterator[Target | Finding]:
    """Yield the targets of one cell; a blank one is none."""
    if not shown.text.strip():
        return
    try:
        read = [target_of(measure, dated, shown.text) for dated in dated_aims(shown.text)]
    except ValueError as error:
        problem, remedy = problem_and_remedy(error)
        yield Finding.error("WIDE-TARGET", problem, remedy, place)
        return
    for own in read:
        yield replace(own, period=own.period or by, annual=annual, place=place)
