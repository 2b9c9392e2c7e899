"""Give the notes of a PDF their place in the order of reading: each after the block that holds its mark, wherever it
was printed.

In: the tree of tags with what the engine drew at the feet of the pages, and the ids of the notes. Out: the same tree,
each mark a `Reference` with its link, each note a `Note` of its own id with its number as its label and its words as
one paragraph, however many pages they cover.

A piece at the foot of a page begins with one empty element, which the engine makes, and the first piece of a note with
a second, see `Canvas.start`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from cabinetpaper.writers.pdf.tree import Element, Kid, Tree, made

_FIRST: Final = 2
"""So many marks of a beginning has the first piece of a note."""


def taken_notes(document: Element) -> list[Element]:
    """Take what stands at the feet of the pages out of the document; return its pieces in order."""
    feet = [kid for kid in document.elements() if _is_foot(kid)]
    document.kids = [kid for kid in document.kids if kid not in feet]
    return [piece for foot in feet for piece in foot.elements()]


def _is_foot(element: Element) -> bool:
    pieces = element.elements()
    return (
        element.kind == "NonStruct"
        and bool(pieces)
        and len(pieces) == len(element.kids)
        and all(_is_piece(piece) for piece in pieces)
    )


def _is_piece(element: Element) -> bool:
    first = element.kids[0] if element.kids else None
    return element.kind == "Span" and isinstance(first, Element) and first.kind == "NonStruct" and not first.kids


def place_notes(tree: Tree, pieces: Iterable[Element], ids: Iterable[str], address: Callable[[Element], str]) -> None:
    """Put each note after the block of its mark; `address` says where a link leads."""
    import pydyf

    notes = {f"{name}-mark": name for name in ids}
    waiting: dict[str, Element] = {}
    for piece in pieces:
        link = piece.first("Link")
        name = notes.get(address(link), "") if link is not None and piece.starts >= _FIRST else ""
        if link is not None and name:
            waiting[name] = _note(tree, name, piece, link)
        elif waiting:
            next(reversed(waiting.values())).elements()[-1].kids += piece.kids
    if waiting:
        named = [part for name, note in sorted(waiting.items()) for part in (pydyf.String(name), note.source.reference)]
        tree.root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(named)})
    placed: list[Kid] = []
    for kid in tree.document.kids:
        placed.append(kid)
        if isinstance(kid, Element):
            placed += [waiting.pop(name) for name in _marked(tree, kid, waiting, address)]
    tree.document.kids = [*placed, *waiting.values()]


def _note(tree: Tree, name: str, piece: Element, link: Element) -> Element:
    """Return the note that begins with a piece."""
    import pydyf

    words = made(tree, "P", piece.page)
    words.kids = [kid for kid in piece.kids if kid is not link]
    label = made(tree, "Lbl", piece.page)
    label.kids = [link]
    note = made(tree, "Note", piece.page)
    note.source["ID"] = pydyf.String(name)
    note.kids = [label, words]
    return note


def _marked(tree: Tree, block: Element, names: Iterable[str], address: Callable[[Element], str]) -> list[str]:
    """Return the notes whose marks stand in a block, in order, and wrap each mark's link."""
    known, found = set(names), []
    for element in list(block.walk()):
        for place, kid in enumerate(element.kids):
            if (
                isinstance(kid, Element)
                and kid.kind == "Link"
                and (name := address(kid)) in known
                and element.kind != "Reference"
            ):
                mark = made(tree, "Reference", kid.page)
                mark.kids = [kid]
                element.kids[place] = mark
                found.append(name)
    return list(dict.fromkeys(found))
