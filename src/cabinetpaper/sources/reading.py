"""Make a scorecard of the files in data/.

In: their bytes by name, the settings, the paper's period and its data cut-off. Out: `Sourced`, the scorecard of all rows that are
sound and the findings on the others. Nothing raises for bad data. Small numbers are hidden here, once, before anything else sees
them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from cabinetpaper.finding import Finding, Place, Severity
from cabinetpaper.measure import Comparator, Measure, Target
from cabinetpaper.period import Period
from cabinetpaper.scorecard import Hidden, LooseFigure, Observation, Profile, Scorecard, disclose
from cabinetpaper.settings import Settings
from cabinetpaper.sources import comparators, corrections, figures, measures, observations, targets
from cabinetpaper.sources.joining import Commentary, joined_workbooks
from cabinetpaper.sources.known import Known
from cabinetpaper.sources.mapping import MAPPING_SUFFIX
from cabinetpaper.sources.rows import Row, Rows, did_you_mean, listed, read_rows
from cabinetpaper.sources.wide import Wide

__all__ = ["CODES", "DATA_FILES", "Sourced", "read_scorecard"]

CODES: Final[dict[str, str]] = {
    "DATA-FILE-MISSING": "A data file that every workspace needs is not there. Add it, with at least its first line.",
    "DATA-FILE-UNKNOWN": "A file in data/ has a name that is not read, and no mapping says what it holds. Rename it, propose a mapping for it, "
    "or move it out of data/.",
}

DATA_FILES: Final[dict[str, Mapping[str, bool]]] = {
    "data/measures.csv": measures.COLUMNS,
    "data/observations.csv": observations.COLUMNS,
    "data/targets.csv": targets.COLUMNS,
    "data/comparators.csv": comparators.COLUMNS,
    "data/figures.csv": figures.COLUMNS,
    "data/corrections.csv": corrections.COLUMNS,
}
"""Every tidy file that is read, with its columns and whether each must be there."""

_NEEDED: Final = ("data/measures.csv", "data/observations.csv")


@dataclass(frozen=True, slots=True)
class Sourced:
    """What the data files say, what is wrong with them, what officers wrote beside their figures, and what was hidden."""

    scorecard: Scorecard
    findings: tuple[Finding, ...] = ()
    commentary: tuple[Commentary, ...] = ()
    hidden: tuple[Hidden, ...] = ()


def read_scorecard(files: Mapping[str, bytes], settings: Settings, period: Period, cut_off: date) -> Sourced:
    """Return the scorecard of `files` (workspace path to bytes) as seen at `cut_off`, with every finding in the order of the files."""
    read = {file: read_rows(file, files[file], columns) if file in files else Rows() for file, columns in DATA_FILES.items()}
    wide = joined_workbooks(files)
    found = [*_missing(files), *_unknown(files, wide.workbooks)]
    found += [one for rows in read.values() for one in rows.findings]
    if not wide.workbooks:
        found += [_no_rows(file) for file in _NEEDED if file in files and not read[file].rows and not _failed(read[file])]
    kpis, problems = measures.measures(read["data/measures.csv"].rows, settings.directorates)
    found += problems
    joined = wide.read({one.id: one for one in kpis})
    found += joined.findings
    kpis = (*kpis, *(one for one in joined.measures if one.id not in {own.id for own in kpis}))
    known = _known(files, read["data/measures.csv"], kpis)
    rows = {file.removeprefix("data/").removesuffix(".csv"): one.rows for file, one in read.items()}
    observed, aims, others, loose, problems = _tidy(rows, known, joined)
    found += problems
    rating = settings.rating
    card = Scorecard(
        period,
        cut_off,
        settings.directorates,
        kpis,
        observed,
        aims,
        others,
        loose,
        rating.tolerance,
        rating.unchanged_within,
        rating.family,
        rating.compared,
    )
    own = settings.disclosure
    shown = disclose(card, Profile(own.hide_up_to, own.round_to, own.zero_is_safe, own.secondary, own.symbol))
    return Sourced(shown.scorecard, tuple(found), joined.commentary, shown.hidden)


_Judged = tuple[tuple[Observation, ...], tuple[Target, ...], tuple[Comparator, ...], tuple[LooseFigure, ...], list[Finding]]


def _tidy(rows: Mapping[str, tuple[Row, ...]], known: Known, joined: Wide) -> _Judged:
    """Return observations (corrected), targets, comparators and loose figures of the tidy files and the workbooks together."""
    observed, found = observations.observations(rows["observations"], known)
    observed, problems = corrections.corrected(rows["corrections"], (*observed, *joined.observations), known)
    found += problems
    aims, problems = targets.targets(rows["targets"], known)
    found += problems
    others, problems = comparators.comparators(rows["comparators"], known)
    found += problems
    loose, problems = figures.figures(rows["figures"])
    return observed, (*aims, *joined.targets), (*others, *joined.comparators), loose, [*found, *problems]


def _known(files: Mapping[str, bytes], rows: Rows, kpis: tuple[Measure, ...]) -> Known:
    unread = "data/measures.csv" not in files or _failed(rows)
    return Known(kpis, _mentioned(rows.rows), whole=not unread)


def _failed(rows: Rows) -> bool:
    return any(one.severity is Severity.ERROR for one in rows.findings)


def _mentioned(rows: tuple[Row, ...]) -> list[str]:
    return [row.cells["id"] for row in rows if row.cells["id"]]


def _missing(files: Mapping[str, bytes]) -> list[Finding]:
    """Return a finding for each tidy file that must be there; a workspace that reads workbooks needs none."""
    if any(file.endswith(MAPPING_SUFFIX) for file in files):
        return []
    headings = {file: ",".join(DATA_FILES[file]) for file in _NEEDED}
    return [
        Finding("DATA-FILE-MISSING", Severity.ERROR, f"{file} is missing", f"Add it with this first line: {line}", Place(file))
        for file, line in headings.items()
        if file not in files
    ]


def _unknown(files: Mapping[str, bytes], mapped: tuple[str, ...]) -> list[Finding]:
    """Return a finding for each file that nothing reads; a workbook wants a mapping."""
    found = []
    for file in files:
        if file in DATA_FILES or file in mapped or file.endswith(MAPPING_SUFFIX):
            continue
        workbook = file.lower().endswith((".xlsx", ".xlsm", ".xls"))
        remedy = f"Propose a mapping for it: cabinetpaper map {file}" if workbook else f"{did_you_mean(file, DATA_FILES)}The files are {listed(DATA_FILES)}."
        found.append(Finding("DATA-FILE-UNKNOWN", Severity.WARNING, "This file is not read", remedy, Place(file)))
    return found


def _no_rows(file: str) -> Finding:
    return Finding("DATA-NO-ROWS", Severity.WARNING, "The file has no row below its headings", "Add a row for each figure of the quarter.", Place(file, 1))
