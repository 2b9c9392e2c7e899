"""The law of spans: how each word leads back to where it was written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

from cabinetpaper.paper import Break, Footnote, Inline, Link, Text, notes_in

WRITTEN_FOR_ONE = re.compile(r"\\(?P<escaped>[!-/:-@\[-`{-~])|(?P<space>[ \t]*\n[ \t]*)")
"""What can be written for a single character: an escape, or a line end with the white space round it."""


WORDS_BULLET = "\uf0b7"
"""Word's own bullet, which prints as a bullet."""


def with_notes(run: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return a run and, behind it, what stands in its notes."""
    return (*run, *(inner for note in notes_in(run) for inner in note.inlines))


def kind_of_place(one: Inline, sources: Mapping[str, str], *, escaped: bool = False) -> str:
    """Return how an inline leads back to its place in the text of its file, having asserted the law of it.

    `escaped` says that the file is TOML, in whose texts any character may stand as an escape.
    """
    if isinstance(one, Footnote | Break):
        return type(one).__name__
    assert one.span is not None, one
    piece = sources[one.span.file][one.span.start : one.span.end]
    if isinstance(one, Link):
        assert (piece[0], piece[-1], one.span.printed) == ("[", ")", False)
        return "link"
    if one.span.printed and re.fullmatch(r"\d{4}-\d\d-\d\d", piece):
        return "day"
    if not isinstance(one, Text) or one.span.printed:
        assert (piece[:2], piece[-2:], one.span.printed) == ("{{", "}}", True)
        return "printed words" if isinstance(one, Text) else "printed"
    if piece == one.text:
        return "typed words"
    assert len(one.text) == 1
    piece = tomllib.loads(f'x = """\n{piece}"""')["x"] if escaped else piece
    if piece in {one.text, WORDS_BULLET}:
        return "escaped"
    written = WRITTEN_FOR_ONE.fullmatch(piece)
    assert written is not None, piece
    assert (written["escaped"] or " ") == one.text
    return "escaped" if written["escaped"] else "line end"
