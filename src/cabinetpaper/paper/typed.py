"""Words that somebody typed: cut into the pieces that know their places, and put together again.

In: words with the place of each character, or a run of inlines. Out: `Text`s; `TypedWords`: a stretch of typed words as
it reads, and the span of any part of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cabinetpaper.paper.model import Break, Footnote, Inline, Span, Style, Text


def typed_text(
    words: str, file: str, source: str, places: Sequence[tuple[int, int]], style: Style = Style.PLAIN
) -> tuple[Text, ...]:
    """Return words in as few pieces as have a span each. `places` says for each character from where to where it is
    written in the source of the file; without places the words are one piece without a span.
    """
    if len(places) != len(words):
        return (Text(words, style),) if words else ()
    pieces: list[Text] = []
    begun = 0
    for at, (start, end) in enumerate(places, 1):
        as_it_is = source[start:end] == words[at - 1]
        goes_on = as_it_is and at < len(words) and places[at][0] == end and source[slice(*places[at])] == words[at]
        if not goes_on:
            pieces.append(Text(words[begun:at], style, Span(file, places[begun][0], end)))
            begun = at
    return tuple(pieces)


@dataclass(frozen=True, slots=True)
class TypedWords:
    """Words typed one behind the other in one file, with nothing printed between them; each piece has a span."""

    pieces: tuple[Text, ...]

    @property
    def text(self) -> str:
        """Return the words as they read."""
        return "".join(piece.text for piece in self.pieces)

    def span(self, start: int, end: int) -> Span:
        """Return where the words from `start` up to `end` were typed; raise `ValueError` where there are none."""
        spans, at = [], 0
        for piece in self.pieces:
            part = piece.part(max(start - at, 0), max(end - at, 0))
            at += len(piece.text)
            if part.text and part.span is not None:
                spans.append(part.span)
        if not spans:
            raise ValueError(f"No words stand from {start} to {end}")
        return replace(spans[0], end=spans[-1].end)


def typed_words(inlines: tuple[Inline, ...]) -> Iterator[TypedWords]:
    """Yield each stretch of typed words of a run, in the order of reading."""
    pieces: list[Text] = []
    end = ("", 0)
    for one in inlines:
        span = one.span if isinstance(one, Text) and not (one.span and one.span.printed) else None
        follows = span is not None and span.file == end[0] and span.start >= end[1]
        if pieces and not follows:
            yield TypedWords(tuple(pieces))
            pieces = []
        if isinstance(one, Text) and span is not None:
            pieces.append(one)
            end = (span.file, span.end)
    if pieces:
        yield TypedWords(tuple(pieces))


def moved(inlines: tuple[Inline, ...], file: str, source: str, places: Sequence[tuple[int, int]]) -> Iterator[Inline]:
    """Yield inlines whose spans count the characters of a text with the spans of what is written for it in a file.

    `places` says for each character of the text from where to where it is written in the source of the file. Notes are
    left as they are.
    """
    for inline in inlines:
        if isinstance(inline, Break | Footnote) or inline.span is None:
            yield inline
            continue
        span, own = inline.span, places[inline.span.start : inline.span.end]
        if isinstance(inline, Text) and len(inline.text) > 1 and not span.printed:
            yield from typed_text(inline.text, file, source, own, inline.style)
        else:
            yield replace(inline, span=Span(file, own[0][0], own[-1][1], span.printed) if own else None)
