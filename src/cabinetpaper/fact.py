"""A printed figure and where it comes from.

In: values that `scorecard` observed or computed. Out: `Fact`, which snippets print and compare but never do sums with.
A computed fact names the facts it was made from and the sum in words, so that `trace` can show both.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from cabinetpaper.finding import Place
from cabinetpaper.measure import Polarity
from cabinetpaper.period import Period
from cabinetpaper.unit import Unit


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a paper may print, with its provenance.

    `key` names it for ever (`cic_rate.value`); `text` is what it prints; `value` is unrounded and only for comparing;
    `sources` are the cells it was read from; `parts` the keys it was computed from and `sum` how, in words
    (`98.3 - 96.1`). `missing` says why there is no value; such a fact prints its reason as written.
    """

    key: str
    text: str
    value: Decimal | None = None
    decimals: int = 0
    unit: Unit | None = None
    polarity: Polarity = Polarity.NONE
    period: Period | None = None
    sources: tuple[Place, ...] = ()
    parts: tuple[str, ...] = ()
    sum: str = ""
    missing: bool = False
    qualifier: str = ""

    def __str__(self) -> str:
        """Return what the fact prints."""
        return self.text
