"""List the tracked changes of a document.

In: the nodes of its parts, and which block each paragraph became part of. Out: a `Revision` for each change, runs of
one change in one paragraph taken together, and a finding for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from itertools import groupby
from typing import Final

from cabinetpaper.readers.docx.report import Report
from cabinetpaper.readers.docx.tree import (
    Change,
    ChangeKind,
    Formatting,
    Node,
    Pages,
    Paragraph,
    Piece,
    Table,
    Unread,
    Words,
    paragraphs,
)
from cabinetpaper.readers.docx.views import View, words_seen


class RevisionKind(Enum):
    """What a tracked change does, and to what."""

    INSERTION = "insertion"
    DELETION = "deletion"
    DEPARTURE = "departure of a move"
    ARRIVAL = "arrival of a move"
    NEW_PARAGRAPH = "new paragraph"
    JOINED_PARAGRAPH = "removal of a paragraph’s end"
    NEW_ROW = "new row"
    REMOVED_ROW = "removal of a row"
    NEW_CELL = "new cell"
    REMOVED_CELL = "removal of a cell"
    FORMATTING = "change of formatting"


@dataclass(frozen=True, slots=True)
class Revision:
    """A tracked change that is still open: what it does, who made it and when, the id of the block it stands in (empty
    for headers and footers), and its words. `date` is None where the document gives none that can be read; Word writes
    the clock of the editor's own machine.
    """

    kind: RevisionKind
    author: str
    date: datetime | None
    block: str
    words: str


_OF_WORDS: Final = {
    ChangeKind.INSERTION: RevisionKind.INSERTION,
    ChangeKind.DELETION: RevisionKind.DELETION,
    ChangeKind.DEPARTURE: RevisionKind.DEPARTURE,
    ChangeKind.ARRIVAL: RevisionKind.ARRIVAL,
}


def read_revisions(parts: Iterable[Sequence[Node]], block: Callable[[Paragraph], str | None]) -> Iterator[Revision]:
    """Yield the revisions of each part in reading order; `block` gives the id of a paragraph's block."""
    for nodes in parts:
        for table in _tables(nodes):
            yield from _of_table(table, block)
        for paragraph in paragraphs(nodes):
            yield from _of_paragraph(paragraph, block(paragraph) or "")
        yield from (_formatting(one, "", "") for node in nodes if isinstance(node, Pages) for one in node.formattings)


def report_revisions(revisions: Iterable[Revision], report: Report) -> None:
    """Report each revision with its words."""
    for revision in revisions:
        report.place = ""
        article = "An" if revision.kind.value[0] in "aeiou" else "The" if revision.kind in _PARTICULAR else "A"
        author = revision.author or "somebody"
        words = f": “{revision.words}”" if revision.words else ""
        report.add("DOCX-REVISION", f"{article} {revision.kind.value} by {author} is open{words}")


_PARTICULAR: Final = frozenset(
    {RevisionKind.DEPARTURE, RevisionKind.JOINED_PARAGRAPH, RevisionKind.REMOVED_ROW, RevisionKind.REMOVED_CELL}
)


def _of_paragraph(paragraph: Paragraph, block: str) -> Iterator[Revision]:
    changed = ((change, piece) for piece in paragraph.pieces for change in piece.changes)
    by_change: dict[tuple[ChangeKind, str, str], list[Piece]] = {}
    for change, piece in changed:
        by_change.setdefault((change.kind, change.author, change.date), []).append(piece)
    for (kind, author, date), pieces in by_change.items():
        if words := _said(pieces):
            yield Revision(_OF_WORDS[kind], author, read_date(date), block, words)
    for change in paragraph.end:
        what = RevisionKind.JOINED_PARAGRAPH if change.kind.removes else RevisionKind.NEW_PARAGRAPH
        yield _revision(what, change, block, "")
    for formatting in paragraph.formattings:
        yield _formatting(formatting, block, _said(paragraph.pieces))
    formatted = (piece for piece in paragraph.pieces if isinstance(piece, Words) and piece.formatting is not None)
    for (author, date), run in groupby(formatted, lambda piece: _maker(piece.formatting)):
        yield Revision(RevisionKind.FORMATTING, author, read_date(date), block, _said(list(run)))
    if paragraph.turn is not None:
        yield from (_formatting(one, block, "") for one in paragraph.turn.formattings)


def _maker(formatting: Formatting | None) -> tuple[str, str]:
    return ("", "") if formatting is None else (formatting.author, formatting.date)


def _of_table(table: Table, block: Callable[[Paragraph], str | None]) -> Iterator[Revision]:
    for formatting in table.formattings:
        yield _formatting(formatting, "", "")
    for row in table.rows:
        nodes = [node for cell in row.cells for node in cell.nodes]
        own = next((held for one in paragraphs(nodes) if (held := block(one))), "")
        for change in row.changes:
            kind = RevisionKind.REMOVED_ROW if change.kind.removes else RevisionKind.NEW_ROW
            yield _revision(kind, change, own, _all_words(nodes))
        for formatting in row.formattings:
            yield _formatting(formatting, own, "")
        for cell in row.cells:
            for change in cell.changes:
                kind = RevisionKind.REMOVED_CELL if change.kind.removes else RevisionKind.NEW_CELL
                yield _revision(kind, change, own, _all_words(cell.nodes))
            for formatting in cell.formattings:
                yield _formatting(formatting, own, words_seen(cell.nodes, View.ACCEPTED))


def _revision(kind: RevisionKind, change: Change, block: str, words: str) -> Revision:
    return Revision(kind, change.author, read_date(change.date), block, words)


def _formatting(formatting: Formatting, block: str, words: str) -> Revision:
    return Revision(RevisionKind.FORMATTING, formatting.author, read_date(formatting.date), block, words)


def read_date(written: str) -> datetime | None:
    """Return the time that an attribute gives, or None for anything that is none."""
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return None


def _said(pieces: Iterable[Piece]) -> str:
    return "".join(
        piece.text if isinstance(piece, Words) else piece.words for piece in pieces if isinstance(piece, Words | Unread)
    )


def _all_words(nodes: Sequence[Node]) -> str:
    """Return the words of both views: what a removed row held, with what was inserted or deleted in it before."""
    return " ".join(said for one in paragraphs(nodes) if (said := _said(one.pieces)))


def _tables(nodes: Sequence[Node]) -> Iterator[Table]:
    """Return every table in reading order, those in cells too."""
    waiting = [node for node in reversed(nodes) if isinstance(node, Table)]
    while waiting:
        table = waiting.pop()
        yield table
        inner = [node for row in table.rows for cell in row.cells for node in cell.nodes if isinstance(node, Table)]
        waiting += reversed(inner)
