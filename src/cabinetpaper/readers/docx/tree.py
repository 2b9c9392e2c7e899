"""What stands in a Word document, as plain values: paragraphs, tables, rows and cells, and the pieces of a paragraph.

Nothing comes in. Out: the types that `elements` makes of XML and everything after it reads. They hold the document as
it is with all its tracked changes; what of it is seen before or after them is the work of `views`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum


class ChangeKind(Enum):
    """What a tracked change did, by the element that records it."""

    INSERTION = "ins"
    DELETION = "del"
    ARRIVAL = "moveTo"
    DEPARTURE = "moveFrom"

    @property
    def removes(self) -> bool:
        """Return whether what it marks is gone once it is accepted."""
        return self in {ChangeKind.DELETION, ChangeKind.DEPARTURE}


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """One tracked change; `move` names the move that a departure and an arrival are the ends of."""

    kind: ChangeKind
    author: str = ""
    date: str = ""
    move: str = ""


Changes = tuple[Change, ...]
"""The tracked changes that lie round a place, the outermost first."""


@dataclass(frozen=True, slots=True, eq=False)
class Formatting:
    """A tracked change of properties: what they belong to in words, who made it and when."""

    what: str
    author: str
    date: str


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is set apart: its character style, bold and italic set by hand, the names of formatting that a paper
    drops.
    """

    style: str = ""
    strong: bool = False
    emphasis: bool = False
    dropped: tuple[str, ...] = ()


PLAIN_LOOK = Look()


@dataclass(frozen=True, slots=True, eq=False)
class Hyperlink:
    """A link; two of them to one address are two links."""

    address: str


@dataclass(eq=False)
class Field:
    """A field: the pieces of its instruction, whether its result and its end were met."""

    codes: list[Code] = field(default_factory=list)
    has_result: bool = False
    closed: bool = False


@dataclass(slots=True, eq=False)
class Piece:
    """Anything in a paragraph; `changes` are the tracked changes round it."""

    changes: Changes


@dataclass(slots=True, eq=False)
class Words(Piece):
    """Words of one look; `before` is the look that a tracked change of it replaced."""

    text: str
    look: Look = PLAIN_LOOK
    link: Hyperlink | None = None
    before: Look | None = None
    formatting: Formatting | None = None


@dataclass(slots=True, eq=False)
class LineBreak(Piece):
    """The end of a line, or of a page."""

    page: bool = False


@dataclass(slots=True, eq=False)
class Code(Piece):
    """Part of the instruction of a field."""

    text: str


class Edge(Enum):
    """Which end of a field a mark stands for."""

    BEGIN = "begin"
    SEPARATE = "separate"
    END = "end"


@dataclass(slots=True, eq=False)
class FieldMark(Piece):
    """A mark of a field."""

    edge: Edge
    field: Field


@dataclass(slots=True, eq=False)
class Anchor(Piece):
    """Where a bookmark begins; `number` is the one by which its end is found."""

    name: str
    number: str


@dataclass(slots=True, eq=False)
class AnchorEnd(Piece):
    """Where a bookmark ends."""

    number: str


@dataclass(slots=True, eq=False)
class CommentMark(Piece):
    """Where the words of a comment begin (`commentRangeStart`), end, or where it is called (`commentReference`)."""

    tag: str
    number: str


@dataclass(slots=True, eq=False)
class NoteMark(Piece):
    """The mark of a note of a kind, `footnote` or `endnote`."""

    kind: str
    number: str


@dataclass(slots=True, eq=False)
class Image(Piece):
    """A picture in the line: its name, what it shows in words, the SHA-256 of its bytes where they are in the file."""

    name: str
    alt: str
    digest: str


@dataclass(slots=True, eq=False)
class Boxed(Piece):
    """Text that stands apart from the line it hangs on, as in a text box."""

    nodes: list[Node]


@dataclass(slots=True, eq=False)
class Unread(Piece):
    """What no rule carries: what it is called, and its words."""

    called: str
    words: str


@dataclass(frozen=True, slots=True)
class Properties:
    """What a paragraph says of itself: its style, the list and level set by hand, its level in the outline."""

    style: str = ""
    list: str = ""
    level: int = 0
    outline: int | None = None


@dataclass(slots=True, eq=False)
class Paragraph:
    """A paragraph: its pieces, and the tracked changes of its end. `before` is what it said before a tracked change of
    its properties. One that is `loose` was made for what stood outside any.
    """

    properties: Properties = Properties()
    pieces: list[Piece] = field(default_factory=list)
    end: Changes = ()
    before: Properties | None = None
    formattings: list[Formatting] = field(default_factory=list)
    turn: Pages | None = None
    loose: bool = False


@dataclass(slots=True, eq=False)
class Cell:
    """A cell of a table; `spans` says that it is merged with others."""

    nodes: list[Node] = field(default_factory=list)
    changes: Changes = ()
    spans: bool = False
    formattings: list[Formatting] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Row:
    """A row of a table."""

    cells: list[Cell] = field(default_factory=list)
    changes: Changes = ()
    formattings: list[Formatting] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Table:
    """A table; its description is for those who hear it."""

    rows: list[Row] = field(default_factory=list)
    description: str = ""
    formattings: list[Formatting] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Pages:
    """The end of a stretch of pages: whether they lie on their side, their headers and footers as (`header` or
    `footer`, `default`, `first` or `even`, relation).
    """

    landscape: bool
    running: tuple[tuple[str, str, str], ...]
    formattings: list[Formatting] = field(default_factory=list)


Node = Paragraph | Table | Pages


def paragraphs(nodes: Sequence[Node]) -> Iterator[Paragraph]:
    """Return every paragraph in reading order, those in cells, in tables in cells and in text boxes too."""
    waiting: list[Iterator[Node]] = [iter(nodes)]
    while waiting:
        node = next(waiting[-1], None)
        if node is None:
            waiting.pop()
        elif isinstance(node, Paragraph):
            yield node
            waiting += (iter(piece.nodes) for piece in reversed(node.pieces) if isinstance(piece, Boxed))
        elif isinstance(node, Table):
            waiting += (iter(cell.nodes) for row in reversed(node.rows) for cell in reversed(row.cells))
