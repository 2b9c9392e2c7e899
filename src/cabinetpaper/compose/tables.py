"""Tables of measures: a directorate's ratings, the tallies, every red and the whole scorecard.

In: the scorecard's judgements. Out: tables whose every figure knows its fact; a directorate without figures gets a
sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from cabinetpaper.compose.cells import (
    cell,
    direction,
    figure,
    named,
    prose_cell,
    rating,
    target,
    value,
    with_period,
    year_end_cell,
)
from cabinetpaper.compose.desk import Desk, Spot, Told
from cabinetpaper.compose.marks import notes
from cabinetpaper.compose.rules import rating_rule
from cabinetpaper.compose.sentences import first_sentence
from cabinetpaper.finding import Place
from cabinetpaper.measure import Rag
from cabinetpaper.paper import (
    Block,
    Cell,
    Column,
    Figure,
    Gap,
    Heading,
    Inline,
    Paragraph,
    Role,
    Row,
    Table,
    Text,
    block_id,
    joined,
)
from cabinetpaper.scorecard import Assessment, slug
from cabinetpaper.wording import capital


def ratings_table(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return the directorate's measures with period, figure, target, rating and direction, and our own count of
    them.
    """
    rows = desk.of(spot.directorate)
    if not any(one.now is not None and one.now.value is not None for one in rows):
        yield from _no_figures(spot, rows)
        return
    ahead = _looks_ahead(desk, rows)
    title = spot.title if "measure" in spot.title.lower() else f"{spot.title}: measures"
    columns = _rated_columns(6, 5, ahead=ahead)
    table_rows = tuple(Row(block_id(spot.id, "row", one.measure.id), _rated(desk, one, ahead)) for one in rows)
    description = (
        "Each measure with its latest figure and the period of it, its target, its rating and its direction of travel."
    )
    yield Table(
        block_id(spot.id, "ratings"),
        (Text(f"{title}, {desk.scorecard.period.name}"),),
        columns,
        table_rows,
        description,
    )
    yield _own_count(desk, spot)
    yield from notes(desk, block_id(spot.id, "ratings"), rows)
    yield from _year_end_note(desk, block_id(spot.id, "ratings"), rows)


def _looks_ahead(desk: Desk, rows: Iterable[Assessment]) -> bool:
    """Return whether any of the measures has a figure at year end, or a method that could not give one."""
    return any(f"{one.measure.id}.year_end" in desk.facts for one in rows)


def _rated_columns(measure: int, direction: int, *, ahead: bool) -> tuple[Column, ...]:
    """Return the columns of a measure’s figure and what is judged of it; `measure` and `direction` are the widths of
    the first and the last.
    """
    year_ends = (Column("Year end", 4),) * ahead
    return (
        Column("Measure", measure),
        Column("Period", 3),
        Column("Latest", 3, True),
        Column("Target", 3, True),
        Column("Rating", 3),
        *year_ends,
        Column("Direction", direction),
    )


def _rated(desk: Desk, one: Assessment, ahead: bool) -> tuple[Cell, ...]:
    measure = one.measure
    return (
        cell(Figure(named(measure), f"{measure.id}.name") if named(measure) == measure.label else named(measure)),
        cell(figure(desk.facts, f"{measure.id}.period", "No period")),
        cell(*value(desk, one)),
        cell(*target(desk, one.target)),
        cell(*rating(one)),
        *((cell(*year_end_cell(desk, one)),) if ahead else ()),
        cell(*direction(desk, one)),
    )


def _year_end_note(desk: Desk, key: str, rows: Iterable[Assessment]) -> Iterator[Paragraph]:
    """Return how the figures at year end came about, method by method, and why there is none where one was asked
    for.
    """
    told: dict[str, list[Inline]] = {}
    for one in rows:
        name = f"{one.measure.id}.year_end"
        fact, own = desk.facts.get(name), desk.facts.get(f"{name}.own")
        if fact is None:
            continue
        how = f"Not projected, because {fact.text}" if fact.missing else capital(desk.facts[f"{name}.method"].text)
        line = told.setdefault(how, [])
        line.append(Text(f"{'; ' if line else ': '}{one.measure.label}"))
        if own is not None and how.lower() != one.measure.projection.words:
            line += [
                Text(f" (our projection, {one.measure.projection.words}, gives "),
                Figure(own.text, own.key),
                Text(")"),
            ]
    if told:
        lines = [inline for how, line in told.items() for inline in (Text(f" {how}"), *line, Text("."))]
        yield Paragraph(block_id(key, "year_end"), joined((Text("Year end."), *lines)), Role.NOTE)


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
    inlines: list[Inline] = [
        Text("Counted from the "),
        figure(desk.facts, f"{key}.total"),
        Text(" measures in this table: "),
    ]
    blue = ("blue",) if desk.facts[f"{key}.blue"].value else ()
    for position, name in enumerate((*blue, "green", "amber", "red")):
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
    ("Blue", "blue"),
    ("Green", "green"),
    ("Amber", "amber"),
    ("Red", "red"),
    ("Not rated", "unrated"),
    ("Improving", "improving"),
    ("Worsening", "worsening"),
)


def tally_table(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return the counts of ratings and directions, a directorate a row."""
    counts = [(heading, count) for heading, count in _COUNTS if count != "blue" or desk.facts["tally.all.blue"].value]
    columns = (
        Column("Directorate", 15),
        *(Column(heading, 4 if heading.endswith("ing") else 3, True) for heading, _ in counts),
    )
    names = [(one.id, one.name) for one in desk.scorecard.directorates] + [("all", "All directorates")]
    rows = tuple(
        Row(
            block_id(spot.id, "tally", key),
            (cell(name), *(cell(figure(desk.facts, f"tally.{slug(key)}.{count}", "0")) for _, count in counts)),
        )
        for key, name in names
    )
    caption = (Text(f"Ratings and directions by directorate, {desk.scorecard.period.name}"),)
    yield Table(
        block_id(spot.id, "tally"),
        caption,
        columns,
        rows,
        "How many measures of each directorate have which rating, and how many improve or worsen.",
    )


def reds_table(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return every red measure with figure, target, direction, the first sentence of its action, owner and due date; a
    sentence where there is none.
    """
    reds = [one for one in desk.assessed.values() if one.rag is Rag.RED]
    if not reds:
        yield Paragraph(block_id(spot.id, "no_reds"), (Text("No measure is rated red."),))
        return
    columns = (
        Column("Measure", 8),
        Column("Latest", 5, True),
        Column("Target", 4, True),
        Column("Direction", 5),
        Column("Action", 14),
        Column("Owner", 5),
        Column("Due", 4),
    )
    rows = tuple(_red(desk, spot, one) for one in reds)
    caption = (Text(f"Measures rated red, with what is being done, {desk.scorecard.period.name}"),)
    yield Table(
        block_id(spot.id, "reds"),
        caption,
        columns,
        rows,
        "Each red measure with its figure, target and direction, and the action, its owner and its due date.",
    )


def _red(desk: Desk, spot: Spot, one: Assessment) -> Row:
    measure, key = one.measure, block_id(spot.id, "red", one.measure.id)
    told = next((told for told in desk.told if measure.id in told.measures and told.actions), None)
    words = figure(desk.facts, f"{measure.id}.direction", one.direction.value)
    cells = (cell(named(measure)), cell(*_dated(desk, one)), cell(*target(desk, one.target)), cell(words))
    return Row(key, (*cells, *_promised(told, key)))


def _dated(desk: Desk, one: Assessment) -> tuple[Inline, ...]:
    """Return the latest figure, with its period where that is not the paper's own."""
    own = one.now is not None and one.now.period == desk.scorecard.period
    return value(desk, one) if own else with_period(desk, one)


def _promised(told: Told | None, key: str) -> Iterator[Cell]:
    runs = told.actions if told else ()
    if runs:
        yield Cell(
            tuple(
                Paragraph(block_id(key, "action", str(number)), first_sentence(run))
                for number, run in enumerate(runs, 1)
            )
        )
    else:
        yield prose_cell(block_id(key, "action"), Gap("action"))
    for name, words in (("owner", told.owner if told else ""), ("due date", told.due if told else "")):
        yield prose_cell(block_id(key, name), words or Gap(name))


def measures_table(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return every measure with all that the paper knows of it and where its figure comes from, a table on landscape
    pages for each directorate; a document that all figures come from is named once, above them.
    """
    known = {one.id for one in desk.scorecard.directorates}
    groups = [(one.id, one.name, desk.of(one)) for one in desk.scorecard.directorates]
    groups.append(
        (
            "other",
            "Other measures",
            tuple(one for one in desk.assessed.values() if one.measure.directorate not in known),
        )
    )
    document = _document(desk)
    if document:
        text = (
            f"Every figure in these tables comes from the {document}. The last column names the line there and, in "
            "brackets, that of the data file."
        )
        yield Paragraph(block_id(spot.id, "document"), (Text(text),))
    for key, name, rows in groups:
        if rows:
            yield Heading(block_id(spot.id, key, "heading"), 3, (Text(name),))
            yield _whole_table(desk, block_id(spot.id, key), name, rows, document)
            yield from notes(desk, block_id(spot.id, key), rows)
            yield from _year_end_note(desk, block_id(spot.id, key), rows)


def _whole_table(desk: Desk, key: str, name: str, group: Sequence[Assessment], document: str) -> Table:
    ahead = _looks_ahead(desk, group)
    columns = (*_rated_columns(7, 6, ahead=ahead), Column("Compared with", 6), Column("Source of the figure", 6))
    rows = tuple(
        Row(
            block_id(key, one.measure.id),
            (*_rated(desk, one, ahead), cell(*_comparators(desk, one)), cell(_source(desk, one, document))),
        )
        for one in group
    )
    caption = (Text(f"Measures of {name}, {desk.scorecard.period.name}"),)
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
    """Return the document that every figure names as its source, before its line; nothing where there are several, or
    several files.
    """
    places = [place for one in desk.assessed.values() if (place := _place(desk, one)).file]
    found = {(place.detail.rpartition(", line ")[0], place.file) for place in places}
    return found.pop()[0] if len(found) == 1 else ""


def _source(desk: Desk, one: Assessment, document: str) -> str:
    """Return the source and the line of the data file: `Line 131 (data line 4)` below the document's name, else both in
    full.
    """
    place = _place(desk, one)
    if document and place.line is not None:
        return f"{capital(place.detail.removeprefix(f'{document}, '))} (data line {place.line})"
    row = place.file.rsplit("/", 1)[-1] + (f", line {place.line}" if place.line is not None else "")
    return f"{place.detail} ({row})" if place.detail and row else place.detail or row or "No figure"


TABLES: Final[Mapping[str, Callable[[Desk, Spot], Iterator[Block]]]] = {
    "ratings-table": ratings_table,
    "tally-table": tally_table,
    "reds-table": reds_table,
    "rating-rule": rating_rule,
    "measures-table": measures_table,
}
"""The tables of measures, by the name that a template lists."""
