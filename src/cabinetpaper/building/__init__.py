"""One command's work: the sources of papers become their DOCX, PDF and HTML pages, each whole or not at all."""

from __future__ import annotations

from cabinetpaper.building.built import Built, Progress
from cabinetpaper.building.drawings import charts_of, draw_charts
from cabinetpaper.building.work import build, build_all

__all__ = ["Built", "Progress", "build", "build_all", "charts_of", "draw_charts"]
