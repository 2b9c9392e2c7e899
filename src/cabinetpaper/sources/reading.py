"""Make a scorecard of the files in a data folder.

In: their bytes by name, what databases answered, the settings, the paper's period and its data cut-off. Out: `Sourced`,
the scorecard of all rows that are sound and the findings on the others. Nothing raises for bad data. Small numbers are
hidden here, once, before anything else sees them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from cabinetpaper.finding import Finding, Place, Severity
from cabinetpaper.measure import Comparator, Measure, Target
from cabinetpaper.nearest import advice
from cabinetpaper.period import Period
from cabinetpaper.scorecard import Hidden, LooseFigure, Observation, Profile, Scorecard, Status, disclose, slug
from cabinetpaper.scorecard.finance import BudgetLine, SavingLine
from cabinetpaper.settings import Settings
from cabinetpaper.sources import comparators, corrections, figures, measures, money, observations, targets
from cabinetpaper.sources.agreeing import agreed
from cabinetpaper.sources.joining import Commentary, joined_workbooks
from cabinetpaper.sources.known import Known
from cabinetpaper.sources.mapping import MAPPING_SUFFIX
from cabinetpaper.sources.quiet import quieted
from cabinetpaper.sources.rows import Row, Rows, read_rows
from cabinetpaper.sources.sql import QUERY_SUFFIX, Fetched, fetched_rows
from cabinetpaper.sources.wide import Wide

CODES: Final[dict[str, str]] = {
    "DATA-FILE-MISSING": "A data file that every workspace needs is not there. Add it, with at least its first line.",
    "DATA-FILE-UNKNOWN": "A file in data/ has a name that is not read, and no mapping says what it holds. Rename it, "
    "propose a mapping for it, "
    "or move it out of data/.",
}

DATA_FILES: Final[dict[str, Mapping[str, bool]]] = {
    "measures.csv": measures.COLUMNS,
    "observations.csv": observations.COLUMNS,
    "targets.csv": targets.COLUMNS,
    "comparators.csv": comparators.COLUMNS,
    "figures.csv": figures.COLUMNS,
    "corrections.csv": corrections.COLUMNS,
}
"""Every tidy file that is read in a data folder, with its columns and whether each must be there."""

MONEY_FILES: Final[dict[str, Mapping[str, bool]]] = {"budget.csv": money.BUDGET, "savings.csv": money.SAVINGS}
"""Files of money, for papers that have any; a new workspace has none."""

_NEEDED: Final = ("measures.csv", "observations.csv")


@dataclass(frozen=True, slots=True)
class Sourced:
    """What the data files say, what is wrong with them, what officers wrote beside their figures, and what was
    hidden.
    """

    scorecard: Scorecard
    findings: tuple[Finding, ...] = ()
    commentary: tuple[Commentary, ...] = ()
    hidden: tuple[Hidden, ...] = ()


def read_scorecard(
    files: Mapping[str, bytes],
    settings: Settings,
    period: Period,
    cut_off: date,
    *,
    folder: str = "data",
    fetched: Sequence[Fetched] = (),
) -> Sourced:
    """Return the scorecard of `files` (workspace path to bytes) as seen at `cut_off`, with every finding in the order
    of the files.

    `folder` is where the tidy files stand; `fetched` are the answers of databases, whose rows are read as those of the
    tidy files are.
    """
    read = {name: _rows(files, f"{folder}/{name}", fetched, columns) for name, columns in DATA_FILES.items()}
    wide = joined_workbooks(files, settings.directorates)
    other = bool(wide.workbooks) or any(file.endswith((MAPPING_SUFFIX, QUERY_SUFFIX)) for file in files)
    found = [*([] if other else _missing(files, folder)), *_unknown(files, folder, wide.workbooks)]
    found += [one for rows in read.values() for one in rows.findings]
    if not other:
        found += [
            _no_rows(f"{folder}/{name}")
            for name in _NEEDED
            if f"{folder}/{name}" in files and not read[name].rows and not _failed(read[name])
        ]
    kpis, problems = measures.measures(read["measures.csv"].rows, settings.directorates)
    found += problems
    joined = wide.read({one.id: one for one in kpis})
    found += joined.findings
    kpis = (*kpis, *(one for one in joined.measures if one.id not in {own.id for own in kpis}))
    known = _known(files, folder, read["measures.csv"], kpis)
    observed, aims, others, loose, problems = _tidy(
        {name.removesuffix(".csv"): one.rows for name, one in read.items()}, known, joined
    )
    found += problems
    rating = settings.rating
    judged = (rating.tolerance, rating.unchanged_within, rating.family, rating.compared)
    paid, saved, problems = _money(files, folder)
    found += problems
    card = Scorecard(period, cut_off, settings.directorates, kpis, observed, aims, others, loose, *judged, paid, saved)
    own = settings.disclosure
    shown = disclose(card, Profile(own.hide_up_to, own.round_to, own.zero_is_safe, own.secondary, own.symbol))
    told = quieted(found, card, shown, (row for one in read.values() for row in one.rows), own)
    return Sourced(shown.scorecard, told, joined.commentary, shown.hidden)


_Judged = tuple[
    tuple[Observation, ...], tuple[Target, ...], tuple[Comparator, ...], tuple[LooseFigure, ...], list[Finding]
]


def _rows(files: Mapping[str, bytes], file: str, fetched: Sequence[Fetched], columns: Mapping[str, bool]) -> Rows:
    """Return the rows of a tidy file, and behind them those of the queries that fill it."""
    name = posixpath.basename(file).removesuffix(".csv")
    parts = [read_rows(file, files[file], columns)] if file in files else []
    parts += [fetched_rows(one, columns) for one in fetched if one.fills.value == name]
    return Rows(
        tuple(row for part in parts for row in part.rows), tuple(one for part in parts for one in part.findings)
    )


def _tidy(rows: Mapping[str, tuple[Row, ...]], known: Known, joined: Wide) -> _Judged:
    """Return observations (corrected), targets, comparators and loose figures of the tidy files and the workbooks
    together.
    """
    observed, found = observations.observations(rows["observations"], known)
    observed, problems = agreed(
        (*observed, *joined.observations),
        lambda one: (one.measure, one.period, one.as_at, one.status is Status.FORECAST),
    )
    found += problems
    observed, problems = corrections.corrected(rows["corrections"], observed, known)
    found += problems
    aims, problems = targets.targets(rows["targets"], known)
    found += problems
    aims, problems = agreed((*aims, *joined.targets), lambda one: (one.measure, one.period))
    found += problems
    others, problems = comparators.comparators(rows["comparators"], known)
    found += problems
    others, problems = agreed((*others, *joined.comparators), lambda one: (one.measure, slug(one.name), one.period))
    found += problems
    loose, problems = figures.figures(rows["figures"])
    return observed, aims, others, loose, [*found, *problems]


def _money(
    files: Mapping[str, bytes], folder: str
) -> tuple[tuple[BudgetLine, ...], tuple[SavingLine, ...], list[Finding]]:
    """Return the lines of the budget and of savings, and what is wrong with them."""
    read = {
        name: read_rows(f"{folder}/{name}", files[f"{folder}/{name}"], columns)
        for name, columns in MONEY_FILES.items()
        if f"{folder}/{name}" in files
    }
    rows = {name: read[name].rows if name in read else () for name in MONEY_FILES}
    paid, problems = money.budget(rows["budget.csv"])
    saved, others = money.savings(rows["savings.csv"])
    return paid, saved, [*(one for part in read.values() for one in part.findings), *problems, *others]


def _known(files: Mapping[str, bytes], folder: str, rows: Rows, kpis: tuple[Measure, ...]) -> Known:
    file = f"{folder}/measures.csv"
    unread = (file not in files and not kpis) or _failed(rows)
    return Known(kpis, _mentioned(rows.rows), whole=not unread, file=file)


def _failed(rows: Rows) -> bool:
    return any(one.severity is Severity.ERROR for one in rows.findings)


def _mentioned(rows: tuple[Row, ...]) -> list[str]:
    return [row.cells["id"] for row in rows if row.cells["id"]]


def _missing(files: Mapping[str, bytes], folder: str) -> list[Finding]:
    """Return a finding for each tidy file that must be there; a workspace that reads workbooks or databases needs
    none.
    """
    return [
        Finding.error(
            "DATA-FILE-MISSING",
            f"{folder}/{name} is missing",
            f"Add it with this first line: {','.join(DATA_FILES[name])}",
            Place(f"{folder}/{name}"),
        )
        for name in _NEEDED
        if f"{folder}/{name}" not in files
    ]


def _unknown(files: Mapping[str, bytes], folder: str, mapped: tuple[str, ...]) -> list[Finding]:
    """Return a finding for each file that nothing reads; a workbook wants a mapping."""
    tidy = [f"{folder}/{name}" for name in (*DATA_FILES, *MONEY_FILES)]
    found = []
    for file in files:
        if file in tidy or file in mapped or file.endswith((MAPPING_SUFFIX, QUERY_SUFFIX)):
            continue
        workbook = file.lower().endswith((".xlsx", ".xlsm", ".xls"))
        remedy = (
            f"Propose a mapping for it: cabinetpaper map {file}" if workbook else advice(file, tidy, "The files are")
        )
        found.append(Finding.warning("DATA-FILE-UNKNOWN", "This file is not read", remedy, Place(file)))
    return found


def _no_rows(file: str) -> Finding:
    return Finding.warning(
        "DATA-NO-ROWS",
        "The file has no row below its headings",
        "Add a row for each figure of the quarter.",
        Place(file, 1),
    )
