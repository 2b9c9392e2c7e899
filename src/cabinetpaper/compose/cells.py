"""What stands in the cells of tables of measures: figures, targets, ratings and directions as inlines that know their facts.

In: the facts and what is judged of a measure. Out: inlines and cells, none of them ever empty.
"""

from __future__ import annotations

from collections.abc import Mapping

from cabinetpaper.fact import Fact
from cabinetpaper.measure import Direction, Measure, Operator, Target
from cabinetpaper.paper import Cell, Figure, Inline, Paragraph, Rating, Text
from cabinetpaper.scorecard import Assessment
from cabinetpaper.unit import UnitKind

__all__ = ["cell", "direction", "figure", "named", "prose_cell", "rating", "target", "value", "with_period"]

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


def value(facts: Facts, measure: Measure) -> tuple[Inline, ...]:
    """Return the latest figure, or the reason as written why there is none."""
    return (figure(facts, f"{measure.id}.value", "No figure"),)


def with_period(facts: Facts, measure: Measure) -> tuple[Inline, ...]:
    """Return the latest figure and its period in brackets."""
    return (*value(facts, measure), Text(" ("), figure(facts, f"{measure.id}.period", "no period"), Text(")"))


_BINDING = {Operator.OVER: "over ", Operator.UNDER: "under "}


def target(facts: Facts, aimed: Target | None) -> tuple[Inline, ...]:
    """Return the target in force and the period by which it is aimed for, or “No target”."""
    if aimed is None:
        return (Text("No target"),)
    printed: tuple[Inline, ...] = (figure(facts, f"{aimed.measure}.target", aimed.text),)
    if aimed.value is not None and aimed.operator in _BINDING:
        printed = (Text(_BINDING[aimed.operator]), *printed)
    if aimed.period is not None:
        printed += (Text(f" {'for' if aimed.annual else 'by'} {aimed.period.label}"),)
    return printed


def rating(assessed: Assessment) -> Rating:
    """Return the rating as a chip that knows its fact."""
    return Rating(assessed.rag, f"{assessed.measure.id}.rating")


def direction(facts: Facts, assessed: Assessment) -> tuple[Inline, ...]:
    """Return the direction of travel in words, with the earlier figure and its period, or why there is none."""
    key = assessed.measure.id
    word = figure(facts, f"{key}.direction", assessed.direction.value)
    if assessed.direction is Direction.NOT_COMPARABLE and assessed.now is not None:
        return (word, Text(f": {assessed.now.break_before[:1].lower()}{assessed.now.break_before[1:]}"))
    if assessed.direction is Direction.UNKNOWN or assessed.earlier is None:
        return (word,)
    return (word, Text(" from "), figure(facts, f"{key}.previous"), Text(" ("), figure(facts, f"{key}.previous_period"), Text(")"))
