"""Observed values and the judgements made of them: ratings, directions, differences, counts, and every fact by key."""

from __future__ import annotations

from cabinetpaper.scorecard.assessment import Assessment, Tally, assess, tally
from cabinetpaper.scorecard.card import Correction, LooseFigure, Observation, Scorecard, Status, slug
from cabinetpaper.scorecard.disclosure import Disclosed, Hidden, Profile, disclose
from cabinetpaper.scorecard.facts import facts
from cabinetpaper.scorecard.outlook import Usual, YearEnd, usual, year_end
from cabinetpaper.scorecard.rating import rate_observation
from cabinetpaper.scorecard.travel import direction_of_travel

__all__ = [
    "Assessment",
    "Correction",
    "Disclosed",
    "Hidden",
    "LooseFigure",
    "Observation",
    "Profile",
    "Scorecard",
    "Status",
    "Tally",
    "Usual",
    "YearEnd",
    "assess",
    "direction_of_travel",
    "disclose",
    "facts",
    "rate_observation",
    "slug",
    "tally",
    "usual",
    "year_end",
]
