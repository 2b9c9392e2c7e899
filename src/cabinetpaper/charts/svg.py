"""Take the drawn figure as SVG.

In: matplotlib's figure. Out: SVG with real text and nothing else: no ids, no style sheet, no metadata, so that many can
stand in one page, and the same figure gives the same bytes.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final

from cabinetpaper.charts.marks import MM, SIZE, WIDTH, Sheet
from cabinetpaper.fonts import FAMILY

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_ROOT: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="%gmm" height="%gmm" viewBox="0 0 %.2f %.2f" '
    'font-family="%s, Arial, Helvetica, sans-serif" font-size="%g" stroke-linejoin="round">\n'
)
_MARK: Final = re.compile(r"(<(?:path|text) [^>]*>)([^<]*</text>)?")
"""A drawn mark: a `<` or `>` in words is always an entity, so tags are found safely."""
_NUMBER: Final = re.compile(r"-?\d+\.\d{3,}")
_IDLE: Final = re.compile(
    r"font-size: [\d.]+px; font-family: '[^']*'(?:; )?| transform=\"rotate\(-0 [^\"]*\"|text-anchor: start(?:; )?"
)
"""What the root already says, or what does nothing."""
_STYLE: Final = re.compile(r' style="([^"]*)"')
_PROPERTY: Final = re.compile(r"([a-z-]+): ([^;]+)")
"""As attributes, styles need no style sheet parser: that is a sixth of the time in which the PDF engine draws a
chart.
"""
_NO_METADATA: Final = {"Date": None, "Creator": None, "Format": None, "Type": None}


def svg(figure: Figure, sheet: Sheet) -> bytes:
    """Return the figure as SVG, its size in millimetres."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    buffer = io.BytesIO()
    FigureCanvasSVG(figure)
    figure.savefig(buffer, format="svg", metadata=_NO_METADATA)
    root = _ROOT % (WIDTH, sheet.height, WIDTH / MM, sheet.height / MM, FAMILY, SIZE)
    marks = _MARK.findall(buffer.getvalue().decode())
    return (root + "".join(_short(tag) + text for tag, text in marks) + "</svg>\n").encode()


def _short(tag: str) -> str:
    """Return a mark's tag with its numbers to a hundredth of a point, its style as attributes, and without what the
    root says.
    """
    tag = _NUMBER.sub(lambda number: f"{float(number[0]):.2f}", _IDLE.sub("", tag))
    tag = _STYLE.sub(lambda style: "".join(f' {name}="{value}"' for name, value in _PROPERTY.findall(style[1])), tag)
    return tag.replace("\n", "") + ("\n" if tag.endswith("/>") else "")
