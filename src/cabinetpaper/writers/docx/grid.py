"""Build Word tables: what a data table and the recommendations' table share.

In: rows of drawn paragraphs, widths. Out: a table with one repeated header row and rows that do not break, whose looks
all come from its table style. `STRUCTURE` lists every property that a table may hold; no cell carries a look of its
own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from cabinetpaper.paper import style_names as names
from cabinetpaper.writers.docx.measures import twips_mm
from cabinetpaper.writers.docx.xml import w

if TYPE_CHECKING:
    from cabinetpaper.writers.docx.canvas import Canvas
    from cabinetpaper.writers.docx.xml import Element

STRUCTURE: Final[dict[str, frozenset[str]]] = {
    "tblPr": frozenset({"tblStyle", "tblW", "tblLayout", "tblLook", "tblCaption", "tblDescription"}),
    "trPr": frozenset({"cantSplit", "tblHeader"}),
    "tcPr": frozenset({"tcW"}),
}
"""The structural properties that tables may hold: which style, how wide, what is a heading, what may not break, what it
says to those who hear it. Tests prove that there are no others."""


def draw_grid(
    rows: Sequence[Sequence[list[Element]]],
    widths: Sequence[int],
    canvas: Canvas,
    *,
    caption: str,
    description: str = "",
) -> Element:
    """Return a table. `rows` hold the paragraphs of each cell, the first row being the header; `widths` are in
    twips.
    """
    look = {
        "val": "04A0",
        "firstRow": "1",
        "lastRow": "0",
        "firstColumn": "1",
        "lastColumn": "0",
        "noHBand": "0",
        "noVBand": "1",
    }
    properties = w(
        "tblPr",
        w("tblStyle", val=canvas.style(names.CROWDED_TABLE if canvas.crowded else names.TABLE)),
        w("tblW", w=str(sum(widths)), type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", **look),
    )
    for tag, words in (("tblCaption", caption), ("tblDescription", description)):
        if words:
            properties.append(w(tag, val=words))
    table = w("tbl", properties, w("tblGrid", *(w("gridCol", w=str(width)) for width in widths)))
    for place, row in enumerate(rows):
        marks = w("trPr", w("cantSplit"))
        if place == 0:
            marks.append(w("tblHeader"))
        cells = (
            w("tc", w("tcPr", w("tcW", w=str(width), type="dxa")), *cell)
            for width, cell in zip(widths, row, strict=True)
        )
        table.append(w("tr", marks, *cells))
    return table


def shared_out(parts: Sequence[float], width_mm: float) -> list[int]:
    """Return widths in twips in proportion to the parts; together they make exactly the width."""
    whole = int(twips_mm(width_mm))
    total = sum(parts)
    edges = [round(whole * sum(parts[:place]) / total) for place in range(len(parts) + 1)]
    return [right - left for left, right in pairwise(edges)]
