"""Turn an edition of a paper's record of decision into one that stands without the paper.

In: the record as composed, and the edition of the paper that it records. Out: the record, its references to paragraphs
of the paper in words, and its name that of a record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from cabinetpaper.paper import Inline, Reference, Text, joined, map_blocks, map_inlines, numbers

if TYPE_CHECKING:
    from cabinetpaper.paper import Edition

RECORD: Final = "decision-record"
"""The kind of paper that records a decision."""


def as_record(record: Edition, paper: Edition) -> Edition:
    """Return the record with the paper's numbers where its words refer to what the record does not hold."""
    own, held = numbers(record.paper), numbers(paper.paper)

    def change(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return joined(tuple(_resolved(one, own, held) for one in inlines))

    made = map_blocks(record.paper, lambda _, block: map_inlines(block, change))
    return replace(record, paper=made, variant="record-exempt" if record.variant else "record")


def _resolved(inline: Inline, own: Mapping[str, str], held: Mapping[str, str]) -> Inline:
    if isinstance(inline, Reference) and inline.target not in own and inline.target in held:
        return Text(f"{held[inline.target].rstrip('.')} of the report")
    return inline
