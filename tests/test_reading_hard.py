"""What a file may not do to the reader: stop it with a raw exception, or make it slower than the file is long."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from random import Random
from typing import Final

import pytest

from cabinetpaper.finding import CabinetPaperError
from cabinetpaper.paper import Contents, Paper, Paragraph, Section, SectionKind, Table, Text, blocks_of
from cabinetpaper.readers import read_docx
from cabinetpaper.writers.docx import write_docx
from constructs import edited
from docx_parts import W, changed, pixels, repacked
from specimen_paper import specimen

ODD: Final = (
    "",
    "x",
    "-1",
    "1.5",
    "9" * 5_000,
    "595.3pt",
    "21cm",
    "²",
    "٣",
    "1e9",
    "&#65535;",
    "NaN",
    "0x10",
    " 7 ",
    "true",
)
VALUE: Final = re.compile(r'(w:(?!name|rsid|instr)\w+=|\s(?:id|name|cx|cy|r:id|r:embed)=)"[^"]*"')


def small(body: str) -> bytes:
    paper = Paper("p", "Title", "Council", (Section("s", SectionKind.SUMMARY, "S", (Paragraph("a", (Text("one"),)),)),))
    return changed(write_docx(paper, {}), lambda xml: xml.replace("<w:sectPr>", body + "<w:sectPr>", 1))


def test_any_value_of_any_attribute_is_read_or_refused_in_words() -> None:
    document = write_docx(specimen(), pixels(specimen()))
    for seed in range(60):
        random = Random(seed)  # noqa: S311  # it draws damage
        source, _ = edited(document, seed, steps=2)

        def spoilt(xml: str, random: Random = random) -> str:
            places = [found.span() for found in VALUE.finditer(xml)]
            for start, end in sorted(random.sample(places, 12), reverse=True):
                name = xml[start:end].partition("=")[0]
                xml = f'{xml[:start]}{name}="{random.choice(ODD)}"{xml[end:]}'
            return xml

        parts = ("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/header1.xml")
        with suppress(CabinetPaperError):
            read_docx(repacked(source, dict.fromkeys(parts[: 2 + seed % 2], spoilt)))


MALFORMED: Final = {
    "a level that is no number": '<w:p><w:pPr><w:numPr><w:ilvl w:val="x"/><w:numId w:val="2"/></w:numPr></w:pPr></w:p>',
    "a page in points": '<w:p><w:pPr><w:sectPr><w:pgSz w:w="841.9pt" w:h="595.3pt"/></w:sectPr></w:pPr></w:p>',
    "a contents switch of five thousand digits": (
        f"<w:p><w:fldSimple w:instr=' TOC \\o \"1-{'9' * 5_000}\" '><w:r><w:t>S</w:t></w:r></w:fldSimple></w:p>"
    ),
    "a row of recommendations without cells": (
        "<w:tbl><w:tr><w:tc><w:p><w:pPr><w:pStyle "
        'w:val="RecommendationHeading"/></w:pPr></w:p></w:tc></w:tr><w:tr/></w:tbl>'
    ),
    "a table without rows": "<w:tbl/>",
    "an outline level of minus one": '<w:p><w:pPr><w:outlineLvl w:val="-1"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>',
}


@pytest.mark.parametrize("case", MALFORMED)
def test_what_used_to_stop_the_reader_is_read(case: str) -> None:
    assert read_docx(small(MALFORMED[case])).paper.sections


def test_pages_in_points_turn_their_tables() -> None:
    size = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="841.9pt" w:h="595.3pt"/></w:sectPr></w:pPr></w:p>'
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    (read,) = blocks_of(read_docx(small(table + size)).paper, Table)
    assert read.wide


def test_a_contents_switch_beyond_reason_means_the_usual_levels() -> None:
    body = '<w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr><w:r><w:t>Contents</w:t></w:r></w:p>'
    body += MALFORMED["a contents switch of five thousand digits"]
    (read,) = blocks_of(read_docx(small(body)).paper, Contents)
    assert read.levels == 2


def styles(count: int) -> bytes:
    """Return a document with a chain of styles, of which every paragraph uses another."""
    made = "".join(
        f'<w:style xmlns:w="{W}" w:type="paragraph" w:styleId="own{n}"><w:name w:val="own{n}"/>'
        f'<w:basedOn w:val="own{n + 1}"/></w:style>'
        for n in range(count)
    )
    used = "".join(f'<w:p><w:pPr><w:pStyle w:val="own{n}"/></w:pPr><w:r><w:t>w</w:t></w:r></w:p>' for n in range(count))
    return repacked(small(used), {"word/styles.xml": lambda xml: xml.replace("</w:styles>", made + "</w:styles>")})


def comments(count: int) -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    link = f'<Relationship Id="rId99" Type="{kind}" Target="comments.xml"/></Relationships>'
    own = "".join(
        f'<w:comment w:id="{n}" w:author="Jo"><w:p><w:r><w:t>c{n}</w:t></w:r></w:p></w:comment>' for n in range(count)
    )
    called = "".join(
        f'<w:p><w:commentRangeStart w:id="{n}"/><w:r><w:t>w{n}</w:t></w:r><w:commentRangeEnd w:id="{n}"/>'
        f'<w:r><w:commentReference w:id="{n}"/></w:r></w:p>'
        for n in range(count)
    )
    return repacked(
        small(called),
        {"word/_rels/document.xml.rels": lambda xml: xml.replace("</Relationships>", link)},
        None,
        {"word/comments.xml": f'<w:comments xmlns:w="{W}">{own}</w:comments>'.encode()},
    )


BEGIN: Final = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>QUOTE x</w:instrText></w:r>'
LONG: Final = {
    "paragraphs of unknown styles": lambda count: small(
        '<w:p><w:pPr><w:pStyle w:val="Odd"/></w:pPr><w:r><w:t>words</w:t></w:r></w:p>' * count
    ),
    "runs in one paragraph": lambda count: small(f"<w:p>{'<w:r><w:t>word </w:t></w:r>' * count * 3}</w:p>"),
    "runs of gaps": lambda count: small(
        "<w:p>" + '<w:r><w:rPr><w:rStyle w:val="Gap"/></w:rPr><w:t>[</w:t></w:r>' * count + "</w:p>"
    ),
    "fields that never end": lambda count: small(f"<w:p>{BEGIN}<w:r><w:t>w</w:t></w:r></w:p>" * count),
    "fields in one another": lambda count: small(
        f"<w:p>{BEGIN * count}" + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' * count + "</w:p>"
    ),
    "insertions": lambda count: small(
        "<w:p>" + '<w:ins w:id="1" w:author="Jo"><w:r><w:t>w</w:t></w:r></w:ins>' * count + "</w:p>"
    ),
    "comments": comments,
    "styles on one another": styles,
    "rows of a table": lambda count: small(
        "<w:tbl>" + "<w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr>" * count + "</w:tbl>"
    ),
    "bookmarks": lambda count: small(
        "".join(
            f'<w:p><w:bookmarkStart w:id="{n}" w:name="_cpb_x{n}"/><w:r><w:t>w</w:t></w:r></w:p>' for n in range(count)
        )
    ),
}


@pytest.mark.parametrize("case", LONG)
def test_ten_times_as_much_takes_no_more_than_twelve_times_as_long(case: str) -> None:
    once, tenfold = (LONG[case](count) for count in (300, 3_000))

    def seconds(data: bytes, times: int) -> float:
        taken = []
        for _ in range(times):
            begun = time.process_time()
            read_docx(data)
            taken.append(time.process_time() - begun)
        return min(taken)

    assert seconds(tenfold, 2) < 12 * seconds(once, 4) + 0.05
