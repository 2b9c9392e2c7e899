"""Change the wording of one word in every paragraph of a written DOCX, and count what its reading still knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from cabinetpaper.paper import Figure, Paper, Rating, Span, Text, inline_text
from cabinetpaper.paper.base import Base, unnamed
from cabinetpaper.paper.walk import Part, walk
from cabinetpaper.readers import read_docx
from cabinetpaper.writers.docx import write_docx
from docx_parts import W, names, pixels, repacked

WORD = re.compile(r"(?<!\w)[^\W\d_]{2,}(?!\w)")
TYPED = "rewritten"
STYLED = {None, "Strong", "Emphasis"}
PARTS = ("word/document.xml", "word/footnotes.xml")


@dataclass
class Kept:
    """What was edited and what it kept.

    Parts (headings, paragraphs, items, recommendations, captions, cells, notes) and how many of them had a word to
    change; figures and ratings with a key; characters with a span that were not typed over. What an expression of a
    snippet printed, and was typed into, is due none. `wrong` are keys and spans at words they were not printed with.
    """

    edited: int = 0
    parts: int = 0
    figures: int = 0
    figures_kept: int = 0
    figures_wrong: int = 0
    characters: int = 0
    characters_kept: int = 0
    characters_wrong: int = 0

    def __add__(self, other: Kept) -> Kept:
        return Kept(*(a + b for a, b in zip(vars(self).values(), vars(other).values(), strict=True)))


def reworded(document: bytes, which: int) -> bytes:
    """Return a DOCX in which one word of each paragraph, also in cells and notes, is another: the first, the middle or
    the last of those that stand in no figure, rating, gap, link or field (`which` 0, 1 or 2).
    """

    def change(source: str) -> str:
        root = etree.fromstring(source.encode())
        for paragraph in root.iter(f"{{{W}}}p"):
            places = [(text, match) for text in _texts(paragraph) for match in WORD.finditer(text.text or "")]
            if places:
                text, match = places[(0, len(places) // 2, -1)[which]]
                words = text.text or ""
                text.text = f"{words[: match.start()]}{TYPED}{words[match.end() :]}"
        return etree.tostring(root, encoding="unicode")

    return repacked(document, {name: change for name in PARTS if name in names(document)})


def _texts(paragraph: etree._Element) -> Iterator[etree._Element]:
    field = 0
    for run in paragraph.iterchildren(f"{{{W}}}r"):
        for mark in run.iterchildren(f"{{{W}}}fldChar"):
            field += {"begin": 1, "end": -1}.get(str(mark.get(f"{{{W}}}fldCharType")), 0)
        style = run.find(f"{{{W}}}rPr/{{{W}}}rStyle")
        if not field and (None if style is None else style.get(f"{{{W}}}val")) in STYLED:
            yield from run.iterchildren(f"{{{W}}}t")


def kept(paper: Paper, which: int) -> Kept:
    """Return what a paper keeps where one word of each paragraph was changed."""
    document = write_docx(paper, pixels(paper), base=Base.of(paper))
    read = {(part.path, part.kind): part for part in walk(read_docx(reworded(document, which)).paper)}
    count = Kept()
    for part in walk(unnamed(paper)):
        if not part.kind.fixed:
            count += _compared(part, read.get((part.path, part.kind)))
    return count


def _compared(was: Part, now: Part | None) -> Kept:
    text = "".join(inline_text(inline, {}) for inline in was.inlines)
    other = "" if now is None else "".join(inline_text(inline, {}) for inline in now.inlines)
    count = Kept(edited=text != other, parts=1)
    keys, found = (_keys(part) for part in (was, now))
    count.figures = len(keys)
    count.figures_kept = sum(a == b for a, b in zip(keys, found, strict=False))
    count.figures_wrong = sum(bool(b[1]) and a != b for a, b in zip(keys, found, strict=False))
    return _characters(count, was, now, other)


def _keys(part: Part | None) -> list[tuple[str, str, Span | None]]:
    inlines = () if part is None else part.inlines
    return [(inline_text(one, {}), one.key, one.span) for one in inlines if isinstance(one, Figure | Rating)]


def _characters(count: Kept, was: Part, now: Part | None, other: str) -> Kept:
    """Count the characters before and after the word that was typed over."""
    typed = re.search(TYPED, other)
    before, after = _places(was), _places(now)
    first = typed.start() if typed else len(other)
    last = len(other) - typed.end() if typed else 0
    pairs = [*zip(before[:first], after[:first], strict=True)]
    pairs += [*zip(before[len(before) - last :], after[len(after) - last :], strict=True)] if last else []
    partly = {place for place in before[first : len(before) - last] if isinstance(place, Span)}
    for held, found in pairs:
        due = held is not None and held not in partly
        count.characters += due
        count.characters_kept += due and held == found
        count.characters_wrong += found is not None and held != found
    count.characters_wrong += sum(place is not None for place in after[first : len(after) - last]) if typed else 0
    return count


def _places(part: Part | None) -> list[object]:
    """Return for each character where it was written: file and place, or the whole span of what printed it."""
    places: list[object] = []
    for inline in () if part is None else part.inlines:
        words = inline_text(inline, {})
        span = inline.span if isinstance(inline, Text) else None
        if span is None:
            places += [None] * len(words)
        elif span.end - span.start == len(words) and not span.printed:
            places += [(span.file, span.start + k) for k in range(len(words))]
        else:
            places += [span] * len(words)
    return places
