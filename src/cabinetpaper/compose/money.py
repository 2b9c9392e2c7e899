"""Tables of money: the budget of services, and savings over the years.

In: the lines of money of the scorecard. Out: tables whose every figure knows its fact. A rating is a word with its
shape, an arrow stands with its word. How a saving will be delivered stands in words in one column, or as money in the
column of its state: there a state that does not apply holds 0, since a blank says nothing to a listener.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from cabinetpaper.compose.cells import cell
from cabinetpaper.compose.desk import Desk, Spot
from cabinetpaper.compose.rounding import rounding_note
from cabinetpaper.finding import Place
from cabinetpaper.measure import Rag
from cabinetpaper.nearest import advice
from cabinetpaper.paper import Block, Cell, Column, Figure, Paragraph, Rating, Role, Row, Style, Table, Text, block_id
from cabinetpaper.scorecard import slug
from cabinetpaper.scorecard.finance import BudgetLine, Delivery, SavingLine, budget_sums, savings_sums
from cabinetpaper.wording import capital

CODES: Final[dict[str, str]] = {
    "MONEY-TABLE": "The template lists a table of money for which the data folder holds no line. Write budget.csv or "
    "savings.csv, or correct the name "
    "behind savings-table:."
}

_BUDGET: Final = (
    ("Budget", "budget"),
    ("Forecast", "forecast"),
    ("Variance", "variance"),
    ("Variance before", "previous_variance"),
    ("Movement", "movement"),
)


_PORTRAIT: Final = 6
"""A table of savings with more columns stands on landscape pages."""


def budget_table(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return the budget by service, £ million: forecast, variance, movement, indicator and arrow, each with its
    word.
    """
    lines = desk.scorecard.budget
    if not lines:
        _none(desk, spot, "budget.csv", ())
        return
    columns = (
        Column("Service", 7),
        *(Column(heading, 3, True) for heading, _ in _BUDGET),
        Column("Indicator", 4),
        Column("Direction", 5),
    )
    key = block_id(spot.id, "budget")
    rows = tuple(Row(block_id(key, line.id), _budget_cells(desk, line)) for line in lines)
    caption = (Text(f"{spot.title}, £ million"),)
    yield Table(
        key,
        caption,
        columns,
        rows,
        "Each service with its budget, its forecast, the variance now and before, the movement and what it means.",
    )
    text = (
        "A: adverse, more is spent or less comes in than planned. F: favourable. The arrow says whether the variance "
        "got better or worse."
    )
    yield Paragraph(block_id(key, "note"), (Text(text),), Role.NOTE)
    yield from rounding_note(key, budget_sums(lines))


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
    """Return the table of savings behind the colon, £000, with subtotals, the total, and how sure each saving is: in
    words, or where the template wants it with the first year's money in the column of its state.
    """
    lines = [one for one in desk.scorecard.savings if one.table == spot.named]
    if not lines:
        _none(desk, spot, "savings.csv", tuple(dict.fromkeys(one.table for one in desk.scorecard.savings)))
        return
    years = tuple(dict.fromkeys(year for line in lines for year, _ in line.years))
    options = next((one for one in desk.template.tables if one.id == spot.named), None)
    states = _states_of(lines) if options is not None and options.by_delivery else ()
    blocks, services = any(line.block for line in lines), any(line.service for line in lines)
    columns = (
        Column("Saving", 10),
        *((Column("Approved", 3),) if blocks else ()),
        *((Column("Service", 4),) if services else ()),
        *(Column(year, 3, True) for year in years),
        *_state_columns(lines, years[0], states, options.headings if options is not None else {}),
    )
    key = block_id(spot.id, "savings", spot.named)
    rows = tuple(
        Row(
            block_id(key, line.id),
            (*_saving_cells(desk, line, years, blocks, services), *_state_cells(desk, line, lines, states)),
        )
        for line in lines
    )
    description = "Each saving in each year, with subtotals and the total, and how sure it is."
    yield Table(key, (Text(f"{spot.title}, £000"),), columns, rows, description, wide=len(columns) > _PORTRAIT)
    if states:
        yield Paragraph(
            block_id(key, "states"),
            (Text(f"On the right the saving of {years[0]} stands in the column of its state."),),
            Role.NOTE,
        )
    elif not _lettered(lines):
        yield _states(key, lines)
    yield from rounding_note(key, savings_sums(lines))


def _lettered(lines: Sequence[SavingLine]) -> bool:
    return any(line.letter for line in lines)


def _states_of(lines: Sequence[SavingLine]) -> tuple[Delivery, ...]:
    """Return the states that have a column: the four, and the fifth where it is not stated which holds; none where none
    is stated at all.
    """
    stated = {line.delivery for line in lines if line.kind == "row"}
    return (
        ()
        if stated <= {Delivery.UNSTATED}
        else tuple(one for one in Delivery if one is not Delivery.UNSTATED or one in stated)
    )


def _state_columns(
    lines: Sequence[SavingLine], year: str, states: Sequence[Delivery], headings: Mapping[str, str]
) -> tuple[Column, ...]:
    if states:
        return tuple(Column(headings.get(state.key, capital(state.value)), 3, True) for state in states)
    return (Column("Achievability" if _lettered(lines) else f"Delivery in {year}", 5),)


def _saving_cells(desk: Desk, line: SavingLine, years: Sequence[str], blocks: bool, services: bool) -> Iterator[Cell]:
    style = Style.PLAIN if line.kind == "row" else Style.STRONG
    described = Figure(line.description, f"savings.{line.id}.description", style)
    yield cell(Text(f"{line.reference}: "), described) if line.reference else cell(described)
    if blocks:
        yield cell(Text(line.block or "All", style))
    if services:
        yield cell(Text(line.service or line.directorate or "All", style))
    for year in years:
        yield cell(_figure(desk, f"savings.{line.id}.{slug(year)}", style))


def _state_cells(
    desk: Desk, line: SavingLine, lines: Sequence[SavingLine], states: Sequence[Delivery]
) -> Iterator[Cell]:
    """Return how sure a line is: a cell for each state with what is in it, 0 where nothing is; else one cell in
    words.
    """
    own = line.kind == "row"
    if states:
        for state in states:
            yield cell(_figure(desk, f"savings.{line.id}.delivery.{state.key}", Style.PLAIN if own else Style.STRONG))
    elif not own:
        yield cell(Text(capital(line.kind), Style.STRONG))
    else:
        yield _letter(line) if _lettered(lines) else _delivery(line.delivery)


_LETTERS: Final = {"B": Rag.BLUE, "G": Rag.GREEN, "A": Rag.AMBER, "R": Rag.RED}


def _letter(line: SavingLine) -> Cell:
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
    unstated = (
        " Which of them holds for a saving is not stated."
        if all(one.delivery is Delivery.UNSTATED for one in lines)
        else ""
    )
    return Paragraph(
        block_id(key, "states"), (Text(f"A saving is in one of four states: {states}.{unstated}"),), Role.NOTE
    )


def _figure(desk: Desk, key: str, style: Style) -> Figure | Text:
    fact = desk.facts.get(key)
    return Text("Not stated", style) if fact is None else Figure(fact.text, key, style)


def _none(desk: Desk, spot: Spot, file: str, choices: tuple[str, ...]) -> None:
    place = Place(f"templates/{desk.details.kind}/paper.toml", detail=f"blocks of “{spot.id}”")
    remedy = advice(spot.named, choices) if choices else f"Write {desk.details.data}/{file}"
    desk.error("MONEY-TABLE", f"{desk.details.data}/{file} has no line for this table", remedy, place)


MONEY: Final[Mapping[str, Callable[[Desk, Spot], Iterator[Block]]]] = {
    "budget-table": budget_table,
    "savings-table": savings_table,
}
"""The tables of money, by the name that a template lists; `savings-table` takes the table's name behind a colon."""
