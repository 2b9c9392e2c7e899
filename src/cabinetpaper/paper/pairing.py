"""Which part of a paper as read was which part of its base: by anchor where there is one, otherwise by the words.

In: the texts of both, in order, and the pairs that anchors give. Out: for each text as read those that it comes from,
and how that is known. Equal words count before like ones; of like ones a pair counts only where neither could as well
belong to another, for a paper has many sentences that differ in a name and a figure: what is not certain is said to be
unsure. Words weigh the more the fewer texts they stand in, and only texts that share rare words are compared, so that
the time grows with the paper and not with its square.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from cabinetpaper.paper.rewording import in_order

_WORD: Final = re.compile(r"\d+(?:[.,]\d+)*|\w+|[^\w\s]")

_ALIKE: Final = 0.5
"""How alike two texts are at least that are taken for one, reworded: the weight that they share, of all they have."""

_CLEARLY: Final = 0.7
"""How far apart a pair may be, at most, as a share of the distance to the next that could be meant."""

_RETYPED: Final = 0.2
"""How alike a text with an anchor must be to its base for the anchor to count before equal words elsewhere."""

_HELD: Final = 0.7
"""How much of a text must stand in another for it to be a part of it, split off or joined to it."""

_LEAST_PART: Final = 3
"""How many words a part has at least that is known by them."""

_RARE: Final = 40
"""In how many texts a word may stand that leads to those it is compared with."""

_COMPARED: Final = 8
"""With how many of the likeliest texts each is compared."""


class Basis(Enum):
    """How it is known where a part of a paper comes from."""

    ANCHOR = "anchor"
    SAME_WORDS = "same words"
    LIKE_WORDS = "like words"
    UNSURE = "unsure"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Found:
    """The texts of the base that one as read comes from, or, if that is unsure, may come from.

    `main` is the one that it continues, and that nothing else continues: None for a copy and for a part split off.
    """

    bases: tuple[int, ...]
    basis: Basis
    main: int | None = None
    copied: bool = False


NEW: Final = Found((), Basis.NEW)


@dataclass(frozen=True, slots=True)
class Words:
    """A text and what kind of part it is; parts of different kinds are never paired by their words. `within` is the
    part of the base that it stands in, which tells those of the same words apart.
    """

    kind: str
    text: str
    within: int | None = None


def paired(read: Sequence[Words], base: Sequence[Words], anchored: Mapping[int, int]) -> list[Found]:
    """Return where each text as read comes from; `anchored` holds what anchors say, each base at most once."""
    return _Pairing(read, base, anchored).result()


def _places(texts: Sequence[Words], without: Container[int]) -> dict[tuple[str, str], list[int]]:
    """Return where each text stands, by kind and words."""
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        if place not in without:
            places[text.kind, text.text].append(place)
    return places


class _Side:
    """The texts of one paper with their words, as numbers, and where each word stands."""

    def __init__(self, texts: Sequence[Words], numbers: dict[str, int]) -> None:
        self.texts = texts
        self.words = [[numbers.setdefault(word, len(numbers)) for word in _WORD.findall(text.text)] for text in texts]
        self.counts = [Counter(words) for words in self.words]
        self.places: dict[int, list[int]] = defaultdict(list)
        for place, counts in enumerate(self.counts):
            for word in counts:
                self.places[word].append(place)
        self.weights: list[float] = []


class _Pairing:
    def __init__(self, read: Sequence[Words], base: Sequence[Words], anchored: Mapping[int, int]) -> None:
        self.read, self.base = read, base
        self.found: dict[int, Found] = {one: Found((other,), Basis.ANCHOR, other) for one, other in anchored.items()}
        self.claimed: dict[int, int] = {other: one for one, other in anchored.items()}

    def result(self) -> list[Found]:
        if len(self.found) < len(self.read):
            self._same_words()
        if len(self.claimed) < max(len(self.read), len(self.base)):
            numbers: dict[str, int] = {}
            self.now, self.was = _Side(self.read, numbers), _Side(self.base, numbers)
            self._weigh()
            self._wrong_anchors()
            self._like_words()
            self._split_off()
            self._joined()
        return [self.found.get(place, NEW) for place in range(len(self.read))]

    def _pair(self, read: int, base: int, basis: Basis) -> None:
        self.found[read], self.claimed[base] = Found((base,), basis, base), read

    # Equal words

    def _same_words(self) -> None:
        here = _places(self.read, self.found)
        there = _places(self.base, ())
        several: list[int] = []
        for words, places in here.items():
            if len(places) == len(there[words]) == 1 and there[words][0] not in self.claimed:
                self._pair(places[0], there[words][0], Basis.SAME_WORDS)
            else:
                several += places
        alike = {read: there[self.read[read].kind, self.read[read].text] for read in sorted(several)}
        for step in (1, -1):  # of several with the same words, the one beside what it stood beside, in the same part
            for read in list(alike)[::step]:
                base = self._beside(read, step)
                free = read not in self.found and base in alike[read] and base not in self.claimed
                if free and self.base[base].within == self.read[read].within:
                    self._pair(read, base, Basis.SAME_WORDS)
        for read, bases in alike.items():
            if read not in self.found:
                self._same_as_others(read, bases)

    def _same_as_others(self, read: int, places: list[int]) -> None:
        """Take a text for a copy of the one that has its words, or say which of several it may be."""
        free = tuple(base for base in places if base not in self.claimed)
        if free:
            self.found[read] = Found(free, Basis.UNSURE)
        elif len(places) == 1 and self.read[read].text:
            self.found[read] = Found((places[0],), Basis.SAME_WORDS, copied=True)

    def _beside(self, read: int, step: int) -> int:
        """Return the base behind (or before) the one that the text before (or behind) comes from."""
        other = read - step
        if not 0 <= other < len(self.read):
            return 0 if step > 0 else len(self.base) - 1
        found = self.found.get(other, NEW)
        return found.bases[-1 if step > 0 else 0] + step if found.main is not None else -1

    # Like words

    def _weigh(self) -> None:
        total = len(self.base) + 1
        self.weight = {word: math.log(1 + total / len(places)) for word, places in self.was.places.items()}
        self.unheard = math.log(1 + 2 * total)
        for side in (self.now, self.was):
            side.weights = [
                sum(self.weight.get(word, self.unheard) * count for word, count in counts.items())
                for counts in side.counts
            ]

    def _likeness(self, read: int, base: int) -> float:
        """Return the weight of the words that two texts share in order, of the weight of all: Dice, 0 to 1."""
        now = self.now.words[read]
        total = self.now.weights[read] + self.was.weights[base]
        shared = sum(self.weight[now[place]] for place, _ in in_order(now, self.was.words[base]))
        return 2 * shared / total if total else 1.0

    def _candidates(self, words: Counter[int], other: _Side, kind: str) -> list[int]:
        """Return the texts of the other side that share the most rare words with these."""
        shared: dict[int, float] = defaultdict(float)
        for word in words:
            places = other.places.get(word, ())
            if len(places) <= _RARE:
                for place in places:
                    shared[place] += self.weight.get(word, self.unheard)
        likely = sorted(shared, key=lambda place: (-shared[place], place))
        return [place for place in likely if other.texts[place].kind == kind][:_COMPARED]

    def _wrong_anchors(self) -> None:
        """Give an anchor that stands at other words to the text that has all the words it stood at, as where somebody
        typed a new paragraph before one.
        """
        copies = {found.bases[0]: read for read, found in self.found.items() if found.copied}
        for base, copy in copies.items():
            read = self.claimed[base]
            if self.found[read].basis is Basis.ANCHOR and self._likeness(read, base) < _RETYPED:
                del self.found[read]
                self._pair(copy, base, Basis.SAME_WORDS)

    def _like_words(self) -> None:
        free = [read for read in range(len(self.read)) if read not in self.found]
        likeness: dict[int, dict[int, float]] = {}
        rivals: dict[int, list[int]] = defaultdict(list)
        for read in free:
            near = dict.fromkeys(
                [*self._candidates(self.now.counts[read], self.was, self.read[read].kind), *self._around(read)]
            )
            likeness[read] = {base: self._likeness(read, base) for base in near}
            for base in near:
                rivals[base].append(read)
        open_pairs = sorted(
            (-value, read, base)
            for read, values in likeness.items()
            for base, value in values.items()
            if base not in self.claimed and value >= _ALIKE
        )
        for value, read, base in open_pairs:
            if read in self.found or base in self.claimed:
                continue
            others = [
                likeness[read][other]
                for other in likeness[read]
                if other != base and not self._beside_in(read, base, other)
            ]
            others += [
                likeness[other][base]
                for other in rivals[base]
                if other != read and other not in self.found and not self._holds(base, read, other)
            ]
            if 1 + value < _CLEARLY * (1 - max(others, default=0.0)) or (value == -1 and max(others, default=0.0) < 1):
                self._pair(read, base, Basis.LIKE_WORDS)
        for read in free:
            if read not in self.found:
                likely = {
                    base: value
                    for base, value in likeness[read].items()
                    if base not in self.claimed and value >= _ALIKE
                }
                if likely:
                    self.found[read] = Found(tuple(sorted(likely)), Basis.UNSURE)

    def _around(self, read: int) -> Iterator[int]:
        """Return the unclaimed bases that stood between those of the texts before and behind."""
        for step in (1, -1):
            base = self._beside(read, step)
            if 0 <= base < len(self.base) and base not in self.claimed and self.base[base].kind == self.read[read].kind:
                yield base

    def _beside_in(self, read: int, base: int, other: int) -> bool:
        """Return whether a text as read holds another text of the base beside the one, so that it joins both."""
        joins = self.now.words[read]
        return other not in self.claimed and _gain(self.was.words[base], self.was.words[other], joins) > 0

    def _holds(self, base: int, read: int, other: int) -> bool:
        """Return whether a text of the base holds both of two as read, so that it was split."""
        return _gain(self.now.words[read], self.now.words[other], self.was.words[base]) > 0

    # Parts

    def _split_off(self) -> None:
        """Find the texts that were a part of one which another continues."""
        for read in range(len(self.read)):
            if self.found.get(read, NEW).basis not in {Basis.NEW, Basis.UNSURE}:
                continue
            words = self.now.words[read]
            beside = [base for step in (1, -1) for base in self.found.get(read + step, NEW).bases]
            near = dict.fromkeys([*beside, *self._candidates(self.now.counts[read], self.was, self.read[read].kind)])
            gains = {}
            for base in near:
                if base in self.claimed and self.base[base].kind == self.read[read].kind:
                    holder = self.claimed[base]
                    gains[base] = _gain(self.now.words[holder], words, self.was.words[base])
            best = max(gains.values(), default=0)
            first = [base for base, gain in gains.items() if gain == best]
            if best and (len(first) == 1 or set(first) & set(beside)):
                base = next((base for base in first if base in beside), first[0])
                basis = Basis.SAME_WORDS if best == len(words) else Basis.LIKE_WORDS
                self.found[read] = Found((base,), basis)

    def _joined(self) -> None:
        """Find the texts of the base that were put to another."""
        unsure = {base for found in self.found.values() if found.basis is Basis.UNSURE for base in found.bases}
        for base in range(len(self.base)):
            if base in self.claimed or base in unsure:
                continue
            beside = [self.claimed[other] for other in (base - 1, base + 1) if other in self.claimed]
            near = dict.fromkeys([*beside, *self._candidates(self.was.counts[base], self.now, self.base[base].kind)])
            gains = {}
            for read in near:
                found = self.found.get(read, NEW)
                if found.main is not None and self.read[read].kind == self.base[base].kind:
                    held = [word for other in found.bases for word in self.was.words[other]]
                    gains[read] = _gain(held, self.was.words[base], self.now.words[read])
            best = max(gains.values(), default=0)
            first = [read for read, gain in gains.items() if gain == best]
            if best and (len(first) == 1 or set(first) & set(beside)):
                read = next((read for read in first if read in beside), first[0])
                found = self.found[read]
                self.found[read] = replace(found, bases=tuple(sorted((*found.bases, base))))
                self.claimed[base] = read


def _gain(held: list[int], part: list[int], text: list[int]) -> int:
    """Return how many more words of a text stand in `held` and `part` together than in `held`, in order, if that is
    most of the part; else 0.
    """
    if len(part) < _LEAST_PART:
        return 0
    gain = max(len(in_order([*held, *part], text)), len(in_order([*part, *held], text))) - len(in_order(held, text))
    return gain if gain >= _HELD * len(part) else 0


def kept_order(places: Iterable[int]) -> set[int]:
    """Return the positions of the most elements that stand in rising order; the others have moved."""
    ends: list[tuple[int, int]] = []
    before: dict[int, int] = {}
    for position, place in enumerate(places):
        low, high = 0, len(ends)
        while low < high:
            middle = (low + high) // 2
            if ends[middle][0] <= place:
                low = middle + 1
            else:
                high = middle
        before[position] = ends[low - 1][1] if low else -1
        ends[low : low + 1] = [(place, position)]
    kept: set[int] = set()
    position = ends[-1][1] if ends else -1
    while position >= 0:
        kept.add(position)
        position = before[position]
    return kept
