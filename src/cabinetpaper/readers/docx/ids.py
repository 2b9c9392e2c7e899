"""Give every block its id.

In: the ids of the bookmarks in a paragraph. Out: the first that no block has yet, or a new one: `new_1`, `new_2` … in
reading order. No two blocks of a reading have the same id, whatever an editor copied.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cabinetpaper.paper import from_bookmark
from cabinetpaper.readers.docx.tree import Anchor, Node, Paragraph, paragraphs


@dataclass
class Ids:
    """The ids given so far. `reserved` are those of all bookmarks in the document, which no new id may take; `places`
    says which block each paragraph of the document became part of.
    """

    reserved: set[str] = field(default_factory=set)
    places: dict[Paragraph, str] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)
    _made: int = 0

    @classmethod
    def of(cls, nodes: Sequence[Node]) -> Ids:
        """Return the ids for a document."""
        names = (
            from_bookmark(piece.name)
            for paragraph in paragraphs(nodes)
            for piece in paragraph.pieces
            if isinstance(piece, Anchor)
        )
        return cls({name.casefold() for name in names if name})

    def take(self, anchors: Iterable[str]) -> str:
        """Return the first of some ids that no block has yet, regardless of case as in Word, or a new one."""
        for anchor in anchors:
            if anchor.casefold() not in self._used:
                self._used.add(anchor.casefold())
                return anchor
        return self.new()

    def free(self, anchors: Iterable[str]) -> str:
        """Return the first of some ids that no block has yet, or nothing."""
        return next((anchor for anchor in anchors if anchor.casefold() not in self._used), "")

    def new(self) -> str:
        """Return an id for what an editor wrote."""
        self._made += 1
        while f"new_{self._made}" in self.reserved:
            self._made += 1
        return f"new_{self._made}"
