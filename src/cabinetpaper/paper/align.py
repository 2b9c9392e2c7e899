"""What became of what: a paper as somebody left it beside the paper that was printed.

In: the `Paper` as read (its words, and the ids that its anchors gave) and the base. Out: `Aligned`: the paper as read
with everything that the base knows of what still reads as printed, and for each part of it where it comes from.

What `align` promises:

- The words, the structure and the styles are those of `read`. From the base come keys, spans, kinds, widths, points.
- A part is paired by its anchor (an id that both papers have), then by its words. Near-identical sentences are never
  swapped: what no anchor and no words decide is `UNSURE` and has nothing from the base, no more than what is `NEW`.
- Within a part, what still reads as printed has its key and span, exactly; what was typed has none (`rewording`).
- Ids are unique. What continues one part of the base has its id, even where the anchor was lost; everything else has
  one that the base does not have. An anchor that stands twice stays with the better match.
- Every part of the base is named by a lineage, or it is gone.

The value is for whatever comes next to stand on, such as a review of an editor's file. It is a function of the two
papers, and the time that it takes grows as they do.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final, TypeVar

from cabinetpaper.paper.model import (
    Block,
    Cell,
    Column,
    Footnote,
    Paper,
    Recommendation,
    Recommendations,
    Reference,
    Row,
    Section,
    Table,
)
from cabinetpaper.paper.pairing import Basis, Found, Words, kept_order, paired
from cabinetpaper.paper.pieces import Inlines, Piece, Value, by_holder, is_own, own_words, pieces
from cabinetpaper.paper.plain import plain
from cabinetpaper.paper.rewording import reworded
from cabinetpaper.paper.walk import Path, in_note, map_blocks, map_inlines, map_parts

V = TypeVar("V", bound=Paper | Value | Column)


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a paper: the way to it and its id, which prose in a cell may lack."""

    path: Path
    id: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where a part of the paper as read comes from.

    `bases` are the parts of the base that it was made of, in their order there: none where it is new, several where
    they were joined; where it is unsure, those that it may come from. `part` says that it is a piece split off another
    part, which continues the base and has its id; `copied`, that all of its base stands elsewhere too; `moved`, that
    its base stood elsewhere among its like: as few as possible are said to have moved.
    """

    place: Place
    basis: Basis
    bases: tuple[Place, ...] = ()
    moved: bool = False
    part: bool = False
    copied: bool = False

    @property
    def joined(self) -> bool:
        """Return whether several parts of the base were put together here."""
        return len(self.bases) > 1 and self.basis is not Basis.UNSURE


@dataclass(frozen=True, slots=True)
class Aligned:
    """A paper as read with what its base knows, where each of its parts comes from, and the parts of the base that are
    gone; both in reading order.

    Parts are sections, blocks, rows, prose in cells, recommendations and notes; a caption is its block's.
    """

    paper: Paper
    lineages: tuple[Lineage, ...]
    gone: tuple[Place, ...] = ()

    def lineage(self, identifier: str) -> Lineage:
        """Return the lineage of the part with an id; raise `KeyError` if there is none."""
        for lineage in self.lineages:
            if lineage.place.id == identifier:
                return lineage
        raise KeyError(identifier)

    def of_base(self, identifier: str) -> tuple[Lineage, ...]:
        """Return the lineages that name a part of the base: several where it was split or copied, none where it is
        gone.
        """
        return tuple(lineage for lineage in self.lineages if any(base.id == identifier for base in lineage.bases))


def align(read: Paper, base: Paper) -> Aligned:
    """Return what became of the base in the paper as read, whose own keys, spans and kinds are passed over."""
    as_printed, read = plain(base), plain(read)
    if read == as_printed:
        places = [Place(piece.path, piece.id) for piece in pieces(base)]
        return Aligned(base, tuple(Lineage(place, Basis.ANCHOR, (place,)) for place in places))
    return _Alignment(read, base, as_printed).result()


@dataclass
class _Alignment:
    """Pairs the pieces of two papers from the outside in, then puts the paper together."""

    read: Paper
    base: Paper
    as_printed: Paper
    found: dict[int, Found] = field(default_factory=dict)
    moved: set[int] = field(default_factory=set)
    continued: set[int] = field(default_factory=set)
    ids: dict[int, str] = field(default_factory=dict)

    def result(self) -> Aligned:
        self.now, self.was, self.known = pieces(self.read), pieces(self.as_printed), pieces(self.base)
        self.at = {piece.path: piece for piece in self.now}
        self.within = tuple(by_holder(pieces) for pieces in (self.now, self.was))
        self.sections = [piece.number for piece in self.was if isinstance(piece.value, Section)]
        self.anchored = self._anchors()
        self.keeper = {base: read for read, base in self.anchored.items()}
        for sections in (True, False):
            self._pair(
                *(
                    [piece for piece in side.get(None, []) if isinstance(piece.value, Section) is sections]
                    for side in self.within
                )
            )
        self._name()
        paper = _as_known(
            self.read,
            self.as_printed,
            self.base,
            sections=tuple(self._section(self.at[Path(place)], one) for place, one in enumerate(self.read.sections)),
        )
        return Aligned(self._referring(paper), self._lineages(), self._gone())

    # Pairing

    def _anchors(self) -> dict[int, int]:
        """Return the pieces that anchors pair; an anchor that stands twice is that of the better match."""
        there = {piece.name: piece for piece in self.was if piece.id}
        claims: dict[int, list[Piece]] = {}
        for piece in self.now:
            base = there.get(piece.name)
            if base is not None and isinstance(base.value, Row) is isinstance(piece.value, Row):
                claims.setdefault(base.number, []).append(piece)
        return {
            max(pieces, key=lambda piece: _match(piece, self.was[base])).number: base for base, pieces in claims.items()
        }

    def _pair(self, now: list[Piece], was: list[Piece], *, copied: bool = False) -> None:
        """Pair pieces that are of one list in both papers, those that anchors pair with others apart; then what stands
        in them.
        """
        here, there = ({piece.number for piece in side} for side in (now, was))
        elsewhere = {one.number for one in now if self.anchored.get(one.number, -1) not in {*there, -1}}
        own = [piece for piece in now if piece.number not in elsewhere]
        left = [
            piece
            for piece in was
            if self.keeper.get(piece.number) in {*here, None} and (copied or piece.number not in self.continued)
        ]
        place = {piece.number: position for position, piece in enumerate(left)}
        fixed = {
            position: place[self.anchored[piece.number]]
            for position, piece in enumerate(own)
            if piece.number in self.anchored
        }
        for piece, found in zip(own, paired(*self._words(own, left), fixed), strict=True):
            main = None if found.main is None or copied else left[found.main].number
            bases = tuple(left[base].number for base in found.bases)
            self._set(piece, Found(bases, found.basis, main, found.copied or (copied and found.main is not None)))
        for number in elsewhere:
            self._set(self.now[number], Found((self.anchored[number],), Basis.ANCHOR, self.anchored[number]))
        order = [
            (piece.number, found.main)
            for piece in now
            if (found := self.found[piece.number]).main is not None and piece.number not in elsewhere
        ]
        kept = kept_order(main for _, main in order)
        self.moved |= elsewhere | {number for position, (number, _) in enumerate(order) if position not in kept}
        for piece in now:
            self._pair_within(piece)

    def _words(self, now: list[Piece], was: list[Piece]) -> tuple[list[Words], list[Words]]:
        """Return what pieces say, each with the section of the base that it stands in."""
        texts = []
        for piece in now:
            found = self.found.get(self.at[Path(piece.path.section)].number)
            texts.append(replace(piece.words, within=None if found is None else found.main))
        return texts, [
            one.words if one.path.block is None else replace(one.words, within=self.sections[one.path.section])
            for one in was
        ]

    def _set(self, piece: Piece, found: Found) -> None:
        self.found[piece.number] = found
        if found.main is not None:
            self.continued.add(found.main)

    def _pair_within(self, piece: Piece) -> None:
        """Pair what stands in a piece with what stood in its bases: rows, recommendations, prose in cells, notes."""
        now = self.within[0].get(piece.number, [])
        if not now:
            return
        found = self.found[piece.number]
        bases = () if found.basis is Basis.UNSURE else found.bases
        was = [inner for base in bases for inner in self.within[1].get(base, [])]
        if isinstance(piece.value, Row):
            columns = self._columns(piece, self.was[bases[0]]) if bases else {}
            for column in range(len(piece.value.cells)):
                held = [one for one in was if one.holder == bases[0] and one.path.cell == columns.get(column, -1)]
                self._pair_cell(piece, [one for one in now if one.path.cell == column], held)
            return
        for notes in (True, False):
            sides = ([one for one in side if isinstance(one.value, Footnote) is notes] for side in (now, was))
            self._pair(*sides, copied=found.copied)

    def _pair_cell(self, row: Piece, now: list[Piece], was: list[Piece]) -> None:
        """Pair the prose of a cell: where one paragraph stood and one stands, it is that one, whatever it says."""
        found = self.found[row.number]
        if len(now) == len(was) == 1 and not found.copied:
            own, held = now[0], was[0]
            if (
                self.anchored.get(own.number, held.number) == held.number
                and self.keeper.get(held.number, own.number) == own.number
                and held.number not in self.continued
            ):
                self._set(own, Found((held.number,), found.basis, held.number))
                self._pair_within(own)
                return
        self._pair(now, was, copied=found.copied)

    def _columns(self, row: Piece, base: Piece) -> dict[int, int]:
        """Return for each column of the table that a row stands in that of its base: the one of its heading, or, where
        there are as many as there were, the one in its place.
        """
        headings = []
        for side, one in ((self.now, row), (self.was, base)):
            table = side[one.holder or 0].value
            headings.append([column.heading for column in table.columns] if isinstance(table, Table) else [])
        now, was = headings
        if len(now) == len(was):
            return {place: place for place in range(len(now))}
        return {place: was.index(heading) for place, heading in enumerate(now) if was.count(heading) == 1}

    # Putting together

    def _name(self) -> None:
        """Give each piece the id of what it continues in the base, or one that the base does not have."""
        used = {piece.name for piece in self.was}
        count = {True: 0, False: 0}
        for piece in self.now:
            main = self.found[piece.number].main
            note, identifier = piece.name
            if main is not None and self.was[main].id and isinstance(self.was[main].value, Footnote) is note:
                self.ids[piece.number] = self.was[main].id
                continue
            while identifier and (note, identifier) in used:
                count[note] += 1
                identifier = f"new_note_{count[note]}" if note else f"new_{count[note]}"
            used.add((note, identifier))
            self.ids[piece.number] = identifier

    def _section(self, piece: Piece, section: Section) -> Section:
        blocks = tuple(
            self._block(self.at[replace(piece.path, block=position)]) for position in range(len(section.blocks))
        )
        return self._known(piece, section, blocks=blocks)

    def _block(self, piece: Piece) -> Block:
        block = piece.value
        match block:
            case Recommendations():
                ways = (replace(piece.path, row=place) for place in range(len(block.items)))
                items = tuple(self._prose(self.at[way], item) for way, item in zip(ways, block.items, strict=True))
                return self._known(piece, block, items=items)
            case Table():
                return self._table(piece, block)
            case Section() | Row() | Recommendation() | Footnote():
                raise TypeError(f"{type(block).__name__} is no block")
            case _:
                own = self._inlines(piece)
                return self._known(piece, map_parts(block, lambda part: own if is_own(part) else part.inlines))

    def _prose(self, piece: Piece, prose: V) -> V:
        return self._known(piece, prose, inlines=self._inlines(piece))

    def _table(self, piece: Piece, table: Table) -> Table:
        rows = []
        for line, row in enumerate(table.rows):
            path = replace(piece.path, row=line)
            cells = (
                tuple(
                    self._prose(self.at[replace(path, cell=column, inner=inner)], prose)
                    for inner, prose in enumerate(cell.blocks)
                )
                for column, cell in enumerate(row.cells)
            )
            rows.append(self._known(self.at[path], row, cells=tuple(map(Cell, cells))))
        columns, description = table.columns, table.description
        main = self.found[piece.number].main
        was, known = (None, None) if main is None else (self.was[main].value, self.known[main].value)
        if isinstance(was, Table) and isinstance(known, Table):
            held = list(zip(was.columns, known.columns, strict=True))
            if len(columns) == len(held):
                columns = tuple(_as_known(one, *pair) for one, pair in zip(columns, held, strict=True))
            else:
                named = {pair[0].heading: pair for pair in held}
                columns = tuple(_as_known(one, *named.get(one.heading, (one, one))) for one in columns)
            description = description or known.description  # LibreOffice loses it, and nobody can edit it there
        made = self._known(piece, table, caption=self._inlines(piece), columns=columns, rows=tuple(rows))
        return made if made.description else replace(made, description=description)

    def _known(self, piece: Piece, value: V, **parts: Any) -> V:
        """Return a part with the parts in it as they are given, its id, and what only its base knows."""
        found = self.found[piece.number]
        base = found.main
        if base is None and found.bases and found.basis is not Basis.UNSURE:
            base = found.bases[0]  # a copy, or a part split off, was made from the same as what it comes from
        parts["id"] = self.ids[piece.number]
        if base is None:
            return replace(value, **parts)
        if not isinstance(self.was[base].value, type(value)):  # a paragraph made an item, or the like
            if hasattr(value, "origin"):
                parts["origin"] = getattr(self.known[base].value, "origin", None)
            return replace(value, **parts)
        return _as_known(value, self.was[base].value, self.known[base].value, **parts)

    def _inlines(self, piece: Piece) -> Inlines:
        """Return the words of a piece with the provenance of its bases, and its notes with that of theirs."""
        notes = iter(
            [
                Footnote(self.ids[one.number], in_note(self._inlines(one)))
                for one in self.within[0].get(piece.number, [])
                if isinstance(one.value, Footnote)
            ]
        )
        read = tuple(next(notes) if isinstance(inline, Footnote) else inline for inline in own_words(piece.value))
        found = self.found[piece.number]
        if not found.bases or found.basis is Basis.UNSURE:
            return read
        base: Inlines = ()
        for number in found.bases:
            base += (*((_BORDER,) if base else ()), *own_words(self.known[number].value))
        return reworded(read, base)

    def _referring(self, paper: Paper) -> Paper:
        """Return the paper with its references to what has another id now than it was read with."""
        final = set(self.ids.values())
        renamed = {
            piece.id: self.ids[piece.number]
            for piece in self.now
            if piece.id not in final and not isinstance(piece.value, Footnote)
        }
        if not renamed:
            return paper

        def refer(inlines: Inlines) -> Inlines:
            return tuple(
                replace(inline, target=renamed.get(inline.target, inline.target))
                if isinstance(inline, Reference)
                else inline
                for inline in inlines
            )

        return map_blocks(paper, lambda _, block: map_inlines(block, refer))

    def _lineages(self) -> tuple[Lineage, ...]:
        lineages = []
        for piece in self.now:
            found = self.found[piece.number]
            bases = tuple(Place(self.was[base].path, self.was[base].id) for base in found.bases)
            part = bool(bases) and found.main is None and not found.copied and found.basis is not Basis.UNSURE
            place = Place(piece.path, self.ids[piece.number])
            moved = piece.number in self.moved
            lineages.append(Lineage(place, found.basis, bases, moved, part, found.copied))
        return tuple(lineages)

    def _gone(self) -> tuple[Place, ...]:
        named = {base for found in self.found.values() for base in found.bases}
        return tuple(Place(piece.path, piece.id) for piece in self.was if piece.number not in named)


_BORDER: Final = Reference("\0")
"""Stands between the words of parts that were joined; no paper has it."""


def _as_known(read: V, was: Any, known: Any, **parts: Any) -> V:
    """Return a value as read in which each field that reads as it was printed is as the base has it."""
    given = {
        one.name: getattr(known, one.name)
        for one in fields(known)
        if one.name not in parts and getattr(read, one.name) == getattr(was, one.name)
    }
    return replace(read, **given, **parts)


def _match(piece: Piece, base: Piece) -> tuple[bool, bool, float]:
    """Return how well a piece matches the base that its anchor names: kind, same words, how many words they share."""
    now, was = (Counter(one.words.text.split()) for one in (piece, base))
    return piece.kind == base.kind, piece.words == base.words, (now & was).total() / max(1, (now | was).total())
