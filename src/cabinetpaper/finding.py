"""One shape for everything we tell people.

In: what a rule noticed. Out: a `Finding` that says where, what is wrong and what to do. Nothing here prints or raises
by itself; the edge decides. `CabinetPaperError` carries findings when nothing at all can be made.

The exception tree::

    CabinetPaperError            findings of error level: the input cannot become a paper
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any


class Severity(Enum):
    """How much a finding matters: an error stops publication, a warning is a gap in a draft, a note is for
    information.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def order(self) -> int:
        """Return 0 for the gravest severity, rising as they get milder."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file with a line, a workbook with sheet and cell, or a paragraph of a paper.

    `file` is relative to the workspace, with forward slashes. `detail` names what no line number can: a paragraph, a
    block, the line of the source that a figure was taken from. `row` counts the rows of a query's answer, which has no
    lines.
    """

    file: str = ""
    line: int | None = None
    sheet: str = ""
    cell: str = ""
    detail: str = ""
    row: int | None = None

    def __str__(self) -> str:
        """Return the place as an officer reads it: `kpis.xlsx, sheet Feb-23, cell H12` or `data/targets.csv:14`."""
        text = self.file
        if self.line is not None:
            text += f":{self.line}"
        if self.row is not None:
            text += f", row {self.row}"
        for word, value in (("sheet", self.sheet), ("cell" if self.sheet else "column", self.cell)):
            if value:
                text += f", {word} {value}"
        if self.detail:
            text += f" ({self.detail})" if text else self.detail
        return text


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to tell somebody: a documented code, how grave it is, what is wrong, what to do, and where."""

    code: str
    severity: Severity
    message: str
    remedy: str = ""
    place: Place = Place()

    @classmethod
    def error(cls, code: str, message: str, remedy: str = "", place: Place = Place()) -> Finding:
        """Return a finding that stops what was asked for."""
        return cls(code, Severity.ERROR, message, remedy, place)

    @classmethod
    def warning(cls, code: str, message: str, remedy: str = "", place: Place = Place()) -> Finding:
        """Return a finding about a gap in a draft."""
        return cls(code, Severity.WARNING, message, remedy, place)

    @classmethod
    def note(cls, code: str, message: str, remedy: str = "", place: Place = Place()) -> Finding:
        """Return a finding for information."""
        return cls(code, Severity.NOTE, message, remedy, place)

    def __str__(self) -> str:
        """Return the finding on one line: place, severity, what is wrong, what to do, code."""
        where = f"{self.place}: " if str(self.place) else ""
        end = "" if self.message.endswith((".", "?", "!", ":")) else "."
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{where}{self.severity.value}: {self.message}{end if remedy else ''}{remedy} [{self.code}]"

    def form(self) -> dict[str, Any]:
        """Return the finding as JSON has it; parts of the place that are not known are left out."""
        place = {name: value for name, value in asdict(self.place).items() if value not in ("", None)}
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "remedy": self.remedy,
            "place": place,
        }

    @classmethod
    def of(cls, form: Mapping[str, Any]) -> Finding:
        """Return the finding that `form` was made of; raise `ValueError`, `KeyError` or `TypeError` for anything
        else.
        """
        return cls(form["code"], Severity(form["severity"]), form["message"], form["remedy"], Place(**form["place"]))


class CabinetPaperError(Exception):
    """The input cannot become a paper; `findings` says why, all of it at once."""

    def __init__(self, findings: Iterable[Finding] | Finding) -> None:
        self.findings: tuple[Finding, ...] = (findings,) if isinstance(findings, Finding) else tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))

    @classmethod
    def of(cls, code: str, message: str, remedy: str = "", place: Place = Place()) -> CabinetPaperError:
        """Return the failure of which one error says all."""
        return cls(Finding.error(code, message, remedy, place))
