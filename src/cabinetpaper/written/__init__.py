"""Values and targets as councils write them: parsed into what they mean, printed back exactly as they stood."""

from __future__ import annotations

from cabinetpaper.written.aim import Aim, AimKind, parse_aim, parse_aims
from cabinetpaper.written.cell import Cell, Missing, parse_cell

__all__ = ["Aim", "AimKind", "Cell", "Missing", "parse_aim", "parse_aims", "parse_cell"]
