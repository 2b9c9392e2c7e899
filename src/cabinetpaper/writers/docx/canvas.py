"""What the drawing functions share while one document is drawn.

In: the layout of a paper, the styles and relations of its package. Out: a `Canvas` that hands out what must be unique
in a document (bookmarks, picture ids, relations, lists) in reading order, so that the same paper always gives the same
document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cabinetpaper.paper import Drawing, Footnote, bookmark, note_bookmark
from cabinetpaper.paper import style_names as names
from cabinetpaper.writers.docx.xml import w
from cabinetpaper.writers.layout import Layout

if TYPE_CHECKING:
    from cabinetpaper.writers.docx.xml import Element


@dataclass(frozen=True, slots=True)
class AddedList:
    """A list with a count of its own: the names of its two styles and of those that they are based on."""

    names: tuple[str, str]
    based_on: tuple[str, str]


@dataclass
class Lists:
    """Decides which style numbers an ordered item, so that Word counts as the paper does.

    Word starts a list again by itself only after a numbered paragraph, which stands above it in the same multilevel
    numbering. A list that starts again after anything else, or before the first numbered paragraph, gets a style of its
    own, based on the usual one and with its own count: numbering lives in styles, an editor can still delete or add any
    item, and no paragraph needs a property of its own. A list in a cell starts again after any paragraph, and has the
    usual styles once in a document.

    `added` are the styles that had to be added, `usual_restarts` says that the usual style would count from 1 here,
    `counted` is the list being counted, `cells_begun` that a cell has had the usual styles.
    """

    added: list[AddedList] = field(default_factory=list)
    usual_restarts: bool = False
    counted: tuple[str, str] | None = None
    cells_begun: bool = False

    def close(self, *, numbered: bool = False) -> None:
        """Note a block that is no item; a numbered one outside tables makes the usual style start again."""
        self.counted = None
        self.usual_restarts = self.usual_restarts or numbered

    def style(self, *, ordered: bool, level: int, in_cell: bool = False) -> str:
        """Return the style of the next item."""
        styles, deep = names.CELL_ITEM if in_cell else names.ITEM, level > 1
        if not ordered:
            return styles[(False, 1 + deep)]
        if self.counted is None:
            usual = styles[(True, 1)], styles[(True, 2)]
            if not self.cells_begun if in_cell else self.usual_restarts:
                self.counted = usual
            else:
                number = len(self.added) + 2
                self.counted = f"{usual[0]} list {number}", f"{usual[1]} list {number}"
                self.added.append(AddedList(self.counted, usual))
            self.cells_begun = self.cells_begun or in_cell
            self.usual_restarts = self.usual_restarts and in_cell
        return self.counted[deep]


@dataclass
class Canvas:
    """The state of one drawing: `style` returns the id of a style by its name, `link` the relation id of an address in
    the part being drawn, `picture` that of a picture's bytes; `shares` are the columns' parts of the width of each
    table, `pages` the pages of headings as the PDF has them, `crowded` says that a table of many columns is being
    drawn, `notes` are those met so far.
    """

    layout: Layout
    drawings: Mapping[str, Drawing]
    style: Callable[[str], str]
    link: Callable[[str], str]
    picture: Callable[[bytes, str], str]
    shares: Mapping[str, Sequence[float]] = field(default_factory=dict)
    pages: Mapping[str, int] = field(default_factory=dict)
    lists: Lists = field(default_factory=Lists)
    width_mm: float = 0.0
    crowded: bool = False
    notes: list[Footnote] = field(default_factory=list)
    _bookmarks: set[str] = field(default_factory=set)
    _pictures: int = 0

    def bookmarked(self, bookmarks: Sequence[str], content: list[Element]) -> list[Element]:
        """Return content inside hidden bookmarks; of a name that the document has already there is no second."""
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

    def note(self, footnote: Footnote, mark: Element) -> list[Element]:
        """Return the mark of a note inside its hidden bookmark, and keep the note; its number is that of the notes so
        far.
        """
        self.notes.append(footnote)
        return self.bookmarked([note_bookmark(footnote.id)] * bool(footnote.id), [mark])

    def paragraph(self, style: str, content: list[Element], *identifiers: str) -> Element:
        """Return a paragraph: nothing but its style, a hidden bookmark for each id, and its content."""
        style = names.CROWDED.get(style, style) if self.crowded else style
        bookmarks = [bookmark(identifier) for identifier in identifiers if identifier]
        return w("p", w("pPr", w("pStyle", val=self.style(style))), *self.bookmarked(bookmarks, content))

    def next_picture(self) -> int:
        """Return a picture id that nothing else in the document has."""
        self._pictures += 1
        return self._pictures
