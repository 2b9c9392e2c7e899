"""Words that somebody typed, put together again from the pieces in which they know their places.

In: a run of inlines. Out: `TypedWords`: a stretch of typed words as it reads, and the span of any part of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cabinetpaper.paper.model import Inline, Span, Text


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
