"""Make the reference.docx to start from: a document that shows every style in use.

In: `Look`. Out: the bytes of a DOCX in which each style's name stands in that style, for a council to change in Word.
"""

from __future__ import annotations

from dataclasses import replace

from cabinetpaper.measure import Rag
from cabinetpaper.paper import model, printed
from cabinetpaper.paper import style_names as names
from cabinetpaper.settings import Look
from cabinetpaper.writers.docx import write_docx

_DEFAULT_LOOK = Look()


def reference_docx(look: Look = _DEFAULT_LOOK) -> bytes:
    """Return a reference.docx with the house styles."""
    return write_docx(_paper(), {}, look=look)


def _paper() -> model.Paper:
    sections = (
        model.Section("front", model.SectionKind.FRONT, "", (model.Contents("contents"),)),
        model.Section("headings", model.SectionKind.OTHER, "Heading 1", _headings()),
        model.Section(
            "divider",
            model.SectionKind.OTHER,
            "Divider Heading",
            (model.Paragraph("strapline", _words("Strapline"), model.Role.STRAPLINE),),
            divider=True,
        ),
        model.Section("new_page", model.SectionKind.OTHER, "Heading 1 on New Page", (), new_page=True),
        model.Section("numbered", model.SectionKind.OTHER, "Numbered Heading 1", (), numbered=True),
        model.Section(
            "numbered_new_page",
            model.SectionKind.OTHER,
            "Numbered Heading 1 on New Page",
            (),
            new_page=True,
            numbered=True,
        ),
        model.Section("paragraphs", model.SectionKind.OTHER, "Paragraphs", _paragraphs()),
        model.Section("words", model.SectionKind.OTHER, "Words", (model.Paragraph("words_1", _characters()),)),
        model.Section("tables", model.SectionKind.OTHER, "Tables", (_table(), _recommendations())),
    )
    return model.Paper(
        "reference",
        "Title",
        "Masthead: the council's name",
        sections,
        running="Header: the running title",
        status="Draft",
        strapline="Header Strapline",
    )


def _words(text: str) -> tuple[model.Inline, ...]:
    return (model.Text(text),)


def _headings() -> tuple[model.Heading, ...]:
    usual: list[model.Heading] = []
    for level in (2, 3, 4):
        usual.append(model.Heading(f"heading_{level}", level, _words(names.HEADING[level].capitalize())))
        usual.append(model.Heading(f"numbered_{level}", level, _words(names.NUMBERED_HEADING[level]), numbered=True))
    starting = (
        replace(own, id=f"{own.id}_new_page", inlines=_words(f"{printed(own.inlines, {})} on New Page"), new_page=True)
        for own in usual
    )
    return (*usual, *starting)


def _paragraphs() -> tuple[model.Paragraph | model.Item | model.Picture, ...]:
    paragraphs = [
        model.Paragraph(f"paragraph_{place}", _words(name), role, numbered)
        for place, ((role, numbered), name) in enumerate(names.PARAGRAPH.items())
        if role is not model.Role.STRAPLINE
    ]
    items = [
        model.Item(f"item_{place}", _words(name), level, ordered)
        for place, ((ordered, level), name) in enumerate(names.ITEM.items())
    ]
    return (*paragraphs, *items, model.Picture("picture", names.PICTURE, _words(names.PICTURE_CAPTION)))


def _characters() -> tuple[model.Inline, ...]:
    shown: list[model.Inline] = [model.Text(name or "Plain words", style) for style, name in names.TEXT.items()]
    shown += [model.Figure(name, style=style) for style, name in names.FIGURE.items()]
    shown += [
        model.Gap(names.GAP),
        model.Link(names.HYPERLINK, "https://www.gov.uk/"),
        *(model.Rating(rag) for rag in Rag),
    ]
    spaced = [part for inline in shown for part in (inline, model.Text(" "))]
    return (*spaced, model.Text(names.FOOTNOTE_MARK), model.Footnote("footnote", (model.Text(names.FOOTNOTE),)))


def _table() -> model.Table:
    paragraphs = [
        model.Paragraph(f"cell_{place}", _words(name), role)
        for place, (role, name) in enumerate(names.CELL_PARAGRAPH.items())
    ]
    items = [
        model.Item(f"cell_item_{place}", _words(name), level, ordered)
        for place, ((ordered, level), name) in enumerate(names.CELL_ITEM.items())
    ]
    cells = (
        model.Cell((model.Paragraph("", _words(names.ROW_HEADING)),)),
        model.Cell((*paragraphs, *items)),
        model.Cell((model.Paragraph("", _words(names.TABLE_NUMBER)),)),
    )
    columns = (
        model.Column(names.TABLE_HEADING, 3),
        model.Column(names.TABLE_HEADING, 4),
        model.Column(names.TABLE_NUMBER_HEADING, 3, numeric=True),
    )
    return model.Table("table", _words("Caption"), columns, (model.Row("row", cells),), "Shows the styles of tables.")


def _recommendations() -> model.Recommendations:
    return model.Recommendations(
        "recommendations", (model.Recommendation("recommendation", _words(names.RECOMMENDATION)),)
    )
