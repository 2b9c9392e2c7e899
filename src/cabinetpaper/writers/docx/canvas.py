"""What the drawing functions share while one document is drawn.

In: the numbers of a paper, the styles and relations of its package. Out: a `Canvas` that hands out what must be unique
in a document (bookmarks, picture ids, relations, lists) in reading order, so that the same paper always gives the same
document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cabinetpaper.paper import Drawing, Footnote, bookmark, note_bookmark
from cabinetpaper.paper import style_names as names
from cabinetpaper.writers.docx.lists import Lists
from cabinetpaper.writers.docx.xml import w

if TYPE_CHECKING:
    from cabinetpaper.writers.docx.xml import Element


@dataclass
class Canvas:
    """The state of one drawing: `style` returns the id of a style by its name, `link` the relation id of an address in
    the part being drawn, `picture` that of a picture's bytes; `headed` are the lists of contents that print no title,
    `pages` the pages of headings as the PDF has them, `crowded` says that a table of many columns is being drawn;
    `marks` are the numbers of notes by id, `notes` those met so far.
    """

    number: Mapping[str, str]
    drawings: Mapping[str, Drawing]
    style: Callable[[str], str]
    entries: Mapping[str, tuple[tuple[int, str, str, str], ...]]
    link: Callable[[str], str]
    picture: Callable[[bytes, str], str]
    headed: frozenset[str] = frozenset()
    pages: Mapping[str, int] = field(default_factory=dict)
    lists: Lists = field(default_factory=Lists)
    width_mm: float = 0.0
    crowded: bool = False
    marks: Mapping[str, str] = field(default_factory=dict)
    notes: list[Footnote] = field(default_factory=list)
    _bookmarks: set[str] = field(default_factory=set)
    _pictures: int = 0

    def anchored(self, identifiers: tuple[str, ...], content: list[Element]) -> list[Element]:
        """Return a paragraph's content inside one hidden bookmark for each id; an id that has one already gets no
        second.
        """
        return self._marked([bookmark(one) for one in identifiers if one], content)

    def note(self, footnote: Footnote, mark: Element) -> list[Element]:
        """Return the mark of a note inside its hidden bookmark, and keep the note; its number is that of the notes so
        far.
        """
        self.notes.append(footnote)
        return self._marked([note_bookmark(footnote.id)] * bool(footnote.id), [mark])

    def _marked(self, bookmarks: Sequence[str], content: list[Element]) -> list[Element]:
        starts: list[Element] = []
        ends: list[Element] = []
        for name in bookmarks:
            if name.casefold() in self._bookmarks:
                continue
            number = str(len(self._bookmarks))
            self._bookmarks.add(name.casefold())
            starts.append(w("bookmarkStart", id=number, name=name))
            ends.insert(0, w("bookmarkEnd", id=number))
        return [*starts, *content, *ends]

    def paragraph(self, style: str, content: list[Element], *identifiers: str) -> Element:
        """Return a paragraph: nothing but its style, its bookmarks and its content."""
        style = names.CROWDED.get(style, style) if self.crowded else style
        return w("p", w("pPr", w("pStyle", val=self.style(style))), *self.anchored(identifiers, content))

    def next_picture(self) -> int:
        """Return a picture id that nothing else in the document has."""
        self._pictures += 1
        return self._pictures
