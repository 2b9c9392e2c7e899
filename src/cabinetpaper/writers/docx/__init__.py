"""A paper becomes a Word document, as a careful Word user would have made it.

In: a `Paper`, its charts' drawings, a council's look. Out: the bytes of a DOCX. Looks come from named styles alone;
numbering is Word's own; one hidden bookmark per block, row and prose in a cell leads back to the model.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from cabinetpaper.paper import BASE_NAMESPACE, Drawing, Logo, Paper, Table, blocks_of, plain
from cabinetpaper.paper.base import Base
from cabinetpaper.settings import Look
from cabinetpaper.writers.columns import column_shares
from cabinetpaper.writers.docx.blocks import draw_picture
from cabinetpaper.writers.docx.canvas import Canvas
from cabinetpaper.writers.docx.document import Running, document_part, footer_part, header_part, masthead_part
from cabinetpaper.writers.docx.inlines import footnotes_part
from cabinetpaper.writers.docx.logo import MEDIA, logo_size
from cabinetpaper.writers.docx.numbering import numbering_part
from cabinetpaper.writers.docx.package import Package
from cabinetpaper.writers.docx.properties import application_part, core_part, settings_part
from cabinetpaper.writers.docx.reference import check_reference, read_reference
from cabinetpaper.writers.docx.styles import add_lists, styles_part
from cabinetpaper.writers.docx.theme import house_theme, set_look
from cabinetpaper.writers.docx.xml import serialised
from cabinetpaper.writers.layout import layout_of

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
    taken = None if reference is None else read_reference(reference)
    theme = house_theme() if taken is None else taken.theme
    set_look(theme, look)
    styles = styles_part(None if taken is None else taken.styles, theme, shown.language)
    package, layout = Package(), layout_of(shown)
    canvas = Canvas(
        layout=layout,
        drawings=drawings,
        style=styles.id_of,
        link=package.link,
        picture=lambda data, media: package.picture(data, media, MEDIA[media]),
        # of the paper as it is: the plain form no longer tells the columns' parts of the width
        shares={table.id: column_shares(table, layout.printed_numbers) for table in blocks_of(paper, Table)},
        pages=pages or {},
    )
    document = document_part(shown, _add_running(shown, logo, package, canvas), canvas)
    if canvas.notes:
        notes = package.part_of(package.add("footnotes", b""))
        canvas.link = partial(package.link, owner=notes)  # what the notes link to is their own part's
        notes._blob = serialised(footnotes_part(canvas))
    add_lists(styles, canvas.lists.added)
    numbering = numbering_part(styles, shown.recommendation_numbering, canvas.lists.added, shown.counting)
    package.add("numbering", serialised(numbering))
    package.add("styles", serialised(styles.root))
    package.add("settings", settings_part(shown))
    package.add_theme(serialised(theme))
    package.add_properties(core_part(shown), application_part(shown))
    if base is not None:
        digests = ((block, hashlib.sha256(drawing.png).hexdigest()) for block, drawing in sorted(drawings.items()))
        base = replace(base, pictures=tuple(digests))
        package.add_custom(base.to_xml(), BASE_NAMESPACE, str(uuid.uuid5(uuid.NAMESPACE_URL, BASE_NAMESPACE)).upper())
    return package.packed(serialised(document))


def _add_running(paper: Paper, logo: Logo | None, package: Package, canvas: Canvas) -> Running:
    """Add the headers and footers; return where they are."""
    added: list[tuple[str, str]] = []
    for place, landscape in enumerate((False, True), 1):
        header, footer = (make(paper, canvas, landscape=landscape) for make in (header_part, footer_part))
        parts = (("header", header), ("footer", footer))
        first, second = (package.add(kind, serialised(part), f"{kind}{place}") for kind, part in parts)
        added.append((first, second))
    first = package.add("header", b"", "header3")
    masthead = package.part_of(first)
    drawn = None
    if logo is not None and logo.media_type in MEDIA:
        relation = package.picture(logo.data, logo.media_type, MEDIA[logo.media_type], masthead)
        drawn = draw_picture(relation, logo_size(logo), number=canvas.next_picture(), name="Logo", alt=logo.alt)
    masthead._blob = serialised(masthead_part(paper, canvas, drawn))
    return Running(added[0], added[1], first)
