"""Read TOML that anybody may have written.

In: text. Out: its entries, numbers with a point exactly. Whatever is wrong with it is one kind of error: broken, a
number that is too long, tables that lie too deep in one another.
"""

from __future__ import annotations

import tomllib
from decimal import Decimal
from typing import Any

from cabinetpaper import limits


def parse(text: str) -> dict[str, Any]:
    """Return the entries of a TOML text, numbers with a point as `Decimal`; raise `tomllib.TOMLDecodeError` and nothing
    else.
    """
    try:
        entries = tomllib.loads(text, parse_float=_number)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError as error:
        raise tomllib.TOMLDecodeError("Brackets are nested too deeply") from error
    except (ValueError, ArithmeticError) as error:
        raise tomllib.TOMLDecodeError("A number is too long") from error
    if _depth(entries) > limits.TOML_LEVELS:
        raise tomllib.TOMLDecodeError("Tables are nested too deeply")
    return entries


def _number(text: str) -> Decimal:
    """Return a number of ordinary size, or NaN, which every reader of a number refuses with its key and line."""
    value = Decimal(text)
    return (
        value if value.is_finite() and (not value or abs(value.adjusted()) <= limits.NUMBER_DIGITS) else Decimal("NaN")
    )


def _depth(entries: Any) -> int:
    """Return how many tables and lists lie in one another; dotted keys make any number of them in one line."""
    level, row = 0, [entries]
    while row:
        level += 1
        row = [
            own
            for one in row
            for own in (one.values() if isinstance(one, dict) else one)
            if isinstance(own, dict | list)
        ]
    return level
