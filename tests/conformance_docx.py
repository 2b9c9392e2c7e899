"""A small Word document that keeps every rule, made by code, and the ways to break each rule."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from docx_parts import repacked
from hostile_pages import png

Change = Callable[[Any], object]
NAMESPACES = nsdecls("w", "wp", "a", "r")
ALT = "Visits rose from 75% to 80%."


def start() -> Any:
    """Return python-docx's own template in sizes and colours that everybody can read."""
    document = docx.Document()
    document.core_properties.title = "Performance report, April to June"
    for style in document.styles:
        if style.type is WD_STYLE_TYPE.PARAGRAPH:
            style.font.color.rgb = RGBColor(0x12, 0x43, 0x6D)
            style.font.size = Pt(12)
    return document


def filled() -> Any:
    """Return a document of a title, two headings, words, a list, a table, a picture and a link."""
    document = start()
    document.add_paragraph("Performance report, April to June", style="Title")
    document.add_heading("Summary", 1)
    document.add_paragraph("Visits are on target; calls take longer.")
    document.add_paragraph("To note the report.", style="List Number")
    link = document.add_paragraph("The figures come from ")
    link._p.append(
        parse_xml(f'<w:hyperlink {NAMESPACES} w:anchor="x"><w:r><w:t>the open data page</w:t></w:r></w:hyperlink>')
    )
    document.add_heading("Measures", 2)
    document.add_paragraph("Table 1: measures", style="Caption")
    table = document.add_table(rows=0, cols=2)
    for row in (("Measure", "Latest"), ("Visits", "80%"), ("Calls", "9")):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {NAMESPACES}/>"))
    document.add_picture(io.BytesIO(png(8, 8)), width=Pt(80))
    picture(document).set("descr", ALT)
    document.add_paragraph("It was refreshed on the last day of June.")
    return document


def picture(document: Any) -> Any:
    return next(document.element.body.iter(qn("wp:docPr")))


def paragraph(document: Any, words: str) -> Any:
    return next(one for one in document.paragraphs if one.text.startswith(words))


def cell(document: Any, row: int, column: int) -> Any:
    return document.tables[0].rows[row].cells[column]


def made(change: Change | None = None) -> bytes:
    document = filled()
    if change is not None:
        change(document)
    whole = io.BytesIO()
    document.save(whole)
    return whole.getvalue()


def before(words: str, source: str) -> Change:
    """Return the change that puts paragraphs or tables before the paragraph that begins with these words."""

    def change(document: Any) -> None:
        place = paragraph(document, words)._p
        for one in parse_xml(f"<w:body {NAMESPACES}>{source}</w:body>"):
            place.addprevious(one)

    return change


def p(words: str, properties: str = "", letters: str = "") -> str:
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{letters}</w:rPr><w:t "
        f'xml:space="preserve">{words}</w:t></w:r></w:p>'
    )


def in_cell(source: str, row: int = 1, column: int = 1, fill: str = "") -> Change:
    """Return the change of what stands in a cell of the table."""

    def change(document: Any) -> None:
        held = cell(document, row, column)._tc
        for one in [*held]:
            if one.tag != qn("w:tcPr"):
                held.remove(one)
        if fill:
            held.get_or_add_tcPr().append(parse_xml(f'<w:shd {NAMESPACES} w:val="clear" w:fill="{fill}"/>'))
        for one in parse_xml(f"<w:body {NAMESPACES}>{source}</w:body>"):
            held.append(one)

    return change


def linked(words: str) -> Change:
    def change(document: Any) -> None:
        next(document.element.body.iter(qn("w:hyperlink"))).find(".//" + qn("w:t")).text = words

    return change


def merged(document: Any) -> None:
    cell(document, 1, 0).merge(cell(document, 2, 0))


def no_headings(document: Any) -> None:
    for one in document.paragraphs:
        if one.style.name.startswith("Heading"):
            one.style = document.styles["Normal"]


def no_language(document: Any) -> None:
    for one in [*document.styles.element.iter(qn("w:lang"))]:
        one.getparent().remove(one)


def other_title(document: Any) -> None:
    paragraph(document, "Performance report").style = document.styles["Normal"]


def floating(document: Any) -> None:
    inline = picture(document).getparent()
    inline.tag = qn("wp:anchor")


def header_below(document: Any) -> None:
    mark = next(document.element.body.iter(qn("w:tblHeader")))
    document.tables[0].rows[1]._tr.get_or_add_trPr().append(mark)


def without(tag: str) -> Change:
    def change(document: Any) -> None:
        for one in [*document.element.body.iter(qn(tag))]:
            one.getparent().remove(one)

    return change


def small(document: Any) -> None:
    for name in ("Normal", "List Number"):
        document.styles[name].font.size = Pt(10)


def with_comment() -> bytes:
    """Return the document with a part of comments, as Word writes it."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    link = f'<Relationship Id="rId900" Type="{kind}" Target="comments.xml"/></Relationships>'
    part = f'<w:comments {NAMESPACES}><w:comment w:id="0" w:author="A">{p("Is this right?")}</w:comment></w:comments>'
    change = {"word/_rels/document.xml.rels": lambda source: source.replace("</Relationships>", link)}
    return repacked(made(), change, added={"word/comments.xml": part.encode()})


BOX = (
    "<w:p><w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent>"
    + p("Boxed.")
    + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)
VML = (
    "<w:p><w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:imagedata "
    "r:id='rId1'/></v:shape></w:pict></w:r></w:p>"
)
FRAME = "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>" + p("In a frame.") + "</w:tc></w:tr></w:tbl>"

GOOD = made()
CASES: dict[str, tuple[bytes, str]] = {
    "DOCX-UNREADABLE": (b"PK\x03\x04 and no more", ""),
    "DOCX-TITLE": (made(lambda document: setattr(document.core_properties, "title", "Document1")), ""),
    "DOCX-TITLE-LINE": (made(other_title), "paragraph 1 “Performance report"),
    "DOCX-LANGUAGE": (made(no_language), ""),
    "DOCX-HEADINGS-NONE": (made(no_headings), ""),
    "DOCX-HEADING-FIRST": (made(before("Summary", p("Early", '<w:pStyle w:val="Heading2"/>'))), "paragraph 2 “Early”"),
    "DOCX-HEADING-SKIPPED": (made(before("Table 1", p("Deep", '<w:pStyle w:val="Heading4"/>'))), "paragraph 7 “Deep”"),
    "DOCX-HEADING-EMPTY": (made(before("Table 1", p("", '<w:pStyle w:val="Heading3"/>'))), "paragraph 7"),
    "DOCX-HEADING-FAKE": (made(before("Visits are", p("In short", letters="<w:b/>"))), "paragraph 3 “In short”"),
    "DOCX-ALT-MISSING": (made(lambda document: picture(document).set("descr", "")), "picture 1, paragraph 14"),
    "DOCX-ALT-POOR": (made(lambda document: picture(document).set("descr", "Picture 1")), "picture 1, paragraph 14"),
    "DOCX-PICTURE-FLOATING": (made(floating), "picture 1, paragraph 14"),
    "DOCX-TABLE-HEADER-ROW": (made(without("w:tblHeader")), "table 1 “Measure”"),
    "DOCX-TABLE-HEADER-PLACE": (made(header_below), "table 1 “Measure”"),
    "DOCX-TABLE-MERGED": (made(merged), "table 1 “Measure”"),
    "DOCX-TABLE-NESTED": (made(in_cell(FRAME + p("80%"))), "table 2 “In a frame.”"),
    "DOCX-TABLE-EMPTY-CELL": (made(in_cell(p(""))), "table 1 “Measure”, row 2, column 2"),
    "DOCX-TABLE-HEADING-EMPTY": (made(in_cell(p(""), row=0)), "table 1 “Measure”, row 1, column 2"),
    "DOCX-TABLE-NAME": (
        made(lambda document: setattr(paragraph(document, "Table 1"), "style", "Normal")),
        "table 1 “Measure”",
    ),
    "DOCX-TABLE-FRAME": (made(before("It was", FRAME)), "table 2 “In a frame.”"),
    "DOCX-COLOUR-ALONE": (made(in_cell(p(""), fill="00703C")), "table 1 “Measure”, row 2, column 2"),
    "DOCX-CONTRAST": (
        made(in_cell(p("Amber", letters='<w:color w:val="FFFFFF"/>'), fill="FFC000")),
        "table 1, row 2, column 2 “Amber”",
    ),
    "DOCX-LINK-EMPTY": (made(linked("")), "paragraph 5 “The figures come from”"),
    "DOCX-LINK-WORDS": (made(linked("click here")), "paragraph 5 “The figures come from click here”"),
    "DOCX-LINK-ADDRESS": (made(linked("https://www.example.gov.uk")), "paragraph 5"),
    "DOCX-UNDERLINE": (
        made(before("It was", p("Take care", letters='<w:u w:val="single"/>'))),
        "paragraph 15 “Take care”",
    ),
    "DOCX-LIST-TYPED": (made(before("It was", p("- one thing") + p("- another thing"))), "paragraph 15 “- one thing”"),
    "DOCX-BLANK-PARAGRAPH": (made(before("It was", "<w:p/>")), "paragraph 15, after paragraph 7 “Table 1: measures”"),
    "DOCX-SPACES": (made(before("It was", p("Visits      80%"))), "paragraph 15 “Visits 80%”"),
    "DOCX-TEXT-BOX": (made(before("It was", BOX)), "paragraph 15"),
    "DOCX-CAPITALS": (
        made(before("It was", p("NOT FOR PUBLICATION AT ALL"))),
        "paragraph 15 “NOT FOR PUBLICATION AT ALL”",
    ),
    "DOCX-TYPE-SMALL": (made(small), "first in paragraph 3 “Visits are on target"),
    "DOCX-CHANGES-LEFT": (
        made(before("It was", "<w:p><w:ins w:id='1' w:author='A'><w:r><w:t>Added.</w:t></w:r></w:ins></w:p>")),
        "",
    ),
    "DOCX-COMMENTS-LEFT": (with_comment(), ""),
}
"""For each code a file that breaks its rule, and a part of the place that the finding names."""
