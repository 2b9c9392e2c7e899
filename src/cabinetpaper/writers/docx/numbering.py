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
from cabinetpaper.writers.docx.canvas import AddedList
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
    headings = list(names.NUMBERED_HEADING.values())
    numbered = [name for (_, is_numbered), name in names.PARAGRAPH.items() if is_numbered]
    numbered += [*headings, *(names.ON_NEW_PAGE[name] for name in headings)]
    titles = headings[0], names.ON_NEW_PAGE[headings[0]]
    own = int(counting is Counting.BY_SECTION)
    places = dict.fromkeys(numbered, (_PAPER, own)) | dict.fromkeys(titles, (_PAPER, 0))
    for level in (0, 1):
        places[names.ITEM[(False, level + 1)]] = _BULLETS, level
        places[names.ITEM[(True, level + 1)]] = _PAPER, own + 1 + level
        places[names.CELL_ITEM[(False, level + 1)]] = _CELL_BULLETS, level
        places[names.CELL_ITEM[(True, level + 1)]] = _CELL_ITEMS, level
    places[names.RECOMMENDATION_NUMBER] = _RECOMMENDATIONS, 0
    for number, more in enumerate(added, _CELL_ITEMS + 1):
        # on the levels of the styles that these are based on, since a style hands its level down
        places |= {name: (number, places[usual][1]) for name, usual in zip(more.names, more.based_on, strict=True)}
    number_styles(styles, places)

    def ordered(name: str, deeper: str, left_mm: float, step_mm: float) -> list[Element]:
        """Return the two levels of ordered items: 1. 2. 3. and (a) (b) (c)."""
        first = places[name][1]
        return [
            _level(first, "decimal", f"%{first + 1}.", styles.id_of(name), left_mm + step_mm, step_mm),
            _level(first + 1, "lowerLetter", f"%{first + 2}.", styles.id_of(deeper), left_mm + 2 * step_mm, step_mm),
        ]

    def bullets(kinds: dict[tuple[bool, int], str], left_mm: float, step_mm: float) -> list[Element]:
        return [
            _level(level - 1, "bullet", sign, styles.id_of(kinds[(False, level)]), left_mm + level * step_mm, step_mm)
            for level, sign in enumerate(_BULLET_SIGNS, 1)
        ]

    kind, shown = _FORMATS[scheme]
    counted = [(numbered[0], "%1")] if counting is Counting.THROUGH else [(titles[0], "%1"), (numbered[0], "%1.%2")]
    paragraphs = [
        _level(level, "decimal", form, styles.id_of(name), _HANG, _HANG) for level, (name, form) in enumerate(counted)
    ]
    lists = [
        [*paragraphs, *ordered(names.ITEM[(True, 1)], names.ITEM[(True, 2)], _HANG, _STEP)],
        bullets(names.ITEM, _HANG, _STEP),
        [_level(0, kind, shown, styles.id_of(names.RECOMMENDATION_NUMBER), 0, 0, suffix="nothing")],
        bullets(names.CELL_ITEM, 0, _CELL_STEP),
        ordered(names.CELL_ITEM[(True, 1)], names.CELL_ITEM[(True, 2)], 0, _CELL_STEP),
    ]
    for more in added:
        in_cell = more.based_on[0] == names.CELL_ITEM[(True, 1)]
        lists.append(ordered(*more.names, *((0, _CELL_STEP) if in_cell else (_HANG, _STEP))))
    part = w("numbering")
    for number, levels in enumerate(lists, 1):
        identity = w("nsid", val=f"{0x0CAB0000 + number:08X}")
        kind_of_list = w("multiLevelType", val="multilevel")
        part.append(w("abstractNum", identity, kind_of_list, *levels, abstractNumId=str(number)))
    for number in range(1, len(lists) + 1):
        part.append(w("num", w("abstractNumId", val=str(number)), numId=str(number)))
    return part


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
