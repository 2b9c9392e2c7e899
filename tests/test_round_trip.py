"""The law: what is written into a DOCX is what is read from it, with the base all of it, without it all that a reader
sees.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from cabinetpaper.paper import (
    Block,
    Figure,
    Heading,
    Item,
    Paper,
    Paragraph,
    Recommendations,
    Section,
    SectionKind,
    Table,
    Text,
    outline,
    plain,
)
from cabinetpaper.paper.base import Base, files_of, named, unnamed
from cabinetpaper.readers import read_docx
from cabinetpaper.writers.docx import write_docx
from docx_parts import W, changed, part, pixels, repacked
from generated import every_paper
from specimen_paper import specimen
from word_processor import WITH_LIBREOFFICE, converted


@every_paper()
def test_a_paper_with_its_base_comes_back_whole(paper: Paper) -> None:
    reading = read_docx(write_docx(paper, pixels(paper), base=Base.of(paper, "b1")))
    assert reading.paper == unnamed(paper)
    assert named(reading.paper, files_of(paper)) == paper
    assert reading.base == Base.of(paper, "b1")
    assert not reading.findings


@every_paper()
def test_a_paper_without_a_base_comes_back_as_readers_see_it(paper: Paper) -> None:
    reading = read_docx(write_docx(paper, pixels(paper)))
    assert reading.paper == plain(paper)
    assert reading.base is None
    assert not reading.findings


@settings(max_examples=40)
@given(st.text(max_size=20), st.sampled_from(["title", "running", "status", "council", "subject"]))
def test_any_characters_at_all_come_back_in_their_plain_form(words: str, where: str) -> None:
    table = specimen().sections[0].blocks[0]
    assert isinstance(table, Table)
    strange = Paragraph("p", (Text(words), Figure(words, "key")))
    columns = (replace(table.columns[0], heading=words), table.columns[1])
    blocks = (
        strange,
        replace(table, description=words, columns=columns),
        Item("i", (Text(words),), level=1, ordered=True),
    )
    paper = Paper("strange", "Title", "Council", (Section("s", SectionKind.SUMMARY, "Summary", blocks),))
    paper = replace(paper, **{where: words})  # type: ignore[arg-type]
    assert read_docx(write_docx(paper, {})).paper == plain(paper)
    assert read_docx(write_docx(paper, {}, base=Base.of(paper))).paper == unnamed(paper)


@every_paper()
def test_the_plain_form_of_a_plain_paper_is_the_paper_itself(paper: Paper) -> None:
    assert plain(plain(paper)) == plain(paper)


def test_the_base_is_found_under_another_name() -> None:
    paper = specimen()
    document = write_docx(paper, pixels(paper), base=Base.of(paper))
    renamed = repacked(document, {}, {"customXml/item1.xml": "customXml/item7.xml"})
    assert read_docx(renamed).paper == unnamed(paper)


def test_without_the_base_part_the_words_are_still_read() -> None:
    paper = specimen()
    document = write_docx(paper, pixels(paper), base=Base.of(paper))
    stripped = repacked(
        document, {}, {"customXml/item1.xml": "", "customXml/itemProps1.xml": "", "customXml/_rels/item1.xml.rels": ""}
    )
    reading = read_docx(stripped)
    assert reading.base is None
    assert reading.paper == plain(paper)


def test_a_broken_base_is_reported_and_the_words_are_still_read() -> None:
    paper = specimen()
    document = changed(
        write_docx(paper, pixels(paper), base=Base.of(paper)),
        lambda xml: xml.replace('"format":1', '"format":99'),
        "customXml/item1.xml",
    )
    reading = read_docx(document)
    assert [finding.code for finding in reading.findings] == ["PAPER-FORMAT"]
    assert reading.paper == plain(paper)


def test_an_edited_sentence_keeps_the_key_of_its_figure_and_its_neighbours_are_as_they_were() -> None:
    paper = specimen()
    document = write_docx(paper, pixels(paper), base=Base.of(paper))
    reading = read_docx(changed(document, lambda xml: xml.replace("quicker", "slower")))
    before = {block.id: block for section in paper.sections for block in section.blocks}
    after = {block.id: block for section in reading.paper.sections for block in section.blocks}
    edited = after["n1"]
    assert isinstance(edited, Paragraph)
    assert Text("slower", edited.inlines[1].style) in edited.inlines  # type: ignore[union-attr]
    assert [inline.key for inline in edited.inlines if isinstance(inline, Figure)] == ["a.value"]
    assert {identifier for identifier in before if before[identifier] != after[identifier]} == {"n1"}


def test_a_figure_typed_over_is_never_taken_for_the_fact() -> None:
    paper = specimen()
    document = write_docx(paper, pixels(paper), base=Base.of(paper))
    reading = read_docx(changed(document, lambda xml: xml.replace("96.1 per 10,000", "95.0 per 10,000")))
    figures = [
        inline
        for section in reading.paper.sections
        for block in section.blocks
        if isinstance(block, Paragraph)
        for inline in block.inlines
    ]
    assert Figure("95.0 per 10,000 children") in figures
    assert not any(isinstance(inline, Figure) and inline.key for inline in figures)


def test_an_edited_cell_leaves_the_rest_of_its_table_as_it_was() -> None:
    paper = specimen()
    document = write_docx(paper, pixels(paper), base=Base.of(paper))
    reading = read_docx(changed(document, lambda xml: xml.replace("Not yet due.", "Due in May.")))
    read = next(block for section in reading.paper.sections for block in section.blocks if block.id == "commentary")
    held = next(block for section in paper.sections for block in section.blocks if block.id == "commentary")
    assert isinstance(read, Table)
    assert isinstance(held, Table)
    assert read.columns == held.columns
    assert read.rows[0] == held.rows[0]
    assert read.rows[1].cells[1].blocks[0].inlines == (Text("Due in May."),)


def test_recommendations_count_and_are_read_whatever_their_numbering() -> None:
    paper = specimen()
    block = next(block for section in paper.sections for block in section.blocks if isinstance(block, Recommendations))
    reading = read_docx(write_docx(paper, {}))
    assert block in [one for section in reading.paper.sections for one in section.blocks]


@WITH_LIBREOFFICE
def test_what_libreoffice_saves_again_has_the_same_words_and_anchors(tmp_path: Path) -> None:
    paper = specimen()
    source = tmp_path / "paper.docx"
    source.write_bytes(write_docx(paper, pixels(paper), base=Base.of(paper)))
    saved = converted(tmp_path, "docx", source) / source.name
    reading = read_docx(saved.read_bytes())
    assert reading.base == Base.of(paper)
    assert outline(reading.paper) == outline(paper)
    assert reading.paper == paper
    marks = {mark.get(f"{{{W}}}name") for mark in part(saved.read_bytes()).iter(f"{{{W}}}bookmarkStart")}
    assert {f"_cpb_{block.id}" for section in paper.sections for block in section.blocks} <= marks


@WITH_LIBREOFFICE
def test_the_numbers_that_a_word_processor_counts_are_those_of_the_paper(tmp_path: Path) -> None:
    paper = restarting()
    source = tmp_path / "numbers.docx"
    source.write_bytes(write_docx(paper, {}))
    shown = (converted(tmp_path, "txt:Text (encoded):UTF8", source) / "numbers.txt").read_text("utf-8-sig")
    for line in outline(paper):
        if line.number and line.kind in {"item", "paragraph", "heading 2"}:
            assert f"{line.number} {line.text}" in " ".join(shown.split()), line


def restarting() -> Paper:
    """Return a paper whose ordered lists start again after each kind of block that may stand between them."""
    count = iter(range(1000))

    def item(level: int = 1) -> Item:
        return Item(f"i{(n := next(count))}", (Text(f"item {n}x"),), level, ordered=True)

    def paragraph(*, numbered: bool) -> Paragraph:
        return Paragraph(f"p{(n := next(count))}", (Text(f"paragraph {n}x"),), numbered=numbered)

    def heading(*, numbered: bool) -> Heading:
        return Heading(f"h{(n := next(count))}", 2, (Text(f"heading {n}x"),), numbered)

    blocks: list[Block] = [item(), item()]
    for between in (
        paragraph(numbered=True),
        paragraph(numbered=False),
        heading(numbered=False),
        heading(numbered=True),
        paragraph(numbered=False),
    ):
        blocks += [between, item(), item(2), item(2), item(), paragraph(numbered=True)]
    bullet = Item("bullet", (Text("a bullet between"),))
    return Paper(
        "lists",
        "Lists",
        "Council",
        (
            Section("one", SectionKind.SUMMARY, "One", tuple(blocks)),
            Section("two", SectionKind.SUMMARY, "Two", (item(), bullet, item())),
            Section("three", SectionKind.SUMMARY, "Three", (item(), item())),
        ),
    )
