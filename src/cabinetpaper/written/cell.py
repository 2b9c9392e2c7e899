"""Read a cell the way an officer wrote it, and print it back exactly.

In: the text of one cell. Out: a `Cell`: a number with all that stands round it, or the state that explains why there is
none. Nothing is dropped: `Cell.text` is the cell as written, and what no rule explains ends up in `note`. The forms are
those of real scorecards: `24% (79/334)`, `1,665`, `<17K`, `80% *Prov (2014)`, `66.4% (amended from 68.9%)`, `7th out of
152`, `3.54 A`, `nearly 37%`, `0.20 F`, `645 (3-year average)`, `TBC`, `n/a Yearly`, `Pending data accuracy work`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final


class Missing(Enum):
    """Why a cell has no value; the value is the standard shorthand (Analysis Function), explained near a table."""

    NOT_APPLICABLE = "[z]"
    AWAITED = "[x] awaited"
    PENDING = "[x] pending"
    NEW = "[x] new"
    NOT_COLLECTED = "[x] not collected"
    NO_COMPARATOR = "[x] no comparator"
    SUPPRESSED = "[c]"
    UNSTATED = "[x]"

    @property
    def shorthand(self) -> str:
        """Return the bracketed letter alone."""
        return self.value[:3]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell says.

    `value` is the number as printed (a percentage is 24, not 0.24; `17K` is 17000), `decimals` its printed precision.
    `mark` is the unit seen in the cell: `%`, `£`, a word such as `weeks`, or empty. `missing` is set where there is no
    value. `size` is the field of a rank (`7th out of 152`). `effect` is `A` (adverse) or `F` (favourable) in finance;
    the value then carries the sign of a variance: adverse positive, favourable negative (domain 2.9).
    """

    text: str
    value: Decimal | None = None
    decimals: int = 0
    mark: str = ""
    qualifier: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    provisional: bool = False
    estimate: bool = False
    revised_from: str = ""
    rank: bool = False
    size: Decimal | None = None
    effect: str = ""
    note: str = ""
    missing: Missing | None = None

    @property
    def agrees_with_fraction(self) -> bool:
        """Return whether a printed percentage is its fraction at printed precision, rounded half up; true without a
        fraction.
        """
        if self.value is None or self.numerator is None or not self.denominator:
            return True
        # |printed - exact| <= half a unit of the last printed place accepts either rounding at an exact tie.
        return abs(self.value - self.numerator * 100 / self.denominator) * 2 <= Decimal(1).scaleb(-self.decimals)


_NUMBER: Final = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?![0-9])(?:\.[0-9]{1,10}(?![0-9]))?"
_QUALIFIERS: Final = (
    "less than", "fewer than", "more than", "greater than", "at least", "at most", "up to", "nearly", "almost", "circa", "around",
    "about", "approximately", "approx.", "over", "under", "above", "below", "only", "just under", "just over", "estimated", "c.",
    "~", "<=", ">=", "≤", "≥", "<", ">",
)  # fmt: skip
_QUALIFIER: Final = "|".join(re.escape(one) for one in sorted(_QUALIFIERS, key=len, reverse=True))
_LEAD: Final = re.compile(
    rf"(?:(?P<qualifier>{_QUALIFIER})\s*)?(?P<open>\()?(?P<sign>[-\N{{MINUS "
    rf"SIGN}}+])?(?P<money>£)?(?P<number>{_NUMBER})"
    rf"(?(open)\))\s?(?P<scale>K\b|k\b|thousand\b|m\b|million\b|bn\b|billion\b)?(?P<percent>\s?%)?(?P<ordinal>st\b|nd\b|rd\b|th\b)?",
    re.IGNORECASE,
)
_SCALES: Final = {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}
_YEARS: Final = r"(?:19|20)\d\d/\d\d\s*\)"
_BARE: Final = re.compile(r"[-+]?[\d,.]+%?")
"""A number and nothing else, as nearly every cell is: it can be no state."""

_FOLLOWS: Final = ("", " ", "(", "*", "[")
"""What may stand right behind a number; anything else means that it is no number at all (`12x`, `96,1`, `30.09.14`)."""

_FRACTION: Final = re.compile(rf"\(\s*(?!{_YEARS})(?P<a>{_NUMBER})\s*(?:/|out of|of)\s*(?P<b>{_NUMBER})\s*\)")
_PROVISIONAL: Final = re.compile(r"\*\s*prov(?:isional)?\.?|\(p\)|\[p\]|\bprovisional\b", re.IGNORECASE)
_ESTIMATE: Final = re.compile(r"\[e\]|\(e\)|\bestimated?\b", re.IGNORECASE)
_REVISED: Final = re.compile(
    r"\((?:amended|revised|previously|was)\s+(?:from\s+)?(?P<old>[^()]+)\)|\[r\]", re.IGNORECASE
)
_EFFECT: Final = re.compile(r"^\s*\(?(?P<effect>A|F|ADV|FAV)\)?\s*$")
_SIZE: Final = re.compile(rf"^\s*(?:out of|of|/)\s*(?P<size>{_NUMBER})\b", re.IGNORECASE)
_WORD: Final = re.compile(
    r"^\s*(?P<word>percent|per cent|percentage points?|points?|minutes?|hours?|days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)
_MISSING: Final = (
    (re.compile(r"\[c\]|\*|suppressed|confidential", re.IGNORECASE), Missing.SUPPRESSED),
    (re.compile(r"no comparator.*|no national comparator.*", re.IGNORECASE), Missing.NO_COMPARATOR),
    (re.compile(r"new\b.*|n/?a new.*", re.IGNORECASE), Missing.NEW),
    (re.compile(r"pending\b.*|.*accuracy work.*|.*data quality.*", re.IGNORECASE), Missing.PENDING),
    (
        re.compile(
            r"tbc|tba|to be (?:confirmed|agreed|advised).*|awaited.*|awaiting.*|not yet (?:published|available|due).*",
            re.IGNORECASE,
        ),
        Missing.AWAITED,
    ),
    (
        re.compile(
            r"(?:not|no longer|never) (?:collected|recorded|reported|measured).*|.*not collected.*", re.IGNORECASE
        ),
        Missing.NOT_COLLECTED,
    ),
    (
        re.compile(r"n\.?/?a\.?|not applicable.*|-|\N{EN DASH}|\N{EM DASH}|\[z\]|nil return", re.IGNORECASE),
        Missing.NOT_APPLICABLE,
    ),
    (re.compile(r"n/a\b.*", re.IGNORECASE), Missing.NOT_APPLICABLE),
)


def parse_cell(text: str) -> Cell:
    """Return what the cell says. A blank cell is `UNSTATED`; words without a number keep their text as the reason."""
    plain = " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())
    if not plain:
        return Cell(text, missing=Missing.UNSTATED)
    for pattern, state in () if _BARE.fullmatch(plain) else _MISSING:
        if pattern.fullmatch(plain):
            return Cell(text, missing=state, note=plain)
    lead = _LEAD.match(plain)
    if lead is None or (plain[lead.end() :][:1] not in _FOLLOWS and not plain[lead.end() - 1].isspace()):
        return Cell(text, missing=Missing.UNSTATED, note=plain)
    return _with_tail(text, plain[lead.end() :], lead)


def _with_tail(text: str, tail: str, lead: re.Match[str]) -> Cell:
    """Return the cell of a number and everything behind it; each rule takes its words out of the tail, the rest is the
    note.
    """
    value, decimals = _value(lead)
    if not tail and not lead["qualifier"] and not lead["money"]:
        return Cell(text, value, decimals, "%" if lead["percent"] else "", rank=bool(lead["ordinal"]))
    taken: dict[str, re.Match[str] | None] = {}
    for name, pattern in (
        ("fraction", _FRACTION),
        ("revised", _REVISED),
        ("provisional", _PROVISIONAL),
        ("estimate", _ESTIMATE),
    ):
        taken[name] = match = pattern.search(tail)
        if match is not None:
            tail = f"{tail[: match.start()]} {tail[match.end() :]}"
    for name, pattern in (("effect", _EFFECT), ("size", _SIZE), ("word", _WORD)):
        taken[name] = match = pattern.match(tail)
        if match is not None:
            tail = tail[match.end() :]
    effect = taken["effect"]["effect"][0] if taken["effect"] else ""
    rank = bool(lead["ordinal"])
    fraction, revised, word, size = taken["fraction"], taken["revised"], taken["word"], taken["size"]
    qualifier = (lead["qualifier"] or "").lower()
    return Cell(
        text,
        -value if effect == "F" else value,
        decimals,
        "%" if lead["percent"] else "£" if lead["money"] else word["word"].lower() if word else "",
        qualifier,
        _decimal(fraction["a"]) if fraction else None,
        _decimal(fraction["b"]) if fraction else None,
        taken["provisional"] is not None,
        taken["estimate"] is not None or qualifier == "estimated",
        (revised["old"] or "").strip() if revised else "",
        rank,
        _decimal(size["size"]) if size and rank else None,
        effect,
        _note(tail),
    )


def _value(lead: re.Match[str]) -> tuple[Decimal, int]:
    """Return the number and its printed precision; brackets and minus both mean credit (domain 2.9)."""
    number = lead["number"].replace(",", "")
    value = Decimal(number)
    decimals = len(number.partition(".")[2])
    if lead["scale"]:
        power = _SCALES[lead["scale"].lower()]
        value, decimals = value.scaleb(power).quantize(Decimal(1)), 0
    negative = bool(lead["open"]) or lead["sign"] in {"-", "\N{MINUS SIGN}"}
    return (-value if negative else value), decimals


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _note(tail: str) -> str:
    """Return what is left of the cell in words, without the brackets that stood round all of it."""
    note = " ".join(tail.split())
    return note[1:-1].strip() if note.startswith("(") and note.endswith(")") and note.count("(") == 1 else note
