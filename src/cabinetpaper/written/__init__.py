"""Figures as councils write them in cells, targets and sentences: read as what they mean, printed as they stood."""

from __future__ import annotations

from cabinetpaper.written.aim import Aim, AimKind, parse_aim, parse_aims
from cabinetpaper.written.cell import Cell, Missing, parse_cell
from cabinetpaper.written.number import Fraction, Number, Scanner, fraction_in, numbers_in, plain_number, stands_in
from cabinetpaper.written.prose import figures_in

__all__ = [
    "Aim",
    "AimKind",
    "Cell",
    "Fraction",
    "Missing",
    "Number",
    "Scanner",
    "figures_in",
    "fraction_in",
    "numbers_in",
    "parse_aim",
    "parse_aims",
    "parse_cell",
    "plain_number",
    "stands_in",
]
