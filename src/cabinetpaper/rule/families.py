"""The families of rules by which councils rate a measure, a `Scale` each.

A new one is a `Scale` here or in a file of its own, and its entry in `Family`. Values are unrounded.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from cabinetpaper.rule.judging import Band, Operator, Polarity, Rag, Rated, Scale, Yardstick

_AT_TARGET: Final = Band(Rag.GREEN, "at the target or better")
_BEYOND: Final = Band(Rag.RED, "beyond")


def _amber_if(near: bool) -> Rated:
    return Rated(Rag.AMBER if near else Rag.RED)


def _relative(value: Decimal, held: Yardstick) -> Rated:
    if held.met_by(value):
        return Rated(Rag.GREEN)
    size = abs(held.target or Decimal(0))
    return _amber_if(size > 0 and -held.better(value, held.target) * 100 <= held.tolerance * size)


def _against(aim: str, held: str) -> tuple[Band, ...]:
    """Return the bands of a tolerance in percent of what is aimed for."""
    return (
        Band(Rag.GREEN, f"at the {held} or better", f"the figure is at its {aim} or better"),
        Band(Rag.AMBER, "within {by} of it", f"the figure misses its {aim} by no more than {{by}} of the {aim}"),
        Band(Rag.RED, "beyond", f"the figure misses its {aim} by more than {{by}} of the {aim}"),
    )


RELATIVE: Final = Scale(_against("target", "target"), _relative, percent=True)
COMPARATOR: Final = Scale(
    _against("comparator", "comparator’s figure"), _relative, percent=True, missing="no comparator"
)


def _absolute(value: Decimal, held: Yardstick) -> Rated:
    if held.met_by(value):
        return Rated(Rag.GREEN)
    return _amber_if(-held.better(value, held.target) <= held.tolerance)


ABSOLUTE: Final = Scale((_AT_TARGET, Band(Rag.AMBER, "within {by} of it{own}"), _BEYOND), _absolute)


def _floor(value: Decimal, held: Yardstick) -> Rated:
    if held.floor is None:
        return Rated(Rag.UNRATED, "no floor is set")
    return Rated(Rag.GREEN) if held.met_by(value) else _amber_if(held.better(value, held.floor) >= 0)


FLOOR: Final = Scale((_AT_TARGET, Band(Rag.AMBER, "down to the floor{floor}"), Band(Rag.RED, "past it")), _floor)
BOUNDARIES: Final = Scale(
    (
        Band(Rag.GREEN, "past the upper boundary"),
        Band(Rag.AMBER, "between the boundaries"),
        Band(Rag.RED, "past the lower{lower}"),
    ),
    _floor,
)


def _trend(value: Decimal, held: Yardstick) -> Rated:
    if held.met_by(value):
        return Rated(Rag.GREEN)
    if held.year_ago is None:
        return Rated(Rag.UNRATED, "no figure from a year ago")
    return _amber_if(held.better(value, held.year_ago) >= 0)


TREND: Final = Scale(
    (_AT_TARGET, Band(Rag.AMBER, "off target but no worse than a year ago"), Band(Rag.RED, "otherwise")), _trend
)


def _range(value: Decimal, held: Yardstick) -> Rated:
    low = held.target if held.target is not None else value
    high = held.upper if held.upper is not None else low
    if low <= value <= high:
        return Rated(Rag.GREEN)
    return _amber_if(low - held.tolerance <= value <= high + held.tolerance)


RANGE: Final = Scale((Band(Rag.GREEN, "inside the range"), Band(Rag.AMBER, "within {by} of it"), _BEYOND), _range)


def _two_state(value: Decimal, held: Yardstick) -> Rated:
    return Rated(Rag.GREEN if held.met_by(value) else Rag.RED)


TWO_STATE: Final = Scale((_AT_TARGET, Band(Rag.RED, "otherwise")), _two_state)


def _stated(_: Decimal, held: Yardstick) -> Rated:
    """Return the rating that somebody gave: a BRAG status is a judgement, not a sum."""
    words = {"b": Rag.BLUE, "g": Rag.GREEN, "a": Rag.AMBER, "r": Rag.RED}
    rag = words.get(held.stated.strip().lower()[:1])
    return Rated(rag) if rag else Rated(Rag.UNRATED, "no status given")


BRAG: Final = Scale(
    (Band(Rag.BLUE, "complete"), Band(Rag.GREEN, "on track"), Band(Rag.AMBER, "at risk"), Band(Rag.RED, "off track")),
    _stated,
    aimless=True,
)


def _finance(value: Decimal, held: Yardstick) -> Rated:
    """Return the rating of a forecast against its budget: cost up is adverse, income is turned by polarity."""
    polarity = held.polarity if held.polarity.sign else Polarity.LOWER
    return _relative(value, replace(held, operator=Operator.AT_MOST, polarity=polarity))


FINANCE: Final = Scale(
    (Band(Rag.GREEN, "on or under budget"), Band(Rag.AMBER, "up to {by} over"), _BEYOND), _finance, percent=True
)
NONE: Final = Scale((), lambda _value, _held: Rated(Rag.UNRATED, "not rated"), aimless=True)
