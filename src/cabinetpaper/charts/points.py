"""What the kinds of chart share about their points.

In: series and points. Out: their values, the order of their labels, the words over an axis.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from cabinetpaper.paper.model import Point, Series
from cabinetpaper.wording import capital


def value_of(point: Point) -> Decimal | None:
    """Return the value of a point, or None where there is none that can stand on an axis."""
    return point.value if point.value is not None and point.value.is_finite() else None


def drawable(point: Point) -> bool:
    """Return whether the point has a value."""
    return value_of(point) is not None


def axis_labels(series: Iterable[Series]) -> tuple[str, ...]:
    """Return the labels of all points in their common order: a label that one series adds follows its predecessor
    there.

    A series of one point that names no shared label (a level target) adds none, unless nothing else does.
    """
    order: list[str] = []
    alone: list[str] = []
    for one in series:
        labels = [point.label for point in one.points]
        if len(labels) == 1 and labels[0] not in order:
            alone.append(labels[0])
            continue
        place = -1
        for label in labels:
            if label in order:
                place = order.index(label)
            else:
                place += 1
                order.insert(place, label)
    return tuple(order or alone[:1])


def heading_of(unit: str) -> str:
    """Return the words over an axis; percent stand at the ticks instead."""
    return "" if unit == "%" else capital(unit)
