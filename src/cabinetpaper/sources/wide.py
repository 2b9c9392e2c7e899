"""Turn the wide tables of an officer's workbook into observations, targets and comparators.

In: the sheets of a workbook and its mapping. Out: `Wide`, with every cell kept as written and its address as its place,
and findings for rows and columns that fit nothing. Nothing is dropped in silence: a row that is no measure, no heading
and not skipped is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from cabinetpaper.finding import Finding, Place
from cabinetpaper.measure import Comparator, Measure, Target
from cabinetpaper.nearest import advice, did_you_mean
from cabinetpaper.period import Period
from cabinetpaper.scorecard import Observation, Status
from cabinetpaper.sources.mapping import MappedTable
from cabinetpaper.sources.mapping import Mapping as WorkbookMapping
from cabinetpaper.sources.shown import Shown
from cabinetpaper.sources.targets import target_of
from cabinetpaper.sources.workbooks import Sheet, column_letters, column_number
from cabinetpaper.wording import capital, listed
from cabinetpaper.written import Cell, parse_aims, parse_cell

CODES: Final[dict[str, str]] = {
    "WIDE-SHEET": "A mapping names a sheet that the workbook does not have. Correct the name; the finding lists the "
    "sheets.",
    "WIDE-COLUMN": "A mapping names a column that the table does not have, or whose heading stands twice. Correct the "
    "heading, or write the column's letter.",
    "WIDE-ROW": "A row of a table is not in the mapping, so its figures belong to no measure. Add it under "
    "[measures], or to skip.",
    "WIDE-FILTERED": "An export says that it holds only a part of the figures: its filters stand in a cell. Look "
    "whether they are those meant.",
    "WIDE-HIDDEN": "A row or column is hidden in the workbook and was not read. Unhide it, or write hidden = true in "
    "the mapping.",
    "WIDE-MEASURE": "A mapping gives the id of a measure that data/measures.csv does not have. Correct it, or "
    "describe the measure in the mapping.",
    "WIDE-MERGED": "A cell with figures is merged with others, so that it is unclear which they belong to. Unmerge "
    "the cells.",
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
        self.annual = {mapping.ids.get(name) or mapping.measures[name].id for name in mapping.annual}
        self.breaks = {mapping.ids.get(name) or mapping.measures[name].id: own for name, own in mapping.breaks.items()}
        self.measures: dict[str, Measure] = {}
        self.observations: dict[tuple[str, Period], Observation] = {}
        self.targets: dict[tuple[str, str], Target] = {}
        self.comparators: dict[tuple[str, str], Comparator] = {}
        self.commentary: list[Commentary] = []
        self.findings: list[Finding] = []

    def error(self, code: str, message: str, remedy: str, place: Place) -> None:
        self.findings.append(Finding.error(code, message, remedy, place))

    def measure(self, name: str, code: str, group: str, subgroup: str) -> Measure | None:
        """Return the measure that a row stands for: by its name within its group, its code, or its name as written."""
        mapping = self.mapping
        for key in (f"{group} / {name}", code, name):
            if key and key in mapping.ids:
                return self.known.get(mapping.ids[key])
            if key and key in mapping.measures:
                own = mapping.measures[key]
                return replace(
                    own,
                    name=own.name if key in mapping.named else name or own.name,
                    code=code or own.code,
                    group=group,
                    subgroup=subgroup,
                )
        return None

    def awaited(self, name: str, code: str, group: str) -> bool:
        """Return whether the row is in the mapping by the id of a measure that nothing describes, which is told
        once.
        """
        return any(key in self.mapping.ids for key in (f"{group} / {name}", code, name))


def read_wide(sheets: Sequence[Sheet], mapping: WorkbookMapping, known: Mapping[str, Measure]) -> Wide:
    """Return what the mapped tables say. `known` are the measures of data/measures.csv by id."""
    gathered = _Gathered(mapping, known)
    for name, place in mapping.known.items():
        if name not in known:
            remedy = f"{did_you_mean(name, known)}Correct the id, or describe the measure here."
            gathered.error("WIDE-MEASURE", f"measures.csv has no measure “{name}”", remedy, place)
    for mapped in mapping.tables:
        below = [
            other.headings - 1
            for other in mapping.tables
            if other.sheet == mapped.sheet and other.headings > mapped.headings
        ]
        table = _found(
            gathered, sheets, replace(mapped, last=min([*below, *([mapped.last] if mapped.last else [])], default=None))
        )
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
    sheet = next(
        (one for one in sheets if one.name == mapped.sheet),
        sheets[0] if len(sheets) == 1 and not mapped.sheet else None,
    )
    if sheet is None:
        remedy = advice(mapped.sheet, names, "The sheets are")
        gathered.error("WIDE-SHEET", f"There is no sheet “{mapped.sheet}”", remedy, mapped.place)
        return None
    headings: dict[str, list[int]] = {}
    for column in sheet.columns(mapped.headings):
        headings.setdefault(" ".join(sheet.cell(mapped.headings, column).text.split()), []).append(column)
    seen = [one for one in headings if one]
    wanted = [
        mapped.measure,
        mapped.code,
        mapped.target,
        mapped.rating,
        mapped.source,
        mapped.commentary,
        *mapped.periods,
        *mapped.comparators,
    ]
    columns: dict[str, int] = {}
    for one in dict.fromkeys(one for one in wanted if one):
        own = headings.get(one) or ([column_number(one)] if re.fullmatch("[A-Z]{1,3}", one) else [])
        if len(own) == 1:
            columns[one] = own[0]
            continue
        where = f"Row {mapped.headings} of sheet {sheet.name or sheet.file} has"
        if own:
            letters = listed([column_letters(column) for column in own])
            gathered.error(
                "WIDE-COLUMN",
                f"The heading “{one}” stands over columns {letters}",
                "Write the letter of the one that is meant.",
                mapped.place,
            )
        else:
            remedy = advice(one, seen, where, "no headings")
            gathered.error("WIDE-COLUMN", f"There is no column “{one}”", remedy, mapped.place)
    return _Table(mapped, sheet, columns) if set(columns) == {one for one in wanted if one} else None


def _read(gathered: _Gathered, table: _Table) -> None:
    group = subgroup = ""
    mapped = table.mapped
    _merged(gathered, table)
    table = _shown_columns(gathered, table)
    mapped = table.mapped
    for row in _rows(gathered, table):
        name, code = (" ".join(table.shown(row, heading).text.split()) for heading in (mapped.measure, mapped.code))
        alone = all(
            table.shown(row, heading).blank for heading in (*mapped.periods, *mapped.comparators, mapped.target)
        )
        first = " ".join(table.sheet.cell(row, table.sheet.columns(row)[0]).text.split())
        measure = gathered.measure(name, code, group, subgroup)
        if measure is not None:
            _figures(gathered, table, row, measure)
        elif (name or code) in mapped.subgroups:
            subgroup = name or code
        elif (
            (name or code or first) in mapped.skip
            or gathered.awaited(name, code, group)
            or (alone and _filter_note(gathered, table, row))
        ):
            continue
        elif mapped.groups and alone and (not name or not code) and (name or code):
            group, subgroup = name or code, ""
        else:
            what = f"“{name or code or first}” is in no entry of the mapping"
            gathered.error(
                "WIDE-ROW",
                what,
                f"Add it under [measures] in {gathered.mapping.file}, or to skip.",
                table.place(row, mapped.measure),
            )


_FILTER: Final = re.compile(r"applied filters:|no filters applied|filters?:|exported data exceeded", re.IGNORECASE)


def _filter_note(gathered: _Gathered, table: _Table, row: int) -> bool:
    """Return whether a row is an export's own note on its filters, which is told: it decides what the figures mean."""
    column = table.sheet.columns(row)[0]
    text = " ".join(table.sheet.cell(row, column).text.split())
    if not _FILTER.match(text):
        return False
    message = f"The export says: {text[:200]}"
    gathered.findings.append(
        Finding.note("WIDE-FILTERED", message, "Look whether that is what is meant.", table.sheet.place(row, column))
    )
    return True


def _merged(gathered: _Gathered, table: _Table) -> None:
    """Tell each merged cell among the figures: what stands in it belongs to more than one row or period."""
    columns = {table.columns[heading] for heading in (*table.mapped.periods, *table.mapped.comparators)}
    for row, column, _, last in table.sheet.merged:
        figures = columns.intersection(range(column, last + 1))
        if row >= table.mapped.first and figures and table.sheet.cell(row, column).text.strip() and column in columns:
            message = "The cell is merged with others, so that its figure could belong to any of them"
            gathered.error(
                "WIDE-MERGED",
                message,
                "Unmerge the cells and write each figure in its own.",
                table.sheet.place(row, column),
            )


def _shown_columns(gathered: _Gathered, table: _Table) -> _Table:
    """Return the table without its hidden columns of figures, which are told."""
    mapped, sheet = table.mapped, table.sheet
    hidden = [
        one
        for one in (*mapped.periods, *mapped.comparators, mapped.target)
        if one and table.columns[one] in sheet.hidden_columns
    ]
    if mapped.hidden or not hidden:
        return table
    for heading in hidden:
        _hidden(
            gathered,
            f"The column “{heading}” is hidden and was not read",
            sheet.place(mapped.headings, table.columns[heading]),
        )
    shown = replace(
        mapped,
        periods={heading: own for heading, own in mapped.periods.items() if heading not in hidden},
        comparators={heading: own for heading, own in mapped.comparators.items() if heading not in hidden},
        target="" if mapped.target in hidden else mapped.target,
    )
    return replace(table, mapped=shown)


def _rows(gathered: _Gathered, table: _Table) -> Iterator[int]:
    """Yield the rows of the table that hold anything and are not hidden. A repeated row of headings is none."""
    sheet, mapped = table.sheet, table.mapped
    headings = [sheet.cell(mapped.headings, column).text.strip() for column in sheet.columns(mapped.headings)]
    for row in sheet.rows:
        if not mapped.first <= row <= (mapped.last or row):
            continue
        if row in sheet.hidden_rows and not mapped.hidden:
            _hidden(gathered, "The row is hidden and was not read", table.place(row, mapped.measure))
        elif [sheet.cell(row, column).text.strip() for column in sheet.columns(row)] != headings:
            yield row


def _hidden(gathered: _Gathered, message: str, place: Place) -> None:
    gathered.findings.append(
        Finding.warning("WIDE-HIDDEN", message, "Unhide it, or write hidden = true in the mapping.", place)
    )


def _figures(gathered: _Gathered, table: _Table, row: int, measure: Measure) -> None:
    """Read the cells of one measure's row."""
    mapped = table.mapped
    told = table.shown(row, mapped.source).text.strip() or "Not stated"
    gathered.measures.setdefault(measure.id, replace(measure, source=told) if mapped.source else measure)
    for heading, period in mapped.periods.items():
        _observe(gathered, measure, period, table.shown(row, heading), table.place(row, heading))
    if mapped.target:
        _aim(gathered, measure, table.shown(row, mapped.target), mapped.target_by, table.place(row, mapped.target))
    for heading, name in mapped.comparators.items():
        _compare(
            gathered,
            measure,
            name,
            mapped.comparator_periods.get(heading),
            table.shown(row, heading),
            table.place(row, heading),
        )
    text = table.shown(row, mapped.commentary).text.strip() if mapped.commentary else ""
    if text:
        gathered.commentary.append(
            Commentary(
                measure.id, text, table.shown(row, mapped.source).text.strip(), table.place(row, mapped.commentary)
            )
        )


def _faulty(gathered: _Gathered, shown: Shown, place: Place) -> bool:
    """Return whether a cell shows an error or a formula without a result; that is told."""
    if shown.fault:
        gathered.error(
            "WIDE-FAULT",
            shown.fault[0].upper() + shown.fault[1:],
            "Mend the formula, or write why there is no figure.",
            place,
        )
    if shown.formula:
        message = f"The formula {shown.formula[:80]} was never calculated, so that nothing is known of its result"
        gathered.findings.append(
            Finding.error(
                "WORKBOOK-FORMULA", message, "Open the workbook in Excel, let it calculate and save it.", place
            )
        )
    return bool(shown.fault or shown.formula)


def _observe(gathered: _Gathered, measure: Measure, period: Period, shown: Shown, place: Place) -> None:
    if _faulty(gathered, shown, place):
        return
    cell = parse_cell(shown.text)
    reason = "" if cell.value is not None else cell.note or shown.text.strip() or "not stated"
    status = (
        Status.PROVISIONAL
        if cell.provisional
        else Status.REVISED
        if cell.revised_from
        else Status.ESTIMATE
        if cell.estimate
        else Status.FINAL
    )
    own = Observation(
        measure.id, period, shown.text, _exact(cell, shown), cell.decimals, reason, cell.qualifier, status, cell.numerator, cell.denominator,
        note=_note(cell), source=measure.source,
        break_before=gathered.breaks.get(measure.id, {}).get(period, ""), revised_from=cell.revised_from, place=place,
    )  # fmt: skip
    held = gathered.observations.setdefault((measure.id, period), own)
    _twice(gathered, f"{measure.name}, {period}", own, held)


def _twice(
    gathered: _Gathered, what: str, own: Observation | Target | Comparator, held: Observation | Target | Comparator
) -> None:
    if held.text.split() != own.text.split():
        message = f"{what}: {own.text or 'nothing'} here and {held.text or 'nothing'} in {held.place}"
        gathered.error("WIDE-TWICE", message, "Correct one of the two; the first is used.", own.place)


def _exact(cell: Cell, shown: Shown) -> Decimal | None:
    """Return the number behind the cell where the workbook holds more than it shows: ratings are made on unrounded
    values.

    A number shown with a scale (25.4m) is held in that scale, and a variance in brackets or marked F has the other
    sign.
    """
    if cell.value is None or shown.held is None or not cell.value:
        return cell.value if shown.held is None or cell.value is None else shown.held
    exact = abs(shown.held).scaleb(
        max(0, cell.value.adjusted() - abs(shown.held).adjusted()) // 3 * 3 if shown.held else 0
    )
    return exact.copy_sign(cell.value)


def _note(cell: Cell) -> str:
    return cell.note if cell.value is not None else ""


def _compare(
    gathered: _Gathered, measure: Measure, name: str, period: Period | None, shown: Shown, place: Place
) -> None:
    """Read the cell of a comparator; a blank one is kept as not stated."""
    if _faulty(gathered, shown, place):
        return
    cell = parse_cell(shown.text)
    own = Comparator(
        measure.id,
        name,
        period,
        _exact(cell, shown),
        cell.decimals,
        shown.text,
        _note(cell),
        place,
        "",
        cell.rank,
        cell.size,
    )
    _twice(gathered, f"{measure.name}, {name}", own, gathered.comparators.setdefault((measure.id, name), own))


def _aim(gathered: _Gathered, measure: Measure, shown: Shown, by: Period | None, place: Place) -> None:
    """Read one target cell; a blank one is no target."""
    if _faulty(gathered, shown, place) or not shown.text.strip():
        return
    try:
        aims = parse_aims(shown.text)
        periods = [
            (Period.parse(aim.by) if aim.by else by, Period.parse(aim.baseline) if aim.baseline else None)
            for aim in aims
        ]
    except ValueError as error:
        what, _, remedy = str(error).partition("; ")
        gathered.error("WIDE-TARGET", what, f"{capital(remedy)}.", place)
        return
    annual = measure.id in gathered.annual
    for aim, (period, baseline) in zip(aims, periods, strict=True):
        own = replace(target_of(measure, aim, shown.text), period=period, baseline=baseline, annual=annual, place=place)
        _twice(gathered, f"{measure.name}, target", own, gathered.targets.setdefault((measure.id, str(period)), own))
