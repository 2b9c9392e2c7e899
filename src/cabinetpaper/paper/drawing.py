"""A drawn chart, ready for any output.

In: made by `charts`. Out: bytes that the writers place; nobody else looks inside.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drawing:
    """One chart drawn twice: `svg` for HTML and PDF, `png` for DOCX, at the same size in millimetres.

    A photograph has no `svg`; its own bytes stand in `png`, of whatever kind `media_type` says, for every output.
    """

    svg: bytes
    png: bytes
    width_mm: float
    height_mm: float
    media_type: str = "image/png"


@dataclass(frozen=True, slots=True)
class Logo:
    """A council's logo for the front of a paper: a PNG or SVG as `media_type` says, and what it shows, in words."""

    data: bytes
    media_type: str
    alt: str
