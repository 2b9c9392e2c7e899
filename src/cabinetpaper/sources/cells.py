"""Read the cells of one row as what they mean: a number, a period, a word from a list.

In: a `Row`. Out: values, and for each cell that is not what it should be a finding with file, line, column, what is
wrong and what to do. A reader gathers all that is wrong with its row; `sound` says whether the row can be used.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final, TypeVar

from cabinetpaper.finding import Finding, Severity
from cabinetpaper.measure import Measure
from cabinetpaper.nearest import advice
from cabinetpaper.period import FORMS_UNDERSTOOD, Period, PeriodKind
from cabinetpaper.sources.rows import Row
from cabinetpaper.unit import Unit, UnitKind
from cabinetpaper.written import Cell, Missing, Number, parse_cell, plain_number

CODES: Final[dict[str, str]] = {
    "DATA-BLANK": "A cell that must be filled is blank.",
    "DATA-CHARACTER": "A cell holds a character that cannot be printed: a control character, or a mark that turns the "
    "direction of writing. Type the cell anew.",
    "DATA-CHOICE": "A cell holds a word that is not one of those it may hold. The finding lists them.",
    "DATA-DATE": "A cell is not a day. Write 2024-06-30 or 30/06/2024.",
    "DATA-ID": "An id is not in the form that snippets can use: small letters, digits and underscores, beginning with "
    "a letter, and not a word of the snippet language.",
    "DATA-MEASURE-UNKNOWN": "A row names a measure that data/measures.csv does not have. Correct the id, or add the "
    "measure.",
    "DATA-NUMBER": "A cell that must hold a number holds something else. Write the figure, or leave the cell blank and "
    "give the reason in the column `reason`.",
    "DATA-NUMBER-UNIT": "A figure is written with a sign that its measure's unit does not have, such as % on a count. "
    "Correct the figure or the unit.",
    "DATA-PERIOD": "A cell is not a period. The finding lists the forms that are understood.",
    "DATA-ROW-TWICE": "Two rows say the same thing: a measure, an observation, a target or a comparator stands twice. "
    "Remove one.",
}

E = TypeVar("E", bound=Enum)
T = TypeVar("T")

_LONGEST_MESSAGE: Final = 240
_ID: Final = re.compile(r"[a-z][a-z0-9_]*")
_TAKEN: Final = frozenset(
    [
        "figure",
        "tally",
        "period",
        "ref",
        "gap",
        "loop",
        "range",
        "dict",
        "namespace",
        "self",
        "super",
        "caller",
        "varargs",
        "kwargs",
        "and",
        "or",
        "not",
        "in",
        "is",
        "if",
        "else",
        "elif",
        "for",
        "endfor",
        "endif",
        "raw",
        "endraw",
        "true",
        "false",
        "none",
        "lipsum",
        "cycler",
        "joiner",
        "set",
        "block",
        "macro",
        "include",
        "import",
        "extends",
        "filter",
        "with",
        "call",
    ]
)
"""Names that mean something else in a snippet."""

_YES: Final = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False, "": False}


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures that a row may name, and the file that has them.

    `refused` are ids of rows that could not be used, which has been reported; `unread` says that the file itself could
    not be read, and then no measure is unknown.
    """

    by_id: Mapping[str, Measure]
    file: str
    refused: frozenset[str] = frozenset()
    unread: bool = False


class Cells:
    """One row under examination: read a cell by what it should hold; what is wrong gathers in `findings`."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.findings: list[Finding] = []
        for column, text in row.cells.items():
            if name := unprintable(text):
                message = f"The cell holds a character that cannot be printed ({name})"
                self.error("DATA-CHARACTER", column, message, "Type the cell anew.")

    @property
    def sound(self) -> bool:
        """Return whether nothing was found wrong so far."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)

    def error(self, code: str, column: str, message: str, remedy: str) -> None:
        """Note what is wrong with a cell, or with the row where the column is empty."""
        shown = message if len(message) <= _LONGEST_MESSAGE else f"{message[:_LONGEST_MESSAGE]}…”"
        self.findings.append(Finding.error(code, shown, remedy, self.row.place(column)))

    def words(self, column: str, *, required: bool = False) -> str:
        """Return the cell's text on one line."""
        text = self.row.cells[column]
        text = " ".join(text.split()) if text else text
        if required and not text:
            self.error("DATA-BLANK", column, f"The {column} is blank", "Fill it in, or remove the row.")
        return text

    def identifier(self, column: str, *, dotted: bool = False) -> str:
        """Return an id; with `dotted` it may have several parts joined by dots."""
        text = self.words(column, required=True)
        parts = text.split(".") if dotted else [text]
        if text and not all(_ID.fullmatch(part) and part not in _TAKEN for part in parts):
            taken = any(part in _TAKEN for part in parts)
            message = f"“{text}” is a word of the snippet language" if taken else f"“{text}” is not an id"
            remedy = "Write small letters, digits and underscores, beginning with a letter: cic_rate."
            self.error("DATA-ID", column, message, remedy)
        return text

    def number(self, column: str, *, required: bool = False) -> Number | None:
        """Return the number in a cell, or None where it is blank or not a number."""
        text = self.words(column, required=required)
        number = plain_number(text)
        if text and number is None:
            blank = " or leave it blank and write the reason in the column reason" if "reason" in self.row.cells else ""
            remedy = f"Write a figure such as 96.1 or 1,665{blank}."
            self.error("DATA-NUMBER", column, f"“{text}” is not a number", remedy)
        return number

    def figure(self, column: str, measure: Measure | None, remedy: str) -> Cell | None:
        """Return what the cell of a measure's figure says, or None where it is blank or not understood."""
        text = self.words(column)
        cell = parse_cell(text)
        if not text:
            return None
        if cell.missing is Missing.UNSTATED:
            self.error("DATA-NUMBER", column, f"“{text}” is not a number", remedy)
            return None
        if measure is not None and cell.value is not None:
            self.agree(column, cell.mark, measure.unit)
        return cell

    def agree(self, column: str, mark: str, unit: Unit) -> None:
        """Note a percent or pound sign on a figure whose unit does not have it."""
        if unit.kind is not {"%": UnitKind.PERCENT, "£": UnitKind.MONEY}.get(mark, unit.kind):
            message = f"“{self.words(column)}” has {mark}, but the unit is {unit.kind.value}"
            self.error("DATA-NUMBER-UNIT", column, message, "Correct the figure here, or the unit of the measure.")

    def measure(self, measures: Measures) -> Measure | None:
        """Return the measure that the row names, or None where no sound row has it."""
        name = self.words("measure", required=True)
        if name and not measures.unread and name not in measures.by_id and name not in measures.refused:
            remedy = advice(name, measures.by_id, f"{measures.file} has", "none")
            self.error("DATA-MEASURE-UNKNOWN", "measure", f"There is no measure “{name}”", remedy)
        return measures.by_id.get(name)

    def period(self, column: str, *, required: bool = False) -> Period | None:
        """Return the period in a cell, or None where it is blank or not a period."""
        text = self.words(column, required=required)
        if not text:
            return None
        period = Period.named(text)
        if period is None:
            self.error("DATA-PERIOD", column, f"“{text}” is not a period", f"Write {FORMS_UNDERSTOOD}.")
        return period

    def day(self, column: str) -> date | None:
        """Return the day in a cell, or None where it is blank or not a day."""
        text = self.words(column)
        if not text:
            return None
        period = Period.named(text)
        if period is None or period.kind is not PeriodKind.DAY:
            self.error("DATA-DATE", column, f"“{text}” is not a day", "Write 2024-06-30 or 30/06/2024.")
            return None
        return period.first

    def choice(self, column: str, kind: type[E], default: E | None = None) -> E | None:
        """Return the member whose value a cell names, `default` where it is blank, or None where it names none."""
        text = self.words(column, required=default is None).lower()
        if not text:
            return default
        choices = {str(member.value): member for member in kind}
        if text not in choices:
            remedy = advice(text, choices, "Write one of")
            self.error("DATA-CHOICE", column, f"“{text}” is not a {column}", remedy)
        return choices.get(text)

    def yes(self, column: str) -> bool:
        """Return whether a cell says yes; blank is no."""
        text = self.words(column).lower()
        if text not in _YES:
            self.error("DATA-CHOICE", column, f"“{text}” is neither yes nor no", "Write yes or no.")
        return _YES.get(text, False)


def read_each(
    rows: Iterable[Row], read: Callable[[Cells], Iterable[T]], key: Callable[[T], tuple[object, ...]]
) -> tuple[tuple[T, ...], list[Finding]]:
    """Return what `read` makes of each row, each thing once and in the order of the file, and what is wrong.

    `key` says what a thing is (`target`) and gives the words that tell it from other such things.
    """
    found: list[T] = []
    findings: list[Finding] = []
    first: dict[tuple[object, ...], Row] = {}
    for row in rows:
        cells = Cells(row)
        for thing in read(cells):
            kind, *words = key(thing)
            held = first.setdefault((kind, *words), row)
            if held is row:
                found.append(thing)
                continue
            where = str(held.place()) if held.file != row.file else f"{'row' if row.counted else 'line'} {held.line}"
            about = ", ".join(str(word) for word in words if word)
            message = f"This {kind} stands twice ({about}): {where} has it already"
            cells.error("DATA-ROW-TWICE", "", message, "Remove one of the two; the first is used.")
        findings += cells.findings
    return tuple(found), findings


_TURNING: Final = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff"
"""Marks that turn or break the direction of writing."""


def unprintable(text: str) -> str:
    """Return the name of the first character that no output may carry (control, direction override, unassigned or
    private); nothing where there is none.
    """
    for character in () if text.isprintable() else text:
        odd = unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"} and character not in "\n\r\t"
        if odd or character in _TURNING:
            return unicodedata.name(character, f"U+{ord(character):04X}")
    return ""
