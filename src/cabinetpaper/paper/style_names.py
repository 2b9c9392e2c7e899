"""The names of the Word styles by which a paper's meaning travels.

Nothing comes in. Out: for each part of the model the style that the DOCX writer gives it and the reader knows it by,
like the bookmarks in `anchors`. What a style looks like is no matter of this module. Word compares names without regard
to case; those that Word ships itself are spelled as it spells them.
"""

from __future__ import annotations

from typing import Final

from cabinetpaper.measure import Rag
from cabinetpaper.paper.model import Role, Style

TITLE: Final = "Title"
COVER_TITLE: Final = "Cover Title"
DIVIDER: Final = "Divider Heading"
LOGO: Final = "Logo"
MASTHEAD: Final = "Masthead"
BODY: Final = "Body Text"
HEADING: Final = {1: "heading 1", 2: "heading 2", 3: "heading 3", 4: "heading 4"}
NUMBERED_HEADING: Final = {
    1: "Numbered Heading 1",
    2: "Numbered Heading 2",
    3: "Numbered Heading 3",
    4: "Numbered Heading 4",
}
UNLISTED_HEADING: Final = "Unlisted Heading"
"""The title of a section that lists the headings; it stands outside their levels, so that Word's list leaves it out."""

ON_NEW_PAGE: Final = {
    name: f"{name[:1].upper()}{name[1:]} on New Page"
    for name in (*HEADING.values(), *NUMBERED_HEADING.values(), UNLISTED_HEADING)
}
"""By the style of a heading, that of one that starts a page."""

PARAGRAPH: Final[dict[tuple[Role, bool], str]] = {
    (Role.BODY, False): BODY,
    (Role.BODY, True): "Numbered Paragraph",
    (Role.ACTION, False): "Action",
    (Role.ACTION, True): "Numbered Action",
    (Role.NOTE, False): "Table Note",
    (Role.NOTE, True): "Numbered Note",
    (Role.DRAFT, False): "Draft",
    (Role.DRAFT, True): "Numbered Draft",
    (Role.QUOTE, False): "Quote",
    (Role.QUOTE, True): "Numbered Quote",
    (Role.SUBTITLE, False): "Subtitle",
    (Role.DATE, False): "Date Line",
    (Role.STRAPLINE, False): "Strapline",
}
"""By role, and whether the paragraph is numbered; what belongs to a cover or a divider never is."""

ITEM: Final[dict[tuple[bool, int], str]] = {
    (False, 1): "List Bullet",
    (False, 2): "List Bullet 2",
    (True, 1): "List Number",
    (True, 2): "List Number 2",
}
"""By whether the item is ordered, and its level."""

CAPTION: Final = "caption"
TABLE: Final = "Cabinet Table"
TABLE_HEADING: Final = "Table Heading"
TABLE_NUMBER_HEADING: Final = "Table Number Heading"
TABLE_NUMBER: Final = "Table Number"
ROW_HEADING: Final = "Table Row Heading"
TABLE_SEPARATOR: Final = "Table Separator"
CELL_PARAGRAPH: Final[dict[Role, str]] = {
    Role.BODY: "Table Text",
    Role.ACTION: "Table Action",
    Role.NOTE: "Table Cell Note",
    Role.DRAFT: "Table Draft",
    Role.QUOTE: "Table Quote",
}
CELL_ITEM: Final[dict[tuple[bool, int], str]] = {
    (False, 1): "Table List Bullet",
    (False, 2): "Table List Bullet 2",
    (True, 1): "Table List Number",
    (True, 2): "Table List Number 2",
}
CROWDED_TABLE: Final = "Cabinet Table Small"
CROWDED: Final = {
    name: f"{name} Small"
    for name in (
        TABLE_HEADING,
        TABLE_NUMBER_HEADING,
        ROW_HEADING,
        TABLE_NUMBER,
        *CELL_PARAGRAPH.values(),
        *CELL_ITEM.values(),
    )
}
"""By the style of what stands in a cell, that in a table of many columns."""
RECOMMENDATION: Final = "Recommendation"
RECOMMENDATION_HEADING: Final = "Recommendation Heading"
RECOMMENDATION_NUMBER: Final = "Recommendation Number"
CHART_TITLE: Final = "Chart Title"
CHART: Final = "Chart"
PICTURE: Final = "Picture"
PICTURE_CAPTION: Final = "Picture Caption"
CONTENTS_HEADING: Final = "TOC Heading"
CONTENTS_ENTRY: Final = {1: "toc 1", 2: "toc 2", 3: "toc 3", 4: "toc 4"}
HEADER: Final = "header"
FOOTER: Final = "footer"
STRAPLINE_HEADER: Final = "Header Strapline"
LANDSCAPE_HEADER: Final = "Landscape Header"
LANDSCAPE_FOOTER: Final = "Landscape Footer"
SECTION_BREAK: Final = "Section Break"

TEXT: Final[dict[Style, str]] = {Style.PLAIN: "", Style.STRONG: "Strong", Style.EMPHASIS: "Emphasis"}
FIGURE: Final[dict[Style, str]] = {
    Style.PLAIN: "Printed Figure",
    Style.STRONG: "Printed Figure Strong",
    Style.EMPHASIS: "Printed Figure Emphasis",
}
"""None is called `Figure` alone: a program that makes a tagged PDF of the document takes that name for the tag of a
picture.
"""
FOOTNOTE: Final = "footnote text"
FOOTNOTE_MARK: Final = "footnote reference"
GAP: Final = "Gap"
HYPERLINK: Final = "Hyperlink"
RATING: Final[dict[Rag, str]] = {
    Rag.GREEN: "RAG Green",
    Rag.AMBER: "RAG Amber",
    Rag.RED: "RAG Red",
    Rag.BLUE: "RAG Blue",
    Rag.UNRATED: "RAG Not Rated",
}
CROWDED_RATING: Final = {rag: f"{name} Small" for rag, name in RATING.items()}
