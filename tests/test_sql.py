"""Figures from databases: read only, under the same checks as the CSV files."""

from __future__ import annotations

import builtins
import os
import shutil
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from time import process_time

import pytest

from cabinetpaper import limits
from cabinetpaper.finding import Finding
from cabinetpaper.measure import Directorate
from cabinetpaper.period import Period
from cabinetpaper.settings import Settings
from cabinetpaper.sources import Sourced, read_scorecard
from cabinetpaper.sources.sql import Fetched, cell_text, single_select
from cabinetpaper.workspace.databases import fetch

HOUSE = Settings(directorates=(Directorate("children", "Children and Learning"),))
NOW = Period.parse("Q1 2024/25")
MEASURES = b"id,name,directorate,unit,polarity\ncic_rate,Children in care,children,rate,lower\n"
FILE = "data/kpis.sql.toml"
SELECT = "SELECT measure, period, value FROM kpis ORDER BY period"


def query(url: str, sql: str = SELECT, fills: str = "observations") -> bytes:
    return f'url = "{url}"\nfills = "{fills}"\nquery = """\n{sql}\n"""\n'.encode()


def asked(root: Path, url: str, sql: str = SELECT, fills: str = "observations") -> tuple[Fetched, tuple[Finding, ...]]:
    fetched, findings = fetch(root, FILE, query(url, sql, fills))
    assert fetched is not None, findings
    return fetched, findings


def refused(root: Path, data: bytes) -> str:
    fetched, (finding,) = fetch(root, FILE, data)
    assert fetched is None
    return str(finding)


def read(*fetched: Fetched, **files: bytes) -> Sourced:
    data = {"data/measures.csv": MEASURES, FILE: b"", **{f"data/{name}.csv": text for name, text in files.items()}}
    return read_scorecard(data, HOUSE, NOW, date(2024, 8, 1), fetched=fetched)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    others = [("cic_rate", "Q1 2024/25", "96.1", 0.1 + 0.2, None), ("cic_rate", "2022/23", None, 1, None)]
    with sqlite3.connect(tmp_path / "data" / "kpis.db") as connection:
        connection.execute("CREATE TABLE kpis (measure TEXT, period TEXT, value TEXT, real REAL, day DATE)")
        connection.executemany(
            "INSERT INTO kpis VALUES (?, ?, ?, ?, ?)", [("cic_rate", "Mar-24", "98.30", 98.3, "2024-03-31"), *others]
        )
    connection.close()
    return tmp_path


LOCAL = "sqlite:///data/kpis.db"


def test_a_query_fills_observations_whose_places_are_its_rows(workspace: Path) -> None:
    fetched, findings = asked(
        workspace, LOCAL, "SELECT measure, period, value FROM kpis WHERE value IS NOT NULL ORDER BY period"
    )
    sourced = read(fetched)
    assert (findings, sourced.findings) == ((), ())
    march, quarter = sourced.scorecard.series("cic_rate")
    assert (march.text, march.value, march.decimals, str(march.place)) == (
        "98.30",
        Decimal("98.30"),
        2,
        "data/kpis.sql.toml, row 1, column value",
    )
    assert (quarter.text, quarter.place.row) == ("96.1", 2)


def test_its_rows_go_through_the_same_checks(workspace: Path) -> None:
    told = [str(one) for one in read(asked(workspace, LOCAL)[0]).findings]
    assert told == [
        "data/kpis.sql.toml, row 1, column value: error: The row has neither a value nor a reason why there is none. "
        "Write the figure, or why there is none (“not yet published” for example) in the column reason. "
        "[DATA-VALUE-OR-REASON]"
    ]
    wrong = asked(workspace, LOCAL, "SELECT measure, period AS perod, value FROM kpis")[0]
    told = [str(one) for one in read(wrong).findings]
    assert told[0].startswith(
        "data/kpis.sql.toml, column perod: error: “perod” is not a column of this kind. Did you mean “period”?"
    )
    assert told[1].startswith(
        "data/kpis.sql.toml, column period: error: The column “period” is missing. Add it to the query;"
    )


def test_a_figure_of_the_csv_file_and_of_the_query_stands_twice(workspace: Path) -> None:
    fetched = asked(workspace, LOCAL, "SELECT measure, period, value FROM kpis WHERE period LIKE 'Q1%'")[0]
    (finding,) = read(fetched, observations=b"measure,period,value\ncic_rate,Q1 2024/25,95\n").findings
    assert str(finding).startswith(
        "data/kpis.sql.toml, row 1: error: This observation stands twice (cic_rate, Q1 2024/25): "
        "data/observations.csv:2 has it already."
    )


def test_a_query_without_an_answer_is_told(workspace: Path) -> None:
    (finding,) = read(asked(workspace, LOCAL, "SELECT measure, period, value FROM kpis WHERE 1 = 0")[0]).findings
    assert (
        str(finding)
        == "data/kpis.sql.toml: warning: The query answers with no row. Look at its conditions. [DATA-NO-ROWS]"
    )


@pytest.mark.parametrize("fills", ["measures", "observations", "targets", "comparators", "figures", "corrections"])
def test_a_query_may_fill_any_of_the_tidy_files(workspace: Path, fills: str) -> None:
    columns = {
        "measures": "'cpp' AS id, 'Plans' AS name, 'children' AS directorate, 'count' AS unit, 'lower' AS polarity",
        "observations": "'cic_rate' AS measure, '2023/24' AS period, '98' AS value",
        "targets": "'cic_rate' AS measure, '<90' AS target",
        "comparators": "'cic_rate' AS measure, 'England' AS comparator, 71 AS value",
        "figures": "'x' AS id, 'X' AS label, 5 AS value",
        "corrections": "'cic_rate' AS measure, '2023/24' AS period, '98' AS old, '97' AS new, 'typo' AS reason, 'A "
        "Jones' AS who, '2024-07-01' AS date",
    }
    fetched, _ = asked(workspace, LOCAL, f"SELECT {columns[fills]}", fills)
    sourced = (
        read(fetched, observations=b"measure,period,value\ncic_rate,2023/24,98\n")
        if fills == "corrections"
        else read(fetched)
    )
    assert sourced.findings == ()
    card = sourced.scorecard
    assert (
        len(card.measures) + len(card.observations) + len(card.targets) + len(card.comparators) + len(card.figures) == 2
    )
    assert [one.value for one in card.observations if one.correction] == ([97] if fills == "corrections" else [])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (Decimal("7.20"), "7.20"),
        (Decimal("1E+3"), "1000"),
        (1665, "1665"),
        (96.1, "96.1"),
        (540.0, "540"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (True, "yes"),
        (date(2024, 6, 30), "2024-06-30"),
        (datetime(2024, 6, 30, 12), "2024-06-30"),
        ("  TBC ", "TBC"),
    ],
)
def test_a_value_of_a_database_is_written_as_a_csv_file_would_have_it(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_binary_fractions_are_told(workspace: Path) -> None:
    (finding,) = read(asked(workspace, LOCAL, "SELECT measure, period, real AS value FROM kpis")[0]).findings
    assert str(finding).startswith(
        "data/kpis.sql.toml, column value: warning: The column “value” holds binary fractions that are no decimal "
        "figures."
    )


@pytest.mark.parametrize(
    ("sql", "reads"),
    [
        (SELECT, True),
        ("-- what is published\nWITH x AS (SELECT 1) SELECT * FROM x;", True),
        ("SELECT ';' AS a, \"b;c\", $q$;$q$", True),
        ("DELETE FROM kpis", False),
        ("SELECT 1; DELETE FROM kpis", False),
        ("SELECT 1 /* ; */; -- done", True),
        ("PRAGMA writable_schema = ON", False),
        ("", False),
    ],
)
def test_one_select_is_asked_and_nothing_else(workspace: Path, sql: str, reads: bool) -> None:
    assert single_select(sql) is reads
    if not reads:
        assert refused(workspace, query(LOCAL, sql)).startswith(
            "data/kpis.sql.toml:3: error: The query is not one SELECT."
        )


@pytest.mark.parametrize(
    "sql",
    ["WITH gone AS (SELECT 1) DELETE FROM kpis", "WITH x AS (SELECT 1) INSERT INTO kpis (measure) SELECT 'x' FROM x"],
)
def test_a_sqlite_file_cannot_be_written(workspace: Path, sql: str) -> None:
    before = (workspace / "data" / "kpis.db").read_bytes()
    assert "The database cannot carry out the query" in refused(workspace, query(LOCAL, sql))
    assert (workspace / "data" / "kpis.db").read_bytes() == before


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (
            query("sqlite:///data/none.db"),
            "data/kpis.sql.toml:1: error: There is no database data/none.db. Correct the path; it begins at the "
            "workspace.",
        ),
        (query("env:NOT_SET_HERE"), "data/kpis.sql.toml:1: error: The environment variable NOT_SET_HERE is not set."),
        (query("our database"), "data/kpis.sql.toml:1: error: url holds no address of a database."),
        (query("furlongs://server/kpis"), "data/kpis.sql.toml:1: error: There is no driver for furlongs."),
        (
            query(LOCAL, "SELECT nosuch FROM kpis"),
            "data/kpis.sql.toml:3: error: The database cannot carry out the query: no such column: nosuch.",
        ),
        (query(LOCAL, "SELECT FROM"), "data/kpis.sql.toml:3: error: The database cannot carry out the query:"),
        (
            query(LOCAL, fills="observation"),
            "data/kpis.sql.toml:2: error: “observation” is not a value of fills. Write one of: measures, observations",
        ),
        (b'url = "x"\nquery = "SELECT 1"\n', "data/kpis.sql.toml:1: error: “fills” is missing. Add it."),
        (
            query(LOCAL).replace(b"query =", b"sql ="),
            "data/kpis.sql.toml:3: error: “sql” is not a key at the top of the file.",
        ),
    ],
)
def test_whatever_cannot_be_asked_is_told_with_its_line(workspace: Path, data: bytes, told: str) -> None:
    _, findings = fetch(workspace, FILE, data)
    assert any(str(one).startswith(told) for one in findings), [str(one) for one in findings]


@pytest.mark.parametrize("up", range(4))
@pytest.mark.parametrize("tail", ["", "?mode=rwc", "?mode=ro&uri=true", "?immutable=1"])
@pytest.mark.parametrize("kind", ["sqlite", "sqlite+pysqlite"])
def test_the_address_of_a_sqlite_file_does_not_leave_the_workspace(
    workspace: Path, kind: str, up: int, tail: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = workspace.parent / "outside.db"
    sqlite3.connect(outside).close()
    inner = workspace / "data" / "a"
    inner.mkdir()
    (inner / "link.db").symlink_to(outside)
    (workspace / "data" / "b").symlink_to(workspace.parent)
    shutil.copy(workspace / "data" / "kpis.db", workspace / "data" / "wal.db")
    (workspace / "data" / "wal.db-wal").symlink_to(outside)
    path = [outside.as_posix(), "data/a/link.db", "data/b/outside.db", "../outside.db"][up]
    wal = "data/wal.db"
    for own in (path, f"data/../{path}" if up else f"/{path}", f"file:{path}", wal):
        url = f"{kind}:///{own}{tail}"
        told = refused(workspace, query(url))
        assert "[SQL-OUTSIDE]" in told or ("file:" in own and "[SQL-CONNECT]" in told), told
        monkeypatch.setenv("KPI_DATABASE", url)
        assert "[SQL-" in refused(workspace, query("env:KPI_DATABASE"))


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM (SELECT readfile('/etc/passwd'))",
        "SELECT load_extension('x')",
        "SELECT 1 WHERE EXISTS (SELECT * FROM pragma_database_list) AND 1 = (SELECT 1 FROM other.kpis)",
        "WITH x AS (SELECT 1) ATTACH 'other.db' AS other",
    ],
)
def test_a_query_of_sqlite_reaches_no_other_file(workspace: Path, sql: str) -> None:
    before = sorted(workspace.rglob("*"))
    assert "[SQL-QUERY]" in refused(workspace, query(LOCAL, sql))
    assert sorted(workspace.rglob("*")) == before


def test_the_address_may_stand_in_a_variable_so_that_no_password_stands_in_a_file(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KPI_DATABASE", LOCAL)
    assert len(asked(workspace, "env:KPI_DATABASE")[0].rows) == 3


def test_a_password_in_the_file_is_told_and_never_repeated(workspace: Path, unused: int) -> None:
    fetched, findings = fetch(workspace, FILE, query(f"postgresql://ann:hunter2@127.0.0.1:{unused}/kpis"))
    assert fetched is None
    assert "The database cannot be reached" in str(findings[-1])
    assert not any("hunter2" in str(one) for one in findings)


@pytest.mark.parametrize("missing", ["sqlalchemy", "psycopg"])
def test_a_missing_driver_is_told_with_the_line_that_installs_it(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    whole = builtins.__import__

    def without(name: str, *rest: object, **more: object) -> object:
        if name.split(".")[0] == missing:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return whole(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    told = refused(workspace, query("postgresql://127.0.0.1/kpis"))
    assert told.startswith("data/kpis.sql.toml:1: error:")
    assert "is not installed. Install it: pip install cabinetpaper[sql] [SQL-DRIVER]" in told


@pytest.fixture
def unused() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a PostgreSQL of its own, on a socket in a folder of its own; as another user where the tests run as root,
    which it refuses.
    """
    if not SERVERS:
        pytest.skip("PostgreSQL server not installed")
    binaries, folder = SERVERS[-1].parent, Path(os.path.realpath(tmp_path_factory.mktemp("pg")))
    runner = ["runuser", "-u", "nobody", "--"] if os.geteuid() == 0 else []
    if runner:
        for parent in (folder, *folder.parents):
            if not parent.stat().st_mode & 0o001:
                parent.chmod(0o711)
        shutil.chown(folder, "nobody")
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(folder)}

    def run(*words: str) -> None:
        done = subprocess.run([*runner, *words], env=environment, cwd=folder, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    run(str(binaries / "initdb"), "-D", str(folder / "data"), "-U", "officer", "-A", "trust", "-N")
    log = (folder / "log").open("w")
    options = [
        str(binaries / "postgres"),
        "-D",
        str(folder / "data"),
        "-k",
        str(folder),
        "-c",
        "listen_addresses=",
        "-c",
        "fsync=off",
    ]
    process = subprocess.Popen([*runner, *options], env=environment, cwd=folder, stdout=log, stderr=log)
    address = f"postgresql://officer@/postgres?host={folder}"
    try:
        for _ in range(100):
            if subprocess.run([str(binaries / "pg_isready"), "-h", str(folder)], capture_output=True).returncode == 0:
                break
            time.sleep(0.1)
        make = (
            "CREATE TABLE kpis (measure text, period text, value numeric(9,2), known date, rough double precision); "
            "INSERT INTO kpis VALUES ('cic_rate', 'Mar-24', 98.30, '2024-04-10', 98.3), ('cic_rate', 'Q1 2024/25', "
            "96.10, '2024-07-10', 96.1)"
        )
        run(
            str(binaries / "psql"),
            "-h",
            str(folder),
            "-U",
            "officer",
            "-d",
            "postgres",
            "-v",
            "ON_ERROR_STOP=1",
            "-c",
            make,
        )
        yield address
    finally:
        subprocess.run(
            [*runner, str(binaries / "pg_ctl"), "-D", str(folder / "data"), "-m", "immediate", "stop"],
            env=environment,
            cwd=folder,
            capture_output=True,
        )
        process.wait(20)
        log.close()


def test_postgresql_gives_its_figures_exactly(tmp_path: Path, server: str) -> None:
    fetched, findings = asked(
        tmp_path,
        server,
        "SELECT measure, period, value, known AS as_at FROM kpis WHERE period LIKE '%2%' ORDER BY known",
    )
    sourced = read(fetched)
    assert (findings, sourced.findings) == ((), ())
    assert [(one.text, one.value, one.decimals, one.as_at) for one in sourced.scorecard.series("cic_rate")] == [
        ("98.30", Decimal("98.30"), 2, date(2024, 4, 10)),
        ("96.10", Decimal("96.10"), 2, date(2024, 7, 10)),
    ]


@pytest.mark.parametrize(
    "sql",
    [
        "WITH gone AS (DELETE FROM kpis RETURNING 1) SELECT * FROM gone",
        "SELECT set_config('transaction_read_only', 'off', false), nextval('x')",
        "SELECT * INTO copied FROM kpis",
    ],
)
def test_postgresql_refuses_to_write_for_us(tmp_path: Path, server: str, sql: str) -> None:
    assert "The database cannot carry out the query" in refused(tmp_path, query(server, sql))
    assert len(asked(tmp_path, server)[0].rows) == 2


def test_a_table_that_is_not_there_is_told_in_the_databases_own_words(tmp_path: Path, server: str) -> None:
    assert 'The database cannot carry out the query: relation "kpi" does not exist' in refused(
        tmp_path, query(server, "SELECT * FROM kpi")
    )


def test_an_account_that_is_refused_is_told(tmp_path: Path, server: str) -> None:
    assert "The database cannot be reached" in refused(tmp_path, query(server.replace("officer", "nobody_at_all")))


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("SELECT count(*) FROM generate_series(1, 100000000000)", "SQL-LONG"),
        ("SELECT a, a AS b, a AS c FROM generate_series(1, 4000) AS a", "SQL-MANY"),
        ("SELECT repeat('x', 1000000) FROM generate_series(1, 40)", "SQL-MANY"),
    ],
)
def test_postgresql_is_held_to_the_budget_of_a_query(
    tmp_path: Path, server: str, monkeypatch: pytest.MonkeyPatch, sql: str, code: str
) -> None:
    monkeypatch.setattr(limits, "QUERY_SECONDS", 2)
    monkeypatch.setattr(limits, "QUERY_CELLS", 10_000)
    assert f"[{code}]" in refused(tmp_path, query(server, sql))


def test_a_single_step_of_sqlite_that_takes_long_is_ended_by_the_clock(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "QUERY_SECONDS", 1)
    long = "hex(zeroblob(40000))"
    sql = (
        f"WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT sum(instr({long}, {long} || x)) FROM n"  # noqa: S608
    )
    began = time.monotonic()
    assert "[SQL-LONG]" in refused(workspace, query(LOCAL, sql))
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("piece", ["'", '"', "--", "/*", "$a$", "$b", "'';"])
def test_a_query_is_looked_at_in_time_that_grows_with_its_length(piece: str) -> None:
    began = process_time()
    single_select("SELECT " + piece * 50_000)
    single_select("SELECT " + " ".join(f"$x{number}$" for number in range(20_000)))
    assert process_time() - began < 1
