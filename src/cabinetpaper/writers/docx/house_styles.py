"""The house styles: what each style that a paper uses looks like, unless a council's reference.docx says otherwise.

Nothing comes in. Out: `HOUSE_STYLES`, one definition per style in the order of the file, made from the house scale.
Colours that a council sets in cabinetpaper.toml stand as theme colours: `accent1` is its accent, `accent2` to `accent6`
are the grounds of the ratings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cabinetpaper.measure import Rag
from cabinetpaper.paper import Role, Style
from cabinetpaper.paper import style_names as names
from cabinetpaper.writers import scale
from cabinetpaper.writers.docx.measures import eighths, half_points, twips_mm, twips_pt

DEFAULT_PARAGRAPH: Final = "Normal"
ACCENT: Final = "accent1"
RATING_THEME: Final = {
    Rag.GREEN: "accent2",
    Rag.AMBER: "accent3",
    Rag.RED: "accent4",
    Rag.UNRATED: "accent5",
    Rag.BLUE: "accent6",
}


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """One style: `paragraph` and `run` are its properties as XML in the order of the schema, `table` those of a table
    style; `next` follows it on Enter.
    """

    name: str
    paragraph: str = ""
    run: str = ""
    based_on: str = DEFAULT_PARAGRAPH
    next: str = ""
    kind: str = "paragraph"
    table: str = ""
    hidden: bool = False


# how properties are written


def _spacing(before: float, after: float = 0, line: int = round(240 * scale.LINE / 1.15), rule: str = "auto") -> str:
    """Return spacing in points; `line` is in 240ths of a line, a single one being 1.15 times the size of Arial."""
    room = f'w:before="{twips_pt(before)}" w:after="{twips_pt(after)}"'
    return f'<w:spacing {room} w:line="{line}" w:lineRule="{rule}"/>'


def _indent(left_mm: float, hanging_mm: float = 0, right_mm: float = 0) -> str:
    hanging = f' w:hanging="{twips_mm(hanging_mm)}"' if hanging_mm else ' w:firstLine="0"'
    return f'<w:ind w:left="{twips_mm(left_mm)}" w:right="{twips_mm(right_mm)}"{hanging}/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{half_points(points)}"/><w:szCs w:val="{half_points(points)}"/>'


def _colour(colour: str) -> str:
    return f'<w:color w:val="{colour[1:]}"/>'


def _outline(level: int) -> str:
    return f'<w:outlineLvl w:val="{level - 1}"/>'


def _rule(side: str, points: float, colour: str, space: int = 0, theme: str = "") -> str:
    themed = f' w:themeColor="{theme}"' if theme else ""
    return f'<w:{side} w:val="single" w:sz="{eighths(points)}" w:space="{space}" w:color="{colour[1:]}"{themed}/>'


def _ruled(space: int) -> str:
    return f"<w:pBdr>{_rule('bottom', 2, '#12436D', space, ACCENT)}</w:pBdr>"


def _tab(width_mm: float, more: str = "", kind: str = "right") -> str:
    return f'<w:tab w:val="{kind}"{more} w:pos="{twips_mm(width_mm)}"/>'


_KEEP_NEXT: Final = "<w:keepNext/>"
_KEEP: Final = f"{_KEEP_NEXT}<w:keepLines/>"
_BOLD: Final = "<w:b/><w:bCs/>"
_ITALIC: Final = "<w:i/><w:iCs/>"
_RIGHT: Final = '<w:jc w:val="right"/>'
_ACCENT: Final = f'<w:color w:val="12436D" w:themeColor="{ACCENT}"/>'
_INK, _GREY = _colour(scale.INK), _colour(scale.GREY)
_GAP: Final = f'<w:shd w:val="clear" w:color="auto" w:fill="{scale.GAP_FILL[1:]}"/>'
_NOTE: Final = _size(scale.NOTE_PT)
_AFTER: Final = scale.PARAGRAPH_AFTER_PT
"""Word keeps no space after a table, so that what follows a paragraph brings the space between them."""
_OF_A_TABLE: Final = round(240 * 1.15)  # the line of a table's words
_SMALL: Final = _spacing(_AFTER, 0, _OF_A_TABLE)
_CELL, _CELL_MORE = _spacing(0, 0, _OF_A_TABLE), _spacing(3, 0, _OF_A_TABLE)
_HANG, _STEP = scale.HANG_MM, scale.LIST_HANG_MM
_HANGING: Final = _indent(_HANG, _HANG)
_NUMBERED: Final = names.PARAGRAPH[(Role.BODY, True)]
_CELL_TEXT: Final = names.CELL_PARAGRAPH[Role.BODY]


def _front_and_margins() -> tuple[HouseStyle, ...]:
    upright, sideways = scale.TEXT_WIDTH_MM, scale.TEXT_WIDTH_SIDEWAYS_MM

    def running(name: str, tabs: str, based_on: str = DEFAULT_PARAGRAPH) -> HouseStyle:
        return HouseStyle(
            name, f"<w:tabs>{tabs}</w:tabs>{_spacing(0, 0, 240)}", _GREY + _size(scale.HEADER_PT), based_on
        )

    turned = _tab(upright, kind="clear") + _tab(sideways)
    masthead = f"{_ruled(4)}<w:tabs>{_tab(upright)}</w:tabs>{_spacing(0, 12, 240)}"
    cover = _spacing(scale.COVER_DROP_PT, 8, 252)
    return (
        HouseStyle(names.MASTHEAD, masthead, _BOLD + _ACCENT + _size(scale.BODY_PT)),
        HouseStyle(names.LOGO, _spacing(0, 6, 240)),
        HouseStyle(names.TITLE, _KEEP + _spacing(6, 8, 252), _BOLD + _INK + _size(scale.TITLE_PT), next=names.BODY),
        HouseStyle(names.COVER_TITLE, cover, _size(scale.COVER_TITLE_PT), names.TITLE, names.BODY),
        running(names.HEADER, _tab(upright)),
        HouseStyle(names.STRAPLINE_HEADER, run=_ITALIC, based_on=names.HEADER),
        running(names.LANDSCAPE_HEADER, turned, names.HEADER),
        running(names.FOOTER, _tab(upright)),
        running(names.LANDSCAPE_FOOTER, turned, names.FOOTER),
        HouseStyle(names.SECTION_BREAK, _spacing(0, 0, 20, "exact"), _size(1), hidden=True),
    )


def _contents() -> tuple[HouseStyle, ...]:
    title = _KEEP + _spacing(scale.HEADING_2_BEFORE_PT, 2, 264)
    dots = _tab(scale.TEXT_WIDTH_MM, ' w:leader="dot"')
    entries: list[HouseStyle] = []
    for level, name in names.CONTENTS_ENTRY.items():
        look = f"<w:tabs>{dots}</w:tabs>" + _spacing(5 if level == 1 else 2, 0, 264) + _indent((level - 1) * _STEP)
        entries.append(HouseStyle(name, look, _BOLD * (level == 1), next=names.BODY))
    return HouseStyle(names.CONTENTS_HEADING, title, _BOLD + _size(scale.HEADING_2_PT), next=names.BODY), *entries


def _headings() -> tuple[HouseStyle, ...]:
    looks = {
        1: (scale.HEADING_1_BEFORE_PT, f"<w:caps/>{_ACCENT}", scale.HEADING_1_PT),
        2: (scale.HEADING_2_BEFORE_PT, _INK, scale.HEADING_2_PT),
        3: (scale.HEADING_3_BEFORE_PT, _INK, scale.HEADING_3_PT),
        4: (scale.HEADING_3_BEFORE_PT, _GREY, scale.HEADING_4_PT),
    }
    plain = [
        HouseStyle(
            names.HEADING[level],
            _KEEP + _spacing(before, 0, 264) + _outline(level),
            _BOLD + ink + _size(size),
            next=_NUMBERED,
        )
        for level, (before, ink, size) in looks.items()
    ]
    numbered = [
        HouseStyle(name, _HANGING, based_on=names.HEADING[level], next=_NUMBERED)
        for level, name in names.NUMBERED_HEADING.items()
    ]
    starting = [
        HouseStyle(name, "<w:pageBreakBefore/>", based_on=usual, next=_NUMBERED)
        for usual, name in names.ON_NEW_PAGE.items()
    ]
    divider = _ruled(8) + _spacing(scale.DIVIDER_DROP_PT, 12, 264)
    strapline = names.PARAGRAPH[(Role.STRAPLINE, False)]
    return (
        *(*plain, *numbered),
        HouseStyle(names.UNLISTED_HEADING, _outline(10), based_on=names.HEADING[1], next=names.BODY),
        *starting,
        HouseStyle(names.DIVIDER, divider, _size(scale.DIVIDER_PT), names.HEADING[1], strapline),
    )


def _prose() -> tuple[HouseStyle, ...]:
    looks = {
        Role.ACTION: (_KEEP, ""),
        Role.NOTE: (_SMALL, _GREY + _NOTE),
        Role.DRAFT: (_GAP + _SMALL, _NOTE),
        Role.QUOTE: ("", _ITALIC + _INK),
        Role.SUBTITLE: (_spacing(0, 4, 264), _GREY + _size(scale.SUBTITLE_PT)),
        Role.DATE: (_spacing(0, 16, 264), _BOLD + _INK),
        Role.STRAPLINE: (_spacing(10, 0, 276), _ACCENT + _size(scale.STRAPLINE_PT)),
    }
    indents = {Role.ACTION: _indent(_HANG), Role.QUOTE: _indent(_HANG, 0, _HANG)}
    others = [
        HouseStyle(
            name,
            looks[role][0] + ("" if is_numbered else indents.get(role, "")),
            looks[role][1],
            _NUMBERED if is_numbered else names.BODY,
            _NUMBERED,
        )
        for (role, is_numbered), name in names.PARAGRAPH.items()
        if role is not Role.BODY
    ]
    return (
        HouseStyle(names.BODY, _spacing(_AFTER)),
        HouseStyle(_NUMBERED, _HANGING, based_on=names.BODY),
        *others,
        HouseStyle(names.FOOTNOTE, _spacing(0, 2, _OF_A_TABLE), _NOTE),
    )


def _lists() -> tuple[HouseStyle, ...]:
    running = (
        HouseStyle(name, _spacing(_AFTER / 2) + _indent(_HANG + level * _STEP, _STEP), based_on=names.BODY)
        for (_, level), name in names.ITEM.items()
    )
    cells = (
        HouseStyle(name, _CELL_MORE + _indent(level * 4, 4), based_on=_CELL_TEXT)
        for (_, level), name in names.CELL_ITEM.items()
    )
    return (*running, *cells)


def _tables() -> tuple[HouseStyle, ...]:
    def in_cell(name: str, paragraph: str = "", run: str = "", based_on: str = _CELL_TEXT) -> HouseStyle:
        return HouseStyle(name, paragraph, run, based_on)

    accent = _rule("bottom", scale.HEADER_RULE_PT, "#12436D", theme=ACCENT)
    ruled = f"<w:tblBorders>{accent}{_rule('insideH', scale.RULE_PT, scale.RULE_COLOUR)}</w:tblBorders>"
    look = (  # ruled by horizontals alone, the header and the end by the accent
        f"<w:tblPr>{ruled}{_cell_margins(scale.CELL_SIDE_PT)}</w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>{accent}</w:tcBorders><w:vAlign w:val="bottom"/>'
        "</w:tcPr></w:tblStylePr>"
    )
    narrow = f"<w:tblPr>{_cell_margins(scale.CROWDED_SIDE_PT)}</w:tblPr>"
    caption = _KEEP + _spacing(scale.TABLE_AFTER_PT, 3, 264)
    cells = names.CELL_PARAGRAPH
    return (
        HouseStyle(names.CAPTION, caption, _BOLD + _INK + _size(scale.CAPTION_PT), next=_CELL_TEXT),
        HouseStyle(names.CHART_TITLE, based_on=names.CAPTION, next=names.CHART),
        HouseStyle(names.CHART, _spacing(0, 0, 240)),
        HouseStyle(names.PICTURE, _KEEP_NEXT + _spacing(_AFTER, 0, 240), next=names.PICTURE_CAPTION),
        HouseStyle(names.PICTURE_CAPTION, _spacing(3, 0, 264), _GREY + _NOTE, next=names.BODY),
        HouseStyle(_CELL_TEXT, _CELL, _size(scale.TABLE_PT)),
        in_cell(names.TABLE_HEADING, _KEEP_NEXT, _BOLD),
        in_cell(names.TABLE_NUMBER_HEADING, _RIGHT, based_on=names.TABLE_HEADING),
        in_cell(names.ROW_HEADING),
        in_cell(names.TABLE_NUMBER, _RIGHT),
        in_cell(cells[Role.ACTION], _CELL_MORE),
        in_cell(cells[Role.NOTE], _CELL_MORE, _GREY),
        in_cell(cells[Role.DRAFT], _GAP + _CELL_MORE),
        in_cell(cells[Role.QUOTE], _CELL_MORE, _ITALIC),
        HouseStyle(names.RECOMMENDATION, _spacing(0, 0)),
        in_cell(names.RECOMMENDATION_HEADING, _KEEP_NEXT, _BOLD, names.RECOMMENDATION),
        in_cell(names.RECOMMENDATION_NUMBER, based_on=names.RECOMMENDATION),
        HouseStyle(names.TABLE_SEPARATOR, _spacing(0, 0, 120, "exact"), hidden=True),
        HouseStyle(names.TABLE, based_on="Normal Table", kind="table", table=look),
        *(in_cell(small, "", _size(scale.CROWDED_PT), usual) for usual, small in names.CROWDED.items()),
        HouseStyle(names.CROWDED_TABLE, based_on=names.TABLE, kind="table", table=narrow),
    )


def _cell_margins(side_pt: float) -> str:
    side, vertical = twips_pt(side_pt), twips_pt(scale.CELL_VERTICAL_PT)
    edges = (("top", vertical), ("left", side), ("bottom", vertical), ("right", side))
    margins = "".join(f'<w:{edge} w:w="{room}" w:type="dxa"/>' for edge, room in edges)
    return f"<w:tblCellMar>{margins}</w:tblCellMar>"


def _characters() -> tuple[HouseStyle, ...]:
    def character(name: str, run: str = "", based_on: str = "Default Paragraph Font") -> HouseStyle:
        return HouseStyle(name, run=run, based_on=based_on, kind="character")

    def chip(rag: Rag) -> HouseStyle:
        theme = RATING_THEME[rag]
        edge = f'<w:bdr w:val="single" w:sz="12" w:space="0" w:color="FFFFFF" w:themeColor="{theme}"/>'
        ground = f'<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF" w:themeFill="{theme}"/>'
        return character(names.RATING[rag], f'{_BOLD}<w:color w:val="000000"/>{_size(9)}{edge}{ground}')

    figure = names.FIGURE[Style.PLAIN]
    return (
        character(names.TEXT[Style.STRONG], _BOLD),
        character(names.TEXT[Style.EMPHASIS], _ITALIC),
        character(figure),
        character(names.FIGURE[Style.STRONG], _BOLD, figure),
        character(names.FIGURE[Style.EMPHASIS], _ITALIC, figure),
        character(names.GAP, _GAP),
        character(names.FOOTNOTE_MARK, '<w:vertAlign w:val="superscript"/>'),
        character(names.HYPERLINK, _colour(scale.LINK) + '<w:u w:val="single"/>'),
        *(chip(rag) for rag in Rag),
        *(character(small, _size(7), names.RATING[rag]) for rag, small in names.CROWDED_RATING.items()),
    )


HOUSE_STYLES: Final = (
    *(*_front_and_margins(), *_contents(), *_headings()),
    *(*_prose(), *_lists(), *_tables(), *_characters()),
)
