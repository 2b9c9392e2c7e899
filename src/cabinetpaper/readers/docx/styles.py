"""Say what the styles of a document mean.

In: its styles and numbering. Out: for a style id the meaning that papers give its name, through the styles it is based
on, so that a council's own style based on one of ours means the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeVar

from cabinetpaper.measure import Rag
from cabinetpaper.paper import Counting, Numbering, Role, Style
from cabinetpaper.paper import style_names as names
from cabinetpaper.readers.docx.names import attribute, child_value, w

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a paragraph style says: the kind of block and its details."""

    kind: str
    level: int = 1
    numbered: bool = False
    role: Role = Role.BODY
    ordered: bool = False
    new_page: bool = False
    divider: bool = False
    cover: bool = False
    lists: bool = False


@dataclass(frozen=True, slots=True)
class CharacterMeaning:
    """What a character style says: `text`, `figure`, `gap`, `rating`, `link`, or `mark` for what belongs to the mark of
    a note.
    """

    kind: str = "text"
    style: Style = Style.PLAIN
    rag: Rag | None = None


_OTHER_MARKS: Final = (
    "endnote reference",
    "Footnote Characters",
    "Endnote Characters",
    "Footnote Anchor",
    "Endnote Anchor",
)
"""Further styles of marks: Word's for endnotes, and what LibreOffice makes of either."""


def _paragraph_meanings() -> dict[str, Meaning]:
    known = {name: Meaning("heading", level) for level, name in names.HEADING.items()}
    known |= {name: Meaning("heading", level, numbered=True) for level, name in names.NUMBERED_HEADING.items()}
    known[names.UNLISTED_HEADING] = Meaning("heading", lists=True)
    known |= {name: replace(known[usual], new_page=True) for usual, name in names.ON_NEW_PAGE.items()}
    known |= {
        name: Meaning("paragraph", numbered=numbered, role=role) for (role, numbered), name in names.PARAGRAPH.items()
    }
    known |= {name: Meaning("paragraph", role=role) for role, name in names.CELL_PARAGRAPH.items()}
    for kinds in (names.ITEM, names.CELL_ITEM):
        known |= {name: Meaning("item", level, ordered=ordered) for (ordered, level), name in kinds.items()}
    known |= dict.fromkeys((names.ROW_HEADING, names.TABLE_NUMBER, names.RECOMMENDATION), Meaning("paragraph"))
    known |= {name: Meaning("contents entry", level) for level, name in names.CONTENTS_ENTRY.items()}
    known |= {
        names.TITLE: Meaning("title"),
        names.COVER_TITLE: Meaning("title", cover=True),
        names.DIVIDER: Meaning("heading", divider=True),
        names.STRAPLINE_HEADER: Meaning("strapline"),
        names.PICTURE: Meaning("picture"),
        names.PICTURE_CAPTION: Meaning("picture caption"),
        names.LOGO: Meaning("logo"),
        names.CAPTION: Meaning("caption"),
        names.CHART_TITLE: Meaning("chart title"),
        names.CHART: Meaning("chart"),
        names.CONTENTS_HEADING: Meaning("contents heading"),
        names.TABLE_HEADING: Meaning("column"),
        names.TABLE_NUMBER_HEADING: Meaning("column", numbered=True),
        names.RECOMMENDATION_HEADING: Meaning("recommendation heading"),
        names.RECOMMENDATION_NUMBER: Meaning("recommendation number"),
        names.SECTION_BREAK: Meaning("nothing"),
        names.TABLE_SEPARATOR: Meaning("nothing"),
        "Normal": Meaning("paragraph"),
        "List Paragraph": Meaning("paragraph"),
        "Default": Meaning("paragraph"),
    }
    known |= {small: known[usual] for usual, small in names.CROWDED.items()}
    return {name.casefold(): meaning for name, meaning in known.items()}


def _character_meanings() -> dict[str, CharacterMeaning]:
    known = {name: CharacterMeaning("text", style) for style, name in names.TEXT.items() if name}
    known |= {name: CharacterMeaning("figure", style) for style, name in names.FIGURE.items()}
    known |= {name: CharacterMeaning("rating", rag=rag) for rag, name in names.RATING.items()}
    known |= {name: CharacterMeaning("rating", rag=rag) for rag, name in names.CROWDED_RATING.items()}
    known |= {names.GAP: CharacterMeaning("gap"), names.HYPERLINK: CharacterMeaning("link")}
    known |= dict.fromkeys((names.FOOTNOTE_MARK, *_OTHER_MARKS), CharacterMeaning("mark"))
    return {name.casefold(): meaning for name, meaning in known.items()}


_PARAGRAPHS: Final = _paragraph_meanings()
_CHARACTERS: Final = _character_meanings()
M = TypeVar("M")
_BODY: Final = Meaning("paragraph")
_SCHEMES: Final = {"lowerRoman": Numbering.ROMAN, "lowerLetter": Numbering.LETTER, "decimal": Numbering.ARABIC}


class Styles:
    """The styles of one document."""

    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        self._names: dict[str, str] = {}
        self._bases: dict[str, str] = {}
        self._lists: dict[str, str] = {}
        self._levels: dict[str, str] = {}
        self._formats: dict[tuple[str, int], str] = {}
        self._used: dict[str, str] = {}
        self._default = ""
        self.language = "" if styles is None else child_value(styles, "docDefaults/rPrDefault/rPr/lang")
        for style in [] if styles is None else styles.iterfind(w("style")):
            identifier = attribute(style, "styleId")
            self._names[identifier] = child_value(style, "name")
            self._bases[identifier] = child_value(style, "basedOn")
            self._lists[identifier] = child_value(style, "pPr/numPr/numId")
            self._levels[identifier] = child_value(style, "pPr/numPr/ilvl")
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true", "on"}:
                self._default = identifier
        for one in [] if numbering is None else numbering.iterfind(w("num")):
            self._used[attribute(one, "numId")] = child_value(one, "abstractNumId")
        for one in [] if numbering is None else numbering.iterfind(w("abstractNum")):
            for level in one.iterfind(w("lvl")):
                self._formats[(attribute(one, "abstractNumId"), int(attribute(level, "ilvl", "0")))] = child_value(
                    level, "numFmt"
                )

    def name(self, identifier: str) -> str:
        """Return the name of a style as Word shows it."""
        return self._names.get(identifier, identifier)

    def meaning(self, identifier: str) -> tuple[Meaning, bool]:
        """Return what a paragraph style means, and whether that is known rather than supposed."""
        found = self._known(identifier or self._default, _PARAGRAPHS)
        if found is not None:
            return found, found != _BODY or self._is_body(identifier or self._default)
        return _BODY, not identifier

    def _is_body(self, identifier: str) -> bool:
        """Return whether a style is body text itself or based on one of ours, not merely on Word's default."""
        own = self.name(identifier).casefold() in _PARAGRAPHS
        base = self._bases.get(identifier, "")
        return own or (
            bool(base) and base != self._default and self._is_body(base) and self.name(base).casefold() in _PARAGRAPHS
        )

    def character(self, identifier: str) -> CharacterMeaning:
        """Return what a character style means; an unknown one means plain words."""
        return self._known(identifier, _CHARACTERS) or CharacterMeaning()

    def _known(self, identifier: str, meanings: dict[str, M]) -> M | None:
        seen: set[str] = set()
        while identifier and identifier not in seen:
            seen.add(identifier)
            found = meanings.get(self.name(identifier).casefold())
            if found is not None:
                return found
            identifier = self._bases.get(identifier, "")
        return None

    def list_format(self, number: str, level: int) -> str:
        """Return how a level of a list is numbered: `bullet`, `decimal`, … or nothing if there is no such list."""
        return self._formats.get((self._used.get(number, ""), level), "")

    def recommendation_numbering(self) -> Numbering:
        """Return how the style of recommendations' numbers counts; (i) if it does not say."""
        identifier = self._named(names.RECOMMENDATION_NUMBER)
        return _SCHEMES.get(self.list_format(self._lists.get(identifier, ""), 0), Numbering.ROMAN)

    def counting(self) -> Counting:
        """Return how numbered paragraphs count: below the titles of sections where their style stands on a deeper level
        than those.
        """
        deeper = self._levels.get(self._named(names.PARAGRAPH[(Role.BODY, True)]), "")
        return Counting.THROUGH if deeper in {"", "0"} else Counting.BY_SECTION

    def _named(self, name: str) -> str:
        """Return the id of the style of that name."""
        return next((one for one, held in self._names.items() if held.casefold() == name.casefold()), "")
