"""The officers' CSV files become a scorecard; whatever cannot is told, row by row, and left out."""

from __future__ import annotations

from cabinetpaper.sources.decoding import Decoded, decode
from cabinetpaper.sources.reading import DATA_FILES, MONEY_FILES, Sourced, read_scorecard

__all__ = ["DATA_FILES", "MONEY_FILES", "Decoded", "Sourced", "decode", "read_scorecard"]
