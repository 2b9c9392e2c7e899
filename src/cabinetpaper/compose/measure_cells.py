"""What stands in the cells of tables of measures: figures, targets, ratings and directions that know their facts.

In: the facts and what is judged of a measure. Out: words and inlines, never none.
"""

from __future__ import annotations

from typing import Final

from cabinetpaper.compose.desk import Desk
from cabinetpaper.compose.prose import Words, figure, lower_first
from cabinetpaper.compose.shorthand import behind, mark_of_target, marked
from cabinetpaper.measure import Direction, Measure, Operator, Target
from cabinetpaper.paper import Figure, Rating, Text
from cabinetpaper.rule import Rag
from cabinetpaper.scorecard import Assessment, slug
from cabinetpaper.unit import UnitKind

Cells = tuple[Words, ...]


def name_of(measure: Measure) -> str:
    """Return the measure's name for a table, with the base of a rate, which its figures do not print."""
    base = measure.unit.base if measure.unit.kind is UnitKind.RATE else ""
    return f"{measure.label}, {base}" if base else measure.label


def as_fact(measure: Measure, name: str) -> Figure | Text:
    """Return a name of the measure, as the fact that it is where it is the label and nothing else."""
    return Figure(name, f"{measure.id}.name") if name == measure.label else Text(name)


def coded_name(measure: Measure) -> str:
    """Return the measure's full name behind its code, where it has one: `CP7, Visits on time`."""
    return f"{measure.code}, {measure.name}" if measure.code else measure.name


def value(desk: Desk, row: Assessment) -> Cells:
    """Return the latest figure with its marks, or the reason as written why there is none."""
    return marked(desk, row.now, figure(desk.facts, f"{row.measure.id}.value", "No figure"))


def dated_value(desk: Desk, row: Assessment) -> Cells:
    """Return the latest figure, with its period in brackets where that is not the paper's own."""
    if row.now is not None and row.now.period == desk.scorecard.period:
        return value(desk, row)
    return (*value(desk, row), " (", figure(desk.facts, f"{row.measure.id}.period", "no period"), ")")


_BINDING: Final = {Operator.OVER: "over ", Operator.UNDER: "under "}


def target(desk: Desk, aimed: Target | None) -> Cells:
    """Return the target in force and the period by which it is aimed for, or “No target”; words in its place keep their
    mark.
    """
    if aimed is None:
        return ("No target",)
    printed: Cells = (figure(desk.facts, f"{aimed.measure}.target", aimed.text),)
    mark = mark_of_target(desk, aimed)
    if mark and mark not in aimed.text:
        printed += (behind(mark),)
    if aimed.value is not None and aimed.operator in _BINDING:
        printed = (_BINDING[aimed.operator], *printed)
    if aimed.period is not None:
        printed += (f" {'for' if aimed.annual else 'by'} {aimed.period.label}",)
    return printed


_SAID_BY_THE_ROW: Final = frozenset({"", "no target", "no figure"})


def rating(row: Assessment) -> Cells:
    """Return the rating as a chip that knows its fact; a measure without one says why, unless its row says so
    already.
    """
    chip, reason = Rating(row.rag, f"{row.measure.id}.rating"), row.rated.reason
    if not row.has_figure or reason in _SAID_BY_THE_ROW or reason.startswith("target "):
        return (chip,)
    return (chip, f" ({reason})")


def year_end(desk: Desk, row: Assessment) -> Cells:
    """Return the figure at year end with its rating, or that there is none."""
    key = f"{row.measure.id}.year_end"
    fact = desk.facts.get(key)
    if fact is None or fact.missing:
        return ("Not projected",)
    rag = Rag(desk.facts[f"{key}.rating"].text)
    return (Figure(fact.text, key), *(() if rag is Rag.UNRATED else (" ", Rating(rag, f"{key}.rating"))))


def direction(desk: Desk, row: Assessment) -> Cells:
    """Return the direction of travel in words, with the earlier figure and its period, or why there is none; and that
    over the year, where the council compares with both.
    """
    key, facts = row.measure.id, desk.facts
    printed: Cells = (figure(facts, f"{key}.direction", row.direction.value),)
    if row.direction is Direction.NOT_COMPARABLE:
        why = desk.scorecard.last_break(key)
        printed += (f": {lower_first(why)}",) if why else ()
    elif row.direction is not Direction.UNKNOWN and row.earlier is not None:
        printed += (" from ", figure(facts, f"{key}.previous"), " (", figure(facts, f"{key}.previous_period"), ")")
    if row.year_ago is None:
        return printed
    printed += ("; over the year, ", Figure(lower_first(row.over_the_year.value), f"{key}.year_ago.direction"))
    if row.over_the_year is Direction.NOT_COMPARABLE:
        return printed
    return (*printed, " from ", figure(facts, f"{key}.year_ago"), f" ({row.year_ago.period.label})")


def comparators(desk: Desk, row: Assessment) -> Cells:
    """Return each comparator with its figure, or “No comparator”."""
    found: list[Words] = []
    for other in row.comparators:
        key = f"{row.measure.id}.comparator.{slug(other.name)}"
        found += ["; " if found else "", f"{other.name}: ", figure(desk.facts, key, other.text)]
    return tuple(found) or ("No comparator",)
