"""Measure the council's logo.

In: `Logo`. Out: its size in millimetres, in the box that the first page has for it.
"""

from __future__ import annotations

import re
import struct
from typing import Final

from cabinetpaper.paper import Logo

MEDIA: Final = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}
_HEIGHT_MM, _WIDTH_MM = 18.0, 60.0


def logo_size(logo: Logo) -> tuple[float, float]:
    """Return width and height in millimetres: as high as the box allows, or as wide; a logo of unknown shape is taken
    as square.
    """
    width, height = _proportions(logo)
    scale = min(_HEIGHT_MM / height, _WIDTH_MM / width)
    return width * scale, height * scale


def _proportions(logo: Logo) -> tuple[float, float]:
    data = logo.data
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        found = struct.unpack(">II", data[16:24])
    elif logo.media_type == "image/jpeg":
        found = _jpeg(data)
    else:
        found = _svg(data.decode("utf-8", "replace"))
    return (float(found[0]), float(found[1])) if min(found) > 0 else (1.0, 1.0)


def _jpeg(data: bytes) -> tuple[int, int]:
    """Return the size that the first frame header gives (ITU T.81, B.2.2)."""
    place = 2
    while place + 9 <= len(data):
        marker, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            return int.from_bytes(data[place + 7 : place + 9], "big"), int.from_bytes(
                data[place + 5 : place + 7], "big"
            )
        place += 2 + length
    return 0, 0


def _svg(source: str) -> tuple[float, float]:
    root = re.search(r"<svg\b[^<>]*>", source)
    if root is None:
        return 0, 0
    box = re.search(r"""viewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)""", root[0])
    if box is not None:
        return float(box[1]), float(box[2])
    sides = [re.search(rf"""\b{side}\s*=\s*["']\s*([\d.]+)""", root[0]) for side in ("width", "height")]
    return (float(sides[0][1]), float(sides[1][1])) if sides[0] and sides[1] else (0, 0)
