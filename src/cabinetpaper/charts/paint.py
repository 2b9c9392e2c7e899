"""Hand a laid out sheet to matplotlib.

In: a `Sheet`. Out: a `Drawing`: SVG with real text, and a PNG with a palette. Matplotlib's axes are not used: every
mark is already in its place, so nothing is left to autoscale, and one figure serves for all sheets. No clock, no random
ids and no version go into the bytes.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, Literal

from cabinetpaper.charts.colours import GROUND, INK
from cabinetpaper.charts.lettering import font_file
from cabinetpaper.charts.marks import SIZE, WIDTH, Anchor, Bar, Dots, Line, Mark, Sheet, Words
from cabinetpaper.charts.png import DPI, png
from cabinetpaper.charts.svg import svg
from cabinetpaper.fonts import FAMILY
from cabinetpaper.paper.drawing import Drawing

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

_INCH: Final = 25.4
_SETTINGS: Final[Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "cabinetpaper",
    "svg.id": None,
    "path.simplify": False,
    "path.snap": True,
    "path.sketch": None,
    "path.effects": [],
    "lines.scale_dashes": False,
    "text.hinting": "none",
    "text.antialiased": True,
    "text.usetex": False,
    "patch.antialiased": True,
    "agg.path.chunksize": 0,
    "figure.frameon": True,
    "figure.autolayout": False,
    "figure.constrained_layout.use": False,
    "savefig.bbox": None,
    "savefig.facecolor": "auto",
    "savefig.edgecolor": "auto",
    "savefig.transparent": False,
}
"""All that a machine's own matplotlib settings could otherwise change."""
_KAPPA: Final = 0.5522847498
"""Where the control points of a quarter circle stand, as a share of its radius."""
_ALIGNED: Final[dict[Anchor, Literal["left", "center", "right"]]] = {
    "start": "left",
    "middle": "center",
    "end": "right",
}


class Painter:
    """One matplotlib figure that draws sheet after sheet; made by `painting`."""

    def __init__(self) -> None:
        from matplotlib.figure import Figure
        from matplotlib.font_manager import FontProperties

        self._figure: Figure = Figure(dpi=DPI, facecolor=GROUND, edgecolor="none")
        self._fonts = {
            bold: FontProperties(family=FAMILY, weight=700 if bold else 400, size=SIZE, fname=str(font_file(bold)))
            for bold in (False, True)
        }

    def paint(self, sheet: Sheet) -> Drawing:
        """Return the sheet drawn as SVG and as PNG, at its size in millimetres."""
        figure = self._figure
        figure.clear()
        figure.set_size_inches(WIDTH / _INCH, sheet.height / _INCH, forward=False)
        for order, mark in enumerate(sheet.marks):
            artist = self._artist(mark, sheet.height)
            artist.set_zorder(order)
            figure.add_artist(artist)
        return Drawing(svg(figure, sheet), png(figure, sheet), WIDTH, sheet.height)

    def _artist(self, mark: Mark, height: float) -> Artist:
        if isinstance(mark, Words):
            from matplotlib.text import Text

            return Text(
                mark.x / WIDTH,
                1 - mark.y / height,
                mark.text,
                color=mark.colour or INK,
                verticalalignment="baseline",
                horizontalalignment=_ALIGNED[mark.anchor],
                fontproperties=self._fonts[mark.bold],
                parse_math=False,
                transform=self._figure.transFigure,
            )
        return self._patch(mark, height)

    def _patch(self, mark: Line | Dots | Bar, height: float) -> Artist:
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        steps = list(_steps(mark))
        path = Path([(x / WIDTH, 1 - y / height) for _, (x, y) in steps], [code for code, _ in steps])
        face, edge, width, dash = _look(mark)
        style: Any = (0, dash) if dash else "solid"
        return PathPatch(
            path,
            facecolor=face,
            edgecolor=edge,
            linewidth=width,
            linestyle=style,
            capstyle="butt",
            joinstyle="round" if isinstance(mark, Line) else "miter",
            transform=self._figure.transFigure,
        )


@contextmanager
def painting() -> Iterator[Painter]:
    """Give a painter, with matplotlib's settings fixed while it is in use.

    A letter that the typeface lacks is drawn as a box in the PNG without a warning; in the SVG it is still text.
    """
    import matplotlib as mpl

    with mpl.rc_context(_SETTINGS), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"Glyph .* missing from", category=UserWarning)
        yield Painter()


def _look(mark: Line | Dots | Bar) -> tuple[str, str, float, tuple[float, float] | None]:
    """Return face, edge, width of the edge in points, and its dash."""
    match mark:
        case Line():
            return "none", mark.colour, mark.width, mark.dash
        case Dots():
            return GROUND if mark.hollow else mark.colour, mark.colour, 1.4 if mark.hollow else 0.0, None
        case Bar():
            return (GROUND, mark.colour, 1.2, (3.0, 1.6)) if mark.outlined else (mark.colour, "none", 0.0, None)


def _steps(mark: Line | Dots | Bar) -> Iterator[tuple[int, tuple[float, float]]]:
    """Yield a mark's outline as matplotlib's path codes (1 move, 2 line, 4 curve, 79 close) with their points in
    millimetres.
    """
    match mark:
        case Line():
            for run in mark.runs:
                yield from ((1 if number == 0 else 2, spot) for number, spot in enumerate(run))
        case Dots():
            for spot in mark.spots:
                yield from (
                    _circle(spot, mark.radius)
                    if mark.shape == "round"
                    else _corners(spot, mark.radius, _SHAPES[mark.shape])
                )
        case Bar():
            left, top, right, bottom = mark.box
            yield from (
                (1, (left, top)),
                (2, (right, top)),
                (2, (right, bottom)),
                (2, (left, bottom)),
                (79, (left, top)),
            )


_SHAPES: Final = {
    "square": ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
    "diamond": ((0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0)),
    "triangle": ((0.0, -1.15), (1.1, 0.8), (-1.1, 0.8)),
}
"""The corners of a mark, in radii from its spot; each has about the area of a circle of that radius."""


def _corners(
    centre: tuple[float, float], radius: float, corners: tuple[tuple[float, float], ...]
) -> Iterator[tuple[int, tuple[float, float]]]:
    """Yield a closed outline through its corners."""
    spots = [(centre[0] + radius * across, centre[1] + radius * down) for across, down in corners]
    for number, spot in enumerate(spots):
        yield (2 if number else 1), spot
    yield 79, spots[0]


def _circle(centre: tuple[float, float], radius: float) -> Iterator[tuple[int, tuple[float, float]]]:
    """Yield a circle as four curves, from the right round."""
    x, y = centre
    bend = radius * _KAPPA
    yield 1, (x + radius, y)
    across, down = 1.0, 0.0
    for _ in range(4):
        onward, under = -down, across
        yield 4, (x + radius * across + bend * onward, y + radius * down + bend * under)
        yield 4, (x + radius * onward + bend * across, y + radius * under + bend * down)
        yield 4, (x + radius * onward, y + radius * under)
        across, down = onward, under
    yield 79, (x + radius, y)
