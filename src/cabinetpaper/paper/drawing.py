"""A drawn chart, ready for any output.

In: made by `charts`. Out: bytes that the writers place; nobody else looks inside.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Drawing"]


@dataclass(frozen=True, slots=True)
class Drawing:
    """One chart drawn twice: `svg` for HTML and PDF, `png` for DOCX, at the same size in millimetres."""

    svg: bytes
    png: bytes
    width_mm: float
    height_mm: float
