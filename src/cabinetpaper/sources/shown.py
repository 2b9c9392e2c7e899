"""Print a workbook's cell the way the spreadsheet shows it.

In: a cell's value and its number format. Out: the text that the officer sees: 0.9 under `0%` is `90%`, a date under
`mmm-yy` is `Jun-22`. Officers read what is shown, and so do we; what is held behind it (0.8983 shown as 90%) comes
along as `held`.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

from cabinetpaper.period import MONTHS
from cabinetpaper.unit import grouped, rounded


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
    r"\"(?P<quoted>[^\"]*)\"|\\(?P<escaped>.)|_.|\*.|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*,*)?|\.[0#?]+)"
    r"|(?P<exponent>E[+-]0+)|(?P<percent>%)|(?P<general>General)|(?P<other>.)",
    re.IGNORECASE,
)
_CONDITION: Final = re.compile(r"\[(?P<sign><=|>=|<>|=|<|>)(?P<limit>-?[\d.]+)\]")
_COMPARE: Final[Mapping[str, Callable[[Decimal, Decimal], bool]]] = {
    "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_DATE_PARTS: Final = re.compile(r"y+|m+|d+|h+|s+", re.IGNORECASE)
_ERRORS: Final = frozenset(
    {
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
    }
)
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SYSTEM_DATES: Final = {"mm-dd-yy": "dd/mm/yyyy", "m/d/yy h:mm": "dd/mm/yyyy"}
"""The two formats that a spreadsheet shows in the order of its user's country; here the day comes first."""

_HELD_DIGITS: Final = 15
_LARGEST: Final = Decimal(10) ** 13
_MOST_PLACES: Final = 12
_GENERAL_WIDTH: Final = 11


def show(value: object, number_format: str) -> Shown:
    """Return the cell as the spreadsheet shows it; formats that we do not know show the plain value."""
    if value is None:
        return Shown("")
    if isinstance(value, bool):
        return Shown("TRUE" if value else "FALSE")
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


def _number(value: Decimal, number_format: str) -> Shown:
    if not value.is_finite() or abs(value) >= _LARGEST:
        return Shown("", fault="the cell holds a number that can be no figure")
    value = Context(prec=_HELD_DIGITS, rounding=ROUND_HALF_UP).plus(value)
    if number_format == "General":
        return Shown(_general(value), value)
    section, signed = _section(value, number_format)
    tokens = list(_TOKEN.finditer(section))
    digits = [token["digits"] for token in tokens if token["digits"]]
    literal = "".join(token["quoted"] or token["escaped"] or "" for token in tokens)
    odd = len(digits) > 1 or any(token["exponent"] for token in tokens) or (not digits and not literal)
    if odd or any(token["general"] for token in tokens):
        digits = []
    value *= 100 if any(token["percent"] for token in tokens) and not odd else 1
    if odd:
        return Shown(_general(value), value)
    value = value.scaleb(-3 * (len(digits[0]) - len(digits[0].rstrip(",")))) if digits else value
    text = "".join(_printed(token, value, digits) for token in tokens).strip()
    sign = "-" if signed and _written(value, digits).strip("0.,") else ""
    return Shown(sign + text, value)


def _printed(token: re.Match[str], value: Decimal, digits: list[str]) -> str:
    """Return what one part of a number format shows."""
    if token["digits"]:
        return _written(value, digits)
    if token["general"]:
        return _general(abs(value))
    return token["quoted"] or token["escaped"] or token["currency"] or token["percent"] or token["other"] or ""


def _written(value: Decimal, digits: list[str]) -> str:
    """Return the size of a number under its digits (`#,##0.0`): decimals half up, optional ones only where they are not
    0.
    """
    if not digits:
        return _general(abs(value))
    whole, _, places = digits[0].rstrip(",").partition(".")
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


def _section(value: Decimal, number_format: str) -> tuple[str, bool]:
    """Return the part of a format that applies (by its condition, or positive; negative; zero), and whether a minus is
    to be put before what it shows. A zero is always shown: a dash in its place would read as no figure.
    """
    parts = re.split(r";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", number_format)
    conditions = [_CONDITION.search(part) for part in parts]
    if any(conditions):
        for part, condition in zip(parts, conditions, strict=True):
            if condition is None or _COMPARE[condition["sign"]](value, Decimal(condition["limit"])):
                return part, value < 0
        return "General", value < 0
    if value < 0 and len(parts) > 1 and any(mark in parts[1] for mark in "0#"):
        return parts[1], False
    if (
        value == 0
        and len(parts) > 2
        and any(token["digits"] and "0" in token["digits"] for token in _TOKEN.finditer(parts[2]))
    ):
        return parts[2], False
    return parts[0], value < 0


def _date(value: date, number_format: str) -> str:
    """Return a date in its format; days and months in letters are English, as the council's own spreadsheet shows
    them.
    """
    names, day = MONTHS[value.month - 1], _DAYS[value.weekday()]
    parts = {
        "yy": f"{value.year % 100:02d}",
        "yyyy": str(value.year),
        "m": str(value.month),
        "mm": f"{value.month:02d}",
        "mmm": names[:3],
        "mmmm": names,
        "mmmmm": f"{names[:3]} {value.year}",
        "d": str(value.day),
        "dd": f"{value.day:02d}",
        "ddd": day[:3],
        "dddd": day,
    }
    plain = number_format.split(";")[0]
    bare = re.sub(r"\[[^\]]*\]|\\.|\"[^\"]*\"", "", plain)
    if not _DATE_PARTS.search(bare) or "general" in bare.lower() or re.search("[hs]", bare, re.IGNORECASE):
        return value.strftime("%Y-%m-%d")
    tokens = re.compile(r"\[[^\]]*\]|\\(?P<escaped>.)|\"(?P<quoted>[^\"]*)\"|(?P<part>y+|m+|d+)", re.IGNORECASE)
    return tokens.sub(
        lambda match: (
            match["escaped"] or match["quoted"] or (parts.get(match["part"].lower(), "") if match["part"] else "")
        ),
        plain,
    )
