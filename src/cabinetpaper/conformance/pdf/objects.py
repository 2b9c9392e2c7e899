"""Read the objects of a PDF that anybody may have made.

In: an object of the PDF library, of whatever kind the file has put there. Out: plain values; what is of another kind
than it should be counts as absent. Streams are unpacked no further than a limit allows.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

Key = tuple[int, int]
"""The number and generation of an object; (0, 0) for one that stands inside another."""

_FLATE: Final = frozenset({"/FlateDecode", "/Fl"})
_NODES: Final = 100_000
_LISTED: Final = 100_000


class UnreadError(Exception):
    """A stream is damaged, packed in a way that is not read, or unpacks to more than the limit."""


def entry(holder: Any, name: str) -> Any:
    """Return an entry of a dictionary or of a stream's dictionary, or None."""
    try:
        return holder.get(name)
    except (AttributeError, ValueError, TypeError):
        return None


def entries(holder: Any) -> Iterator[tuple[str, Any]]:
    """Yield the entries of a dictionary; none if it is no dictionary."""
    import pikepdf

    if isinstance(holder, pikepdf.Dictionary):
        for own in sorted(holder.keys()):
            yield str(own), holder.get(own)


def listed(value: Any, most: int = _LISTED) -> list[Any]:
    """Return the items of an array, no more than `most` of them; a single value as a list of one, nothing as an empty
    list.
    """
    import pikepdf

    if isinstance(value, pikepdf.Array):
        return list(islice(iter(value), most))
    return [] if value is None else [value]


def text(value: Any) -> str:
    """Return a string of the file as text, or nothing if it is no string."""
    import pikepdf

    return _said(value) if isinstance(value, pikepdf.String) else ""


def is_string(value: Any) -> bool:
    """Return whether the value is a string."""
    import pikepdf

    return isinstance(value, pikepdf.String)


def name(value: Any) -> str:
    """Return a name without its slash, or nothing if it is no name."""
    import pikepdf

    return _said(value).lstrip("/") if isinstance(value, pikepdf.Name) else ""


def _said(value: Any) -> str:
    try:
        return str(value)
    except UnicodeError:
        return ""


def number(value: Any) -> int | None:
    """Return a whole number, or None if it is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def numbers(values: Any) -> list[float]:
    """Return the numbers among the values."""
    return [float(one) for one in values if not isinstance(one, bool) and hasattr(one, "__float__")]


def flag(value: Any) -> bool:
    """Return whether the value is true."""
    return value is True


def key(value: Any) -> Key:
    """Return the number and generation of an object."""
    import pikepdf

    return value.objgen if isinstance(value, pikepdf.Object) else (0, 0)


def decoded(stream: Any, most: int) -> bytes:
    """Return the bytes of a stream; raise `UnreadError` where they are more than `most` or packed in a rare way."""
    import pikepdf

    if not isinstance(stream, pikepdf.Stream):
        return b""
    filters = [f"/{name(one)}" for one in listed(entry(stream, "/Filter"))]
    data: bytes = stream.read_raw_bytes()
    for one in filters:
        if one not in _FLATE or any(
            number(entry(own, "/Predictor")) not in (None, 1) for own in listed(entry(stream, "/DecodeParms"))
        ):
            raise UnreadError(one)
        data = _inflated(data, most)
    if len(data) > most:
        raise UnreadError("long")
    return data


def _inflated(data: bytes, most: int) -> bytes:
    """Return what zlib unpacks."""
    unpacker = zlib.decompressobj()
    try:
        whole = unpacker.decompress(data, most + 1)
    except zlib.error as error:
        raise UnreadError("damaged") from error
    if len(whole) > most:
        raise UnreadError("long")
    return whole


def tree_entries(root: Any, values: str) -> Iterator[tuple[Any, Any]]:
    """Yield the pairs of a number tree (`values` is /Nums) or name tree (/Names), each node once."""
    waiting = [root]
    seen: set[Key] = set()
    while waiting and len(seen) < _NODES:
        node = waiting.pop()
        if key(node) in seen - {(0, 0)}:
            continue
        seen.add(key(node))
        pairs = listed(entry(node, values))
        yield from zip(pairs[::2], pairs[1::2], strict=False)
        waiting += reversed(listed(entry(node, "/Kids")))
