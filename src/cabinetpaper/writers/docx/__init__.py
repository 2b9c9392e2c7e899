"""A paper becomes a Word document, as a careful Word user would have made it.

In: a `Paper`, its charts' drawings, a council's look. Out: the bytes of a DOCX. Looks come from named styles alone;
numbering is Word's own; one hidden bookmark per block, row and prose in a cell leads back to the model.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from cabinetpaper.paper import (
    BASE_NAMESPACE,
    Contents,
    Drawing,
    Logo,
    Paper,
    Table,
    blocks_of,
    contents_entries,
    notes,
    numbers,
    plain,
)
from cabinetpaper.paper.base import Base
from cabinetpaper.settings import Look
from cabinetpaper.writers.columns import column_shares
from cabinetpaper.writers.docx.canvas import Canvas
from cabinetpaper.writers.docx.document import document_part
from cabinetpaper.writers.docx.footnotes import footnotes_part
from cabinetpaper.writers.docx.logo import MEDIA, logo_size
from cabinetpaper.writers.docx.numbering import numbering_part
from cabinetpaper.writers.docx.package import Package
from cabinetpaper.writers.docx.page import Running, footer_part, header_part, masthead_part
from cabinetpaper.writers.docx.picture import draw_picture
from cabinetpaper.writers.docx.properties import application_part, core_part, settings_part
from cabinetpaper.writers.docx.reference import check_reference, read_reference
from cabinetpaper.writers.docx.styles import Styles, add_lists, styles_part
from cabinetpaper.writers.docx.theme import house_theme, set_look
from cabinetpaper.writers.docx.xml import serialised

if TYPE_CHECKING:
    from docx.opc.part import Part

    from cabinetpaper.writers.docx.xml import Element

__all__ = ["check_reference", "write_docx"]

_DEFAULT_LOOK = Look()


def write_docx(
    paper: Paper,
    drawings: Mapping[str, Drawing],
    *,
    look: Look = _DEFAULT_LOOK,
    reference: bytes | None = None,
    logo: Logo | None = None,
    base: Base | None = None,
    pages: Mapping[str, int] | None = None,
) -> bytes:
    """Return the paper as a DOCX; raise `CabinetPaperError` if the reference.docx cannot be read.

    `reference` gives the styles, `look` whatever colours and typeface they leave to it. `base` goes into the document
    for the way back. `pages` are the pages of the PDF by id, for the list of contents to show before Word has counted
    its own.
    """
    shown = plain(paper)
    styles, theme = _styles(reference, look, shown.language)
    package = Package()
    canvas = _canvas(shown, drawings, styles, package, pages or {})
    running = _running(shown, logo, package, canvas)
    document = document_part(shown, _shares(paper), running, canvas)
    if canvas.notes:
        _add_notes(package, canvas)
    add_lists(styles, canvas.lists.added)
    package.add(
        "numbering",
        serialised(numbering_part(styles, shown.recommendation_numbering, canvas.lists.added, shown.counting)),
    )
    package.add("styles", serialised(styles.root))
    package.add("settings", settings_part(shown))
    package.add_theme(serialised(theme))
    package.add_properties(core_part(shown), application_part(shown))
    if base is not None:
        package.add_custom(base.to_xml(), BASE_NAMESPACE, str(uuid.uuid5(uuid.NAMESPACE_URL, BASE_NAMESPACE)).upper())
    return package.packed(serialised(document))


def _canvas(
    paper: Paper, drawings: Mapping[str, Drawing], styles: Styles, package: Package, pages: Mapping[str, int]
) -> Canvas:
    return Canvas(
        number=numbers(paper),
        drawings=drawings,
        style=styles.id_of,
        entries=_entries(paper),
        link=package.link,
        picture=lambda data, media: package.picture(data, media, MEDIA[media]),
        headed=frozenset(block.id for section in paper.sections for block in section.blocks if section.heads(block)),
        pages=pages,
        marks={note.footnote.id: note.number for note in notes(paper)},
    )


def _styles(reference: bytes | None, look: Look, language: str) -> tuple[Styles, Element]:
    """Return the styles and the theme: the house's, or those of the reference with the house's where it has none."""
    taken = None if reference is None else read_reference(reference)
    theme = house_theme() if taken is None else taken.theme
    set_look(theme, look)
    return styles_part(None if taken is None else taken.styles, theme, language), theme


def _entries(paper: Paper) -> dict[str, tuple[tuple[int, str, str, str], ...]]:
    """Return the entries of each list of contents by its id."""
    return {block.id: contents_entries(paper, block.levels) for block in blocks_of(paper, Contents)}


def _shares(paper: Paper) -> dict[str, tuple[float, ...]]:
    """Return the shares of the columns of each table by its id."""
    number = {**numbers(paper), **{note.footnote.id: note.number for note in notes(paper)}}
    return {block.id: column_shares(block, number) for block in blocks_of(paper, Table)}


def _running(paper: Paper, logo: Logo | None, package: Package, canvas: Canvas) -> Running:
    """Add the headers and footers; return where they are."""
    made = []
    for landscape in (False, True):
        suffix = 2 if landscape else 1
        header = package.add("header", serialised(header_part(paper, canvas, landscape=landscape)), f"header{suffix}")
        footer = package.add("footer", serialised(footer_part(paper, canvas, landscape=landscape)), f"footer{suffix}")
        made.append((header, footer))
    first = package.add("header", b"", "header3")
    owner = package.part_of(first)
    drawn = (
        None if logo is None or logo.media_type not in MEDIA else _logo(logo, partial(_embed, package, owner), canvas)
    )
    owner._blob = serialised(masthead_part(paper, canvas, drawn))
    return Running(made[0], made[1], first)


def _add_notes(package: Package, canvas: Canvas) -> None:
    """Add the notes whose marks the document has; what they link to is their own part's."""
    owner = package.part_of(package.add("footnotes", b""))
    canvas.link = partial(package.link, owner=owner)
    owner._blob = serialised(footnotes_part(canvas))


def _embed(package: Package, owner: Part, logo: Logo) -> str:
    return package.picture(logo.data, logo.media_type, MEDIA[logo.media_type], owner)


def _logo(logo: Logo, embed: partial[str], canvas: Canvas) -> Element:
    width, height = logo_size(logo)
    return draw_picture(embed(logo), width, height, number=canvas.next_picture(), name="Logo", alt=logo.alt)
