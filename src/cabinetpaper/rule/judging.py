"""What every rule judges with: the ratings, which way is good, how a target binds, and what a value is held against.

In: numbers, unrounded. Out: a `Rated`. What a rating means in words is a `Band`, which the paper prints.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum


class Polarity(Enum):
    """Which way is good; `NONE` for a measure that is only described."""

    HIGHER = "higher"
    LOWER = "lower"
    NONE = "none"

    @property
    def sign(self) -> int:
        """Return +1 where higher is better, -1 where lower is better, 0 otherwise."""
        return {"higher": 1, "lower": -1}.get(self.value, 0)


class Operator(Enum):
    """How a target binds; strict forms make equality a miss."""

    AT_LEAST = ">="
    AT_MOST = "<="
    OVER = ">"
    UNDER = "<"

    @property
    def strict(self) -> bool:
        """Return whether meeting the value exactly is a miss."""
        return self in {Operator.OVER, Operator.UNDER}


class Rag(Enum):
    """A rating; the word always stands with a shape, so that colour never carries it alone."""

    GREEN = "Green"
    AMBER = "Amber"
    RED = "Red"
    BLUE = "Blue"
    UNRATED = "Not rated"

    @property
    def shape(self) -> str:
        """Return the mark that goes before the word; all five are in Liberation Sans."""
        return {"Green": "●", "Amber": "▲", "Red": "■", "Blue": "◊", "Not rated": "○"}[self.value]

    @property
    def label(self) -> str:
        """Return shape and word, closed with a no-break space: the text of a rating in every output."""
        return f"{self.shape}\N{NO-BREAK SPACE}{self.value}"


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating, and for a measure without one the reason in words."""

    rag: Rag
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What a value is held against. `target` may be the lower end of a range whose upper end is `upper`, the budget, or
    the comparator's value; `year_ago` is the same period's value a year before; `stated` a rating that the data state
    in words. `tolerance` and `floor` are those of the rule.
    """

    target: Decimal | None = None
    upper: Decimal | None = None
    operator: Operator = Operator.AT_LEAST
    polarity: Polarity = Polarity.NONE
    year_ago: Decimal | None = None
    stated: str = ""
    tolerance: Decimal = Decimal(0)
    floor: Decimal | None = None

    @property
    def sign(self) -> int:
        """Return +1 where higher is better, else -1: by the measure's polarity, or by what the operator implies."""
        return self.polarity.sign or (-1 if self.operator in {Operator.AT_MOST, Operator.UNDER} else 1)

    def better(self, value: Decimal, other: Decimal | None) -> Decimal:
        """Return how far the value is on the good side of another: s(v - t)."""
        return self.sign * (value - (other or Decimal(0)))

    def met_by(self, value: Decimal) -> bool:
        """Return whether the value is at the target or better; a strict operator makes equality a miss."""
        distance = self.better(value, self.target)
        return distance > 0 or (distance == 0 and not self.operator.strict)


@dataclass(frozen=True, slots=True)
class Band:
    """What a rating means by a rule: `words` behind its colour in a sentence, `alone` where it stands by itself.

    `{by}` stands for the tolerance, `{own}` for the words that it is in the measure's own unit where that is not known,
    `{floor}` and `{lower}` for the floor as a phrase.
    """

    rag: Rag
    words: str
    alone: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """One way of rating: what each colour means, and how a value finds its own. `percent` says that the tolerance is
    in percent of the target, not in the measure's own unit; `aimless` that it needs no target; `missing` is the reason
    where it has none.
    """

    bands: tuple[Band, ...]
    rate: Callable[[Decimal, Yardstick], Rated]
    percent: bool = False
    aimless: bool = False
    missing: str = "no target"
