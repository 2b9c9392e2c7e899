"""Say where printed figures may not sum (domain 2.6).

In: lines of money as printed. Out: the note that a table needs where its sums come out only within rounding. Sums that
do not come out at all are findings of the data, and the note is no excuse for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from cabinetpaper.paper import Paragraph, Role, Text, block_id
from cabinetpaper.scorecard.finance import BudgetLine, SavingLine, added_up

_WORDS = "Figures may not sum due to rounding."


def budget_note(key: str, lines: Sequence[BudgetLine]) -> Iterator[Paragraph]:
    """Return the note where a variance, a movement or a total differs from what the printed figures give."""
    if any(printed != given for printed, given in _budget_sums(lines)):
        yield _note(key)


def _budget_sums(lines: Sequence[BudgetLine]) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield every printed result beside what the figures beside or above it give."""
    for line in lines:
        if line.variance is not None:
            yield line.variance, (line.budget - line.forecast if line.income else line.forecast - line.budget)
            if line.movement is not None and line.before is not None:
                yield line.movement, line.variance - line.before
    rows = [line for line in lines if not line.total]
    for total in (line for line in lines if line.total):
        for name in ("budget", "forecast", "variance", "before", "movement"):
            parts: list[Decimal | None] = [getattr(line, name) for line in rows]
            printed: Decimal | None = getattr(total, name)
            known = [part for part in parts if part is not None]
            if printed is not None and known and len(known) == len(parts):
                yield printed, sum(known, Decimal(0))


def savings_note(key: str, lines: Sequence[SavingLine]) -> Iterator[Paragraph]:
    """Return the note where a subtotal or a total differs from what its lines give."""
    for line, parts in added_up(lines):
        if parts and any(
            printed != sum((dict(part.years).get(year, Decimal(0)) for part in parts), Decimal(0))
            for year, printed in line.years
        ):
            yield _note(key)
            return


def _note(key: str) -> Paragraph:
    return Paragraph(block_id(key, "rounding"), (Text(_WORDS),), Role.NOTE)
