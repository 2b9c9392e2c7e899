"""The plane of a page: where outlines lie, and which colour the ground has at a point.

In: outlines in the measures of the page, and the colours that fill them. Out: the colour under a point, or None where
it cannot be told. Angles are those of the page: a rectangle that lies askew counts as the upright one round it where it
fills that.
"""

from __future__ import annotations

from typing import Final

from cabinetpaper.conformance.budget import Budget

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

UNIT: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
EVERYWHERE: Final[Box] = (-1e9, -1e9, 1e9, 1e9)
_WHITE: Final = "#FFFFFF"
_NEARLY: Final = 0.85
_THIN: Final = 1.5
_FRAME: Final = 0.6
_PIECES: Final = 50
_COMPARING: Final = 10
"""How many looks the comparison of two boxes counts for."""
_BOXES: Final = 5
"""How many boxes are looked at in one step."""
_KEPT: Final = 3_000_000
"""The steps that are kept for the rules: what is left of the grounds of words is then not told."""


def times(one: Matrix, other: Matrix) -> Matrix:
    """Return the matrix that does `one` and then `other`."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return where a matrix puts a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


class Outline:
    """An outline under construction, in the measures of the page: its pieces, each a list of points."""

    def __init__(self) -> None:
        self.pieces: list[list[tuple[float, float]]] = []

    def rectangle(self, matrix: Matrix, x: float, y: float, width: float, height: float) -> None:
        """Add a rectangle."""
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self.pieces.append([moved(matrix, *corner) for corner in corners])

    def start(self, point: tuple[float, float]) -> None:
        """Begin a piece."""
        self.pieces.append([point])

    def point(self, point: tuple[float, float]) -> None:
        """Go on to a point."""
        if self.pieces:
            self.pieces[-1].append(point)

    def within(self, clip: Box) -> Box:
        """Return the box round all pieces, as far as it lies within another."""
        points = [point for piece in self.pieces for point in piece]
        return _met(_box(points), clip) if points else clip


class Plane:
    """What was painted on a page so far, last on top."""

    def __init__(self, budget: Budget) -> None:
        self.grounds: list[tuple[Box, str | None]] = []
        self.budget = budget

    def fill(self, outline: Outline, clip: Box, ink: str | None) -> None:
        """Fill each piece of an outline; where one is far from filling its box, or has others within, the ground there
        is not told. A frame so thin that no words stand on it is passed over.
        """
        if len(outline.pieces) > _PIECES or not self._may_look(_COMPARING * len(outline.pieces) ** 2):
            self._add(outline.within(clip), None)
            return
        boxes = [_box(piece) for piece in outline.pieces]
        for piece, box in zip(outline.pieces, boxes, strict=True):
            if any(_inside(box, other) for other in boxes):
                continue
            within = max((_size(other) for other in boxes if _inside(other, box)), default=0.0)
            if not within:
                self._add(_met(box, clip), ink if _area(piece) >= _NEARLY * _size(box) else None)
            elif within < _FRAME * _size(box):
                self._add(_met(box, clip), None)

    def _may_look(self, boxes: int) -> bool:
        """Return whether so many boxes may still be looked at in this file."""
        left = self.budget.left["CHECKED_STEPS"] - _KEPT - boxes // _BOXES
        if left >= 0:
            self.budget.spend("CHECKED_STEPS", boxes // _BOXES)
        return left >= 0

    def cover(self, box: Box) -> None:
        """Put something of many colours over a box."""
        self._add(box, None)

    def _add(self, box: Box, ink: str | None) -> None:
        if box[2] - box[0] > _THIN and box[3] - box[1] > _THIN:
            self.grounds.append((box, ink))

    def ground(self, point: tuple[float, float]) -> str | None:
        """Return the colour under a point, or None where it cannot be told."""
        x, y = point
        if not self._may_look(len(self.grounds)):
            return None
        for (left, bottom, right, top), ink in reversed(self.grounds):
            if left <= x <= right and bottom <= y <= top:
                return ink
        return _WHITE


def _inside(box: Box, other: Box) -> bool:
    """Return whether a box lies within another that is larger."""
    return box != other and _met(box, other) == box


def _size(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _box(points: list[tuple[float, float]]) -> Box:
    across, up = [point[0] for point in points], [point[1] for point in points]
    return min(across), min(up), max(across), max(up)


def _met(one: Box, other: Box) -> Box:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _area(points: list[tuple[float, float]]) -> float:
    """Return the area that straight lines between the points enclose."""
    following = [*points[1:], points[0]]
    return abs(sum(x * v - u * y for (x, y), (u, v) in zip(points, following, strict=True))) / 2
