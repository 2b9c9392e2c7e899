"""A Word document becomes a paper again, saying what it could not carry.

In: the bytes of a DOCX, ours as it was written or after somebody worked on it. Out: a `Reading`: the paper, the base
that the document carries, and a finding for everything that has no place in a paper. Nothing is skipped in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cabinetpaper.finding import CabinetPaperError, Finding
from cabinetpaper.paper import BASE_NAMESPACE, Paper
from cabinetpaper.paper.align import align
from cabinetpaper.paper.base import Base
from cabinetpaper.readers.docx.body import BodyReader
from cabinetpaper.readers.docx.inlines import InlineReader
from cabinetpaper.readers.docx.names import CODES, attribute, child_value, w
from cabinetpaper.readers.docx.notes import NoteReader
from cabinetpaper.readers.docx.package import Package, opened
from cabinetpaper.readers.docx.report import Report
from cabinetpaper.readers.docx.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

__all__ = ["CODES", "Reading", "read_docx"]

_DC = "{http://purl.org/dc/elements/1.1/}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document says. `base` is None if it carries none, as when another program made it or dropped it."""

    paper: Paper
    base: Base | None
    findings: tuple[Finding, ...] = ()


def read_docx(data: bytes) -> Reading:
    """Return the paper that a DOCX holds; raise `CabinetPaperError` if it is no Word document or not safe to open.

    With a base, whatever still reads as it was printed has its provenance again; without one the paper is in its plain
    form.
    """
    package = opened(data)
    report = Report(list(package.findings))
    styles = Styles(package.root(package.related("styles")), package.root(package.related("numbering")))
    links = package.links(package.main)
    notes = NoteReader(package, styles, report)
    inlines = InlineReader(styles, lambda name: links.get(name, ""), report, notes.read)
    document = package.root(package.main)
    body = None if document is None else document.find(w("body"))
    reader = BodyReader(styles, inlines, report)
    if body is not None:
        reader.read(body)
    notes.report_others()
    _comments(package, report)
    read = _paper(package, reader, styles, inlines, body)
    base = _base(package, report)
    return Reading(read if base is None else align(read, base.paper).paper, base, tuple(report.findings))


def _paper(package: Package, reader: BodyReader, styles: Styles, inlines: InlineReader, body: Element | None) -> Paper:
    core = package.root(
        next((target for kind, target, _ in package.relations("").values() if kind == "core-properties"), "")
    )

    def said(name: str) -> str:
        return "" if core is None else core.findtext(_DC + name) or ""

    running, status, strapline = _running(package, styles, inlines, body)
    return Paper(
        said("identifier"),
        said("title") if reader.title is None else reader.title,
        said("creator"),
        tuple(reader.sections),
        said("subject"),
        running,
        status,
        said("language") or styles.language or "en-GB",
        styles.recommendation_numbering(),
        strapline,
        styles.counting(),
    )


def _running(package: Package, styles: Styles, inlines: InlineReader, body: Element | None) -> tuple[str, str, str]:
    """Return the running title and the status, which a tab keeps apart in the header of the last pages, and the
    strapline.
    """
    references = (
        []
        if body is None
        else [one for one in body.iter(w("headerReference")) if attribute(one, "type", "default") == "default"]
    )
    relations = package.relations(package.main)
    for reference in reversed(references):
        kind, target, _ = relations.get(
            next((value for name, value in reference.items() if str(name).endswith("}id")), ""), ("", "", False)
        )
        header = package.root(target) if kind == "header" else None
        if header is not None:
            words = {True: "", False: ""}
            for paragraph in header.iter(w("p")):
                meaning, _ = styles.meaning(child_value(paragraph, "pPr/pStyle"))
                words[meaning.kind == "strapline"] += "".join(
                    getattr(inline, "text", "") for inline in inlines.read(paragraph).inlines
                )
            running, _, status = words[False].partition("\t")
            return running, status, words[True]
    return "", "", ""


def _comments(package: Package, report: Report) -> None:
    """Report what stands in comments, which are no part of the paper."""
    report.place = ""
    root = package.root(package.related("comments"))
    for one in [] if root is None else root.iterfind(w("comment")):
        words = "".join(part.text or "" for part in one.iter(w("t")))
        if words:
            author = attribute(one, "author")
            report.add("DOCX-COMMENT", f"Comment {attribute(one, 'id')}{f' by {author}' if author else ''}: “{words}”")


def _base(package: Package, report: Report) -> Base | None:
    """Return the base, found by its namespace under whatever name an editor gave its part."""
    for name in sorted(package.parts):
        if not name.endswith(".xml") or BASE_NAMESPACE.encode() not in package.parts[name]:
            continue
        root = package.root(name)
        if root is not None and root.tag == f"{{{BASE_NAMESPACE}}}base":
            try:
                return Base.from_xml(package.parts[name])
            except CabinetPaperError as error:
                report.findings += error.findings
    return None
