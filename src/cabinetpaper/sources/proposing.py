"""Propose the mapping of a workbook, so that an officer only corrects it.

In: the sheets of a workbook, and the measures that data/measures.csv has. Out: the text of a mapping file and what was
found. Headings that name periods are columns of values; the first column of distinct words holds the measures;
`Target`, `RAG` and `Commentary` are known by name, what is left with figures in it is a comparator. Units are guessed
from names and cells and said so; polarity is never guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Final

from cabinetpaper.period import Period
from cabinetpaper.scorecard import slug
from cabinetpaper.sources.headings import Heading, heading_rows, last_named
from cabinetpaper.sources.workbooks import Sheet, column_letters
from cabinetpaper.unit import UnitKind
from cabinetpaper.written import parse_cell

_NAMED: Final = (
    ("code", re.compile(r"no\.?|ref(?:erence)?\.?|code|id|kpi (?:no|ref)\.?|number", re.IGNORECASE)),
    ("target", re.compile(r"(?:.* )?target.*", re.IGNORECASE)),
    ("rating", re.compile(r"rag.*|.*rating|status", re.IGNORECASE)),
    ("source", re.compile(r"source.*", re.IGNORECASE)),
    ("commentary", re.compile(r"comment.*|narrative|analysis|notes?", re.IGNORECASE)),
)
_TOTAL: Final = re.compile(r"(?:grand |sub-?|overall )?totals?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """The text of a mapping, and in words what it was made from: one line a table, and the sheets without one."""

    text: str
    tables: tuple[str, ...] = ()
    measures: int = 0
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Table:
    """What one table of a sheet seems to be: its rows, from the headings to `end`, and its columns by use."""

    sheet: Sheet
    heading: Heading
    end: int
    measure: int
    named: Mapping[str, int]
    comparators: tuple[int, ...]

    def label(self, column: int) -> str:
        """Return how the mapping names a column: by its heading, or by its letter where the heading is blank or stands
        twice.
        """
        row = self.heading.row
        own = self.sheet.text(row, column)
        twice = [self.sheet.text(row, other) for other in self.sheet.columns(row)].count(own) > 1
        return column_letters(column) if not own or twice else own

    @property
    def rows(self) -> list[int]:
        """Return the rows of the table that hold anything."""
        return [row for row in self.sheet.rows if self.heading.row < row <= self.end]

    @property
    def figures(self) -> list[int]:
        """Return the rows of measures: with a name or code, and a figure or state in some column. Totals are none."""
        return [row for row in self.rows if self.name(row) and self.holds(row) and not _TOTAL.fullmatch(self.name(row))]

    def holds(self, row: int) -> bool:
        """Return whether a row holds more than a heading: a figure, or a code beside its name."""
        coded = bool(self.code(row) and self.sheet.text(row, self.measure))
        columns = (*self.heading.periods, *self.comparators)
        return coded or any(not self.sheet.cell(row, column).blank for column in columns)

    def code(self, row: int) -> str:
        """Return the code of a row, if the table has codes."""
        return self.sheet.text(row, self.named["code"]) if "code" in self.named else ""

    def name(self, row: int) -> str:
        """Return what a row is called."""
        return self.sheet.text(row, self.measure) or self.code(row)

    def __str__(self) -> str:
        """Return in words what the table was found to be."""
        periods, rows = list(self.heading.periods.values()), len(self.figures)
        where = f"sheet {self.sheet.name}, " if self.sheet.name else ""
        return (
            f"{where}headings in row {self.heading.row}: {rows} row{'s' * (rows != 1)} of figures, {len(periods)} "
            f"periods from {min(periods)} to {max(periods)}"
        )


def propose_mapping(
    workbook: str, sheets: Sequence[Sheet], period: Period | None = None, known: Mapping[str, str] | None = None
) -> Proposal:
    """Return the proposed mapping of a workbook of that name; sheets without a table are named in a comment.

    `period` completes headings that name only a part of it, such as `Q1`. `known` maps names of measures to their ids
    in data/measures.csv: these need no description.
    """
    tables = [table for sheet in sheets for table in _tables(sheet, period)]
    without = tuple(sheet.name or workbook for sheet in sheets if not any(table.sheet is sheet for table in tables))
    lines = [
        f"# How to read {workbook}. Proposed from its headings: correct what is wrong; docs/workbooks.md explains "
        "each entry.",
        "",
        *([f"# No table with periods was found in: {', '.join(without)}.", ""] if without else []),
        f"workbook = {_toml(workbook)}",
        'directorate = ""  # the id of a directorate of cabinetpaper.toml, of every measure that names no other',
    ]
    for table in tables:
        lines += ["", *_table_lines(table)]
    ids = {_folded(name): own for name, own in (known or {}).items()}
    taken = set(ids.values())
    measures = _measures(tables)
    for key, (table, row) in measures.items():
        own = ids.get(_folded(table.name(row))) or ids.get(_folded(key))
        if own:
            lines += ["", f"[measures.{_toml(key)}]", f"id = {_toml(own)}"]
            continue
        stem = slug(key)[:40].strip("_")
        stem = stem if stem[:1].isalpha() else f"m_{stem}".rstrip("_")
        own = next(name for name in chain([stem], (f"{stem}_{number}" for number in count(2))) if name not in taken)
        taken.add(own)
        lines += ["", f"[measures.{_toml(key)}]", f"id = {_toml(own)}", *_measure_lines(key, table, row)]
    return Proposal("\n".join(lines) + "\n", tuple(map(str, tables)), len(measures), without)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _tables(sheet: Sheet, period: Period | None) -> list[_Table]:
    """Return the tables of a sheet: each reaches from a row of headings to the next one."""
    headings = heading_rows(sheet, period)
    ends = [*(heading.row - 1 for heading in headings[1:]), max(sheet.rows, default=0)]
    found = (_table(sheet, heading, end) for heading, end in zip(headings, ends, strict=False))
    return [table for table in found if table is not None]


def _table(sheet: Sheet, heading: Heading, end: int) -> _Table | None:
    """Return what the columns of a table are, or None where none holds names."""
    filled = {column for row in sheet.rows if heading.row <= row <= end for column in sheet.columns(row)}
    named: dict[str, int] = {}
    left: list[int] = []
    for column in sorted(filled - set(heading.periods)):
        text = sheet.text(heading.row, column)
        use = next((use for use, words in _NAMED if use not in named and words.fullmatch(text)), None)
        if use is not None:
            named[use] = column
        else:
            left.append(column)
    rows = [row for row in sheet.rows if heading.row < row <= end]
    cells = {column: [text for row in rows if (text := sheet.cell(row, column).text.strip())] for column in left}
    words = [column for column in left if _distinct_words(cells[column])]
    if not words:
        return None
    figures = (
        column
        for column in left
        if column != words[0] and not sheet.cell(heading.row, column).blank and _figures(cells[column])
    )
    return _Table(sheet, heading, end, words[0], named, tuple(figures))


def _distinct_words(texts: Sequence[str]) -> bool:
    wordy = [text for text in texts if re.search(r"[A-Za-z]{2}", text) and parse_cell(text).value is None]
    return len(wordy) * 2 > len(texts) and len(set(wordy)) * 2 > len(wordy)


def _figures(texts: Sequence[str]) -> bool:
    return bool(texts) and all(parse_cell(text).value is not None or len(text) < 40 for text in texts)


def _table_lines(table: _Table) -> list[str]:
    """Return the lines of the mapping that describe a table."""
    sheet, heading, figures = table.sheet, table.heading, table.figures
    bare = [
        (row, table.name(row) or sheet.text(row, sheet.columns(row)[0])) for row in table.rows if not table.holds(row)
    ]
    inside = [name for row, name in bare if figures and row < figures[-1]]
    subgroups = [name for name, times in Counter(inside).items() if times > 1]
    totals = [table.name(row) for row in table.rows if _TOTAL.fullmatch(table.name(row))]
    skip = list(dict.fromkeys([*totals, *(name for _, name in bare if name not in inside)]))
    comparators = {column: sheet.text(heading.row, column) for column in table.comparators}
    dated = {column: own.label for column, name in comparators.items() if (own := last_named(name)) is not None}
    lines = [
        "[[tables]]",
        f"sheet = {_toml(sheet.name)}",
        f"headings = {heading.row}",
        f"measure = {_toml(table.label(table.measure))}",
        *(f"{use} = {_toml(table.label(column))}" for use, column in table.named.items()),
        _pairs("periods", table, {column: own.label for column, own in heading.periods.items()}),
        _pairs("comparators", table, comparators),
        _pairs("comparator_periods", table, dated),
        "groups = true" if inside else "",
        f"subgroups = [{', '.join(map(_toml, subgroups))}]" if subgroups else "",
        f"skip = [{', '.join(map(_toml, skip))}]" if skip else "",
    ]
    return [line for line in lines if line]


def _pairs(key: str, table: _Table, values: Mapping[int, str]) -> str:
    pairs = ", ".join(f"{_toml(table.label(column))} = {_toml(value)}" for column, value in values.items())
    return f"{key} = {{ {pairs} }}" if pairs else ""


def _measures(tables: Sequence[_Table]) -> dict[str, tuple[_Table, int]]:
    """Return each measure once, by its code where the code is its own, else by its name."""
    codes = Counter(table.code(row) for table in tables for row in table.figures)
    found: dict[str, tuple[_Table, int]] = {}
    for table in tables:
        for row in table.figures:
            code = table.code(row)
            found.setdefault(code if code and codes[code] == 1 else table.name(row), (table, row))
    return found


def _measure_lines(key: str, table: _Table, row: int) -> list[str]:
    """Return what is proposed of a measure, below its id."""
    title = table.name(row)
    unit, base = _unit(title, [table.sheet.cell(row, column).text for column in table.heading.periods])
    lines = [
        f"name = {_toml(title)}" if title != key else "",
        f"unit = {_toml(unit)}",
        f"base = {_toml(base)}" if base else "",
        'polarity = "none"  # higher or lower: which way is good',
    ]
    return [line for line in lines if line]


def _unit(title: str, cells: Sequence[str]) -> tuple[str, str]:
    """Return a unit and its base, from the words of a title and the marks in its cells."""
    marks = {cell.mark for text in cells if (cell := parse_cell(text)).value is not None}
    if rate := re.search(r"per ([0-9,]+|100k)(?: (?!of\b|at\b|in\b|for\b)\w+)?", title, re.IGNORECASE):
        return "rate", rate[0]
    if "%" in marks or re.match(r"%|per ?cent|percentage|proportion", title, re.IGNORECASE):
        return "percent", ""
    if "£" in marks:
        return "money", ""
    for word in (kind.value for kind in UnitKind if kind.is_time):
        if word in marks or re.search(rf"\((?:in )?{word}\)", title, re.IGNORECASE):
            return word, ""
    return "count", ""


def _toml(words: str) -> str:
    """Return words as TOML text on one line."""
    escaped = " ".join(words.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
