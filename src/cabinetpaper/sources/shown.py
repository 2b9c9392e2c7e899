"""Print a workbook's cell the way the spreadsheet shows it.

In: a cell's value and its number format. Out: the text that the officer sees: 0.9 under `0%` is `90%`, a date under `mmm-yy` is
`Jun-22`. Officers read what is shown, and so do we; what is held behind it (0.8983 shown as 90%) comes along as `held`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from cabinetpaper.period import MONTHS
from cabinetpaper.unit import grouped

__all__ = ["Shown", "show"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as shown. `held` is the number behind it at full precision, in the unit shown (89.83 behind `90%`); `fault` says why
    a cell shows no usable text (an error value, a formula that was never calculated).
    """

    text: str
    held: Decimal | None = None
    fault: str = ""


_PLACES: Final = re.compile(r"[0#?](?:[#0?,]*[0#?])?(?:\.(?P<decimals>[0#?]+))?")
_SPECIAL: Final = re.compile(r"\"[^\"]*\"|\\.|_.|\*.|\[[^\]]*\]")
_DATE_PARTS: Final = re.compile(r"y+|m+|d+|h+|s+", re.IGNORECASE)
_ERRORS: Final = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!", "#GETTING_DATA"})


def show(value: object, number_format: str) -> Shown:
    """Return the cell as the spreadsheet shows it; formats that we do not know show the plain value."""
    if value is None:
        return Shown("")
    if isinstance(value, bool):
        return Shown("TRUE" if value else "FALSE")
    if isinstance(value, int | float | Decimal):
        return _number(Decimal(str(value)), number_format)
    if isinstance(value, datetime | date):
        return Shown(_date(value, number_format))
    if isinstance(value, time):
        return Shown(value.isoformat("minutes"))
    text = str(value)
    if text.strip().upper() in _ERRORS:
        return Shown(text.strip(), fault=f"the cell shows {text.strip()}")
    return Shown(text)


def _number(value: Decimal, number_format: str) -> Shown:
    if not value.is_finite():
        return Shown("", fault="the cell holds no finite number")
    section = _section(value, number_format)
    bare = _SPECIAL.sub("", section)
    if "%" in bare:
        value = value * 100
    places = _PLACES.search(bare)
    if places is None or "general" in bare.lower():
        plain = value.normalize()
        exponent = plain.as_tuple().exponent
        return Shown(f"{plain:f}" if isinstance(exponent, int) else "", value)
    decimals = len(places["decimals"] or "")
    text = grouped(value, decimals).replace("\N{MINUS SIGN}", "-")
    text = text if "," in places[0] else text.replace(",", "")
    sign = "£" if "£" in section else ""
    minus = "-" if text.startswith("-") else ""
    return Shown(f"{minus}{sign}{text.removeprefix('-')}{'%' if '%' in bare else ''}", value)


def _section(value: Decimal, number_format: str) -> str:
    """Return the part of a format that applies: positive; negative; zero."""
    parts = number_format.split(";")
    if value < 0 and len(parts) > 1 and _PLACES.search(_SPECIAL.sub("", parts[1])):
        return parts[1]
    return parts[0]


def _date(value: date, number_format: str) -> str:
    """Return a date in its format; days and months in letters are English, as the council's own spreadsheet shows them."""
    names = MONTHS[value.month - 1]
    parts = {
        "yy": f"{value.year % 100:02d}",
        "yyyy": str(value.year),
        "m": str(value.month),
        "mm": f"{value.month:02d}",
        "mmm": names[:3],
        "mmmm": names,
        "d": str(value.day),
        "dd": f"{value.day:02d}",
    }
    bare = re.sub(r"\[[^\]]*\]|\\(.)|\"([^\"]*)\"", lambda m: m[1] or m[2] or "", number_format.split(";")[0])
    if not _DATE_PARTS.search(bare) or "general" in bare.lower() or re.search("[hs]", bare, re.IGNORECASE):
        return value.strftime("%Y-%m-%d")
    return _DATE_PARTS.sub(lambda match: parts.get(match[0].lower(), match[0]), bare)
