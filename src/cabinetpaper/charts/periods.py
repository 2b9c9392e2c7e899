"""Print periods under an axis, as many as can be read.

In: the periods' labels (`Jun 2024`, `Q1 2024/25`, `2023/24`) and where each stands. Out: words: months or quarters on a
first line, and their year once on a second. Where there is no room, every second or third period is named, always the
last.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from cabinetpaper.charts.colours import QUIET
from cabinetpaper.charts.lettering import lines_of, measure, wrap
from cabinetpaper.charts.marks import ASCENT, LEADING, WIDTH, Words, overlap
from cabinetpaper.period import parted

_APART: Final = 1.6
"""The least distance between two periods' words, in millimetres."""


def period_words(labels: Sequence[str], places: Sequence[float], top: float) -> list[Words]:
    """Return the words under an axis whose periods stand at `places`; no two of them overlap."""
    apart = [own for label in labels if (own := parted(label)) is not None]
    parts, years = [part for part, _ in apart], [year for _, year in apart]
    if len(apart) < len(labels) or len(set(years)) == len(years):
        return _thinned(labels, places, top)
    return [*_thinned(parts, places, top), *_years(years, places, top + LEADING)]


def _thinned(labels: Sequence[str], places: Sequence[float], top: float) -> list[Words]:
    """Return every nth label, counted from the last and broken between words, with the smallest n at which they stand
    apart.
    """
    last = len(labels) - 1
    pitch = (places[-1] - places[0]) / last if last > 0 else WIDTH / 2
    longest = max((measure(word) for label in labels for word in label.split(" ")), default=0.0)
    for step in range(1, last + 2):
        width = max(pitch * step - _APART, longest)
        blocks = [
            _block(wrap(labels[index], width), places[index], top) for index in range(last % step, last + 1, step)
        ]
        if not any(_touch(left, right) for one, other in pairwise(blocks) for left in one for right in other):
            return [words for block in blocks for words in block]
    return []


def _block(lines: Sequence[str], x: float, top: float) -> list[Words]:
    """Return lines of words set about `x`, or as near to it as the sheet allows."""
    half = max(map(measure, lines), default=0.0) / 2
    return lines_of(min(max(x, half), WIDTH - half), top + ASCENT, lines, anchor="middle", colour=QUIET)


def _touch(one: Words, other: Words) -> bool:
    return overlap(one.box, other.box, _APART)


def _years(years: Sequence[str], places: Sequence[float], top: float) -> list[Words]:
    """Return each year once, under its first period; where two would touch, that with fewer periods goes without."""
    firsts = [index for index, year in enumerate(years) if index == 0 or year != years[index - 1]]
    spans = {index: years.count(years[index]) for index in firsts}
    chosen: list[Words] = []
    for index in sorted(firsts, key=lambda first: (-spans[first], -first)):
        (words,) = _block(years[index : index + 1], places[index], top)
        if not any(_touch(words, other) for other in chosen):
            chosen.append(words)
    return sorted(chosen, key=lambda words: words.x)
