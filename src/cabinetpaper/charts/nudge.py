"""Move labels apart along one direction.

In: where each label would like to stand and how much room it needs. Out: where it stands, so that none overlap and each
moves as little as it can.
"""

from __future__ import annotations

from collections.abc import Sequence


def nudged(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> tuple[float, ...]:
    """Return a centre for each label between `low` and `high`, in the order of the wanted ones and at least their sizes
    apart.

    Labels that would overlap form a group, which stands round the mean of what its members want (least squares); groups
    that then meet become one. If the sizes together exceed the room, the labels start at `low` and run over `high`.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    groups: list[list[int]] = []
    for index in order:
        groups.append([index])
        while len(groups) > 1 and _end(groups[-2], wanted, sizes, low, high) > _start(
            groups[-1], wanted, sizes, low, high
        ):
            groups[-2:] = [groups[-2] + groups[-1]]
    centres = [0.0] * len(wanted)
    for group in groups:
        top = _start(group, wanted, sizes, low, high)
        for index in group:
            centres[index] = top + sizes[index] / 2
            top += sizes[index]
    return tuple(centres)


def _start(group: Sequence[int], wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> float:
    before, total = 0.0, 0.0
    for index in group:
        total += wanted[index] - before - sizes[index] / 2
        before += sizes[index]
    return max(low, min(total / len(group), high - before))


def _end(group: Sequence[int], wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> float:
    return _start(group, wanted, sizes, low, high) + sum(sizes[index] for index in group)
