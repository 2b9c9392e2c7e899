"""Files that are broken on purpose, one fault each, so that it is seen whether a validator would notice it.

In: a good DOCX, PDF and page. Out: `Broken` files made of them, each with the validator, the profile and the rule that
must object.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import pikepdf

from validators.on_docx import OFFICES, WHOLE_TEXT
from validators.on_html import HTML, WCAG
from validators.on_pdf import STANDARDS, STRUCTURE

__all__ = ["BROKEN", "Broken"]

_UA: Final = STANDARDS["ua1"]
_A: Final = STANDARDS["2a"]
_NEWEST: Final = OFFICES["Microsoft365"]


@dataclass(frozen=True, slots=True)
class Broken:
    """One fault: its name, the kind of file, how to make it, and who must say what about it; `rule` is a pattern for
    the rule and its words.
    """

    name: str
    suffix: str
    spoil: Callable[[bytes], bytes]
    tool: str
    profile: str
    rule: str


# PDF


def _pdf(change: Callable[[pikepdf.Pdf], None]) -> Callable[[bytes], bytes]:
    def spoil(data: bytes) -> bytes:
        target = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            change(pdf)
            pdf.save(target, deterministic_id=True)
        return target.getvalue()

    return spoil


def _elements(pdf: pikepdf.Pdf, kind: str) -> Iterator[Any]:
    """Yield the elements of a kind in the PDF's tag tree."""
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, pikepdf.Array):
            waiting = [*list(one), *waiting]
        elif isinstance(one, pikepdf.Dictionary) and "/S" in one:
            if f"/{kind}" == one.S:
                yield one
            waiting = [one.get("/K", pikepdf.Array()), *waiting]


def _without(key: str) -> Callable[[bytes], bytes]:
    """Return a spoiler that takes an entry out of the PDF's root."""

    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.Root[key]

    return _pdf(change)


def _other_metadata(was: bytes, then: bytes) -> Callable[[bytes], bytes]:
    def change(pdf: pikepdf.Pdf) -> None:
        packet = pdf.Root.Metadata.read_bytes()
        changed = re.sub(was, then, packet, flags=re.DOTALL)
        if changed == packet:
            raise ValueError(f"nothing to spoil: {was!r}")
        pdf.Root.Metadata.write(changed)

    return _pdf(change)


def _cell_outside_its_row(pdf: pikepdf.Pdf) -> None:
    next(_elements(pdf, "TR")).S = pikepdf.Name.P


def _picture_without_words(pdf: pikepdf.Pdf) -> None:
    del next(_elements(pdf, "Figure")).Alt


def _heading_that_skips(pdf: pikepdf.Pdf) -> None:
    next(_elements(pdf, "H2")).S = pikepdf.Name.H5


def _words_without_a_tag(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(
        re.sub(
            rb"/\w+\s*<<[^>]*/MCID 0[^>]*>>\s*BDC(.*?)EMC", rb"\1", page.Contents.read_bytes(), count=1, flags=re.DOTALL
        )
    )


def _link_that_is_not_printed(pdf: pikepdf.Pdf) -> None:
    del next(one for page in pdf.pages for one in page.get("/Annots", ())).F


def _font_left_out(pdf: pikepdf.Pdf) -> None:
    font = next(iter(pdf.pages[0].Resources.Font.values()))
    del font.DescendantFonts[0].FontDescriptor.FontFile2


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("1"))


def _cut(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


# DOCX

_SIDEWAYS: Final = '<w:body><w:p><w:pPr><w:jc w:val="sideways"/></w:pPr></w:p>'
_OTHERWISE: Final = (
    '<w:body><w:p><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:zz="urn:of-no-program">'
    '<mc:Choice Requires="zz"><w:r><w:t>These words are for no '
    "program.</w:t></w:r></mc:Choice></mc:AlternateContent></w:p>"
)


def _document(was: str, then: str) -> Callable[[bytes], bytes]:
    """Return a spoiler that replaces the first match in the document part of a DOCX."""

    def spoil(data: bytes) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            for info in old.infolist():
                part = old.read(info)
                if info.filename == "word/document.xml":
                    text = part.decode()
                    changed = re.sub(was, then, text, count=1, flags=re.DOTALL)
                    if changed == text:
                        raise ValueError(f"nothing to spoil: {was}")
                    part = changed.encode()
                new.writestr(info, part)
        return target.getvalue()

    return spoil


# Pages


def _page(was: str, then: str) -> Callable[[bytes], bytes]:
    def spoil(data: bytes) -> bytes:
        text = data.decode()
        changed = re.sub(was, then, text, count=1, flags=re.DOTALL)
        if changed == text:
            raise ValueError(f"nothing to spoil: {was}")
        return changed.encode()

    return spoil


def _more(markup: str) -> Callable[[bytes], bytes]:
    return _page("</main>", f"{markup}</main>")


BROKEN: Final = (
    Broken("no-title", "pdf", _other_metadata(rb"<dc:title>.*?</dc:title>", b""), "veraPDF", _UA, "title"),
    Broken("no-language", "pdf", _without("/Lang"), "veraPDF", _UA, "language"),
    Broken("no-tags", "pdf", _without("/StructTreeRoot"), "veraPDF", _UA, "."),
    Broken("no-tags-for-archives", "pdf", _without("/MarkInfo"), "veraPDF", _A, "MarkInfo"),
    Broken("cell-outside-its-row", "pdf", _pdf(_cell_outside_its_row), "veraPDF", _UA, "TR|TH"),
    Broken("picture-without-words", "pdf", _pdf(_picture_without_words), "veraPDF", _UA, "Figure"),
    Broken("heading-that-skips", "pdf", _pdf(_heading_that_skips), "veraPDF", _UA, "[Hh]eading"),
    Broken("words-without-a-tag", "pdf", _pdf(_words_without_a_tag), "veraPDF", _UA, "Artifact or tagged"),
    Broken("not-said-to-be-accessible", "pdf", _other_metadata(rb'pdfuaid:part="1"', b""), "veraPDF", _UA, "PDF/UA"),
    Broken(
        "not-said-to-be-for-archives", "pdf", _other_metadata(rb'pdfaid:part="2"', b""), "veraPDF", _A, "pdfaid:part"
    ),
    Broken(
        "undescribed-property",
        "pdf",
        _other_metadata(rb"<pdfaExtension:schemas>.*?</pdfaExtension:schemas>", b""),
        "veraPDF",
        _A,
        "extension schema",
    ),
    Broken("no-colours", "pdf", _without("/OutputIntents"), "veraPDF", _A, "OutputIntent"),
    Broken("link-that-is-not-printed", "pdf", _pdf(_link_that_is_not_printed), "veraPDF", _A, "F key"),
    Broken("font-left-out", "pdf", _pdf(_font_left_out), "veraPDF", _A, "font"),
    Broken("script", "pdf", _pdf(_script), "veraPDF", _A, "JavaScript"),
    Broken("cut-short", "pdf", _cut, "qpdf", STRUCTURE, "."),
    Broken(
        "unknown-element", "docx", _document("<w:body>", "<w:body><w:nonsense/>"), "Open XML SDK", _NEWEST, "nonsense"
    ),
    Broken("unknown-value", "docx", _document("<w:body>", _SIDEWAYS), "Open XML SDK", _NEWEST, "sideways"),
    Broken(
        "unknown-value-in-2007",
        "docx",
        _document("<w:body>", _SIDEWAYS),
        "Open XML SDK",
        OFFICES["Office2007"],
        "sideways",
    ),
    Broken(
        "words-lost",
        "docx",
        _document("<w:body>", _OTHERWISE),
        "LibreOffice",
        WHOLE_TEXT,
        "These words are for no program",
    ),
    Broken("no-package", "docx", _cut, "LibreOffice", WHOLE_TEXT, "cannot open"),
    Broken(
        "one-id-twice", "html", _more('<p id="twice">a</p><p id="twice">b</p>'), "Nu HTML checker", HTML, "Duplicate ID"
    ),
    Broken(
        "bad-nesting",
        "html",
        _more("<p><em>a<strong>b</em>c</strong></p>"),
        "Nu HTML checker",
        HTML,
        "nest|misnested|violates|open elements",
    ),
    Broken("list-of-paragraphs", "html", _more("<ul><p>a</p></ul>"), "Nu HTML checker", HTML, "not allowed"),
    Broken(
        "pale-words",
        "html",
        _more('<p style="color:#bbb;background:#fff">pale</p>'),
        "axe-core",
        WCAG,
        "color-contrast",
    ),
    Broken(
        "silent-picture",
        "html",
        _more('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==">'),
        "axe-core",
        WCAG,
        "image-alt",
    ),
    Broken("page-without-language", "html", _page('<html lang="[^"]*"', "<html"), "axe-core", WCAG, "html-has-lang"),
    Broken("nameless-link", "html", _more('<a href="https://example.org/"></a>'), "axe-core", WCAG, "link-name"),
    Broken(
        "picture-from-elsewhere",
        "html",
        _more('<img alt="A thing" src="https://example.org/a.png">'),
        "axe-core",
        WCAG,
        "asks the network",
    ),
)
