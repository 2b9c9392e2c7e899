"""Turn the house scale's millimetres and points into Word's units.

In: millimetres, points. Out: twentieths of a point (twips), eighths and halves of a point, English Metric Units.
"""

from __future__ import annotations


def twips_mm(millimetres: float) -> str:
    """Return millimetres in twentieths of a point."""
    return str(round(millimetres * 1440 / 25.4))


def twips_pt(points: float) -> str:
    """Return points in twentieths of a point."""
    return str(round(points * 20))


def half_points(points: float) -> str:
    """Return a size of type in half points."""
    return str(round(points * 2))


def eighths(points: float) -> str:
    """Return the width of a rule in eighths of a point."""
    return str(round(points * 8))


def emu(millimetres: float) -> int:
    """Return millimetres in English Metric Units, 36,000 of them."""
    return round(millimetres * 36000)
