"""What a careful Word user would have made: named styles, real numbering, tables and pictures that everybody can
read.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from cabinetpaper.finding import CabinetPaperError
from cabinetpaper.measure import Rag
from cabinetpaper.paper import Chart, Logo, Paper, Paragraph, Recommendations, Section, SectionKind, Table, Text, notes
from cabinetpaper.paper import style_names as style_names
from cabinetpaper.paper.base import Base
from cabinetpaper.settings import Look
from cabinetpaper.writers import scale
from cabinetpaper.writers.docx import check_reference, write_docx
from cabinetpaper.writers.docx.blocks import STRUCTURE
from cabinetpaper.writers.docx.reference import CODES, REQUIRED_STYLES
from cabinetpaper.writers.docx.specimen import reference_docx
from docx_parts import NAMESPACES, PIXEL, W, changed, found, names, part, pixels, repacked
from generated import every_paper
from specimen_paper import specimen

DOCS = Path(__file__).parent.parent / "docs"
SHIPPED = Path(__file__).parent.parent / "templates" / "cabinet" / "reference.docx"


def written(paper: Paper | None = None, **options: object) -> bytes:
    paper = paper or specimen()
    return write_docx(paper, pixels(paper), **options)  # type: ignore[arg-type]


@every_paper()
def test_runs_hold_only_a_character_style_and_paragraphs_only_a_paragraph_style(paper: Paper) -> None:
    document = written(paper)
    assert found(document, "//w:rPr/*[not(self::w:rStyle)]") == []
    assert found(document, "//w:pPr/*[not(self::w:pStyle or self::w:sectPr)]") == []
    for tag, allowed in STRUCTURE.items():
        assert {str(one.tag).removeprefix(f"{{{W}}}") for one in found(document, f"//w:{tag}/*")} <= allowed
    assert found(document, "//w:tblPrEx") == []


@every_paper()
def test_every_style_and_bookmark_and_picture_id_in_a_document_is_there_once(paper: Paper) -> None:
    document = written(paper)
    defined = [one.get(f"{{{W}}}styleId") for one in found(document, "//w:style", "word/styles.xml")]
    assert len(set(defined)) == len(defined)
    for path in ("//w:pStyle", "//w:rStyle", "//w:tblStyle"):
        assert {one.get(f"{{{W}}}val") for one in found(document, path)} <= set(defined)
    marks = [one.get(f"{{{W}}}name", "").lower() for one in found(document, "//w:bookmarkStart")]
    assert len(set(marks)) == len(marks)
    assert all(len(mark) <= 40 for mark in marks)
    pictures = [one.get("id") for one in found(document, "//wp:docPr")]
    assert len(set(pictures)) == len(pictures)


def test_the_same_paper_gives_the_same_bytes() -> None:
    first = written(base=Base.of(specimen(), "b"))
    assert first == written(base=Base.of(specimen(), "b"))
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert names(first)[0] == "[Content_Types].xml"


def test_every_block_row_prose_in_a_cell_and_mark_of_a_note_has_its_bookmark() -> None:
    paper = specimen()
    wanted = {section.id for section in paper.sections}
    for block in (block for section in paper.sections for block in section.blocks):
        wanted.add(block.id)
        if isinstance(block, Table):
            wanted |= {row.id for row in block.rows} | {
                one.id for row in block.rows for cell in row.cells for one in cell.blocks if one.id
            }
        if isinstance(block, Recommendations):
            wanted |= {item.id for item in block.items}
    marks = {one.get(f"{{{W}}}name") for one in found(written(), "//w:bookmarkStart")}
    assert {f"_cpb_{identifier}" for identifier in wanted} | {
        f"_cpf_{note.footnote.id}" for note in notes(paper)
    } == marks


def test_numbered_paragraphs_and_headings_share_one_list_that_lives_in_styles() -> None:
    document = written()
    lists = {}
    for style in found(document, "//w:style[w:pPr/w:numPr]", "word/styles.xml"):
        name = style.find("w:name", NAMESPACES)
        number = style.find("w:pPr/w:numPr/w:numId", NAMESPACES)
        assert name is not None
        assert number is not None
        lists[name.get(f"{{{W}}}val")] = number.get(f"{{{W}}}val")
    numbered = {name for (_, is_numbered), name in style_names.PARAGRAPH.items() if is_numbered} | set(
        style_names.NUMBERED_HEADING.values()
    )
    assert {lists[name] for name in numbered} == {"1"}
    assert lists["List Number"] == "1", "a list starts again below each numbered paragraph"
    assert lists["Recommendation Number"] not in {"1", lists["List Bullet"]}


def test_tables_have_a_repeated_header_row_no_merged_cells_and_words_for_those_who_hear_them() -> None:
    document = written()
    tables = found(document, "//w:tbl")
    assert len(tables) == 6
    for table in tables:
        assert table.xpath("count(w:tr[w:trPr/w:tblHeader])", namespaces=NAMESPACES) == 1
        assert table.xpath("w:tr[not(w:trPr/w:cantSplit)]", namespaces=NAMESPACES) == []
        assert table.xpath(".//w:gridSpan|.//w:vMerge", namespaces=NAMESPACES) == []
        assert table.xpath("w:tblPr/w:tblCaption/@w:val", namespaces=NAMESPACES)[0]
        assert table.xpath("w:tblPr/w:tblLook[@w:firstRow='1' and @w:firstColumn='1']", namespaces=NAMESPACES)


def test_columns_fill_the_text_column_exactly_and_none_is_narrower_than_its_longest_word() -> None:
    document = written()
    for table in found(document, "//w:tbl"):
        widths = [int(one.get(f"{{{W}}}w", "0")) for one in table.iterfind("w:tblGrid/w:gridCol", NAMESPACES)]
        assert sum(widths) in {round(166 * 1440 / 25.4), round(253 * 1440 / 25.4)}
        assert min(widths) > 500


def test_a_wide_table_turns_its_page_and_takes_its_heading_and_its_note_along() -> None:
    document = written()
    sections = found(document, "//w:sectPr")
    orientations = [section.xpath("string(w:pgSz/@w:orient)", namespaces=NAMESPACES) for section in sections]
    assert orientations == ["", "landscape", ""]
    blank = found(document, "//w:body/w:p[not(.//w:t) and not(.//w:drawing) and not(.//w:fldChar)]")
    assert blank == [], "no page is blank and no paragraph stands for space"
    body = part(document)[0]
    turns = [place for place, child in enumerate(body) if child.find("w:pPr/w:sectPr", NAMESPACES) is not None]
    assert "".join(body[turns[0] + 1].itertext()) == "Appendix 1: all measures"
    assert "".join(body[turns[1]].itertext()).startswith("Amber reaches")


def test_headers_and_footers_fit_both_orientations_and_count_the_pages() -> None:
    document = written()
    assert [name for name in names(document) if re.search(r"word/(header|footer)", name) and "rels" not in name] == [
        "word/header1.xml",
        "word/footer1.xml",
        "word/header2.xml",
        "word/footer2.xml",
        "word/header3.xml",
    ]
    for name in ("word/footer1.xml", "word/footer2.xml"):
        codes = [str(one.text).strip() for one in found(document, "//w:instrText", name)]
        assert codes == ["PAGE", "NUMPAGES"]
        assert "".join(part(document, name).itertext("{*}t")) == "Southampton City CouncilPage 1 of 1"
    assert "".join(part(document, "word/header1.xml").itertext("{*}t")) == "Performance Q1 2024/25Draft"


def test_two_tables_that_touch_are_kept_apart() -> None:
    recommendations = next(
        block for section in specimen().sections for block in section.blocks if isinstance(block, Recommendations)
    )
    again = replace(
        recommendations, id="again", items=tuple(replace(item, id=f"{item.id}_again") for item in recommendations.items)
    )
    paper = Paper(
        "p",
        "Title",
        "Council",
        (Section("s", SectionKind.RECOMMENDATIONS, "Recommendations", (recommendations, again)),),
    )
    assert found(write_docx(paper, {}), "//w:tbl/following-sibling::*[1][self::w:tbl]") == []


def test_a_chart_stands_on_the_text_column_with_its_title_above_and_its_message_in_words() -> None:
    document = written()
    (frame, *_) = found(document, "//wp:inline")
    extent = frame.find("wp:extent", NAMESPACES)
    told = frame.find("wp:docPr", NAMESPACES)
    assert extent is not None
    assert told is not None
    assert extent.get("cx") == str(166 * 36000)
    assert told.get("name") == "trend"
    assert told.get("descr", "").startswith("Line chart")
    assert found(document, "//w:p[.//wp:inline]/preceding-sibling::*[1]/w:pPr/w:pStyle/@w:val") == [
        "ChartTitle",
        "ChartTitle",
    ]


def test_a_chart_without_a_drawing_still_says_what_it_shows() -> None:
    paper = specimen()
    chart = next(block for section in paper.sections for block in section.blocks if isinstance(block, Chart))
    assert chart.alt in "".join(part(write_docx(paper, {})).itertext())


def test_references_are_fields_and_links_lead_only_to_web_and_mail() -> None:
    document = written()
    codes = [str(one.text) for one in found(document, "//w:instrText")]
    assert codes[0] == ' TOC \\o "1-2" \\n \\h \\z \\u '
    assert codes[1] == " REF _cpb_n3 \\r \\h "
    from cabinetpaper.paper import Link

    bad = Paper(
        "p",
        "T",
        "C",
        (Section("s", SectionKind.SUMMARY, "S", (Paragraph("p1", (Link("secret", "file:///etc/passwd"),)),)),),
    )
    assert found(write_docx(bad, {}), "//w:hyperlink") == []


def test_contents_entries_are_there_and_lead_to_the_headings() -> None:
    document = written()
    entries = found(document, "//w:hyperlink[@w:anchor]")
    assert ["".join(entry.itertext()) for entry in entries][:5] == [
        "Brief summary",
        "Recommendations",
        "Detail, including consultation",
        "Background",
        "4 Adult social care",
    ]
    marks = {one.get(f"{{{W}}}name") for one in found(document, "//w:bookmarkStart")}
    assert {entry.get(f"{{{W}}}anchor") for entry in entries} <= marks


def test_the_document_says_its_title_language_and_council() -> None:
    document = written()
    core = part(document, "docProps/core.xml")
    assert core.findtext("{*}title") == "Cabinet performance report, Q1 2024/25"
    assert core.findtext("{*}creator") == "Southampton City Council"
    assert core.findtext("{*}language") == "en-GB"
    assert found(document, "//w:docDefaults//w:lang/@w:val", "word/styles.xml") == ["en-GB"]
    assert found(document, "//w:zoom/@w:percent", "word/settings.xml") == ["100"]
    assert found(document, "//w:compatSetting[@w:name='compatibilityMode']/@w:val", "word/settings.xml") == ["15"]


def test_the_look_reaches_headings_and_ratings_and_stays_readable() -> None:
    look = Look(font="Verdana", accent="#FFD700", green="#00B050", amber="#FFC000", red="#FF0000", unrated="#FFFFFF")
    document = written(look=look)
    colour = str(found(document, "//w:style[w:name/@w:val='heading 1']/w:rPr/w:color/@w:val", "word/styles.xml")[0])
    assert scale.contrast(f"#{colour}", "#FFFFFF") >= 4.5
    for rag, ground in (
        (Rag.GREEN, look.green),
        (Rag.AMBER, look.amber),
        (Rag.RED, look.red),
        (Rag.UNRATED, look.unrated),
    ):
        chip = f"//w:style[w:name/@w:val='{style_names.RATING[rag]}']/w:rPr"
        fill, ink = (
            str(found(document, chip + path, "word/styles.xml")[0]) for path in ("/w:shd/@w:fill", "/w:color/@w:val")
        )
        assert f"#{fill}" == ground
        assert scale.contrast(f"#{fill}", f"#{ink}") >= 4.5
    assert found(document, "//w:docDefaults//w:rFonts/@w:ascii", "word/styles.xml") == ["Verdana"]


def test_every_colour_of_the_house_styles_can_be_read() -> None:
    for style in found(written(), "//w:style[w:rPr/w:color]", "word/styles.xml"):
        ink = str(style.xpath("string(w:rPr/w:color/@w:val)", namespaces=NAMESPACES))
        fill = str(style.xpath("string(w:rPr/w:shd/@w:fill)", namespaces=NAMESPACES)) or "FFFFFF"
        assert scale.contrast(f"#{ink}", f"#{fill}") >= 4.5, style.get(f"{{{W}}}styleId")


def test_a_logo_stands_on_the_first_page_with_what_it_shows() -> None:
    document = written(logo=Logo(PIXEL, "image/png", "The council's crest"))
    assert found(document, "//wp:docPr/@descr", "word/header3.xml") == ["The council's crest"]
    svg = Logo(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"/>', "image/svg+xml", "Crest")
    extent = found(written(logo=svg), "//wp:extent", "word/header3.xml")[0]
    assert int(extent.get("cx", "0")) == 4 * int(extent.get("cy", "0"))


# -- reference.docx


def test_a_council_s_own_styles_are_taken_from_its_reference() -> None:
    own = changed(
        reference_docx(),
        lambda xml: xml.replace('w:styleId="Heading1"', 'w:styleId="berschrift1"').replace(
            'w:val="Heading1"', 'w:val="berschrift1"'
        ),
        "word/styles.xml",
    )
    own = changed(own, lambda xml: xml.replace('w:val="40"', 'w:val="52"'), "word/styles.xml")
    document = written(reference=own)
    assert found(document, "//w:style[w:name/@w:val='Title']/w:rPr/w:sz/@w:val", "word/styles.xml") == ["52"]
    assert found(document, "//w:pStyle[@w:val='berschrift1']"), "styles are known by their names, whatever their ids"


def test_the_look_gives_way_to_colours_that_a_council_chose_in_word() -> None:
    renamed = changed(
        reference_docx(),
        lambda xml: xml.replace('clrScheme name="cabinetpaper"', 'clrScheme name="Council"'),
        "word/theme/theme1.xml",
    )
    look = Look(accent="#7A0000")
    heading = "//w:style[w:name/@w:val='heading 1']/w:rPr/w:color/@w:val"
    assert found(written(reference=reference_docx(), look=look), heading, "word/styles.xml") == ["7A0000"]
    assert found(written(reference=renamed, look=look), heading, "word/styles.xml") == ["12436D"]


def test_a_missing_style_is_a_finding_and_the_house_style_stands_in() -> None:
    own = changed(
        reference_docx(), lambda xml: xml.replace('w:val="RAG Green"', 'w:val="Something else"'), "word/styles.xml"
    )
    findings = check_reference(own, "templates/cabinet/reference.docx")
    assert [(finding.code, finding.message, str(finding.place)) for finding in findings] == [
        ("REFERENCE-STYLE-MISSING", "The character style “RAG Green” is missing", "templates/cabinet/reference.docx")
    ]
    assert found(written(reference=own), "//w:style[w:name/@w:val='RAG Green']", "word/styles.xml")


def test_a_reference_of_nothing_but_a_name_still_makes_a_whole_document() -> None:
    bare = repacked(
        reference_docx(), {}, {"word/styles.xml": ""}, {"word/styles.xml": f'<w:styles xmlns:w="{W}"/>'.encode()}
    )
    assert len(check_reference(bare)) == len(REQUIRED_STYLES)
    assert found(written(reference=bare), "//w:docDefaults//w:lang/@w:val", "word/styles.xml") == ["en-GB"]


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x05\x06" + bytes(18)])
def test_a_reference_that_is_no_word_document_is_named(data: bytes) -> None:
    with pytest.raises(CabinetPaperError) as caught:
        written(reference=data)
    assert [finding.code for finding in caught.value.findings] == ["REFERENCE-UNREADABLE"]
    assert check_reference(data, "r.docx")[0].place.file == "r.docx"


def test_the_shipped_reference_is_made_of_the_house_styles(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--accept"):
        SHIPPED.write_bytes(reference_docx())
    assert SHIPPED.read_bytes() == reference_docx(), "make it anew: pytest tests/test_docx_writer.py --accept"
    assert check_reference(SHIPPED.read_bytes()) == ()
    assert written(reference=SHIPPED.read_bytes()) == written()


def test_the_docs_name_every_style_and_every_code() -> None:
    text = (DOCS / "docx-styles.md").read_text(encoding="utf-8")
    missing = [name for name, _ in REQUIRED_STYLES if f"`{name}`" not in text]
    assert missing == []
    assert all(code in text for code in CODES)


def test_words_that_look_like_markup_stay_words() -> None:
    paper = Paper(
        "p", "<w:t>&amp;", "C", (Section("s", SectionKind.SUMMARY, "]]>", (Paragraph("p1", (Text("<w:p/>"),)),)),)
    )
    assert "".join(part(write_docx(paper, {})).itertext("{*}t")) == "<w:t>&amp;]]><w:p/>"
