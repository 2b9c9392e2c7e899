"""Every figure of five real papers loads with nothing dropped and prints back exactly as it was written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from as_written import Record, records, table, workbook
from cabinetpaper.finding import Severity
from cabinetpaper.measure import Comparator, Directorate
from cabinetpaper.period import Period
from cabinetpaper.scorecard import Observation, Status, assess, slug
from cabinetpaper.scorecard.finance import BudgetLine, SavingLine, budget_sums, effect, movement_words, savings_sums
from cabinetpaper.settings import Settings
from cabinetpaper.sources import Sourced, read_scorecard
from cabinetpaper.sources.proposing import propose_mapping
from cabinetpaper.sources.workbooks import open_workbook
from cabinetpaper.written import Missing, parse_cell

HOUSE = Settings(directorates=(Directorate("children", "Children and Learning"),))
NOW = Period.parse("Q1 2024/25")
LATER = date(2030, 1, 1)


def problems(sourced: Sourced) -> list[str]:
    return [str(one) for one in sourced.findings if one.severity is not Severity.NOTE]


def proposed(name: str, period: str) -> Sourced:
    """Return what the workbook says by its own proposed mapping, with nothing added but the directorate."""
    data = workbook(name)
    opened = open_workbook(f"data/{name}.xlsx", data)
    assert opened.findings == ()
    text = propose_mapping(f"{name}.xlsx", opened.sheets, Period.parse(period)).text.replace(
        'directorate = ""', 'directorate = "children"'
    )
    return read_scorecard(
        {f"data/{name}.xlsx": data, f"data/{name}.mapping.toml": text.encode()}, HOUSE, Period.parse(period), LATER
    )


@pytest.fixture(scope="module")
def monthly() -> Sourced:
    return proposed("s001", "Feb 2023")


@pytest.fixture(scope="module")
def commented() -> Sourced:
    return proposed("s003", "Q2 2014/15")


def observed(sourced: Sourced) -> dict[tuple[str, str], Observation]:
    names = {one.id: one.name for one in sourced.scorecard.measures}
    return {(names[one.measure], one.period.label): one for one in sourced.scorecard.observations}


MONTHLY = {one["measure"]: one for one in records("s001_measures")}


def test_a_monthly_workbook_of_seven_tables_is_read_by_the_mapping_that_is_proposed(monthly: Sourced) -> None:
    card = monthly.scorecard
    assert problems(monthly) == []
    assert [one.name for one in card.measures] == [one["title"] for one in MONTHLY.values()]
    assert (len(card.measures), len(card.observations)) == (30, 270)


@pytest.mark.parametrize("row", records("s001_cells"), ids=lambda row: f"{row['measure']}-{row['period']}")
def test_each_of_its_270_cells_is_read_as_it_stands(monthly: Sourced, row: Record) -> None:
    one = observed(monthly)[MONTHLY[row["measure"]]["title"], Period.parse(row["period"]).label]
    assert one.text == row["cell"]
    assert one.value == (Decimal(row["value"]) if row["value"] else None)
    assert (one.numerator, one.denominator) == tuple(
        Decimal(row[name]) if row[name] else None for name in ("numerator", "denominator")
    )
    assert one.reason == row["state"]
    assert one.place.sheet
    assert one.place.cell


@pytest.mark.parametrize("row", MONTHLY.values(), ids=lambda row: row["measure"])
def test_each_of_its_30_measures_has_its_target_and_its_comparators_as_written(monthly: Sourced, row: Record) -> None:
    card = monthly.scorecard
    identifier = next(one.id for one in card.measures if one.name == row["title"])
    (target,) = card.targets_of(identifier)
    assert target.text == row["target_as_written"]
    assert target.value == (Decimal(row["target_value"]) if row["target_value"] else None)
    assert row["target_op"] not in {"<", ">"} or target.operator.value == row["target_op"]
    names = {
        "Southampton 21/22": "southampton_21_22",
        "Statistical Neighbours": "statistical_neighbours",
        "South East": "south_east",
        "England": "england",
    }
    assert {one.name: one.text for one in card.comparators_of(identifier)} == {
        name: row[column] for name, column in names.items()
    }


def test_every_cell_of_the_scorecard_with_comments_is_read(commented: Sourced) -> None:
    card = commented.scorecard
    assert problems(commented) == []
    assert len(card.measures) == 78
    assert len(card.observations) + len(card.comparators) == 390
    assert len({one.group for one in card.measures if one.group}) >= 10
    assert len({(one.group, one.subgroup) for one in card.measures if one.subgroup}) == 13


SERIES = {"Latest Result (Q2)": "Q2 2014/15", "Q1": "Q1 2014/15", "2013/14": "2013/14"}
AREAS = {"Statistical Neighbour Average", "National Average"}


@pytest.mark.parametrize("row", records("s003_cells"), ids=lambda row: f"{row['measure']}-{row['column']}")
def test_each_of_its_390_cells_prints_back_as_written(commented: Sourced, row: Record) -> None:
    cells: dict[tuple[int, str], Observation | Comparator] = {}
    for one in (*commented.scorecard.observations, *commented.scorecard.comparators):
        name = one.period.label if isinstance(one, Observation) else one.name
        cells[int(one.place.cell[1:]), name] = one
    first = min(at for at, _ in cells)
    order = list(dict.fromkeys(one["line"] for one in records("s003_cells")))
    rows = sorted({at for at, _ in cells})
    assert (len(order), len(rows), first) == (78, 78, rows[0])
    found = cells[rows[order.index(row["line"])], SERIES.get(row["column"], row["column"])]
    assert found.text == row["cell"]
    assert found.value == (Decimal(row["value"]) if row["value"] else None)
    if row["cell_note"] and found.value is not None:
        assert found.note or "Prov" in row["cell_note"] or "amended" in row["cell_note"]
    if isinstance(found, Observation):
        assert (found.status is Status.PROVISIONAL) == (row["provisional"] == "yes")
        assert ("amended" in row["cell"]) == bool(found.revised_from)
        assert bool(found.reason) == (found.value is None)


def test_states_are_printed_as_written_and_mapped_to_the_standard_shorthand() -> None:
    states = {one["cell"] for one in records("s003_cells") if one["cell"] and not one["value"]}
    shorthand = {text: parse_cell(text).missing for text in states}
    assert all(shorthand.values())
    assert shorthand["Pending data accuracy work"] is Missing.PENDING
    assert shorthand["New - not yet collected"] is Missing.NEW
    assert {one.shorthand for one in shorthand.values() if one} <= {"[x]", "[z]", "[c]"}


def test_no_measure_without_data_is_red(monthly: Sourced, commented: Sourced) -> None:
    for card in (monthly.scorecard, commented.scorecard):
        for measure in card.measures:
            assessed = assess(card, measure)
            if (
                assessed.now is None
                or assessed.now.value is None
                or assessed.target is None
                or assessed.target.value is None
            ):
                assert assessed.rag.value == "Not rated", measure.name


UNITS = {
    "percent": ("percent", ""),
    "minutes": ("minutes", ""),
    "days": ("days", ""),
    "months": ("months", ""),
    "years": ("years", ""),
    "£ million": ("money", "million"),
    "percentage points (written %)": ("percent", ""),
    "rate": ("rate", ""),
    "rank": ("rank", ""),
}


def unit(words: str) -> tuple[str, str]:
    if words.startswith(("rate per", "rank of")):
        kind, _, base = words.partition(" ")
        return kind, base
    return UNITS.get(words, ("count", ""))


def read_rows(name: str) -> tuple[list[Record], Sourced]:
    """Return the rows of a paper and what is read of them: each row is a measure of its own, so that nothing is thrown
    together.
    """
    rows = records(name)
    identifiers = [f"{slug(row['measure'])}_{row['line']}_{at}" for at, row in enumerate(rows)]
    pairs = list(zip(identifiers, rows, strict=True))
    numeric = [
        (own, row)
        for own, row in pairs
        if row["value"] and parse_cell(row["value"]).value is not None and row["value"] != "2024/25"
    ]

    def parts(row: Record, key: str) -> list[str]:
        return [part for part in row.get(key, "").split(";") if part]

    def when(text: str) -> str:
        try:
            return Period.parse(text.split(" (")[0]).label
        except ValueError:
            return NOW.label

    earlier = [f"{text}" for text in ("2001/02", "2002/03")]
    files = {
        "measures": table(
            "id,name,directorate,unit,base,polarity",
            ([own, row["measure"], "children", *unit(row["unit"]), "higher"] for own, row in pairs),
        ),
        "observations": table(
            "measure,period,value,qualifier",
            [
                *([own, when(row["period"]), row["value"], row.get("qualifier", "")] for own, row in numeric),
                *(
                    [own, earlier[at], text, ""]
                    for own, row in pairs
                    for at, text in enumerate(parts(row, "previous_value"))
                ),
            ],
        ),
        "targets": table("measure,target", ([own, row["target"]] for own, row in pairs if row.get("target"))),
        "comparators": table(
            "measure,comparator,value",
            (
                [own, name or "other", text]
                for own, row in pairs
                for name, text in zip(
                    parts(row, "comparator") or [""] * 9, parts(row, "comparator_value"), strict=False
                )
            ),
        ),
        "figures": table(
            "id,label,value,qualifier",
            (
                [f"f.{own}", row["measure"], row["value"], row.get("qualifier", "")]
                for own, row in pairs
                if row["value"]
            ),
        ),
    }
    sourced = read_scorecard({f"data/{kind}.csv": data for kind, data in files.items()}, HOUSE, NOW, LATER)
    return rows, sourced


@pytest.mark.parametrize(
    ("name", "rows", "figures", "numbers"),
    [("s000_kpis", 71, 63, 61), ("s002_figures", 35, 35, 35), ("s004_figures", 74, 74, 72)],
)
def test_every_figure_of_a_paper_loads_and_prints_back_as_written(
    name: str, rows: int, figures: int, numbers: int
) -> None:
    written, sourced = read_rows(name)
    card = sourced.scorecard
    assert problems(sourced) == []
    values = [row["value"] for row in written if row["value"]]
    assert (len(written), len(values)) == (rows, figures)
    assert len(card.measures) == rows
    assert [one.text for one in card.figures] == values
    previous = [text for row in written for text in row.get("previous_value", "").split(";") if text]
    assert [one.text for one in card.observations] == [
        text for text in values if parse_cell(text).value is not None and text != "2024/25"
    ] + previous
    assert len(card.observations) - len(previous) == numbers
    assert [one.text for one in card.targets] == [row["target"] for row in written if row.get("target")]
    assert [one.text for one in card.comparators] == [
        text for row in written for text in row.get("comparator_value", "").split(";") if text
    ]
    by_id = {one.measure: one for one in card.observations if one.period.last.year > 2005}
    qualifiers = [
        row["qualifier"]
        for row in written
        if row.get("qualifier") and parse_cell(row["value"]).value is not None and row["value"] != "2024/25"
    ]
    assert [one.qualifier for one in by_id.values() if one.qualifier] == qualifiers


def money(text: str) -> Decimal:
    value = parse_cell(text).value
    assert value is not None
    return value


def test_the_budget_table_prints_back_and_adds_up_within_rounding() -> None:
    rows = records("s002_budget")
    lines = [
        BudgetLine(
            row["service_area"],
            money(row["budget"]),
            money(row["forecast"]),
            money(row["variance_cell"]),
            money(row["variance_p5_cell"]),
            money(row["movement_cell"]),
            row["indicator"],
            total=row["kind"] == "total",
        )
        for row in rows
    ]
    assert len(lines) == 8
    for row, line in zip(rows, lines, strict=True):
        amounts = (line.variance, line.before, line.movement)
        assert [effect(one) for one in amounts if one is not None] == [
            row["variance_cell"],
            row["variance_p5_cell"],
            row["movement_cell"],
        ]
        assert list(amounts) == [
            Decimal(row[name]) for name in ("variance_signed", "variance_p5_signed", "movement_signed")
        ]
        assert {"↑": "Improving", "↓": "Worsening", "-": "No change"}[row["movement_arrow"]] == movement_words(
            line
        ).value
    assert not any(found.is_off for found in budget_sums(lines))


@pytest.mark.parametrize(("name", "count"), [("s002_savings_1", 9), ("s002_savings_2", 4)])
def test_the_savings_tables_print_back_and_add_up(name: str, count: int) -> None:
    rows = records(name)
    years = [column for column in rows[0] if column.startswith("y20")]
    lines = [
        SavingLine(
            row.get("block", ""),
            row["description"],
            tuple((year, money(row[year])) for year in years),
            letter=row.get("achievability_rag", ""),
            kind=row["kind"],
        )
        for row in rows
    ]
    assert len(lines) == count
    assert [[f"{value:f}" for _, value in line.years] for line in lines] == [
        [row[year] for year in years] for row in rows
    ]
    assert not any(found.is_off for found in savings_sums(lines))


def test_a_total_of_savings_that_does_not_add_up_is_found() -> None:
    lines = [
        SavingLine("b", "one", (("y", Decimal(-100)),)),
        SavingLine("b", "total", (("y", Decimal(-90)),), kind="total"),
    ]
    assert [(one.printed, one.computed) for one in savings_sums(lines) if one.is_off] == [(Decimal(-90), Decimal(-100))]
