"""Take all parts of a Word document that say something.

In: a package. Out: a `Document`: the nodes of its body, notes, headers, footers and comments, its styles, and what it
says about itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cabinetpaper.readers.docx.elements import read_nodes
from cabinetpaper.readers.docx.names import W14, W15, attribute, w
from cabinetpaper.readers.docx.package import Package, PartRelations
from cabinetpaper.readers.docx.styles import Styles
from cabinetpaper.readers.docx.tree import Node, Pages, paragraphs

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_RULED: Final = frozenset({"separator", "continuationSeparator", "continuationNotice"})
"""Types of what stands in a part of notes and is none: the lines that Word draws above them."""


@dataclass(frozen=True)
class Remark:
    """A comment as its part has it; `answers` is the number of the comment that it replies to."""

    number: str
    author: str
    date: str
    nodes: list[Node]
    answers: str = ""
    resolved: bool = False


@dataclass(frozen=True)
class Running:
    """A header or footer: its kind, `header` or `footer`, and on which pages it stands: `default`, `first`, `even`."""

    kind: str
    pages: str
    nodes: list[Node]


@dataclass(frozen=True)
class Document:
    """All that a Word document says. `core` are its own properties by name (`title`, `identifier`, …)."""

    nodes: list[Node]
    notes: dict[tuple[str, str], list[Node]]
    running: list[Running]
    remarks: list[Remark]
    styles: Styles
    core: dict[str, str]


def document_of(package: Package) -> Document:
    """Return what a package says; raise `CabinetPaperError` for a part that is broken."""
    main = package.root(package.main)
    body = None if main is None else main.find(w("body"))
    nodes = [] if body is None else read_nodes(body, PartRelations(package, package.main))
    return Document(
        nodes,
        {key: note for kind in ("footnote", "endnote") for key, note in _notes(package, kind)},
        _running(package, nodes),
        _remarks(package),
        Styles(package.root(package.related("styles")), package.root(package.related("numbering"))),
        _core(package),
    )


def _core(package: Package) -> dict[str, str]:
    name = next((target for kind, target, _ in package.relations("").values() if kind == "core-properties"), "")
    root = package.root(name)
    return {} if root is None else {str(one.tag).removeprefix(_DC): one.text or "" for one in root}


def _notes(package: Package, kind: str) -> list[tuple[tuple[str, str], list[Node]]]:
    name = package.related(f"{kind}s")
    root = package.root(name)
    relations = PartRelations(package, name)
    return [
        ((kind, attribute(note, "id")), read_nodes(note, relations))
        for note in ([] if root is None else root.iterfind(w(kind)))
        if attribute(note, "type") not in _RULED
    ]


def _running(package: Package, nodes: list[Node]) -> list[Running]:
    """Return each header and footer that pages refer to, once, in the order in which they are first referred to."""
    turns = [node for node in nodes if isinstance(node, Pages)]
    turns = [one.turn for one in paragraphs(nodes) if one.turn is not None] + turns
    related = PartRelations(package, package.main)
    found: dict[tuple[str, str], Running] = {}
    for kind, pages, relation in (reference for turn in turns for reference in turn.running):
        target = related.target(relation, kind)
        root = package.root(target)
        if root is not None:
            found.pop((kind, target), None)  # the last to refer to a part says on which pages it stands
            found[kind, target] = Running(kind, pages, read_nodes(root, PartRelations(package, target)))
    return list(found.values())


def _remarks(package: Package) -> list[Remark]:
    name = package.related("comments")
    root = package.root(name)
    relations = PartRelations(package, name)
    numbers: dict[str, str] = {}
    comments: list[tuple[Element, str]] = []
    for comment in [] if root is None else root.iterfind(w("comment")):
        marks = [mark for one in comment.iter(w("p")) if (mark := one.get(f"{{{W14}}}paraId"))]
        numbers.update(dict.fromkeys(marks, attribute(comment, "id")))
        comments.append((comment, marks[-1] if marks else ""))
    extended = package.root(package.related("commentsExtended"))
    threads = {
        one.get(f"{{{W15}}}paraId", ""): one
        for one in ([] if extended is None else extended.iterfind(f"{{{W15}}}commentEx"))
    }
    remarks = []
    for comment, mark in comments:
        own = threads.get(mark)
        answers = "" if own is None else numbers.get(own.get(f"{{{W15}}}paraIdParent", ""), "")
        resolved = own is not None and own.get(f"{{{W15}}}done", "0").lower() in {"1", "true", "on"}
        author, date = attribute(comment, "author"), attribute(comment, "date")
        remarks.append(
            Remark(attribute(comment, "id"), author, date, read_nodes(comment, relations), answers, resolved)
        )
    return remarks
