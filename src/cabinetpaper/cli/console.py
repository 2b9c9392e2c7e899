"""Output that never fails for want of a letter.

In: the streams of this process. Out: the same streams, which print a plain stand-in for what their encoding lacks (a
Windows pipe is often cp1252, which has no ● and no true minus sign).
"""

from __future__ import annotations

import codecs
import io
import sys
from typing import Final

_HANDLER: Final = "cabinetpaper.plain"
_PLAIN: Final = {
    "\N{MINUS SIGN}": "-",
    "\N{NARROW NO-BREAK SPACE}": " ",
    "\N{NO-BREAK SPACE}": " ",
    "\N{RIGHTWARDS ARROW}": "->",
    "\N{BLACK CIRCLE}": "*",
    "\N{BLACK UP-POINTING TRIANGLE}": "*",
    "\N{BLACK SQUARE}": "*",
    "\N{WHITE CIRCLE}": "*",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{EN DASH}": "-",
    "\N{HORIZONTAL ELLIPSIS}": "...",
    "\N{DIVISION SIGN}": "/",
    "\N{MULTIPLICATION SIGN}": "x",
    "\N{POUND SIGN}": "GBP ",
}


def _plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_PLAIN.get(letter, "?") for letter in error.object[error.start : error.end]), error.end


codecs.register_error(_HANDLER, _plain)


def prepare() -> None:
    """Make stdout and stderr print a plain stand-in for each letter that they cannot encode."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not is_utf8(stream.encoding):
            stream.reconfigure(errors=_HANDLER)


def is_utf8(encoding: str | None) -> bool:
    """Return whether the encoding is UTF-8 under any of its names."""
    return (encoding or "").lower().replace("-", "").replace("_", "") in {"utf8", "utf8sig", "cp65001"}
