"""Print a workbook's cell the way the spreadsheet shows it.

In: a cell's value and its number format. Out: the text that the officer sees: 0.9 under `0%` is `90%`, a date under
`mmm-yy` is `Jun-22`. Officers read what is shown, and so do we; what is held behind it (0.8983 shown as 90%) comes
along as `held`.
"""

from __future__ import annotations

import calendar
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

from cabinetpaper.period import MONTHS
from cabinetpaper.unit import grouped, rounded
from cabinetpaper.written import plain_number


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as shown. `held` is the number behind it at full precision, in the unit shown (89.83 behind `90%`, 25.4
    behind `25.4m`); `fault` says why a cell shows no usable text (an error value), `formula` is one that was never
    calculated.
    """

    text: str
    held: Decimal | None = None
    fault: str = ""
    formula: str = ""

    @property
    def blank(self) -> bool:
        """Return whether nothing at all stands in the cell."""
        return not (self.text.strip() or self.fault or self.formula)


_TOKEN: Final = re.compile(
    r"\"(?P<quoted>[^\"]*)\"|\\(?P<escaped>.)|(?P<room>[_*].)|\[(?P<bracket>[^\[\]]*)\]"
    r"|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*,*)?|\.[0#?]+)|(?P<exponent>E[+-]0+)|(?P<percent>%)|(?P<general>General)"
    r"|(?P<part>y+|m+|d+|h+|s+)|(?P<end>;)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
"""What a number format is made of: words, room for a character (`_)`), colours, conditions and currencies in square
brackets, places of digits, parts of a date; `;` ends the form for one sign.
"""

_LONGEST_FORMAT: Final = 255
"""The characters of the longest format that Excel takes."""

_CONDITION: Final = re.compile(r"(<=|>=|<>|=|<|>)(.*)")
_COMPARE: Final[Mapping[str, Callable[[Decimal, Decimal], bool]]] = {
    "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_ERRORS: Final = frozenset(
    [
        "#DIV/0!",
        "#N/A",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#REF!",
        "#VALUE!",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#GETTING_DATA",
    ]
)
_SYSTEM_DATES: Final = {"mm-dd-yy": "dd/mm/yyyy", "m/d/yy h:mm": "dd/mm/yyyy"}
"""The two formats that a spreadsheet shows in the order of its user's country; here the day comes first."""

_HELD_DIGITS: Final = 15
_LARGEST: Final = Decimal(10) ** 13
_MOST_PLACES: Final = 12
_GENERAL_WIDTH: Final = 11

Tokens = list[tuple[str, str]]
"""The pieces of a format, each with its kind (a group of `_TOKEN`) and its text."""


def show(value: object, number_format: str) -> Shown:
    """Return the cell as the spreadsheet shows it; formats that we do not know show the plain value."""
    if value is None:
        return Shown("")
    if isinstance(value, bool):
        return Shown("TRUE" if value else "FALSE")
    if len(number_format) > _LONGEST_FORMAT:
        number_format = "General"
    if isinstance(value, int | float | Decimal):
        return _number(Decimal(str(value)), number_format)
    if isinstance(value, datetime | date):
        return Shown(_date(value, _SYSTEM_DATES.get(number_format, number_format)))
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return Shown(f"{minutes // 60}:{minutes % 60:02d}")
    if isinstance(value, time):
        return Shown(value.isoformat("minutes"))
    text = str(value)
    if text.strip().upper() in _ERRORS:
        return Shown(text.strip(), fault=f"the cell shows {text.strip()}")
    return Shown(text)


def _sections(number_format: str) -> list[Tokens]:
    """Return the pieces of a format, one list for each of its forms: positive; negative; zero."""
    sections: list[Tokens] = [[]]
    for match in _TOKEN.finditer(number_format):
        kind = match.lastgroup or ""
        if kind == "end":
            sections.append([])
        else:
            sections[-1].append((kind, match[kind]))
    return sections


def _number(value: Decimal, number_format: str) -> Shown:
    if not value.is_finite() or abs(value) >= _LARGEST:
        return Shown("", fault="the cell holds a number that can be no figure")
    value = Context(prec=_HELD_DIGITS, rounding=ROUND_HALF_UP).plus(value)
    if number_format == "General":
        return Shown(_general(value), value)
    tokens, signed = _section(value, _sections(number_format))
    kinds = {kind for kind, _ in tokens}
    places = [text for kind, text in tokens if kind == "digits"]
    worded = any(text for kind, text in tokens if kind in {"quoted", "escaped"})
    if len(places) > 1 or "exponent" in kinds or not (places or worded):
        return Shown(_general(value), value)
    form = places[0] if places and "general" not in kinds else ""
    value = (value * 100 if "percent" in kinds else value).scaleb(-3 * (len(form) - len(form.rstrip(","))))
    pieces = []
    for kind, text in tokens:
        if kind == "digits":
            pieces.append(_written(value, form))
        elif kind == "general":
            pieces.append(_general(abs(value)))
        elif kind == "bracket":
            pieces.append(text[1:].partition("-")[0] if text.startswith("$") else "")
        elif kind != "room":
            pieces.append(text)
    sign = "-" if signed and _written(value, form).strip("0.,") else ""
    return Shown(sign + "".join(pieces).strip(), value)


def _section(value: Decimal, sections: list[Tokens]) -> tuple[Tokens, bool]:
    """Return the form that applies (by its condition, or positive; negative; zero), and whether a minus is to be put
    before what it shows. A zero is always shown: a dash in its place would read as no figure.
    """
    conditions = [_condition(tokens) for tokens in sections]
    if any(conditions):
        for tokens, condition in zip(sections, conditions, strict=True):
            if condition is None or condition[0](value, condition[1]):
                return tokens, value < 0
        return [("general", "General")], value < 0

    def prints_digits(at: int, marks: str) -> bool:
        return len(sections) > at and any(k == "digits" and any(m in t for m in marks) for k, t in sections[at])

    if value < 0 and prints_digits(1, "0#"):
        return sections[1], False
    if value == 0 and prints_digits(2, "0"):
        return sections[2], False
    return sections[0], value < 0


def _condition(tokens: Tokens) -> tuple[Callable[[Decimal, Decimal], bool], Decimal] | None:
    """Return the condition of a form, such as that of `[>=1000]0.0`, and the number it compares with."""
    for kind, text in tokens:
        match = _CONDITION.fullmatch(text) if kind == "bracket" else None
        limit = plain_number(match[2]) if match else None
        if match and limit:
            return _COMPARE[match[1]], limit.value
    return None


def _written(value: Decimal, form: str) -> str:
    """Return the size of a number under its places (`#,##0.0`): decimals half up, optional ones only where they are not
    0.
    """
    if not form:
        return _general(abs(value))
    whole, _, places = form.rstrip(",").partition(".")
    places = places[:_MOST_PLACES]
    text = grouped(abs(value), len(places))
    for place in reversed(places):
        if place == "0" or not text.endswith("0"):
            break
        text = text[:-1]
    text = text.rstrip(".") if places else text
    text = text if "," in whole else text.replace(",", "")
    missing = whole.count("0") - len(text.partition(".")[0].replace(",", ""))
    return "0" * missing + text


def _general(value: Decimal) -> str:
    """Return a number without a format: as many decimals as fit into the usual width of a cell."""
    whole = len(f"{abs(value):.0f}")
    text = f"{rounded(value, max(0, _GENERAL_WIDTH - 1 - whole)):f}" if value.as_tuple().exponent else f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _date(value: date, number_format: str) -> str:
    """Return a date in its format; days and months in letters are English, as the council's own spreadsheet shows
    them. A format with a time in it, or without any part of a date, shows 2024-06-30.
    """
    tokens = _sections(number_format)[0]
    parts = {text[0].lower() for kind, text in tokens if kind == "part"}
    if not parts or parts & {"h", "s"} or any(kind == "general" for kind, _ in tokens):
        return value.strftime("%Y-%m-%d")
    month, day = MONTHS[value.month - 1], calendar.day_name[value.weekday()]
    shown = {
        "yy": f"{value.year % 100:02d}",
        "yyyy": str(value.year),
        "m": str(value.month),
        "mm": f"{value.month:02d}",
        "mmm": month[:3],
        "mmmm": month,
        "mmmmm": f"{month[:3]} {value.year}",
        "d": str(value.day),
        "dd": f"{value.day:02d}",
        "ddd": day[:3],
        "dddd": day,
    }
    texts = (shown.get(text.lower(), "") if kind == "part" else text for kind, text in tokens if kind != "bracket")
    return "".join(texts)
