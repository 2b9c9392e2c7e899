"""The web page: valid in structure, complete in itself, safe against its own words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from lxml import html

from cabinetpaper.finding import CabinetPaperError
from cabinetpaper.paper import Chart, Heading, Item, Link, Logo, Paper, Paragraph, Reference, Row, Section, SectionKind
from cabinetpaper.settings import Look
from cabinetpaper.writers import scale, write_html
from cabinetpaper.writers.html.blocks import draw_blocks
from cabinetpaper.writers.html.canvas import canvas_of
from generated import every_paper
from specimen_paper import chart, drawings, prose, scorecard_table, specimen, words


def one_section(*blocks: Any) -> Paper:
    return Paper("p", "A paper", "A council", (Section("s", SectionKind.DETAIL, "Detail", blocks),))


def drawn(*blocks: Any) -> str:
    return draw_blocks(blocks, canvas_of(one_section(*blocks), {}))


def page_of(paper: Paper, **looks: Any) -> Any:
    return html.document_fromstring(write_html(paper, drawings(), **looks))


def test_the_page_needs_nothing_but_itself() -> None:
    page = page_of(specimen())
    assert {image.get("src").split(",")[0] for image in page.iter("img")} == {"data:image/svg+xml;base64"}
    assert not list(page.iter("script", "link", "iframe", "object"))
    assert "@import" not in page.find(".//style").text
    assert "url(" not in page.find(".//style").text


def test_the_page_names_its_language_title_and_parts_for_those_who_hear_it() -> None:
    page = page_of(replace(specimen(), language="cy"))
    assert page.get("lang") == "cy"
    assert page.find(".//title").text == "Cabinet performance report, Q1 2024/25 · Southampton City Council"
    assert page.find("body")[0].get("href") == "#" + page.find(".//main").get("id")
    assert [len(page.findall(f".//{tag}")) for tag in ("h1", "main", "nav")] == [1, 1, 1]


@every_paper()
def test_words_never_become_markup_and_every_id_is_the_only_one(paper: Paper) -> None:
    page = html.document_fromstring(write_html(paper, {}))
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    known = {
        "a",
        "b",
        "blockquote",
        "body",
        "br",
        "caption",
        "col",
        "colgroup",
        "div",
        "em",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "head",
    }
    known |= {
        "header",
        "html",
        "img",
        "li",
        "main",
        "mark",
        "meta",
        "nav",
        "ol",
        "p",
        "section",
        "span",
        "strong",
        "style",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
    }
    known |= {"thead", "title", "tr", "ul"}
    assert {element.tag for element in page.iter()} <= known


def test_every_cell_of_a_table_knows_its_headings() -> None:
    table = page_of(specimen()).get_element_by_id("asc")
    assert {cell.get("scope") for cell in table.findall("thead/tr/th")} == {"col"}
    assert all(
        [cell.tag for cell in line] == ["th"] + ["td"] * 4 and line[0].get("scope") == "row"
        for line in table.findall("tbody/tr")
    )
    described = page_of(specimen()).get_element_by_id(table.get("aria-describedby"))
    assert described.text == "8 measures, each with its target."


def test_a_table_scrolls_by_keyboard_in_a_box_named_after_its_caption() -> None:
    page = page_of(specimen())
    box = page.get_element_by_id("all").getparent()
    assert (box.get("tabindex"), box.get("role")) == ("0", "group")
    assert page.get_element_by_id(box.get("aria-labelledby")).text_content() == "Measures of all, Q1 2024/25"


def test_a_rating_is_a_shape_and_a_word_on_a_ground_it_can_be_read_on() -> None:
    look = Look(green="#00703C", amber="#FFC000", red="#D4351C", unrated="#505A5F")
    assert '<b class="chip amber">▲\u00a0Amber</b>' in write_html(specimen(), drawings(), look=look)
    sheet = page_of(specimen(), look=look).find(".//style").text
    inks = dict(re.findall(r"--on-(\w+):(#\w+)", sheet))
    assert [name for name, ink in inks.items() if ink == "#000000"] == ["amber"]
    assert set(inks) == {"green", "amber", "red", "blue", "unrated"}
    assert all(scale.contrast(inks[name], getattr(look, name)) >= 4.5 for name in inks)


def test_a_pale_accent_is_darkened_until_it_can_be_read() -> None:
    sheet = page_of(specimen(), look=Look(accent="#88CCEE")).find(".//style").text
    accent = re.search(r"--accent:(#\w+)", sheet)
    assert accent is not None
    assert scale.contrast(accent[1], "#FFFFFF") >= 4.5


def test_a_reference_leads_to_its_block_and_one_without_a_block_is_a_question_mark() -> None:
    target = Paragraph("n", words("Here."), numbered=True)
    assert '<a href="#n">1</a>' in drawn(target, Paragraph("r", (Reference("n"),)))
    assert drawn(Paragraph("r", (Reference("gone"),))) == '<p id="r">?</p>'


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "https://", "//example.org"]
)
def test_only_addresses_of_the_web_and_of_mail_become_links(address: str) -> None:
    assert drawn(Paragraph("p", (Link("here", address),))) == '<p id="p">here</p>'


def test_ordered_items_count_on_past_a_bullet_and_hold_their_parts() -> None:
    items = (
        Item("1", words("a"), ordered=True),
        Item("2", words("b"), level=2),
        Item("3", words("c")),
        Item("4", words("d"), ordered=True),
    )
    expected = (
        '<ol><li id="1">a<ul><li id="2">b</li></ul></li></ol><ul><li id="3">c</li></ul><ol start="2"><li '
        'id="4">d</li></ol>'
    )
    assert drawn(*items) == expected


def test_the_caption_of_a_table_stays_in_sight_while_the_table_scrolls() -> None:
    table = scorecard_table("t", 2, wide=True)
    assert '<caption id="t-caption"><span class="stays">' in drawn(table)
    page = write_html(one_section(table), {})
    assert re.search(r"\.stays \{[^}]*position: sticky; left: 0;", page)
    assert "stays" not in draw_blocks([table], canvas_of(one_section(table), {}, printed=True))


def test_rows_are_held_together_only_where_a_page_has_room_for_them() -> None:
    assert 'class="short"' in drawn(scorecard_table("t", 2))
    long = replace(
        scorecard_table("t", 2), rows=(Row("r", tuple(prose("word " * 61) for _ in scorecard_table("t", 2).columns)),)
    )
    assert 'class="tall"' in drawn(long)


def test_a_chart_is_a_captioned_picture_with_its_message_in_words() -> None:
    figure = page_of(specimen()).get_element_by_id("trend")
    assert figure.find("figcaption").text == "Visits on time are rising"
    assert figure.find("img").get("alt").startswith("Line chart: visits on time rose")


def test_a_chart_that_was_never_drawn_keeps_its_words() -> None:
    bare = Chart("c", words("Title"), "What it shows.")
    assert "<figcaption>Title</figcaption>" in drawn(bare)
    assert 'alt="What it shows."' in drawn(bare)


def test_the_logo_and_the_status_stand_over_the_paper_and_not_in_it() -> None:
    page = page_of(specimen(), logo=Logo(b"<svg/>", "image/svg+xml", "Southampton City Council"))
    masthead = page.find("body/header")
    assert masthead.find(".//img").get("alt") == "Southampton City Council"
    assert masthead.text_content().split() == ["Southampton", "City", "Council", "Draft"]


def test_a_wide_table_takes_its_heading_and_its_notes_onto_the_landscape_page() -> None:
    lead, table, text = (
        Heading("h", 2, words("All")),
        scorecard_table("t", 2, wide=True),
        Paragraph("p", words("Text.")),
    )
    before = [replace(text, id=one) for one in ("p", "q", "r")]
    made = drawn(*before, lead, Paragraph("i", words("These are they.")), table, Heading("next", 2, words("Next")))
    assert '<p id="r">Text.</p><div class="wide"><h3 id="h">' in made
    assert made.endswith('</div><h3 id="next">Next</h3>')


def test_text_that_only_happens_to_stand_before_a_wide_table_stays_upright() -> None:
    item, text, more = Item("i", words("one")), Paragraph("p", words("Text.")), Paragraph("m", words("More."))
    made = drawn(item, text, more, scorecard_table("t", 2, wide=True))
    assert made.startswith('<ul><li id="i">one</li></ul><p id="p">Text.</p><p id="m">More.</p><div class="wide"><div')


@pytest.mark.parametrize(
    ("page", "line"),
    [
        ("<p>{{ paper.titel }}</p>", 1),
        ("<p>\n{% if %}</p>", 2),
        ("<p>\n\n{{ paper.__class__.__mro__ }}</p>", 3),
        ("{% for x in sections %}\n{{ x.nothing }}\n{% endfor %}", 2),
    ],
)
def test_a_wrong_page_template_is_named_with_its_line(page: str, line: int) -> None:
    with pytest.raises(CabinetPaperError) as caught:
        write_html(specimen(), drawings(), page=page)
    (finding,) = caught.value.findings
    assert (finding.code, finding.place.file, finding.place.line) == ("PAGE-TEMPLATE", "paper.html", line)


def test_a_style_sheet_cannot_end_its_element() -> None:
    page = page_of(specimen(), css="p::before { content: '</style><h6>' }")
    assert page.find(".//h6") is None


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert write_html(specimen(), drawings()) == write_html(specimen(), drawings())


def test_the_specimen_draws_every_chart_that_it_is_given() -> None:
    page = page_of(one_section(chart("trend"), chart("overview")))
    assert len(page.findall(".//figure")) == 2
