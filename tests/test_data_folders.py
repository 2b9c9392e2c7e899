"""One council, several sources: CSV files, a workbook and a database in one folder, and a folder for a paper of its
own.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from as_written import saved, sheet_of
from cabinetpaper.finding import CabinetPaperError
from cabinetpaper.workspace import open_workspace

SETTINGS = """format = 1
[[directorates]]
id = "children"
name = "Children"
[[directorates]]
id = "place"
name = "Place"
[[directorates]]
id = "health"
name = "Health"
"""
PAPER = 'kind = "cabinet"\ntitle = "Q1"\nperiod = "Q1 2024/25"\ncut_off = 2024-08-01\n'
MAPPING = """workbook = "place.xlsx"
directorate = "place"
[[tables]]
sheet = "KPIs"
headings = 1
measure = "Indicator"
periods = { "Q1" = "Q1 2024/25" }
target = "Target"
[measures."Recycling"]
id = "recycling"
unit = "percent"
polarity = "higher"
"""
QUERY = 'url = "sqlite:///health.db"\nfills = "observations"\nquery = "SELECT measure, period, value FROM kpis"\n'


def put(root: Path, **files: str | bytes) -> None:
    for name, content in files.items():
        path = root / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    put(tmp_path, cabinetpaper_dot_toml=SETTINGS, narratives__q1__paper_dot_toml=PAPER)
    measures = (
        "id,name,directorate,unit,polarity\ncic_rate,Children in "
        "care,children,rate,lower\nsmokers,Smokers,health,percent,lower\n"
    )
    put(
        tmp_path,
        data__measures_dot_csv=measures,
        data__observations_dot_csv="measure,period,value\ncic_rate,Q1 2024/25,96.1\n",
    )
    return tmp_path


def mixed(root: Path) -> Path:
    book = saved(sheet_of(["Indicator", "Q1", "Target"], ["Recycling", "31.2%", "50%"]))
    put(root, data__place_dot_xlsx=book, data__place_dot_mapping_dot_toml=MAPPING, data__health_dot_sql_dot_toml=QUERY)
    with sqlite3.connect(root / "health.db") as connection:
        connection.execute("CREATE TABLE kpis (measure TEXT, period TEXT, value TEXT)")
        connection.execute("INSERT INTO kpis VALUES ('smokers', 'Q1 2024/25', '13.5')")
    connection.close()
    return root


def test_each_directorate_may_have_a_source_of_its_own(root: Path) -> None:
    loaded = open_workspace(mixed(root)).load("q1")
    assert loaded.findings == ()
    card = loaded.scorecard
    assert [(one.id, one.directorate) for one in card.measures] == [
        ("cic_rate", "children"),
        ("smokers", "health"),
        ("recycling", "place"),
    ]
    assert {one.measure: (one.text, str(one.place)) for one in card.observations} == {
        "cic_rate": ("96.1", "data/observations.csv:2, column value"),
        "smokers": ("13.5", "data/health.sql.toml, row 1, column value"),
        "recycling": ("31.2%", "data/place.xlsx, sheet KPIs, cell B2"),
    }


def test_what_a_database_answers_is_part_of_what_a_build_is_made_from(root: Path) -> None:
    before = open_workspace(mixed(root)).load("q1").inputs
    with sqlite3.connect(root / "health.db") as connection:
        connection.execute("UPDATE kpis SET value = '13.6'")
    connection.close()
    after = open_workspace(root).load("q1").inputs
    assert {name for name in before if before[name] != after[name]} == {"data/health.sql.toml (its rows)"}
    assert set(before) == set(after)


def test_a_paper_may_have_a_data_folder_of_its_own(root: Path) -> None:
    own = "id,name,directorate,unit,polarity\nrereferrals,Re-referrals,children,percent,lower\n"
    put(
        root,
        data__kpi__measures_dot_csv=own,
        data__kpi__observations_dot_csv="measure,period,value\nrereferrals,Q1 2024/25,24%\n",
    )
    put(root, narratives__kpi__paper_dot_toml=PAPER + 'data = "data/kpi"\n')
    workspace = open_workspace(root)
    kpi, whole = workspace.load("kpi"), workspace.load("q1")
    assert (kpi.findings, whole.findings) == ((), ())
    assert [one.id for one in kpi.scorecard.measures] == ["rereferrals"]
    assert [one.id for one in whole.scorecard.measures] == ["cic_rate", "smokers"]
    assert str(kpi.scorecard.observations[0].place) == "data/kpi/observations.csv:2, column value"
    assert "data/observations.csv" not in kpi.inputs


def test_messages_name_the_folder_that_is_meant(root: Path) -> None:
    put(
        root, data__kpi__observations_dot_csv="measure,period,value\nx,Q1 2024/25,24\n", data__kpi__target_dot_csv="a\n"
    )
    put(root, narratives__kpi__paper_dot_toml=PAPER + 'data = "data/kpi"\n')
    told = [str(one) for one in open_workspace(root).load("kpi").findings]
    assert told[0].startswith(
        "data/kpi/measures.csv: error: data/kpi/measures.csv is missing. Add it with this first line: id,name,"
    )
    assert told[1].startswith(
        "data/kpi/target.csv: warning: This file is not read. Did you mean “data/kpi/targets.csv”?"
    )
    put(root, data__kpi__measures_dot_csv="id,name,directorate,unit,polarity\ny,Y,children,count,lower\n")
    told = [str(one) for one in open_workspace(root).load("kpi").findings]
    assert "There is no measure “x”. data/kpi/measures.csv has y." in " ".join(told)


def test_a_folder_that_is_not_there_is_told_with_those_that_are(root: Path) -> None:
    (root / "data" / "childrens-kpi").mkdir()
    put(root, narratives__kpi__paper_dot_toml=PAPER + 'data = "data/children-kpi"\n')
    told = [str(one) for one in open_workspace(root).load("kpi").findings]
    (finding,) = told
    assert finding.startswith(
        "data/children-kpi: error: There is no folder data/children-kpi/. Did you mean “data/childrens-kpi”?"
    )


def test_a_folder_outside_the_workspace_is_never_read(root: Path) -> None:
    put(root, narratives__kpi__paper_dot_toml=PAPER + 'data = "../elsewhere"\n')
    with pytest.raises(CabinetPaperError, match="leads out of the workspace"):
        open_workspace(root).load("kpi")


def test_excels_own_note_that_a_workbook_is_open_is_never_read(root: Path) -> None:
    put(root, **{"data__~$place_dot_xlsx": b"\x05Ann Jones"})
    assert open_workspace(root).load("q1").findings == ()


def test_a_workbook_that_another_program_holds_is_told_once(root: Path) -> None:
    mixed(root)
    held = root / "data" / "place.xlsx"
    read_bytes = Path.read_bytes

    def locked(self: Path) -> bytes:
        if self == held:
            raise PermissionError(13, "The process cannot access the file", str(self))
        return read_bytes(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "read_bytes", locked)
        told = [str(one) for one in open_workspace(root).load("q1").findings]
    (finding,) = told
    assert finding.startswith(
        "data/place.xlsx: error: The file cannot be read: The process cannot access the file. Close it in other "
        "programs"
    )


def test_a_large_workbook_is_named_and_not_read(root: Path) -> None:
    mixed(root)
    with (root / "data" / "place.xlsx").open("ab") as file:
        file.truncate(50_000_001)
    (told,) = [str(one) for one in open_workspace(root).load("q1").findings]
    assert told.startswith("data/place.xlsx: error: The file has more than ")
