"""The PDF: tagged as one tree over all its pages, in one typeface, from nothing but what it is given."""

from __future__ import annotations

import importlib.abc
import io
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pikepdf
import pypdfium2
import pytest

from cabinetpaper import limits
from cabinetpaper.finding import CabinetPaperError, Severity
from cabinetpaper.paper import (
    Cell,
    Column,
    Contents,
    Footnote,
    Item,
    Link,
    Paper,
    Paragraph,
    Recommendation,
    Recommendations,
    Reference,
    Row,
    Section,
    SectionKind,
    Table,
    Text,
)
from cabinetpaper.writers.html.page import house_file
from cabinetpaper.writers.pdf import INSTALL, Job, draw, prepare, render_pdf, start_pdf, write_pdf
from cabinetpaper.writers.pdf.engine import load_engine
from cabinetpaper.writers.pdf.job import TagWords, job_from_json, job_to_json
from cabinetpaper.writers.pdf.process import serve
from reading_back import PdfTree, expected, pdf_lines, solid
from specimen_paper import LONG, drawings, specimen, words


def small(text: str = "One paragraph.") -> Paper:
    return Paper(
        "p",
        "A small paper",
        "A council",
        (Section("s", SectionKind.DETAIL, "Detail", (Paragraph("a", words(text), numbered=True),)),),
    )


@cache
def whole() -> bytes:
    written = render_pdf(specimen(), drawings())
    assert written.findings == ()
    return written.data


@cache
def tree() -> PdfTree:
    return PdfTree(whole())


@cache
def page_texts() -> tuple[str, ...]:
    document = pypdfium2.PdfDocument(whole())
    return tuple(page.get_textpage().get_text_range() for page in document)


def of_kind(kind: str) -> list[Any]:
    return [element for element in tree().walk() if tree().kind(element) == kind]


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert write_pdf(small(), {}) == write_pdf(small(), {})


def test_a_date_stands_in_the_properties_only_where_one_is_given() -> None:
    dated = pikepdf.open(io.BytesIO(write_pdf(small(), {}, created="2024-09-09T10:00:00+00:00")))
    assert str(dated.docinfo["/CreationDate"]) == "D:20240909100000+00'00"
    assert "/CreationDate" not in pikepdf.open(io.BytesIO(write_pdf(small(), {}))).docinfo


def test_it_says_what_it_is_called_in_which_language_and_that_it_is_accessible() -> None:
    pdf = tree().pdf
    assert str(pdf.Root.Lang) == "en-GB"
    assert str(pdf.docinfo["/Title"]).startswith("Cabinet performance report, Q1 2024/25")
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert (
        b'part="1"' in pdf.Root.Metadata.read_bytes()
        or b"<pdfuaid:part>1</pdfuaid:part>" in pdf.Root.Metadata.read_bytes()
    )


def test_its_bookmarks_are_the_headings() -> None:
    with tree().pdf.open_outline() as outline:
        (title,) = outline.root
        assert [item.title for item in title.children][:3] == [
            "Brief summary",
            "Recommendations",
            "Detail, including consultation",
        ]
        assert [item.title for item in title.children[2].children] == ["Background", "4 Adult social care"]


def test_one_typeface_is_embedded_and_no_other() -> None:
    fonts = {str(font.BaseFont) for page in tree().pdf.pages for font in page.obj.Resources.Font.values()}
    assert {name.split("+")[1].removesuffix("-Bold").removesuffix("-Italic") for name in fonts} == {"Liberation-Sans"}


def test_every_page_but_the_first_names_the_paper_and_each_its_number_outside_the_reading_order() -> None:
    total = len(page_texts())
    for place, text in enumerate(page_texts(), start=1):
        assert f"Page {place} of {total}" in text
        assert ("Performance Q1 2024/25" in text) is (place > 1)
    read_aloud = "".join(tree().words.get(mark, "") for mark in tree().marks(tree().document))
    assert f"of {total}" not in read_aloud
    assert "Performance Q1 2024/25" not in read_aloud


def test_every_mark_is_read_once_and_known_to_the_page() -> None:
    read = list(tree().marks(tree().document))
    assert max(Counter(read).values()) == 1
    assert set(tree().words) <= set(read)
    numbers = list(tree().root.ParentTree.Nums)
    parents = {int(place): value for place, value in zip(numbers[::2], numbers[1::2], strict=True)}
    for element in tree().walk():
        for kid in tree().everything(element):
            if isinstance(kid, int):
                page = tree().pages[element.Pg.objgen]
                assert parents[page][int(kid)].objgen == element.objgen


def test_an_item_cut_by_a_page_end_is_one_item_and_its_inner_list_goes_on() -> None:
    items = tuple(Item(f"i{n}", words(f"{n}: {LONG * 3}"), 2 if n % 2 else 1) for n in range(12))
    paper = Paper("p", "Lists", "A council", (Section("s", SectionKind.DETAIL, "Detail", items),))
    data = write_pdf(paper, {})
    assert len(PdfTree(data).pages) > 1
    assert solid(pdf_lines(data)) == solid(expected(paper))


def test_a_paragraph_cut_by_a_page_end_is_one_paragraph() -> None:
    paragraphs = [element for element in of_kind("P") if len({page for page, _ in tree().marks(element)}) > 1]
    assert paragraphs
    for element in paragraphs:
        assert "".join(tree().text_beside(element, "Lbl", "Reference").split()) in "".join((LONG * 20).split())


def test_a_table_over_several_pages_is_one_table_with_one_heading_row() -> None:
    long = next(table for table in of_kind("Table") if "Measures of long" in tree().text(table))
    assert len({page for page, _ in tree().marks(long)}) >= 3
    assert [tree().kind(part) for part in tree().kids(long)] == ["Caption", "THead", "TBody"]
    assert len(tree().kids(tree().kids(long)[2])) == 60
    assert str(long.A.Summary) == "60 measures, each with its target."


def test_the_heading_row_is_printed_again_on_each_page_of_a_table() -> None:
    pages = [text for text in page_texts() if "Measure 3" in text or "Measure 4" in text]
    assert len(pages) > 4
    assert all("Direction of travel" in " ".join(text.split()) for text in pages)


def test_every_heading_cell_says_what_it_heads() -> None:
    for table in of_kind("Table"):
        for part in tree().kids(table):
            for line in tree().kids(part) if tree().kind(part) != "Caption" else ():
                scopes = [str(cell.A.Scope) for cell in tree().kids(line) if tree().kind(cell) == "TH"]
                assert set(scopes) == ({"/Column"} if tree().kind(part) == "THead" else {"/Row"})


def test_lists_are_one_list_over_pages_with_deeper_lists_inside_their_item() -> None:
    run = max(of_kind("L"), key=lambda element: len(tree().kids(element)))
    assert len(tree().kids(run)) == 32
    assert len({page for page, _ in tree().marks(run)}) >= 2
    for element in of_kind("L"):
        assert {tree().kind(item) for item in tree().kids(element)} == {"LI"}
    countings = Counter(str(element.A.ListNumbering) for element in of_kind("L"))
    assert countings["/Decimal"] == 2
    assert countings["/None"] == 1


def test_capitals_are_only_the_look_of_a_section_heading() -> None:
    assert "BRIEF SUMMARY" in page_texts()[0]
    assert str(of_kind("H2")[0].ActualText) == "Brief summary"


def test_a_link_says_where_it_leads() -> None:
    said = [str(annotation.Contents) for page in tree().pdf.pages for annotation in page.obj.get("/Annots", [])]
    assert "the council's site" in said
    assert "Paragraph 3" in said
    assert "Appendix 1: all measures" in said


def test_figures_have_a_caption_beside_them_and_words_instead_of_a_picture() -> None:
    assert [str(figure.Alt)[:11] for figure in of_kind("Figure")] == ["Line chart:"] * 2
    assert all(
        [tree().kind(kid) for kid in tree().kids(figure.P)] == ["Caption", "Figure"] for figure in of_kind("Figure")
    )


def test_wide_tables_lie_on_landscape_pages_and_what_follows_stands_upright_again() -> None:
    wide = [page.mediabox[2] > page.mediabox[3] for page in tree().pdf.pages]
    assert any(wide)
    last = "".join(page_texts()[-1].split())
    assert "SUPPORTINGDOCUMENTATION" in last
    assert not wide[-1]
    assert all(
        "APPENDIX" not in text
        for text, lying in zip(page_texts(), wide, strict=True)
        if not lying and "Contents" not in text
    )


@pytest.mark.parametrize(
    "address", ["file:///etc/hostname", "https://example.org/a.png", "logo.png", "cabinetpaper-font:other.ttf"]
)
def test_nothing_is_fetched_that_was_not_given(address: str) -> None:
    with pytest.raises(CabinetPaperError) as caught:
        write_pdf(small(), {}, print_css=f"body {{ background: url({address}) }}")
    (finding,) = caught.value.findings
    assert finding.code in {"PDF-RESOURCE", "PDF-ENGINE"}
    assert address in finding.message


def test_a_picture_beside_the_template_is_served_from_memory() -> None:
    dot = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10" '
        b'fill="#00703C"/></svg>'
    )
    written = render_pdf(small(), {}, print_css="body { background: url(dot.svg) }", assets={"dot.svg": dot})
    assert written.findings == ()


def test_what_the_engine_does_not_understand_is_told() -> None:
    (finding,) = render_pdf(small(), {}, print_css="p { colour: red }").findings
    assert (finding.code, finding.severity) == ("PDF-ENGINE", Severity.WARNING)
    assert "colour" in finding.message


def test_a_character_without_a_glyph_is_named_with_its_place() -> None:
    (finding,) = render_pdf(small("Done \N{CHECK MARK}"), {}).findings
    assert finding.code == "PDF-GLYPH"
    assert "U+2713" in finding.message
    assert str(finding.place) == "paragraph 1"


class _NoPango(importlib.abc.MetaPathFinder):
    def find_spec(self, name: str, *_: object) -> None:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")


@pytest.fixture
def without_pango(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    load_engine.cache_clear()
    for name in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [_NoPango(), *sys.meta_path])
    yield
    load_engine.cache_clear()


@pytest.mark.usefixtures("without_pango")
def test_without_pango_the_finding_holds_the_line_that_installs_it() -> None:
    with pytest.raises(CabinetPaperError) as caught:
        write_pdf(small(), {})
    (finding,) = caught.value.findings
    assert finding.code == "PDF-NO-PANGO"
    assert INSTALL in finding.remedy


# In a process of its own


def test_a_process_of_its_own_draws_the_same_bytes_and_brings_the_findings() -> None:
    paper = small("Done \N{CHECK MARK}")
    with start_pdf() as process:
        written = process.send(prepare(paper, {}, print_css="p { colour: red }")).result()
    assert written.data == write_pdf(paper, {}, print_css="p { colour: red }")
    assert [finding.code for finding in written.findings] == ["PDF-ENGINE"]


def test_a_process_that_gets_no_job_ends_without_a_word() -> None:
    with start_pdf():
        pass
    answers = io.BytesIO()
    serve(io.BytesIO(b""), answers)
    assert answers.getvalue() == b""


def test_a_refused_file_comes_back_from_the_process_as_its_finding() -> None:
    with start_pdf() as process:
        awaited = process.send(prepare(small(), {}, print_css="body { background: url(file:///etc/hostname) }"))
        with pytest.raises(CabinetPaperError, match="PDF-RESOURCE"):
            awaited.result()


def test_a_process_that_breaks_off_is_told_as_a_finding() -> None:
    with start_pdf() as process:
        awaited = process.send(replace(prepare(small(), {}), created=3))  # type: ignore[arg-type]
        with pytest.raises(CabinetPaperError, match="PDF-FAILED"):
            awaited.result()


def test_the_words_for_the_tags_come_from_the_paper() -> None:
    note = Footnote("f", (Text("Ask "), Link("us", "mailto:us@a.example"), Text(".")))
    blocks = (
        Contents("list"),
        Paragraph("one", (Text("See "), Reference("two"), note), numbered=True),
        Item("i1", (Text("First"),), ordered=True),
        Item("i2", (Text("Inner"),), level=2, ordered=True),
        Item("i3", (Text("Sign"),), level=2),
        Item("i4", (Text("Bullet"),)),
        Paragraph("two", (Link("the\nplan", "https://a.example/plan"), Link("no", "javascript:x")), numbered=True),
        Table(
            "t", (Text("Visits"),), (Column("Place"),), (Row("r", (Cell((Item("c", (Text("x"),)),)),)),), "By place."
        ),
        Recommendations("recs", (Recommendation("rec", (Text("Note it."),)),)),
    )
    paper = Paper("p", "A paper", "A council", (Section("s", SectionKind.DETAIL, "Detail", blocks),))
    assert prepare(paper, {}).words == TagWords(
        lists=("Disc", "Decimal", "LowerAlpha", "Disc", "Disc", "Disc"),
        headings=("Detail",),
        tables=("By place.", "Recommendations"),
        links=(
            ("s", "Detail"),
            ("two", "2"),
            ("f", "Note 1"),
            ("f-mark", "Back to the text"),
            ("mailto:us@a.example", "us"),
            ("https://a.example/plan", "the plan"),
        ),
        notes=("f",),
    )


def test_headings_of_a_template_s_own_do_not_take_the_words_of_the_paper_s() -> None:
    page = house_file("paper.html").replace("<main", "<h2>How to reach us</h2><main", 1)
    drawn = PdfTree(render_pdf(small(), {}, page=page).data)
    headings = [element for element in drawn.walk() if drawn.kind(element) == "H2"]
    assert [str(element.get("/ActualText", "")) for element in headings] == ["", ""]


def test_a_job_survives_its_way_through_the_pipe() -> None:
    job = replace(prepare(specimen(), drawings()), assets={"a.png": b"\x00\xff"}, created="2024-09-09T10:00:00+00:00")
    assert job_from_json(job_to_json(job)) == job


def test_the_rest_of_a_page_is_drawn_where_a_job_holds_no_words_for_its_tags() -> None:
    assert draw(Job('<html lang="en"><title>T</title><p>One<ul><li>two</ul>')).data.startswith(b"%PDF-1.7")


def test_a_picture_that_the_engine_cannot_draw_is_an_error_with_its_reason() -> None:
    turned = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="5" height="5" '
        b'transform="rotate(a)"/></svg>'
    )
    with pytest.raises(CabinetPaperError) as caught:
        render_pdf(small(), {}, print_css="body { background: url(turned.svg) }", assets={"turned.svg": turned})
    (finding,) = caught.value.findings
    assert finding.code == "PDF-RESOURCE"
    assert "turned.svg (ValueError: could not convert" in finding.message


def test_what_the_engine_says_quotes_no_data_address_in_full() -> None:
    with pytest.raises(CabinetPaperError) as caught:
        render_pdf(
            small(),
            {},
            print_css="body { background: url(data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ) }",
        )
    assert "data:image/png;base64…" in caught.value.findings[0].message


def test_one_process_draws_several_papers_as_each_alone() -> None:
    papers = [small("One"), specimen(), small("Two")]
    jobs = [prepare(paper, drawings() if paper is papers[1] else {}) for paper in papers]
    with start_pdf() as process:
        drawn = [future.result().data for future in [process.send(job) for job in jobs]]
    assert drawn == [draw(job).data for job in jobs]


def test_a_job_that_breaks_the_process_costs_its_own_pdf_alone() -> None:
    with start_pdf() as process:
        broken, whole = process.send(replace(prepare(small(), {}), created=3)), process.send(prepare(small(), {}))  # type: ignore[arg-type]
        assert whole.result().data == write_pdf(small(), {})
        with pytest.raises(CabinetPaperError, match="PDF-FAILED"):
            broken.result()


def test_a_job_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PDF_SECONDS", 0)
    with start_pdf() as process, pytest.raises(CabinetPaperError, match="was not done after 0 minutes"):
        process.send(prepare(small(), {})).result()
