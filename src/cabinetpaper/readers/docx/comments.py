"""List the comments of a document.

In: the comments as their part has them, the parts in which they are called, and which block each paragraph became part
of. Out: a `Comment` for each, and a finding for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cabinetpaper import limits
from cabinetpaper.readers.docx.document import Remark
from cabinetpaper.readers.docx.report import Report
from cabinetpaper.readers.docx.revisions import read_date
from cabinetpaper.readers.docx.tree import CommentMark, Node, Paragraph, Words, paragraphs
from cabinetpaper.readers.docx.views import View, words_seen


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: its number in the document, who wrote it and when, what it says, the words it is on, the id of the
    block in which it begins. `reply_to` is the number of the comment that it answers; a thread is `resolved` as a
    whole.
    """

    number: str
    author: str
    date: datetime | None
    words: str
    on: str
    block: str
    reply_to: str = ""
    resolved: bool = False


@dataclass
class _Called:
    """Where a comment is called: the block, and from where to where its words stand in all words of the document."""

    paragraph: Paragraph
    start: int
    end: int = -1


@dataclass
class _Text:
    """All words of a document, as far as comments quote them."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, words: str) -> None:
        self.pieces.append(words)
        self.length += len(words)


def read_comments(
    remarks: Sequence[Remark], parts: Iterable[Sequence[Node]], block: Callable[[Paragraph], str]
) -> Iterator[Comment]:
    """Yield the comments in the order of their part; the words they are on are quoted up to `limits.COMMENT_ON`."""
    called, text = _calls(parts)
    for remark in remarks:
        place = called.get(remark.number)
        on = "" if place is None else text[place.start : min(place.end, place.start + limits.COMMENT_ON)].strip()
        yield Comment(
            remark.number,
            remark.author,
            read_date(remark.date),
            words_seen(remark.nodes, View.ACCEPTED),
            on,
            "" if place is None else block(place.paragraph),
            remark.answers,
            remark.resolved,
        )
    known = {remark.number for remark in remarks}
    for number, place in called.items():
        if number not in known:
            yield Comment(number, "", None, "", "", block(place.paragraph))


def _calls(parts: Iterable[Sequence[Node]]) -> tuple[dict[str, _Called], str]:
    called: dict[str, _Called] = {}
    text = _Text()
    for nodes in parts:
        for paragraph in paragraphs(nodes):
            for piece in paragraph.pieces:
                if isinstance(piece, Words) and View.ACCEPTED.shows(piece.changes):
                    text.add(piece.text)
                elif isinstance(piece, CommentMark):
                    place = called.setdefault(piece.number, _Called(paragraph, text.length))
                    if piece.tag != "commentRangeStart" and place.end < 0:
                        place.end = text.length
            text.add(" ")
    return called, "".join(text.pieces)


def report_comments(comments: Iterable[Comment], report: Report) -> None:
    """Report each comment with its words."""
    for comment in comments:
        report.place = comment.on
        author = f" by {comment.author}" if comment.author else ""
        if comment.words:
            report.add("DOCX-COMMENT", f"Comment {comment.number}{author}: “{comment.words}”")
        else:
            report.add("DOCX-COMMENT", f"Comment {comment.number}{author} stands here")
