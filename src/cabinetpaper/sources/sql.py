"""A query's answer as rows of a tidy file.

In: `data/NAME.sql.toml`, filled into a `Query`, and what the database answered, which `workspace` fetches. Out: `Rows`
under the same checks as those of the CSV file that the query stands for. Figures come as exact text; nothing passes
through a binary float.

    url = "env:KPI_DATABASE"            # or sqlite:///data/kpis.db
    fills = "observations"
    query = "SELECT measure, period, value FROM kpis WHERE published"
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Context, Decimal
from enum import Enum
from math import isfinite
from typing import Final

from cabinetpaper.finding import Finding, Place, Severity
from cabinetpaper.settings import setting
from cabinetpaper.sources.rows import Row, Rows, header

CODES: Final[dict[str, str]] = {
    "SQL-FLOAT": "A query answers with binary floating-point numbers that have no exact decimal form. Cast the column "
    "to numeric, or round it in the query."
}

QUERY_SUFFIX: Final = ".sql.toml"
_EXACT_DIGITS: Final = 15
_FLOAT: Final = Context(prec=_EXACT_DIGITS)
"""A binary fraction keeps as many digits as somebody can have written: 0.1 + 0.2 is 0.3."""


class Fills(Enum):
    """The tidy file that a query stands for; the value is the file's name."""

    MEASURES = "measures"
    OBSERVATIONS = "observations"
    TARGETS = "targets"
    COMPARATORS = "comparators"
    FIGURES = "figures"
    CORRECTIONS = "corrections"


@dataclass(frozen=True, slots=True)
class Query:
    """The whole of a query file."""

    url: str = setting(
        "The database: env:NAME for an environment variable that holds its address, or an address such as "
        "sqlite:///data/kpis.db."
    )
    query: str = setting("One SELECT, whose columns are those of the CSV file that it fills.")
    fills: Fills = setting("What the rows are: measures, observations, targets, comparators, figures or corrections.")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one query answered: its columns, and its rows as text. `inexact` names columns of floats without an exact
    decimal form.
    """

    file: str
    fills: Fills
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    inexact: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def cell_text(value: object) -> str:
    """Return a database's value as a CSV file would have it: decimals as they are held, days as 2024-06-30, nothing for
    NULL.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, float):
        exact = Decimal(repr(value)) if is_exact(value) else _FLOAT.create_decimal(repr(value)).normalize()
        return f"{exact:f}".removesuffix(".0")
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value).strip()


def is_exact(value: object) -> bool:
    """Return whether a value is what somebody wrote: a float such as 0.30000000000000004 is not."""
    return (
        not isinstance(value, float)
        or not isfinite(value)
        or len(Decimal(repr(value)).normalize().as_tuple().digits) <= _EXACT_DIGITS
    )


_QUOTE: Final = re.compile(r"'|\"|--|/\*|\$\w*\$")
_READS: Final = re.compile(r"(?:select|with|values|table)\b|\(", re.IGNORECASE)


def single_select(query: str) -> bool:
    """Return whether a text is one statement that reads: SELECT, WITH, VALUES or TABLE, and no second one behind a
    semicolon. Words in quotation marks and comments do not count.
    """
    pieces, at = list[str](), 0
    while opening := _QUOTE.search(query, at):
        pieces.append(query[at : opening.start()])
        closing = {"--": "\n", "/*": "*/"}.get(opening[0], opening[0])
        end = query.find(closing, opening.end())
        if end < 0 and opening[0] != "--":
            return False
        at = end + len(closing) if end >= 0 else len(query)
    bare = " ".join((*pieces, query[at:])).strip()
    return bool(_READS.match(bare)) and ";" not in bare.rstrip("; \n\t")


def fetched_rows(fetched: Fetched, columns: Mapping[str, bool]) -> Rows:
    """Return the rows of an answer whose columns are right, each with its number from 1, and what is wrong."""
    findings = list(fetched.findings)
    for name in fetched.inexact:
        message = f"The column “{name}” holds binary fractions that are no decimal figures"
        remedy = "Cast it to numeric or round it in the query: ROUND(value, 2)."
        findings.append(Finding.warning("SQL-FLOAT", message, remedy, Place(fetched.file, cell=name)))
    if any(finding.severity is Severity.ERROR for finding in findings):
        return Rows(findings=tuple(findings))
    names, problems = header(list(fetched.columns), columns, Place(fetched.file), query=True)
    findings += problems
    if names and not fetched.rows:
        message, remedy = "The query answers with no row", "Look at its conditions."
        findings.append(Finding.warning("DATA-NO-ROWS", message, remedy, Place(fetched.file)))
    rows = []
    for number, cells in enumerate(fetched.rows if names else (), 1):
        named = dict(zip(names, cells, strict=True))
        rows.append(Row(fetched.file, number, {column: named.get(column, "") for column in columns}, counted=True))
    return Rows(tuple(rows), tuple(findings))
