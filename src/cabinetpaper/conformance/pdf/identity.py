"""What the PDF is, is called and is written in.

In: what the file says of itself. Out: breaches where it has no title, no language or no mark of the standard.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.conformance.pdf.document import Document
from cabinetpaper.conformance.trying import Breach, Ground, error, rule
from cabinetpaper.conformance.wording import cut, is_language, poor_title

CODES: Final[dict[str, str]] = {
    "PDF-METADATA": "The PDF has no XMP metadata, in which its title and its standard are declared. Export it as a "
    "tagged, accessible PDF.",
    "PDF-TITLE": "The PDF has no title in its metadata, so that windows and lists show a file name. Give the document "
    "a title in its properties and export "
    "it again.",
    "PDF-TITLE-POOR": "The title of the PDF is the name of a file or of nothing. Give the document a title that says "
    "what it is.",
    "PDF-TITLE-HIDDEN": "The window of a viewer shows the file’s name instead of the title. Set “show document title” "
    "in the export or in the file’s "
    "properties.",
    "PDF-LANGUAGE": "The PDF does not say in which language it is written, so that it is read aloud in the wrong "
    "voice. Set the language, such as en-GB.",
    "PDF-UA-UNDECLARED": "The PDF does not say that it conforms to PDF/UA. Export it as PDF/UA; then a validator such "
    "as veraPDF can be held to that.",
}

GROUNDS: Final[dict[str, Ground]] = {
    "PDF-METADATA": error("PDF/UA 7.1", "Matterhorn 06-001"),
    "PDF-TITLE": error("WCAG 2.4.2", "Matterhorn 06-003"),
    "PDF-TITLE-POOR": error("WCAG 2.4.2", "Matterhorn 06-004"),
    "PDF-TITLE-HIDDEN": error("WCAG 2.4.2", "Matterhorn 07-001", "Matterhorn 07-002"),
    "PDF-LANGUAGE": error("WCAG 3.1.1", "Matterhorn 11-006"),
    "PDF-UA-UNDECLARED": error("PDF/UA 5", "Matterhorn 06-002"),
}


@rule(GROUNDS)
def identity(document: Document) -> Iterator[Breach]:
    """Yield what the file does not say of itself."""
    said = document.statement
    if not said.metadata:
        yield Breach("PDF-METADATA", "The file has no XMP metadata", "Export it again as a tagged PDF")
    if not said.title.strip():
        yield Breach(
            "PDF-TITLE",
            "The file has no title in its metadata",
            "Give the document a title in its properties and export it again",
        )
    elif poor_title(said.title):
        yield Breach(
            "PDF-TITLE-POOR", f"The title {cut(said.title)} does not say what the document is", "Give it one that does"
        )
    if not said.title_shown:
        yield Breach(
            "PDF-TITLE-HIDDEN",
            "Viewers show the file’s name, not its title",
            "Set “show document title” (DisplayDocTitle) when exporting",
        )
    if not is_language(said.language):
        what = (
            f"“{said.language}” is no language"
            if said.language
            else "The file does not say in which language it is written"
        )
        yield Breach("PDF-LANGUAGE", what, "Set the language of the document, such as en-GB, and export it again")
    if not said.declared.pdfua_part:
        yield Breach(
            "PDF-UA-UNDECLARED",
            "The file does not declare PDF/UA",
            "Export it as PDF/UA once the other findings are mended",
        )
