"""Scorecard, narratives and a template become an edition: the paper with what stands behind it."""

from __future__ import annotations

from cabinetpaper.compose.composing import BLOCKS, CODES, compose
from cabinetpaper.compose.details import Appendix, BackgroundDocument, Contact, Details
from cabinetpaper.compose.template import Each, FrontRow, Part, Template, TemplateSection

__all__ = ["BLOCKS", "CODES", "Appendix", "BackgroundDocument", "Contact", "Details", "Each", "FrontRow", "Part", "Template", "TemplateSection", "compose"]
