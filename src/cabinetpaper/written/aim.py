"""Read a target the way councils write it.

In: the text of a target. Out: an `Aim`, or several where one cell holds two targets with two dates. The whole grammar:

    number              90%   540   3 days   1,500   £25 million bounded             <10%  <17K  >70%  ≤5   at least 12
    fewer than 50   5% or above   no more than 3   up to 8 range               between 40 and 60    40-60% change
    10% reduction [from March 2024]   reduce by 10%   increase of 5%   additional 100 comparator          England
    average   above the national average   top quartile   best in group   statistical neighbours dated
    86.6 by March 2025; 72 by March 2026 state               TBC   N/A   awaited

What equality means is explicit: `<37` is missed by 37, `37` and `37 or fewer` are met by it (domain 2.1). The text is
kept as written for print.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import Final

from cabinetpaper.written.cell import Missing, parse_cell


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


_NUMBER: Final = r"£?(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?![0-9])(?:\.[0-9]{1,10}(?![0-9]))?\s?(?:K\b|million\b|m\b|bn\b)?\s?%?"
_BEFORE: Final = (
    (r">=|≥|at least|no (?:less|fewer) than|a minimum of|minimum(?: of)?|not (?:less|fewer) than", ">="),
    (r"<=|≤|at most|no more than|not more than|a maximum of|maximum(?: of)?|up to|within", "<="),
    (r">|more than|greater than|over|above|exceed(?:ing)?", ">"),
    (r"<|less than|fewer than|under|below", "<"),
)  # fmt: skip
_AFTER: Final = (
    (r"or (?:above|more|over|better|higher|greater)|and (?:above|over)|minimum|\+", ">="),
    (r"or (?:below|less|fewer|under|lower)|and (?:below|under)|maximum", "<="),
)
_BY: Final = re.compile(
    r"\s*(?:\(|,)?\s*(?:by(?: the end of)?|at|for|in)\s+(?P<by>(?:[A-Z][a-z]+ )?\d{4}(?:/\d\d)?|Q[1-4] "
    r"\d{4}/\d\d|(?:the )?year[- ]end)\)?$"
)
_RANGE: Final = re.compile(
    rf"(?:between\s+)?(?P<a>{_NUMBER})\s*(?:-|\N{{EN DASH}}|and|to)\s*(?P<b>{_NUMBER})", re.IGNORECASE
)
_CHANGE: Final = (
    re.compile(
        rf"(?P<n>{_NUMBER})\s+(?P<way>reduction|decrease|fall|increase|rise|improvement)(?:\s+(?:from|on|against)\s+(?P<from>.+))?",
        re.I,
    ),
    re.compile(
        rf"(?P<way>reduc\w+|decrease\w*|increase\w*|improve\w*)\s+(?:by|of)\s+(?P<n>{_NUMBER})(?:\s+(?:from|on|against)\s+(?P<from>.+))?",
        re.I,
    ),
    re.compile(rf"(?:an )?(?P<way>additional|extra)\s+(?P<n>{_NUMBER})(?P<from>$)?", re.I),
)
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
    by = ""
    if match := _BY.search(plain):
        by, plain = match["by"], plain[: match.start()].rstrip(" ,(")
    for read in (_range, _change, _position, _comparator, _bounded):
        aim = read(plain)
        if aim is not None:
            return replace(aim, text=text, by=by)
    raise ValueError(f"“{text}” is not a target; write {TARGETS_UNDERSTOOD}")


TARGETS_UNDERSTOOD: Final = (
    "a number (“90%”), a bound (“<10%”, “at least 12”, “5% or above”), a range (“between 40 and 60”), a change (“10% "
    "reduction from "
    "March 2024”), a comparator (“England average”, “top quartile”), or a state (“TBC”, “N/A”)"
)


def _amount(text: str) -> tuple[Decimal, int, str]:
    cell = parse_cell(text)
    if cell.value is None:
        raise ValueError(f"“{text}” is not a number")
    return cell.value, cell.decimals, cell.mark


def _bounded(plain: str) -> Aim | None:
    rest, operator = plain, ""
    for words, sign in _BEFORE:
        if match := re.match(rf"(?:{words})\s*(?=[£\d])", rest, re.IGNORECASE):
            rest, operator = rest[match.end() :], sign
            break
    for words, sign in _AFTER:
        if match := re.search(rf"\s*(?:{words})$", rest, re.IGNORECASE):
            if operator:
                return None
            rest, operator = rest[: match.start()], sign
            break
    cell = parse_cell(rest)
    if cell.value is None or cell.note or cell.qualifier or cell.rank or cell.numerator is not None:
        return None
    return Aim(plain, AimKind.VALUE, cell.value, cell.decimals, operator, cell.mark)


def _range(plain: str) -> Aim | None:
    match = _RANGE.fullmatch(plain)
    if match is None:
        return None
    (low, low_decimals, low_mark), (high, high_decimals, high_mark) = _amount(match["a"]), _amount(match["b"])
    if low > high:
        raise ValueError(f"“{plain}” is a range that ends below its beginning")
    return Aim(plain, AimKind.RANGE, low, max(low_decimals, high_decimals), "", high_mark or low_mark, high)


def _change(plain: str) -> Aim | None:
    for pattern in _CHANGE:
        if match := pattern.fullmatch(plain):
            value, decimals, mark = _amount(match["n"])
            down = match["way"].lower().startswith(("reduc", "decrease", "fall"))
            return Aim(
                plain,
                AimKind.CHANGE,
                -value if down else value,
                decimals,
                "<=" if down else ">=",
                mark,
                baseline=match["from"] or "",
            )
    return None


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
