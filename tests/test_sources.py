from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cabinetpaper.finding import Finding, Severity
from cabinetpaper.measure import Directorate, Operator, Polarity
from cabinetpaper.period import Period
from cabinetpaper.scorecard import Scorecard, Status
from cabinetpaper.settings import Settings
from cabinetpaper.sources import DATA_FILES, Sourced, decode, read_scorecard
from cabinetpaper.sources.rows import by_csv, by_pandas
from cabinetpaper.unit import UnitKind
from cabinetpaper.written import parse_aim, plain_number

HOUSE = Settings(directorates=(Directorate("children", "Children and Learning"), Directorate("place", "Place")))
QUARTER = Period.parse("Q1 2024/25")
CUT_OFF = date(2024, 8, 1)
MEASURES = (
    'id,name,directorate,unit,base,polarity\ncic_rate,Children in care,children,rate,"per 10,000 '
    'children",lower\nrecycling,Recycling,place,percent,,higher\n'
)
OBSERVATIONS = (
    "measure,period,value,reason\ncic_rate,Mar-24,98.3,\ncic_rate,Q1 2024/25,96.1,\nrecycling,Q1 2024/25,,Not yet "
    "published\n"
)


def read(*, cut_off: date = CUT_OFF, **files: str | bytes) -> Sourced:
    texts: dict[str, str | bytes] = {"measures": MEASURES, "observations": OBSERVATIONS, **files}
    data = {f"data/{name}.csv": text.encode() if isinstance(text, str) else text for name, text in texts.items()}
    return read_scorecard(data, HOUSE, QUARTER, cut_off)


def only(sourced: Sourced) -> Finding:
    (finding,) = sourced.findings
    return finding


def told(findings: tuple[Finding, ...]) -> list[str]:
    return [str(one) for one in findings]


def test_sound_files_become_a_scorecard_whose_values_know_their_cells() -> None:
    sourced = read(
        targets="measure,target,by\ncic_rate,72,Mar-26\n", comparators="measure,comparator,value\ncic_rate,England,71\n"
    )
    card = sourced.scorecard
    assert sourced.findings == ()
    latest = card.latest("cic_rate")
    assert latest is not None
    assert (latest.value, latest.decimals, str(latest.place)) == (
        Decimal("96.1"),
        1,
        "data/observations.csv:3, column value",
    )
    missing = card.latest("recycling")
    assert missing is not None
    assert (missing.value, missing.reason, str(missing.place)) == (
        None,
        "Not yet published",
        "data/observations.csv:4, column reason",
    )
    target = card.target("cic_rate")
    assert target is not None
    assert (target.value, target.operator, str(target.place)) == (
        Decimal(72),
        Operator.AT_MOST,
        "data/targets.csv:2, column target",
    )
    assert str(card.comparators_of("cic_rate")[0].place) == "data/comparators.csv:2, column value"
    assert str(card.measures[0].place) == "data/measures.csv:2, column name"
    assert card.measures[0].unit.base == "per 10,000 children"


def test_the_column_order_is_free_and_headings_may_be_written_with_spaces_and_capitals() -> None:
    sourced = read(observations="Value, Period ,As at,MEASURE\n5%,2023/24,30/06/2024,recycling\n")
    one = sourced.scorecard.observations[0]
    assert sourced.findings == ()
    assert (one.value, one.text, one.as_at) == (Decimal(5), "5%", date(2024, 6, 30))


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""])
def test_a_byte_order_mark_is_no_part_of_the_first_heading(mark: bytes) -> None:
    assert read(measures=mark + MEASURES.encode()).findings == ()


def test_a_utf16_file_is_read() -> None:
    assert read(measures=b"\xff\xfe" + MEASURES.encode("utf-16-le")).findings == ()


def test_a_cp1252_file_is_read_and_said() -> None:
    finding = only(
        read(figures="id,label,value\nsaved,The council’s saving,£25\n".replace("£25", "25").encode("cp1252"))
    )
    assert (finding.code, finding.severity, str(finding.place)) == ("TEXT-CP1252", Severity.NOTE, "data/figures.csv:2")


def test_bytes_in_no_encoding_are_an_error_with_their_line() -> None:
    finding = only(read(figures=b"id,label,value\na,b,\x81\n"))
    assert (finding.code, str(finding.place)) == ("TEXT-ENCODING", "data/figures.csv:2")


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"observations": "measure,period,value,resaon\ncic_rate,Q1 2024/25,96.1,\n"},
            "data/observations.csv:1, column resaon: error: “resaon” is not a column of this file. Did you mean "
            "“reason”? The columns are measure,",
        ),
        (
            {"observations": "measure,value\ncic_rate,96.1\n"},
            "data/observations.csv:1, column period: error: The column “period” is missing. Add it to the first line; "
            "observations.csv has measure,",
        ),
        (
            {"observations": "measure,period,value,value\ncic_rate,Q1 2024/25,96.1,97\n"},
            "data/observations.csv:1, column value: error: The column “value” stands 2 times.",
        ),
        (
            {"observations": OBSERVATIONS + "cic_rate,Q1 2024/25,96.2,\n"},
            "data/observations.csv:5: error: This observation stands twice (cic_rate, Q1 2024/25): line 3 has it "
            "already. Remove one of the two",
        ),
        (
            {"observations": OBSERVATIONS + "cic_rate,2022/23,about ninety,\n"},
            "data/observations.csv:5, column value: error: “about ninety” is not a number. Write a figure such as 96.1 "
            "or 1,665 or leave it blank",
        ),
        (
            {"observations": OBSERVATIONS + "cic_rate,Q5 2024/25,96.2,\n"},
            "data/observations.csv:5, column period: error: “Q5 2024/25” is not a period. Write a quarter “Q1 "
            "2024/25”, a month “Jun 2024”",
        ),
        (
            {"observations": OBSERVATIONS + "cic_rat,2022/23,96.2,\n"},
            "data/observations.csv:5, column measure: error: There is no measure “cic_rat”. Did you mean “cic_rate”? "
            "data/measures.csv has cic_rate",
        ),
        (
            {"measures": MEASURES + "cp_rate,Child protection,childrn,rate,,lower\n"},
            "data/measures.csv:4, column directorate: error: There is no directorate “childrn”. Did you mean "
            "“children”? cabinetpaper.toml has children",
        ),
        (
            {"measures": MEASURES + "cp_rate,Child protection,children,percnt,,lower\n"},
            "data/measures.csv:4, column unit: error: “percnt” is not a unit. Did you mean “percent”? Write one of "
            "count, percent, rate, money,",
        ),
        (
            {"measures": MEASURES + "cp_rate,Child protection,children,rate,,low\n"},
            "data/measures.csv:4, column polarity: error: “low” is not a polarity. Did you mean “lower”? Write one of "
            "higher, lower and none.",
        ),
        (
            {"measures": MEASURES + "cp rate,Child protection,children,rate,,lower\n"},
            "data/measures.csv:4, column id: error: “cp rate” is not an id. Write small letters",
        ),
        (
            {"measures": MEASURES + "figure,Child protection,children,rate,,lower\n"},
            "data/measures.csv:4, column id: error: “figure” is a word of the snippet language.",
        ),
        (
            {"observations": "measure,period,value,status\ncic_rate,Q1 2024/25,96.1,provisonal\n"},
            "data/observations.csv:2, column status: error: “provisonal” is not a status. Did you mean “provisional”? "
            "Write one of final,",
        ),
        (
            {"observations": "measure,period,value,as_at\ncic_rate,Q1 2024/25,96.1,soon\n"},
            "data/observations.csv:2, column as_at: error: “soon” is not a day. Write 2024-06-30 or 30/06/2024.",
        ),
        (
            {"observations": OBSERVATIONS + "recycling,2022/23,31%,Late\n"},
            "data/observations.csv:5, column reason: error: The row has both a value and a reason why there is none.",
        ),
        (
            {"observations": OBSERVATIONS + "recycling,2022/23,,\n"},
            "data/observations.csv:5, column value: error: The row has neither a value nor a reason why there is none.",
        ),
        (
            {"observations": OBSERVATIONS + "cic_rate,2022/23,31%,\n"},
            "data/observations.csv:5, column value: error: “31%” has %, but the unit is rate. Correct the figure here, "
            "or the unit of the measure.",
        ),
        (
            {"observations": OBSERVATIONS + "cic_rate,2022/23,1,665\n"},
            "data/observations.csv:5, column reason: error: The row has both a value and a reason",
        ),
        (
            {"observations": OBSERVATIONS + "cic_rate,2022/23,1,,665\n"},
            "data/observations.csv:5: error: The row has 5 cells where the first line has 4; it was left out. Put a "
            "cell that holds a comma in quotation marks",
        ),
        (
            {"observations": OBSERVATIONS + "cic_rate,2022/23\n"},
            "data/observations.csv:5: error: The row has 2 cells where the first line has 4; it was left out. Add the "
            "commas of its empty cells.",
        ),
        (
            {"observations": OBSERVATIONS + 'cic_rate,2022/23,"96.1,\nrecycling,2022/23,5,\n'},
            "data/observations.csv:5: error: The rows cannot be told apart from here on",
        ),
        (
            {"observations": " \n\n"},
            "data/observations.csv:1: error: The file is empty. Write the headings on its first line: "
            "measure,period,value,",
        ),
        (
            {"observations": "measure,period,value\n"},
            "data/observations.csv:1: warning: The file has no row below its headings. Add a row for each figure of "
            "the quarter.",
        ),
        (
            {"observations": OBSERVATIONS + "cic_rate,2022/23,9\x006.1,\n"},
            "data/observations.csv:5, column value: error: The cell holds a character that cannot be printed (U+0000). "
            "Type the cell anew.",
        ),
        (
            {"figures": "id,label,value\nsaved,Sav\u202eed,25\n"},
            "data/figures.csv:2, column label: error: The cell holds a character that cannot be printed (RIGHT-TO-LEFT "
            "OVERRIDE).",
        ),
        (
            {"targets": "measure,target\ncic_rate,72ish\n"},
            "data/targets.csv:2, column target: error: “72ish” is not a target. Write a number (“90%”), a bound "
            "(“<10%”",
        ),
        (
            {"targets": "measure,target,annual\ncic_rate,72,perhaps\n"},
            "data/targets.csv:2, column annual: error: “perhaps” is neither yes nor no. Write yes or no.",
        ),
        (
            {"comparators": "measure,comparator,value\ncic_rate,England,71\ncic_rate,england,72\n"},
            "data/comparators.csv:3: error: This comparator stands twice (cic_rate, england): line 2 has it already.",
        ),
        (
            {"target": "measure,target\n"},
            "data/target.csv: warning: This file is not read. Did you mean “data/targets.csv”?",
        ),
    ],
)
def test_bad_input_is_told_with_place_and_remedy(files: Mapping[str, str], expected: str) -> None:
    texts = told(read(**files).findings)
    assert any(text.startswith(expected) for text in texts), texts


def test_one_fault_is_told_once_and_the_other_rows_are_read() -> None:
    sourced = read(observations=OBSERVATIONS + "cic_rate,Q5 2024/25,96.2,\n")
    assert only(sourced).code == "DATA-PERIOD"
    assert len(sourced.scorecard.observations) == 3


def test_every_fault_of_every_file_is_told_together() -> None:
    sourced = read(
        measures=MEASURES + "x,,nowhere,furlongs,,up\n",
        observations="measure,period,value\ncic_rat,Q9,none\n",
        targets="measure,target\ncic_rate,7ish\n",
        figures=b"",
    )
    assert [one.code for one in sourced.findings] == [
        "DATA-FILE-EMPTY",
        "DATA-BLANK",
        "DATA-DIRECTORATE-UNKNOWN",
        "DATA-CHOICE",
        "DATA-CHOICE",
        "DATA-MEASURE-UNKNOWN",
        "DATA-PERIOD",
        "DATA-NUMBER",
        "DATA-TARGET",
    ]


def test_rows_of_a_measure_that_was_refused_are_not_told_as_unknown() -> None:
    finding = only(read(measures=MEASURES.replace("lower", "down")))
    assert (finding.code, finding.place.line) == ("DATA-CHOICE", 2)


def test_without_its_file_no_measure_is_called_unknown() -> None:
    sourced = read_scorecard({"data/observations.csv": OBSERVATIONS.encode()}, HOUSE, QUARTER, CUT_OFF)
    assert told(sourced.findings)[0].startswith(
        "data/measures.csv: error: data/measures.csv is missing. Add it with this first line: id,name,directorate,"
    )
    assert len(sourced.findings) == 1


def test_lines_count_as_an_editor_shows_them() -> None:
    rows = (
        'measure,period,value,note\r\ncic_rate,2021/22,96.1,"first\r\nsecond\r\nthird"\r\n\r\ncic_rate,2022/23,x,\r\n'
    )
    assert only(read(observations=rows)).place.line == 6


def test_a_file_separated_by_semicolons_is_read_and_said() -> None:
    sourced = read(
        observations='measure;period;value;note\ncic_rate;2021/22;96,1;"two\nlines"\ncic_rate;2022/23;95.0;N/A\n'
    )
    assert [(one.code, one.place.line) for one in sourced.findings] == [("DATA-SEPARATOR", 1), ("DATA-NUMBER", 2)]
    assert sourced.scorecard.observations[0].note == "N/A"


def test_words_such_as_na_and_tbc_stay_words() -> None:
    sourced = read(
        observations="measure,period,value,reason\ncic_rate,2021/22,,N/A\n",
        targets="measure,target\ncic_rate,TBC\nrecycling,N/A\n",
        comparators="measure,comparator,value\ncic_rate,England,NA\n",
    )
    card = sourced.scorecard
    assert sourced.findings == ()
    assert [one.reason for one in card.observations] == ["N/A"]
    assert [(one.text, one.value) for one in card.targets] == [("TBC", None), ("N/A", None)]
    assert [(one.text, one.value) for one in card.comparators] == [("NA", None)]


def test_an_empty_trailing_column_as_excel_writes_it_is_no_fault() -> None:
    assert read(observations="measure,period,value,,\ncic_rate,2021/22,96.1,,\n,,,,\n").findings == ()


def test_a_figure_known_only_after_the_cut_off_is_not_in_the_paper() -> None:
    rows = (
        "measure,period,value,as_at\ncic_rate,Q1 2024/25,96.1,2024-07-10\ncic_rate,Q1 "
        "2024/25,95.0,2024-10-10\ncic_rate,Q2 2024/25,94.0,2024-10-10\n"
    )
    then, later = read(observations=rows), read(observations=rows, cut_off=date(2024, 11, 1))
    assert then.findings == later.findings == ()
    assert [one.text for one in then.scorecard.series("cic_rate")] == ["96.1"]
    assert [one.text for one in later.scorecard.series("cic_rate")] == ["95.0", "94.0"]


def test_a_forecast_may_stand_beside_the_observation_of_its_period() -> None:
    sourced = read(
        observations="measure,period,value,status\ncic_rate,2024/25,96.1,forecast\ncic_rate,2023/24,95,Final\n"
    )
    assert sourced.findings == ()
    assert [one.status for one in sourced.scorecard.observations] == [Status.FORECAST, Status.FINAL]


@pytest.mark.parametrize(
    ("text", "value", "decimals", "mark"),
    [
        ("96.1", "96.1", 1, ""),
        ("1,665", "1665", 0, ""),
        ("7.20", "7.20", 2, ""),
        ("27%", "27", 0, "%"),
        ("£25,000", "25000", 0, "£"),
        ("-£3.50", "-3.50", 2, "£"),
        ("−0.4", "-0.4", 1, ""),
        ("- 4", "-4", 0, ""),
        ("-0", "0", 0, ""),
        ("0.5 %", "0.5", 1, "%"),
    ],
)
def test_numbers_are_read_as_councils_write_them(text: str, value: str, decimals: int, mark: str) -> None:
    number = plain_number(text)
    assert number is not None
    assert (str(number.value), number.decimals, number.mark) == (value, decimals, mark)


@pytest.mark.parametrize(
    "text", ["", "1,66", "1e5", "17K", "(5)", "nan", "inf", "1.2.3", "٣", "4 of 5", "1_000", "9" * 16, "1,2345"]
)
def test_what_is_no_plain_number_is_refused(text: str) -> None:
    assert plain_number(text) is None


@pytest.mark.parametrize(
    ("text", "operator", "value"),
    [
        ("<37", Operator.UNDER, "37"),
        (">=90%", Operator.AT_LEAST, "90"),
        ("≤ 5", Operator.AT_MOST, "5"),
        ("At least 12", Operator.AT_LEAST, "12"),
        ("no more than 1,500", Operator.AT_MOST, "1500"),
        ("fewer than 50", Operator.UNDER, "50"),
        ("5% or above", Operator.AT_LEAST, "5"),
        ("54.7", None, "54.7"),
    ],
)
def test_a_target_says_how_it_binds(text: str, operator: Operator | None, value: str) -> None:
    aim = parse_aim(text)
    assert (aim.operator, str(aim.value)) == (operator.value if operator else "", value)


def test_a_target_without_an_operator_binds_by_polarity() -> None:
    card = read(targets="measure,target\ncic_rate,72\nrecycling,40%\n").scorecard
    assert [one.operator for one in card.targets] == [Operator.AT_MOST, Operator.AT_LEAST]
    assert [one.polarity for one in card.measures] == [Polarity.LOWER, Polarity.HIGHER]
    assert [one.unit.kind for one in card.measures] == [UnitKind.RATE, UnitKind.PERCENT]


words = st.text(st.sampled_from('ab0 ,;"\n£%'), max_size=6)
tables = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(words, min_size=width, max_size=width), min_size=1, max_size=5)
)


@settings(max_examples=40, deadline=None)
@given(tables)
def test_both_ways_of_cutting_a_file_agree(table: list[list[str]]) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(table)
    text = written.getvalue()
    assert by_csv(text) == by_pandas(text, ",")
    assert [cells for _, cells in by_csv(text)] == table


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([*DATA_FILES, "kpis.xlsx", "kpis.mapping.toml"]),
        st.binary(max_size=80) | st.text(st.sampled_from('a,1"\n£ x'), max_size=60).map(str.encode),
    )
)
def test_no_bytes_make_it_raise(files: dict[str, bytes]) -> None:
    files = {f"data/{name}": data for name, data in files.items()}
    assert isinstance(read_scorecard(files, HOUSE, QUARTER, CUT_OFF).scorecard, Scorecard)


@given(st.binary(max_size=30))
def test_any_bytes_decode_or_are_told(data: bytes) -> None:
    decoded = decode("data/x.csv", data)
    plain = not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    assert decoded.findings or not plain or decoded.text.encode() == data
