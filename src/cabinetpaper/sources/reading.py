"""Make a scorecard of the files in data/.

In: their bytes by name, the settings, the paper's period and its data cut-off. Out: `Sourced`, the scorecard of all rows that are
sound and the findings on the others. Nothing raises for bad data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from cabinetpaper.finding import Finding, Place, Severity
from cabinetpaper.period import Period
from cabinetpaper.scorecard import Scorecard
from cabinetpaper.settings import Settings
from cabinetpaper.sources import comparators, figures, measures, observations, targets
from cabinetpaper.sources.known import Known
from cabinetpaper.sources.rows import Row, Rows, did_you_mean, listed, read_rows

__all__ = ["CODES", "DATA_FILES", "Sourced", "read_scorecard"]

CODES: Final[dict[str, str]] = {
    "DATA-FILE-MISSING": "A data file that every workspace needs is not there. Add it, with at least its first line.",
    "DATA-FILE-UNKNOWN": "A CSV file in data/ has a name that is not read. Rename it, or move it out of data/.",
}

DATA_FILES: Final[dict[str, Mapping[str, bool]]] = {
    "data/measures.csv": measures.COLUMNS,
    "data/observations.csv": observations.COLUMNS,
    "data/targets.csv": targets.COLUMNS,
    "data/comparators.csv": comparators.COLUMNS,
    "data/figures.csv": figures.COLUMNS,
}
"""Every file that is read, with its columns and whether each must be there."""

_NEEDED: Final = ("data/measures.csv", "data/observations.csv")


@dataclass(frozen=True, slots=True)
class Sourced:
    """What the data files say, and what is wrong with them."""

    scorecard: Scorecard
    findings: tuple[Finding, ...] = ()


def read_scorecard(files: Mapping[str, bytes], settings: Settings, period: Period, cut_off: date) -> Sourced:
    """Return the scorecard of `files` (workspace path to bytes) as seen at `cut_off`, with every finding in the order of the files."""
    read = {file: read_rows(file, files[file], columns) if file in files else Rows() for file, columns in DATA_FILES.items()}
    found = [*_missing(files), *_unknown(files)]
    for rows in read.values():
        found += rows.findings
    found += [_no_rows(file) for file in _NEEDED if file in files and not read[file].rows and not _failed(read[file])]
    kpis, problems = measures.measures(read["data/measures.csv"].rows, settings.directorates)
    found += problems
    unread = "data/measures.csv" not in files or _failed(read["data/measures.csv"])
    known = Known(kpis, _mentioned(read["data/measures.csv"].rows), whole=not unread)
    observed, problems = observations.observations(read["data/observations.csv"].rows, known)
    found += problems
    aims, problems = targets.targets(read["data/targets.csv"].rows, known)
    found += problems
    others, problems = comparators.comparators(read["data/comparators.csv"].rows, known)
    found += problems
    loose, problems = figures.figures(read["data/figures.csv"].rows)
    found += problems
    rating = settings.rating
    card = Scorecard(period, cut_off, settings.directorates, kpis, observed, aims, others, loose, rating.tolerance, rating.unchanged_within)
    return Sourced(card, tuple(found))


def _failed(rows: Rows) -> bool:
    return any(one.severity is Severity.ERROR for one in rows.findings)


def _mentioned(rows: tuple[Row, ...]) -> list[str]:
    return [row.cells["id"] for row in rows if row.cells["id"]]


def _missing(files: Mapping[str, bytes]) -> list[Finding]:
    headings = {file: ",".join(DATA_FILES[file]) for file in _NEEDED}
    return [
        Finding("DATA-FILE-MISSING", Severity.ERROR, f"{file} is missing", f"Add it with this first line: {line}", Place(file))
        for file, line in headings.items()
        if file not in files
    ]


def _unknown(files: Mapping[str, bytes]) -> list[Finding]:
    return [
        Finding(
            "DATA-FILE-UNKNOWN", Severity.WARNING, "This file is not read", f"{did_you_mean(file, DATA_FILES)}The files are {listed(DATA_FILES)}.", Place(file)
        )
        for file in files
        if file not in DATA_FILES
    ]


def _no_rows(file: str) -> Finding:
    return Finding("DATA-NO-ROWS", Severity.WARNING, "The file has no row below its headings", "Add a row for each figure of the quarter.", Place(file, 1))
