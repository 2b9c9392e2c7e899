"""Make a scorecard of the files in a data folder.

In: their bytes by name, what databases answered, the settings, the paper's period and its data cut-off. Out: `Sourced`,
the scorecard of all rows that are sound and the findings on the others. Nothing raises for bad data. Small numbers are
hidden here, once, before anything else sees them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from cabinetpaper.finding import Finding, Place
from cabinetpaper.nearest import advice
from cabinetpaper.period import Period
from cabinetpaper.scorecard import Hidden, Observation, Profile, Scorecard, Status, disclose, slug
from cabinetpaper.settings import Settings
from cabinetpaper.sources import comparators, corrections, figures, measures, money, observations, targets
from cabinetpaper.sources.agreeing import agreed
from cabinetpaper.sources.cells import Measures
from cabinetpaper.sources.joining import mapped_workbooks, read_workbooks
from cabinetpaper.sources.mapping import MAPPING_SUFFIX
from cabinetpaper.sources.redacting import redacted
from cabinetpaper.sources.rows import Rows, read_rows
from cabinetpaper.sources.sql import QUERY_SUFFIX, Fetched, fetched_rows
from cabinetpaper.sources.wide import Commentary

CODES: Final[dict[str, str]] = {
    "DATA-FILE-MISSING": "A data file that every workspace needs is not there. Add it, with at least its first line.",
    "HIDE-ALSO": "`hide_also` under [disclosure] names a figure that the data do not have, so that nothing is hidden "
    "by it. Write the id of the measure and the period as tables print it: “west Q1 2024/25”.",
    "DATA-FILE-UNKNOWN": "A file in data/ has a name that is not read, and no mapping says what it holds. Rename it, "
    "propose a mapping for it, or move it out of data/.",
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

T = TypeVar("T")

_SETTINGS: Final = "cabinetpaper.toml"
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
    paths = {name: f"{folder}/{name}" for name in (*DATA_FILES, *MONEY_FILES)}
    read = {name: _rows(files, paths[name], fetched, columns) for name, columns in DATA_FILES.items()}
    money_read = {name: _rows(files, paths[name], (), columns) for name, columns in MONEY_FILES.items()}
    workbooks = mapped_workbooks(files, settings.directorates)
    mapped = [mapping.path for mapping in workbooks.mappings]
    other = bool(mapped) or any(file.endswith((MAPPING_SUFFIX, QUERY_SUFFIX)) for file in files)
    found = _file_problems(files, paths, mapped, needed=() if other else _NEEDED)
    found += [finding for rows in read.values() for finding in rows.findings]
    for name in () if other else _NEEDED:
        if paths[name] in files and not read[name].rows and not read[name].failed:
            message, remedy = "The file has no row below its headings", "Add a row for each figure of the quarter."
            found.append(Finding.warning("DATA-NO-ROWS", message, remedy, Place(paths[name], 1)))

    def sound(read: tuple[tuple[T, ...], Iterable[Finding]]) -> tuple[T, ...]:
        """Keep what is wrong with rows, and return what the others say."""
        found.extend(read[1])
        return read[0]

    kpis = sound(measures.measures(read["measures.csv"].rows, settings.directorates))
    wide = read_workbooks(files, workbooks, {measure.id: measure for measure in kpis})
    found += wide.findings
    ids = {measure.id for measure in kpis}
    kpis = (*kpis, *(measure for measure in wide.measures if measure.id not in ids))
    refused = frozenset(row.cells["id"] for row in read["measures.csv"].rows)
    unread = (paths["measures.csv"] not in files and not kpis) or read["measures.csv"].failed
    known = Measures({measure.id: measure for measure in kpis}, paths["measures.csv"], refused, unread)

    observed = sound(observations.observations(read["observations.csv"].rows, known))
    observed = sound(agreed((*observed, *wide.observations), _of_observation))
    observed = sound(corrections.corrected(read["corrections.csv"].rows, observed, known))
    aims = sound(targets.targets(read["targets.csv"].rows, known))
    aims = sound(agreed((*aims, *wide.targets), lambda own: (own.measure, own.period)))
    others = sound(comparators.comparators(read["comparators.csv"].rows, known))
    others = sound(agreed((*others, *wide.comparators), lambda own: (own.measure, slug(own.name), own.period)))
    loose = sound(figures.figures(read["figures.csv"].rows))
    found += [finding for rows in money_read.values() for finding in rows.findings]
    paid = sound(money.budget(money_read["budget.csv"].rows))
    saved = sound(money.savings(money_read["savings.csv"].rows))

    rating, rule = settings.rating, settings.disclosure
    judged = (rating.tolerance, rating.unchanged_within, rating.family, rating.compared)
    card = Scorecard(period, cut_off, settings.directorates, kpis, observed, aims, others, loose, *judged, paid, saved)
    profile = Profile(rule.hide_up_to, rule.round_to, rule.zero_is_safe, rule.secondary, rule.symbol, rule.hide_also)
    shown = disclose(card, profile)
    cells = [f"{row.measure} {row.period}" for row in observed]
    for name in (name for name in rule.hide_also if name not in cells):
        message = f"There is no figure “{name}” to hide"
        found.append(Finding.warning("HIDE-ALSO", message, advice(name, cells, "Its name is"), Place(_SETTINGS)))
    reported = redacted(found, card, shown.hidden, (row for rows in read.values() for row in rows.rows), rule)
    return Sourced(shown.scorecard, reported, wide.commentary, shown.hidden)


def _rows(files: Mapping[str, bytes], file: str, fetched: Sequence[Fetched], known: Mapping[str, bool]) -> Rows:
    """Return the rows of a tidy file, and behind them those of the queries that fill it."""
    name = posixpath.basename(file).removesuffix(".csv")
    parts = [read_rows(file, files[file], known)] if file in files else []
    parts += [fetched_rows(answer, known) for answer in fetched if answer.fills.value == name]
    return Rows(
        tuple(row for part in parts for row in part.rows), tuple(finding for part in parts for finding in part.findings)
    )


def _of_observation(own: Observation) -> tuple[object, ...]:
    return own.measure, own.period, own.as_at, own.status is Status.FORECAST


def _file_problems(
    files: Mapping[str, bytes], paths: Mapping[str, str], mapped: Sequence[str], needed: Sequence[str]
) -> list[Finding]:
    """Return a finding for each tidy file that must be there and is not, and for each file that nothing reads. A
    workspace that reads workbooks or databases needs no tidy file.
    """
    found: list[Finding] = []
    for name in needed:
        if paths[name] not in files:
            remedy = f"Add it with this first line: {','.join(DATA_FILES[name])}"
            found.append(Finding.error("DATA-FILE-MISSING", f"{paths[name]} is missing", remedy, Place(paths[name])))
    for file in files:
        if file not in (*paths.values(), *mapped) and not file.endswith((MAPPING_SUFFIX, QUERY_SUFFIX)):
            remedy = advice(file, paths.values(), "The files are")
            if file.lower().endswith((".xlsx", ".xlsm", ".xls")):
                remedy = f"Propose a mapping for it: cabinetpaper map {file}"
            found.append(Finding.warning("DATA-FILE-UNKNOWN", "This file is not read", remedy, Place(file)))
    return found
