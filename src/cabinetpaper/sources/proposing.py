"""Propose the mapping of a workbook, so that an officer only corrects it.

In: the sheets of a workbook. Out: the text of a mapping file. Headings that name periods are columns of values; the first column of
distinct words holds the measures; `Target`, `RAG` and `Commentary` are known by name, what is left with figures in it is a
comparator. Units are guessed from names and cells and said so; polarity is never guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Final

from cabinetpaper.period import Period
from cabinetpaper.scorecard import slug
from cabinetpaper.sources.workbooks import Sheet
from cabinetpaper.written import parse_cell

__all__ = ["propose_mapping"]

_HEADINGS_WITHIN: Final = 15
_NAMED: Final = (
    ("code", re.compile(r"no\.?|ref(?:erence)?\.?|code|id|kpi (?:no|ref)\.?|number", re.IGNORECASE)),
    ("target", re.compile(r"(?:.* )?target.*", re.IGNORECASE)),
    ("rating", re.compile(r"rag.*|.*rating|status", re.IGNORECASE)),
    ("source", re.compile(r"source.*", re.IGNORECASE)),
    ("commentary", re.compile(r"comment.*|narrative|analysis|notes?", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class _Guess:
    """What one sheet's table seems to be: column numbers by use."""

    sheet: Sheet
    headings: int
    periods: dict[int, Period]
    measure: int
    named: dict[str, int]
    comparators: tuple[int, ...]

    def heading(self, column: int) -> str:
        """Return a column's heading as shown."""
        return " ".join(self.sheet.cell(self.headings, column).text.split())

    def rows(self) -> list[int]:
        """Return the rows below the headings that have a name or a code."""
        columns = [self.measure, *([self.named["code"]] if "code" in self.named else [])]
        return [row for row in range(self.headings + 1, self.sheet.last_row + 1) if any(self.sheet.cell(row, column).text.strip() for column in columns)]

    def is_figures(self, row: int) -> bool:
        """Return whether a row holds more than a heading: a figure, or a code beside its name."""
        coded = "code" in self.named and all(self.sheet.cell(row, column).text.strip() for column in (self.named["code"], self.measure))
        return coded or any(self.sheet.cell(row, column).text.strip() for column in (*self.periods, *self.comparators))


def propose_mapping(workbook: str, sheets: Sequence[Sheet], period: Period | None = None) -> str:
    """Return the text of a mapping for a workbook of that name; sheets without a table are named in a comment.

    `period` completes headings that name only a part of it, such as `Q1`.
    """
    guesses = [guess for sheet in sheets if (guess := _guess(sheet, period)) is not None]
    without = [sheet.name for sheet in sheets if sheet.name not in {guess.sheet.name for guess in guesses}]
    lines = [f"# How to read {workbook}. Proposed from its headings: correct what is wrong; docs/workbooks.md explains each entry.", ""]
    if without:
        lines += [f"# No table with periods was found in: {', '.join(without)}.", ""]
    lines.append(f"workbook = {_text(workbook)}")
    for guess in guesses:
        lines += ["", *_table(guess)]
    taken: set[str] = set()
    for name, own, row in _measures(guesses):
        lines += ["", *_measure(name, own, row, taken)]
    return "\n".join(lines) + "\n"


def _guess(sheet: Sheet, period: Period | None) -> _Guess | None:
    """Return the table of a sheet, or None where no row of headings names two periods."""
    best: tuple[int, dict[int, Period]] | None = None
    for row in range(1, min(sheet.last_row, _HEADINGS_WITHIN) + 1):
        found = {column: own for column in range(1, sheet.last_column + 1) if (own := _period(sheet.cell(row, column).text, period)) is not None}
        if len(found) > len(best[1] if best else ()):
            best = (row, found)
    if best is None or len(best[1]) < 2:
        return None
    row, periods = best
    headed = [column for column in range(1, sheet.last_column + 1) if sheet.cell(row, column).text.strip() and column not in periods]
    named: dict[str, int] = {}
    for column in headed:
        text = " ".join(sheet.cell(row, column).text.split())
        use = next((use for use, pattern in _NAMED if use not in named and pattern.fullmatch(text)), None)
        if use is not None:
            named[use] = column
    left = [column for column in headed if column not in named.values()]
    words = [column for column in left if _distinct_words(sheet, row, column)]
    if not words:
        return None
    comparators = tuple(column for column in left if column != words[0] and _figures(sheet, row, column))
    return _Guess(sheet, row, periods, words[0], named, comparators)


def _period(text: str, whole: Period | None) -> Period | None:
    """Return the period that a heading names; `Latest Result (Q2)` and `Q1` belong to the year of `whole`."""
    plain = " ".join(text.split())
    try:
        return Period.parse(plain)
    except ValueError:
        quarter = re.fullmatch(r".*\bQ([1-4])\b\)?", plain)
        if quarter is None or whole is None:
            return None
        end = whole.last
        start = end.year if end.month >= 4 else end.year - 1
        return Period.parse(f"Q{quarter[1]} {start}/{(start + 1) % 100:02d}")


def _distinct_words(sheet: Sheet, headings: int, column: int) -> bool:
    texts = [text for row in range(headings + 1, sheet.last_row + 1) if (text := sheet.cell(row, column).text.strip())]
    wordy = [text for text in texts if len(re.findall(r"[A-Za-z]{2,}", text)) >= 2]
    return len(wordy) * 2 > len(texts) and len(set(wordy)) * 2 > len(wordy)


def _figures(sheet: Sheet, headings: int, column: int) -> bool:
    texts = [text for row in range(headings + 1, sheet.last_row + 1) if (text := sheet.cell(row, column).text.strip())]
    return bool(texts) and all(parse_cell(text).value is not None or len(text) < 40 for text in texts)


def _table(guess: _Guess) -> list[str]:
    subgroups = _subgroups(guess)
    lines = [
        "[[tables]]",
        f"sheet = {_text(guess.sheet.name)}",
        f"headings = {guess.headings}",
        f"measure = {_text(guess.heading(guess.measure))}",
        *(f"{use} = {_text(guess.heading(column))}" for use, column in guess.named.items()),
        f"periods = {{ {', '.join(f'{_text(guess.heading(column))} = {_text(own.label)}' for column, own in guess.periods.items())} }}",
    ]
    if guess.comparators:
        lines.append(f"comparators = {{ {', '.join(f'{_text(guess.heading(c))} = {_text(guess.heading(c))}' for c in guess.comparators)} }}")
    if any(not guess.is_figures(row) for row in guess.rows()):
        lines.append("groups = true")
    if subgroups:
        lines.append(f"subgroups = [{', '.join(_text(one) for one in subgroups)}]")
    return lines


def _subgroups(guess: _Guess) -> list[str]:
    """Return the headings that stand more than once: a sub-group returns under each group."""
    names = Counter(_name(guess, row) for row in guess.rows() if not guess.is_figures(row))
    return [name for name, times in names.items() if times > 1]


def _name(guess: _Guess, row: int) -> str:
    text = " ".join(guess.sheet.cell(row, guess.measure).text.split())
    return text or " ".join(guess.sheet.cell(row, guess.named["code"]).text.split())


def _measures(guesses: Sequence[_Guess]) -> list[tuple[str, _Guess, int]]:
    """Return each measure once, by its code where the code is its own, else by its name."""
    codes = Counter(_code(guess, row) for guess in guesses for row in guess.rows() if guess.is_figures(row))
    seen: dict[str, tuple[str, _Guess, int]] = {}
    for guess in guesses:
        for row in guess.rows():
            if guess.is_figures(row):
                code = _code(guess, row)
                key = code if code and codes[code] == 1 else _name(guess, row)
                seen.setdefault(key, (key, guess, row))
    return list(seen.values())


def _code(guess: _Guess, row: int) -> str:
    return " ".join(guess.sheet.cell(row, guess.named["code"]).text.split()) if "code" in guess.named else ""


def _measure(name: str, guess: _Guess, row: int, taken: set[str]) -> list[str]:
    """Return the entry of one measure, under an id that no other has."""
    title = _name(guess, row)
    unit, base = _unit(title, [guess.sheet.cell(row, column).text for column in guess.periods])
    stem = slug(name)[:40].strip("_")
    stem = stem if stem[:1].isalpha() else f"m_{stem}".rstrip("_")
    identifier = next(one for one in chain([stem], (f"{stem}_{number}" for number in count(2))) if one not in taken)
    taken.add(identifier)
    lines = [f"[measures.{_text(name)}]", f"id = {_text(identifier)}"]
    if name != title:
        lines.append(f"name = {_text(title)}")
    lines += [f"unit = {_text(unit)}", *([f"base = {_text(base)}"] if base else []), 'polarity = "none"  # higher or lower: which way is good']
    return [*lines, 'directorate = ""  # the id of a directorate of cabinetpaper.toml']


def _unit(title: str, cells: Sequence[str]) -> tuple[str, str]:
    """Return a unit and its base, from the words of a title and the marks in its cells."""
    marks = {cell.mark for text in cells if (cell := parse_cell(text)).value is not None}
    if rate := re.search(r"per ([\d,]+|100k)(?: \w+(?: \w+)?)?", title, re.IGNORECASE):
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
    """Return words as TOML text."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
