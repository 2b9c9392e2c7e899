"""What stands in the cells of tables of measures: figures, targets, ratings and directions as inlines that know their
facts.

In: the facts and what is judged of a measure. Out: inlines and cells, none of them ever empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cabinetpaper.compose.desk import Desk
from cabinetpaper.compose.marks import mark_of_words, marked
from cabinetpaper.fact import Fact
from cabinetpaper.measure import Direction, Measure, Operator, Rag, Target
from cabinetpaper.paper import Cell, Figure, Inline, Paragraph, Rating, Text
from cabinetpaper.scorecard import Assessment, year_end
from cabinetpaper.unit import UnitKind

Facts = Mapping[str, Fact]


def cell(*inlines: Inline | str) -> Cell:
    """Return a cell of one paragraph."""
    return Cell((Paragraph("", tuple(Text(one) if isinstance(one, str) else one for one in inlines)),))


def prose_cell(identifier: str, *inlines: Inline | str) -> Cell:
    """Return a cell whose words an editor may change, so that its paragraph has an id."""
    return Cell((Paragraph(identifier, tuple(Text(one) if isinstance(one, str) else one for one in inlines)),))


def figure(facts: Facts, key: str, otherwise: str = "") -> Figure | Text:
    """Return the printed fact of that key, or words where there is none."""
    fact = facts.get(key)
    return Text(otherwise) if fact is None else Figure(fact.text, key)


def named(measure: Measure) -> str:
    """Return the measure's name for a table, with the base of a rate, which its figures do not print."""
    base = measure.unit.base if measure.unit.kind is UnitKind.RATE else ""
    return f"{measure.label}, {base}" if base else measure.label


def value(desk: Desk, one: Assessment) -> tuple[Inline, ...]:
    """Return the latest figure with its marks, or the reason as written why there is none."""
    return marked(desk, one.now, figure(desk.facts, f"{one.measure.id}.value", "No figure"))


def with_period(desk: Desk, one: Assessment) -> tuple[Inline, ...]:
    """Return the latest figure and its period in brackets."""
    return (*value(desk, one), Text(" ("), figure(desk.facts, f"{one.measure.id}.period", "no period"), Text(")"))


_BINDING: Final = {Operator.OVER: "over ", Operator.UNDER: "under "}


def target(desk: Desk, aimed: Target | None) -> tuple[Inline, ...]:
    """Return the target in force and the period by which it is aimed for, or “No target”; words in its place keep their
    mark.
    """
    if aimed is None:
        return (Text("No target"),)
    printed: tuple[Inline, ...] = (figure(desk.facts, f"{aimed.measure}.target", aimed.text),)
    if aimed.value is None and not aimed.comparator and aimed.change is None:
        mark = mark_of_words(aimed.text, desk.settings.disclosure.symbol)
        printed += (Text(f"\N{NO-BREAK SPACE}{mark}"),) if mark not in aimed.text else ()
    if aimed.value is not None and aimed.operator in _BINDING:
        printed = (Text(_BINDING[aimed.operator]), *printed)
    if aimed.period is not None:
        printed += (Text(f" {'for' if aimed.annual else 'by'} {aimed.period.label}"),)
    return printed


_SAID_BY_THE_ROW: Final = frozenset({"no target", "no figure"})


def rating(assessed: Assessment) -> tuple[Inline, ...]:
    """Return the rating as a chip that knows its fact; a measure without one says why, unless its row says so
    already.
    """
    chip = Rating(assessed.rag, f"{assessed.measure.id}.rating")
    reason = assessed.rated.reason
    told = (
        assessed.now is None or assessed.now.value is None or reason in _SAID_BY_THE_ROW or reason.startswith("target ")
    )
    return (chip,) if told or not reason else (chip, Text(f" ({reason})"))


def year_end_cell(desk: Desk, assessed: Assessment) -> tuple[Inline, ...]:
    """Return the figure at year end with its rating, or that there is none."""
    key = f"{assessed.measure.id}.year_end"
    fact, found = desk.facts.get(key), year_end(desk.scorecard, assessed)
    if fact is None or fact.missing or found is None:
        return (Text("Not projected"),)
    printed: tuple[Inline, ...] = (Figure(fact.text, key),)
    return (
        printed if found.rated.rag is Rag.UNRATED else (*printed, Text(" "), Rating(found.rated.rag, f"{key}.rating"))
    )


def direction(desk: Desk, assessed: Assessment) -> tuple[Inline, ...]:
    """Return the direction of travel in words, with the earlier figure and its period, or why there is none; and that
    over the year, where the council compares with both.
    """
    key = assessed.measure.id
    word = figure(desk.facts, f"{key}.direction", assessed.direction.value)
    printed: tuple[Inline, ...] = (word,)
    if assessed.direction is Direction.NOT_COMPARABLE:
        why = desk.scorecard.last_break(key)
        printed += (Text(f": {why[:1].lower()}{why[1:]}"),) if why else ()
    elif assessed.direction is not Direction.UNKNOWN and assessed.earlier is not None:
        printed += (
            Text(" from "),
            figure(desk.facts, f"{key}.previous"),
            Text(" ("),
            figure(desk.facts, f"{key}.previous_period"),
            Text(")"),
        )
    if assessed.year_ago is None:
        return printed
    over = assessed.over_the_year.value
    printed += (Text("; over the year, "), Figure(over[:1].lower() + over[1:], f"{key}.year_ago.direction"))
    if assessed.over_the_year is Direction.NOT_COMPARABLE:
        return printed
    return (
        *printed,
        Text(" from "),
        figure(desk.facts, f"{key}.year_ago"),
        Text(f" ({assessed.year_ago.period.label})"),
    )
