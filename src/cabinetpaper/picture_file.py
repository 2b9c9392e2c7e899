"""Look at a picture before anything draws it.

In: the bytes of a PNG, JPEG or SVG. Out: why it is not drawn, in words, or nothing. A few hundred bytes can claim a
picture of gigabytes, and an SVG is XML with all that may hide in it.
"""

from __future__ import annotations

import struct
from typing import Final

from cabinetpaper import limits
from cabinetpaper.xml_prolog import prolog_problem

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"


def picture_problem(data: bytes, media_type: str) -> str:
    """Return why a picture of this media type is not drawn, or nothing: too many points, a document type, not what it
    says it is.
    """
    if media_type == "image/svg+xml":
        return prolog_problem(data)
    if media_type == "image/png":
        if not data.startswith(_PNG) or len(data) < 24:
            return "is not a PNG"
        return _points(*picture_size(data, media_type))
    if media_type == "image/jpeg":
        return _points(*_jpeg_size(data)) if data.startswith(_JPEG) else "is not a JPEG"
    return "is neither PNG, JPEG nor SVG"


def picture_size(data: bytes, media_type: str) -> tuple[int, int]:
    """Return width and height of a PNG or JPEG in points; (0, 0) where it does not say."""
    if media_type == "image/png" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    return _jpeg_size(data) if media_type == "image/jpeg" else (0, 0)


def _points(width: int, height: int) -> str:
    if not width or not height:
        return "has no size"
    return f"has {width:,} by {height:,} points" if width * height > limits.PICTURE_PIXELS else ""


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Return width and height from the first frame header (ITU T.81, B.2.2)."""
    place = 2
    while place + 9 <= len(data) and data[place] == 0xFF:
        marker, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            return int.from_bytes(data[place + 7 : place + 9], "big"), int.from_bytes(
                data[place + 5 : place + 7], "big"
            )
        place += 1 if marker == 0xFF else 2 + max(length, 2)
    return 0, 0
