"""The rules that rated the measures, as the paper prints them.

In: the council's rule and the rules of single measures. Out: the house rule colour by colour, each other rule in a line
with the measures it rates, and what the direction of travel compares with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cabinetpaper.compose.desk import Desk, Made, Spot
from cabinetpaper.compose.prose import inlines, paragraph
from cabinetpaper.paper import Item, Rating
from cabinetpaper.rule import Rag, Rule
from cabinetpaper.scorecard.rating import rule_of

_LEAD = (
    "A measure is rated on its latest figure, unrounded, against the target in force. “Better” follows the measure: "
    "for some, higher is better, for others lower."
)
_UNRATED = (
    ": there is no target, the target is for the whole year and the figure is not, or there is no figure; the table "
    "says which."
)


def rating_rule(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return the rule that rates the measures, those of measures with a rule of their own, and how directions are
    found.
    """
    card = desk.scorecard
    yield paragraph(spot.key("lead"), _LEAD)
    for band in Rule(card.family, card.tolerance).bands:
        yield Item(spot.key(band.rag.name.lower()), inlines(Rating(band.rag), f": {band.alone}."))
    yield Item(spot.key("unrated"), inlines(Rating(Rag.UNRATED), _UNRATED))
    others: dict[str, list[str]] = {}
    for measure in card.measures:
        own = rule_of(measure, card.family, card.tolerance)
        house = rule_of(replace(measure, family=None, tolerance=None, floor=None), card.family, card.tolerance)
        if own.sentence != house.sentence:
            others.setdefault(own.sentence, []).append(measure.label)
    if others:
        yield paragraph(spot.key("others"), "These measures have a rule of their own:")
        for number, (words, names) in enumerate(others.items(), 1):
            yield Item(spot.key("other", str(number)), inlines(f"{'; '.join(names)}: {words}."))
    yield paragraph(
        spot.key("travel"),
        f"{card.compared.words}. Improving or worsening says whether the change is for the better; over a break in a "
        "series nothing is compared.",
    )
