"""What reading and examining one file may cost, counted in work done and never by the clock.

In: the name of a limit and how much of it is spent. Out: nothing, or `OverBudgetError`, which names the limit. A budget
belongs to one reading of one file.
"""

from __future__ import annotations

from typing import Final

from cabinetpaper import limits

MEANING: Final = {
    "CHECKED_STEPS": "steps to be looked through",
    "CHECKED_WORDS": "characters of words and names",
    "CHECKED_CODES": "characters in the tables of its fonts",
    "CHECKED_INSTRUCTIONS": "instructions that paint its pages",
    "CHECKED_CHAIN": "parts that rest on one another",
    "CHECKED_ELEMENTS": "elements and attributes",
    "CHECKED_LOOKS": "kinds of formatting",
}
"""Each limit as the end of a sentence: The file has more than 100 …"""


class OverBudgetError(Exception):
    """A file asks for more than a limit allows."""

    def __init__(self, limit: str) -> None:
        self.limit = limit
        super().__init__(f"The file has more than {getattr(limits, limit):,} {MEANING[limit]}")


class Budget:
    """What is left of each limit."""

    def __init__(self) -> None:
        self.left = {limit: int(getattr(limits, limit)) for limit in MEANING}

    def spend(self, limit: str, amount: int = 1) -> None:
        """Count work; raise `OverBudgetError` where it is more than the limit."""
        self.left[limit] -= amount
        if self.left[limit] < 0:
            raise OverBudgetError(limit)

    def words(self, text: str) -> str:
        """Count a text, and return it."""
        self.spend("CHECKED_WORDS", len(text))
        return text
