"""The record of a decision, made from the paper that asked for it.

In: the [record] table of the paper's details, its snippets. Out: the blocks of the fields that regulation 12(2) of SI
2012/2089 asks for: the decision and its date, the reasons, the alternatives considered and rejected, conflicts of
interest and dispensations. Reasons and alternatives are the paper's own where the record gives no others; what was
resolved is never guessed from what was recommended.
"""

from __future__ import annotations

from collections.abc import Iterator

from cabinetpaper.compose.desk import Desk, Made, Remedy, Spot
from cabinetpaper.compose.form import lead
from cabinetpaper.compose.prose import paragraph
from cabinetpaper.compose.snippets import entry_blocks, snippet_blocks
from cabinetpaper.paper import Gap, Recommendation, Recommendations, recommendation_number


def resolved(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return what was resolved, under the words that lead to it; a gap for each recommendation where nothing is
    recorded.
    """
    yield from lead(spot)
    items = []
    for number in range(1, len(desk.details.record.resolved) + 1):
        identifier = spot.key(str(number))
        blocks, findings = entry_blocks(
            desk, ("record", "resolved", number - 1), f"record.resolved, {number}", identifier
        )
        yield from findings
        items.append(Recommendation(identifier, tuple(inline for block in blocks for inline in block.inlines)))
    if not items:
        for number in range(1, 1 + max(1, len(desk.details.recommendations))):
            identifier = spot.key(str(number))
            asked = recommendation_number(desk.template.recommendation_numbering, number)
            items.append(Recommendation(identifier, (Gap(f"what was resolved on recommendation {asked}"),)))
            yield Remedy(identifier, "Under [record] write resolved = [“That …”]")
    yield Recommendations(spot.key("table"), tuple(items), "Decision")


def recorded(desk: Desk, spot: Spot) -> Iterator[Made]:
    """Return a field of the record: its own words, else what the paper says in the section of the same id, else a
    gap.
    """
    fields = ("reasons", "options", "conflicts", "dispensations")
    if spot.id in fields and getattr(desk.details.record, spot.id).strip():
        blocks, findings = entry_blocks(desk, ("record", spot.id), f"record.{spot.id}", spot.key("record"))
        yield from findings
        yield from blocks
        return
    said = tuple(snippet_blocks(desk, spot, "body"))
    yield from said
    if not said:
        yield Remedy(spot.key("gap"), f"Under [record] write {spot.id} = “…”{spot.guidance}")
        yield paragraph(spot.key("gap"), Gap(spot.name))
