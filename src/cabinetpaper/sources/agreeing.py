"""See that what stands in two sources stands there alike.

In: observations, targets or comparators of every source, in their order. Out: each once, and a finding where two
sources differ.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Final, TypeVar

from cabinetpaper.finding import Finding
from cabinetpaper.measure import Comparator, Target
from cabinetpaper.scorecard import Observation
from cabinetpaper.written import parse_cell

CODES: Final[dict[str, str]] = {
    "DATA-TWO-VALUES": "Two sources say different things of one measure and period, target or comparator. Correct one "
    "of them, or take it out of one source."
}

T = TypeVar("T", Observation, Target, Comparator)


def agreed(found: Iterable[T], key: Callable[[T], Hashable]) -> tuple[tuple[T, ...], list[Finding]]:
    """Return the first of those with one key, and a finding for each that says something else."""
    kept: dict[Hashable, T] = {}
    findings: list[Finding] = []
    for entry in found:
        first = kept.setdefault(key(entry), entry)
        if first is not entry and not same_figure(_words(first), _words(entry)):
            message = f"{entry.measure}, {_what(entry)}: {_words(entry)} here and {_words(first)} in {first.place}"
            remedy = "Correct one of the two; the first is used."
            findings.append(Finding.error("DATA-TWO-VALUES", message, remedy, entry.place))
    return tuple(kept.values()), findings


def same_figure(text: str, other: str) -> bool:
    """Return whether two cells say the same: as text, or as the same number with the same precision."""
    if text.split() == other.split():
        return True
    read, against = (
        (cell.value, cell.decimals, cell.numerator, cell.qualifier) for cell in (parse_cell(text), parse_cell(other))
    )
    return read == against and read[0] is not None


def _what(entry: Observation | Target | Comparator) -> str:
    """Return what a cell is of its measure: the figure of a period, the target, or somebody else's figure."""
    if isinstance(entry, Comparator):
        return entry.name
    return str(entry.period) if isinstance(entry, Observation) else "target"


def _words(entry: Observation | Target | Comparator) -> str:
    """Return a cell as written, or the reason that stands for it."""
    reason = entry.reason if isinstance(entry, Observation) else ""
    return entry.text or reason or "nothing"
