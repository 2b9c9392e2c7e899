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
from cabinetpaper.writers.docx.measures import LANDSCAPE_WIDTH, PORTRAIT_WIDTH, eighths, half_points, twips_mm, twips_pt

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
    """One style: `paragraph` and `run` are its properties as XML in the order of the schema; `next` follows it on
    Enter.
    """

    name: str
    kind: str = "paragraph"
    based_on: str = DEFAULT_PARAGRAPH
    next: str = ""
    paragraph: str = ""
    run: str = ""
    table: str = ""
    hidden: bool = False


_KEEP = "<w:keepNext/><w:keepLines/>"
_BOLD = "<w:b/><w:bCs/>"
_ACCENT = f'<w:color w:val="12436D" w:themeColor="{ACCENT}"/>'
_PLAIN_LINE = round(240 * 1.15)  # of a table's words
_BODY_LINE = round(240 * scale.LINE / 1.15)  # Word's single line is 1.15 times the size of Arial


def _spacing(before: float, after: float = 0, line: int = _BODY_LINE) -> str:
    return f'<w:spacing w:before="{twips_pt(before)}" w:after="{twips_pt(after)}" w:line="{line}" w:lineRule="auto"/>'


def _indent(left_mm: float, hanging_mm: float = 0, right_mm: float = 0) -> str:
    hanging = f' w:hanging="{twips_mm(hanging_mm)}"' if hanging_mm else ' w:firstLine="0"'
    return f'<w:ind w:left="{twips_mm(left_mm)}" w:right="{twips_mm(right_mm)}"{hanging}/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{half_points(points)}"/><w:szCs w:val="{half_points(points)}"/>'


def _colour(colour: str) -> str:
    return f'<w:color w:val="{colour[1:]}"/>'


def _ground(colour: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour[1:]}"/>'


def _outline(level: int) -> str:
    return f'<w:outlineLvl w:val="{level - 1}"/>'


def _rule(side: str, points: float, colour: str, space: int = 0, theme: str = "") -> str:
    themed = f' w:themeColor="{theme}"' if theme else ""
    return f'<w:{side} w:val="single" w:sz="{eighths(points)}" w:space="{space}" w:color="{colour[1:]}"{themed}/>'


_BEFORE = scale.PARAGRAPH_AFTER_PT  # Word keeps no space after a table, so that what follows brings it
_SMALL = _spacing(scale.PARAGRAPH_AFTER_PT / 2, 0, _PLAIN_LINE)
_CELL = '<w:spacing w:before="0" w:after="0" w:line="276" w:lineRule="auto"/>'
_MORE = '<w:spacing w:before="60" w:after="0" w:line="276" w:lineRule="auto"/>'
_HANG = scale.HANG_MM
_STEP = scale.LIST_HANG_MM
_NUMBERED = names.PARAGRAPH[(Role.BODY, True)]


def _headings() -> tuple[HouseStyle, ...]:
    sizes = {1: scale.HEADING_1_PT, 2: scale.HEADING_2_PT, 3: scale.HEADING_3_PT, 4: scale.HEADING_4_PT}
    before = {
        1: scale.HEADING_1_BEFORE_PT,
        2: scale.HEADING_2_BEFORE_PT,
        3: scale.HEADING_3_BEFORE_PT,
        4: scale.HEADING_3_BEFORE_PT,
    }
    inks = {1: "<w:caps/>" + _ACCENT, 2: _colour(scale.INK), 3: _colour(scale.INK), 4: _colour(scale.GREY)}
    plain = tuple(
        HouseStyle(
            names.HEADING[level],
            next=_NUMBERED,
            paragraph=_KEEP + _spacing(before[level], 0, 264) + _outline(level),
            run=_BOLD + inks[level] + _size(sizes[level]),
        )
        for level in names.HEADING
    )
    numbered = tuple(
        HouseStyle(name, based_on=names.HEADING[level], next=_NUMBERED, paragraph=_indent(_HANG, _HANG))
        for level, name in names.NUMBERED_HEADING.items()
    )
    listing = HouseStyle(names.UNLISTED_HEADING, based_on=names.HEADING[1], next=names.BODY, paragraph=_outline(10))
    starting = tuple(
        HouseStyle(name, based_on=usual, next=_NUMBERED, paragraph="<w:pageBreakBefore/>")
        for usual, name in names.ON_NEW_PAGE.items()
    )
    rule = f"<w:pBdr>{_rule('bottom', 2, '#12436D', 8, ACCENT)}</w:pBdr>"
    divider = HouseStyle(
        names.DIVIDER,
        based_on=names.HEADING[1],
        next=names.PARAGRAPH[(Role.STRAPLINE, False)],
        paragraph=rule + _spacing(scale.DIVIDER_DROP_PT, 12, 264),
        run=_size(scale.DIVIDER_PT),
    )
    return (*plain, *numbered, listing, *starting, divider)


def _prose() -> tuple[HouseStyle, ...]:
    looks = {
        Role.BODY: ("", ""),
        Role.ACTION: ("<w:keepNext/><w:keepLines/>", ""),
        Role.NOTE: (_spacing(scale.PARAGRAPH_AFTER_PT, 0, _PLAIN_LINE), _colour(scale.GREY) + _size(scale.NOTE_PT)),
        Role.DRAFT: (
            _ground(scale.GAP_FILL) + _spacing(scale.PARAGRAPH_AFTER_PT, 0, _PLAIN_LINE),
            _size(scale.NOTE_PT),
        ),
        Role.QUOTE: ("", "<w:i/><w:iCs/>" + _colour(scale.INK)),
        Role.SUBTITLE: (_spacing(0, 4, 264), _colour(scale.GREY) + _size(scale.SUBTITLE_PT)),
        Role.DATE: (_spacing(0, 16, 264), _BOLD + _colour(scale.INK)),
        Role.STRAPLINE: (_spacing(10, 0, 276), _ACCENT + _size(scale.STRAPLINE_PT)),
    }
    indents = {Role.ACTION: _indent(_HANG), Role.QUOTE: _indent(_HANG, 0, _HANG)}
    body = HouseStyle(names.BODY, paragraph=_spacing(_BEFORE))
    numbered = HouseStyle(_NUMBERED, based_on=names.BODY, paragraph=_indent(_HANG, _HANG))
    others = tuple(
        HouseStyle(
            name,
            based_on=_NUMBERED if is_numbered else names.BODY,
            next=_NUMBERED,
            paragraph=looks[role][0] + ("" if is_numbered else indents.get(role, "")),
            run=looks[role][1],
        )
        for (role, is_numbered), name in names.PARAGRAPH.items()
        if role is not Role.BODY
    )
    footnote = HouseStyle(names.FOOTNOTE, paragraph=_spacing(0, 2, _PLAIN_LINE), run=_size(scale.NOTE_PT))
    return body, numbered, *others, footnote


def _lists() -> tuple[HouseStyle, ...]:
    running = tuple(
        HouseStyle(
            name,
            based_on=names.BODY,
            paragraph=_spacing(scale.PARAGRAPH_AFTER_PT / 2) + _indent(_HANG + level * _STEP, _STEP),
        )
        for (_, level), name in names.ITEM.items()
    )
    cells = tuple(
        HouseStyle(name, based_on=names.CELL_PARAGRAPH[Role.BODY], paragraph=_MORE + _indent(level * 4, 4))
        for (_, level), name in names.CELL_ITEM.items()
    )
    return running + cells


def _tables() -> tuple[HouseStyle, ...]:
    text = names.CELL_PARAGRAPH[Role.BODY]
    right = '<w:jc w:val="right"/>'
    caption = HouseStyle(
        names.CAPTION,
        next=text,
        paragraph=_KEEP + _spacing(scale.TABLE_AFTER_PT, 3, 264),
        run=_BOLD + _colour(scale.INK) + _size(scale.CAPTION_PT),
    )
    heading = HouseStyle(names.TABLE_HEADING, based_on=text, paragraph="<w:keepNext/>", run=_BOLD)
    recommendation = HouseStyle(names.RECOMMENDATION, paragraph=_spacing(0, 0))
    return (
        caption,
        HouseStyle(names.CHART_TITLE, based_on=names.CAPTION, next=names.CHART),
        HouseStyle(names.CHART, paragraph=_spacing(0, 0, 240)),
        HouseStyle(
            names.PICTURE,
            next=names.PICTURE_CAPTION,
            paragraph="<w:keepNext/>" + _spacing(scale.PARAGRAPH_AFTER_PT, 0, 240),
        ),
        HouseStyle(
            names.PICTURE_CAPTION,
            next=names.BODY,
            paragraph=_spacing(3, 0, 264),
            run=_colour(scale.GREY) + _size(scale.NOTE_PT),
        ),
        HouseStyle(text, paragraph=_CELL, run=_size(scale.TABLE_PT)),
        heading,
        HouseStyle(names.TABLE_NUMBER_HEADING, based_on=names.TABLE_HEADING, paragraph=right),
        HouseStyle(names.ROW_HEADING, based_on=text),
        HouseStyle(names.TABLE_NUMBER, based_on=text, paragraph=right),
        HouseStyle(names.CELL_PARAGRAPH[Role.ACTION], based_on=text, paragraph=_MORE),
        HouseStyle(names.CELL_PARAGRAPH[Role.NOTE], based_on=text, paragraph=_MORE, run=_colour(scale.GREY)),
        HouseStyle(names.CELL_PARAGRAPH[Role.DRAFT], based_on=text, paragraph=_ground(scale.GAP_FILL) + _MORE),
        HouseStyle(names.CELL_PARAGRAPH[Role.QUOTE], based_on=text, paragraph=_MORE, run="<w:i/><w:iCs/>"),
        recommendation,
        HouseStyle(names.RECOMMENDATION_HEADING, based_on=names.RECOMMENDATION, paragraph="<w:keepNext/>", run=_BOLD),
        HouseStyle(names.RECOMMENDATION_NUMBER, based_on=names.RECOMMENDATION),
        HouseStyle(
            names.TABLE_SEPARATOR,
            paragraph='<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>',
            hidden=True,
        ),
        HouseStyle(names.TABLE, kind="table", based_on="Normal Table", table=_table_look()),
        *(HouseStyle(small, based_on=usual, run=_size(scale.CROWDED_PT)) for usual, small in names.CROWDED.items()),
        HouseStyle(
            names.CROWDED_TABLE,
            kind="table",
            based_on=names.TABLE,
            table=f"<w:tblPr>{_cell_margins(scale.CROWDED_SIDE_PT)}</w:tblPr>",
        ),
    )


def _cell_margins(side_pt: float) -> str:
    side, vertical = twips_pt(side_pt), twips_pt(scale.CELL_VERTICAL_PT)
    edges = (("top", vertical), ("left", side), ("bottom", vertical), ("right", side))
    return (
        "<w:tblCellMar>" + "".join(f'<w:{edge} w:w="{room}" w:type="dxa"/>' for edge, room in edges) + "</w:tblCellMar>"
    )


def _table_look() -> str:
    """Return the look of tables: ruled by horizontals alone, the header and the end by the accent."""
    accent = _rule("bottom", scale.HEADER_RULE_PT, "#12436D", theme=ACCENT)
    return (
        f"<w:tblPr><w:tblBorders>{accent}{_rule('insideH', scale.RULE_PT, scale.RULE_COLOUR)}</w:tblBorders>"
        f"{_cell_margins(scale.CELL_SIDE_PT)}</w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>{accent}</w:tcBorders><w:vAlign '
        'w:val="bottom"/></w:tcPr></w:tblStylePr>'
    )


def _front_and_margins() -> tuple[HouseStyle, ...]:
    def running(name: str, width: float, based_on: str = DEFAULT_PARAGRAPH, cleared: float = 0.0) -> HouseStyle:
        clear = f'<w:tab w:val="clear" w:pos="{twips_mm(cleared)}"/>' if cleared else ""
        tabs = f'<w:tabs>{clear}<w:tab w:val="right" w:pos="{twips_mm(width)}"/></w:tabs>'
        return HouseStyle(
            name,
            based_on=based_on,
            paragraph=tabs + _spacing(0, 0, 240),
            run=_colour(scale.GREY) + _size(scale.HEADER_PT),
        )

    rule = f"<w:pBdr>{_rule('bottom', 2, '#12436D', 4, ACCENT)}</w:pBdr>"
    masthead = f'{rule}<w:tabs><w:tab w:val="right" w:pos="{twips_mm(PORTRAIT_WIDTH)}"/></w:tabs>' + _spacing(
        0, 12, 240
    )
    return (
        HouseStyle(names.MASTHEAD, paragraph=masthead, run=_BOLD + _ACCENT + _size(scale.BODY_PT)),
        HouseStyle(names.LOGO, paragraph=_spacing(0, 6, 240)),
        HouseStyle(
            names.TITLE,
            next=names.BODY,
            paragraph=_KEEP + _spacing(6, 8, 252),
            run=_BOLD + _colour(scale.INK) + _size(scale.TITLE_PT),
        ),
        HouseStyle(
            names.COVER_TITLE,
            based_on=names.TITLE,
            next=names.BODY,
            paragraph=_spacing(scale.COVER_DROP_PT, 8, 252),
            run=_size(scale.COVER_TITLE_PT),
        ),
        running(names.HEADER, PORTRAIT_WIDTH),
        HouseStyle(names.STRAPLINE_HEADER, based_on=names.HEADER, run="<w:i/><w:iCs/>"),
        running(names.LANDSCAPE_HEADER, LANDSCAPE_WIDTH, names.HEADER, PORTRAIT_WIDTH),
        running(names.FOOTER, PORTRAIT_WIDTH),
        running(names.LANDSCAPE_FOOTER, LANDSCAPE_WIDTH, names.FOOTER, PORTRAIT_WIDTH),
        HouseStyle(
            names.SECTION_BREAK,
            paragraph='<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>',
            run=_size(1),
            hidden=True,
        ),
    )


def _contents() -> tuple[HouseStyle, ...]:
    title = HouseStyle(
        names.CONTENTS_HEADING,
        next=names.BODY,
        paragraph=_KEEP + _spacing(scale.HEADING_2_BEFORE_PT, 2, 264),
        run=_BOLD + _size(scale.HEADING_2_PT),
    )
    tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{twips_mm(PORTRAIT_WIDTH)}"/></w:tabs>'
    entries = tuple(
        HouseStyle(
            name,
            next=names.BODY,
            paragraph=tab + _spacing(5 if level == 1 else 2, 0, 264) + _indent((level - 1) * _STEP),
            run=_BOLD if level == 1 else "",
        )
        for level, name in names.CONTENTS_ENTRY.items()
    )
    return title, *entries


def _characters() -> tuple[HouseStyle, ...]:
    def character(name: str, run: str = "", based_on: str = "Default Paragraph Font") -> HouseStyle:
        return HouseStyle(name, kind="character", based_on=based_on, run=run)

    def chip(rag: Rag) -> HouseStyle:
        theme = RATING_THEME[rag]
        edge = f'<w:bdr w:val="single" w:sz="12" w:space="0" w:color="FFFFFF" w:themeColor="{theme}"/>'
        ground = f'<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF" w:themeFill="{theme}"/>'
        return character(names.RATING[rag], f'{_BOLD}<w:color w:val="000000"/>{_size(9)}{edge}{ground}')

    strong, emphasis = names.TEXT[Style.STRONG], names.TEXT[Style.EMPHASIS]
    figure = names.FIGURE[Style.PLAIN]
    return (
        character(strong, _BOLD),
        character(emphasis, "<w:i/><w:iCs/>"),
        character(figure),
        character(names.FIGURE[Style.STRONG], _BOLD, figure),
        character(names.FIGURE[Style.EMPHASIS], "<w:i/><w:iCs/>", figure),
        character(names.GAP, _ground(scale.GAP_FILL)),
        character(names.FOOTNOTE_MARK, '<w:vertAlign w:val="superscript"/>'),
        character(names.HYPERLINK, _colour(scale.LINK) + '<w:u w:val="single"/>'),
        *(chip(rag) for rag in Rag),
        *(character(small, _size(7), names.RATING[rag]) for rag, small in names.CROWDED_RATING.items()),
    )


HOUSE_STYLES: Final = (
    *_front_and_margins(),
    *_contents(),
    *_headings(),
    *_prose(),
    *_lists(),
    *_tables(),
    *_characters(),
)
