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
class _Guess:
    """What one table of a sheet seems to be: its rows of figures and column numbers by use."""

    sheet: Sheet
    heading: Heading
    end: int
    measure: int
    named: Mapping[str, int]
    comparators: tuple[int, ...]

    def text(self, row: int, column: int) -> str:
        """Return a cell on one line."""
        return " ".join(self.sheet.cell(row, column).text.split())

    def label(self, column: int) -> str:
        """Return how the mapping names a column: by its heading, or by its letter where the heading is blank or stands
        twice.
        """
        own = self.text(self.heading.row, column)
        twice = [self.text(self.heading.row, other) for other in self.sheet.columns(self.heading.row)].count(own) > 1
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
        coded = "code" in self.named and bool(self.code(row) and self.text(row, self.measure))
        return coded or any(
            not self.sheet.cell(row, column).blank for column in (*self.heading.periods, *self.comparators)
        )

    def code(self, row: int) -> str:
        """Return the code of a row, if the table has codes."""
        return self.text(row, self.named["code"]) if "code" in self.named else ""

    def name(self, row: int) -> str:
        """Return what a row is called."""
        return self.text(row, self.measure) or self.code(row)

    @property
    def bare(self) -> list[tuple[int, str]]:
        """Return the rows without figures, with what stands in them."""
        return [
            (row, self.name(row) or self.text(row, self.sheet.columns(row)[0]))
            for row in self.rows
            if not self.holds(row)
        ]


def propose_mapping(
    workbook: str, sheets: Sequence[Sheet], period: Period | None = None, known: Mapping[str, str] | None = None
) -> Proposal:
    """Return the proposed mapping of a workbook of that name; sheets without a table are named in a comment.

    `period` completes headings that name only a part of it, such as `Q1`. `known` maps names of measures to their ids
    in data/measures.csv: these need no description.
    """
    guesses = [guess for sheet in sheets for guess in _guesses(sheet, period)]
    without = tuple(sheet.name or workbook for sheet in sheets if not any(guess.sheet is sheet for guess in guesses))
    lines = [
        f"# How to read {workbook}. Proposed from its headings: correct what is wrong; docs/workbooks.md explains "
        "each entry.",
        "",
    ]
    if without:
        lines += [f"# No table with periods was found in: {', '.join(without)}.", ""]
    lines += [
        f"workbook = {_text(workbook)}",
        'directorate = ""  # the id of a directorate of cabinetpaper.toml, of every measure that names no other',
    ]
    for guess in guesses:
        lines += ["", *_table(guess)]
    taken: set[str] = set((known or {}).values())
    found = _measures(guesses)
    by_name = {_folded(name): own for name, own in (known or {}).items()}
    for name, guess, row in found:
        own = by_name.get(_folded(guess.name(row))) or by_name.get(_folded(name))
        lines += [
            "",
            *([f"[measures.{_text(name)}]", f"id = {_text(own)}"] if own else _measure(name, guess, row, taken)),
        ]
    return Proposal("\n".join(lines) + "\n", tuple(_words(guess) for guess in guesses), len(found), without)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _words(guess: _Guess) -> str:
    periods = list(guess.heading.periods.values())
    where = f"sheet {guess.sheet.name}, " if guess.sheet.name else ""
    rows, columns = len(guess.figures), len(periods)
    return (
        f"{where}headings in row {guess.heading.row}: {rows} row{'s' * (rows != 1)} of figures, {columns} periods "
        f"from {min(periods)} to {max(periods)}"
    )


def _guesses(sheet: Sheet, period: Period | None) -> list[_Guess]:
    """Return the tables of a sheet: each reaches from a row of headings to the next one."""
    headings = heading_rows(sheet, period)
    ends = [*(one.row - 1 for one in headings[1:]), max(sheet.rows, default=0)]
    return [
        guess
        for heading, end in zip(headings, ends, strict=False)
        if (guess := _guess(sheet, heading, end)) is not None
    ]


def _guess(sheet: Sheet, heading: Heading, end: int) -> _Guess | None:
    """Return what the columns of a table are, or None where none holds names."""
    filled = {column for row in sheet.rows if heading.row <= row <= end for column in sheet.columns(row)}
    headed = [column for column in sorted(filled) if column not in heading.periods]
    named: dict[str, int] = {}
    for column in headed:
        text = " ".join(sheet.cell(heading.row, column).text.split())
        use = next((use for use, pattern in _NAMED if use not in named and pattern.fullmatch(text)), None)
        if use is not None:
            named[use] = column
    left = [column for column in headed if column not in named.values()]
    cells = {
        column: [
            text for row in sheet.rows if heading.row < row <= end and (text := sheet.cell(row, column).text.strip())
        ]
        for column in left
    }
    words = [column for column in left if _distinct_words(cells[column])]
    if not words:
        return None
    figures = (
        column
        for column in left
        if column != words[0] and not sheet.cell(heading.row, column).blank and _figures(cells[column])
    )
    return _Guess(sheet, heading, end, words[0], named, tuple(figures))


def _distinct_words(texts: Sequence[str]) -> bool:
    wordy = [text for text in texts if len(re.findall(r"[A-Za-z]{2,}", text)) >= 1 and parse_cell(text).value is None]
    return len(wordy) * 2 > len(texts) and len(set(wordy)) * 2 > len(wordy)


def _figures(texts: Sequence[str]) -> bool:
    return bool(texts) and all(parse_cell(text).value is not None or len(text) < 40 for text in texts)


def _table(guess: _Guess) -> list[str]:
    bare, figures = guess.bare, guess.figures
    inside = [text for row, text in bare if figures and row < figures[-1]]
    subgroups = [name for name, times in Counter(inside).items() if times > 1]
    totals = [guess.name(row) for row in guess.rows if _TOTAL.fullmatch(guess.name(row))]
    skip = dict.fromkeys([*totals, *(text for row, text in bare if text not in inside)])
    lines = [
        "[[tables]]",
        f"sheet = {_text(guess.sheet.name)}",
        f"headings = {guess.heading.row}",
        f"measure = {_text(guess.label(guess.measure))}",
        *(f"{use} = {_text(guess.label(column))}" for use, column in guess.named.items()),
        f"periods = {{ "
        f"{', '.join(f'{_text(guess.label(column))} = {_text(own.label)}' for column, own in guess.heading.periods.items())} "
        f"}}",
    ]
    if guess.comparators:
        pairs = (
            f"{_text(guess.label(column))} = {_text(guess.text(guess.heading.row, column))}"
            for column in guess.comparators
        )
        lines.append(f"comparators = {{ {', '.join(pairs)} }}")
        dated = {
            column: own
            for column in guess.comparators
            if (own := last_named(guess.text(guess.heading.row, column))) is not None
        }
        pairs = (f"{_text(guess.label(column))} = {_text(own.label)}" for column, own in dated.items())
        lines += [f"comparator_periods = {{ {', '.join(pairs)} }}"] if dated else []
    lines += ["groups = true"] if inside else []
    lines += [f"subgroups = [{', '.join(map(_text, subgroups))}]"] if subgroups else []
    return [*lines, f"skip = [{', '.join(map(_text, skip))}]"] if skip else lines


def _measures(guesses: Sequence[_Guess]) -> list[tuple[str, _Guess, int]]:
    """Return each measure once, by its code where the code is its own, else by its name."""
    codes = Counter(guess.code(row) for guess in guesses for row in guess.figures)
    seen: dict[str, tuple[str, _Guess, int]] = {}
    for guess in guesses:
        for row in guess.figures:
            code = guess.code(row)
            key = code if code and codes[code] == 1 else guess.name(row)
            seen.setdefault(key, (key, guess, row))
    return list(seen.values())


def _measure(name: str, guess: _Guess, row: int, taken: set[str]) -> list[str]:
    """Return the entry of one measure, under an id that no other has."""
    title = guess.name(row)
    unit, base = _unit(title, [guess.sheet.cell(row, column).text for column in guess.heading.periods])
    stem = slug(name)[:40].strip("_")
    stem = stem if stem[:1].isalpha() else f"m_{stem}".rstrip("_")
    identifier = next(one for one in chain([stem], (f"{stem}_{number}" for number in count(2))) if one not in taken)
    taken.add(identifier)
    lines = [f"[measures.{_text(name)}]", f"id = {_text(identifier)}"]
    if name != title:
        lines.append(f"name = {_text(title)}")
    return [
        *lines,
        f"unit = {_text(unit)}",
        *([f"base = {_text(base)}"] if base else []),
        'polarity = "none"  # higher or lower: which way is good',
    ]


def _unit(title: str, cells: Sequence[str]) -> tuple[str, str]:
    """Return a unit and its base, from the words of a title and the marks in its cells."""
    marks = {cell.mark for text in cells if (cell := parse_cell(text)).value is not None}
    if rate := re.search(r"per ([\d,]+|100k)(?: (?!of\b|at\b|in\b|for\b)\w+)?", title, re.IGNORECASE):
        return "rate", rate[0]
    if "%" in marks or re.match(r"%|per ?cent|percentage|proportion", title, re.IGNORECASE):
        return "percent", ""
    if "£" in marks:
        return "money", ""
    for word in ("minutes", "hours", "days", "weeks", "months", "years"):
        if word in marks or re.search(rf"\((?:in )?{word}\)", title, re.IGNORECASE):
            return word, ""
    return "count", ""


def _text(words: str) -> str:
    """Return words as TOML text on one line."""
    escaped = " ".join(words.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
