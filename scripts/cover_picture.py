"""Draw the cover picture of the sample's monthly report: an abstract coast at daybreak.

In: nothing. Out: `narratives/2023-02-childrens-kpi/cover.png`, the same bytes wherever it runs. The picture is our own:
bands of colour between curves, drawn three times as large as needed and brought down, with no photograph behind it.
"""

from __future__ import annotations

import math
from pathlib import Path

from PIL import Image, ImageDraw

WIDTH, HEIGHT, FINER = 1500, 840, 3
SKY = ((0xF6, 0xEF, 0xE2), (0xD9, 0xE6, 0xEC))
SUN = (0xF3, 0xC9, 0x8B)
BANDS = (
    # height of the shore as a part of the picture, size and length of its waves, where they begin, colour
    (0.50, 0.050, 1.15, 0.4, (0xB4, 0xCE, 0xD8)),
    (0.58, 0.042, 0.85, 2.1, (0x8F, 0xB4, 0xC4)),
    (0.67, 0.038, 1.05, 3.6, (0x5F, 0x8F, 0xA8)),
    (0.77, 0.030, 0.75, 5.2, (0x36, 0x6B, 0x8C)),
    (0.88, 0.024, 0.95, 1.0, (0x12, 0x43, 0x6D)),
)
ROOT = Path(__file__).resolve().parent.parent


def cover() -> Image.Image:
    """Return the picture."""
    width, height = WIDTH * FINER, HEIGHT * FINER
    picture = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(picture)
    for row in range(height):
        part = row / height
        draw.line((0, row, width, row), tuple(round(top + (low - top) * part) for top, low in zip(*SKY, strict=True)))
    across, middle = round(height * 0.30), (round(width * 0.68), round(height * 0.40))
    draw.ellipse(
        (middle[0] - across // 2, middle[1] - across // 2, middle[0] + across // 2, middle[1] + across // 2), SUN
    )
    for level, size, length, start, colour in BANDS:
        draw.polygon([(0, height), *_shore(width, height, level, size, length, start), (width, height)], colour)
    return picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).quantize(
        128, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
    )


def _shore(width: int, height: int, level: float, size: float, length: float, start: float) -> list[tuple[int, int]]:
    """Return the points of a curve of two waves, one laid over the other."""
    points = []
    for x in range(0, width + 6, 6):
        turn = 2 * math.pi * x / width
        wave = math.sin(turn / length + start) + 0.35 * math.sin(2.3 * turn / length + 1.7 * start)
        points.append((x, round(height * (level + size * wave))))
    return points


if __name__ == "__main__":
    cover().save(ROOT / "narratives" / "2023-02-childrens-kpi" / "cover.png", optimize=True, dpi=(220, 220))
