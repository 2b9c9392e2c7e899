"""Look at what stands before the first element of an XML text.

In: bytes, in any encoding that XML allows. Out: whether they may be read on. A document type, and with it every entity,
can stand in the prolog alone, so that a file is judged by its first bytes and never expanded.
"""

from __future__ import annotations

from typing import Final
from xml.parsers import expat

from cabinetpaper import limits

_PIECE: Final = 4096


class _Found(Exception):  # noqa: N818 - nothing went wrong: the search is over
    """The prolog has ended: at the first element, or at a document type."""


def prolog_problem(source: bytes) -> str:
    """Return in words why an XML text is not read on (a document type, no element at all, broken), or nothing."""
    found: list[str] = []
    parser = expat.ParserCreate()

    def doctype(*_: object) -> None:
        found.append("declares a document type")
        raise _Found

    def element(*_: object) -> None:
        raise _Found

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = element
    try:
        for start in range(0, min(len(source), limits.PROLOG), _PIECE):
            parser.Parse(source[start : start + _PIECE], False)
    except _Found:
        return found[0] if found else ""
    except expat.ExpatError as error:
        return f"is broken: {expat.errors.messages[error.code]}"
    except (ValueError, LookupError) as error:
        return f"is in an encoding that is not understood: {error}"
    return "has no element where one should begin"
