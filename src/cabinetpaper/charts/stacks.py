"""Lay out stacked bars: a key above, a bar for each row, each bar cut into segments.

In: a chart of kind `OVERVIEW` (how many measures of each directorate have which rating: a series for each rating with a
point for each directorate) or `SHARES` (the parts of a whole: a series for each part with a point for each row, all
bars of one length). Out: a `Sheet`. Every segment has a sign of its own beside its figure, its rating's shape or its
part's letter, and the key says the sign's name, so that colour never carries it alone; words that are too long for
their segment stand behind the bar.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from cabinetpaper.charts.bars import first_line, in_rows
from cabinetpaper.charts.colours import QUIET, categorical, on, rag_colour
from cabinetpaper.charts.lettering import line_of, lines_of, measure, wrap
from cabinetpaper.charts.marks import ASCENT, LEADING, WIDTH, Bar, Mark, Sheet
from cabinetpaper.charts.points import axis_labels, value_of
from cabinetpaper.measure import Rag
from cabinetpaper.paper.model import Chart
from cabinetpaper.settings import Look

_BAR: Final = 6.6
_GAP: Final = 3.0
_SEAM: Final = 0.5
"""White between two segments."""
_INSET: Final = 0.7
"""Least room at each side of a segment's words."""
_BEHIND: Final = 1.6
"""Room between a bar and the words behind it."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the key: its sign on its colour, and what it stands for."""

    sign: str
    name: str
    colour: str


@dataclass(frozen=True, slots=True)
class _Segment:
    """A part of a bar: its size, in the same measure for all bars, its words, its colour."""

    size: float
    words: str
    colour: str

    def fits(self, unit: float) -> bool:
        """Return whether its words have room in it, at so many millimetres for a size of 1."""
        return measure(self.words) + 2 * _INSET + _SEAM <= self.size * unit


@dataclass(frozen=True, slots=True)
class _Stack:
    """A bar with the lines of its name and its segments."""

    name: tuple[str, ...]
    segments: tuple[_Segment, ...]
    lead: float = 0.0

    @property
    def height(self) -> float:
        return max(_BAR, len(self.name) * LEADING)

    @property
    def size(self) -> float:
        return sum(segment.size for segment in self.segments)

    def behind(self, unit: float) -> str:
        """Return the words of the segments that are too narrow to hold them."""
        return "   ".join(segment.words for segment in self.segments if not segment.fits(unit))

    def reach(self, unit: float) -> float:
        """Return how far bar and words reach to the right."""
        words = self.behind(unit)
        return self.size * unit + (measure(words) + _BEHIND if words else 0.0)


def overview(chart: Chart, look: Look) -> Sheet:
    """Return the overview laid out, as high as its rows need."""
    rags = [series.rag or Rag.UNRATED for series in chart.series]
    entries = [
        _Entry(rag.shape, series.name, rag_colour(rag, look)) for rag, series in zip(rags, chart.series, strict=True)
    ]
    return _stacked(entries, _rows(chart, entries, 62.0, whole=False), empty="No measures", baseline=True)


def shares(chart: Chart, look: Look) -> Sheet:
    """Return the shares laid out, as high as their rows need; parts have the letters A to Z, then AA and so on."""
    palette = categorical(look)
    entries = [
        _Entry(chr(ord("A") + part % 26) * (part // 26 + 1), series.name, palette[part % len(palette)])
        for part, series in enumerate(chart.series)
    ]
    rows = _rows(chart, entries, 50.0, whole=True)
    return _stacked(entries, rows if any(row.segments for row in rows) else [], empty="No figures", baseline=False)


def _rows(chart: Chart, entries: Sequence[_Entry], gutter: float, *, whole: bool) -> list[_Stack]:
    """Return a bar for each label of the points, of the values above zero; `whole` makes each of the size 1."""
    rows = []
    for label in axis_labels(chart.series):
        valued = [
            (entry, value, point.text)
            for entry, series in zip(entries, chart.series, strict=True)
            for point in series.points
            if point.label == label and (value := value_of(point)) is not None and value > 0
        ]
        total = sum(float(value) for _, value, _ in valued) if whole else 1.0
        segments = (
            _Segment(
                float(value) / total,
                f"{entry.sign}\N{SIX-PER-EM SPACE}{text or ('' if whole else value)}",
                entry.colour,
            )
            for entry, value, text in valued
        )
        rows.append(_Stack(wrap(label, gutter), tuple(segments)))
    return rows


def _stacked(entries: Sequence[_Entry], rows: Sequence[_Stack], *, empty: str, baseline: bool) -> Sheet:
    """Return the key and the bars below it, or what there is none of."""
    head: list[Mark] = []
    x, y = 0.0, 0.0
    for entry in entries:
        chip = measure(entry.sign) + 2.0
        lines = wrap(entry.name, WIDTH - chip - 2.0)
        width = chip + 1.4 + max(map(measure, lines), default=0.0)
        if x and x + width > WIDTH:
            x, y = 0.0, y + LEADING + 1.6
        head.append(Bar((x, y, x + chip, y + ASCENT + 1.8), entry.colour))
        head.append(line_of(x + 1.0, y + ASCENT + 0.9, entry.sign, colour=on(entry.colour)))
        head += lines_of(x + chip + 1.4, y + ASCENT + 0.9, lines)
        y += (len(lines) - 1) * LEADING if len(lines) > 1 else 0.0
        x += width + 6.0
    top = y + LEADING + 3.2 if entries else 0.6
    left = max((measure(line) for row in rows for line in row.name), default=0.0) + 3.0
    unit = _unit(rows, WIDTH - left)

    def drawn(row: _Stack, middle: float) -> Iterator[Mark]:
        yield from lines_of(0.0, first_line(middle, len(row.name)), row.name)
        x = left
        for segment in row.segments:
            end = x + segment.size * unit
            yield Bar((x, middle - _BAR / 2, max(end - _SEAM, x + 0.3), middle + _BAR / 2), segment.colour)
            if segment.fits(unit):
                place, colour = (x + end - _SEAM) / 2, on(segment.colour)
                yield line_of(place, middle + ASCENT / 2, segment.words, anchor="middle", colour=colour)
            x = end
        words = row.behind(unit) if row.segments else "No figures"
        lines = wrap(words, WIDTH - x - _BEHIND) if words else ()
        yield from lines_of(x + _BEHIND, middle + ASCENT / 2, lines, colour="" if row.segments else QUIET)

    return in_rows(head, top, rows, drawn, _GAP, empty=empty, base=left if baseline else None)


def _unit(rows: Sequence[_Stack], room: float) -> float:
    """Return millimetres for a size of 1, the most at which every bar and the words behind it have room; never less
    than about a third of that.
    """
    longest = max((row.size for row in rows), default=0.0)
    unit = room / longest if longest else 0.0
    for _ in range(40):
        if all(row.reach(unit) <= room for row in rows):
            break
        unit *= 0.97
    return unit
