"""Which colour means what in a chart.

In: a council's look. Out: colours as `#RRGGBB`. Categorical colours and their order are the Government Analysis
Function's: neighbours in the order keep a contrast of 3 to 1. Words are always in `INK`, so that
they pass 4.5 to 1 on white.
"""

from __future__ import annotations

from typing import Final

from cabinetpaper.measure import Rag
from cabinetpaper.settings import Look

GROUND: Final = "#FFFFFF"
INK: Final = "#0B0C0C"
QUIET: Final = "#505A5F"
"""Secondary words: periods and units, 7 to 1 on white."""
GRID: Final = "#E3E3E3"
BASELINE: Final = "#7A7A7A"
OTHERS: Final = "#919191"
"""Bars of other areas: 3.1 to 1 against white and 3.2 to 1 against the accent."""
IMPROVED: Final = "#0072B2"
"""A signal for the better: 5.2 to 1 against white. Signals are told apart by their shapes too."""
CONCERNED: Final = "#C4500A"
"""A signal for the worse: 4.7 to 1 against white."""
NOTABLE: Final = "#490092"
CATEGORICAL: Final = ("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1")


def categorical(look: Look) -> tuple[str, ...]:
    """Return the colours of lines in their order, the council's accent first."""
    return (look.accent, *CATEGORICAL[1:])


def rag_colour(rag: Rag | None, look: Look) -> str:
    """Return the ground of a rating's segment."""
    return {Rag.GREEN: look.green, Rag.AMBER: look.amber, Rag.RED: look.red, Rag.BLUE: look.blue}.get(
        rag or Rag.UNRATED, look.unrated
    )


def on(ground: str) -> str:
    """Return the colour, ink or white, in which words are best read on a ground."""
    return max((GROUND, INK), key=lambda colour: contrast(colour, ground))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
