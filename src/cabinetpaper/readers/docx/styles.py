"""Say what the styles of a document mean.

In: its styles and numbering. Out: for a style id the meaning that papers give its name, through the styles it is based
on, so that a council's own style based on one of ours means the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeVar

from cabinetpaper import limits
from cabinetpaper.measure import Rag
from cabinetpaper.paper import Counting, Numbering, Role, Style
from cabinetpaper.paper import style_names as names
from cabinetpaper.readers.docx.names import attribute, child_value, number, w
from cabinetpaper.readers.docx.tree import Properties

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


M = TypeVar("M")


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


def _ids(meanings: dict[str, M]) -> dict[str, M]:
    """Return the meanings by the ids that Word gives to styles of these names."""
    return {name.replace(" ", ""): meaning for name, meaning in meanings.items()}


_PARAGRAPHS: Final = _paragraph_meanings()
_PARAGRAPH_IDS: Final = _ids(_PARAGRAPHS)
_CHARACTERS: Final = _character_meanings()
_CHARACTER_IDS: Final = _ids(_CHARACTERS)
_NO_OUTLINE: Final = 9
"""The level of body text in Word's outline; headings have 0 to 8."""
_BODY: Final = Meaning("paragraph")
_SCHEMES: Final = {"lowerRoman": Numbering.ROMAN, "lowerLetter": Numbering.LETTER, "decimal": Numbering.ARABIC}


class Styles:
    """The styles of one document; the meaning of each is worked out once."""

    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        self._names: dict[str, str] = {}
        self._bases: dict[str, str] = {}
        self._lists: dict[str, tuple[str, str]] = {}
        self._outlines: dict[str, int] = {}
        self._formats: dict[tuple[str, int], str] = {}
        self._used: dict[str, str] = {}
        self._default = ""
        self._paragraphs: dict[str, tuple[Meaning, bool]] = {}
        self._characters: dict[str, CharacterMeaning] = {}
        self.language = "" if styles is None else child_value(styles, "docDefaults/rPrDefault/rPr/lang")
        for style in [] if styles is None else styles.iterfind(w("style")):
            identifier = attribute(style, "styleId")
            self._names[identifier] = child_value(style, "name")
            self._bases[identifier] = child_value(style, "basedOn")
            numbered = child_value(style, "pPr/numPr/numId"), child_value(style, "pPr/numPr/ilvl")
            self._lists[identifier] = numbered
            self._outlines[identifier] = number(child_value(style, "pPr/outlineLvl"), _NO_OUTLINE)
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true", "on"}:
                self._default = identifier
        for one in [] if numbering is None else numbering.iterfind(w("num")):
            self._used[attribute(one, "numId")] = child_value(one, "abstractNumId")
        for one in [] if numbering is None else numbering.iterfind(w("abstractNum")):
            for level in one.iterfind(w("lvl")):
                place = attribute(one, "abstractNumId"), number(attribute(level, "ilvl"))
                self._formats[place] = child_value(level, "numFmt")

    def name(self, identifier: str) -> str:
        """Return the name of a style as Word shows it."""
        return self._names.get(identifier, identifier)

    def of(self, properties: Properties) -> tuple[Meaning, bool]:
        """Return what a paragraph's style means, and whether that is known rather than supposed; where the style is
        plain, what a list or a level of the outline set by hand does.
        """
        meaning, sure = self.meaning(properties.style)
        if properties.list not in {"", "0"} and meaning == _BODY:
            shape = self.list_format(properties.list, properties.level)
            return Meaning("item", 2 if properties.level > 0 else 1, ordered=shape not in {"bullet", ""}), True
        outline = _NO_OUTLINE if properties.outline is None else properties.outline
        if not sure and meaning == _BODY and 0 <= outline < len(names.HEADING):
            return Meaning("heading", outline + 1), True
        return meaning, sure

    def meaning(self, identifier: str) -> tuple[Meaning, bool]:
        """Return what a paragraph style means, and whether that is known rather than supposed.

        A style is known by its name, or by its id where the name is a strange one; else by the style it is based on,
        or by its level in the outline.
        """
        if identifier not in self._paragraphs:
            self._paragraphs[identifier] = self._worked_out(identifier)
        return self._paragraphs[identifier]

    def _worked_out(self, identifier: str) -> tuple[Meaning, bool]:
        if not identifier and not self._default:
            return _BODY, True
        outline = _NO_OUTLINE
        for place, style in enumerate(self._chain(identifier or self._default)):
            found = self._by_name(style, _PARAGRAPHS, _PARAGRAPH_IDS)
            if outline == _NO_OUTLINE:
                outline = self._outlines.get(style, _NO_OUTLINE)
            if found is not None:
                supposed = bool(place) and style == self._default and found == _BODY
                if supposed and 0 <= outline < len(names.HEADING):
                    return Meaning("heading", outline + 1), True
                return found, not supposed
        if 0 <= outline < len(names.HEADING):
            return Meaning("heading", outline + 1), True
        return _BODY, not identifier

    def character(self, identifier: str) -> CharacterMeaning:
        """Return what a character style means; an unknown one means plain words."""
        if identifier not in self._characters:
            chain = (self._by_name(style, _CHARACTERS, _CHARACTER_IDS) for style in self._chain(identifier))
            self._characters[identifier] = next((found for found in chain if found is not None), CharacterMeaning())
        return self._characters[identifier]

    def _by_name(self, style: str, by_name: Mapping[str, M], by_id: Mapping[str, M]) -> M | None:
        return by_name.get(self.name(style).casefold()) or by_id.get(style.casefold())

    def _chain(self, identifier: str) -> Iterator[str]:
        """Return a style and those it is based on, as far as one may rest on another."""
        seen: set[str] = set()
        while identifier and identifier not in seen and len(seen) < limits.STYLE_CHAIN:
            seen.add(identifier)
            yield identifier
            identifier = self._bases.get(identifier, "")

    def list_format(self, identifier: str, level: int) -> str:
        """Return how a level of a list is numbered: `bullet`, `decimal`, … or nothing if there is no such list."""
        return self._formats.get((self._used.get(identifier, ""), level), "")

    def recommendation_numbering(self) -> Numbering:
        """Return how the style of recommendations' numbers counts; (i) if it does not say."""
        list_id, _ = self._lists.get(self._named(names.RECOMMENDATION_NUMBER), ("", ""))
        return _SCHEMES.get(self.list_format(list_id, 0), Numbering.ROMAN)

    def counting(self) -> Counting:
        """Return how numbered paragraphs count: below the titles of sections where their style stands on a deeper level
        than those.
        """
        _, deeper = self._lists.get(self._named(names.PARAGRAPH[(Role.BODY, True)]), ("", ""))
        return Counting.THROUGH if deeper in {"", "0"} else Counting.BY_SECTION

    def _named(self, name: str) -> str:
        """Return the id of the style of that name."""
        return next((one for one, held in self._names.items() if held.casefold() == name.casefold()), "")
