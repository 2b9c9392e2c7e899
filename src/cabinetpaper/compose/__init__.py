"""Scorecard, narratives and a template become an edition: the paper with what stands behind it."""

from __future__ import annotations

from cabinetpaper.compose.composing import BLOCKS, compose
from cabinetpaper.compose.paper_details import (
    Appendix,
    BackgroundDocument,
    Clearance,
    Contact,
    Details,
    Meeting,
    Record,
)
from cabinetpaper.compose.published import Sources, grounds, published
from cabinetpaper.compose.template import Each, FrontRow, Part, PartsAs, Template, TemplateSection

__all__ = [
    "BLOCKS",
    "Appendix",
    "BackgroundDocument",
    "Clearance",
    "Contact",
    "Details",
    "Each",
    "FrontRow",
    "Meeting",
    "Part",
    "PartsAs",
    "Record",
    "Sources",
    "Template",
    "TemplateSection",
    "compose",
    "grounds",
    "published",
]
