"""What became of the words of a paragraph, a cell, a caption or a note that somebody edited.

In: a run of inlines as read, in its plain form, and the run that it was printed from. Out: the run as read, in which
whatever still reads as printed has its key and its span again, and nothing else has any.

Both runs are cut into tokens: words, stretches of white space, signs; a figure, a rating and a gap are one token each,
as are a reference, a link, a line break and the mark of a note. The tokens but the white space are paired in order, as
many as can be; white space goes with the word beside it. A `Text` that was edited is cut, so that its untouched
stretches keep exact spans. Of a figure it is asked more than that its text is the same:

- What stands right at it (`−`, `%`, `£`) must be as it was: `96.1` typed over with `−96.1` is another figure.
- The words round it must be those that stood there. Where one text stands twice, as two figures of the same value,
  they must tell this one from the others; otherwise neither has the key.
- A figure that a paragraph lost, and that a reworded stretch of it shows again, is the same figure, if there is but
  one of that text. A figure typed over another is no reworded stretch, even if it has the text of a third.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, assert_never

from cabinetpaper.paper.model import Break, Figure, Footnote, Gap, Inline, Link, Rating, Reference, Text
from cabinetpaper.paper.outline import inline_text
from cabinetpaper.paper.plain import joined, plain_inlines

Inlines = tuple[Inline, ...]
Pair = tuple[int, int]

_WORD: Final = re.compile(r"\d+(?:[.,]\d+)+(?!\w)|\w+(?:['’]\w+)*|\S")
"""A word, a number or a sign."""

_STICKY: Final = re.compile(r"[\w%‰°£$€+−-]")
"""What makes another figure of one that it stands right at."""

_CONTEXT: Final = 12
"""How many tokens to each side are looked at to tell figures of one text apart."""

_MOST_ALIKE: Final = 40
"""How many figures of one text in a paragraph are told from each other; where there are more, none is tried."""

_TYPED_OVER: Final = (3, 4)
"""How many tokens a stretch had, and has, at most, that counts as a figure typed over a figure."""

_MOST_COMPARED: Final = 400_000_000
"""The product of two lengths up to which runs are compared word by word: 20,000 words with 20,000."""

_NOT_AS_READ: Final = re.compile("[\x00-\x08\x0a-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that are read as line breaks, or not at all."""

_ATOM: Final = "\N{OBJECT REPLACEMENT CHARACTER}"


def reworded(read: Inlines, base: Inlines) -> Inlines:
    """Return the run as read with the keys and spans of what still reads as in the base.

    The words and styles are those of `read`: the plain form of the result is `read`, but for figures, ratings and gaps
    that had lost their style and are known by their place. Notes are paired by their ids and stay as they are in
    `read`, inside too.
    """
    if plain_inlines(_hollow(base)) == _hollow(read):
        notes = (inline for inline in read if isinstance(inline, Footnote))
        return tuple(next(notes) if isinstance(inline, Footnote) else inline for inline in base)
    was, now = list(_groups(_set_apart(base))), list(_groups(read))
    entities = {_text(group) for group in was if isinstance(group[0], Figure | Rating | Gap)}
    return _Rewording(_Line(now, entities), _Line(was, entities)).result()


def _hollow(inlines: Inlines) -> Inlines:
    """Return the inlines with the marks of their notes and nothing of their words."""
    return tuple(Footnote(inline.id, ()) if isinstance(inline, Footnote) else inline for inline in inlines)


def _set_apart(inlines: Inlines) -> Iterator[Inline]:
    """Return the inlines with the line breaks that stand within words as inlines, as they are read; the lines of a text
    keep their spans.
    """
    for inline in inlines:
        if not isinstance(inline, Text | Figure) or not _NOT_AS_READ.search(inline.text):
            yield inline
            continue
        place = 0
        for line in plain_inlines((inline,)):
            words = line.text if isinstance(line, Text | Figure) else "\n"
            exact = isinstance(inline, Text) and isinstance(line, Text) and inline.text.startswith(words, place)
            yield _cut(inline, place, place + len(words)) if exact and isinstance(inline, Text) else line
            place += len(words)


def _cut(text: Text, start: int, end: int) -> Text:
    """Return a part of a text with the span of just its words, where the text was typed as it stands; a part of what an
    expression printed has none.
    """
    words, span = text.text[start:end], text.span
    if span is not None and words != text.text:
        exact = not span.printed and span.end - span.start == len(text.text)
        span = replace(span, start=span.start + start, end=span.start + end) if exact else None
    return Text(words, text.style, span)


def _groups(inlines: Iterator[Inline] | Inlines) -> Iterator[list[Inline]]:
    """Return what is cut into tokens together: texts, whatever their styles, that nothing stands between; figures of
    one style; anything else alone.
    """
    group: list[Inline] = []
    for inline in inlines:
        last = group[-1] if group else None
        if isinstance(inline, Text | Figure) and not inline.text:
            continue
        both = isinstance(last, Text) and isinstance(inline, Text)
        if both or (isinstance(last, Figure) and isinstance(inline, Figure) and last.style is inline.style):
            group.append(inline)
            continue
        if group:
            yield group
        group = [inline]
    if group:
        yield group


def _text(group: Sequence[Inline]) -> str:
    """Return the words of a group, or one character where it is something else."""
    first = group[0]
    if isinstance(first, Text | Figure | Rating | Gap):
        return "".join(inline_text(inline, {}) for inline in group)
    return _ATOM


class _Line:
    """A run of inlines as one text, cut into words; signs, figures, ratings, gaps and what is one piece are words too,
    white space is what stands between.

    `alike` holds for each word what equal ones have in common, `starts` and `ends` its place in the text, `entities`
    the words that are figures, ratings or gaps; `stretches` are the inlines with their places.
    """

    def __init__(self, groups: list[list[Inline]], entities: set[str]) -> None:
        self.text = "".join(map(_text, groups))
        self.stretches: list[tuple[int, int, Inline]] = []
        self.alike: list[Hashable] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.entities: set[int] = set()
        pattern = _pattern(entities, groups)
        start = 0
        for group in groups:
            words, end = _text(group), start
            for inline in group:
                self.stretches.append((end, end + len(_text([inline])), inline))
                end = self.stretches[-1][1]
            first = group[0]
            if isinstance(first, Text) or (isinstance(first, Figure) and words not in entities):
                for match in pattern.finditer(words):
                    self.alike.append(match[0])
                    self.starts.append(start + match.start())
                    self.ends.append(start + match.end())
            else:
                if isinstance(first, Figure | Rating | Gap):
                    self.entities.add(len(self.alike))
                self.alike.append(words if isinstance(first, Figure) else _alike(first))
                self.starts.append(start)
                self.ends.append(end)
            start = end
        self._stretch_ends = [end for _, end, _ in self.stretches]

    def sign(self, word: int) -> bool:
        """Return whether a word is a single sign, such as a comma."""
        alike = self.alike[word]
        return isinstance(alike, str) and len(alike) == 1 and not alike.isalnum()

    def number(self, word: int) -> bool:
        """Return whether a word is a figure, rating or gap, or has a digit in it."""
        return word in self.entities or any(map(str.isdigit, self.text[self.starts[word] : self.ends[word]]))

    def between(self, start: int, end: int) -> Iterator[tuple[int, int, Inline]]:
        """Return the inlines that a part of the text comes from, with their places."""
        place = bisect_right(self._stretch_ends, start)
        while place < len(self.stretches) and self.stretches[place][0] < end:
            yield self.stretches[place]
            place += 1

    def inlines(self, word: int) -> list[Inline]:
        """Return the inlines of a word."""
        return [inline for _, _, inline in self.between(self.starts[word], self.ends[word])]

    def around(self, word: int) -> tuple[str, ...]:
        """Return the signs that stand right at a word and would make another figure of it."""
        signs = self.text[: self.starts[word]][-1:], self.text[self.ends[word] : self.ends[word] + 1]
        return tuple(sign if _STICKY.fullmatch(sign) else "" for sign in signs)


def _alike(inline: Inline) -> Hashable:
    match inline:
        case Reference():
            return "reference", inline.target
        case Link():
            return "link", *plain_inlines((inline,))
        case Footnote():
            return "note", inline.id
        case Break():
            return ("break",)
        case Text() | Figure() | Rating() | Gap():
            return inline_text(inline, {})
        case _:
            assert_never(inline)


def _pattern(entities: set[str], groups: list[list[Inline]]) -> re.Pattern[str]:
    """Return what finds the words of a text: entities that stand in it as plain words, before any other."""
    texts = (_text(group) for group in groups if isinstance(group[0], Text | Figure))
    within = "\n".join(text for text in texts if text not in entities)
    several = [entity for entity in entities if entity in within and not _WORD.fullmatch(entity)]
    if not several:
        return _WORD
    alone = (
        (r"(?<!\w)(?<!\d[.,])" if entity[0].isalnum() else "")
        + re.escape(entity)
        + (r"(?!\w)(?![.,]\d)" if entity[-1].isalnum() else "")
        for entity in sorted(several, key=lambda entity: (-len(entity), entity))
    )
    return re.compile("|".join([*alone, _WORD.pattern]))


class _Rewording:
    """The pairing of two lines: `pairs` holds for each word as read that still stands the word that it was."""

    def __init__(self, now: _Line, was: _Line) -> None:
        self.now, self.was = now, was
        number: dict[Hashable, int] = {}
        self.read = [number.setdefault(alike, len(number)) for alike in now.alike]
        self.base = [number.setdefault(alike, len(number)) for alike in was.alike]
        found = self._in_order()
        ends = {(-1, -1), (len(self.read), len(self.base))}
        self.pairs = {
            read: base
            for read, base in found - self._doubtful(found)
            if not now.sign(read) or {(read - 1, base - 1), (read + 1, base + 1)} & (found | ends)
        }
        self._rebind()

    def _in_order(self) -> set[Pair]:
        """Return the pairs of equal words in order.

        Of two pairings the better is taken: the one that takes any two numbers for equal, so that a figure typed over
        stands where it stood, and the one that does not.
        """
        exact = in_order(self.read, self.base)
        typed = set(range(len(self.read))) - {read for read, _ in exact}
        lost = set(range(len(self.base))) - {base for _, base in exact}
        if not any(map(self.now.number, typed)) or not any(map(self.was.number, lost)):
            return set(exact)
        now = {place for place in range(len(self.read)) if self.now.number(place)}
        was = {place for place in range(len(self.base)) if self.was.number(place)}
        either = in_order(
            [-1 if place in now else alike for place, alike in enumerate(self.read)],
            [-1 if place in was else alike for place, alike in enumerate(self.base)],
        )

        def worth(pairs: list[Pair]) -> int:
            return sum(
                1 if self.read[read] != self.base[base] or self.now.sign(read) else 3 if read in now else 2
                for read, base in pairs
            )

        best = either if worth(either) > worth(exact) else exact
        return {(read, base) for read, base in best if self.read[read] == self.base[base]}

    def _doubtful(self, found: set[Pair]) -> set[Pair]:
        """Return the pairs of entities that are not to be trusted: something else stands right at them, or others of
        their text could be meant as well.
        """
        entities = {pair for pair in found if pair[1] in self.was.entities}
        here: dict[int, list[int]] = {self.base[base]: [] for _, base in entities}
        there: dict[int, list[int]] = {alike: [] for alike in here}
        for places, line in ((here, self.read), (there, self.base)):
            for place, alike in enumerate(line):
                if alike in places:
                    places[alike].append(place)
        trusted: set[Pair] = set()
        for alike in here:
            if len(here[alike]) * len(there[alike]) <= _MOST_ALIKE**2:
                trusted |= self._told_apart(here[alike], there[alike])
        return {pair for pair in entities if pair not in trusted or not self._same_place(*pair)}

    def _told_apart(self, here: list[int], there: list[int]) -> set[Pair]:
        """Return the pairs among words of one text in which those round the two are more alike than with any other, on
        neither side less; the surest first, each leaving fewer to be told apart.
        """
        alike = {(read, base): self._agreement(read, base) for read in here for base in there}
        told: set[Pair] = set()
        for pair in sorted(alike, key=lambda pair: (-sum(alike[pair]), pair)):
            if pair not in alike:
                continue
            left, right = alike.pop(pair)
            same = self.was.inlines(pair[1])
            rivals = [
                agreement
                for (read, base), agreement in alike.items()
                if (read == pair[0]) != (base == pair[1]) and (base == pair[1] or self.was.inlines(base) != same)
            ]
            if not left + right or any(
                left < before or right < after or (left, right) == (before, after) for before, after in rivals
            ):
                break
            told.add(pair)
            alike = {other: value for other, value in alike.items() if other[0] != pair[0] and other[1] != pair[1]}
        return told

    def _same_place(self, read: int, base: int) -> bool:
        """Return whether the same signs stand right at both, and the one as read is of one style."""
        return len(self.now.inlines(read)) == 1 and self.now.around(read) == self.was.around(base)

    def _agreement(self, read: int, base: int) -> Pair:
        """Return how many words before and after two places are the same without a gap; an end of the run is one."""
        counts = [0, 0]
        for side, step in enumerate((-1, 1)):
            for distance in range(1, _CONTEXT + 1):
                here, there = read + step * distance, base + step * distance
                ends = not 0 <= here < len(self.read), not 0 <= there < len(self.base)
                if any(ends) or self.read[here] != self.base[there]:
                    counts[side] += all(ends)
                    break
                counts[side] += 1
        return counts[0], counts[1]

    def _rebind(self) -> None:
        """Pair each figure that was lost with the one of its text that a reworded stretch shows, if there is one of
        each.
        """
        lost: dict[int, list[int]] = defaultdict(list)
        shown: dict[int, list[int]] = defaultdict(list)
        fixed = [(-1, -1), *sorted(self.pairs.items()), (len(self.read), len(self.base))]
        for (read, base), (read_end, base_end) in pairwise(fixed):
            now, was = range(read + 1, read_end), range(base + 1, base_end)
            if not now and not was:
                continue
            twice = 2 if self._typed_over(now, was) else 1  # a figure typed over is never the one of its text
            for place in now:
                shown[self.read[place]] += [place] * twice
            for place in was:
                if place in self.was.entities:
                    lost[self.base[place]] += [place] * twice
        for alike, (base, *others) in lost.items():
            if not others and len(shown[alike]) == 1 and self._same_place(shown[alike][0], base):
                self.pairs[shown[alike][0]] = base

    def _typed_over(self, now: range, was: range) -> bool:
        """Return whether a stretch is a figure typed over a figure: small, or with nothing else in it to reword."""
        old = [place for place in was if not self.was.sign(place)]
        new = [place for place in now if not self.now.sign(place)]
        figures = [place in self.was.entities for place in old]
        small = len(old) <= _TYPED_OVER[0] and len(new) <= _TYPED_OVER[1]
        return any(figures) and (small or all(figures)) and any(map(self.now.number, new))

    def result(self) -> Inlines:
        """Return the inlines of the line as read with what they have of the base."""
        made: list[Inline] = []
        place = 0
        for read, read_end, base in [*self._standing(), (len(self.now.text), len(self.now.text), 0)]:
            for start, end, inline in self.now.between(place, read):
                made.append(_typed(inline, self.now.text[max(start, place) : min(end, read)]))
            shift = base - read
            for start, end, inline in self.now.between(read, read_end):
                first, last = max(start, read), min(end, read_end)
                parts = list(self.was.between(first + shift, last + shift))
                for was, was_end, origin in parts if isinstance(inline, Text | Figure) else parts[:1]:
                    begin, stop = max(first, was - shift), min(last, was_end - shift)
                    made.append(_from(inline, self.now.text[begin:stop], origin, begin + shift - was))
            place = read_end
        return joined(tuple(made))

    def _standing(self) -> list[tuple[int, int, int]]:
        """Return the stretches of the line as read that stand as printed: start, end, and start in the base's line.

        White space goes with the words on both sides of it or, where one of them was edited, with the other.
        """
        now, was = (
            [(0, 0), *zip(line.starts, line.ends, strict=True), (len(line.text),) * 2] for line in (self.now, self.was)
        )
        stands = [(0, 0, 0)]
        before = old_before = 0
        taken: set[int] = set()
        for read, base in [
            *((read + 1, base + 1) for read, base in sorted(self.pairs.items())),
            (len(now) - 1, len(was) - 1),
        ]:
            (start, end), (old, _) = now[read], was[base]
            trailing = self._blank(now, was, before, old_before)
            if trailing is not None and (read, base) == (before + 1, old_before + 1):
                stands[-1] = (stands[-1][0], end, stands[-1][2])
                taken.add(old_before)
            else:
                spent = -1
                if trailing and old_before not in taken:
                    stands[-1] = (stands[-1][0], stands[-1][1] + trailing, stands[-1][2])
                    taken.add(old_before)
                    spent = before
                leading = self._blank(now, was, read - 1, base - 1)
                if leading and base - 1 not in taken and spent != read - 1:
                    start, old = start - leading, old - leading
                    taken.add(base - 1)
                stands.append((start, end, old))
            before, old_before = read, base
        return stands

    def _blank(self, now: list[Pair], was: list[Pair], read: int, base: int) -> int | None:
        """Return how much white space stands behind two words, or None if it is not the same behind both."""
        blank = self.now.text[now[read][1] : now[read + 1][0]] if read + 1 < len(now) else ""
        same = blank == (self.was.text[was[base][1] : was[base + 1][0]] if base + 1 < len(was) else "")
        return len(blank) if same else None


def _typed(inline: Inline, words: str) -> Inline:
    """Return words as read that are known to come from nowhere."""
    return replace(inline, text=words) if isinstance(inline, Text | Figure) else inline


def _from(inline: Inline, words: str, origin: Inline, offset: int) -> Inline:
    """Return words as read with what they have of the inline that they come from."""
    match inline, origin:
        case Text(), Text():
            return replace(_cut(origin, offset, offset + len(words)), style=inline.style)
        case ((Text() | Figure()), Figure()):
            return replace(origin, style=inline.style)
        case (Text(), (Rating() | Gap())):
            return origin
        case (Rating() | Gap() | Reference() | Link(), _) if type(inline) is type(origin):
            return origin
        case _:
            return _typed(inline, words)


def in_order(read: Sequence[int], base: Sequence[int]) -> list[Pair]:
    """Return as many pairs of equal elements as there can be in order: places in `read` and in `base`.

    Beginnings and ends that are the same are paired first. What lies between is left alone where both are so long that
    nobody edited it (a text of another kind), for the time it would take.
    """
    start, end = 0, 0
    shorter = min(len(read), len(base))
    while start < shorter and read[start] == base[start]:
        start += 1
    while end < shorter - start and read[-1 - end] == base[-1 - end]:
        end += 1
    pairs = [(place, place) for place in range(start)]
    now, was = read[start : len(read) - end], base[start : len(base) - end]
    if now and was and len(now) * len(was) <= _MOST_COMPARED:
        from rapidfuzz.distance import Indel

        for step in Indel.opcodes(now, was):
            if step.tag == "equal":
                length = step.src_end - step.src_start
                pairs += [(start + step.src_start + k, start + step.dest_start + k) for k in range(length)]
    return pairs + [(len(read) - place, len(base) - place) for place in range(end, 0, -1)]
