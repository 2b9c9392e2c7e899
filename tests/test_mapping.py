"""A mapping says what a workbook's columns and rows are; whatever fits nothing is told with its cell."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from as_written import saved, sheet_of
from cabinetpaper.measure import Directorate, Operator, Polarity
from cabinetpaper.period import Period
from cabinetpaper.rule import Family
from cabinetpaper.scorecard import Status
from cabinetpaper.settings import Settings
from cabinetpaper.sources import Sourced, read_scorecard
from cabinetpaper.unit import UnitKind

HOUSE = Settings(directorates=(Directorate("children", "Children and Learning"), Directorate("place", "Place")))
JUNE, JULY = Period.parse("Jun-22"), Period.parse("Jul-22")
MAPPING = """workbook = "kpis.xlsx"
directorate = "children"

[[tables]]
sheet = "KPIs"
headings = 1
measure = "Indicator"
target = "Target"
periods = { "Jun-22" = "2022-06", "Jul-22" = "2022-07" }
comparators = { "England" = "England" }

[measures."Referrals"]
id = "referrals"
polarity = "lower"

[measures."Visits in time"]
id = "visits"
unit = "percent"
polarity = "higher"
"""
HEADINGS = ["Indicator", "Jun-22", "Jul-22", "Target", "England"]


def read(book: openpyxl.Workbook | bytes, mapping: str = MAPPING, **files: str) -> Sourced:
    data = book if isinstance(book, bytes) else saved(book)
    name = "kpis.csv" if 'workbook = "kpis.csv"' in mapping else "kpis.xlsx"
    others = {f"data/{own}.csv": text.encode() for own, text in files.items()}
    return read_scorecard(
        {f"data/{name}": data, "data/kpis.mapping.toml": mapping.encode(), **others}, HOUSE, JULY, date(2023, 1, 1)
    )


def told(sourced: Sourced) -> list[str]:
    return [str(one) for one in sourced.findings]


def only(sourced: Sourced) -> str:
    (finding,) = sourced.findings
    return str(finding)


def texts(sourced: Sourced) -> dict[tuple[str, str], str]:
    return {(one.measure, one.period.label): one.text for one in sourced.scorecard.observations}


def test_a_wide_table_becomes_observations_targets_and_comparators() -> None:
    sourced = read(
        sheet_of(
            HEADINGS, ["Referrals", 334, "325", "<37", 21], ["Visits in time", "24% (79/334)", "TBC", "90%", "N/A"]
        )
    )
    card = sourced.scorecard
    assert sourced.findings == ()
    assert [(one.id, one.name, one.directorate, one.unit.kind, one.polarity) for one in card.measures] == [
        ("referrals", "Referrals", "children", UnitKind.COUNT, Polarity.LOWER),
        ("visits", "Visits in time", "children", UnitKind.PERCENT, Polarity.HIGHER),
    ]
    assert texts(sourced) == {
        ("referrals", "Jun 2022"): "334",
        ("referrals", "Jul 2022"): "325",
        ("visits", "Jun 2022"): "24% (79/334)",
        ("visits", "Jul 2022"): "TBC",
    }
    one = card.series("visits")[0]
    assert (one.value, one.numerator, one.denominator, str(one.place)) == (
        24,
        79,
        334,
        "data/kpis.xlsx, sheet KPIs, cell B3",
    )
    assert [(one.text, one.operator, one.value) for one in card.targets] == [
        ("<37", Operator.UNDER, 37),
        ("90%", Operator.AT_LEAST, 90),
    ]
    assert [(one.name, one.text, one.value) for one in card.comparators] == [
        ("England", "21", 21),
        ("England", "N/A", None),
    ]


def test_a_percentage_held_as_a_fraction_is_rated_on_what_is_held() -> None:
    book = sheet_of(HEADINGS, ["Visits in time", 0.8996, 0.9, 0.9, None])
    for cell in book.worksheets[0][2][1:]:
        cell.number_format = "0%"
    card = read(book).scorecard
    june, july = card.series("visits")
    assert (june.text, june.value, june.decimals) == ("90%", Decimal("89.96"), 0)
    assert (july.text, july.value) == ("90%", 90)
    assert card.targets[0].text == "90%"


@pytest.mark.parametrize(
    ("value", "number_format", "text", "exact"),
    [
        (25_449_000, '£0.0,,"m"', "£25.4m", "25449000"),
        (-1084, "#,##0;(#,##0)", "(1,084)", "-1084"),
        (0.004, "0.0", "0.0", "0.004"),
        (12_345, '0,"K"', "12K", "12345"),
    ],
)
def test_a_number_shown_in_another_scale_keeps_its_size(
    value: float, number_format: str, text: str, exact: str
) -> None:
    book = sheet_of(HEADINGS, ["Referrals", value])
    book.worksheets[0]["B2"].number_format = number_format
    one = read(book).scorecard.series("referrals")[0]
    assert (one.text, one.value) == (text, Decimal(exact))


def test_marks_in_a_cell_are_read() -> None:
    card = read(sheet_of(HEADINGS, ["Visits in time", "80% *Prov (2014)", "66.4% (amended from 68.9%)"])).scorecard
    june, july = card.series("visits")
    assert (june.status, june.note) == (Status.PROVISIONAL, "2014")
    assert (july.status, july.revised_from) == (Status.REVISED, "68.9%")


def test_a_blank_cell_is_a_figure_that_is_not_stated() -> None:
    card = read(sheet_of(HEADINGS, ["Referrals", 334, None])).scorecard
    latest = card.latest("referrals")
    assert latest is not None
    assert (latest.text, latest.value, latest.reason) == ("", None, "not stated")


def edited(*changes: tuple[str, str]) -> str:
    text = MAPPING
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def hidden_row() -> openpyxl.Workbook:
    book = sheet_of(HEADINGS, ["Referrals", 334], ["Visits in time", "24%"])
    book.worksheets[0].row_dimensions[3].hidden = True
    return book


def hidden_column() -> openpyxl.Workbook:
    book = sheet_of(HEADINGS, ["Referrals", 334, 325])
    book.worksheets[0].column_dimensions["B"].hidden = True
    return book


def merged(cells: str) -> openpyxl.Workbook:
    book = sheet_of(HEADINGS, ["Referrals", 334, 325])
    book.worksheets[0].merge_cells(cells)
    return book


ROW = ["Referrals", 334, 325]


@pytest.mark.parametrize(
    ("book", "mapping", "expected"),
    [
        (
            sheet_of(HEADINGS, ROW, ["Adoptions", 3]),
            MAPPING,
            "data/kpis.xlsx, sheet KPIs, cell A3: error: “Adoptions” is in no entry of the mapping.",
        ),
        (
            sheet_of(HEADINGS, ROW, [None, 3]),
            MAPPING,
            "data/kpis.xlsx, sheet KPIs, cell A3: error: “3” is in no entry of the mapping.",
        ),
        (
            hidden_row(),
            MAPPING,
            "data/kpis.xlsx, sheet KPIs, cell A3: warning: The row is hidden and was not read. Unhide it, or write "
            "hidden = true",
        ),
        (
            hidden_column(),
            MAPPING,
            "data/kpis.xlsx, sheet KPIs, cell B1: warning: The column “Jun-22” is hidden and was not read.",
        ),
        (
            merged("B2:C2"),
            MAPPING,
            "data/kpis.xlsx, sheet KPIs, cell B2: error: The cell is merged with others, so that its figure could "
            "belong to any",
        ),
        (merged("B2:B4"), MAPPING, "data/kpis.xlsx, sheet KPIs, cell B2: error: The cell is merged with others"),
        (
            sheet_of(HEADINGS, ["Referrals", 334, "#DIV/0!"]),
            MAPPING,
            "data/kpis.xlsx, sheet KPIs, cell C2: error: The cell shows #DIV/0! Mend the formula, or write why there "
            "is no figure. [WIDE-FAULT]",
        ),
        (
            sheet_of(HEADINGS, ["Referrals", 334, 325, "#REF!"]),
            MAPPING,
            "data/kpis.xlsx, sheet KPIs, cell D2: error: The cell shows #REF! Mend",
        ),
        (
            sheet_of(HEADINGS, ["Referrals", 334, 325, None, "#N/A"]),
            MAPPING,
            "data/kpis.xlsx, sheet KPIs, cell E2: error: The cell shows #N/A.",
        ),
        (
            sheet_of(HEADINGS, ["Referrals", 334, "=B2-9"]),
            MAPPING,
            "data/kpis.xlsx, sheet KPIs, cell C2: error: The formula =B2-9 was never calculated, so that nothing is "
            "known of its result. Open the workbook",
        ),
        (
            sheet_of(HEADINGS, ["Referrals", "=1"]),
            MAPPING,
            "data/kpis.xlsx, sheet KPIs, cell B2: error: The formula =1 was never calculated",
        ),
        (
            sheet_of(HEADINGS, ROW, ["Referrals", 334, 326]),
            MAPPING,
            "data/kpis.xlsx, sheet KPIs, cell C3: error: referrals, Jul 2022: 326 here and 325 in data/kpis.xlsx, "
            "sheet KPIs, cell C2.",
        ),
        (
            sheet_of(HEADINGS, [*ROW, 90], [*ROW, 95]),
            MAPPING,
            "data/kpis.xlsx, sheet KPIs, cell D3: error: referrals, target: 95 here and 90 in data/kpis.xlsx, sheet "
            "KPIs, cell D2.",
        ),
        (
            sheet_of(HEADINGS, [*ROW, None, 90], [*ROW, None, 95]),
            MAPPING,
            "data/kpis.xlsx, sheet KPIs, cell E3: error: referrals, England: 95 here and 90 in",
        ),
        (
            sheet_of(HEADINGS, [*ROW, "banana"]),
            MAPPING,
            "data/kpis.xlsx, sheet KPIs, cell D2: error: “banana” is not a target. Write a number (“90%”)",
        ),
        (
            sheet_of(HEADINGS, [*ROW, "10% reduction from the old days"]),
            MAPPING,
            "data/kpis.xlsx, sheet KPIs, cell D2: error: “the old days” is not a period.",
        ),
        (
            sheet_of(["Indicator", "Jun-22", "Jun-22", "Jul-22", "Target", "England"], ROW),
            MAPPING,
            "data/kpis.mapping.toml:4: error: The heading “Jun-22” stands over columns B and C. Write the letter of "
            "the one that is meant. [WIDE-COLUMN]",
        ),
        (
            sheet_of(["Indicator", "June 22", "Jul-22", "Target", "England"], ROW),
            MAPPING,
            "data/kpis.mapping.toml:4: error: There is no column “Jun-22”. Did you mean “Jul-22”? Row 1 of sheet KPIs "
            "has Indicator, June 22, Jul-22,",
        ),
        (
            sheet_of(HEADINGS, ROW, title="KPI"),
            MAPPING,
            "data/kpis.mapping.toml:4: error: There is no sheet “KPIs”. Did you mean “KPI”? The sheets are KPI. "
            "[WIDE-SHEET]",
        ),
        (
            sheet_of(HEADINGS, ROW),
            edited(('workbook = "kpis.xlsx"', 'workbook = "kpi.xlsx"')),
            "data/kpis.mapping.toml: error: There is no workbook “kpi.xlsx”. Did you mean “kpis.xlsx”? data/ has "
            "kpis.xlsx.",
        ),
        (
            sheet_of(HEADINGS, ROW),
            edited(('unit = "percent"\npolarity = "higher"\n', "")),
            "data/kpis.mapping.toml:16: error: measures.csv has no measure “visits”. Correct the id, or describe the "
            "measure here. [WIDE-MEASURE]",
        ),
        (
            sheet_of(HEADINGS, ROW),
            edited(("workbook = ", "workbok = ")),
            "data/kpis.mapping.toml:1: error: “workbok” is not an entry here. Did you mean “workbook”?",
        ),
        (
            sheet_of(HEADINGS, ROW),
            edited(('"percent"', '"percnt"')),
            "data/kpis.mapping.toml:16, column unit: error: “percnt” is not a unit. Did you mean “percent”?",
        ),
        (
            sheet_of(HEADINGS, ROW),
            edited(('"higher"', '"up"')),
            "data/kpis.mapping.toml:16, column polarity: error: “up” is not a polarity.",
        ),
        (
            sheet_of(HEADINGS, ROW),
            edited(('directorate = "children"', 'directorate = ""')),
            "data/kpis.mapping.toml:12, column directorate: error: The directorate is blank. Fill it in, or remove the "
            "row.",
        ),
        (
            sheet_of(HEADINGS, ROW),
            edited(('directorate = "children"', 'directorate = "childrn"')),
            "data/kpis.mapping.toml:12, column directorate: error: There is no directorate “childrn”. Did you mean "
            "“children”?",
        ),
        (
            sheet_of(HEADINGS, ROW),
            edited(('"2022-06"', '"2022-66"')),
            "data/kpis.mapping.toml:9: error: “2022-66” is not a period. Write a quarter",
        ),
        (
            sheet_of(HEADINGS, ROW),
            edited(("headings = 1", "headings = 0")),
            "data/kpis.mapping.toml:6: error: “headings” is a row number, from 1.",
        ),
        (
            sheet_of(HEADINGS, ROW),
            edited(("headings = 1", 'headings = "1"')),
            "data/kpis.mapping.toml:6: error: “headings” does not hold a whole number.",
        ),
        (
            sheet_of(HEADINGS, ROW),
            edited(('measure = "Indicator"\n', "")),
            "data/kpis.mapping.toml:4: error: “measure” is missing. Add it.",
        ),
        (
            sheet_of(HEADINGS, ROW),
            edited(("[[tables]]", "[[tables]")),
            "data/kpis.mapping.toml:4: error: The file is not valid TOML:",
        ),
        (
            sheet_of(HEADINGS, ROW),
            edited(('"referrals"', '"2 referrals"')),
            "data/kpis.mapping.toml:12, column id: error: “2 referrals” is not an id.",
        ),
    ],
)
def test_whatever_does_not_fit_is_told_with_its_place(book: openpyxl.Workbook, mapping: str, expected: str) -> None:
    found = told(read(book, mapping))
    assert any(text.startswith(expected) for text in found), found


def test_one_fault_leaves_every_other_cell_to_be_read() -> None:
    sourced = read(sheet_of(HEADINGS, ["Referrals", 334, "#DIV/0!"], ["Visits in time", "24%", "25%"]))
    assert len(sourced.findings) == 1
    assert list(texts(sourced).values()) == ["334", "24%", "25%"]


def test_hidden_rows_and_columns_are_read_where_the_mapping_says_so() -> None:
    for book in (hidden_row(), hidden_column()):
        sourced = read(book, edited(("headings = 1", "headings = 1\nhidden = true")))
        assert sourced.findings == ()
        assert len(texts(sourced)) >= 2


def test_a_measure_in_two_tables_with_the_same_figures_is_one_measure() -> None:
    sourced = read(sheet_of(HEADINGS, ROW, ROW))
    assert sourced.findings == ()
    assert (len(sourced.scorecard.measures), len(texts(sourced))) == (1, 2)


def dates(*headings: object, number_format: str = "General") -> openpyxl.Workbook:
    book = sheet_of(["Indicator", *headings], ["Referrals", 334, 325])
    for cell in book.worksheets[0][1][1:]:
        cell.number_format = number_format
    return book


@pytest.mark.parametrize(
    ("book", "shown"),
    [
        (dates(datetime(2022, 6, 1), datetime(2022, 7, 1), number_format="mmm-yy"), ("Jun-22", "Jul-22")),
        (dates(datetime(2022, 6, 30), datetime(2022, 7, 31), number_format="mm-dd-yy"), ("30/06/2022", "31/07/2022")),
        (dates("2022-06-30", "2022-07-31"), ("2022-06-30", "2022-07-31")),
        (dates("30.06.22", "31.07.22"), ("30.06.22", "31.07.22")),
        (dates("June 2022", "July 2022"), ("June 2022", "July 2022")),
    ],
)
def test_headings_may_be_dates_or_dates_as_text(book: openpyxl.Workbook, shown: tuple[str, str]) -> None:
    mapping = edited(
        ("Jun-22", shown[0]),
        ("Jul-22", shown[1]),
        ('target = "Target"\n', ""),
        ('comparators = { "England" = "England" }\n', ""),
    )
    sourced = read(book, mapping)
    assert sourced.findings == ()
    assert texts(sourced) == {("referrals", "Jun 2022"): "334", ("referrals", "Jul 2022"): "325"}


def test_columns_under_two_rows_of_headings_are_named_by_their_letters() -> None:
    book = sheet_of(["Indicator", "2022", None, "Aims"], [None, "Jun", "Jul", "Target"], ["Referrals", 334, 325, "<37"])
    book.worksheets[0].merge_cells("B1:C1")
    mapping = edited(
        ("headings = 1", "headings = 2"),
        ('"Indicator"', '"A"'),
        ('"Jun-22"', '"B"'),
        ('"Jul-22"', '"C"'),
        ('comparators = { "England" = "England" }\n', ""),
    )
    sourced = read(book, mapping)
    assert sourced.findings == ()
    assert list(texts(sourced).values()) == ["334", "325"]


def test_several_tables_in_a_sheet_end_where_the_next_begins() -> None:
    rows: list[Iterable[object]] = [
        HEADINGS,
        ROW,
        ["Quality of practice"],
        HEADINGS,
        ["Visits in time", "24%", "25%", "90%"],
        HEADINGS,
    ]
    second = (
        '\n[[tables]]\nsheet = "KPIs"\nheadings = 4\nmeasure = "Indicator"\ntarget = "Target"\nperiods = { "Jun-22" = '
        '"2022-06", "Jul-22" = "2022-07" }\n'
    )
    mapping = edited(
        ("headings = 1", 'headings = 1\nskip = ["Quality of practice"]'),
        ('\n[measures."Referrals"]', second + '\n[measures."Referrals"]'),
    )
    sourced = read(sheet_of(*rows), mapping)
    assert sourced.findings == ()
    assert list(texts(sourced).values()) == ["334", "325", "24%", "25%"]


def test_group_and_sub_group_headings_are_kept_with_the_measures_below_them() -> None:
    book = sheet_of(HEADINGS, ["Front door"], ["Demand"], ROW, ["Care"], ["Visits in time", "24%", "25%"])
    card = read(book, edited(("headings = 1", 'headings = 1\ngroups = true\nsubgroups = ["Demand"]'))).scorecard
    assert [(one.group, one.subgroup) for one in card.measures] == [("Front door", "Demand"), ("Care", "")]


def test_one_name_under_two_groups_may_be_two_measures() -> None:
    book = sheet_of(HEADINGS, ["Boys"], ROW, ["Girls"], ["Referrals", 300, 310])
    mapping = edited(
        ("headings = 1", "headings = 1\ngroups = true"),
        ('[measures."Visits in time"]', '[measures."Girls / Referrals"]'),
    )
    sourced = read(book, mapping.replace('unit = "percent"', 'unit = "count"'))
    assert sourced.findings == ()
    assert {one[0]: text for one, text in texts(sourced).items()} == {"referrals": "325", "visits": "310"}


def test_an_export_of_power_bi_is_read_and_its_filters_are_told() -> None:
    book = sheet_of(
        ["KPI overview"],
        [],
        HEADINGS,
        ROW,
        ["Visits in time", "24%", "25%"],
        ["Total", 358, 350],
        [],
        ["Applied filters:\nYear is 2022\nDirectorate is Children"],
    )
    sourced = read(book, edited(("headings = 1", 'headings = 3\nskip = ["Total"]')))
    assert only(sourced).startswith(
        "data/kpis.xlsx, sheet KPIs, cell A8: note: The export says: Applied filters: Year is 2022 Directorate is "
        "Children."
    )
    assert len(texts(sourced)) == 4


def test_a_total_row_that_nobody_skips_is_told() -> None:
    assert only(read(sheet_of(HEADINGS, ROW, ["Total", 334]))).startswith(
        "data/kpis.xlsx, sheet KPIs, cell A3: error: “Total” is in no entry of the mapping."
    )


def test_a_csv_export_is_read_by_a_mapping_without_a_sheet() -> None:
    mapping = edited(('"kpis.xlsx"', '"kpis.csv"'), ('sheet = "KPIs"\n', ""))
    sourced = read("Indicator,Jun-22,Jul-22,Target,England\r\nReferrals,334,£x,<37,21\r\n".encode("cp1252"), mapping)
    assert [str(one).split(":")[0] for one in sourced.findings] == ["data/kpis.csv"]
    assert str(sourced.scorecard.series("referrals")[0].place) == "data/kpis.csv:2, column B"


def test_a_measure_of_the_csv_file_needs_its_id_alone() -> None:
    measures = "id,name,directorate,unit,polarity,tolerance\nreferrals,Referrals to us,place,count,lower,5\n"
    sourced = read(
        sheet_of(HEADINGS, ROW), edited(('id = "referrals"\npolarity = "lower"', 'id = "referrals"')), measures=measures
    )
    assert sourced.findings == ()
    (measure,) = sourced.scorecard.measures
    assert (measure.name, measure.directorate, measure.tolerance, measure.place.file) == (
        "Referrals to us",
        "place",
        5,
        "data/measures.csv",
    )


def test_a_mapping_may_say_all_that_the_csv_file_says() -> None:
    more = 'polarity = "lower"\nname = "Referrals to us"\ncorporate_plan = true\ntolerance = 5\n'
    more += 'rating = "absolute"\nfloor = 40.5\nbasis = "in period"\nannual = true'
    sourced = read(sheet_of(HEADINGS, [*ROW, "<17K"]), edited(('polarity = "lower"', more)))
    assert sourced.findings == ()
    (measure,) = sourced.scorecard.measures
    assert (measure.name, measure.corporate_plan, measure.tolerance, measure.family, measure.floor) == (
        "Referrals to us",
        True,
        5,
        Family.ABSOLUTE,
        Decimal("40.5"),
    )
    (target,) = sourced.scorecard.targets
    assert (target.annual, target.value, target.text) == (True, 17_000, "<17K")


def test_a_mapping_says_where_a_series_breaks_and_where_its_figures_come_from() -> None:
    more = 'polarity = "lower"\nsource = "Report, line 8"\nbreaks = { "2022-07" = "Counted in another way." }'
    sourced = read(sheet_of(HEADINGS, ROW), edited(('polarity = "lower"', more)))
    assert sourced.findings == ()
    broken = {str(one.period): one.break_before for one in sourced.scorecard.observations if one.break_before}
    assert list(broken.values()) == ["Counted in another way."]
    assert {one.source for one in sourced.scorecard.observations} == {"Report, line 8"}
    wrong = read(
        sheet_of(HEADINGS, ROW), edited(('polarity = "lower"', 'polarity = "lower"\nbreaks = { "June" = "?" }'))
    )
    assert any("“June” is not a period" in one for one in told(wrong))


def test_a_mapping_keeps_the_word_of_a_workbook_that_cannot_be_opened() -> None:
    assert only(read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))).startswith(
        "data/kpis.xlsx: error: The workbook is protected with a password."
    )


def test_a_workbook_without_a_mapping_is_told_with_the_command_that_proposes_one() -> None:
    sourced = read_scorecard({"data/kpis.xlsx": saved(sheet_of(HEADINGS))}, HOUSE, JULY, date(2023, 1, 1))
    assert "Propose a mapping for it: cabinetpaper map data/kpis.xlsx" in str(told(sourced))


def test_two_workbooks_and_the_csv_file_must_agree() -> None:
    observations = "measure,period,value\nreferrals,Jun-22,334\nreferrals,Jul-22,329\n"
    sourced = read(sheet_of(HEADINGS, ROW), observations=observations)
    assert only(sourced).startswith(
        "data/kpis.xlsx, sheet KPIs, cell C2: error: referrals, Jul 2022: 325 here and 329 in data/observations.csv:3, "
        "column value."
    )
    assert [one.text for one in sourced.scorecard.series("referrals")] == ["334", "329"]
