"""Ask the databases that a workspace names, and read only.

In: a workspace's query files. Out: `Fetched` per file: rows as text, or findings on why there are none; nothing raises
for a bad address or query. The rows of an answer are an input of a build as a file is: they have a form in bytes, from
which an old build is composed again without asking. A password never stands in a file that is shared: the address is an
environment variable's. Every connection is read-only twice over: the query is one SELECT, and the database itself
refuses to write.
"""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from cabinetpaper.finding import Finding, Place
from cabinetpaper.sources.sql import Fetched, Fills, Query, cell_text, is_exact, single_select
from cabinetpaper.workspace.toml_reading import Filled, fill

if TYPE_CHECKING:
    from sqlalchemy import URL, Engine

CODES: Final[dict[str, str]] = {
    "SQL-ADDRESS": "The address of a database cannot be used: the environment variable is not set, or it holds no "
    "address.",
    "SQL-CONNECT": "A database could not be reached, or refused the account. The finding has its own words.",
    "SQL-DRIVER": "What is needed to talk to a database is not installed. Install it with `pip install "
    "cabinetpaper[sql]`.",
    "SQL-MANY": "A query answers with far more rows than a council's quarter has. Narrow it.",
    "SQL-PASSWORD": "A password stands in a query file, where everybody who has the workspace can read it. Put the "
    'address into an environment variable and write url = "env:NAME".',
    "SQL-QUERY": "A query is not one SELECT, or the database cannot carry it out. The finding has its own words.",
}

_MOST_ROWS: Final = 1_000_000
_SECONDS: Final = 60
_VARIABLE: Final = "env:"
_INSTALL: Final = "Install it: pip install cabinetpaper[sql]"
_READS: Final = frozenset(
    {
        sqlite3.SQLITE_SELECT,
        sqlite3.SQLITE_READ,
        sqlite3.SQLITE_FUNCTION,
        sqlite3.SQLITE_RECURSIVE,
        sqlite3.SQLITE_TRANSACTION,
    }
)


class _RefusedError(Exception):
    """The query cannot be asked; the finding says why."""

    def __init__(self, code: str, message: str, remedy: str) -> None:
        self.code, self.message, self.remedy = code, message, remedy
        super().__init__(message)


def rows_to_json(answer: Fetched) -> bytes:
    """Return an answer as bytes: equal for equal rows."""
    form = {"fills": answer.fills.value, "columns": answer.columns, "inexact": answer.inexact, "rows": answer.rows}
    return json.dumps(form, ensure_ascii=False).encode()


def rows_from_json(file: str, data: bytes) -> Fetched:
    """Return the answer that `rows_to_json` wrote of the query in `file`."""
    form = json.loads(data)
    rows = tuple(tuple(row) for row in form["rows"])
    return Fetched(file, Fills(form["fills"]), tuple(form["columns"]), rows, tuple(form["inexact"]))


def fetch(root: Path, file: str, data: bytes) -> tuple[Fetched | None, tuple[Finding, ...]]:
    """Return the answer of a query file's database, or None where the file itself cannot be understood, and every
    finding.
    """
    filled: Filled[Query] = fill(file, data, Query)
    if filled.value is None or filled.findings:
        return None, filled.findings
    query, findings = filled.value, tuple[Finding, ...]()
    try:
        if not single_select(query.query):
            remedy = "Write a single SELECT; nothing else is sent to a database."
            raise _RefusedError("SQL-QUERY", "The query is not one SELECT", remedy)
        url = _address(query)
        answer = _asked(_engine(root, url), query, file)
    except _RefusedError as refused:
        place = Place(file, filled.line("query" if refused.code == "SQL-QUERY" else "url"))
        return None, (Finding.error(refused.code, refused.message, refused.remedy, place),)
    if url.password and not query.url.startswith(_VARIABLE):
        place, remedy = Place(file, filled.line("url")), 'Put the address into a variable: url = "env:NAME".'
        findings = (Finding.warning("SQL-PASSWORD", "A password stands in the file", remedy, place),)
    return answer, findings


def _address(query: Query) -> URL:
    name = query.url.removeprefix(_VARIABLE) if query.url.startswith(_VARIABLE) else ""
    text = os.environ.get(name, "") if name else query.url
    if name and not text:
        remedy = "Set it to the database's address, or ask who runs the database."
        raise _RefusedError("SQL-ADDRESS", f"The environment variable {name} is not set", remedy)
    try:
        from sqlalchemy import make_url
        from sqlalchemy.exc import ArgumentError
    except ImportError:
        raise _RefusedError("SQL-DRIVER", "SQLAlchemy is not installed", _INSTALL) from None
    try:
        return make_url(text)
    except (ArgumentError, ValueError):
        where = f"The environment variable {name}" if name else "url"
        remedy = "An address begins with its kind: postgresql://server/database, sqlite:///data/kpis.db."
        raise _RefusedError("SQL-ADDRESS", f"{where} holds no address of a database", remedy) from None


def _engine(root: Path, url: URL) -> Engine:
    """Return an engine whose connections cannot write."""
    from sqlalchemy import create_engine
    from sqlalchemy.exc import NoSuchModuleError
    from sqlalchemy.pool import NullPool

    kind = url.drivername.partition("+")[0]
    try:
        if kind == "sqlite":
            path = (root / (url.database or "")).resolve()
            if not path.is_file():
                remedy = "Correct the path; it begins at the workspace."
                raise _RefusedError("SQL-CONNECT", f"There is no database {url.database}", remedy)
            read_only = f"file:{quote(path.as_posix())}?mode=ro"
            connect = partial(sqlite3.connect, read_only, uri=True, timeout=_SECONDS)
            return create_engine("sqlite://", creator=connect, poolclass=NullPool)
        if kind == "postgresql":
            options = f"-c default_transaction_read_only=on -c statement_timeout={_SECONDS * 1000}"
            arguments = {"options": options, "connect_timeout": _SECONDS // 6}
            own = url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url
            return create_engine(own, poolclass=NullPool, connect_args=arguments)
        return create_engine(url, poolclass=NullPool)
    except NoSuchModuleError:
        remedy = "Use postgresql:// or sqlite:///, or install the driver of this database."
        raise _RefusedError("SQL-DRIVER", f"There is no driver for {url.drivername}", remedy) from None
    except ImportError as error:
        message = f"The driver {error.name or url.drivername} is not installed"
        raise _RefusedError("SQL-DRIVER", message, _INSTALL) from None


def _asked(engine: Engine, query: Query, file: str) -> Fetched:
    """Return the answer as text; the transaction is read-only where the database knows such, and never committed."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        connection = engine.connect()
    except SQLAlchemyError as error:
        message = f"The database cannot be reached: {_own_words(error)}"
        raise _RefusedError("SQL-CONNECT", message, "Check the address, the network and the account.") from None
    postgresql = engine.dialect.name == "postgresql"
    with closing(connection):
        try:
            # The database itself refuses every act but reading, attaching other files among them.
            own = connection.connection.driver_connection
            if isinstance(own, sqlite3.Connection):
                own.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in _READS else sqlite3.SQLITE_DENY)
            reading = connection.execution_options(postgresql_readonly=True) if postgresql else connection
            text = query.query.strip().rstrip(";")
            answer = reading.exec_driver_sql(text.replace("%", "%%") if postgresql else text)
            columns = tuple(answer.keys())
            rows = answer.fetchmany(_MOST_ROWS + 1)
        except SQLAlchemyError as error:
            message = f"The database cannot carry out the query: {_own_words(error)}"
            raise _RefusedError("SQL-QUERY", message, "Correct the query.") from None
    if len(rows) > _MOST_ROWS:
        message = f"The query answers with more than {_MOST_ROWS:,} rows"
        raise _RefusedError("SQL-MANY", message, "Narrow it to the paper's measures and periods.")
    inexact = tuple(name for at, name in enumerate(columns) if any(not is_exact(row[at]) for row in rows))
    return Fetched(file, query.fills, columns, tuple(tuple(map(cell_text, row)) for row in rows), inexact)


def _own_words(error: Exception) -> str:
    """Return what the database said, without the query and the address."""
    words = " ".join(str(getattr(error, "orig", None) or error).split("\n")[0].split())
    return words[:300].rstrip(". ")
