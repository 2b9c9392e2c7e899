"""Make the parts that describe a document: its properties and its settings.

In: a `Paper`. Out: core properties (title, subject, council, language, status, the paper's id), the program's name, and
settings. No part holds a date: the same paper gives the same bytes.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from cabinetpaper.paper import Paper
from cabinetpaper.paper import notes as paper_notes
from cabinetpaper.writers.docx.inlines import FOOTNOTE_LINES
from cabinetpaper.writers.docx.xml import W

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_APP = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"


def core_part(paper: Paper) -> bytes:
    """Return the core properties; the paper's id is the document's identifier."""
    held = {
        "dc:title": paper.title,
        "dc:subject": paper.subject,
        "dc:creator": paper.council,
        "dc:identifier": paper.id,
        "dc:language": paper.language,
        "cp:contentStatus": paper.status,
    }
    lines = "".join(f"<{name}>{escape(words)}</{name}>" for name, words in held.items() if words)
    return f'{_HEAD}<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="{_DC}">{lines}</cp:coreProperties>'.encode()


def application_part(paper: Paper) -> bytes:
    """Return the extended properties: what wrote the document, and for which council."""
    company = f"<Company>{escape(paper.council)}</Company>" if paper.council else ""
    return f'{_HEAD}<Properties xmlns="{_APP}"><Application>cabinetpaper</Application>{company}</Properties>'.encode()


def settings_part(paper: Paper) -> bytes:
    """Return the settings: today's layout rules, the lines above footnotes, the language of the theme's typeface,
    British list signs.
    """
    lines = "".join(f'<w:footnote w:id="{identifier}"/>' for _, identifier in FOOTNOTE_LINES)
    notes = f"<w:footnotePr>{lines}</w:footnotePr>" * bool(paper_notes(paper))
    rules = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    return (
        f'{_HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="624"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/>{notes}<w:compat>{rules}</w:compat>'
        f'<w:themeFontLang w:val="{escape(paper.language, {chr(34): ""})}"/><w:decimalSymbol '
        'w:val="."/><w:listSeparator w:val=","/></w:settings>'
    ).encode()
