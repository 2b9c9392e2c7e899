"""The record of a decision, made from the paper that asked for it.

In: the [record] table of the paper's details, its snippets. Out: the blocks of the fields that regulation 12(2) of SI
2012/2089 asks for: the decision and its date, the reasons, the alternatives considered and rejected, conflicts of
interest and dispensations. Reasons and alternatives are the paper's own where the record gives no others; what was
resolved is never guessed from what was recommended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from cabinetpaper.compose.desk import Desk, Spot
from cabinetpaper.compose.details import Record
from cabinetpaper.compose.telling import told_blocks, worded
from cabinetpaper.paper import (
    Block,
    Gap,
    Paragraph,
    Recommendation,
    Recommendations,
    Text,
    block_id,
    recommendation_number,
)

_FIELDS: Final[Mapping[str, Callable[[Record], str]]] = {
    "reasons": lambda record: record.reasons,
    "options": lambda record: record.options,
    "conflicts": lambda record: record.conflicts,
    "dispensations": lambda record: record.dispensations,
}


def resolved(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return what was resolved, under the words that lead to it; a gap for each recommendation where nothing is
    recorded.
    """
    if spot.lead:
        yield Paragraph(block_id(spot.id, "lead"), (Text(spot.lead),))
    items = []
    for number, text in enumerate(desk.details.record.resolved, 1):
        identifier = block_id(spot.id, str(number))
        runs = [block.inlines for block in worded(desk, text, f"record.resolved, {number}", identifier)]
        items.append(Recommendation(identifier, tuple(inline for run in runs for inline in run)))
    for number in range(1, 1 + (0 if items else max(1, len(desk.details.recommendations)))):
        identifier = block_id(spot.id, str(number))
        desk.remedies[identifier] = "Under [record] write resolved = [“That …”]"
        asked = recommendation_number(desk.template.recommendation_numbering, number)
        items.append(Recommendation(identifier, (Gap(f"what was resolved on recommendation {asked}"),)))
    yield Recommendations(block_id(spot.id, "table"), tuple(items), "Decision")


def recorded(desk: Desk, spot: Spot) -> Iterator[Block]:
    """Return a field of the record: its own words, else what the paper says in the section of the same id, else a
    gap.
    """
    read = _FIELDS.get(spot.id)
    text = read(desk.details.record) if read else ""
    if text.strip():
        yield from worded(desk, text, f"record.{spot.id}", block_id(spot.id, "record"))
        return
    told = tuple(told_blocks(desk, spot, "body"))
    yield from told
    if not told:
        identifier = block_id(spot.id, "gap")
        desk.remedies[identifier] = (
            f"Under [record] write {spot.id} = “…”{f': {spot.guidance}' if spot.guidance else ''}"
        )
        yield Paragraph(identifier, (Gap(spot.wanted),))


RECORD: Final[Mapping[str, Callable[[Desk, Spot], Iterator[Block]]]] = {"resolved": resolved, "recorded": recorded}
"""The blocks of a record of decision, by the name that a template lists."""
