"""Lead every character of a rendered snippet back to its place in the source.

In: the body of a snippet. Out: a marked template, and after rendering a `Rendering`: the plain text and for each of its
characters where it came from. Marks are single private-use characters before each literal stretch and round each `{{
}}`. They are taken out again before Markdown is parsed, so that no mark can stand between a line and its `# ` or `- `,
nor change what `*` means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from jinja2 import Environment

_FIRST_MARK: Final = 0xF0000
_LAST_MARK: Final = 0xFFFFD
_FIRST_TOKEN: Final = 0x100000
_LAST_TOKEN: Final = 0x10FFFD
_END: Final = "\ue000"

TOKENS: Final = re.compile(f"[{chr(_FIRST_TOKEN)}-{chr(_LAST_TOKEN)}]")
"""What an expression printed stands in the rendered text as one such character, resolved after Markdown."""

_PIECES: Final = re.compile(f"([{chr(_FIRST_MARK)}-{chr(_LAST_MARK)}{_END}])")
MOST: Final = _LAST_TOKEN - _FIRST_TOKEN
"""So many things a snippet can print, and so many stretches it can have."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of the body that can print: literal words, or a whole `{{ … }}`; offsets count from the body's start.

    `begin` and `stop` take in the white space that a minus sign takes away, which a mark must not come between.
    """

    start: int
    end: int
    literal: bool
    begin: int
    stop: int


@dataclass(frozen=True, slots=True)
class Rendering:
    """The rendered text without marks, and for each character the chunk it came from and its offset in the body."""

    text: str
    chunk: tuple[int, ...]
    where: tuple[int, ...]


def token(number: int) -> str:
    """Return the character that stands for the thing printed as number so and so, until Markdown is parsed."""
    return chr(_FIRST_TOKEN + number)


def is_token(character: str) -> int | None:
    """Return the number of the printed thing that a character stands for, or None for an ordinary character."""
    return ord(character) - _FIRST_TOKEN if character >= "\U00100000" else None


def chunks(body: str, environment: Environment) -> tuple[Chunk, ...]:
    """Return the printing stretches of a template in order; raise jinja2's `TemplateSyntaxError` where it cannot be
    read.
    """
    found: list[Chunk] = []
    at = opened = mark = 0
    for _, kind, text in environment.lex(body):
        # whitespace that a minus sign takes away is in no piece of the lexer: step over it
        begin = at
        while not body.startswith(text, at) and at < len(body) and body[at].isspace():
            at += 1
        if kind == "data" and text:
            found.append(Chunk(at, at + len(text), True, at, at + len(text)))
        elif kind == "variable_begin":
            opened, mark = at, begin
        elif kind == "variable_end":
            found.append(Chunk(opened, at + len(text.rstrip()), False, mark, at + len(text)))
        at += len(text)
    return tuple(found)


def marked(body: str, stretches: tuple[Chunk, ...]) -> str:
    """Return the template with a mark before every literal stretch and round every expression."""
    parts: list[str] = []
    at = 0
    for number, one in enumerate(stretches):
        parts += [body[at : one.begin], chr(_FIRST_MARK + number), body[one.begin : one.stop]]
        if not one.literal:
            parts.append(_END)
        at = one.stop
    return "".join(parts) + body[at:]


def read(output: str, stretches: tuple[Chunk, ...]) -> Rendering:
    """Return the rendering that a marked template's output holds."""
    text: list[str] = []
    owner: list[int] = []
    where: list[int] = []
    current = -1
    for piece in _PIECES.split(output):
        if piece == _END:
            current = -1
        elif piece and _FIRST_MARK <= ord(piece[0]) <= _LAST_MARK:
            current = ord(piece[0]) - _FIRST_MARK
        elif piece:
            start = stretches[current].start if current >= 0 else 0
            literal = current >= 0 and stretches[current].literal
            text.append(piece)
            owner += [current] * len(piece)
            where += range(start, start + len(piece)) if literal else [start] * len(piece)
    return Rendering("".join(text), tuple(owner), tuple(where))


_OPENED: Final = re.compile(r"\{[%#]")
_MARKER: Final = re.compile(r"[ \t]*(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t]|>)")


def _without_tags(body: str) -> str:
    """Return the body with nothing but the line ends of its tags and comments; one that is never closed stays, and is
    looked for once.
    """
    pieces: list[str] = []
    at, closed = 0, {"%": True, "#": True}
    for match in _OPENED.finditer(body):
        sign = match[0][1]
        if match.start() < at or not closed[sign]:
            continue
        end = body.find(f"{sign}}}", match.end())
        closed[sign] = end >= 0
        if closed[sign]:
            pieces += [body[at : match.start()], "\n" * body.count("\n", match.start(), end)]
            at = end + 2
    return "".join([*pieces, body[at:]])


def paragraph_of(body: str) -> tuple[int, ...]:
    """Return for each line of the body the ordinal, from 1, of the source paragraph that it belongs to.

    A paragraph begins after a blank line, after a line that holds only tags (which prints a blank one), or with a block
    marker. The ordinals depend on the source alone, so that no figure and no branch can move the ids made from them.
    """
    bare = _without_tags(body)
    ordinals: list[int] = []
    count, open_ = 0, False
    for line in bare.split("\n"):
        if not line.strip():
            open_ = False
        elif not open_ or _MARKER.match(line):
            count, open_ = count + 1, True
        ordinals.append(count)
    return tuple(ordinals)
