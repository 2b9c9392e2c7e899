"""Covers, dividers, photographs, and the pages of a contents list."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

from lxml import etree

from cabinetpaper.building.photographs import photographs
from cabinetpaper.paper import (
    Contents,
    Drawing,
    Heading,
    Logo,
    Paper,
    Paragraph,
    Picture,
    Role,
    Section,
    SectionKind,
    Table,
    Text,
    outline,
    plain,
)
from cabinetpaper.paper.base import Base, unnamed
from cabinetpaper.readers import read_docx
from cabinetpaper.writers import write_docx, write_html
from cabinetpaper.writers.docx.document import leaves
from cabinetpaper.writers.docx.xml import W
from cabinetpaper.writers.pdf import render_pdf
from docx_parts import changed
from specimen_paper import scorecard_table, words
from word_processor import WITH_LIBREOFFICE, soffice


def png(width: int, height: int) -> bytes:
    """Return a white picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\xff" * 3 * width) * height
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


COVER = Section(
    "cover",
    SectionKind.COVER,
    "",
    (
        Paragraph("sub", words("Children’s services"), Role.SUBTITLE),
        Paragraph("when", words("March 2023"), Role.DATE),
        Picture("photo", "A harbour at dawn.", words("The port"), "port.png"),
        Paragraph("strap", words("A city of opportunity"), Role.STRAPLINE),
    ),
)


def report(*sections: Section) -> Paper:
    listed = Section("listed", SectionKind.OTHER, "Contents", (Contents("toc"),))
    return Paper("report", "Monthly report", "Council", (COVER, listed, *sections), strapline="A city of opportunity")


def divided(identifier: str) -> Section:
    blocks = (
        Paragraph(f"{identifier}_strap", words("A city"), Role.STRAPLINE),
        Heading(f"{identifier}_h", 2, words("Figures")),
        Paragraph(f"{identifier}_p", words("Text.")),
    )
    return Section(identifier, SectionKind.OTHER, f"Priority {identifier}", blocks, divider=True)


def document(data: bytes, part: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(part).decode()


def test_a_cover_and_each_divider_stand_on_pages_of_their_own() -> None:
    written = render_pdf(report(divided("one"), divided("two")), {})
    assert (written.pages["one"], written.pages["one_h"], written.pages["two"], written.pages["two_h"]) == (3, 4, 5, 6)


def test_a_divider_without_anything_else_is_a_page_too() -> None:
    written = render_pdf(
        report(
            Section("alone", SectionKind.OTHER, "Appendices", (), divider=True),
            Section("last", SectionKind.OTHER, "Last", ()),
        ),
        {},
    )
    assert (written.pages["alone"], written.pages["last"]) == (3, 4)


def test_a_heading_that_starts_a_page_does_so_in_print_and_by_its_style_in_word() -> None:
    paper = report(
        Section("a", SectionKind.OTHER, "A", (Heading("b", 2, words("B"), new_page=True),)),
        Section("c", SectionKind.OTHER, "C", (), new_page=True),
    )
    assert [render_pdf(paper, {}).pages[name] for name in ("a", "b", "c")] == [2, 3, 4]
    styles = document(write_docx(paper, {}), "word/styles.xml")
    assert re.search(r'w:val="Heading 2 on New Page".*?<w:pageBreakBefore/>', styles)


def test_a_contents_list_in_word_shows_the_pages_that_it_is_given_and_none_without() -> None:
    paper = report(divided("one"))
    with_pages = document(write_docx(paper, {}, pages={"one": 3, "one_h": 4}))
    assert re.findall(r"PAGEREF _cpb_(\w+) .*?<w:t>(\d+)</w:t>", with_pages) == [("one", "3"), ("one_h", "4")]
    assert "\\n" not in with_pages
    bare = document(write_docx(paper, {}))
    assert "PAGEREF" not in bare
    assert "\\n" in bare
    assert read_docx(write_docx(paper, {}, pages={"one": 3, "one_h": 4})).paper == plain(paper)


def test_a_list_of_contents_does_not_list_its_own_title_and_prints_it_once() -> None:
    paper = report(divided("one"))
    assert [str(line) for line in outline(paper)][6:9] == [
        "heading 1 |  | Contents",
        "contents |  | Priority one",
        "contents |  | Figures",
    ]
    page = write_html(paper, {})
    assert re.findall("<h2[^>]*>(.*?)</h2>", page) == ["Contents", "Priority one"]
    assert re.search(
        '<nav id="toc" class="contents" aria-label="Contents"><ul><li[^>]*><a href="#one">Priority one</a>', page
    )


def test_the_title_of_the_list_is_out_of_the_outline_so_that_word_leaves_it_out_when_it_writes_the_list_anew() -> None:
    data = write_docx(report(divided("one")), {})
    title = re.search(
        r"<w:p><w:pPr><w:pStyle "
        r'w:val="([^"]+)"/></w:pPr>[^/]*name="_cpb_listed"/><w:bookmarkStart[^>]*name="_cpb_toc"/>',
        document(data),
    )
    assert title
    style = re.search(rf'<w:style [^>]*w:styleId="{title[1]}".*?</w:style>', document(data, "word/styles.xml"))
    assert style
    assert 'w:val="Unlisted Heading"' in style[0]
    assert '<w:basedOn w:val="Heading1"/>' in style[0]
    assert '<w:outlineLvl w:val="9"/>' in style[0]
    assert re.findall(r" TOC [^<]*", document(data)) == [' TOC \\o "1-2" \\n \\h \\z \\u ']


MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Lists" script:language="StarBasic">
Sub Anew(source As String, target As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  paper = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  paper.getDocumentIndexes().getByIndex(0).update()
  Dim word(0) As New com.sun.star.beans.PropertyValue
  word(0).Name = "FilterName"
  word(0).Value = "MS Word 2007 XML"
  paper.storeToURL(target, word())
  paper.close(True)
End Sub
</script:module>
"""


@WITH_LIBREOFFICE
def test_a_word_processor_that_writes_the_list_anew_lists_each_heading_once_and_not_its_own(tmp_path: Path) -> None:
    paper = report(
        divided("one"),
        Section(
            "last", SectionKind.OTHER, "Last", (Heading("on", 2, words("On a new page"), new_page=True),), new_page=True
        ),
    )
    source, target, basic = tmp_path / "paper.docx", tmp_path / "anew.docx", tmp_path / "profile/user/basic/Standard"
    source.write_bytes(write_docx(paper, {}))
    soffice(tmp_path, "--terminate_after_init")  # makes the profile that the macro goes into
    (basic / "Lists.xba").write_text(MACRO, encoding="utf-8")
    library = 'xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"'
    (basic / "script.xlb").write_text(
        f'<library:library {library}><library:element library:name="Lists"/></library:library>', encoding="utf-8"
    )
    call = f'macro:///Standard.Lists.Anew("{source.as_uri()}","{target.as_uri()}")'
    soffice(tmp_path, call)
    entries = [
        "".join(one.itertext())
        for one in etree.fromstring(document(target.read_bytes()).encode()).iter(f"{{{W}}}hyperlink")
    ]
    assert [re.sub(r" PAGEREF .*|\d+$", "", one) for one in entries] == [
        "Priority one",
        "Figures",
        "Last",
        "On a new page",
    ]
    saved = {section.id: section.blocks for section in read_docx(target.read_bytes()).paper.sections}
    assert saved["listed"] == (Contents("toc", "Contents"),)


def test_an_editor_may_write_above_the_list_and_it_stays_the_same_list() -> None:
    data = write_docx(report(divided("one")), {})
    added = '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:r><w:t>All pages.</w:t></w:r></w:p>'
    edited = changed(
        data, lambda xml: re.sub(r"(_cpb_toc.*?</w:p>)", lambda found: found[1] + added, xml, count=1, flags=re.DOTALL)
    )
    section = read_docx(edited).paper.sections[1]
    assert [type(block).__name__ for block in section.blocks] == ["Paragraph", "Contents"]
    assert section.blocks[1] == Contents("toc", "Contents")


def test_the_cover_comes_back_from_word_with_its_picture_and_the_strapline_of_the_header() -> None:
    paper = report(divided("one"))
    drawn = {"photo": Drawing(b"", png(4, 2), 20, 10)}
    read = read_docx(write_docx(paper, drawn)).paper
    assert read == plain(paper)
    assert (read.cover, read.strapline) == (True, "A city of opportunity")
    assert read_docx(write_docx(paper, drawn, base=Base.of(paper))).paper == unnamed(paper)


def test_what_an_editor_changes_on_the_cover_leaves_the_file_of_the_picture_known() -> None:
    paper = report()
    edited = write_docx(
        replace(paper, title="Another title"), {"photo": Drawing(b"", png(4, 2), 20, 10)}, base=Base.of(paper)
    )
    assert read_docx(edited).paper.sections[0].blocks[2] == unnamed(paper).sections[0].blocks[2]


def test_a_picture_is_as_wide_as_its_points_fill_and_never_wider_than_the_page() -> None:
    logos = {"port.png": Logo(png(300, 150), "image/png", "")}
    assert photographs(report(), logos)["photo"].width_mm == 50.8
    large = photographs(report(), {"port.png": Logo(png(3000, 1000), "image/png", "")})["photo"]
    assert (large.width_mm, large.height_mm) == (166, 55.33)
    assert photographs(report(), {}) == {}


def test_a_picture_that_is_not_at_hand_stands_there_in_words() -> None:
    assert "A harbour at dawn." in document(write_docx(report(), {}))
    assert 'alt="A harbour at dawn."' in write_html(report(), {})


def test_a_divider_is_not_taken_along_by_a_wide_table_below_it() -> None:
    wide = Section("w", SectionKind.OTHER, "Wide", (scorecard_table("t", 2, wide=True),), divider=True)
    found = leaves(report(wide))
    assert [leaf.landscape for leaf in found] == [False, False, False, True]
    assert [type(part) for part in found[-1].parts] == [Table]


def test_the_number_of_what_belongs_to_a_cover_is_none() -> None:
    paper = Paper(
        "p",
        "P",
        "C",
        (
            Section(
                "s",
                SectionKind.OTHER,
                "S",
                (Paragraph("a", (Text("a"),), Role.DATE, numbered=True), Paragraph("b", (Text("b"),), numbered=True)),
            ),
        ),
    )
    assert read_docx(write_docx(paper, {})).paper == plain(paper)
    assert ">1 <" in write_html(paper, {})


def test_no_section_of_pages_ends_within_the_field_of_a_contents_list() -> None:
    body = etree.fromstring(
        document(write_docx(report(divided("one")), {}, pages={"listed": 2, "one": 3, "one_h": 4})).encode()
    )[0]
    open_fields = 0
    for paragraph in body:
        if paragraph.find("{*}pPr/{*}sectPr") is not None:
            assert open_fields == 0, "LibreOffice leaves the page numbers of such a section's footer empty"
        marks = [mark.get(f"{{{W}}}fldCharType") for mark in paragraph.iter("{*}fldChar")]
        open_fields += marks.count("begin") - marks.count("end")
