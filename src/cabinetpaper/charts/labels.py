"""Name the lines of a trend where they are, so that no legend is needed.

In: lines with their last spots. Out: labels at the right edge, moved apart where they would touch, and values beside
their marks, clear of the lines. Nothing overlaps, and nothing is cut: what has no room beside its mark stands in the
data table alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from cabinetpaper.charts.colours import BASELINE, GRID, GROUND
from cabinetpaper.charts.lettering import line_of, lines_of, measure, wrap
from cabinetpaper.charts.marks import ASCENT, LEADING, Bar, Box, Line, Mark, Spot, Words, overlap
from cabinetpaper.charts.plot import PAD, Plot
from cabinetpaper.charts.points import drawable
from cabinetpaper.paper.model import PointState, Series, SeriesRole

SAMPLE: Final = 7.0
"""Room for a sample of the line before its label."""
_GUTTER: Final = 40.0
"""Labels are no wider than this."""
_LABEL_GAP: Final = 1.0


@dataclass(frozen=True, slots=True)
class Ending:
    """The label of a line: its words, broken into lines, and whether they are bold."""

    lines: tuple[str, ...]
    bold: bool

    @property
    def width(self) -> float:
        """Return the width of the widest line of words."""
        return max((measure(line, self.bold) for line in self.lines), default=0.0)

    @property
    def height(self) -> float:
        """Return the height with a little air."""
        return len(self.lines) * LEADING + _LABEL_GAP


def ending(series: Series) -> Ending:
    """Return the label of a series that has a value: its name and last value as printed, and its state unless it is
    final.
    """
    bold = series.role is SeriesRole.ACTUAL
    last = [point for point in series.points if drawable(point)][-1]
    state = "" if last.state is PointState.FINAL or last.state.value in last.text else f"({last.state.value})"
    return Ending(wrap(" ".join(filter(None, (series.name, last.text, state))), _GUTTER, bold), bold)


def endings(labels: Sequence[Ending], spots: Sequence[Spot], samples: Sequence[Line], plot: Plot) -> Iterator[Mark]:
    """Yield the labels at the right of the plot, each with a thin line to its spot where it does not stand beside it.

    `samples`, if any, say how each line looks; a short stretch of it then stands before its label.
    """
    centres = nudged([spot[1] for spot in spots], [label.height for label in labels], plot.top - 2.0, plot.bottom + 2.0)
    left = plot.right + 3.0
    for index, (label, (x, y), centre) in enumerate(zip(labels, spots, centres, strict=True)):
        first = centre - (len(label.lines) - 1) * LEADING / 2
        start = x + (0.3 if x == plot.right else 1.3)
        beside = first if samples else centre
        if abs(beside - y) > 0.6 or start < plot.right - PAD:
            yield Line((((start, y), (max(start, plot.right - 0.6), y), (left - 0.8, beside)),), BASELINE, 0.5)
        if samples:
            yield replace(samples[index], runs=(((left, first), (left + SAMPLE - 1.6, first)),))
        yield from lines_of(left + (SAMPLE if samples else 0.0), first + ASCENT / 2, label.lines, bold=label.bold)


def nudged(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> tuple[float, ...]:
    """Return a centre for each label between `low` and `high`, in the order of the wanted ones and at least their sizes
    apart.

    Labels that would overlap form a group, which stands round the mean of what its members want (least squares); groups
    that then meet become one. If the sizes together exceed the room, the labels start at `low` and run over `high`.
    """

    def edges(group: Sequence[int]) -> tuple[float, float]:
        before, total = 0.0, 0.0
        for index in group:
            total += wanted[index] - before - sizes[index] / 2
            before += sizes[index]
        start = max(low, min(total / len(group), high - before))
        return start, start + before

    groups: list[list[int]] = []
    for index in sorted(range(len(wanted)), key=lambda index: wanted[index]):
        groups.append([index])
        while len(groups) > 1 and edges(groups[-2])[1] > edges(groups[-1])[0]:
            groups[-2:] = [groups[-2] + groups[-1]]
    centres = [0.0] * len(wanted)
    for group in groups:
        top, _ = edges(group)
        for index in group:
            centres[index] = top + sizes[index] / 2
            top += sizes[index]
    return tuple(centres)


def values(series: Iterable[Series], plot: Plot, marks: Iterable[Mark]) -> Iterator[Mark]:
    """Yield the first value of each actual line, and the last settled one where a forecast follows, where there is
    room; each on a white ground that interrupts the grid, unless a line runs there.
    """
    marks = tuple(marks)
    taken = [mark.box for mark in marks if isinstance(mark, Words)]
    lines = (mark for mark in marks if isinstance(mark, Line) and mark.colour != GRID)
    strokes = [stroke for line in lines for run in line.runs for stroke in pairwise(run)]
    actual = [one for one in series if one.role is SeriesRole.ACTUAL]
    for one in actual:
        points = [point for point in one.points if drawable(point)]
        settled = [point for point in points if point.state is not PointState.FORECAST]
        wanted = [points[0]] if len(points) > 1 else []
        if settled and settled[-1] not in (points[0], points[-1]):
            wanted.append(settled[-1])
        for point in wanted:
            words, crossed = _placed(point.text, plot.spot(point), plot, taken, strokes, strict=len(actual) > 1)
            if words:
                taken.append(words.box)
                if not crossed:
                    yield Bar(words.box, GROUND)
                yield words


def _placed(
    text: str, spot: Spot, plot: Plot, taken: Sequence[Box], strokes: Sequence[tuple[Spot, Spot]], *, strict: bool
) -> tuple[Words | None, int]:
    """Return the words over or under a spot, at the nearest place that touches no words and crosses the fewest strokes,
    and how many.

    There are no words where every place touches others. `strict`, for several lines: only beside the spot, and crossing
    none.
    """
    x, y = spot
    half = measure(text, bold=True) / 2
    x = min(max(x, plot.left + half), plot.right - half)
    places = []
    for step in range(1 if strict else 5):
        for order, baseline in enumerate((y - 1.8 - step * LEADING / 2, y + 1.8 + ASCENT + step * LEADING / 2)):
            words = line_of(x, baseline, text, anchor="middle", bold=True)
            box = words.box
            inside = plot.top - LEADING / 2 <= box[1] and box[3] <= plot.bottom
            crossed = sum(_crosses(box, start, end) for start, end in strokes)
            if inside and not any(overlap(box, other, 0.4) for other in taken) and not (strict and crossed):
                places.append((crossed, step, order, words))
    best = min(places, key=lambda place: place[:3], default=(0, 0, 0, None))
    return best[3], best[0]


def _crosses(box: Box, start: Spot, end: Spot) -> bool:
    """Return whether a stroke runs through a box (clipped in each direction, after Liang and Barsky)."""
    enter, leave = 0.0, 1.0
    for at, by, low, high in (
        (start[0], end[0] - start[0], box[0], box[2]),
        (start[1], end[1] - start[1], box[1], box[3]),
    ):
        if by == 0:
            if not low < at < high:
                return False
            continue
        one, two = sorted(((low - at) / by, (high - at) / by))
        enter, leave = max(enter, one), min(leave, two)
    return enter < leave
