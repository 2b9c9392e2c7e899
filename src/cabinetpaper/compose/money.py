"""Tables of money: the budget of services, and savings over the years.

In: the lines of money of the scorecard. Out: tables whose every figure knows its fact. A rating is a word with its shape, an arrow stands
with its word, and how a saving will be delivered stands in words in one column: a blank among four coloured columns says nothing to a listener.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from cabinetpaper.compose.cells import cell
from cabinetpaper.compose.desk import Desk, Spot, did_you_mean
from cabinetpaper.compose.rounding import budget_note, savings_note
from cabinetpaper.finding import Place
from cabinetpaper.measure import Rag
from cabinetpaper.paper import Block, Cell, Column, Figure, Paragraph, Rating, Role, Row, Style, Table, Text, block_id
from cabinetpaper.scorecard import slug
from cabinetpaper.scorecard.finance import BudgetLine, Delivery, SavingLine
from cabinetpaper.wording import capital

__all__ = ["CODES", "MONEY"]

CODES: Final[dict[str, str]] = {
    "MONEY-TABLE": "The template lists a table of money for which the data folder holds no line. Write budget.csv or savings.csv, or correct the name "
    "behind savings-table:.",
}

_BUDGET: Final = (("Budget", "budget"), ("Forecast", "forecast"), ("Variance", "variance"), ("Variance before", "previous_variance"), ("Movement", "movement"))


_PORTRAIT: Final = 6
"""A table of savings with more columns stands on landscape pages."""


def budget_table(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return the budget by service, £ million: forecast, variance, movement, indicator and arrow, each with its word."""
    lines = desk.scorecard.budget
    if not lines:
        _none(desk, spot, "budget.csv", ())
        return
    columns = (Column("Service", 7), *(Column(heading, 3, True) for heading, _ in _BUDGET), Column("Indicator", 4), Column("Direction", 5))
    key = block_id(spot.id, "budget")
    rows = tuple(Row(block_id(key, line.id), _budget_cells(desk, line)) for line in lines)
    caption = (Text(f"{spot.title}, £ million"),)
    yield Table(key, caption, columns, rows, "Each service with its budget, its forecast, the variance now and before, the movement and what it means.")
    text = "A: adverse, more is spent or less comes in than planned. F: favourable. The arrow says whether the variance got better or worse."
    yield Paragraph(block_id(key, "note"), (Text(text),), Role.NOTE)
    yield from budget_note(key, lines)


def _budget_cells(desk: Desk, line: BudgetLine) -> tuple[Cell, ...]:
    style = Style.STRONG if line.total else Style.PLAIN
    key = f"budget.{line.id}"
    rating = next((one for one in Rag if one.value == line.indicator), None)
    indicator = Rating(rating, f"{key}.indicator") if rating is not None else Text(line.indicator or "Not stated")
    return (
        cell(Figure(line.service, f"{key}.service", style)),
        *(cell(_figure(desk, f"{key}.{name}", style)) for _, name in _BUDGET),
        cell(indicator),
        cell(_figure(desk, f"{key}.direction", style)),
    )


def savings_table(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return the table of savings behind the colon, £000, with subtotals, the total, and how sure each saving is."""
    lines = [one for one in desk.scorecard.savings if one.table == spot.named]
    if not lines:
        _none(desk, spot, "savings.csv", tuple(dict.fromkeys(one.table for one in desk.scorecard.savings)))
        return
    years = tuple(dict.fromkeys(year for line in lines for year, _ in line.years))
    blocks, lettered = any(line.block for line in lines), any(line.letter for line in lines)
    services = any(line.service for line in lines)
    columns = (
        Column("Saving", 10),
        *((Column("Approved", 3),) if blocks else ()),
        *((Column("Service", 4),) if services else ()),
        *(Column(year, 3, True) for year in years),
        Column("Achievability" if lettered else f"Delivery in {years[0]}", 5),
    )
    key = block_id(spot.id, "savings", spot.named)
    rows = tuple(Row(block_id(key, line.id), tuple(_saving_cells(desk, line, years, blocks, services, lettered))) for line in lines)
    yield Table(
        key,
        (Text(f"{spot.title}, £000"),),
        columns,
        rows,
        "Each saving in each year, with subtotals and the total, and how sure it is.",
        wide=len(columns) > _PORTRAIT,
    )
    if not lettered:
        yield _states(key, lines)
    yield from savings_note(key, lines)


def _saving_cells(desk: Desk, line: SavingLine, years: Sequence[str], blocks: bool, services: bool, lettered: bool) -> Iterator[Cell]:
    style = Style.PLAIN if line.kind == "row" else Style.STRONG
    described = Figure(line.description, f"savings.{line.id}.description", style)
    yield cell(Text(f"{line.reference}: "), described) if line.reference else cell(described)
    own = line.kind == "row"
    if blocks:
        yield cell(Text(line.block or "All", style))
    if services:
        yield cell(Text(line.service or line.directorate or "All", style))
    for year in years:
        yield cell(_figure(desk, f"savings.{line.id}.{slug(year)}", style))
    if not own:
        yield cell(Text("Sum", style))
    elif lettered:
        yield _lettered(line)
    else:
        yield _delivery(line.delivery)


_LETTERS: Final = {"B": Rag.BLUE, "G": Rag.GREEN, "A": Rag.AMBER, "R": Rag.RED}


def _lettered(line: SavingLine) -> Cell:
    """Return a letter with the rating that it stands for."""
    rag = _LETTERS.get(line.letter.upper())
    words = Text(line.letter or "Not stated")
    return cell(words) if rag is None else cell(words, Text(" "), Rating(rag, f"savings.{line.id}.achievability"))


def _delivery(state: Delivery) -> Cell:
    words = capital(state.value)
    return cell(words) if state is Delivery.UNSTATED else cell(Rating(state.rag), Text(f" {words}"))


def _states(key: str, lines: Sequence[SavingLine]) -> Paragraph:
    """Return what the states of delivery are, and that a saving's own is not stated where it is not."""
    states = "; ".join(one.value for one in Delivery if one is not Delivery.UNSTATED)
    unstated = " Which of them holds for a saving is not stated." if all(one.delivery is Delivery.UNSTATED for one in lines) else ""
    return Paragraph(block_id(key, "states"), (Text(f"A saving is in one of four states: {states}.{unstated}"),), Role.NOTE)


def _figure(desk: Desk, key: str, style: Style) -> Figure | Text:
    fact = desk.facts.get(key)
    return Text("Not stated", style) if fact is None else Figure(fact.text, key, style)


def _none(desk: Desk, spot: Spot, file: str, choices: tuple[str, ...]) -> None:
    place = Place(f"templates/{desk.details.kind}/paper.toml", detail=f"blocks of “{spot.id}”")
    remedy = did_you_mean(spot.named, choices) if choices else f"Write {desk.details.data}/{file}"
    desk.error("MONEY-TABLE", f"{desk.details.data}/{file} has no line for this table", remedy, place)


MONEY: Final[Mapping[str, Callable[[Desk, Spot], Iterator[Block]]]] = {"budget-table": budget_table, "savings-table": savings_table}
"""The tables of money, by the name that a template lists; `savings-table` takes the table's name behind a colon."""
