"""Tables of measures: a directorate's ratings, the tallies, every red and the whole scorecard.

In: the scorecard's judgements. Out: tables whose every figure knows its fact; a directorate without figures gets a
sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from cabinetpaper.compose import measure_cells as cells
from cabinetpaper.compose.desk import Desk, Made, PlacedSnippet, Spot
from cabinetpaper.compose.measure_cells import as_fact, name_of
from cabinetpaper.compose.prose import Words, cell, figure, inlines, note, paragraph
from cabinetpaper.compose.sentences import first_sentence
from cabinetpaper.compose.shorthand import notes
from cabinetpaper.compose.table import ColumnOf, table
from cabinetpaper.finding import Place
from cabinetpaper.measure import Directorate
from cabinetpaper.paper import Cell, Figure, Gap, Heading, Paragraph, Role, Text, block_id, joined
from cabinetpaper.rule import Rag
from cabinetpaper.scorecard import Assessment, slug
from cabinetpaper.wording import capital


def _judged(desk: Desk, rows: Sequence[Assessment], measure: int, direction: int) -> list[ColumnOf[Assessment]]:
    """Return the columns of a measure’s figure and what is judged of it; `measure` and `direction` are the widths of
    the first and the last.
    """
    heading_somewhere = any(f"{row.measure.id}.year_end" in desk.facts for row in rows)
    return [
        ColumnOf("Measure", measure, lambda row: as_fact(row.measure, name_of(row.measure))),
        ColumnOf("Period", 3, lambda row: figure(desk.facts, f"{row.measure.id}.period", "No period")),
        ColumnOf("Latest", 3, partial(cells.value, desk), numeric=True),
        ColumnOf("Target", 3, lambda row: cells.target(desk, row.target), numeric=True),
        ColumnOf("Rating", 3, cells.rating),
        ColumnOf("Year end", 4, partial(cells.year_end, desk), used=heading_somewhere),
        ColumnOf("Direction", direction, partial(cells.direction, desk)),
    ]


def ratings_table(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return the directorate's measures with period, figure, target, rating and direction, and our own count of
    them.
    """
    rows = desk.of(spot.directorate)
    if not any(row.has_figure for row in rows):
        text = "The data hold no figure for this directorate in the quarter, so there is no table and no chart here."
        if rows:
            # names may hold commas and “and” themselves
            text += f" Measures named without a figure: {'; '.join(row.measure.label for row in rows)}."
        yield note(spot.key("no_figures"), text)
        return
    key = spot.key("ratings")
    title = spot.title if "measure" in spot.title.lower() else f"{spot.title}: measures"
    yield table(
        key,
        f"{title}, {desk.scorecard.period.name}",
        _judged(desk, rows, 6, 5),
        rows,
        "Each measure with its latest figure and the period of it, its target, its rating and its direction of travel.",
        lambda row: spot.key("row", row.measure.id),
    )
    yield _own_count(desk, spot)
    yield from notes(desk, key, rows)
    yield from _year_end_note(desk, key, rows)


def _year_end_note(desk: Desk, key: str, rows: Sequence[Assessment]) -> Iterator[Paragraph]:
    """Return how the figures at year end came about, method by method, and why there is none where one was asked
    for.
    """
    by_method: dict[str, list[Words]] = {}
    for row in rows:
        name, ours = f"{row.measure.id}.year_end", row.measure.projection.words
        fact, own = desk.facts.get(name), desk.facts.get(f"{name}.own")
        if fact is None:
            continue
        how = f"Not projected, because {fact.text}" if fact.missing else capital(desk.facts[f"{name}.method"].text)
        line = by_method.setdefault(how, [])
        line.append(f"{'; ' if line else ': '}{row.measure.label}")
        if own is not None and how.lower() != ours:
            line += [f" (our projection, {ours}, gives ", Figure(own.text, own.key), ")"]
    if by_method:
        lines = [word for how, line in by_method.items() for word in (f" {how}", *line, ".")]
        yield Paragraph(block_id(key, "year_end"), joined(inlines("Year end.", *lines)), Role.NOTE)


def _own_count(desk: Desk, spot: Spot) -> Paragraph:
    """Return our own count of a directorate's ratings and directions, in a sentence."""
    key = f"tally.{slug(spot.directorate.id if spot.directorate else 'all')}"
    counted = partial(figure, desk.facts)
    words: list[Words] = ["Counted from the ", counted(f"{key}.total"), " measures in this table: "]
    blue = ("blue",) if desk.facts[f"{key}.blue"].value else ()
    for position, name in enumerate((*blue, "green", "amber", "red")):
        words += [", " * (position > 0), counted(f"{key}.{name}"), f" {name}"]
    words += [" and ", counted(f"{key}.unrated"), " not rated; "]
    ways = ("improving", "worsening", "unchanged")
    if any(desk.facts[f"{key}.{way}"].value for way in ways):
        for way in ways:
            words += [counted(f"{key}.{way}"), f" {way}, "]
        words += [counted(f"{key}.undirected"), " without an earlier figure to compare."]
    else:
        words.append("none has an earlier figure to compare.")
    return note(spot.key("own_count"), *words)


def tally_table(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return the counts of ratings and directions, a directorate a row."""

    def counted(heading: str, count: str, width: int = 3, *, used: bool = True) -> ColumnOf[Directorate]:
        def prints(group: Directorate) -> Words:
            return figure(desk.facts, f"tally.{slug(group.id)}.{count}", "0")

        return ColumnOf(heading, width, prints, numeric=True, used=used)

    yield table(
        spot.key("tally"),
        f"Ratings and directions by directorate, {desk.scorecard.period.name}",
        [
            ColumnOf("Directorate", 15, lambda group: group.name),
            counted("Measures", "total"),
            counted("Blue", "blue", used=bool(desk.facts["tally.all.blue"].value)),
            counted("Green", "green"),
            counted("Amber", "amber"),
            counted("Red", "red"),
            counted("Not rated", "unrated"),
            counted("Improving", "improving", 4),
            counted("Worsening", "worsening", 4),
        ],
        [*desk.scorecard.directorates, Directorate("all", "All directorates")],
        "How many measures of each directorate have which rating, and how many improve or worsen.",
        lambda group: spot.key("tally", group.id),
    )


def reds_table(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return every red measure with figure, target, direction, the first sentence of its action, owner and due date; a
    sentence where there is none.
    """
    reds = [row for row in desk.assessed.values() if row.rag is Rag.RED]
    if not reds:
        yield paragraph(spot.key("no_reds"), "No measure is rated red.")
        return

    def promised(row: Assessment) -> PlacedSnippet | None:
        return next((own for own in desk.snippets if row.measure.id in own.snippet.measures and own.actions), None)

    def key(row: Assessment) -> str:
        return spot.key("red", row.measure.id)

    def action(row: Assessment) -> Cell:
        own = promised(row)
        if own is None:
            return cell(Gap("action"), id=block_id(key(row), "action"))
        ids = (block_id(key(row), "action", str(number)) for number in range(1, len(own.actions) + 1))
        return Cell(tuple(Paragraph(name, first_sentence(run)) for name, run in zip(ids, own.actions, strict=True)))

    def owner(row: Assessment) -> Cell:
        own = promised(row)
        return cell(*(own.snippet.words("owner") if own else ()) or (Gap("owner"),), id=block_id(key(row), "owner"))

    def due(row: Assessment) -> Cell:
        own = promised(row)
        return cell(*(own.snippet.words("due") if own else ()) or (Gap("due date"),), id=block_id(key(row), "due date"))

    yield table(
        spot.key("reds"),
        f"Measures rated red, with what is being done, {desk.scorecard.period.name}",
        [
            ColumnOf("Measure", 8, lambda row: name_of(row.measure)),
            ColumnOf("Latest", 5, partial(cells.dated_value, desk), numeric=True),
            ColumnOf("Target", 4, lambda row: cells.target(desk, row.target), numeric=True),
            ColumnOf("Direction", 5, lambda row: figure(desk.facts, f"{row.measure.id}.direction")),
            ColumnOf("Action", 14, action),
            ColumnOf("Owner", 5, owner),
            ColumnOf("Due", 4, due),
        ],
        reds,
        "Each red measure with its figure, target and direction, and the action, its owner and its due date.",
        key,
    )


def measures_table(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return every measure with all that the paper knows of it and where its figure comes from, a table on landscape
    pages for each directorate; a document that all figures come from is named once, above them.
    """
    directorates = desk.scorecard.directorates
    others = {row.measure.directorate for row in desk.assessed.values()}.difference(one.id for one in directorates)
    groups = [(one.id, one.name, desk.of(one)) for one in directorates]
    rest = tuple(row for row in desk.assessed.values() if row.measure.directorate in others)
    document = _document(desk)
    if document:
        yield paragraph(
            spot.key("document"),
            f"Every figure in these tables comes from the {document}. The last column names the line there and, in "
            "brackets, that of the data file.",
        )
    for group, name, rows in (*groups, ("other", "Other measures", rest)):
        if not rows:
            continue
        key = spot.key(group)
        yield Heading(spot.key(group, "heading"), 3, (Text(name),))
        yield table(
            key,
            f"Measures of {name}, {desk.scorecard.period.name}",
            [
                *_judged(desk, rows, 7, 6),
                ColumnOf("Compared with", 6, partial(cells.comparators, desk)),
                ColumnOf("Source of the figure", 6, lambda row: _source(desk, row, document)),
            ],
            rows,
            "Each measure with its figure, target, rating, direction, comparators and the source of the figure.",
            _id_below(key),
            wide=True,
        )
        yield from notes(desk, key, rows)
        yield from _year_end_note(desk, key, rows)


def _id_below(key: str) -> Callable[[Assessment], str]:
    return lambda row: block_id(key, row.measure.id)


def _place(desk: Desk, row: Assessment) -> Place:
    fact = desk.facts.get(f"{row.measure.id}.value")
    return fact.sources[0] if fact and fact.sources else Place()


def _document(desk: Desk) -> str:
    """Return the document that every figure names as its source, before its line; nothing where there are several, or
    several files.
    """
    places = [place for row in desk.assessed.values() if (place := _place(desk, row)).file]
    found = {(place.detail.rpartition(", line ")[0], place.file) for place in places}
    return found.pop()[0] if len(found) == 1 else ""


def _source(desk: Desk, row: Assessment, document: str) -> str:
    """Return the source and the line of the data file: `Line 131 (data line 4)` below the document's name, else both in
    full.
    """
    place = _place(desk, row)
    if document and place.line is not None:
        return f"{capital(place.detail.removeprefix(f'{document}, '))} (data line {place.line})"
    line = place.file.rsplit("/", 1)[-1] + (f", line {place.line}" if place.line is not None else "")
    return f"{place.detail} ({line})" if place.detail and line else place.detail or line or "No figure"
