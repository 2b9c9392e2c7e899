"""The rules that rated the measures, as the paper prints them.

In: the council's rule and the rules of single measures. Out: the house rule colour by colour, each other rule in a line
with the measures it rates, and what the direction of travel compares with.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.compose.desk import Desk, Spot
from cabinetpaper.measure import Measure, Rag
from cabinetpaper.paper import Block, Item, Paragraph, Rating, Text, block_id
from cabinetpaper.rule import Compared, Family, Rule
from cabinetpaper.scorecard.rating import rule_of
from cabinetpaper.unit import decimals_of

_UNRATED: Final = (
    ": there is no target, the target is for the whole year and the figure is not, or there is no figure; the table "
    "says which."
)

_TRAVEL: Final = {
    Compared.PREVIOUS: "The direction of travel compares the latest figure with the one before it, and a figure for "
    "the year to date with that of the same "
    "period last year",
    Compared.YEAR_AGO: "The direction of travel compares the latest figure with that of the same period last year",
    Compared.BOTH: "The direction of travel compares the latest figure with the one before it and with that of the "
    "same period last year; a figure for the "
    "year to date with last year’s alone",
}


def rating_rule(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return the rule that rates the measures, those of measures with a rule of their own, and how directions are
    found.
    """
    house = Rule(desk.scorecard.family, desk.scorecard.tolerance)
    lead = (
        "A measure is rated on its latest figure, unrounded, against the target in force. “Better” follows the "
        "measure: for some, higher is better, "
        "for others lower."
    )
    yield Paragraph(block_id(spot.id, "lead"), (Text(lead),))
    for rag, words in _bands(house):
        yield Item(block_id(spot.id, rag.name.lower()), (Rating(rag), Text(f": {words}.")))
    yield Item(block_id(spot.id, "unrated"), (Rating(Rag.UNRATED), Text(_UNRATED)))
    others: dict[str, list[str]] = {}
    for measure in desk.scorecard.measures:
        words = _in_a_line(measure, rule_of(measure, desk.scorecard.family, desk.scorecard.tolerance))
        if words != _in_a_line(measure, house):
            others.setdefault(words, []).append(measure.label)
    if others:
        yield Paragraph(block_id(spot.id, "others"), (Text("These measures have a rule of their own:"),))
        for number, (words, names) in enumerate(others.items(), 1):
            yield Item(block_id(spot.id, "other", str(number)), (Text(f"{'; '.join(names)}: {words}."),))
    travel = (
        f"{_TRAVEL[desk.scorecard.compared]}. Improving or worsening says whether the change is for the better; over "
        "a break in a series nothing is compared."
    )
    yield Paragraph(block_id(spot.id, "travel"), (Text(travel),))


def _bands(rule: Rule) -> tuple[tuple[Rag, str], ...]:
    """Return the colours of a rule with what each means."""
    size = _number(rule)
    if rule.family in {Family.RELATIVE, Family.COMPARATOR}:
        aim = "target" if rule.family is Family.RELATIVE else "comparator"
        return (
            (Rag.GREEN, f"the figure is at its {aim} or better"),
            (Rag.AMBER, f"the figure misses its {aim} by no more than {size}% of the {aim}"),
            (Rag.RED, f"the figure misses its {aim} by more than {size}% of the {aim}"),
        )
    named = {rag.value.lower(): rag for rag in Rag}
    parts = (part.partition(" ") for part in rule.words.split(", "))
    return tuple((named[colour], words) for colour, _, words in parts if colour in named)


def _in_a_line(measure: Measure, rule: Rule) -> str:
    """Return the rule in a line, with the measure's own floor and unit."""
    words = rule.words
    if rule.floor is not None and rule.family in {Family.FLOOR, Family.BOUNDARIES}:
        floor = measure.unit.figure(rule.floor, decimals_of(rule.floor))
        words = words.replace("the floor", f"the floor of {floor}").replace("the lower", f"the lower, {floor}")
    if rule.family in {Family.ABSOLUTE, Family.RANGE}:
        by = measure.unit.difference(rule.tolerance, decimals_of(rule.tolerance))
        words = words.replace(f"within {_number(rule)} of it in the measure’s own unit", f"within {by} of it").replace(
            f"within {_number(rule)} of it", f"within {by} of it"
        )
    return words


def _number(rule: Rule) -> str:
    return f"{rule.tolerance.normalize():f}"
