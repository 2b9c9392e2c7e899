"""The small things that blocks are made of: paragraphs, notes and cells of words and figures.

In: inlines, or words as plain text. Out: parts of the paper model, none of them ever empty.
"""

from __future__ import annotations

from collections.abc import Mapping

from cabinetpaper.fact import Fact
from cabinetpaper.paper import Cell, Figure, Inline, Paragraph, Role, Style, Text

Words = Inline | str


def inlines(*words: Words) -> tuple[Inline, ...]:
    """Return words and inlines as inlines."""
    return tuple(Text(word) if isinstance(word, str) else word for word in words)


def paragraph(identifier: str, *words: Words) -> Paragraph:
    """Return a paragraph of the text."""
    return Paragraph(identifier, inlines(*words))


def note(identifier: str, *words: Words) -> Paragraph:
    """Return a note, such as stands below a table or a chart."""
    return Paragraph(identifier, inlines(*words), Role.NOTE)


def cell(*words: Words, id: str = "") -> Cell:  # noqa: A002 - the paragraph's own word
    """Return a cell of one paragraph; it has an id where an editor may change its words."""
    return Cell((Paragraph(id, inlines(*words)),))


def figure(facts: Mapping[str, Fact], key: str, otherwise: str = "", style: Style = Style.PLAIN) -> Figure | Text:
    """Return the printed fact of that key, or words where there is none."""
    fact = facts.get(key)
    return Text(otherwise, style) if fact is None else Figure(fact.text, key, style)


def lower_first(words: str) -> str:
    """Return words as they go on inside a sentence."""
    return words[:1].lower() + words[1:]
