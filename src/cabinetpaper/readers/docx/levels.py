"""Keep the place at which a document is being read.

In: nodes and pieces as the walk through the XML meets them. Out: each where it belongs: a piece in the paragraph that
is open, a run outside any in a paragraph made for it, what stands between nodes at the head of the next paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from cabinetpaper.readers.docx.tree import (
    Anchor,
    AnchorEnd,
    CommentMark,
    Node,
    Paragraph,
    Piece,
    Row,
    Table,
    Unread,
    Words,
)


@dataclass(eq=False)
class Level:
    """A place for nodes: a body, a cell or a text box (`blocks`), a table (`rows`), a row (`cells`). What stands
    between its nodes waits for the next paragraph.
    """

    holds: Literal["blocks", "rows", "cells"]
    nodes: list[Node] = field(default_factory=list)
    table: Table | None = None
    row: Row | None = None
    paragraph: Paragraph | None = None
    waiting: list[Piece] = field(default_factory=list)
    apart: bool = False


class Levels:
    """The levels that are open, the outermost first."""

    def __init__(self) -> None:
        self._open = [Level("blocks")]

    @property
    def top(self) -> Level:
        """Return the level that is being read."""
        return self._open[-1]

    def add(self, piece: Piece) -> None:
        """Put a piece where it belongs."""
        level = self.top
        if level.paragraph is not None:
            level.paragraph.pieces.append(piece)
        elif level.holds != "blocks" and isinstance(piece, Words):
            level.waiting.append(Unread(piece.changes, "What stands between the cells of a table", piece.text))
        elif level.holds != "blocks" or isinstance(piece, Anchor | AnchorEnd | CommentMark | Unread):
            level.waiting.append(piece)
        else:
            self.begin(Paragraph(loose=True)).pieces.append(piece)

    def begin(self, paragraph: Paragraph) -> Paragraph:
        """Open a paragraph, at whose head stands what waited for it."""
        level = self.top
        level.nodes.append(paragraph)
        level.paragraph = paragraph
        paragraph.pieces, level.waiting = level.waiting, []
        return paragraph

    def place(self) -> Level | None:
        """Return where a block may stand, or None within a paragraph or between cells."""
        level = self.top
        if level.paragraph is not None and level.paragraph.loose:
            level.paragraph = None
        return level if level.holds == "blocks" and level.paragraph is None else None

    def enter(self, level: Level) -> None:
        """Go into a table, row, cell or text box; what waited outside waits in the first three."""
        if not level.apart:
            level.waiting, self.top.waiting = self.top.waiting, []
        self._open.append(level)

    def leave(self) -> Level:
        """Return the level that ends; what still waits in it waits outside."""
        level = self._open.pop()
        outer = self.top
        outer.waiting += level.waiting
        if outer.paragraph is not None:
            outer.paragraph.pieces += outer.waiting
            outer.waiting = []
        return level

    def finish(self) -> list[Node]:
        """Return the nodes of the outermost level, at the end."""
        (level,) = self._open
        if level.waiting:
            level.nodes.append(Paragraph(pieces=level.waiting, loose=True))
        return level.nodes
