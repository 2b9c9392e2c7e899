"""Carry a paper.toml over to the next period, comments and all.

In: its text, the old and the new period. Out: the new text and, in words, what was changed: the period and the cut-off
are moved on, and so is the old period where title, subject, running title or recommendations name it; the days of
meetings, decisions and clearances are put into comments, as is the record of the old decision. What is not touched
stays to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from cabinetpaper.finding import CabinetPaperError, Place
from cabinetpaper.period import MONTHS, Period, PeriodKind
from cabinetpaper.toml_text import TomlError, parse

CODES: Final[dict[str, str]] = {
    "QUARTER-PAPER": "The old paper.toml is written in a way in which its dates cannot be moved on with certainty. "
    "Copy the folder by hand and change them."
}

_WORDED: Final = ("title", "subject", "running", "recommendations")
_DAYS: Final = ("meetings", "cleared")
_DAY: Final = re.compile(r"(\s*)date\s*=\s*\d{4}-\d\d-\d\d\s*(?:#.*)?")
_INLINE_DAY: Final = re.compile(r"\s{0,99},\s*date\s*=\s*\d{4}-\d\d-\d\d|\bdate\s*=\s*\d{4}-\d\d-\d\d\s*,?\s*")
_ORDINALS: Final = ("first", "second", "third", "fourth")


def mentions(period: Period) -> tuple[str, ...]:
    """Return the words by which texts name a period: `Q1 2024/25`, `the first quarter of 2024/25`, `April to June
    2024`.
    """
    if period.kind is PeriodKind.MONTH:
        return (period.name,)
    if period.kind is not PeriodKind.QUARTER:
        return (period.label,)
    span = period.label[3:]
    months = f"{MONTHS[period.first.month - 1]} to {MONTHS[period.last.month - 1]} {period.last.year}"
    ordinal = _ORDINALS[period.number - 1]
    return (
        period.label,
        period.label.replace("/", "-"),
        f"{ordinal} quarter of {span}",
        f"{ordinal} quarter {span}",
        months,
    )


def carried_paper(file: str, text: str, old: Period, new: Period) -> tuple[str, tuple[str, ...]]:
    """Return the text for the new period and what was changed in it; raise `CabinetPaperError` (QUARTER-PAPER) where
    that is not certain.
    """
    before = parse(text).entries
    editor = _Editor(old, new, before)
    carried = "\n".join(editor.lines(text))
    try:
        certain = parse(carried).entries == _expected(before, editor)
    except TomlError:
        certain = False
    if not certain:
        remedy = "Write each entry on a line of its own, as docs/settings.md shows, or copy the folder by hand"
        message = "The dates of this file cannot be moved on with certainty"
        raise CabinetPaperError.of("QUARTER-PAPER", message, remedy, Place(file))
    return carried, tuple(dict.fromkeys(editor.changes))


class _Editor:
    """Goes through a paper.toml line by line; `changes` says what it did."""

    def __init__(self, old: Period, new: Period, entries: Mapping[str, Any]) -> None:
        self.words = dict(zip(mentions(old), mentions(new), strict=False))
        self.period = new.label
        cut_off = entries.get("cut_off")
        self.cut_off: date | None = (
            new.last + timedelta(days=(cut_off - old.last).days) if isinstance(cut_off, date) else None
        )
        self.changes: list[str] = []
        self._table = self._key = ""

    def lines(self, text: str) -> Iterator[str]:
        """Return the lines of the new file."""
        for line in text.split("\n"):
            if header := re.match(r"\s*\[\[?\s*([A-Za-z_]+)", line):
                self._table, self._key = header[1], ""
            elif (key := re.match(r"\s*([A-Za-z_]+)\s*=", line)) and not line.lstrip().startswith("#"):
                self._key = key[1]
            yield self._line(line)

    def _line(self, line: str) -> str:
        if not line.strip() or line.lstrip().startswith("#"):
            return line
        if self._table == "record":
            return self._cleared(line, "[record]")
        if self._table in _DAYS:
            return self._undated(line)
        if self._table:
            return line
        return self._top(line)

    def _top(self, line: str) -> str:
        if self._key == "period":
            return self._told(
                line, re.sub(r"=(?:\s*+[^\s#]++)++", lambda _: f'= "{self.period}"', line, count=1), "period"
            )
        if self._key == "cut_off" and self.cut_off is not None:
            return self._told(line, re.sub(r"\d{4}-\d\d-\d\d", self.cut_off.isoformat(), line, count=1), "cut_off")
        if self._key == "date_of_decision":
            return self._cleared(line, "date_of_decision")
        if self._key == "status":
            return self._told(line, re.sub(r"=\s*\"[^\"]*\"", '= "Draft"', line, count=1), "status")
        return self._told(line, self.moved(line), self._key) if self._key in _WORDED else line

    def moved(self, words: str) -> str:
        """Return words with the old period named as the new one."""
        for before, after in self.words.items():
            words = words.replace(before, after)
        return words

    def _told(self, before: str, after: str, key: str) -> str:
        if before != after:
            self.changes.append(f"{key} moved on" if key != "status" else "status is Draft again")
        return after

    def _cleared(self, line: str, what: str) -> str:
        self.changes.append(f"{what} cleared: last time's stands in a comment")
        return f"# {line}"

    def _undated(self, line: str) -> str:
        after = f"# {line}" if _DAY.fullmatch(line) else _INLINE_DAY.sub("", line)
        if after != line:
            self.changes.append(f"the days under {self._table} cleared")
        return after


def _expected(before: Mapping[str, Any], editor: _Editor) -> dict[str, Any]:
    """Return the entries that the new file must have."""
    after = {key: own for key, own in before.items() if key not in {"date_of_decision", "record"}}
    after["period"] = editor.period
    if editor.cut_off is not None:
        after["cut_off"] = editor.cut_off
    if "status" in after:
        after["status"] = "Draft"
    for key in _WORDED:
        if isinstance(own := after.get(key), str):
            after[key] = editor.moved(own)
        elif isinstance(own, list):
            after[key] = [editor.moved(one) if isinstance(one, str) else one for one in own]
    if isinstance(meetings := after.get("meetings"), list):
        after["meetings"] = [_without_day(one) for one in meetings]
    if isinstance(cleared := after.get("cleared"), Mapping):
        after["cleared"] = {key: _without_day(own) for key, own in cleared.items()}
    return after


def _without_day(own: Any) -> Any:
    return {key: value for key, value in own.items() if key != "date"} if isinstance(own, Mapping) else own
