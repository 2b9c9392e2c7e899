"""A document before and after its tracked changes; the changes and comments as values; files that have lost their
anchors, styles and fields.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

from cabinetpaper.paper import (
    Block,
    Chart,
    Contents,
    Drawing,
    Heading,
    Paper,
    Paragraph,
    Section,
    SectionKind,
    Text,
    blocks_of,
    printed,
)
from cabinetpaper.paper.base import Base
from cabinetpaper.readers import Comment, Reading, RevisionKind, read_docx
from cabinetpaper.writers.docx import write_docx
from constructs import MARK, W
from docx_parts import PIXEL, changed, pixels, repacked
from edits import STRICT
from specimen_paper import specimen

BY = MARK.format(1)


def paper(*blocks: Block) -> Paper:
    own = blocks or tuple(Paragraph(name, (Text(f"The {name} paragraph."),)) for name in ("first", "second", "third"))
    return Paper("p", "Title", "Council", (Section("s", SectionKind.SUMMARY, "Summary", own),))


def reading(change: Callable[[str], str], *blocks: Block) -> Reading:
    drawings = {block.id: Drawing(b"", PIXEL, 166, 60) for block in blocks if isinstance(block, Chart)}
    return read_docx(changed(write_docx(paper(*blocks), drawings), change))


def prose(read: Paper) -> list[tuple[str, str]]:
    """Return the id and words of each paragraph."""
    return [
        (block.id, printed(block.inlines, {}))
        for section in read.sections
        for block in section.blocks
        if isinstance(block, Paragraph | Heading)
    ]


def end_marked(name: str, kind: str) -> Callable[[str], str]:
    """Return the change that tracks what became of the end of a paragraph."""

    def change(xml: str) -> str:
        start = xml.rindex("<w:p>", 0, xml.index(f"_cpb_{name}"))
        return xml[:start] + xml[start:].replace("</w:pPr>", f"<w:rPr><w:{kind} {BY}/></w:rPr></w:pPr>", 1)

    return change


def run_wrapped(name: str, kind: str) -> Callable[[str], str]:
    """Return the change that puts the words of a paragraph into a tracked change."""
    run = f"<w:r><w:t>The {name} paragraph.</w:t></w:r>"
    return lambda xml: xml.replace(run, f"<w:{kind} {BY}>{run}</w:{kind}>")


def both(*changes: Callable[[str], str]) -> Callable[[str], str]:
    def change(xml: str) -> str:
        for one in changes:
            xml = one(xml)
        return xml

    return change


ALL = [(name, f"The {name} paragraph.") for name in ("first", "second", "third")]


def test_the_tracked_removal_of_an_end_joins_two_paragraphs_under_the_first_id() -> None:
    read = reading(end_marked("first", "del"))
    assert prose(read.paper) == [("first", "The first paragraph.The second paragraph."), ALL[2]]
    assert prose(read.rejected) == ALL


def test_a_paragraph_that_is_tracked_away_leaves_nothing() -> None:
    read = reading(both(end_marked("second", "del"), run_wrapped("second", "del")))
    assert prose(read.paper) == [ALL[0], ALL[2]]
    assert prose(read.rejected) == ALL
    assert [(one.kind, one.block) for one in read.revisions] == [
        (RevisionKind.DELETION, "second"),
        (RevisionKind.JOINED_PARAGRAPH, "second"),
    ]


def test_a_paragraph_whose_words_alone_are_tracked_away_leaves_no_empty_ghost() -> None:
    read = reading(run_wrapped("second", "del"))
    assert prose(read.paper) == [ALL[0], ALL[2]]
    assert prose(read.rejected) == ALL


def test_the_place_to_which_a_paragraph_moved_has_its_id() -> None:
    run = "<w:r><w:t>The first paragraph.</w:t></w:r>"
    end = f"<w:pPr><w:rPr><w:moveTo {BY}/></w:rPr></w:pPr>"
    start = f'<w:moveToRangeStart {BY} w:name="m"/>'
    arrival = f'<w:p>{end}{start}<w:moveTo {BY}>{run}</w:moveTo><w:moveToRangeEnd w:id="1"/></w:p>'

    def change(xml: str) -> str:
        xml = run_wrapped("first", "moveFrom")(end_marked("first", "moveFrom")(xml))
        xml = xml.replace(f"<w:moveFrom {BY}><w:r>", f'<w:moveFromRangeStart {BY} w:name="m"/><w:moveFrom {BY}><w:r>')
        return xml.replace("</w:moveFrom>", '</w:moveFrom><w:moveFromRangeEnd w:id="1"/>').replace(
            "<w:sectPr>", arrival + "<w:sectPr>", 1
        )

    read = reading(change)
    assert prose(read.paper) == [*ALL[1:], ALL[0]]
    assert prose(read.rejected) == ALL


def test_a_bookmark_that_stands_twice_names_one_paragraph() -> None:
    second = (
        '<w:p><w:bookmarkStart w:id="9" w:name="_cpb_first"/><w:r><w:t>half</w:t></w:r><w:bookmarkEnd w:id="9"/></w:p>'
    )
    read = reading(lambda xml: xml.replace("<w:sectPr>", second + "<w:sectPr>", 1))
    assert prose(read.paper) == [*ALL, ("new_1", "half")]


def test_a_style_that_was_changed_is_the_old_one_before_the_change() -> None:
    def change(xml: str) -> str:
        start = xml.rindex("<w:p>", 0, xml.index("_cpb_second"))
        old = f'<w:pPrChange {BY}><w:pPr><w:pStyle w:val="Heading2"/></w:pPr></w:pPrChange>'
        return xml[:start] + xml[start:].replace("</w:pPr>", f"{old}</w:pPr>", 1)

    read = reading(change)
    assert isinstance(read.paper.sections[0].blocks[1], Paragraph)
    assert isinstance(read.rejected.sections[0].blocks[1], Heading)
    assert [(one.kind, one.author, one.date) for one in read.revisions] == [
        (RevisionKind.FORMATTING, "Jo", datetime(2026, 1, 1, tzinfo=UTC))
    ]


CHART = Chart("trend", (Text("Visits rise"),), "A line that rises.")


def test_words_between_a_title_and_its_picture_are_a_paragraph() -> None:
    words = '<w:p><w:pPr><w:pStyle w:val="Chart"/></w:pPr><w:r><w:t>A note.</w:t></w:r></w:p>'
    read = reading(
        lambda xml: xml.replace(
            '<w:p><w:pPr><w:pStyle w:val="Chart"/>', words + '<w:p><w:pPr><w:pStyle w:val="Chart"/>'
        ),
        CHART,
    )
    assert read.paper.sections[0].blocks == (CHART, Paragraph("new_1", (Text("A note."),)))


def test_a_figure_without_style_and_bookmark_has_the_id_of_its_picture() -> None:
    def change(xml: str) -> str:
        return xml.replace('<w:pStyle w:val="Chart"/>', "").replace("_cpb_trend", "_other")

    read = reading(change, CHART)
    assert read.paper.sections[0].blocks == (CHART,)


def test_a_list_of_contents_that_became_paragraphs_is_a_list() -> None:
    entries = "".join(
        f"<w:p><w:r><w:t>{one}</w:t><w:tab/><w:t>{n}</w:t></w:r></w:p>" for n, one in enumerate(("Summary", "Why"), 3)
    )
    head = f"<w:p><w:r><w:t>Contents</w:t></w:r></w:p>{entries}"
    read = reading(lambda xml: xml.replace("<w:sectPr>", head + "<w:sectPr>", 1), Heading("h", 2, (Text("Why"),)))
    assert read.paper.sections[0].blocks[1:] == (Contents("new_1", "Contents", 2),)


def test_strict_open_xml_is_read_as_any_other() -> None:
    def renamed(xml: str) -> str:
        for usual, strict in STRICT.items():
            xml = xml.replace(f'"{usual}"', f'"{strict}"')
        return xml

    document = write_docx(paper(), {})
    parts = ("document", "styles", "numbering", "header1", "footer1")
    assert read_docx(repacked(document, {f"word/{name}.xml": renamed for name in parts})) == read_docx(document)


def test_what_headers_and_footers_say_beyond_the_paper_is_quoted() -> None:
    def said(xml: str) -> str:
        return xml.replace("</w:p>", "<w:r><w:t> EXTRA</w:t></w:r></w:p>", 1)

    read = read_docx(repacked(write_docx(paper(), {}), {"word/header3.xml": said, "word/footer1.xml": said}))
    assert [(one.code, "EXTRA" in one.message) for one in read.findings] == [("DOCX-RUNNING-CHANGED", True)] * 2


def test_a_comment_is_a_value_with_its_thread_and_its_words() -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    later = "http://schemas.microsoft.com/office/2011/relationships"
    paragraph = (
        '<w:p xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
        'w14:paraId="{0}"><w:r><w:t>{1}</w:t></w:r></w:p>'
    )
    comments = "".join(
        f'<w:comment w:id="{n}" w:author="{author}" '
        f'w:date="2026-01-0{n + 1}T09:30:00Z">{paragraph.format(f"0000000{n}", words)}</w:comment>'
        for n, (author, words) in enumerate((("Jo", "Is it?"), ("Sam", "It is.")))
    )
    extended = (
        '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        '<w15:commentEx w15:paraId="00000000" w15:done="1"/>'
        '<w15:commentEx w15:paraId="00000001" w15:paraIdParent="00000000" w15:done="1"/></w15:commentsEx>'
    )
    links = (
        f'<Relationship Id="rId98" Type="{office}/comments" Target="comments.xml"/>'
        f'<Relationship Id="rId99" Type="{later}/commentsExtended" Target="commentsExtended.xml"/></Relationships>'
    )

    def called(xml: str) -> str:
        run = "<w:r><w:t>The second paragraph.</w:t></w:r>"
        marks = "".join(f'<w:r><w:commentReference w:id="{n}"/></w:r>' for n in (0, 1))
        starts = "".join(f'<w:commentRangeStart w:id="{n}"/>' for n in (0, 1))
        ends = "".join(f'<w:commentRangeEnd w:id="{n}"/>' for n in (0, 1))
        return xml.replace(run, starts + run + ends + marks)

    read = read_docx(
        repacked(
            write_docx(paper(), {}),
            {
                "word/document.xml": called,
                "word/_rels/document.xml.rels": lambda xml: xml.replace("</Relationships>", links),
            },
            None,
            {
                "word/comments.xml": f'<w:comments xmlns:w="{W}">{comments}</w:comments>'.encode(),
                "word/commentsExtended.xml": extended.encode(),
            },
        )
    )
    first = Comment(
        "0", "Jo", datetime(2026, 1, 1, 9, 30, tzinfo=UTC), "Is it?", "The second paragraph.", "second", "", True
    )
    second = Comment(
        "1", "Sam", datetime(2026, 1, 2, 9, 30, tzinfo=UTC), "It is.", "The second paragraph.", "second", "0", True
    )
    assert read.comments == (first, second)
    assert [one.message for one in read.findings] == ["Comment 0 by Jo: “Is it?”", "Comment 1 by Sam: “It is.”"]


def test_a_picture_that_was_swapped_is_named_and_one_that_was_not_is_not() -> None:
    drawings = {"trend": Drawing(b"", PIXEL, 166, 60)}
    document = write_docx(paper(CHART), drawings, base=Base.of(paper(CHART)))
    assert read_docx(document).findings == ()
    swapped = repacked(document, {}, {"word/media/picture1.png": ""}, {"word/media/picture1.png": PIXEL + b"other"})
    assert [one.code for one in read_docx(swapped).findings] == ["DOCX-PICTURE-CHANGED"]


def test_a_reference_to_words_is_words() -> None:
    field = '<w:fldSimple w:instr=" REF _cpb_second \\h "><w:r><w:t> those words</w:t></w:r></w:fldSimple>'
    read = reading(lambda xml: xml.replace("<w:r><w:t>The first paragraph.</w:t></w:r>", field))
    assert prose(read.paper)[0] == ("first", " those words")


def test_without_base_anchors_styles_and_fields_the_figures_the_contents_and_the_paper_are_known() -> None:
    """As a program may export that knows headings alone and puts every run into a content control of its own."""
    printed_paper = specimen()

    def kept(name: str) -> bool:
        return re.match("heading|title|normal", name, re.IGNORECASE) is not None

    def renamed(attribute: str, own: str) -> Callable[[str], str]:
        def change(xml: str) -> str:
            return re.sub(rf'({attribute}=")([^"]*)', lambda m: m[0] if kept(m[2]) else m[1] + own + m[2], xml)

        return change

    def flattened(xml: str) -> str:
        xml = re.sub(r"<w:bookmark(?:Start|End)[^>]*/>", "", xml)
        xml = re.sub(r"<w:r><w:fldChar[^>]*/></w:r>|<w:r><w:instrText.*?</w:instrText></w:r>", "", xml)
        control = r'<w:sdt><w:sdtPr><w:tag w:val="own"/></w:sdtPr><w:sdtContent>\1</w:sdtContent></w:sdt>'
        return renamed("<w:[pr]Style w:val", "x")(re.sub(r"(<w:r>(?:(?!</w:r>).)*</w:r>)", control, xml))

    def restyled(xml: str) -> str:
        return renamed("w:styleId", "x")(renamed("<w:name w:val", "Own ")(xml))

    document = write_docx(printed_paper, pixels(printed_paper))
    read = read_docx(repacked(document, {"word/document.xml": flattened, "word/styles.xml": restyled}))
    assert read.paper.id == printed_paper.id
    assert read.paper.title == printed_paper.title
    assert [one.id for one in blocks_of(read.paper, Chart)] == [one.id for one in blocks_of(printed_paper, Chart)]
    assert len(list(blocks_of(read.paper, Contents))) == len(list(blocks_of(printed_paper, Contents)))
