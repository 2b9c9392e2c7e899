"""What stands on a chart, in millimetres from its top left corner.

In: nothing but values. Out: `Sheet`, a chart laid out but not yet drawn. A layout can be looked at and tested as
values: whether words overlap, whether anything leaves the sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

MM: Final = 25.4 / 72
"""Millimetres in a point."""
WIDTH: Final = 166.0
"""Width of every chart: the text column of A4 less 22 mm at each side."""
SIZE: Final = 9.5
"""Size of all words on a chart, in points."""
LEADING: Final = 1.22 * SIZE * MM
"""From one line of words to the next, in millimetres."""
ASCENT: Final = 0.74 * SIZE * MM
"""How far a capital or a digit reaches above the line, in millimetres."""
DESCENT: Final = 0.22 * SIZE * MM
TOP: Final = ASCENT + 0.8
"""The baseline of a chart's first line of words."""

Anchor = Literal["start", "middle", "end"]
Shape = Literal["round", "square", "diamond", "triangle"]
Spot = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Line:
    """Strokes of one look: each run joins its points, and nothing joins the runs. `dash` is on and off in points."""

    runs: tuple[tuple[Spot, ...], ...]
    colour: str
    width: float = 0.6
    dash: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Dots:
    """Marks of one look, round unless another shape is named; hollow ones are white inside."""

    spots: tuple[Spot, ...]
    colour: str
    radius: float = 0.85
    hollow: bool = False
    shape: Shape = "round"


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle: filled, or with an edge alone, which may be dashed."""

    box: Box
    colour: str
    outlined: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """One line of words on the baseline `y`, from, around or up to `x`; `width` is as measured."""

    x: float
    y: float
    text: str
    width: float
    anchor: Anchor = "start"
    bold: bool = False
    colour: str = ""

    @property
    def box(self) -> Box:
        """Return the space that the words take up."""
        left = self.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * self.width
        return (left, self.y - ASCENT, left + self.width, self.y + DESCENT)


Mark = Line | Dots | Bar | Words


@dataclass(frozen=True, slots=True)
class Sheet:
    """A laid out chart: its height, and its marks from the back to the front."""

    height: float
    marks: tuple[Mark, ...]

    @property
    def words(self) -> tuple[Words, ...]:
        """Return the words alone."""
        return tuple(one for one in self.marks if isinstance(one, Words))


def overlap(one: Box, other: Box, apart: float = 0.0) -> bool:
    """Return whether two boxes come nearer to each other than `apart`."""
    return (
        one[0] < other[2] + apart
        and other[0] < one[2] + apart
        and one[1] < other[3] + apart
        and other[1] < one[3] + apart
    )
