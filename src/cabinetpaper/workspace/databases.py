"""Ask the databases that a workspace names, and read only.

In: a workspace's query files. Out: `Fetched` per file: rows as text, or findings on why there are none; nothing raises
for a bad address or query. The rows of an answer are an input of a build as a file is: they have a form in bytes, from
which an old build is composed again without asking. A password never stands in a file that is shared: the address is an
environment variable's. Every connection is read-only twice over: the query is one SELECT, and the database itself
refuses to write. A query has a budget: the steps of SQLite, its memory, the time of any database, the cells and
characters of the answer (`limits`).
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from cabinetpaper import limits
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
    "SQL-LONG": "A query takes more work, time or memory than any council's figures need, as one that never ends does. "
    "Narrow it, or let the database keep its answer as a table.",
    "SQL-MANY": "A query answers with far more cells or words than a council's quarter has. Narrow it.",
    "SQL-OUTSIDE": "The address of a SQLite file leads out of the workspace, by its path or by a link, or has "
    "parameters. Put the file into the workspace.",
    "SQL-PASSWORD": "A password stands in a query file, where everybody who has the workspace can read it. Put the "
    'address into an environment variable and write url = "env:NAME".',
    "SQL-QUERY": "A query is not one SELECT, or the database cannot carry it out. The finding has its own words.",
}

_CONNECTING: Final = 10
"""The seconds in which a server has to answer at all."""
_BETWEEN: Final = 10_000
"""The steps of SQLite after which it asks whether it may go on."""
_ROWS_AT_ONCE: Final = 1_000
_ASIDE: Final = ("", "-journal", "-wal", "-shm")
"""The files that SQLite opens beside a database, by what it adds to the name."""
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
            read_only = f"file:{quote(_inside(root, url).as_posix())}?mode=ro"
            connect = partial(sqlite3.connect, read_only, uri=True, timeout=_CONNECTING)
            return create_engine("sqlite://", creator=connect, poolclass=NullPool)
        if kind == "postgresql":
            options = f"-c default_transaction_read_only=on -c statement_timeout={limits.QUERY_SECONDS * 1000}"
            arguments = {"options": options, "connect_timeout": _CONNECTING}
            own = url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url
            return create_engine(own, poolclass=NullPool, connect_args=arguments)
        return create_engine(url, poolclass=NullPool)
    except NoSuchModuleError:
        remedy = "Use postgresql:// or sqlite:///, or install the driver of this database."
        raise _RefusedError("SQL-DRIVER", f"There is no driver for {url.drivername}", remedy) from None
    except ImportError as error:
        message = f"The driver {error.name or url.drivername} is not installed"
        raise _RefusedError("SQL-DRIVER", message, _INSTALL) from None


def _inside(root: Path, url: URL) -> Path:
    """Return the file of a SQLite address. It lies in the workspace, and so does all that SQLite opens beside it."""
    path = (root / (url.database or "")).resolve()
    beside = (path.with_name(path.name + end) for end in _ASIDE)
    if url.query or not path.is_relative_to(root.resolve()) or any(one.is_symlink() for one in beside):
        message = f"The address of the database {url.database} leads out of the workspace or has parameters"
        raise _RefusedError("SQL-OUTSIDE", message, "Put the file into data/ and write sqlite:///data/NAME.db.")
    if not path.is_file():
        remedy = "Correct the path; it begins at the workspace."
        raise _RefusedError("SQL-CONNECT", f"There is no database {url.database}", remedy)
    return path


def _asked(engine: Engine, query: Query, file: str) -> Fetched:
    """Return the answer as text; the transaction is read-only where the database knows such, and never committed."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        connection = engine.connect()
    except SQLAlchemyError as error:
        message = f"The database cannot be reached: {_own_words(error)}"
        raise _RefusedError("SQL-CONNECT", message, "Check the address, the network and the account.") from None
    postgresql = engine.dialect.name == "postgresql"
    text, rows, inexact = query.query.strip().rstrip(";"), list[tuple[str, ...]](), set[int]()
    cells, characters = limits.QUERY_CELLS, limits.QUERY_CHARACTERS
    with closing(connection), _bounded(connection.connection.driver_connection) as went_on:
        try:
            # The answer stays with the database, where it can, and is taken from it a part at a time.
            reading = connection.execution_options(stream_results=True, max_row_buffer=_ROWS_AT_ONCE)
            reading = reading.execution_options(postgresql_readonly=True) if postgresql else reading
            answer = reading.exec_driver_sql(text.replace("%", "%%") if postgresql else text)
            with closing(answer):
                columns = tuple(answer.keys())
                while part := answer.fetchmany(_ROWS_AT_ONCE):
                    for row in part:
                        inexact.update(at for at, value in enumerate(row) if not is_exact(value))
                        rows.append(tuple(map(cell_text, row)))
                        cells -= len(row)
                        characters -= sum(map(len, rows[-1]))
                    if min(cells, characters) < 0:
                        message = (
                            f"The query answers with more than {limits.QUERY_CELLS:,} cells or "
                            f"{limits.QUERY_CHARACTERS:,} characters"
                        )
                        raise _RefusedError("SQL-MANY", message, "Narrow it to the paper's measures and periods.")
        except (SQLAlchemyError, MemoryError) as error:
            remedy = "Narrow it, or let the database keep its answer as a table."
            if isinstance(error, MemoryError):
                message = f"The query needs more than {limits.QUERY_MEMORY:,} bytes of memory"
                raise _RefusedError("SQL-LONG", message, remedy) from None
            if went_on() or type(getattr(error, "orig", None)).__name__ == "QueryCanceled":
                message = f"The query needs more than {limits.QUERY_SECONDS} seconds or {limits.QUERY_STEPS:,} steps"
                raise _RefusedError("SQL-LONG", message, remedy) from None
            message = f"The database cannot carry out the query: {_own_words(error)}"
            raise _RefusedError("SQL-QUERY", message, "Correct the query.") from None
    return Fetched(file, query.fills, columns, tuple(rows), tuple(columns[at] for at in sorted(inexact)))


@contextmanager
def _bounded(own: Any) -> Iterator[Callable[[], bool]]:
    """Hold a connection of SQLite to reading and to its budget; what is yielded says whether it was stopped for that.
    A server keeps its own bounds.

    The steps are what is counted. The clock stands behind them for a single step that takes long, such as a search in
    a long text, as a server's does.
    """
    stopped: list[bool] = []
    if not isinstance(own, sqlite3.Connection):
        yield lambda: False
        return

    def stop() -> None:
        stopped.append(True)
        own.interrupt()

    left = iter(range(limits.QUERY_STEPS // _BETWEEN))

    def step() -> bool:
        spent = next(left, None) is None
        stopped.extend([True] * spent)
        return spent

    own.execute("PRAGMA temp_store = MEMORY")
    own.execute(f"PRAGMA hard_heap_limit = {limits.QUERY_MEMORY}")  # of all that SQLite holds in this process
    own.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, limits.QUERY_VALUE)
    own.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, limits.QUERY_PATTERN)
    # The database itself refuses every act but reading, attaching other files among them.
    own.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in _READS else sqlite3.SQLITE_DENY)
    own.set_progress_handler(step, _BETWEEN)
    clock = Timer(limits.QUERY_SECONDS, stop)
    clock.daemon = True
    clock.start()
    try:
        yield lambda: bool(stopped)
    finally:
        clock.cancel()


def _own_words(error: Exception) -> str:
    """Return what the database said, without the query and the address."""
    words = " ".join(str(getattr(error, "orig", None) or error).split("\n")[0].split())
    return words[:300].rstrip(". ")
