"""The rules for how a Word document is built: its properties, headings, tables, pictures, lists and spacing.

In: the document as it was read. Out: where a screen reader or a small screen would lose its thread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from cabinetpaper.conformance.docx.document import Document, Paragraph
from cabinetpaper.conformance.rules import Breach, error, heading_order, note, rule, warning
from cabinetpaper.conformance.wording import cut, is_language, poor_description, poor_title

CODES: Final[dict[str, str]] = {
    "DOCX-TITLE": "The document has no title in its properties, or one that says nothing. Write it under File, Info, "
    "Title; the PDF made from it takes it over.",
    "DOCX-TITLE-LINE": "The document does not begin with its title: nothing in it has the style Title, and the first "
    "words are no heading 1.",
    "DOCX-LANGUAGE": "The document does not say in which language it is written. Set the proofing language under "
    "Review, such as English (United Kingdom).",
    "DOCX-HEADINGS-NONE": "No paragraph has a heading style, so that nobody can jump through the document. Use Heading "
    "1, Heading 2 and so on.",
    "DOCX-HEADING-FIRST": "The first heading is not of level 1. Begin with Heading 1.",
    "DOCX-HEADING-SKIPPED": "A level of headings is skipped, such as 3 after 1, so that a part seems to be missing. "
    "Use the level that follows.",
    "DOCX-HEADING-EMPTY": "A paragraph with a heading style has no words. Delete it; space belongs to the style.",
    "DOCX-HEADING-FAKE": "A short bold line looks like a heading and is none, so that no screen reader finds it. Give "
    "it a heading style, or leave it if it is none.",
    "DOCX-ALT-MISSING": "A picture, chart or shape has no alternative text. Write what it tells the reader (Edit Alt "
    "Text), or mark it as decorative if it tells nothing.",
    "DOCX-ALT-POOR": "The alternative text of a picture is the name of a file, a word such as “chart”, or what Word "
    "made up. Write what the picture tells the reader.",
    "DOCX-PICTURE-FLOATING": "A picture floats over the text, so that nobody knows when it is read. Set its layout to "
    "In Line with Text.",
    "DOCX-TABLE-HEADER-ROW": "No row of a table is marked as its heading, so that figures are read without saying what "
    "they are. Mark the first row: Layout, Repeat Header Rows.",
    "DOCX-TABLE-HEADER-PLACE": "A row is marked as heading but does not stand at the top, where alone Word takes it "
    "for one. Put it first.",
    "DOCX-TABLE-MERGED": "A table has merged cells, with which a screen reader loses the column. Split them and repeat "
    "the words, or make two tables.",
    "DOCX-TABLE-NESTED": "A table lies within a cell of another, which is hard to follow by ear. Put it after the "
    "other.",
    "DOCX-TABLE-EMPTY-CELL": "A cell is empty, so that nobody hears whether something is missing. Write “none”, “not "
    "applicable” or why there is no figure.",
    "DOCX-TABLE-HEADING-EMPTY": "A heading cell has no words. Write what stands in its column.",
    "DOCX-TABLE-NAME": "A table has neither a caption beside it nor a title or description, so that nobody hears which "
    "table begins. Insert a caption.",
    "DOCX-TABLE-FRAME": "A table of one cell frames words. Use a border of the paragraph instead.",
    "DOCX-BLANK-PARAGRAPH": "A blank paragraph makes space, and is read as “blank”. Delete it and set the space before "
    "or after in the style.",
    "DOCX-SPACES": "Words are put into place by spaces or tabs, which is lost by ear and on small screens. Use a "
    "table, a list or a tab stop of the style.",
    "DOCX-LIST-TYPED": "A list is typed by hand with dashes, dots or numbers, so that it is not heard as one. Use "
    "Word’s bullets or numbering.",
    "DOCX-TEXT-BOX": "Words stand in a text box, which is read at an odd time or not at all. Put them into a "
    "paragraph; a border makes a box of it.",
    "DOCX-CHANGES-LEFT": "Tracked changes are still in the document, where everybody can see what was deleted. Accept "
    "or reject them before publication.",
    "DOCX-COMMENTS-LEFT": "Comments are still in the document. Answer and delete them before publication.",
    "DOCX-LONG": "The document is longer than any paper; what stands beyond that was not looked at. Check it in parts.",
}

_SHORT: Final = 80
"""A line that looks like a heading has at most so many characters, and none of these ends."""
_SENTENCE_ENDS: Final = (".", ",", ";", ":", "!", "?")
_GAP: Final = re.compile("[ \N{NO-BREAK SPACE}]{3,}|\t[ \N{NO-BREAK SPACE}]*\t")
_BULLET: Final = re.compile("\\s*[•·▪◦‣●○■□➢✓\uf0b7\uf0a7]\\s*\\S")
_DASH_OR_NUMBER: Final = re.compile(r"\s*(?:[-–—*][\s]+|\(?\d{1,2}[.)]\s+|\(?[a-z][.)]\s+|\(?[ivx]{1,4}[.)]\s+)\S")


@rule(
    {
        "DOCX-TITLE": error("Write it under File, Info, Title", "WCAG 2.4.2"),
        "DOCX-TITLE-LINE": warning("Give its title the style Title", "WCAG 2.4.6"),
        "DOCX-LANGUAGE": error("Set the proofing language under Review", "WCAG 3.1.1"),
    }
)
def properties(document: Document) -> Iterator[Breach]:
    """Yield what the document does not say of itself."""
    if not document.title:
        yield Breach("DOCX-TITLE", "The document has no title in its properties")
    elif poor_title(document.title):
        yield Breach("DOCX-TITLE", f"The title {cut(document.title)} does not say what the document is")
    if not is_language(document.language):
        yield Breach("DOCX-LANGUAGE", "The document does not say in which language it is written")
    first = next((paragraph for paragraph in document.body if paragraph.words), None)
    if first is not None and first.level != 1 and not any(paragraph.title for paragraph in document.paragraphs):
        yield Breach("DOCX-TITLE-LINE", "The document does not begin with its title", first.where)


@rule(
    {
        "DOCX-HEADINGS-NONE": error("Use Heading 1, Heading 2 and so on", "WCAG 1.3.1", "WCAG 2.4.6"),
        "DOCX-HEADING-FIRST": error("Begin with Heading 1", "WCAG 1.3.1"),
        "DOCX-HEADING-SKIPPED": error("", "WCAG 1.3.1"),
        "DOCX-HEADING-EMPTY": error("Delete it; space belongs to the style", "WCAG 1.3.1", "WCAG 2.4.6"),
        "DOCX-HEADING-FAKE": warning("Give it a heading style if it is one", "WCAG 1.3.1"),
    }
)
def headings(document: Document) -> Iterator[Breach]:
    """Yield what is wrong with the headings."""
    found = list(document.headings)
    if not found:
        yield Breach("DOCX-HEADINGS-NONE", "No paragraph has a heading style")
    empty = [heading for heading in found if not heading.words and "picture" not in heading.holds]
    for heading in empty:
        yield Breach("DOCX-HEADING-EMPTY", "The heading has no words", heading.where)
    spoken = [heading for heading in found if heading not in empty]
    yield from heading_order("DOCX", ((heading.level or 1, heading.where, None) for heading in spoken))
    for line, following in pairwise(document.body):
        if _like_a_heading(line) and following.words and not _like_a_heading(following) and not following.level:
            yield Breach("DOCX-HEADING-FAKE", "The bold line looks like a heading and is none", line.where)


def _like_a_heading(paragraph: Paragraph) -> bool:
    """Return whether a paragraph of plain style is short, all bold and no sentence."""
    spoken = [run for run in paragraph.runs if run.words.strip()]
    return (
        bool(spoken)
        and paragraph.plain
        and not (paragraph.level or paragraph.title or paragraph.listed)
        and all(run.look.bold for run in spoken)
        and len(paragraph.words) <= _SHORT
        and not paragraph.words.endswith(_SENTENCE_ENDS)
    )


@rule(
    {
        "DOCX-ALT-MISSING": error("Write what it tells the reader (Edit Alt Text)", "WCAG 1.1.1"),
        "DOCX-ALT-POOR": error("Write what it tells the reader", "WCAG 1.1.1"),
        "DOCX-PICTURE-FLOATING": warning("Set its layout to In Line with Text", "WCAG 1.3.2"),
    }
)
def pictures(document: Document) -> Iterator[Breach]:
    """Yield what is wrong with the pictures that are no mere decoration, one after another."""
    for number, picture in enumerate(document.pictures, 1):
        if picture.decorative:
            continue
        where = f"picture {number}, {picture.where}"
        if not picture.words:
            yield Breach("DOCX-ALT-MISSING", "The picture has no alternative text", where)
        elif poor_description(picture.words):
            message = f"The alternative text {cut(picture.words)} says nothing of the picture"
            yield Breach("DOCX-ALT-POOR", message, where)
        if picture.floating:
            yield Breach("DOCX-PICTURE-FLOATING", "The picture floats over the text", where)


@rule(
    {
        "DOCX-TABLE-HEADER-ROW": error("Mark the first row: Layout, Repeat Header Rows", "WCAG 1.3.1"),
        "DOCX-TABLE-HEADER-PLACE": error("Put it first, or unmark it", "WCAG 1.3.1"),
        "DOCX-TABLE-MERGED": error("Split them and repeat the words, or make two tables", "WCAG 1.3.1"),
        "DOCX-TABLE-NESTED": error("Put it after the other", "WCAG 1.3.1", "WCAG 1.3.2"),
        "DOCX-TABLE-EMPTY-CELL": warning("Write “none”, or why there is no figure", "WCAG 1.3.1"),
        "DOCX-TABLE-HEADING-EMPTY": error("Write what stands in its column", "WCAG 1.3.1"),
        "DOCX-TABLE-NAME": warning("Insert a caption", "WCAG 1.3.1"),
        "DOCX-TABLE-FRAME": warning("Use a border of the paragraph instead", "WCAG 1.3.1"),
    }
)
def tables(document: Document) -> Iterator[Breach]:  # noqa: C901 one story, table by table
    """Yield what is wrong with the tables, one after another."""
    for table in document.tables:
        if table.nested:
            yield Breach("DOCX-TABLE-NESTED", "The table lies within a cell of another", table.where)
        if table.framing:
            yield Breach("DOCX-TABLE-FRAME", "The table has one cell", table.where)
            continue
        marked = [number for number, row in enumerate(table.rows, 1) if row.heading]
        if not marked:
            yield Breach("DOCX-TABLE-HEADER-ROW", "No row of the table is marked as its heading", table.where)
        elif marked != list(range(1, len(marked) + 1)):
            wrong = next(number for place, number in enumerate(marked, 1) if number != place)
            message = f"Row {wrong} is marked as heading and is not at the top"
            yield Breach("DOCX-TABLE-HEADER-PLACE", message, table.where)
        if not table.name and not table.captioned:
            yield Breach("DOCX-TABLE-NAME", "The table has no caption, title or description", table.where)
        merged = [(row, column) for row, column, cell in table.cells if cell.merged]
        if merged:
            first = f"the first in row {merged[0][0]}, column {merged[0][1]}"
            message = f"The table has merged cells ({len(merged)} in all, {first})"
            yield Breach("DOCX-TABLE-MERGED", message, table.where)
        place = table.where
        for row, column, cell in table.cells:
            where = f"{place}, row {row}, column {column}"
            if cell.empty and not cell.merged and (row == 1 or row in marked):
                yield Breach("DOCX-TABLE-HEADING-EMPTY", "A heading cell has no words", where)
            elif cell.empty and not cell.merged and not cell.coloured:
                yield Breach("DOCX-TABLE-EMPTY-CELL", "The cell is empty", where)


@rule({"DOCX-LIST-TYPED": warning("Use Word’s bullets or numbering", "WCAG 1.3.1")})
def lists(document: Document) -> Iterator[Breach]:
    """Yield lists typed by hand: each beginning of one. One line with a dash or a number is no list yet."""
    last = -1
    for line, following in pairwise((*document.body, Paragraph(0, "", "", None, ()))):
        if _is_typed(line, _BULLET) or (_is_typed(line, _DASH_OR_NUMBER) and _is_typed(following, _DASH_OR_NUMBER)):
            if line.number - 1 != last:
                yield Breach("DOCX-LIST-TYPED", "The list is typed by hand", line.where)
            last = line.number


def _is_typed(paragraph: Paragraph, beginning: re.Pattern[str]) -> bool:
    return not paragraph.listed and paragraph.level is None and bool(beginning.match(paragraph.raw))


@rule(
    {
        "DOCX-BLANK-PARAGRAPH": warning("Delete it and set the space in the style", "WCAG 1.3.1"),
        "DOCX-SPACES": warning("Use a table, a list or a tab stop of the style", "WCAG 1.3.1", "WCAG 1.3.2"),
    }
)
def spacing(document: Document) -> Iterator[Breach]:
    """Yield blank paragraphs that nothing needs, and runs of spaces and tabs."""
    before = ""
    for line in document.body:
        # Word itself puts a blank paragraph after a table; ours has a style of its own and is not plain
        if not line.words and not line.holds and line.level is None and line.plain:
            after = f", after {before}" if before else ""
            yield Breach("DOCX-BLANK-PARAGRAPH", "The paragraph is blank", f"paragraph {line.number}{after}")
        elif line.words:
            before = line.where
    for line in document.paragraphs:
        if not line.part and _GAP.search(line.raw.strip()) and not line.style.casefold().startswith("toc"):
            yield Breach("DOCX-SPACES", "Words are put into place by spaces or tabs", line.where)


@rule({"DOCX-TEXT-BOX": warning("Put them into a paragraph", "WCAG 1.3.2")})
def boxes(document: Document) -> Iterator[Breach]:
    """Yield text boxes."""
    for where in document.boxes:
        yield Breach("DOCX-TEXT-BOX", "Words stand in a text box", where)


@rule(
    {
        "DOCX-CHANGES-LEFT": note("Accept or reject them before publication"),
        "DOCX-COMMENTS-LEFT": note("Answer and delete them before publication"),
        "DOCX-LONG": warning("Check the document in parts"),
    }
)
def leftovers(document: Document) -> Iterator[Breach]:
    """Yield what is left of the editing, and whether the document was too long to be read on."""
    for code, count, name in (
        ("DOCX-CHANGES-LEFT", document.changes, "tracked change"),
        ("DOCX-COMMENTS-LEFT", document.comments, "comment"),
    ):
        if count:
            things = f"1 {name} is" if count == 1 else f"{count} {name}s are"
            yield Breach(code, f"{things} still in the document")
    if not document.whole:
        yield Breach("DOCX-LONG", f"Beyond {len(document.paragraphs)} paragraphs nothing was looked at")
