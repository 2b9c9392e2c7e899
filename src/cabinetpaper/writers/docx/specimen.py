"""Make the reference.docx to start from: a document that shows every style in use.

In: `Look`. Out: the bytes of a DOCX in which each style's name stands in that style, for a council to change in Word.
"""

from __future__ import annotations

from dataclasses import replace

from cabinetpaper.measure import Rag
from cabinetpaper.paper import (
    Cell,
    Column,
    Contents,
    Figure,
    Footnote,
    Gap,
    Heading,
    Inline,
    Item,
    Link,
    Paper,
    Paragraph,
    Picture,
    Rating,
    Recommendation,
    Recommendations,
    Role,
    Row,
    Section,
    SectionKind,
    Table,
    Text,
    printed,
)
from cabinetpaper.paper import style_names as names
from cabinetpaper.settings import Look
from cabinetpaper.writers.docx import write_docx

_DEFAULT_LOOK = Look()


def reference_docx(look: Look = _DEFAULT_LOOK) -> bytes:
    """Return a reference.docx with the house styles."""
    return write_docx(_paper(), {}, look=look)


def _paper() -> Paper:
    sections = (
        Section("front", SectionKind.FRONT, "", (Contents("contents"),)),
        Section("headings", SectionKind.OTHER, "Heading 1", _headings()),
        Section(
            "divider",
            SectionKind.OTHER,
            "Divider Heading",
            (Paragraph("strapline", _words("Strapline"), Role.STRAPLINE),),
            divider=True,
        ),
        Section("new_page", SectionKind.OTHER, "Heading 1 on New Page", (), new_page=True),
        Section("numbered", SectionKind.OTHER, "Numbered Heading 1", (), numbered=True),
        Section(
            "numbered_new_page", SectionKind.OTHER, "Numbered Heading 1 on New Page", (), new_page=True, numbered=True
        ),
        Section("paragraphs", SectionKind.OTHER, "Paragraphs", _paragraphs()),
        Section("words", SectionKind.OTHER, "Words", (Paragraph("words_1", _characters()),)),
        Section("tables", SectionKind.OTHER, "Tables", (_table(), _recommendations())),
    )
    return Paper(
        "reference",
        "Title",
        "Masthead: the council's name",
        sections,
        running="Header: the running title",
        status="Draft",
        strapline="Header Strapline",
    )


def _words(text: str) -> tuple[Inline, ...]:
    return (Text(text),)


def _headings() -> tuple[Heading, ...]:
    usual: list[Heading] = []
    for level in (2, 3, 4):
        usual.append(Heading(f"heading_{level}", level, _words(names.HEADING[level].capitalize())))
        usual.append(Heading(f"numbered_{level}", level, _words(names.NUMBERED_HEADING[level]), numbered=True))
    starting = (
        replace(own, id=f"{own.id}_new_page", inlines=_words(f"{printed(own.inlines, {})} on New Page"), new_page=True)
        for own in usual
    )
    return (*usual, *starting)


def _paragraphs() -> tuple[Paragraph | Item | Picture, ...]:
    paragraphs = [
        Paragraph(f"paragraph_{place}", _words(name), role, numbered)
        for place, ((role, numbered), name) in enumerate(names.PARAGRAPH.items())
        if role is not Role.STRAPLINE
    ]
    items = [
        Item(f"item_{place}", _words(name), level, ordered)
        for place, ((ordered, level), name) in enumerate(names.ITEM.items())
    ]
    return (*paragraphs, *items, Picture("picture", names.PICTURE, _words(names.PICTURE_CAPTION)))


def _characters() -> tuple[Inline, ...]:
    shown: list[Inline] = [Text(name or "Plain words", style) for style, name in names.TEXT.items()]
    shown += [Figure(name, style=style) for style, name in names.FIGURE.items()]
    shown += [Gap(names.GAP), Link(names.HYPERLINK, "https://www.gov.uk/"), *(Rating(rag) for rag in Rag)]
    spaced = [part for inline in shown for part in (inline, Text(" "))]
    return (*spaced, Text(names.FOOTNOTE_MARK), Footnote("footnote", (Text(names.FOOTNOTE),)))


def _table() -> Table:
    paragraphs = [
        Paragraph(f"cell_{place}", _words(name), role)
        for place, (role, name) in enumerate(names.CELL_PARAGRAPH.items())
    ]
    items = [
        Item(f"cell_item_{place}", _words(name), level, ordered)
        for place, ((ordered, level), name) in enumerate(names.CELL_ITEM.items())
    ]
    cells = (
        Cell((Paragraph("", _words(names.ROW_HEADING)),)),
        Cell((*paragraphs, *items)),
        Cell((Paragraph("", _words(names.TABLE_NUMBER)),)),
    )
    columns = (
        Column(names.TABLE_HEADING, 3),
        Column(names.TABLE_HEADING, 4),
        Column(names.TABLE_NUMBER_HEADING, 3, numeric=True),
    )
    return Table("table", _words("Caption"), columns, (Row("row", cells),), "Shows the styles of tables.")


def _recommendations() -> Recommendations:
    return Recommendations("recommendations", (Recommendation("recommendation", _words(names.RECOMMENDATION)),))
