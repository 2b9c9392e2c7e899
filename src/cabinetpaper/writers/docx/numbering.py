"""Make the numbering part: one multilevel numbering for the whole paper, bullets, recommendations, lists.

In: how paragraphs and recommendations count, the lists that need a count of their own. Out: the numbering part, and the
place of each style in it. Numbered paragraphs and numbered headings share a level of the first numbering: the first, or
the second below the numbered titles of sections (1.1). Ordered items stand on the levels below it, so that Word itself
starts them again after every numbered paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from cabinetpaper.paper import Counting, Numbering
from cabinetpaper.paper import style_names as names
from cabinetpaper.writers import scale
from cabinetpaper.writers.docx.lists import AddedList
from cabinetpaper.writers.docx.measures import twips_mm
from cabinetpaper.writers.docx.styles import Styles, number_styles
from cabinetpaper.writers.docx.xml import w

if TYPE_CHECKING:
    from cabinetpaper.writers.docx.xml import Element

_PAPER, _BULLETS, _RECOMMENDATIONS, _CELL_BULLETS, _CELL_ITEMS = range(1, 6)
_FORMATS: Final = {
    Numbering.ROMAN: ("lowerRoman", "(%1)"),
    Numbering.LETTER: ("lowerLetter", "(%1)"),
    Numbering.ARABIC: ("decimal", "%1"),
}
_HANG, _STEP, _CELL_STEP = scale.HANG_MM, scale.LIST_HANG_MM, 4.0
_BULLET_SIGNS: Final = ("•", "–")


def numbering_part(
    styles: Styles, scheme: Numbering, added: Sequence[AddedList], counting: Counting = Counting.THROUGH
) -> Element:
    """Return the numbering part and tie the styles to it."""
    numbered = [name for (_, is_numbered), name in names.PARAGRAPH.items() if is_numbered] + list(
        names.NUMBERED_HEADING.values()
    )
    numbered += [names.ON_NEW_PAGE[name] for name in names.NUMBERED_HEADING.values()]
    own = int(counting is Counting.BY_SECTION)
    places = dict.fromkeys(numbered, (_PAPER, own))
    titles = (names.NUMBERED_HEADING[1], names.ON_NEW_PAGE[names.NUMBERED_HEADING[1]])
    places |= dict.fromkeys(titles, (_PAPER, 0))
    places |= {names.ITEM[(True, level)]: (_PAPER, own + level) for level in (1, 2)}
    for number, kinds in ((_BULLETS, names.ITEM), (_CELL_BULLETS, names.CELL_ITEM)):
        places |= {kinds[(False, level)]: (number, level - 1) for level in (1, 2)}
    places |= {names.CELL_ITEM[(True, level)]: (_CELL_ITEMS, level - 1) for level in (1, 2)}
    places[names.RECOMMENDATION_NUMBER] = (_RECOMMENDATIONS, 0)
    for number, one in enumerate(added, _CELL_ITEMS + 1):
        places |= {name: (number, places[based_on][1]) for name, based_on in zip(one.names, one.based_on, strict=True)}
    number_styles(styles, places)
    kind, shown = _FORMATS[scheme]
    lists = [
        [
            *_paragraphs(counting, numbered[0], titles[0], styles),
            *_items(own + 1, names.ITEM[(True, 1)], names.ITEM[(True, 2)], styles, _HANG, _STEP),
        ],
        _bullets(names.ITEM, styles, _HANG, _STEP),
        [_level(0, kind, shown, _style(names.RECOMMENDATION_NUMBER, styles), 0, 0, suffix="nothing")],
        _bullets(names.CELL_ITEM, styles, 0, _CELL_STEP),
        _items(0, names.CELL_ITEM[(True, 1)], names.CELL_ITEM[(True, 2)], styles, 0, _CELL_STEP),
    ]
    for one in added:
        in_cell = one.based_on[0] == names.CELL_ITEM[(True, 1)]
        # on the levels of the styles that these are based on, since a style hands its level down
        first = places[one.based_on[0]][1]
        lists.append(_items(first, *one.names, styles, 0 if in_cell else _HANG, _CELL_STEP if in_cell else _STEP))
    return w(
        "numbering",
        *(_definition(number, levels) for number, levels in enumerate(lists, 1)),
        *map(_use, range(1, len(lists) + 1)),
    )


def _style(name: str, styles: Styles) -> str:
    return styles.id_of(name)


def _definition(number: int, levels: Sequence[Element]) -> Element:
    return w(
        "abstractNum",
        w("nsid", val=f"{0x0CAB0000 + number:08X}"),
        w("multiLevelType", val="multilevel"),
        *levels,
        abstractNumId=str(number),
    )


def _use(number: int) -> Element:
    return w("num", w("abstractNumId", val=str(number)), numId=str(number))


def _level(
    level: int, kind: str, shown: str, style: str, left_mm: float, hanging_mm: float, suffix: str = "tab"
) -> Element:
    return w(
        "lvl",
        w("start", val="1"),
        w("numFmt", val=kind),
        w("pStyle", val=style),
        w("suff", val=suffix),
        w("lvlText", val=shown),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=twips_mm(left_mm), hanging=twips_mm(hanging_mm))),
        ilvl=str(level),
    )


def _paragraphs(counting: Counting, paragraph: str, title: str, styles: Styles) -> list[Element]:
    """Return the level of numbered paragraphs: 1, 2, 3 through the paper, or 1.1 below the level of the titles."""
    if counting is Counting.THROUGH:
        return [_level(0, "decimal", "%1", _style(paragraph, styles), _HANG, _HANG)]
    return [
        _level(0, "decimal", "%1", _style(title, styles), _HANG, _HANG),
        _level(1, "decimal", "%1.%2", _style(paragraph, styles), _HANG, _HANG),
    ]


def _items(first: int, name: str, deeper: str, styles: Styles, left_mm: float, step_mm: float) -> list[Element]:
    """Return the two levels of ordered items: 1. 2. 3. and (a) (b) (c)."""
    return [
        _level(first, "decimal", f"%{first + 1}.", _style(name, styles), left_mm + step_mm, step_mm),
        _level(first + 1, "lowerLetter", f"%{first + 2}.", _style(deeper, styles), left_mm + 2 * step_mm, step_mm),
    ]


def _bullets(kinds: dict[tuple[bool, int], str], styles: Styles, left_mm: float, step_mm: float) -> list[Element]:
    return [
        _level(
            level, "bullet", sign, _style(kinds[(False, level + 1)], styles), left_mm + (level + 1) * step_mm, step_mm
        )
        for level, sign in enumerate(_BULLET_SIGNS)
    ]
