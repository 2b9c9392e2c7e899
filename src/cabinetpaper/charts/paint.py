"""Hand a laid out sheet to matplotlib, and take its figure as SVG and PNG.

In: a `Sheet`. Out: a `Drawing`: SVG with real text and nothing else (no ids, no style sheet, no metadata, so that many
can stand in one page), and a PNG with a palette, at 200 dots to the inch. Matplotlib's axes are not used: every mark is
already in its place, so nothing is left to autoscale, and one figure serves for all sheets. No clock, no random ids and
no version go into the bytes.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, Literal

from cabinetpaper.charts.colours import GROUND, INK
from cabinetpaper.charts.lettering import font_file
from cabinetpaper.charts.marks import MM, SIZE, WIDTH, Anchor, Bar, Dots, Line, Mark, Sheet, Spot, Words
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


DPI: Final = 200
_COLOURS: Final = 64
"""Colours of the palette."""
_ROOT: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="%gmm" height="%gmm" viewBox="0 0 %.2f %.2f" '
    'font-family="%s, Arial, Helvetica, sans-serif" font-size="%g" stroke-linejoin="round">\n'
)
_MARK: Final = re.compile(r"(<(?:path|text) [^<>]*>)([^<]*</text>)?")
"""A drawn mark: a `<` or `>` in words is always an entity, so tags are found safely."""
_NUMBER: Final = re.compile(r"-?(?<!\d)\d+\.\d{3,}")
_IDLE: Final = re.compile(
    r"font-size: [\d.]+px; font-family: '[^']*'(?:; )?| transform=\"rotate\(-0 [^\"]*\"|text-anchor: start(?:; )?"
)
"""What the root already says, or what does nothing."""
_STYLE: Final = re.compile(r' style="([^"]*)"')
_PROPERTY: Final = re.compile(r"(?<![a-z-])([a-z-]+): ([^;]+)")
"""As attributes, styles need no style sheet parser: that is a sixth of the time in which the PDF engine draws a
chart.
"""
_NO_METADATA: Final = {"Date": None, "Creator": None, "Format": None, "Type": None}


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
        return Drawing(_svg(figure, sheet), _png(figure, sheet), WIDTH, sheet.height)

    def _artist(self, mark: Mark, height: float) -> Artist:
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path
        from matplotlib.text import Text

        if isinstance(mark, Words):
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
        dash = None
        match mark:
            case Line():
                face, edge, width, dash = "none", mark.colour, mark.width, mark.dash
            case Dots():
                face, edge, width = (GROUND, mark.colour, 1.4) if mark.hollow else (mark.colour, mark.colour, 0.0)
            case Bar():
                face, edge, width = (GROUND, mark.colour, 1.2) if mark.outlined else (mark.colour, "none", 0.0)
                dash = (3.0, 1.6) if mark.outlined else None
        steps = list(_steps(mark))
        style: Any = (0, dash) if dash else "solid"
        return PathPatch(
            Path([(x / WIDTH, 1 - y / height) for _, (x, y) in steps], [code for code, _ in steps]),
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


def _steps(mark: Line | Dots | Bar) -> Iterator[tuple[int, Spot]]:
    """Yield a mark's outline as matplotlib's path codes (1 move, 2 line, 4 curve, 79 close) with their points in
    millimetres.
    """
    match mark:
        case Line():
            for run in mark.runs:
                yield from ((2 if number else 1, spot) for number, spot in enumerate(run))
        case Dots():
            for x, y in mark.spots:
                if mark.shape == "round":
                    yield from _circle(x, y, mark.radius)
                else:
                    corners = _SHAPES[mark.shape]
                    yield from _closed([(x + mark.radius * across, y + mark.radius * down) for across, down in corners])
        case Bar():
            left, top, right, bottom = mark.box
            yield from _closed([(left, top), (right, top), (right, bottom), (left, bottom)])


_SHAPES: Final = {
    "square": ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
    "diamond": ((0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0)),
    "triangle": ((0.0, -1.15), (1.1, 0.8), (-1.1, 0.8)),
}
"""The corners of a mark, in radii from its spot; each has about the area of a circle of that radius."""


def _closed(spots: list[Spot]) -> Iterator[tuple[int, Spot]]:
    """Yield a closed outline through its corners."""
    yield from ((2 if number else 1, spot) for number, spot in enumerate(spots))
    yield 79, spots[0]


def _circle(x: float, y: float, radius: float) -> Iterator[tuple[int, Spot]]:
    """Yield a circle as four curves, from the right round."""
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


def _svg(figure: Figure, sheet: Sheet) -> bytes:
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


def _png(figure: Figure, sheet: Sheet) -> bytes:
    """Return the figure as PNG with a palette: the colours of its marks outright, then the commonest of those between.

    Colours are counted to five bits a channel, which takes a tenth of the time of a general quantiser.
    """
    import numpy as np
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]  # matplotlib has no types here, nor in the next line
    pixels = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    red, green, blue = (pixels[:, :, channel].astype(np.uint16) >> 3 for channel in range(3))
    codes = red << 10 | green << 5 | blue
    counts = np.bincount(codes.ravel(), minlength=1 << 15)
    used = np.flatnonzero(counts)
    channels = np.stack([used >> 10, used >> 5 & 31, used & 31], axis=1)
    exact = {_code(colour): colour for colour in (GROUND, *dict.fromkeys(mark.colour or INK for mark in sheet.marks))}
    order = sorted(
        range(len(used)), key=lambda index: (int(used[index]) not in exact, -int(counts[used[index]]), index)
    )[:_COLOURS]
    chosen = channels[order]
    nearest = ((channels[:, None, :] - chosen[None, :, :]) ** 2).sum(axis=2).argmin(axis=1)
    table = np.zeros(1 << 15, dtype=np.uint8)
    table[used] = nearest
    image = Image.fromarray(table[codes])
    image.putpalette(
        b"".join(_rgb(exact.get(int(used[index]), ""), chosen[place].tolist()) for place, index in enumerate(order))
    )
    buffer = io.BytesIO()
    image.save(buffer, "png", dpi=(DPI, DPI))
    return buffer.getvalue()


def _code(colour: str) -> int:
    red, green, blue = bytes.fromhex(colour[1:])
    return (red >> 3) << 10 | (green >> 3) << 5 | blue >> 3


def _rgb(exact: str, five_bits: list[int]) -> bytes:
    return bytes.fromhex(exact[1:]) if exact else bytes(part << 3 | part >> 2 for part in five_bits)
