"""Footnotes: written in a snippet, numbered through the paper, at the foot of the page, and back again from Word."""

from __future__ import annotations

import re
from dataclasses import replace

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from cabinetpaper.checks import Subject
from cabinetpaper.checks.gaps import gaps
from cabinetpaper.checks.numbering import numbering
from cabinetpaper.checks.typed_figures import typed_figures
from cabinetpaper.cli.origin import trace_facts
from cabinetpaper.compose.sentences import first_sentence
from cabinetpaper.finding import CabinetPaperError
from cabinetpaper.measure import Rag
from cabinetpaper.narrative import parse_snippet, render
from cabinetpaper.paper import (
    Block,
    Break,
    Cell,
    Column,
    Edition,
    Figure,
    Footnote,
    Gap,
    Heading,
    Inline,
    Item,
    Link,
    NoteInline,
    Paper,
    Paragraph,
    Rating,
    Recommendation,
    Recommendations,
    Reference,
    Role,
    Row,
    Section,
    SectionKind,
    Span,
    Style,
    Table,
    Text,
    contents_entries,
    from_json,
    notes,
    notes_in,
    outline,
    plain,
    stretches,
    to_json,
)
from cabinetpaper.paper.base import Base
from cabinetpaper.paper.places import placed
from cabinetpaper.readers import Reading, read_docx
from cabinetpaper.settings import Settings
from cabinetpaper.writers import write_docx, write_html, write_pdf
from cabinetpaper.writers.html.inlines import LONGEST, pieces
from cabinetpaper.writers.pdf import draw, prepare
from docx_parts import W, changed, found, names, repacked
from narrative_figures import FACTS, FRONT, SAMPLE, rendered
from places_of_words import kind_of_place
from reading_back import PdfTree, expected, pdf_lines, solid
from specimen_paper import LONG, prose, prose_table

FILE = "narratives/q1/children/care.md"
FOOTNOTES = "word/footnotes.xml"


def note(identifier: str = "f1", *inlines: NoteInline) -> Footnote:
    return Footnote(identifier, inlines or (Text("Of those due."),))


def of(*blocks: Block) -> Paper:
    return Paper(
        "q1", "Performance", "A council", (Section("s", SectionKind.DETAIL, "Detail", blocks),), status="Draft"
    )


def paragraph(*inlines: Inline, identifier: str = "p1", numbered: bool = True) -> Paragraph:
    return Paragraph(identifier, inlines, numbered=numbered)


# -- the model


def test_notes_count_through_the_whole_paper_in_the_order_of_their_marks() -> None:
    recommendations = Recommendations("rs", (Recommendation("r1", (Text("To note."), note("of_the_recommendation"))),))
    table = replace(prose_table(), caption=(Text("Commentary"), note("of_the_caption")))
    paper = of(
        recommendations,
        table,
        Item("i", (Text("one"), note("of_the_item"))),
        paragraph(Text("a"), note("first"), Text("b"), note("second")),
    )
    assert [(one.number, one.footnote.id) for one in notes(paper)] == [
        ("1", "of_the_recommendation"),
        ("2", "of_the_caption"),
        ("3", "f_cell"),
        ("4", "f_cell_item"),
        ("5", "of_the_item"),
        ("6", "first"),
        ("7", "second"),
    ]


def test_the_outline_shows_each_mark_in_its_place_and_the_notes_at_the_end() -> None:
    lines = outline(of(paragraph(Text("It rose."), note(), Text(" It fell."), note("f2", Figure("96.1")))))
    assert [str(line) for line in lines[2:]] == [
        "paragraph | 1 | It rose.[1] It fell.[2]",
        "footnote | 1 | Of those due.",
        "footnote | 2 | 96.1",
    ]


def test_a_list_of_contents_shows_no_marks() -> None:
    paper = of(Heading("h", 2, (Text("Background"), note())))
    assert [text for *_, text in contents_entries(paper, 2)] == ["Detail", "Background"]


def test_the_plain_form_of_a_note_has_no_keys_and_no_spans() -> None:
    span = Span(FILE, 0, 4)
    paper = of(
        paragraph(
            Text("a"),
            note(
                "f1",
                Text("Per ", span=span),
                Text("head", span=span),
                Figure("96.1", "m.value"),
                Rating(Rag.RED, "m.rating"),
            ),
        )
    )
    (block,) = plain(paper).sections[0].blocks
    assert isinstance(block, Paragraph)
    assert block.inlines[1] == Footnote("f1", (Text("Per head"), Figure("96.1"), Rating(Rag.RED)))


def test_a_stored_paper_holds_its_notes_and_never_one_within_another() -> None:
    paper = of(paragraph(Text("a"), note()))
    assert from_json(to_json(paper)) == paper
    nested = to_json(paper).replace('{"is":"Text","text":"Of those due."}', '{"is":"Footnote","id":"f2","inlines":[]}')
    with pytest.raises(CabinetPaperError, match="inlines of Footnote"):
        from_json(nested)


# -- the snippet


def test_a_note_stands_at_its_mark_with_its_words_figures_links_and_references() -> None:
    body = (
        "The rate rose.[^base] It is high.\n\n"
        "[^base]: Per 10,000 *children*, mid-{{ cic_rate.value }}, see {{ ref('x') }}\n"
        "  and [the statistics](https://www.gov.uk).\n"
    )
    (block,) = rendered(body).blocks
    assert isinstance(block, Paragraph)
    before, footnote, after = block.inlines
    assert (before.text, after.text) == ("The rate rose.", " It is high.")  # type: ignore[union-attr]
    assert isinstance(footnote, Footnote)
    assert footnote.id == "children__care__note__base"
    kinds = [(type(one), getattr(one, "text", "")) for one in stretches(footnote.inlines)]
    assert kinds == [
        (Text, "Per 10,000 "),
        (Text, "children"),
        (Text, ", mid-"),
        (Figure, "96.1"),
        (Text, ", see "),
        (Reference, ""),
        (Text, " and "),
        (Link, "the statistics"),
        (Text, "."),
    ]
    assert footnote.inlines[1].style is Style.EMPHASIS  # type: ignore[union-attr]


def test_the_facts_of_a_note_are_among_those_that_the_snippet_prints() -> None:
    result = rendered("Low.[^a]\n\n[^a]: It is {{ cic_rate.value }}.")
    assert result.printed == ("cic_rate.value",)


def test_notes_may_stand_in_items_quotations_headings_and_actions() -> None:
    body = (
        "## Care[^h]\n\n- one[^i]\n\n> said[^q]\n\nAction: to act[^a]\n\n[^h]: head\n[^i]: item\n[^q]: quote\n[^a]: "
        "act\n"
    )
    blocks = rendered(body).blocks
    assert [type(block) for block in blocks] == [Heading, Item, Paragraph, Paragraph]
    said = [
        "".join(getattr(one, "text", "") for found in notes_in(block.inlines) for one in found.inlines)
        for block in blocks
    ]  # type: ignore[union-attr]
    assert said == ["head", "item", "quote", "act"]


def test_a_note_whose_mark_stands_in_a_branch_not_taken_is_not_printed() -> None:
    (block,) = rendered("{% if cic_rate is green %}Low.[^a]{% endif %} So it is.\n\n[^a]: At last.").blocks
    assert notes_in(block.inlines) == ()  # type: ignore[union-attr]


def test_a_bracket_with_a_backslash_is_a_bracket() -> None:
    (block,) = rendered("See \\[^a].").blocks
    assert "".join(one.text for one in block.inlines) == "See [^a]."  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("First.\n\nIt rose.[^a]", 6, "The note “a” is marked and not written"),
        ("It rose.\n\n[^a]: Why.", 6, "The note “a” is written and not marked"),
        ("It rose.[^a]\n\n[^a]: Why.\n\n[^a]: Why not.", 8, "The note “a” is written twice"),
        ("It rose.[^a]\n\nIt fell.[^a]\n\n[^a]: Why.", 6, "The note “a” is marked twice"),
        ("It rose.[^a] It fell.[^b]\n\n[^a]: Why.[^b]\n[^b]: So.", 6, "The note “a” holds the mark of another"),
        ("It rose.[^a]\n\n[^a]:\n\nMore.", 6, "The note “a” has no words"),
        ("It rose.[^a]\n\n[^a]: One.\n\n    Two.", 6, "The note “a” has a second paragraph"),
        ("First.\n\nIt rose.[^the base]", 6, "“[^the base]” is no mark of a note"),
        ("It rose.[^{{ cic_rate.value }}]", 4, "“[^…]” is no mark of a note"),
    ],
)
def test_what_is_wrong_with_a_note_is_told_with_its_line_and_a_remedy(body: str, line: int, message: str) -> None:
    result = rendered(body)
    assert result.blocks == ()
    (finding,) = result.findings
    assert (finding.code, finding.place.file, finding.place.line) == ("SNIPPET-FOOTNOTE", FILE, line)
    assert finding.message.startswith(message)
    assert finding.remedy


def test_a_link_cannot_hold_a_mark() -> None:
    (finding,) = rendered("See [the rate[^a]](https://www.gov.uk).\n\n[^a]: Why.").findings
    assert (finding.code, finding.message.split(" in “")[0]) == ("SNIPPET-LINK", "A link holds the mark of a note")


PIECES = st.lists(
    st.sampled_from(
        [
            "words ",
            "*",
            "**",
            "\\*",
            "{{ cic_rate.value }}",
            "{{ ks4|moved }}",
            "\n  more ",
            "  \nline ",
            "é",
            "17% ",
            "[x](https://e.org)",
            "{# n #}",
        ]
    )
).map("".join)


@settings(max_examples=100, deadline=None)
@given(PIECES)
def test_every_word_and_figure_of_a_note_leads_back_to_its_place(words: str) -> None:
    snippet = parse_snippet(FILE, f"{FRONT}It rose.[^a]\n\n[^a]: x{words}\n")
    (block,) = render(snippet, FACTS, SAMPLE).blocks
    (footnote,) = notes_in(block.inlines)  # type: ignore[union-attr]
    assert all(kind_of_place(one, {FILE: snippet.source}) for one in footnote.inlines)


def test_words_that_are_said_again_leave_their_notes_where_they_were_said_first() -> None:
    assert first_sentence((Text("To act."), note(), Text(" By May."))) == (Text("To act."),)
    assert first_sentence((Text("To act"), note())) == (Text("To act"),)


# -- the checks


def seen(source: str, *blocks: Block) -> Subject:
    return Subject(Edition(of(*blocks), FACTS, {FILE: source}), SAMPLE, Settings())


def test_a_figure_typed_into_a_note_is_told_with_its_line() -> None:
    source = f"{FRONT}It rose.[^a]\n\n[^a]: It was 7 once.\n"
    (finding,) = typed_figures(seen(source, *render(parse_snippet(FILE, source), FACTS, SAMPLE).blocks))
    assert (finding.message, finding.place.line) == ("“7” is typed by hand", 6)


def test_a_figure_printed_in_a_note_is_traced_to_it() -> None:
    source = f"{FRONT}It rose.[^a]\n\n[^a]: It was {{{{ cic_rate.value }}}}.\n"
    subject = seen(source, *render(parse_snippet(FILE, source), FACTS, SAMPLE).blocks)
    (origin,) = trace_facts(subject.edition, SAMPLE, "cic_rate.value").origins
    assert [(one.where, one.text, one.snippet.line) for one in origin.printed] == [("“Detail”, note 1", "96.1", 6)]


def test_a_place_in_a_note_is_that_of_its_paragraph_and_the_note() -> None:
    where = [where for _, where in placed(of(paragraph(Text("a"), note("f1"), note("f2"))))]
    assert where == ["“Detail”, paragraph 1", "“Detail”, paragraph 1, note 1", "“Detail”, paragraph 1, note 2"]


def test_a_gap_in_a_note_and_a_reference_that_leads_nowhere_are_told() -> None:
    subject = seen("", paragraph(Text("a"), note("f1", Gap("the source"), Reference("gone"))))
    assert [one.message for one in gaps(subject)] == ["Missing: the source"]
    assert [one.code for one in numbering(subject)] == ["REFERENCE-LOST"]


def test_a_note_that_begins_with_a_number_is_no_paragraph_numbered_by_hand() -> None:
    assert list(numbering(seen("", paragraph(Text("a"), note("f1", Text("3. Not counted here.")))))) == []


def test_two_notes_of_one_id_are_told() -> None:
    assert [one.code for one in numbering(seen("", paragraph(note("f1"), note("f1"))))] == ["BLOCK-TWICE"]


# -- the web page


def test_a_mark_leads_to_its_note_and_the_note_back() -> None:
    page = html.document_fromstring(write_html(of(paragraph(Text("a"), note())), {}))
    (mark,) = page.findall(".//sup/a")
    assert (mark.get("href"), mark.get("id"), mark.get("aria-label"), mark.text) == ("#f1", "f1-mark", "Note 1", "1")
    (item,) = page.findall(".//section[@id='paper-notes']/ol/li")
    assert item.get("id") == "f1"
    assert (item[-1].get("href"), item[-1].text) == ("#f1-mark", "Back to paragraph 1")


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (Recommendations("rs", (Recommendation("r", (note(),)),)), "Back to recommendation (i)"),
        (replace(prose_table(), caption=(note(),), rows=()), "Back to the table"),
        (Item("i", (note(),)), "Back to the text"),
    ],
)
def test_the_way_back_says_where_it_leads(block: Block, words: str) -> None:
    page = html.document_fromstring(write_html(of(block), {}))
    assert page.find(".//section[@id='paper-notes']/ol/li")[-1].text == words


def test_a_page_template_of_ones_own_cannot_forget_the_notes() -> None:
    own = (
        "<html lang=en><title>x</title><main>{% for section in sections %}<h2>{{ section.title }}</h2>{{ "
        "section.content }}{% endfor %}</main></html>"
    )
    assert "Of those due." in write_html(of(paragraph(note())), {}, page=own)


def test_a_paper_without_notes_has_no_list_of_them() -> None:
    assert "paper-notes" not in write_html(of(paragraph(Text("a"))), {})


# -- the PDF


def printed(*blocks: Block) -> PdfTree:
    return PdfTree(write_pdf(of(*blocks), {}))


def page_of(tree: PdfTree, element: object) -> set[int]:
    return {page for page, _ in tree.marks(element)}


def test_a_note_is_read_after_the_block_of_its_mark_and_has_an_id() -> None:
    tree = printed(
        paragraph(Text("a"), note(), Text(" and so on.")), prose_table(), paragraph(Text("b"), identifier="p2")
    )
    kinds = [tree.kind(kid) for kid in tree.kids(tree.document)]
    assert kinds[-7:] == ["P", "Note", "Table", "Note", "Note", "Note", "P"]
    made = [kid for kid in tree.kids(tree.document) if tree.kind(kid) == "Note"]
    assert [str(one.ID) for one in made] == ["f1", "f_caption", "f_cell", "f_cell_item"]
    assert [[tree.kind(kid) for kid in tree.kids(one)] for one in made] == [["Lbl", "P"]] * 4
    listed = list(tree.root.IDTree.Names)
    assert [str(one) for one in listed[::2]] == sorted(str(one) for one in listed[::2])


def test_mark_and_number_are_links_that_say_where_they_lead() -> None:
    tree = printed(paragraph(Text("a"), note()))
    links = {
        str(one.Dest): str(one.Contents) for page in tree.pdf.pages for one in page.obj.get("/Annots", pikepdf.Array())
    }
    assert links == {"f1": "Note 1", "f1-mark": "Back to the text"}
    (reference,) = (one for one in tree.walk() if tree.kind(one) == "Reference")
    assert [tree.kind(kid) for kid in tree.kids(reference)] == ["Link"]


def test_each_note_stands_on_the_page_of_its_mark() -> None:
    blocks = [
        paragraph(Text(LONG * 2), note(f"f{n}", Text(LONG * (n % 3))), Text(LONG), identifier=f"p{n}")
        for n in range(12)
    ]
    tree = printed(*blocks)
    marks = [page_of(tree, one) for one in tree.walk() if tree.kind(one) == "Reference"]
    assert marks == [page_of(tree, one) for one in tree.walk() if tree.kind(one) == "Note"]
    assert len(tree.pages) > 2


def test_a_note_longer_than_its_page_goes_on_on_the_next_with_no_word_lost() -> None:
    words = LONG * 40
    paper = of(
        paragraph(Text("a"), note("f1", Text(words)), Text(LONG)), paragraph(Text(LONG), note("f2"), identifier="p2")
    )
    tree = PdfTree(write_pdf(paper, {}))
    first, second = (one for one in tree.walk() if tree.kind(one) == "Note")
    assert len(page_of(tree, first)) > 1
    assert "".join(tree.text(tree.kids(first)[1]).split()) == "".join(words.split())
    assert tree.text(second) == "2 Of those due."


def test_a_note_that_the_engine_would_forget_stands_on_the_next_page() -> None:
    def some(count: int) -> Text:
        return Text(" ".join((LONG * 2).split()[:count]))

    lines = [paragraph(some(15), identifier=f"p{n}", numbered=False) for n in range(18)]
    items = [
        Item(f"i{n}", (some(26), note(f"a{n}", some(62)), some(30), note(f"b{n}", some(62)), some(23)))
        for n in range(4)
    ]
    tree = printed(*lines, *items)
    assert [str(one.ID) for one in tree.walk() if tree.kind(one) == "Note"] == [
        "a0",
        "b0",
        "a1",
        "b1",
        "a2",
        "b2",
        "a3",
        "b3",
    ]


def test_a_paper_whose_pdf_lacks_a_note_is_not_written() -> None:
    job = prepare(of(paragraph(note())), {})
    with pytest.raises(CabinetPaperError, match="1 of its notes found no place"):
        draw(replace(job, words=replace(job.words, notes=("f1", "gone"))))


def test_a_table_cut_by_a_page_keeps_its_notes_with_their_rows() -> None:
    table = prose_table()
    rows = tuple(
        replace(
            row,
            id=f"{row.id}_{n}",
            cells=(
                prose(f"Visits {n}"),
                replace(row.cells[1], blocks=(paragraph(Text(LONG), note(f"f{n}"), numbered=False),)),
            ),
        )
        for n, row in enumerate(table.rows * 12)
    )
    tree = printed(replace(table, rows=rows))
    assert [tree.kind(kid) for kid in tree.kids(tree.document)].count("Table") == 1
    marks = [page_of(tree, one) for one in tree.walk() if tree.kind(one) == "Reference"]
    assert marks[1:] == [page_of(tree, one) for one in tree.walk() if tree.kind(one) == "Note"][1:]


@pytest.mark.parametrize(("lines", "count", "length"), [(13, 29, 530), (3, 29, 890)])
def test_a_table_whose_rows_have_no_room_beside_their_notes_is_one_table(lines: int, count: int, length: int) -> None:
    def some(number: int) -> Text:
        return Text(" ".join((LONG * 20).split()[:number]))

    before = [paragraph(some(15), identifier=f"p{n}", numbered=False) for n in range(lines)]
    cells = (
        Cell((paragraph(some(count), note(f"f{n}", some(length)), identifier=f"c{n}", numbered=False),))
        for n in range(3)
    )
    rows = tuple(Row(f"r{n}", (prose(f"Row {n}"), cell)) for n, cell in enumerate(cells))
    paper = of(*before, Table("t", (Text("Caption"),), (Column("A"), Column("B", 4)), rows))
    assert solid(pdf_lines(write_pdf(paper, {}))) == solid(expected(paper))


def test_a_bookmark_of_the_pdf_shows_a_heading_without_its_mark() -> None:
    tree = printed(Heading("h", 2, (Text("Care & “rest”"), note()), numbered=True))
    with tree.pdf.open_outline() as bookmarks:
        (heading,) = bookmarks.root[0].children[0].children
    assert heading.title == "1 Care & “rest”"


def test_a_paper_without_notes_asks_the_engine_for_no_feet() -> None:
    assert "float: footnote" not in prepare(of(paragraph(Text("a"))), {}).page
    assert "float: footnote" in prepare(of(paragraph(note())), {}).page


@given(
    st.lists(
        st.one_of(st.text("ab. ", max_size=3000).map(Text), st.just(Figure("96.1")), st.just(Break())), max_size=4
    ).map(tuple)
)
def test_the_pieces_of_a_note_are_the_note(inlines: tuple[NoteInline, ...]) -> None:
    made = pieces(inlines)
    assert "".join(getattr(one, "text", "\n") for piece in made for one in piece) == "".join(
        getattr(one, "text", "\n") for one in inlines
    )
    assert all(sum(len(getattr(one, "text", "\n")) for one in piece) <= LONGEST for piece in made)


# -- Word


def test_a_document_without_notes_has_no_part_for_them_and_no_setting() -> None:
    document = write_docx(of(paragraph(Text("a"))), {})
    assert FOOTNOTES not in names(document)
    assert found(document, "//w:footnotePr", "word/settings.xml") == []


def test_notes_are_word_s_own_in_named_styles_with_their_links_in_their_own_part() -> None:
    document = write_docx(of(paragraph(Text("a"), note("f1", Link("here", "https://www.gov.uk/")), note("f2"))), {})
    assert [one.get(f"{{{W}}}id") for one in found(document, "//w:footnoteReference")] == ["1", "2"]
    assert [one.get(f"{{{W}}}type") for one in found(document, "//w:footnote", FOOTNOTES)] == [
        "separator",
        "continuationSeparator",
        None,
        None,
    ]
    assert {one.get(f"{{{W}}}val") for one in found(document, "//w:pStyle", FOOTNOTES)} == {"FootnoteText"}
    assert [one.get(f"{{{W}}}id") for one in found(document, "//w:footnotePr/w:footnote", "word/settings.xml")] == [
        "-1",
        "0",
    ]
    assert "word/_rels/footnotes.xml.rels" in names(document)
    marks = "".join(one.text for one in found(document, "//w:r[w:rPr/w:rStyle/@w:val='FootnoteReference']/w:t"))
    assert marks == ","


def test_an_edited_note_leaves_the_words_round_its_mark_their_provenance_and_the_other_way_round() -> None:
    rate = Figure("96.1", "cic_rate.value")
    paper = of(paragraph(Text("It is "), rate, note("f1", Text("Or "), rate, Text(" of all.")), Text(" so far.")))
    document = write_docx(paper, {}, base=Base.of(paper))
    of_note = (
        read_docx(changed(document, lambda xml: xml.replace(" of all.", " of most."), FOOTNOTES))
        .paper.sections[0]
        .blocks[0]
    )
    assert of_note.inlines == (
        Text("It is "),
        rate,
        Footnote("f1", (Text("Or "), rate, Text(" of most."))),
        Text(" so far."),
    )  # type: ignore[union-attr]
    of_text = read_docx(changed(document, lambda xml: xml.replace(" so far.", " today."))).paper.sections[0].blocks[0]
    assert of_text.inlines == (Text("It is "), rate, note("f1", Text("Or "), rate, Text(" of all.")), Text(" today."))  # type: ignore[union-attr]


def added(mark: str, note_xml: str, kind: str = "footnote") -> Reading:
    """Return what is read of a paper with one note where an editor put a mark behind its words and a note of kind."""
    document = write_docx(of(paragraph(Text("It rose."), note(), Text(" Then."))), {})
    changes = {
        "word/document.xml": lambda xml: xml.replace(
            '<w:t xml:space="preserve"> Then.</w:t></w:r>', f'<w:t xml:space="preserve"> Then.</w:t></w:r>{mark}'
        )
    }
    if kind == "footnote":
        changes[FOOTNOTES] = lambda xml: xml.replace("</w:footnotes>", f"{note_xml}</w:footnotes>")
        return read_docx(repacked(document, changes))
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = f'<Relationship Id="rId99" Type="{office}/endnotes" Target="endnotes.xml"/>'
    changes["word/_rels/document.xml.rels"] = lambda xml: xml.replace("</Relationships>", f"{relation}</Relationships>")
    return read_docx(
        repacked(
            document,
            changes,
            added={"word/endnotes.xml": f'<w:endnotes xmlns:w="{W}">{note_xml}</w:endnotes>'.encode()},
        )
    )


MARK = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="7"/></w:r>'


def word_note(*paragraphs: str, kind: str = "footnote", number: int = 7) -> str:
    """Return a note as Word writes it: its number, a space, its words."""
    own = (
        f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:{kind}Ref/></w:r><w:r><w:t '
        'xml:space="preserve"> </w:t></w:r>'
    )
    made = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>{"" if place else own}{one}</w:p>'
        for place, one in enumerate(paragraphs)
    )
    return f'<w:{kind} w:id="{number}">{made}</w:{kind}>'


def words(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def last_note(reading: Reading) -> Footnote:
    (block,) = reading.paper.sections[0].blocks
    return notes_in(block.inlines)[-1]  # type: ignore[union-attr]


def test_a_note_that_an_editor_added_is_a_note_with_an_id_of_its_own() -> None:
    reading = added(MARK, word_note(words("Added in Word.")))
    assert [one.footnote.id for one in notes(reading.paper)] == ["f1", "new_note_1"]
    assert last_note(reading).inlines == (Text("Added in Word."),)
    assert reading.findings == ()


def test_a_field_that_one_note_leaves_open_silences_no_other() -> None:
    opened = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC </w:instrText></w:r>'
    second = MARK.replace('w:id="7"', 'w:id="8"')
    reading = added(MARK + second, word_note(opened) + word_note(words("Heard."), number=8))
    assert last_note(reading).inlines == (Text("Heard."),)


def test_the_paragraphs_of_a_note_become_its_lines_and_that_is_said() -> None:
    reading = added(MARK, word_note(words("One."), words("Two.")))
    assert last_note(reading).inlines == (Text("One."), Break(), Text("Two."))
    (finding,) = reading.findings
    assert finding.message == "The paragraphs of a note were read as lines of one: “One. Two.”"


def test_an_endnote_becomes_a_footnote_and_that_is_said() -> None:
    reading = added(
        MARK.replace("footnoteRef", "endnoteRef"), word_note(words("At the end."), kind="endnote"), "endnote"
    )
    assert last_note(reading) == Footnote("new_note_1", (Text("At the end."),))
    (finding,) = reading.findings
    assert finding.message == "An endnote was read as a footnote: “At the end.”"


@pytest.mark.parametrize(
    ("mark", "note_xml", "message"),
    [
        (
            '<w:proofErr w:type="spellStart"/>',
            word_note(words("Lost.")),
            "Footnote 7 has no mark that was read: “Lost.”",
        ),
        (
            '<w:del w:id="1" w:author="Jo">' + MARK + "</w:del>",
            word_note(words("Gone.")),
            "Footnote 7 has no mark that was read: “Gone.”",
        ),
        (MARK, word_note(words("a") + '<w:r><w:footnoteReference w:id="1"/></w:r>'), "A footnote was left out"),
        (
            MARK,
            word_note(words("a")).replace(
                "</w:p></w", f"</w:p><w:tbl><w:tr><w:tc><w:p>{words('in a table')}</w:p></w:tc></w:tr></w:tbl></w"
            ),
            "“in a table”",
        ),
        (
            MARK.replace('w:id="7"/>', 'w:id="7" w:customMarkFollows="1"/><w:t>*</w:t>'),
            word_note(words("a")),
            "The mark “*” was left out: notes are numbered",
        ),
    ],
)
def test_what_cannot_be_carried_of_a_note_is_said(mark: str, note_xml: str, message: str) -> None:
    reading = added(mark, note_xml)
    assert any(message in finding.message for finding in reading.findings), reading.findings


def test_a_note_in_a_title_is_said_with_its_words() -> None:
    document = write_docx(of(paragraph(Text("a"), note())), {})
    title = re.compile(r"(<w:t>Detail</w:t></w:r>)")
    reading = read_docx(
        changed(
            changed(document, lambda xml: re.sub(r"<w:r>(?:(?!<w:r>).)*footnoteReference.*?</w:r>", "", xml)),
            lambda xml: title.sub(r'\1<w:r><w:footnoteReference w:id="1"/></w:r>', xml),
        )
    )
    assert reading.paper.sections[0].title == "Detail"
    assert [finding.message for finding in reading.findings] == [
        "A footnote in a title or heading cell was left out: “Of those due.”"
    ]


def test_a_reference_that_leads_to_no_note_is_said() -> None:
    document = changed(
        write_docx(of(paragraph(Text("a"), note())), {}),
        lambda xml: xml.replace('w:footnoteReference w:id="1"', 'w:footnoteReference w:id="5"'),
    )
    assert sorted(finding.message for finding in read_docx(document).findings) == [
        "A footnote was left out",
        "Footnote 1 has no mark that was read: “Of those due.”",
    ]


def test_the_way_through_word_and_back_is_in_the_same_content_too() -> None:
    paper = of(
        paragraph(Text("a"), note("f1", Text("Per "), Text("head", Style.STRONG), Break(), Gap("when"))),
        Paragraph("q", (note("f2"),), Role.QUOTE),
    )
    assert read_docx(write_docx(paper, {})).paper == plain(paper)
    assert [kind for kind, *_ in pdf_lines(write_pdf(paper, {}))] == [
        "title",
        "heading 1",
        "paragraph",
        "paragraph",
        "footnote",
        "footnote",
    ]


def test_tables_are_read_back_with_the_notes_of_their_cells() -> None:
    paper = of(prose_table())
    (block,) = read_docx(write_docx(paper, {})).paper.sections[0].blocks
    assert isinstance(block, Table)
    assert [one.footnote.id for one in notes(of(block))] == ["f_caption", "f_cell", "f_cell_item"]
