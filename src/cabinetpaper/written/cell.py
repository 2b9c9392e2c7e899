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

from cabinetpaper.written.number import Number, Scanner, decimal_of, fraction_in


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
    the value then carries the sign of a variance: adverse positive, favourable negative.
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


_QUALIFIERS: Final = (
    "less than|fewer than|more than|greater than|at least|at most|up "
    "to|nearly|almost|circa|around|about|approximately|approx.|over|under|above|below|only|just under|just "
    "over|estimated|c.|~|<=|>=|≤|≥|<|>"
)
_QUALIFIER: Final = re.compile(
    rf"({'|'.join(re.escape(word) for word in sorted(_QUALIFIERS.split('|'), key=len, reverse=True))})\s*",
    re.IGNORECASE,
)
_FOLLOWS: Final = (" ", "(", "*", "[")
"""What may stand right behind a number; anything else means that it is no number at all (`12x`, `96,1`, `30.09.14`)."""

_PROVISIONAL: Final = re.compile(r"\*\s*prov(?:isional)?\.?|\(p\)|\[p\]|\bprovisional\b", re.IGNORECASE)
_ESTIMATE: Final = re.compile(r"\[e\]|\(e\)|\bestimated?\b", re.IGNORECASE)
_REVISED: Final = re.compile(r"\((?:amended|revised|previously|was)\s++(?:from\s++)?([^()]++)\)|\[r\]", re.IGNORECASE)
_EFFECT: Final = re.compile(r"\s*\(?(A|F|ADV|FAV)\)?\s*$")
_WORD: Final = re.compile(
    r"\s*(percent|per cent|percentage points?|points?|minutes?|hours?|days?|weeks?|months?|years?)\b", re.IGNORECASE
)
_MISSING: Final = tuple(
    (re.compile(words, re.IGNORECASE), state)
    for words, state in (
        (r"\[c\]|\*|suppressed|confidential", Missing.SUPPRESSED),
        (r"no comparator.*|no national comparator.*", Missing.NO_COMPARATOR),
        (r"new\b.*|n/?a new.*", Missing.NEW),
        (r"pending\b.*|.*accuracy work.*|.*data quality.*", Missing.PENDING),
        (
            r"tbc|tba|to be (?:confirmed|agreed|advised).*|awaited.*|awaiting.*|not yet (?:published|available|due).*",
            Missing.AWAITED,
        ),
        (
            r"(?:not|no longer|never) (?:collected|recorded|reported|measured).*|.*not collected.*",
            Missing.NOT_COLLECTED,
        ),
        (r"n\.?/?a\.?|not applicable.*|-|\N{EN DASH}|\N{EM DASH}|\[z\]|nil return|n/a\b.*", Missing.NOT_APPLICABLE),
    )
)


def parse_cell(text: str) -> Cell:
    """Return what the cell says. A blank cell is `UNSTATED`; words without a number keep their text as the reason."""
    plain = " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())
    scan = Scanner(plain)
    qualified, number = scan.take(_QUALIFIER), scan.number()
    if number is None or not scan.done:
        state = next((state for words, state in _MISSING if words.fullmatch(plain)), None)
        if state is not None or number is None or not scan.rest.startswith(_FOLLOWS):
            return Cell(text, missing=state or Missing.UNSTATED, note=plain)
    return _with_tail(text, qualified[1].lower() if qualified else "", number, scan.rest)


def _with_tail(text: str, qualifier: str, number: Number, tail: str) -> Cell:
    """Return the cell of a number and what stands behind it; each rule takes its words out, the rest is the note."""
    fraction = fraction_in(tail)
    if fraction is not None:
        tail = f"{tail[: fraction.start]} {tail[fraction.end :]}"
    taken: list[re.Match[str] | None] = []
    for words in (_REVISED, _PROVISIONAL, _ESTIMATE):
        match = words.search(tail)
        taken.append(match)
        if match is not None:
            tail = f"{tail[: match.start()]} {tail[match.end() :]}"
    revised, provisional, estimate = taken
    scan = Scanner(tail)
    effect, whole, word = scan.take(_EFFECT), scan.whole(), scan.take(_WORD)
    return Cell(
        text,
        -number.value if effect and effect[1].startswith("F") else number.value,
        number.decimals,
        number.mark or (word[1].lower() if word else ""),
        qualifier,
        fraction.part if fraction else None,
        fraction.whole if fraction else None,
        provisional is not None,
        estimate is not None or qualifier == "estimated",
        (revised[1] or "").strip() if revised else "",
        number.ordinal,
        decimal_of(whole) if whole and number.ordinal else None,
        effect[1][0] if effect else "",
        _without_brackets(" ".join(scan.rest.split())),
    )


def _without_brackets(note: str) -> str:
    """Return a remark without the brackets that stand round all of it."""
    return note[1:-1].strip() if note.startswith("(") and note.endswith(")") and note.count("(") == 1 else note
