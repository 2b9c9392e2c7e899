"""What it costs to add one more of a kind to the program, tried on a copy of it.

In: nothing. Out: the `ADDITIONS` that docs/contributing.md describes, as whole as if they were meant.
"""

from __future__ import annotations

from additions.addition import Addition, Change, added
from additions.block_kind import BLOCK_KIND
from additions.others import CHART_KIND, CHECK, RATING_FAMILY, VERB

__all__ = ["ADDITIONS", "Addition", "Change", "added"]

ADDITIONS = (BLOCK_KIND, CHECK, RATING_FAMILY, VERB, CHART_KIND)
