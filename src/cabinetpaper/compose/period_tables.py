"""Tables of measures over periods, with the columns that a template chooses.

In: the scorecard, a template's `[[tables]]`, snippets of the part `commentary`. Out: tables in which each cell stands
as its source wrote it (`24% (79/334)`, `N/A`), with the notes that explain its marks. A cell without anything says
`[x]`, not available, or that there is no commentary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from cabinetpaper.compose.cells import cell, direction, figure, rating
from cabinetpaper.compose.desk import Desk, Spot
from cabinetpaper.compose.marks import EXPLAINED, mark_of_words, marks
from cabinetpaper.compose.options import Shows, TableOptions
from cabinetpaper.finding import Place
from cabinetpaper.nearest import advice
from cabinetpaper.paper import (
    Block,
    Cell,
    Column,
    Figure,
    Heading,
    Inline,
    Item,
    Paragraph,
    Role,
    Row,
    Table,
    Text,
    block_id,
    named_notes,
    printed,
)
from cabinetpaper.period import Period
from cabinetpaper.scorecard import Assessment, Observation, slug

CODES: Final[dict[str, str]] = {
    "TABLE-UNKNOWN": "The template lists a table or a chart that it does not describe under [[tables]] or [[charts]]. "
    "Describe it, or correct the name "
    "behind the colon.",
    "TABLE-MEASURE": "A table or chart of the template names a measure, group, directorate, period or loose figure "
    "that the data do not have, so that "
    "it is left out. Choose one of those listed.",
}

_MISSING: Final = "[x]"
_UNSTATED: Final = "not stated"
"""The reason that a blank cell is read with."""

_RELATIVE: Final = ("latest", "previous", "year ago")
_YEAR: Final = "last financial year"
"""The whole financial year before that of the paper's period, so that a template names no year of its own."""
_NO_COMMENTARY: Final = "No commentary"


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of one table: what it shows, its heading, its part of the width, and how a measure fills it."""

    shows: Shows
    heading: str
    width: int
    fill: Callable[[Assessment], Cell]
    numeric: bool = False


def options_of(desk: Desk, spot: Spot) -> TableOptions | None:
    """Return the options of the table that a block names; those of a plain block are the usual ones. None, with a
    finding, if there are none.
    """
    if not spot.named:
        return TableOptions("usual")
    found = next((one for one in desk.template.tables if one.id == spot.named), None)
    if found is None:
        _odd(
            desk,
            spot,
            "TABLE-UNKNOWN",
            f"The template describes no table “{spot.named}”",
            spot.named,
            [one.id for one in desk.template.tables],
        )
    return found


def chosen(desk: Desk, spot: Spot, options: TableOptions) -> tuple[Assessment, ...]:
    """Return the measures of a table in their order, with a finding for each name that the data do not have."""
    if options.measures:
        for name in options.measures:
            if name not in desk.assessed:
                _odd(desk, spot, "TABLE-MEASURE", f"There is no measure “{name}”", name, desk.assessed)
        return tuple(desk.assessed[name] for name in options.measures if name in desk.assessed)
    directorate = next((one for one in desk.scorecard.directorates if one.id == options.directorate), None)
    if options.directorate and directorate is None:
        known = [one.id for one in desk.scorecard.directorates]
        _odd(
            desk, spot, "TABLE-MEASURE", f"There is no directorate “{options.directorate}”", options.directorate, known
        )
        return ()
    rows = desk.of(directorate or spot.directorate)
    return (
        tuple(row for name in options.groups for row in rows if row.measure.group == name) if options.groups else rows
    )


def _odd(
    desk: Desk, spot: Spot, code: str, message: str, word: str, known: Sequence[str] | Mapping[str, object]
) -> None:
    place = Place(f"templates/{desk.details.kind}/paper.toml", detail=f"blocks of “{spot.id}”")
    desk.error(code, message, advice(word, known), place)


def prints_commentary(desk: Desk, spot: Spot) -> bool:
    """Return whether a table of the spot has a column for commentary, so that snippets of that part stand in it."""
    named = {name.partition(":")[2] for name in spot.blocks if name.partition(":")[0] in PERIOD_TABLES}
    return any(one.id in named and Shows.COMMENTARY in one.columns for one in desk.template.tables)


def period_table(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return one table of the chosen measures with the notes that explain its marks; a sentence where there are
    none.
    """
    options = options_of(desk, spot)
    if options is None:
        return
    rows = chosen(desk, spot, options)
    key = block_id(spot.id, "table", options.id)
    if not rows:
        yield Paragraph(block_id(key, "none"), (Text("The data hold no measure for this table."),), Role.NOTE)
        return
    name = options.caption or (spot.title or spot.id.replace("_", " ").capitalize())
    yield from _table(desk, spot, key, f"{name}, {desk.scorecard.period.name}", rows, options)


def group_tables(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return a table for each group of measures under a heading of its own; a group that the template names and that
    has no rows gets a sentence.
    """
    options = options_of(desk, spot)
    if options is None:
        return
    rows = chosen(desk, spot, replace(options, groups=()))
    for name in options.groups or dict.fromkeys(row.measure.group for row in rows if row.measure.group):
        key = block_id(spot.id, "group", options.id, name)
        own = [row for row in rows if row.measure.group == name]
        title = options.headings.get(name, name)
        yield Heading(block_id(key, "heading"), 3 if spot.title else 2, (Text(title),))
        if own:
            yield from _table(desk, spot, key, f"{title}, {desk.scorecard.period.name}", own, options)
        else:
            yield Paragraph(block_id(key, "none"), (Text("No measure of this group is collected yet."),))


def _table(
    desk: Desk, spot: Spot, key: str, name: str, rows: Sequence[Assessment], options: TableOptions
) -> Iterator[Block]:
    columns = tuple(_columns(desk, spot, key, rows, options))
    made = tuple(Row(block_id(key, row.measure.id), tuple(column.fill(row) for column in columns)) for row in rows)
    printed = tuple(Column(column.heading, column.width, column.numeric) for column in columns)
    description = (
        f"{len(rows)} measure{'s' * (len(rows) > 1)} by {', '.join(column.heading for column in columns[1:4])} and "
        "more."
    )
    if len(columns) < 5:
        description = (
            f"{len(rows)} measure{'s' * (len(rows) > 1)} by {', '.join(column.heading for column in columns[1:])}."
        )
    yield Table(key, (Text(name),), printed, made, description, options.wide)
    yield from _notes(desk, key, made)


def _notes(desk: Desk, key: str, rows: Sequence[Row]) -> Iterator[Paragraph]:
    """Return the meaning of each mark that stands in the table."""
    symbol = desk.settings.disclosure.symbol
    words = [printed(block.inlines, {}) for row in rows for own in row.cells for block in own.blocks]
    used = {mark for mark in EXPLAINED if any((symbol if mark == "[c]" else mark) in one for one in words)}
    if used:
        told = [
            f"{symbol if mark == '[c]' else mark}\N{NO-BREAK SPACE}{meaning}"
            for mark, meaning in EXPLAINED.items()
            if mark in used
        ]
        yield Paragraph(block_id(key, "marks"), (Text(f"Marks in this table: {'; '.join(told)}."),), Role.NOTE)


def _columns(desk: Desk, spot: Spot, key: str, rows: Sequence[Assessment], options: TableOptions) -> Iterator[_Column]:
    for shows in options.columns:
        if shows is Shows.PERIODS:
            yield from _period_columns(desk, spot, options)
        elif shows is Shows.COMPARATORS:
            yield from _comparator_columns(rows, options)
        else:
            heading, width, numeric, fill = _PLAIN[shows]
            heading = options.headings.get(shows.value, heading)
            yield _Column(shows, heading, options.widths.get(shows.value, width), _filled(fill, desk, key), numeric)


def _filled(fill: Callable[[Desk, str, Assessment], Cell], desk: Desk, key: str) -> Callable[[Assessment], Cell]:
    return lambda row: fill(desk, key, row)


def _period_columns(desk: Desk, spot: Spot, options: TableOptions) -> Iterator[_Column]:
    width = options.widths.get(Shows.PERIODS.value, 2)
    if options.named_periods:
        names = options.named_periods
    else:
        steps = range(options.periods) if options.newest_first else range(options.periods - 1, -1, -1)
        names = tuple(desk.scorecard.period.shifted(-step).label for step in steps)
    for name in names:
        label = desk.scorecard.period.financial_year.shifted(-1).label if name == _YEAR else name
        find = _finder(desk, spot, label)
        if find is not None:
            heading = options.headings.get(name, label if label not in _RELATIVE else label.capitalize())
            yield _Column(Shows.PERIODS, heading, width, find, numeric=True)


def _finder(desk: Desk, spot: Spot, name: str) -> Callable[[Assessment], Cell] | None:
    """Return how a measure fills the column of a period; one that is relative names the figure's own period where it is
    another than most readers would think.
    """
    if name in _RELATIVE:
        return lambda row: _dated(desk, row, _relative(desk, row, name))
    try:
        period = Period.parse(name)
    except ValueError:
        _odd(desk, spot, "TABLE-MEASURE", f"“{name}” is no period", name, (*_RELATIVE, _YEAR))
        return None
    return lambda row: cell(
        *_observed(
            desk, row, next((one for one in desk.scorecard.series(row.measure.id) if one.period == period), None)
        )
    )


def _relative(desk: Desk, row: Assessment, name: str) -> Observation | None:
    series = desk.scorecard.series(row.measure.id)
    if name == "latest":
        return row.now
    if name == "previous":
        return series[-2] if len(series) > 1 else None
    return None if row.now is None else next((one for one in series if one.period == row.now.period.year_before), None)


def _dated(desk: Desk, row: Assessment, seen: Observation | None) -> Cell:
    printed = _observed(desk, row, seen)
    own = desk.scorecard.period
    usual = {own, own.shifted(-1), own.year_before}
    return cell(*printed) if seen is None or seen.period in usual else cell(*printed, f" ({seen.period.label})")


def _observed(desk: Desk, row: Assessment, seen: Observation | None) -> tuple[Inline, ...]:
    """Return a cell of the source as it stands there. It has a mark only for what its own words do not say: `80% *Prov`
    is provisional in so many words; the mark alone stands where there is no cell.
    """
    words = "" if seen is None else seen.text.strip()
    if seen is None or not (words or seen.reason != _UNSTATED):
        return (Text(_MISSING),)
    shown = Figure(words or seen.reason, f"{row.measure.id}.at.{slug(seen.period.label)}")
    if seen.value is None:
        return (shown,)
    said = {mark for mark, told in _SAYING if told(seen, words)}
    return (shown, *(Text(f"\N{NO-BREAK SPACE}{mark}") for mark in marks(desk, seen) if mark not in said))


_SAYING: Final[tuple[tuple[str, Callable[[Observation, str], bool]], ...]] = (
    ("[p]", lambda _, words: "prov" in words.casefold()),
    ("[e]", lambda _, words: "est" in words.casefold()),
    ("[r]", lambda seen, words: bool(seen.revised_from) and seen.revised_from in words),
    ("[n]", lambda seen, words: seen.note in words),
)
"""When the words of a cell say themselves what a mark beside them would."""


def _is_state(words: str) -> bool:
    """Return whether words say by themselves why there is no figure, as N/A and TBC do."""
    return words.casefold().rstrip(".") in {"n/a", "na", "tbc", "n/c", "-", "none"} or words.startswith("[")


def _comparator_columns(rows: Sequence[Assessment], options: TableOptions) -> Iterator[_Column]:
    names = options.comparators or tuple(dict.fromkeys(other.name for row in rows for other in row.comparators))
    width = options.widths.get(Shows.COMPARATORS.value, 2)
    for name in names:
        yield _Column(Shows.COMPARATORS, options.headings.get(name, name), width, _compared(name), numeric=True)


def _compared(name: str) -> Callable[[Assessment], Cell]:
    def fill(row: Assessment) -> Cell:
        held = next((other for other in row.comparators if other.name == name), None)
        words = "" if held is None else held.text.strip()
        return cell(Figure(words, f"{row.measure.id}.comparator.{slug(name)}") if words else _MISSING)

    return fill


def _measure(_: Desk, __: str, row: Assessment) -> Cell:
    return cell(
        Figure(row.measure.name, f"{row.measure.id}.name")
        if row.measure.name == row.measure.label
        else row.measure.name
    )


def _target(desk: Desk, _: str, row: Assessment) -> Cell:
    """Return the target as written."""
    if row.target is None or not row.target.text.strip():
        return cell("No target")
    words = row.target.text.strip()
    mark = (
        mark_of_words(words, desk.settings.disclosure.symbol)
        if row.target.value is None and not _is_state(words)
        else ""
    )
    bare = row.target.comparator or row.target.change is not None or not mark or mark in words
    return cell(Figure(words, f"{row.measure.id}.target"), *(() if bare else (f"\N{NO-BREAK SPACE}{mark}",)))


def _source(_: Desk, __: str, row: Assessment) -> Cell:
    return cell(row.measure.source or (row.now.source if row.now is not None else "") or "Not stated")


def _commentary(desk: Desk, key: str, row: Assessment) -> Cell:
    """Return the words of every snippet of commentary that speaks for the measure; their ids are the row's own, since
    one may stand in several.
    """
    own = block_id(key, row.measure.id)
    blocks: list[Paragraph | Item] = []
    for told in desk.told:
        if told.part == "commentary" and row.measure.id in told.measures:
            blocks += [
                replace(one, id=block_id(own, one.id), inlines=named_notes(one.inlines, own))
                for one in told.blocks
                if isinstance(one, Paragraph | Item)
            ]
    return Cell(tuple(blocks)) if blocks else cell(_NO_COMMENTARY)


def _said(words: Callable[[Assessment], str], otherwise: str) -> Callable[[Desk, str, Assessment], Cell]:
    return lambda _, __, row: cell(words(row) or otherwise)


_PLAIN: Final[Mapping[Shows, tuple[str, int, bool, Callable[[Desk, str, Assessment], Cell]]]] = {
    Shows.CODE: ("No.", 3, False, _said(lambda row: row.measure.code, "None")),
    Shows.MEASURE: ("Measure", 12, False, _measure),
    Shows.GROUP: ("Group", 4, False, _said(lambda row: row.measure.group, "None")),
    Shows.SUBGROUP: ("Sub-group", 4, False, _said(lambda row: row.measure.subgroup, "None")),
    Shows.TARGET: ("Target", 2, True, _target),
    Shows.RATING: ("Rating", 3, False, lambda _, __, row: cell(*rating(row)[:1])),
    Shows.DIRECTION: ("Direction", 4, False, lambda desk, _, row: cell(*direction(desk, row))),
    Shows.OWNER: ("Owner", 4, False, _said(lambda row: row.measure.owner, "Not stated")),
    Shows.SOURCE: ("Source", 3, False, _source),
    Shows.COMMENTARY: ("Commentary", 36, False, _commentary),
}
"""Heading, part of the width, whether it holds numbers, and how a measure fills it."""


def key_table(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return the key to the abbreviations that the template explains, and to the marks beside figures."""
    columns = (Column("Sign", 1), Column("Meaning", 5))
    symbol = desk.settings.disclosure.symbol
    signs = {
        **desk.template.keys,
        **{symbol if mark == "[c]" else mark: words.capitalize() for mark, words in EXPLAINED.items()},
    }
    key = block_id(spot.id, "key")
    rows = tuple(Row(block_id(key, sign), (cell(sign), cell(words))) for sign, words in signs.items())
    yield Table(key, (Text("Key to sources and marks"),), columns, rows, "Each abbreviation and mark with its meaning.")


def not_yet_collected(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return the measures without a figure in any period, each with the reason as written; a sentence where there is
    none.
    """
    options = options_of(desk, spot)
    rows = chosen(desk, spot, options) if options else ()
    missing = [row for row in rows if all(one.value is None for one in desk.scorecard.series(row.measure.id))]
    for row in missing:
        words = (row.now.text.strip() or row.now.reason) if row.now is not None else ""
        why = (Text(": "), Figure(words, f"{row.measure.id}.value")) if words else ()
        yield Item(block_id(spot.id, "not_yet", row.measure.id), (Text(_coded(row)), *why))
    if not missing:
        yield Paragraph(
            block_id(spot.id, "all_collected"), (Text("Every measure has a figure for at least one period."),)
        )


def changed_definitions(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return the measures whose series is broken, with the period from which it is and why; a sentence where there is
    none.
    """
    options = options_of(desk, spot)
    found = False
    for row in chosen(desk, spot, options) if options else ():
        for one in desk.scorecard.series(row.measure.id):
            if one.break_before:
                found = True
                words = f"{_coded(row)}: {one.break_before.rstrip('.')} (from {one.period.name})."
                yield Item(block_id(spot.id, "changed", row.measure.id, one.period.label), (Text(words),))
    if not found:
        yield Paragraph(block_id(spot.id, "none_changed"), (Text("No definition has changed over the periods shown."),))


def _coded(row: Assessment) -> str:
    return f"{row.measure.code}, {row.measure.name}" if row.measure.code else row.measure.name


def most_moved(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return the measures that moved most, by the change in percent of the earlier figure; a small number of cases is
    flagged.
    """
    options = options_of(desk, spot)
    moved = {
        name: fact.value for name in desk.assessed if (fact := desk.facts.get(f"{name}.change_percent")) and fact.value
    }
    rows = [row for row in (chosen(desk, spot, options) if options else ()) if row.measure.id in moved]
    rows.sort(key=lambda row: abs(moved[row.measure.id]), reverse=True)
    if not rows or options is None:
        yield Paragraph(block_id(spot.id, "none_moved"), (Text("No measure has two figures that can be compared."),))
        return
    key = block_id(spot.id, "moved")
    headings = (
        ("Measure", 7, False),
        ("Latest", 3, True),
        ("Earlier", 3, True),
        ("Change", 2, True),
        ("Direction", 3, False),
        ("Cases", 3, False),
    )
    columns = tuple(Column(heading, width, numeric) for heading, width, numeric in headings)
    made = tuple(_moved(desk, key, row) for row in rows[: options.rows])
    caption = (Text(f"What moved most, {desk.scorecard.period.name}"),)
    yield Table(
        key,
        caption,
        columns,
        made,
        f"The {len(made)} measures with the largest change in percent of the earlier figure.",
    )
    text = (
        f"Change in percent of the earlier figure. Few cases: fewer than {desk.settings.rating.small_denominator}, so "
        "that chance alone can move the figure."
    )
    yield Paragraph(block_id(key, "note"), (Text(text),), Role.NOTE)


def _moved(desk: Desk, key: str, row: Assessment) -> Row:
    name, facts = row.measure.id, desk.facts
    change = facts[f"{name}.change_percent"]
    sign = "+" if change.value is not None and change.value > 0 else "\N{MINUS SIGN}"
    pairs = ((row.now, f"{name}.value"), (row.earlier, f"{name}.previous"))
    seen = [
        (Figure(one.text.strip() or facts[fact].text, fact), f" ({one.period.label})")
        for one, fact in pairs
        if one is not None
    ]
    few = any(_few(desk, one) for one, _ in pairs)
    cells = (cell(_coded(row)), *(cell(*pair) for pair in seen), cell(sign, Figure(change.text, change.key)))
    return Row(
        block_id(key, name), (*cells, cell(figure(facts, f"{name}.direction")), cell("Few cases" if few else "Enough"))
    )


def _few(desk: Desk, one: Observation | None) -> bool:
    """Return whether a figure rests on few cases: its denominator, or the count itself."""
    if one is None or one.value is None:
        return False
    cases = (
        one.denominator
        if one.denominator is not None
        else one.value
        if one.numerator is None and "%" not in one.text
        else None
    )
    return cases is not None and abs(cases) < desk.settings.rating.small_denominator


PERIOD_TABLES: Final[Mapping[str, Callable[[Desk, Spot], Iterator[Block]]]] = {
    "period-table": period_table,
    "group-tables": group_tables,
    "key-table": key_table,
    "not-yet-collected": not_yet_collected,
    "changed-definitions": changed_definitions,
    "most-moved": most_moved,
}
"""The tables that a template arranges, by the name that it lists; the name behind a colon is that of its options."""
