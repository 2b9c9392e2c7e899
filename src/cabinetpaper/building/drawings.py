"""The drawings of a paper's charts, so that an unchanged one is not drawn again and matplotlib not even loaded.

In: a paper, its look, the workspace's cache. Out: drawings by block id: those that the cache proves to be what was
drawn of this chart by this program, and all others drawn now.
"""

from __future__ import annotations

import base64
import json
from contextlib import suppress
from typing import Final

from cabinetpaper.building.manifest import digest, made_with
from cabinetpaper.paper import Chart, Drawing, Paper, blocks_of
from cabinetpaper.settings import Look
from cabinetpaper.workspace import Cache

_FOLDER: Final = "drawings"


def charts_of(paper: Paper) -> tuple[Chart, ...]:
    """Return the charts of a paper in reading order."""
    return tuple(blocks_of(paper, Chart))


def draw_charts(cache: Cache, paper: Paper, look: Look, name: str = "", *, anew: bool = False) -> dict[str, Drawing]:
    """Return the drawings of a paper's charts by block id, those that the cache has under its `name` without drawing
    them again, unless `anew`.
    """
    from cabinetpaper.charts import draw_all, drawing_key

    charts = charts_of(paper)
    keys = {chart.id: drawing_key(chart, look) for chart in charts}
    # A changed program may draw otherwise, whatever it says of itself: its own files are in the name of an entry.
    # Half a digest keeps the path short enough for Windows in a deep folder.
    entries = {key: digest(f"{made_with()['program']} {key}".encode())[:32] for key in keys.values()}
    folder = f"{_FOLDER}/{name or paper.id}"
    held: dict[str, Drawing] = {}
    for key, entry in entries.items():
        if not anew and (form := cache.form(f"{folder}/{entry}")):
            with suppress(ValueError, KeyError, TypeError, AttributeError):
                png = base64.b64decode(form["png"])
                held[key] = Drawing(form["svg"].encode(), png, float(form["width_mm"]), float(form["height_mm"]))
    drawings = draw_all(charts, look, held)
    for chart, one in drawings.items():
        if keys[chart] not in held:
            form = {
                "width_mm": one.width_mm,
                "height_mm": one.height_mm,
                "svg": one.svg.decode(),
                "png": base64.b64encode(one.png).decode(),
            }
            cache.put(f"{folder}/{entries[keys[chart]]}", json.dumps(form, ensure_ascii=False).encode())
    cache.keep_only(folder, entries.values())
    return drawings
