"""One command's work: a paper's sources become its DOCX, PDF and HTML page, or nothing at all."""

from __future__ import annotations

from cabinetpaper.building.work import Built, Progress, build, charts_of, draw_charts

__all__ = ["Built", "Progress", "build", "charts_of", "draw_charts"]
