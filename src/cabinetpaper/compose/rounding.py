"""Say where printed figures may not sum (domain 2.6).

In: lines of money as printed. Out: the note that a table needs where its sums come out only within rounding. Sums that
do not come out at all are findings of the data, and the note is no excuse for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cabinetpaper.paper import Paragraph, Role, Text, block_id
from cabinetpaper.scorecard.finance import Sum


def rounding_note(key: str, sums: Iterable[Sum]) -> Iterator[Paragraph]:
    """Return the note where a printed result differs from what the printed figures give."""
    if any(result.is_rounded for result in sums):
        yield Paragraph(block_id(key, "rounding"), (Text("Figures may not sum due to rounding."),), Role.NOTE)
