"""Tables of measures: a directorate's ratings, the tallies, every red, the whole scorecard, and the rule that rated them.

In: the scorecard's judgements. Out: tables whose every figure knows its fact; a directorate without figures gets a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from cabinetpaper.compose.cells import cell, direction, figure, named, prose_cell, rating, target, value, with_period
from cabinetpaper.compose.desk import Desk, Spot, Told
from cabinetpaper.finding import Place
from cabinetpaper.measure import Rag
from cabinetpaper.paper import Block, Cell, Column, Figure, Gap, Heading, Inline, Item, Paragraph, Rating, Role, Row, Table, Text, block_id
from cabinetpaper.scorecard import Assessment, slug
from cabinetpaper.unit import grouped

__all__ = ["TABLES"]


def ratings_table(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return the directorate's measures with period, figure, target, rating and direction, and our own count of them."""
    rows = desk.of(spot.directorate)
    if not any(one.now is not None and one.now.value is not None for one in rows):
        yield from _no_figures(spot, rows)
        return
    columns = (Column("Measure", 6), Column("Period", 3), Column("Latest", 3, True), Column("Target", 3, True), Column("Rating", 3), Column("Direction", 5))
    table_rows = tuple(Row(block_id(spot.id, "row", one.measure.id), _rated(desk, one)) for one in rows)
    description = "Each measure with its latest figure and the period of it, its target, its rating and its direction of travel."
    yield Table(block_id(spot.id, "ratings"), (Text(f"{spot.title}: measures, {desk.scorecard.period.label}"),), columns, table_rows, description)
    yield _own_count(desk, spot)


def _rated(desk: Desk, one: Assessment) -> tuple[Cell, ...]:
    facts, measure = desk.facts, one.measure
    return (
        cell(Figure(named(measure), f"{measure.id}.name") if named(measure) == measure.label else named(measure)),
        cell(figure(facts, f"{measure.id}.period", "No period")),
        cell(*value(facts, measure)),
        cell(*target(facts, one.target)),
        cell(rating(one)),
        cell(*direction(facts, one)),
    )


def _no_figures(spot: Spot, rows: Sequence[Assessment]) -> Iterator[Block]:
    text = "The data hold no figure for this directorate in the quarter, so there is no table and no chart here."
    if rows:
        text += f" Measures named without a figure: {_series([one.measure.label for one in rows])}."
    yield Paragraph(block_id(spot.id, "no_figures"), (Text(text),), Role.NOTE)


def _series(words: Sequence[str]) -> str:
    """Return words in a row: `A; B; C`. Names may hold commas and “and” themselves."""
    return "; ".join(words)


def _own_count(desk: Desk, spot: Spot) -> Paragraph:
    key = f"tally.{slug(spot.directorate.id if spot.directorate else 'all')}"
    inlines: list[Inline] = [Text("Counted from the "), figure(desk.facts, f"{key}.total"), Text(" measures in this table: ")]
    for position, name in enumerate(("green", "amber", "red")):
        inlines += [Text(", " * (position > 0)), figure(desk.facts, f"{key}.{name}"), Text(f" {name}")]
    inlines += [Text(" and "), figure(desk.facts, f"{key}.unrated"), Text(" not rated; "), *_own_directions(desk, key)]
    return Paragraph(block_id(spot.id, "own_count"), tuple(inlines), Role.NOTE)


def _own_directions(desk: Desk, key: str) -> Iterator[Inline]:
    counts = {name: desk.facts[f"{key}.{name}"] for name in ("improving", "worsening", "unchanged")}
    if not any(fact.value for fact in counts.values()):
        yield Text("none has an earlier figure to compare.")
        return
    for name, fact in counts.items():
        yield from (Figure(fact.text, fact.key), Text(f" {name}, "))
    yield from (figure(desk.facts, f"{key}.undirected"), Text(" without an earlier figure to compare."))


_COUNTS: Final = (
    ("Measures", "total"),
    ("Green", "green"),
    ("Amber", "amber"),
    ("Red", "red"),
    ("Not rated", "unrated"),
    ("Improving", "improving"),
    ("Worsening", "worsening"),
)


def tally_table(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return the counts of ratings and directions, a directorate a row."""
    columns = (Column("Directorate", 8), *(Column(heading, 3 if heading.endswith("ing") else 2, True) for heading, _ in _COUNTS))
    names = [(one.id, one.name) for one in desk.scorecard.directorates] + [("all", "All directorates")]
    rows = tuple(
        Row(block_id(spot.id, "tally", key), (cell(name), *(cell(figure(desk.facts, f"tally.{slug(key)}.{count}", "0")) for _, count in _COUNTS)))
        for key, name in names
    )
    caption = (Text(f"Ratings and directions by directorate, {desk.scorecard.period.label}"),)
    yield Table(block_id(spot.id, "tally"), caption, columns, rows, "How many measures of each directorate have which rating, and how many improve or worsen.")


def reds_table(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return every red measure with figure, target, direction, action, owner and due date; a sentence where there is none."""
    reds = [one for one in desk.assessed.values() if one.rag is Rag.RED]
    if not reds:
        yield Paragraph(block_id(spot.id, "no_reds"), (Text("No measure is rated red."),))
        return
    columns = (
        Column("Measure", 5),
        Column("Latest", 4, True),
        Column("Target", 3, True),
        Column("Direction", 3),
        Column("Action", 10),
        Column("Owner", 2),
        Column("Due", 2),
    )
    rows = tuple(_red(desk, spot, one) for one in reds)
    caption = (Text(f"Measures rated red, with what is being done, {desk.scorecard.period.label}"),)
    yield Table(
        block_id(spot.id, "reds"), caption, columns, rows, "Each red measure with its figure, target and direction, and the action, its owner and its due date."
    )


def _red(desk: Desk, spot: Spot, one: Assessment) -> Row:
    measure, key = one.measure, block_id(spot.id, "red", one.measure.id)
    told = next((told for told in desk.told if measure.id in told.measures and told.actions), None)
    words = figure(desk.facts, f"{measure.id}.direction", one.direction.value)
    cells = (cell(named(measure)), cell(*_dated(desk, one)), cell(*target(desk.facts, one.target)), cell(words))
    return Row(key, (*cells, *_promised(told, key)))


def _dated(desk: Desk, one: Assessment) -> tuple[Inline, ...]:
    """Return the latest figure, with its period where that is not the paper's own."""
    own = one.now is not None and one.now.period == desk.scorecard.period
    return value(desk.facts, one.measure) if own else with_period(desk.facts, one.measure)


def _promised(told: Told | None, key: str) -> Iterator[Cell]:
    runs = told.actions if told else ()
    if runs:
        yield Cell(tuple(Paragraph(block_id(key, "action", str(number)), run) for number, run in enumerate(runs, 1)))
    else:
        yield prose_cell(block_id(key, "action"), Gap("action"))
    for name, words in (("owner", told.owner if told else ""), ("due date", told.due if told else "")):
        yield prose_cell(block_id(key, name), words or Gap(name))


def rating_rule(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return the rule that rated the measures, in the paper's own settings."""
    percent = (
        grouped(desk.scorecard.tolerance, 0) if desk.scorecard.tolerance == desk.scorecard.tolerance.to_integral_value() else str(desk.scorecard.tolerance)
    )
    lines = (
        ("green", (Rag.GREEN, ": the figure is at its target or better.")),
        ("amber", (Rag.AMBER, f": the figure misses its target by no more than {percent}% of the target.")),
        ("red", (Rag.RED, f": the figure misses its target by more than {percent}% of the target.")),
        ("unrated", (Rag.UNRATED, ": there is no target, the target is for the whole year and the figure is not, or there is no figure.")),
    )
    lead = "A measure is rated on its latest figure against the target in force. “Better” follows the measure: for some, higher is better, for others lower."
    yield Paragraph(block_id(spot.id, "lead"), (Text(lead),))
    for name, (rag, words) in lines:
        yield Item(block_id(spot.id, name), (Rating(rag), Text(words)))
    travel = "The direction of travel compares the latest figure with the one before it: improving or worsening says whether the change is for the better."
    yield Paragraph(block_id(spot.id, "travel"), (Text(travel),))


def measures_table(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return every measure with all that the paper knows of it and where its figure comes from, a table on landscape pages for each
    directorate; a document that all figures come from is named once, above them.
    """
    known = {one.id for one in desk.scorecard.directorates}
    groups = [(one.id, one.name, desk.of(one)) for one in desk.scorecard.directorates]
    groups.append(("other", "Other measures", tuple(one for one in desk.assessed.values() if one.measure.directorate not in known)))
    document = _document(desk)
    if document:
        text = f"Every figure in these tables comes from the {document}. The last column names the line there and, in brackets, that of the data file."
        yield Paragraph(block_id(spot.id, "document"), (Text(text),))
    for key, name, rows in groups:
        if rows:
            yield Heading(block_id(spot.id, key, "heading"), 3, (Text(name),))
            yield _whole_table(desk, block_id(spot.id, key), name, rows, document)


def _whole_table(desk: Desk, key: str, name: str, group: Sequence[Assessment], document: str) -> Table:
    columns = (
        Column("Measure", 7),
        Column("Period", 3),
        Column("Latest", 3, True),
        Column("Target", 3, True),
        Column("Rating", 3),
        Column("Direction", 6),
        Column("Compared with", 6),
        Column("Source of the figure", 6),
    )
    rows = tuple(Row(block_id(key, one.measure.id), (*_rated(desk, one), cell(*_comparators(desk, one)), cell(_source(desk, one, document)))) for one in group)
    caption = (Text(f"Measures of {name}, {desk.scorecard.period.label}"),)
    description = "Each measure with its figure, target, rating, direction, comparators and the source of the figure."
    return Table(key, caption, columns, rows, description, wide=True)


def _comparators(desk: Desk, one: Assessment) -> tuple[Inline, ...]:
    found: list[Inline] = []
    for comparator in one.comparators:
        found += [
            Text("; " if found else ""),
            Text(f"{comparator.name}: "),
            figure(desk.facts, f"{one.measure.id}.comparator.{slug(comparator.name)}", comparator.text),
        ]
    return tuple(found) or (Text("No comparator"),)


def _place(desk: Desk, one: Assessment) -> Place:
    fact = desk.facts.get(f"{one.measure.id}.value")
    return fact.sources[0] if fact and fact.sources else Place()


def _document(desk: Desk) -> str:
    """Return the document that every figure names as its source, before its line; nothing where there are several, or several files."""
    places = [place for one in desk.assessed.values() if (place := _place(desk, one)).file]
    found = {(place.detail.rpartition(", line ")[0], place.file) for place in places}
    return found.pop()[0] if len(found) == 1 else ""


def _source(desk: Desk, one: Assessment, document: str) -> str:
    """Return the source and the line of the data file: `Line 131 (data line 4)` below the document's name, else both in full."""
    place = _place(desk, one)
    if document and place.line is not None:
        return f"{_capital(place.detail.removeprefix(f'{document}, '))} (data line {place.line})"
    row = place.file.rsplit("/", 1)[-1] + (f", line {place.line}" if place.line is not None else "")
    return f"{place.detail} ({row})" if place.detail and row else place.detail or row or "No figure"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


TABLES: Final[Mapping[str, Callable[[Desk, Spot], Iterator[Block]]]] = {
    "ratings-table": ratings_table,
    "tally-table": tally_table,
    "reds-table": reds_table,
    "rating-rule": rating_rule,
    "measures-table": measures_table,
}
"""The tables of measures, by the name that a template lists."""
