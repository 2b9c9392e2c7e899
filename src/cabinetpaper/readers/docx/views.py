"""See a document before or after its tracked changes.

In: the nodes of a part. Out: its paragraphs as `Line`s, and the rows of its tables, with whatever the view does not
show left out. As in Word, a paragraph whose end is gone runs on into the next, with the properties of the last that has
words in it; one that the changes have taken whole leaves nothing, and the place to which a paragraph was moved takes
the bookmarks of the one it left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Final

from cabinetpaper.paper import from_bookmark
from cabinetpaper.readers.docx.tree import (
    Anchor,
    AnchorEnd,
    Boxed,
    Cell,
    ChangeKind,
    Changes,
    Edge,
    Field,
    FieldMark,
    Image,
    LineBreak,
    Node,
    NoteMark,
    Pages,
    Paragraph,
    Piece,
    Properties,
    Table,
    Unread,
    Words,
    paragraphs,
)


class View(Enum):
    """Which of the two: all changes accepted, or all rejected."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"

    def shows(self, changes: Changes) -> bool:
        """Return whether what lies in these changes is to be seen."""
        accepted = self is View.ACCEPTED
        return not changes or all(change.kind.removes is not accepted for change in changes)


@dataclass(slots=True, eq=False)
class Line:
    """A paragraph as it is seen: what it says of itself, its pieces, the ids of its bookmarks, those round its words
    first. `sources` are the paragraphs that run together in it, without those that the changes took. One that is
    `gone` was taken by the changes, and only marks are left in it.
    """

    properties: Properties
    pieces: list[Piece]
    anchors: list[str] = field(default_factory=list)
    sources: list[Paragraph] = field(default_factory=list)
    turns: list[Pages] = field(default_factory=list)
    gone: bool = False


_CONTENT: Final = (Words, LineBreak, Image, NoteMark, Boxed, Unread)
"""Pieces that an editor sees; all others are marks."""


@dataclass
class Sight:
    """One view of one part; fields and bookmarks run from line to line."""

    view: View
    departed: dict[str, list[tuple[str, list[str]]]] = field(default_factory=dict)
    _hidden: set[Field] = field(default_factory=set)
    _carried: list[str] = field(default_factory=list)

    def lines(self, nodes: Sequence[Node]) -> Iterator[Line | Table | Pages]:
        """Return the paragraphs of some nodes as they are seen, their tables, and the ends of pages."""
        group: list[Paragraph] = []
        for node in nodes:
            if group and not isinstance(node, Paragraph):
                yield self._line(group)
                group = []
            if isinstance(node, Paragraph):
                group.append(node)
                if self.view.shows(node.end):
                    yield self._line(group)
                    group = []
            else:
                yield node
        if group:
            yield self._line(group)

    def rows(self, table: Table) -> list[list[Cell]]:
        """Return the cells of a table that are seen, row by row; a row without any is not there."""
        seen = (row for row in table.rows if self.view.shows(row.changes))
        rows = ([cell for cell in row.cells if self.view.shows(cell.changes)] for row in seen)
        return [row for row in rows if row]

    def _line(self, group: list[Paragraph]) -> Line:
        """Return the line that paragraphs make of which all but the last have lost their end."""
        line = Line(Properties(), [])
        last: Paragraph | None = None
        for paragraph in group:
            pieces = [piece for piece in paragraph.pieces if self._seen(piece)]
            speaks = any(isinstance(piece, _CONTENT) for piece in pieces)
            if speaks or (self.view.shows(paragraph.end) and not self._lost(paragraph)):
                line.sources.append(paragraph)
            else:
                pieces = [piece for piece in pieces if not isinstance(piece, Anchor)]
            if last is None or speaks:
                last = paragraph
            line.pieces += pieces
            line.turns += [paragraph.turn] if paragraph.turn is not None else []
        line.gone = not line.sources
        if last is not None:
            before = last.before if self.view is View.REJECTED else None
            line.properties = last.properties if before is None else before
        if self.view is View.REJECTED:
            line.pieces = [_as_it_looked(piece) for piece in line.pieces]
        line.anchors = self._anchors(line)
        return line

    def _seen(self, piece: Piece) -> bool:
        """Return whether a piece is seen; a field is there if its beginning is."""
        if not isinstance(piece, FieldMark):
            return self.view.shows(piece.changes) or isinstance(piece, Anchor | AnchorEnd)
        if piece.edge is Edge.BEGIN and not self.view.shows(piece.changes):
            self._hidden.add(piece.field)
        return piece.field not in self._hidden

    def _lost(self, paragraph: Paragraph) -> bool:
        return any(isinstance(piece, _CONTENT) and not self.view.shows(piece.changes) for piece in paragraph.pieces)

    def _anchors(self, line: Line) -> list[str]:
        """Return the ids of a line's bookmarks: those round words, then those that an edit has left empty.

        One that begins behind the last words of a line and ends in a later one is the next line's.
        """
        content = 0
        spans: list[tuple[str, str, int]] = []
        ends: dict[str, int] = {}
        for piece in line.pieces:
            if isinstance(piece, _CONTENT):
                content += 1
            elif isinstance(piece, Anchor) and (identifier := from_bookmark(piece.name)):
                spans.append((identifier, piece.number, content))
            elif isinstance(piece, AnchorEnd):
                ends[piece.number] = content
        round_words, self._carried = self._carried, []
        empty: list[str] = []
        for identifier, number, start in spans:
            if ends.get(number, content) > start:
                round_words.append(identifier)
            elif number in ends or not content:
                empty.append(identifier)
            else:
                self._carried.append(identifier)
        if not round_words and self.departed:
            round_words = self._arrived(line)
        return [*round_words, *empty]

    def _arrived(self, line: Line) -> list[str]:
        """Return the ids of the paragraph that was moved here, found by the name of the move and its words."""
        moves = {change.move for piece in line.pieces for change in piece.changes if change.kind is ChangeKind.ARRIVAL}
        words = _words(line.pieces)
        for move in moves:
            for place, (departed, anchors) in enumerate(self.departed.get(move, ())):
                if departed == words:
                    del self.departed[move][place]
                    return anchors
        return []


def departures(nodes: Sequence[Node]) -> dict[str, list[tuple[str, list[str]]]]:
    """Return by the name of a move the paragraphs that left with it whole: their words, and the ids of their
    bookmarks.
    """
    found: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)
    for paragraph in paragraphs(nodes):
        content = [piece for piece in paragraph.pieces if isinstance(piece, _CONTENT)]
        moves = {change.move for piece in content for change in piece.changes if change.kind is ChangeKind.DEPARTURE}
        if not moves or any(View.ACCEPTED.shows(piece.changes) for piece in content):
            continue
        names = (from_bookmark(piece.name) for piece in paragraph.pieces if isinstance(piece, Anchor))
        anchors = [name for name in names if name]
        if anchors:
            shown = [piece for piece in content if View.REJECTED.shows(piece.changes)]
            found[min(moves)].append((_words(shown), anchors))
    return found


def words_seen(nodes: Sequence[Node], view: View) -> str:
    """Return all words that a view shows in some nodes, those of tables and text boxes in them too."""
    lines = []
    for paragraph in paragraphs(nodes):
        pieces = (piece for piece in paragraph.pieces if view.shows(piece.changes))
        lines.append("".join(piece.text if isinstance(piece, Words) else _other(piece) for piece in pieces))
    return " ".join(line for line in lines if line.strip()).strip()


def _other(piece: Piece) -> str:
    return piece.words if isinstance(piece, Unread) else " " if isinstance(piece, LineBreak) else ""


def _words(pieces: Sequence[Piece]) -> str:
    return " ".join("".join(piece.text for piece in pieces if isinstance(piece, Words)).split())


def _as_it_looked(piece: Piece) -> Piece:
    """Return words in the look that a tracked change of it replaced."""
    return replace(piece, look=piece.before) if isinstance(piece, Words) and piece.before is not None else piece
