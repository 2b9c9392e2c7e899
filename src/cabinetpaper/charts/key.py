"""What a drawing depends on, as one short text.

In: a chart and a look. Out: a digest that is equal exactly when the drawing would be, so that a drawing made before can
be used again without matplotlib. The title, the text alternative and where a figure came from are not in the picture,
so not in the key.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import version
from typing import Final

from cabinetpaper.paper.model import Chart, Point, Series
from cabinetpaper.settings import Look

DRAWING_VERSION: Final = 2
"""Raised whenever the same chart would be drawn differently, so that no old drawing is used."""


def drawing_key(chart: Chart, look: Look) -> str:
    """Return the hex digest of all that decides how the chart is drawn, the drawing libraries' versions included."""
    colours = [look.accent, look.green, look.amber, look.red, look.blue, look.unrated]
    whole = [
        DRAWING_VERSION,
        _libraries(),
        colours,
        chart.kind.value,
        chart.unit,
        [_series(one) for one in chart.series],
    ]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


@cache
def _libraries() -> tuple[str, ...]:
    return tuple(version(name) for name in ("matplotlib", "pillow"))


def _series(series: Series) -> list[object]:
    rag = series.rag.value if series.rag else None
    return [series.name, series.role.value, rag, [_point(one) for one in series.points]]


def _point(point: Point) -> list[object]:
    return [point.label, None if point.value is None else str(point.value), point.text, point.state.value]
