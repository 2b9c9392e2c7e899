"""Tables of money: the budget of services, and savings over the years.

In: the lines of money of the scorecard. Out: tables whose every figure knows its fact. A rating is a word with its
shape, an arrow stands with its word. How a saving will be delivered stands in words in one column, or as money in the
column of its state: there a state that does not apply holds 0, since a blank says nothing to a listener. Where printed
figures come out only within rounding a note says so; sums that do not come out at all are findings of the
data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from cabinetpaper.compose.desk import Desk, Made, Spot
from cabinetpaper.compose.prose import figure, note
from cabinetpaper.compose.table import ColumnOf, Printed, table
from cabinetpaper.finding import Finding, Place
from cabinetpaper.nearest import advice
from cabinetpaper.paper import Figure, Paragraph, Rating, Style, Text, block_id
from cabinetpaper.rule import Rag
from cabinetpaper.scorecard import slug
from cabinetpaper.scorecard.finance import BudgetLine, Delivery, SavingLine, Sum, budget_sums, savings_sums
from cabinetpaper.wording import capital

CODES: Final[dict[str, str]] = {
    "MONEY-TABLE": "The template lists a table of money for which the data folder holds no line. Write budget.csv or "
    "savings.csv, or correct the name behind savings-table:."
}

_PORTRAIT: Final = 6
"""A table of savings with more columns stands on landscape pages."""


def budget_table(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return the budget by service, £ million: forecast, variance, movement, indicator and arrow, each with its
    word.
    """
    lines, key = desk.scorecard.budget, spot.key("budget")
    if not lines:
        yield _no_line(desk, spot, "budget.csv", ())
        return

    def style(line: BudgetLine) -> Style:
        return Style.STRONG if line.total else Style.PLAIN

    def stated(heading: str, name: str, width: int = 3, *, numeric: bool = True) -> ColumnOf[BudgetLine]:
        def prints(line: BudgetLine) -> Printed:
            return figure(desk.facts, f"budget.{line.id}.{name}", "Not stated", style(line))

        return ColumnOf(heading, width, prints, numeric)

    def indicator(line: BudgetLine) -> Printed:
        rating = next((rag for rag in Rag if rag.value == line.indicator), None)
        return Rating(rating, f"budget.{line.id}.indicator") if rating else line.indicator or "Not stated"

    yield table(
        key,
        f"{spot.title}, £ million",
        [
            ColumnOf("Service", 7, lambda line: Figure(line.service, f"budget.{line.id}.service", style(line))),
            stated("Budget", "budget"),
            stated("Forecast", "forecast"),
            stated("Variance", "variance"),
            stated("Variance before", "previous_variance"),
            stated("Movement", "movement"),
            ColumnOf("Indicator", 4, indicator),
            stated("Direction", "direction", 5, numeric=False),
        ],
        lines,
        "Each service with its budget, its forecast, the variance now and before, the movement and what it means.",
        lambda line: block_id(key, line.id),
    )
    yield note(
        block_id(key, "note"),
        "A: adverse, more is spent or less comes in than planned. F: favourable. The arrow says whether the variance "
        "got better or worse.",
    )
    yield from rounding_note(key, budget_sums(lines))


def savings_table(desk: Desk, spot: Spot) -> Iterator[Made]:  # noqa: C901 - column by column
    """Return the table of savings behind the colon, £000, with subtotals, the total, and how sure each saving is: in
    words, or where the template wants it with the first year's money in the column of its state.
    """
    lines = [line for line in desk.scorecard.savings if line.table == spot.argument]
    if not lines:
        yield _no_line(desk, spot, "savings.csv", dict.fromkeys(line.table for line in desk.scorecard.savings))
        return
    key, facts = spot.key("savings", spot.argument), desk.facts
    years = tuple(dict.fromkeys(year for line in lines for year, _ in line.years))
    options = next((options for options in desk.template.tables if options.id == spot.argument), None)
    stated = {line.delivery for line in lines if line.kind == "row"}
    by_state = options is not None and options.by_delivery and not stated <= {Delivery.UNSTATED}
    lettered = any(line.letter for line in lines)

    def style(line: SavingLine) -> Style:
        return Style.PLAIN if line.kind == "row" else Style.STRONG

    def saving(line: SavingLine) -> Printed:
        described = Figure(line.description, f"savings.{line.id}.description", style(line))
        return (f"{line.reference}: ", described) if line.reference else described

    def amount(heading: str, name: str) -> ColumnOf[SavingLine]:
        def prints(line: SavingLine) -> Printed:
            return figure(facts, f"savings.{line.id}.{name}", "Not stated", style(line))

        return ColumnOf(heading, 3, prints, numeric=True)

    def service(line: SavingLine) -> Printed:
        return Text(line.service or line.directorate or "All", style(line))

    def states() -> Iterator[ColumnOf[SavingLine]]:
        for state in Delivery:
            # the fifth, not stated, has a column only where it is one that holds
            if state is not Delivery.UNSTATED or state in stated:
                heading = options.headings.get(state.key, capital(state.value)) if options else ""
                yield amount(heading, f"delivery.{state.key}")

    columns = [
        ColumnOf("Saving", 10, saving),
        ColumnOf("Approved", 3, lambda line: Text(line.block or "All", style(line)), used=any(o.block for o in lines)),
        ColumnOf("Service", 4, service, used=any(line.service for line in lines)),
        *(amount(year, slug(year)) for year in years),
    ]
    if by_state:
        columns += states()
    elif lettered:
        columns.append(ColumnOf("Achievability", 5, _achievability))
    else:
        columns.append(ColumnOf(f"Delivery in {years[0]}", 5, _delivery))
    yield table(
        key,
        f"{spot.title}, £000",
        columns,
        lines,
        "Each saving in each year, with subtotals and the total, and how sure it is.",
        lambda line: block_id(key, line.id),
        wide=sum(column.used for column in columns) > _PORTRAIT,
    )
    if by_state:
        yield note(block_id(key, "states"), f"On the right the saving of {years[0]} stands in the column of its state.")
    elif not lettered:
        words = "; ".join(state.value for state in Delivery if state is not Delivery.UNSTATED)
        unknown = all(line.delivery is Delivery.UNSTATED for line in lines)
        which = " Which of them holds for a saving is not stated." if unknown else ""
        yield note(block_id(key, "states"), f"A saving is in one of four states: {words}.{which}")
    yield from rounding_note(key, savings_sums(lines))


_LETTERS: Final = {"B": Rag.BLUE, "G": Rag.GREEN, "A": Rag.AMBER, "R": Rag.RED}


def _achievability(line: SavingLine) -> Printed:
    """Return a letter with the rating that it stands for; for a sum, what kind of sum it is."""
    if line.kind != "row":
        return Text(capital(line.kind), Style.STRONG)
    rag, words = _LETTERS.get(line.letter.upper()), line.letter or "Not stated"
    return words if rag is None else (words, " ", Rating(rag, f"savings.{line.id}.achievability"))


def _delivery(line: SavingLine) -> Printed:
    """Return the state of a saving in words; for a sum, what kind of sum it is."""
    if line.kind != "row":
        return Text(capital(line.kind), Style.STRONG)
    words = capital(line.delivery.value)
    return words if line.delivery is Delivery.UNSTATED else (Rating(line.delivery.rag), f" {words}")


def rounding_note(key: str, sums: Iterable[Sum]) -> Iterator[Paragraph]:
    """Return the note where a printed result differs from what the printed figures give."""
    if any(result.is_rounded for result in sums):
        yield note(block_id(key, "rounding"), "Figures may not sum due to rounding.")


def _no_line(desk: Desk, spot: Spot, file: str, tables: Iterable[str]) -> Finding:
    file, tables = f"{desk.details.data}/{file}", tuple(tables)
    remedy = advice(spot.argument, tables) if tables else f"Write {file}"
    place = Place(desk.template_file, detail=f"blocks of “{spot.id}”")
    return Finding.error("MONEY-TABLE", f"{file} has no line for this table", remedy, place)
