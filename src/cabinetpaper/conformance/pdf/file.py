"""The rules for a PDF as a file: whether it may be read, what it says of itself, its fonts, bookmarks and contrast.

In: the document as it was read. Out: what shuts readers out, is not said, or cannot be read on the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cabinetpaper.conformance.contrast import faintness
from cabinetpaper.conformance.pdf.document import Document
from cabinetpaper.conformance.rules import Breach, error, rule, warning
from cabinetpaper.conformance.wording import cut, is_language, poor_title

CODES: Final[dict[str, str]] = {
    "PDF-BARRED": "The file is encrypted so that screen readers may not read its text. Save it without that "
    "protection.",
    "PDF-SCRIPT": "Something in the file runs by itself. Remove scripts and actions before publication; a paper needs "
    "none.",
    "PDF-XFA": "The file holds a form of the kind XFA, which most readers and phones cannot show. Make the form anew "
    "as an ordinary one.",
    "PDF-DAMAGED": "The file is damaged and was mended for the check; other programs may show something else. Export "
    "it again.",
    "PDF-METADATA": "The PDF has no XMP metadata, in which its title and its standard are declared. Export it as a "
    "tagged, accessible PDF.",
    "PDF-TITLE": "The PDF has no title in its metadata, so that windows and lists show a file name. Give the document "
    "a title in its properties and export it again.",
    "PDF-TITLE-POOR": "The title of the PDF is the name of a file or of nothing. Give the document a title that says "
    "what it is.",
    "PDF-TITLE-HIDDEN": "The window of a viewer shows the file’s name instead of the title. Set “show document title” "
    "in the export or in the file’s properties.",
    "PDF-LANGUAGE": "The PDF does not say in which language it is written, so that it is read aloud in the wrong "
    "voice. Set the language, such as en-GB.",
    "PDF-UA-UNDECLARED": "The PDF does not say that it conforms to PDF/UA. Export it as PDF/UA; then a validator such "
    "as veraPDF can be held to that.",
    "PDF-FONT-ABSENT": "The file uses a font that it does not bring, so that letters may look wrong or be missing "
    "elsewhere. Embed all fonts when exporting.",
    "PDF-FONT-UNREADABLE": "The letters of a font cannot be turned into characters, so that they can be neither read "
    "aloud nor searched. Export the file again.",
    "PDF-CONTRAST": "Words stand out from their ground by less than 4.5 to 1 (3 to 1 for large words), so that many "
    "cannot read them. Choose darker words or a lighter ground.",
    "PDF-BOOKMARKS": "A document of five pages or more has no bookmarks, by which many readers find their way. Let the "
    "export make them from the headings.",
}

LONG: Final = 5
"""A document of so many pages needs bookmarks."""


@rule(
    {
        "PDF-BARRED": error("Save it without that protection", "PDF/UA 7.16", "Matterhorn 26-002"),
        "PDF-SCRIPT": warning("Remove it", "WCAG 3.2.1", "PDF/UA 7.19"),
        "PDF-XFA": error(
            "Make the form anew as an ordinary PDF form, or as a web page", "PDF/UA 7.15", "Matterhorn 25-001"
        ),
        "PDF-DAMAGED": warning("Export it again"),
    }
)
def access(document: Document) -> Iterator[Breach]:
    """Yield what shuts readers out, or runs."""
    about = document.statement
    if about.bars_readers:
        yield Breach("PDF-BARRED", "The file’s protection forbids screen readers to read its text")
    if about.scripts:
        yield Breach("PDF-SCRIPT", f"The file runs something by itself: {', '.join(about.scripts)}")
    if about.xfa:
        yield Breach("PDF-XFA", "The file holds an XFA form")
    if about.damage:
        yield Breach("PDF-DAMAGED", f"The file is damaged and was mended for this check: {about.damage}")


@rule(
    {
        "PDF-METADATA": error("Export it again as a tagged PDF", "PDF/UA 7.1", "Matterhorn 06-001"),
        "PDF-TITLE": error(
            "Give the document a title in its properties and export it again", "WCAG 2.4.2", "Matterhorn 06-003"
        ),
        "PDF-TITLE-POOR": error("Give it one that does", "WCAG 2.4.2", "Matterhorn 06-004"),
        "PDF-TITLE-HIDDEN": error(
            "Set “show document title” (DisplayDocTitle) when exporting",
            *("WCAG 2.4.2", "Matterhorn 07-001", "Matterhorn 07-002"),
        ),
        "PDF-LANGUAGE": error(
            "Set the language of the document, such as en-GB, and export it again", "WCAG 3.1.1", "Matterhorn 11-006"
        ),
        "PDF-UA-UNDECLARED": error(
            "Export it as PDF/UA once the other findings are mended", "PDF/UA 5", "Matterhorn 06-002"
        ),
    }
)
def identity(document: Document) -> Iterator[Breach]:
    """Yield what the file does not say of itself."""
    about = document.statement
    if not about.metadata:
        yield Breach("PDF-METADATA", "The file has no XMP metadata")
    if not about.title.strip():
        yield Breach("PDF-TITLE", "The file has no title in its metadata")
    elif poor_title(about.title):
        yield Breach("PDF-TITLE-POOR", f"The title {cut(about.title)} does not say what the document is")
    if not about.title_shown:
        yield Breach("PDF-TITLE-HIDDEN", "Viewers show the file’s name, not its title")
    if not about.language:
        yield Breach("PDF-LANGUAGE", "The file does not say in which language it is written")
    elif not is_language(about.language):
        yield Breach("PDF-LANGUAGE", f"“{about.language}” is no language")
    if not about.declared.pdfua_part:
        yield Breach("PDF-UA-UNDECLARED", "The file does not declare PDF/UA")


@rule(
    {
        "PDF-FONT-ABSENT": error("Embed all fonts when exporting", "Matterhorn 31-009"),
        "PDF-FONT-UNREADABLE": error(
            "Export it again from its source", "WCAG 1.3.1", "Matterhorn 10-001", "Matterhorn 31-027"
        ),
    }
)
def fonts(document: Document) -> Iterator[Breach]:
    """Yield what is wrong with the fonts, each on the first page that uses it."""
    seen: set[str] = set()
    for where, painted in document.painted:
        for name, face in painted.faces.items():
            if name not in seen and not face.embedded:
                yield Breach("PDF-FONT-ABSENT", f"The font {name} is not in the file", where)
            if name not in seen and not face.readable:
                message = f"The file does not say which characters the codes of the font {name} stand for"
                yield Breach("PDF-FONT-UNREADABLE", message, where)
            seen.add(name)


@rule({"PDF-CONTRAST": error("Choose darker words or a lighter ground", "WCAG 1.4.3")})
def contrast(document: Document) -> Iterator[Breach]:
    """Yield words that stand out too little, page by page, each pair of colours once. Words on pictures and shadings,
    on anything seen through, and in colours of rare kinds are not judged.
    """
    for where, painted in document.painted:
        seen: set[tuple[str, str]] = set()
        for faint in painted.faint:
            if (faint.ink, faint.ground) not in seen:
                seen.add((faint.ink, faint.ground))
                message = faintness(faint.words, faint.ink, faint.ground, large=faint.large)
                yield Breach("PDF-CONTRAST", message, where)


@rule({"PDF-BOOKMARKS": warning("Let the export make them from the headings", "WCAG 2.4.5", "PDF/UA 7.17")})
def bookmarks(document: Document) -> Iterator[Breach]:
    """Yield where many pages have no bookmarks."""
    if len(document.pages) >= LONG and not document.statement.bookmarks:
        yield Breach("PDF-BOOKMARKS", f"The file has {len(document.pages)} pages and no bookmarks")
