"""Tables of measures over periods, with the columns that a template chooses.

In: the scorecard, a template's `[[tables]]`, snippets of the part `commentary`. Out: tables in which each cell stands
as its source wrote it (`24% (79/334)`, `N/A`), with the notes that explain its marks. A cell without anything says
`[x]`, not available, or that there is no commentary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from cabinetpaper.compose import measure_cells as cells
from cabinetpaper.compose.desk import Desk, Made, Spot
from cabinetpaper.compose.measure_cells import as_fact, coded_name
from cabinetpaper.compose.options import Shows, TableOptions
from cabinetpaper.compose.prose import Words, figure, note, paragraph
from cabinetpaper.compose.shorthand import behind, mark_of_target, marks_in, marks_note, marks_of, signs
from cabinetpaper.compose.table import ColumnOf, Printed, table
from cabinetpaper.finding import Finding
from cabinetpaper.paper import Cell, Figure, Heading, Item, Paragraph, Text, block_id, named_notes, parts
from cabinetpaper.period import Period
from cabinetpaper.scorecard import Assessment, Observation, slug
from cabinetpaper.written import parse_cell

CODES: Final[dict[str, str]] = {
    "TABLE-UNKNOWN": "The template lists a table or a chart that it does not describe under [[tables]] or [[charts]]. "
    "Describe it, or correct the name behind the colon.",
    "TABLE-MEASURE": "A table or chart of the template names a measure, group, directorate, period or loose figure "
    "that the data do not have, so that it is left out. Choose one of those listed.",
}

_MISSING: Final = "[x]"
_UNSTATED: Final = "not stated"
"""The reason that a blank cell is read with."""

_RELATIVE: Final = ("latest", "previous", "year ago")
_YEAR: Final = "last financial year"
"""The whole financial year before that of the paper's period, so that a template names no year of its own."""


def _options(desk: Desk, spot: Spot) -> TableOptions | None:
    """Return the options of the table that a block names; those of a plain block are the usual ones."""
    if not spot.argument:
        return TableOptions("usual")
    return next((options for options in desk.template.tables if options.id == spot.argument), None)


def _chosen(
    desk: Desk, spot: Spot, *, groups: bool = True
) -> tuple[TableOptions | None, tuple[Assessment, ...], tuple[Finding, ...]]:
    """Return the options of a table, its measures in their order (of its `groups` alone, where it names any), and a
    finding for each name that the template or the data do not have.
    """
    options = _options(desk, spot)
    if options is None:
        names, message = [own.id for own in desk.template.tables], f"The template describes no table “{spot.argument}”"
        return None, (), (desk.unknown(spot, "TABLE-UNKNOWN", message, spot.argument, names),)
    if options.measures:
        found = tuple(
            desk.unknown(spot, "TABLE-MEASURE", f"There is no measure “{name}”", name, desk.assessed)
            for name in options.measures
            if name not in desk.assessed
        )
        return options, tuple(desk.assessed[name] for name in options.measures if name in desk.assessed), found
    directorates = {one.id: one for one in desk.scorecard.directorates}
    if options.directorate and options.directorate not in directorates:
        message = f"There is no directorate “{options.directorate}”"
        return options, (), (desk.unknown(spot, "TABLE-MEASURE", message, options.directorate, directorates),)
    rows = desk.of(directorates.get(options.directorate, spot.directorate))
    if groups and options.groups:
        rows = tuple(row for name in options.groups for row in rows if row.measure.group == name)
    return options, rows, ()


def prints_commentary(desk: Desk, spot: Spot) -> bool:
    """Return whether a table of the spot has a column for commentary, so that snippets of that part stand in it."""
    named = {name.partition(":")[2] for name in spot.blocks if name.partition(":")[0] in PERIOD_TABLES}
    return any(own.id in named and Shows.COMMENTARY in own.columns for own in desk.template.tables)


def period_table(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return one table of the chosen measures with the notes that explain its marks; a sentence where there are
    none.
    """
    options, rows, found = _chosen(desk, spot)
    yield from found
    if options is None:
        return
    key = spot.key("table", options.id)
    if rows:
        name = options.caption or spot.title or spot.id.replace("_", " ").capitalize()
        yield from _table(desk, spot, key, name, rows, options)
    else:
        yield note(block_id(key, "none"), "The data hold no measure for this table.")


def group_tables(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return a table for each group of measures under a heading of its own; a group that the template names and that
    has no rows gets a sentence.
    """
    options, rows, found = _chosen(desk, spot, groups=False)
    yield from found
    if options is None:
        return
    for name in options.groups or dict.fromkeys(row.measure.group for row in rows if row.measure.group):
        key, title = spot.key("group", options.id, name), options.headings.get(name, name)
        yield Heading(block_id(key, "heading"), 3 if spot.title else 2, (Text(title),))
        own = [row for row in rows if row.measure.group == name]
        if own:
            yield from _table(desk, spot, key, title, own, options)
        else:
            yield paragraph(block_id(key, "none"), "No measure of this group is collected yet.")


def _table(
    desk: Desk, spot: Spot, key: str, name: str, rows: Sequence[Assessment], options: TableOptions
) -> Iterator[Made]:
    columns: list[ColumnOf[Assessment]] = []
    for shows in options.columns:
        if shows is Shows.PERIODS:
            for found in _period_columns(desk, spot, options):
                if isinstance(found, Finding):
                    yield found
                else:
                    columns.append(found)
        elif shows is Shows.COMPARATORS:
            columns += _comparator_columns(rows, options)
        else:
            heading, width, numeric, prints = _COLUMNS[shows]
            heading, width = options.headings.get(shows.value, heading), options.widths.get(shows.value, width)
            columns.append(ColumnOf(heading, width, partial(prints, desk, key), numeric))
    by = ", ".join(column.heading for column in (columns[1:] if len(columns) < 5 else columns[1:4]))
    description = f"{len(rows)} measure{'s' * (len(rows) > 1)} by {by}{' and more' * (len(columns) >= 5)}."
    caption = f"{name}, {desk.scorecard.period.name}"
    made = table(key, caption, columns, rows, description, lambda row: block_id(key, row.measure.id), wide=options.wide)
    yield made
    printed = (inline for part in parts(made) if part.row is not None for inline in part.inlines)
    words = [inline.text for inline in printed if isinstance(inline, Text | Figure)]
    yield from marks_note(desk, key, marks_in(desk, words))


def _period_columns(desk: Desk, spot: Spot, options: TableOptions) -> Iterator[ColumnOf[Assessment] | Finding]:
    """Return a column for each period; one that is relative names the figure's own period where it is another than
    most readers would think.
    """
    width, card = options.widths.get(Shows.PERIODS.value, 2), desk.scorecard
    steps = range(options.periods) if options.newest_first else range(options.periods - 1, -1, -1)
    for name in options.named_periods or [card.period.shifted(-step).label for step in steps]:
        label = card.period.financial_year.shifted(-1).label if name == _YEAR else name
        heading = options.headings.get(name, label.capitalize() if label in _RELATIVE else label)
        if label in _RELATIVE:
            yield ColumnOf(heading, width, partial(_relative_cell, desk, label), numeric=True)
            continue
        try:
            period = Period.parse(label)
        except ValueError:
            yield desk.unknown(spot, "TABLE-MEASURE", f"“{label}” is no period", label, (*_RELATIVE, _YEAR))
        else:
            yield ColumnOf(heading, width, partial(_period_cell, desk, period), numeric=True)


def _period_cell(desk: Desk, period: Period, row: Assessment) -> Printed:
    series = desk.scorecard.series(row.measure.id)
    return _as_written(desk, next((seen for seen in series if seen.period == period), None))


def _relative_cell(desk: Desk, name: str, row: Assessment) -> Printed:
    series, own = desk.scorecard.series(row.measure.id), desk.scorecard.period
    if name == "latest":
        seen = row.now
    elif name == "previous":
        seen = series[-2] if len(series) > 1 else None
    else:
        before = row.now.period.year_before if row.now is not None else None
        seen = next((earlier for earlier in series if earlier.period == before), None)
    printed = _as_written(desk, seen)
    if seen is None or seen.period in {own, own.shifted(-1), own.year_before}:
        return printed
    return (*printed, f" ({seen.period.label})")


def _as_written(desk: Desk, seen: Observation | None) -> tuple[Words, ...]:
    """Return a cell of the source as it stands there. It has a mark only for what its own words do not say: `80% *Prov`
    is provisional in so many words; the mark alone stands where there is no cell.
    """
    words = "" if seen is None else seen.text.strip()
    if seen is None or not (words or seen.reason != _UNSTATED):
        return (_MISSING,)
    shown = Figure(words or seen.reason, f"{seen.measure}.at.{slug(seen.period.label)}")
    if seen.value is None:
        return (shown,)
    written = parse_cell(words)
    in_words = {
        "[p]": written.provisional,
        "[e]": written.estimate,
        "[r]": bool(seen.revised_from) and seen.revised_from in words,
        "[n]": seen.note in words,
    }
    return (shown, *(behind(mark) for mark in marks_of(desk, seen) if not in_words.get(mark)))


def _comparator_columns(rows: Sequence[Assessment], options: TableOptions) -> Iterator[ColumnOf[Assessment]]:
    width = options.widths.get(Shows.COMPARATORS.value, 2)

    def prints(name: str, row: Assessment) -> Printed:
        words = next((other.text.strip() for other in row.comparators if other.name == name), "")
        return Figure(words, f"{row.measure.id}.comparator.{slug(name)}") if words else _MISSING

    for name in options.comparators or dict.fromkeys(other.name for row in rows for other in row.comparators):
        yield ColumnOf(options.headings.get(name, name), width, partial(prints, name), numeric=True)


_SAYS_WHY: Final = frozenset({"n/a", "na", "tbc", "n/c", "-", "none"})
"""Words that say by themselves why there is no figure."""


def _target(desk: Desk, _: str, row: Assessment) -> Printed:
    """Return the target as written."""
    words = "" if row.target is None else row.target.text.strip()
    if not words:
        return "No target"
    mark = mark_of_target(desk, row.target)
    alone = not mark or mark in words or words.startswith("[") or words.casefold().rstrip(".") in _SAYS_WHY
    return (Figure(words, f"{row.measure.id}.target"), *(() if alone else (behind(mark),)))


def _commentary(desk: Desk, key: str, row: Assessment) -> Printed:
    """Return the words of every snippet of commentary that speaks for the measure; their ids are the row's own, since
    one may stand in several.
    """
    own = block_id(key, row.measure.id)
    blocks = tuple(
        replace(block, id=block_id(own, block.id), inlines=named_notes(block.inlines, own))
        for placed in desk.snippets
        if placed.snippet.part == "commentary" and row.measure.id in placed.snippet.measures
        for block in placed.blocks
        if isinstance(block, Paragraph | Item)
    )
    return Cell(blocks) if blocks else "No commentary"


def _source(_: Desk, __: str, row: Assessment) -> Printed:
    return row.measure.source or (row.now.source if row.now is not None else "") or "Not stated"


_COLUMNS: Final[Mapping[Shows, tuple[str, int, bool, Callable[[Desk, str, Assessment], Printed]]]] = {
    Shows.CODE: ("No.", 3, False, lambda _desk, _key, row: row.measure.code or "None"),
    Shows.MEASURE: ("Measure", 12, False, lambda _desk, _key, row: as_fact(row.measure, row.measure.name)),
    Shows.GROUP: ("Group", 4, False, lambda _desk, _key, row: row.measure.group or "None"),
    Shows.SUBGROUP: ("Sub-group", 4, False, lambda _desk, _key, row: row.measure.subgroup or "None"),
    Shows.TARGET: ("Target", 2, True, _target),
    Shows.RATING: ("Rating", 3, False, lambda _desk, _key, row: cells.rating(row)[0]),
    Shows.DIRECTION: ("Direction", 4, False, lambda desk, _key, row: cells.direction(desk, row)),
    Shows.OWNER: ("Owner", 4, False, lambda _desk, _key, row: row.measure.owner or "Not stated"),
    Shows.SOURCE: ("Source", 3, False, _source),
    Shows.COMMENTARY: ("Commentary", 36, False, _commentary),
}
"""Heading, part of the width, whether it holds numbers, and what it prints of a measure in the table of that id."""


def key_table(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return the key to the abbreviations that the template explains, and to the marks beside figures."""
    meanings = {mark: meaning.capitalize() for mark, meaning in signs(desk).items()}
    yield table(
        spot.key("key"),
        "Key to sources and marks",
        [ColumnOf("Sign", 1, lambda sign: sign[0]), ColumnOf("Meaning", 5, lambda sign: sign[1])],
        {**desk.template.keys, **meanings}.items(),
        "Each abbreviation and mark with its meaning.",
        lambda sign: block_id(spot.key("key"), sign[0]),
    )


def not_yet_collected(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return the measures without a figure in any period, each with the reason as written; a sentence where there is
    none.
    """
    _, rows, found = _chosen(desk, spot)
    yield from found
    missing = [row for row in rows if all(seen.value is None for seen in desk.scorecard.series(row.measure.id))]
    for row in missing:
        words = (row.now.text.strip() or row.now.reason) if row.now is not None else ""
        why = (Text(": "), Figure(words, f"{row.measure.id}.value")) if words else ()
        yield Item(spot.key("not_yet", row.measure.id), (Text(coded_name(row.measure)), *why))
    if not missing:
        yield paragraph(spot.key("all_collected"), "Every measure has a figure for at least one period.")


def changed_definitions(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return the measures whose series is broken, with the period from which it is and why; a sentence where there is
    none.
    """
    _, rows, found = _chosen(desk, spot)
    yield from found
    breaks = [(row.measure, seen) for row in rows for seen in desk.scorecard.series(row.measure.id)]
    breaks = [(measure, seen) for measure, seen in breaks if seen.break_before]
    for measure, seen in breaks:
        words = f"{coded_name(measure)}: {seen.break_before.rstrip('.')} (from {seen.period.name})."
        yield Item(spot.key("changed", measure.id, seen.period.label), (Text(words),))
    if not breaks:
        yield paragraph(spot.key("none_changed"), "No definition has changed over the periods shown.")


def most_moved(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return the measures that moved most, by the change in percent of the earlier figure; a small number of cases is
    flagged.
    """
    options, rows, found = _chosen(desk, spot)
    yield from found
    facts, key, few = desk.facts, spot.key("moved"), desk.settings.rating.small_denominator
    shares = {row.measure.id: facts.get(f"{row.measure.id}.change_percent") for row in rows}
    moved = {name: (fact, fact.value) for name, fact in shares.items() if fact is not None and fact.value}
    if not moved or options is None:
        yield paragraph(spot.key("none_moved"), "No measure has two figures that can be compared.")
        return
    comparable = [row for row in rows if row.measure.id in moved]
    furthest = sorted(comparable, key=lambda row: abs(moved[row.measure.id][1]), reverse=True)[: options.rows]

    def seen(row: Assessment, observed: Observation | None, name: str) -> Printed:
        if observed is None:
            return "No figure"
        fact = facts[f"{row.measure.id}.{name}"]
        return (Figure(observed.text.strip() or fact.text, fact.key), f" ({observed.period.label})")

    def change(row: Assessment) -> Printed:
        fact, share = moved[row.measure.id]
        return ("+" if share > 0 else "\N{MINUS SIGN}", Figure(fact.text, fact.key))

    def cases(row: Assessment) -> Printed:
        return "Few cases" if any(_rests_on_few(observed, few) for observed in (row.now, row.earlier)) else "Enough"

    yield table(
        key,
        f"What moved most, {desk.scorecard.period.name}",
        [
            ColumnOf("Measure", 7, lambda row: coded_name(row.measure)),
            ColumnOf("Latest", 3, lambda row: seen(row, row.now, "value"), numeric=True),
            ColumnOf("Earlier", 3, lambda row: seen(row, row.earlier, "previous"), numeric=True),
            ColumnOf("Change", 2, change, numeric=True),
            ColumnOf("Direction", 3, lambda row: figure(facts, f"{row.measure.id}.direction")),
            ColumnOf("Cases", 3, cases),
        ],
        furthest,
        f"The {len(furthest)} measures with the largest change in percent of the earlier figure.",
        lambda row: block_id(key, row.measure.id),
    )
    yield note(
        block_id(key, "note"),
        f"Change in percent of the earlier figure. Few cases: fewer than {few}, so that chance alone can move the "
        "figure.",
    )


def _rests_on_few(seen: Observation | None, few: int) -> bool:
    """Return whether a figure rests on few cases: its denominator, or the count itself."""
    if seen is None or seen.value is None:
        return False
    if seen.denominator is not None:
        return abs(seen.denominator) < few
    return seen.numerator is None and "%" not in seen.text and abs(seen.value) < few


PERIOD_TABLES: Final = {
    "period-table": period_table,
    "group-tables": group_tables,
    "key-table": key_table,
    "not-yet-collected": not_yet_collected,
    "changed-definitions": changed_definitions,
    "most-moved": most_moved,
}
"""The tables that a template arranges, by the name that it lists; the name behind a colon is that of its options."""
