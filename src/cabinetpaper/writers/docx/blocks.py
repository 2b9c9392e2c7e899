"""Draw the blocks: each becomes paragraphs in named styles, or a Word table.

In: a block in its plain form. Out: paragraphs and tables. Word's own numbering counts paragraphs, items and
recommendations, so that an editor's new one renumbers the rest; no paragraph and no cell carries a look of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final, assert_never

from cabinetpaper.paper import bookmark, model, printed
from cabinetpaper.paper import style_names as names
from cabinetpaper.writers.columns import is_crowded
from cabinetpaper.writers.docx.inlines import draw_inlines, field, words
from cabinetpaper.writers.docx.measures import emu, twips_mm
from cabinetpaper.writers.docx.xml import any_of, w

if TYPE_CHECKING:
    from cabinetpaper.writers.docx.canvas import Canvas
    from cabinetpaper.writers.docx.xml import Element

STRUCTURE: Final[dict[str, frozenset[str]]] = {
    "tblPr": frozenset({"tblStyle", "tblW", "tblLayout", "tblLook", "tblCaption", "tblDescription"}),
    "trPr": frozenset({"cantSplit", "tblHeader"}),
    "tcPr": frozenset({"tcW"}),
}
"""The structural properties that tables may hold: which style, how wide, what is a heading, what may not break, what it
says to those who hear it. Tests prove that there are no others."""
_LOOK: Final = {
    **{"val": "04A0", "firstRow": "1", "lastRow": "0", "firstColumn": "1", "lastColumn": "0"},
    **{"noHBand": "0", "noVBand": "1"},
}
_RECOMMENDATION_SHARES: Final = (9, 91)
_PICTURES: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def draw_block(block: model.Block, canvas: Canvas) -> list[Element]:  # noqa: C901 one case for each kind of block
    """Return the paragraphs and tables of one block."""
    if not isinstance(block, model.Item):
        canvas.lists.close(numbered=isinstance(block, model.Paragraph | model.Heading) and block.numbered)
    match block:
        case model.Heading():
            style = (names.NUMBERED_HEADING if block.numbered else names.HEADING)[block.level]
            style = names.ON_NEW_PAGE[style] if block.new_page else style
            return [canvas.paragraph(style, draw_inlines(block.inlines, canvas), block.id)]
        case model.Paragraph():
            style = names.PARAGRAPH[(block.role, block.numbered)]
            return [canvas.paragraph(style, draw_inlines(block.inlines, canvas), block.id)]
        case model.Item():
            style = canvas.lists.style(ordered=block.ordered, level=block.level)
            return [canvas.paragraph(style, draw_inlines(block.inlines, canvas), block.id)]
        case model.Recommendations():
            return [_draw_recommendations(block, canvas)]
        case model.Table():
            return _draw_table(block, canvas)
        case model.Chart():
            title = canvas.paragraph(names.CHART_TITLE, draw_inlines(block.title, canvas), block.id)
            return [title, canvas.paragraph(names.CHART, [_draw_drawing(block, canvas)])]
        case model.Contents():
            return _draw_contents(block, canvas)
        case model.Picture():
            drawn = [canvas.paragraph(names.PICTURE, [_draw_drawing(block, canvas)], block.id)]
            if block.caption:
                drawn.append(canvas.paragraph(names.PICTURE_CAPTION, draw_inlines(block.caption, canvas)))
            return drawn
        case _:
            assert_never(block)


def draw_section_title(section: model.Section, canvas: Canvas) -> list[Element]:
    """Return the level 1 heading of a section, nothing where it has none. That of a list of contents carries the list's
    bookmark too, since Word writes the list anew.
    """
    canvas.lists.close(numbered=section.counted)
    if not section.title:
        return []
    style = (names.NUMBERED_HEADING if section.counted else names.HEADING)[1]
    style = names.UNLISTED_HEADING if section.lists_headings else style
    style = names.DIVIDER if section.divider else names.ON_NEW_PAGE[style] if section.new_page else style
    headed = [block.id for block in section.blocks if section.heads(block)]
    return [canvas.paragraph(style, [words(section.title)], section.id, *headed)]


def _draw_contents(contents: model.Contents, canvas: Canvas) -> list[Element]:
    """Return the title of a list of contents, if its section's is not that already, and a TOC field whose entries are
    there already, each leading to its heading's bookmark.

    The field lists every paragraph whose style has one of these outline levels, as Word's own lists do. Styles are not
    named one by one: LibreOffice would list a heading of such a style twice, by its name and by its level. The pages
    are those of the PDF, until Word works out its own; without them the field has none (the switch n), since an entry
    with a wrong page is worse than one without.
    """
    bare = "" if canvas.pages else "\\n "
    begin, code, separate, _, end = field(f' TOC \\o "1-{contents.levels}" {bare}\\h \\z \\u ', "")
    entries: list[tuple[str, list[Element]]] = []
    for level, target, number, title in canvas.layout.entries[contents.id]:
        line, page = f"{number} {title}" if number else title, canvas.pages.get(target)
        reference = f" PAGEREF {bookmark(target)} \\h "
        shown = [] if page is None else [w("r", w("tab")), *field(reference, str(page))]
        link = w("hyperlink", words(line.replace("\n", " ")), *shown, anchor=bookmark(target), history="1")
        entries.append((names.CONTENTS_ENTRY[level], [link]))
    entries = entries or [(names.CONTENTS_ENTRY[1], [])]
    entries[0][1][:0] = [begin, code, separate]
    entries[-1][1].append(end)
    drawn: list[Element] = []
    if contents.id not in canvas.layout.headed:
        drawn.append(canvas.paragraph(names.CONTENTS_HEADING, [words(contents.title)], contents.id))
    return drawn + [canvas.paragraph(style, content) for style, content in entries]


def _draw_recommendations(block: model.Recommendations, canvas: Canvas) -> Element:
    """Return the recommendations as a table `No. | Recommendation`. The bookmark of each stands with its number, which
    references print.
    """
    header = [
        [canvas.paragraph(names.RECOMMENDATION_HEADING, [words("No.")], block.id)],
        [canvas.paragraph(names.RECOMMENDATION_HEADING, [words(block.heading)])],
    ]
    rows = [
        [
            [canvas.paragraph(names.RECOMMENDATION_NUMBER, [], item.id)],
            [canvas.paragraph(names.RECOMMENDATION, draw_inlines(item.inlines, canvas))],
        ]
        for item in block.items
    ]
    return _draw_grid([header, *rows], _RECOMMENDATION_SHARES, canvas, caption=f"{block.heading}s")


def _draw_table(table: model.Table, canvas: Canvas) -> list[Element]:
    """Return a table below its caption: one header row, row headings in the first column, cells that may hold prose."""
    caption = canvas.paragraph(names.CAPTION, draw_inlines(table.caption, canvas), table.id)
    canvas.crowded = is_crowded(table)
    header: list[list[Element]] = []
    for column in table.columns:
        style = names.TABLE_NUMBER_HEADING if column.numeric else names.TABLE_HEADING
        header.append([canvas.paragraph(style, [words(column.heading)])])
    rows: list[list[list[Element]]] = []
    for row in table.rows:
        cells: list[list[Element]] = []
        for place, cell in enumerate(row.cells):
            body = "" if place else names.ROW_HEADING
            body = names.TABLE_NUMBER if table.columns[place].numeric else body
            cells.append(_draw_cell(cell, body, "" if place else row.id, canvas))
        rows.append(cells)
    spoken = printed(table.caption, canvas.layout.number).replace("\n", " ")
    grid = _draw_grid([header, *rows], canvas.shares[table.id], canvas, caption=spoken, description=table.description)
    canvas.crowded = False
    canvas.lists.close()
    return [caption, grid]


def _draw_cell(cell: model.Cell, body_style: str, row: str, canvas: Canvas) -> list[Element]:
    """Return the paragraphs of a cell; the bookmark of the row stands in its first cell, outside the paragraph's
    own.
    """
    canvas.lists.close()
    drawn: list[Element] = []
    for place, block in enumerate(cell.blocks):
        if isinstance(block, model.Paragraph):
            canvas.lists.close()
            style = (block.role is model.Role.BODY and body_style) or names.CELL_PARAGRAPH[block.role]
        else:
            style = canvas.lists.style(ordered=block.ordered, level=block.level, in_cell=True)
        outer = () if place else (row,)
        drawn.append(canvas.paragraph(style, draw_inlines(block.inlines, canvas), *outer, block.id))
    return drawn


def _draw_grid(
    rows: Sequence[Sequence[list[Element]]],
    shares: Sequence[float],
    canvas: Canvas,
    *,
    caption: str,
    description: str = "",
) -> Element:
    """Return a table without merged cells, whose looks all come from its style and whose rows do not break. `rows` hold
    the paragraphs of each cell, the first row being the header, which is repeated on each page.
    """
    whole, total = int(twips_mm(canvas.width_mm)), sum(shares)
    edges = [round(whole * sum(shares[:place]) / total) for place in range(len(shares) + 1)]
    widths = [str(right - left) for left, right in pairwise(edges)]
    properties = w(
        "tblPr",
        w("tblStyle", val=canvas.style(names.CROWDED_TABLE if canvas.crowded else names.TABLE)),
        w("tblW", w=str(whole), type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", **_LOOK),
    )
    for tag, spoken in (("tblCaption", caption), ("tblDescription", description)):
        if spoken:
            properties.append(w(tag, val=spoken))
    table = w("tbl", properties, w("tblGrid", *(w("gridCol", w=width) for width in widths)))
    for place, row in enumerate(rows):
        marks = w("trPr", w("cantSplit"), *([] if place else [w("tblHeader")]))
        cells = (
            w("tc", w("tcPr", w("tcW", w=width, type="dxa")), *cell) for width, cell in zip(widths, row, strict=True)
        )
        table.append(w("tr", marks, *cells))
    return table


def _draw_drawing(block: model.Chart | model.Picture, canvas: Canvas) -> Element:
    """Return the drawing of a block, no wider than the text; where there is none, what it shows stands there in
    words.
    """
    drawing = canvas.drawings.get(block.id)
    if drawing is None:
        return words(block.alt)
    shrink = min(1.0, canvas.width_mm / drawing.width_mm)
    return draw_picture(
        canvas.picture(drawing.png, drawing.media_type),
        (drawing.width_mm * shrink, drawing.height_mm * shrink),
        number=canvas.next_picture(),
        name=block.id,
        alt=block.alt,
    )


def draw_picture(relation: str, size_mm: tuple[float, float], *, number: int, name: str, alt: str) -> Element:
    """Return a run that holds a picture in line with the text; `relation` is the relation id of its bytes, `number` its
    id in the document, `alt` says what it shows.
    """
    size = {"cx": str(emu(size_mm[0])), "cy": str(emu(size_mm[1]))}
    about = {"id": str(number), "name": name, "descr": alt}
    fill = any_of("a:stretch", None, any_of("a:fillRect"))
    place = any_of("a:xfrm", None, any_of("a:off", {"x": "0", "y": "0"}), any_of("a:ext", size))
    picture = any_of(
        "pic:pic",
        None,
        any_of("pic:nvPicPr", None, any_of("pic:cNvPr", about), any_of("pic:cNvPicPr")),
        any_of("pic:blipFill", None, any_of("a:blip", {"r:embed": relation}), fill),
        any_of("pic:spPr", None, place, any_of("a:prstGeom", {"prst": "rect"}, any_of("a:avLst"))),
    )
    frame = any_of(
        "wp:inline",
        {"distT": "0", "distB": "0", "distL": "0", "distR": "0"},
        any_of("wp:extent", size),
        any_of("wp:docPr", about),
        any_of("wp:cNvGraphicFramePr", None, any_of("a:graphicFrameLocks", {"noChangeAspect": "1"})),
        any_of("a:graphic", None, any_of("a:graphicData", {"uri": _PICTURES}, picture)),
    )
    return w("r", w("drawing", frame))
