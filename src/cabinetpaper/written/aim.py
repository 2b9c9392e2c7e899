"""Read a target the way councils write it.

In: the text of a target. Out: an `Aim`, or several where one cell holds two targets with two dates. The whole grammar:

    number      90%   540   3 days   1,500   £25 million
    bounded     <10%   <17K   >70%   ≤5   at least 12   fewer than 50   5% or above   no more than 3   up to 8
    range       between 40 and 60   40-60%
    change      10% reduction [from March 2024]   reduce by 10%   increase of 5%   additional 100
    comparator  England average   above the national average   top quartile   best in group   statistical neighbours
    dated       86.6 by March 2025; 72 by March 2026
    state       TBC   N/A   awaited

What equality means is explicit: `<37` is missed by 37, `37` and `37 or fewer` are met by it. The text is
kept as written for print.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import Final

from cabinetpaper.period import Period
from cabinetpaper.written.cell import Missing, parse_cell
from cabinetpaper.written.number import Scanner


class AimKind(Enum):
    """What sort of target it is."""

    VALUE = "value"
    RANGE = "range"
    CHANGE = "change"
    COMPARATOR = "comparator"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Aim:
    """One target as written. `operator` is `>=`, `<=`, `>`, `<` or empty where only polarity says which way is good.

    `value` is the number aimed for, or the lower end of a range, or the size of a change (negative for a reduction)
    whose unit is `mark` (`%` of the baseline, or the measure's own unit). `by` and `baseline` are periods as written.
    `comparator` names whose figure is the target, `position` which place among peers.
    """

    text: str
    kind: AimKind
    value: Decimal | None = None
    decimals: int = 0
    operator: str = ""
    mark: str = ""
    upper: Decimal | None = None
    by: str = ""
    baseline: str = ""
    comparator: str = ""
    position: str = ""
    missing: Missing | None = None


_BEFORE: Final = tuple(
    (re.compile(rf"(?:{words})\s*(?=[£0-9])", re.IGNORECASE), operator)
    for words, operator in (
        (r">=|≥|at least|no (?:less|fewer) than|a minimum of|minimum(?: of)?|not (?:less|fewer) than", ">="),
        (r"<=|≤|at most|no more than|not more than|a maximum of|maximum(?: of)?|up to|within", "<="),
        (r">|more than|greater than|over|above|exceed(?:ing)?", ">"),
        (r"<|less than|fewer than|under|below", "<"),
    )
)
_AFTER: Final = tuple(
    (re.compile(rf"(?:{words})$", re.IGNORECASE), operator)
    for words, operator in (
        (r"or (?:above|more|over|better|higher|greater)|and (?:above|over)|minimum|\+", ">="),
        (r"or (?:below|less|fewer|under|lower)|and (?:below|under)|maximum", "<="),
    )
)
_BY: Final = re.compile(r"\b(?:by(?: the end of)?|at|for|in) (?P<by>[^()]{1,48})\)?$")
_YEAR_END: Final = re.compile(r"(?:the )?year[- ]end")
_LONGEST_DATE: Final = 48
"""The characters at the end of a target in which its date stands."""

_BETWEEN: Final = re.compile(r"between\s+", re.IGNORECASE)
_TO: Final = re.compile(r"\s*(?:-|\N{EN DASH}|and|to)\s*", re.IGNORECASE)
_CHANGED_BY: Final = re.compile(
    r"(?P<way>reduc\w+|decrease\w*|increase\w*|improve\w*)\s+(?:by|of)\s+|(?:an )?(?P<more>additional|extra)\s+", re.I
)
_CHANGED: Final = re.compile(r"\s+(?P<way>reduction|decrease|fall|increase|rise|improvement)", re.IGNORECASE)
_FROM: Final = re.compile(r"\s+(?:from|on|against)\s+(?P<from>.+)", re.IGNORECASE)
_COMPARATOR: Final = re.compile(
    r"(?:(?P<way>above|better than|at or above|below|at or below|in line with|equal "
    r"to|meet|match)\s+)?(?:(?:the|a|our)\s+)?"
    r"(?P<name>(?:england|national|regional|south east|statistical neighbours?'?|cipfa|comparator|peer group|family "
    r"group|network)\b.*?"
    r"(?:average|mean|median)?)",
    re.IGNORECASE,
)
_POSITION: Final = re.compile(
    r"(?:in\s+)?(?:the\s+)?(?P<p>(?:top|upper|best|second|bottom|lowest)\s+(?:quartile|quarter|decile|third|half|in "
    r"(?:the )?\w+)|best (?:in|among).+)",
    re.I,
)


def parse_aims(text: str) -> tuple[Aim, ...]:
    """Return every target in the text: one, or one for each part of `86.6 by March 2025; 72 by March 2026`."""
    parts = [part.strip() for part in re.split(r";|\n|,? and (?=\S+ by )|, (?=\S+ by )", text) if part.strip()]
    return tuple(parse_aim(part) for part in parts) if len(parts) > 1 else (parse_aim(text),)


def parse_aim(text: str) -> Aim:
    """Return the one target that the text states; raise `ValueError` with the understood forms where it states none."""
    plain = " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())
    state = parse_cell(plain)
    if state.missing is not None and state.missing is not Missing.UNSTATED:
        return Aim(text, AimKind.STATE, missing=state.missing)
    plain, by = _without_date(plain)
    for read in (_range, _change, _position, _comparator, _bounded):
        aim = read(plain)
        if aim is not None:
            return replace(aim, text=text, by=by)
    raise ValueError(f"“{text}” is not a target; write {TARGETS_UNDERSTOOD}")


TARGETS_UNDERSTOOD: Final = (
    "a number (“90%”), a bound (“<10%”, “at least 12”, “5% or above”), a range (“between 40 and 60”), a change (“10% "
    "reduction from March 2024”), a comparator (“England average”, “top quartile”), or a state (“TBC”, “N/A”)"
)


def _without_date(plain: str) -> tuple[str, str]:
    """Return a target without the date at its end, and that date: `86.6`, `March 2025`; no date where none is named."""
    at = max(0, len(plain) - _LONGEST_DATE)
    while match := _BY.search(plain, at):
        if Period.named(match["by"]) is not None or _YEAR_END.fullmatch(match["by"]):
            return plain[: match.start()].rstrip(" ,("), match["by"]
        at = match.start("by")
    return plain, ""


def _bounded(plain: str) -> Aim | None:
    rest, operator = plain, ""
    for words, sign in _BEFORE:
        if match := words.match(rest):
            rest, operator = rest[match.end() :], sign
            break
    for words, sign in _AFTER:
        if match := words.search(rest):
            if operator:
                return None
            rest, operator = rest[: match.start()], sign
            break
    cell = parse_cell(rest)
    if cell.value is None or cell.note or cell.qualifier or cell.rank or cell.numerator is not None:
        return None
    return Aim(plain, AimKind.VALUE, cell.value, cell.decimals, operator, cell.mark)


def _range(plain: str) -> Aim | None:
    scan = Scanner(plain)
    scan.take(_BETWEEN)
    low, joint, high = scan.number(), scan.take(_TO), scan.number()
    if low is None or joint is None or high is None or not scan.done or low.ordinal or high.ordinal:
        return None
    if low.value > high.value:
        raise ValueError(f"“{plain}” is a range that ends below its beginning")
    decimals, mark = max(low.decimals, high.decimals), high.mark or low.mark
    return Aim(plain, AimKind.RANGE, low.value, decimals, "", mark, high.value)


def _change(plain: str) -> Aim | None:
    scan = Scanner(plain)
    before, size = scan.take(_CHANGED_BY), scan.number()
    way = before or scan.take(_CHANGED)
    baseline = scan.take(_FROM)
    if size is None or way is None or not scan.done or size.ordinal or size.value < 0:
        return None
    down = (way["way"] or "").lower().startswith(("reduc", "decrease", "fall"))
    return Aim(
        plain,
        AimKind.CHANGE,
        -size.value if down else size.value,
        size.decimals,
        "<=" if down else ">=",
        size.mark,
        baseline=baseline["from"] if baseline else "",
    )


def _position(plain: str) -> Aim | None:
    match = _POSITION.fullmatch(plain)
    return Aim(plain, AimKind.COMPARATOR, position=match["p"].lower()) if match else None


def _comparator(plain: str) -> Aim | None:
    match = _COMPARATOR.fullmatch(plain)
    if match is None:
        return None
    way = (match["way"] or "").lower()
    operator = {"above": ">", "better than": "", "at or above": ">=", "below": "<", "at or below": "<="}.get(way, "")
    return Aim(plain, AimKind.COMPARATOR, operator=operator, comparator=match["name"].strip())
