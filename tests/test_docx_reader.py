"""What an editor does in Word is read, and what has no place in a paper is said: nothing is skipped in silence."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from lxml import etree

from cabinetpaper.finding import CabinetPaperError
from cabinetpaper.measure import Rag
from cabinetpaper.paper import (
    Break,
    Figure,
    Gap,
    Heading,
    Inline,
    Item,
    Link,
    Paper,
    Paragraph,
    Rating,
    Reference,
    Role,
    Section,
    SectionKind,
    Style,
    Table,
    Text,
)
from cabinetpaper.readers import CODES, Reading, read_docx
from cabinetpaper.writers.docx import write_docx
from docx_parts import W, changed, part, repacked

MARK = "MARKED"


def document(*blocks: Paragraph | Item | Heading) -> bytes:
    own = blocks or (Paragraph("p1", (Text(MARK),), numbered=True),)
    return write_docx(Paper("p", "Title", "Council", (Section("s1", SectionKind.SUMMARY, "Summary", own),)), {})


def edited(replacement: str) -> Reading:
    """Return what is read where the one paragraph's run has been replaced."""
    return read_docx(changed(document(), lambda xml: xml.replace(f"<w:r><w:t>{MARK}</w:t></w:r>", replacement)))


def inlines(reading: Reading) -> tuple[Inline, ...]:
    """Return the inlines of the one paragraph, or none where its words have gone and it with them."""
    if not reading.paper.sections[0].blocks:
        return ()
    (block,) = reading.paper.sections[0].blocks
    assert isinstance(block, Paragraph)
    return block.inlines


def run(words: str, properties: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}<w:t xml:space='preserve'>{words}</w:t></w:r>"


CARRIED: dict[str, tuple[str, tuple[Inline, ...]]] = {
    "words that Word tore into runs": (run("a ") + run("b", '<w:lang w:val="en-GB"/>') + run("c"), (Text("a bc"),)),
    "bold set by hand": (run("a") + run("b", "<w:b/>"), (Text("a"), Text("b", Style.STRONG))),
    "italic set by hand": (run("a", "<w:i/>"), (Text("a", Style.EMPHASIS),)),
    "bold switched off": (run("a", '<w:b w:val="0"/>'), (Text("a"),)),
    "a tab and hyphens": (
        "<w:r><w:t>a</w:t><w:tab/><w:noBreakHyphen/><w:softHyphen/></w:r>",
        (Text("a\t\u2011\u00ad"),),
    ),
    "a line break": ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>", (Text("a"), Break(), Text("b"))),
    "a content control": (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('a')}</w:sdtContent></w:sdt>", (Text("a"),)),
    "a smart tag": (f"<w:smartTag>{run('a')}</w:smartTag>", (Text("a"),)),
    "spelling marks": (f"<w:proofErr w:type='spellStart'/>{run('a')}<w:proofErr w:type='spellEnd'/>", (Text("a"),)),
    "a gap typed in two runs": (
        run("[na", '<w:rStyle w:val="Gap"/>') + run("me]", '<w:rStyle w:val="Gap"/>'),
        (Gap("name"),),
    ),
    "a gap that somebody filled in": (run("Jo Smith", '<w:rStyle w:val="Gap"/>'), (Text("Jo Smith"),)),
    "a rating typed in two runs": (
        run("● Gr", '<w:rStyle w:val="RAGGreen"/>') + run("een", '<w:rStyle w:val="RAGGreen"/>'),
        (Rating(Rag.GREEN),),
    ),
    "a figure typed over": (
        run("95", '<w:rStyle w:val="PrintedFigure"/>') + run(".0", '<w:rStyle w:val="PrintedFigure"/>'),
        (Figure("95.0"),),
    ),
    "a reference as a simple field": (
        f'<w:fldSimple w:instr=" REF _cpb_p1 \\r \\h ">{run("1")}</w:fldSimple>',
        (Reference("p1"),),
    ),
    "a link as a field": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://example.org" '
        "</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("site")}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        (Link("site", "https://example.org"),),
    ),
    "a bookmark of Word's own": (
        '<w:bookmarkStart w:id="99" w:name="_GoBack"/><w:bookmarkEnd w:id="99"/>' + run("a"),
        (Text("a"),),
    ),
}


@pytest.mark.parametrize("case", CARRIED)
def test_what_word_makes_of_plain_editing_is_read_without_a_word_lost(case: str) -> None:
    source, expected = CARRIED[case]
    reading = edited(source)
    assert inlines(reading) == expected
    assert reading.findings == ()


REPORTED: dict[str, tuple[str, tuple[Inline, ...], str, str]] = {
    "an insertion": (
        f'<w:ins w:id="1" w:author="Jo">{run("new")}</w:ins>',
        (Text("new"),),
        "DOCX-REVISION",
        "An insertion by Jo is open: “new”",
    ),
    "a deletion": (
        '<w:del w:id="1" w:author="Jo"><w:r><w:delText>old</w:delText></w:r></w:del>',
        (),
        "DOCX-REVISION",
        "A deletion by Jo is open: “old”",
    ),
    "the arrival of a move": (
        f'<w:moveTo w:id="1" w:author="Jo">{run("here")}</w:moveTo>',
        (Text("here"),),
        "DOCX-REVISION",
        "“here”",
    ),
    "the departure of a move": (
        f'<w:moveFrom w:id="1" w:author="Jo">{run("there")}</w:moveFrom>',
        (),
        "DOCX-REVISION",
        "“there”",
    ),
    "a comment": (run("a") + '<w:r><w:commentReference w:id="4"/></w:r>', (Text("a"),), "DOCX-COMMENT", "Comment 4"),
    "a footnote": (
        run("a") + '<w:r><w:footnoteReference w:id="2"/></w:r>',
        (Text("a"),),
        "DOCX-NOT-CARRIED",
        "A footnote",
    ),
    "a formula": (
        "<m:oMath "
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>x=1</m:t></m:r></m:oMath>',
        (),
        "DOCX-NOT-CARRIED",
        "A formula was left out: “x=1”",
    ),
    "an unknown element": (
        "<w:mystery><w:t>lost</w:t></w:mystery>",
        (),
        "DOCX-NOT-CARRIED",
        "mystery was left out: “lost”",
    ),
    "underline": (run("a", '<w:u w:val="single"/>'), (Text("a"),), "DOCX-FORMAT-DROPPED", "Underline"),
    "superscript": (run("a", '<w:vertAlign w:val="superscript"/>'), (Text("a"),), "DOCX-FORMAT-DROPPED", "Superscript"),
    "another field": (
        f'<w:fldSimple w:instr=" DATE ">{run("1 May")}</w:fldSimple>',
        (Text("1 May"),),
        "DOCX-NOT-CARRIED",
        "The field DATE",
    ),
    "a rating typed over with another": (
        run("Amber", '<w:rStyle w:val="RAGGreen"/>'),
        (Rating(Rag.AMBER),),
        "DOCX-RATING-CHANGED",
        "“Amber” stands in the style of Green",
    ),
    "a rating typed over with words": (
        run("fine", '<w:rStyle w:val="RAGRed"/>'),
        (Text("fine"),),
        "DOCX-RATING-CHANGED",
        "“fine”",
    ),
    "a text box": (
        f"<w:r><w:drawing><w:txbxContent><w:p>{run('boxed')}</w:p></w:txbxContent></w:drawing></w:r>",
        (),
        "DOCX-NOT-CARRIED",
        "A text box was left out: “boxed”",
    ),
    "a page break": ('<w:r><w:br w:type="page"/></w:r>' + run("a"), (Text("a"),), "DOCX-NOT-CARRIED", "A page break"),
}


@pytest.mark.parametrize("case", REPORTED)
def test_what_a_paper_has_no_place_for_is_said_with_its_words(case: str) -> None:
    source, expected, code, words = REPORTED[case]
    reading = edited(source)
    assert inlines(reading) == expected
    assert [finding.code for finding in reading.findings] == [code]
    assert words in reading.findings[0].message
    assert code in CODES


def test_new_paragraphs_are_read_where_they_stand_and_get_ids_of_their_own() -> None:
    extra = f'<w:p><w:pPr><w:pStyle w:val="Action"/></w:pPr>{run("added")}</w:p><w:p/><w:p>{run("plain")}</w:p>'
    reading = read_docx(changed(document(), lambda xml: xml.replace("<w:sectPr>", extra + "<w:sectPr>", 1)))
    assert reading.paper.sections[0].blocks[1:] == (
        Paragraph("new_1", (Text("added"),), Role.ACTION),
        Paragraph("new_2", (Text("plain"),)),
    )
    assert reading.findings == ()


def test_a_split_paragraph_keeps_its_id_in_its_first_half() -> None:
    halves = f'{run("first")}</w:p><w:p><w:pPr><w:pStyle w:val="NumberedParagraph"/></w:pPr>{run("second")}'
    reading = read_docx(changed(document(), lambda xml: xml.replace(f"<w:r><w:t>{MARK}</w:t></w:r>", halves)))
    assert [(block.id, getattr(block, "numbered", None)) for block in reading.paper.sections[0].blocks] == [
        ("p1", True),
        ("new_1", True),
    ]


def test_a_list_made_with_the_button_is_a_list() -> None:
    extra = '<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr></w:pPr>' + run("dot") + "</w:p>"
    reading = read_docx(changed(document(), lambda xml: xml.replace("<w:sectPr>", extra + "<w:sectPr>", 1)))
    assert reading.paper.sections[0].blocks[1] == Item("new_1", (Text("dot"),), level=2)


def test_a_council_s_style_based_on_ours_means_the_same_and_an_unknown_one_is_named() -> None:
    own = f'<w:style xmlns:w="{W}" w:type="paragraph" w:styleId="{{0}}"><w:name w:val="{{0}}"/>{{1}}</w:style>'
    styles = own.format("OurAction", '<w:basedOn w:val="Action"/>') + own.format(
        "Poster", '<w:basedOn w:val="Normal"/>'
    )
    extra = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr>{run(name)}</w:p>' for name in ("OurAction", "Poster")
    )
    reading = read_docx(
        repacked(
            document(),
            {
                "word/styles.xml": lambda xml: xml.replace("</w:styles>", styles + "</w:styles>"),
                "word/document.xml": lambda xml: xml.replace("<w:sectPr>", extra + "<w:sectPr>", 1),
            },
        )
    )
    assert [block.role for block in reading.paper.sections[0].blocks[1:] if isinstance(block, Paragraph)] == [
        Role.ACTION,
        Role.BODY,
    ]
    assert [finding.message for finding in reading.findings] == ["The style “Poster” is none of a paper’s"]


def test_a_table_without_a_caption_merged_cells_and_a_table_inside_are_reported() -> None:
    cell = f"<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p>{run('a')}</w:p></w:tc>"
    inner = f"<w:tc><w:tbl><w:tr><w:tc><w:p>{run('inside')}</w:p></w:tc></w:tr></w:tbl><w:p/></w:tc>"
    table = f"<w:tbl><w:tr>{cell}</w:tr><w:tr>{inner}</w:tr></w:tbl>"
    reading = read_docx(changed(document(), lambda xml: xml.replace("<w:sectPr>", table + "<w:sectPr>", 1)))
    assert isinstance(reading.paper.sections[0].blocks[1], Table)
    assert sorted(finding.code for finding in reading.findings) == [
        "DOCX-NOT-CARRIED",
        "DOCX-NOT-CARRIED",
        "DOCX-ORPHAN",
    ]
    assert any("inside" in finding.message for finding in reading.findings)


def test_a_tracked_row_and_a_tracked_paragraph_are_reported() -> None:
    row = (
        "<w:tbl><w:tr><w:trPr><w:ins w:id='1' "
        f"w:author='Jo'/></w:trPr><w:tc><w:p>{run('a')}</w:p></w:tc></w:tr></w:tbl>"
    )
    extra = f"<w:p><w:pPr><w:rPr><w:ins w:id='2' w:author='Jo'/></w:rPr></w:pPr>{run('b')}</w:p>"
    reading = read_docx(changed(document(), lambda xml: xml.replace("<w:sectPr>", row + extra + "<w:sectPr>", 1)))
    assert [finding.message for finding in reading.findings if finding.code == "DOCX-REVISION"] == [
        "A new row by Jo is open: “a”",
        "A new paragraph by Jo is open",
    ]


def test_every_word_of_the_body_is_read_or_reported() -> None:
    pieces = "".join(source for source, *_ in [*CARRIED.values(), *REPORTED.values()])
    reading = edited(pieces)
    told = " ".join(
        [*(getattr(inline, "text", getattr(getattr(inline, "rag", None), "value", "")) for inline in inlines(reading))]
    )
    told += " ".join(finding.message for finding in reading.findings)
    words = etree.fromstring(f'<w:p xmlns:w="{W}">{pieces}</w:p>').xpath(
        "//*[local-name()='t' or local-name()='delText']/text()"
    )
    spoken = re.sub(r"[\s\[\]●]", "", told)
    assert {"old", "there", "boxed", "lost", "x=1"} <= set(words)
    assert [word for word in words if re.sub(r"[\s\[\]●]", "", word) not in spoken] == []


# -- files that are not what they seem


def test_a_file_that_is_no_document_is_refused_in_words() -> None:
    for data in (b"", b"%PDF-1.7", document()[:300]):
        with pytest.raises(CabinetPaperError) as caught:
            read_docx(data)
        assert [finding.code for finding in caught.value.findings] == ["DOCX-UNREADABLE"]


def test_a_document_type_is_refused() -> None:
    bomb = changed(document(), lambda xml: xml.replace("?>", '?><!DOCTYPE w:document [<!ENTITY a "b">]>', 1))
    with pytest.raises(CabinetPaperError) as caught:
        read_docx(bomb)
    assert caught.value.findings[0].code in {"DOCX-UNSAFE", "DOCX-UNREADABLE"}


def test_a_file_that_would_unpack_to_too_much_is_never_unpacked() -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", b" " * 50_000_000)
    with pytest.raises(CabinetPaperError) as caught:
        read_docx(whole.getvalue())
    assert caught.value.findings[0].code == "DOCX-TOO-LARGE"


def test_a_file_inside_the_document_is_named_and_never_read_and_other_parts_are_listed() -> None:
    reading = read_docx(
        repacked(document(), {}, None, {"word/embeddings/sheet1.xlsx": b"x", "word/glossary/document.xml": b"<x/>"})
    )
    assert [finding.code for finding in reading.findings] == ["DOCX-ACTIVE-CONTENT", "DOCX-PART-UNREAD"]


def test_comments_are_listed_with_their_words() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    comments = (
        f'<w:comments xmlns:w="{W}"><w:comment w:id="0" '
        f'w:author="Jo"><w:p>{run("Is this right?")}</w:p></w:comment></w:comments>'
    )
    link = f'<Relationship Id="rId99" Type="{kind}" Target="comments.xml"/></Relationships>'
    commented = repacked(
        document(),
        {"word/_rels/document.xml.rels": lambda xml: xml.replace("</Relationships>", link)},
        None,
        {"word/comments.xml": comments.encode()},
    )
    assert [str(finding.message) for finding in read_docx(commented).findings] == ["Comment 0 by Jo: “Is this right?”"]


def test_the_body_of_a_document_of_another_maker_is_read() -> None:
    bare = f'<w:document xmlns:w="{W}"><w:body><w:p>{run("Hello")}</w:p></w:body></w:document>'
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as parts:
        parts.writestr("word/document.xml", bare)
    reading = read_docx(whole.getvalue())
    assert [block.inlines for block in reading.paper.sections[0].blocks if isinstance(block, Paragraph)] == [
        (Text("Hello"),)
    ]
    assert part(whole.getvalue()) is not None
